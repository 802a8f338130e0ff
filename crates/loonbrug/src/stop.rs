//! The moment to stop: Ctrl-C, or a service manager that asks for it.

use std::io;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens from the moment that it is made: whoever was told that the program runs can stop it.
#[derive(Debug)]
pub struct Stop {
    #[cfg(unix)]
    signals: [Signal; 2],
}

#[cfg(unix)]
impl Stop {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?],
        })
    }

    /// Waits for the moment.
    pub async fn asked(&mut self) -> io::Result<()> {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => Ok(()),
            _ = terminate.recv() => Ok(()),
        }
    }
}

#[cfg(not(unix))]
impl Stop {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the moment.
    pub async fn asked(&mut self) -> io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}
