//! Reading of some people, a page at a time and added up: the same as reading everybody's and leaving out the rest.

use crate::databases::Database;
use crate::samples::{World, april, at, planned_shift, revision};
use loonbrug_domain::access::Reach;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::group::{Group, GroupKind, Membership};
use loonbrug_domain::ids::{PersonId, ShiftEntryId, ShiftId};
use loonbrug_store::{
    MembershipChange, NewRevision, Part, PeopleSought, Person, ShiftChange, ShiftRevision, ShiftsShown, Store,
};
use std::collections::{BTreeMap, BTreeSet};

const ALL: Part = Part { skip: 0, most: 100 };

fn sought(name: &str) -> PeopleSought {
    PeopleSought {
        name: name.to_owned(),
        reach: Reach::Everyone,
    }
}

fn shown(group: &str, state: &str) -> ShiftsShown {
    ShiftsShown {
        days: april(),
        group: group.to_owned(),
        state: state.to_owned(),
    }
}

fn ids(people: &[Person]) -> Vec<PersonId> {
    people.iter().map(|person| person.id).collect()
}

/// The first three people belong to a group, in which the third is hidden.
async fn group(store: &Store, world: &World) {
    let group = Group {
        name: "Kassa".to_owned(),
        kind: GroupKind::Department,
        number: None,
        archived: false,
    };
    store.put_groups(world.organisation, &[group], &[]).await.unwrap();
    let join = (0..3).map(|place| {
        let group = "Kassa".to_owned();
        let hidden = place == 2;
        (world.person(place), Membership { group, hidden })
    });
    let change = MembershipChange {
        join: join.collect(),
        leave: Vec::new(),
    };
    store
        .change_memberships(world.organisation, &change, &[])
        .await
        .unwrap();
}

pub async fn people_are_found_by_name_a_page_at_a_time(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    World::numbered(&store, 2).await;
    let found = async |name: &str, skip, most| {
        let part = Part { skip, most };
        store
            .people_found(world.organisation, &sought(name), part)
            .await
            .unwrap()
    };
    let all = found("", 0, 100).await;
    assert_eq!((all.count, all.part.len()), (10, 10));
    let mut leafed = Vec::new();
    for skip in [0, 4, 8, 12] {
        let page = found("", skip, 4).await;
        assert_eq!(page.count, 10);
        leafed.extend(page.part);
    }
    assert_eq!(leafed, all.part);
    // In whatever letters; what stands for something in a pattern stands for itself.
    assert_eq!(ids(&found("VAN ’T o'hara \"7\"", 0, 9).await.part), [world.person(7)]);
    for nobody in ["%", "_", "!", "o_hara", "jan"] {
        assert_eq!(found(nobody, 0, 9).await.count, 0, "{nobody}");
    }
    let called = store.people_called(world.organisation, Some(4), "").await.unwrap();
    assert_eq!(ids(&called), [world.person(4)]);
}

pub async fn only_people_within_reach_are_found(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    group(&store, &world).await;
    let reach = |groups: &[&str], place: Option<u128>| PeopleSought {
        name: String::new(),
        reach: Reach::Only {
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            person: place.map(|place| world.person(place)),
        },
    };
    let found = async |sought: PeopleSought| {
        let found = store.people_found(world.organisation, &sought, ALL).await.unwrap();
        assert_eq!(found.count, found.part.len());
        ids(&found.part).into_iter().collect::<BTreeSet<_>>()
    };
    let people = |places: &[u128]| places.iter().map(|place| world.person(*place)).collect::<BTreeSet<_>>();
    assert_eq!(found(reach(&["Kassa"], Some(8))).await, people(&[0, 1, 2, 8]));
    assert_eq!(found(reach(&[], Some(5))).await, people(&[5]));
    assert_eq!(found(reach(&["Magazijn"], None)).await, people(&[]));
}

