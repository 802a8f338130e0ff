//! Overtime (overwerk): hours above a norm, of a day, of a week, or averaged over weeks.
//!
//! A norm is held against whole days and whole ISO weeks, also where a pay period ends midway, and what is above it is
//! booked when the day or the last of the weeks ends. The hours above a norm are the last ones; an hour that is above
//! the norm of its day is counted first when its week has too many, so that it is not an hour too many twice.

use super::cut::{Cut, RuleNumber, RulePlace};
use super::reckoning::{Reckoning, WorkedShift};
use super::terms::Terms;
use super::{RuleSet, rule_set_on, text};
use crate::calendar::{Date, day_number};
use crate::quantity::{Factor, Minutes};
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// A surcharge over the hours above a norm.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Overtime {
    /// Name, shown where a line explains itself.
    pub name: String,
    /// What the norm is held against.
    pub per: Per,
    /// The norm: hours per day or per week; written `40:00`.
    #[serde(with = "text::hours")]
    #[schemars(schema_with = "text::schema::hours")]
    pub more_than: Minutes,
    /// As much above the norm is no overtime (incidenteel); written `00:15`. Whatever is more counts whole.
    #[serde(default, skip_serializing_if = "is_zero", with = "text::hours")]
    #[schemars(schema_with = "text::schema::hours")]
    pub incidental: Minutes,
    /// What an hour is paid, surcharge included; written `125 %`.
    #[serde(with = "text::factor")]
    #[schemars(schema_with = "text::schema::factor")]
    pub factor: Factor,
    /// For whom and when it holds, and what becomes of it.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(minutes: &Minutes) -> bool {
    *minutes == Minutes::ZERO
}

/// What a norm is held against.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// The shifts that start on a day.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// The average of consecutive ISO weeks, one block after another.
    #[serde(rename_all = "kebab-case")]
    AverageOfWeeks {
        /// How many: 2 to 52.
        weeks: u8,
        /// The Monday on which a block starts, and so every block before and after it.
        counted_from: Date,
    },
}

impl Per {
    /// Days of a block, and the day number of the Monday on which one starts; nothing for a day.
    fn block(self) -> Option<(i64, i64)> {
        match self {
            Self::Day => None,
            Self::Week => Some((7, day_number(FIRST_MONDAY))),
            Self::AverageOfWeeks { weeks, counted_from } => Some((7 * i64::from(weeks), day_number(counted_from))),
        }
    }

    fn weeks(self) -> i64 {
        match self {
            Self::AverageOfWeeks { weeks, .. } => i64::from(weeks),
            Self::Day | Self::Week => 1,
        }
    }
}

/// The first Monday of 2000, in ISO week 1.
pub(super) const FIRST_MONDAY: Date = Date::constant(2000, 1, 3);

impl Overtime {
    fn excess(&self, worked: i64) -> i64 {
        let excess = worked - self.more_than.0 * self.per.weeks();
        if excess > self.incidental.0 { excess } else { 0 }
    }
}

/// The first day whose shifts must be known to judge a range: overtime of its first week began before it.
pub(super) fn first_day_needed(rules: &[RuleSet], from: Date) -> Date {
    let day = day_number(from);
    let starts = rules
        .iter()
        .flat_map(|set| &set.overtime)
        .filter_map(|rule| rule.per.block());
    let earliest = starts
        .map(|(days, first)| (day - first).rem_euclid(days))
        .max()
        .unwrap_or(0);
    from.saturating_sub(earliest.days())
}

