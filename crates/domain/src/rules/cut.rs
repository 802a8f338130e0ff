//! Cutting one shift: at midnight, at the edges of windows, where a holiday starts or ends. Cuts name their rules by
//! number, so that a million of them take no memory; names are for whoever asks ([`super::Piece`]).

use super::circumstances::Circumstances;
use super::reckoning::{Reckoning, WorkedShift};
use super::terms::Terms;
use super::{Combine, Day, DaySet, HolidayBy, RuleSet, WholeShift};
use crate::calendar::{Date, day_number};
use crate::quantity::Factor;
use crate::shift::Shift;
use crate::wall::{DAY, Span};

/// Part of a shift under the same rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Which shift, in the order of time.
    pub(super) shift: usize,
    /// The day on which the shift starts, as a number.
    pub(super) day: i64,
    /// Start on the wall, in minutes after midnight of the shift's date.
    pub(super) from: i64,
    /// End on the wall.
    pub(super) to: i64,
    /// Minutes worked in it.
    pub(super) minutes: i64,
    /// The day on which the last of its rules was booked, as a number.
    pub(super) booked: i64,
    /// The rules that were booked on it before the range, as a number of a combination.
    pub(super) before: usize,
    /// The rules that are booked on it by the end of the range.
    pub(super) now: usize,
    /// Whether these hours are more than a norm.
    pub(super) over: bool,
    /// Whether the rules decide, and not the source of the shift.
    pub(super) by_rules: bool,
}

/// A rule of one of the sets, by number, with what it pays the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RuleNumber {
    pub(super) place: RulePlace,
    pub(super) factor: Factor,
}

/// Where a rule stands: number of its set, number in the set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RulePlace {
    Source,
    Window(usize, usize),
    WholeShift(usize, usize),
    Overtime(usize, usize),
}

/// Rules that apply together, and what an hour is paid under them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Combination {
    pub(super) factor: Factor,
    pub(super) rules: Vec<RuleNumber>,
    /// The combination that was booked on an earlier day and that the highest factor took the place of.
    pub(super) raises: Option<usize>,
}

/// The combinations that occurred, by number; a handful, however many shifts there are.
#[derive(Clone, Debug)]
pub(super) struct Combinations(Vec<Combination>);

/// No rule at all: 100 %.
pub(super) const PLAIN: usize = 0;

impl Combinations {
    pub(super) fn new() -> Self {
        let factor = Factor::WORKED;
        Self(vec![Combination {
            factor,
            rules: Vec::new(),
            raises: None,
        }])
    }

    pub(super) fn get(&self, number: usize) -> (Factor, &[RuleNumber]) {
        self.0
            .get(number)
            .map_or((Factor::WORKED, &[]), |found| (found.factor, &found.rules))
    }

    /// The combination of an earlier day that this one raises.
    pub(super) fn raised_by(&self, number: usize) -> Option<usize> {
        self.0.get(number)?.raises
    }

    /// What holds when a rule of the same day comes to those that apply already.
    pub(super) fn with(&mut self, number: usize, rule: RuleNumber, combine: Combine) -> usize {
        self.joined(number, rule, combine, self.raised_by(number))
    }

    /// What holds when a rule of a later day comes to those that were booked.
    pub(super) fn with_later(&mut self, number: usize, rule: RuleNumber, combine: Combine) -> usize {
        let raises = (number != PLAIN && combine == Combine::Highest).then_some(number);
        self.joined(number, rule, combine, raises)
    }

    fn joined(&mut self, number: usize, rule: RuleNumber, combine: Combine, raises: Option<usize>) -> usize {
        let (factor, rules) = self.get(number);
        let (factor, kept) = match combine {
            _ if rule.factor <= Factor::WORKED => return number,
            Combine::Highest if rule.factor <= factor => return number,
            Combine::Highest => (rule.factor, 0),
            Combine::Sum => (
                Factor(factor.0.saturating_add(rule.factor.0 - Factor::WORKED.0)),
                rules.len(),
            ),
        };
        let rules = rules.get(..kept).unwrap_or_default();
        let is_same = |known: &Combination| {
            let last_and_before = known.rules.split_last();
            known.raises == raises && last_and_before.is_some_and(|(last, before)| *last == rule && before == rules)
        };
        if let Some(known) = self.0.iter().position(is_same) {
            return known;
        }
        let rules = rules.iter().copied().chain([rule]).collect();
        self.0.push(Combination { factor, rules, raises });
        self.0.len() - 1
    }
}

