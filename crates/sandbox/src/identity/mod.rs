//! The identity service under `/nmbrs/identity`: discovery, the log-in page, tokens and revocation.

mod authorize;
mod discovery;
mod page;
mod random;
mod scope;
mod server;
mod token;

pub use server::routes;
