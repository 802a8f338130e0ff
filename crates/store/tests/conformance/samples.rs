//! Records to store.

mod time;

pub use time::{badge, change, clock_event, planned_shift, revision, terminal};

use jiff::Timestamp;
use jiff::civil::date;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{CouplingId, HourLineId, ImportId, OrganisationId, PersonId, PostingId, RunId};
use loonbrug_domain::ids::{ShiftEntryId, ShiftId};
use loonbrug_domain::period::{Frequency, PayPeriod};
use loonbrug_domain::quantity::Factor;
use loonbrug_store::{
    AuditEntry, BaselineRow, Coupling, Decision, Import, ImportChange, Lease, Link, Organisation, Person, Posting,
    PostingState, RemoteRecord, Run, RunLine, ShiftSource, Store, StoredHourLine, StoredShift, Transition,
};
use uuid::Uuid;

/// An id that is easy to tell from others.
pub const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A moment, in seconds of a day in May 2023.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_millisecond(1_684_310_400_000 + second * 1_000).unwrap()
}

/// April 2023.
pub fn april() -> DateRange {
    DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap()
}

/// The pay period of April 2023.
pub const APRIL: PayPeriod = PayPeriod {
    year: 2023,
    number: 4,
    frequency: Frequency::Monthly,
};

/// An organisation with a coupling, ten people and a run, whose ids begin with the number.
#[derive(Clone, Copy, Debug)]
pub struct World {
    number: u128,
    pub organisation: OrganisationId,
    pub coupling: CouplingId,
    pub run: RunId,
}

impl World {
    /// The first world in a store.
    pub async fn new(store: &Store) -> Self {
        Self::numbered(store, 1).await
    }

    /// Another world beside it.
    pub async fn numbered(store: &Store, number: u128) -> Self {
        let base = number << 64;
        let world = Self {
            number: base,
            organisation: OrganisationId(id(base + 1)),
            coupling: CouplingId(id(base + 2)),
            run: RunId(id(base + 3)),
        };
        store
            .insert_organisation(&organisation(&world, &format!("Organisation {number}")))
            .await
            .unwrap();
        store
            .insert_coupling(&coupling(&world, &format!("coupling-{number}")))
            .await
            .unwrap();
        let people = (0..10).map(|place| person(&world, place)).collect::<Vec<_>>();
        assert_eq!(store.put_people(&people).await.unwrap(), 10);
        store.insert_run(&run(&world)).await.unwrap();
        world
    }

    /// An id of this world.
    pub const fn id(&self, number: u128) -> Uuid {
        id(self.number + number)
    }

    /// One of the ten people.
    pub fn person(&self, place: u128) -> PersonId {
        PersonId(self.id(100 + place))
    }
}

pub fn organisation(world: &World, name: &str) -> Organisation {
    Organisation {
        id: world.organisation,
        name: name.to_owned(),
        created_at: at(0),
    }
}

pub fn coupling(world: &World, name: &str) -> Coupling {
    Coupling {
        id: world.coupling,
        organisation: world.organisation,
        name: name.to_owned(),
        settings: r#"{"company":"De Kaasboer \u0000 \"B.V.\""}"#.to_owned(),
        paused: None,
        version: 1,
        created_at: at(0),
    }
}

pub fn person(world: &World, place: u128) -> Person {
    Person {
        id: world.person(place),
        organisation: world.organisation,
        number: (place != 3).then_some(i64::try_from(place).unwrap()),
        first_name: "Siân".to_owned(),
        prefix: "van ’t".to_owned(),
        last_name: format!("O'Hara \"{place}\" \\ \u{1F9C0}"),
        work_email: place.is_multiple_of(2).then(|| format!("{place}@example.nl")),
        birth_date: (place % 2 == 1).then_some(date(1999, 12, 31)),
        contract_type: (place == 0).then(|| "zero-hours".to_owned()),
        active: place != 9,
    }
}

pub fn link(world: &World, place: u128, employee_number: i64) -> Link {
    Link {
        coupling: world.coupling,
        person: world.person(place),
        remote_number: Some(i64::MAX - employee_number),
        remote_uuid: place.is_multiple_of(2).then_some(id(place)),
        employee_number,
    }
}

