//! How every call of a foreign system goes: counted, delayed and made to fail on demand, in one place for every
//! interface. See [`Play`].

mod call;
mod call_log;
mod connection;
mod deed;
mod effect;
mod fault;
mod faults;
mod late;
mod probability;
mod spoil;

pub use call::{Call, Interface, Play, now};
pub use call_log::{CallCount, CallLog, CallRecord, Calls};
pub use connection::{Connection, CuttableListener};
pub use deed::Deed;
pub use fault::{Fault, FaultKind};
pub use faults::{Faults, Order};
pub use probability::{NoProbability, Probability};
