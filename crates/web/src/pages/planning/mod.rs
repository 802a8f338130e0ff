//! Planning: who works when, per group and week.

mod asked;
mod attendance;
pub mod fill;
pub mod roster;
mod view;
pub mod year;

use self::asked::Asked;
pub use self::view::Sums;
use self::view::{PlanForm, PlanningPage, Said};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::hours::pick::Pick;
use crate::pages::hours::times::{Times, clock};
use crate::pages::hours::words::said;
use crate::site::Site;
use crate::words::Words;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use loonbrug_domain::ids::PlannedShiftId;
use loonbrug_domain::planning::PlannedShift;
use loonbrug_domain::{RuleSet, Shift};
use loonbrug_hub::HubError;
use loonbrug_hub::time::{PlanInput, TimeRefusal};
use loonbrug_store::StoredPlannedShift;
use url::form_urlencoded::Serializer;

/// `GET …/planning`.
pub async fn show(State(site): State<Site>, guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let asked = Asked::of(&guarded, &fields);
    let mut form = typed(&fields);
    form.open = fields.filled("person").is_some() && fields.filled("done").is_none();
    let undo = (fields.text("done") == "removed" && fields.filled("start").is_some()).then(|| typed(&fields));
    let gone = site.removed_rosters.get((guarded.signed.user, guarded.id()));
    let said = Said {
        done: done(&fields, guarded.w()),
        roster: gone.is_some() && fields.text("done") == "roster-removed",
        form: if undo.is_some() { PlanForm::default() } else { form },
        undo,
        ..Said::default()
    };
    page(&PlanningPage::of(&guarded, asked, said).await?)
}

fn done(fields: &Fields, w: Words) -> String {
    let count = fields.text("count").parse().unwrap_or(0);
    match fields.text("done") {
        "planned" => w.t("Ingeroosterd.", "Planned.").to_owned(),
        "removed" => w
            .t("Weggehaald uit de planning.", "Taken out of the planning.")
            .to_owned(),
        "roster-removed" => w
            .t(
                "Standaardrooster weggehaald. Wat het inroosterde staat er nog.",
                "Standard roster taken away. What it planned is still there.",
            )
            .to_owned(),
        "filled" => format!("{} {}.", w.shifts(count), w.t("ingeroosterd", "planned")),
        _ => String::new(),
    }
}

fn typed(fields: &Fields) -> PlanForm {
    let text = |name| fields.text(name).to_owned();
    PlanForm {
        person: text("person"),
        date: text("date"),
        start: text("start"),
        end: text("end"),
        pause: text("pause"),
        group: fields.filled("of_group").unwrap_or(fields.text("group")).to_owned(),
        surcharges: fields.filled("surcharges").is_some(),
        open: true,
    }
}

/// `POST …/planning/add`.
pub async fn add(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields);
    match added(&guarded, &fields).await {
        Ok(()) => Ok(go_to(&format!("{}&done=planned", asked.address(&guarded)))),
        Err(failure) => again(&guarded, asked, &fields, failure).await,
    }
}

async fn added(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let pick = Pick::knowing(guarded, fields.text("person")).await?;
    let times = Times::of(fields).map_err(|(dutch, english)| Failure::Wrong(dutch, english))?;
    let date = fields.date("date").ok_or(Failure::Wrong(
        "Vul de datum in, zoals 15-05-2023. Er is niets opgeslagen.",
        "Fill in the date, such as 15-05-2023. Nothing was stored.",
    ))?;
    let shift = Shift::new(date, times.start, times.end, times.pause);
    let shift = shift.map_err(|error| HubError::from(TimeRefusal::Shift(error)))?;
    let input = PlanInput {
        person: pick.person(fields.text("person"))?.id,
        planned: PlannedShift {
            shift,
            group: pick.group(fields.text("of_group"), None)?,
        },
        surcharges: surcharges(guarded, fields).await?,
    };
    guarded.hub().plan_shift(guarded.id(), input).await?;
    Ok(())
}

/// The rules whose surcharges are fixed in the planning, where that was asked (toepassen toeslagen).
pub async fn surcharges(guarded: &Guarded, fields: &Fields) -> Result<Vec<RuleSet>, Failure> {
    if fields.filled("surcharges").is_none() {
        return Ok(Vec::new());
    }
    let rules = guarded.hub().planning_rules(guarded.id()).await?;
    rules.ok_or(Failure::Wrong(
        "Er is nog geen koppeling die zegt welke toeslagregels gelden. Er is niets opgeslagen; laat het vinkje weg.",
        "No coupling says yet which surcharge rules hold. Nothing was stored; leave the tick out.",
    ))
}

/// `POST …/planning/remove`: at once, with the way back.
pub async fn remove(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields);
    match removed(&guarded, &asked, &fields).await {
        Ok(gone) => Ok(go_to(&format!("{}&{}", asked.address(&guarded), undo(&gone)))),
        Err(failure) => again(&guarded, asked, &Fields::default(), failure).await,
    }
}

async fn removed(guarded: &Guarded, asked: &Asked, fields: &Fields) -> Result<StoredPlannedShift, Failure> {
    let id: PlannedShiftId = fields.text("planned").parse().map_err(|_| Failure::NotFound)?;
    let planned = guarded.hub().planned_shifts(guarded.id(), asked.range()).await?;
    let found = planned.into_iter().find(|planned| planned.id == id);
    let found = found.ok_or(Failure::Wrong(
        "Deze dienst staat er niet meer; iemand anders was je voor. Er is niets gewijzigd.",
        "This shift is not there any more; somebody else was first. Nothing was changed.",
    ))?;
    guarded.hub().person_within(&guarded.allowed, found.person).await?;
    guarded.hub().unplan_shift(guarded.id(), asked.range(), id).await?;
    Ok(found)
}

/// What the address says, so that the shift can be put back; not where the planning had fixed its surcharges.
fn undo(gone: &StoredPlannedShift) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("done", "removed");
    if gone.factor_minutes.is_empty() {
        query
            .append_pair("person", &gone.person.to_string())
            .append_pair("date", &gone.date.to_string())
            .append_pair("start", &clock(gone.start_minute))
            .append_pair("end", &clock(gone.end_minute))
            .append_pair("pause", &gone.break_minutes.to_string())
            .append_pair("of_group", gone.group.as_deref().unwrap_or_default());
    }
    query.finish()
}

async fn again(guarded: &Guarded, asked: Asked, fields: &Fields, failure: Failure) -> Answer {
    let said = Said {
        refused: said(failure, guarded.w())?,
        form: typed(fields),
        ..Said::default()
    };
    let page = PlanningPage::of(guarded, asked, said).await?;
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
