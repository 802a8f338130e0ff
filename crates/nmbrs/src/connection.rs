//! How a coupling reaches Nmbrs.

use crate::fault::Fault;
use crate::reader::Reader;
use crate::rest::RestClient;
use crate::soap::SoapClient;
use crate::transport::{Departure, HttpClient, Pace};
use crate::writer::Writer;
use futures::future::BoxFuture;
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use url::Url;

/// Access over SOAP: by e-mail address and API token.
#[derive(Clone, Debug)]
pub struct SoapAccess {
    /// The folder of the services: `https://api.nmbrs.nl/soap/v3/`.
    pub base: Url,
    /// E-mail address of the API user.
    pub email: String,
    /// API token of that user.
    pub token: SecretString,
    /// Subdomain of the environment (`voorbeeld` of `voorbeeld.nmbrs.nl`); needed where the e-mail address exists in
    /// several environments.
    pub domain: Option<String>,
}

/// Access over REST: by log-in.
#[derive(Clone)]
pub struct RestAccess {
    /// The root of the host; paths add `api/…`.
    pub base: Url,
    /// Subscription key of the application.
    pub subscription_key: SecretString,
    /// Gives the access token to use now.
    pub tokens: Arc<dyn TokenSource>,
}

/// Gives the access token to use now; whoever implements it refreshes and stores (through [`crate::identity`]).
pub trait TokenSource: Send + Sync {
    /// The access token to use now, refreshed when it is about to run out.
    fn access_token(&self) -> BoxFuture<'_, Result<SecretString, Fault>>;

    /// A fresh access token after the last one was refused; a fault of class `Pause` with code `GrantRevoked` when a
    /// person must log in again.
    fn refused(&self) -> BoxFuture<'_, Result<SecretString, Fault>>;
}

impl fmt::Debug for RestAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RestAccess")
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

/// A way to Nmbrs, over one of its two interfaces.
#[derive(Clone)]
pub struct Connection {
    client: Client,
}

/// The half that does the work.
#[derive(Clone)]
pub(crate) enum Client {
    /// Over SOAP.
    Soap(SoapClient),
    /// Over REST.
    Rest(RestClient),
}

impl Client {
    /// The same client for calls that must not leave late.
    pub(crate) fn leaving_by(&self, departure: Departure) -> Self {
        match self {
            Self::Soap(client) => Self::Soap(client.leaving_by(departure)),
            Self::Rest(client) => Self::Rest(client.leaving_by(departure)),
        }
    }
}

impl Connection {
    /// A connection over SOAP.
    pub fn soap(access: SoapAccess, http: HttpClient, pace: Pace) -> Self {
        Self {
            client: Client::Soap(SoapClient::new(access, http, pace)),
        }
    }

    /// A connection over REST.
    pub fn rest(access: RestAccess, http: HttpClient, pace: Pace) -> Self {
        Self {
            client: Client::Rest(RestClient::new(access, http, pace)),
        }
    }

    /// The half that reads.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(self.client.clone())
    }

    /// Both halves. Only the sender of the hub may hold a writer.
    #[must_use]
    pub fn split(self) -> (Reader, Writer) {
        (self.reader(), Writer::new(self.client))
    }
}
