//! Importing, linking and keeping up to date.

use super::matching::Unlinked;
use super::plan::{Candidate, CandidateState, Facts, PeoplePlan, RecordChange};
use super::read::{CompanyRead, CompanyReading, Storing};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::history::people_lines;
use loonbrug_domain::Language;
use loonbrug_domain::ids::{PersonId, RunId};
use loonbrug_nmbrs::{IdPair, RemoteId};
use loonbrug_store::{Link, Person, Run};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a person chooses.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PeopleChoice {
    /// "Niet bestaande Nmbrs-personeelsleden importeren als nieuwe medewerkers".
    pub import_new: bool,
    /// "Personeel Nmbrs koppelen aan bestaande medewerkers": take over the certain proposals.
    pub link_proposals: bool,
    /// Link these employees with these people, proposed or not.
    pub links: Vec<(i64, PersonId)>,
    /// Only these employees; all when empty.
    pub only: BTreeSet<i64>,
}

/// One run of the flow of people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PeopleRun {
    /// The run's identity in the history.
    pub run: RunId,
    /// What was found.
    pub plan: PeoplePlan,
    /// Names of people who were imported.
    pub imported: Vec<String>,
    /// Names of people who were linked.
    pub linked: Vec<String>,
    /// How many rows of people and links were written.
    pub written: u64,
}

impl Hub {
    /// Reads the company and says what would follow: nothing is stored.
    pub async fn plan_people(&self, coupling: &OpenCoupling) -> Result<PeoplePlan, HubError> {
        coupling.must_work()?;
        match self.read_company(coupling, Storing::No).await {
            Ok(read) => {
                let people = self.store.people(coupling.organisation()).await?;
                let links = self.store.links(coupling.id()).await?;
                Ok(plan(&read, &people, &links, &self.in_other_companies(coupling).await?))
            }
            Err(error) => Err(self.heed(coupling, error).await),
        }
    }

    async fn read_company(&self, coupling: &OpenCoupling, storing: Storing) -> Result<CompanyRead, HubError> {
        let reader = self.reader(coupling).await?;
        CompanyReading::new(self, coupling, reader, storing).whole().await
    }

