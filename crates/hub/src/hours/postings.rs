//! From a plan's lines to postings: what one call each should bring about.

use super::inputs::Inputs;
use super::ledger::Sent;
use super::origin::Origin;
use super::plan::HoursPlan;
use super::plan_line::PlanLine;
use super::steps::{Step, steps};
use crate::coupling::OpenCoupling;
use crate::surroundings::Surroundings;
use crate::vault::hexadecimal;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::ids::{PostingId, RunId};
use loonbrug_store::Posting;
use sha2::{Digest as _, Sha256};

/// The postings of a plan that is applied, in the order of its lines.
pub fn postings(
    coupling: &OpenCoupling,
    plan: &HoursPlan,
    inputs: &Inputs,
    run: RunId,
    surroundings: &Surroundings,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    for line in plan.lines.iter().filter(|line| line.is_sent() || line.is_entered()) {
        let first = inputs.sent.next_revision(&line.key);
        // A line without a way to go was refused when the plan was made.
        let steps = steps(line, inputs).unwrap_or_default();
        for (revision, step) in (first..).zip(steps) {
            let step = in_full(&inputs.sent, line, step);
            let place = place(&inputs.sent, line, &step, plan.span.period);
            postings.push(posting(coupling, plan, line, run, surroundings, revision, step, place));
        }
    }
    postings
}

/// The step with all that its row holds: what this line puts there, and what other lines did. A row that holds theirs
/// too is not removed.
fn in_full(sent: &Sent, line: &PlanLine, step: Step) -> Step {
    let others = step.row.as_ref().map_or(0, |row| sent.others_in(&line.key, row));
    if others == 0 {
        return step;
    }
    Step {
        action: if step.action == "remove" { "update" } else { step.action },
        quantity: step.quantity + others,
        before: step.before + others,
        ..step
    }
}

/// The pay period that a step changes (that of its row, where it has one), and the origin: in another period than the
/// plan's it is a correction.
fn place(sent: &Sent, line: &PlanLine, step: &Step, planned: PayPeriod) -> (PayPeriod, String) {
    let of_row = step.row.as_ref().and_then(|row| sent.period_of(&line.key, row));
    let period = of_row.or(step.into).unwrap_or(planned);
    let origin = match Origin::parse(&line.key.origin) {
        Some(origin) if period != planned => origin.correction(),
        _ => line.key.origin.clone(),
    };
    (period, origin)
}

#[expect(clippy::too_many_arguments, reason = "all that a posting is made of")]
fn posting(
    coupling: &OpenCoupling,
    plan: &HoursPlan,
    line: &PlanLine,
    run: RunId,
    surroundings: &Surroundings,
    revision: i64,
    step: Step,
    (period, origin): (PayPeriod, String),
) -> Posting {
    let id = PostingId(surroundings.identity());
    let now = surroundings.now();
    Posting {
        id,
        organisation: coupling.organisation(),
        coupling: coupling.id(),
        run,
        company: coupling.settings.company.number.clone(),
        origin,
        person: line.key.person,
        period,
        kind: line.key.kind.as_str().to_owned(),
        code: line.key.code,
        cost_centre: String::new(),
        cost_unit: String::new(),
        revision,
        action: step.action.to_owned(),
        quantity: step.quantity,
        quantity_before: step.before,
        description: step.corrects.map_or_else(
            || plan.description.clone(),
            |corrected| format!("Correctie op {}: {}", mark(corrected), plan.description),
        ),
        mark: mark(id),
        corrects: step.corrects,
        state: step.state,
        attempt: 0,
        fence: 0,
        payload_hash: String::new(),
        remote_id: step.row,
        note: step.note.to_owned(),
        created_at: now,
        changed_at: now,
    }
}

/// A short mark that recognises our row: `LB-` and ten hexadecimal digits made from the posting's id.
pub fn mark(id: PostingId) -> String {
    let digest = Sha256::digest(id.0.as_bytes());
    format!("LB-{}", hexadecimal(&digest[..5]))
}
