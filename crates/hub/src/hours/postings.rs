//! From a plan's lines to postings: what one call each should bring about.

use super::ledger::Sent;
use super::plan::{HoursPlan, PlanLine};
use crate::coupling::OpenCoupling;
use crate::surroundings::Surroundings;
use crate::vault::hexadecimal;
use loonbrug_domain::difference::{Change, LineKind, OurRow};
use loonbrug_domain::ids::{PostingId, RunId};
use loonbrug_nmbrs::capability::Capability;
use loonbrug_store::{Posting, PostingState};
use sha2::{Digest as _, Sha256};

/// What a single posting does to the target.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Step {
    action: &'static str,
    quantity: i64,
    before: i64,
    row: Option<String>,
    state: PostingState,
}

/// The postings of a plan that is applied, in the order of its lines.
pub fn postings(
    coupling: &OpenCoupling,
    plan: &HoursPlan,
    sent: &Sent,
    run: RunId,
    surroundings: &Surroundings,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    for line in plan.lines.iter().filter(|line| line.is_sent() || line.is_adopted()) {
        let first = sent.next_revision(&line.key);
        for (revision, step) in (first..).zip(steps(coupling, line)) {
            postings.push(posting(coupling, plan, line, run, surroundings, revision, step));
        }
    }
    postings
}

fn steps(coupling: &OpenCoupling, line: &PlanLine) -> Vec<Step> {
    let days = line.key.kind == LineKind::Days;
    let step = |action, quantity, before, row| Step {
        action,
        quantity,
        before,
        row,
        state: PostingState::Approved,
    };
    match &line.change {
        Change::New { to } if days => vec![step("set", *to, 0, None)],
        Change::Changed { from, to, .. } if days => vec![step("set", *to, *from, None)],
        Change::Removed { from, .. } if days => vec![step("set", 0, *from, None)],
        Change::New { to } => vec![step("insert", *to, 0, None)],
        Change::Changed { from, to, .. } if coupling.lacks(Capability::UpdateHours) => {
            vec![step("insert", to - from, 0, None)]
        }
        Change::Changed { from, to, rows } => changed(*from, *to, rows),
        Change::Removed { from, .. } if coupling.lacks(Capability::DeleteHours) => {
            vec![step("insert", -from, 0, None)]
        }
        Change::Removed { rows, .. } => rows.iter().map(remove).collect(),
        Change::PossiblyThere { to, row } => vec![Step {
            state: PostingState::Confirmed,
            ..step("insert", *to, 0, Some(row.clone()))
        }],
        Change::Unchanged { .. } | Change::Drifted { .. } | Change::InDoubt { .. } => Vec::new(),
    }
}

/// Brings our rows of one line to a new total: by changing the largest row; where that is not enough (earlier
/// corrections went as rows of their own), the others go.
fn changed(from: i64, to: i64, rows: &[OurRow]) -> Vec<Step> {
    let Some(largest) = rows.iter().max_by_key(|row| row.quantity) else {
        return Vec::new();
    };
    let update = |quantity| Step {
        action: "update",
        quantity,
        before: largest.quantity,
        row: Some(largest.row.clone()),
        state: PostingState::Approved,
    };
    let quantity = largest.quantity + to - from;
    if quantity > 0 {
        return vec![update(quantity)];
    }
    let others = rows.iter().filter(|row| row.row != largest.row).map(remove);
    others.chain([update(to)]).collect()
}

fn remove(row: &OurRow) -> Step {
    Step {
        action: "remove",
        quantity: 0,
        before: row.quantity,
        row: Some(row.row.clone()),
        state: PostingState::Approved,
    }
}

fn posting(
    coupling: &OpenCoupling,
    plan: &HoursPlan,
    line: &PlanLine,
    run: RunId,
    surroundings: &Surroundings,
    revision: i64,
    step: Step,
) -> Posting {
    let id = PostingId(surroundings.identity());
    let now = surroundings.now();
    Posting {
        id,
        organisation: coupling.organisation(),
        coupling: coupling.id(),
        run,
        company: coupling.settings.company.number.clone(),
        origin: line.key.origin.clone(),
        person: line.key.person,
        period: plan.span.period,
        kind: line.key.kind.as_str().to_owned(),
        code: line.key.code,
        cost_centre: String::new(),
        cost_unit: String::new(),
        revision,
        action: step.action.to_owned(),
        quantity: step.quantity,
        quantity_before: step.before,
        description: plan.description.clone(),
        mark: mark(id),
        state: step.state,
        attempt: 0,
        fence: 0,
        payload_hash: String::new(),
        remote_id: step.row,
        note: if step.state == PostingState::Confirmed {
            "adopted".into()
        } else {
            String::new()
        },
        created_at: now,
        changed_at: now,
    }
}

/// A short mark that recognises our row: `LB-` and ten hexadecimal digits made from the posting's id.
fn mark(id: PostingId) -> String {
    let digest = Sha256::digest(id.0.as_bytes());
    format!("LB-{}", hexadecimal(&digest[..5]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, quantity: i64) -> OurRow {
        OurRow {
            row: id.into(),
            quantity,
        }
    }

    fn brief(steps: &[Step]) -> Vec<(&str, i64, Option<&str>)> {
        steps
            .iter()
            .map(|step| (step.action, step.quantity, step.row.as_deref()))
            .collect()
    }

    #[test]
    fn one_row_is_changed_in_place() {
        assert_eq!(
            brief(&changed(1500, 1600, &[row("7", 1500)])),
            [("update", 1600, Some("7"))]
        );
    }

    #[test]
    fn with_a_correction_beside_it_the_total_counts() {
        let rows = [row("7", 1500), row("8", 100)];
        assert_eq!(brief(&changed(1600, 1200, &rows)), [("update", 1100, Some("7"))]);
    }

    #[test]
    fn a_total_below_the_other_rows_takes_them_away() {
        let rows = [row("7", 1000), row("8", 500)];
        assert_eq!(
            brief(&changed(1500, 300, &rows)),
            [("remove", 0, Some("8")), ("update", 300, Some("7"))]
        );
    }
}
