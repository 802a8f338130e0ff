//! Plan → apply → verify: the flow of hours from end to end.

use super::closing::Closing;
use super::flow::Flow;
use super::inputs::Inputs;
use super::ledger::Sent;
use super::open_plan::OpenPlan;
use super::plan::{HoursPlan, Span};
use super::postings::postings;
use super::settle::{merge, periods_of};
use super::verify::Proof;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::crash_point::CrashPoint;
use crate::error::{HubError, Refusal};
use crate::history::run_lines;
use crate::people::{display_name, employees_over};
use crate::sender::{Held, Kinds, NmbrsReading, SendReport, Sender, Stopped, Whose, read};
use jiff::Timestamp;
use loonbrug_domain::difference::LineKey;
use loonbrug_domain::ids::{PersonId, RunId};
use loonbrug_domain::{DateRange, Language, PayPeriod};
use loonbrug_nmbrs::RemoteId;
use loonbrug_store::{BaselineRow, Lease, Posting, PostingState, Run};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a person chooses when sending.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// Send only if the plan is still the one of this fingerprint.
    pub fingerprint: Option<String>,
}

/// One run of the flow of hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursRun {
    /// The run, as the history keeps it.
    pub run: Run,
    /// What was planned.
    pub plan: HoursPlan,
    /// What was sent.
    pub report: SendReport,
    /// What Nmbrs holds now.
    pub proof: Proof,
}

impl Hub {
    /// The days and the pay period: the one that holds all the days, unless it is said.
    pub fn span(&self, coupling: &OpenCoupling, range: DateRange, period: Option<PayPeriod>) -> Result<Span, HubError> {
        let frequency = coupling.settings.company.frequency;
        let holds = PayPeriod::containing(frequency, range.to);
        match period {
            Some(period) => Ok(Span::of_hours(range, period)),
            None if PayPeriod::containing(frequency, range.from) == holds => Ok(Span::of_hours(range, holds)),
            None => Err(Refusal::RangeNotInPeriod { range }.into()),
        }
    }

    /// The plan of hours: nothing is sent.
    pub async fn plan_hours(&self, coupling: &OpenCoupling, span: Span) -> Result<HoursPlan, HubError> {
        Ok(self.open_plan(coupling, span).await?.into_parts().1)
    }

    pub(super) async fn planning(&self, coupling: &OpenCoupling, span: Span) -> Result<OpenPlan, HubError> {
        let reader = self.reader(coupling).await?;
        let mut inputs = Box::pin(Inputs::load(self, coupling, &reader, span)).await?;
        let mut planned = inputs.planned();
        let people: Vec<Whose> = planned
            .people
            .iter()
            .filter_map(|person| {
                let employee = *inputs.employees.get(&person.person)?;
                Some(Whose {
                    person: person.person,
                    employee,
                })
            })
            .collect();
        let mut held = Held::new();
        for period in periods_of(&inputs.postings, span, inputs.closing) {
            let kinds = span.flow.kinds();
            let read = self.read_held(coupling, &people, period, kinds).await?;
            merge(&mut held, read, period == span.period);
        }
        planned.refuse_unread(&held);
        let strays = self
            .strays(coupling.settings.interface, &inputs.postings, &held)
            .await?;
        if !strays.is_empty() {
            inputs.enter(strays);
        }
        Ok(OpenPlan::of(inputs, &planned, held))
    }

    async fn read_held(
        &self,
        coupling: &OpenCoupling,
        people: &[Whose],
        period: PayPeriod,
        kinds: Kinds,
    ) -> Result<Held, HubError> {
        let reading = NmbrsReading::new(self.reader(coupling).await?, coupling)?;
        let (year, number, in_flight) = (period.year, period.number, coupling.settings.sending.in_flight);
        read(&reading, people, year, number, kinds, in_flight, &self.progress).await
    }

    /// Sends what the plan says, and proves it by reading back.
    pub async fn apply_hours(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        choice: &Choice,
    ) -> Result<HoursRun, HubError> {
        coupling.must_work()?;
        self.must_be_approved(coupling, choice).await?;
        let lease = self
            .take_lease(&coupling.company_lease(), &coupling.settings.company.name)
            .await?;
        self.surroundings.reach(CrashPoint::LeaseTaken).await;
        let outcome = self.run_hours(coupling, span, choice, lease.lease()).await;
        lease.release().await?;
        match outcome {
            Ok(run) => Ok(run),
            Err(error) => Err(self.heed(coupling, error).await),
        }
    }

