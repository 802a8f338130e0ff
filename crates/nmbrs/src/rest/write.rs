//! Everything that is written, but for wage components: one row a call.

use super::client::{Call, RestClient, uuid};
use super::operation::{DELETE_HOURS, INSERT_HOURS, Operation, SET_DAYS, UPDATE_HOURS};
use super::read::not_offered;
use super::wire::hours::{DaysBody, HoursBody, InsertedHours, PeriodDetails};
use crate::capability::{Capability, Proof};
use crate::{Fault, FaultClass, FaultCode, NewHours, RemoteId};
use loonbrug_domain::HundredthHours;
use serde::Serialize;
use uuid::Uuid;

/// The employee of a probe: the nil UUID, that no record has.
pub(super) const NOBODY: RemoteId = RemoteId::Uuid(Uuid::nil());

impl RestClient {
    /// Adds a row of hours and gives its id. An accepted insert whose id cannot be read is `Unknown`.
    pub(crate) async fn insert_hours(
        &self,
        line: &NewHours,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        self.insert(line, Some(PeriodDetails::new(year, period, unprotected)))
            .await
    }

    /// Refused: one row a call.
    #[expect(clippy::unused_async, reason = "the same form as over SOAP, where it is a call")]
    pub(crate) async fn insert_hours_batch(
        &self,
        _lines: &[NewHours],
        _year: i16,
        _period: u8,
        _unprotected: bool,
    ) -> Result<(), Fault> {
        Err(not_offered("inserting hours in batches"))
    }

    /// Changes a row of hours.
    pub(crate) async fn update_hours(
        &self,
        row: RemoteId,
        line: &NewHours,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        self.update(row, line, Some(PeriodDetails::new(year, period, unprotected)))
            .await
    }

    /// Removes a row of hours.
    pub(crate) async fn delete_hours(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        self.change::<()>(&DELETE_HOURS, &[employee, row], None).await
    }

    /// Sets the days of an employee and period. Whether a second call overwrites or adds is not known: the newest row
    /// is the one that [`RestClient::days`] reads.
    pub(crate) async fn set_days(
        &self,
        employee: RemoteId,
        days: i64,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        self.put_days(employee, days, Some(PeriodDetails::new(year, period, unprotected)))
            .await
    }

    /// Refused: one employee a call.
    #[expect(clippy::unused_async, reason = "the same form as over SOAP, where it is a call")]
    pub(crate) async fn set_days_batch(
        &self,
        _days: &[(RemoteId, i64)],
        _year: i16,
        _period: u8,
        _unprotected: bool,
    ) -> Result<(), Fault> {
        Err(not_offered("setting days in batches"))
    }

    /// Tries a write for an employee that cannot exist. Without a period it asks for the current one, which every
    /// company has, so that only the right and the employee can be wrong.
    pub(crate) async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        let line = NewHours {
            employee: NOBODY,
            code: 2100,
            hours: HundredthHours::ZERO,
            comment: String::new(),
        };
        let outcome = match capability {
            Capability::InsertHours => self.insert(&line, None).await.map(drop),
            Capability::UpdateHours => self.update(NOBODY, &line, None).await,
            Capability::DeleteHours => self.delete_hours(NOBODY, NOBODY).await,
            Capability::SetDays => self.put_days(NOBODY, 0, None).await,
            wages => match self.probe_wages(wages).await {
                Some(outcome) => outcome,
                None => return Ok(Proof::Unproven),
            },
        };
        proof(outcome)
    }

    async fn insert(&self, line: &NewHours, period: Option<PeriodDetails>) -> Result<RemoteId, Fault> {
        let body = HoursBody::new(None, line, period).map_err(|misread| INSERT_HOURS.refused(misread))?;
        let ids = [uuid(&INSERT_HOURS, line.employee)?];
        let call = Call {
            operation: &INSERT_HOURS,
            ids: &ids,
            query: &[],
            body: Some(&body),
        };
        let inserted: InsertedHours = self.ask(call).await?;
        Ok(RemoteId::Uuid(inserted.hour_component_id))
    }

    async fn update(&self, row: RemoteId, line: &NewHours, period: Option<PeriodDetails>) -> Result<(), Fault> {
        let row = uuid(&UPDATE_HOURS, row)?;
        let body = HoursBody::new(Some(row), line, period).map_err(|misread| UPDATE_HOURS.refused(misread))?;
        self.change(&UPDATE_HOURS, &[line.employee], Some(&body)).await
    }

    async fn put_days(&self, employee: RemoteId, days: i64, period: Option<PeriodDetails>) -> Result<(), Fault> {
        let body = DaysBody::new(days, period).map_err(|misread| SET_DAYS.refused(misread))?;
        self.change(&SET_DAYS, &[employee], Some(&body)).await
    }

    /// A change of one record, of which the answer says nothing that we need.
    pub(super) async fn change<B>(&self, operation: &Operation, ids: &[RemoteId], body: Option<&B>) -> Result<(), Fault>
    where
        B: Serialize,
    {
        let ids = ids
            .iter()
            .map(|id| uuid(operation, *id))
            .collect::<Result<Vec<_>, _>>()?;
        self.tell(Call {
            operation,
            ids: &ids,
            query: &[],
            body,
        })
        .await
    }
}

/// What the outcome of a probe proves.
fn proof(outcome: Result<(), Fault>) -> Result<Proof, Fault> {
    let Err(fault) = outcome else {
        return Ok(Proof::Unproven);
    };
    match (fault.class, fault.code) {
        (_, Some(FaultCode::UnauthorisedMethod)) => Ok(Proof::Missing),
        (_, Some(FaultCode::UnknownEmployee | FaultCode::NotFound)) => Ok(Proof::Present),
        (FaultClass::Rejected | FaultClass::Unknown, _) => Ok(Proof::Unproven),
        (FaultClass::Retry { .. } | FaultClass::Pause, _) => Err(fault),
    }
}
