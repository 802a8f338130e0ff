//! The least that a call pays (minimumaanspraak bij een oproep, BW 7:628a lid 1).

use super::circumstances::Circumstances;
use super::reckoning::WorkedShift;
use super::{RuleSet, Terms, rule_set_on, text};
use crate::calendar::{Date, DateRange, day_number};
use crate::profile::ContractKind;
use crate::quantity::Minutes;
use crate::wall::DAY;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whoever is called pays for at least so many hours, unless the times and at least so many hours are agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MinimumCall {
    /// Name, shown where a line explains itself.
    pub name: String,
    /// The least that a call pays; written `03:00`.
    #[serde(with = "text::hours")]
    #[schemars(schema_with = "text::schema::hours")]
    pub at_least: Minutes,
    /// Shifts with no more than this between them are one call: what separates them is a break; written `01:00`.
    #[serde(with = "text::hours")]
    #[schemars(schema_with = "text::schema::hours")]
    pub break_up_to: Minutes,
    /// It also holds for contracts of fewer hours per week without fixed times.
    pub weekly_hours_below: u8,
    /// For whom and when it holds.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
}

impl MinimumCall {
    /// The law: three hours for each call of whoever is on call, or works less than fifteen hours a week without fixed
    /// times.
    #[must_use]
    pub fn statutory() -> Self {
        Self {
            name: "Minimumloon per oproep (BW 7:628a)".to_owned(),
            at_least: Minutes(180),
            break_up_to: Minutes(60),
            weekly_hours_below: 15,
            terms: Terms::default(),
        }
    }

    fn is_for(&self, person: &Circumstances) -> bool {
        let below = i64::from(self.weekly_hours_below) * 1000;
        let few_hours = person.weekly_hours_thousandths.is_some_and(|hours| hours < below);
        let is_on_call = person.contract == Some(ContractKind::ZeroHours) || person.on_call == Some(true);
        is_on_call || few_hours && person.fixed_times == Some(false)
    }
}

/// What a call pays above what was worked: wage, but no work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CallTopUp {
    /// The day on which the call starts.
    pub date: Date,
    /// Start of the call on the wall, in minutes after midnight of the date.
    pub from_minute: i64,
    /// End of the call on the wall.
    pub to_minute: i64,
    /// Minutes worked in it.
    pub worked: Minutes,
    /// Minutes that are paid besides.
    pub minutes: Minutes,
    /// The rule.
    pub rule: String,
}

/// A call: shifts with no more than a break between them, as they were worked so far.
struct Call<'a> {
    first: WorkedShift<'a>,
    starts: i64,
    ends: i64,
    worked: Minutes,
}

/// The top-ups of one person's calls that start in the range.
pub(super) fn top_ups(ordered: &[WorkedShift<'_>], rules: &[RuleSet], range: DateRange) -> Vec<CallTopUp> {
    if rules.iter().all(|set| set.minimum_calls.is_empty()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut call: Option<Call<'_>> = None;
    for &worked in ordered {
        let shift = worked.shift;
        let midnight = day_number(shift.date()) * DAY;
        let (starts, ends) = (midnight + shift.start_minute(), midnight + shift.end_minute());
        match &mut call {
            Some(call) if starts - call.ends <= longest_break(rules, call.first) => {
                call.ends = call.ends.max(ends);
                call.worked += shift.worked_minutes();
            }
            _ => {
                found.extend(call.take().and_then(|call| call.top_up(rules, range)));
                let worked_minutes = shift.worked_minutes();
                call = Some(Call {
                    first: worked,
                    starts,
                    ends,
                    worked: worked_minutes,
                });
            }
        }
    }
    found.extend(call.and_then(|call| call.top_up(rules, range)));
    found
}

fn longest_break(rules: &[RuleSet], first: WorkedShift<'_>) -> i64 {
    rule_for(rules, first).map_or(0, |rule| rule.break_up_to.0)
}

fn rule_for<'a>(rules: &'a [RuleSet], first: WorkedShift<'_>) -> Option<&'a MinimumCall> {
    let (date, person) = (first.shift.date(), first.circumstances);
    let set = rule_set_on(rules, date)?;
    let holds = |rule: &&MinimumCall| rule.is_for(person) && rule.terms.hold(date, person, &set.minimum_wages);
    set.minimum_calls.iter().find(holds)
}

impl Call<'_> {
    fn top_up(self, rules: &[RuleSet], range: DateRange) -> Option<CallTopUp> {
        let date = self.first.shift.date();
        let rule = rule_for(rules, self.first).filter(|_| range.contains(date))?;
        let minutes = rule.at_least - self.worked;
        let from_minute = self.first.shift.start_minute();
        (minutes > Minutes::ZERO).then(|| CallTopUp {
            date,
            from_minute,
            to_minute: from_minute + self.ends - self.starts,
            worked: self.worked,
            minutes,
            rule: rule.name.clone(),
        })
    }
}
