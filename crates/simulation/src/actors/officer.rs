//! The payroll officer: looks at the plan and sends it, on a process that may die or stand still.

use crate::broken::{Broken, Invariant};
use crate::walk::Walk;
use loonbrug_domain::Language;
use loonbrug_hub::hours::{Choice, Flow, HoursPlan, HoursRun, Span};
use loonbrug_hub::{HubError, Refusal};

#[derive(Clone, Copy)]
enum Process {
    Runs,
    Dies,
    StandsStill,
}

impl Walk<'_> {
    /// Sends a span, perhaps after a look at its plan.
    pub async fn send(&mut self) -> anyhow::Result<()> {
        let span = self.some_span_of_a_flow()?;
        self.make_trouble();
        let shown = if self.dice.percent(60) {
            self.look(span).await?
        } else {
            None
        };
        if shown.is_some() && self.dice.percent(12) {
            self.edit_by_hand().await?;
        }
        let process = self
            .dice
            .weighted(&[(60, Process::Runs), (22, Process::Dies), (18, Process::StandsStill)]);
        match process {
            Some(Process::Dies) => self.send_and_die(span, shown).await?,
            Some(Process::StandsStill) => self.send_and_stand_still(span, shown).await?,
            _ => self.send_now(span, shown).await?,
        }
        self.check().await
    }

    /// A span of the period that is worked in, or now and then an earlier one.
    pub fn some_span(&mut self) -> anyhow::Result<Span> {
        let now = self.model.spans_of(self.model.span()?.period);
        let spans = if self.dice.percent(85) { &now } else { &self.model.spans };
        let picked = self.dice.pick(spans).copied();
        picked.map_or_else(|| self.model.span(), Ok)
    }

    /// The same of a flow: of hours, or now and then of sick hours once somebody was sick, or of time for time.
    pub fn some_span_of_a_flow(&mut self) -> anyhow::Result<Span> {
        let span = self.some_span()?;
        let sick = if self.model.sick.is_empty() { 0 } else { 30 };
        let flows = [(50, Flow::Hours), (sick, Flow::SickHours), (20, Flow::TimeForTime)];
        Ok(self.dice.weighted(&flows).map_or(span, |flow| span.of(flow)))
    }

    /// The plan of a span, when it can be made now.
    pub async fn look(&mut self, span: Span) -> anyhow::Result<Option<HoursPlan>> {
        let coupling = self.node.coupling().await?;
        let plan = self.node.hub.plan_hours(&coupling, span).await;
        let plan = self.foreseen(plan)?;
        if let Some(plan) = &plan {
            let sent = plan.to_send().count();
            self.note(&format!(
                "the plan of {} has {} lines, {sent} to send, {} for a person",
                span.period,
                plan.lines.len(),
                plan.lines.iter().filter(|line| line.needs_person()).count()
            ));
            self.check_plan(plan).await?;
        }
        Ok(plan)
    }

    /// Sends, on a process that keeps running.
    pub async fn send_now(&mut self, span: Span, shown: Option<HoursPlan>) -> anyhow::Result<()> {
        let outcome = self.node.apply(span, choice(shown.as_ref())).await;
        self.sent(span, shown.as_ref(), outcome).await
    }

    /// Looks at what came of a run.
    pub async fn sent(
        &mut self,
        span: Span,
        shown: Option<&HoursPlan>,
        outcome: Result<HoursRun, HubError>,
    ) -> anyhow::Result<()> {
        self.tally.runs += 1;
        let Some(run) = self.foreseen(outcome)? else {
            return Ok(());
        };
        self.note(&format!(
            "{} was sent: {:?}, {}{}",
            span.period,
            run.report.counts,
            run.run.state,
            run.report
                .stopped
                .as_ref()
                .map_or_else(String::new, |stopped| format!(", {stopped:?}"))
        ));
        match shown {
            Some(shown) => self.check_as_shown(shown, &run).await,
            None => self.check_as_shown(&run.plan, &run).await,
        }
    }

    /// Notes an error that somebody could have foreseen; any other one ends the seed.
    pub fn foreseen<T>(&mut self, outcome: Result<T, HubError>) -> anyhow::Result<Option<T>> {
        let error = match outcome {
            Ok(done) => return Ok(Some(done)),
            Err(error) => error,
        };
        let text = error.text(Language::English);
        match error {
            HubError::Nmbrs(_)
            | HubError::Refused(
                Refusal::Busy(_)
                | Refusal::Paused { .. }
                | Refusal::PlanChanged
                | Refusal::NoAuthorisation(_)
                | Refusal::ChangedMeanwhile(_),
            ) => {
                self.note(&format!("it does not work: {text}"));
                Ok(None)
            }
            _ => Err(Broken::new(Invariant::Foreseen, text).into()),
        }
    }
}

/// To send only what was shown.
pub fn choice(shown: Option<&HoursPlan>) -> Choice {
    Choice {
        fingerprint: shown.map(|plan| plan.fingerprint.clone()),
    }
}
