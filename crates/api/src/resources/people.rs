//! People and their contracts.

use crate::asked::{ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_domain::Date;
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::SalaryKind;
use loonbrug_hub::people as hub;
use loonbrug_store::PeopleAfter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Somebody who works at an employer (medewerker). A BSN is never among it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000003",
    "employee_number": 1001,
    "first_name": "Thomas",
    "prefix": "",
    "last_name": "Lakeman",
    "work_email": "thomas@example.nl",
    "birth_date": "1998-02-14",
    "groups": ["Partimers"],
    "linked": true,
    "active": true,
}))]
pub struct Person {
    /// Identity.
    id: Uuid,
    /// Number at the employer (personeelsnummer).
    employee_number: Option<i64>,
    /// Call name.
    first_name: String,
    /// Prefix of the last name, or empty.
    prefix: String,
    /// Last name.
    last_name: String,
    /// E-mail address at work.
    work_email: Option<String>,
    /// Date of birth.
    birth_date: Option<Date>,
    /// Names of the groups.
    groups: Vec<String>,
    /// Whether the person is linked with an employee in Nmbrs.
    linked: bool,
    /// Whether the person still works there.
    active: bool,
}

/// A contract, as Nmbrs says it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "start": "2022-01-01", "end": null, "weekly_thousandths_of_an_hour": 36000 }))]
pub struct Contract {
    /// First day.
    start: Date,
    /// Last day; `null` while it is open.
    end: Option<Date>,
    /// Hours per week, in thousandths of an hour; `null` where Nmbrs does not say.
    weekly_thousandths_of_an_hour: Option<i64>,
}

/// A wage (salaris), as Nmbrs says it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "start": "2023-01-01", "kind": "gross-hourly", "cents": 1060 }))]
pub struct Salary {
    /// First day; it holds until the next.
    start: Date,
    /// `gross-fulltime` and `gross-parttime` are per month, `gross-hourly` per hour; `other` is another agreement.
    kind: &'static str,
    /// The amount; `null` where a salary table says it.
    cents: Option<i64>,
}

impl Salary {
    fn of(salary: &loonbrug_domain::people::Salary) -> Self {
        Self {
            start: salary.start,
            kind: match salary.kind {
                SalaryKind::GrossFulltime => "gross-fulltime",
                SalaryKind::GrossParttime => "gross-parttime",
                SalaryKind::GrossHourly => "gross-hourly",
                SalaryKind::Other => "other",
            },
            cents: salary.amount.map(|amount| amount.0),
        }
    }
}

/// Somebody who is not in Nmbrs yet, or not linked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "first_name": "Thomas", "last_name": "Lakeman", "employee_number": 1001 }))]
pub struct NewPerson {
    /// Call name.
    #[schema(min_length = 1, max_length = 100)]
    first_name: String,
    /// Prefix of the last name.
    #[serde(default)]
    #[schema(max_length = 20)]
    prefix: String,
    /// Last name.
    #[schema(min_length = 1, max_length = 100)]
    last_name: String,
    /// Number at the employer; two people never have one number.
    #[schema(minimum = 1, maximum = 999_999_999)]
    employee_number: Option<i64>,
    /// E-mail address at work.
    #[schema(format = Email, max_length = 254)]
    work_email: Option<String>,
    /// Date of birth.
    birth_date: Option<Date>,
}

/// What was made.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "id": "018e2f3c-5a00-7000-8000-000000000003" }))]
pub struct Made {
    /// Its identity.
    pub id: Uuid,
}

impl NewPerson {
    fn checked(self) -> Result<hub::NewPerson, Failure> {
        let names = [("/first_name", &self.first_name), ("/last_name", &self.last_name)];
        for (pointer, name) in names {
            if name.trim().is_empty() || name.chars().count() > 100 {
                return Err(Wrong::body(
                    pointer,
                    "Een naam heeft 1 tot en met 100 tekens.",
                    "A name has 1 to 100 characters.",
                ));
            }
        }
        if self.prefix.chars().count() > 20 {
            return Err(Wrong::body(
                "/prefix",
                "Een voorvoegsel heeft ten hoogste 20 tekens.",
                "A prefix has at most 20 characters.",
            ));
        }
        if self
            .employee_number
            .is_some_and(|number| !(1..=999_999_999).contains(&number))
        {
            return Err(Wrong::body(
                "/employee_number",
                "Een personeelsnummer is 1 of meer.",
                "An employee number is 1 or more.",
            ));
        }
        let work_email = self.work_email.map(|email| EmailAddress::parse(&email)).transpose();
        let work_email = work_email
            .map_err(|_| Wrong::body("/work_email", "Dit is geen e-mailadres.", "This is no e-mail address."))?;
        Ok(hub::NewPerson {
            first_name: self.first_name,
            prefix: self.prefix,
            last_name: self.last_name,
            number: self.employee_number,
            work_email: work_email.map(|email| email.to_string()),
            birth_date: self.birth_date,
        })
    }
}

