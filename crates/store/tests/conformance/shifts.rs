//! Revisions of shifts and the steps of their approval.

use crate::databases::Database;
use crate::samples::{World, april, at, change, import_change, revision, shift};
use ShiftState::{Approved, Exported, Open, Replaced, Submitted};
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::ShiftId;
use loonbrug_domain::shift::SecondPass;
use loonbrug_store::{NewRevision, Result, ShiftRevision, Store, StoreError};

async fn add(
    store: &Store,
    world: &World,
    revision: ShiftRevision,
    replaces: Option<(ShiftId, ShiftState)>,
) -> Result<()> {
    let new = NewRevision {
        revision,
        replaces,
        reason: "test".to_owned(),
    };
    store
        .add_shift_revisions(world.organisation, &[new], "fleur", at(1), &[])
        .await
}

async fn step(store: &Store, world: &World, shift: ShiftId, from: ShiftState, to: ShiftState) -> Result<()> {
    store
        .step_shifts(world.organisation, &[change(shift, from, to)], "thomas", at(2), &[])
        .await
}

async fn approve(store: &Store, world: &World, shift: ShiftId) {
    step(store, world, shift, Open, Submitted).await.unwrap();
    step(store, world, shift, Submitted, Approved).await.unwrap();
}

/// A later revision of an entry, that waits.
fn later(world: &World, number: u128, revision_number: i64) -> ShiftRevision {
    let mut later = revision(world, number);
    let offset = 10_000 * u128::try_from(revision_number).unwrap();
    later.shift.id = ShiftId(world.id(1_000_000 + number + offset));
    later.shift.revision = revision_number;
    later.shift.end_minute += revision_number;
    later
}

/// What counts, by identity.
async fn counting(store: &Store, world: &World) -> Vec<ShiftId> {
    let shifts = store.shifts(world.organisation, april()).await.unwrap();
    shifts.iter().map(|shift| shift.id).collect()
}

pub async fn an_imported_shift_is_approved(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut import = import_change(&world, 1);
    import.add_shifts = vec![shift(&world, 0, 0, 1)];
    store.apply_import(&import, &[]).await.unwrap();
    let standing = store.standing_shifts(world.organisation, april()).await.unwrap();
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].shift, import.add_shifts[0]);
    assert_eq!((standing[0].state, standing[0].in_force), (Approved, true));
    assert_eq!(standing[0].approved_at, Some(import.import.imported_at));
}

pub async fn a_revision_counts_when_it_is_approved(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let first = revision(&world, 0);
    add(&store, &world, first.clone(), None).await.unwrap();
    assert_eq!(counting(&store, &world).await, []);
    approve(&store, &world, first.shift.id).await;
    assert_eq!(counting(&store, &world).await, [first.shift.id]);
    step(&store, &world, first.shift.id, Approved, Exported).await.unwrap();
    let (second, third) = (later(&world, 0, 2), later(&world, 0, 3));
    add(&store, &world, second.clone(), None).await.unwrap();
    assert_eq!(
        counting(&store, &world).await,
        [first.shift.id],
        "what was paid counts until then"
    );
    add(&store, &world, third.clone(), Some((second.shift.id, Open)))
        .await
        .unwrap();
    approve(&store, &world, third.shift.id).await;
    assert_eq!(counting(&store, &world).await, [third.shift.id]);
    let history = store
        .shift_history(world.organisation, first.shift.entry)
        .await
        .unwrap();
    let states: Vec<_> = history.revisions.iter().map(|one| (one.state, one.in_force)).collect();
    assert_eq!(states, [(Exported, false), (Replaced, false), (Approved, true)]);
    let steps: Vec<_> = history
        .events
        .iter()
        .map(|event| (event.from, event.to, event.actor.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            (None, Open, "fleur"),
            (Some(Open), Submitted, "thomas"),
            (Some(Submitted), Approved, "thomas"),
            (Some(Approved), Exported, "thomas"),
            (None, Open, "fleur"),
            (Some(Open), Replaced, "fleur"),
            (None, Open, "fleur"),
            (Some(Open), Submitted, "thomas"),
            (Some(Submitted), Approved, "thomas"),
        ]
    );
    let fourth = later(&world, 0, 4);
    add(&store, &world, fourth.clone(), None).await.unwrap();
    approve(&store, &world, fourth.shift.id).await;
    assert_eq!(
        counting(&store, &world).await,
        [fourth.shift.id],
        "also after a later revision"
    );
}

pub async fn a_removal_counts_when_it_is_approved(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let first = revision(&world, 0);
    add(&store, &world, first.clone(), None).await.unwrap();
    approve(&store, &world, first.shift.id).await;
    let removal = ShiftRevision {
        removed: true,
        ..later(&world, 0, 2)
    };
    add(&store, &world, removal.clone(), None).await.unwrap();
    assert_eq!(counting(&store, &world).await, [first.shift.id]);
    approve(&store, &world, removal.shift.id).await;
    assert_eq!(counting(&store, &world).await, []);
    assert!(
        store
            .shifts_of(world.organisation, &[world.person(0)], april())
            .await
            .unwrap()
            .is_empty()
    );
    let standing = store.standing_shifts(world.organisation, april()).await.unwrap();
    assert_eq!(
        (standing.len(), standing[0].removed, standing[0].in_force),
        (1, true, true)
    );
}

