//! Wage components (looncomponenten) over REST: read by company, written one row a call.

use super::client::{Call, RestClient, uuid};
use super::operation::{DELETE_WAGES, INSERT_WAGES, READ_WAGES, UPDATE_WAGES};
use super::read::{about, in_period, not_offered};
use super::wire::wages::{InsertedWages, VariableWagesRow, WagesBody, WagesMoment};
use super::write::NOBODY;
use crate::capability::Capability;
use crate::{Fault, NewWages, RemoteId, WageRow};
use loonbrug_domain::Cents;

impl RestClient {
    /// The variable wage components of an employee in a period, whoever entered them. They are listed by company; rows
    /// of others, should the filter be passed over, are left out.
    pub(crate) async fn wages(
        &self,
        company: RemoteId,
        employee: RemoteId,
        year: i16,
        period: u8,
    ) -> Result<Vec<WageRow>, Fault> {
        let employee = uuid(&READ_WAGES, employee)?;
        let mut filter = in_period(year, period);
        filter.push(("employeeId", employee.to_string()));
        let people: Vec<VariableWagesRow> = self.list(about(&READ_WAGES, company, filter)?).await?;
        let mut wages = Vec::new();
        for row in people.into_iter().filter(|row| row.employee_id == employee) {
            wages.extend(row.rows().map_err(|misread| READ_WAGES.refused(misread))?);
        }
        Ok(wages)
    }

    /// Adds a wage component and gives its id. An accepted insert whose id cannot be read is `Unknown`.
    pub(crate) async fn insert_wages(
        &self,
        line: &NewWages,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        self.add_wages(line, Some(WagesMoment::new(year, period, unprotected)))
            .await
    }

    /// Refused: one row a call.
    #[expect(clippy::unused_async, reason = "the same form as over SOAP, where it is a call")]
    pub(crate) async fn insert_wages_batch(
        &self,
        _lines: &[NewWages],
        _year: i16,
        _period: u8,
        _unprotected: bool,
    ) -> Result<(), Fault> {
        Err(not_offered("inserting wage components in batches"))
    }

    /// Changes a wage component.
    pub(crate) async fn update_wages(
        &self,
        row: RemoteId,
        line: &NewWages,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        self.change_wages(row, line, Some(WagesMoment::new(year, period, unprotected)))
            .await
    }

    /// Removes a wage component.
    pub(crate) async fn delete_wages(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        self.change::<()>(&DELETE_WAGES, &[employee, row], None).await
    }

    /// The outcome of a write for nobody; nothing for a capability that writes no wage components one by one.
    pub(super) async fn probe_wages(&self, capability: Capability) -> Option<Result<(), Fault>> {
        let line = NewWages {
            employee: NOBODY,
            code: 5090,
            value: Cents::ZERO,
            comment: String::new(),
        };
        Some(match capability {
            Capability::InsertWages => self.add_wages(&line, None).await.map(drop),
            Capability::UpdateWages => self.change_wages(NOBODY, &line, None).await,
            Capability::DeleteWages => self.delete_wages(NOBODY, NOBODY).await,
            _ => return None,
        })
    }

    async fn add_wages(&self, line: &NewWages, moment: Option<WagesMoment>) -> Result<RemoteId, Fault> {
        let body = WagesBody::new(None, line, moment).map_err(|misread| INSERT_WAGES.refused(misread))?;
        let call = Call {
            operation: &INSERT_WAGES,
            ids: &[uuid(&INSERT_WAGES, line.employee)?],
            query: &[],
            body: Some(&body),
        };
        let inserted: InsertedWages = self.ask(call).await?;
        Ok(RemoteId::Uuid(inserted.variable_wage_component_id))
    }

    async fn change_wages(&self, row: RemoteId, line: &NewWages, moment: Option<WagesMoment>) -> Result<(), Fault> {
        let row = uuid(&UPDATE_WAGES, row)?;
        let body = WagesBody::new(Some(row), line, moment).map_err(|misread| UPDATE_WAGES.refused(misread))?;
        self.change(&UPDATE_WAGES, &[line.employee], Some(&body)).await
    }
}
