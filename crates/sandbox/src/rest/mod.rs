//! The REST API of Nmbrs under `/nmbrs/api`.
//!
//! [`table`] lists what is offered: method, path, scope and what answers it. Everything else answers 404, also what is
//! only guessed to exist, so that no client comes to depend on a guess. The checks go in this order: subscription key,
//! bearer token, route, scope, id and debtor, body.

mod answer;
mod body;
mod company_lists;
mod components;
mod days;
mod histories;
mod organisation;
mod people;
mod request;
mod server;
mod table;
mod value;

pub use server::routes;
