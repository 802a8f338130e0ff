//! What the clock cannot say by itself: forgotten clock-outs and unknown badges, solved where they are shown.

use super::asked::Asked;
use super::pick::Pick;
use super::standing::Names;
use super::times::parse_time;
use super::view::{HoursPage, Said};
use super::words::said;
use crate::answer::{Answer, Failure, go_to, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::words::Words;
use axum::http::StatusCode;
use jiff::Timestamp;
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::clock::{BadgeNumber, Direction, OpenReason};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::shift::moment_on_the_wall;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::time::{ClockOpen, OpenClockItem};

/// What waits of the clock, for whom the visitor reaches.
#[derive(Default)]
pub struct ClockTasks {
    /// How many; empty where nothing waits.
    pub title: String,
    /// Events that make no shift by themselves.
    pub items: Vec<Task>,
    /// Badges that are nobody's.
    pub unknown: Vec<Badge>,
    /// Names that are proposed for a badge.
    pub names: Vec<String>,
    /// Where a solution is sent.
    pub action: String,
    /// Who is there now.
    pub present: Vec<String>,
    /// Whether the visitor may solve them.
    pub may_solve: bool,
}

/// An event that makes no shift by itself.
pub struct Task {
    /// Whose it is.
    pub name: String,
    /// Who that is.
    pub person: String,
    /// When.
    pub at: Timestamp,
    /// The day.
    pub date: Date,
    /// The terminal.
    pub terminal: String,
    /// Its number there.
    pub sequence: i64,
    /// What is the matter.
    pub what: &'static str,
    /// The time of the event, as the form sends it along.
    pub beside: String,
    /// What a person would add: the time of coming or of going; nothing where only dismissing helps.
    pub missing: Option<&'static str>,
    /// What a person would add, as the form sends it along.
    pub direction: &'static str,
}

/// A badge that is nobody's.
pub struct Badge {
    /// The badge.
    pub number: String,
    /// When.
    pub at: Timestamp,
    /// The day.
    pub date: Date,
    /// The terminal.
    pub terminal: String,
    /// Its number there.
    pub sequence: i64,
}

impl ClockTasks {
    /// Of these days. What is about nobody yet is for whoever reaches everyone.
    pub async fn of(guarded: &Guarded, range: DateRange) -> Result<Self, Failure> {
        let hub = guarded.hub();
        if hub.store.terminals(guarded.id()).await?.is_empty() {
            return Ok(Self::default());
        }
        let ClockOpen {
            items,
            unknown,
            present,
        } = hub.clock_open(guarded.id(), range).await?;
        let w = guarded.w();
        let date_of = |at| hub.surroundings.date_of(at);
        let reaches_all = *guarded.allowed.reach() == Reach::Everyone;
        let unknown = unknown.into_iter().filter(|_| reaches_all);
        let unknown: Vec<Badge> = unknown
            .map(|badge| Badge {
                number: badge.badge.to_string(),
                at: badge.at,
                date: date_of(badge.at),
                terminal: badge.terminal,
                sequence: badge.sequence,
            })
            .collect();
        let people = items.iter().map(|item| item.person);
        let people: Vec<PersonId> = people.chain(present.iter().map(|one| one.person)).collect();
        let names = Names::of_people(guarded, &people).await?;
        let mine = items.into_iter().filter(|item| names.0.contains_key(&item.person));
        let present = present.into_iter().filter(|one| names.0.contains_key(&one.person));
        let items: Vec<Task> = mine.map(|item| task(item, date_of, w)).collect();
        let count = items.len() + unknown.len();
        let dutch = ("klokregistratie vraagt je", "klokregistraties vragen je");
        let english = ("clock event asks for you", "clock events ask for you");
        Ok(Self {
            title: if count == 0 {
                String::new()
            } else {
                w.count(count, dutch, english)
            },
            items,
            names: if unknown.is_empty() {
                Vec::new()
            } else {
                Pick::within(guarded).await?.proposals()
            },
            unknown,
            action: guarded.address("hours/clock"),
            present: present
                .map(|one| format!("{} ({} {})", one.name, w.t("sinds", "since"), minute(&one.since, w)))
                .collect(),
            may_solve: guarded.may(Right::ChangeHours),
        })
    }
}

/// `14:03`.
fn minute(at: &Timestamp, w: Words) -> String {
    let mut time = w.time(at);
    time.truncate(5);
    time
}

fn task(item: OpenClockItem, date_of: impl Fn(Timestamp) -> Date, w: Words) -> Task {
    let (what, missing, direction) = match item.reason {
        OpenReason::ForgottenOut => (
            w.t("vergeten uit te klokken", "forgot to clock out"),
            Some(w.t("Ging om", "Went at")),
            "out",
        ),
        OpenReason::NothingToEnd => (
            w.t("ging zonder ingeklokt te zijn", "went without having clocked in"),
            Some(w.t("Kwam om", "Came at")),
            "in",
        ),
        OpenReason::NoTime => (
            w.t(
                "kwam en ging meteen: er blijft geen tijd over",
                "came and went at once: no time is left",
            ),
            None,
            "",
        ),
        OpenReason::BreakTooLong => (
            w.t("de pauzes beslaan de hele dienst", "the breaks take up the whole shift"),
            None,
            "",
        ),
    };
    Task {
        name: item.name,
        person: item.person.to_string(),
        date: date_of(item.at),
        at: item.at,
        beside: minute(&item.at, w),
        terminal: item.terminal,
        sequence: item.sequence,
        what,
        missing,
        direction,
    }
}

/// `POST …/hours/clock`: adds what was forgotten, says whose badge it is, or declares that it means nothing.
pub async fn solve(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields).await?;
    match solved(&guarded, &fields).await {
        Ok(()) => Ok(go_to(&format!("{}&done=clock", asked.address(&guarded)))),
        Err(failure) => {
            let refused = said(failure, guarded.w())?;
            let shown = Said {
                refused,
                ..Said::default()
            };
            let page = HoursPage::of(&guarded, asked, shown).await?;
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn solved(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let date = fields.date("date").ok_or(WRONG_TIME)?;
    let reason = fields.text("reason");
    let (hub, organisation) = (guarded.hub(), guarded.id());
    match fields.text("do") {
        "add" => {
            let (at, direction) = missing(fields)?;
            let pick = Pick::knowing(guarded, fields.text("person")).await?;
            let person = pick.person(fields.text("person"))?.id;
            hub.enter_clock_event(organisation, person, at, direction, reason)
                .await?;
        }
        "badge" if *guarded.allowed.reach() == Reach::Everyone => {
            let number = BadgeNumber::parse(fields.text("badge")).map_err(|_| Failure::NotFound)?;
            let pick = Pick::knowing(guarded, fields.text("person")).await?;
            let person = pick.person(fields.text("person"))?.id;
            hub.assign_badge(organisation, &number, date, Some(person)).await?;
        }
        "dismiss" => {
            let (terminal, sequence) = (fields.text("terminal"), fields.text("sequence"));
            let sequence: i64 = sequence.parse().map_err(|_| Failure::NotFound)?;
            may_dismiss(guarded, terminal, sequence, date).await?;
            hub.dismiss_clock_event(organisation, terminal, sequence, reason)
                .await?;
        }
        _ => return Err(Failure::NotFound),
    }
    // The day before may end on it, and what was forgotten may lie on the day after.
    let from = date.yesterday().unwrap_or(date);
    let to = date.tomorrow().unwrap_or(date);
    hub.derive_shifts(organisation, DateRange { from, to }).await?;
    Ok(())
}

const WRONG_TIME: Failure = Failure::Wrong(
    "Vul een datum en een tijd in, zoals 17:00. Er is niets opgeslagen.",
    "Fill in a date and a time, such as 17:00. Nothing was stored.",
);

/// The moment and the direction of what was forgotten. A going earlier than the coming is on the next day.
fn missing(fields: &Fields) -> Result<(Timestamp, Direction), Failure> {
    let (date, minute) = fields
        .date("date")
        .zip(parse_time(fields.text("time")))
        .ok_or(WRONG_TIME)?;
    let direction = match fields.text("direction") {
        "out" => Direction::Out,
        "in" => Direction::In,
        _ => return Err(Failure::NotFound),
    };
    let beside = parse_time(fields.text("beside")).unwrap_or(minute);
    let date = match direction {
        Direction::Out if minute < beside => date.tomorrow(),
        Direction::In if minute > beside => date.yesterday(),
        _ => Ok(date),
    };
    let date = date.map_err(|_| WRONG_TIME)?;
    let at = moment_on_the_wall(date, minute, false).ok_or(WRONG_TIME)?;
    Ok((at, direction))
}

/// Only what is shown to the visitor may be dismissed: an event of somebody out of reach is not there.
async fn may_dismiss(guarded: &Guarded, terminal: &str, sequence: i64, date: Date) -> Result<(), Failure> {
    let day = DateRange { from: date, to: date };
    let tasks = ClockTasks::of(guarded, day).await?;
    let is_meant = |of: &str, number: i64| of == terminal && number == sequence;
    let shown = tasks.items.iter().any(|task| is_meant(&task.terminal, task.sequence))
        || tasks
            .unknown
            .iter()
            .any(|badge| is_meant(&badge.terminal, badge.sequence));
    if shown { Ok(()) } else { Err(Failure::NotFound) }
}
