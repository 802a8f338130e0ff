//! Today on the own page: clock in and out, this week, balances.

use super::shift_view::{ShiftView, newest, short_day};
use super::{Own, Words};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::site::Site;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jiff::{Timestamp, ToSpan as _};
use loonbrug_domain::clock::Direction;
use loonbrug_domain::ledger::{LedgerKind, balance_on};
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_domain::{Date, DateRange, Language, Minutes};
use loonbrug_hub::people::display_name;
use loonbrug_hub::profiles::Wanted;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    shell: Shell,
    w: Words,
    name: String,
    /// Whose clock it is, and the moment by ours: what a phone keeps while it has no network.
    person: String,
    now: Timestamp,
    employer: String,
    today: Date,
    may_clock: bool,
    /// Since when, and how long.
    present: Option<(String, Minutes)>,
    planned: Vec<String>,
    clocked: Vec<String>,
    open: Vec<String>,
    week: Vec<ShiftView>,
    week_hundredths: i64,
    ahead: Vec<(String, String)>,
    leave: i64,
    plus_minus: i64,
    action: String,
    hours: String,
    balances: String,
    ask_leave: String,
}

/// `GET …/me`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let own = Own::of(guarded).await?;
    page(&OwnPage::of(&own, fields.text("done")).await?)
}

impl OwnPage {
    async fn of(own: &Own, done: &str) -> Result<Self, Failure> {
        let (hub, id, w, today) = (own.guarded.hub(), own.guarded.id(), own.w, own.today);
        let lately = DateRange {
            from: today.yesterday().unwrap_or(today),
            to: today,
        };
        let clock = hub.own_clock(id, own.person.id, lately).await?;
        let now = hub.surroundings.now();
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        let week = DateRange {
            from: monday,
            to: monday.saturating_add(6.days()),
        };
        let revisions = hub.store.shift_revisions_of(id, &[own.person.id], week).await?;
        let week: Vec<ShiftView> = newest(revisions).iter().map(|one| ShiftView::of(own, one)).collect();
        let (planned, ahead) = planned(own).await?;
        Ok(Self {
            shell: own.shell("me", "Vandaag", "Today").after(done),
            w,
            name: display_name(&own.person),
            person: own.person.id.to_string(),
            now,
            employer: own.guarded.organisation.name.clone(),
            today,
            may_clock: own.terms.may_clock,
            present: clock
                .present_since
                .map(|since| (w.clock(&since), minutes_since(since, now))),
            planned,
            clocked: clock
                .shifts
                .iter()
                .filter(|clocked| clocked.shift.date() == today)
                .map(|clocked| {
                    let (from, to) = (clocked.shift.start_minute(), clocked.shift.end_minute());
                    format!("{}–{}", Minutes(from), Minutes(to % (24 * 60)))
                })
                .collect(),
            open: clock.open.iter().map(|at| w.day_and_time(at)).collect(),
            week_hundredths: week.iter().map(|shift| shift.hundredths).sum(),
            week,
            ahead,
            leave: balance(own, LedgerKind::Leave).await?,
            plus_minus: balance(own, LedgerKind::PlusMinus).await?,
            action: own.address("me"),
            hours: own.address("me/hours"),
            balances: own.address("me/balances"),
            ask_leave: own.address("me/leave"),
        })
    }
}

fn minutes_since(since: Timestamp, now: Timestamp) -> Minutes {
    Minutes((now.as_second() - since.as_second()).max(0) / 60)
}

