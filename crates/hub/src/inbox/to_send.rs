//! Hours of pay periods: what is ready to be sent, and how far a period is.

use super::{Names, Open, OpenItem};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{ContractType, contract_type};
use loonbrug_domain::group::Membership;
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_domain::profile::{Field, Owner, Profiles};
use loonbrug_domain::{Date, DateRange, PayPeriod};
use loonbrug_nmbrs::RecordContent;
use loonbrug_store::{HoursOfDays, LinkedContract};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many pay periods that have ended are looked at: what lies further back was paid before Loonbrug.
const ENDED_PERIODS: usize = 6;

impl Hub {
    /// The pay periods that have ended and have approved hours, of people who are paid by the hour, that were not sent.
    pub(super) async fn hours_to_send(&self, names: &Names, paid_by_hour: &PaidByHour) -> Result<Vec<Open>, HubError> {
        let today = self.surroundings.today();
        let working = names
            .couplings
            .values()
            .filter(|coupling| coupling.row.paused.is_none());
        let periods: Vec<(CouplingId, PayPeriod)> = working
            .flat_map(|coupling| ended(coupling, today).map(|period| (coupling.id(), period)))
            .collect();
        let days: Vec<HoursOfDays> = periods
            .iter()
            .filter_map(|(coupling, period)| Some(days_of(names.couplings.get(coupling)?, *period)))
            .collect();
        let mut found: BTreeMap<usize, (i64, i64, Date)> = BTreeMap::new();
        for hours in self.store.hours_to_send(&days).await? {
            let Some((coupling, period)) = periods.get(hours.place) else {
                continue;
            };
            if paid_by_hour.is(*coupling, hours.person, period.wage_range()) {
                let (people, shifts, oldest) = found.entry(hours.place).or_insert((0, 0, hours.oldest));
                *people += 1;
                *shifts += hours.shifts;
                *oldest = hours.oldest.min(*oldest);
            }
        }
        let open = found.into_iter().filter_map(|(place, (people, shifts, oldest))| {
            let (coupling, period) = *periods.get(place)?;
            names.of_coupling(coupling, OpenItem::ToSend { period, people }, shifts, Some(oldest))
        });
        Ok(open.collect())
    }

    /// Who is linked, with all that says whether they are paid by the hour.
    pub(super) async fn paid_by_hour(&self) -> Result<PaidByHour, HubError> {
        let mut settings: HashMap<OrganisationId, Vec<_>> = HashMap::new();
        let mut by_group = false;
        for (organisation, entry) in self.store.profile_entries_about(Field::ContractType).await? {
            by_group |= matches!(entry.owner, Owner::Group(_));
            settings.entry(organisation).or_default().push(entry);
        }
        let memberships = if by_group {
            self.store.all_memberships().await?
        } else {
            BTreeMap::new()
        };
        let linked = self.store.contracts_of_linked().await?;
        Ok(PaidByHour {
            linked: linked
                .into_iter()
                .map(|one| ((one.coupling, one.person), one))
                .collect(),
            settings: settings
                .into_iter()
                .map(|(whose, entries)| (whose, Profiles::new(entries)))
                .collect(),
            memberships,
        })
    }
}

/// The pay periods of a coupling that have ended lately, newest first.
fn ended(coupling: &OpenCoupling, today: Date) -> impl Iterator<Item = PayPeriod> + use<> {
    let now = PayPeriod::containing(coupling.settings.company.frequency, today);
    std::iter::successors(Some(now.previous()), |period| Some(period.previous())).take(ENDED_PERIODS)
}

pub(super) fn days_of(coupling: &OpenCoupling, period: PayPeriod) -> HoursOfDays {
    HoursOfDays {
        coupling: coupling.id(),
        range: period.wage_range(),
    }
}

/// What is known of the contracts of everybody who is linked.
pub(super) struct PaidByHour {
    linked: HashMap<(CouplingId, PersonId), LinkedContract>,
    settings: HashMap<OrganisationId, Profiles>,
    memberships: BTreeMap<PersonId, Vec<Membership>>,
}

impl PaidByHour {
    /// Whether somebody is paid by the hour in these days, as a plan of hours takes it; who it cannot be said of counts,
    /// so that nobody is forgotten.
    pub(super) fn is(&self, coupling: CouplingId, person: PersonId, range: DateRange) -> bool {
        let Some(linked) = self.linked.get(&(coupling, person)) else {
            return false;
        };
        let set = self.set(linked, range.to);
        let by_hand = set.as_deref().or(linked.by_hand.as_deref());
        match contract_type(by_hand, &contracts(linked), range) {
            ContractType::ZeroHours | ContractType::Both | ContractType::Unknown => true,
            ContractType::ContractHours | ContractType::None => false,
        }
    }

    /// What the settings say on a day.
    fn set(&self, linked: &LinkedContract, date: Date) -> Option<String> {
        let settings = self.settings.get(&linked.organisation)?;
        let groups: BTreeSet<&String> = self
            .memberships
            .get(&linked.person)
            .into_iter()
            .flatten()
            .map(|membership| &membership.group)
            .collect();
        let groups: Vec<String> = groups.into_iter().cloned().collect();
        let profile = settings.on(linked.person, &groups, date);
        Some(profile.get(Field::ContractType).ok()??.setting.written())
    }
}

fn contracts(linked: &LinkedContract) -> Vec<Contract> {
    match linked.record.as_deref().map(serde_json::from_str) {
        Some(Ok(RecordContent::Contract(contracts))) => contracts,
        _ => Vec::new(),
    }
}