pub async fn a_step_from_elsewhere_changes_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let (one, two) = (revision(&world, 0), revision(&world, 1));
    add(&store, &world, one.clone(), None).await.unwrap();
    add(&store, &world, two.clone(), None).await.unwrap();
    step(&store, &world, one.shift.id, Open, Submitted).await.unwrap();
    let both = [one.shift.id, two.shift.id].map(|shift| change(shift, Submitted, Approved));
    let error = store
        .step_shifts(world.organisation, &both, "thomas", at(3), &[])
        .await
        .unwrap_err();
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
    assert_eq!(counting(&store, &world).await, []);
    let history = store.shift_history(world.organisation, one.shift.entry).await.unwrap();
    assert_eq!((history.revisions[0].state, history.events.len()), (Submitted, 2));
}

/// Two people change the same shift at the same moment.
pub async fn of_two_changes_at_once_one_wins(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let first = revision(&world, 0);
    add(&store, &world, first.clone(), None).await.unwrap();
    let (mut mine, mut yours) = (later(&world, 0, 2), later(&world, 0, 2));
    mine.shift.id = ShiftId(world.id(1));
    yours.shift.id = ShiftId(world.id(2));
    let replaces = Some((first.shift.id, Open));
    let other = database.open().await;
    let (one, two) = tokio::join!(
        add(&store, &world, mine, replaces),
        add(&other, &world, yours, replaces)
    );
    assert_eq!(
        [&one, &two].iter().filter(|outcome| outcome.is_ok()).count(),
        1,
        "{one:?} {two:?}"
    );
    let lost = one.and(two).unwrap_err();
    assert!(
        matches!(lost, StoreError::Stale { .. } | StoreError::AlreadyThere { .. }),
        "{lost:?}"
    );
    let same_number = add(&store, &world, later(&world, 0, 2), None).await.unwrap_err();
    assert!(
        matches!(same_number, StoreError::AlreadyThere { .. }),
        "{same_number:?}"
    );
}

pub async fn a_revision_does_not_change(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    add(&store, &world, revision(&world, 0), None).await.unwrap();
    for (sql, why) in [
        ("UPDATE shift SET end_minute = 1", "does not change"),
        ("UPDATE shift SET removed = 1", "does not change"),
        ("DELETE FROM shift", "only grows"),
        ("UPDATE shift_event SET actor = ''", "only grows"),
        ("DELETE FROM shift_event", "only grows"),
    ] {
        let refused = database.raw(sql).await.unwrap_err().to_string();
        assert!(refused.contains(why), "{sql}: {refused}");
    }
}

/// A file is the word of whoever brings it in: it also takes the place of a change that nobody approved.
pub async fn a_file_replaces_what_waits(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let first = revision(&world, 0);
    add(&store, &world, first.clone(), None).await.unwrap();
    approve(&store, &world, first.shift.id).await;
    let second = later(&world, 0, 2);
    add(&store, &world, second.clone(), None).await.unwrap();
    let mut import = import_change(&world, 1);
    import.add_shifts = vec![shift(&world, 1, 0, 5)];
    import.supersede_shifts = vec![first.shift.id];
    store.apply_import(&import, &[]).await.unwrap();
    assert_eq!(counting(&store, &world).await, [import.add_shifts[0].id]);
    let late = step(&store, &world, second.shift.id, Open, Submitted)
        .await
        .unwrap_err();
    assert!(matches!(late, StoreError::Stale { .. }), "{late:?}");
}

pub async fn revisions_stay_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let other = World::numbered(&store, 2).await;
    let error = add(&store, &other, revision(&world, 0), None).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    let mine = revision(&world, 0);
    add(&store, &world, mine.clone(), None).await.unwrap();
    let stealing = step(&store, &other, mine.shift.id, Open, Submitted).await.unwrap_err();
    assert!(matches!(stealing, StoreError::Stale { .. }), "{stealing:?}");
    let entry = mine.shift.entry;
    assert!(
        store
            .shift_history(other.organisation, entry)
            .await
            .unwrap()
            .revisions
            .is_empty()
    );
    assert!(
        store
            .shift_revisions(other.organisation, &[mine.shift.id])
            .await
            .unwrap()
            .is_empty()
    );
    let found = store.shift_revisions(world.organisation, &[mine.shift.id]).await;
    assert_eq!(found.unwrap(), std::slice::from_ref(&mine));
    let of_person = store
        .shift_revisions_of(world.organisation, &[mine.shift.person], april())
        .await;
    assert_eq!(of_person.unwrap(), [mine]);
}

pub async fn the_second_pass_is_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (number, pass) in [(0, Some(SecondPass::Start)), (1, Some(SecondPass::End)), (2, None)] {
        let mut night = revision(&world, number);
        night.shift.second_pass = pass;
        add(&store, &world, night.clone(), None).await.unwrap();
        let found = store
            .shift_revisions(world.organisation, &[night.shift.id])
            .await
            .unwrap();
        assert_eq!(found, [night]);
    }
}
