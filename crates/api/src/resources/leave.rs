//! Requests for leave: asked, approved, rejected, withdrawn.

use crate::asked::{Body, Days, Query};
use crate::bounds::{LONGEST_TEXT, at_most, between};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use crate::resources::people::Made;
use crate::words::word;
use axum::Json;
use loonbrug_domain::ids::{LeaveRequestId, PersonId};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_store::StoredLeaveRequest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most hours of one request, in hundredths.
const MOST: i64 = 300_000;

/// A request for leave (verlofaanvraag).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000006", "person": "018e2f3c-5a00-7000-8000-000000000003",
    "requested_on": "2023-01-12", "from": "2023-08-21", "to": "2023-09-05", "hundredths_of_an_hour": 7250,
    "on_employer": false, "leave_type": "Zomervakantie", "description": "", "state": "requested",
    "requested_by": "thomas@example.nl",
}))]
pub struct Request {
    /// Identity.
    id: Uuid,
    /// Who asks.
    person: Uuid,
    /// When it was asked.
    requested_on: Date,
    /// First day off.
    from: Date,
    /// Last day off.
    to: Date,
    /// How many hours it costs.
    hundredths_of_an_hour: i64,
    /// On the employer's account: nothing is debited.
    on_employer: bool,
    /// Type of leave.
    leave_type: String,
    /// In the person's own words.
    description: String,
    /// `requested`, `approved`, `rejected` or `withdrawn`.
    state: String,
    /// Who entered it.
    requested_by: String,
}

impl Request {
    fn of(stored: StoredLeaveRequest) -> Self {
        let request = stored.request;
        Self {
            id: request.id.0,
            person: request.person.0,
            requested_on: request.requested_on,
            from: request.days.from,
            to: request.days.to,
            hundredths_of_an_hour: request.hours.0,
            on_employer: request.on_employer,
            leave_type: request.leave_type,
            description: request.description,
            state: word(&request.state),
            requested_by: stored.requested_by,
        }
    }
}

/// A request as somebody makes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "from": "2023-08-21", "to": "2023-08-25",
    "hundredths_of_an_hour": 3000, "leave_type": "Vakantie", "description": "Zomervakantie",
}))]
pub struct NewRequest {
    /// Who asks.
    person: Uuid,
    /// First day off.
    from: Date,
    /// Last day off.
    to: Date,
    /// How many hours it costs.
    #[schema(minimum = 1, maximum = 300_000)]
    hundredths_of_an_hour: i64,
    /// On the employer's account.
    #[serde(default)]
    on_employer: bool,
    /// Type of leave; `Verlof` where it is left out.
    #[schema(max_length = 1000)]
    leave_type: Option<String>,
    /// In the person's own words.
    #[serde(default)]
    #[schema(max_length = 1000)]
    description: String,
}

/// What is decided about a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "approve" }))]
pub struct Decision {
    /// What.
    decision: Word,
    /// Why; a rejection takes a reason, which the employee reads.
    #[serde(default)]
    reason: String,
}

/// A decision.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "approve")]
pub enum Word {
    /// It goes into the ledger.
    Approve,
    /// It does not.
    Reject,
}

/// Where a request stands after a decision.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "state": "approved", "balance_hundredths_of_an_hour": 9250 }))]
pub struct Decided {
    /// `approved`, `rejected` or `withdrawn`.
    state: String,
    /// The balance of leave on the last day of the request, with it.
    balance_hundredths_of_an_hour: i64,
}

impl NewRequest {
    fn checked(self, person: PersonId) -> Result<NewLeaveRequest, Failure> {
        let days = DateRange::new(self.from, self.to).ok_or_else(|| {
            Wrong::body(
                "/to",
                "`to` ligt vóór `from`. Draai de datums om.",
                "`to` is before `from`. Turn the dates round.",
            )
        })?;
        between("/hundredths_of_an_hour", self.hundredths_of_an_hour, 1..=MOST)?;
        let leave_type = self.leave_type.filter(|text| !text.trim().is_empty());
        let leave_type = leave_type.unwrap_or_else(|| "Verlof".to_owned());
        for (pointer, text) in [("/leave_type", &leave_type), ("/description", &self.description)] {
            at_most(pointer, text, LONGEST_TEXT)?;
        }
        Ok(NewLeaveRequest {
            person,
            days,
            hours: HundredthHours(self.hundredths_of_an_hour),
            on_employer: self.on_employer,
            leave_type,
            description: self.description,
        })
    }
}

