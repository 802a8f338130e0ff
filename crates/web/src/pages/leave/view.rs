//! `GET …/leave`.

use super::month::{Cell, Month};
use super::sickness::{CaseView, cases};
use crate::answer::{Answer, Failure, page_as};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::{proposals, proposed_for, reached};
use crate::pages::typed::Typed;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{LeaveRequestId, PersonId};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, balance_on};
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::people::display_name;
use loonbrug_store::{Person, StoredLeaveRequest};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Template)]
#[template(path = "leave.html")]
struct LeavePage {
    shell: Shell,
    w: Words,
    today: Date,
    action: String,
    waiting: Vec<RequestView>,
    month: String,
    before: String,
    after: String,
    days: Vec<Date>,
    grid: Vec<(String, Vec<Cell>)>,
    requests: Vec<RequestView>,
    asks_for: Vec<String>,
    asks_for_one: Option<String>,
    sees_sickness: bool,
    changes_sickness: bool,
    reports: Vec<String>,
    sickness_action: String,
    cases: Vec<CaseView>,
    recovered: Vec<CaseView>,
    mark: String,
    typed: Typed,
}

/// A request.
struct RequestView {
    id: LeaveRequestId,
    address: String,
    name: String,
    ledger_address: String,
    requested_on: Date,
    days: DateRange,
    description: String,
    leave_type: String,
    hours: i64,
    on_employer: bool,
    state: &'static str,
    sign: &'static str,
    state_text: &'static str,
    reason: String,
    /// The balance on its last day, before and after it.
    balance: Option<(i64, i64)>,
    may_approve: bool,
    may_withdraw: bool,
}

impl RequestView {
    fn form(&self) -> String {
        format!("decide {}", self.id)
    }
}

/// What a page about leave needs to know of those who asked.
struct Seen {
    people: HashMap<PersonId, Person>,
    approves: BTreeSet<PersonId>,
    asks_for: BTreeSet<PersonId>,
}

/// `GET …/leave`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    shown(&guarded, &fields, Typed::default()).await
}

/// The page again, with a form that was refused.
pub async fn refused(guarded: &Guarded, form: &str, fields: Fields, failure: Failure) -> Answer {
    let typed = Typed::refused(form, fields, failure, guarded.w().language)?;
    shown(guarded, &Fields::default(), typed).await
}

async fn shown(guarded: &Guarded, fields: &Fields, typed: Typed) -> Answer {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let month = Month::of(fields.text("month"), today);
    let asks_for = proposed_for(guarded, Right::RequestLeave).await?;
    let reports = proposed_for(guarded, Right::ChangeSickness).await?;
    let mut waiting = hub.store.leave_requests_waiting(guarded.id()).await?;
    let mut in_month = hub.leave_requests(guarded.id(), month.days()).await?;
    let seen = Seen::of(guarded, waiting.iter().chain(&in_month)).await?;
    seen.only(&mut waiting);
    seen.only(&mut in_month);
    let entries = entries(guarded, &waiting).await?;
    let cases = cases(guarded).await?;
    let (recovered, sick): (Vec<_>, Vec<_>) = cases.into_iter().partition(CaseView::is_recovered);
    let shell = Shell::at(guarded, Section::Leave, "Verlof", "Leave");
    let status = typed.status();
    let view = |stored: &StoredLeaveRequest| seen.view(guarded, stored, &entries);
    page_as(
        status,
        &LeavePage {
            shell: shell.after(fields.text("done")),
            w,
            today,
            action: guarded.address("leave"),
            waiting: waiting.iter().filter_map(view).collect(),
            month: month.text(w),
            before: month.previous().word(),
            after: month.next().word(),
            days: month.days().days().collect(),
            grid: seen.grid(month, &in_month),
            requests: in_month.iter().filter_map(view).collect(),
            asks_for_one: asks_for.first().filter(|_| asks_for.len() == 1).map(display_name),
            asks_for: proposals(&asks_for),
            sees_sickness: guarded.may(Right::SeeSickness),
            changes_sickness: !reports.is_empty(),
            reports: proposals(&reports),
            sickness_action: guarded.address("sickness"),
            cases: sick,
            recovered,
            mark: hub.surroundings.identity().to_string(),
            typed,
        },
    )
}

