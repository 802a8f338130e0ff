//! The week of a planning: people down, days across, held against the clock.

use super::asked::Asked;
use super::attendance::{Held, Remark};
use super::roster;
use crate::answer::Failure;
use crate::guard::Guarded;
use crate::pages::hours::asked::week_name;
use crate::pages::hours::pick::Pick;
use crate::pages::hours::standing::people_in_order;
use crate::pages::hours::times::span;
use crate::pages::reach::allowed_to;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use jiff::ToSpan as _;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::people::display_name;
use loonbrug_store::{PeopleSought, Person, StoredPlannedShift};
use std::collections::BTreeMap;
use std::sync::Arc;

/// People on one page.
const ON_A_PAGE: usize = 50;
/// Of more people than this only those of the page are counted for what differs from the clock, unless somebody asks
/// for all.
const COUNTED_AT_ONCE: usize = 500;

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
    /// Whether a standard roster was taken away, to be put back.
    pub roster: bool,
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
    paging: Paging,
    pick: Pick,
    proposals: Vec<String>,
    rosters: Vec<String>,
    /// Those that the visitor may change: the page of each, and its name.
    own_rosters: Vec<(String, String)>,
    new_roster: String,
    ways: Ways,
    hours: String,
    /// How often what was worked differs from the planning, and whether that is of all people.
    remarks: usize,
    counts_all: bool,
    /// Where it is counted of all people, where that is not done by itself.
    count_all: Option<String>,
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
    year: String,
    roster: String,
}

/// What the page says of everybody in the week.
#[derive(Debug)]
pub struct Sums {
    /// What is planned.
    minutes: Minutes,
    /// Whom it is about, by name: who is shown in the group, and whoever is planned in it or was there unplanned.
    people: Vec<PersonId>,
    /// How much differs from the clock; `None` where they are many and nobody asked.
    remarks: Option<usize>,
}

impl Sums {
    /// As nobody changed it since it was added up.
    async fn of(guarded: &Guarded, asked: &Asked) -> Result<Arc<Self>, Failure> {
        let (hub, id, sought) = (guarded.hub(), guarded.id(), sought(guarded));
        let of = (asked.range(), asked.group.as_str());
        let sums = async {
            let people = hub.store.people_planned(id, &sought, of).await?;
            let remarks = if asked.counts_all || people.len() <= COUNTED_AT_ONCE {
                let everybody = people_in_order(guarded, &people).await?;
                Some(Held::of(guarded, &everybody, asked.range()).await?.count())
            } else {
                None
            };
            Ok::<_, Failure>(Self {
                minutes: hub.store.planned_minutes(id, &sought, of).await?,
                people,
                remarks,
            })
        };
        let about = (id, format!("{sought:?} {of:?} {}", asked.counts_all));
        let planning = &guarded.signed.reckonings.planning;
        planning.now(hub, Some(id), about, Box::pin(sums)).await
    }
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
        let leaf = Leaf {
            number: asked.page,
            most: ON_A_PAGE,
        };
        let sums = Sums::of(guarded, &asked).await?;
        let shown = leaf.of(&sums.people);
        let people = people_in_order(guarded, shown).await?;
        // Also what they do for another group, so that nobody is planned twice.
        let planned = hub.store.planned_shifts_of(guarded.id(), shown, range).await?;
        let held = Held::of(guarded, &people, range).await?;
        let mut by_person: BTreeMap<PersonId, Vec<&StoredPlannedShift>> = BTreeMap::new();
        for planned in planned.iter().filter(|planned| !planned.removed) {
            by_person.entry(planned.person).or_default().push(planned);
        }
        let writer = Writer {
            asked: &asked,
            held: &held,
            w,
        };
        let lines = people.iter().map(|person| {
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
            paging: Paging::new(leaf, sums.people.len(), w, |page| asked.on_page(page).address(guarded)),
            proposals: pick.proposals(),
            pick,
            rosters: rosters(guarded).await?,
            own_rosters: own_rosters(guarded).await?,
            new_roster: roster::address(guarded, ""),
            ways: ways(guarded, &asked),
            hours: w.hours(&sums.minutes.to_hundredth_hours().0),
            remarks: sums.remarks.unwrap_or_else(|| held.count()),
            counts_all: sums.remarks.is_some(),
            count_all: sums
                .remarks
                .is_none()
                .then(|| format!("{}&count=all", asked.address(guarded))),
            last_week: range.from.saturating_sub(7.days()),
            may_plan: guarded.may(Right::PlanShifts),
            said,
            asked,
        })
    }
}

/// Everybody within reach.
pub fn sought(guarded: &Guarded) -> PeopleSought {
    PeopleSought {
        name: String::new(),
        reach: guarded.allowed.reach().clone(),
    }
}

fn worked(planned: &StoredPlannedShift) -> i64 {
    planned.end_minute - planned.start_minute - planned.break_minutes
}

async fn rosters(guarded: &Guarded) -> Result<Vec<String>, Failure> {
    let rosters = guarded.hub().standard_rosters(guarded.id()).await?;
    Ok(rosters.into_iter().map(|roster| roster.name).collect())
}

/// The rosters that the visitor may change; none where nothing may be planned.
async fn own_rosters(guarded: &Guarded) -> Result<Vec<(String, String)>, Failure> {
    let Some(allowed) = allowed_to(guarded, Right::PlanShifts).await? else {
        return Ok(Vec::new());
    };
    let rosters = guarded.hub().rosters_within(&allowed).await?;
    Ok(rosters
        .into_iter()
        .map(|roster| (roster::address(guarded, &roster.name), roster.name))
        .collect())
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
        year: guarded.address(&format!("planning/year?year={}", asked.at.year())),
        roster: guarded.address("planning/roster"),
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
