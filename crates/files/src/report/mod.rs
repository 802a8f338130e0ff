//! What is said about a file: faults of lines, errors of the whole, warnings; each in Dutch and in English.

pub(crate) mod error;
mod error_text;
pub(crate) mod fault;
mod reason_text;
pub(crate) mod shown;
pub(crate) mod warning;
