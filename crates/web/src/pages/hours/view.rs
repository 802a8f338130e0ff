//! The page of hours: a line for each shift, or a week with a chip for each shift.

use super::asked::{Asked, Days, Mode, Standing, week_of};
use super::clock::ClockTasks;
use super::seen::Seen;
use super::standing::{Entry, StateView, of_people, people_in_order};
use super::times::{span, times};
use super::totals::{Sums, Totals};
use crate::answer::Failure;
use crate::guard::Guarded;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::people::display_name;
use std::collections::{BTreeMap, BTreeSet};

/// People on one page.
const ON_A_PAGE: usize = 50;

/// What a page says beside its figures.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// What was done.
    pub done: String,
    /// What was refused, and what to do.
    pub refused: String,
    /// What was ticked.
    pub ticked: BTreeSet<String>,
}

/// The page of hours.
#[derive(Template)]
#[template(path = "hours.html")]
pub struct HoursPage {
    shell: Shell,
    w: Words,
    asked: Asked,
    query: String,
    called: String,
    days_text: String,
    said: Said,
    tasks: ClockTasks,
    filters: Vec<FilterLink>,
    groups: Vec<String>,
    ways: Ways,
    people: Vec<PersonRows>,
    days: Vec<DayHead>,
    paging: Paging,
    hours: String,
    shifts: usize,
    persons_text: String,
    /// How many could be approved with this filter, and what proves that they are still these.
    waiting: usize,
    seen: String,
    may: May,
}

/// What the visitor may do here.
#[derive(Clone, Copy, Debug)]
struct May {
    approve: bool,
    change: bool,
    import: bool,
}

/// Where the page leads.
struct Ways {
    here: String,
    previous: String,
    next: String,
    period: String,
    week: String,
    grid: String,
    approve: String,
    reject: String,
    add: String,
    import: String,
}

/// A way to another filter.
struct FilterLink {
    address: String,
    label: &'static str,
    count: usize,
    current: bool,
}

/// One person with the shifts that are shown.
struct PersonRows {
    person: PersonId,
    name: String,
    hours: String,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    /// Shifts of the row that can be approved.
    waiting: Vec<String>,
}

/// One shift.
struct Row {
    shift: String,
    address: String,
    date: Date,
    day: &'static str,
    times: String,
    span: String,
    group: String,
    hours: String,
    state: StateView,
    note: String,
    decidable: bool,
    ticked: bool,
}

/// A day across.
struct DayHead {
    date: Date,
    day: &'static str,
    number: i8,
    waiting: Vec<String>,
}

/// One person on one day.
struct Cell {
    date: Date,
    day: &'static str,
    chips: Vec<Row>,
}

impl HoursPage {
    /// What was asked, with what is said.
    pub async fn of(guarded: &Guarded, asked: Asked, said: Said) -> Result<Self, Failure> {
        let (w, range) = (guarded.w(), asked.range());
        let sums = Sums::of(guarded, &asked).await?;
        let totals = &sums.totals;
        let leaf = Leaf {
            number: asked.page,
            most: ON_A_PAGE,
        };
        let ids = leaf.of(&sums.people);
        let named = people_in_order(guarded, ids).await?;
        let shown = of_people(guarded, &asked, ids).await?;
        let days = heads(&asked, &shown, w);
        let mut by_person = by_person(shown);
        let writer = Writer {
            guarded,
            asked: &asked,
            said: &said,
        };
        let people = named
            .into_iter()
            .map(|person| {
                let entries = by_person.remove(&person.id).unwrap_or_default();
                writer.person(person.id, display_name(&person), &entries)
            })
            .collect();
        Ok(Self {
            shell: Shell::at(guarded, Section::Hours, "Uren", "Hours"),
            w,
            query: asked.query(),
            called: asked.called(w),
            days_text: w.days(&range),
            tasks: ClockTasks::of(guarded, range).await?,
            filters: filters(guarded, &asked, totals),
            groups: groups(guarded).await?,
            ways: ways(guarded, &asked),
            people,
            days,
            paging: Paging::new(leaf, sums.people.len(), w, |page| asked.on_page(page).address(guarded)),
            hours: hours(totals.minutes(asked.standing), w),
            shifts: totals.shifts(asked.standing),
            persons_text: w.count(sums.people.len(), ("medewerker", "medewerkers"), ("person", "people")),
            seen: Seen::now(guarded, totals, &asked).to_string(),
            waiting: totals.waiting(asked.standing),
            may: May {
                approve: guarded.may(Right::ApproveHours),
                change: guarded.may(Right::ChangeHours),
                import: guarded.may(Right::ChangeHours) && *guarded.allowed.reach() == Reach::Everyone,
            },
            said,
            asked,
        })
    }

