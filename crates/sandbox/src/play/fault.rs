//! Faults on demand: which operations they meet, how often, and what they do.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::glob;

/// A fault that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Operations that it meets; `*` stands for anything, case does not matter.
    #[serde(default = "every_operation")]
    pub operation: String,
    /// How many calls it still meets.
    #[serde(default = "once")]
    pub count: u64,
    /// How many calls it lets pass first.
    #[serde(default)]
    pub skip: u64,
    /// What it does.
    #[serde(flatten)]
    pub kind: FaultKind,
}

fn every_operation() -> String {
    "*".to_owned()
}

const fn once() -> u64 {
    1
}

/// What a fault does to a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FaultKind {
    /// The call takes effect, then the connection closes without a byte of answer.
    AnswerLost,
    /// The connection closes and nothing takes effect.
    RequestLost,
    /// An HTML page with this status, by default 503.
    Status {
        /// HTTP status.
        #[serde(default = "unavailable")]
        status: u16,
        /// Whether the call takes effect first.
        #[serde(default)]
        after_effect: bool,
    },
    /// Status 429 in the form of the gateway.
    TooMany {
        /// Seconds in the header `Retry-After`; left out when there are none.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// The call takes effect; the answer is no JSON or XML.
    Malformed,
    /// The call takes effect; the answer ends half-way, as if it were whole.
    Truncated,
    /// The call takes effect; the connection closes half-way through the answer.
    BrokenOff,
    /// An HTML page with status 200 in place of the answer.
    Html {
        /// Whether the call takes effect first.
        #[serde(default)]
        after_effect: bool,
    },
    /// The call takes effect; the answer comes late, and in drips.
    Slow {
        /// Milliseconds before the first byte.
        #[serde(default)]
        delay_ms: u64,
        /// Milliseconds between two of the ten parts of the body.
        #[serde(default)]
        drip_ms: u64,
    },
    /// The user's token no longer works, for this call.
    TokenRevoked,
    /// The user has no right to this operation, for this call.
    RightMissing,
}

const fn unavailable() -> u16 {
    503
}

impl FaultKind {
    /// The name of the kind, as ordered.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AnswerLost => "answer-lost",
            Self::RequestLost => "request-lost",
            Self::Status { .. } => "status",
            Self::TooMany { .. } => "too-many",
            Self::Malformed => "malformed",
            Self::Truncated => "truncated",
            Self::BrokenOff => "broken-off",
            Self::Html { .. } => "html",
            Self::Slow { .. } => "slow",
            Self::TokenRevoked => "token-revoked",
            Self::RightMissing => "right-missing",
        }
    }
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub struct Faults {
    /// Spares the lock on every call when nothing was ordered.
    armed: AtomicBool,
    list: Mutex<Vec<Fault>>,
}

impl Faults {
    /// Replaces what was ordered.
    pub fn order(&self, faults: Vec<Fault>) {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        self.armed.store(!faults.is_empty(), Ordering::Release);
        *list = faults;
    }

    /// What is still to come.
    pub fn pending(&self) -> Vec<Fault> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The fault that a call of this operation meets, if any; it counts down.
    pub fn meet(&self, operation: &str) -> Option<FaultKind> {
        if !self.armed.load(Ordering::Acquire) {
            return None;
        }
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        for fault in list
            .iter_mut()
            .filter(|fault| fault.count > 0 && glob::matches(&fault.operation, operation))
        {
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            fault.count -= 1;
            let kind = fault.kind.clone();
            list.retain(|fault| fault.count > 0);
            self.armed.store(!list.is_empty(), Ordering::Release);
            return Some(kind);
        }
        None
    }
}
