//! Writing components, and the end of a period.

use super::caller::{Caller, Through};
use super::company::{Company, Run};
use super::component::{Component, ComponentKind, NewComponent, Span};
use super::effect::What;
use super::fault::WorldFault;
use super::id::Kind;
use super::period::Period;
use super::settings::{BatchMode, UnknownRow};
use super::storage::World;

impl ComponentKind {
    /// The kind of id that its rows have.
    pub const fn id_kind(self) -> Kind {
        match self {
            Self::Hours => Kind::HourComponent,
            Self::Wages => Kind::WageComponent,
        }
    }
}

impl World {
    /// Adds a row and gives its number. It never merges with an equal one.
    pub fn insert_component(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        content: NewComponent,
        span: Span,
        unprotected: bool,
    ) -> Result<i32, WorldFault> {
        let company = self.writable(caller, employee, span.start(), unprotected)?;
        check_content(company, kind, &content)?;
        let retroactive = caller.through != Through::DataSet && span.start() != company.current;
        let id = self.next_id(kind.id_kind());
        let written = caller.stamp();
        self.know(kind.id_kind(), id);
        self.note(caller, id, employee, span, What::Insert(kind, content.clone()));
        self.components_mut(kind).add(Component {
            id,
            employee,
            span,
            content,
            written,
            changed: None,
            retroactive,
        });
        Ok(id)
    }

    /// Adds rows of several employees. On a refused row nothing is stored, or the rows before it are, by the setting,
    /// which may also pass over the last rows without a word.
    pub fn insert_components(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        rows: Vec<(i32, NewComponent)>,
        span: Span,
        unprotected: bool,
    ) -> Result<Vec<i32>, WorldFault> {
        if self.settings.batch == BatchMode::Atomic {
            for (employee, content) in &rows {
                let company = self.writable(caller, *employee, span.start(), unprotected)?;
                check_content(company, kind, content)?;
            }
        }
        rows.into_iter()
            .take(self.settings.batch.rows())
            .map(|(employee, content)| self.insert_component(caller, kind, employee, content, span, unprotected))
            .collect()
    }

    /// A row of an employee; 2003 for the employee, 2046 (or as set) for the row.
    pub fn component(
        &self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        id: i32,
    ) -> Result<&Component, WorldFault> {
        self.employee(caller, employee)?;
        self.components(kind)
            .get(id)
            .filter(|row| row.employee == employee)
            .ok_or(match self.settings.unknown_row {
                UnknownRow::Unknown => WorldFault::Unknown,
                UnknownRow::NotFound | UnknownRow::False => WorldFault::NotFound,
            })
    }

    /// Replaces what a row holds; the number stays. `until` is the new last period of a fixed row, when given.
    #[expect(clippy::too_many_arguments, reason = "the call of the interface has them all")]
    pub fn update_component(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        id: i32,
        content: NewComponent,
        until: Option<Period>,
        unprotected: bool,
    ) -> Result<i32, WorldFault> {
        let span = self.component(caller, kind, employee, id)?.span;
        let company = self.changeable(caller, employee, span, unprotected)?;
        check_content(company, kind, &content)?;
        let stamp = caller.stamp();
        let row = self.components_mut(kind).get_mut(id).ok_or(WorldFault::NotFound)?;
        row.content = content.clone();
        row.changed = Some(stamp);
        if let (Span::Fixed { until: last, .. }, Some(_)) = (&mut row.span, until) {
            *last = until;
        }
        let span = row.span;
        self.note(caller, id, employee, span, What::Change(kind, content));
        Ok(id)
    }

    /// Removes a row, variable or fixed. The interfaces have no unprotected mode here; a person's hand has.
    /// `Ok(false)` for an unknown row, when the setting says so.
    pub fn delete_component(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        id: i32,
        unprotected: bool,
    ) -> Result<bool, WorldFault> {
        let span = match self.component(caller, kind, employee, id) {
            Err(WorldFault::NotFound) if self.settings.unknown_row == UnknownRow::False => return Ok(false),
            found => found?.span,
        };
        self.changeable(
            caller,
            employee,
            span,
            unprotected || !self.settings.removal_is_protected,
        )?;
        self.take_out(caller, kind, id);
        Ok(true)
    }

    /// Removes every variable row of an employee and period, whoever wrote it, and gives their number.
    pub fn clear_components(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        period: Period,
        unprotected: bool,
    ) -> Result<usize, WorldFault> {
        self.writable(caller, employee, period, unprotected)?;
        let gone: Vec<i32> = self
            .components(kind)
            .variable(employee, period)
            .map(|row| row.id)
            .collect();
        for id in &gone {
            self.take_out(caller, kind, *id);
        }
        Ok(gone.len())
    }

