//! Breaks that the rules ask for and that nobody took down: a proposal. No break leaves a shift until somebody says so.

use super::linked_work::LinkedWork;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::breaks::{BreakProposal, missing_break};
use loonbrug_domain::rules::rule_set_on;
use loonbrug_domain::{Date, DateRange};
use serde::Serialize;

/// The breaks that are missing from the shifts of a range.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MissingBreaks {
    /// The days.
    pub range: DateRange,
    /// Shift by shift, by name and day.
    pub shifts: Vec<ShiftWithoutBreak>,
    /// Names of those whose date of birth is not known: nobody can say what belongs to them.
    pub age_unknown: Vec<String>,
    /// Names of those with a shift that cannot have been worked.
    pub left_out: Vec<String>,
}

/// A shift from which a break is missing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ShiftWithoutBreak {
    /// Name.
    pub person: String,
    /// Number at the employer.
    pub employee_number: Option<i64>,
    /// Day on which it starts.
    pub date: Date,
    /// Start in minutes after midnight.
    pub start_minute: i64,
    /// End in minutes after midnight of that day, so above 1440 after midnight.
    pub end_minute: i64,
    /// What belongs to it, and what was taken.
    pub proposal: BreakProposal,
}

impl Hub {
    /// The breaks that are missing from shifts, by the ladders of the coupling's rules (Arbeidstijdenwet art. 5:4).
    pub async fn missing_breaks(&self, coupling: &OpenCoupling, range: DateRange) -> Result<MissingBreaks, HubError> {
        let rules = self
            .rule_sets(coupling.organisation(), &coupling.settings.rule_set)
            .await?;
        let work = LinkedWork::of(self, coupling, range).await?;
        let (mut shifts, mut age_unknown) = (Vec::new(), Vec::new());
        for of_person in &work.people {
            if of_person.person.birth_date.is_none() {
                age_unknown.push(of_person.name());
            }
            for (shift, circumstances) in &of_person.shifts {
                let ladders = rule_set_on(&rules, shift.date()).map_or(&[][..], |rules| &rules.breaks);
                let Some(proposal) = missing_break(ladders, shift, circumstances) else {
                    continue;
                };
                shifts.push(ShiftWithoutBreak {
                    person: of_person.name(),
                    employee_number: of_person.person.number,
                    date: shift.date(),
                    start_minute: shift.start_minute(),
                    end_minute: shift.end_minute(),
                    proposal,
                });
            }
        }
        Ok(MissingBreaks {
            range,
            shifts,
            age_unknown,
            left_out: work.left_out,
        })
    }
}
