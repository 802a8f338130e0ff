//! The end of a seed: nothing goes wrong any more, people decide what waits for them, and what is due is sent.

use super::decider::choose;
use crate::broken::{Broken, Invariant};
use crate::part::{NoWay, Part};
use crate::walk::Walk;
use loonbrug_domain::difference::Change;
use loonbrug_hub::hours::{HoursPlan, PlanLine, RefusedReason, Span};

/// Rounds in which everything must have come to rest.
const ROUNDS: usize = 8;
/// Longer than any effect is late, and longer than the settling time.
const LONG_ENOUGH: i64 = 200;
/// The same where effects may come after the settling time.
const LATE_ENOUGH: i64 = 1_000;

impl Walk<'_> {
    /// Brings every span to rest.
    pub async fn heal(&mut self) -> anyhow::Result<()> {
        self.note("nothing goes wrong any more");
        self.clear_faults();
        self.wait(if self.options.late { LATE_ENOUGH } else { LONG_ENOUGH });
        self.bring_in_period(self.model.span()?.period).await?;
        self.mend().await?;
        let period = self.model.span()?.period;
        if self.nmbrs.open_period()? != (period.year, period.number) {
            self.open_again().await?;
        }
        self.tell_open_period().await?;
        self.keep_ledgers().await?;
        for span in self.model.spans.clone().into_iter().rev() {
            for flow in Part::FLOWS {
                self.bring_to_rest(span.of(flow)).await?;
            }
        }
        Ok(())
    }

    async fn bring_to_rest(&mut self, span: Span) -> anyhow::Result<()> {
        let mut last = None;
        for _ in 0..ROUNDS {
            self.send_now(span, None).await?;
            self.check().await?;
            let Some(plan) = self.look(span).await? else {
                self.mend().await?;
                continue;
            };
            let settled = self.settle_conflicts().await?;
            if settled == 0 && plan.to_send().next().is_none() && !plan.lines.iter().any(PlanLine::needs_person) {
                return self.note_refused(&plan);
            }
            self.decide_all(&plan).await?;
            self.wait(LONG_ENOUGH);
            last = Some(plan);
        }
        let lines = last.map(|plan| unrest(&plan)).unwrap_or_default();
        Err(Broken::new(
            Invariant::Rest,
            format!("{} does not come to rest: {lines}", span.period),
        )
        .into())
    }

    /// Of a closed period some changes have no way: a person sees them, and they stay as they are.
    fn note_refused(&mut self, plan: &HoursPlan) -> anyhow::Result<()> {
        for line in &plan.refused {
            match line.reason {
                RefusedReason::DaysOfClosedPeriod { .. }
                | RefusedReason::NegativeDifference { .. }
                | RefusedReason::RecodedInClosedPeriod => {
                    let number = line.employee_number.unwrap_or(0);
                    let what = NoWay::of(plan.span.flow, line);
                    self.watch.no_way.insert((plan.span.range, number, what));
                }
                _ => return Err(Broken::new(Invariant::Rest, format!("refused: {line:?}")).into()),
            }
        }
        Ok(())
    }

    async fn decide_all(&mut self, plan: &HoursPlan) -> anyhow::Result<()> {
        for line in plan.lines.iter().filter(|line| line.needs_person()) {
            if matches!(line.change, Change::InDoubt { .. }) {
                continue;
            }
            let decision = choose(&mut self.dice, line);
            self.decide(plan, line, decision).await?;
        }
        Ok(())
    }
}

/// What keeps a plan from being at rest.
fn unrest(plan: &HoursPlan) -> String {
    let lines = plan.lines.iter().filter(|line| line.needs_person() || line.is_sent());
    let words = lines.map(|line| {
        format!(
            "{} {} {} {:?} decided {:?}",
            line.employee_number,
            line.key.kind.as_str(),
            line.key.code,
            line.change,
            line.decision
        )
    });
    let refused = plan.refused.iter().map(|line| format!("{line:?}"));
    words.chain(refused).collect::<Vec<_>>().join("; ")
}
