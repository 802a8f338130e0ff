//! The person who decides about lines of a plan.

use crate::dice::Dice;
use crate::walk::Walk;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_hub::hours::{DriftChoice, DriftDecision, HoursPlan, LineDecision, LineDecisionKind, PlanLine};

impl Walk<'_> {
    /// Decides about some lines of the plan.
    pub async fn decide_some(&mut self) -> anyhow::Result<()> {
        let span = self.some_span_of_a_flow()?;
        let Some(plan) = self.look(span).await? else {
            return Ok(());
        };
        for line in &plan.lines {
            if matches!(line.change, Change::InDoubt { .. }) {
                continue;
            }
            let asked = line.needs_person();
            if self.dice.percent(if asked { 70 } else { 6 }) {
                let decision = choose(&mut self.dice, line);
                self.decide(&plan, line, decision).await?;
            }
        }
        if self.dice.percent(50) {
            self.settle_conflicts().await?;
        }
        Ok(())
    }

    /// Stores a decision.
    pub async fn decide(&mut self, plan: &HoursPlan, line: &PlanLine, decision: LineDecision) -> anyhow::Result<()> {
        let coupling = self.node.coupling().await?;
        let decided = self.node.hub.decide(&coupling, plan, line.number, decision).await;
        if self.foreseen(decided)?.is_some() {
            self.model.decide(plan.span.period, line, &decision);
        }
        self.note(&format!(
            "decided about {} {} {}: {}",
            line.employee_number,
            line.key.kind.as_str(),
            line.key.code,
            words(&decision)
        ));
        Ok(())
    }
}

/// What somebody decides about a line: the one place where that is chosen.
pub fn choose(dice: &mut Dice, line: &PlanLine) -> LineDecision {
    let kept = line.decision;
    match line.change {
        Change::PossiblyThere { .. } => LineDecision {
            possibly_there: dice.weighted(&[
                (3, LineDecisionKind::Adopt),
                (2, LineDecisionKind::Add),
                (1, LineDecisionKind::Leave),
            ]),
            ..kept
        },
        Change::Drifted { .. } => LineDecision {
            drift: dice
                .weighted(&[
                    (2, DriftChoice::TakeOver),
                    (3, DriftChoice::Restore),
                    (1, DriftChoice::Ignore),
                ])
                .map(|choice| DriftDecision { choice, about: 0 }),
            ..kept
        },
        _ if dice.percent(30) => LineDecision { left_out: true, ..kept },
        _ if dice.percent(50) && line.computed > 0 => LineDecision {
            quantity: Some(line.computed + dice.number(1..=3) * if line.key.kind == LineKind::Days { 1 } else { 25 }),
            ..kept
        },
        _ => LineDecision::default(),
    }
}

fn words(decision: &LineDecision) -> String {
    let mut words = Vec::new();
    if let Some(quantity) = decision.quantity {
        words.push(format!("{quantity} in place of what was computed"));
    }
    if decision.left_out {
        words.push("left out".to_owned());
    }
    if let Some(there) = decision.possibly_there {
        words.push(format!("{there:?} the row that is there"));
    }
    if let Some(drift) = decision.drift {
        words.push(format!("{:?} of what was changed by hand", drift.choice));
    }
    if words.is_empty() {
        return "as computed".to_owned();
    }
    words.join(", ")
}
