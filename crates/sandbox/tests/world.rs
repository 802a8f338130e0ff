//! The rules of the world, without a network.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::{
    BatchMode, Caller, ComponentKind, Days, DaysKind, NewComponent, Period, Quantity, SoapCredentials, Span,
    UnknownRow, World, WorldFault,
};
use proptest::prelude::*;

const HOURS: ComponentKind = ComponentKind::Hours;
const APRIL: Period = Period::new(2023, 4);
const THOMAS: i32 = 30_001;
const TOKEN: &str = "nmbrs-sandbox-token";

fn caller() -> Caller {
    Caller::person("hand@example.nl", Timestamp::UNIX_EPOCH)
}

fn credentials<'a>(token: &'a str, domain: &'a str) -> SoapCredentials<'a> {
    SoapCredentials {
        username: "salaris@example.nl",
        token,
        domain,
    }
}

fn insert(world: &mut World, code: i32, period: Period, unprotected: bool) -> Result<i32, WorldFault> {
    world.insert_component(
        &caller(),
        HOURS,
        THOMAS,
        NewComponent::plain(code, 100),
        Span::Variable(period),
        unprotected,
    )
}

#[test]
fn refusals_carry_the_codes_of_the_interface() {
    let mut world = World::manuals();
    let code = |result: Result<i32, WorldFault>| result.unwrap_err().code();
    assert_eq!(code(insert(&mut world, 1, APRIL, false)), 2001);
    assert_eq!(code(insert(&mut world, 2100, Period::new(2023, 13), true)), 2006);
    assert_eq!(code(insert(&mut world, 2100, Period::new(2023, 3), false)), 2011);
    assert_eq!(code(insert(&mut world, 2100, Period::new(2023, 5), false)), 2011);
    assert_eq!(code(insert(&mut world, 2100, Period::new(2023, 1), true)), 2012);
    let row = NewComponent::plain(2100, 100);
    let wage = world.insert_component(
        &caller(),
        ComponentKind::Wages,
        THOMAS,
        row.clone(),
        Span::Variable(APRIL),
        false,
    );
    assert_eq!(code(wage), 2002);
    let nobody = world.insert_component(&caller(), HOURS, 0, row.clone(), Span::Variable(APRIL), false);
    assert_eq!(code(nobody), 2003);
    let elsewhere = NewComponent {
        cost_center: Some(99),
        ..row
    };
    let unknown = world.insert_component(&caller(), HOURS, THOMAS, elsewhere, Span::Variable(APRIL), false);
    assert_eq!(code(unknown), 2037);
    assert_eq!(world.company(&caller(), 1).unwrap_err().code(), 2004);
    assert_eq!(world.debtor(&caller(), 1).unwrap_err().code(), 2009);
    assert_eq!(world.components(HOURS).all().count(), 0);
}

#[test]
fn a_batch_is_whole_or_stops_at_the_first_bad_row() {
    for (mode, stored) in [(BatchMode::Atomic, 0), (BatchMode::StopAtFirstBad, 1)] {
        let mut world = World::manuals();
        world.settings.batch = mode;
        let rows = [2100, 1, 2190]
            .map(|code| (THOMAS, NewComponent::plain(code, 100)))
            .to_vec();
        let refused = world.insert_components(&caller(), HOURS, rows, Span::Variable(APRIL), false);
        assert_eq!(refused, Err(WorldFault::UnknownHourCode { code: 1 }));
        assert_eq!(world.components(HOURS).of(THOMAS).len(), stored, "{mode:?}");
        let days = Days {
            days: 3,
            for_wage_components: None,
        };
        let days = [(THOMAS, days, APRIL), (THOMAS, days, Period::new(2023, 1))];
        assert!(
            world
                .set_days_batch(&caller(), DaysKind::Variable, &days, true)
                .is_err()
        );
        assert_eq!(world.days().of(THOMAS).len(), stored, "{mode:?}");
    }
}

