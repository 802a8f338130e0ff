//! Groups, the settings of organisation, groups and people, and templates (V2, V4, V5): who belongs where, what holds
//! for whom, and why.

mod groups;
mod known;
mod odd_figures;
mod odd_surroundings;
mod recorded;
mod refusal;
mod setting;
mod templates;

pub use groups::{GroupMembers, Member};
pub use known::OrganisationProfiles;
pub(crate) use odd_figures::LookedAt;
pub use odd_figures::OddFigure;
pub(crate) use recorded::Recorded;
pub use refusal::ProfileRefusal;
pub use setting::{ProfileLine, Wanted};
pub use templates::{Selection, Template, TemplateLine};
