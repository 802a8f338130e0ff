//! Personeel: who there is, and "Personeel importeren / koppelen".

use super::asked::{coupling_address, coupling_of};
use super::history::{RunsBeside, beside_people};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::jobs::{End, Stand};
use crate::pages::reach::people_on;
use crate::paging::{Leaf, Paging};
use crate::refusals::error_text;
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::people::{CandidateState, MatchReason, PeopleChoice, PeoplePlan, display_name};
use loonbrug_hub::{Hub, OpenCoupling};
use std::collections::{BTreeMap, BTreeSet};

/// People on one page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    shell: Shell,
    w: Words,
    people: Vec<PersonView>,
    count: usize,
    name: String,
    paging: Paging,
    beside: Option<RunsBeside>,
    imports: Vec<(String, String)>,
    templates_address: Option<String>,
}

struct PersonView {
    address: String,
    number: String,
    name: String,
    groups: String,
    contract: String,
    linked: bool,
    active: bool,
}

#[derive(Template)]
#[template(path = "proposals.html")]
struct ProposalsPage {
    shell: Shell,
    w: Words,
    coupling: String,
    action: String,
    read_action: String,
    working: Option<Stand>,
    failed: Option<String>,
    plan: Option<ProposalsView>,
}

struct ProposalsView {
    employees: usize,
    linked: usize,
    new: Vec<(i64, String)>,
    links: Vec<(i64, String, String, String, bool)>,
    others: Vec<(String, &'static str)>,
}

/// `GET …/people`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, id, w) = (guarded.hub(), guarded.id(), guarded.w());
    let name = fields.text("name").to_owned();
    let leaf = Leaf::asked(fields.text("page"), ON_A_PAGE);
    let found = people_on(&guarded, &name, leaf).await?;
    let people: Vec<PersonId> = found.part.iter().map(|person| person.id).collect();
    let couplings = own_couplings(&guarded).await?;
    let linked = linked(hub, &couplings, &people).await?;
    let groups = hub.store.memberships_of(id, &people).await?;
    let contracts = hub.contracts_of(id, &people).await?;
    let today = hub.surroundings.today();
    let view = |person: &loonbrug_store::Person| {
        let mut current = contracts.get(&person.id).into_iter().flatten();
        let current = current.rfind(|contract| contract.start <= today);
        let of_groups = groups.get(&person.id).into_iter().flatten();
        PersonView {
            address: guarded.address(&format!("people/{}", person.id)),
            number: person.number.map(|number| number.to_string()).unwrap_or_default(),
            name: display_name(person),
            groups: of_groups
                .map(|membership| membership.group.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            contract: match person.contract_type.as_deref() {
                Some("zero-hours") => w.t("0-uren contract", "Zero-hours contract").to_owned(),
                _ => current.map(|contract| contract_text(contract, w)).unwrap_or_default(),
            },
            linked: linked.contains(&person.id),
            active: person.active,
        }
    };
    let imports = couplings
        .iter()
        .filter(|_| guarded.may(loonbrug_domain::access::Right::ChangePeople));
    let address = |number: usize| {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        guarded.address(&format!("people?name={name}&page={number}"))
    };
    page(&PeoplePage {
        shell: Shell::at(&guarded, Section::People, "Personeel", "People"),
        w,
        people: found.part.iter().map(view).collect(),
        count: found.count,
        paging: Paging::new(leaf, found.count, w, address),
        imports: imports
            .map(|coupling| {
                (
                    coupling.row.name.clone(),
                    coupling_address(&guarded, &coupling.row.name, "/people"),
                )
            })
            .collect(),
        beside: beside_people(&guarded, &name).await?,
        templates_address: guarded
            .may(loonbrug_domain::access::Right::ChangePeople)
            .then(|| guarded.address("people/templates")),
        name: name.clone(),
    })
}

fn contract_text(contract: &loonbrug_domain::people::Contract, w: Words) -> String {
    let Some(thousandths) = contract.weekly_hours_thousandths else {
        return String::new();
    };
    let hours = format!("{},{:03}", thousandths / 1000, thousandths % 1000);
    format!("{hours} {}", w.t("uur per week", "hours a week"))
}

async fn own_couplings(guarded: &Guarded) -> Result<Vec<OpenCoupling>, Failure> {
    Ok(guarded.hub().couplings_of(guarded.id()).await?)
}

/// Who of these people is linked in one of the couplings.
async fn linked(hub: &Hub, couplings: &[OpenCoupling], people: &[PersonId]) -> Result<BTreeSet<PersonId>, Failure> {
    let mut linked = BTreeSet::new();
    for coupling in couplings {
        let links = hub.store.links_of(coupling.id(), people).await?;
        linked.extend(links.into_iter().map(|link| link.person));
    }
    Ok(linked)
}

fn subject(coupling: &OpenCoupling, what: &str) -> String {
    format!("people {what} {}", coupling.id())
}

/// `POST …/people/read`: reads the company.
pub async fn read(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(_): Posted,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let address = coupling_address(&guarded, &name, "/people");
    let (plans, subject, back) = (site.people.clone(), subject(&coupling, "read"), address.clone());
    let work = async move |hub: Hub| {
        let plan = hub.plan_people(&coupling).await?;
        plans.put(coupling.id(), plan);
        Ok(back)
    };
    site.jobs.begin(&subject, guarded.hub(), work);
    Ok(go_to(&address))
}

/// `GET …/couplings/{coupling}/people`: the proposals, or how far reading or importing is.
pub async fn proposals(State(site): State<Site>, guarded: Guarded, Path((_, name)): Path<(String, String)>) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let w = guarded.w();
    let mut shown = ProposalsPage {
        shell: Shell::at(
            &guarded,
            Section::People,
            "Personeel importeren / koppelen",
            "Import / link people",
        ),
        w,
        action: coupling_address(&guarded, &name, "/people"),
        read_action: coupling_address(&guarded, &name, "/people/read"),
        coupling: name,
        working: None,
        failed: None,
        plan: None,
    };
    for what in ["import", "read"] {
        let subject = subject(&coupling, what);
        let Some(job) = site.jobs.about(&subject) else { continue };
        match job.end() {
            None => shown.working = Some(job.stand()),
            Some(End::At(address)) => {
                site.jobs.seen(&subject);
                if what == "import" {
                    return Ok(go_to(&address));
                }
            }
            Some(End::Failed(error)) => {
                site.jobs.seen(&subject);
                shown.failed = Some(error_text(&error, w.language));
            }
            Some(End::BrokeOff) => {
                site.jobs.seen(&subject);
                shown.failed = Some(
                    w.t(
                        "Dit werk is afgebroken. Probeer het opnieuw.",
                        "This work broke off. Try again.",
                    )
                    .to_owned(),
                );
            }
        }
    }
    let settled = shown.working.is_none() && shown.failed.is_none();
    if let Some(plan) = site.people.get(coupling.id()).filter(|_| settled) {
        let store = &guarded.hub().store;
        let people = store.people_with_ids(guarded.id(), &proposed(&plan)).await?;
        let names = people.iter().map(|person| (person.id, display_name(person))).collect();
        shown.plan = Some(view(&plan, &names, w));
    }
    page(&shown)
}

