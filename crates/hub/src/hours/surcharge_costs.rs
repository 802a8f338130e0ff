//! What surcharges cost in some days, by group, person and factor.

use super::desired::{by_person, in_circumstances};
use crate::access::Allowed;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::display_name;
use crate::profiles::OrganisationProfiles;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::{Contract, Salary};
use loonbrug_domain::rules::{Circumstances, GroupShift, SurchargeCost, WorkedShift, days_needed, surcharge_costs};
use loonbrug_domain::{DateRange, Factor, RuleSet, Shift};
use loonbrug_store::{Person, StoredShift};
use std::collections::{BTreeMap, HashMap};

/// What surcharges cost in some days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SurchargeCosts {
    /// One line for each group, person and factor.
    pub lines: Vec<SurchargeLine>,
    /// Names of those with a shift that cannot have been worked, or settings that say two things.
    pub left_out: Vec<String>,
}

/// The surcharges of one person for one group at one factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurchargeLine {
    /// The group for which was worked; `None` where it was for none.
    pub group: Option<String>,
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// The factor.
    pub factor: Factor,
    /// What they come to.
    pub cost: SurchargeCost,
}

/// Costs by factor.
pub type CostsByFactor = BTreeMap<Factor, SurchargeCost>;

impl SurchargeCosts {
    /// By group; what was worked for none comes first.
    #[must_use]
    pub fn by_group(&self) -> BTreeMap<Option<&str>, CostsByFactor> {
        let mut groups: BTreeMap<Option<&str>, CostsByFactor> = BTreeMap::new();
        for line in &self.lines {
            let of_group = groups.entry(line.group.as_deref()).or_default();
            *of_group.entry(line.factor).or_default() += line.cost;
        }
        groups
    }

    /// By person in one group, in the order of their names.
    #[must_use]
    pub fn by_person(&self, group: Option<&str>) -> BTreeMap<(&str, PersonId), CostsByFactor> {
        let mut people: BTreeMap<(&str, PersonId), CostsByFactor> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.group.as_deref() == group) {
            let of_person = people.entry((&line.name, line.person)).or_default();
            *of_person.entry(line.factor).or_default() += line.cost;
        }
        people
    }
}

/// What is known of everybody whom a right reaches.
struct Known {
    people: HashMap<PersonId, Person>,
    profiles: OrganisationProfiles,
    contracts: HashMap<PersonId, Vec<Contract>>,
}

/// The rules and the wages of a company, and the days that are asked for.
struct Company<'c> {
    rules: &'c [RuleSet],
    salaries: &'c HashMap<PersonId, Vec<Salary>>,
    range: DateRange,
}

impl Hub {
    /// What the surcharges of those whom a right reaches cost, by the rules of the company that pays them. Wages are
    /// those of whom `salaries` reaches, and no others. Who is linked in two companies goes by the first by name; hours
    /// that somebody else computed have no group and no shifts, and are left out.
    pub async fn surcharge_costs(
        &self,
        allowed: &Allowed,
        salaries: Option<&Allowed>,
        range: DateRange,
    ) -> Result<SurchargeCosts, HubError> {
        let organisation = allowed.organisation();
        let people = self.people_within(allowed).await?;
        let mut known = Known {
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            profiles: self.profiles(organisation).await?,
            contracts: self.contracts(organisation).await?,
        };
        let mut costs = SurchargeCosts::default();
        for coupling in self.couplings_of(organisation).await? {
            let rules = self.rule_sets(organisation, &coupling.settings.rule_set).await?;
            let shifts = self.store.shifts(organisation, days_needed(&rules, range)).await?;
            let salaries = self.wages(&coupling, salaries).await?;
            let company = Company {
                rules: &rules,
                salaries: &salaries,
                range,
            };
            let mut brought = by_person(shifts, Vec::new());
            for link in self.store.links(coupling.id()).await? {
                let person = known.people.remove(&link.person);
                if let (Some(person), Some(brought)) = (person, brought.remove(&link.person)) {
                    known.add(&mut costs, &person, &brought.shifts, &company);
                }
            }
        }
        costs.lines.sort_by(|one, other| one.name.cmp(&other.name));
        costs.left_out.sort();
        Ok(costs)
    }

    /// The salaries of a company's people, as far as a right to see them reaches.
    async fn wages(
        &self,
        coupling: &OpenCoupling,
        allowed: Option<&Allowed>,
    ) -> Result<HashMap<PersonId, Vec<Salary>>, HubError> {
        let Some(allowed) = allowed else {
            return Ok(HashMap::new());
        };
        let links = self.store.links(coupling.id()).await?;
        let linked: Vec<PersonId> = links.iter().map(|link| link.person).collect();
        let seen = self.people_among(allowed, &linked).await?;
        let numbers: HashMap<PersonId, i64> = links.iter().map(|link| (link.person, link.employee_number)).collect();
        let wanted: Vec<i64> = seen
            .iter()
            .filter_map(|person| numbers.get(&person.id).copied())
            .collect();
        let mut salaries = self.salaries(coupling, &wanted).await?;
        let wages = seen.iter().filter_map(|person| {
            let number = numbers.get(&person.id)?;
            Some((person.id, salaries.remove(number)?))
        });
        Ok(wages.collect())
    }
}

impl Known {
    fn add(&self, costs: &mut SurchargeCosts, person: &Person, stored: &[StoredShift], company: &Company<'_>) {
        let contracts = self.contracts.get(&person.id).map_or(&[][..], Vec::as_slice);
        let name = display_name(person);
        let Ok(shifts) = in_circumstances(stored, &self.profiles.standing(person, contracts)) else {
            costs.left_out.push(name);
            return;
        };
        let of_groups: Vec<GroupShift<'_>> = shifts.iter().zip(stored).map(of_group).collect();
        let salaries = company.salaries.get(&person.id).map_or(&[][..], Vec::as_slice);
        let found = surcharge_costs(&of_groups, salaries, company.rules, company.range);
        costs
            .lines
            .extend(found.into_iter().map(|((group, factor), cost)| SurchargeLine {
                group,
                person: person.id,
                name: name.clone(),
                factor,
                cost,
            }));
    }
}

fn of_group<'s>(((shift, circumstances), stored): (&'s (Shift, Circumstances), &'s StoredShift)) -> GroupShift<'s> {
    GroupShift {
        worked: WorkedShift { shift, circumstances },
        group: stored.group.as_deref(),
    }
}
