//! Waarom?: why a figure is what it is, down to shifts and rules.

use crate::asked::In;
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::plans::named;
use crate::server::Api;
use axum::Json;
use axum::extract::State;
use loonbrug_domain::Language;
use loonbrug_domain::explain::Explanation;
use serde::Serialize;
use utoipa::ToSchema;

/// A fact, and what it follows from.
#[derive(Serialize, ToSchema)]
#[schema(no_recursion, example = json!({
    "text": "15,00 uur van 100 % in april 2023",
    "because": [{ "text": "dienst 08-04-2023 09:00-14:00", "because": [] }],
}))]
pub struct Why {
    /// The fact.
    text: String,
    /// What it follows from, in the order of time.
    #[schema(no_recursion)]
    because: Vec<Why>,
}

impl Why {
    fn of(explanation: &Explanation, language: Language) -> Self {
        Self {
            text: explanation.fact.text(language),
            because: explanation
                .because
                .iter()
                .map(|fact| Self::of(fact, language))
                .collect(),
        }
    }
}

/// Why a line of a plan is what it is. The plan must be open.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/lines/{line}/explanation",
    operation_id = "explainPlanLine", tag = "plans",
    summary = "Why a line is what it is",
    responses((status = 200, description = "A tree of facts.", body = Why)),
)]
pub async fn of_line(State(api): State<Api>, guarded: Guarded, In(language): In) -> Result<Json<Why>, Failure> {
    let coupling = guarded.coupling().await?;
    let (name, wanted): (String, String) = (guarded.named("plan")?, guarded.named("line")?);
    let (flow, range) = named(&name)?;
    let span = guarded.hub().span(&coupling, range, None)?.of(flow);
    let open = api.plans.get(coupling.id(), span).ok_or(Failure::NotRead)?;
    let plan = open.plan();
    let line = plan.lines.iter().find(|line| plan.handle(line) == wanted);
    let number = line.ok_or(Failure::NotFound)?.number;
    let explanation = guarded.hub().explain_line(&coupling, span, number).await?;
    Ok(Json(Why::of(&explanation, language)))
}

/// Why something that was sent is what it is, by the mark of its line in a run; and whether it would be the same now.
#[utoipa::path(
    get, path = "/organisations/{organisation}/explanations/{mark}", operation_id = "explainSent", tag = "history",
    summary = "Why what was sent is what it is",
    responses((status = 200, description = "A tree of facts.", body = Why)),
)]
pub async fn of_mark(guarded: Guarded, In(language): In) -> Result<Json<Why>, Failure> {
    let mark: String = guarded.named("mark")?;
    let hub = guarded.hub();
    for coupling in guarded.couplings().await? {
        let postings = hub.store.all_postings(coupling.id()).await?;
        if postings.iter().any(|posting| posting.mark == mark) {
            return Ok(Json(Why::of(&hub.explain_mark(&mark).await?, language)));
        }
    }
    Err(Failure::NotFound)
}
