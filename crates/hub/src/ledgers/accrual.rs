//! Leave that is booked by itself: yearly credits, accrual on hours worked, what lapses, and waiting days.

use super::absence::Absences;
use super::staff::{Member, Staff};
use super::{SkipReason, Wanted};
use loonbrug_domain::leave::{Bucket, Holdings, LeaveKind, accrual, due, terms_on};
use loonbrug_domain::ledger::{Booking, LedgerEntry, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::people::Contract;
use loonbrug_domain::processing::WaitingDayProcessing;
use loonbrug_domain::sickness::{Paid, SickDay, SicknessCase};
use loonbrug_domain::{Date, DateRange, HundredthHours, Minutes, Shift};

/// What a waiting day costs in the ledgers.
enum Cost {
    /// These hours.
    Booked(Wanted),
    /// It is paid, or taken off the salary.
    Nothing,
    /// A person is to choose.
    Undecided,
}

/// What one person's leave is made of.
#[derive(Debug)]
pub(super) struct LeaveOf<'l> {
    pub staff: &'l Staff,
    pub member: &'l Member,
    pub settings: &'l LedgerSettings,
    /// The ledger of leave.
    pub entries: &'l [LedgerEntry],
    pub today: Date,
}

impl LeaveOf<'_> {
    /// The first day on which the ledger keeps itself: after the last opening balance.
    pub fn begin(&self) -> Date {
        let openings = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.booking.origin, LedgerOrigin::Opening(_)));
        let after = openings.filter_map(|entry| entry.booking.date.tomorrow().ok());
        after
            .chain([self.settings.kept_from])
            .max()
            .unwrap_or(self.settings.kept_from)
    }

    /// The contracts that give a yearly credit: none for who accrues on hours worked.
    pub fn crediting(&self) -> Result<&[Contract], SkipReason> {
        let accrues = self.factor_on(self.today)?.is_some();
        Ok(if accrues { &[] } else { self.member.contracts() })
    }

    /// Yearly credits and what has lapsed.
    pub fn due(&self) -> Result<Vec<Wanted>, SkipReason> {
        let contracts = self.crediting()?;
        let bookings = due(self.entries, contracts, &self.settings.leave, self.begin(), self.today)?;
        Ok(bookings
            .into_iter()
            .map(|booking| self.wanted(LedgerKind::Leave, booking))
            .collect())
    }

    fn factor_on(&self, date: Date) -> Result<Option<i64>, SkipReason> {
        let profile = self.staff.profile(self.member.id(), date);
        let factor = profile.leave_accrual()?;
        Ok(factor.map(|factor| factor.millionths()))
    }

    /// What the hours of a month earn, booked on the 1st of the next.
    pub fn accrued(&self, shifts: &[Shift], month: DateRange) -> Result<Vec<Wanted>, SkipReason> {
        let on = month.to.tomorrow().unwrap_or(month.to);
        let (Some(factor), true) = (self.factor_on(month.to)?, self.begin() <= month.to && on <= self.today) else {
            return Ok(Vec::new());
        };
        let worked = shifts.iter().filter(|shift| month.contains(shift.date()));
        let minutes: Minutes = worked.map(Shift::worked_minutes).sum();
        let terms = terms_on(&self.settings.leave, month.to);
        let earned = accrual(minutes, factor, &terms);
        let (year, month) = (month.to.year(), month.to.month());
        // Both kinds are said, so that one that was earned before and is no more comes to nothing.
        let kinds = [LeaveKind::Statutory, LeaveKind::ExtraStatutory].into_iter();
        let wanted = kinds.map(|kind| {
            let hours = earned
                .iter()
                .find(|(found, _)| *found == kind)
                .map_or(HundredthHours::ZERO, |(_, hours)| *hours);
            let booking = Booking {
                bucket: Some(terms.bucket(year, kind)),
                ..Booking::new(LedgerOrigin::Accrual { year, month, kind }, on, hours)
            };
            self.wanted(LedgerKind::Leave, booking)
        });
        Ok(wanted.collect())
    }

    /// What waiting days cost, as the person's settings say; and the days of which they say nothing.
    pub fn waiting_days(
        &self,
        absences: &Absences,
        booked: &[(LedgerKind, LedgerOrigin, Date)],
        range: DateRange,
    ) -> Result<(Vec<Wanted>, Vec<Date>), SkipReason> {
        let sick = absences.sick_days(self.staff, self.member, self.settings, range)?;
        let waiting = sick.into_iter().filter(|(_, day)| day.paid == Paid::WaitingDay);
        let (mut wanted, mut undecided) = (Vec::new(), Vec::new());
        for (case, day) in waiting {
            match self.waiting_day(case, day)? {
                Cost::Booked(booking) => wanted.push(booking),
                Cost::Nothing => {}
                Cost::Undecided => undecided.push(day.date),
            }
        }
        for (ledger, origin, date) in booked.iter().filter(|(_, _, date)| range.contains(*date)) {
            let is_wanted = |wanted: &Wanted| wanted.ledger == *ledger && wanted.booking.origin == *origin;
            if matches!(origin, LedgerOrigin::WaitingDay { .. }) && !wanted.iter().any(is_wanted) {
                let before = self.entries.iter().find(|entry| entry.booking.origin == *origin);
                let booking = Booking {
                    bucket: before.and_then(|entry| entry.booking.bucket),
                    ..Booking::new(*origin, *date, HundredthHours::ZERO)
                };
                wanted.push(self.wanted(*ledger, booking));
            }
        }
        Ok((wanted, undecided))
    }

    fn waiting_day(&self, case: &SicknessCase, day: SickDay) -> Result<Cost, SkipReason> {
        let profile = self.staff.profile(self.member.id(), day.date);
        let choice = profile.waiting_days_as()?.copied();
        let origin = LedgerOrigin::WaitingDay {
            case: case.id,
            date: day.date,
        };
        let booking = Booking::new(origin, day.date, -day.hours());
        let (ledger, bucket) = match choice.unwrap_or_default() {
            WaitingDayProcessing::NoChoice => return Ok(Cost::Undecided),
            WaitingDayProcessing::Nothing | WaitingDayProcessing::DeductedFromSalary => return Ok(Cost::Nothing),
            WaitingDayProcessing::PlusMinusHours => (LedgerKind::PlusMinus, None),
            WaitingDayProcessing::Leave => (LedgerKind::Leave, None),
            WaitingDayProcessing::ExtraStatutoryLeave => {
                (LedgerKind::Leave, Some(self.extra_statutory(day.date, &origin)))
            }
        };
        Ok(Cost::Booked(self.wanted(ledger, Booking { bucket, ..booking })))
    }

    /// The extra-statutory leave that lapses first: that from which the day was taken before, else what is held.
    fn extra_statutory(&self, date: Date, origin: &LedgerOrigin) -> Bucket {
        let before = self.entries.iter().find(|entry| entry.booking.origin == *origin);
        let holdings = Holdings::on(self.entries, date);
        let mut extra = holdings
            .buckets
            .into_keys()
            .filter(|bucket| bucket.kind == LeaveKind::ExtraStatutory);
        let terms = terms_on(&self.settings.leave, date);
        before
            .and_then(|entry| entry.booking.bucket)
            .or_else(|| extra.next())
            .unwrap_or_else(|| terms.bucket(date.year(), LeaveKind::ExtraStatutory))
    }

    fn wanted(&self, ledger: LedgerKind, booking: Booking) -> Wanted {
        Wanted {
            person: self.member.id(),
            ledger,
            booking,
        }
    }
}
