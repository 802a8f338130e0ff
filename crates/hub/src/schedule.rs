//! The night (N7): every coupling is brought up to date before the working day begins.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::people::PeopleChoice;
use crate::surroundings::netherlands;
use futures::StreamExt as _;
use jiff::Timestamp;
use jiff::civil::Time;
use loonbrug_domain::Language;
use serde::Serialize;

/// When the night's work begins: early enough to be done before 08:00 (manual viqz).
const BEGINS_AT: Time = Time::constant(2, 0, 0, 0);
/// Couplings that are brought up to date at once; each keeps to the pace of its own log-in.
const AT_ONCE: usize = 8;
/// Runs to look back on for one coupling.
const LOOK_BACK: i64 = 50;

/// What a night brought.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Night {
    /// Couplings that are up to date.
    pub updated: Vec<String>,
    /// Changes in all of them.
    pub changes: usize,
    /// Couplings that stand still.
    pub paused: Vec<String>,
    /// Couplings that another node is bringing up to date.
    pub elsewhere: Vec<String>,
    /// Couplings of which Nmbrs holds something else than was sent.
    pub differing: Vec<String>,
    /// Couplings that could not be brought up to date, and organisations whose ledgers could not be kept, and why.
    pub failed: Vec<(String, String)>,
    /// Entries that were booked in hour ledgers.
    pub booked: usize,
}

/// The next moment at which the night's work begins, after this one.
#[must_use]
pub fn next_night(now: Timestamp) -> Timestamp {
    let local = now.to_zoned(netherlands());
    [local.date(), local.date().tomorrow().unwrap_or(local.date())]
        .into_iter()
        .filter_map(|date| date.to_datetime(BEGINS_AT).to_zoned(netherlands()).ok())
        .map(|moment| moment.timestamp())
        .find(|moment| *moment > now)
        .unwrap_or(now)
}

/// Which couplings are brought up to date.
#[derive(Clone, Copy)]
enum Which {
    All,
    /// Those that missed the last night, and still do when their lease is taken.
    Missed,
}

impl Hub {
    /// Brings every coupling up to date, and reads back what was sent. One that fails never stops the others.
    pub async fn night(&self) -> Result<Night, HubError> {
        let mut night = self.bring_up_to_date(self.couplings().await?, Which::All).await;
        self.keep_ledgers_at_night(&mut night).await?;
        self.reckon_all().await?;
        Ok(night)
    }

    /// Books what is due in the ledgers, after the contracts are up to date. Several nodes may do so at the same time:
    /// whatever one of them booked the other does not book again.
    async fn keep_ledgers_at_night(&self, night: &mut Night) -> Result<(), HubError> {
        for (organisation, run) in self.keep_all_ledgers().await? {
            match run {
                Ok(run) => night.booked += run.booked.len(),
                Err(error) => {
                    self.tell_ledgers_failed(self.organisation(&organisation).await?.id)
                        .await?;
                    night.failed.push((organisation, error.text(Language::English)));
                }
            }
        }
        Ok(())
    }

    /// The same for the couplings that have missed the last night. Several nodes may do so at the same time: each coupling
    /// is brought up to date by whoever takes its lease first, and by the next when that one dies.
    pub async fn missed_night(&self) -> Result<Night, HubError> {
        let mut missed = Vec::new();
        for coupling in self.couplings().await? {
            if coupling.row.paused.is_none() && self.missed_the_night(&coupling).await? {
                missed.push(coupling);
            }
        }
        if missed.is_empty() {
            return Ok(Night::default());
        }
        let mut night = self.bring_up_to_date(missed, Which::Missed).await;
        self.keep_ledgers_at_night(&mut night).await?;
        self.reckon_all().await?;
        Ok(night)
    }

    async fn bring_up_to_date(&self, couplings: Vec<OpenCoupling>, which: Which) -> Night {
        let mut outcomes = futures::stream::iter(couplings)
            .map(|coupling| async move {
                let outcome = match coupling.must_work() {
                    Ok(()) => self.night_of(&coupling, which).await.map(Some),
                    Err(_) => Ok(None),
                };
                (coupling.row.name, outcome)
            })
            .buffer_unordered(AT_ONCE);
        let mut night = Night::default();
        while let Some((name, outcome)) = outcomes.next().await {
            match outcome {
                Ok(Some(Some((changes, holds)))) => {
                    night.changes += changes;
                    night.differing.extend((!holds).then(|| name.clone()));
                    night.updated.push(name);
                }
                Ok(None) => night.paused.push(name),
                Ok(Some(None)) | Err(HubError::Refused(Refusal::Busy(_))) => night.elsewhere.push(name),
                Err(error) => night.failed.push((name, error.text(Language::English))),
            }
        }
        night.updated.sort();
        night
    }

    /// How much changed, and whether Nmbrs holds what was sent; nothing when another node did it meanwhile. Refused while
    /// another one is at it.
    async fn night_of(&self, coupling: &OpenCoupling, which: Which) -> Result<Option<(usize, bool)>, HubError> {
        let name = format!("night of {}", coupling.id());
        let lease = self.take_lease(&name, &coupling.row.name).await?;
        let outcome = match which {
            Which::Missed if !self.missed_the_night(coupling).await? => Ok(None),
            Which::Missed | Which::All => self.night_work(coupling).await.map(Some),
        };
        lease.release().await?;
        outcome
    }

    async fn night_work(&self, coupling: &OpenCoupling) -> Result<(usize, bool), HubError> {
        let run = self.apply_people(coupling, &PeopleChoice::default()).await?;
        let holds = self.prove_recent(coupling).await?;
        Ok((run.plan.changes.len(), holds))
    }

    /// Whether a coupling has missed the last night, for example because the machine was off.
    pub async fn missed_the_night(&self, coupling: &OpenCoupling) -> Result<bool, HubError> {
        let day_before = self.surroundings.now() - jiff::SignedDuration::from_hours(24);
        let last_night = next_night(day_before);
        let runs = self.store.runs(Some(coupling.id()), LOOK_BACK).await?;
        Ok(!runs
            .iter()
            .any(|run| run.flow == "people" && run.state == "done" && run.started_at >= last_night))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(moment: &str) -> String {
        next_night(moment.parse().unwrap())
            .to_zoned(netherlands())
            .datetime()
            .to_string()
    }

    #[test]
    fn the_night_begins_at_two() {
        assert_eq!(after("2023-05-17T10:00:00Z"), "2023-05-18T02:00:00");
        assert_eq!(after("2023-05-16T23:30:00Z"), "2023-05-17T02:00:00");
        assert_eq!(after("2023-05-17T00:00:00Z"), "2023-05-18T02:00:00");
    }

    #[test]
    fn when_the_clock_goes_forward_there_is_a_night_as_well() {
        // On 26 March 2023 two o'clock does not exist; three o'clock comes right after it.
        assert_eq!(after("2023-03-25T23:30:00Z"), "2023-03-26T03:00:00");
        assert_eq!(after("2023-10-28T22:30:00Z"), "2023-10-29T02:00:00");
    }
}
