//! The flow of hours (V8): shifts and hour lines of people on a zero-hours contract, as lines in Nmbrs.

mod apply;
mod by_hand;
mod closing;
mod contract_type;
mod decision;
mod desired;
mod inputs;
mod ledger;
mod origin;
mod plan;
mod plan_line;
mod postings;
mod prove;
mod refused;
mod settle;
mod steps;
mod strays;
mod verify;

pub use apply::{Choice, HoursRun};
pub use by_hand::{ByHand, OpenDoubt};
pub use closing::Closing;
pub use contract_type::{ContractType, contract_type};
pub use decision::{DriftChoice, DriftDecision, LineDecision, LineDecisionKind};
pub(crate) use ledger::line_key;
pub use origin::Origin;
pub use plan::{HoursPlan, Span};
pub use plan_line::PlanLine;
pub(crate) use prove::FLOW as PROOF;
pub use refused::{RefusedLine, RefusedReason};
pub use verify::{Proof, ProofLine};
