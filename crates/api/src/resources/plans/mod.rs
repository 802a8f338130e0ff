//! Plans: what a flow would change in Nmbrs, what is decided about it, and sending it.

pub mod decide;
pub mod line;
pub mod send;
pub mod view;

pub use line::unit;

use crate::asked::{Body, ParameterNames};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::plans::named;
use crate::server::Api;
use axum::Json;
use axum::extract::State;
use loonbrug_domain::DateRange;
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::hours::{Flow, OpenPlan, Span};
use std::sync::Arc;
use view::{NewPlan, Plan};

/// A plan that was read.
pub struct Looking {
    coupling: OpenCoupling,
    span: Span,
    open: Arc<OpenPlan>,
}

impl Looking {
    /// The plan of the path.
    async fn at(api: &Api, guarded: &Guarded) -> Result<Self, Failure> {
        let coupling = guarded.coupling().await?;
        let name: String = guarded.named("plan")?;
        let (flow, range) = named(&name)?;
        let span = span(guarded, &coupling, flow, range)?;
        let open = api.plans.get(coupling.id(), span).ok_or(Failure::NotRead)?;
        Ok(Self { coupling, span, open })
    }
}

fn span(guarded: &Guarded, coupling: &OpenCoupling, flow: Flow, range: DateRange) -> Result<Span, Failure> {
    Ok(guarded.hub().span(coupling, range, None)?.of(flow))
}

impl ParameterNames for line::Wanted {
    const NAMES: &'static [&'static str] = &["filter", "name"];
}

/// Makes a plan: reads what Nmbrs holds and compares it with the hours that should be there. Nothing is sent. The days lie in
/// one pay period. Reading a large company takes minutes; when the connection breaks, ask for the plan by its id.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/plans", operation_id = "makePlan", tag = "plans",
    summary = "Make a plan",
    request_body = NewPlan,
    responses((status = 200, description = "The plan.", body = Plan)),
)]
pub async fn make(State(api): State<Api>, guarded: Guarded, Body(new): Body<NewPlan>) -> Result<Json<Plan>, Failure> {
    let coupling = guarded.coupling().await?;
    let span = span(&guarded, &coupling, new.flow()?, new.range()?)?;
    let (hub, plans, of) = (guarded.hub().clone(), api.plans.clone(), coupling.clone());
    // It goes on when the caller hangs up.
    let reading = tokio::spawn(async move {
        let open = hub.open_plan(&of, span).await?;
        Ok::<_, Failure>(plans.put(of.id(), span, open))
    });
    let open = reading.await.map_err(|_| Failure::BrokeOff)??;
    Ok(Json(Plan::of(&open)))
}

/// A plan that was made, with what was decided about it over the API since.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}", operation_id = "getPlan", tag = "plans",
    summary = "A plan",
    responses((status = 200, description = "The plan.", body = Plan)),
)]
pub async fn show(State(api): State<Api>, guarded: Guarded) -> Result<Json<Plan>, Failure> {
    Ok(Json(Plan::of(&Looking::at(&api, &guarded).await?.open)))
}
