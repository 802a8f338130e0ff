//! One file per resource: what was asked, the call to the hub, what is answered.

pub mod couplings;
pub mod installation;
pub mod organisations;
pub mod people;
pub mod plans;
pub mod proposals;
pub mod runs;
