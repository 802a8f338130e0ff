//! Lines whose outcome is in doubt or in conflict, and settling them.

use crate::asked::Query;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_hub::hours::{ByHand, OpenDoubt};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A line that was sent, and whose outcome is not known.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "mark": "LB-4ad3349913", "name": "Thomas Lakeman", "state": "conflict", "kind": "hours", "action": "insert", "code": 2100,
    "quantity": 1500, "unit": "hundredths_of_an_hour", "period": "2023-4", "note": "", "before": [],
    "now": [{ "row": "5001", "code": 2100, "quantity": 1500 }], "candidates": ["5001"], "is_for_a_person": true,
}))]
pub struct Doubt {
    /// Its mark.
    mark: String,
    /// Name of the person.
    name: String,
    /// `sending`, `unknown` or `conflict`.
    state: &'static str,
    /// `hours`, `days` or `wages`.
    kind: String,
    /// `insert`, `update`, `remove` or `set`.
    action: String,
    /// Hour code or wage code; 0 for days.
    code: i64,
    /// How much.
    quantity: i64,
    /// What quantities count.
    unit: &'static str,
    /// Payroll year and pay period.
    period: String,
    /// What stands in the way.
    note: String,
    /// What Nmbrs held before.
    before: Vec<HeldRow>,
    /// What it holds now.
    now: Vec<HeldRow>,
    /// The rows that could be this line's.
    candidates: Vec<String>,
    /// Whether a person is to decide; the others are settled by the next run.
    is_for_a_person: bool,
}

/// A row in Nmbrs.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "row": "5001", "code": 2100, "quantity": 1500 }))]
pub struct HeldRow {
    /// Its id there.
    row: String,
    /// Hour code or wage code.
    code: i64,
    /// How much.
    quantity: i64,
}

/// A person's word about a line in conflict.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "mark": "LB-4ad3349913", "word": "ours", "row": "5001" }))]
pub struct Settlement {
    /// Mark of the line.
    mark: String,
    /// `ours`: the row is ours. `all-ours`: all candidates are, and the next plan takes away what is too much.
    /// `send-again`: it is not there. `leave`: what Nmbrs holds stays.
    word: Word,
    /// The row that is ours, where there is more than one candidate.
    row: Option<String>,
}

/// What somebody says of it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "ours")]
pub enum Word {
    /// The row is ours.
    Ours,
    /// All candidates are ours.
    AllOurs,
    /// It is not there.
    SendAgain,
    /// What Nmbrs holds stays.
    Leave,
}

/// What was settled.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "settled": "LB-4ad3349913" }))]
pub struct Settled {
    /// Mark of the line.
    settled: String,
}

impl Doubt {
    fn of(doubt: OpenDoubt) -> Self {
        let rows = |rows: Vec<(String, i64, i64)>| {
            let rows = rows
                .into_iter()
                .map(|(row, code, quantity)| HeldRow { row, code, quantity });
            rows.collect()
        };
        let kind = loonbrug_domain::difference::LineKind::parse(&doubt.kind);
        Self {
            mark: doubt.mark,
            name: doubt.person,
            state: doubt.state,
            unit: kind.map_or("", super::plans::unit),
            kind: doubt.kind,
            action: doubt.action,
            code: doubt.code,
            quantity: doubt.quantity,
            period: doubt.period,
            note: doubt.note,
            before: rows(doubt.before),
            now: rows(doubt.now),
            candidates: doubt.candidates,
            is_for_a_person: doubt.for_a_person,
        }
    }
}

/// Lines of a coupling without an outcome, with what Nmbrs holds now.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/doubts", operation_id = "listDoubts", tag = "doubts",
    summary = "Lines in doubt or in conflict",
    params(Paging),
    responses((status = 200, description = "A page of them, by mark.", body = Page<Doubt>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Doubt>>, Failure> {
    let coupling = guarded.coupling().await?;
    let doubts = guarded.hub().doubts(&coupling).await?;
    Ok(Json(paging.page(doubts, |doubt| doubt.mark.clone(), Doubt::of)?))
}

/// Settles a line in conflict by a person's word.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/settlements", operation_id = "settleDoubt",
    tag = "doubts",
    summary = "Settle a line in conflict",
    params(OnceHeader), request_body = Settlement,
    responses((status = 201, description = "It is settled.", body = Settled)),
)]
pub async fn settle(guarded: Guarded, once: Once<Settlement>) -> Answer {
    let coupling = guarded.coupling().await?;
    let hub = guarded.hub().clone();
    once.make(&guarded, async move |settlement| {
        if settlement.row.is_some() && settlement.word != Word::Ours {
            return Err(Wrong::body(
                "/row",
                "Een rij hoort alleen bij `ours`.",
                "A row goes with `ours` only.",
            ));
        }
        let word = match settlement.word {
            Word::Ours => ByHand::Ours(settlement.row),
            Word::AllOurs => ByHand::AllOurs,
            Word::SendAgain => ByHand::SendAgain,
            Word::Leave => ByHand::Leave,
        };
        hub.settle_by_hand(&coupling, &settlement.mark, &word).await?;
        Ok(Settled {
            settled: settlement.mark,
        })
    })
    .await
}
