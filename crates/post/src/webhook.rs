//! Webhooks: a signed call to a program of the customer, as Standard Webhooks says
//! (<https://github.com/standard-webhooks/standard-webhooks>).

use crate::network::is_public;
use crate::trouble::{Trouble, chain};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Client, redirect, retry};
use sha2::Sha256;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a call may take as a whole; the specification advises 15 to 30 seconds.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// Where webhooks may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Over `https` to addresses that are out in the world.
    Public,
    /// Also over `http` to this machine: for a demonstration.
    ThisMachineToo,
}

impl Reach {
    fn covers(self, address: IpAddr) -> bool {
        is_public(address) || (self == Self::ThisMachineToo && address.to_canonical().is_loopback())
    }
}

/// Why nothing is sent to an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WebhookAddressFault {
    /// Another protocol than `https`.
    #[error("the address does not begin with https://")]
    NotHttps,
    /// A user name or password in the address, which would stand in lists and logs.
    #[error("the address holds a user name or a password")]
    HoldsLogIn,
    /// An address of this machine or of a network that is not out in the world.
    #[error("the address is not out in the world")]
    NotPublic,
}

/// Whether a webhook may go to an address. A name is looked up when it is called, each time.
pub fn check_address(address: &Url, reach: Reach) -> Result<(), WebhookAddressFault> {
    if !address.username().is_empty() || address.password().is_some() {
        return Err(WebhookAddressFault::HoldsLogIn);
    }
    let literal = match address.host() {
        Some(Host::Ipv4(host)) => Some(IpAddr::V4(host)),
        Some(Host::Ipv6(host)) => Some(IpAddr::V6(host)),
        _ => None,
    };
    let is_local = literal.is_some_and(|host| host.to_canonical().is_loopback());
    match address.scheme() {
        "https" => {}
        "http" if is_local && reach == Reach::ThisMachineToo => {}
        _ => return Err(WebhookAddressFault::NotHttps),
    }
    match literal {
        Some(host) if !reach.covers(host) => Err(WebhookAddressFault::NotPublic),
        _ => Ok(()),
    }
}

/// One call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// What makes it the same message when it comes twice (`webhook-id`).
    pub id: String,
    /// To where.
    pub address: Url,
    /// JSON.
    pub body: String,
    /// When it is sent, so that an old one cannot be played again (`webhook-timestamp`).
    pub at: Timestamp,
    /// The secrets that sign it: the one of now, and a former one while both hold.
    pub secrets: Vec<Vec<u8>>,
}

/// The signature of a message with one secret: `v1,` and HMAC-SHA256 in base64.
#[must_use]
pub fn signature(secret: &[u8], id: &str, at: Timestamp, body: &str) -> String {
    let signed = format!("{id}.{}.{body}", at.as_second());
    // HMAC takes a key of any length.
    let tag = Hmac::<Sha256>::new_from_slice(secret).map(|mut mac| {
        mac.update(signed.as_bytes());
        mac.finalize().into_bytes()
    });
    format!("v1,{}", BASE64_STANDARD.encode(tag.unwrap_or_default()))
}

/// Calls webhooks: no redirects, no proxies of the environment, and only to addresses within reach, which is checked on
/// the address that is connected to.
#[derive(Clone, Debug)]
pub struct WebhookClient {
    client: Client,
    reach: Reach,
}

impl WebhookClient {
    /// A client. Refused when the system's certificates cannot be read.
    pub fn new(reach: Reach) -> Result<Self, Trouble> {
        // Refused only when the process has a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        #[expect(
            clippy::disallowed_methods,
            reason = "another reach than the client of Nmbrs: the customer's own addresses"
        )]
        let builder = Client::builder();
        let client = builder
            .user_agent(concat!("loonbrug/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .dns_resolver(Arc::new(WithinReach(reach)))
            .build()
            .map_err(|error| Trouble::Never(chain(&error)))?;
        Ok(Self { client, reach })
    }

    /// Where webhooks may go.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        self.reach
    }

    /// Makes a call, and gives the status of the answer: 2xx. What the receiver answers beside it is not read.
    pub async fn send(&self, call: &Call) -> Result<u16, Trouble> {
        check_address(&call.address, self.reach).map_err(|fault| Trouble::Never(fault.to_string()))?;
        let signatures = call
            .secrets
            .iter()
            .map(|secret| signature(secret, &call.id, call.at, &call.body));
        let signatures = signatures.collect::<Vec<_>>().join(" ");
        let request = self
            .client
            .post(call.address.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header("webhook-id", &call.id)
            .header("webhook-timestamp", call.at.as_second().to_string())
            .header("webhook-signature", signatures)
            .body(call.body.clone());
        // What the address holds may be a secret of the receiver.
        let answer = request
            .send()
            .await
            .map_err(|error| Trouble::Later(chain(&error.without_url())))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(status.as_u16());
        }
        let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wait = wait.map(|wait| format!(", retry-after {wait}")).unwrap_or_default();
        let text = format!("HTTP {}{wait}", status.as_u16());
        // Gone says itself that nothing is to come again.
        Err(if status.as_u16() == 410 {
            Trouble::Never(text)
        } else {
            Trouble::Later(text)
        })
    }
}

/// Looks names up, and gives only addresses within reach: the connection is made to one of these and no other, so that a
/// name that points elsewhere a moment later gains nothing.
struct WithinReach(Reach);

impl Resolve for WithinReach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let within: Vec<SocketAddr> = found.into_iter().filter(|one| reach.covers(one.ip())).collect();
            if within.is_empty() {
                return Err(WebhookAddressFault::NotPublic.into());
            }
            Ok(Box::new(within.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn the_signature_is_that_of_the_specification() {
        let secret = BASE64_STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let at = Timestamp::from_second(1_614_265_330).unwrap();
        let body = r#"{"test": 2432232314}"#;
        assert_eq!(
            signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn an_address_is_https_and_out_in_the_world() {
        use WebhookAddressFault::{HoldsLogIn, NotHttps, NotPublic};
        let judged = |address: &str, reach| check_address(&address.parse().unwrap(), reach).err();
        for (address, public, demonstration) in [
            ("https://hooks.example.nl/a", None, None),
            ("http://hooks.example.nl/a", Some(NotHttps), Some(NotHttps)),
            ("ftp://hooks.example.nl/a", Some(NotHttps), Some(NotHttps)),
            (
                "https://user:word@hooks.example.nl/",
                Some(HoldsLogIn),
                Some(HoldsLogIn),
            ),
            ("https://10.0.0.1/", Some(NotPublic), Some(NotPublic)),
            ("https://0x7f.1/", Some(NotPublic), None),
            ("https://[::ffff:169.254.169.254]/", Some(NotPublic), Some(NotPublic)),
            ("http://127.0.0.1:9000/", Some(NotHttps), None),
            ("http://10.0.0.1/", Some(NotHttps), Some(NotHttps)),
        ] {
            assert_eq!(judged(address, Reach::Public), public, "{address}");
            assert_eq!(judged(address, Reach::ThisMachineToo), demonstration, "{address}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_connected_to() {
        let client = WebhookClient::new(Reach::Public).unwrap();
        let call = Call {
            id: "1".to_owned(),
            address: "https://localhost:9/".parse().unwrap(),
            body: String::new(),
            at: Timestamp::UNIX_EPOCH,
            secrets: vec![vec![1]],
        };
        let trouble = client.send(&call).await.unwrap_err();
        assert!(trouble.to_string().contains("out in the world"), "{trouble}");
    }
}