/// A rule that applies on one day, from one time of day to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Applying {
    from: i64,
    to: i64,
    rule: RuleNumber,
}

impl Reckoning<'_> {
    /// Cuts a shift under the rules of its own day. Its breaks leave it: those with times first, minutes without a
    /// time from the part with the lowest factor, the earliest of equal ones, so that a break costs nobody a
    /// surcharge while there is time without one (policy: in favour of the worker).
    pub(super) fn cut_shift(&mut self, number: usize, worked: WorkedShift<'_>, set: Option<usize>) {
        let shift = worked.shift;
        let day = day_number(shift.date());
        let whole = Cut {
            shift: number,
            day,
            booked: day,
            from: shift.start_minute(),
            to: shift.end_minute(),
            minutes: shift.worked_minutes().0,
            before: PLAIN,
            now: PLAIN,
            over: false,
            by_rules: shift.factor_minutes().is_empty(),
        };
        let first = self.cuts.len();
        if whole.by_rules {
            for &span in shift.spans() {
                self.cut_span(whole, worked, span, set);
            }
            self.take_break(first, shift.break_minutes());
        } else {
            self.cut_as_the_source_says(whole, shift);
        }
    }

    fn cut_span(&mut self, whole: Cut, worked: WorkedShift<'_>, span: Span, set: Option<usize>) {
        for midnight in [0, DAY] {
            let (from, to) = (span.from.max(midnight), span.to.min(midnight + DAY));
            if from < to {
                self.find_applying(worked, midnight, set);
                self.cut_day(Cut { from, to, ..whole }, midnight, set);
            }
        }
    }

    /// Cuts a stretch inside one day; neighbours under the same rules stay one.
    fn cut_day(&mut self, stretch: Cut, midnight: i64, set: Option<usize>) {
        let combine = set
            .and_then(|set| self.rules.get(set))
            .map_or(Combine::Highest, |rules| rules.combine);
        let first = self.cuts.len();
        let mut from = stretch.from;
        while from < stretch.to {
            let (mut now, mut to) = (PLAIN, stretch.to);
            for applying in &self.applying {
                let (start, end) = (midnight + applying.from, midnight + applying.to);
                if start <= from && from < end {
                    now = self.combinations.with(now, applying.rule, combine);
                }
                let edge = if from < start { start } else { end };
                if from < edge {
                    to = to.min(edge);
                }
            }
            match self.cuts.get_mut(first..).and_then(<[Cut]>::last_mut) {
                Some(last) if last.now == now => {
                    last.to = to;
                    last.minutes += to - from;
                }
                _ => self.cuts.push(Cut {
                    from,
                    to,
                    minutes: to - from,
                    now,
                    ..stretch
                }),
            }
            from = to;
        }
    }

    /// Finds the rules that apply on the day after this midnight, whatever the time of day.
    fn find_applying(&mut self, worked: WorkedShift<'_>, midnight: i64, set: Option<usize>) {
        self.applying.clear();
        let Some((set, rules)) = set.and_then(|set| Some((set, self.rules.get(set)?))) else {
            return;
        };
        let (shift, person) = (worked.shift, worked.circumstances);
        let Some(date) = day_of(shift.date(), midnight) else {
            return;
        };
        let (day, is_holiday) = (Day::of(date), || rules.is_holiday(date, shift.date()));
        let on_day = |days: DaySet| days.contains(day) || days.contains(Day::Holiday) && is_holiday();
        for (number, window) in rules.windows.iter().enumerate() {
            if on_day(window.days) && window.terms.hold(date, person, &rules.minimum_wages) {
                let factor = person.factor_of(&window.name, window.factor, date);
                let rule = RuleNumber {
                    place: RulePlace::Window(set, number),
                    factor,
                };
                self.applying.push(Applying {
                    from: window.from_minute,
                    to: window.to_minute,
                    rule,
                });
            }
        }
        for (number, whole) in rules.whole_shifts.iter().enumerate() {
            if whole.terms.hold(shift.date(), person, &rules.minimum_wages) && rules.holds_the_hours_of(whole, shift) {
                let factor = person.factor_of(&whole.name, whole.factor, shift.date());
                let rule = RuleNumber {
                    place: RulePlace::WholeShift(set, number),
                    factor,
                };
                self.applying.push(Applying { from: 0, to: DAY, rule });
            }
        }
    }

    fn take_break(&mut self, first: usize, minutes: i64) {
        let mut left = minutes;
        while left > 0 {
            let combinations = &self.combinations;
            let cuts = self.cuts.get_mut(first..).unwrap_or_default();
            let with_time = cuts.iter_mut().filter(|cut| cut.minutes > 0);
            let Some(cheapest) = with_time.min_by_key(|cut| combinations.get(cut.now).0) else {
                break;
            };
            let taken = cheapest.minutes.min(left);
            cheapest.minutes -= taken;
            left -= taken;
        }
        if minutes > 0 {
            let mut kept = first;
            for number in first..self.cuts.len() {
                if let Some(&cut) = self.cuts.get(number).filter(|cut| cut.minutes > 0) {
                    self.cuts.get_mut(kept).into_iter().for_each(|place| *place = cut);
                    kept += 1;
                }
            }
            self.cuts.truncate(kept);
        }
    }

    /// The source says how much, not when: each of its factors spans the whole shift.
    fn cut_as_the_source_says(&mut self, whole: Cut, shift: &Shift) {
        let surcharged: i64 = shift.factor_minutes().iter().map(|(_, minutes)| minutes.0).sum();
        if surcharged < whole.minutes {
            self.cuts.push(Cut {
                minutes: whole.minutes - surcharged,
                ..whole
            });
        }
        for &(factor, minutes) in shift.factor_minutes() {
            let rule = RuleNumber {
                place: RulePlace::Source,
                factor,
            };
            let now = self.combinations.with(PLAIN, rule, Combine::Highest);
            self.cuts.push(Cut {
                minutes: minutes.0,
                now,
                ..whole
            });
        }
    }
}

