//! Verlof: what waits for a decision, what is taken this month, who is sick.

mod month;
mod requests;
mod sickness;
mod view;

pub use requests::{decide, request, withdraw};
pub use sickness::{change, recover, report};
pub use view::show;
