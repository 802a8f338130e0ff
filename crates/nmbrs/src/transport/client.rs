//! The one HTTP client of the process.

use super::Waiting;
use crate::fault::{Fault, FaultClass};
use reqwest::{Client, Method, RequestBuilder, redirect, retry};
use std::time::Duration;
use url::Url;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// One HTTP client for the process: TLS by rustls with ring; no redirects, so that a write never goes elsewhere; no
/// proxies from the environment; no compression; a time-out on connecting and on the whole call.
#[derive(Clone, Debug)]
pub struct HttpClient {
    inner: Client,
    waiting: Waiting,
}

impl HttpClient {
    /// The time-out of a whole call unless configured: calls over all employees of a large company take long.
    pub const CALL_TIMEOUT: Duration = Duration::from_mins(2);

    /// The client, with a time-out on the whole call, its answer included. Fails when the system's certificates cannot
    /// be read.
    pub fn new(call_timeout: Duration) -> Result<Self, Fault> {
        // Refused only when the process has a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        #[expect(clippy::disallowed_methods, reason = "the one client that the ban is about")]
        let builder = Client::builder();
        builder
            .user_agent(concat!("loonbrug/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(call_timeout)
            .build()
            .map(|inner| Self {
                inner,
                waiting: Waiting::default(),
            })
            .map_err(|error| Fault {
                operation: "HTTP client".to_owned(),
                class: FaultClass::Pause,
                code: None,
                message: format!(
                    "cannot be made, check the certificates of this system: {}",
                    super::chain(&error)
                ),
            })
    }

    /// The same client, with another way of waiting between calls.
    #[must_use]
    pub fn waiting_by(self, waiting: Waiting) -> Self {
        Self { waiting, ..self }
    }

    /// How waiting between calls is done.
    #[must_use]
    pub const fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// A request of this client, to be handed to [`super::attempt()`].
    pub(crate) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.inner.request(method, url)
    }

    /// Sends a request once, without waiting a turn.
    pub(super) async fn execute(&self, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        self.inner.execute(request).await
    }
}