/// What is planned today, and in the two weeks after it, each with its day.
async fn planned(own: &Own) -> Result<(Vec<String>, Vec<(String, String)>), Failure> {
    let range = DateRange {
        from: own.today,
        to: own.today.saturating_add(14.days()),
    };
    let store = &own.guarded.hub().store;
    let mut planned = store
        .planned_shifts_of(own.guarded.id(), &[own.person.id], range)
        .await?;
    planned.retain(|shift| !shift.removed);
    planned.sort_by_key(|shift| (shift.date, shift.start_minute));
    let words = |shift: &loonbrug_store::StoredPlannedShift| {
        let (from, to) = (Minutes(shift.start_minute), Minutes(shift.end_minute % (24 * 60)));
        let group = shift
            .group
            .as_deref()
            .map(|group| format!(" · {group}"))
            .unwrap_or_default();
        format!("{from}–{to}{group}")
    };
    let (now, later): (Vec<_>, Vec<_>) = planned.into_iter().partition(|shift| shift.date == own.today);
    Ok((
        now.iter().map(words).collect(),
        later
            .iter()
            .map(|shift| (short_day(shift.date, own.w), words(shift)))
            .collect(),
    ))
}

/// The balance of a ledger today, in hundredths.
async fn balance(own: &Own, ledger: LedgerKind) -> Result<i64, Failure> {
    let store = &own.guarded.hub().store;
    let stored = store.ledgers_of(own.guarded.id(), ledger, &[own.person.id]).await?;
    let entries: Vec<_> = stored.into_iter().map(|stored| stored.entry).collect();
    Ok(balance_on(&entries, own.today).0)
}

/// `POST …/me/clock`: in or out, as the button said; with a moment, what a phone kept while it had no network.
pub async fn clock(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let own = Own::of(guarded).await?;
    let direction = match fields.text("direction") {
        "in" => Direction::In,
        "out" => Direction::Out,
        _ => return Err(Failure::NotFound),
    };
    let (hub, id) = (own.guarded.hub(), own.guarded.id());
    if let Some(at) = fields.filled("at") {
        let at: Timestamp = at.parse().map_err(|_| Failure::NotFound)?;
        let clocked = hub.clock_late_on_own_page(id, own.person.id, direction, at).await?;
        if !clocked {
            return Ok(StatusCode::OK.into_response());
        }
        derive(&site, &own, hub.surroundings.date_of(at));
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let clocked = hub.clock_on_own_page(id, own.person.id, direction).await?;
    if clocked {
        derive(&site, &own, own.today);
    }
    let done = if clocked { fields.text("direction") } else { "already" };
    Ok(go_to(&own.address(&format!("me?done=clocked-{done}"))))
}

/// Makes shifts of what was clocked on a day and since.
fn derive(site: &Site, own: &Own, date: Date) {
    let days = DateRange {
        from: date.yesterday().unwrap_or(date),
        to: own.today,
    };
    site.deriving.soon(own.guarded.hub(), own.guarded.id(), days);
}

/// `GET /own-offline?language=…`: the clock without a network; about nobody, so that a phone may keep it.
pub async fn offline(RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let is_english = fields.text("language") == "en";
    let w = Words::new(if is_english { Language::English } else { Language::Dutch });
    let title = w.t("Klok", "Clock").to_owned();
    page(&OfflinePage {
        shell: Shell::nobody(w, title),
        w,
    })
}

#[derive(Template)]
#[template(path = "own_offline.html")]
struct OfflinePage {
    shell: Shell,
    w: Words,
}

/// `POST …/me/language`: taal in app, of the person; and of everything else that the user sees.
pub async fn language(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let own = Own::of(guarded).await?;
    let language = match fields.text("language") {
        "en" => Language::English,
        "nl" => Language::Dutch,
        _ => return Err(Failure::NotFound),
    };
    let (hub, visitor) = (own.guarded.hub(), &own.guarded.signed.visitor);
    if own.terms.language.is_some() {
        let wanted = Wanted {
            field: Field::PageLanguage,
            setting: Some(Setting::PageLanguage(language)),
        };
        hub.set_profile(own.guarded.id(), &Owner::Person(own.person.id), own.today, &[wanted])
            .await?;
    }
    hub.set_preferences(own.guarded.signed.user, &visitor.name, language, visitor.theme)
        .await?;
    Ok(go_to(&own.address("me")))
}
