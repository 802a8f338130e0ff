//! The proof that is made anew by itself (X4): every night what was sent lately is read back, so that a change by hand is
//! found before somebody plans again.

use super::flow::Flow;
use super::plan::Span;
use super::verify::{Proof, ProofLine};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use jiff::SignedDuration;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::ids::RunId;
use loonbrug_store::{Run, RunLine};
use serde_json::json;
use std::collections::BTreeSet;

/// The flow of a run that only reads back.
pub const FLOW: &str = "proof";
/// How long after its last sending a pay period is read back.
const LATELY: SignedDuration = SignedDuration::from_hours(45 * 24);
/// How many of a coupling's last runs are looked at.
const LAST_RUNS: i64 = 200;

impl Hub {
    /// Reads back every pay period that was sent to lately; whether Nmbrs holds what was sent. What differs is in the
    /// history and the inbox.
    pub(crate) async fn prove_recent(&self, coupling: &OpenCoupling) -> Result<bool, HubError> {
        let since = self.surroundings.now() - LATELY;
        let runs = self.store.runs(Some(coupling.id()), LAST_RUNS).await?;
        let periods: BTreeSet<PayPeriod> = runs
            .iter()
            .filter(|run| Flow::parse(&run.flow).is_some() && run.started_at >= since)
            .filter_map(|run| run.period)
            .collect();
        self.book_all_postings(coupling).await?;
        let mut holds = true;
        for period in periods {
            let span = Span::of_hours(period.wage_range(), period);
            let proof = self.verify_hours(coupling, span).await?;
            holds &= proof.holds();
            self.keep_proof(coupling, span, &proof).await?;
        }
        Ok(holds)
    }

    async fn keep_proof(&self, coupling: &OpenCoupling, span: Span, proof: &Proof) -> Result<(), HubError> {
        let now = self.surroundings.now();
        let id = RunId(self.surroundings.identity());
        let differing: Vec<&ProofLine> = proof.lines.iter().filter(|line| !line.holds()).collect();
        let state = if differing.is_empty() { "done" } else { "needs-person" };
        self.store
            .insert_run(&Run {
                id,
                organisation: coupling.organisation(),
                coupling: coupling.id(),
                flow: FLOW.into(),
                range: Some(span.range),
                period: Some(span.period),
                state: state.into(),
                started_by: self.actor.clone(),
                started_at: now,
                finished_at: Some(now),
                summary: json!({ "lines": proof.lines.len(), "differing": differing.len() }).to_string(),
            })
            .await?;
        let lines: Vec<RunLine> = differing
            .into_iter()
            .zip(1..)
            .map(|(line, position)| RunLine {
                run: id,
                position,
                person: Some(line.key.person),
                posting: None,
                outcome: "differs".into(),
                content: json!({
                    "person": line.person, "factor": line.factor, "kind": line.key.kind.as_str(), "code": line.key.code,
                    "from": line.sent, "to": line.sent, "held": line.held,
                })
                .to_string(),
            })
            .collect();
        Ok(self.store.put_run_lines(coupling.organisation(), &lines).await?)
    }
}