/// Why leave is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "De reis gaat niet door" }))]
pub struct Withdrawal {
    /// Why; may be empty.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// The request of the path, of somebody within reach.
async fn request_of(guarded: &Guarded) -> Result<StoredLeaveRequest, Failure> {
    let id: LeaveRequestId = guarded.named("request")?;
    let hub = guarded.hub();
    let found = hub.store.leave_request(guarded.id(), id).await?;
    let found = found.ok_or(Failure::NotFound)?;
    hub.person_within(&guarded.allowed, found.request.person).await?;
    Ok(found)
}

/// Requests for at least one of these days.
#[utoipa::path(
    get, path = "/organisations/{organisation}/leave-requests", operation_id = "listLeaveRequests", tag = "leave",
    summary = "Requests for leave",
    params(Days, Paging),
    responses((status = 200, description = "A page of requests, by first day.", body = Page<Request>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Request>>, Failure> {
    let people = guarded.hub().people_within(&guarded.allowed).await?;
    let reached: BTreeSet<PersonId> = people.into_iter().map(|person| person.id).collect();
    let mut requests = guarded.hub().leave_requests(guarded.id(), days.range()?).await?;
    requests.retain(|stored| reached.contains(&stored.request.person));
    let key = |stored: &StoredLeaveRequest| format!("{} {}", stored.request.days.from, stored.request.id);
    Ok(Json(paging.page(requests, key, Request::of)?))
}

/// One request.
#[utoipa::path(
    get, path = "/organisations/{organisation}/leave-requests/{request}", operation_id = "getLeaveRequest", tag = "leave",
    summary = "A request for leave",
    responses((status = 200, description = "The request.", body = Request)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<Request>, Failure> {
    Ok(Json(Request::of(request_of(&guarded).await?)))
}

/// Asks for leave; somebody else approves it.
#[utoipa::path(
    post, path = "/organisations/{organisation}/leave-requests", operation_id = "requestLeave", tag = "leave",
    summary = "Ask for leave",
    params(OnceHeader), request_body = NewRequest,
    responses((status = 201, description = "The request waits for a decision.", body = Made)),
)]
pub async fn ask(guarded: Guarded, once: Once<NewRequest>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        let hub = asking.hub();
        let person = hub.person_within(&asking.allowed, PersonId(new.person)).await?;
        let request = hub.request_leave(asking.id(), new.checked(person.id)?).await?;
        Ok(Made { id: request.id.0 })
    })
    .await
}

/// Approves or rejects a request, and books what that changes.
#[utoipa::path(
    post, path = "/organisations/{organisation}/leave-requests/{request}/decision", operation_id = "decideLeave",
    tag = "leave",
    summary = "Approve or reject a request",
    request_body = Decision,
    responses((status = 200, description = "Where it stands.", body = Decided)),
)]
pub async fn decide(guarded: Guarded, Body(decision): Body<Decision>) -> Result<Json<Decided>, Failure> {
    let id = request_of(&guarded).await?.request.id;
    let state = match decision.decision {
        Word::Approve => RequestState::Approved,
        Word::Reject if decision.reason.trim().is_empty() => {
            return Err(Wrong::body(
                "/reason",
                "Zeg waarom je het afwijst. De medewerker leest dat.",
                "Say why you reject it. The employee reads it.",
            ));
        }
        Word::Reject => RequestState::Rejected,
    };
    let decided = guarded
        .hub()
        .decide_leave(guarded.id(), id, state, &decision.reason)
        .await?;
    Ok(Json(Decided {
        state: word(&state),
        balance_hundredths_of_an_hour: decided.balance.0,
    }))
}

/// Takes leave back, before or after it was approved; what was booked for it is booked back.
#[utoipa::path(
    post, path = "/organisations/{organisation}/leave-requests/{request}/withdrawal", operation_id = "withdrawLeave",
    tag = "leave",
    summary = "Withdraw a request",
    request_body = Withdrawal,
    responses((status = 200, description = "Where it stands.", body = Decided)),
)]
pub async fn withdraw(
    guarded: Guarded,
    Body(Withdrawal { reason }): Body<Withdrawal>,
) -> Result<Json<Decided>, Failure> {
    let id = request_of(&guarded).await?.request.id;
    at_most("/reason", &reason, LONGEST_TEXT)?;
    let state = RequestState::Withdrawn;
    let decided = guarded.hub().decide_leave(guarded.id(), id, state, &reason).await?;
    Ok(Json(Decided {
        state: word(&state),
        balance_hundredths_of_an_hour: decided.balance.0,
    }))
}
