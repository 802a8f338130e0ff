//! `GET …/people/{person}`.

use super::employment::{DatedView, contracts, salaries};
use super::fields::{FieldView, Section, sections};
use super::groups::GroupView;
use super::upcoming::upcoming;
use super::{badge, groups};
use crate::answer::{Answer, Failure, page_as};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::{person_of, reaches};
use crate::pages::typed::Typed;
use crate::shell::{self, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use loonbrug_domain::Date;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::{Field, Owner};
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::people::display_name;
use loonbrug_store::Person;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    shell: Shell,
    w: Words,
    name: String,
    number: String,
    email: String,
    birth_date: String,
    active: bool,
    address: String,
    ledger_address: Option<String>,
    linked: Vec<String>,
    today: Date,
    contract_type: FieldView,
    undated_type: Option<&'static str>,
    contracts: Vec<DatedView>,
    salaries: Option<Vec<DatedView>>,
    sections: Vec<Section>,
    upcoming: Vec<String>,
    groups: Vec<GroupView>,
    badges: Vec<(String, Date)>,
    may_change: bool,
    may_give_badges: bool,
    typed: Typed,
}

impl PersonPage {
    /// What a field of a form shows: what was typed, else the person's own value.
    fn value<'a>(&'a self, form: &str, field: &'a FieldView) -> &'a str {
        if self.typed.is(form) {
            self.typed.typed(&format!("value-{}", field.word))
        } else {
            &field.own
        }
    }
}

/// The address of somebody's page.
pub fn address(guarded: &Guarded, person: PersonId) -> String {
    guarded.address(&format!("people/{person}"))
}

/// `GET …/people/{person}`.
pub async fn show(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let person = person_of(&guarded, &id).await?;
    shown(&guarded, &person, &fields, Typed::default()).await
}

/// The page again, with a form that was refused.
pub async fn refused(guarded: &Guarded, person: &Person, form: &str, fields: Fields, failure: Failure) -> Answer {
    let typed = Typed::refused(form, fields, failure, guarded.w().language)?;
    shown(guarded, person, &Fields::default(), typed).await
}

async fn shown(guarded: &Guarded, person: &Person, fields: &Fields, typed: Typed) -> Answer {
    let (hub, w, organisation) = (guarded.hub(), guarded.w(), guarded.id());
    let today = hub.surroundings.today();
    let lines = hub.profile(organisation, &Owner::Person(person.id), today).await?;
    let in_use = hub.store.groups(organisation).await?;
    let couplings = hub.couplings_of(organisation).await?;
    let sees_salaries = reaches(guarded, Right::SeeSalaries, person.id).await?;
    let sees_ledgers = reaches(guarded, Right::SeeLedgers, person.id).await?;
    let may_change = reaches(guarded, Right::ChangePeople, person.id).await?;
    let status = typed.status();
    let shell = Shell::at(guarded, shell::Section::People, "Personeel", "People");
    let shown = PersonPage {
        shell: shell.after(fields.text("done")),
        w,
        name: display_name(person),
        number: person.number.map(|number| number.to_string()).unwrap_or_default(),
        email: person.work_email.clone().unwrap_or_default(),
        birth_date: person.birth_date.map(|date| w.date(&date)).unwrap_or_default(),
        active: person.active,
        address: address(guarded, person.id),
        ledger_address: sees_ledgers.then(|| guarded.address(&format!("ledgers/{}", person.id))),
        linked: linked(guarded, person.id, &couplings).await?,
        today,
        contract_type: FieldView::of(Field::ContractType, &lines, &in_use, Some(person.id), w),
        undated_type: person.contract_type.as_ref().map(|_| undated(w)),
        contracts: contracts(guarded, person.id).await?,
        salaries: if sees_salaries {
            Some(salaries(guarded, person.id).await?)
        } else {
            None
        },
        sections: sections(&lines, &in_use, Some(person.id), w),
        upcoming: upcoming(guarded, person.id).await?,
        groups: groups::of_person(guarded, person.id).await?,
        badges: badge::of_person(guarded, person.id).await?,
        may_change,
        may_give_badges: reaches(guarded, Right::ChangeSettings, person.id).await?,
        typed,
    };
    page_as(status, &shown)
}

/// The couplings in which a person is linked, by name.
async fn linked(guarded: &Guarded, person: PersonId, couplings: &[OpenCoupling]) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for coupling in couplings {
        let links = guarded.hub().store.links_of(coupling.id(), &[person]).await?;
        if let Some(link) = links.first() {
            names.push(format!("{} ({})", coupling.row.name, link.employee_number));
        }
    }
    Ok(names)
}

fn undated(w: Words) -> &'static str {
    w.t(
        "Bij deze medewerker is ooit een type contract gezet zonder dag. Dat geldt waar hier niets is gekozen.",
        "A type of contract was once set for this person without a day. It holds where nothing is chosen here.",
    )
}
