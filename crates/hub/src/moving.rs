//! From token to log-in (N8): SOAP ends on 1 March 2027, and the coupling moves with its history.
//!
//! Numbers become UUIDs: of the company by its number, of people by Nmbrs's own converter or else by employee number, of
//! our rows by the mark that went along with them, which REST returns.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::login::Access;
use crate::people::employees_over;
use crate::sender::{Held, Kinds, NmbrsReading, Whose, read};
use crate::settings::CouplingSettings;
use futures::StreamExt as _;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::ids::PersonId;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_nmbrs::{Reader, RecordContent, RecordKind, RemoteId};
use loonbrug_store::{Lease, Link, Posting, PostingState, Transition};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What moved.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Moved {
    /// Linked people whose UUID is known now.
    pub people: usize,
    /// Rows of ours that were recognised.
    pub rows: usize,
    /// Rows of ours that Nmbrs does not show with our mark: they show as changed by hand until somebody decides.
    pub not_recognised: Vec<String>,
}

impl Hub {
    /// Moves a coupling to this log-in. People, mappings, postings and history stay.
    pub async fn move_to_login(&self, coupling: &OpenCoupling, access: &Access) -> Result<Moved, HubError> {
        let Access::Login { .. } = access else {
            return Err(Refusal::NeedsLogin.into());
        };
        let lease = self
            .take_lease(&coupling.company_lease(), &coupling.settings.company.name)
            .await?;
        let moved = self.moved(coupling, access, lease.lease()).await;
        lease.release().await?;
        moved
    }

    async fn moved(&self, coupling: &OpenCoupling, access: &Access, lease: &Lease) -> Result<Moved, HubError> {
        let draft = CouplingSettings {
            interface: Interface::Rest,
            ..coupling.settings.clone()
        };
        let reader = self.trial_connection(&draft, access).reader();
        let companies = reader.companies(None).await?;
        let company = companies.iter().find(|company| company.number == draft.company.number);
        let Some(RemoteId::Uuid(uuid)) = company.map(|company| company.id) else {
            let seen: Vec<&str> = companies.iter().map(|company| company.name.as_str()).collect();
            let wanted = draft.company.name.clone();
            return Err(Refusal::NoCompany {
                wanted,
                seen: seen.join(", "),
            }
            .into());
        };
        let mut settings = CouplingSettings {
            email: None,
            domain: None,
            missing_rights: Vec::new(),
            shares_login_of: None,
            ..draft
        };
        settings.company.remote_uuid = Some(uuid);
        self.learn_uuids(coupling, &reader, RemoteId::Uuid(uuid)).await?;
        self.hand_over_login(coupling).await?;
        let coupling = self.save_settings(coupling, &settings).await?;
        self.store_access(&coupling, access).await?;
        let coupling = self.resume(&coupling).await?;
        self.recognise_rows(&coupling, lease).await
    }

    /// Fills in the UUID of everyone who is linked.
    async fn learn_uuids(&self, coupling: &OpenCoupling, reader: &Reader, company: RemoteId) -> Result<(), HubError> {
        let mut by_number: HashMap<i64, uuid::Uuid> = HashMap::new();
        let mut people = reader.records(company, RecordKind::Identity);
        while let Some(record) = people.next().await {
            let record = record?;
            if let (RemoteId::Uuid(uuid), RecordContent::Identity(identity)) = (record.employee, record.content) {
                by_number.insert(identity.number, uuid);
            }
        }
        let links: Vec<Link> = self
            .store
            .links(coupling.id())
            .await?
            .into_iter()
            .filter(|link| link.remote_uuid.is_none())
            .filter_map(|link| {
                let remote_uuid = Some(*by_number.get(&link.employee_number)?);
                Some(Link { remote_uuid, ..link })
            })
            .collect();
        self.store.put_links(&links).await?;
        Ok(())
    }

    /// Gives our rows the ids that REST knows them by.
    async fn recognise_rows(&self, coupling: &OpenCoupling, lease: &Lease) -> Result<Moved, HubError> {
        let links = self.store.links(coupling.id()).await?;
        let employees = employees_over(&links, Interface::Rest);
        let mut moved = Moved {
            people: employees.len(),
            ..Moved::default()
        };
        let mut by_period: BTreeMap<PayPeriod, Vec<Posting>> = BTreeMap::new();
        for posting in self.store.all_postings(coupling.id()).await? {
            if posting.state == PostingState::Confirmed && posting.remote_id.as_deref().is_some_and(is_number) {
                by_period.entry(posting.period).or_default().push(posting);
            }
        }
        let reading = NmbrsReading::new(self.reader(coupling).await?, coupling)?;
        for (period, postings) in by_period {
            let people: BTreeSet<PersonId> = postings.iter().map(|posting| posting.person).collect();
            let whose: Vec<Whose> = people
                .into_iter()
                .filter_map(|person| {
                    Some(Whose {
                        person,
                        employee: *employees.get(&person)?,
                    })
                })
                .collect();
            let in_flight = coupling.settings.sending.in_flight;
            let (year, number, kinds) = (period.year, period.number, Kinds::of(&postings));
            let held = read(&reading, &whose, year, number, kinds, in_flight, &self.progress).await?;
            let changes = recognised(&postings, &held, &mut moved);
            self.store.transition(&changes, lease, self.surroundings.now()).await?;
        }
        Ok(moved)
    }
}

fn is_number(row: &str) -> bool {
    row.parse::<i64>().is_ok()
}

/// The changes of id of all postings of each row whose mark Nmbrs shows.
fn recognised(postings: &[Posting], held: &Held, moved: &mut Moved) -> Vec<Transition> {
    let mut by_row: BTreeMap<(&str, &str), Vec<&Posting>> = BTreeMap::new();
    for posting in postings {
        by_row
            .entry((&posting.kind, posting.remote_id.as_deref().unwrap_or_default()))
            .or_default()
            .push(posting);
    }
    let mut changes = Vec::new();
    for ((_, row), postings) in by_row {
        if postings.iter().any(|posting| posting.action == "remove") {
            continue;
        }
        let found = postings.iter().find_map(|posting| {
            let rows = held.get(&posting.person)?;
            rows.iter()
                .find(|held| held.comment.as_deref().is_some_and(|text| text.contains(&posting.mark)))
        });
        let Some(found) = found else {
            moved.not_recognised.push(row.to_owned());
            continue;
        };
        moved.rows += 1;
        changes.extend(postings.iter().map(|posting| Transition {
            posting: posting.id,
            from: PostingState::Confirmed,
            to: PostingState::Confirmed,
            remote_id: Some(found.observed.row.clone()),
            note: format!("row {row} recognised over REST by its mark"),
            payload_hash: None,
        }));
    }
    changes
}
