//! `GET …/ledgers`: people with their balances.

use super::payout::{PayoutView, waiting};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_hub::people::display_name;
use loonbrug_store::Person;
use std::collections::HashMap;
use url::form_urlencoded::byte_serialize;

/// People on one page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "ledgers.html")]
struct LedgersPage {
    shell: Shell,
    w: Words,
    name: String,
    keeps_ledgers: bool,
    people: Vec<PersonView>,
    count: String,
    pages: Vec<(usize, String, bool)>,
    waiting: Vec<PayoutView>,
    may_change: bool,
    may_export: bool,
    export_address: String,
    from: String,
    to: String,
}

struct PersonView {
    address: String,
    number: String,
    name: String,
    leave: i64,
    plus_minus: i64,
    combined: i64,
    active: bool,
}

impl PersonView {
    const fn is_short(&self) -> bool {
        self.leave < 0
    }
}

/// `GET …/ledgers`. Who sees only the own ledger is shown that at once.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, w) = (guarded.hub(), guarded.w());
    let everybody = hub.people_within(&guarded.allowed).await?;
    if let (Reach::Only { .. }, [person]) = (guarded.allowed.reach(), everybody.as_slice()) {
        return Ok(go_to(&guarded.address(&format!("ledgers/{}", person.id))));
    }
    let name = fields.text("name").to_owned();
    let people = called(&everybody, &name);
    let page_count = people.len().div_ceil(ON_A_PAGE).max(1);
    let number: usize = fields.text("page").parse().unwrap_or(1).clamp(1, page_count);
    let on_page = people.iter().skip((number - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let balances = balances(&guarded).await?;
    let today = hub.surroundings.today();
    page(&LedgersPage {
        shell: Shell::at(&guarded, Section::Ledgers, "Urenverwerking", "Hour ledgers").after(fields.text("done")),
        w,
        keeps_ledgers: hub.ledger_settings(guarded.id()).await?.is_some(),
        people: on_page.map(|person| view(&guarded, person, &balances)).collect(),
        count: w.count(people.len(), ("medewerker", "medewerkers"), ("person", "people")),
        pages: (1..=page_count)
            .map(|page| (page, page_address(&guarded, &name, page), page == number))
            .collect(),
        waiting: waiting(&guarded, &everybody, None).await?,
        may_change: guarded.may(Right::ChangeLedgers),
        may_export: guarded.may(Right::Export),
        export_address: guarded.address("ledgers/export"),
        from: w.iso(&today.first_of_year()),
        to: w.iso(&today),
        name,
    })
}

fn called<'p>(people: &'p [Person], name: &str) -> Vec<&'p Person> {
    let wanted = name.to_lowercase();
    let mut found: Vec<&Person> = people
        .iter()
        .filter(|person| display_name(person).to_lowercase().contains(&wanted))
        .collect();
    found.sort_by_key(|person| (!person.active, display_name(person)));
    found
}

fn page_address(guarded: &Guarded, name: &str, page: usize) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    guarded.address(&format!("ledgers?name={name}&page={page}"))
}

type Balances = HashMap<(PersonId, LedgerKind), i64>;

async fn balances(guarded: &Guarded) -> Result<Balances, Failure> {
    let hub = guarded.hub();
    let balances = hub.store.balances(guarded.id(), hub.surroundings.today()).await?;
    Ok(balances
        .into_iter()
        .map(|balance| ((balance.person, balance.ledger), balance.hours.0))
        .collect())
}

fn view(guarded: &Guarded, person: &Person, balances: &Balances) -> PersonView {
    let balance = |ledger| balances.get(&(person.id, ledger)).copied().unwrap_or_default();
    let (leave, plus_minus) = (balance(LedgerKind::Leave), balance(LedgerKind::PlusMinus));
    PersonView {
        address: guarded.address(&format!("ledgers/{}", person.id)),
        number: person.number.map(|number| number.to_string()).unwrap_or_default(),
        name: display_name(person),
        leave,
        plus_minus,
        combined: leave + plus_minus,
        active: person.active,
    }
}
