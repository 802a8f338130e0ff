//! Hours, clock and planning of the demonstration: the week of the business date, with what waits for a person.

use crate::context::Context;
use loonbrug_domain::approval::ShiftStep;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftId};
use loonbrug_domain::planning::{PlannedShift, RosterSlot, StandardRoster};
use loonbrug_domain::rules::Day;
use loonbrug_domain::{Date, DateRange, Shift};
use loonbrug_hub::time::{PlanInput, ShiftInput};

/// The terminal at the door.
const TERMINAL: &str = "Klokterminal filiaal";
/// The groups of the manual whose planning is made.
const BRANCH: &str = "ViQZ filiaal";
pub const PART_TIMERS: &str = "Partimers";
/// The badge of the manual.
const BADGE: &str = "000000123456789";

/// What the terminal saw: day of May, time, badge, direction. One clock-out was forgotten, one badge is nobody's.
const EVENTS: [(i8, &str, &str, &str); 9] = [
    (15, "08:58", BADGE, "in"),
    (15, "17:04", BADGE, "out"),
    (15, "12:01", "000000123456790", "in"),
    (15, "18:33", "000000123456790", "out"),
    (16, "09:12", BADGE, "in"),
    (16, "11:58", "000000123456790", "in"),
    (16, "18:02", "000000123456790", "out"),
    (16, "13:02", "000000123456799", "in"),
    (17, "08:12", BADGE, "in"),
];

/// Whose, on which day of May, from and until which minute, its break, and what was done with it.
type Entered = (&'static str, i8, i64, i64, i64, &'static [ShiftStep]);

/// What was entered by hand: who, day of May, start, end, break, and what became of it.
const ENTERED: [Entered; 6] = [
    ("1003", 9, 10 * 60, 15 * 60, 0, &[ShiftStep::Submit]),
    ("1003", 11, 10 * 60, 15 * 60, 0, &[ShiftStep::Submit]),
    (
        "1004",
        10,
        12 * 60,
        17 * 60,
        0,
        &[ShiftStep::Submit, ShiftStep::Approve],
    ),
    (
        "1004",
        12,
        12 * 60,
        17 * 60,
        0,
        &[ShiftStep::Submit, ShiftStep::Approve],
    ),
    ("1005", 12, 9 * 60, 16 * 60, 0, &[ShiftStep::Submit, ShiftStep::Reject]),
    ("1006", 13, 9 * 60, 15 * 60 + 30, 30, &[ShiftStep::Submit]),
];

/// Who works when: number, weekday, start and end hour.
const ROSTER: [(i64, Day, i64, i64); 8] = [
    (1001, Day::Monday, 9, 17),
    (1001, Day::Tuesday, 9, 17),
    (1001, Day::Wednesday, 8, 16),
    (1002, Day::Monday, 12, 18),
    (1002, Day::Tuesday, 12, 18),
    (1003, Day::Tuesday, 9, 13),
    (1003, Day::Friday, 10, 15),
    (1004, Day::Saturday, 12, 17),
];

/// Makes them, unless they are there from the last time.
pub async fn ensure(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    let terminals = context.hub.store.terminals(organisation).await?;
    if terminals.iter().any(|terminal| terminal.name == TERMINAL) {
        return Ok(());
    }
    groups(context, organisation).await?;
    planning(context, organisation).await?;
    entered(context, organisation).await?;
    clock(context, organisation).await
}

const fn may(day: i8) -> Date {
    Date::constant(2023, 5, day)
}

async fn person(context: &Context, organisation: OrganisationId, number: &str) -> anyhow::Result<PersonId> {
    Ok(context.hub.person_called(organisation, number).await?.id)
}

async fn groups(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    let known = context.hub.store.groups(organisation).await?;
    for (name, kind, numbers) in [
        (BRANCH, GroupKind::Branch, 1001..=1009),
        (PART_TIMERS, GroupKind::HoursClass, 1003..=1004),
    ] {
        if known.iter().any(|group| group.name == name) {
            continue;
        }
        let group = Group {
            name: name.to_owned(),
            kind,
            number: None,
            archived: false,
        };
        context.hub.add_group(organisation, &group).await?;
        let mut people = Vec::new();
        for number in numbers {
            people.push(person(context, organisation, &number.to_string()).await?);
        }
        let groups = [name.to_owned()];
        context.hub.join_groups(organisation, &people, &groups, false).await?;
    }
    Ok(())
}

/// The week of the business date is planned by the roster, with one shift by hand.
async fn planning(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    let slots = ROSTER.map(|(employee, day, from, to)| RosterSlot {
        employee,
        week: 1,
        day,
        from_minute: from * 60,
        to_minute: to * 60,
        break_minutes: 0,
        group: None,
        factor: None,
    });
    let roster = StandardRoster {
        name: "Filiaal".to_owned(),
        cycle_weeks: 1,
        first_monday: may(1),
        group: Some(BRANCH.to_owned()),
        slots: slots.to_vec(),
    };
    context.hub.put_standard_rosters(organisation, &[roster]).await?;
    let week = DateRange {
        from: may(15),
        to: may(21),
    };
    context.hub.fill_planning(organisation, "Filiaal", week, &[]).await?;
    let by_hand = PlanInput {
        person: person(context, organisation, "1005").await?,
        planned: PlannedShift {
            shift: Shift::new(may(18), 13 * 60, 20 * 60, 30)?,
            group: Some(BRANCH.to_owned()),
        },
        surcharges: Vec::new(),
    };
    context.hub.plan_shift(organisation, by_hand).await?;
    Ok(())
}

async fn entered(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    for (number, day, start_minute, end_minute, break_minutes, steps) in ENTERED {
        let input = ShiftInput {
            person: person(context, organisation, number).await?,
            date: may(day),
            start_minute,
            end_minute,
            second_pass: None,
            break_minutes,
            group: Some(BRANCH.to_owned()),
        };
        let shift: ShiftId = context.hub.enter_shift(organisation, &input, "").await?;
        for step in steps {
            let reason = match step {
                ShiftStep::Reject => context.say("pauze ontbreekt", "the break is missing"),
                _ => "",
            };
            context.hub.step_shifts(organisation, &[shift], *step, reason).await?;
        }
    }
    Ok(())
}

async fn clock(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    let hub = &context.hub;
    hub.add_terminal(organisation, TERMINAL).await?;
    for (badge, number) in [(BADGE, "1001"), ("000000123456790", "1002")] {
        let badge = BadgeNumber::parse(badge)?;
        let holder = person(context, organisation, number).await?;
        hub.assign_badge(organisation, &badge, may(1), Some(holder)).await?;
    }
    let lines: Vec<String> = (1..)
        .zip(EVENTS)
        .map(|(sequence, (day, time, badge, direction)): (i64, _)| {
            let at = format!("2023-05-{day:02}T{time}:00+02:00");
            serde_json::json!({
                "terminal": TERMINAL, "sequence": sequence, "at": at, "badge": badge, "direction": direction,
            })
            .to_string()
        })
        .collect();
    hub.accept_events(organisation, &lines.join("\n")).await?;
    let week = DateRange {
        from: may(14),
        to: may(17),
    };
    hub.derive_shifts(organisation, week).await?;
    Ok(())
}
