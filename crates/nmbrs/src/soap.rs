//! The SOAP interface of Nmbrs (v3): hand-written typed calls.

mod broken;
mod client;
mod element;
mod envelope;
pub mod measure;
mod metered;
mod operation;
mod read;
mod records;
mod refusal;
mod stream;
#[cfg(test)]
mod testing;
mod tokens;
mod wages;
mod wire;
mod write;

pub(crate) use client::SoapClient;
