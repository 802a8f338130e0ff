//! Standard rosters: who works when in a week, or in a cycle of weeks, to fill the planning from.

use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::hours::pick::Pick;
use crate::pages::hours::times::{clock, parse_time};
use crate::pages::hours::words::said;
use crate::pages::reach::{named, proposal};
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use loonbrug_domain::planning::{RosterSlot, StandardRoster};
use loonbrug_domain::rules::Day;
use loonbrug_store::Person;
use std::collections::HashMap;
use url::form_urlencoded::byte_serialize;

/// Empty lines below those that are filled in.
const EMPTY_LINES: usize = 3;
/// Lines that one more press adds.
const MORE_LINES: usize = 10;

/// The days of a roster; a roster does not go by holidays.
const DAYS: [(&str, Day); 7] = [
    ("monday", Day::Monday),
    ("tuesday", Day::Tuesday),
    ("wednesday", Day::Wednesday),
    ("thursday", Day::Thursday),
    ("friday", Day::Friday),
    ("saturday", Day::Saturday),
    ("sunday", Day::Sunday),
];

#[derive(Template)]
#[template(path = "roster.html")]
struct RosterPage {
    shell: Shell,
    w: Words,
    action: String,
    back: String,
    form: RosterForm,
    refused: String,
    groups: Vec<String>,
    proposals: Vec<String>,
    days: Vec<(&'static str, &'static str)>,
}

/// A roster as it is filled in.
#[derive(Clone, Debug, Default)]
struct RosterForm {
    /// Whether it is there already: its name is its key then, and stays.
    is_kept: bool,
    name: String,
    weeks: String,
    monday: String,
    group: String,
    slots: Vec<SlotForm>,
}

#[derive(Clone, Debug, Default)]
struct SlotForm {
    person: String,
    week: String,
    day: String,
    from: String,
    to: String,
    pause: String,
    group: String,
    /// One factor for all of its minutes, kept as the file gave it.
    factor: String,
}

