//! More people than one page holds: what a page adds up is of all of them, and one click is for all of them.

use crate::stage::{Stage, User};
use loonbrug_domain::Date;
use loonbrug_domain::access::Role;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{PersonId, ShiftEntryId, ShiftId};
use loonbrug_store::{NewRevision, Person, ShiftRevision, ShiftSource, StoredShift};
use reqwest::{Method, StatusCode};

const MANY: usize = 120;
/// The night in which the clock skips an hour.
const NIGHT: Date = Date::constant(2023, 3, 25);

/// Many people who each worked that night, 22:00 to 06:00 on the wall.
async fn at_night(stage: &Stage) -> Vec<ShiftId> {
    let (hub, organisation) = (&stage.hub, stage.organisation);
    let person = |number: usize| Person {
        id: PersonId(hub.surroundings.identity()),
        organisation,
        number: i64::try_from(2_000 + number).ok(),
        first_name: "Martijn".to_owned(),
        prefix: String::new(),
        last_name: format!("Nacht {number:03}"),
        work_email: None,
        birth_date: None,
        contract_type: None,
        active: true,
    };
    let people: Vec<Person> = (0..MANY).map(person).collect();
    hub.store.put_people(&people).await.unwrap();
    let shift = |person: &Person| {
        let id = hub.surroundings.identity();
        let shift = StoredShift {
            id: ShiftId(id),
            entry: ShiftEntryId(id),
            revision: 1,
            person: person.id,
            date: NIGHT,
            start_minute: 1_320,
            end_minute: 1_800,
            second_pass: None,
            break_minutes: 0,
            group: None,
            factor_minutes: Vec::new(),
            source: ShiftSource::Hand,
            import: None,
        };
        let revision = ShiftRevision {
            shift,
            removed: false,
            origin: None,
            state: ShiftState::Open,
            in_force: false,
            approved_at: None,
        };
        NewRevision {
            revision,
            replaces: None,
            reason: String::new(),
        }
    };
    let new: Vec<NewRevision> = people.iter().map(shift).collect();
    let before = "2023-03-26T08:00:00+02:00".parse().unwrap();
    hub.store
        .add_shift_revisions(organisation, &new, "planner", before, &[])
        .await
        .unwrap();
    new.iter().map(|new| new.revision.shift.id).collect()
}

async fn page(stage: &Stage, owner: &User, query: &str) -> String {
    let path = format!("/e/{}/{query}", stage.organisation);
    let answer = stage.ask(&Method::GET, &path, Some(owner), &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

fn field<'p>(page: &'p str, name: &str) -> &'p str {
    let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    after.split('"').next().unwrap()
}

#[tokio::test]
async fn all_pages_together_hold_what_each_adds_up() {
    let stage = Stage::set().await;
    at_night(&stage).await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let mut named = 0;
    for (number, people) in [(1, 50), (2, 50), (3, 20)] {
        let shown = page(&stage, &owner, &format!("hours?at=2023-03-25&page={number}")).await;
        assert!(shown.contains(&format!("pagina {number} van 3")), "{shown}");
        // Seven real hours each: the clock skipped one.
        assert!(shown.contains("<strong>840,00 u</strong>"), "{shown}");
        assert!(shown.contains("120 diensten · 120 medewerkers"), "{shown}");
        let on_page = shown.matches("scope=\"rowgroup\"").count();
        assert_eq!(on_page, people);
        named += on_page;
    }
    assert_eq!(named, MANY);
    let one = page(&stage, &owner, "hours?at=2023-03-25&name=nacht+007").await;
    assert!(
        one.contains("<strong>7,00 u</strong>") && one.contains("1 dienst · 1 medewerker"),
        "{one}"
    );
    let people = page(&stage, &owner, "people?page=2").await;
    assert!(
        people.contains("pagina 2 van 2") && people.contains("Nacht 119"),
        "{people}"
    );
}

#[tokio::test]
async fn one_click_approves_all_pages_and_a_second_one_nothing() {
    let stage = Stage::set().await;
    at_night(&stage).await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let shown = page(&stage, &owner, "hours?at=2023-03-25").await;
    let form = [
        ("token", owner.token.as_str()),
        ("query", "at=2023-03-25"),
        ("seen", field(&shown, "seen")),
        ("do", "all"),
    ];
    let path = format!("/e/{}/hours/approve", stage.organisation);
    let once = stage.ask(&Method::POST, &path, Some(&owner), &form).await;
    assert_eq!(once.status(), StatusCode::SEE_OTHER);
    assert!(
        once.headers()["location"].to_str().unwrap().ends_with("count=120"),
        "{once:?}"
    );
    let twice = stage.ask(&Method::POST, &path, Some(&owner), &form).await;
    assert_eq!(twice.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let after = page(&stage, &owner, "hours?at=2023-03-25&state=approved").await;
    assert!(after.contains("120 diensten"), "{after}");
}

#[tokio::test]
async fn what_moved_since_it_was_seen_is_not_approved_at_once() {
    let stage = Stage::set().await;
    let shifts = at_night(&stage).await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let shown = page(&stage, &owner, "hours?at=2023-03-25").await;
    // One goes and comes back: the figures are the same as before, but somebody was at it.
    let step = async |from, to| {
        let change = loonbrug_store::ShiftChange {
            shift: shifts[0],
            from,
            to,
            reason: String::new(),
        };
        let later = "2023-05-17T09:00:01+02:00".parse().unwrap();
        let store = &stage.hub.store;
        store
            .step_shifts(stage.organisation, &[change], "planner", later, &[])
            .await
            .unwrap();
    };
    step(ShiftState::Open, ShiftState::Submitted).await;
    step(ShiftState::Submitted, ShiftState::Open).await;
    let form = [
        ("token", owner.token.as_str()),
        ("query", "at=2023-03-25"),
        ("seen", field(&shown, "seen")),
        ("do", "all"),
    ];
    let path = format!("/e/{}/hours/approve", stage.organisation);
    let answer = stage.ask(&Method::POST, &path, Some(&owner), &form).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