fn reason_text(reason: MatchReason, w: Words) -> &'static str {
    match reason {
        MatchReason::Number => w.t("hetzelfde personeelsnummer", "the same employee number"),
        MatchReason::WorkEmail => w.t("hetzelfde e-mailadres", "the same e-mail address"),
        MatchReason::NameAndBirthDate => w.t(
            "dezelfde naam en geboortedatum: kijk of het klopt",
            "the same name and date of birth: look whether it is right",
        ),
    }
}

/// Our people who are proposed for an employee.
fn proposed(plan: &PeoplePlan) -> Vec<PersonId> {
    let proposed = plan.candidates.iter().filter_map(|candidate| match &candidate.state {
        CandidateState::Link(proposal) => Some(proposal.person),
        _ => None,
    });
    proposed.collect()
}

fn view(plan: &PeoplePlan, names: &BTreeMap<PersonId, String>, w: Words) -> ProposalsView {
    let mut view = ProposalsView {
        employees: plan.employees,
        linked: plan.linked,
        new: Vec::new(),
        links: Vec::new(),
        others: Vec::new(),
    };
    for candidate in &plan.candidates {
        let name = candidate.name.clone();
        match &candidate.state {
            CandidateState::New => view.new.push((candidate.number, name)),
            CandidateState::Link(proposal) => {
                let ours = names.get(&proposal.person).cloned().unwrap_or_default();
                let reason = reason_text(proposal.reason, w).to_owned();
                view.links
                    .push((candidate.number, name, ours, reason, proposal.reason.is_certain()));
            }
            CandidateState::NoActiveContract => {
                view.others
                    .push((name, w.t("geen actief contract", "no active contract")));
            }
            CandidateState::NotInPayroll => view
                .others
                .push((name, w.t("niet in de verloning", "not in the payroll"))),
        }
    }
    view
}

/// `POST …/couplings/{coupling}/people`: imports and links who was ticked.
pub async fn import(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let address = coupling_address(&guarded, &name, "/people");
    let numbers = |field| fields.all(field).filter_map(|number| number.parse().ok());
    let only: BTreeSet<i64> = numbers("new").chain(numbers("link")).collect();
    if only.is_empty() {
        return Ok(go_to(&address));
    }
    let plan = site.people.get(coupling.id()).ok_or(Failure::Wrong(
        "Deze lijst is niet meer open. Lees het personeel opnieuw.",
        "This list is not open any more. Read the people again.",
    ))?;
    let ticked: BTreeSet<i64> = numbers("link").collect();
    let links = plan.candidates.iter().filter_map(|candidate| match &candidate.state {
        CandidateState::Link(proposal) if ticked.contains(&candidate.number) => {
            Some((candidate.number, proposal.person))
        }
        _ => None,
    });
    let choice = PeopleChoice {
        import_new: fields.all("new").next().is_some(),
        link_proposals: false,
        links: links.collect(),
        only,
    };
    let (plans, subject, after) = (
        site.people.clone(),
        subject(&coupling, "import"),
        guarded.address("history"),
    );
    let work = async move |hub: Hub| {
        let run = hub.apply_people(&coupling, &choice).await?;
        plans.forget(|of| of == coupling.id());
        Ok(format!("{after}/{}", run.run))
    };
    site.jobs.begin(&subject, guarded.hub(), work);
    Ok(go_to(&address))
}
