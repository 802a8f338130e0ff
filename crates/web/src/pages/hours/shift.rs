//! One shift: what it says, why, what became of it; entering, changing and removing one.

use super::pick::Pick;
use super::standing::{Names, StateView, entries};
use super::steps::approve_these;
use super::times::{Times, clock, times};
use super::words::said;
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::access::Right;
use loonbrug_domain::approval::ShiftStep;
use loonbrug_domain::clock::Clocked;
use loonbrug_domain::ids::{ShiftEntryId, ShiftId};
use loonbrug_hub::time::{ClockOrigin, ShiftInput};
use loonbrug_store::{ShiftHistory, ShiftRevision, ShiftSource};

/// The page of one shift.
#[derive(Template)]
#[template(path = "shift.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what may be done and what was done, each by itself"
)]
struct ShiftPage {
    shell: Shell,
    w: Words,
    name: String,
    date: Date,
    times: String,
    state: StateView,
    until_then: String,
    clocked: Vec<String>,
    steps: Vec<StepView>,
    form: FormView,
    shift: String,
    address: String,
    approve: String,
    reject: String,
    back: String,
    query: String,
    refused: String,
    done: bool,
    decidable: bool,
    removable: bool,
    may_change: bool,
    may_approve: bool,
}

/// One step in the history.
struct StepView {
    revision: i64,
    what: String,
    state: StateView,
    by: String,
    at: Timestamp,
    reason: String,
}

/// What stands in the fields.
#[derive(Default)]
pub struct FormView {
    person: String,
    date: String,
    start: String,
    end: String,
    pause: String,
    group: String,
    groups: Vec<String>,
    people: Vec<String>,
    reason: String,
    approve: bool,
}

/// The page on which a shift is entered.
#[derive(Template)]
#[template(path = "shift_add.html")]
struct AddPage {
    shell: Shell,
    w: Words,
    form: FormView,
    action: String,
    back: String,
    refused: String,
    may_approve: bool,
}

impl FormView {
    /// With what was typed, or what the address proposes.
    pub fn typed(fields: &Fields, pick: &Pick) -> Self {
        let text = |name| fields.text(name).to_owned();
        let person = pick.person(fields.text("person")).ok();
        Self {
            person: person.map_or_else(|| text("person"), |person| pick.called(person.id)),
            date: text("date"),
            start: text("start"),
            end: text("end"),
            pause: text("pause"),
            group: text("group"),
            groups: pick.groups.clone(),
            people: pick.proposals(),
            reason: text("reason"),
            approve: fields.filled("approve").is_some(),
        }
    }

    fn of(revision: &ShiftRevision, pick: &Pick) -> Self {
        let shift = &revision.shift;
        let mut groups = pick.groups.clone();
        groups.extend(shift.group.clone().filter(|group| !pick.groups.contains(group)));
        Self {
            person: pick.called(shift.person),
            date: shift.date.to_string(),
            start: clock(shift.start_minute),
            end: clock(shift.end_minute),
            pause: shift.break_minutes.to_string(),
            group: shift.group.clone().unwrap_or_default(),
            groups,
            ..Self::default()
        }
    }
}

/// `GET …/hours/add`.
pub async fn ask(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    page(&add_page(&guarded, &fields, String::new()).await?)
}

async fn add_page(guarded: &Guarded, fields: &Fields, refused: String) -> Result<AddPage, Failure> {
    let pick = Pick::knowing(guarded, fields.text("person")).await?;
    let at = fields
        .date("date")
        .map(|date| format!("?at={date}"))
        .unwrap_or_default();
    Ok(AddPage {
        shell: Shell::at(guarded, Section::Hours, "Dienst invoeren", "Enter a shift"),
        w: guarded.w(),
        form: FormView::typed(fields, &pick),
        action: guarded.address("hours/add"),
        back: guarded.address(&format!("hours{at}")),
        refused,
        may_approve: guarded.may(Right::ApproveHours),
    })
}