#[test]
fn an_unknown_row_answers_as_set() {
    let mut world = World::manuals();
    let delete = |world: &mut World| world.delete_component(&caller(), HOURS, THOMAS, 1, false);
    assert_eq!(delete(&mut world), Err(WorldFault::NotFound));
    world.settings.unknown_row = UnknownRow::Unknown;
    assert_eq!(delete(&mut world), Err(WorldFault::Unknown));
    world.settings.unknown_row = UnknownRow::False;
    assert_eq!(delete(&mut world), Ok(false));
}

#[test]
fn closing_a_period_makes_a_run_and_opens_the_next() {
    let mut world = World::manuals();
    let company = world.company_by_number(1).unwrap().id;
    let id = insert(&mut world, 2100, APRIL, false).unwrap();
    assert_eq!(world.close_period(&caller(), company), Ok(Period::new(2023, 5)));
    let held = world.company_by_number(1).unwrap();
    let run = held.runs.last().unwrap();
    assert_eq!(
        (run.number, run.period, run.locked, run.employees.len()),
        (4, APRIL, true, 26)
    );
    let rows = world
        .variable_components(&caller(), HOURS, THOMAS, APRIL)
        .unwrap()
        .count();
    assert_eq!(rows, 1);
    let removed = world.delete_component(&caller(), HOURS, THOMAS, id, false);
    assert_eq!(removed, Err(WorldFault::ProtectedPeriod { period: APRIL }));
}

#[test]
fn soap_users_are_known_by_token_and_domain() {
    let mut world = World::manuals();
    let call = |world: &World, credentials| {
        let caller = world.soap_caller(credentials, "EmployeeService.DaysVar_Set", Timestamp::UNIX_EPOCH);
        caller.map(|caller| caller.email).map_err(|fault| fault.code())
    };
    for domain in ["", "voorbeeld", "Voorbeeld.nmbrs.nl"] {
        assert_eq!(
            call(&world, credentials(TOKEN, domain)),
            Ok("salaris@example.nl".to_owned()),
            "{domain}"
        );
    }
    for wrong in [
        credentials("x", "voorbeeld"),
        credentials(TOKEN, "elsewhere"),
        credentials(TOKEN, "voorbeeld.nl"),
    ] {
        assert_eq!(call(&world, wrong), Err(1001), "{wrong:?}");
    }
    world.users[0].methods_off = BTreeSet::from(["*.DaysVar_*".to_owned()]);
    assert_eq!(call(&world, credentials(TOKEN, "voorbeeld")), Err(1002));
    world.users[0].token_active = false;
    assert_eq!(call(&world, credentials(TOKEN, "voorbeeld")), Err(1001));
    world.users[0].token_active = true;
    let mut twin = world.users[0].clone();
    twin.domain = "elsewhere".to_owned();
    world.users.push(twin);
    assert_eq!(call(&world, credentials(TOKEN, "")), Err(2042));
}

#[test]
fn ids_of_both_interfaces_belong_together() {
    let world = World::manuals();
    let company = world.company_by_number(1).unwrap();
    let pairs = world.id_mappings(&caller(), company.id, "Employee").unwrap();
    assert_eq!(pairs.len(), 28);
    assert_eq!(pairs[0].1.to_string(), "0b756d1f-7705-42b9-ae18-4d297355e6e2");
    for (id, uuid) in pairs {
        assert_eq!(
            (
                uuid.get_version_num(),
                world.id_of(loonbrug_sandbox::world::Kind::Employee, uuid)
            ),
            (4, Some(id))
        );
    }
    assert_eq!(
        world.id_mappings(&caller(), company.id, "Ghost"),
        Err(WorldFault::NotFound)
    );
}

