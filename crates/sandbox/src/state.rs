//! What every handler shares.

use std::ops::Deref;
use std::sync::Arc;

use crate::play::Play;
use crate::provider::ProviderPlay;

/// The play and the address that it is reached by. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Shared>);

/// See [`AppState`].
#[derive(Debug)]
pub struct Shared {
    /// The world and what happens to calls of it.
    pub play: Play,
    /// The provider of identities.
    pub provider: ProviderPlay,
    /// The address of this sandbox without a slash at the end: `http://127.0.0.1:9180`.
    pub base_url: String,
}

impl AppState {
    /// Shares a play that is reached by this address.
    pub fn new(play: Play, base_url: String) -> Self {
        Self(Arc::new(Shared {
            play,
            provider: ProviderPlay::default(),
            base_url,
        }))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
