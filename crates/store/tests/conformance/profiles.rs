//! Groups, settings, templates, and accepted odd figures.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry};
use jiff::civil::date;
use loonbrug_domain::group::{Group, GroupKind, Membership};
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use loonbrug_store::{Acceptance, MembershipChange, Store, StoreError};
use std::collections::BTreeMap;

fn group(name: &str, archived: bool) -> Group {
    Group {
        name: name.to_owned(),
        kind: GroupKind::Job,
        number: archived.then_some(470),
        archived,
    }
}

fn membership(group: &str, hidden: bool) -> Membership {
    Membership {
        group: group.to_owned(),
        hidden,
    }
}

fn entry(owner: Owner, month: i8, field: Field, value: Option<&str>) -> ProfileEntry {
    ProfileEntry {
        owner,
        field,
        valid_from: date(2023, month, 1),
        setting: value.map(|text| Setting::parse(field, text).unwrap()),
    }
}

fn acceptance(world: &World, figures: &str, by: &str) -> Acceptance {
    Acceptance {
        person: world.person(1),
        oddity: "long-shift/2023-04-05/06:00".to_owned(),
        figures: figures.to_owned(),
        reason: "inventaris".to_owned(),
        accepted_by: by.to_owned(),
        accepted_at: at(3),
    }
}

/// A row in every table of this family.
pub async fn fill(store: &Store, world: &World) {
    let organisation = world.organisation;
    store
        .put_groups(organisation, &[group("Bar", false)], &[])
        .await
        .unwrap();
    let join = vec![(world.person(1), membership("Bar", true))];
    let change = MembershipChange {
        join,
        leave: Vec::new(),
    };
    store.change_memberships(organisation, &change, &[]).await.unwrap();
    let settings = [
        entry(Owner::Organisation, 1, Field::WaitingDays, Some("1")),
        entry(Owner::Group("Bar".to_owned()), 1, Field::WaitingDays, None),
    ];
    store.put_profile_entries(organisation, &settings, &[]).await.unwrap();
    store.put_template(organisation, "oproep", "{}").await.unwrap();
    store
        .accept(organisation, &[acceptance(world, "17:00", "fleur")], &[])
        .await
        .unwrap();
}

pub async fn groups_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let groups = [group("Keuken", false), group("Bar", false)];
    let entries = [audit_entry(Some(world.organisation), "Keuken")];
    store.put_groups(world.organisation, &groups, &entries).await.unwrap();
    store
        .put_groups(world.organisation, &[group("Keuken", true)], &[])
        .await
        .unwrap();
    store.put_groups(other.organisation, &groups[..1], &[]).await.unwrap();
    let kept = store.groups(world.organisation).await.unwrap();
    assert_eq!(kept, [group("Bar", false), group("Keuken", true)]);
    assert_eq!(store.groups(other.organisation).await.unwrap(), groups[..1]);
    assert_eq!(store.audit(Some(world.organisation), 9).await.unwrap(), entries);
}

pub async fn memberships_begin_change_and_end(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let groups = ["Bar", "Keuken"].map(|name| group(name, false));
    store.put_groups(world.organisation, &groups, &[]).await.unwrap();
    let change = |join, leave| MembershipChange { join, leave };
    let (one, other) = (world.person(1), world.person(2));
    let join = vec![
        (one, membership("Keuken", false)),
        (one, membership("Bar", false)),
        (other, membership("Bar", false)),
    ];
    let organisation = world.organisation;
    store
        .change_memberships(organisation, &change(join, Vec::new()), &[])
        .await
        .unwrap();
    let join = vec![(one, membership("Bar", true))];
    let leave = vec![(other, "Bar".to_owned()), (other, "Keuken".to_owned())];
    store
        .change_memberships(organisation, &change(join, leave), &[])
        .await
        .unwrap();
    let expected = vec![membership("Bar", true), membership("Keuken", false)];
    let kept = store.memberships(organisation).await.unwrap();
    assert_eq!(kept, BTreeMap::from([(one, expected)]));
}

