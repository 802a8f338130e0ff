//! How every call of a foreign system goes: counted, delayed and made to fail on demand, in one place for every
//! interface. See [`Play`].

mod call;
mod call_log;
mod connection;
mod fault;
mod spoil;

pub use call::{Call, Deed, Interface, Play, now};
pub use call_log::{CallCount, CallRecord, Calls};
pub use connection::{Connection, CuttableListener};
pub use fault::{Fault, FaultKind};
