//! History (geschiedenis): what each run did, line by line.

use crate::hours::{HoursPlan, PlanLine, Proof, ProofLine, line_key};
use crate::people::PeopleRun;
use crate::sender::state_word;
use loonbrug_domain::difference::LineKey;
use loonbrug_domain::ids::RunId;
use loonbrug_store::{Posting, RunLine};
use serde_json::json;
use std::collections::HashMap;

/// The lines of a run of hours: one per posting, then what was refused.
#[must_use]
pub fn run_lines(run: RunId, plan: &HoursPlan, postings: &[Posting], proof: &Proof) -> Vec<RunLine> {
    let planned: HashMap<&LineKey, &PlanLine> = plan.lines.iter().map(|line| (&line.key, line)).collect();
    let proven: HashMap<&LineKey, &ProofLine> = proof.lines.iter().map(|line| (&line.key, line)).collect();
    let of_postings = postings.iter().map(|posting| {
        let key = line_key(posting);
        let line = planned.get(&key);
        let held = proven.get(&key).and_then(|line| line.held);
        let content = json!({
            "person": line.map(|line| line.person.as_str()),
            "factor": line.and_then(|line| line.factor),
            "kind": posting.kind,
            "code": posting.code,
            "action": posting.action,
            "from": posting.quantity_before,
            "to": posting.quantity,
            "held": held,
            "row": posting.remote_id,
            "mark": posting.mark,
            "note": posting.note,
        });
        (
            Some(posting.person),
            Some(posting.id),
            state_word(posting.state).to_owned(),
            content.to_string(),
        )
    });
    let refused = plan.refused.iter().map(|line| {
        (
            None,
            None,
            "refused".to_owned(),
            serde_json::to_string(line).unwrap_or_default(),
        )
    });
    of_postings
        .chain(refused)
        .zip(1..)
        .map(|((person, posting, outcome, content), position)| RunLine {
            run,
            position,
            person,
            posting,
            outcome,
            content,
        })
        .collect()
}

/// The lines of a run of people: who was imported, linked, changed, gone.
#[must_use]
pub fn people_lines(run: &PeopleRun) -> Vec<RunLine> {
    let imported = run.imported.iter().map(|name| ("imported", json!({ "person": name })));
    let linked = run.linked.iter().map(|name| ("linked", json!({ "person": name })));
    let changed = run.plan.changes.iter().map(|change| ("changed", json!(change)));
    let gone = run.plan.gone.iter().map(|number| ("gone", json!({ "number": number })));
    imported
        .chain(linked)
        .chain(changed)
        .chain(gone)
        .zip(1..)
        .map(|((outcome, content), position)| RunLine {
            run: run.run,
            position,
            person: None,
            posting: None,
            outcome: outcome.to_owned(),
            content: content.to_string(),
        })
        .collect()
}
