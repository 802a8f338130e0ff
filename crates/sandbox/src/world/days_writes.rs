//! Writing days worked.

use super::caller::Caller;
use super::component::Span;
use super::days::{DayRow, Days, DaysKind};
use super::effect::What;
use super::fault::WorldFault;
use super::id::Kind;
use super::period::Period;
use super::settings::BatchMode;
use super::storage::World;

impl World {
    /// Sets the days of an employee and period; fixed days count from that period on. An earlier setting of the same
    /// period stays as history.
    pub fn set_days(
        &mut self,
        caller: &Caller,
        kind: DaysKind,
        employee: i32,
        days: Days,
        period: Period,
        unprotected: bool,
    ) -> Result<i32, WorldFault> {
        let company = self.writable(caller, employee, period, unprotected)?;
        let retroactive = period != company.current;
        check_days(days)?;
        let span = match kind {
            DaysKind::Variable => Span::Variable(period),
            DaysKind::Fixed => Span::Fixed {
                from: period,
                until: None,
            },
        };
        let id = self.next_id(Kind::Days);
        self.days.add(DayRow {
            id,
            employee,
            span,
            days,
            written: caller.stamp(),
            retroactive,
        });
        self.note(caller, id, employee, span, What::SetDays(kind, days));
        Ok(id)
    }

    /// Sets days of several employees, each with its own period; refused rows as in [`Self::insert_components`].
    pub fn set_days_batch(
        &mut self,
        caller: &Caller,
        kind: DaysKind,
        rows: &[(i32, Days, Period)],
        unprotected: bool,
    ) -> Result<(), WorldFault> {
        if self.settings.batch == BatchMode::Atomic {
            for (employee, days, period) in rows {
                self.writable(caller, *employee, *period, unprotected)?;
                check_days(*days)?;
            }
        }
        for (employee, days, period) in rows.iter().take(self.settings.batch.rows()) {
            self.set_days(caller, kind, *employee, *days, *period, unprotected)?;
        }
        Ok(())
    }

    /// Ends the fixed days of an employee: `last` is the last period in which they count.
    pub fn stop_days(
        &mut self,
        caller: &Caller,
        employee: i32,
        last: Period,
        unprotected: bool,
    ) -> Result<(), WorldFault> {
        self.writable(caller, employee, last, unprotected)?;
        let mut stopped = vec![];
        for row in self.days.of_mut(employee) {
            if let Span::Fixed { until, .. } = &mut row.span
                && until.is_none()
            {
                *until = Some(last);
                stopped.push((row.id, row.span, row.days));
            }
        }
        for (id, span, days) in stopped {
            self.note(caller, id, employee, span, What::SetDays(DaysKind::Fixed, days));
        }
        Ok(())
    }

    /// Takes away every setting of the variable days of an employee and period, as a person can.
    pub fn clear_days(&mut self, caller: &Caller, employee: i32, period: Period) -> Result<(), WorldFault> {
        self.valid_period(caller, employee, period)?;
        let span = Span::Variable(period);
        let in_force = self.days.current(employee, DaysKind::Variable, period);
        if let Some((id, days)) = in_force.map(|row| (row.id, row.days)) {
            self.days.of_mut(employee).retain(|row| row.span != span);
            self.note(caller, id, employee, span, What::ClearDays(days));
        }
        Ok(())
    }
}

fn check_days(days: Days) -> Result<(), WorldFault> {
    if days.days < 0 || days.for_wage_components.is_some_and(|days| days < 0) {
        return Err(WorldFault::InvalidValue {
            reason: "days: 0 or more".to_owned(),
        });
    }
    Ok(())
}
