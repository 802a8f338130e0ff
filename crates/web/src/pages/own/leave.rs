//! Leave on the own page: ask, with what would be left; see where it stands; take it back.

use super::{Own, Words};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::once::MARK;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::parse_hundredths;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use loonbrug_domain::ids::LeaveRequestId;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::ledger::{LedgerKind, balance_on};
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_store::StoredLeaveRequest;

#[derive(Template)]
#[template(path = "own_leave.html")]
struct LeavePage {
    shell: Shell,
    w: Words,
    action: String,
    mark: String,
    balance: i64,
    form: Form,
    left: Option<Left>,
    failed: Option<String>,
    requests: Vec<RequestView>,
}

/// What stands in the form.
#[derive(Default)]
struct Form {
    from: String,
    to: String,
    hours: String,
    is_leave: bool,
    description: String,
}

/// What would be left.
struct Left {
    on: Date,
    balance: i64,
    waiting: i64,
    hours: i64,
    rest: i64,
}

struct RequestView {
    days: String,
    what: String,
    hours: i64,
    class: &'static str,
    sign: &'static str,
    state: &'static str,
    reason: String,
    withdraw: Option<String>,
}

/// What somebody asks.
struct Asked {
    days: DateRange,
    /// Not filled in: what the person would work.
    hours: Option<HundredthHours>,
}

