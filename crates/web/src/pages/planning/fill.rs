//! Filling a week from a standard roster or from another week: looked at first.

use super::asked::Asked;
use super::surcharges;
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::hours::asked::{week_name, week_of};
use crate::pages::hours::times::span;
use crate::pages::hours::words::said;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::access::Reach;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::planning::LeftReason;
use loonbrug_hub::people::display_name;
use loonbrug_hub::time::{FillFrom, FillOrder};
use loonbrug_store::StoredPlannedShift;
use std::collections::HashMap;

/// Lines of each kind that are shown; the counts are of all.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "planning_fill.html")]
struct FillPage {
    shell: Shell,
    w: Words,
    what: String,
    onto: String,
    query: String,
    roster: String,
    week: String,
    surcharges: bool,
    seen: String,
    action: String,
    back: String,
    refused: String,
    placed: usize,
    unchanged: usize,
    place: Vec<String>,
    gone: Vec<String>,
    left: Vec<(String, &'static str)>,
}

/// What a form or an address asks for.
async fn order(guarded: &Guarded, asked: &Asked, fields: &Fields) -> Result<FillOrder, Failure> {
    let from = match (fields.filled("roster"), fields.date("week")) {
        (Some(roster), _) => FillFrom::Roster(roster.to_owned()),
        (None, Some(week)) => FillFrom::Days(week_of(week).from),
        (None, None) => {
            return Err(Failure::Wrong(
                "Kies een standaardrooster, of de week om te kopiëren.",
                "Choose a standard roster, or the week to copy.",
            ));
        }
    };
    if from == FillFrom::Days(asked.range().from) {
        return Err(Failure::Wrong(
            "Dat is dezelfde week. Kies een andere week om te kopiëren.",
            "That is the same week. Choose another week to copy.",
        ));
    }
    let only = match guarded.allowed.reach() {
        Reach::Everyone => None,
        Reach::Only { .. } => {
            let people = guarded.hub().people_within(&guarded.allowed).await?;
            Some(people.into_iter().map(|person| person.id).collect())
        }
    };
    Ok(FillOrder {
        from,
        days: asked.range(),
        surcharges: surcharges(guarded, fields).await?,
        only,
    })
}

/// `GET …/planning/fill`: what filling would do; nothing is stored.
pub async fn look(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let asked = Asked::of(&guarded, &fields);
    let looked = async {
        let order = order(&guarded, &asked, &fields).await?;
        fill_page(&guarded, &asked, &fields, &order, String::new()).await
    };
    match looked.await {
        Ok(shown) => page(&shown),
        Err(failure) => super::again(&guarded, asked, &Fields::default(), failure).await,
    }
}

async fn fill_page(
    guarded: &Guarded,
    asked: &Asked,
    fields: &Fields,
    order: &FillOrder,
    refused: String,
) -> Result<FillPage, Failure> {
    let preview = guarded.hub().preview_filling(guarded.id(), order).await?;
    let shown = preview
        .place
        .iter()
        .take(SHOWN)
        .chain(preview.take_away.iter().take(SHOWN));
    let shown: Vec<PersonId> = shown.map(|planned| planned.person).collect();
    let people = guarded.hub().people_among(&guarded.allowed, &shown).await?;
    let names: HashMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
    let w = guarded.w();
    let line = |planned: &StoredPlannedShift| line(planned, &names, w);
    Ok(FillPage {
        shell: Shell::at(guarded, Section::Planning, "Planning vullen", "Fill the planning"),
        w,
        what: match &order.from {
            FillFrom::Roster(name) => format!("{} {name}", w.t("Standaardrooster", "Standard roster")),
            FillFrom::Days(from) => format!("{} {}", w.t("Kopie van", "Copy of"), week_name(*from)),
        },
        onto: format!("{} · {}", week_name(asked.at), w.days(&order.days)),
        query: asked.query(),
        roster: fields.text("roster").to_owned(),
        week: fields.text("week").to_owned(),
        surcharges: fields.filled("surcharges").is_some(),
        seen: preview.fingerprint(),
        action: guarded.address("planning/fill"),
        back: asked.address(guarded),
        refused,
        placed: preview.report.placed,
        unchanged: preview.report.unchanged,
        place: preview.place.iter().take(SHOWN).map(line).collect(),
        gone: preview.take_away.iter().take(SHOWN).map(line).collect(),
        left: preview
            .report
            .left
            .iter()
            .take(SHOWN)
            .map(|left| {
                let times = span(left.start_minute, left.end_minute);
                let text = format!(
                    "{}, {} {} {times}",
                    left.name,
                    w.weekday(&left.date),
                    w.date(&left.date)
                );
                (text, reason(left.reason, w))
            })
            .collect(),
    })
}

fn line(planned: &StoredPlannedShift, names: &HashMap<PersonId, String>, w: Words) -> String {
    let name = names.get(&planned.person).map_or("", String::as_str);
    let times = span(planned.start_minute, planned.end_minute);
    let group = planned
        .group
        .as_ref()
        .map(|group| format!(" · {group}"))
        .unwrap_or_default();
    format!(
        "{name}, {} {} {times}{group}",
        w.weekday(&planned.date),
        w.date(&planned.date)
    )
}

fn reason(reason: LeftReason, w: Words) -> &'static str {
    match reason {
        LeftReason::ChangedByPerson => w.t(
            "iemand wijzigde die dag al met de hand; die blijft zoals hij is",
            "somebody changed that day by hand; it stays as it is",
        ),
        LeftReason::Overlaps => w.t("werkt dan al", "works then already"),
    }
}

/// `POST …/planning/fill`: fills, if it still does what was seen.
pub async fn fill(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields);
    let order = order(&guarded, &asked, &fields).await?;
    let preview = guarded.hub().preview_filling(guarded.id(), &order).await?;
    if preview.fingerprint() != fields.text("seen") {
        let text = guarded.w().t(
            "De planning is intussen gewijzigd. Er is niets ingevuld; dit zou er nu gebeuren.",
            "The planning was changed meanwhile. Nothing was filled in; this would happen now.",
        );
        let shown = fill_page(&guarded, &asked, &fields, &order, text.to_owned()).await?;
        return page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    match guarded.hub().fill(guarded.id(), &order).await {
        Ok(report) => {
            let address = asked.address(&guarded);
            Ok(go_to(&format!("{address}&done=filled&count={}", report.placed)))
        }
        Err(error) => {
            let text = said(error.into(), guarded.w())?;
            let shown = fill_page(&guarded, &asked, &fields, &order, text).await?;
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}
