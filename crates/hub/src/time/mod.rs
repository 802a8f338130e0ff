//! Time: what clock terminals saw, shifts with their approval, and the planning (V3, V15).
//!
//! Clock events are kept as they came; shifts are derived from them, again when one comes late. Shifts of whatever source
//! wait until somebody approves them, and only what is approved counts.

mod attendance;
mod clock_day;
mod derive;
mod devices;
mod entered;
mod events;
mod explain_shift;
mod export;
mod file_faults;
mod fill;
mod items;
mod log;
mod own;
mod planning;
mod policies;
mod refusal;
mod rosters;
mod steps;
mod terminals;
mod wire;
mod year_planning;

pub use attendance::AttendanceLine;
pub use derive::{ClockOrigin, Contradicted, DerivedReport};
pub use entered::ShiftInput;
pub use events::EventsReport;
pub use fill::{FillFrom, FillOrder, FillPreview, FillReport, LeftOut};
pub use items::{ClockOpen, OpenClockItem, Present, UnknownBadge};
pub use log::{LogWanted, LoggedEvent};
pub use own::{OwnClock, OwnTerms};
pub use planning::PlanInput;
pub use refusal::TimeRefusal;
pub use wire::{DeliveredEvent, EventFault, EventFaultReason};
pub use year_planning::{YearPlanning, YearPlanningLine, days_of_year};
