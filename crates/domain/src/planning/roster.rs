//! Standard rosters (standaardroosters): a cycle of one or more weeks that fills the planning.

mod check;

pub use check::RosterError;

use super::PlannedShift;
use crate::calendar::{Date, DateRange};
use crate::quantity::Factor;
use crate::rules::Day;
use crate::rules::text::time_of_day;
use crate::shift::{Shift, ShiftError};
use crate::wall::DAY;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// One standard roster.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StandardRoster {
    /// Name, as the planner calls it.
    pub name: String,
    /// How many weeks until it begins again.
    #[serde(default = "one_week")]
    pub cycle_weeks: i64,
    /// A Monday on which the first week of the cycle begins; the cycle runs from there, backwards too.
    pub first_monday: Date,
    /// The group of slots that do not name one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Who works when.
    #[serde(default, rename = "slot")]
    pub slots: Vec<RosterSlot>,
}

fn one_week() -> i64 {
    1
}

/// One shift of a roster.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RosterSlot {
    /// Employee number.
    pub employee: i64,
    /// Week of the cycle, from 1.
    #[serde(default = "one_week")]
    pub week: i64,
    /// Day of the week; never `holiday`.
    pub day: Day,
    /// Start in minutes after midnight; written `09:00`.
    #[serde(rename = "from", with = "time_of_day")]
    pub from_minute: i64,
    /// End in minutes after midnight; an end before the start is on the next day.
    #[serde(rename = "to", with = "time_of_day")]
    pub to_minute: i64,
    /// Unpaid break in minutes.
    #[serde(default)]
    pub break_minutes: i64,
    /// The group, where it is another one than the roster's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// One factor for all of its minutes, where the planner fixes it; written `200 %`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "factor_text")]
    pub factor: Option<Factor>,
}

/// A factor as `200 %`, where there is one.
mod factor_text {
    use crate::quantity::Factor;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    pub(super) fn serialize<S: Serializer>(factor: &Option<Factor>, serializer: S) -> Result<S::Ok, S::Error> {
        match factor {
            Some(factor) => serializer.collect_str(factor),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Factor>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| Factor::parse(&text).map_err(D::Error::custom))
            .transpose()
    }
}

impl StandardRoster {
    /// What the roster wants in these days: employee number and shift, by slot and date. Ask a roster that was
    /// checked; a slot that is no shift in a night in which the clock is changed is left out.
    #[must_use]
    pub fn wanted(&self, days: DateRange) -> Vec<(i64, PlannedShift)> {
        let of_slot = |slot: &RosterSlot| {
            let dates = self.dates_of(slot, days);
            let planned = dates.filter_map(|date| Some((slot.employee, self.planned(slot, date).ok()?)));
            planned.collect::<Vec<_>>()
        };
        self.slots.iter().flat_map(of_slot).collect()
    }

    /// The dates on which a slot stands.
    fn dates_of(&self, slot: &RosterSlot, days: DateRange) -> impl Iterator<Item = Date> + use<> {
        let (first_monday, weeks) = (self.first_monday, self.cycle_weeks.max(1));
        let (week, day) = (slot.week, slot.day);
        let all = days.from.series(1.day()).take_while(move |date| *date <= days.to);
        all.filter(move |date| {
            let since = i64::from((*date - first_monday).get_days());
            Day::of(*date) == day && since.div_euclid(7).rem_euclid(weeks) + 1 == week
        })
    }

    fn planned(&self, slot: &RosterSlot, date: Date) -> Result<PlannedShift, ShiftError> {
        let next_day = if slot.to_minute <= slot.from_minute { DAY } else { 0 };
        let shift = Shift::new(date, slot.from_minute, slot.to_minute + next_day, slot.break_minutes)?;
        let group = slot.group.clone().or_else(|| self.group.clone());
        let planned = PlannedShift { shift, group };
        match slot.factor {
            Some(factor) => planned.with_factor(factor),
            None => Ok(planned),
        }
    }
}
