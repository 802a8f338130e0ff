//! "Uren wegschrijven naar Nmbrs": hours paid out to one person (V10).

use super::entries::hours;
use super::person::address;
use crate::answer::{Answer, Failure, go_to, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::once::MARK;
use crate::pages::asked::coupling_address;
use crate::pages::couplings::last_period;
use crate::pages::reach::person_of;
use crate::pages::typed::Typed;
use crate::refusals::error_text;
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{PayoutId, PersonId};
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_hub::hours::Flow;
use loonbrug_hub::ledgers::NewPayout;
use loonbrug_hub::people::display_name;
use loonbrug_hub::{HubError, OpenCoupling};
use loonbrug_store::{Payout, PayoutSource, PayoutState, Person};
use std::collections::HashMap;
use url::form_urlencoded::{Serializer, byte_serialize};

/// A payout that Nmbrs does not hold yet.
pub struct PayoutView {
    /// Address of its actions.
    pub address: String,
    /// Address of the person's ledgers.
    pub person_address: String,
    /// Name of the person.
    pub name: String,
    /// Out of what.
    pub source: &'static str,
    /// Hundredths of an hour.
    pub hours: i64,
    /// Hour code.
    pub code: i64,
    /// Who asked.
    pub by: String,
    /// Whether it was approved.
    pub approved: bool,
    /// Where it is sent from, once approved.
    pub plan_address: String,
}

const SOURCES: [(&str, PayoutSource); 3] = [
    ("leave", PayoutSource::Leave),
    ("plus-minus", PayoutSource::PlusMinus),
    ("worked", PayoutSource::Worked),
];

fn source_text(source: PayoutSource, w: Words) -> &'static str {
    match source {
        PayoutSource::Leave => w.t("verlofuren", "leave hours"),
        PayoutSource::PlusMinus => w.t("+/- uren", "+/- hours"),
        PayoutSource::Worked => w.t("gewerkte uren", "worked hours"),
    }
}

/// The payouts within reach that Nmbrs does not hold yet; of one person, where one is named.
pub async fn waiting(guarded: &Guarded, only: Option<PersonId>) -> Result<Vec<PayoutView>, Failure> {
    let mut payouts = guarded.hub().payouts(guarded.id()).await?;
    let is_open = |payout: &Payout| matches!(payout.state, PayoutState::Requested | PayoutState::Approved);
    payouts.retain(|payout| is_open(payout) && only.is_none_or(|person| person == payout.person));
    if payouts.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<PersonId> = payouts.iter().map(|payout| payout.person).collect();
    let people = guarded.hub().people_among(&guarded.allowed, &asked).await?;
    let names: HashMap<PersonId, &Person> = people.iter().map(|person| (person.id, person)).collect();
    let couplings = own_couplings(guarded).await?;
    let view = |payout: &Payout| {
        let person = *names.get(&payout.person)?;
        let coupling = couplings.iter().find(|coupling| coupling.id() == payout.coupling);
        Some(PayoutView {
            address: guarded.address(&format!("payouts/{}", payout.id)),
            person_address: address(guarded, person),
            name: display_name(person),
            source: source_text(payout.source, guarded.w()),
            hours: payout.hours.0,
            code: payout.code,
            by: payout.requested_by.clone(),
            approved: payout.state == PayoutState::Approved,
            plan_address: coupling.map_or_else(String::new, |coupling| plan_address(guarded, coupling)),
        })
    };
    Ok(payouts.iter().filter_map(view).collect())
}

async fn own_couplings(guarded: &Guarded) -> Result<Vec<OpenCoupling>, Failure> {
    Ok(guarded.hub().couplings_of(guarded.id()).await?)
}

/// The plan of payouts in the pay period that is usually sent now.
fn plan_address(guarded: &Guarded, coupling: &OpenCoupling) -> String {
    let days = last_period(guarded, coupling);
    let query = Serializer::new(String::new())
        .append_pair("flow", Flow::Payouts.as_str())
        .append_pair("from", &days.from.to_string())
        .append_pair("to", &days.to.to_string())
        .finish();
    coupling_address(guarded, &coupling.row.name, &format!("/plan?{query}"))
}

