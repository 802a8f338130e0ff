//! The inbox: everything that waits for a person, over all organisations. However many these are, it takes the same few
//! statements, and no call to Nmbrs.

mod item;
mod overview;
mod paid_by_hour;
mod reckoned;
mod text;
mod to_send;

pub use item::{Open, OpenItem};
pub(crate) use text::period_name;

pub use overview::{CouplingOverview, LastRun, PeriodProgress};

use self::paid_by_hour::PaidByHour;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Flow, PROOF};
use crate::settings::END_OF_SOAP;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{PostingState, Requested, Run};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many days before SOAP ends, a coupling with a token begins to ask for somebody.
const SOAP_IS_NEAR: i32 = 365;

/// Names of organisations and couplings.
struct Names {
    organisations: HashMap<OrganisationId, String>,
    couplings: BTreeMap<CouplingId, OpenCoupling>,
}

impl Names {
    fn of_organisation(&self, organisation: OrganisationId, what: OpenItem, count: i64, oldest: Option<Date>) -> Open {
        Open {
            organisation: self.organisations.get(&organisation).cloned().unwrap_or_default(),
            coupling: None,
            what,
            count,
            oldest,
        }
    }

    /// `None` for a coupling that came in between.
    fn of_coupling(&self, coupling: CouplingId, what: OpenItem, count: i64, oldest: Option<Date>) -> Option<Open> {
        let coupling = self.couplings.get(&coupling)?;
        Some(Open {
            coupling: Some(coupling.row.name.clone()),
            ..self.of_organisation(coupling.organisation(), what, count, oldest)
        })
    }
}

impl Hub {
    /// Everything that waits for a person; no coupling keeps another's out. By organisation and coupling, what is gravest
    /// first.
    pub async fn inbox(&self) -> Result<Vec<Open>, HubError> {
        let (names, paid_by_hour) = (self.names().await?, self.paid_by_hour().await?);
        self.waiting(&names, &paid_by_hour).await
    }

    async fn waiting(&self, names: &Names, paid_by_hour: &PaidByHour) -> Result<Vec<Open>, HubError> {
        let mut open = self.of_couplings(names);
        open.extend(self.open_postings(names).await?);
        open.extend(self.open_runs(names).await?);
        open.extend(self.open_shifts(names).await?);
        open.extend(self.open_requests(names).await?);
        open.extend(self.undelivered_notices(names).await?);
        open.extend(self.reckoned(names).await?);
        open.extend(self.hours_to_send(names, paid_by_hour).await?);
        open.sort_by(|a, b| a.place().cmp(&b.place()));
        Ok(open)
    }

    async fn names(&self) -> Result<Names, HubError> {
        let organisations = self.store.organisations().await?;
        let couplings = self.couplings().await?;
        Ok(Names {
            organisations: organisations.into_iter().map(|one| (one.id, one.name)).collect(),
            couplings: couplings.into_iter().map(|one| (one.id(), one)).collect(),
        })
    }

    /// What couplings say by themselves: that they stand still, and that their interface ends.
    fn of_couplings(&self, names: &Names) -> Vec<Open> {
        let days_left = (END_OF_SOAP - self.surroundings.today()).get_days();
        let mut open = Vec::new();
        for coupling in names.couplings.values() {
            if let Some(reason) = coupling.paused() {
                open.extend(names.of_coupling(coupling.id(), OpenItem::Paused { reason }, 1, None));
            }
            if coupling.settings.interface == Interface::Soap && days_left <= SOAP_IS_NEAR {
                open.extend(names.of_coupling(coupling.id(), OpenItem::SoapEnds { days_left }, 1, None));
            }
        }
        open
    }

    async fn open_postings(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let mut counted: BTreeMap<_, (i64, Timestamp)> = BTreeMap::new();
        for waiting in self.store.postings_waiting().await? {
            let conflict = waiting.state == PostingState::Conflict;
            let key = (waiting.coupling, conflict, waiting.period);
            let (postings, oldest) = counted.entry(key).or_insert((0, waiting.oldest));
            *postings += waiting.postings;
            *oldest = waiting.oldest.min(*oldest);
        }
        let open = counted.into_iter().filter_map(|((coupling, conflict, period), found)| {
            let what = if conflict {
                OpenItem::Conflicts { period }
            } else {
                OpenItem::InDoubt { period }
            };
            names.of_coupling(coupling, what, found.0, Some(self.surroundings.date_of(found.1)))
        });
        Ok(open.collect())
    }

    /// The last run of each flow, days and pay period, where it did not end well and is not at work.
    async fn open_runs(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let at_work: BTreeSet<String> = self
            .store
            .held_leases(self.surroundings.now())
            .await?
            .into_iter()
            .collect();
        let mut open = Vec::new();
        for run in self.store.runs_waiting().await? {
            let Some(coupling) = names.couplings.get(&run.coupling) else {
                continue;
            };
            let oldest = Some(self.surroundings.date_of(run.started_at));
            if run.state != "running" || !is_at_work(&run, coupling, &at_work) {
                open.extend(names.of_coupling(run.coupling, of_run(run), 1, oldest));
            }
        }
        Ok(open)
    }

    async fn open_shifts(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let waiting = self.store.shifts_waiting(self.surroundings.today()).await?;
        let open = waiting.into_iter().map(|found| {
            let what = match found.state {
                ShiftState::Submitted => OpenItem::ShiftsSubmitted,
                _ => OpenItem::ShiftsOpen,
            };
            names.of_organisation(found.organisation, what, found.shifts, Some(found.oldest))
        });
        Ok(open.collect())
    }

    async fn undelivered_notices(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let given_up = self.store.count_given_up().await?.into_iter();
        let open = given_up.map(|(organisation, count, oldest)| {
            let oldest = Some(self.surroundings.date_of(oldest));
            names.of_organisation(organisation, OpenItem::Undelivered, count, oldest)
        });
        Ok(open.collect())
    }

    async fn open_requests(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let waiting = self.store.requests_waiting().await?;
        let open = waiting.into_iter().map(|found| {
            let what = match found.what {
                Requested::Leave => OpenItem::LeaveRequested,
                Requested::Payout => OpenItem::PayoutsRequested,
            };
            let oldest = Some(self.surroundings.date_of(found.oldest));
            names.of_organisation(found.organisation, what, found.requests, oldest)
        });
        Ok(open.collect())
    }
}

/// Whether the lease under which a run of this flow works is held.
pub(crate) fn is_at_work(run: &Run, coupling: &OpenCoupling, held: &BTreeSet<String>) -> bool {
    let lease = if run.flow == "people" {
        format!("{} people", coupling.company_lease())
    } else {
        coupling.company_lease()
    };
    held.contains(&lease)
}

fn of_run(run: Run) -> OpenItem {
    match (run.range, run.period) {
        (_, Some(period)) if run.flow == PROOF => OpenItem::Differs { period },
        (Some(range), Some(period)) => OpenItem::Run {
            flow: Flow::parse(&run.flow).unwrap_or_default(),
            range,
            period,
            state: run.state,
        },
        _ => OpenItem::PeopleRun { state: run.state },
    }
}
