//! An answer that could not be read to its end.

use super::metered::UsedUp;
use super::operation::{Kind, Operation};
use super::refusal::Refusal;
use crate::fault::{Fault, FaultClass};
use crate::transport::{chain, doubtful};
use quick_xml::Error;

/// Why an answer could not be read to its end.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error("the answer broke off before its end")]
    CutOff,
    #[error("the connection broke in the middle of the answer ({0})")]
    Connection(String),
    #[error("the answer is not XML ({0}), maintenance perhaps")]
    NotXml(String),
    #[error("the answer is not of SOAP but starts with <{0}>, maintenance perhaps")]
    NotSoap(String),
    #[error("the answer holds {0}: the interface has changed")]
    Unexpected(String),
    #[error("the answer is too large to be true: {0}")]
    TooLarge(String),
    /// Not broken at all: the other side refuses.
    #[error("{0}")]
    Refused(Refusal),
}

impl Broken {
    /// As a fault of this operation. A write whose answer cannot be read may have happened; a read may be repeated
    /// where another time another answer may come.
    pub(super) fn into_fault(self, operation: &Operation) -> Fault {
        let message = self.to_string();
        let (class, code) = match self {
            Self::Refused(refusal) => (refusal.class(operation.kind()), refusal.code()),
            Self::Unexpected(_) | Self::TooLarge(_) if operation.kind() == Kind::Read => (FaultClass::Rejected, None),
            _ => (doubtful(operation.effect()), None),
        };
        Fault {
            operation: operation.full_name(),
            class,
            code,
            message,
        }
    }
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        let Error::Io(error) = error else {
            return Self::NotXml(error.to_string());
        };
        match error.get_ref().and_then(|inner| inner.downcast_ref::<UsedUp>()) {
            Some(limit) => Self::TooLarge(limit.to_string()),
            None => Self::Connection(chain(&*error)),
        }
    }
}
