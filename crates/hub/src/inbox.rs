//! The inbox: everything that waits for a person, over all couplings.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Flow, PROOF};
use crate::pause_reason::PauseReason;
use crate::people::display_name;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{DateRange, PayPeriod};
use loonbrug_store::PostingState;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many of a coupling's last runs are looked at.
const LAST_RUNS: i64 = 100;

/// Something that waits for a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Open {
    /// Name of the coupling.
    pub coupling: String,
    /// What.
    pub what: OpenItem,
}

/// What waits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum OpenItem {
    /// The coupling stands still until somebody mends what is wrong.
    Paused {
        /// Why, and the remedy.
        reason: PauseReason,
    },
    /// A posting of which the target shows something that it does not explain: `hours settle`.
    Conflict {
        /// By which a person names it.
        mark: String,
        /// Name of the person.
        person: String,
    },
    /// Postings whose outcome the next run settles by reading.
    InDoubt {
        /// How many.
        postings: usize,
        /// Their pay period.
        period: PayPeriod,
    },
    /// Nmbrs holds something else than was sent: `hours verify` shows what, `hours plan` what to do.
    Differs {
        /// The pay period.
        period: PayPeriod,
    },
    /// The last run of these days left lines for a person, or failed: `hours plan` shows them.
    Run {
        /// What was sent.
        flow: Flow,
        /// The days.
        range: DateRange,
        /// Their pay period.
        period: PayPeriod,
        /// `needs-person`, `failed` or `running`.
        state: String,
    },
}

impl Hub {
    /// Everything that waits for a person; no coupling keeps another's out.
    pub async fn inbox(&self) -> Result<Vec<Open>, HubError> {
        let mut open = Vec::new();
        for coupling in self.couplings().await? {
            let items = self.open_items(&coupling).await?;
            open.extend(items.into_iter().map(|what| Open {
                coupling: coupling.row.name.clone(),
                what,
            }));
        }
        Ok(open)
    }

    async fn open_items(&self, coupling: &OpenCoupling) -> Result<Vec<OpenItem>, HubError> {
        let mut items: Vec<OpenItem> = coupling
            .paused()
            .map(|reason| OpenItem::Paused { reason })
            .into_iter()
            .collect();
        items.extend(self.conflicts(coupling).await?);
        items.extend(self.in_doubt(coupling).await?);
        items.extend(self.open_runs(coupling).await?);
        Ok(items)
    }

    async fn conflicts(&self, coupling: &OpenCoupling) -> Result<Vec<OpenItem>, HubError> {
        let conflicts = self
            .store
            .postings_in_state(coupling.id(), PostingState::Conflict)
            .await?;
        if conflicts.is_empty() {
            return Ok(Vec::new());
        }
        let people = self.store.people(coupling.organisation()).await?;
        let names: BTreeMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
        let item = |posting: loonbrug_store::Posting| OpenItem::Conflict {
            person: names.get(&posting.person).cloned().unwrap_or_default(),
            mark: posting.mark,
        };
        Ok(conflicts.into_iter().map(item).collect())
    }

    async fn in_doubt(&self, coupling: &OpenCoupling) -> Result<Vec<OpenItem>, HubError> {
        let mut periods: BTreeMap<PayPeriod, usize> = BTreeMap::new();
        for state in [PostingState::Unknown, PostingState::Sending] {
            for posting in self.store.postings_in_state(coupling.id(), state).await? {
                *periods.entry(posting.period).or_default() += 1;
            }
        }
        let item = |(period, postings)| OpenItem::InDoubt { postings, period };
        Ok(periods.into_iter().map(item).collect())
    }

    /// The last run of each range of days, where it did not end well.
    async fn open_runs(&self, coupling: &OpenCoupling) -> Result<Vec<OpenItem>, HubError> {
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for run in self.store.runs(Some(coupling.id()), LAST_RUNS).await? {
            let (Some(range), Some(period)) = (run.range, run.period) else {
                continue;
            };
            if !seen.insert((run.flow.clone(), range, period)) || run.state == "done" {
                continue;
            }
            if run.flow == PROOF {
                items.push(OpenItem::Differs { period });
            } else {
                let (flow, state) = (Flow::parse(&run.flow).unwrap_or_default(), run.state);
                items.push(OpenItem::Run {
                    flow,
                    range,
                    period,
                    state,
                });
            }
        }
        Ok(items)
    }
}
