//! The people of an organisation with what ledgers go by: contracts, schedules, settings, rules.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::kind_word;
use crate::profiles::OrganisationProfiles;
use crate::settings::CouplingSettings;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::in_service;
use loonbrug_domain::people::{Contract, Employment, Schedule};
use loonbrug_domain::plus_minus::Norm;
use loonbrug_domain::profile::EffectiveProfile;
use loonbrug_domain::standing::Standing;
use loonbrug_domain::work_pattern::WorkPattern;
use loonbrug_domain::{Date, RuleSet};
use loonbrug_nmbrs::{RecordContent, RecordKind};
use loonbrug_store::{Link, Person};
use std::collections::{BTreeSet, HashMap};

/// Everybody.
#[derive(Debug, Default)]
pub(super) struct Staff {
    pub members: Vec<Member>,
    /// Rule sets by name.
    pub rules: HashMap<String, Vec<RuleSet>>,
    profiles: OrganisationProfiles,
}

/// One person.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub person: Person,
    /// Contracts as far as the person is in service, and schedules.
    pub pattern: WorkPattern,
    /// Contracts as the payroll system has them.
    pub signed: Vec<Contract>,
    /// The last day in service, where it is known.
    pub last_day: Option<Date>,
    /// Name of the rule set of the company that pays.
    pub rule_set: Option<String>,
    /// How contract hours become the norm of a range in that company.
    pub norm: Norm,
}

impl Member {
    pub fn id(&self) -> PersonId {
        self.person.id
    }

    pub fn contracts(&self) -> &[Contract] {
        &self.pattern.contracts
    }
}

/// Whose records are read.
#[derive(Clone, Copy)]
enum Whom<'p> {
    Everybody,
    Only(&'p [PersonId]),
}

/// What one coupling knows, by employee number.
#[derive(Default)]
struct Known {
    contracts: HashMap<i64, Vec<Contract>>,
    employments: HashMap<i64, Vec<Employment>>,
    schedules: HashMap<i64, Vec<Schedule>>,
}

impl Staff {
    /// What holds for a person on a day.
    pub fn profile(&self, person: PersonId, date: Date) -> EffectiveProfile {
        self.profiles.on(person, date)
    }

    /// How a person stands on any day, as the flows know it.
    pub fn standing<'s>(&'s self, member: &'s Member) -> Standing<'s> {
        self.profiles.standing(&member.person, &member.signed)
    }

    pub fn rules_of(&self, member: &Member) -> &[RuleSet] {
        let rules = member.rule_set.as_ref().and_then(|name| self.rules.get(name));
        rules.map_or(&[], Vec::as_slice)
    }

    pub fn member(&self, person: PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.id() == person)
    }
}

impl Hub {
    /// Reads everybody. Who is linked in two companies goes by the first of them by name.
    pub(super) async fn staff(&self, organisation: OrganisationId) -> Result<Staff, HubError> {
        let profiles = self.profiles(organisation).await?;
        let people = self.store.people(organisation).await?;
        self.staff_from(organisation, profiles, people, Whom::Everybody).await
    }

    /// Reads one person.
    pub(super) async fn staff_of(&self, organisation: OrganisationId, person: &Person) -> Result<Staff, HubError> {
        self.staff_among(organisation, vec![person.clone()]).await
    }

    /// Reads these people alone.
    pub(super) async fn staff_called(
        &self,
        organisation: OrganisationId,
        people: &BTreeSet<PersonId>,
    ) -> Result<Staff, HubError> {
        let whom: Vec<PersonId> = people.iter().copied().collect();
        let people = self.store.people_with_ids(organisation, &whom).await?;
        self.staff_among(organisation, people).await
    }

    /// Reads these people.
    pub(super) async fn staff_among(
        &self,
        organisation: OrganisationId,
        people: Vec<Person>,
    ) -> Result<Staff, HubError> {
        let whom: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let profiles = self.profiles_of(organisation, &whom).await?;
        self.staff_from(organisation, profiles, people, Whom::Only(&whom)).await
    }

