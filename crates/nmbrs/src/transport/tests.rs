//! What each failure on the way becomes, over real sockets.

use super::*;
use crate::fault::{Fault, FaultClass};
use reqwest::Method;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

/// A server that reads a request and then writes these bytes and closes; without bytes it keeps silent.
async fn server(answer: Option<&'static str>) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            assert!(socket.read(&mut request).await.unwrap() > 0);
            match answer {
                Some(answer) => socket.write_all(answer.as_bytes()).await.unwrap(),
                None => silent.push(socket),
            }
        }
    });
    format!("http://{address}/").parse().unwrap()
}

async fn call(url: Url, effect: Effect, time_out: Duration) -> Result<Answer, Fault> {
    let client = HttpClient::new(time_out).unwrap();
    let request = client.request(Method::POST, url).body("question").build().unwrap();
    attempt(&client, &Pace::new(150, 1), "Service.Call", effect, &request).await
}

async fn class(answer: &'static str, effect: Effect) -> Result<u16, FaultClass> {
    let answer = call(server(Some(answer)).await, effect, Duration::from_secs(30)).await;
    answer
        .map(|answer| answer.response.status().as_u16())
        .map_err(|fault| fault.class)
}

const NO_WAIT: FaultClass = FaultClass::Retry { after: None };

#[tokio::test]
async fn nothing_was_sent_when_the_connection_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let fault = call(url, Effect::Write, Duration::from_secs(30)).await.unwrap_err();
    assert_eq!(fault.class, NO_WAIT);
    assert!(fault.message.starts_with("no connection, check the network"), "{fault}");
}

#[tokio::test]
async fn nothing_was_sent_when_the_name_is_unknown() {
    let url = "http://nmbrs.invalid/".parse().unwrap();
    let fault = call(url, Effect::Write, Duration::from_secs(30)).await.unwrap_err();
    assert_eq!(fault.class, NO_WAIT);
}

#[tokio::test]
async fn a_write_may_have_happened_when_the_connection_closes_or_keeps_silent() {
    assert_eq!(class("", Effect::Write).await, Err(FaultClass::Unknown));
    assert_eq!(class("", Effect::Read).await, Err(NO_WAIT));
    for (effect, expected) in [(Effect::Write, FaultClass::Unknown), (Effect::Read, NO_WAIT)] {
        let fault = call(server(None).await, effect, Duration::from_millis(100))
            .await
            .unwrap_err();
        assert_eq!(fault.class, expected);
        assert!(fault.message.starts_with("no answer in time"), "{fault}");
    }
}

#[tokio::test]
async fn too_many_calls_may_be_made_again_and_hold_the_others() {
    let limited = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
    let after = FaultClass::Retry {
        after: Some(Duration::from_secs(7)),
    };
    assert_eq!(class(limited, Effect::Write).await, Err(after));
    let bare = "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(class(bare, Effect::Write).await, Err(NO_WAIT));
}

#[tokio::test]
async fn a_gateway_leaves_a_write_in_doubt() {
    for answer in [
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: 6\r\n\r\n<html>",
        "HTTP/1.1 302 Found\r\nlocation: /error.aspx\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n",
        "this is not HTTP\r\n\r\n",
    ] {
        assert_eq!(class(answer, Effect::Write).await, Err(FaultClass::Unknown), "{answer}");
        assert_eq!(class(answer, Effect::Read).await, Err(NO_WAIT), "{answer}");
    }
    let asked = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n";
    let after = FaultClass::Retry {
        after: Some(Duration::from_secs(3)),
    };
    assert_eq!(class(asked, Effect::Read).await, Err(after));
    assert_eq!(class(asked, Effect::Write).await, Err(FaultClass::Unknown));
}

#[tokio::test]
async fn an_address_that_has_moved_waits_for_a_person() {
    let moved = "HTTP/1.1 301 Moved Permanently\r\nlocation: https://elsewhere.example/\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(class(moved, Effect::Write).await, Err(FaultClass::Pause));
}

#[tokio::test]
async fn answers_of_the_application_pass() {
    for (answer, status) in [
        (
            "HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 4\r\n\r\n<a/>",
            200,
        ),
        (
            "HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/xml\r\ncontent-length: 4\r\n\r\n<a/>",
            500,
        ),
        (
            "HTTP/1.1 404 Not Found\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
            404,
        ),
        ("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", 401),
    ] {
        assert_eq!(class(answer, Effect::Write).await, Ok(status), "{answer}");
    }
}

#[tokio::test]
async fn a_read_whose_connection_closed_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move {
        for answer in ["", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"] {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            assert!(socket.read(&mut request).await.unwrap() > 0);
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let outcome = repeated(&Waiting::default(), Effect::Read, || {
        call(url.clone(), Effect::Read, Duration::from_secs(30))
    })
    .await;
    assert_eq!(outcome.map(|answer| answer.response.status().as_u16()), Ok(200));
}