impl SlotForm {
    fn is_empty(&self) -> bool {
        [&self.person, &self.from, &self.to]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// The address of the page of a roster; of a new one where no name is given.
pub fn address(guarded: &Guarded, name: &str) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    guarded.address(&format!("planning/roster?name={name}"))
}

/// `GET …/planning/roster?name=…`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let form = match fields.filled("name") {
        None => RosterForm::new(&guarded),
        Some(name) => {
            let rosters = guarded.hub().rosters_within(&guarded.allowed).await?;
            let roster = rosters.iter().find(|roster| roster.name == name);
            let people = guarded.hub().people_within(&guarded.allowed).await?;
            RosterForm::of(roster.ok_or(Failure::NotFound)?, &people)
        }
    };
    let mut shown = roster_page(&guarded, form).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST …/planning/roster`: saves it, shows more lines, takes it away, or puts back what was taken away.
pub async fn act(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let mut form = RosterForm::typed(&fields);
    match fields.text("do") {
        "more" => {
            form.slots.extend((0..MORE_LINES).map(|_| SlotForm::default()));
            return page(&roster_page(&guarded, form).await?);
        }
        "remove" => {
            let gone = guarded.hub().remove_roster(&guarded.allowed, &form.name).await?;
            site.removed_rosters.put((guarded.signed.user, guarded.id()), gone);
            return Ok(go_to(&guarded.address("planning?done=roster-removed")));
        }
        "restore" => {
            let name = restored(&site, &guarded).await?;
            return Ok(go_to(&format!("{}&done=restored", address(&guarded, &name))));
        }
        _ => {}
    }
    match saved(&guarded, &form).await {
        Ok(()) => Ok(go_to(&format!("{}&done=saved", address(&guarded, &form.name)))),
        Err(failure) => {
            let refused = said(failure, guarded.w())?;
            let shown = RosterPage {
                refused,
                ..roster_page(&guarded, form).await?
            };
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Puts back what the visitor took away last, and gives its name.
async fn restored(site: &Site, guarded: &Guarded) -> Result<String, Failure> {
    let kept = site.removed_rosters.get((guarded.signed.user, guarded.id()));
    let gone = kept.ok_or(Failure::Wrong(
        "Dit rooster is niet meer terug te zetten. Maak het opnieuw.",
        "This roster cannot be put back any more. Make it anew.",
    ))?;
    must_be_new(guarded, &gone.name).await?;
    guarded.hub().put_roster(&guarded.allowed, &gone).await?;
    Ok(gone.name.clone())
}

async fn must_be_new(guarded: &Guarded, name: &str) -> Result<(), Failure> {
    let rosters = guarded.hub().standard_rosters(guarded.id()).await?;
    if rosters.iter().all(|roster| roster.name != name) {
        return Ok(());
    }
    Err(Failure::Wrong(
        "Er is al een rooster met deze naam. Kies een andere naam; er is niets bewaard.",
        "There is a roster of this name already. Choose another name; nothing was saved.",
    ))
}

async fn saved(guarded: &Guarded, form: &RosterForm) -> Result<(), Failure> {
    if !form.is_kept {
        must_be_new(guarded, &form.name).await?;
    }
    let hub = guarded.hub();
    let people = hub.people_within(&guarded.allowed).await?;
    let roster = form.roster(&people)?;
    Ok(hub.put_roster(&guarded.allowed, &roster).await?)
}

async fn roster_page(guarded: &Guarded, mut form: RosterForm) -> Result<RosterPage, Failure> {
    let (w, pick) = (guarded.w(), Pick::within(guarded).await?);
    let empty = form.slots.iter().rev().take_while(|slot| slot.is_empty()).count();
    let missing = EMPTY_LINES.saturating_sub(empty);
    form.slots.extend((0..missing).map(|_| SlotForm::default()));
    Ok(RosterPage {
        shell: Shell::at(guarded, Section::Planning, "Standaardrooster", "Standard roster"),
        w,
        action: guarded.address("planning/roster"),
        back: guarded.address("planning"),
        form,
        refused: String::new(),
        proposals: pick.proposals(),
        groups: pick.groups,
        days: DAYS.iter().map(|(word, day)| (*word, day_text(*day, w))).collect(),
    })
}

fn day_text(day: Day, w: Words) -> &'static str {
    match day {
        Day::Monday => w.t("maandag", "Monday"),
        Day::Tuesday => w.t("dinsdag", "Tuesday"),
        Day::Wednesday => w.t("woensdag", "Wednesday"),
        Day::Thursday => w.t("donderdag", "Thursday"),
        Day::Friday => w.t("vrijdag", "Friday"),
        Day::Saturday => w.t("zaterdag", "Saturday"),
        Day::Sunday => w.t("zondag", "Sunday"),
        Day::Holiday => w.t("feestdag", "holiday"),
    }
}

impl RosterForm {
    /// A new one, from the Monday of this week on.
    fn new(guarded: &Guarded) -> Self {
        let today = guarded.hub().surroundings.today();
        Self {
            weeks: "1".to_owned(),
            monday: crate::pages::hours::asked::week_of(today).from.to_string(),
            ..Self::default()
        }
    }

    fn of(roster: &StandardRoster, people: &[Person]) -> Self {
        let names: HashMap<i64, String> = people
            .iter()
            .filter_map(|person| Some((person.number?, proposal(person))))
            .collect();
        let slot = |slot: &RosterSlot| SlotForm {
            person: names
                .get(&slot.employee)
                .cloned()
                .unwrap_or_else(|| slot.employee.to_string()),
            week: slot.week.to_string(),
            day: DAYS
                .iter()
                .find(|(_, day)| *day == slot.day)
                .map_or("", |(word, _)| word)
                .to_owned(),
            from: clock(slot.from_minute),
            to: clock(slot.to_minute),
            pause: slot.break_minutes.to_string(),
            group: slot.group.clone().unwrap_or_default(),
            factor: slot.factor.map(|factor| factor.to_string()).unwrap_or_default(),
        };
        Self {
            is_kept: true,
            name: roster.name.clone(),
            weeks: roster.cycle_weeks.to_string(),
            monday: roster.first_monday.to_string(),
            group: roster.group.clone().unwrap_or_default(),
            slots: roster.slots.iter().map(slot).collect(),
        }
    }

    fn typed(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        let column = |name: &'static str| fields.all(name).map(str::to_owned);
        let mut columns = [
            "slot-week",
            "slot-day",
            "slot-from",
            "slot-to",
            "slot-pause",
            "slot-group",
            "slot-factor",
        ]
        .map(column);
        let slots = column("slot-person").map(|person| {
            let [week, day, from, to, pause, group, factor] =
                columns.each_mut().map(|column| column.next().unwrap_or_default());
            SlotForm {
                person,
                week,
                day,
                from,
                to,
                pause,
                group,
                factor,
            }
        });
        Self {
            slots: slots.collect(),
            is_kept: fields.filled("kept").is_some(),
            name: text("name"),
            weeks: text("weeks"),
            monday: text("monday"),
            group: text("group"),
        }
    }

    /// What was filled in; lines without a person and times are left out.
    fn roster(&self, people: &[Person]) -> Result<StandardRoster, Failure> {
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let group = |text: &str| Some(text.trim().to_owned()).filter(|group| !group.is_empty());
        let slots = self.slots.iter().filter(|slot| !slot.is_empty());
        let slot = |slot: &SlotForm| {
            let times = parse_time(&slot.from).zip(parse_time(&slot.to));
            let (from_minute, to_minute) = times.ok_or(Failure::Wrong(
                "Vul bij elke dienst begin en einde in als tijd, zoals 09:00. Er is niets bewaard.",
                "Fill in start and end of each shift as times, such as 09:00. Nothing was saved.",
            ))?;
            let person = named(people, &slot.person)?;
            let day = DAYS.iter().find(|(word, _)| *word == slot.day);
            let pause = if slot.pause.trim().is_empty() {
                Some(0)
            } else {
                number(&slot.pause)
            };
            let (Some(employee), Some((_, day)), Some(week), Some(break_minutes)) =
                (person.number, day, number(&slot.week), pause)
            else {
                return Err(Failure::Wrong(
                    "Vul bij elke dienst een medewerker met een personeelsnummer, de week, de dag en de pauze in hele minuten in. Er is niets bewaard.",
                    "Fill in for each shift a person with an employee number, the week, the day and the break in whole minutes. Nothing was saved.",
                ));
            };
            Ok(RosterSlot {
                employee,
                week,
                day: *day,
                from_minute,
                to_minute,
                break_minutes,
                group: group(&slot.group),
                factor: loonbrug_domain::Factor::parse(&slot.factor).ok(),
            })
        };
        Ok(StandardRoster {
            name: self.name.trim().to_owned(),
            cycle_weeks: number(&self.weeks).unwrap_or_default(),
            first_monday: Fields::parse(format!("monday={}", self.monday).as_bytes())
                .date("monday")
                .ok_or(Failure::Wrong(
                    "Vul in op welke maandag de eerste week begint. Er is niets bewaard.",
                    "Fill in on which Monday the first week begins. Nothing was saved.",
                ))?,
            group: group(&self.group),
            slots: slots.map(slot).collect::<Result<_, _>>()?,
        })
    }
}
