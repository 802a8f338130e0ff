//! The client of Nmbrs: SOAP, REST and identity service behind one typed interface.
//!
//! Stateless: wire types and pure mapping, no policy. What to send, when to repeat and what to do with doubt is
//! decided by the hub; this crate only says what happened, in four classes ([`FaultClass`]).

pub mod capability;
mod connection;
mod fault;
pub mod identity;
mod reader;
mod rest;
mod soap;
mod transport;
mod types;
mod writer;

pub use connection::{Connection, RestAccess, SoapAccess, TokenSource};
pub use fault::{Fault, FaultClass, FaultCode};
pub use reader::{EmployeeRecords, Reader};
#[doc(hidden)]
pub use soap::measure;
pub use transport::{Departure, HttpClient, Pace, Waiting};
pub use types::{
    Company, Debtor, EmployeeRecord, HourCode, HourRow, IdPair, NewHours, NewWages, PayrollRun, RecordContent,
    RecordKind, RemoteId, WageCode, WageRow,
};
pub use writer::Writer;