impl Reckoning<'_> {
    /// Marks what is above the norm of a day.
    pub(super) fn mark_days(&mut self, ordered: &[WorkedShift<'_>]) {
        let rules = self.rules;
        if !rules
            .iter()
            .any(|set| set.overtime.iter().any(|rule| rule.per == Per::Day))
        {
            return;
        }
        let mut end = self.cuts.len();
        while let Some(cuts) = self.run_before(end, 1, 0) {
            end = cuts.start;
            self.mark(cuts, ordered, Per::Day, 0);
        }
    }

    /// Marks what is above the norms of weeks that end in the range or before it, shorter blocks first.
    pub(super) fn mark_weeks(&mut self, ordered: &[WorkedShift<'_>]) {
        let of_weeks = self.rules.iter().flat_map(|set| &set.overtime).map(|rule| rule.per);
        let blocks: BTreeSet<Per> = of_weeks.filter(|per| *per != Per::Day).collect();
        for per in blocks {
            let Some((days, first)) = per.block() else { continue };
            let mut end = self.cuts.len();
            while let Some(cuts) = self.run_before(end, days, first) {
                end = cuts.start;
                let day = self.cuts.get(end).map_or(0, |cut| cut.day);
                let days_left = days - 1 - (day - first).rem_euclid(days);
                if day + days_left <= self.last_day {
                    self.mark(cuts, ordered, per, days_left);
                }
            }
        }
    }

    /// The last run of cuts before a position that are of one block of days.
    fn run_before(&self, end: usize, days: i64, first: i64) -> Option<Range<usize>> {
        let cuts = self.cuts.get(..end)?;
        let block = (cuts.last()?.day - first).div_euclid(days);
        let start = cuts.iter().rposition(|cut| (cut.day - first).div_euclid(days) != block);
        Some(start.map_or(0, |before| before + 1)..end)
    }

    /// Marks a run of cuts of one day or block, booked on the last day of it: so many days after the first cut.
    fn mark(&mut self, cuts: Range<usize>, ordered: &[WorkedShift<'_>], per: Per, days_left: i64) {
        let run = self.cuts.get(cuts.clone()).unwrap_or_default();
        let worked: i64 = run.iter().filter(|cut| cut.by_rules).map(|cut| cut.minutes).sum();
        let first = run
            .first()
            .and_then(|cut| Some((cut.day, ordered.get(cut.shift)?.shift.date())));
        let Some((day, booked)) = first.map(|(day, date)| (day + days_left, date.saturating_add(days_left.days())))
        else {
            return;
        };
        let rules = self.rules;
        let Some(set) = rule_set_on(rules, booked) else { return };
        let Some(set_number) = rules.iter().position(|known| std::ptr::eq(known, set)) else {
            return;
        };
        let mut end = cuts.end;
        for (number, rule) in set.overtime.iter().enumerate().filter(|(_, rule)| rule.per == per) {
            let place = RulePlace::Overtime(set_number, number);
            let layer = Layer {
                rule,
                place,
                set,
                booked,
                day,
                ordered,
            };
            let before = self.cuts.len();
            self.mark_last(cuts.start..end, rule.excess(worked), &layer);
            end += self.cuts.len() - before;
        }
    }

    /// Marks the last minutes of a run: first those that are above another norm already.
    fn mark_last(&mut self, cuts: Range<usize>, excess: i64, layer: &Layer<'_>) {
        let (mut left, mut end) = (excess, cuts.end);
        for above_another_norm in [true, false] {
            let mut number = end;
            while left > 0 && number > cuts.start {
                number -= 1;
                let Some(&cut) = self.cuts.get(number) else { break };
                if !cut.by_rules || cut.over != above_another_norm {
                    continue;
                }
                let taken = cut.minutes.min(left);
                left -= taken;
                end += usize::from(taken < cut.minutes);
                self.mark_end(number, taken, layer);
            }
        }
    }

    /// Marks the last minutes of one cut; the rest of it becomes a cut of its own.
    fn mark_end(&mut self, number: usize, minutes: i64, layer: &Layer<'_>) {
        let Some(&cut) = self.cuts.get(number) else { return };
        let middle = cut.to - minutes;
        let marked = self.booked(
            Cut {
                minutes,
                over: true,
                from: middle,
                ..cut
            },
            layer,
        );
        let left = Cut {
            minutes: cut.minutes - minutes,
            to: middle,
            ..cut
        };
        let Some(place) = self.cuts.get_mut(number) else { return };
        if left.minutes > 0 {
            *place = left;
            self.cuts.insert(number + 1, marked);
        } else {
            *place = Cut {
                from: cut.from,
                ..marked
            };
        }
    }

    fn booked(&mut self, mut cut: Cut, layer: &Layer<'_>) -> Cut {
        let Some(worked) = layer.ordered.get(cut.shift) else {
            return cut;
        };
        if layer
            .rule
            .terms
            .hold(layer.booked, worked.circumstances, &layer.set.minimum_wages)
        {
            let factor = worked
                .circumstances
                .factor_of(&layer.rule.name, layer.rule.factor, layer.booked);
            let rule = RuleNumber {
                place: layer.place,
                factor,
            };
            cut.now = if layer.day > cut.booked {
                self.combinations.with_later(cut.now, rule, layer.set.combine)
            } else {
                self.combinations.with(cut.now, rule, layer.set.combine)
            };
            cut.booked = layer.day;
            if layer.day < self.first_day {
                cut.before = cut.now;
            }
        }
        cut
    }
}

/// A norm that is held against a run of cuts.
struct Layer<'a> {
    rule: &'a Overtime,
    place: RulePlace,
    set: &'a RuleSet,
    booked: Date,
    day: i64,
    ordered: &'a [WorkedShift<'a>],
}

/// Hours of a year beside the norm of the year (jaarurennorm); counted, not paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct YearCounter {
    /// Worked minutes of shifts that start in the year.
    pub worked: Minutes,
    /// The norm of the year.
    pub norm: Minutes,
}

impl YearCounter {
    /// The counter of one person and year; `None` where the rules at the end of the year have no norm.
    #[must_use]
    pub fn of(worked: &[WorkedShift<'_>], rules: &[RuleSet], year: i16) -> Option<Self> {
        let norm = rule_set_on(rules, Date::new(year, 12, 31).ok()?)?.year_norm?;
        let in_year = worked
            .iter()
            .map(|worked| worked.shift)
            .filter(|shift| shift.date().year() == year);
        let worked = in_year.map(crate::shift::Shift::worked_minutes).sum();
        Some(Self { worked, norm })
    }

    /// Minutes above the norm.
    #[must_use]
    pub fn over(&self) -> Minutes {
        (self.worked - self.norm).max(Minutes::ZERO)
    }
}
