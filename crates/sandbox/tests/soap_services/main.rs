//! The SOAP services over HTTP.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise"
)]

mod access;
mod batches;
mod client;
mod lenient;
mod python;
mod wire;
mod writes;
mod wsdl;
