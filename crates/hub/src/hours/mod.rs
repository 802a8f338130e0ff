//! The flows of lines into Nmbrs: hours and days (V8), plus hours (V9), payouts (V10), meal allowances (V11). What each
//! asks for is in `wanted.rs`; all the rest is the same for all of them.

mod allowances;
mod apply;
mod by_hand;
mod closing;
mod contract_type;
mod decision;
mod desired;
mod explain;
mod flow;
mod inputs;
mod ledger;
mod open_plan;
mod origin;
mod paid;
mod payouts;
mod plan;
mod plan_line;
mod planned;
mod postings;
mod prove;
mod refused;
mod settle;
mod steps;
mod strays;
mod surcharges;
mod verify;
mod wanted;
mod what_if;

pub use apply::{Choice, HoursRun};
pub use by_hand::{ByHand, OpenDoubt};
pub use closing::Closing;
pub use contract_type::{ContractType, contract_type};
pub use decision::{DriftChoice, DriftDecision, LineDecision, LineDecisionKind};
pub(crate) use desired::in_circumstances;
pub use flow::Flow;
pub(crate) use ledger::line_key;
pub use open_plan::{CodeChoice, OpenPlan};
pub use origin::Origin;
pub use plan::{HoursPlan, Span, Totals};
pub use plan_line::PlanLine;
pub(crate) use prove::FLOW as PROOF;
pub use refused::{RefusedLine, RefusedReason};
pub use verify::{Proof, ProofLine};
pub use what_if::{PersonUnderRules, WhatIf};