pub async fn a_membership_needs_its_person_and_group(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    store
        .put_groups(world.organisation, &[group("Bar", false)], &[])
        .await
        .unwrap();
    for (person, name) in [
        (world.person(1), "Keuken"),
        (world.person(77), "Bar"),
        (other.person(1), "Bar"),
    ] {
        let join = vec![
            (world.person(2), membership("Bar", false)),
            (person, membership(name, false)),
        ];
        let change = MembershipChange {
            join,
            leave: Vec::new(),
        };
        let entries = [audit_entry(Some(world.organisation), "lost")];
        let error = store.change_memberships(world.organisation, &change, &entries).await;
        assert!(matches!(error, Err(StoreError::NotFound { .. })), "{error:?}");
    }
    assert!(store.memberships(world.organisation).await.unwrap().is_empty());
    assert_eq!(store.audit(None, 9).await.unwrap(), []);
}

pub async fn settings_are_kept_by_owner_field_and_day(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let organisation = world.organisation;
    store
        .put_groups(organisation, &[group("Bar", false)], &[])
        .await
        .unwrap();
    let bar = Owner::Group("Bar".to_owned());
    let person = Owner::Person(world.person(1));
    let expected = [
        entry(bar.clone(), 1, Field::Meal, Some("14:00 20:00 4,50")),
        entry(Owner::Organisation, 1, Field::Meal, Some("14:00 20:00 5,00")),
        entry(Owner::Organisation, 2, Field::Meal, None),
        entry(person, 1, Field::Overnights, Some("yes")),
    ];
    let former = entry(Owner::Organisation, 1, Field::Meal, Some("12:00 20:00 1,00"));
    store.put_profile_entries(organisation, &[former], &[]).await.unwrap();
    let entries = [audit_entry(Some(organisation), "settings")];
    store
        .put_profile_entries(organisation, &expected, &entries)
        .await
        .unwrap();
    assert_eq!(store.profile_entries(organisation).await.unwrap(), expected);
    assert_eq!(store.profile_entries(other.organisation).await.unwrap(), []);
    assert_eq!(store.audit(None, 9).await.unwrap(), entries);
    for owner in [Owner::Group("Keuken".to_owned()), Owner::Person(other.person(1))] {
        let stranger = [
            entry(Owner::Organisation, 5, Field::Overnights, Some("no")),
            entry(owner, 1, Field::Meal, None),
        ];
        let error = store.put_profile_entries(organisation, &stranger, &entries).await;
        assert!(matches!(error, Err(StoreError::NotFound { .. })), "{error:?}");
    }
    assert_eq!(
        store.profile_entries(organisation).await.unwrap(),
        expected,
        "all or nothing"
    );
}

pub async fn templates_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (name, content) in [("vast", "{}"), ("oproep", "old"), ("oproep", "new"), ("weg", "{}")] {
        store.put_template(world.organisation, name, content).await.unwrap();
    }
    store.delete_template(world.organisation, "weg").await.unwrap();
    store.delete_template(world.organisation, "weg").await.unwrap();
    let expected = [("oproep", "new"), ("vast", "{}")].map(|(name, content)| (name.to_owned(), content.to_owned()));
    assert_eq!(store.templates(world.organisation).await.unwrap(), expected);
}

pub async fn the_first_to_accept_counts(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let (first, later, other) = (
        acceptance(&world, "17:00", "fleur"),
        acceptance(&world, "17:00", "thomas"),
        acceptance(&world, "18:00", "thomas"),
    );
    assert_eq!(
        store
            .accept(world.organisation, std::slice::from_ref(&first), &[])
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        store
            .accept(world.organisation, &[later, other.clone()], &[])
            .await
            .unwrap(),
        1
    );
    let told = [audit_entry(Some(world.organisation), "again")];
    let again = store.accept(world.organisation, std::slice::from_ref(&first), &told);
    assert_eq!(again.await.unwrap(), 0);
    assert_eq!(store.audit(Some(world.organisation), 10).await.unwrap(), []);
    assert_eq!(store.acceptances(world.organisation).await.unwrap(), [first, other]);
    for sql in ["UPDATE acceptance SET reason = 'b'", "DELETE FROM acceptance"] {
        let error = database.raw(sql).await.unwrap_err();
        assert!(error.to_string().contains("acceptance only grows"), "{error}");
    }
}
