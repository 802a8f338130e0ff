//! One view over many employers (X6): per coupling how it is, what it did last, what is open, and how far the pay period
//! is.

use super::paid_by_hour::PaidByHour;
use super::to_send::{Sought, days_of};
use super::{Names, Open, OpenItem};
use crate::application::Hub;
use crate::error::HubError;
use crate::pause_reason::PauseReason;
use jiff::Timestamp;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_domain::{DateRange, Minutes, PayPeriod};
use loonbrug_nmbrs::capability::Interface;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// How one coupling is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CouplingOverview {
    /// Identity.
    pub id: CouplingId,
    /// Name.
    pub name: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Identity of the organisation.
    pub organisation_id: OrganisationId,
    /// Number and name of the company in Nmbrs.
    pub company: (String, String),
    /// Over which interface.
    pub interface: Interface,
    /// Why it stands still, if it does.
    pub paused: Option<PauseReason>,
    /// What it did last.
    pub last_run: Option<LastRun>,
    /// The pay period of today, and how far it is.
    pub period: PeriodProgress,
    /// What waits for a person, of the coupling alone.
    pub open: Vec<Open>,
}

/// The last run of a coupling.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LastRun {
    /// What it did: `people`, `proof`, or a flow of hours.
    pub flow: String,
    /// `running`, `done`, `needs-person` or `failed`.
    pub state: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// How far a pay period is, of the people who are paid by the hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct PeriodProgress {
    /// The pay period.
    pub period: PayPeriod,
    /// Its days.
    pub range: DateRange,
    /// Approved hours, in minutes on the wall, breaks out.
    pub approved: Minutes,
    /// What of them Nmbrs holds.
    pub sent: Minutes,
}

impl PeriodProgress {
    /// The share that was sent, in whole percent, rounded down; `None` where nothing was approved.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        (self.approved > Minutes::ZERO).then(|| self.sent.0 * 100 / self.approved.0)
    }
}

impl Hub {
    /// How every coupling is, by name.
    pub async fn overview(&self) -> Result<Vec<CouplingOverview>, HubError> {
        Ok(self.day().await?.1)
    }

    /// Everything that waits for a person, and how every coupling is, by name.
    pub async fn day(&self) -> Result<(Vec<Open>, Vec<CouplingOverview>), HubError> {
        let (names, paid_by_hour) = (self.names().await?, self.paid_by_hour().await?);
        let inbox = self.waiting(&names, &paid_by_hour).await?;
        let overview = self.overview_with(&names, &paid_by_hour, &inbox).await?;
        Ok((inbox, overview))
    }

    async fn overview_with(
        &self,
        names: &Names,
        paid_by_hour: &PaidByHour,
        inbox: &[Open],
    ) -> Result<Vec<CouplingOverview>, HubError> {
        let mut open: HashMap<String, Vec<Open>> = HashMap::new();
        for item in inbox {
            if let Some(coupling) = item.coupling.clone() {
                open.entry(coupling).or_default().push(item.clone());
            }
        }
        let last_runs = self.store.last_runs().await?;
        let mut last_runs: HashMap<CouplingId, LastRun> = last_runs.into_iter().map(last_run).collect();
        let periods = self.periods(names, paid_by_hour).await?;
        let overview = names.couplings.values().filter_map(|coupling| {
            let company = &coupling.settings.company;
            Some(CouplingOverview {
                id: coupling.id(),
                name: coupling.row.name.clone(),
                organisation: names.organisations.get(&coupling.organisation())?.clone(),
                organisation_id: coupling.organisation(),
                company: (company.number.clone(), company.name.clone()),
                interface: coupling.settings.interface,
                paused: coupling.paused(),
                last_run: last_runs.remove(&coupling.id()),
                period: *periods.get(&coupling.id())?,
                open: open.remove(&coupling.row.name).unwrap_or_default(),
            })
        });
        let mut overview: Vec<CouplingOverview> = overview.collect();
        overview.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(overview)
    }

    /// How far the pay period of today is, of each coupling.
    async fn periods(
        &self,
        names: &Names,
        paid_by_hour: &PaidByHour,
    ) -> Result<BTreeMap<CouplingId, PeriodProgress>, HubError> {
        let today = self.surroundings.today();
        let (mut days, mut progress) = (Vec::new(), Vec::new());
        for coupling in names.couplings.values() {
            let period = PayPeriod::containing(coupling.settings.company.frequency, today);
            days.push(days_of(coupling, period));
            progress.push((
                coupling.id(),
                PeriodProgress {
                    period,
                    range: period.wage_range(),
                    approved: Minutes::ZERO,
                    sent: Minutes::ZERO,
                },
            ));
        }
        for hours in self.hours_by_the_hour(paid_by_hour, &days, Sought::Worked).await? {
            if let Some((_, so_far)) = progress.get_mut(hours.place) {
                so_far.approved += hours.worked;
                so_far.sent += hours.sent;
            }
        }
        Ok(progress.into_iter().collect())
    }
}

fn last_run(run: loonbrug_store::Run) -> (CouplingId, LastRun) {
    let last = LastRun {
        flow: run.flow,
        state: run.state,
        started_at: run.started_at,
        finished_at: run.finished_at,
    };
    (run.coupling, last)
}

impl CouplingOverview {
    /// Whether a pay period that ended has approved hours that were not sent.
    #[must_use]
    pub fn is_ready_to_send(&self) -> bool {
        self.open
            .iter()
            .any(|open| matches!(open.what, OpenItem::ToSend { .. }))
    }
}