/// Which people.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Part of a name.
    #[param(example = "Lakeman")]
    name: Option<String>,
    /// Number at the employer.
    #[param(example = 1001)]
    employee_number: Option<i64>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["name", "employee_number"];
}

/// Those of them who are linked.
async fn linked(guarded: &Guarded, people: &[PersonId]) -> Result<BTreeSet<PersonId>, Failure> {
    let mut linked = BTreeSet::new();
    for coupling in guarded.couplings().await? {
        let links = guarded.hub().store.links_of(coupling.id(), people).await?;
        linked.extend(links.into_iter().map(|link| link.person));
    }
    Ok(linked)
}

/// How these people are shown: with what is known of them.
async fn view(
    guarded: &Guarded,
    people: &[loonbrug_store::Person],
) -> Result<impl Fn(loonbrug_store::Person) -> Person + use<>, Failure> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let linked = linked(guarded, &ids).await?;
    let memberships = guarded.hub().store.memberships_of(guarded.id(), &ids).await?;
    Ok(move |person: loonbrug_store::Person| {
        let groups = memberships.get(&person.id).into_iter().flatten();
        Person {
            groups: groups.map(|membership| membership.group.clone()).collect(),
            linked: linked.contains(&person.id),
            id: person.id.0,
            employee_number: person.number,
            first_name: person.first_name,
            prefix: person.prefix,
            last_name: person.last_name,
            work_email: person.work_email,
            birth_date: person.birth_date,
            active: person.active,
        }
    })
}

/// The people of an employer. A token reaches them all.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people", operation_id = "listPeople", tag = "people",
    summary = "The people of an employer",
    params(Wanted, Paging),
    responses((status = 200, description = "A page of people, by identity.", body = Page<Person>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Person>>, Failure> {
    let wanted = PeopleAfter {
        name: wanted.name.unwrap_or_default(),
        number: wanted.employee_number,
        after: paging.after(|key| key.parse().ok())?,
    };
    let store = &guarded.hub().store;
    let people = store.people_after(guarded.id(), &wanted, paging.one_more()?).await?;
    let view = view(&guarded, &people).await?;
    Ok(Json(paging.part(people, |person| person.id.to_string(), view)?))
}

/// Adds a person by hand; whoever is in Nmbrs comes in by an import.
#[utoipa::path(
    post, path = "/organisations/{organisation}/people", operation_id = "addPerson", tag = "people",
    summary = "Add a person",
    params(OnceHeader), request_body = NewPerson,
    responses((status = 201, description = "The person was added.", body = Made)),
)]
pub async fn add(guarded: Guarded, once: Once<NewPerson>) -> Answer {
    let (hub, organisation) = (guarded.hub().clone(), guarded.id());
    once.make(&guarded, async move |new| {
        let new = new.checked()?;
        let id = hub.add_person(organisation, &new).await?;
        Ok(Made { id: id.0 })
    })
    .await
}

/// One person.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}", operation_id = "getPerson", tag = "people",
    summary = "A person",
    responses((status = 200, description = "The person.", body = Person)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<Person>, Failure> {
    let person = guarded.person().await?;
    let view = view(&guarded, std::slice::from_ref(&person)).await?;
    Ok(Json(view(person)))
}

/// The contracts of a person, as Nmbrs said them last; the oldest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/contracts", operation_id = "listContracts",
    tag = "people",
    summary = "The contracts of a person",
    responses((status = 200, description = "The contracts, the oldest first.", body = Vec<Contract>)),
)]
pub async fn contracts(guarded: Guarded) -> Result<Json<Vec<Contract>>, Failure> {
    let person = guarded.person().await?;
    let mut contracts = guarded.hub().contracts_of(guarded.id(), &[person.id]).await?;
    let mut contracts = contracts.remove(&person.id).unwrap_or_default();
    contracts.sort_by_key(|contract| contract.start);
    let shown = contracts.into_iter().map(|contract| Contract {
        start: contract.start,
        end: contract.end,
        weekly_thousandths_of_an_hour: contract.weekly_hours_thousandths,
    });
    Ok(Json(shown.collect()))
}

/// The wages of a person, as Nmbrs said them last; the newest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/salaries", operation_id = "listSalaries", tag = "people",
    summary = "The wages of a person",
    responses((status = 200, description = "The wages, the newest first.", body = Vec<Salary>)),
)]
pub async fn salaries(guarded: Guarded) -> Result<Json<Vec<Salary>>, Failure> {
    let person = guarded.person().await?;
    let salaries = guarded.hub().salaries_of(guarded.id(), person.id).await?;
    Ok(Json(salaries.iter().map(Salary::of).collect()))
}
