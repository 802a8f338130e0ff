//! What a person decided about a line; it holds until the line's source changes.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::hours::plan::HoursPlan;
use crate::hours::plan_line::PlanLine;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::difference::{Change, LineKey, LineKind};
use loonbrug_domain::ids::PersonId;
use loonbrug_store::{AuditEntry, Decision};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A decision about one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LineDecision {
    /// Another quantity than the computed one, in hundredths of an hour.
    pub quantity: Option<i64>,
    /// Another hour code than the mapping's.
    pub code: Option<i64>,
    /// Not sent.
    pub left_out: bool,
    /// What to do with an equal row that is not ours.
    pub possibly_there: Option<LineDecisionKind>,
    /// What to do with what somebody changed by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<DriftDecision>,
}

/// What to do with a row that is not ours and equals what we would send.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineDecisionKind {
    /// It becomes ours; nothing is sent.
    Adopt,
    /// It stays what it is; ours is sent beside it.
    Add,
    /// It stays what it is; nothing is sent.
    Leave,
}

/// What to do with a line of ours that somebody changed by hand in the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DriftDecision {
    /// What.
    pub choice: DriftChoice,
    /// What was found when it was decided: another change by hand asks anew.
    #[serde(default)]
    pub about: u64,
}

/// The choices about a line that somebody changed by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriftChoice {
    /// What the target holds is right: it becomes what we want.
    TakeOver,
    /// What we computed is right: it is sent again.
    Restore,
    /// It stays as it is, and is not asked again.
    Ignore,
}

/// The decisions of a coupling that still hold, by line.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    by_line: HashMap<String, (String, LineDecision)>,
}

impl Decisions {
    /// Reads what is stored; what cannot be read counts as not decided.
    #[must_use]
    pub fn of(stored: Vec<Decision>) -> Self {
        let by_line = stored
            .into_iter()
            .filter_map(|decision| {
                let read = serde_json::from_str(&decision.decision).ok()?;
                Some((decision.line_key, (decision.source_hash, read)))
            })
            .collect();
        Self { by_line }
    }

    /// The decision about a line, if its source is still what it was about.
    #[must_use]
    pub fn about(&self, line: &str, source: &str) -> LineDecision {
        match self.by_line.get(line) {
            Some((about, decision)) if about == source => *decision,
            _ => LineDecision::default(),
        }
    }
}

/// The name of a line for decisions: without the code, because that may be what is decided; with the pay period, because
/// days have no range that tells one month from another.
#[must_use]
pub fn decision_key(person: PersonId, kind: LineKind, origin: &str, period: PayPeriod) -> String {
    format!(
        "{person} {} {origin} in {}-{}",
        kind.as_str(),
        period.year,
        period.number
    )
}

/// The name of a line of ours that nothing asks for any more, such as one under a code that was mapped before: with its
/// code, because the line that took its place has the name without.
#[must_use]
pub fn unwanted_key(key: &LineKey, period: PayPeriod) -> String {
    format!(
        "{} {}",
        decision_key(key.person, key.kind, &key.origin, period),
        key.code
    )
}

/// The name of a line of a plan for decisions.
#[must_use]
pub fn line_name(line: &PlanLine, period: PayPeriod) -> String {
    if line.asked_for {
        decision_key(line.key.person, line.key.kind, &line.key.origin, period)
    } else {
        unwanted_key(&line.key, period)
    }
}

/// What a decision is about: another computed quantity or another mapping asks anew.
#[must_use]
pub fn decision_source(computed: i64, mapped_code: i64) -> String {
    format!("{computed} {mapped_code}")
}

/// Ties a decision about a change by hand to what was found; who takes over wants what is there, or nothing.
fn about_drift(line: &PlanLine, decision: LineDecision) -> Result<LineDecision, Refusal> {
    let Some(DriftDecision { choice, .. }) = decision.drift.filter(|drift| Some(*drift) != line.decision.drift) else {
        return Ok(decision);
    };
    let (Some(about), Change::Drifted { theirs, .. }) = (line.drift_mark, &line.change) else {
        return Err(Refusal::NotDrifted(line.number));
    };
    let drift = Some(DriftDecision { choice, about });
    Ok(match (choice, theirs) {
        (DriftChoice::TakeOver, Some(theirs)) => LineDecision {
            quantity: Some(*theirs),
            drift,
            ..decision
        },
        (DriftChoice::TakeOver, None) => LineDecision {
            left_out: true,
            drift,
            ..decision
        },
        (DriftChoice::Restore | DriftChoice::Ignore, _) => LineDecision { drift, ..decision },
    })
}

impl Hub {
    /// Stores what a person decides about a line of a plan, by its number.
    pub async fn decide(
        &self,
        coupling: &OpenCoupling,
        plan: &HoursPlan,
        number: usize,
        decision: LineDecision,
    ) -> Result<(), HubError> {
        let line = plan.lines.iter().find(|line| line.number == number);
        let line: &PlanLine = line.ok_or_else(|| Refusal::NoLine(number.to_string()))?;
        let decision = self.decision_about(coupling, plan, line, decision)?;
        self.put_decisions(coupling, &[decision]).await
    }

    pub(super) fn decision_about(
        &self,
        coupling: &OpenCoupling,
        plan: &HoursPlan,
        line: &PlanLine,
        decision: LineDecision,
    ) -> Result<Decision, Refusal> {
        let decision = about_drift(line, decision)?;
        if decision.quantity.is_some_and(|quantity| quantity <= 0) && decision.drift.is_none() {
            return Err(Refusal::QuantityNotPositive(line.number));
        }
        Ok(Decision {
            coupling: coupling.id(),
            line_key: line_name(line, plan.span.period),
            source_hash: decision_source(line.computed, line.mapped_code),
            decision: serde_json::to_string(&decision).unwrap_or_default(),
            decided_by: self.actor.clone(),
            decided_at: self.surroundings.now(),
        })
    }

    pub(super) async fn put_decisions(&self, coupling: &OpenCoupling, decisions: &[Decision]) -> Result<(), HubError> {
        let organisation = coupling.organisation();
        self.store.put_decisions(organisation, decisions).await?;
        let mut same: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
        for decision in decisions {
            same.entry(&decision.decision).or_default().push(decision);
        }
        let entries: Vec<AuditEntry> = same
            .into_iter()
            .map(|(decision, lines)| {
                let (name, lines) = (&coupling.row.name, lines.as_slice());
                let (subject, detail) = match lines {
                    [line] => (format!("{name} {}", line.line_key), decision.to_owned()),
                    lines => (name.clone(), of_many(decision, lines.len())),
                };
                self.audit_entry(Some(organisation), "line.decided", &subject, &detail)
            })
            .collect();
        Ok(self.store.append_audit(&entries).await?)
    }
}

/// A decision about many lines at once, with their number; which they are is in the decisions of that moment.
fn of_many(decision: &str, lines: usize) -> String {
    let mut detail: serde_json::Map<String, serde_json::Value> = serde_json::from_str(decision).unwrap_or_default();
    detail.insert("lines".to_owned(), lines.into());
    serde_json::Value::Object(detail).to_string()
}
