//! The flow of hours (V8): shifts and hour lines of people on a zero-hours contract, as lines in Nmbrs.

mod apply;
mod contract_type;
mod decision;
mod desired;
mod inputs;
mod ledger;
mod origin;
mod plan;
mod postings;
mod verify;

pub use apply::{Choice, HoursRun};
pub use contract_type::{ContractType, contract_type};
pub use decision::{LineDecision, LineDecisionKind};
pub(crate) use ledger::line_key;
pub use origin::Origin;
pub use plan::{HoursPlan, PlanLine, RefusedLine, RefusedReason, Span};
pub use verify::{Proof, ProofLine};
