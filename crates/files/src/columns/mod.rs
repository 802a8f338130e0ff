//! Which column is what.

pub(crate) mod field;
pub(crate) mod header;
pub(crate) mod layout;
pub(crate) mod mapping;
pub(crate) mod recognise;
