//! Who is sick, for how much: reported, changed, recovered.

use super::view::refused;
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::once::MARK;
use crate::pages::reach::{meant, reached};
use crate::site::Site;
use axum::extract::{Path, State};
use loonbrug_domain::Date;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{PersonId, SicknessCaseId};
use loonbrug_domain::sickness::Stage;
use loonbrug_hub::ledgers::SicknessReport;
use loonbrug_hub::people::display_name;
use std::collections::BTreeMap;

/// A case of sickness.
pub struct CaseView {
    /// Identity.
    pub id: SicknessCaseId,
    /// Address of its actions.
    pub address: String,
    /// Who.
    pub name: String,
    /// First sick day.
    pub first_day: Date,
    /// First day of work.
    pub recovered_on: Option<Date>,
    /// Last sick day, as far as can be expected.
    pub expected_until: Option<Date>,
    /// The percentages, each from its day on.
    pub stages: Vec<(Date, u32)>,
    /// The percentage today.
    pub percent: u32,
}

impl CaseView {
    /// Whether it has ended.
    pub const fn is_recovered(&self) -> bool {
        self.recovered_on.is_some()
    }

    /// The word of a form about it.
    pub fn form(&self, what: &str) -> String {
        format!("{what} {}", self.id)
    }
}

/// The cases of whom one may see, newest first.
pub async fn cases(guarded: &Guarded) -> Result<Vec<CaseView>, Failure> {
    if !guarded.may(Right::SeeSickness) {
        return Ok(Vec::new());
    }
    let hub = guarded.hub();
    let today = hub.surroundings.today();
    let stored = hub.sickness_cases(guarded.id()).await?;
    let sick: Vec<PersonId> = stored.iter().map(|stored| stored.case.person).collect();
    let people = reached(guarded, Right::SeeSickness, &sick).await?;
    let names: BTreeMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
    let view = |case: loonbrug_domain::sickness::SicknessCase| {
        let name = names.get(&case.person)?.clone();
        Some(CaseView {
            id: case.id,
            address: guarded.address(&format!("sickness/{}", case.id)),
            name,
            first_day: case.first_day,
            recovered_on: case.recovered_on,
            expected_until: case.expected_until,
            stages: case.stages.iter().map(|stage| (stage.from, stage.percent)).collect(),
            percent: case.percent_on(today),
        })
    };
    let mut cases: Vec<CaseView> = stored.into_iter().filter_map(|stored| view(stored.case)).collect();
    cases.sort_by_key(|case| std::cmp::Reverse(case.first_day));
    Ok(cases)
}

fn done(guarded: &Guarded, word: &str) -> String {
    guarded.address(&format!("leave?done={word}#sickness"))
}

fn day(fields: &Fields, name: &str) -> Result<Date, Failure> {
    fields.date(name).ok_or(Failure::Wrong(
        "Er is niets bewaard: vul de dag in als datum, zoals 15-05-2023.",
        "Nothing was saved: fill in the day as a date, such as 15-05-2023.",
    ))
}

fn percent(fields: &Fields) -> Result<u32, Failure> {
    let typed = fields.text("percent").trim_end_matches('%').trim_end();
    typed.parse().map_err(|_| {
        Failure::Wrong(
            "Er is niets bewaard: vul het percentage in als heel getal, 1 tot en met 100.",
            "Nothing was saved: fill in the percentage as a whole number, 1 to 100.",
        )
    })
}

/// `POST …/sickness`: reports somebody sick.
pub async fn report(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&done(&guarded, "already")));
    };
    match reported(&guarded, &fields).await {
        Ok(()) => first.keep(),
        Err(failure) => return refused(&guarded, "report", fields, failure).await,
    }
    Ok(go_to(&done(&guarded, "sick")))
}

async fn reported(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let hub = guarded.hub();
    let report = SicknessReport {
        person: meant(guarded, fields.text("person")).await?.id,
        first_day: day(fields, "first-day")?,
        percent: percent(fields)?,
        expected_until: fields.filled("expected").map(|_| day(fields, "expected")).transpose()?,
    };
    hub.report_sick(guarded.id(), report).await?;
    Ok(())
}

/// The case of an address, its person in reach.
async fn in_reach(guarded: &Guarded, id: &str) -> Result<SicknessCaseId, Failure> {
    let id: SicknessCaseId = id.parse().map_err(|_| Failure::NotFound)?;
    let hub = guarded.hub();
    let stored = hub
        .store
        .sickness_case(guarded.id(), id)
        .await?
        .ok_or(Failure::NotFound)?;
    hub.person_within(&guarded.allowed, stored.case.person).await?;
    Ok(id)
}

/// `POST …/sickness/{case}/percent`: another percentage from a day on.
pub async fn change(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let id = in_reach(&guarded, &id).await?;
    match changed(&guarded, id, &fields).await {
        Ok(()) => Ok(go_to(&done(&guarded, "changed"))),
        Err(failure) => refused(&guarded, &format!("percent {id}"), fields, failure).await,
    }
}

async fn changed(guarded: &Guarded, id: SicknessCaseId, fields: &Fields) -> Result<(), Failure> {
    let stage = Stage {
        from: day(fields, "from")?,
        percent: percent(fields)?,
    };
    guarded.hub().change_sickness(guarded.id(), id, stage).await?;
    Ok(())
}

/// `POST …/sickness/{case}/recover`: the first day on which somebody works again in full.
pub async fn recover(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let id = in_reach(&guarded, &id).await?;
    match recovered(&guarded, id, &fields).await {
        Ok(()) => Ok(go_to(&done(&guarded, "recovered"))),
        Err(failure) => refused(&guarded, &format!("recover {id}"), fields, failure).await,
    }
}

async fn recovered(guarded: &Guarded, id: SicknessCaseId, fields: &Fields) -> Result<(), Failure> {
    let on = day(fields, "on")?;
    guarded.hub().report_recovered(guarded.id(), id, on).await?;
    Ok(())
}
