//! The JSON of the interface, exactly as it is spelled there, and its mapping to our types.

pub(super) mod company;
mod history;
pub(super) mod hours;
pub(super) mod person;
pub(super) mod salary;
pub(super) mod schedule;
pub(super) mod service;
pub(super) mod value;
pub(super) mod wages;

/// What a mapping says when a value cannot be what it claims to be: the member, the value, what was expected.
pub(super) type Misread = String;
