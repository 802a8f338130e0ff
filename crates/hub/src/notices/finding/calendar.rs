//! What a day brings: a pay period that nears its end, the end of SOAP, and runs that nobody finished.

use super::{Couplings, Found, about_run};
use crate::application::Hub;
use crate::error::HubError;
use crate::notices::link::coupling_page;
use crate::notices::words;
use crate::settings::END_OF_SOAP;
use jiff::SignedDuration;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::notice::{NoticeKind, soap_milestone};
use loonbrug_nmbrs::capability::Interface;
use std::collections::BTreeSet;

/// So many days before its last one a pay period nears its end.
const NEARS_END: i32 = 3;
/// A run that is said to be at work for so long, while nobody is, broke off.
const BROKEN_OFF: SignedDuration = SignedDuration::from_hours(1);
/// Notices are kept for so long; no cause lasts longer.
const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

impl Hub {
    /// Finds what the day brings that somebody must hear of, and forgets old notices. Gives how much may be told; what was
    /// told before is not told again.
    pub async fn look_at_the_calendar(&self) -> Result<usize, HubError> {
        let couplings = Couplings::read(self).await?;
        let mut found = self.soap_notices(&couplings);
        found.extend(self.hours_notices(&couplings).await?);
        found.extend(self.broken_off(&couplings).await?);
        let number = if found.is_empty() {
            0
        } else {
            self.tell_found(&found).await?
        };
        self.store.forget_notices(self.surroundings.now() - KEPT).await?;
        Ok(number)
    }

    fn soap_notices(&self, couplings: &Couplings) -> Vec<Found> {
        let days_left = (END_OF_SOAP - self.surroundings.today()).get_days();
        let Some(milestone) = soap_milestone(days_left) else {
            return Vec::new();
        };
        let over_soap = couplings
            .0
            .values()
            .filter(|one| one.settings.interface == Interface::Soap);
        let found = over_soap.map(|coupling| Found {
            link: coupling_page(coupling.organisation(), &coupling.row.name),
            subject: vec![("coupling", coupling.id().to_string())],
            ..Found::of(
                coupling.organisation(),
                NoticeKind::SoapEnds,
                format!("soap {} {milestone}", coupling.id()),
                words::soap_ends(&coupling.row.name, days_left),
            )
        });
        found.collect()
    }

    async fn hours_notices(&self, couplings: &Couplings) -> Result<Vec<Found>, HubError> {
        let today = self.surroundings.today();
        let periods: BTreeSet<(OrganisationId, PayPeriod)> = couplings
            .0
            .values()
            .map(|one| {
                let period = PayPeriod::containing(one.settings.company.frequency, today);
                (one.organisation(), period)
            })
            .filter(|(_, period)| (period.wage_range().to - today).get_days() <= NEARS_END)
            .collect();
        if periods.is_empty() {
            return Ok(Vec::new());
        }
        let waiting = self.store.shifts_waiting(today).await?;
        let waits = |organisation| waiting.iter().any(|found| found.organisation == organisation);
        let found = periods.into_iter().filter(|(organisation, _)| waits(*organisation));
        let found = found.map(|(organisation, period)| {
            let key = serde_json::json!(period.frequency);
            let key = key.as_str().unwrap_or_default();
            Found {
                link: format!("/e/{organisation}/hours?state=waiting"),
                ..Found::of(
                    organisation,
                    NoticeKind::HoursToApprove,
                    format!("hours {organisation} {key} {} {}", period.year, period.number),
                    words::hours_to_approve(period),
                )
            }
        });
        Ok(found.collect())
    }

    /// Runs that are said to be at work and are not: whoever was at it died.
    async fn broken_off(&self, couplings: &Couplings) -> Result<Vec<Found>, HubError> {
        let now = self.surroundings.now();
        let held: BTreeSet<String> = self.store.held_leases(now).await?.into_iter().collect();
        let runs = self.store.runs_waiting().await?.into_iter();
        let runs = runs.filter(|run| run.state == "running" && now.duration_since(run.started_at) >= BROKEN_OFF);
        let found = runs.filter_map(|run| {
            let coupling = couplings.0.get(&run.coupling)?;
            let words = words::run_broken_off(&run, &coupling.row.name);
            let is_at_work = crate::inbox::is_at_work(&run, coupling, &held);
            (!is_at_work).then(|| about_run(&run, NoticeKind::RunFailed, words))
        });
        Ok(found.collect())
    }

    /// Tells that the ledgers of an organisation could not be kept this night.
    pub(crate) async fn tell_ledgers_failed(&self, organisation: OrganisationId) -> Result<(), HubError> {
        let found = Found {
            link: format!("/e/{organisation}/ledgers"),
            ..Found::of(
                organisation,
                NoticeKind::RunFailed,
                format!("ledgers {organisation} {}", self.surroundings.today()),
                words::ledgers_failed(),
            )
        };
        self.tell_found(&[found]).await?;
        Ok(())
    }
}
