//! The model: what the people of the simulation did, kept apart from everything that Loonbrug keeps.

use crate::part::Part;
use crate::sick::SickSpell;
use anyhow::Context as _;
use jiff::ToSpan as _;
use jiff::civil::Weekday;
use loonbrug_domain::calendar::iso_week;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::TimeForTimeCredit;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::rules::{
    Circumstances, Compensation, Destination, Outcome, Reckoning, WorkedShift, surcharge_hours,
};
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Minutes, PayPeriod, RuleSet, Shift};
use loonbrug_hub::hours::{DriftChoice, LineDecision, LineDecisionKind, PlanLine, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What somebody worked on a day: wall time in minutes after midnight, the end perhaps on the next day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Worked {
    /// Start.
    pub start: i64,
    /// End; from 1440 on, on the next day.
    pub end: i64,
    /// Unpaid break.
    pub pause: i64,
}

/// What the shifts and the sickness of one person demand in a range.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Demand {
    /// Hundredths of an hour per line; never nought.
    pub hours: BTreeMap<Part, i64>,
    /// Days worked.
    pub days: i64,
}

/// A line, whatever its code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineName {
    /// Whose.
    pub person: PersonId,
    /// Hours or days.
    pub kind: LineKind,
    /// Where it comes from.
    pub origin: String,
}

/// What a person decided about a line, as far as the end result depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decided {
    /// It holds this much.
    Quantity(i64),
    /// It stays as it is, whatever that is.
    Left,
    /// An equal row becomes ours.
    Adopted,
    /// Nothing that changes what should be there.
    AsComputed,
}

/// The shifts and the decisions.
#[derive(Clone, Debug)]
pub struct Model {
    /// Everybody, by employee number.
    pub people: BTreeMap<i64, PersonId>,
    /// The spans that were worked in; the last are of the period that is worked in now.
    pub spans: Vec<Span>,
    halves: bool,
    shifts: BTreeMap<(Date, i64), Worked>,
    /// Who is or was sick, by employee number.
    pub sick: Vec<SickSpell>,
    /// The day on which it is looked: of time for time the term is over after its last day.
    pub today: Date,
    decisions: BTreeMap<LineName, (i64, Decided)>,
    rules: Vec<RuleSet>,
    files: usize,
}

/// The rules that everybody goes by: those of retail, with a least that a call pays. What Sundays pay on top is time off,
/// to be taken within a week, or else paid.
#[must_use]
pub fn rules() -> Vec<RuleSet> {
    let presets = loonbrug_hub::presets().into_iter();
    let mut rules: Vec<RuleSet> = presets.filter(|rules| rules.name == "retail-non-food").collect();
    let windows = rules.iter_mut().flat_map(|rules| &mut rules.windows);
    for window in windows.filter(|window| window.name == "Zondag") {
        window.terms.compensation = Compensation::TimeForTime {
            weeks: 1,
            otherwise: Factor::percent(150),
        };
    }
    rules
}

impl Model {
    /// Nobody has worked yet but the one who is there on the first and on the last day, so that a file of all shifts
    /// always covers the whole span.
    #[must_use]
    pub fn new(people: BTreeMap<i64, PersonId>, period: PayPeriod, halves: bool) -> Self {
        let mut model = Self {
            people,
            spans: Vec::new(),
            halves,
            shifts: BTreeMap::new(),
            sick: Vec::new(),
            today: period.wage_range().to,
            decisions: BTreeMap::new(),
            rules: rules(),
            files: 0,
        };
        model.begin(period);
        model
    }

    /// Goes on in another period.
    pub fn begin(&mut self, period: PayPeriod) {
        let anchor = self.people.keys().next().copied().unwrap_or(0);
        for range in self.ranges(period) {
            self.spans.push(Span::of_hours(range, period));
            for date in [range.from, range.to] {
                let worked = Worked {
                    start: 540,
                    end: 780,
                    pause: 0,
                };
                self.shifts.insert((date, anchor), worked);
            }
        }
    }

    fn ranges(&self, period: PayPeriod) -> Vec<DateRange> {
        let whole = period.wage_range();
        if !self.halves {
            return vec![whole];
        }
        let days = (whole.to - whole.from).get_days();
        let middle = whole.from.saturating_add((days / 2).days());
        let after = middle.saturating_add(1.days());
        let halves = [DateRange::new(whole.from, middle), DateRange::new(after, whole.to)];
        halves.into_iter().flatten().collect()
    }