#[test]
fn a_generated_world_follows_from_its_seed() {
    let size = Generated {
        companies: 2,
        employees: 200,
        months: 1,
        seed: 7,
    };
    let world = World::generated(&size);
    assert_eq!(world, World::generated(&size));
    assert_ne!(world, World::generated(&Generated { seed: 8, ..size }));
    let company = world.company_by_number(2).unwrap();
    let people: Vec<_> = world.employees(&caller(), company.id, None).unwrap().collect();
    let emails: BTreeSet<_> = people
        .iter()
        .map(|person| person.personal_now().unwrap().work_email.clone())
        .collect();
    let zero_hours = people
        .iter()
        .filter(|person| person.contracts.last().unwrap().hours_per_week == Some(0))
        .count();
    assert_eq!((people.len(), emails.len()), (200, 200));
    assert!((60..140).contains(&zero_hours), "{zero_hours}");
    let histories: BTreeSet<usize> = people.iter().map(|person| person.contracts.len()).collect();
    assert_eq!(histories, BTreeSet::from([1, 2, 3]));
    assert_eq!(world.components(HOURS).all().count(), 400);
}

#[test]
fn a_world_survives_the_file() {
    let mut world = World::manuals();
    insert(&mut world, 2100, APRIL, false).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.json");
    world.save(&path).unwrap();
    assert_eq!(World::load(&path).unwrap(), world);
}

/// Something that happens to the rows of two employees in three periods.
#[derive(Debug, Clone)]
enum Event {
    Insert {
        employee: i32,
        period: u8,
        code: i32,
        hundredths: i64,
    },
    Update {
        row: usize,
        hundredths: i64,
    },
    Delete {
        row: usize,
    },
    Clear {
        employee: i32,
        period: u8,
    },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let employee = prop_oneof![Just(THOMAS), Just(THOMAS + 1)];
    let code = prop_oneof![Just(2100), Just(6050)];
    let event = prop_oneof![
        4 => (employee.clone(), 3_u8..6, code, 0_i64..100_000)
            .prop_map(|(employee, period, code, hundredths)| Event::Insert { employee, period, code, hundredths }),
        2 => (any::<usize>(), 0_i64..100_000).prop_map(|(row, hundredths)| Event::Update { row, hundredths }),
        2 => any::<usize>().prop_map(|row| Event::Delete { row }),
        1 => (employee, 3_u8..6).prop_map(|(employee, period)| Event::Clear { employee, period }),
    ];
    prop::collection::vec(event, 1..40)
}

proptest! {
    #[test]
    fn what_is_written_is_what_is_held(events in events()) {
        let mut world = World::manuals();
        let caller = caller();
        // Row → employee, period, hundredths.
        let mut held: BTreeMap<i32, (i32, u8, i64)> = BTreeMap::new();
        for event in events {
            let nth = |row: usize| held.keys().nth(row.checked_rem(held.len()).unwrap_or(0)).copied();
            match event {
                Event::Insert { employee, period, code, hundredths } => {
                    let span = Span::Variable(Period::new(2023, period));
                    let content = NewComponent::plain(code, hundredths);
                    let id = world.insert_component(&caller, HOURS, employee, content, span, true).unwrap();
                    prop_assert_eq!(held.insert(id, (employee, period, hundredths)), None);
                }
                Event::Update { row, hundredths } => {
                    let Some(id) = nth(row) else { continue };
                    let entry = held.get_mut(&id).unwrap();
                    let mut content = world.component(&caller, HOURS, entry.0, id).unwrap().content.clone();
                    content.quantity = Quantity::hundredths(hundredths);
                    world.update_component(&caller, HOURS, entry.0, id, content, None, true).unwrap();
                    entry.2 = hundredths;
                }
                Event::Delete { row } => {
                    let Some(id) = nth(row) else { continue };
                    let (employee, ..) = held.remove(&id).unwrap();
                    prop_assert_eq!(world.delete_component(&caller, HOURS, employee, id, true), Ok(true));
                }
                Event::Clear { employee, period } => {
                    let gone = world.clear_components(&caller, HOURS, employee, Period::new(2023, period), true).unwrap();
                    let before = held.len();
                    held.retain(|_, row| (row.0, row.1) != (employee, period));
                    prop_assert_eq!(gone, before - held.len());
                }
            }
        }
        let rows = world.components(HOURS).all();
        let found: BTreeMap<i32, (i32, u8, i64)> = rows
            .map(|row| (row.id, (row.employee, row.span.start().number, row.content.quantity.hundredths)))
            .collect();
        prop_assert_eq!(found, held);
    }
}
