//! Requests for leave (verlofaanvragen) and cases of sickness (ziektegevallen).

use crate::dialect::{Statement, bulk};
use crate::items::of_people;
use crate::row::Row;
use crate::schema::{LEAVE_REQUEST, SICKNESS_CASE};
use crate::value::values;
use crate::{AuditEntry, Decided, Result, Store, StoredLeaveRequest, StoredSicknessCase};
use jiff::Timestamp;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{LeaveRequestId, OrganisationId, PersonId, SicknessCaseId};
use loonbrug_domain::leave::{LeaveRequest, RequestState};
use loonbrug_domain::quantity::HundredthHours;
use loonbrug_domain::sickness::SicknessCase;
use serde_json::json;
use std::iter::once;

const INSERT_REQUEST: Statement = bulk!(
    "storing a request for leave",
    "INSERT INTO leave_request (
         id, organisation, person, requested_on, from_date, to_date, hundredths, on_employer, leave_type, description,
         state, requested_by, requested_at, reason
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'person',
            item.value ->> 'requested_on', item.value ->> 'from_date', item.value ->> 'to_date',
            CAST(item.value ->> 'hundredths' AS BIGINT), CAST(item.value ->> 'on_employer' AS BIGINT),
            item.value ->> 'leave_type', item.value ->> 'description', item.value ->> 'state',
            item.value ->> 'requested_by', CAST(item.value ->> 'requested_at' AS BIGINT), ''
     FROM",
    ""
);
const DECIDE_REQUEST: Statement = Statement::new(
    "deciding about a request for leave",
    "UPDATE leave_request SET state = $3, decided_by = $4, decided_at = $5, reason = $6
     WHERE id = $1 AND state = $2",
);
const REQUESTS: Statement = Statement::new(
    "reading requests for leave",
    "SELECT id, person, requested_on, from_date, to_date, hundredths, on_employer, leave_type, description, state,
            requested_by, requested_at, decided_by, decided_at, reason
     FROM leave_request WHERE organisation = $1 AND to_date >= $2 AND from_date <= $3
     ORDER BY from_date, person, id",
);
const REQUESTS_WAITING: Statement = Statement::new(
    "reading requests for leave that wait",
    "SELECT id, person, requested_on, from_date, to_date, hundredths, on_employer, leave_type, description, state,
            requested_by, requested_at, decided_by, decided_at, reason
     FROM leave_request WHERE organisation = $1 AND state = 'requested'
     ORDER BY from_date, person, id",
);
const REQUESTS_OF: Statement = bulk!(
    "reading the requests for leave of some people",
    "SELECT leave_request.id, person, requested_on, from_date, to_date, hundredths, on_employer, leave_type, description,
            state, requested_by, requested_at, decided_by, decided_at, reason
     FROM",
    "CROSS JOIN leave_request
     WHERE person = item.value ->> 'person' AND organisation = $2 AND to_date >= $3 AND from_date <= $4
     ORDER BY from_date, person, leave_request.id"
);
const REQUEST: Statement = Statement::new(
    "reading a request for leave",
    "SELECT id, person, requested_on, from_date, to_date, hundredths, on_employer, leave_type, description, state,
            requested_by, requested_at, decided_by, decided_at, reason
     FROM leave_request WHERE organisation = $1 AND id = $2",
);
const PUT_CASE: Statement = bulk!(
    "storing a case of sickness",
    "INSERT INTO sickness_case (
         id, organisation, person, first_day, recovered_on, expected_until, stages, version, changed_at, changed_by
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'person', item.value ->> 'first_day',
            item.value ->> 'recovered_on', item.value ->> 'expected_until', item.value ->> 'stages',
            CAST(item.value ->> 'version' AS BIGINT), CAST(item.value ->> 'changed_at' AS BIGINT),
            item.value ->> 'changed_by'
     FROM",
    "WHERE TRUE
     ON CONFLICT (id) DO UPDATE
     SET first_day = excluded.first_day, recovered_on = excluded.recovered_on,
         expected_until = excluded.expected_until, stages = excluded.stages, version = excluded.version,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
     WHERE sickness_case.organisation = excluded.organisation AND sickness_case.version = excluded.version - 1"
);
const CASES: Statement = Statement::new(
    "reading cases of sickness",
    "SELECT id, person, first_day, recovered_on, expected_until, stages, version, changed_at, changed_by
     FROM sickness_case WHERE organisation = $1 ORDER BY person, first_day, id",
);
const CASE: Statement = Statement::new(
    "reading a case of sickness",
    "SELECT id, person, first_day, recovered_on, expected_until, stages, version, changed_at, changed_by
     FROM sickness_case WHERE organisation = $1 AND id = $2",
);

impl Store {
    /// Stores a new request.
    pub async fn insert_leave_request(
        &self,
        organisation: OrganisationId,
        request: &LeaveRequest,
        (at, by): (Timestamp, &str),
    ) -> Result<()> {
        let item = json!({
            "id": request.id,
            "organisation": organisation,
            "person": request.person,
            "requested_on": request.requested_on,
            "from_date": request.days.from,
            "to_date": request.days.to,
            "hundredths": request.hours,
            "on_employer": i64::from(request.on_employer),
            "leave_type": request.leave_type,
            "description": request.description,
            "state": request.state,
            "requested_by": by,
            "requested_at": at.as_millisecond(),
        });
        self.write_all(INSERT_REQUEST, once(item), values![]).await?;
        Ok(())
    }