    /// The pay periods that were worked in.
    #[must_use]
    pub fn periods(&self) -> BTreeSet<PayPeriod> {
        self.spans.iter().map(|span| span.period).collect()
    }

    /// The spans of a pay period.
    #[must_use]
    pub fn spans_of(&self, period: PayPeriod) -> Vec<Span> {
        let spans = self.spans.iter().filter(|span| span.period == period);
        spans.copied().collect()
    }

    /// The last of the spans that are worked in now.
    pub fn span(&self) -> anyhow::Result<Span> {
        self.spans.last().copied().context("the model has a span")
    }

    /// Whether a shift may be changed but not taken away.
    #[must_use]
    pub fn is_anchor(&self, date: Date, number: i64) -> bool {
        let edge = |span: &Span| [span.range.from, span.range.to].contains(&date);
        self.people.keys().next() == Some(&number) && self.spans.iter().any(edge)
    }

    /// The shifts of a span.
    #[must_use]
    pub fn shifts(&self, span: Span) -> Vec<(Date, i64, Worked)> {
        let here = self.shifts.iter().filter(|((date, _), _)| span.range.contains(*date));
        here.map(|((date, number), worked)| (*date, *number, *worked)).collect()
    }

    /// Somebody works, or works otherwise.
    pub fn work(&mut self, date: Date, number: i64, worked: Worked) {
        self.shifts.insert((date, number), worked);
    }

    /// Somebody does not work after all.
    pub fn stay_home(&mut self, date: Date, number: i64) {
        self.shifts.remove(&(date, number));
    }

    /// The shifts of a span, as a file. No two files are the same.
    pub fn file(&mut self, span: Span) -> String {
        let mut text = String::from("personeelsnummer;datum;begin;einde;pauze\n");
        for (date, number, worked) in self.shifts(span) {
            let clock = |minute: i64| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
            let (start, end) = (clock(worked.start), clock(worked.end));
            let date = date.strftime("%d-%m-%Y");
            // Writing to a text cannot fail.
            let _written = writeln!(text, "{number};{date};{start};{end};{}", worked.pause);
        }
        self.files += 1;
        text.push_str(&"\n".repeat(self.files));
        text
    }

    /// What the shifts and the sickness of one person demand in a range of days.
    pub fn demand(&self, range: DateRange, number: i64) -> anyhow::Result<Demand> {
        let outcome = self.outcome(range, number)?;
        let lines = outcome.hour_lines();
        let top_up: Minutes = outcome.top_ups.iter().map(|top_up| top_up.minutes).sum();
        let more = [
            (Part::TopUp, top_up.to_hundredth_hours()),
            (Part::Sick, self.sick_hours(range, number)),
        ];
        let hours = lines.iter().map(|line| (Part::Factor(line.factor), line.hours()));
        let untaken = self.untaken(range, number)?;
        let hours = hours.chain(more).chain(untaken).map(|(part, hours)| (part, hours.0));
        Ok(Demand {
            hours: hours.filter(|(_, hundredths)| *hundredths != 0).collect(),
            days: lines.first().map_or(0, |line| line.days),
        })
    }

    /// What the shifts of one person come to.
    fn outcome(&self, range: DateRange, number: i64) -> anyhow::Result<Outcome> {
        let of_person = self.shifts.iter().filter(|((_, who), _)| *who == number);
        let shifts: Vec<Shift> = of_person
            .map(|((date, _), worked)| Shift::new(*date, worked.start, worked.end, worked.pause))
            .collect::<Result<_, _>>()?;
        let circumstances = Circumstances {
            contract: Some(ContractKind::ZeroHours),
            ..Circumstances::default()
        };
        let worked: Vec<WorkedShift<'_>> = shifts
            .iter()
            .map(|shift| WorkedShift {
                shift,
                circumstances: &circumstances,
            })
            .collect();
        Ok(Reckoning::new(&self.rules, range).outcome(&worked))
    }

    /// The time off that the week which ends on a Sunday credits, in hundredths of an hour.
    pub fn credited(&self, sunday: Date, number: i64) -> anyhow::Result<Vec<(TimeForTimeCredit, HundredthHours)>> {
        let (year, week) = iso_week(sunday);
        let range = DateRange {
            from: sunday.saturating_sub(6.days()),
            to: sunday,
        };
        let mut minutes: BTreeMap<TimeForTimeCredit, Minutes> = BTreeMap::new();
        for credit in self.outcome(range, number)?.credits {
            if let Destination::TimeForTime { weeks, otherwise } = credit.destination {
                let factor = credit.factor;
                let of_week = TimeForTimeCredit {
                    year,
                    week,
                    factor,
                    weeks,
                    otherwise,
                };
                *minutes.entry(of_week).or_default() += credit.minutes;
            }
        }
        let hours = minutes.into_iter().map(|(credit, minutes)| {
            let hours = surcharge_hours(minutes, credit.factor);
            (credit, hours)
        });
        Ok(hours.filter(|(_, hours)| *hours != HundredthHours::ZERO).collect())
    }