    /// Reads the company, stores what changed, imports and links what was chosen.
    pub async fn apply_people(&self, coupling: &OpenCoupling, choice: &PeopleChoice) -> Result<PeopleRun, HubError> {
        coupling.must_work()?;
        let lease_name = format!("{} people", coupling.company_lease());
        let lease = self.take_lease(&lease_name, &coupling.settings.company.name).await?;
        let run = self.begin_people_run(coupling).await?;
        let outcome = self.run_people(coupling, choice, &run).await;
        lease.release().await?;
        let error = match outcome {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let summary = serde_json::json!({ "error": error.text(Language::English) }).to_string();
        self.store
            .finish_run(run.id, "failed", &summary, self.surroundings.now())
            .await?;
        Err(self.heed(coupling, error).await)
    }

    async fn begin_people_run(&self, coupling: &OpenCoupling) -> Result<Run, HubError> {
        let run = Run {
            id: RunId(self.surroundings.identity()),
            organisation: coupling.organisation(),
            coupling: coupling.id(),
            flow: "people".into(),
            range: None,
            period: None,
            state: "running".into(),
            started_by: self.actor.clone(),
            started_at: self.surroundings.now(),
            finished_at: None,
            summary: "{}".into(),
        };
        self.store.insert_run(&run).await?;
        Ok(run)
    }

    async fn run_people(
        &self,
        coupling: &OpenCoupling,
        choice: &PeopleChoice,
        run: &Run,
    ) -> Result<PeopleRun, HubError> {
        let read = self.read_company(coupling, Storing::Yes).await?;
        let pairs = self.id_pairs(coupling).await?;
        let people = self.store.people(coupling.organisation()).await?;
        let links = self.store.links(coupling.id()).await?;
        let plan = plan(&read, &people, &links, &self.in_other_companies(coupling).await?);
        let mut work = Work::new(self, coupling, &read, &pairs, &people, &links);
        work.keep_up_to_date();
        for candidate in &plan.candidates {
            work.decide(candidate, choice);
        }
        work.link_by_hand(choice)?;
        let led_elsewhere = self.led_by_others(coupling).await?;
        work.people.retain(|person, _| !led_elsewhere.contains(person));
        let written = self.store.put_people(&work.people_to_put()).await? + self.store.put_links(&work.links).await?;
        let (imported, linked) = (work.imported, work.linked);
        let done = PeopleRun {
            run: run.id,
            plan,
            imported,
            linked,
            written,
        };
        self.store
            .put_run_lines(coupling.organisation(), &people_lines(&done))
            .await?;
        let acted = done.imported.len() + done.linked.len();
        self.reckon_candidates(coupling, &done.plan, acted).await?;
        let summary = serde_json::json!({
            "employees": done.plan.employees, "imported": done.imported.len(), "linked": done.linked.len(),
            "changes": done.plan.changes.len(), "gone": done.plan.gone.len(),
        });
        let summary = summary.to_string();
        self.store
            .finish_run(run.id, "done", &summary, self.surroundings.now())
            .await?;
        let organisation = Some(coupling.organisation());
        self.audit(organisation, "people.synchronised", &coupling.row.name, &summary)
            .await?;
        Ok(done)
    }

    /// People of the organisation who are linked in another company.
    async fn in_other_companies(&self, coupling: &OpenCoupling) -> Result<BTreeSet<PersonId>, HubError> {
        let company = &coupling.settings.company.number;
        self.linked_by_others(coupling, |other| other.settings.company.number != *company)
            .await
    }

    /// People whom an older coupling keeps up to date: of somebody in two companies one of them leads, else each night
    /// would undo what the other did.
    async fn led_by_others(&self, coupling: &OpenCoupling) -> Result<BTreeSet<PersonId>, HubError> {
        self.linked_by_others(coupling, |other| {
            other.id() < coupling.id() && other.row.paused.is_none()
        })
        .await
    }

    async fn linked_by_others(
        &self,
        coupling: &OpenCoupling,
        counts: impl Fn(&OpenCoupling) -> bool,
    ) -> Result<BTreeSet<PersonId>, HubError> {
        let mut people = BTreeSet::new();
        for other in self.couplings().await? {
            if other.organisation() == coupling.organisation() && other.id() != coupling.id() && counts(&other) {
                people.extend(self.store.links(other.id()).await?.into_iter().map(|link| link.person));
            }
        }
        Ok(people)
    }

    /// The ids of employees over both interfaces, where the interface tells them (N8).
    async fn id_pairs(&self, coupling: &OpenCoupling) -> Result<Vec<IdPair>, HubError> {
        let reader = self.reader(coupling).await?;
        // It only prepares the move to another interface: without it the employee number is used.
        Ok(reader
            .id_pairs(coupling.company()?, "Employee")
            .await
            .unwrap_or_default())
    }
}

/// What follows from a read.
fn plan(read: &CompanyRead, people: &[Person], links: &[Link], in_other_companies: &BTreeSet<PersonId>) -> PeoplePlan {
    let linked_people: BTreeSet<PersonId> = links.iter().map(|link| link.person).collect();
    let linked_numbers: BTreeSet<i64> = links.iter().map(|link| read.number_of(link)).collect();
    let free = people.iter().filter(|person| !linked_people.contains(&person.id));
    let unlinked = Unlinked::new(free, in_other_companies);
    let candidates = read
        .facts
        .values()
        .filter(|facts| !linked_numbers.contains(&facts.number))
        .map(|facts| Candidate {
            number: facts.number,
            name: facts.name.clone(),
            state: candidate_state(facts, &unlinked),
        })
        .collect();
    PeoplePlan {
        employees: read.facts.len(),
        linked: read
            .facts
            .keys()
            .filter(|number| linked_numbers.contains(number))
            .count(),
        candidates,
        changes: read
            .changed
            .iter()
            .map(|(number, kind)| RecordChange {
                number: *number,
                name: read
                    .facts
                    .get(number)
                    .map(|facts| facts.name.clone())
                    .unwrap_or_default(),
                kind: *kind,
            })
            .collect(),
        gone: read
            .gone
            .iter()
            .copied()
            .filter(|number| linked_numbers.contains(number))
            .collect(),
        left_out: read.left_out.clone(),
    }
}

fn candidate_state(facts: &Facts, unlinked: &Unlinked<'_>) -> CandidateState {
    if !facts.in_payroll {
        CandidateState::NotInPayroll
    } else if !facts.active_contract {
        CandidateState::NoActiveContract
    } else {
        unlinked
            .proposal(facts)
            .map_or(CandidateState::New, CandidateState::Link)
    }
}

/// The changes of one run, before they are stored in one go.
struct Work<'a> {
    hub: &'a Hub,
    coupling: &'a OpenCoupling,
    read: &'a CompanyRead,
    uuids: HashMap<i64, uuid::Uuid>,
    numbers: HashMap<uuid::Uuid, i64>,
    former_links: &'a [Link],
    known: HashMap<PersonId, &'a Person>,
    people: BTreeMap<PersonId, Person>,
    links: Vec<Link>,
    imported: Vec<String>,
    linked: Vec<String>,
}