    /// Moves a request from one state to another, with the audit entries that say so; `false` if it was in
    /// another one.
    pub async fn decide_leave_request(
        &self,
        request: LeaveRequestId,
        (from, to): (RequestState, RequestState),
        decided: &Decided,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let Decided { by, at, reason } = decided;
        let values = values![request, state(from), state(to), by.as_str(), *at, reason.as_str()];
        self.changed_with(DECIDE_REQUEST, values, entries).await
    }

    /// The requests for at least one day of the range, by first day.
    pub async fn leave_requests(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<StoredLeaveRequest>> {
        let values = values![organisation, range.from, range.to];
        self.read(&LEAVE_REQUEST, REQUESTS, values, request).await
    }

    /// The requests that wait for an answer, whenever they are for.
    pub async fn leave_requests_waiting(&self, organisation: OrganisationId) -> Result<Vec<StoredLeaveRequest>> {
        let values = values![organisation];
        self.read(&LEAVE_REQUEST, REQUESTS_WAITING, values, request).await
    }

    /// The requests of these people for at least one of these days.
    pub async fn leave_requests_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<Vec<StoredLeaveRequest>> {
        let values = values![of_people(people), organisation, range.from, range.to];
        self.read(&LEAVE_REQUEST, REQUESTS_OF, values, request).await
    }

    /// One request.
    pub async fn leave_request(
        &self,
        organisation: OrganisationId,
        id: LeaveRequestId,
    ) -> Result<Option<StoredLeaveRequest>> {
        self.read_one(&LEAVE_REQUEST, REQUEST, values![organisation, id], request)
            .await
    }

    /// Stores a case: a new one with version 1, or a change of the version before. `false` if that was changed meanwhile.
    pub async fn put_sickness_case(
        &self,
        organisation: OrganisationId,
        stored: &StoredSicknessCase,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let SicknessCase {
            id,
            person,
            first_day,
            recovered_on,
            expected_until,
            stages,
        } = &stored.case;
        let item = json!({
            "id": id,
            "organisation": organisation,
            "person": person,
            "first_day": first_day,
            "recovered_on": recovered_on,
            "expected_until": expected_until,
            "stages": json!(stages).to_string(),
            "version": stored.version,
            "changed_at": stored.changed_at.as_millisecond(),
            "changed_by": stored.changed_by,
        });
        let changed = self.all_changed_with(PUT_CASE, once(item), values![], entries);
        Ok(changed.await? > 0)
    }

    /// Every case, by person and first day.
    pub async fn sickness_cases(&self, organisation: OrganisationId) -> Result<Vec<StoredSicknessCase>> {
        self.read(&SICKNESS_CASE, CASES, values![organisation], case).await
    }

    /// One case.
    pub async fn sickness_case(
        &self,
        organisation: OrganisationId,
        id: SicknessCaseId,
    ) -> Result<Option<StoredSicknessCase>> {
        self.read_one(&SICKNESS_CASE, CASE, values![organisation, id], case)
            .await
    }
}

const fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Requested => "requested",
        RequestState::Approved => "approved",
        RequestState::Rejected => "rejected",
        RequestState::Withdrawn => "withdrawn",
    }
}

/// Who decided, where somebody did.
pub(crate) fn decided(row: &Row<'_>) -> Result<Option<Decided>> {
    let Some(by) = row.optional_text("decided_by")? else {
        return Ok(None);
    };
    Ok(Some(Decided {
        by,
        at: row.time("decided_at")?,
        reason: row.text("reason")?,
    }))
}

fn request(row: &Row<'_>) -> Result<StoredLeaveRequest> {
    Ok(StoredLeaveRequest {
        request: LeaveRequest {
            id: row.parsed("id")?,
            person: row.parsed("person")?,
            requested_on: row.parsed("requested_on")?,
            days: row.range("from_date", "to_date")?,
            hours: HundredthHours(row.integer("hundredths")?),
            on_employer: row.flag("on_employer")?,
            leave_type: row.text("leave_type")?,
            description: row.text("description")?,
            state: row.parsed("state")?,
        },
        requested_by: row.text("requested_by")?,
        requested_at: row.time("requested_at")?,
        decided: decided(row)?,
    })
}

fn case(row: &Row<'_>) -> Result<StoredSicknessCase> {
    Ok(StoredSicknessCase {
        case: SicknessCase {
            id: row.parsed("id")?,
            person: row.parsed("person")?,
            first_day: row.parsed("first_day")?,
            recovered_on: row.optional_parsed("recovered_on")?,
            expected_until: row.optional_parsed("expected_until")?,
            stages: row.json("stages")?,
        },
        version: row.integer("version")?,
        changed_at: row.time("changed_at")?,
        changed_by: row.text("changed_by")?,
    })
}