    /// The Sundays of all weeks with a shift.
    #[must_use]
    pub fn sundays(&self) -> BTreeSet<Date> {
        let dates = self.shifts.keys().map(|(date, _)| *date);
        let until_sunday = |date: Date| 6 - i64::from(date.weekday().to_monday_zero_offset());
        dates
            .map(|date| date.saturating_add(until_sunday(date).days()))
            .collect()
    }

    /// What is paid for time off that nobody took: the hours that it came from, at what the rule says.
    fn untaken(&self, range: DateRange, number: i64) -> anyhow::Result<Vec<(Part, HundredthHours)>> {
        let mut untaken = Vec::new();
        let over = |date: &Date| *date < self.today && date.weekday() == Weekday::Sunday;
        for last_day in range.days().filter(over) {
            for (credit, hours) in self.credited(last_day.saturating_sub(7.days()), number)? {
                let on_top = i64::from(credit.factor.0) - 10_000;
                let to_pay = (2 * hours.0 * 10_000 + on_top).div_euclid(2 * on_top);
                untaken.push((Part::Untaken(credit), HundredthHours(to_pay)));
            }
        }
        Ok(untaken)
    }

    /// Sick hours in a range, rounded once.
    fn sick_hours(&self, range: DateRange, number: i64) -> HundredthHours {
        let spells = self.sick.iter().filter(|spell| spell.number == number);
        let exact: i64 = spells
            .flat_map(|spell| range.days().map(|date| spell.absent_on(date)))
            .sum();
        HundredthHours((exact + 50) / 100)
    }

    /// Remembers what a person decided about a line of a plan.
    pub fn decide(&mut self, period: PayPeriod, line: &PlanLine, decision: &LineDecision) {
        let decided = match (decision.drift, &line.change) {
            (Some(drift), Change::Drifted { theirs, .. }) if decision.drift != line.decision.drift => {
                match (drift.choice, theirs) {
                    (DriftChoice::TakeOver, Some(theirs)) => Decided::Quantity(*theirs),
                    (DriftChoice::TakeOver, None) | (DriftChoice::Ignore, _) => Decided::Left,
                    (DriftChoice::Restore, _) => standing(decision),
                }
            }
            _ => standing(decision),
        };
        self.decisions
            .insert(LineName::of(line, period), (line.computed, decided));
    }

    /// What was decided about a line, if it still holds for what the shifts demand now.
    #[must_use]
    pub fn decided(&self, line: &LineName, computed: i64) -> Decided {
        match self.decisions.get(line) {
            Some((about, decided)) if *about == computed => *decided,
            _ => Decided::AsComputed,
        }
    }

    /// The employee number of a person.
    #[must_use]
    pub fn number_of(&self, person: PersonId) -> i64 {
        let found = self.people.iter().find(|(_, known)| **known == person);
        found.map_or(0, |(number, _)| *number)
    }
}

/// What a decision without anything new about a change by hand means.
fn standing(decision: &LineDecision) -> Decided {
    let ignored = decision.drift.is_some_and(|drift| drift.choice == DriftChoice::Ignore);
    let left = decision.left_out || decision.possibly_there == Some(LineDecisionKind::Leave);
    match decision.quantity {
        _ if left || ignored => Decided::Left,
        Some(quantity) => Decided::Quantity(quantity),
        None if decision.possibly_there == Some(LineDecisionKind::Adopt) => Decided::Adopted,
        None => Decided::AsComputed,
    }
}

impl LineName {
    /// The name of a line of the plan of a period.
    fn of(line: &PlanLine, period: PayPeriod) -> Self {
        Self::new(line.key.person, line.key.kind, &line.key.origin, period)
    }

    /// The name of a line. Days of one period are not those of another.
    #[must_use]
    pub fn new(person: PersonId, kind: LineKind, origin: &str, period: PayPeriod) -> Self {
        let origin = match kind {
            LineKind::Days => format!("days {period}"),
            _ => origin.to_owned(),
        };
        Self { person, kind, origin }
    }
}
