//! `GET …/ledgers`: people with their balances.

use super::parts::{Part as PagePart, parts};
use super::payout::{PayoutView, waiting};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::people_on;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_hub::people::display_name;
use loonbrug_store::{Part, Person};
use std::collections::HashMap;
use url::form_urlencoded::byte_serialize;

/// People on one page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "ledgers.html")]
struct LedgersPage {
    shell: Shell,
    w: Words,
    parts: Vec<PagePart>,
    name: String,
    keeps_ledgers: bool,
    people: Vec<PersonView>,
    count: String,
    paging: Paging,
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
    if let Some(person) = only_one(&guarded).await? {
        return Ok(go_to(&guarded.address(&format!("ledgers/{person}"))));
    }
    let name = fields.text("name").to_owned();
    let leaf = Leaf::asked(fields.text("page"), ON_A_PAGE);
    let found = people_on(&guarded, &name, leaf).await?;
    let balances = balances(&guarded, &found.part).await?;
    let today = hub.surroundings.today();
    page(&LedgersPage {
        shell: Shell::at(&guarded, Section::Ledgers, "Urenverwerking", "Hour ledgers").after(fields.text("done")),
        w,
        parts: parts(&guarded, "ledgers"),
        keeps_ledgers: hub.ledger_settings(guarded.id()).await?.is_some(),
        people: found
            .part
            .iter()
            .map(|person| view(&guarded, person, &balances))
            .collect(),
        count: w.count(found.count, ("medewerker", "medewerkers"), ("person", "people")),
        paging: Paging::new(leaf, found.count, w, |page| page_address(&guarded, &name, page)),
        waiting: waiting(&guarded, None).await?,
        may_change: guarded.may(Right::ChangeLedgers),
        may_export: guarded.may(Right::Export),
        export_address: guarded.address("ledgers/export"),
        from: w.iso(&today.first_of_year()),
        to: w.iso(&today),
        name,
    })
}

/// The person of whoever reaches one alone.
async fn only_one(guarded: &Guarded) -> Result<Option<PersonId>, Failure> {
    if *guarded.allowed.reach() == Reach::Everyone {
        return Ok(None);
    }
    let two = Part { skip: 0, most: 2 };
    let reached = guarded.hub().people_found(&guarded.allowed, "", two).await?.part;
    Ok(match reached.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

fn page_address(guarded: &Guarded, name: &str, page: usize) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    guarded.address(&format!("ledgers?name={name}&page={page}"))
}

type Balances = HashMap<(PersonId, LedgerKind), i64>;

async fn balances(guarded: &Guarded, people: &[Person]) -> Result<Balances, Failure> {
    let hub = guarded.hub();
    let people: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let today = hub.surroundings.today();
    let balances = hub.store.balances_of(guarded.id(), &people, today).await?;
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