#[derive(Template)]
#[template(path = "payout.html")]
struct PayoutPage {
    shell: Shell,
    w: Words,
    name: String,
    of: &'static str,
    back: String,
    action: String,
    available: Option<i64>,
    couplings: Vec<(String, String, bool)>,
    coupling: String,
    codes: Vec<(String, String)>,
    unread: String,
    people_address: String,
    mark: String,
    typed: Typed,
}

fn title(source: PayoutSource) -> (&'static str, &'static str) {
    match source {
        PayoutSource::Leave => ("Verlofsaldo doorgeven aan Nmbrs", "Leave balance to Nmbrs"),
        PayoutSource::PlusMinus => ("+/- uren doorgeven aan Nmbrs", "+/- hours to Nmbrs"),
        PayoutSource::Worked => ("Gewerkte uren doorgeven aan Nmbrs", "Worked hours to Nmbrs"),
    }
}

fn source_of(fields: &Fields) -> Result<(&'static str, PayoutSource), Failure> {
    let found = SOURCES.into_iter().find(|(word, _)| *word == fields.text("of"));
    found.ok_or(Failure::NotFound)
}

/// `GET …/ledgers/{person}/payout?of=…`.
pub async fn ask(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let person = person_of(&guarded, &id).await?;
    shown(&guarded, &person, &fields, Typed::default()).await
}

async fn shown(guarded: &Guarded, person: &Person, fields: &Fields, typed: Typed) -> Answer {
    let (hub, w) = (guarded.hub(), guarded.w());
    let (of, source) = source_of(fields)?;
    let couplings = couplings_of(guarded, person.id).await?;
    let chosen = couplings
        .iter()
        .find(|coupling| coupling.row.name == fields.text("coupling"))
        .or(couplings.first());
    let (codes, unread) = match chosen {
        None => (Vec::new(), String::new()),
        Some(coupling) => match hour_codes(guarded, coupling).await {
            Ok(codes) => (codes, String::new()),
            Err(error) => (Vec::new(), error_text(&error, w.language)),
        },
    };
    let own = address(guarded, person);
    let name = chosen.map(|coupling| coupling.row.name.clone()).unwrap_or_default();
    let status = typed.status();
    let link = |coupling: &OpenCoupling| {
        let other: String = byte_serialize(coupling.row.name.as_bytes()).collect();
        let address = format!("{own}/payout?of={of}&coupling={other}");
        (coupling.row.name.clone(), address, coupling.row.name == name)
    };
    let (dutch, english) = title(source);
    let shown = PayoutPage {
        shell: Shell::at(guarded, Section::Ledgers, dutch, english),
        w,
        name: display_name(person),
        of,
        action: format!("{own}/payout"),
        available: available(guarded, person, source).await?,
        couplings: couplings.iter().map(link).collect(),
        coupling: name.clone(),
        codes,
        unread,
        people_address: guarded.address("people"),
        mark: hub.surroundings.identity().to_string(),
        back: own.clone(),
        typed,
    };
    page_as(status, &shown)
}

/// The couplings in which a person is linked.
async fn couplings_of(guarded: &Guarded, person: PersonId) -> Result<Vec<OpenCoupling>, Failure> {
    let mut linked = Vec::new();
    for coupling in own_couplings(guarded).await? {
        let links = guarded.hub().store.links_of(coupling.id(), &[person]).await?;
        if !links.is_empty() {
            linked.push(coupling);
        }
    }
    Ok(linked)
}

/// The hour model of the company, as Nmbrs holds it now.
async fn hour_codes(guarded: &Guarded, coupling: &OpenCoupling) -> Result<Vec<(String, String)>, HubError> {
    let hub = guarded.hub();
    coupling.must_work()?;
    let company = coupling.company()?;
    match hub.reader(coupling).await?.hour_codes(company).await {
        Ok(mut codes) => {
            codes.sort_by_key(|code| code.code);
            let choice = |code: loonbrug_nmbrs::HourCode| {
                let text = format!("{} ({})", code.description, code.code);
                (code.code.to_string(), text)
            };
            Ok(codes.into_iter().map(choice).collect())
        }
        Err(fault) => Err(hub.heed(coupling, fault.into()).await),
    }
}

