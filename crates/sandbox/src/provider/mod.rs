//! A provider of identities under `/provider` (OpenID Connect): discovery, keys, a log-in page, and ID tokens. It knows
//! everybody who gives an e-mail address, and can be told to misbehave.

mod log_in;
mod server;
mod signing;
mod token;

pub use log_in::{account_of, log_in};
pub use server::routes;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use signing::Key;

/// The state of the provider.
#[derive(Debug, Default)]
pub struct ProviderPlay(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The key of now; made at the first use.
    key: Option<Key>,
    /// How many keys there were before it.
    rotations: u32,
    /// What was agreed to and not fetched yet, by code.
    granted: HashMap<String, Granted>,
    mischief: Mischief,
}

/// What somebody agreed to at the log-in page.
#[derive(Debug, Clone)]
struct Granted {
    client: String,
    redirect: String,
    challenge: String,
    nonce: Option<String>,
    email: String,
    /// The moment of the log-in, where the client asked for it.
    auth_time: Option<i64>,
}

/// What the provider does wrong; nothing unless it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mischief {
    /// Claims in the place of those of the ID token; `null` leaves one out.
    pub claims: Map<String, Value>,
    /// How the ID token is signed.
    pub signature: Signing,
    /// The error that it sends everybody back with.
    pub refuses: Option<String>,
    /// Whether it answers nothing but 503.
    pub is_down: bool,
}

/// How ID tokens are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signing {
    /// With the key that is published.
    #[default]
    Right,
    /// With another key, under the name of the one that is published.
    OtherKey,
    /// With a key under a name that nobody published.
    UnknownKey,
    /// Not at all: `alg` is `none`.
    None,
    /// With the client's secret (HS256).
    ClientSecret,
}

impl ProviderPlay {
    /// Misbehaves in this way and no other.
    pub fn misbehave(&self, mischief: Mischief) {
        self.state().mischief = mischief;
    }

    /// Takes another key into use, and publishes it in the place of the former one.
    pub fn rotate_key(&self) {
        let mut state = self.state();
        state.key = None;
        state.rotations += 1;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