pub fn remote_record(employee_number: i64, kind: &str, content: u8) -> RemoteRecord {
    RemoteRecord {
        employee_number,
        kind: kind.to_owned(),
        hash: [content; 32],
        content: format!(r#"{{"content":{content}}}"#),
        present: true,
    }
}

pub fn import(world: &World, number: u8) -> Import {
    Import {
        id: ImportId(world.id(200 + u128::from(number))),
        organisation: world.organisation,
        file_name: format!("uren-{number}.csv"),
        file_hash: [number; 32],
        imported_at: at(i64::from(number)),
        imported_by: "fleur".to_owned(),
    }
}

/// A change that only brings the file.
pub fn import_change(world: &World, number: u8) -> ImportChange {
    ImportChange {
        import: import(world, number),
        add_shifts: Vec::new(),
        add_hour_lines: Vec::new(),
        supersede_shifts: Vec::new(),
        supersede_hour_lines: Vec::new(),
    }
}

/// A shift of a person on a day of April 2023, of import 1.
pub fn shift(world: &World, number: u128, place: u128, day: i8) -> StoredShift {
    StoredShift {
        id: ShiftId(world.id(1_000_000 + number)),
        entry: ShiftEntryId(world.id(1_000_000 + number)),
        revision: 1,
        person: world.person(place),
        date: date(2023, 4, day),
        start_minute: 1_320,
        end_minute: 1_800,
        second_pass: None,
        break_minutes: 30,
        group: number.is_multiple_of(2).then(|| "Bar".to_owned()),
        factor_minutes: if number.is_multiple_of(2) {
            Vec::new()
        } else {
            vec![(Factor(13_333), 450)]
        },
        source: ShiftSource::Import,
        import: Some(import(world, 1).id),
    }
}

/// An hour line of a person over some days of April 2023, of import 1.
pub fn hour_line(world: &World, number: u128, from: i8, to: i8) -> StoredHourLine {
    StoredHourLine {
        id: HourLineId(world.id(2_000_000 + number)),
        person: world.person(number % 10),
        range: DateRange::new(date(2023, 4, from), date(2023, 4, to)).unwrap(),
        factor: Factor(15_000),
        hundredths: 750,
        days: number.is_multiple_of(2).then_some(1),
        group: Some("Keuken".to_owned()),
        import: import(world, 1).id,
    }
}

pub fn decision(world: &World, line_key: &str, decision: &str) -> Decision {
    Decision {
        coupling: world.coupling,
        line_key: line_key.to_owned(),
        source_hash: "abc".to_owned(),
        decision: decision.to_owned(),
        decided_by: "thomas".to_owned(),
        decided_at: at(5),
    }
}

pub fn run(world: &World) -> Run {
    Run {
        id: world.run,
        organisation: world.organisation,
        coupling: world.coupling,
        flow: "hours".to_owned(),
        range: Some(april()),
        period: Some(APRIL),
        state: "running".to_owned(),
        started_by: "thomas".to_owned(),
        started_at: at(0),
        finished_at: None,
        summary: "{}".to_owned(),
    }
}

pub fn run_line(world: &World, position: i64, outcome: &str) -> RunLine {
    RunLine {
        run: world.run,
        position,
        person: (position % 2 == 0).then_some(world.person(1)),
        posting: None,
        outcome: outcome.to_owned(),
        content: "[]".to_owned(),
    }
}

pub fn baseline_row(world: &World, place: u128, remote_id: &str, quantity: i64) -> BaselineRow {
    BaselineRow {
        person: world.person(place),
        kind: "hours".to_owned(),
        remote_id: remote_id.to_owned(),
        code: 2_100,
        quantity,
    }
}

pub fn posting(world: &World, number: u128) -> Posting {
    Posting {
        id: PostingId(world.id(3_000_000 + number)),
        organisation: world.organisation,
        coupling: world.coupling,
        run: world.run,
        company: "4711".to_owned(),
        origin: "hours 2023-04-01/2023-04-30 15000".to_owned(),
        person: world.person(number % 10),
        period: APRIL,
        kind: "hours".to_owned(),
        code: 2_100 + i64::try_from(number / 10).unwrap(),
        cost_centre: String::new(),
        cost_unit: String::new(),
        revision: 1,
        action: "insert".to_owned(),
        quantity: 1_500,
        quantity_before: 0,
        description: "Uren 01-04-2023 t/m 30-04-2023".to_owned(),
        mark: format!("L{number}"),
        corrects: None,
        state: PostingState::Approved,
        attempt: 0,
        fence: 0,
        payload_hash: String::new(),
        remote_id: None,
        note: String::new(),
        created_at: at(1),
        changed_at: at(1),
    }
}

/// Postings 0 to this number, stored.
pub async fn stored_postings(store: &Store, world: &World, number: u128) -> Vec<Posting> {
    let postings = (0..number).map(|number| posting(world, number)).collect::<Vec<_>>();
    assert_eq!(store.insert_postings(&postings).await.unwrap(), postings.len() as u64);
    postings
}

pub fn transition(posting: PostingId, from: PostingState, to: PostingState) -> Transition {
    Transition {
        posting,
        from,
        to,
        remote_id: (to == PostingState::Confirmed).then(|| "9001".to_owned()),
        note: format!("to {}", to.name()),
        payload_hash: (to == PostingState::Sending).then(|| "cafe".to_owned()),
    }
}

/// The lease of company 4711 for this holder, who must get it.
pub async fn lease(store: &Store, holder: &str, second: i64) -> Lease {
    store
        .acquire_lease("company 4711", holder, at(second), 60_000)
        .await
        .unwrap()
        .expect("the lease is free")
}

pub fn audit_entry(organisation: Option<OrganisationId>, subject: &str) -> AuditEntry {
    AuditEntry {
        organisation,
        at: at(7),
        actor: "fleur".to_owned(),
        action: "coupling.paused".to_owned(),
        subject: subject.to_owned(),
        detail: "{}".to_owned(),
    }
}

/// At least one row in every table.
pub async fn fill(store: &Store) -> World {
    let world = World::new(store).await;
    store
        .put_secret(world.coupling, "token", b"\x00\xFFsecret", None)
        .await
        .unwrap();
    store
        .put_rule_set(world.organisation, "horeca", date(2023, 1, 1), "[[window]]", &[])
        .await
        .unwrap();
    store
        .put_column_mapping(world.organisation, "rooster", "{}")
        .await
        .unwrap();
    store
        .put_links(&[link(&world, 0, 12), link(&world, 1, 13)])
        .await
        .unwrap();
    for content in [1, 2, 3] {
        let record = remote_record(12, "contract", content);
        let read_at = at(i64::from(content));
        store
            .put_remote_records(world.organisation, world.coupling, &[record], read_at)
            .await
            .unwrap();
    }
    crate::profiles::fill(store, &world).await;
    fill_hours(store, &world).await;
    fill_postings(store, &world).await;
    time::fill(store, &world).await;
    crate::ledgers::fill(store, &world).await;
    crate::access::fill(store, &world).await;
    crate::providers::fill(store).await;
    crate::api_requests::fill(store, &world).await;
    crate::notices::fill(store, &world).await;
    store
        .put_decisions(world.organisation, &[decision(&world, "line", "{}")])
        .await
        .unwrap();
    let entries = ["c", "a", "b"].map(|subject| audit_entry(None, subject));
    store.append_audit(&entries).await.unwrap();
    store
        .append_audit(&[audit_entry(Some(world.organisation), "d")])
        .await
        .unwrap();
    world
}

async fn fill_hours(store: &Store, world: &World) {
    let mut change = import_change(world, 1);
    change.add_shifts = (0..8).map(|number| shift(world, number, number, 3)).collect();
    change.add_hour_lines = (0..8).map(|number| hour_line(world, number, 1, 30)).collect();
    store.apply_import(&change, &[]).await.unwrap();
    let mut later = import_change(world, 2);
    later.supersede_shifts = vec![shift(world, 0, 0, 3).id];
    later.supersede_hour_lines = vec![hour_line(world, 1, 1, 30).id];
    store.apply_import(&later, &[]).await.unwrap();
}

async fn fill_postings(store: &Store, world: &World) {
    let postings = stored_postings(store, world, 20).await;
    let lease = lease(store, "node-1", 0).await;
    let transitions = [
        transition(postings[0].id, PostingState::Approved, PostingState::Sending),
        transition(postings[0].id, PostingState::Sending, PostingState::Confirmed),
        transition(postings[1].id, PostingState::Approved, PostingState::Withdrawn),
    ];
    assert_eq!(store.transition(&transitions, &lease, at(2)).await.unwrap(), [true; 3]);
    let mut line = run_line(world, 1, "sent");
    line.posting = Some(postings[0].id);
    store
        .put_run_lines(world.organisation, &[line, run_line(world, 2, "refused")])
        .await
        .unwrap();
    let baseline = [baseline_row(world, 0, "77", 100)];
    store
        .put_baseline(world.organisation, world.run, &baseline)
        .await
        .unwrap();
}
