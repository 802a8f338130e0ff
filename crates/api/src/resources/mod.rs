//! One file per resource: what was asked, the call to the hub, what is answered.

pub mod audit;
pub mod couplings;
pub mod doubts;
pub mod explanations;
pub mod inbox;
pub mod installation;
pub mod leave;
pub mod ledgers;
pub mod organisations;
pub mod people;
pub mod plans;
pub mod proposals;
pub mod runs;
pub mod shifts;
