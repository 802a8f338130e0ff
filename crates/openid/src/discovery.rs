//! What a provider says of itself (OpenID Connect Discovery 1.0), and to which addresses anything is sent.

use crate::fault::ProviderFault;
use serde::Deserialize;
use url::{Host, Url};

/// The path of the document, after the issuer.
const PATH: &str = "/.well-known/openid-configuration";

/// What is used of the document.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    issuer: String,
    /// Where the browser goes.
    pub authorization_endpoint: Url,
    /// Where a code becomes a token.
    pub token_endpoint: Url,
    /// Where the keys are.
    pub jwks_uri: Url,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Why nothing is sent to an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressFault {
    /// Another protocol than `https`; `http` is for this machine only.
    #[error("the address does not begin with https://")]
    NotHttps,
    /// A user name, a password, a question or a place within a page.
    #[error("the address holds more than a host and a path")]
    HoldsMore,
}

/// Whether an address may be an issuer. Inside the own network is fine: whoever owns the machine names it.
pub fn check_address(address: &Url) -> Result<(), AddressFault> {
    let holds_log_in = !address.username().is_empty() || address.password().is_some();
    if holds_log_in || address.query().is_some() || address.fragment().is_some() {
        return Err(AddressFault::HoldsMore);
    }
    is_private(address).then_some(()).ok_or(AddressFault::NotHttps)
}

/// Whether nobody between here and there reads along.
fn is_private(address: &Url) -> bool {
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(host)) => host.is_loopback(),
        Some(Host::Ipv6(host)) => host.is_loopback(),
        None => false,
    };
    match address.scheme() {
        "https" => address.host().is_some(),
        "http" => is_here,
        _ => false,
    }
}

/// Where the document of an issuer is.
pub fn address_of_document(issuer: &str) -> Result<Url, ProviderFault> {
    let wrong = |why: String| ProviderFault::Answer(format!("{issuer}: {why}"));
    let issuer_address = Url::parse(issuer).map_err(|error| wrong(error.to_string()))?;
    check_address(&issuer_address).map_err(|fault| wrong(fault.to_string()))?;
    let address = format!("{}{PATH}", issuer.trim_end_matches('/'));
    Url::parse(&address).map_err(|error| wrong(error.to_string()))
}

impl Document {
    /// A document that is of this issuer, and sends nothing where somebody could read along.
    pub fn read(text: &[u8], issuer: &str) -> Result<Self, ProviderFault> {
        let wrong = |why: String| ProviderFault::Answer(format!("its discovery document: {why}"));
        let document: Self = serde_json::from_slice(text).map_err(|error| wrong(error.to_string()))?;
        if document.issuer != issuer {
            return Err(wrong(format!("it is of the issuer {}", document.issuer)));
        }
        let named = [
            &document.authorization_endpoint,
            &document.token_endpoint,
            &document.jwks_uri,
        ];
        if let Some(open) = named.into_iter().find(|address| !is_private(address)) {
            return Err(wrong(format!("{open} does not begin with https://")));
        }
        Ok(document)
    }

    /// Whether we prove who we are in the header: what every provider takes that does not say otherwise.
    pub fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref();
        methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(issuer: &str, token_endpoint: &str) -> String {
        serde_json::json!({
            "issuer": issuer,
            "authorization_endpoint": "https://id.example.nl/authorize",
            "token_endpoint": token_endpoint,
            "jwks_uri": "https://keys.example.nl/",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        })
        .to_string()
    }

    #[test]
    fn an_issuer_is_an_address_that_nobody_reads_along_with() {
        use AddressFault::{HoldsMore, NotHttps};
        for (address, judged) in [
            ("https://login.microsoftonline.com/9122040d/v2.0", None),
            ("https://10.0.0.5/realms/winkel", None),
            ("http://127.0.0.1:9180/provider", None),
            ("http://localhost:8080/realms/winkel", None),
            ("http://id.example.nl", Some(NotHttps)),
            ("http://localhost.example.nl", Some(NotHttps)),
            ("ftp://id.example.nl", Some(NotHttps)),
            ("https://user:word@id.example.nl", Some(HoldsMore)),
            ("https://id.example.nl/?a=b", Some(HoldsMore)),
        ] {
            assert_eq!(check_address(&address.parse().unwrap()).err(), judged, "{address}");
        }
    }

    #[test]
    fn the_document_is_of_its_issuer_and_names_private_addresses() {
        let issuer = "https://id.example.nl/realm/";
        let address = address_of_document(issuer).unwrap();
        assert_eq!(
            address.as_str(),
            "https://id.example.nl/realm/.well-known/openid-configuration"
        );
        let read = |issuer_named: &str, token| Document::read(document(issuer_named, token).as_bytes(), issuer);
        assert!(!read(issuer, "https://id.example.nl/token").unwrap().takes_basic());
        for (named, token) in [
            ("https://id.example.nl/realm", "https://id.example.nl/token"),
            ("https://elders.example.nl", "https://id.example.nl/token"),
            (issuer, "http://id.example.nl/token"),
        ] {
            assert!(
                matches!(read(named, token), Err(ProviderFault::Answer(_))),
                "{named} {token}"
            );
        }
    }
}