    async fn run_hours(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        choice: &Choice,
        lease: &Lease,
    ) -> Result<HoursRun, HubError> {
        self.settle_earlier(coupling, span, lease).await?;
        self.surroundings.reach(CrashPoint::EarlierSettled).await;
        let (inputs, plan, held) = self.planning(coupling, span).await?.into_parts();
        if choice
            .fingerprint
            .as_ref()
            .is_some_and(|seen| *seen != plan.fingerprint)
        {
            return Err(Refusal::PlanChanged.into());
        }
        self.surroundings.reach(CrashPoint::Planned).await;
        let run = self.begin_run(coupling, span, &held, inputs.read_at).await?;
        let outcome = self.send_and_prove(coupling, &inputs, &plan, &run, lease).await;
        let (report, proof) = match outcome {
            Ok(done) => done,
            Err(error) => {
                let summary = serde_json::json!({ "error": error.text(Language::English) }).to_string();
                self.store
                    .finish_run(run.id, "failed", &summary, self.surroundings.now())
                    .await?;
                return Err(error);
            }
        };
        self.remember(coupling, &report).await?;
        let run = self
            .end_run(coupling, (&run, inputs.read_at), &plan, &report, &proof)
            .await?;
        Ok(HoursRun {
            run,
            plan,
            report,
            proof,
        })
    }

    /// A run began when reading began: what came in after that is not in it.
    async fn begin_run(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        held: &Held,
        started_at: Timestamp,
    ) -> Result<Run, HubError> {
        let run = Run {
            id: RunId(self.surroundings.identity()),
            organisation: coupling.organisation(),
            coupling: coupling.id(),
            flow: span.flow.as_str().into(),
            range: Some(span.range),
            period: Some(span.period),
            state: "running".into(),
            started_by: self.actor.clone(),
            started_at,
            finished_at: None,
            summary: "{}".into(),
        };
        self.store.insert_run(&run).await?;
        self.surroundings.reach(CrashPoint::RunBegun).await;
        let baseline: Vec<BaselineRow> = held.values().flatten().map(baseline_row).collect();
        self.store
            .put_baseline(coupling.organisation(), run.id, &baseline)
            .await?;
        self.surroundings.reach(CrashPoint::BaselineStored).await;
        Ok(run)
    }

    async fn send_and_prove(
        &self,
        coupling: &OpenCoupling,
        inputs: &Inputs,
        plan: &HoursPlan,
        run: &Run,
        lease: &Lease,
    ) -> Result<(SendReport, Proof), HubError> {
        self.store.insert_postings(&inputs.strays).await?;
        let made = postings(coupling, plan, inputs, run.id, &self.surroundings);
        self.store.insert_postings(&made).await?;
        self.surroundings.reach(CrashPoint::PostingsStored).await;
        let people: BTreeSet<PersonId> = made.iter().map(|posting| posting.person).collect();
        let to_send: Vec<Posting> = made
            .into_iter()
            .filter(|posting| posting.state == PostingState::Approved)
            .collect();
        let sender = Sender::open(self, coupling, lease, &inputs.employees).await?;
        let sender = sender.retroactive(inputs.closing.is_retroactive());
        sender.send(to_send).await?;
        let held = self
            .read_back(coupling, inputs, plan.span, &sender, &people, run.id)
            .await?;
        self.surroundings.reach(CrashPoint::Settled).await;
        let after = self.postings_around(coupling, plan.span, inputs.closing).await?;
        let sent = Sent::of(&after);
        self.book_postings(coupling, &after, |key| inputs.concerns_by(&sent, key))
            .await?;
        let names = plan
            .lines
            .iter()
            .map(|line| (line.key.person, line.person.clone()))
            .collect();
        let wanted = |key: &LineKey| people.contains(&key.person) && inputs.concerns_by(&sent, key);
        Ok((sender.report(), Proof::of(&sent, &held, &names, wanted)))
    }

