//! Requests for leave and cases of sickness.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry};
use jiff::civil::date;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{LeaveRequestId, SicknessCaseId};
use loonbrug_domain::leave::{LeaveRequest, RequestState};
use loonbrug_domain::quantity::HundredthHours;
use loonbrug_domain::sickness::{SicknessCase, Stage};
use loonbrug_store::{Decided, Store, StoredLeaveRequest, StoredSicknessCase};

fn request(world: &World, number: u128, from: Date, to: Date) -> LeaveRequest {
    LeaveRequest {
        id: LeaveRequestId(world.id(900 + number)),
        person: world.person(number),
        requested_on: date(2023, 1, 12),
        days: DateRange::new(from, to).unwrap(),
        hours: HundredthHours(7250),
        on_employer: number.is_multiple_of(2),
        leave_type: "Verlof".to_owned(),
        description: "L.v.m werk zondag".to_owned(),
        state: RequestState::Requested,
    }
}

fn case(world: &World, version: i64) -> StoredSicknessCase {
    let id = SicknessCaseId(world.id(950));
    StoredSicknessCase {
        case: SicknessCase {
            expected_until: Some(date(2023, 3, 17)),
            ..SicknessCase::reported(id, world.person(0), date(2023, 3, 6), 100)
        },
        version,
        changed_at: at(version),
        changed_by: "fleur".to_owned(),
    }
}

pub async fn fill(store: &Store, world: &World) {
    let request = request(world, 0, date(2023, 8, 21), date(2023, 9, 5));
    let organisation = world.organisation;
    store
        .insert_leave_request(organisation, &request, (at(1), "fleur"))
        .await
        .unwrap();
    assert!(
        store
            .put_sickness_case(organisation, &case(world, 1), &[])
            .await
            .unwrap()
    );
}

fn decided(reason: &str) -> Decided {
    Decided {
        by: "kara".to_owned(),
        at: at(5),
        reason: reason.to_owned(),
    }
}

pub async fn requests_are_kept_and_found_by_their_days(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let requests = [
        request(&world, 1, date(2023, 8, 21), date(2023, 9, 5)),
        request(&world, 2, date(2023, 5, 1), date(2023, 5, 1)),
    ];
    for request in &requests {
        let (at, by) = (at(3), "fleur");
        store
            .insert_leave_request(world.organisation, request, (at, by))
            .await
            .unwrap();
    }
    let stored = |place: usize| StoredLeaveRequest {
        request: requests[place].clone(),
        requested_by: "fleur".to_owned(),
        requested_at: at(3),
        decided: None,
    };
    let found = |from, to| store.leave_requests(world.organisation, DateRange::new(from, to).unwrap());
    assert_eq!(found(Date::MIN, Date::MAX).await.unwrap(), [stored(1), stored(0)]);
    assert_eq!(found(date(2023, 9, 5), date(2023, 9, 30)).await.unwrap(), [stored(0)]);
    assert_eq!(found(date(2023, 5, 2), date(2023, 8, 20)).await.unwrap(), []);
    let one = store.leave_request(world.organisation, requests[0].id).await.unwrap();
    assert_eq!(one, Some(stored(0)));
    let other = World::numbered(&store, 2).await;
    assert_eq!(
        store.leave_request(other.organisation, requests[0].id).await.unwrap(),
        None
    );
}

pub async fn a_request_is_decided_once(database: Database) {
    use RequestState::{Approved, Rejected, Requested};
    let store = database.open().await;
    let world = World::new(&store).await;
    let request = request(&world, 1, date(2023, 8, 21), date(2023, 9, 5));
    store
        .insert_leave_request(world.organisation, &request, (at(1), "fleur"))
        .await
        .unwrap();
    let decide = async |to, reason: &str| {
        let decided = decided(reason);
        store
            .decide_leave_request(request.id, (Requested, to), &decided, &[])
            .await
            .unwrap()
    };
    assert!(decide(Approved, "").await);
    assert!(!decide(Rejected, "te druk").await);
    let stored = store
        .leave_request(world.organisation, request.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((stored.request.state, stored.decided), (Approved, Some(decided(""))));
}

pub async fn cases_are_kept_and_changed(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut case = case(&world, 1);
    assert!(store.put_sickness_case(world.organisation, &case, &[]).await.unwrap());
    case.version = 2;
    case.case.recovered_on = Some(date(2023, 3, 13));
    case.case.stages.push(Stage {
        from: date(2023, 3, 9),
        percent: 50,
    });
    assert!(store.put_sickness_case(world.organisation, &case, &[]).await.unwrap());
    assert_eq!(store.sickness_cases(world.organisation).await.unwrap(), [case.clone()]);
    let found = store.sickness_case(world.organisation, case.case.id).await.unwrap();
    assert_eq!(found, Some(case));
}

pub async fn an_older_version_of_a_case_changes_nothing(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let first = case(&world, 1);
    let told = [audit_entry(Some(world.organisation), "older")];
    assert!(store.put_sickness_case(world.organisation, &first, &[]).await.unwrap());
    assert!(
        !store
            .put_sickness_case(world.organisation, &case(&world, 1), &told)
            .await
            .unwrap()
    );
    assert!(
        !store
            .put_sickness_case(world.organisation, &case(&world, 3), &told)
            .await
            .unwrap()
    );
    let elsewhere = StoredSicknessCase {
        case: SicknessCase {
            person: other.person(0),
            ..case(&world, 2).case
        },
        ..case(&world, 2)
    };
    assert!(
        !store
            .put_sickness_case(other.organisation, &elsewhere, &[])
            .await
            .unwrap()
    );
    assert_eq!(store.sickness_cases(world.organisation).await.unwrap(), [first]);
    assert_eq!(store.audit(Some(world.organisation), 10).await.unwrap(), []);
}
