//! The identity service under `/nmbrs/identity`: discovery, the log-in page, tokens and revocation.

mod authorize;
mod discovery;
pub mod page;
mod random;
mod scope;
mod server;
mod token;

pub use authorize::is_loopback;
pub use server::routes;
