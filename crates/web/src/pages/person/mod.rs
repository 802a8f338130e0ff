//! One person (V2–V6): contract, groups, clock, language, what becomes of hours; and templates for many.

mod badge;
mod employment;
pub mod fields;
mod groups;
mod settings;
mod templates;
mod upcoming;
mod view;

pub use badge::badge;
pub use groups::groups;
pub use settings::settings;
pub use templates::{apply, list as templates, preview, remove, save};
pub use view::show;