type Entries = HashMap<PersonId, Vec<LedgerEntry>>;

/// The ledgers of leave of those who asked.
async fn entries(guarded: &Guarded, waiting: &[StoredLeaveRequest]) -> Result<Entries, Failure> {
    let people: BTreeSet<PersonId> = waiting.iter().map(|stored| stored.request.person).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let store = &guarded.hub().store;
    let mut entries = Entries::new();
    for stored in store.ledgers_of(guarded.id(), LedgerKind::Leave, &people).await? {
        entries.entry(stored.person).or_default().push(stored.entry);
    }
    Ok(entries)
}

impl Seen {
    /// Of those who asked.
    async fn of(guarded: &Guarded, requests: impl Iterator<Item = &StoredLeaveRequest>) -> Result<Self, Failure> {
        let asked: Vec<PersonId> = requests.map(|stored| stored.request.person).collect();
        let ids = |people: Vec<Person>| people.into_iter().map(|person| person.id).collect();
        let people = reached(guarded, Right::SeeLedgers, &asked).await?;
        Ok(Self {
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            approves: ids(reached(guarded, Right::ApproveLeave, &asked).await?),
            asks_for: ids(reached(guarded, Right::RequestLeave, &asked).await?),
        })
    }

    /// Leaves the requests of whom one may see, oldest days first.
    fn only(&self, requests: &mut Vec<StoredLeaveRequest>) {
        requests.retain(|stored| self.people.contains_key(&stored.request.person));
        requests.sort_by_key(|stored| (stored.request.days.from, stored.request.id));
    }

    /// Who is away on which day of a month, by name.
    fn grid(&self, month: Month, requests: &[StoredLeaveRequest]) -> Vec<(String, Vec<Cell>)> {
        let mut by_person: BTreeMap<(String, PersonId), Vec<&StoredLeaveRequest>> = BTreeMap::new();
        for stored in requests {
            let counts = matches!(stored.request.state, RequestState::Approved | RequestState::Requested);
            if let Some(person) = self.people.get(&stored.request.person).filter(|_| counts) {
                by_person
                    .entry((display_name(person), person.id))
                    .or_default()
                    .push(stored);
            }
        }
        let row = |((name, _), requests): ((String, PersonId), Vec<&StoredLeaveRequest>)| {
            (name, Cell::row(month.days(), &requests))
        };
        by_person.into_iter().map(row).collect()
    }

    fn view(&self, guarded: &Guarded, stored: &StoredLeaveRequest, entries: &Entries) -> Option<RequestView> {
        let request = &stored.request;
        let person = self.people.get(&request.person)?;
        let (state, sign, state_text) = state(request.state, guarded.w());
        let balance = entries.get(&person.id).map(|entries| {
            let before = balance_on(entries, request.days.to).0;
            let costs = if request.on_employer { 0 } else { request.hours.0 };
            (before, before - costs)
        });
        let decided = stored.decided.as_ref().map(|decided| decided.reason.clone());
        Some(RequestView {
            id: request.id,
            address: guarded.address(&format!("leave/{}", request.id)),
            name: display_name(person),
            ledger_address: guarded.address(&format!("ledgers/{}", person.id)),
            requested_on: request.requested_on,
            days: request.days,
            description: request.description.clone(),
            leave_type: request.leave_type.clone(),
            hours: request.hours.0,
            on_employer: request.on_employer,
            state,
            sign,
            state_text,
            reason: decided.unwrap_or_default(),
            balance,
            may_approve: self.approves.contains(&person.id),
            may_withdraw: self.asks_for.contains(&person.id) && request.state.may_become(RequestState::Withdrawn),
        })
    }
}

fn state(state: RequestState, w: Words) -> (&'static str, &'static str, &'static str) {
    match state {
        RequestState::Requested => ("wait", "?", w.t("aangevraagd", "asked for")),
        RequestState::Approved => ("good", "✓", w.t("goedgekeurd", "approved")),
        RequestState::Rejected => ("bad", "✗", w.t("afgewezen", "rejected")),
        RequestState::Withdrawn => ("out", "–", w.t("ingetrokken", "withdrawn")),
    }
}
