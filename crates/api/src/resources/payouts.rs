//! Uitbetalingen: hours of one person that are paid out through Nmbrs.

use crate::asked::{Body, ParameterNames, Query};
use crate::bounds::{LONGEST_TEXT, at_most, between};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use crate::words::word;
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::HundredthHours;
use loonbrug_domain::ids::{CouplingId, PayoutId, PersonId};
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::ledgers::NewPayout;
use loonbrug_store::{PayoutSource, PayoutState, PayoutsBefore};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Most hours of one payout, in hundredths.
const MOST: i64 = 300_000;
const LARGEST_CODE: i64 = 999_999_999;

/// A payout (uitbetaling).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000c", "person": "018e2f3c-5a00-7000-8000-000000000003",
    "coupling": "018e2f3c-5a00-7000-8000-000000000002", "source": "plus-minus", "hundredths_of_an_hour": 800, "code": 2100,
    "state": "requested", "requested_by": "token rooster", "requested_at": "2023-05-17T07:00:00Z",
}))]
pub struct Payout {
    /// Identity.
    id: Uuid,
    /// Who is paid.
    person: Uuid,
    /// Through which coupling.
    coupling: Uuid,
    /// Out of what: `leave`, `plus-minus` or `worked`.
    source: String,
    /// How many hours.
    hundredths_of_an_hour: i64,
    /// Hour code of the company.
    code: i64,
    /// `requested`, `approved`: goes with the next plan of payouts, `posted`: Nmbrs holds it, or `void`.
    state: String,
    /// Who asked for it.
    requested_by: String,
    /// When.
    requested_at: Timestamp,
}

impl Payout {
    fn of(payout: loonbrug_store::Payout) -> Self {
        Self {
            id: payout.id.0,
            person: payout.person.0,
            coupling: payout.coupling.0,
            source: word(&payout.source),
            hundredths_of_an_hour: payout.hours.0,
            code: payout.code,
            state: word(&payout.state),
            requested_by: payout.requested_by,
            requested_at: payout.requested_at,
        }
    }
}

/// A payout that is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "coupling": "018e2f3c-5a00-7000-8000-000000000002",
    "source": "plus-minus", "hundredths_of_an_hour": 800, "code": 2100,
}))]
pub struct ToPayOut {
    /// Who is paid.
    person: Uuid,
    /// Through which coupling; the person is linked there.
    coupling: Uuid,
    /// Out of what.
    source: Source,
    /// How many hours; at most what the ledger has.
    #[schema(minimum = 1, maximum = 300_000)]
    hundredths_of_an_hour: i64,
    /// Hour code of the company, as its codes tell.
    #[schema(minimum = 1, maximum = 999_999_999)]
    code: i64,
}

/// Out of what hours are paid.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "plus-minus")]
pub enum Source {
    /// Leave hours (verlofuren).
    Leave,
    /// +/- hours.
    PlusMinus,
    /// Worked hours: out of no ledger.
    Worked,
}

/// Why a payout is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Te veel uren" }))]
pub struct Cancellation {
    /// Why; may be empty.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// Which payouts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// In this state only: `requested`, `approved`, `posted` or `void`.
    #[param(example = "requested")]
    state: Option<String>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "state"];
}

/// Where a payout can stand.
const STATES: [PayoutState; 4] = [
    PayoutState::Requested,
    PayoutState::Approved,
    PayoutState::Posted,
    PayoutState::Void,
];

impl Wanted {
    fn state(&self) -> Result<Option<PayoutState>, Failure> {
        let Some(asked) = &self.state else { return Ok(None) };
        let found = STATES.into_iter().find(|state| word(state) == *asked);
        found.map(Some).ok_or_else(|| {
            Wrong::parameter(
                "state",
                "Kies requested, approved, posted of void.",
                "Choose requested, approved, posted or void.",
            )
        })
    }
}

/// What the key of a payout says.
fn moment_and_payout(key: &str) -> Option<(Timestamp, PayoutId)> {
    let (at, payout) = key.split_once(' ')?;
    let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
    Some((at, payout.parse().ok()?))
}

