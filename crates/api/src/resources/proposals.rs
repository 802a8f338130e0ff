//! Personeel importeren / koppelen: who in Nmbrs is not linked yet, and importing or linking them.

use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use axum::Json;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::people::{Candidate, CandidateState, MatchReason, PeopleChoice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The employees of the company who are not linked, and what could be done with each.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "employees": 3,
    "linked": 1,
    "items": [
        { "employee_number": 1002, "name": "Joeri Kreuk", "state": "new", "person": null, "reason": null },
    ],
}))]
pub struct Proposals {
    /// How many employees Nmbrs has.
    employees: usize,
    /// How many of them are linked.
    linked: usize,
    /// The others.
    items: Vec<Proposal>,
}

/// An employee who is not linked with a person.
#[derive(Serialize, ToSchema)]
pub struct Proposal {
    /// Number in the company; unique there.
    employee_number: i64,
    /// Name in Nmbrs.
    name: String,
    /// `new`: can be imported. `link`: is probably `person`. `no-active-contract`, `not-in-payroll`: nothing can be done.
    state: &'static str,
    /// Whom it probably is.
    person: Option<Uuid>,
    /// Why: `number`, `work-email` or `name-and-birth-date`; the last one needs a look.
    reason: Option<&'static str>,
}

/// What to import and link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "import": [1002],
    "link": [{ "employee_number": 1001, "person": "018e2f3c-5a00-7000-8000-000000000003" }],
}))]
pub struct Import {
    /// Numbers of employees to import as new people.
    #[serde(default)]
    import: Vec<i64>,
    /// Employees to link with people who are there.
    #[serde(default)]
    link: Vec<ToLink>,
}

/// An employee and who it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToLink {
    /// Number in the company.
    employee_number: i64,
    /// Who it is.
    person: Uuid,
}

/// What an import did.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "run": "018e2f3c-5a00-7000-8000-000000000009",
    "imported": ["Joeri Kreuk"],
    "linked": ["Thomas Lakeman"],
}))]
pub struct ImportDone {
    /// The run in the history.
    run: Uuid,
    /// Names of people who were imported.
    imported: Vec<String>,
    /// Names of people who were linked.
    linked: Vec<String>,
}

/// What bringing people up to date did.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "run": "018e2f3c-5a00-7000-8000-000000000009" }))]
pub struct UpdateDone {
    /// The run in the history; its lines say who changed.
    run: Uuid,
}

impl Proposal {
    fn of(candidate: Candidate) -> Self {
        let (state, person, reason) = match &candidate.state {
            CandidateState::New => ("new", None, None),
            CandidateState::Link(proposal) => ("link", Some(proposal.person.0), Some(reason(proposal.reason))),
            CandidateState::NoActiveContract => ("no-active-contract", None, None),
            CandidateState::NotInPayroll => ("not-in-payroll", None, None),
        };
        Self {
            employee_number: candidate.number,
            name: candidate.name,
            state,
            person,
            reason,
        }
    }
}

const fn reason(reason: MatchReason) -> &'static str {
    match reason {
        MatchReason::Number => "number",
        MatchReason::WorkEmail => "work-email",
        MatchReason::NameAndBirthDate => "name-and-birth-date",
    }
}

/// Reads the company in Nmbrs, and says who is not linked yet. Nothing is stored.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/people-proposals",
    operation_id = "listPeopleProposals", tag = "people",
    summary = "Who could be imported or linked",
    responses((status = 200, description = "The proposals, as Nmbrs is now.", body = Proposals)),
)]
pub async fn list(guarded: Guarded) -> Result<Json<Proposals>, Failure> {
    let coupling = guarded.coupling().await?;
    let plan = guarded.hub().plan_people(&coupling).await?;
    Ok(Json(Proposals {
        employees: plan.employees,
        linked: plan.linked,
        items: plan.candidates.into_iter().map(Proposal::of).collect(),
    }))
}

/// Imports and links the employees who are named, and nobody else. Whoever is linked already stays so.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/people-imports",
    operation_id = "importPeople", tag = "people",
    summary = "Import and link people",
    params(OnceHeader), request_body = Import,
    responses((status = 201, description = "What was done.", body = ImportDone)),
)]
pub async fn import(guarded: Guarded, once: Once<Import>) -> Answer {
    let coupling = guarded.coupling().await?;
    let asking = guarded.clone();
    once.make(&guarded, async move |import| {
        let choice = choice(&asking, import).await?;
        let run = asking.hub().apply_people(&coupling, &choice).await?;
        Ok(ImportDone {
            run: run.run.0,
            imported: run.imported,
            linked: run.linked,
        })
    })
    .await
}

/// Takes over from Nmbrs what changed of people who are linked already, as it is done every night. Nobody is imported or
/// linked.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/people-updates",
    operation_id = "updatePeople", tag = "people",
    summary = "Bring people up to date",
    responses((status = 200, description = "What was done.", body = UpdateDone)),
)]
pub async fn update(guarded: Guarded) -> Result<Json<UpdateDone>, Failure> {
    let coupling = guarded.coupling().await?;
    let run = guarded.hub().apply_people(&coupling, &PeopleChoice::default()).await?;
    Ok(Json(UpdateDone { run: run.run.0 }))
}

async fn choice(guarded: &Guarded, import: Import) -> Result<PeopleChoice, Failure> {
    let mut links = Vec::new();
    for one in import.link {
        let person = guarded
            .hub()
            .person_within(&guarded.allowed, PersonId(one.person))
            .await?;
        links.push((one.employee_number, person.id));
    }
    let only: BTreeSet<i64> = import
        .import
        .iter()
        .copied()
        .chain(links.iter().map(|(number, _)| *number))
        .collect();
    if only.is_empty() {
        return Err(crate::failure::Wrong::body(
            "/import",
            "Noem ten minste één medewerker om te importeren of te koppelen.",
            "Name at least one employee to import or link.",
        ));
    }
    Ok(PeopleChoice {
        import_new: !import.import.is_empty(),
        link_proposals: false,
        links,
        only,
    })
}