    async fn end_run(
        &self,
        coupling: &OpenCoupling,
        (run, read_at): (&Run, Timestamp),
        plan: &HoursPlan,
        report: &SendReport,
        proof: &Proof,
    ) -> Result<Run, HubError> {
        let postings = self.store.postings_of_run(run.id).await?;
        self.store
            .put_run_lines(coupling.organisation(), &run_lines(run.id, plan, &postings, proof))
            .await?;
        self.surroundings.reach(CrashPoint::LinesStored).await;
        let clear = proof.holds() && !plan.needs_person() && report.stopped.is_none();
        let clear = clear
            && !postings
                .iter()
                .any(|posting| !matches!(posting.state, PostingState::Confirmed));
        let state = if clear { "done" } else { "needs-person" };
        let summary = serde_json::json!({ "postings": report.counts, "refused": plan.refused.len() }).to_string();
        self.store
            .finish_run(run.id, state, &summary, self.surroundings.now())
            .await?;
        self.audit(
            Some(coupling.organisation()),
            "hours.sent",
            &coupling.row.name,
            &summary,
        )
        .await?;
        self.surroundings.reach(CrashPoint::RunFinished).await;
        self.mark_shifts(coupling, plan, (run.id, read_at)).await;
        let finished = self.store.run(run.id).await?;
        Ok(finished.unwrap_or_else(|| run.clone()))
    }

    /// What was sent is exported. Whoever changes a shift at the same moment keeps it as it is; the next run marks it.
    async fn mark_shifts(&self, coupling: &OpenCoupling, plan: &HoursPlan, run: (RunId, Timestamp)) {
        if !matches!(plan.span.flow, Flow::Hours | Flow::PlusHours) {
            return;
        }
        let marked = self.mark_exported(coupling, plan.span, run, &plan.held_back()).await;
        if let Err(error) = marked {
            tracing::warn!(coupling = coupling.row.name, %error, "shifts were not marked as exported");
        }
    }

    pub(super) async fn employees(&self, coupling: &OpenCoupling) -> Result<HashMap<PersonId, RemoteId>, HubError> {
        let links = self.store.links(coupling.id()).await?;
        Ok(employees_over(&links, coupling.settings.interface))
    }

    /// A missing right that only degrades the flow is remembered; anything else that stops a run pauses the coupling.
    async fn remember(&self, coupling: &OpenCoupling, report: &SendReport) -> Result<(), HubError> {
        let mut coupling = coupling.clone();
        if !report.missing_rights.is_empty() {
            let mut settings = coupling.settings.clone();
            settings.missing_rights.extend(&report.missing_rights);
            coupling = self.save_settings(&coupling, &settings).await?;
        }
        if let Some(Stopped::Paused { reason }) = &report.stopped {
            self.pause(&coupling, reason).await?;
        }
        Ok(())
    }

    /// Reads back what Nmbrs holds of everything that was sent in a pay period, by whichever flow; nothing is sent.
    pub async fn verify_hours(&self, coupling: &OpenCoupling, span: Span) -> Result<Proof, HubError> {
        coupling.must_work()?;
        let postings = self.postings_around(coupling, span, Closing::Open).await?;
        let sent = Sent::of(&postings);
        let employees = self.employees(coupling).await?;
        let people: Vec<Whose> = sent
            .ours(|_| true)
            .iter()
            .map(|line| line.key.person)
            .chain(sent.in_doubt.iter().map(|key| key.person))
            .collect::<BTreeSet<PersonId>>()
            .into_iter()
            .filter_map(|person| {
                Some(Whose {
                    person,
                    employee: *employees.get(&person)?,
                })
            })
            .collect();
        let mut held = Held::new();
        for period in periods_of(&postings, span, Closing::Open) {
            match self.read_held(coupling, &people, period, Kinds::of(&postings)).await {
                Ok(read) => merge(&mut held, read, period == span.period),
                Err(error) => return Err(self.heed(coupling, error).await),
            }
        }
        let names: BTreeMap<PersonId, String> = self
            .store
            .people(coupling.organisation())
            .await?
            .iter()
            .map(|person| (person.id, display_name(person)))
            .collect();
        Ok(Proof::of(&sent, &held, &names, |key| sent.is_of(key, span.period)))
    }
}

fn baseline_row(held: &crate::sender::HeldRow) -> BaselineRow {
    BaselineRow {
        person: held.observed.person,
        kind: held.observed.kind.as_str().to_owned(),
        remote_id: held.observed.row.clone(),
        code: held.observed.code,
        quantity: held.observed.quantity,
    }
}