/// A coupling of the employer in which the person is linked.
async fn linked_in(guarded: &Guarded, coupling: CouplingId, person: PersonId) -> Result<OpenCoupling, Failure> {
    let known = guarded.couplings().await?;
    let found = known.into_iter().find(|known| known.id() == coupling);
    let found = found.ok_or(Failure::NotFound)?;
    let links = guarded.hub().store.links_of(coupling, &[person]).await?;
    if links.is_empty() {
        return Err(Wrong::body(
            "/coupling",
            "Deze medewerker is in deze koppeling niet gekoppeld.",
            "This person is not linked in this coupling.",
        ));
    }
    Ok(found)
}

/// The payout of the path, of somebody within reach.
async fn payout_of(guarded: &Guarded) -> Result<PayoutId, Failure> {
    let id: PayoutId = guarded.named("payout")?;
    let hub = guarded.hub();
    let found = hub.store.payout(guarded.id(), id).await?.ok_or(Failure::NotFound)?;
    hub.person_within(&guarded.allowed, found.person).await?;
    Ok(id)
}

/// The payouts of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/payouts", operation_id = "listPayouts", tag = "ledgers",
    summary = "Payouts",
    params(Wanted, Paging),
    responses((status = 200, description = "A page of payouts, newest first.", body = Page<Payout>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Payout>>, Failure> {
    let wanted = PayoutsBefore {
        person: wanted.person.map(PersonId),
        state: wanted.state()?,
        before: paging.after(moment_and_payout)?,
    };
    let store = &guarded.hub().store;
    let payouts = store.payouts_before(guarded.id(), &wanted, paging.one_more()?).await?;
    let key = |payout: &loonbrug_store::Payout| format!("{} {}", payout.requested_at.as_millisecond(), payout.id);
    Ok(Json(paging.part(payouts, key, Payout::of)?))
}

/// Asks for a payout; refused where the ledger does not have the hours. It is sent with a plan of payouts, once approved.
#[utoipa::path(
    post, path = "/organisations/{organisation}/payouts", operation_id = "requestPayout", tag = "ledgers",
    summary = "Ask for a payout",
    params(OnceHeader), request_body = ToPayOut,
    responses((status = 201, description = "The payout waits for approval.", body = Payout)),
)]
pub async fn request(guarded: Guarded, once: Once<ToPayOut>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |asked| {
        between("/hundredths_of_an_hour", asked.hundredths_of_an_hour, 1..=MOST)?;
        between("/code", asked.code, 1..=LARGEST_CODE)?;
        let hub = asking.hub();
        let person = hub.person_within(&asking.allowed, PersonId(asked.person)).await?.id;
        let coupling = linked_in(&asking, CouplingId(asked.coupling), person).await?;
        let new = NewPayout {
            person,
            source: match asked.source {
                Source::Leave => PayoutSource::Leave,
                Source::PlusMinus => PayoutSource::PlusMinus,
                Source::Worked => PayoutSource::Worked,
            },
            hours: HundredthHours(asked.hundredths_of_an_hour),
            code: asked.code,
        };
        Ok(Payout::of(hub.request_payout(&coupling, new).await?))
    })
    .await
}

/// Approves a payout: the next plan of payouts sends it.
#[utoipa::path(
    post, path = "/organisations/{organisation}/payouts/{payout}/approval", operation_id = "approvePayout",
    tag = "ledgers",
    summary = "Approve a payout",
    responses((status = 200, description = "The payout as it is now.", body = Payout)),
)]
pub async fn approve(guarded: Guarded) -> Result<Json<Payout>, Failure> {
    let id = payout_of(&guarded).await?;
    let approved = guarded.hub().approve_payout(guarded.id(), id).await?;
    Ok(Json(Payout::of(approved)))
}

/// Takes a payout back that Nmbrs does not hold.
#[utoipa::path(
    post, path = "/organisations/{organisation}/payouts/{payout}/cancellation", operation_id = "cancelPayout",
    tag = "ledgers",
    summary = "Take a payout back",
    request_body = Cancellation,
    responses((status = 200, description = "The payout as it is now.", body = Payout)),
)]
pub async fn cancel(
    guarded: Guarded,
    Body(Cancellation { reason }): Body<Cancellation>,
) -> Result<Json<Payout>, Failure> {
    let id = payout_of(&guarded).await?;
    at_most("/reason", &reason, LONGEST_TEXT)?;
    let cancelled = guarded.hub().cancel_payout(guarded.id(), id, &reason).await?;
    Ok(Json(Payout::of(cancelled)))
}
