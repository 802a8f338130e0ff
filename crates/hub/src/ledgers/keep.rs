//! What the ledgers book by themselves: every night, and whenever somebody asks.

use super::Wanted;
use super::absence::Absences;
use super::accrual::LeaveOf;
use super::staff::{Member, Staff};
use super::weeks::Weeks;
use crate::application::Hub;
use crate::error::HubError;
use crate::hours::in_circumstances;
use crate::people::display_name;
use jiff::ToSpan;
use loonbrug_domain::calendar::{dutch_date, iso_week};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::{Lapsing, lapsing, terms_on};
use loonbrug_domain::ledger::{Booking, LedgerEntry, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::plus_minus::{WorkedDay, week_range};
use loonbrug_domain::rules::{Circumstances, days_needed};
use loonbrug_domain::{Date, DateRange, HundredthHours, Shift};
use loonbrug_store::{StoredHourLine, StoredLedgerEntry, StoredShift};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Weeks that are looked at again: hours that come later than this are booked when somebody asks for those days.
const LOOK_BACK_WEEKS: i64 = 26;
/// People whose shifts and ledgers are in memory at once.
const AT_ONCE: usize = 200;

/// Passes over the same people at most; the second finds something seldom, the third never should.
const MOST_PASSES: usize = 3;

/// What was booked, and for whom something is left to do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct LedgerRun {
    /// The entries that were made.
    pub booked: Vec<BookedLine>,
    /// Who could not be booked for, and why.
    pub skipped: Vec<SkippedLine>,
    /// Who must be told that leave is about to lapse.
    pub lapsing: Vec<LapsingLine>,
}

/// An entry that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BookedLine {
    /// Name of the person.
    pub name: String,
    /// The entry.
    #[serde(flatten)]
    pub entry: StoredLedgerEntry,
}

/// Somebody for whom nothing could be booked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SkippedLine {
    /// Name of the person.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Somebody whose leave is about to lapse.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LapsingLine {
    /// Name of the person.
    pub name: String,
    /// What lapses.
    #[serde(flatten)]
    pub lapsing: Lapsing,
}

/// The days that are looked at.
#[derive(Clone, Copy)]
struct Looked {
    /// Whole weeks that have ended.
    range: DateRange,
    today: Date,
}

/// What holds for everybody.
#[derive(Clone, Copy)]
struct Ground<'g> {
    staff: &'g Staff,
    absences: &'g Absences,
    settings: &'g LedgerSettings,
    lines: &'g [StoredHourLine],
    looked: Looked,
}

/// What some people did, and what their ledgers hold.
struct Books<'b> {
    ground: Ground<'b>,
    shifts: HashMap<PersonId, Vec<StoredShift>>,
    leave: HashMap<PersonId, Vec<LedgerEntry>>,
    booked: HashMap<PersonId, Vec<(LedgerKind, LedgerOrigin, Date)>>,
}

impl Hub {
    /// Books what is due in the ledgers of an organisation: weeks, surcharges, credits, accrual, what lapses, waiting
    /// days. Doing it again does nothing. Weeks that ended before the last half year are booked when `from` reaches back
    /// to them. Nothing where the organisation keeps no ledgers.
    pub async fn keep_ledgers(&self, organisation: OrganisationId, from: Option<Date>) -> Result<LedgerRun, HubError> {
        let mut run = LedgerRun::default();
        let Some(settings) = self.ledger_settings(organisation).await? else {
            return Ok(run);
        };
        self.withdraw_after_leaving(organisation).await?;
        let looked = looked(self.surroundings.today(), settings.kept_from, from);
        let (staff, absences) = (self.staff(organisation).await?, self.absences(organisation).await?);
        let lines = self.store.hour_lines(organisation, looked.range).await?;
        let ground = Ground {
            staff: &staff,
            absences: &absences,
            settings: &settings,
            lines: &lines,
            looked,
        };
        for members in staff.members.chunks(AT_ONCE) {
            self.keep_ledgers_of(organisation, members, ground, &mut run).await?;
        }
        Ok(run)
    }