impl RuleSet {
    fn is_holiday(&self, date: Date, start: Date) -> bool {
        self.holidays.contains(match self.holiday_by {
            HolidayBy::CalendarDay => date,
            HolidayBy::ShiftStart => start,
        })
    }

    /// Whether a shift holds the hours that a rule asks for, without a break in between. Break at an unknown time is
    /// taken to be outside those hours when it fits there.
    fn holds_the_hours_of(&self, rule: &WholeShift, shift: &Shift) -> bool {
        [0, DAY].into_iter().any(|midnight| {
            let (from, to) = (midnight + rule.from_minute, midnight + rule.to_minute);
            let is_inside = shift.start_minute() <= from && to <= shift.end_minute();
            let outside = shift.end_minute() - shift.start_minute() - (to - from);
            let unbroken = shift
                .breaks()
                .iter()
                .all(|pause| pause.to_minute <= from || to <= pause.from_minute)
                && shift.break_minutes() <= outside;
            let on_day = |date| {
                let days = rule.days;
                days.contains(Day::of(date)) || days.contains(Day::Holiday) && self.is_holiday(date, shift.date())
            };
            is_inside && unbroken && day_of(shift.date(), midnight).is_some_and(on_day)
        })
    }
}

impl Circumstances {
    /// What a rule pays this person on that day.
    pub(super) fn factor_of(&self, rule: &str, factor: Factor, date: Date) -> Factor {
        let mut rights = self
            .rights
            .iter()
            .filter(|right| right.rule == rule && date <= right.last_day);
        rights.next().map_or(factor, |right| right.factor)
    }
}

/// The day that starts at this midnight, 0 or 1440 minutes after that of the date.
fn day_of(date: Date, midnight: i64) -> Option<Date> {
    if midnight == 0 {
        Some(date)
    } else {
        date.tomorrow().ok()
    }
}

impl RulePlace {
    /// Name and terms of the rule; those of the source have neither.
    pub(super) fn find(self, rules: &[RuleSet]) -> Option<(&str, &Terms)> {
        match self {
            Self::Source => None,
            Self::Window(set, number) => rules
                .get(set)?
                .windows
                .get(number)
                .map(|rule| (rule.name.as_str(), &rule.terms)),
            Self::WholeShift(set, number) => rules
                .get(set)?
                .whole_shifts
                .get(number)
                .map(|rule| (rule.name.as_str(), &rule.terms)),
            Self::Overtime(set, number) => rules
                .get(set)?
                .overtime
                .get(number)
                .map(|rule| (rule.name.as_str(), &rule.terms)),
        }
    }
}