pub async fn what_is_read_of_some_is_what_is_read_of_all(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    group(&store, &world).await;
    let organisation = world.organisation;
    let planned: Vec<_> = (0..30).map(|number| planned_shift(&world, number)).collect();
    store.change_planning(organisation, &[], &planned).await.unwrap();
    let some = [world.person(2), world.person(7), world.person(2)];
    let mut all = store.planned_shifts(organisation, april()).await.unwrap();
    all.retain(|shift| some.contains(&shift.person));
    assert_eq!(
        store.planned_shifts_of(organisation, &some, april()).await.unwrap(),
        all
    );
    let mut all = store.people(organisation).await.unwrap();
    all.retain(|person| some.contains(&person.id));
    assert_eq!(store.people_with_ids(organisation, &some).await.unwrap(), all);
    let mut all = store.memberships(organisation).await.unwrap();
    all.retain(|person, _| some.contains(person));
    assert_eq!(store.memberships_of(organisation, &some).await.unwrap(), all);
    let stranger = World::numbered(&store, 2).await.organisation;
    assert_eq!(store.people_with_ids(stranger, &some).await.unwrap(), []);
    assert_eq!(store.planned_shifts_of(stranger, &some, april()).await.unwrap(), []);
    assert_eq!(store.memberships_of(stranger, &some).await.unwrap(), BTreeMap::new());
    let minutes = store.planned_minutes(organisation, &sought(""), (april(), "")).await;
    let counted = planned.iter().filter(|shift| !shift.removed);
    let expected: i64 = counted
        .map(|shift| shift.end_minute - shift.start_minute - shift.break_minutes)
        .sum();
    assert_eq!(minutes.unwrap().0, expected);
}

/// Shifts in every state: as they came, approved, rejected, exported; changed and removed after that, waiting or not.
async fn worked(store: &Store, world: &World) {
    let organisation = world.organisation;
    let step = async |shift: ShiftId, from, to| {
        let reason = String::new();
        let change = ShiftChange {
            shift,
            from,
            to,
            reason,
        };
        store
            .step_shifts(organisation, &[change], "planner", at(1), &[])
            .await
            .unwrap();
    };
    for number in 0..40_u128 {
        let mut first = revision(world, number);
        first.shift.group = (number % 4 == 0).then(|| "Kassa".to_owned());
        first.shift.end_minute += i64::try_from(number).unwrap();
        let (entry, id) = (first.shift.entry, first.shift.id);
        add(store, world, first.clone(), None).await;
        let reached = match number % 5 {
            0 => continue,
            1 => ShiftState::Submitted,
            2 => ShiftState::Rejected,
            _ => ShiftState::Approved,
        };
        step(id, ShiftState::Open, ShiftState::Submitted).await;
        if reached == ShiftState::Submitted {
            continue;
        }
        step(id, ShiftState::Submitted, reached).await;
        if reached == ShiftState::Approved && number % 3 != 0 {
            changed(store, world, &first, entry, number).await;
        }
    }
}

async fn add(store: &Store, world: &World, revision: ShiftRevision, replaces: Option<(ShiftId, ShiftState)>) {
    let new = NewRevision {
        revision,
        replaces,
        reason: String::new(),
    };
    store
        .add_shift_revisions(world.organisation, &[new], "planner", at(2), &[])
        .await
        .unwrap();
}

async fn changed(store: &Store, world: &World, first: &ShiftRevision, entry: ShiftEntryId, number: u128) {
    let mut next = first.clone();
    next.shift.id = ShiftId(world.id(9_000_000 + number));
    next.shift.entry = entry;
    next.shift.revision = 2;
    next.shift.start_minute += 7;
    next.shift.group = number.is_multiple_of(7).then(|| "Kassa".to_owned());
    next.removed = number.is_multiple_of(2);
    let id = next.shift.id;
    add(store, world, next, None).await;
    let to = match number % 4 {
        0 => return,
        1 => ShiftState::Rejected,
        _ => ShiftState::Approved,
    };
    for (from, to) in [(ShiftState::Open, ShiftState::Submitted), (ShiftState::Submitted, to)] {
        let reason = String::new();
        let change = ShiftChange {
            shift: id,
            from,
            to,
            reason,
        };
        store
            .step_shifts(world.organisation, &[change], "planner", at(3), &[])
            .await
            .unwrap();
    }
}