/// `POST …/hours/add`.
pub async fn add(guarded: Guarded, Posted(fields): Posted) -> Answer {
    match added(&guarded, &fields).await {
        Ok(entry) => Ok(go_to(&guarded.address(&format!("hours/shifts/{entry}?done=yes")))),
        Err(failure) => {
            let refused = said(failure, guarded.w())?;
            let page = add_page(&guarded, &fields, refused).await?;
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn added(guarded: &Guarded, fields: &Fields) -> Result<ShiftId, Failure> {
    let pick = Pick::knowing(guarded, fields.text("person")).await?;
    let times = Times::of(fields).map_err(|(dutch, english)| Failure::Wrong(dutch, english))?;
    let input = ShiftInput {
        person: pick.person(fields.text("person"))?.id,
        date: fields.date("date").ok_or(NO_DATE)?,
        start_minute: times.start,
        end_minute: times.end,
        second_pass: None,
        break_minutes: times.pause,
        group: pick.group(fields.text("group"), None)?,
    };
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let shift = hub.enter_shift(organisation, &input, fields.text("reason")).await?;
    hand_in(guarded, shift, fields).await?;
    Ok(shift)
}

const NO_DATE: Failure = Failure::Wrong(
    "Vul de datum in, zoals 03-04-2023. Er is niets opgeslagen.",
    "Fill in the date, such as 03-04-2023. Nothing was stored.",
);

/// What somebody stored here is handed in, and approved where that was asked.
async fn hand_in(guarded: &Guarded, shift: ShiftId, fields: &Fields) -> Result<(), Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let stored = hub.store.shift_revisions(organisation, &[shift]).await?;
    if fields.filled("approve").is_some() && guarded.may(Right::ApproveHours) {
        approve_these(guarded, &stored).await?;
    } else {
        hub.step_shifts(organisation, &[shift], ShiftStep::Submit, "").await?;
    }
    Ok(())
}

/// The history of an entry of somebody within reach.
async fn history_of(guarded: &Guarded, entry: &str) -> Result<(ShiftHistory, ShiftRevision), Failure> {
    let entry: ShiftEntryId = entry.parse().map_err(|_| Failure::NotFound)?;
    let history = guarded.hub().store.shift_history(guarded.id(), entry).await?;
    let newest = history.revisions.last().cloned().ok_or(Failure::NotFound)?;
    let person = newest.shift.person;
    guarded.hub().person_within(&guarded.allowed, person).await?;
    Ok((history, newest))
}

/// `GET …/hours/shifts/{entry}`.
pub async fn show(guarded: Guarded, Path((_, entry)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = shift_page(&guarded, &entry).await?;
    shown.done = fields.filled("done").is_some();
    page(&shown)
}

async fn shift_page(guarded: &Guarded, entry: &str) -> Result<ShiftPage, Failure> {
    let (history, newest) = history_of(guarded, entry).await?;
    let person = newest.shift.person;
    let (w, pick) = (guarded.w(), Pick::knowing(guarded, &person.to_string()).await?);
    let names = Names::of_people(guarded, &[person]).await?;
    let standing = entries(history.revisions.clone()).pop();
    let shift = &newest.shift;
    let query = format!("at={}", shift.date);
    Ok(ShiftPage {
        shell: Shell::at(guarded, Section::Hours, "Dienst", "Shift"),
        w,
        name: names.of(shift.person).to_owned(),
        date: shift.date,
        times: times(shift, w),
        state: StateView::of(newest.state, newest.removed, w),
        until_then: standing.as_ref().map(|entry| entry.until_then(w)).unwrap_or_default(),
        clocked: clocked(&newest, w),
        steps: steps(&history, w),
        form: FormView::of(&newest, &pick),
        shift: shift.id.to_string(),
        address: guarded.address(&format!("hours/shifts/{}", shift.entry)),
        approve: guarded.address("hours/approve"),
        reject: guarded.address("hours/reject"),
        back: guarded.address(&format!("hours?{query}")),
        query,
        refused: String::new(),
        done: false,
        decidable: newest.state.is_pending(),
        removable: standing.is_some() && !newest.removed,
        may_change: guarded.may(Right::ChangeHours),
        may_approve: guarded.may(Right::ApproveHours),
    })
}

/// How the clock made the times: raw, rounded and why.
fn clocked(revision: &ShiftRevision, w: Words) -> Vec<String> {
    let Some(origin) = ClockOrigin::of(revision) else {
        return Vec::new();
    };
    let line = |word: &str, clocked: &Clocked| {
        let (raw, counts) = (w.time(&clocked.time.raw), w.time(&clocked.time.at));
        if raw == counts {
            return format!("{word} {raw}");
        }
        format!("{word} {raw} → {counts}: {}", clocked.time.reason.text(w.language))
    };
    let breaks = origin.breaks.iter().map(|pause| {
        let (from, to) = (w.time(&pause.from.at), w.time(&pause.to.at));
        format!("{} {from}–{to}: {} min", w.t("Pauze", "Break"), pause.minutes)
    });
    [line(w.t("Kwam", "Came"), &origin.came)]
        .into_iter()
        .chain(breaks)
        .chain([line(w.t("Ging", "Went"), &origin.went)])
        .collect()
}

fn steps(history: &ShiftHistory, w: Words) -> Vec<StepView> {
    let step = |event: &loonbrug_store::ShiftEvent| {
        let revision = history.revisions.iter().find(|one| one.shift.id == event.shift)?;
        let begins = event.from.is_none();
        Some(StepView {
            revision: revision.shift.revision,
            what: match (begins, revision.removed) {
                (true, false) => format!(
                    "{} {} · {}",
                    w.date(&revision.shift.date),
                    times(&revision.shift, w),
                    source(revision.shift.source, w)
                ),
                (true, true) => w.t("verwijderen", "remove").to_owned(),
                (false, _) => String::new(),
            },
            state: StateView::of(event.to, false, w),
            by: event.actor.clone(),
            at: event.at,
            reason: match event.reason.as_str() {
                "clock" => w.t("van de klok", "by the clock").to_owned(),
                "planning" => w.t("uit de planning", "from the planning").to_owned(),
                reason => reason.to_owned(),
            },
        })
    };
    history.events.iter().rev().filter_map(step).collect()
}

fn source(source: ShiftSource, w: Words) -> &'static str {
    match source {
        ShiftSource::Import => w.t("uit een bestand", "from a file"),
        ShiftSource::Hand => w.t("met de hand", "by hand"),
        ShiftSource::Clock => w.t("klok", "clock"),
        ShiftSource::Planning => w.t("planning", "planning"),
    }
}

/// `POST …/hours/shifts/{entry}/change`: a new revision, with a reason.
pub async fn change(guarded: Guarded, Path((_, entry)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let (_, newest) = history_of(&guarded, &entry).await?;
    match changed(&guarded, &newest, &fields).await {
        Ok(()) => Ok(go_to(&guarded.address(&format!("hours/shifts/{entry}?done=yes")))),
        Err(failure) => shown_again(&guarded, &entry, &fields, failure).await,
    }
}

async fn changed(guarded: &Guarded, newest: &ShiftRevision, fields: &Fields) -> Result<(), Failure> {
    let pick = Pick::within(guarded).await?;
    let times = Times::of(fields).map_err(|(dutch, english)| Failure::Wrong(dutch, english))?;
    let date = fields.date("date").ok_or(NO_DATE)?;
    let group = pick.group(fields.text("group"), newest.shift.group.as_deref())?;
    let reason = reason(fields)?;
    let shift = fields.text("shift").parse().map_err(|_| Failure::NotFound)?;
    let (start, end) = (clock(times.start), clock(times.end));
    let apply = move |input: &mut ShiftInput| {
        // The same times on the same day keep the hour of October that they are of.
        let same = (clock(input.start_minute), clock(input.end_minute)) == (start, end) && input.date == date;
        if !same {
            (input.start_minute, input.end_minute) = (times.start, times.end);
            input.second_pass = None;
        }
        input.date = date;
        input.break_minutes = times.pause;
        input.group = group;
    };
    // The revision must be of this entry: an address says whom it is about, and that was checked.
    let of_entry = guarded.hub().store.shift_revisions(guarded.id(), &[shift]).await?;
    if of_entry.first().map(|one| one.shift.entry) != Some(newest.shift.entry) {
        return Err(Failure::NotFound);
    }
    let changed = guarded.hub().change_shift(guarded.id(), shift, apply, reason).await?;
    hand_in(guarded, changed, fields).await
}

fn reason(fields: &Fields) -> Result<&str, Failure> {
    fields.filled("reason").ok_or(Failure::Wrong(
        "Zeg waarom; er is niets opgeslagen.",
        "Say why; nothing was stored.",
    ))
}

/// `POST …/hours/shifts/{entry}/remove`, with a reason.
pub async fn remove(guarded: Guarded, Path((_, entry)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let (_, newest) = history_of(&guarded, &entry).await?;
    let removed = async {
        let reason = reason(&fields)?;
        if fields.text("shift") != newest.shift.id.to_string() {
            return Err(Failure::Wrong(
                "Deze dienst is intussen gewijzigd. Er is niets verwijderd; kijk naar wat er nu staat.",
                "This shift was changed meanwhile. Nothing was removed; look at what is there now.",
            ));
        }
        Ok(guarded
            .hub()
            .remove_shift(guarded.id(), newest.shift.id, reason)
            .await?)
    };
    match removed.await {
        Ok(()) => Ok(go_to(&guarded.address(&format!("hours/shifts/{entry}?done=yes")))),
        Err(failure) => shown_again(&guarded, &entry, &fields, failure).await,
    }
}

/// The page with what was typed and what was wrong with it.
async fn shown_again(guarded: &Guarded, entry: &str, fields: &Fields, failure: Failure) -> Result<Response, Failure> {
    let mut shown = shift_page(guarded, entry).await?;
    shown.refused = said(failure, guarded.w())?;
    let typed = FormView::typed(fields, &Pick::knowing(guarded, fields.text("person")).await?);
    let (person, groups) = (shown.form.person, shown.form.groups);
    shown.form = FormView {
        person,
        groups,
        // The form to remove has no times.
        date: fields.filled("date").map_or(shown.form.date, str::to_owned),
        start: fields.filled("start").map_or(shown.form.start, str::to_owned),
        end: fields.filled("end").map_or(shown.form.end, str::to_owned),
        pause: fields.filled("pause").map_or(shown.form.pause, str::to_owned),
        ..typed
    };
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}
