//! Settling what earlier runs, and this one, left without an outcome, and reading back what a run changed.

use super::closing::Closing;
use super::flow::Flow;
use super::inputs::Inputs;
use super::origin::Origin;
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::crash_point::CrashPoint;
use crate::error::HubError;
use crate::sender::{Held, Kinds, NmbrsSender};
use loonbrug_domain::PayPeriod;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{PersonId, PostingId, RunId};
use loonbrug_store::{Lease, Posting, PostingState, Transition};
use std::collections::BTreeSet;

impl Hub {
    /// Our postings of a span: those of its pay period, and the corrections of its days in other periods.
    pub(super) async fn postings_of_span(&self, coupling: &OpenCoupling, span: Span) -> Result<Vec<Posting>, HubError> {
        let mut postings = self
            .store
            .postings(coupling.id(), span.period.year, span.period.number)
            .await?;
        let corrections = Origin::corrections_of(span.flow, span.range);
        let elsewhere = self.store.postings_of_origin(coupling.id(), &corrections).await?;
        postings.extend(elsewhere.into_iter().filter(|posting| posting.period != span.period));
        Ok(postings)
    }

    /// The same, and all others of the periods that corrections stand in or go to: their rows stand there beside, and one
    /// row may hold the hours of one line and the correction of another.
    pub(super) async fn postings_around(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        closing: Closing,
    ) -> Result<Vec<Posting>, HubError> {
        let mut postings = self.postings_of_span(coupling, span).await?;
        let mut known: BTreeSet<PostingId> = postings.iter().map(|posting| posting.id).collect();
        for period in periods_of(&postings, span, closing) {
            let there = self.store.postings(coupling.id(), period.year, period.number).await?;
            // Days are those of the plan's own period.
            let beside = there
                .into_iter()
                .filter(|posting| posting.kind != LineKind::Days.as_str());
            postings.extend(beside.filter(|posting| known.insert(posting.id)));
        }
        Ok(postings)
    }

    /// What an earlier run left without an outcome is settled by reading; what it did not get to is withdrawn, because
    /// the new plan says anew what to send.
    pub(super) async fn settle_earlier(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        lease: &Lease,
    ) -> Result<(), HubError> {
        self.close_interrupted(coupling).await?;
        let postings = self.postings_of_span(coupling, span).await?;
        let never_sent: Vec<Transition> = postings
            .iter()
            .filter(|posting| posting.state == PostingState::Approved)
            .map(|posting| Transition {
                posting: posting.id,
                from: PostingState::Approved,
                to: PostingState::Withdrawn,
                remote_id: None,
                note: "not sent by the run that planned it; planned anew".into(),
                payload_hash: None,
            })
            .collect();
        self.store
            .transition(&never_sent, lease, self.surroundings.now())
            .await?;
        self.surroundings.reach(CrashPoint::LeftoversWithdrawn).await;
        let in_doubt: BTreeSet<PayPeriod> = postings
            .iter()
            .filter(|posting| is_in_doubt(posting))
            .map(|posting| posting.period)
            .collect();
        if in_doubt.is_empty() {
            return Ok(());
        }
        let employees = self.employees(coupling).await?;
        let sender = NmbrsSender::open(self, coupling, lease, &employees).await?;
        for period in in_doubt {
            let (doubts, confirmed) = self.doubts_and_confirmed(coupling, period, |_| true).await?;
            let people = doubts.iter().map(|posting| posting.person).collect();
            let kinds = Kinds::of(&doubts);
            let read_at = self.surroundings.now();
            let held = sender.read(&people, period.year, period.number, kinds).await?;
            sender.settle(&doubts, &confirmed, &held, read_at).await?;
        }
        Ok(())
    }

    /// Reads back what the target holds of these people in each period that the plan is about, and settles by it what
    /// this run left in doubt.
    pub(super) async fn read_back(
        &self,
        coupling: &OpenCoupling,
        inputs: &Inputs,
        span: Span,
        sender: &NmbrsSender<'_>,
        people: &BTreeSet<PersonId>,
        run: RunId,
    ) -> Result<Held, HubError> {
        let postings = self.postings_of_span(coupling, span).await?;
        let periods = periods_of(&postings, span, inputs.closing);
        let mut all = Held::new();
        for period in periods {
            let kinds = span.flow.kinds();
            let read_at = self.surroundings.now();
            let held = sender.read(people, period.year, period.number, kinds).await?;
            self.surroundings.reach(CrashPoint::ReadBack).await;
            let of_run = |posting: &Posting| posting.run == run;
            let (doubts, confirmed) = self.doubts_and_confirmed(coupling, period, of_run).await?;
            sender.settle(&doubts, &confirmed, &held, read_at).await?;
            merge(&mut all, held, period == span.period);
        }
        Ok(all)
    }

    /// Of one pay period: the postings without an outcome that are asked for, and all that the target holds.
    async fn doubts_and_confirmed(
        &self,
        coupling: &OpenCoupling,
        period: PayPeriod,
        asked: impl Fn(&Posting) -> bool,
    ) -> Result<(Vec<Posting>, Vec<Posting>), HubError> {
        let postings = self.store.postings(coupling.id(), period.year, period.number).await?;
        let (doubts, others): (Vec<Posting>, Vec<Posting>) = postings
            .into_iter()
            .partition(|posting| is_in_doubt(posting) && asked(posting));
        let confirmed = others
            .into_iter()
            .filter(|posting| posting.state == PostingState::Confirmed);
        Ok((doubts, confirmed.collect()))
    }

    /// Runs of a process that is gone: the company's lease is ours, so none of them is still at work.
    async fn close_interrupted(&self, coupling: &OpenCoupling) -> Result<(), HubError> {
        const LOOK_BACK: i64 = 20;
        for run in self.store.runs(Some(coupling.id()), LOOK_BACK).await? {
            if Flow::parse(&run.flow).is_some() && run.state == "running" {
                let summary = serde_json::json!({ "error": "interrupted" }).to_string();
                self.store
                    .finish_run(run.id, "failed", &summary, self.surroundings.now())
                    .await?;
            }
        }
        Ok(())
    }
}

/// The pay periods that a plan has to look at: its own, those of earlier corrections, and the one that new ones go to.
pub fn periods_of(postings: &[Posting], span: Span, closing: Closing) -> BTreeSet<PayPeriod> {
    let origins: BTreeSet<Origin> = postings
        .iter()
        .filter(|posting| posting.period == span.period)
        .filter_map(|posting| Origin::parse(&posting.origin))
        .collect();
    let corrects = |posting: &&Posting| {
        let origin = Origin::of(&posting.origin).filter(|origin| origin.flow() == span.flow);
        let of_range = |origin: Origin| origin.range() == Some(span.range) || origins.contains(&origin);
        posting.period != span.period && origin.is_some_and(of_range)
    };
    let corrections = postings.iter().filter(corrects);
    corrections
        .map(|posting| posting.period)
        .chain(closing.into_period())
        .chain([span.period])
        .collect()
}

/// Puts together what was read in several periods; days are those of the plan's own.
pub fn merge(all: &mut Held, read: Held, own: bool) {
    for (person, rows) in read {
        let rows = rows
            .into_iter()
            .filter(|row| own || row.observed.kind != LineKind::Days);
        all.entry(person).or_default().extend(rows);
    }
}

/// A conflict is looked at again: what made it one may have been mended in Nmbrs.
const fn is_in_doubt(posting: &Posting) -> bool {
    matches!(
        posting.state,
        PostingState::Sending | PostingState::Unknown | PostingState::Conflict
    )
}