/// Of each entry the newest word with the minutes that count, by reading all.
fn standing(all: &[ShiftRevision]) -> Vec<(&ShiftRevision, i64)> {
    let minutes = |one: &ShiftRevision| one.shift.end_minute - one.shift.start_minute - one.shift.break_minutes;
    let mut by_entry: BTreeMap<ShiftEntryId, Vec<&ShiftRevision>> = BTreeMap::new();
    for revision in all {
        by_entry.entry(revision.shift.entry).or_default().push(revision);
    }
    let of_entry = by_entry.into_values().filter_map(|revisions| {
        let counts = revisions.iter().find(|one| one.in_force && !one.removed);
        let waits = revisions.iter().filter(|one| one.state.is_pending());
        let newest = waits.max_by_key(|one| one.shift.revision).or(counts)?;
        let empty = newest.removed || newest.state == ShiftState::Rejected;
        let counted = if empty { counts } else { Some(newest) };
        Some((*newest, counted.map_or(0, |one| minutes(one))))
    });
    of_entry.collect()
}

fn is_shown(state: &str, revision: &ShiftRevision) -> bool {
    match state {
        "" => true,
        "waiting" => matches!(revision.state, ShiftState::Open | ShiftState::Submitted),
        state => revision.state.name() == state,
    }
}

pub async fn shifts_add_up_as_when_all_are_read(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    group(&store, &world).await;
    worked(&store, &world).await;
    let all = store.standing_shifts(world.organisation, april()).await.unwrap();
    let members: Vec<PersonId> = (0..3).map(|place| world.person(place)).collect();
    let mut seen = BTreeSet::new();
    for name in ["", "\"4\""] {
        for group in ["", "Kassa"] {
            let of = |revision: &ShiftRevision| {
                let shift = &revision.shift;
                let named = name.is_empty() || shift.person == world.person(4);
                let in_group = shift.group.as_deref() == Some(group) || members.contains(&shift.person);
                named && (group.is_empty() || in_group)
            };
            let expected: Vec<_> = standing(&all).into_iter().filter(|(newest, _)| of(newest)).collect();
            let (people, any) = (sought(name), shown(group, ""));
            for totals in store.shift_totals(world.organisation, &people, &any).await.unwrap() {
                let in_state = || expected.iter().filter(|(newest, _)| newest.state == totals.state);
                let minutes: i64 = in_state().map(|(_, minutes)| minutes).sum();
                assert_eq!(
                    (totals.shifts, totals.minutes.0),
                    (in_state().count(), minutes),
                    "{totals:?}"
                );
                seen.insert(totals.state.name());
            }
            for state in ["", "waiting", "rejected", "approved"] {
                let shown = shown(group, state);
                let sought = sought(name);
                let found = store.people_worked(world.organisation, &sought, &shown).await.unwrap();
                let listed: BTreeSet<PersonId> = found.iter().copied().collect();
                let in_state = expected.iter().filter(|(newest, _)| is_shown(state, newest));
                let people: BTreeSet<PersonId> = in_state.map(|(newest, _)| newest.shift.person).collect();
                assert_eq!((found.len(), listed), (people.len(), people), "{shown:?}");
            }
        }
    }
    assert_eq!(seen, BTreeSet::from(["approved", "open", "rejected", "submitted"]));
}

pub async fn a_step_after_a_moment_is_counted(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let first = revision(&world, 1);
    let id = first.shift.id;
    add(&store, &world, first, None).await;
    let moved = async |second| {
        let moved = store.shifts_moved_since(world.organisation, &[id], at(second)).await;
        moved.unwrap()
    };
    assert_eq!((moved(1).await, moved(2).await), (1, 0));
}

pub async fn the_planning_lists_who_is_seen_or_planned(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    group(&store, &world).await;
    let organisation = world.organisation;
    let mut of_kassa = planned_shift(&world, 5);
    of_kassa.group = Some("Kassa".to_owned());
    let elsewhere = planned_shift(&world, 7);
    let taken_away = planned_shift(&world, 6);
    let planned = [of_kassa, elsewhere, taken_away];
    store.change_planning(organisation, &[], &planned).await.unwrap();
    add(&store, &world, revision(&world, 8), None).await;
    let listed = async |group: &str| {
        let of = (april(), group);
        let found = store.people_planned(organisation, &sought(""), of).await.unwrap();
        found.into_iter().collect::<BTreeSet<_>>()
    };
    let people = |places: &[u128]| places.iter().map(|place| world.person(*place)).collect::<BTreeSet<_>>();
    assert_eq!(listed("Kassa").await, people(&[0, 1, 5]));
    assert_eq!(listed("").await, people(&[0, 1, 5, 7, 8]));
    let minutes = store
        .planned_minutes(organisation, &sought(""), (april(), "Kassa"))
        .await;
    assert_eq!(minutes.unwrap().0, 450);
}
