//! Imports, shifts and hour lines.

use crate::databases::Database;
use crate::samples::{World, april, audit_entry, hour_line, import, import_change, shift};
use jiff::civil::date;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{ImportId, ShiftId};
use loonbrug_domain::{Factor, Minutes};
use loonbrug_store::{ImportChange, Store, StoreError, StoredHourLine};
use std::collections::BTreeMap;

/// Eight shifts of two people on the first days of April, and eight hour lines.
fn change(world: &World) -> ImportChange {
    let mut change = import_change(world, 1);
    change.add_shifts = (0..8_u8)
        .map(|n| shift(world, n.into(), (n % 2).into(), i8::try_from(n / 2).unwrap() + 1))
        .collect();
    change.add_hour_lines = (0..8_u8)
        .map(|n| hour_line(world, n.into(), i8::try_from(n).unwrap() + 1, 10))
        .collect();
    change
}

async fn filled(store: &Store) -> (World, ImportChange) {
    let world = World::new(store).await;
    let change = change(&world);
    store.apply_import(&change, &[]).await.unwrap();
    (world, change)
}

fn days(from: i8, to: i8) -> DateRange {
    DateRange::new(date(2023, 4, from), date(2023, 4, to)).unwrap()
}

pub async fn an_import_is_kept(database: Database) {
    let store = database.open().await;
    let (world, change) = filled(&store).await;
    let found = store.import_with_hash(world.organisation, &[1; 32]).await.unwrap();
    assert_eq!(
        store.imports(world.organisation).await.unwrap(),
        std::slice::from_ref(&change.import)
    );
    assert_eq!(found, Some(change.import));
    let mut shifts = change.add_shifts;
    shifts.sort_by_key(|shift| (shift.date, shift.person));
    assert_eq!(store.shifts(world.organisation, april()).await.unwrap(), shifts);
    assert_eq!(
        store.hour_lines(world.organisation, april()).await.unwrap(),
        change.add_hour_lines
    );
}