    fn take_out(&mut self, caller: &Caller, kind: ComponentKind, id: i32) {
        self.forget(kind.id_kind(), id);
        if let Some(row) = self.components_mut(kind).remove(id) {
            self.note(caller, id, row.employee, row.span, What::Remove(kind, row.content));
        }
    }

    /// Ends a fixed row: `last` is the last period in which it counts.
    pub fn stop_component(
        &mut self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        id: i32,
        last: Period,
        unprotected: bool,
    ) -> Result<(), WorldFault> {
        self.component(caller, kind, employee, id)?;
        self.writable(caller, employee, last, unprotected)?;
        let stamp = caller.stamp();
        let row = self.components_mut(kind).get_mut(id).ok_or(WorldFault::NotFound)?;
        if let Span::Fixed { until, .. } = &mut row.span {
            *until = Some(last);
        }
        row.changed = Some(stamp);
        let (span, content) = (row.span, row.content.clone());
        self.note(caller, id, employee, span, What::Change(kind, content));
        Ok(())
    }

    /// Closes the current period of a company: a locked run of everyone in its service is made and the next period
    /// opens. Rows stay readable. Gives the period that is open now.
    pub fn close_period(&mut self, caller: &Caller, company: i32) -> Result<Period, WorldFault> {
        let held = self.company(caller, company)?;
        let (closed, number) = (
            held.current,
            held.runs
                .iter()
                .filter(|run| run.period.year == held.current.year)
                .count(),
        );
        let paid = self
            .employees(caller, company, Some(super::EmployeeType::Payroll))?
            .map(|employee| employee.id);
        let run = Run {
            id: 0,
            number: i32::try_from(number + 1).unwrap_or(i32::MAX),
            period: closed,
            description: format!("Verloning {}-{}", closed.year, closed.number),
            created_at: caller.now,
            locked: true,
            employees: paid.collect(),
        };
        let id = self.next_id(Kind::Run);
        self.know(Kind::Run, id);
        let held = self.companies.get_mut(&company).ok_or(WorldFault::UnknownCompany)?;
        held.runs.push(Run { id, ..run });
        held.current = held.period_type.next(closed);
        Ok(held.current)
    }

    /// Marks the wage tax return of a period as sent: writing to it is fault 2012 from then on.
    pub fn send_wage_return(&mut self, caller: &Caller, company: i32, period: Period) -> Result<(), WorldFault> {
        self.company(caller, company)?;
        let held = self.companies.get_mut(&company).ok_or(WorldFault::UnknownCompany)?;
        held.wage_returns_sent.insert(period);
        Ok(())
    }

    /// Whether an employee's period may be written: 2003, 2006, 2011 (past or future without the flag), 2012.
    pub(super) fn writable(
        &self,
        caller: &Caller,
        employee: i32,
        period: Period,
        unprotected: bool,
    ) -> Result<&Company, WorldFault> {
        let company = self.valid_period(caller, employee, period)?;
        if period != company.current && !unprotected {
            return Err(WorldFault::ProtectedPeriod { period });
        }
        if company.wage_returns_sent.contains(&period) {
            return Err(WorldFault::WageReturnSent { period });
        }
        Ok(company)
    }

    /// Whether a row may be changed: a variable one as its period, a fixed one always (it counts from now on).
    fn changeable(
        &self,
        caller: &Caller,
        employee: i32,
        span: Span,
        unprotected: bool,
    ) -> Result<&Company, WorldFault> {
        match span {
            Span::Variable(period) => self.writable(caller, employee, period, unprotected),
            Span::Fixed { .. } => self.company_of(caller, employee),
        }
    }
}

fn check_content(company: &Company, kind: ComponentKind, content: &NewComponent) -> Result<(), WorldFault> {
    let code = content.code;
    let (models, fault) = match kind {
        ComponentKind::Hours => (
            [&company.hour_codes, &company.hour_codes_2],
            WorldFault::UnknownHourCode { code },
        ),
        ComponentKind::Wages => (
            [&company.wage_codes, &company.wage_codes_2],
            WorldFault::UnknownWageCode { code },
        ),
    };
    if !models.into_iter().flatten().any(|known| known.code == code) {
        return Err(fault);
    }
    let known = |wanted: Option<i32>, list: &[super::CostCenter]| {
        wanted.is_none_or(|id| list.iter().any(|entry| entry.id == id))
    };
    if !known(content.cost_center, &company.cost_centers) || !known(content.cost_unit, &company.cost_units) {
        return Err(WorldFault::UnknownCostCenter);
    }
    Ok(())
}