impl<'a> Work<'a> {
    fn new(
        hub: &'a Hub,
        coupling: &'a OpenCoupling,
        read: &'a CompanyRead,
        pairs: &[IdPair],
        people: &'a [Person],
        former_links: &'a [Link],
    ) -> Self {
        Self {
            hub,
            coupling,
            read,
            uuids: pairs.iter().map(|pair| (pair.number, pair.uuid)).collect(),
            numbers: pairs.iter().map(|pair| (pair.uuid, pair.number)).collect(),
            former_links,
            known: people.iter().map(|person| (person.id, person)).collect(),
            people: BTreeMap::new(),
            links: Vec::new(),
            imported: Vec::new(),
            linked: Vec::new(),
        }
    }

    /// Nmbrs leads for name, number and address of everyone who is linked, and both ids are learned where they are told.
    fn keep_up_to_date(&mut self) {
        let read = self.read;
        for link in self.former_links {
            let Some(facts) = read.facts.get(&read.number_of(link)) else {
                continue;
            };
            let learned = self.link(facts, link.person);
            let merged = Link {
                remote_number: learned.remote_number.or(link.remote_number),
                remote_uuid: learned.remote_uuid.or(link.remote_uuid),
                ..learned
            };
            if merged != *link {
                self.links.push(merged);
            }
            if let Some(person) = self.known.get(&link.person).copied() {
                let updated = updated(person, facts);
                if updated != *person {
                    self.people.insert(person.id, updated);
                }
            }
        }
    }

    fn decide(&mut self, candidate: &Candidate, choice: &PeopleChoice) {
        let chosen = choice.only.is_empty() || choice.only.contains(&candidate.number);
        let by_hand = choice.links.iter().any(|(number, _)| *number == candidate.number);
        let Some(facts) = self.read.facts.get(&candidate.number).filter(|_| chosen && !by_hand) else {
            return;
        };
        match &candidate.state {
            CandidateState::New if choice.import_new => self.import(facts),
            CandidateState::Link(proposal) if choice.link_proposals && proposal.reason.is_certain() => {
                self.join(facts, proposal.person);
            }
            _ => {}
        }
    }

    fn link_by_hand(&mut self, choice: &PeopleChoice) -> Result<(), Refusal> {
        for (number, person) in &choice.links {
            let facts = self
                .read
                .facts
                .get(number)
                .ok_or_else(|| Refusal::NoPerson(number.to_string()))?;
            if !self.known.contains_key(person) {
                return Err(Refusal::NoPerson(person.to_string()));
            }
            self.join(facts, *person);
        }
        Ok(())
    }

    fn import(&mut self, facts: &Facts) {
        let blank = Person {
            id: PersonId(self.hub.surroundings.identity()),
            organisation: self.coupling.organisation(),
            number: None,
            first_name: String::new(),
            prefix: String::new(),
            last_name: String::new(),
            work_email: None,
            birth_date: None,
            contract_type: None,
            active: true,
        };
        let person = updated(&blank, facts);
        self.links.push(self.link(facts, person.id));
        self.imported.push(facts.name.clone());
        self.people.insert(person.id, person);
    }

    fn join(&mut self, facts: &Facts, person: PersonId) {
        if let Some(known) = self.known.get(&person) {
            self.people.insert(person, updated(known, facts));
        }
        self.links.push(self.link(facts, person));
        self.linked.push(facts.name.clone());
    }

    fn link(&self, facts: &Facts, person: PersonId) -> Link {
        let (remote_number, remote_uuid) = match facts.remote {
            Some(RemoteId::Number(number)) => (Some(number), self.uuids.get(&number).copied()),
            Some(RemoteId::Uuid(uuid)) => (self.numbers.get(&uuid).copied(), Some(uuid)),
            None => (None, None),
        };
        Link {
            coupling: self.coupling.id(),
            person,
            remote_number,
            remote_uuid,
            employee_number: facts.number,
        }
    }

    fn people_to_put(&self) -> Vec<Person> {
        self.people.values().cloned().collect()
    }
}

/// A person with what Nmbrs says of name, number, address and birth.
fn updated(person: &Person, facts: &Facts) -> Person {
    Person {
        number: Some(facts.number),
        first_name: facts.first_name.clone(),
        prefix: facts.prefix.clone(),
        last_name: facts.last_name.clone(),
        work_email: facts.work_email.clone().or_else(|| person.work_email.clone()),
        birth_date: facts.birth_date.or(person.birth_date),
        active: facts.in_payroll,
        ..person.clone()
    }
}