pub async fn the_same_file_is_refused_per_organisation(database: Database) {
    let store = database.open().await;
    let (world, _) = filled(&store).await;
    let mut again = import_change(&world, 1);
    again.import.id = ImportId(world.id(999));
    let error = store.apply_import(&again, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    let other = World::numbered(&store, 2).await;
    assert_eq!(
        store.import_with_hash(other.organisation, &[1; 32]).await.unwrap(),
        None
    );
    store.apply_import(&import_change(&other, 1), &[]).await.unwrap();
    let found = store.import_with_hash(other.organisation, &[1; 32]).await.unwrap();
    assert_eq!(found, Some(import(&other, 1)));
}

pub async fn a_file_that_comes_again_keeps_its_identity(database: Database) {
    let store = database.open().await;
    let (world, first) = filled(&store).await;
    let mut second = import_change(&world, 2);
    second.supersede_shifts = vec![first.add_shifts[0].id];
    store.apply_import(&second, &[]).await.unwrap();
    let mut again = import_change(&world, 1);
    "opnieuw.csv".clone_into(&mut again.import.file_name);
    again.import.imported_at = import(&world, 9).imported_at;
    again.add_shifts = vec![shift(&world, 100, 0, 1)];
    store.apply_import(&again, &[]).await.unwrap();
    let found = store.import_with_hash(world.organisation, &[1; 32]).await.unwrap();
    assert_eq!(found, Some(again.import));
    let shifts = store.shifts(world.organisation, april()).await.unwrap();
    assert_eq!(shifts.len(), 8);
    assert!(shifts.contains(&again.add_shifts[0]));
}

pub async fn shifts_are_found_by_their_first_day(database: Database) {
    let store = database.open().await;
    let (world, _) = filled(&store).await;
    let found = store.shifts(world.organisation, days(2, 3)).await.unwrap();
    let dates = found.iter().map(|shift| shift.date.day()).collect::<Vec<_>>();
    assert_eq!(dates, [2, 2, 3, 3]);
    assert!(store.shifts(world.organisation, days(5, 30)).await.unwrap().is_empty());
    let other = World::numbered(&store, 2).await;
    assert!(store.shifts(other.organisation, april()).await.unwrap().is_empty());
}

pub async fn shifts_of_some_people_are_found(database: Database) {
    let store = database.open().await;
    let (world, _) = filled(&store).await;
    let found = |people: Vec<u128>, range| {
        let people = people.into_iter().map(|place| world.person(place)).collect::<Vec<_>>();
        let store = store.clone();
        async move { store.shifts_of(world.organisation, &people, range).await.unwrap() }
    };
    let mine = found(vec![1, 5], days(2, 30)).await;
    assert_eq!(mine.len(), 3);
    assert!(mine.iter().all(|shift| shift.person == world.person(1)), "{mine:?}");
    assert_eq!(found(vec![0, 1, 1], april()).await.len(), 8);
    assert!(found(vec![], april()).await.is_empty());
    let other = World::numbered(&store, 2).await;
    let strangers = store
        .shifts_of(other.organisation, &[world.person(1)], april())
        .await
        .unwrap();
    assert!(strangers.is_empty());
}

pub async fn hour_lines_are_found_by_overlap(database: Database) {
    let store = database.open().await;
    let (world, change) = filled(&store).await;
    let found = |range| {
        let store = store.clone();
        async move { store.hour_lines(world.organisation, range).await.unwrap() }
    };
    assert_eq!(found(days(10, 12)).await, change.add_hour_lines);
    assert_eq!(found(days(1, 2)).await, change.add_hour_lines[..2]);
    assert!(found(days(11, 30)).await.is_empty());
}

pub async fn superseded_hours_are_left_out(database: Database) {
    let store = database.open().await;
    let (world, change) = filled(&store).await;
    let mut later = import_change(&world, 2);
    later.supersede_shifts = vec![
        change.add_shifts[0].id,
        change.add_shifts[7].id,
        change.add_shifts[0].id,
    ];
    later.supersede_hour_lines = vec![change.add_hour_lines[3].id];
    let mut replacement = shift(&world, 100, 0, 1);
    (replacement.end_minute, replacement.import) = (1_500, Some(later.import.id));
    later.add_shifts = vec![replacement.clone()];
    store.apply_import(&later, &[]).await.unwrap();
    let shifts = store.shifts(world.organisation, april()).await.unwrap();
    assert_eq!(shifts.len(), 7);
    assert!(shifts.contains(&replacement));
    assert!(!shifts.contains(&change.add_shifts[0]) && !shifts.contains(&change.add_shifts[7]));
    assert_eq!(
        store
            .shifts_of(world.organisation, &[world.person(1)], april())
            .await
            .unwrap()
            .len(),
        3
    );
    assert_eq!(store.hour_lines(world.organisation, april()).await.unwrap().len(), 7);
    let kept = store
        .counts()
        .await
        .unwrap()
        .into_iter()
        .find(|(table, _)| table == "shift");
    assert_eq!(kept.unwrap().1, 9, "a superseded shift stays");
}

pub async fn superseding_twice_changes_nothing(database: Database) {
    let store = database.open().await;
    let (world, change) = filled(&store).await;
    let mut second = import_change(&world, 2);
    second.supersede_shifts = vec![change.add_shifts[0].id];
    store.apply_import(&second, &[]).await.unwrap();
    let mut third = import_change(&world, 3);
    third.supersede_shifts = vec![change.add_shifts[1].id, change.add_shifts[0].id];
    let error = store.apply_import(&third, &[]).await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Stale {
                expected: 2,
                found: 1,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(store.shifts(world.organisation, april()).await.unwrap().len(), 7);
    assert_eq!(
        store.import_with_hash(world.organisation, &[3; 32]).await.unwrap(),
        None
    );
}

pub async fn hours_stay_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let (world, change) = filled(&store).await;
    let other = World::numbered(&store, 2).await;
    let mut crossing = import_change(&other, 1);
    crossing.add_shifts = vec![shift(&other, 0, 0, 1)];
    crossing.add_shifts[0].person = world.person(0);
    let error = store.apply_import(&crossing, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    let mut stealing = import_change(&other, 1);
    stealing.supersede_shifts = vec![change.add_shifts[0].id];
    let error = store.apply_import(&stealing, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert_eq!(store.shifts(world.organisation, april()).await.unwrap().len(), 8);
}

pub async fn a_failing_import_leaves_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut failing = change(&world);
    failing.add_hour_lines[7].import = ImportId(world.id(999));
    let told = [audit_entry(Some(world.organisation), "failed")];
    let error = store.apply_import(&failing, &told).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert_eq!(store.audit(Some(world.organisation), 10).await.unwrap(), []);
    assert!(store.shifts(world.organisation, april()).await.unwrap().is_empty());
    assert_eq!(
        store.import_with_hash(world.organisation, &[1; 32]).await.unwrap(),
        None
    );
    store.apply_import(&change(&world), &[]).await.unwrap();
}

pub async fn a_nul_character_is_refused(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut change = change(&world);
    change.add_shifts[0].group = Some("Bar\0".to_owned());
    let error = store.apply_import(&change, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::Unwritable { .. }), "{error:?}");
    change.add_shifts[0].group = Some("Bar \\u0000 \u{7}\n\t\"".to_owned());
    store.apply_import(&change, &[]).await.unwrap();
    let stored = store.shifts(world.organisation, days(1, 1)).await.unwrap();
    assert_eq!(stored[0].group, change.add_shifts[0].group);
}

/// A hundred thousand shifts in one import.
pub fn bulk(world: &World) -> ImportChange {
    let mut change = import_change(world, 1);
    let day = |number: u128| i8::try_from(number % 30).unwrap() + 1;
    change.add_shifts = (0..100_000)
        .map(|number| shift(world, number, number % 10, day(number)))
        .collect();
    change
}

pub async fn a_hundred_thousand_shifts_are_stored(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let change = bulk(&world);
    store.apply_import(&change, &[]).await.unwrap();
    assert_eq!(store.shifts(world.organisation, april()).await.unwrap().len(), 100_000);
    assert_eq!(store.shifts(world.organisation, days(1, 1)).await.unwrap().len(), 3_334);
    let mut later = import_change(&world, 2);
    later.supersede_shifts = change.add_shifts.iter().map(|shift| shift.id).collect::<Vec<ShiftId>>();
    store.apply_import(&later, &[]).await.unwrap();
    assert!(store.shifts(world.organisation, april()).await.unwrap().is_empty());
}

pub async fn worked_minutes_are_added_up_per_range(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut change = change(&world);
    let all_hours = |number, from, to, hundredths| StoredHourLine {
        factor: Factor::WORKED,
        hundredths,
        ..hour_line(&world, number, from, to)
    };
    // Of person 0: 4,55 hours are 273 minutes; the second begins before a range, and the third holds two of them.
    change.add_hour_lines.extend([
        all_hours(10, 1, 2, 455),
        all_hours(20, 2, 3, 1000),
        all_hours(30, 3, 20, 2000),
    ]);
    store.apply_import(&change, &[]).await.unwrap();
    let ranges = [days(1, 2), days(3, 3), days(20, 30)];
    let sums = store.worked_in(world.organisation, &ranges).await.unwrap();
    let mut expected = BTreeMap::new();
    for shift in &change.add_shifts {
        let of_person = expected.entry(shift.person).or_insert([Minutes::ZERO; 3]);
        for (range, sum) in ranges.iter().zip(of_person) {
            if range.contains(shift.date) {
                *sum += Minutes(shift.end_minute - shift.start_minute - shift.break_minutes);
            }
        }
    }
    expected.get_mut(&world.person(0)).unwrap()[0] += Minutes(273);
    let sums: BTreeMap<_, _> = sums
        .into_iter()
        .map(|(person, sums)| (person, sums.try_into().unwrap()))
        .collect();
    assert_eq!(sums, expected);
    assert!(
        expected.values().all(|[two, one, none]| *two > *one && *one > *none),
        "{expected:?}"
    );
    assert!(store.worked_in(world.organisation, &[]).await.unwrap().is_empty());
}
