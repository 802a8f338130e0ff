//! What it takes to see what waits: the same few statements, however many employers there are. In a process of its own,
//! because it counts what reaches the database.
#![expect(clippy::unwrap_used, reason = "all of this is test")]

use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::ids::{CouplingId, ImportId, OrganisationId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_hub::settings::{Addresses, Sending};
use loonbrug_hub::{Hub, OpenItem, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_store::{
    Coupling, Import, ImportChange, Link, Organisation, Person, RemoteRecord, ShiftSource, Store, StoredShift,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use uuid::Uuid;

const PEOPLE: u128 = 10;
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts what the driver says of each statement.
struct Counter;

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The settings of a coupling over REST, as they are stored.
fn settings() -> String {
    let root = "http://127.0.0.1:9".parse().unwrap();
    let settings = serde_json::json!({
        "interface": "rest",
        "addresses": Addresses::under(&root).unwrap(),
        "company": { "number": "1", "name": "Modehuis", "frequency": "monthly" },
        "contract-hours": true,
        "rule-set": "retail-non-food",
        "surcharge-method": "surcharge-only",
        "hour-codes": [],
        "sending": Sending::default(),
    });
    settings.to_string()
}

/// An employer with a coupling and ten people on a zero-hours contract, who worked twenty days of April.
async fn employer(store: &Store, number: u128, now: Timestamp) {
    let id = |place: u128| Uuid::from_u128((number << 32) + place);
    let organisation = OrganisationId(id(1));
    let coupling = CouplingId(id(2));
    let name = format!("Werkgever {number:04}");
    let row = Organisation {
        id: organisation,
        name: name.clone(),
        created_at: now,
    };
    store.insert_organisation(&row).await.unwrap();
    let row = Coupling {
        id: coupling,
        organisation,
        name,
        settings: settings(),
        paused: None,
        version: 1,
        created_at: now,
    };
    store.insert_coupling(&row).await.unwrap();
    let person = |place: u128| Person {
        id: PersonId(id(100 + place)),
        organisation,
        number: Some(i64::try_from(1001 + place).unwrap()),
        first_name: "Thomas".into(),
        prefix: String::new(),
        last_name: "Lakeman".into(),
        work_email: None,
        birth_date: None,
        contract_type: None,
        active: true,
    };
    let people: Vec<Person> = (0..PEOPLE).map(person).collect();
    store.put_people(&people).await.unwrap();
    let link = |person: &Person| Link {
        coupling,
        person: person.id,
        remote_number: None,
        remote_uuid: Some(person.id.0),
        employee_number: person.number.unwrap(),
    };
    let links: Vec<Link> = people.iter().map(link).collect();
    store.put_links(&links).await.unwrap();
    let contract = r#"{"contract":[{"start":"2022-01-01","end":null,"weekly_hours_thousandths":0}]}"#;
    let record = |person: &Person| RemoteRecord {
        employee_number: person.number.unwrap(),
        kind: "contract".into(),
        hash: [1; 32],
        content: contract.into(),
        present: true,
    };
    let records: Vec<RemoteRecord> = people.iter().map(record).collect();
    store
        .put_remote_records(organisation, coupling, &records, now)
        .await
        .unwrap();
    store
        .apply_import(&april(number, organisation, now), &[])
        .await
        .unwrap();
}

/// Twenty days of ten people.
fn april(number: u128, organisation: OrganisationId, now: Timestamp) -> ImportChange {
    let id = |place: u128| Uuid::from_u128((number << 32) + place);
    let import = ImportId(id(3));
    let shift = |place: u128| {
        let shift = id(10_000 + place);
        StoredShift {
            id: ShiftId(shift),
            entry: ShiftEntryId(shift),
            revision: 1,
            person: PersonId(id(100 + place % PEOPLE)),
            date: Date::constant(2023, 4, 1)
                .saturating_add(jiff::Span::new().days(i64::try_from(place / PEOPLE).unwrap())),
            start_minute: 540,
            end_minute: 1_020,
            second_pass: None,
            break_minutes: 30,
            group: None,
            factor_minutes: Vec::new(),
            source: ShiftSource::Import,
            import: Some(import),
        }
    };
    ImportChange {
        import: Import {
            id: import,
            organisation,
            file_name: "april.csv".into(),
            file_hash: [u8::try_from(number % 251).unwrap(); 32],
            imported_at: now,
            imported_by: "tester".into(),
        },
        add_shifts: (0..PEOPLE * 20).map(shift).collect(),
        add_hour_lines: Vec::new(),
        supersede_shifts: Vec::new(),
        supersede_hour_lines: Vec::new(),
    }
}

async fn statements(hub: &Hub, employers: usize) -> usize {
    let before = STATEMENTS.load(Ordering::Relaxed);
    let open = hub.inbox().await.unwrap();
    let ready = open
        .iter()
        .filter(|open| matches!(open.what, OpenItem::ToSend { .. }))
        .count();
    assert_eq!(ready, employers, "{:?}", open.first());
    assert_eq!(hub.overview().await.unwrap().len(), employers);
    STATEMENTS.load(Ordering::Relaxed) - before
}

/// Of a few times: now and then a connection is made, with statements of its own.
async fn least(hub: &Hub, employers: usize) -> usize {
    let mut least = usize::MAX;
    for _ in 0..5 {
        least = least.min(statements(hub, employers).await);
    }
    least
}

#[tokio::test]
async fn however_many_employers_there_are_the_statements_are_the_same() {
    tracing::subscriber::set_global_default(Counter).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("many.db").display()))
        .await
        .unwrap();
    let now: Timestamp = "2023-05-17T09:00:00+02:00".parse().unwrap();
    let http = HttpClient::new(HttpClient::CALL_TIMEOUT).unwrap();
    let hub = Hub::new(
        store.clone(),
        Vault::new(&[7; 32]),
        Surroundings::starting_at(now),
        http,
        "tester",
    );
    employer(&store, 1, now).await;
    let of_one = least(&hub, 1).await;
    for number in 2..=30 {
        employer(&store, number, now).await;
    }
    assert_eq!(least(&hub, 30).await, of_one);
    assert!((1..=40).contains(&of_one), "{of_one}");
}