    async fn keep_ledgers_of(
        &self,
        organisation: OrganisationId,
        members: &[Member],
        ground: Ground<'_>,
        run: &mut LedgerRun,
    ) -> Result<(), HubError> {
        let people: Vec<PersonId> = members.iter().map(Member::id).collect();
        let name = |person: PersonId| {
            let member = members.iter().find(|member| member.id() == person);
            member.map(|member| display_name(&member.person)).unwrap_or_default()
        };
        // What is booked can make something else due: leave that is earned late can have lapsed by now.
        for pass in 0..MOST_PASSES {
            let books = self.books(organisation, &people, ground).await?;
            let (mut wanted, mut skipped) = (Vec::new(), Vec::new());
            for member in members {
                wanted.extend(books.wanted(member, &mut skipped));
            }
            let booked = self.book(organisation, wanted).await?;
            let settled = booked.is_empty();
            run.booked.extend(booked.into_iter().map(|entry| BookedLine {
                name: name(entry.person),
                entry,
            }));
            if pass == 0 {
                run.skipped.extend(skipped);
            }
            if settled {
                break;
            }
        }
        let leave = by_person(self.store.ledgers_of(organisation, LedgerKind::Leave, &people).await?);
        let terms = terms_on(&ground.settings.leave, ground.looked.today);
        for (person, entries) in leave {
            let lapsing = lapsing(&entries, &terms, ground.looked.today);
            run.lapsing.extend(lapsing.into_iter().map(|lapsing| LapsingLine {
                name: name(person),
                lapsing,
            }));
        }
        Ok(())
    }

    async fn books<'b>(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        ground: Ground<'b>,
    ) -> Result<Books<'b>, HubError> {
        let mut books = Books {
            ground,
            shifts: HashMap::new(),
            leave: HashMap::new(),
            booked: HashMap::new(),
        };
        // Overtime of several weeks that ends in a week that is looked at began to count before it.
        let all_rules = ground.staff.rules.values().flatten().cloned().collect::<Vec<_>>();
        let range = days_needed(&all_rules, ground.looked.range);
        for shift in self.store.shifts_of(organisation, people, range).await? {
            books.shifts.entry(shift.person).or_default().push(shift);
        }
        for ledger in [LedgerKind::Leave, LedgerKind::PlusMinus] {
            let stored = self.store.ledgers_of(organisation, ledger, people).await?;
            for stored in &stored {
                let Booking { origin, date, .. } = stored.entry.booking;
                let of_person = books.booked.entry(stored.person).or_default();
                of_person.push((ledger, origin, date));
            }
            if ledger == LedgerKind::Leave {
                books.leave = by_person(stored).into_iter().collect();
            }
        }
        Ok(books)
    }

    /// The same for every organisation that keeps ledgers, by name; one that fails never stops the others.
    pub async fn keep_all_ledgers(&self) -> Result<Vec<(String, Result<LedgerRun, HubError>)>, HubError> {
        let mut runs = Vec::new();
        for organisation in self.store.organisations().await? {
            let run = self.keep_ledgers(organisation.id, None).await;
            runs.push((organisation.name, run));
        }
        Ok(runs)
    }
}

/// The days to look at: whole weeks that have ended, half a year back or further, but not before the ledgers begin.
fn looked(today: Date, kept_from: Date, from: Option<Date>) -> Looked {
    let back = from
        .unwrap_or_else(|| today.saturating_sub(LOOK_BACK_WEEKS.weeks()))
        .max(kept_from);
    let (year, week) = iso_week(back);
    let from = week_range(year, week).map_or(back, |week| week.from);
    let yesterday = today.yesterday().unwrap_or(today);
    Looked {
        range: DateRange {
            from,
            to: yesterday.max(from),
        },
        today,
    }
}

impl Looked {
    /// The weeks that have ended and do not begin before the ledgers.
    fn weeks(self, kept_from: Date) -> impl Iterator<Item = DateRange> {
        let weeks = self.range.weeks().filter(move |week| kept_from <= week.from);
        weeks.filter(|week| week.days().count() == 7)
    }

    /// The months of which every day is looked at.
    fn months(self) -> impl Iterator<Item = DateRange> {
        let firsts = self.range.from.first_of_month().series(1.month());
        let months = firsts.map(|from| DateRange {
            from,
            to: from.last_of_month(),
        });
        months
            .skip_while(move |month| month.from < self.range.from)
            .take_while(move |month| month.to <= self.range.to)
    }
}

