//! The flow of people (V1, V6, V7): who works there according to Nmbrs, and who that is here.

mod apply;
mod matching;
mod names;
mod plan;
mod read;

pub use apply::{PeopleChoice, PeopleRun};
pub use matching::{MatchReason, Proposal};
pub use names::display_name;
pub(crate) use names::employees_over;
pub use plan::{Candidate, CandidateState, PeoplePlan, RecordChange};
pub(crate) use read::kind_word;
