//! What takes reckoning to find: odd figures, clock events that make no shift, employees who are not linked. It is
//! reckoned each night and whenever somebody does something about it, and kept.

use super::{Names, Open, OpenItem};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::{CandidateState, PeoplePlan};
use jiff::ToSpan;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{Date, DateRange, Frequency, PayPeriod};
use loonbrug_store::ReckonedItem;
use std::collections::BTreeSet;

/// Clock events of so many days are looked at: longer ago nobody can say when somebody left.
const CLOCK_DAYS: i64 = 35;

const ODD_FIGURES: &str = "odd-figures";
const CLOCK_EVENTS: &str = "clock-events";
const UNKNOWN_BADGES: &str = "unknown-badges";
const NOT_LINKED: &str = "not-linked";

impl Hub {
    /// What was reckoned last.
    pub(super) async fn reckoned(&self, names: &Names) -> Result<Vec<Open>, HubError> {
        let mut open = Vec::new();
        for item in self.store.reckoned_items().await? {
            let what = match item.kind.as_str() {
                ODD_FIGURES => OpenItem::OddFigures,
                CLOCK_EVENTS => OpenItem::ClockEvents,
                UNKNOWN_BADGES => OpenItem::UnknownBadges,
                NOT_LINKED => OpenItem::NotLinked,
                // Of a newer program on the same database.
                _ => continue,
            };
            open.extend(match item.coupling {
                Some(coupling) => names.of_coupling(coupling, what, item.items, item.oldest),
                None => Some(names.of_organisation(item.organisation, what, item.items, item.oldest)),
            });
        }
        Ok(open)
    }

    /// Reckons what waits in every organisation. One of which it cannot be reckoned, because a setting is unclear, keeps
    /// what it had; its plans say why.
    pub(crate) async fn reckon_all(&self) -> Result<(), HubError> {
        let couplings = self.couplings().await?;
        for organisation in self.store.organisations().await? {
            let of_organisation = couplings.iter().filter(|one| one.organisation() == organisation.id);
            let frequencies = of_organisation.map(|one| one.settings.company.frequency).collect();
            let clock = self.reckon_clock(organisation.id).await;
            let odd = self.reckon_odd_of(organisation.id, &frequencies).await;
            for error in [clock.err(), odd.err()].into_iter().flatten() {
                tracing::warn!(organisation = %organisation.id, %error, "what waits could not be reckoned");
            }
        }
        Ok(())
    }

    /// Reckons which clock events wait.
    pub(crate) async fn reckon_clock(&self, organisation: OrganisationId) -> Result<(), HubError> {
        let today = self.surroundings.today();
        let range = DateRange {
            from: today.saturating_sub(CLOCK_DAYS.days()),
            to: today,
        };
        let open = self.clock_open(organisation, range).await?;
        let events = open.items.iter().map(|item| self.surroundings.date_of(item.at));
        let badges = open.unknown.iter().map(|event| self.surroundings.date_of(event.at));
        let items = [
            self.item(organisation, CLOCK_EVENTS, &events.collect::<Vec<_>>()),
            self.item(organisation, UNKNOWN_BADGES, &badges.collect::<Vec<_>>()),
        ];
        Ok(self.store.put_reckoned_items(&items).await?)
    }

    /// Reckons which odd figures wait.
    pub(crate) async fn reckon_odd(&self, organisation: OrganisationId) -> Result<(), HubError> {
        let couplings = self.couplings().await?;
        let of_organisation = couplings.iter().filter(|one| one.organisation() == organisation);
        let frequencies = of_organisation.map(|one| one.settings.company.frequency).collect();
        self.reckon_odd_of(organisation, &frequencies).await
    }

    /// The pay period of today and the one before it, of each frequency; months where there is no coupling.
    async fn reckon_odd_of(
        &self,
        organisation: OrganisationId,
        frequencies: &BTreeSet<Frequency>,
    ) -> Result<(), HubError> {
        let months = BTreeSet::from([Frequency::Monthly]);
        let frequencies = if frequencies.is_empty() { &months } else { frequencies };
        let (mut keys, mut days) = (BTreeSet::new(), Vec::new());
        for frequency in frequencies {
            let now = PayPeriod::containing(*frequency, self.surroundings.today());
            for period in [now.previous(), now] {
                let range = period.wage_range();
                for odd in self.odd_figures(organisation, range).await? {
                    if odd.waits() && keys.insert((odd.oddity.person, odd.key)) {
                        days.push(range.from);
                    }
                }
            }
        }
        let item = self.item(organisation, ODD_FIGURES, &days);
        Ok(self.store.put_reckoned_items(&[item]).await?)
    }

    /// Keeps who could be imported or linked, after a synchronisation that did what was chosen.
    pub(crate) async fn reckon_candidates(
        &self,
        coupling: &OpenCoupling,
        plan: &PeoplePlan,
        done: usize,
    ) -> Result<(), HubError> {
        let could_be = |state: &CandidateState| matches!(state, CandidateState::New | CandidateState::Link(_));
        let candidates = plan.candidates.iter().filter(|one| could_be(&one.state)).count();
        let item = ReckonedItem {
            coupling: Some(coupling.id()),
            items: count(candidates.saturating_sub(done)),
            ..self.item(coupling.organisation(), NOT_LINKED, &[])
        };
        Ok(self.store.put_reckoned_items(&[item]).await?)
    }

    fn item(&self, organisation: OrganisationId, kind: &str, days: &[Date]) -> ReckonedItem {
        ReckonedItem {
            organisation,
            kind: kind.to_owned(),
            coupling: None,
            items: count(days.len()),
            oldest: days.iter().min().copied(),
            reckoned_at: self.surroundings.now(),
        }
    }
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
