//! Files as organisations bring them, good and bad; every file is made here.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]
#![expect(clippy::format_collect, reason = "a text of a few lines")]

mod hours;
mod mappings;
mod properties;
mod refused;
mod shifts;
mod support;
mod texts;
mod workbooks;
