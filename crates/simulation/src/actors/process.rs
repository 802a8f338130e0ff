//! A process that dies at a crash point, or stands still there while the clock and other processes go on.

use super::officer::choice;
use crate::broken::{Broken, Invariant};
use crate::stage::Node;
use crate::walk::Walk;
use loonbrug_hub::hours::{HoursPlan, HoursRun, Span};
use loonbrug_hub::{CrashPoint, HubError};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::StoreError;
use std::pin::Pin;

type Run = Pin<Box<dyn Future<Output = Result<HoursRun, HubError>>>>;
type Outcome = Result<HoursRun, HubError>;

/// Points that matter more: around the call.
const AROUND_THE_CALL: [CrashPoint; 4] = [
    CrashPoint::BeforeIntent,
    CrashPoint::IntentStored,
    CrashPoint::CallMade,
    CrashPoint::OutcomeStored,
];

/// Points that are reached only when an access token has run out.
const AROUND_THE_REFRESH: [CrashPoint; 3] = [
    CrashPoint::BeforeRefresh,
    CrashPoint::Refreshed,
    CrashPoint::TokensStored,
];
/// As long as an access token lasts.
const TOKEN_SECONDS: i64 = 3_600;

impl Walk<'_> {
    fn some_point(&mut self) -> (CrashPoint, u64) {
        if self.scenario.interface == Interface::Rest && self.dice.percent(20) {
            self.wait(TOKEN_SECONDS);
            let point = self.dice.pick(&AROUND_THE_REFRESH).copied();
            return (point.unwrap_or(CrashPoint::Refreshed), 0);
        }
        let points: &[CrashPoint] = if self.dice.percent(50) {
            &AROUND_THE_CALL
        } else {
            &CrashPoint::ALL
        };
        let point = self.dice.pick(points).copied().unwrap_or(CrashPoint::CallMade);
        let around = AROUND_THE_CALL.contains(&point);
        (point, if around { self.dice.count(0..=3) } else { 0 })
    }

    /// Sends until the point; the outcome where the point was not reached.
    async fn until(&mut self, run: &mut Run, (point, passes): (CrashPoint, u64)) -> Option<Outcome> {
        let interruptions = self.node.interruptions.clone();
        interruptions.stop_at(point, passes);
        let outcome = tokio::select! {
            biased;
            outcome = run => Some(outcome),
            () = interruptions.stopped() => None,
        };
        interruptions.never_stop();
        outcome
    }

    /// The process dies, perhaps several times.
    pub async fn send_and_die(&mut self, span: Span, mut shown: Option<HoursPlan>) -> anyhow::Result<()> {
        loop {
            let place = self.some_point();
            let mut run: Run = Box::pin(self.node.apply(span, choice(shown.as_ref())));
            if let Some(outcome) = self.until(&mut run, place).await {
                return self.sent(span, shown.as_ref(), outcome).await;
            }
            drop(run);
            self.note(&format!("the process dies at {:?}", place.0));
            *self.tally.crashes.entry(place.0).or_default() += 1;
            self.tally.runs += 1;
            let fresh = Node::start(&self.grounds).await?;
            std::mem::replace(&mut self.node, fresh).stop().await;
            self.check().await?;
            let pause = self.dice.weighted(&[(2, 0), (2, 5), (3, 61), (3, 200)]).unwrap_or(0);
            if pause > 0 {
                self.wait(pause);
            }
            if self.dice.percent(60) {
                return Ok(());
            }
            shown = None;
        }
    }

    /// The process stands still for a while, and then goes on as if nothing had happened.
    pub async fn send_and_stand_still(&mut self, span: Span, shown: Option<HoursPlan>) -> anyhow::Result<()> {
        let place = self.some_point();
        let mut run: Run = Box::pin(self.node.apply(span, choice(shown.as_ref())));
        if let Some(outcome) = self.until(&mut run, place).await {
            return self.sent(span, shown.as_ref(), outcome).await;
        }
        self.note(&format!("the process stands still at {:?}", place.0));
        *self.tally.stops.entry(place.0).or_default() += 1;
        let pause = self
            .dice
            .weighted(&[(2, 5), (2, 25), (3, 61), (5, 200), (1, 4000)])
            .unwrap_or(61);
        self.wait(pause);
        let overtaken = self.dice.percent(75) && Box::pin(self.overtake(span)).await?;
        let before = self.changes().await?;
        self.note("it goes on");
        // What the other one did is on self.node now; whoever stood still is let go by its own interruptions.
        let outcome = self.wake(run).await;
        if overtaken {
            self.tally.overtaken += 1;
            let after = self.changes().await?;
            if before != after {
                let text = format!("it was overtaken and made {} changes", after - before);
                return Err(Broken::new(Invariant::Fence, text).into());
            }
        }
        match outcome {
            Err(HubError::Store(StoreError::DoublePosting { .. })) if overtaken => {
                self.note("it finds that the other one has posted the same");
                Ok(())
            }
            outcome if overtaken => self.foreseen(outcome).map(drop),
            outcome => self.sent(span, None, outcome).await,
        }
    }

    /// Another process works on the same span; whether it got the lease.
    async fn overtake(&mut self, span: Span) -> anyhow::Result<bool> {
        let other = Node::start(&self.grounds).await?;
        let still = std::mem::replace(&mut self.node, other);
        self.watch.standing_still = Some(still);
        let before = self.fence().await?;
        for _ in 0..self.dice.count(1..=2) {
            self.note("another process sends");
            if self.dice.percent(15) {
                self.send_and_die(span, None).await?;
            } else {
                self.send_now(span, None).await?;
            }
            self.check().await?;
            if self.dice.percent(50) {
                self.wait(181);
            }
        }
        Ok(self.fence().await? != before)
    }

    /// The fence of the company's lease: it rises whenever somebody takes it.
    async fn fence(&self) -> anyhow::Result<Option<i64>> {
        let name = self.node.coupling().await?.company_lease();
        let lease = self.node.hub.store.lease(&name).await?;
        Ok(lease.map(|lease| lease.fence))
    }

    /// Lets the process that stands still go on to its end; the one that works afterwards is any of the two.
    async fn wake(&mut self, run: Run) -> Outcome {
        let Some(still) = self.watch.standing_still.take() else {
            self.node.interruptions.go_on();
            return run.await;
        };
        still.interruptions.go_on();
        let outcome = run.await;
        let gone = if self.dice.percent(50) {
            std::mem::replace(&mut self.node, still)
        } else {
            still
        };
        gone.stop().await;
        outcome
    }
}
