//! The week of a planning: people down, days across, held against the clock.

use super::asked::Asked;
use super::attendance::{Held, Remark};
use crate::answer::Failure;
use crate::guard::Guarded;
use crate::pages::hours::asked::week_name;
use crate::pages::hours::pick::Pick;
use crate::pages::hours::times::span;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use jiff::ToSpan as _;
use loonbrug_domain::access::Right;
use loonbrug_domain::group::visible_groups;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::people::display_name;
use loonbrug_store::{Person, StoredPlannedShift};
use std::collections::{BTreeMap, BTreeSet};

/// People on one page.
const ON_A_PAGE: usize = 50;

/// What stands in the fields to plan a shift.
#[derive(Clone, Debug, Default)]
pub struct PlanForm {
    /// Who.
    pub person: String,
    /// When.
    pub date: String,
    /// Start.
    pub start: String,
    /// End.
    pub end: String,
    /// Break in minutes.
    pub pause: String,
    /// Group.
    pub group: String,
    /// Whether the surcharges are fixed now.
    pub surcharges: bool,
    /// Whether the form is open.
    pub open: bool,
}

/// What the page says beside the week.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// What was done.
    pub done: String,
    /// What was refused, and what to do.
    pub refused: String,
    /// What was typed.
    pub form: PlanForm,
    /// What was taken away, to be put back.
    pub undo: Option<PlanForm>,
}