    fn is_grid(&self) -> bool {
        self.asked.mode == Mode::Grid
    }

    fn is_week(&self) -> bool {
        self.asked.days == Days::Week
    }
}

/// Hours of minutes, rounded once.
pub fn hours(minutes: Minutes, w: Words) -> String {
    w.hours(&minutes.to_hundredth_hours().0)
}

fn ids<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<String> {
    entries.map(|entry| entry.newest.shift.id.to_string()).collect()
}

fn by_person(entries: Vec<Entry>) -> BTreeMap<PersonId, Vec<Entry>> {
    let mut by_person: BTreeMap<PersonId, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        by_person.entry(entry.newest.shift.person).or_default().push(entry);
    }
    by_person
}

async fn groups(guarded: &Guarded) -> Result<Vec<String>, Failure> {
    let reach = guarded.allowed.reach();
    let groups = guarded.hub().store.groups(guarded.id()).await?;
    let seen = groups.into_iter().filter(|group| reach.covers_group(&group.name));
    Ok(seen.map(|group| group.name).collect())
}

fn filters(guarded: &Guarded, asked: &Asked, totals: &Totals) -> Vec<FilterLink> {
    let link = |standing: Standing| FilterLink {
        address: asked.standing(standing).address(guarded),
        label: standing.label(guarded.w()),
        count: totals.shifts(standing),
        current: standing == asked.standing,
    };
    Standing::ALL.into_iter().map(link).collect()
}

fn ways(guarded: &Guarded, asked: &Asked) -> Ways {
    let to = |asked: &Asked| asked.address(guarded);
    Ways {
        here: guarded.address("hours"),
        previous: to(&asked.previous()),
        next: to(&asked.next()),
        period: to(&asked.shown(Days::Period, Mode::List)),
        week: to(&asked.shown(Days::Week, Mode::List)),
        grid: to(&asked.shown(Days::Week, Mode::Grid)),
        approve: guarded.address("hours/approve"),
        reject: guarded.address("hours/reject"),
        add: guarded.address(&format!("hours/add?date={}", asked.at)),
        import: guarded.address("hours/import"),
    }
}

/// The days of a week across, with what of each can be approved of the people on this page.
fn heads(asked: &Asked, shown: &[Entry], w: Words) -> Vec<DayHead> {
    if asked.mode == Mode::List {
        return Vec::new();
    }
    let head = |date: Date| DayHead {
        date,
        day: w.weekday(&date),
        number: date.day(),
        waiting: ids(shown
            .iter()
            .filter(|entry| entry.waits() && entry.newest.shift.date == date)),
    };
    week_of(asked.at).days().map(head).collect()
}

/// Writes the shifts of one page.
struct Writer<'a> {
    guarded: &'a Guarded,
    asked: &'a Asked,
    said: &'a Said,
}

impl Writer<'_> {
    fn person(&self, person: PersonId, name: String, entries: &[Entry]) -> PersonRows {
        let total: i64 = entries.iter().map(|entry| entry.minutes().0).sum();
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        if self.asked.mode == Mode::List {
            rows = entries.iter().map(|entry| self.row(entry)).collect();
        } else {
            let cell = |date: Date| Cell {
                date,
                day: self.guarded.w().weekday(&date),
                chips: entries
                    .iter()
                    .filter(|entry| entry.newest.shift.date == date)
                    .map(|entry| self.row(entry))
                    .collect(),
            };
            cells = week_of(self.asked.at).days().map(cell).collect();
        }
        PersonRows {
            person,
            name,
            hours: hours(Minutes(total), self.guarded.w()),
            rows,
            cells,
            waiting: ids(entries.iter().filter(|entry| entry.waits())),
        }
    }

    fn row(&self, entry: &Entry) -> Row {
        let (w, shift) = (self.guarded.w(), &entry.newest.shift);
        let id = shift.id.to_string();
        Row {
            address: self.guarded.address(&format!("hours/shifts/{}", shift.entry)),
            date: shift.date,
            day: w.weekday(&shift.date),
            times: times(shift, w),
            span: span(shift.start_minute, shift.end_minute),
            group: shift.group.clone().unwrap_or_default(),
            hours: hours(entry.minutes(), w),
            state: entry.state(w),
            note: entry.until_then(w),
            decidable: entry.newest.state.is_pending(),
            ticked: self.said.ticked.contains(&id),
            shift: id,
        }
    }
}