    async fn staff_from(
        &self,
        organisation: OrganisationId,
        profiles: OrganisationProfiles,
        people: Vec<Person>,
        whom: Whom<'_>,
    ) -> Result<Staff, HubError> {
        let mut staff = Staff {
            profiles,
            ..Staff::default()
        };
        let mut found: HashMap<PersonId, Member> = HashMap::new();
        for coupling in self.couplings_of(organisation).await? {
            self.read_members(&coupling, &people, whom, &mut found).await?;
            let name = coupling.settings.rule_set.clone();
            let rules = self.rule_sets(organisation, &name).await?;
            staff.rules.insert(name, rules);
        }
        let members = people
            .into_iter()
            .map(|person| found.remove(&person.id).unwrap_or_else(|| unlinked(person)));
        staff.members = members.collect();
        Ok(staff)
    }

    async fn read_members(
        &self,
        coupling: &OpenCoupling,
        people: &[Person],
        whom: Whom<'_>,
        found: &mut HashMap<PersonId, Member>,
    ) -> Result<(), HubError> {
        let links = match whom {
            Whom::Everybody => self.store.links(coupling.id()).await?,
            Whom::Only(people) => self.store.links_of(coupling.id(), people).await?,
        };
        let known = self.known(coupling, whom, &links).await?;
        let people: HashMap<PersonId, &Person> = people.iter().map(|person| (person.id, person)).collect();
        for link in links {
            let Some(person) = people.get(&link.person) else {
                continue;
            };
            let member = || known.member(person, link.employee_number, &coupling.settings);
            found.entry(link.person).or_insert_with(member);
        }
        Ok(())
    }

    async fn known(&self, coupling: &OpenCoupling, whom: Whom<'_>, links: &[Link]) -> Result<Known, HubError> {
        let mut known = Known::default();
        let numbers: Vec<i64> = links.iter().map(|link| link.employee_number).collect();
        for kind in [RecordKind::Contract, RecordKind::Employment, RecordKind::Schedule] {
            let (coupling_id, kind) = (coupling.id(), kind_word(kind));
            let records = match whom {
                Whom::Everybody => self.store.remote_records(coupling_id, kind).await?,
                Whom::Only(_) => self.store.remote_records_of(coupling_id, kind, &numbers).await?,
            };
            for record in records {
                known.learn(record.employee_number, self.open_record(coupling, &record)?);
            }
        }
        Ok(known)
    }
}

impl Known {
    fn learn(&mut self, number: i64, content: RecordContent) {
        match content {
            RecordContent::Contract(contracts) => drop(self.contracts.insert(number, contracts)),
            RecordContent::Employment(employments) => drop(self.employments.insert(number, employments)),
            RecordContent::Schedule(schedules) => drop(self.schedules.insert(number, schedules)),
            RecordContent::Identity(_) | RecordContent::Personal(_) | RecordContent::Salary(_) => {}
        }
    }

    fn member(&self, person: &Person, number: i64, settings: &CouplingSettings) -> Member {
        let employments = self.employments.get(&number).map_or(&[][..], Vec::as_slice);
        let signed = self.contracts.get(&number).cloned().unwrap_or_default();
        let mut contracts = in_service(&signed, employments);
        if person.contract_type.as_deref() == Some("zero-hours") {
            for contract in &mut contracts {
                contract.weekly_hours_thousandths = Some(0);
            }
        }
        let last = employments.iter().max_by_key(|employment| employment.start);
        Member {
            person: person.clone(),
            pattern: WorkPattern {
                contracts,
                schedules: self.schedules.get(&number).cloned().unwrap_or_default(),
            },
            signed,
            last_day: last.and_then(|employment| employment.end),
            rule_set: Some(settings.rule_set.clone()),
            norm: settings.plus_hours.norm,
        }
    }
}

/// Who is in no company: nothing is known of contracts.
fn unlinked(person: Person) -> Member {
    Member {
        person,
        pattern: WorkPattern::default(),
        signed: Vec::new(),
        last_day: None,
        rule_set: None,
        norm: Norm::default(),
    }
}
