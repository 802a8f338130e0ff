//! The lines of each person in the end: our rows hold what the shifts demand, or what somebody decided.

use super::evidence::Evidence;
use crate::broken::{Broken, Invariant};
use crate::ledger::PostedLine;
use crate::model::{Decided, LineName};
use crate::part::{NoWay, Part};
use crate::stage::Row;
use crate::walk::Walk;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::hours::{Flow, Origin, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a line should hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    Exactly(i64),
    /// A person left it as it is.
    Anything,
}

impl Expected {
    fn allows(self, held: i64) -> bool {
        self == Self::Anything || self == Self::Exactly(held)
    }

    /// What it is that Nmbrs holds this instead.
    fn broken_by(self, held: i64) -> Invariant {
        match self {
            Self::Exactly(expected) if held > expected => Invariant::NothingDouble,
            _ => Invariant::NothingLost,
        }
    }
}

/// What Nmbrs holds of ours, by line.
type Ours<'e> = BTreeMap<&'e PostedLine, i64>;

impl Walk<'_> {
    pub(super) fn check_people(&self, evidence: &Evidence) -> anyhow::Result<()> {
        for (number, person) in &self.model.people {
            let ours = held_of_ours(evidence, *person)?;
            for period in self.model.periods() {
                let is_closed = Some(period) != self.model.spans.last().map(|span| span.period);
                let mut days = BTreeSet::from([0]);
                for span in self.model.spans_of(period) {
                    self.check_hours(span, *number, *person, &ours)?;
                    let of_span = self.possible_days(span, *number, *person, &ours)?;
                    let mut sums: BTreeSet<i64> = days
                        .iter()
                        .flat_map(|sum| of_span.iter().map(move |days| sum + days))
                        .collect();
                    // Of a closed period each span is corrected by itself.
                    if is_closed {
                        sums.extend(of_span.union(&days));
                    }
                    days = sums;
                }
                self.check_days(evidence, period, *number, *person, &days)?;
            }
        }
        Ok(())
    }

    fn check_hours(&self, span: Span, number: i64, person: PersonId, ours: &Ours<'_>) -> anyhow::Result<()> {
        let demand = self.model.demand(span.range, number)?;
        let parts: BTreeSet<Part> = demand.hours.keys().copied().chain(parts_of(span, ours)).collect();
        for part in parts {
            if self.watch.no_way.contains(&(span.range, number, NoWay::paying(part))) {
                continue;
            }
            let range = span.range;
            let origin = part.origin(range);
            let expected = self.expected(
                span.period,
                person,
                origin,
                demand.hours.get(&part).copied().unwrap_or(0),
            );
            let of_line = |line: &PostedLine| line.origin == origin.to_string() && line.code == part.code();
            let held = ours
                .iter()
                .filter(|(line, _)| of_line(line))
                .map(|(_, held)| held)
                .sum();
            if !expected.allows(held) {
                let text = format!(
                    "{number}, {range}: our rows of {} hold {held}, and it should be {expected:?}",
                    part.code()
                );
                return Err(Broken::new(expected.broken_by(held), text).into());
            }
        }
        Ok(())
    }

    /// The days that a span may count: those of its shifts where it has hours of ours. Whether hours that were left as
    /// they are, or have no way to go, count depends on what they are.
    fn possible_days(
        &self,
        span: Span,
        number: i64,
        person: PersonId,
        ours: &Ours<'_>,
    ) -> anyhow::Result<BTreeSet<i64>> {
        let demand = self.model.demand(span.range, number)?;
        let is_left = |part: Part| {
            let range = span.range;
            let computed = demand.hours.get(&part).copied().unwrap_or(0);
            self.watch.no_way.contains(&(range, number, NoWay::paying(part)))
                || self.expected(span.period, person, part.origin(range), computed) == Expected::Anything
        };
        // Days go with the hours, and not with sickness.
        let is_worked = |part: &Part| part.flow() == Flow::Hours;
        let has_hours = ours
            .iter()
            .any(|(line, held)| *held != 0 && is_of(span, line).is_some_and(|part| is_worked(&part)));
        Ok(match parts_of(span, ours).filter(is_worked).any(is_left) {
            true => BTreeSet::from([demand.days, 0]),
            false if has_hours => BTreeSet::from([demand.days]),
            false => BTreeSet::from([0]),
        })
    }

    fn check_days(
        &self,
        evidence: &Evidence,
        period: PayPeriod,
        number: i64,
        person: PersonId,
        possible: &BTreeSet<i64>,
    ) -> anyhow::Result<()> {
        let line = format!("days {period}");
        // Days that we took back to nought are no longer ours.
        let posted = evidence.ledger.lines.iter().any(|(posted, rows)| {
            posted.person == person && posted.origin == line && rows.iter().any(|row| row.quantity != 0)
        });
        let spans = self.model.spans_of(period);
        let no_way = spans
            .iter()
            .any(|span| self.watch.no_way.contains(&(span.range, number, NoWay::Days)));
        // Without anything of ours the days are whatever somebody entered.
        let is_ours = posted || !possible.contains(&0);
        let held = self.nmbrs.days(period).get(&number).copied().unwrap_or(0);
        let expected: Vec<Expected> = possible
            .iter()
            .map(|computed| self.expected(period, person, Origin::Days, *computed))
            .collect();
        if !is_ours || no_way || expected.iter().any(|expected| expected.allows(held)) {
            return Ok(());
        }
        let text = format!("{number} in {period}: {held} days, and it should be {expected:?}");
        let invariant = expected
            .first()
            .map_or(Invariant::NothingLost, |first| first.broken_by(held));
        Err(Broken::new(invariant, text).into())
    }

    fn expected(&self, period: PayPeriod, person: PersonId, origin: Origin, computed: i64) -> Expected {
        let kind = if origin == Origin::Days {
            LineKind::Days
        } else {
            LineKind::Hours
        };
        let line = LineName::new(person, kind, &origin.to_string(), period);
        match self.model.decided(&line, computed) {
            Decided::Quantity(quantity) => Expected::Exactly(quantity),
            Decided::Left => Expected::Anything,
            Decided::Adopted | Decided::AsComputed => Expected::Exactly(computed),
        }
    }
}

/// What a line of this span pays.
fn is_of(span: Span, line: &PostedLine) -> Option<Part> {
    Part::of(&line.origin, span.range)
}

fn parts_of(span: Span, ours: &Ours<'_>) -> impl Iterator<Item = Part> {
    ours.keys().filter_map(move |line| is_of(span, line))
}

/// What Nmbrs holds in our rows, by line. A row of ours that is gone must have been left so by a person.
fn held_of_ours(evidence: &Evidence, person: PersonId) -> anyhow::Result<Ours<'_>> {
    let held: HashMap<&str, &Row> = evidence.rows.iter().map(|row| (row.name.as_str(), row)).collect();
    let by_row = evidence.ledger.by_row();
    let mut ours = BTreeMap::new();
    for (line, row) in evidence.ledger.rows() {
        if line.person != person {
            continue;
        }
        let alone = by_row.get(row.name.as_str()).is_none_or(|(_, lines)| lines.len() == 1);
        let quantity = match held.get(row.name.as_str()) {
            // Of a row that holds several lines, what each of them put there counts.
            Some(_) if !alone => row.quantity,
            Some(held) if held.code == line.code => held.quantity,
            _ if evidence.touched_by_hand(&row.name) => 0,
            _ => {
                let text = format!("{row:?} of {line:?} is gone");
                return Err(Broken::new(Invariant::NothingLost, text).into());
            }
        };
        *ours.entry(line).or_default() += quantity;
    }
    Ok(ours)
}
