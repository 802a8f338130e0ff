//! A store with people in it, for what is measured without Nmbrs.

use crate::samples::Sample;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::{ImportId, OrganisationId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_hub::{Hub, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_store::{Badge, Import, ImportChange, Person, ShiftSource, Store, StoredShift};
use tempfile::TempDir;
use uuid::Uuid;

/// A SQLite file that is gone with its folder.
pub struct SqliteFile(TempDir);

impl SqliteFile {
    /// A file in a folder of its own, made when it is opened.
    pub fn new() -> std::io::Result<Self> {
        tempfile::Builder::new().prefix("loonbrug-measure-").tempdir().map(Self)
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.0.path().join("measure.db").display())
    }
}

/// An organisation with people.
pub struct Company {
    /// The hub.
    pub hub: Hub,
    /// The organisation.
    pub organisation: OrganisationId,
    people: Vec<PersonId>,
}

impl Company {
    /// Makes the people in the database at this address, numbered from 1001.
    pub async fn found(url: &str, people: i64) -> anyhow::Result<Self> {
        let store = Store::open(url).await?;
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT)?;
        let hub = Hub::new(store, Vault::new(&[0; 32]), Surroundings::real(), http, "measure");
        let organisation = hub.ensure_organisation("Voorbeeld").await?.id;
        let people: Vec<Person> = (0..people)
            .map(|place| person(&hub, organisation, 1001 + place))
            .collect();
        hub.store.put_people(&people).await?;
        Ok(Self {
            hub,
            organisation,
            people: people.into_iter().map(|person| person.id).collect(),
        })
    }

    /// A clock terminal `Kassa`, and a badge for everybody from the first of January 2023 on.
    pub async fn with_badges(&self) -> anyhow::Result<()> {
        self.hub.add_terminal(self.organisation, "Kassa").await?;
        let badges: Vec<Badge> = (0..)
            .zip(&self.people)
            .map(|(place, person)| {
                Ok(Badge {
                    number: BadgeNumber::parse(&badge(place))?,
                    from: Date::constant(2023, 1, 1),
                    person: Some(*person),
                })
            })
            .collect::<anyhow::Result<_>>()?;
        self.hub.store.put_badges(self.organisation, &badges).await?;
        Ok(())
    }

    /// A file of its own with these shifts of its people, as they are stored.
    #[must_use]
    pub fn import(&self, samples: impl Iterator<Item = Sample>) -> ImportChange {
        let import = self.new_import();
        let add_shifts = samples
            .filter_map(|sample| {
                let place = usize::try_from(sample.number - 1001).ok()?;
                Some(self.shift(*self.people.get(place)?, &sample, import.id))
            })
            .collect();
        ImportChange {
            import,
            add_shifts,
            add_hour_lines: Vec::new(),
            supersede_shifts: Vec::new(),
            supersede_hour_lines: Vec::new(),
        }
    }

    fn new_import(&self) -> Import {
        let id = self.identity();
        let mut file_hash = [0; 32];
        let (start, _) = file_hash.split_at_mut(16);
        start.copy_from_slice(id.as_bytes());
        let imported_at: Timestamp = self.hub.surroundings.now();
        Import {
            id: ImportId(id),
            organisation: self.organisation,
            file_name: "shifts.csv".into(),
            file_hash,
            imported_at,
            imported_by: "measure".into(),
        }
    }

    fn shift(&self, person: PersonId, sample: &Sample, import: ImportId) -> StoredShift {
        let id = self.identity();
        StoredShift {
            id: ShiftId(id),
            entry: ShiftEntryId(id),
            revision: 1,
            person,
            date: sample.date,
            start_minute: sample.start,
            end_minute: sample.end,
            second_pass: None,
            break_minutes: sample.pause,
            group: Some("Kassa".into()),
            factor_minutes: Vec::new(),
            source: ShiftSource::Import,
            import: Some(import),
        }
    }

    fn identity(&self) -> Uuid {
        self.hub.surroundings.identity()
    }
}

/// The number of the badge of the person in this place.
#[must_use]
pub fn badge(place: i64) -> String {
    format!("{place:015}")
}

fn person(hub: &Hub, organisation: OrganisationId, number: i64) -> Person {
    Person {
        id: PersonId(hub.surroundings.identity()),
        organisation,
        number: Some(number),
        first_name: "Sanne".into(),
        prefix: "van".into(),
        last_name: format!("Voorbeeld {number}"),
        work_email: Some(format!("{number}@example.nl")),
        birth_date: None,
        contract_type: None,
        active: true,
    }
}
