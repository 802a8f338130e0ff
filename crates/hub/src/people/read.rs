//! Reading a whole company: a dozen calls, however many people, and no more in memory than a few of them at once.

use super::names::name_of;
use super::plan::{Facts, active_on};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use futures::StreamExt as _;
use loonbrug_domain::Date;
use loonbrug_domain::people::{Contract, EmployeeKind};
use loonbrug_nmbrs::{EmployeeRecord, Fault, FaultCode, Reader, RecordContent, RecordKind, RemoteId};
use loonbrug_store::{Link, RemoteRecord};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Records are stored in portions of this size.
const PORTION: usize = 500;

/// The kinds that are read, the list first: it says who the others are about.
pub const KINDS: [RecordKind; 6] = [
    RecordKind::Identity,
    RecordKind::Personal,
    RecordKind::Employment,
    RecordKind::Contract,
    RecordKind::Schedule,
    RecordKind::Salary,
];

/// Whether what was read is stored, or only looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storing {
    /// Looked at.
    No,
    /// Stored where it changed.
    Yes,
}

/// What a read of a whole company gave.
#[derive(Clone, Debug, Default)]
pub struct CompanyRead {
    /// Everyone, by number.
    pub facts: BTreeMap<i64, Facts>,
    /// Records that were known and changed.
    pub changed: Vec<(i64, RecordKind)>,
    /// Records that were not known.
    pub added: usize,
    /// The number of each employee, by the id over the interface that was read.
    pub numbers: HashMap<RemoteId, i64>,
    /// Kinds that the account may not read, and that the flow can do without.
    pub left_out: Vec<RecordKind>,
    /// Numbers that the list held before and holds no longer; empty unless the list was read whole.
    pub gone: Vec<i64>,
}

impl CompanyRead {
    /// The number that a linked employee has now: the id leads, because a number may be given anew.
    #[must_use]
    pub fn number_of(&self, link: &Link) -> i64 {
        let by_number = link
            .remote_number
            .and_then(|number| self.numbers.get(&RemoteId::Number(number)));
        let by_uuid = link
            .remote_uuid
            .and_then(|uuid| self.numbers.get(&RemoteId::Uuid(uuid)));
        by_number.or(by_uuid).copied().unwrap_or(link.employee_number)
    }
}

/// The word of a kind, as it is stored.
#[must_use]
pub const fn kind_word(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Identity => "identity",
        RecordKind::Personal => "personal",
        RecordKind::Employment => "employment",
        RecordKind::Contract => "contract",
        RecordKind::Schedule => "schedule",
        RecordKind::Salary => "salary",
    }
}

/// Whether the flow goes on without a kind that may not be read.
fn may_be_left_out(kind: RecordKind, fault: &Fault) -> bool {
    matches!(kind, RecordKind::Schedule | RecordKind::Salary) && fault.code == Some(FaultCode::UnauthorisedMethod)
}

/// One read of one company.
pub struct CompanyReading<'a> {
    hub: &'a Hub,
    coupling: &'a OpenCoupling,
    reader: Reader,
    storing: Storing,
    today: Date,
    read: CompanyRead,
}

impl<'a> CompanyReading<'a> {
    /// A read that has not begun.
    pub fn new(hub: &'a Hub, coupling: &'a OpenCoupling, reader: Reader, storing: Storing) -> Self {
        let today = hub.surroundings.today();
        Self {
            hub,
            coupling,
            reader,
            storing,
            today,
            read: CompanyRead::default(),
        }
    }

    /// Reads all kinds. An answer that breaks off is an error: what it did not tell is never taken as gone.
    pub async fn whole(mut self) -> Result<CompanyRead, HubError> {
        for kind in KINDS {
            self.hub.progress.begin(kind_word(kind), self.read.facts.len());
            match self.kind(kind).await {
                Err(HubError::Nmbrs(fault)) if may_be_left_out(kind, &fault) => self.read.left_out.push(kind),
                outcome => outcome?,
            }
        }
        Ok(self.read)
    }

