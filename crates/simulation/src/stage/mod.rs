//! What a seed is played on: nodes, a database, and Nmbrs as the sandbox plays it.

mod beginning;
mod database;
mod history;
mod nmbrs;
mod node;
mod worker;

pub use beginning::{CODES, FIRST_IDENTITY, access};
pub use history::{Event, History};
pub use nmbrs::{Deed, Nmbrs, Row};
pub use node::{Grounds, Node};
pub use worker::Worker;
