//! The REST interface of Nmbrs: pages, refusals, and the mapping of its JSON to our types.
//!
//! Its official reference could not be read; every shape here comes from clients that run against it. Reading is
//! therefore tolerant where nothing can be lost (unknown members, numbers as text) and strict where something can: a
//! list without its page count or without its wrapper is an unreadable answer, never an empty one.

mod body;
mod client;
mod operation;
mod page;
mod read;
mod records;
mod refusal;
mod wages;
mod wire;
mod write;

pub(crate) use body::collected;
pub(crate) use client::RestClient;
