//! Klokterminal (V3): a device that stands somewhere and takes badges and codes, without anybody being signed in on it.
//!
//! What lets the device in is a secret of its own, in a cookie or as a bearer token; it can do nothing but deliver clock
//! events of its own terminal. Every event has a number of that terminal, so that late and twice is once.

mod events;
mod setup;
mod terminal;

pub use events::deliver;
pub use setup::{list as terminals, set_up};
pub use terminal::{enter, show, worker};

use crate::answer::Failure;
use crate::guard::cookie_named;
use crate::site::Site;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HeaderValue, InvalidHeaderValue};
use loonbrug_hub::time::TimeRefusal;
use loonbrug_hub::{Hub, HubError, Refusal};
use loonbrug_store::Terminal;

/// As long as browsers keep a cookie, in seconds: 400 days. It is given anew whenever the page is loaded.
const KEPT: u32 = 34_560_000;

const fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure {
        "__Host-loonbrug-terminal"
    } else {
        "loonbrug-terminal"
    }
}

/// The cookie that makes a device a terminal.
fn cookie(site: &Site, secret: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let (name, secure) = (
        cookie_name(site.is_secure()),
        if site.is_secure() { "; Secure" } else { "" },
    );
    HeaderValue::from_str(&format!(
        "{name}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={KEPT}{secure}"
    ))
}

/// What the device shows.
fn secret<'h>(site: &Site, headers: &'h HeaderMap) -> Option<&'h str> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
    bearer.or_else(|| cookie_named(headers, cookie_name(site.is_secure())))
}

/// The terminal that a device is, and the hub in its name; nothing for a device that is none.
async fn terminal_of(site: &Site, headers: &HeaderMap) -> Result<Option<(Terminal, Hub)>, Failure> {
    let Some(secret) = secret(site, headers) else {
        return Ok(None);
    };
    match site.hub.terminal_of_secret(secret).await {
        Ok(terminal) => {
            let hub = site.hub.acting_as(&format!("klokterminal {}", terminal.name));
            Ok(Some((terminal, hub)))
        }
        Err(HubError::Refused(Refusal::Time(TimeRefusal::NoDevice))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
