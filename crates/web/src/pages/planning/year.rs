//! The planning of a year (jaarplanning): people down, months across.

use super::view::sought;
use crate::answer::{Answer, Failure, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::hours::pick::Pick;
use crate::pages::hours::standing::people_in_order;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, DateRange, Minutes};
use loonbrug_hub::time::{YearPlanningLine, days_of_year};
use std::sync::Arc;
use url::form_urlencoded::Serializer;

/// People on one page.
const ON_A_PAGE: usize = 50;

/// What was asked.
struct Asked {
    year: i16,
    days: DateRange,
    /// Name of a group; empty for all.
    group: String,
    leaf: Leaf,
}

/// What the page says of everybody in the year.
#[derive(Debug)]
pub struct Sums {
    minutes: Minutes,
    /// Who is shown in the group, and whoever is planned in it, by name.
    people: Vec<PersonId>,
}

#[derive(Template)]
#[template(path = "planning_year.html")]
struct YearPage {
    shell: Shell,
    w: Words,
    asked: Asked,
    groups: Vec<String>,
    /// A month's name, and its first week in the planning.
    months: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    hours: String,
    paging: Paging,
    previous: String,
    next: String,
    here: String,
    weeks: String,
}

/// One person under one group.
struct Line {
    name: String,
    group: String,
    /// Planned hours; empty where nothing is planned.
    months: Vec<String>,
    total: String,
}

/// `GET …/planning/year`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&guarded, &Fields::parse(query.unwrap_or_default().as_bytes()))?;
    let (hub, w) = (guarded.hub(), guarded.w());
    let sums = asked.sums(&guarded).await?;
    let people = people_in_order(&guarded, asked.leaf.of(&sums.people)).await?;
    let planning = hub.year_planning_of(guarded.id(), &people, asked.year).await?;
    let is_shown = |line: &YearPlanningLine| asked.group.is_empty() || line.group.as_ref() == Some(&asked.group);
    let lines = planning.lines.iter().filter(|line| is_shown(line));
    page(&YearPage {
        shell: Shell::at(&guarded, Section::Planning, "Jaarplanning", "Planning of the year"),
        w,
        groups: Pick::within(&guarded).await?.groups,
        months: asked.months(&guarded),
        lines: lines.map(|line| Line::of(line, w)).collect(),
        hours: hours(sums.minutes, w),
        paging: Paging::new(asked.leaf, sums.people.len(), w, |number| {
            asked.address(&guarded, asked.year, number)
        }),
        previous: asked.address(&guarded, asked.year - 1, 1),
        next: asked.address(&guarded, asked.year + 1, 1),
        here: guarded.address("planning/year"),
        weeks: guarded.address("planning"),
        asked,
    })
}

impl Asked {
    /// The year of today where none is named.
    fn of(guarded: &Guarded, fields: &Fields) -> Result<Self, Failure> {
        let this_year = guarded.hub().surroundings.today().year();
        let year = fields.text("year").parse().unwrap_or(this_year);
        Ok(Self {
            year,
            days: days_of_year(year)
                .filter(|_| (1900..=9998).contains(&year))
                .ok_or(Failure::NotFound)?,
            group: fields.text("group").to_owned(),
            leaf: Leaf::asked(fields.text("page"), ON_A_PAGE),
        })
    }

    /// As nobody changed it since it was added up.
    async fn sums(&self, guarded: &Guarded) -> Result<Arc<Sums>, Failure> {
        let (hub, id, sought) = (guarded.hub(), guarded.id(), sought(guarded));
        let of = (self.days, self.group.as_str());
        let sums = async {
            Ok::<_, Failure>(Sums {
                minutes: hub.store.planned_minutes(id, &sought, of).await?,
                people: hub.store.people_planned(id, &sought, of).await?,
            })
        };
        let about = (id, format!("{sought:?} {of:?}"));
        guarded.signed.reckonings.year.now(hub, Some(id), about, sums).await
    }

    fn address(&self, guarded: &Guarded, year: i16, page: usize) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("year", &year.to_string());
        if !self.group.is_empty() {
            query.append_pair("group", &self.group);
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        guarded.address(&format!("planning/year?{}", query.finish()))
    }

    fn months(&self, guarded: &Guarded) -> Vec<(&'static str, String)> {
        let firsts = (1..=12).filter_map(|month| Date::new(self.year, month, 1).ok());
        let month = |first: Date| {
            let mut query = Serializer::new(String::new());
            query.append_pair("at", &first.to_string());
            if !self.group.is_empty() {
                query.append_pair("group", &self.group);
            }
            let week = guarded.address(&format!("planning?{}", query.finish()));
            (guarded.w().short_month(&first), week)
        };
        firsts.map(month).collect()
    }
}

impl Line {
    fn of(line: &YearPlanningLine, w: Words) -> Self {
        let month = |minutes: &Minutes| match *minutes {
            Minutes::ZERO => String::new(),
            minutes => hours(minutes, w),
        };
        Self {
            name: line.person.clone(),
            group: line.group.clone().unwrap_or_default(),
            months: line.months.iter().map(month).collect(),
            total: hours(line.total(), w),
        }
    }
}

fn hours(minutes: Minutes, w: Words) -> String {
    w.hours(&minutes.to_hundredth_hours().0)
}
