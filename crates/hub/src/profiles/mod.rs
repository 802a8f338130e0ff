//! Groups, the settings of organisation, groups and people, and templates (V2, V4, V5): who belongs where, what holds
//! for whom, and why.

mod groups;
mod known;
mod odd_figures;
mod odd_surroundings;
mod refusal;
mod setting;
mod templates;

pub use groups::{GroupMembers, Member};
pub use known::OrganisationProfiles;
pub use odd_figures::OddFigure;
pub use refusal::ProfileRefusal;
pub use setting::{ProfileLine, Wanted};
pub use templates::{Selection, Template, TemplateLine};