/// `GET …/me/leave`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let own = Own::of(guarded).await?;
    let mut shown = LeavePage::of(&own, Form::default()).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST …/me/leave`: says what would be left, or asks.
pub async fn request(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let own = Own::of(guarded).await?;
    let asked = match Asked::of(&fields) {
        Ok(asked) => asked,
        Err(failure) => return refused(&own, &fields, &failure).await,
    };
    if fields.text("do") != "ask" {
        return page(&looked(&own, &fields, &asked).await?);
    }
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&own.address("me/leave")));
    };
    let hours = match asked.hours {
        Some(hours) => hours,
        None => {
            own.guarded
                .hub()
                .leave_ahead(own.guarded.id(), &own.person, asked.days)
                .await?
                .usual
        }
    };
    let new = NewLeaveRequest {
        person: own.person.id,
        days: asked.days,
        hours,
        on_employer: false,
        leave_type: if fields.text("type") == "leave" {
            "Verlof"
        } else {
            "Vakantie"
        }
        .to_owned(),
        description: fields.text("description").to_owned(),
    };
    match own.guarded.hub().request_leave(own.guarded.id(), new).await {
        Ok(_) => first.keep(),
        Err(error) => return refused(&own, &fields, &error.into()).await,
    }
    Ok(go_to(&own.address("me/leave?done=asked")))
}

/// `POST …/me/leave/{request}/withdraw`: takes the own request back.
pub async fn withdraw(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(_): Posted) -> Answer {
    let own = Own::of(guarded).await?;
    let id: LeaveRequestId = id.parse().map_err(|_| Failure::NotFound)?;
    let (hub, organisation) = (own.guarded.hub(), own.guarded.id());
    let stored = hub.store.leave_request(organisation, id).await?;
    let is_own = stored.is_some_and(|stored| stored.request.person == own.person.id);
    if !is_own {
        return Err(Failure::NotFound);
    }
    hub.decide_leave(organisation, id, RequestState::Withdrawn, "").await?;
    Ok(go_to(&own.address("me/leave?done=withdrawn")))
}

async fn refused(own: &Own, fields: &Fields, failure: &Failure) -> Answer {
    if failure.status() != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure.clone());
    }
    let mut shown = LeavePage::of(own, Form::typed(fields)).await?;
    shown.failed = Some(failure.text(own.w.language));
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn looked(own: &Own, fields: &Fields, asked: &Asked) -> Result<LeavePage, Failure> {
    let ahead = own
        .guarded
        .hub()
        .leave_ahead(own.guarded.id(), &own.person, asked.days)
        .await?;
    let hours = asked.hours.unwrap_or(ahead.usual);
    let mut form = Form::typed(fields);
    form.hours = own.w.hours(&hours.0);
    let mut shown = LeavePage::of(own, form).await?;
    shown.left = Some(Left {
        on: asked.days.to,
        balance: ahead.balance.0,
        waiting: ahead.waiting.0,
        hours: hours.0,
        rest: ahead.left_after(hours).0,
    });
    Ok(shown)
}

impl Asked {
    fn of(fields: &Fields) -> Result<Self, Failure> {
        let from = fields.date("from").ok_or(Failure::Wrong(
            "Vul in vanaf welke dag je vrij wilt.",
            "Fill in from which day you want to be off.",
        ))?;
        let to = match fields.filled("to") {
            None => from,
            Some(_) => fields.date("to").ok_or(Failure::Wrong(
                "De laatste dag is geen datum. Schrijf hem als 05-09-2023.",
                "The last day is no date. Write it as 05-09-2023.",
            ))?,
        };
        let days = DateRange::new(from, to).ok_or(Failure::Wrong(
            "De laatste dag ligt vóór de eerste. Er is niets aangevraagd; draai ze om.",
            "The last day is before the first. Nothing was asked; turn them round.",
        ))?;
        if days.from.saturating_add(jiff::ToSpan::years(1)) < days.to {
            return Err(Failure::Wrong(
                "Dit is langer dan een jaar. Klopt het jaartal?",
                "This is longer than a year. Is the year right?",
            ));
        }
        let hours = match fields.filled("hours") {
            None => None,
            Some(typed) => Some(HundredthHours(parse_hundredths(typed).ok_or(Failure::Wrong(
                "Aantal uren is geen getal. Schrijf het als 7,5.",
                "The hours are no number. Write them as 7,5.",
            ))?)),
        };
        Ok(Self { days, hours })
    }
}

impl Form {
    fn typed(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            from: text("from"),
            to: text("to"),
            hours: text("hours"),
            is_leave: fields.text("type") == "leave",
            description: text("description"),
        }
    }
}

impl LeavePage {
    async fn of(own: &Own, form: Form) -> Result<Self, Failure> {
        let (hub, id) = (own.guarded.hub(), own.guarded.id());
        let stored = hub.store.ledgers_of(id, LedgerKind::Leave, &[own.person.id]).await?;
        let entries: Vec<_> = stored.into_iter().map(|stored| stored.entry).collect();
        let lately = DateRange {
            from: own.today.saturating_sub(jiff::ToSpan::years(1)),
            to: Date::MAX,
        };
        let mut requests = hub.leave_requests(id, lately).await?;
        requests.retain(|stored| stored.request.person == own.person.id);
        requests.sort_by_key(|stored| std::cmp::Reverse(stored.request.days.from));
        Ok(Self {
            shell: own.shell("me/leave", "Verlof", "Leave"),
            w: own.w,
            action: own.address("me/leave"),
            mark: hub.surroundings.identity().to_string(),
            balance: balance_on(&entries, own.today).0,
            form,
            left: None,
            failed: None,
            requests: requests.iter().map(|stored| RequestView::of(own, stored)).collect(),
        })
    }
}

impl RequestView {
    fn of(own: &Own, stored: &StoredLeaveRequest) -> Self {
        let (request, w) = (&stored.request, own.w);
        let (class, sign, state) = match request.state {
            RequestState::Requested => ("wait", "?", w.t("aangevraagd", "requested")),
            RequestState::Approved => ("good", "✓", w.t("goedgekeurd", "approved")),
            RequestState::Rejected => ("bad", "×", w.t("afgewezen", "rejected")),
            RequestState::Withdrawn => ("out", "–", w.t("ingetrokken", "withdrawn")),
        };
        let may_go = request.state.may_become(RequestState::Withdrawn) && request.days.from > own.today;
        let what = [request.leave_type.as_str(), request.description.as_str()];
        let what: Vec<&str> = what.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            days: w.days(&request.days),
            what: what.join(" · "),
            hours: request.hours.0,
            class,
            sign,
            state,
            reason: stored
                .decided
                .as_ref()
                .map(|decided| decided.reason.clone())
                .unwrap_or_default(),
            withdraw: may_go.then(|| own.address(&format!("me/leave/{}/withdraw", request.id))),
        }
    }
}
