//! Opslaan in Nmbrs.

use super::{named, span};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::resources::runs::Run;
use crate::server::Api;
use axum::extract::State;
use loonbrug_hub::hours::Choice;
use serde::Deserialize;
use utoipa::ToSchema;

/// Which plan is sent: the one that was looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "fingerprint": "3f9c1d20a4b7e655" }))]
pub struct Sending {
    /// The fingerprint of the plan.
    fingerprint: String,
}

/// Saves the lines of a plan in Nmbrs, and reads back what Nmbrs holds then. Everything is read once more first: when anything
/// would go that is not in the plan of this fingerprint, nothing goes (409 `changed-meanwhile`). Sending takes minutes for a
/// large company. When the connection breaks, the work goes on: ask again with the same key, or look at the runs.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/send", operation_id = "sendPlan",
    tag = "plans",
    summary = "Save the lines in Nmbrs",
    params(OnceHeader), request_body = Sending,
    responses((status = 201, description = "The run, when it has ended. Its lines are the proof.", body = Run)),
)]
pub async fn send(State(api): State<Api>, guarded: Guarded, once: Once<Sending>) -> Answer {
    let coupling = guarded.coupling().await?;
    let name: String = guarded.named("plan")?;
    let (flow, range) = named(&name)?;
    let span = span(&guarded, &coupling, flow, range)?;
    let (hub, plans) = (guarded.hub().clone(), api.plans.clone());
    once.make(&guarded, async move |sending| {
        let was_kept = plans.get(coupling.id(), span);
        let seen = was_kept.is_some_and(|open| open.plan().fingerprint == sending.fingerprint);
        let choice = Choice {
            fingerprint: Some(sending.fingerprint),
        };
        let outcome = hub.apply_hours(&coupling, span, &choice).await;
        // A fingerprint that was never ours says nothing about the plan that is kept.
        if outcome.is_ok() || seen {
            plans.forget(coupling.id());
        }
        Ok(Run::of(&outcome?.run))
    })
    .await
}
