//! A fault on demand: which operations it meets, how often, and what it does.

use serde::{Deserialize, Serialize};

use super::probability::Probability;

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
    /// The chance that a call of them meets it; one that does not is not counted.
    #[serde(default = "always")]
    pub probability: Probability,
    /// What it does.
    #[serde(flatten)]
    pub kind: FaultKind,
}

impl Fault {
    /// A fault that the next call of these operations meets.
    pub fn new(operation: &str, kind: FaultKind) -> Self {
        Self {
            operation: operation.to_owned(),
            count: once(),
            skip: 0,
            probability: Probability::ALWAYS,
            kind,
        }
    }
}

const fn always() -> Probability {
    Probability::ALWAYS
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
    /// The connection closes without a byte, and the call takes effect later. A call that only reads has none.
    Late {
        /// Seconds of the world's time until it does.
        #[serde(default)]
        delay_seconds: u64,
        /// How many reading calls of the same interface come first that do not see it.
        #[serde(default)]
        after_reads: u64,
        /// Status of an HTML page in place of the closed connection.
        #[serde(default)]
        status: Option<u16>,
    },
    /// The call takes effect twice; the answer is the second one.
    Twice,
    /// The open period of every company is closed before the call takes effect.
    ClosePeriod,
    /// Of a batch the first rows take effect; the answer is an HTML page with status 500. Any other call takes effect
    /// whole.
    PartialBatch {
        /// How many rows.
        #[serde(default = "one_row")]
        rows: usize,
    },
}

const fn one_row() -> usize {
    1
}

const fn unavailable() -> u16 {
    503
}

impl FaultKind {
    /// The names of all kinds.
    pub const NAMES: [&str; 15] = [
        "answer-lost",
        "request-lost",
        "status",
        "too-many",
        "malformed",
        "truncated",
        "broken-off",
        "html",
        "slow",
        "token-revoked",
        "right-missing",
        "late",
        "twice",
        "close-period",
        "partial-batch",
    ];

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
            Self::Late { .. } => "late",
            Self::Twice => "twice",
            Self::ClosePeriod => "close-period",
            Self::PartialBatch { .. } => "partial-batch",
        }
    }

    /// Whether the connection closes without a byte of answer.
    pub const fn cuts(&self) -> bool {
        matches!(
            self,
            Self::AnswerLost | Self::RequestLost | Self::Late { status: None, .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_name_orders_its_kind() {
        for name in FaultKind::NAMES {
            let fault: Fault = serde_json::from_value(json!({ "kind": name })).unwrap();
            assert_eq!(fault, Fault::new("*", fault.kind.clone()));
            assert_eq!(fault.kind.name(), name);
        }
    }

    #[test]
    fn a_probability_is_from_nought_to_one() {
        let order = |chance: f64| {
            serde_json::from_value::<Fault>(json!({ "kind": "twice", "probability": chance }))
                .map(|fault| fault.probability)
        };
        assert_eq!(order(0.25).unwrap(), Probability::percent(25));
        assert_eq!(order(1.0).unwrap(), Probability::ALWAYS);
        assert!(order(1.01).is_err() && order(-0.01).is_err());
    }
}
