//! On which days somebody is paid by the hour: as the plan of hours sees it, day by day.

use crate::application::Hub;
use crate::error::HubError;
use crate::people::kind_of_word;
use loonbrug_domain::group::Membership;
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_domain::profile::{ContractKind, Field, Owner, Profiles};
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{Date, DateRange};
use loonbrug_nmbrs::RecordContent;
use loonbrug_store::{HoursOfDays, LinkedContract};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is known of the contracts of everybody who is linked.
pub(super) struct PaidByHour {
    linked: HashMap<(CouplingId, PersonId), LinkedContract>,
    settings: HashMap<OrganisationId, Settings>,
    memberships: BTreeMap<PersonId, Vec<Membership>>,
}

/// What an organisation says of types of contract.
#[derive(Default)]
struct Settings {
    profiles: Profiles,
    /// The days on which anybody's setting begins.
    begin: BTreeSet<Date>,
}

/// What is asked, for each person whose hours were found in it.
pub(super) struct Shared {
    /// Place and person, where all days are paid by the hour.
    pub whole: BTreeSet<(usize, PersonId)>,
    /// The days that are, where only some are: each with the place that it is a part of.
    pub parts: Vec<(usize, HoursOfDays)>,
}

impl Hub {
    /// Who is linked, with all that says on which days they are paid by the hour.
    pub(super) async fn paid_by_hour(&self) -> Result<PaidByHour, HubError> {
        let mut entries: HashMap<OrganisationId, Vec<_>> = HashMap::new();
        let mut by_group = false;
        for (organisation, entry) in self.store.profile_entries_about(Field::ContractType).await? {
            by_group |= matches!(entry.owner, Owner::Group(_));
            entries.entry(organisation).or_default().push(entry);
        }
        let memberships = if by_group {
            self.store.all_memberships().await?
        } else {
            BTreeMap::new()
        };
        let linked = self.store.contracts_of_linked().await?;
        let settings = entries.into_iter().map(|(organisation, entries)| {
            let begin = entries.iter().map(|entry| entry.valid_from).collect();
            let profiles = Profiles::new(entries);
            (organisation, Settings { profiles, begin })
        });
        Ok(PaidByHour {
            linked: linked
                .into_iter()
                .map(|one| ((one.coupling, one.person), one))
                .collect(),
            settings: settings.collect(),
            memberships,
        })
    }
}

impl PaidByHour {
    /// Sorts out whose hours count whole and whose in part; those of anybody else go by other flows.
    pub fn share(&self, asked: &[HoursOfDays], found: impl IntoIterator<Item = (usize, PersonId)>) -> Shared {
        let mut shared = Shared {
            whole: BTreeSet::new(),
            parts: Vec::new(),
        };
        for (place, person) in found.into_iter().collect::<BTreeSet<_>>() {
            let Some(days) = asked.get(place) else { continue };
            let ranges = self.ranges(days.coupling, person, days.range);
            if ranges == [days.range] {
                shared.whole.insert((place, person));
                continue;
            }
            let part = |range| {
                let person = Some(person);
                (
                    place,
                    HoursOfDays {
                        range,
                        person,
                        ..days.clone()
                    },
                )
            };
            shared.parts.extend(ranges.into_iter().map(part));
        }
        shared
    }

    /// The days of a range on which somebody is paid by the hour; those of which it cannot be said are among them, so
    /// that nobody is forgotten. None without a contract.
    fn ranges(&self, coupling: CouplingId, person: PersonId, range: DateRange) -> Vec<DateRange> {
        let Some(linked) = self.linked.get(&(coupling, person)) else {
            return Vec::new();
        };
        let contracts = contracts(linked);
        let is_valid =
            |contract: &Contract| contract.start <= range.to && contract.end.is_none_or(|end| end >= range.from);
        if !contracts.iter().any(is_valid) {
            return Vec::new();
        }
        let nothing = Settings::default();
        let settings = self.settings.get(&linked.organisation).unwrap_or(&nothing);
        let groups = self.groups(person);
        let standing = Standing {
            person,
            birth_date: None,
            by_hand: linked.by_hand.as_deref().and_then(kind_of_word),
            groups: &groups,
            contracts: &contracts,
            profiles: &settings.profiles,
        };
        let mut ranges: Vec<DateRange> = Vec::new();
        for part in parts(range, &contracts, &settings.begin) {
            if matches!(standing.contract_on(part.from), Ok(Some(ContractKind::ContractHours))) {
                continue;
            }
            match ranges.last_mut() {
                Some(last) if last.to.tomorrow().ok() == Some(part.from) => last.to = part.to,
                _ => ranges.push(part),
            }
        }
        ranges
    }

    fn groups(&self, person: PersonId) -> Vec<String> {
        let memberships = self.memberships.get(&person).into_iter().flatten();
        let groups: BTreeSet<&String> = memberships.map(|membership| &membership.group).collect();
        groups.into_iter().cloned().collect()
    }
}

/// The parts of a range inside which nothing begins or ends that could change a type of contract.
fn parts(range: DateRange, contracts: &[Contract], begin: &BTreeSet<Date>) -> Vec<DateRange> {
    let ends = contracts.iter().filter_map(|contract| contract.end?.tomorrow().ok());
    let starts = contracts.iter().map(|contract| contract.start);
    let changes = ends.chain(starts).chain(begin.iter().copied());
    let mut firsts: BTreeSet<Date> = changes.filter(|date| range.contains(*date)).collect();
    firsts.insert(range.from);
    let nexts = firsts.iter().skip(1).map(|next| next.yesterday().unwrap_or(*next));
    let lasts = nexts.chain([range.to]);
    firsts
        .iter()
        .zip(lasts)
        .map(|(from, to)| DateRange { from: *from, to })
        .collect()
}

fn contracts(linked: &LinkedContract) -> Vec<Contract> {
    match linked.record.as_deref().map(serde_json::from_str) {
        Some(Ok(RecordContent::Contract(contracts))) => contracts,
        _ => Vec::new(),
    }
}
