//! Decisions about lines of a plan, and accepting odd figures.

use super::Looking;
use super::view::Plan;
use crate::asked::Body;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::server::Api;
use axum::Json;
use axum::extract::State;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::hours::{DriftChoice, DriftDecision, LineDecision, LineDecisionKind, OpenPlan, PlanLine};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is decided about lines: all of it, or nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decisions": [{ "line": "9c1185a5c5e9fc54", "quantity": 1250 }] }))]
pub struct Decisions {
    /// One per line.
    #[schema(min_items = 1)]
    decisions: Vec<Decision>,
}

/// What is decided about a line. It takes the place of what was decided before: what is left out here is not decided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "line": "9c1185a5c5e9fc54", "quantity": 1250 }))]
pub struct Decision {
    /// Id of the line.
    line: String,
    /// Whether it stays behind.
    #[serde(default)]
    left_out: bool,
    /// Another quantity than was computed, in the unit of the line; more than nothing.
    #[schema(minimum = 1)]
    quantity: Option<i64>,
    /// Another code of the company.
    code: Option<i64>,
    /// Of a line that is `possibly-there`: `adopt` the row, `add` ours beside it, or `leave` it so.
    possibly_there: Option<PossiblyThere>,
    /// Of a line that is `drifted`: `take-over` what Nmbrs holds, `restore` ours, or `ignore` it.
    drift: Option<Drift>,
}

/// What becomes of an equal row that is not ours.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "adopt")]
pub enum PossiblyThere {
    /// It becomes ours; nothing is sent.
    Adopt,
    /// Ours is sent beside it.
    Add,
    /// Nothing is sent.
    Leave,
}

/// What becomes of a change by hand.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "restore")]
pub enum Drift {
    /// What Nmbrs holds is right.
    TakeOver,
    /// What we computed is right.
    Restore,
    /// It stays as it is.
    Ignore,
}

/// An odd figure that is accepted, by name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "key": "long-shift-2023-04-08", "reason": "Inventarisatie",
}))]
pub struct Acceptance {
    /// Who.
    person: Uuid,
    /// Key of the odd figure.
    key: String,
    /// Why the figures are right.
    #[schema(min_length = 1)]
    reason: String,
}

impl Decision {
    /// As the hub takes it; `at` is where it stands in the body.
    fn about(&self, open: &OpenPlan, line: &PlanLine, at: usize) -> Result<LineDecision, Failure> {
        let pointer = |field: &str| format!("/decisions/{at}/{field}");
        if self.quantity.is_some_and(|quantity| quantity <= 0) {
            return Err(Wrong::body(
                &pointer("quantity"),
                "Een aantal is meer dan nul. Zet `left_out` aan om de regel niet te versturen.",
                "A quantity is more than nothing. Set `left_out` to leave the line behind.",
            ));
        }
        let known = |code: i64| code == line.key.code || open.codes(line.key.kind).iter().any(|one| one.code == code);
        if self.code.is_some_and(|code| !known(code)) {
            return Err(Wrong::body(
                &pointer("code"),
                "Deze code staat niet in het urenmodel van het bedrijf. Kies er een uit `codes` van het plan.",
                "This code is not in the company's hour model. Choose one of `codes` of the plan.",
            ));
        }
        Ok(LineDecision {
            quantity: self.quantity.filter(|quantity| *quantity != line.computed),
            code: self.code.filter(|code| *code != line.mapped_code),
            left_out: self.left_out,
            possibly_there: self.possibly_there.map(|word| match word {
                PossiblyThere::Adopt => LineDecisionKind::Adopt,
                PossiblyThere::Add => LineDecisionKind::Add,
                PossiblyThere::Leave => LineDecisionKind::Leave,
            }),
            drift: self.drift.map(|choice| DriftDecision {
                about: 0,
                choice: match choice {
                    Drift::TakeOver => DriftChoice::TakeOver,
                    Drift::Restore => DriftChoice::Restore,
                    Drift::Ignore => DriftChoice::Ignore,
                },
            }),
        })
    }
}

/// Decides about lines. The same decisions again change nothing.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/decisions", operation_id = "decideLines",
    tag = "plans",
    summary = "Decide about lines",
    request_body = Decisions,
    responses((status = 200, description = "The plan as it is then, with its new fingerprint.", body = Plan)),
)]
pub async fn decide(
    State(api): State<Api>,
    guarded: Guarded,
    Body(asked): Body<Decisions>,
) -> Result<Json<Plan>, Failure> {
    let _one_by_one = api.deciding.lock().await;
    let looking = Looking::at(&api, &guarded).await?;
    if asked.decisions.is_empty() {
        return Err(Wrong::body(
            "/decisions",
            "Noem ten minste één regel.",
            "Name at least one line.",
        ));
    }
    let plan = looking.open.plan();
    let lines = plan.by_handle();
    let mut decided = Vec::new();
    for (at, decision) in asked.decisions.iter().enumerate() {
        let line = lines.get(&decision.line).ok_or_else(|| {
            Wrong::body(
                &format!("/decisions/{at}/line"),
                "Deze regel staat niet in het plan. Vraag de regels opnieuw op.",
                "This line is not in the plan. Ask for the lines again.",
            )
        })?;
        decided.push((decision.line.clone(), decision.about(&looking.open, line, at)?));
    }
    let hub = guarded.hub();
    let open = hub.decide_lines(&looking.coupling, &looking.open, &decided).await?;
    Ok(Json(Plan::of(&api.plans.put(
        looking.coupling.id(),
        looking.span,
        open,
    ))))
}

/// Accepts an odd figure: these very figures, by name and with a reason. Other figures ask again.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/acceptances",
    operation_id = "acceptOddFigure", tag = "plans",
    summary = "Accept an odd figure",
    request_body = Acceptance,
    responses((status = 200, description = "The plan as it is then, with its new fingerprint.", body = Plan)),
)]
pub async fn accept(
    State(api): State<Api>,
    guarded: Guarded,
    Body(asked): Body<Acceptance>,
) -> Result<Json<Plan>, Failure> {
    let _one_by_one = api.deciding.lock().await;
    let looking = Looking::at(&api, &guarded).await?;
    let (hub, range) = (guarded.hub(), looking.span.range);
    let person = hub.person_within(&guarded.allowed, PersonId(asked.person)).await?;
    hub.accept_odd_figure(guarded.id(), range, person.id, &asked.key, &asked.reason)
        .await?;
    let open = hub.reopened(&looking.coupling, &looking.open).await?;
    Ok(Json(Plan::of(&api.plans.put(
        looking.coupling.id(),
        looking.span,
        open,
    ))))
}
