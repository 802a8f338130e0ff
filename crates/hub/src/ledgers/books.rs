//! What some people did and what their ledgers hold, and from both what the ledgers must hold.

use super::absence::Absences;
use super::accrual::LeaveOf;
use super::staff::{Member, Staff};
use super::weeks::Weeks;
use super::{SkipReason, Wanted};
use crate::hours::in_circumstances;
use jiff::{Timestamp, ToSpan};
use loonbrug_domain::calendar::{dutch_date, iso_week};
use loonbrug_domain::ids::{LedgerEntryId, PersonId};
use loonbrug_domain::ledger::{Booked, LedgerEntry, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::plus_minus::{WorkedDay, week_range};
use loonbrug_domain::rules::Circumstances;
use loonbrug_domain::{Date, DateRange, HundredthHours, Shift};
use loonbrug_store::{StoredHourLine, StoredLedgerEntry, StoredShift};
use std::collections::HashMap;
use uuid::Uuid;

/// Weeks that are looked at again: hours that come later than this are booked when somebody asks for those days.
const LOOK_BACK_WEEKS: i64 = 26;

/// The days that are looked at.
#[derive(Clone, Copy)]
pub(super) struct Looked {
    /// Whole weeks that have ended.
    pub range: DateRange,
    pub today: Date,
}

/// What holds for everybody.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g> {
    pub staff: &'g Staff,
    pub absences: &'g Absences,
    pub settings: &'g LedgerSettings,
    pub lines: &'g [StoredHourLine],
    pub looked: Looked,
}

/// What some people did, and what their ledgers hold.
pub(super) struct Books<'b> {
    ground: Ground<'b>,
    shifts: HashMap<PersonId, Vec<StoredShift>>,
    entries: HashMap<(PersonId, LedgerKind), Vec<LedgerEntry>>,
}

/// The days to look at: whole weeks that have ended, half a year back or further, but not before the ledgers begin.
pub(super) fn looked(today: Date, kept_from: Date, from: Option<Date>) -> Looked {
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

impl<'b> Books<'b> {
    pub fn new(ground: Ground<'b>, shifts: Vec<StoredShift>) -> Self {
        let mut books = Self {
            ground,
            shifts: HashMap::new(),
            entries: HashMap::new(),
        };
        for shift in shifts {
            books.shifts.entry(shift.person).or_default().push(shift);
        }
        books
    }

    /// Adds what ledgers hold.
    pub fn enter(&mut self, stored: impl IntoIterator<Item = StoredLedgerEntry>) {
        for stored in stored {
            let of_ledger = self.entries.entry((stored.person, stored.ledger)).or_default();
            of_ledger.push(stored.entry);
        }
    }

    /// What a ledger of a person holds.
    pub fn ledger(&self, person: PersonId, ledger: LedgerKind) -> &[LedgerEntry] {
        self.entries.get(&(person, ledger)).map_or(&[], Vec::as_slice)
    }

    /// The entries that booking these would make.
    pub fn would_book(&self, wanted: Vec<Wanted>, at: Timestamp) -> Vec<StoredLedgerEntry> {
        let entry = |(place, wanted): (i64, Wanted)| {
            let Wanted {
                person,
                ledger,
                booking,
            } = wanted;
            let entries = self.ledger(person, ledger);
            let (booking, revision) = booking.beside(Booked::of(entries, &booking.origin))?;
            let last = entries.iter().map(|entry| entry.sequence).max();
            Some(StoredLedgerEntry {
                id: LedgerEntryId(Uuid::nil()),
                person,
                ledger,
                entry: LedgerEntry {
                    sequence: last.unwrap_or(0) + place,
                    revision,
                    booking,
                },
                booked_at: at,
                booked_by: String::new(),
            })
        };
        (1..).zip(wanted).filter_map(entry).collect()
    }

    /// What the ledgers of a person must hold, and why of some of it nothing can be said.
    pub fn wanted(&self, member: &Member) -> (Vec<Wanted>, Vec<SkipReason>) {
        let worked = match self.worked(member) {
            Ok(worked) => worked,
            Err(reason) => return (Vec::new(), vec![reason]),
        };
        let shifts: Vec<Shift> = worked.iter().map(|(shift, _)| shift.clone()).collect();
        let booked = self.booked(member);
        let leave = LeaveOf {
            staff: self.ground.staff,
            member,
            settings: self.ground.settings,
            entries: self.ledger(member.id(), LedgerKind::Leave),
            today: self.ground.looked.today,
        };
        let (mut wanted, mut reasons) = (Vec::new(), Vec::new());
        let mut parts = vec![self.weeks(member, &worked, &booked), leave.due()];
        parts.extend(self.ground.looked.months().map(|month| leave.accrued(&shifts, month)));
        match leave.waiting_days(self.ground.absences, &booked, self.kept_range()) {
            Ok((cost, undecided)) => {
                parts.push(Ok(cost));
                reasons.extend(
                    undecided
                        .into_iter()
                        .map(|date| SkipReason::WaitingDayUndecided { date }),
                );
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

    /// Origins and days of what both ledgers hold.
    fn booked(&self, member: &Member) -> Vec<(LedgerKind, LedgerOrigin, Date)> {
        let of = |ledger| {
            let entries = self.ledger(member.id(), ledger).iter();
            entries.map(move |entry| (ledger, entry.booking.origin, entry.booking.date))
        };
        of(LedgerKind::Leave).chain(of(LedgerKind::PlusMinus)).collect()
    }

    fn weeks(
        &self,
        member: &Member,
        worked: &[(Shift, Circumstances)],
        booked: &[(LedgerKind, LedgerOrigin, Date)],
    ) -> Result<Vec<Wanted>, SkipReason> {
        let Ground {
            staff,
            absences,
            settings,
            lines,
            looked,
        } = self.ground;
        if lines.iter().any(|line| line.person == member.id()) {
            return Err(SkipReason::TotalsOverRange);
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

    fn worked(&self, member: &Member) -> Result<Vec<(Shift, Circumstances)>, SkipReason> {
        let stored = self.shifts.get(&member.id()).map_or(&[][..], Vec::as_slice);
        Ok(in_circumstances(stored, &self.ground.staff.standing(member))?)
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