impl Books<'_> {
    /// What the ledgers of a person must hold; what cannot be said is named.
    fn wanted(&self, member: &Member, skipped: &mut Vec<SkippedLine>) -> Vec<Wanted> {
        let (wanted, reasons) = self.all_wanted(member);
        skipped.extend(reasons.into_iter().map(|reason| SkippedLine {
            name: display_name(&member.person),
            reason,
        }));
        wanted
    }

    fn all_wanted(&self, member: &Member) -> (Vec<Wanted>, Vec<String>) {
        let worked = match self.worked(member) {
            Ok(worked) => worked,
            Err(reason) => return (Vec::new(), vec![reason]),
        };
        let shifts: Vec<Shift> = worked.iter().map(|(shift, _)| shift.clone()).collect();
        let booked = self.booked.get(&member.id()).map_or(&[][..], Vec::as_slice);
        let leave = LeaveOf {
            staff: self.ground.staff,
            member,
            settings: self.ground.settings,
            entries: self.leave.get(&member.id()).map_or(&[][..], Vec::as_slice),
            today: self.ground.looked.today,
        };
        let (mut wanted, mut reasons) = (Vec::new(), Vec::new());
        let mut parts = vec![self.weeks(member, &worked, booked), leave.due()];
        parts.extend(self.ground.looked.months().map(|month| leave.accrued(&shifts, month)));
        match leave.waiting_days(self.ground.absences, booked, self.kept_range()) {
            Ok((cost, undecided)) => {
                parts.push(Ok(cost));
                reasons.extend(undecided.into_iter().map(undecided_text));
            }
            Err(reason) => reasons.push(reason),
        }
        for part in parts {
            match part {
                Ok(part) => wanted.extend(part),
                Err(reason) => reasons.push(reason),
            }
        }
        reasons.sort();
        reasons.dedup();
        (wanted, reasons)
    }

    fn weeks(
        &self,
        member: &Member,
        worked: &[(Shift, Circumstances)],
        booked: &[(LedgerKind, LedgerOrigin, Date)],
    ) -> Result<Vec<Wanted>, String> {
        let Ground {
            staff,
            absences,
            settings,
            lines,
            looked,
        } = self.ground;
        if lines.iter().any(|line| line.person == member.id()) {
            return Err(lines_text());
        }
        let mut days: Vec<WorkedDay> = worked.iter().map(|(shift, _)| worked_day(shift)).collect();
        days.extend(absences.days(staff, member, settings, looked.range));
        let weeks = Weeks {
            staff,
            member,
            settings,
            worked,
            days: &days,
            booked,
        };
        weeks.wanted(looked.weeks(settings.kept_from))
    }

    /// The days on which the ledgers keep themselves, as far as they are looked at.
    fn kept_range(&self) -> DateRange {
        let Looked { range, today } = self.ground.looked;
        let from = range.from.max(self.ground.settings.kept_from).min(today);
        DateRange { from, to: today }
    }

    fn worked(&self, member: &Member) -> Result<Vec<(Shift, Circumstances)>, String> {
        let stored = self.shifts.get(&member.id()).map_or(&[][..], Vec::as_slice);
        in_circumstances(stored, &self.ground.staff.standing(member)).map_err(|reason| reason.text())
    }
}

pub(super) fn shift(stored: &StoredShift) -> Result<Shift, String> {
    let shift = stored.worked();
    shift.map_err(|error| format!("{}: {error}", dutch_date(stored.date)))
}

pub(super) fn worked_day(shift: &Shift) -> WorkedDay {
    WorkedDay {
        date: shift.date(),
        worked: shift.worked_minutes(),
        paid_absence: HundredthHours::ZERO,
    }
}

fn by_person(stored: Vec<StoredLedgerEntry>) -> BTreeMap<PersonId, Vec<LedgerEntry>> {
    let mut by_person: BTreeMap<PersonId, Vec<LedgerEntry>> = BTreeMap::new();
    for stored in stored {
        by_person.entry(stored.person).or_default().push(stored.entry);
    }
    by_person
}

fn undecided_text(date: Date) -> String {
    let date = dutch_date(date);
    format!("waiting day {date}: choose what it counts as, with `profile set waiting-days-as`")
}

fn lines_text() -> String {
    "hours came as totals over a range and not by day: a week cannot be made of them".to_owned()
}
