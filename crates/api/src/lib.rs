//! The REST API (`/api/v1`): a request in, one call to the hub in the name of a token, JSON out. No rule lives here.
//!
//! An operation stands in `operations` with what it needs ([`Needs`]); the guard checks that before a handler runs, and
//! the document ([`document`]) is made from the same list, so that none of the three can say something else.

mod asked;
mod bounds;
mod calls;
mod document;
mod failure;
mod guard;
mod hub_failure;
mod once;
mod operation;
mod operations;
mod paging;
mod plans;
mod problem;
mod resources;
mod server;
mod spreadsheet;
mod words;

pub use document::document;
pub use once::request_hash;
pub use operation::{Needs, OperationRow};
pub use operations::rows;
pub use server::{PREFIX, router};