/// What can be paid out; nothing where no ledger says.
async fn available(guarded: &Guarded, person: &Person, source: PayoutSource) -> Result<Option<i64>, Failure> {
    let Some(ledger) = source.ledger() else { return Ok(None) };
    let statement = guarded.hub().ledger_statement(guarded.id(), person, None).await?;
    let part = match ledger {
        LedgerKind::Leave => statement.leave,
        LedgerKind::PlusMinus => statement.plus_minus,
    };
    Ok(Some((part.balance - part.waiting).0))
}

/// `POST …/ledgers/{person}/payout`: asks for it, and approves it where the button says so.
pub async fn request(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, id)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let person = person_of(&guarded, &id).await?;
    let back = address(&guarded, &person);
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&format!("{back}?done=already")));
    };
    let (coupling, payout) = match requested(&guarded, &person, &fields).await {
        Ok(made) => made,
        Err(failure) => {
            let typed = Typed::refused("payout", fields.clone(), failure, guarded.w().language)?;
            return shown(&guarded, &person, &fields, typed).await;
        }
    };
    first.keep();
    if fields.text("do") != "approve" {
        return Ok(go_to(&format!("{back}?done=put-in")));
    }
    guarded.hub().approve_payout(guarded.id(), payout.id).await?;
    Ok(go_to(&plan_address(&guarded, &coupling)))
}

async fn requested(guarded: &Guarded, person: &Person, fields: &Fields) -> Result<(OpenCoupling, Payout), Failure> {
    let couplings = couplings_of(guarded, person.id).await?;
    let coupling = couplings
        .into_iter()
        .find(|coupling| coupling.row.name == fields.text("coupling"))
        .ok_or(Failure::NotFound)?;
    let new = NewPayout {
        person: person.id,
        source: source_of(fields)?.1,
        hours: hours(fields)?,
        code: fields.text("code").parse().map_err(|_| {
            Failure::Wrong(
                "Er is niets klaargezet: kies de uurcode waaronder de uren in Nmbrs komen.",
                "Nothing was prepared: choose the hour code under which the hours go into Nmbrs.",
            )
        })?,
    };
    let payout = guarded.hub().request_payout(&coupling, new).await?;
    Ok((coupling, payout))
}

/// The payout of an address, its person in reach.
async fn payout_of(guarded: &Guarded, id: &str) -> Result<(Payout, Person), Failure> {
    let id: PayoutId = id.parse().map_err(|_| Failure::NotFound)?;
    let hub = guarded.hub();
    let payout = hub.store.payout(guarded.id(), id).await?.ok_or(Failure::NotFound)?;
    let person = hub.person_within(&guarded.allowed, payout.person).await?;
    Ok((payout, person))
}

/// `POST …/payouts/{payout}/approve`: approves it, and on to the plan that sends it.
pub async fn approve(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(_): Posted) -> Answer {
    let (payout, person) = payout_of(&guarded, &id).await?;
    guarded.hub().approve_payout(guarded.id(), payout.id).await?;
    let couplings = own_couplings(&guarded).await?;
    let coupling = couplings.iter().find(|coupling| coupling.id() == payout.coupling);
    let back = || address(&guarded, &person);
    Ok(go_to(
        &coupling
            .filter(|_| guarded.may(Right::SeePlans))
            .map_or_else(back, |coupling| plan_address(&guarded, coupling)),
    ))
}

/// `POST …/payouts/{payout}/cancel`: takes back what was not sent.
pub async fn cancel(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let (payout, person) = payout_of(&guarded, &id).await?;
    let hub = guarded.hub();
    hub.cancel_payout(guarded.id(), payout.id, fields.text("reason"))
        .await?;
    Ok(go_to(&format!("{}?done=taken-back", address(&guarded, &person))))
}