    async fn kind(&mut self, kind: RecordKind) -> Result<(), HubError> {
        let word = kind_word(kind);
        let known = self.hub.store.remote_hashes(self.coupling.id(), word).await?;
        let mut seen = HashSet::new();
        let mut portion = Vec::with_capacity(PORTION);
        let mut records = self.reader.records(self.coupling.company()?, kind);
        while let Some(record) = records.next().await {
            let EmployeeRecord { employee, content } = record?;
            let Some(number) = self.take_in(employee, &content) else {
                continue;
            };
            self.hub.progress.advance(1);
            let content = self.kept(content);
            let text = serde_json::to_vec(&content).map_err(|source| HubError::Settings {
                coupling: self.coupling.row.name.clone(),
                source,
            })?;
            let hash = self.hub.vault.fingerprint(&text);
            seen.insert(number);
            match known.get(&number) {
                Some((before, true)) if *before == hash => continue,
                Some(_) => self.read.changed.push((number, kind)),
                None => self.read.added += 1,
            }
            portion.push(self.record(number, kind, hash, &text)?);
            if portion.len() == PORTION {
                self.put(&mut portion).await?;
            }
        }
        self.put(&mut portion).await?;
        let gone: Vec<i64> = known
            .iter()
            .filter(|(number, (_, present))| *present && !seen.contains(number))
            .map(|(n, _)| *n)
            .collect();
        self.mark_gone(kind, gone).await
    }

    /// Takes what matching and importing need; gives the employee's number, or nothing for someone outside the payroll.
    fn take_in(&mut self, employee: RemoteId, content: &RecordContent) -> Option<i64> {
        if let RecordContent::Identity(identity) = content {
            // Only one of the interfaces lists applicants and the like: they are nobody's business here.
            if identity.kind == EmployeeKind::Other {
                return None;
            }
            self.read.numbers.insert(employee, identity.number);
            let facts = Facts::identity(employee, identity.number, &identity.display_name, identity.kind);
            // Somebody who left and came back stands in two lists: the payroll's record leads.
            let stands = self.read.facts.get(&identity.number);
            if stands.is_none_or(|stands| !stands.in_payroll) {
                self.read.facts.insert(identity.number, facts);
            } else if identity.kind != EmployeeKind::Payroll {
                return None;
            }
            return Some(identity.number);
        }
        let number = *self.read.numbers.get(&employee)?;
        let facts = self.read.facts.get_mut(&number)?;
        match content {
            RecordContent::Personal(info) => {
                facts.name = name_of(info);
                facts.first_name = info
                    .first_name
                    .clone()
                    .or_else(|| info.initials.clone())
                    .unwrap_or_default();
                facts.prefix = info.prefix.clone().unwrap_or_default();
                facts.last_name.clone_from(&info.last_name);
                facts.work_email.clone_from(&info.work_email);
                facts.birth_date = info.birth_date;
            }
            RecordContent::Contract(contracts) => facts.active_contract = active_on(contracts, self.today),
            _ => {}
        }
        Some(number)
    }

    /// What is kept of a record: contract hours only where the setting says so (manual viqz).
    fn kept(&self, content: RecordContent) -> RecordContent {
        match content {
            RecordContent::Contract(contracts) if !self.coupling.settings.contract_hours => {
                let without = |contract| Contract {
                    weekly_hours_thousandths: None,
                    ..contract
                };
                RecordContent::Contract(contracts.into_iter().map(without).collect())
            }
            other => other,
        }
    }

    fn record(&self, number: i64, kind: RecordKind, hash: [u8; 32], text: &[u8]) -> Result<RemoteRecord, HubError> {
        Ok(RemoteRecord {
            employee_number: number,
            kind: kind_word(kind).to_owned(),
            hash,
            content: self.hub.seal_record(self.coupling, kind, text)?,
            present: true,
        })
    }

    async fn put(&self, portion: &mut Vec<RemoteRecord>) -> Result<(), HubError> {
        if self.storing == Storing::Yes && !portion.is_empty() {
            let now = self.hub.surroundings.now();
            let (organisation, coupling) = (self.coupling.organisation(), self.coupling.id());
            self.hub
                .store
                .put_remote_records(organisation, coupling, portion, now)
                .await?;
        }
        portion.clear();
        Ok(())
    }

    async fn mark_gone(&mut self, kind: RecordKind, gone: Vec<i64>) -> Result<(), HubError> {
        if self.storing == Storing::Yes && !gone.is_empty() {
            let (organisation, coupling) = (self.coupling.organisation(), self.coupling.id());
            self.hub
                .store
                .set_present(organisation, coupling, kind_word(kind), &gone, false)
                .await?;
        }
        if kind == RecordKind::Identity {
            self.read.gone = gone;
        }
        Ok(())
    }
}
