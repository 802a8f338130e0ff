//! A server that answers as a test tells it, and remembers what it was asked.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use futures::StreamExt;
use futures::future::BoxFuture;
use loonbrug_nmbrs::{Connection, Fault, HttpClient, Pace, RestAccess, TokenSource};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: HashMap<String, String>,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Seen {
    /// `POST /api/… {"days":8}`
    pub fn line(&self) -> String {
        format!("{} {} {}", self.method, self.path, self.body)
            .trim_end()
            .to_owned()
    }

    /// The members of a posted form.
    pub fn form(&self) -> HashMap<String, String> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    /// The page that is asked for.
    pub fn page(&self) -> u32 {
        self.query["pageNumber"].parse().unwrap()
    }
}

/// The server.
#[derive(Clone)]
pub struct Stub {
    pub base: Url,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    /// Answers every request with what `answer` makes of it.
    pub async fn start(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}/nmbrs/", listener.local_addr().unwrap())).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let app = Router::new().fallback(move |request: Request| {
            let (answer, log) = (answer.clone(), Arc::clone(&log));
            async move {
                let request = read(request).await;
                log.lock().unwrap().push(request.clone());
                answer(&request)
            }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { base, seen }
    }

    /// Everything that was asked, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Everything that was asked, one line a request.
    pub fn lines(&self) -> String {
        self.seen().iter().map(Seen::line).collect::<Vec<_>>().join("\n")
    }

    /// A connection over REST to this server.
    pub fn connection(&self) -> (Connection, Arc<Tokens>) {
        connection(&self.base, Pace::new(150, 8))
    }
}

async fn read(request: Request) -> Seen {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1024 * 1024).await.unwrap();
    let query = parts.uri.query().unwrap_or_default();
    let headers = parts.headers.iter();
    Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().trim_start_matches("/nmbrs").to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// A connection over REST to an address.
pub fn connection(base: &Url, pace: Pace) -> (Connection, Arc<Tokens>) {
    let tokens = Arc::new(Tokens::default());
    let access = RestAccess {
        base: base.clone(),
        subscription_key: SecretString::from("subscription-key"),
        tokens: Arc::clone(&tokens) as Arc<dyn TokenSource>,
    };
    (Connection::rest(access, http(), pace), tokens)
}

pub fn http() -> HttpClient {
    HttpClient::new(Duration::from_secs(20)).unwrap()
}

/// Gives `token-0`, and after every refusal the next one.
#[derive(Default)]
pub struct Tokens {
    pub refusals: AtomicUsize,
}

impl TokenSource for Tokens {
    fn access_token(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        let token = format!("token-{}", self.refusals.load(Ordering::SeqCst));
        Box::pin(async move { Ok(token.into()) })
    }

    fn refused(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        let token = format!("token-{}", self.refusals.fetch_add(1, Ordering::SeqCst) + 1);
        Box::pin(async move { Ok(token.into()) })
    }
}

/// An answer with a JSON body.
pub fn answer(status: u16, body: &Value) -> Response {
    raw(status, "application/json; charset=utf-8", body.to_string())
}

/// An answer with any body.
pub fn raw(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(body.into())
        .unwrap()
}

/// An answer that breaks off after its first bytes.
pub fn broken_off(status: u16, start: &'static str) -> Response {
    let end = async {
        // Let the first bytes leave.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cut"))
    };
    let chunks = futures::stream::iter([Ok(start)]).chain(futures::stream::once(end));
    raw(status, "application/json", Body::from_stream(chunks))
}

/// A page of a list.
pub fn page(number: u32, pages: u32, rows: &[Value]) -> Response {
    let pagination = json!({
        "pageNumber": number, "pageSize": 100, "totalPages": pages, "totalRecords": pages * 2,
        "firstPage": "", "lastPage": "", "nextPage": null, "previousPage": ""
    });
    answer(200, &json!({ "pagination": pagination, "data": rows }))
}

/// A server that reads one request on each connection and closes without an answer.
pub async fn closes_after_the_request() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let read = socket.read(&mut request).await.unwrap();
            assert!(read > 0, "the request was sent");
            socket.shutdown().await.unwrap();
        }
    });
    base
}

/// An address where nobody listens.
pub async fn nobody() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap()
}
