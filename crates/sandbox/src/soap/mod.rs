//! The SOAP services of Nmbrs, version 3.
//!
//! One table says what exists: [`catalogue`] reads it from `tables/`. From it come the WSDL, the help pages, the
//! reading of requests (lenient) and the writing of answers (strict); [`operations`] holds what each one does.

mod answer;
mod arguments;
mod catalogue;
mod envelope;
mod fault;
mod help;
mod notation;
mod operations;
mod pieces;
mod server;
#[cfg(test)]
mod strictness;
mod value;
mod writer;
mod wsdl;

pub(crate) use server::routes;
