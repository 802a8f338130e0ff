//! A client that sends what it is told, for the tests of the SOAP services.

use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};

pub const NAMESPACE: &str = "https://api.nmbrs.nl/soap/v3";
/// The first employee of the data set of the manuals: Thomas Lakeman of company 2001.
pub const THOMAS: i32 = 30_001;

/// A sandbox that runs, and somebody who calls it.
pub struct Client {
    pub sandbox: Running,
    http: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

impl Client {
    pub async fn start(world: World) -> Self {
        // Another test of this process may have been first.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let sandbox = Sandbox::start("127.0.0.1:0".parse().unwrap(), world).await.unwrap();
        Self {
            sandbox,
            http: reqwest::Client::new(),
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.http.get(self.address(path))).await
    }

    /// Posts a body as it is.
    pub async fn post(&self, service: &str, headers: &[(&str, &str)], body: String) -> Reply {
        let request = self.http.post(self.address(&format!("{service}.asmx")));
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request.body(body)).await
    }

    /// Calls an operation the ordinary way, in SOAP 1.1.
    pub async fn call(&self, service: &str, operation: &str, arguments: &str) -> Reply {
        let body = envelope(service, operation, arguments);
        let action = format!("\"{NAMESPACE}/{service}/{operation}\"");
        self.post(
            service,
            &[("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", &action)],
            body,
        )
        .await
    }

    fn address(&self, path: &str) -> String {
        format!("{}nmbrs/soap/v3/{path}", self.sandbox.base_url())
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let content_type = response
            .headers()
            .get("content-type")
            .map_or("", |kind| kind.to_str().unwrap())
            .to_owned();
        Reply {
            status,
            content_type,
            body: response.text().await.unwrap(),
        }
    }
}

impl Reply {
    /// The texts of the result, or what stands behind the arrow of the fault.
    pub fn told(&self) -> String {
        if self.status == 500 {
            return self
                .body
                .split_once("---&gt; ")
                .unwrap()
                .1
                .split_once('\n')
                .unwrap()
                .0
                .to_owned();
        }
        let Some((_, rest)) = self.body.split_once("Result>") else {
            return String::new();
        };
        let inside = format!(">{}", rest.split_once("Response>").unwrap().0);
        let texts = inside
            .split('<')
            .filter_map(|tag| tag.split_once('>'))
            .map(|(_, text)| text);
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// An envelope of SOAP 1.1 with the log-in of every data set.
pub fn envelope(service: &str, operation: &str, arguments: &str) -> String {
    let header = "<Username>salaris@example.nl</Username><Token>nmbrs-sandbox-token</Token><Domain>voorbeeld</Domain>";
    enveloped(
        "http://schemas.xmlsoap.org/soap/envelope/",
        service,
        header,
        operation,
        arguments,
    )
}

/// An envelope with everything to choose.
pub fn enveloped(soap: &str, service: &str, header: &str, operation: &str, arguments: &str) -> String {
    let space = format!("{NAMESPACE}/{service}");
    format!(
        "<soap:Envelope xmlns:soap=\"{soap}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <soap:Header><AuthHeaderWithDomain xmlns=\"{space}\">{header}</AuthHeaderWithDomain></soap:Header>\
         <soap:Body><{operation} xmlns=\"{space}\">{arguments}</{operation}></soap:Body></soap:Envelope>"
    )
}
