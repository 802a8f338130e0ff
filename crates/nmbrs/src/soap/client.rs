//! One call: request, answer, refusal.

use super::broken::Broken;
use super::element::Element;
use super::envelope::{Parameters, envelope};
use super::operation::Operation;
use super::stream::Items;
use super::wire::Unreadable;
use crate::connection::SoapAccess;
use crate::fault::{Fault, FaultClass};
use crate::transport::{Answer, Departure, Effect, HttpClient, Pace, Turn, attempt, doubtful, repeated};
use futures::TryStreamExt;
use futures::stream::BoxStream;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Request, Response, StatusCode};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::AsyncBufRead;
use tokio_util::io::StreamReader;
use url::Url;

/// The most bytes of an answer that is collected before it is given: about a million small rows.
const COLLECTED_BYTES: usize = 64 * 1024 * 1024;

type Body = Pin<Box<dyn AsyncBufRead + Send>>;

/// How an item of an answer is read.
pub(super) type Read<T> = fn(&Element) -> Result<T, Unreadable>;

/// The client of the SOAP interface.
#[derive(Clone, Debug)]
pub(crate) struct SoapClient {
    access: Arc<SoapAccess>,
    http: HttpClient,
    pace: Pace,
}

impl SoapClient {
    pub(crate) fn new(access: SoapAccess, http: HttpClient, pace: Pace) -> Self {
        Self {
            access: Arc::new(access),
            http,
            pace,
        }
    }

    /// The same client for calls that must not leave late.
    pub(crate) fn leaving_by(&self, departure: Departure) -> Self {
        Self {
            pace: self.pace.leaving_by(departure),
            ..self.clone()
        }
    }

    /// A whole list; a read is repeated until it has been read to its end.
    pub(super) async fn list<T>(
        &self,
        operation: &'static Operation,
        parameters: &Parameters,
        read: Read<T>,
    ) -> Result<Vec<T>, Fault> {
        let request = &self.request(operation, parameters)?;
        repeated(self.http.waiting(), operation.effect(), || async move {
            let (mut items, _turn) = self.open(operation, request, COLLECTED_BYTES).await?;
            let mut list = Vec::new();
            while let Some(item) = next(&mut items, operation).await? {
                list.push(read(&item).map_err(|unreadable| unreadable.into_fault(operation))?);
            }
            Ok(list)
        })
        .await
    }

    /// The text of a result that is not a list; empty when the operation gives none.
    pub(super) async fn text(&self, operation: &'static Operation, parameters: &Parameters) -> Result<String, Fault> {
        let request = &self.request(operation, parameters)?;
        repeated(self.http.waiting(), operation.effect(), || async move {
            let (mut items, _turn) = self.open(operation, request, COLLECTED_BYTES).await?;
            while next(&mut items, operation).await?.is_some() {}
            Ok(items.into_text().trim().to_owned())
        })
        .await
    }

    /// A list item by item. It is repeated until the first item has come; after that, a break ends it with a fault.
    pub(super) fn stream<T: Send + 'static>(
        &self,
        operation: &'static Operation,
        parameters: Parameters,
        read: Read<T>,
    ) -> BoxStream<'static, Result<T, Fault>> {
        let client = self.clone();
        Box::pin(async_stream::try_stream! {
            let request = &client.request(operation, &parameters)?;
            let (first, mut items) = repeated(client.http.waiting(), operation.effect(), || client.first(operation, request)).await?;
            let mut coming = first;
            while let Some(item) = coming {
                yield read(&item).map_err(|unreadable| unreadable.into_fault(operation))?;
                coming = next(&mut items, operation).await?;
            }
        })
    }

    /// The first item, and the rest to come. The call no longer counts as in flight: who reads the rest sets the pace.
    async fn first(
        &self,
        operation: &'static Operation,
        request: &Request,
    ) -> Result<(Option<Element>, Items<Body>), Fault> {
        let (mut items, _turn) = self.open(operation, request, usize::MAX).await?;
        let first = next(&mut items, operation).await?;
        Ok((first, items))
    }

    /// Sends the request once and reads the answer up to its first item.
    async fn open(
        &self,
        operation: &Operation,
        request: &Request,
        most_bytes: usize,
    ) -> Result<(Items<Body>, Turn), Fault> {
        let name = operation.full_name();
        let Answer { response, turn } = attempt(&self.http, &self.pace, &name, operation.effect(), request).await?;
        let status = response.status();
        match Items::open(body(response), operation, most_bytes).await {
            Ok(items) if status.is_success() => Ok((items, turn)),
            Err(broken @ Broken::Refused(_)) => Err(broken.into_fault(operation)),
            _ if status.is_client_error() => Err(turned_away(name, status)),
            Err(broken) => Err(broken.into_fault(operation)),
            Ok(_) => Err(no_fault(name, status, operation.effect())),
        }
    }

    fn request(&self, operation: &Operation, parameters: &Parameters) -> Result<Request, Fault> {
        let address = address(&self.access.base, &operation.file());
        self.http
            .request(Method::POST, address)
            .header(CONTENT_TYPE, "text/xml; charset=utf-8")
            .header(
                "SOAPAction",
                format!("\"{}/{}\"", operation.namespace(), operation.name()),
            )
            .body(envelope(operation, &self.access, parameters))
            .build()
            .map_err(|error| Fault {
                operation: operation.full_name(),
                class: FaultClass::Pause,
                code: None,
                message: format!("the request cannot be made, check the configured address: {error}"),
            })
    }
}

async fn next(items: &mut Items<Body>, operation: &Operation) -> Result<Option<Element>, Fault> {
    items.next().await.map_err(|broken| broken.into_fault(operation))
}

/// The file in the folder of the services, whether or not the folder's address ends with a slash.
fn address(folder: &Url, file: &str) -> Url {
    let mut address = folder.clone();
    address.set_path(&format!("{}/{file}", folder.path().trim_end_matches('/')));
    address
}

fn body(response: Response) -> Body {
    let bytes = response
        .bytes_stream()
        .map_err(|error| io::Error::other(error.without_url()));
    Box::pin(StreamReader::new(bytes))
}

/// The web server refuses before the application has seen anything.
fn turned_away(operation: String, status: StatusCode) -> Fault {
    let is_about_us = matches!(status.as_u16(), 401 | 403 | 404 | 405 | 407 | 410);
    let class = if is_about_us {
        FaultClass::Pause
    } else {
        FaultClass::Rejected
    };
    Fault {
        operation,
        class,
        code: None,
        message: format!("the web server refuses ({status}), check the configured address"),
    }
}

fn no_fault(operation: String, status: StatusCode, effect: Effect) -> Fault {
    Fault {
        operation,
        class: doubtful(effect),
        code: None,
        message: format!("an answer with status {status}"),
    }
}