/// The page of the planning.
#[derive(Template)]
#[template(path = "planning.html")]
pub struct PlanningPage {
    shell: Shell,
    w: Words,
    asked: Asked,
    query: String,
    called: String,
    days_text: String,
    said: Said,
    days: Vec<(Date, &'static str, i8, bool)>,
    people: Vec<Line>,
    pages: Vec<(usize, String, bool)>,
    pick: Pick,
    proposals: Vec<String>,
    rosters: Vec<String>,
    ways: Ways,
    hours: String,
    remarks: usize,
    last_week: Date,
    may_plan: bool,
}

/// Where the page leads.
struct Ways {
    here: String,
    previous: String,
    next: String,
    today: String,
    hours: String,
    add: String,
    remove: String,
    fill: String,
}

/// One person.
struct Line {
    person: PersonId,
    name: String,
    hours: String,
    cells: Vec<Cell>,
}

/// One person on one day.
struct Cell {
    date: Date,
    day: &'static str,
    chips: Vec<Chip>,
    unplanned: Vec<Remark>,
}

/// One planned shift.
struct Chip {
    id: String,
    span: String,
    group: String,
    by_hand: bool,
    remarks: Vec<Remark>,
}

impl PlanningPage {
    /// Of a week.
    pub async fn of(guarded: &Guarded, asked: Asked, said: Said) -> Result<Self, Failure> {
        let (w, range, hub) = (guarded.w(), asked.range(), guarded.hub());
        let pick = Pick::within(guarded).await?;
        let planned = hub.planned_shifts(guarded.id(), range).await?;
        let held = Held::of(guarded, range).await?;
        let people = people(guarded, &asked, &pick, &planned, &held).await?;
        let shown: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
        // Also what they do for another group, so that nobody is planned twice.
        let of_shown = || planned.iter().filter(|planned| shown.contains(&planned.person));
        let minutes: i64 = of_shown().map(worked).sum();
        let mut by_person: BTreeMap<PersonId, Vec<&StoredPlannedShift>> = BTreeMap::new();
        for planned in of_shown() {
            by_person.entry(planned.person).or_default().push(planned);
        }
        let page_count = people.len().div_ceil(ON_A_PAGE).max(1);
        let page = asked.page.min(page_count);
        let on_page = people.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
        let writer = Writer {
            asked: &asked,
            held: &held,
            w,
        };
        let lines = on_page.map(|person| {
            let planned = by_person.get(&person.id).map_or(&[][..], Vec::as_slice);
            writer.line(person, planned)
        });
        let today = hub.surroundings.today();
        Ok(Self {
            shell: Shell::at(guarded, Section::Planning, "Planning", "Planning"),
            w,
            query: asked.query(),
            called: week_name(asked.at),
            days_text: w.days(&range),
            days: range
                .days()
                .map(|date| (date, w.weekday(&date), date.day(), date == today))
                .collect(),
            people: lines.collect(),
            pages: pages(guarded, &asked, page, page_count),
            proposals: pick.proposals(),
            pick,
            rosters: rosters(guarded).await?,
            ways: ways(guarded, &asked),
            hours: w.hours(&Minutes(minutes).to_hundredth_hours().0),
            remarks: held.count(&shown),
            last_week: range.from.saturating_sub(7.days()),
            may_plan: guarded.may(Right::PlanShifts),
            said,
            asked,
        })
    }
}

/// Whom the week is about: who is shown in the group, and whoever is planned in it or was there unplanned.
async fn people(
    guarded: &Guarded,
    asked: &Asked,
    pick: &Pick,
    planned: &[StoredPlannedShift],
    held: &Held,
) -> Result<Vec<Person>, Failure> {
    let memberships = guarded.hub().store.memberships(guarded.id()).await?;
    let there: BTreeSet<PersonId> = planned
        .iter()
        .filter(|planned| is_of(planned, asked))
        .map(|planned| planned.person)
        .collect();
    let is_shown = |person: &&Person| {
        let member_of = memberships.get(&person.id).map_or(&[][..], Vec::as_slice);
        let in_group = match asked.group.as_str() {
            "" => memberships.is_empty() || visible_groups(member_of).next().is_some() || held.is_there(person.id),
            group => visible_groups(member_of).any(|known| known == group),
        };
        there.contains(&person.id) || (person.active && in_group)
    };
    Ok(pick.people.iter().filter(is_shown).cloned().collect())
}

fn is_of(planned: &StoredPlannedShift, asked: &Asked) -> bool {
    asked.group.is_empty() || planned.group.as_deref() == Some(&asked.group)
}

fn worked(planned: &StoredPlannedShift) -> i64 {
    planned.end_minute - planned.start_minute - planned.break_minutes
}

async fn rosters(guarded: &Guarded) -> Result<Vec<String>, Failure> {
    let rosters = guarded.hub().standard_rosters(guarded.id()).await?;
    Ok(rosters.into_iter().map(|roster| roster.name).collect())
}

fn pages(guarded: &Guarded, asked: &Asked, current: usize, count: usize) -> Vec<(usize, String, bool)> {
    if count < 2 {
        return Vec::new();
    }
    let link = |number| (number, asked.on_page(number).address(guarded), number == current);
    (1..=count).map(link).collect()
}

fn ways(guarded: &Guarded, asked: &Asked) -> Ways {
    let range = asked.range();
    let to = |at: Date| asked.at(at).address(guarded);
    Ways {
        here: guarded.address("planning"),
        previous: to(range.from.yesterday().unwrap_or(range.from)),
        next: to(range.to.tomorrow().unwrap_or(range.to)),
        today: to(guarded.hub().surroundings.today()),
        hours: guarded.address(&format!("hours?at={}&show=grid", asked.at)),
        add: guarded.address("planning/add"),
        remove: guarded.address("planning/remove"),
        fill: guarded.address("planning/fill"),
    }
}

/// Writes the people of one page.
struct Writer<'a> {
    asked: &'a Asked,
    held: &'a Held,
    w: Words,
}

impl Writer<'_> {
    fn line(&self, person: &Person, planned: &[&StoredPlannedShift]) -> Line {
        let minutes: i64 = planned.iter().map(|planned| worked(planned)).sum();
        let cell = |date: Date| Cell {
            date,
            day: self.w.weekday(&date),
            chips: planned
                .iter()
                .filter(|planned| planned.date == date)
                .map(|planned| self.chip(planned))
                .collect(),
            unplanned: self.held.unplanned(person.id, date),
        };
        Line {
            person: person.id,
            name: display_name(person),
            hours: self.w.hours(&Minutes(minutes).to_hundredth_hours().0),
            cells: self.asked.range().days().map(cell).collect(),
        }
    }

    fn chip(&self, planned: &StoredPlannedShift) -> Chip {
        let group = planned.group.clone().filter(|group| *group != self.asked.group);
        Chip {
            id: planned.id.to_string(),
            span: span(planned.start_minute, planned.end_minute),
            group: group.unwrap_or_default(),
            by_hand: planned.by == loonbrug_domain::planning::PlannedBy::Hand,
            remarks: self.held.of_planned(planned),
        }
    }
}
