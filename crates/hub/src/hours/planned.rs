//! Who is planned and what should be there, and who cannot be planned: the same for every flow.

use super::flow::Flow;
use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::{RefusedLine, RefusedReason};
use super::wanted::{Wanted, WantedLine};
use crate::people::display_name;
use crate::sender::Held;
use loonbrug_domain::Cents;
use loonbrug_domain::difference::{LineKey, LineKind};
use loonbrug_domain::ids::PersonId;
use loonbrug_store::{Person, Posting};
use std::collections::BTreeSet;

/// Who is planned, and who cannot be.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// People with lines to compare.
    pub people: Vec<PlannedPerson>,
    /// What cannot be sent.
    pub refused: Vec<RefusedLine>,
    /// Names of people who worked in these days and go by another flow.
    pub elsewhere: Vec<String>,
}

/// One person who is planned.
#[derive(Clone, Debug)]
pub struct PlannedPerson {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Number in Nmbrs.
    pub employee_number: i64,
    /// Days that the lines are about: days worked, or days with an allowance.
    pub days: i64,
    /// What should be there, with a usable code.
    pub lines: Vec<PlannedLine>,
    /// What has no usable code: what was sent of it before is left alone.
    pub without_code: BTreeSet<Origin>,
    /// The days worked in the pay period, where the flow sends them.
    pub days_of_period: Option<DaysOfPeriod>,
}

/// The days worked in the ranges of a pay period whose hours are sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DaysOfPeriod {
    /// In the other ranges.
    pub elsewhere: i64,
    /// In all of them, this range included.
    pub in_all: i64,
}

/// One line that should be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlannedLine {
    /// Hours, days or a wage component.
    pub kind: LineKind,
    /// What it comes from.
    pub origin: Origin,
    /// Computed: hundredths of an hour, days, or cents.
    pub computed: i64,
    /// The amount of each day, of an allowance whose days are all alike.
    pub per_day: Option<Cents>,
    /// The mapping's code.
    pub mapped_code: i64,
}

impl PlannedPerson {
    /// Whether a line of ours is this plan's to compare.
    pub fn covers(&self, key: &LineKey) -> bool {
        let refused = Origin::parse(&key.origin).is_some_and(|origin| self.without_code.contains(&origin));
        key.person == self.person && !refused
    }
}

impl Planned {
    /// Whoever could not be read, because Nmbrs does not know the employee any more, is refused; everyone else goes on.
    pub fn refuse_unread(&mut self, held: &Held) {
        let (read, unread) = std::mem::take(&mut self.people)
            .into_iter()
            .partition(|person| held.contains_key(&person.person));
        self.people = read;
        self.refused.extend(unread.into_iter().map(|person| RefusedLine {
            whose: person.person,
            person: person.name,
            employee_number: Some(person.employee_number),
            factor: None,
            hundredths: None,
            cents: None,
            reason: RefusedReason::UnknownInNmbrs,
        }));
    }
}

impl Inputs {
    /// Sorts people into those who are planned and those who cannot be.
    #[must_use]
    pub fn planned(&self) -> Planned {
        let mut planned = Planned::default();
        let may_have_strays = self.may_have_strays();
        for person in &self.people {
            if self.span.flow == Flow::Hours && self.elsewhere.contains(&person.id) {
                planned.elsewhere.push(display_name(person));
            }
            if self.asks_for(person) || self.was_sent(person.id) || self.days_are_left(person.id) {
                self.plan_person(person, &mut planned);
            } else if may_have_strays.contains(&person.id) && matches!(self.wanted(person), Ok(Some(_))) {
                // Nothing is to be sent, but what came late is to be found.
                self.plan_person(person, &mut planned);
            }
        }
        planned
    }

    /// Whether lines of this plan were sent before, or may have been.
    pub(super) fn was_sent(&self, person: PersonId) -> bool {
        let of_flow = |key: &LineKey| key.kind != LineKind::Days && self.concerns(key);
        !self.sent.ours_of(person, of_flow).is_empty() || self.sent.doubts_of(person).any(of_flow)
    }

    /// Those to whom something was sent for these days: where nothing of it is left, it may still come, or have come twice.
    fn may_have_strays(&self) -> BTreeSet<PersonId> {
        let of_plan = |origin: Origin| {
            origin.flow() == self.span.flow && origin.range().is_none_or(|range| range == self.span.range)
        };
        let was_sent = |posting: &&Posting| {
            let origin = Origin::of(&posting.origin).filter(|origin| *origin != Origin::Days);
            posting.attempt > 0 && origin.is_some_and(of_plan)
        };
        let sent = self.postings.iter().filter(was_sent);
        sent.map(|posting| posting.person).collect()
    }

    /// Whether our days of the pay period are not those of the ranges whose hours were sent: a run broke off between
    /// the hours and the days.
    fn days_are_left(&self, person: PersonId) -> bool {
        if self.span.flow != Flow::Hours {
            return false;
        }
        let days = |key: &LineKey| key.kind == LineKind::Days;
        let ours = self.sent.ours_of(person, days);
        let set: i64 = ours.iter().flat_map(|line| &line.rows).map(|row| row.quantity).sum();
        let ranges = self.sent.hour_ranges_of(person, self.span.period);
        let worked = self.brought.get(&person).map_or(0, |brought| brought.days_in(&ranges));
        (!ours.is_empty() && set != worked) || self.sent.doubts_of(person).any(days)
    }

    fn plan_person(&self, person: &Person, planned: &mut Planned) {
        let wanted = match self.wanted(person) {
            Ok(Some(wanted)) => wanted,
            Ok(None) => return,
            Err(reason) => return planned.refused.push(refused(person, reason)),
        };
        let Wanted { days, lines: asked } = wanted;
        let employee_number = self.links.get(&person.id).map_or(0, |link| link.employee_number);
        let (mut lines, mut without_code) = (Vec::new(), BTreeSet::new());
        for line in asked {
            match self.usable_code(person.id, &line) {
                Ok(mapped_code) => lines.push(PlannedLine {
                    kind: line.kind,
                    origin: line.origin,
                    computed: line.computed,
                    per_day: line.per_day,
                    mapped_code,
                }),
                Err(reason) => {
                    without_code.insert(line.origin);
                    planned.refused.push(refused_line(person, &line, reason));
                }
            }
        }
        planned.people.push(PlannedPerson {
            person: person.id,
            name: display_name(person),
            employee_number,
            days,
            lines,
            without_code,
            days_of_period: (self.span.flow == Flow::Hours).then(|| self.days_of_period(person.id)),
        });
    }

    fn days_of_period(&self, person: PersonId) -> DaysOfPeriod {
        let days_in = |ranges| self.brought.get(&person).map_or(0, |brought| brought.days_in(&ranges));
        let mut others = self.sent.hour_ranges_of(person, self.span.period);
        others.remove(&self.span.range);
        let mut all = others.clone();
        all.insert(self.span.range);
        DaysOfPeriod {
            elsewhere: days_in(others),
            in_all: days_in(all),
        }
    }
}

fn refused(person: &Person, reason: RefusedReason) -> RefusedLine {
    RefusedLine {
        whose: person.id,
        person: display_name(person),
        employee_number: person.number,
        factor: None,
        hundredths: None,
        cents: None,
        reason,
    }
}

fn refused_line(person: &Person, line: &WantedLine, reason: RefusedReason) -> RefusedLine {
    let is_wage = line.kind == LineKind::Wages;
    RefusedLine {
        factor: line.origin.factor(),
        hundredths: (!is_wage).then_some(line.computed),
        cents: is_wage.then_some(line.computed),
        ..refused(person, reason)
    }
}
