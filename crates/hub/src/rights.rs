//! Rights check (rechtencontrole, N4): which calls a coupling needs, and which of them the account may not make.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::sender::Sender;
use futures::StreamExt as _;
use loonbrug_domain::PayPeriod;
use loonbrug_nmbrs::capability::{Capability, Need, Offer, Proof, offers};
use loonbrug_nmbrs::{Fault, FaultCode, Reader, RecordKind, RemoteId};
use loonbrug_store::Lease;
use serde::Serialize;
use std::collections::HashMap;

/// What is known of one right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RightChecked {
    /// What it is for.
    pub capability: Capability,
    /// The calls, as Nmbrs lists them.
    pub calls: Vec<&'static str>,
    /// How the right is named where it is switched on.
    pub right: &'static str,
    /// How badly it is needed.
    pub need: Need,
    /// What was found.
    pub proof: Proof,
    /// What is lost without it, in Dutch.
    pub lost_nl: &'static str,
    /// What is lost without it, in English.
    pub lost_en: &'static str,
    /// Where to switch it on, in Dutch.
    pub where_nl: &'static str,
    /// Where to switch it on, in English.
    pub where_en: &'static str,
}

impl Hub {
    /// Tries each call that the coupling needs: reads are made, writes are made for an employee who cannot exist.
    pub async fn check_rights(&self, coupling: &OpenCoupling) -> Result<Vec<RightChecked>, HubError> {
        let lease = self
            .take_lease(&coupling.company_lease(), &coupling.settings.company.name)
            .await?;
        let outcome = self.try_rights(coupling, lease.lease()).await;
        lease.release().await?;
        let checked = outcome?;
        self.remember_rights(coupling, &checked).await?;
        Ok(checked)
    }

    async fn try_rights(&self, coupling: &OpenCoupling, lease: &Lease) -> Result<Vec<RightChecked>, HubError> {
        let reader = self.reader(coupling).await?;
        let nobody = HashMap::new();
        let sender = Sender::open(self, coupling, lease, &nobody).await?;
        let mut checked = Vec::new();
        let interface = coupling.settings.interface;
        self.progress.begin("rights", offers(interface).count());
        for offer in offers(interface) {
            let proof = match self.read_proof(coupling, &reader, offer.capability).await? {
                Some(proof) => proof,
                None => proof_of_probe(sender.probe(offer.capability).await)?,
            };
            checked.push(right(offer, proof));
            self.progress.advance(1);
        }
        Ok(checked)
    }

    /// What a read proves; nothing for a capability that writes.
    async fn read_proof(
        &self,
        coupling: &OpenCoupling,
        reader: &Reader,
        capability: Capability,
    ) -> Result<Option<Proof>, HubError> {
        let company = coupling.company()?;
        let period = PayPeriod::containing(coupling.settings.company.frequency, self.surroundings.today());
        let answer = match capability {
            Capability::Debtors => reader.debtors().await.map(drop),
            Capability::Companies => reader.companies(None).await.map(drop),
            Capability::HourCodes => reader.hour_codes(company).await.map(drop),
            Capability::CurrentPeriod => reader.current_period(company).await.map(drop),
            Capability::Runs => reader.runs(company, period.year).await.map(drop),
            Capability::IdPairs => reader.id_pairs(company, "Employee").await.map(drop),
            Capability::Identity => first_record(reader, company, RecordKind::Identity).await,
            Capability::Personal => first_record(reader, company, RecordKind::Personal).await,
            Capability::Employment => first_record(reader, company, RecordKind::Employment).await,
            Capability::Contract => first_record(reader, company, RecordKind::Contract).await,
            Capability::Schedule => first_record(reader, company, RecordKind::Schedule).await,
            Capability::Salary => first_record(reader, company, RecordKind::Salary).await,
            Capability::ReadHours => reader
                .hours(nobody(company), period.year, period.number)
                .await
                .map(drop),
            Capability::ReadDays => reader.days(nobody(company), period.year, period.number).await.map(drop),
            Capability::WageCodes => reader.wage_codes(company).await.map(drop),
            Capability::ReadWages => reader
                .wages(company, nobody(company), period.year, period.number)
                .await
                .map(drop),
            Capability::InsertHours
            | Capability::InsertHoursBatch
            | Capability::UpdateHours
            | Capability::DeleteHours
            | Capability::SetDays
            | Capability::SetDaysBatch
            | Capability::InsertWages
            | Capability::InsertWagesBatch
            | Capability::UpdateWages
            | Capability::DeleteWages => return Ok(None),
        };
        proof_of_read(answer).map(Some)
    }

    async fn remember_rights(&self, coupling: &OpenCoupling, checked: &[RightChecked]) -> Result<(), HubError> {
        let missing: Vec<Capability> = checked
            .iter()
            .filter(|right| right.proof == Proof::Missing)
            .map(|right| right.capability)
            .collect();
        if missing != coupling.settings.missing_rights {
            let mut settings = coupling.settings.clone();
            settings.missing_rights = missing;
            self.save_settings(coupling, &settings).await?;
        }
        Ok(())
    }
}

/// An employee who cannot exist: an answer about him proves the right without touching anybody.
const fn nobody(company: RemoteId) -> RemoteId {
    match company {
        RemoteId::Number(_) => RemoteId::Number(0),
        RemoteId::Uuid(_) => RemoteId::Uuid(uuid::Uuid::nil()),
    }
}

async fn first_record(reader: &Reader, company: RemoteId, kind: RecordKind) -> Result<(), Fault> {
    reader.records(company, kind).next().await.transpose().map(drop)
}

fn proof_of_read(answer: Result<(), Fault>) -> Result<Proof, HubError> {
    match answer {
        Ok(()) => Ok(Proof::Present),
        Err(fault) => match fault.code {
            Some(FaultCode::UnauthorisedMethod) => Ok(Proof::Missing),
            Some(FaultCode::UnknownEmployee | FaultCode::NotFound | FaultCode::UnauthorisedData) => Ok(Proof::Present),
            _ if fault.class == loonbrug_nmbrs::FaultClass::Rejected => Ok(Proof::Unproven),
            _ => Err(fault.into()),
        },
    }
}

fn proof_of_probe(answer: Result<Proof, Fault>) -> Result<Proof, HubError> {
    match answer {
        Err(fault) if fault.class == loonbrug_nmbrs::FaultClass::Unknown => Ok(Proof::Unproven),
        other => Ok(other?),
    }
}

fn right(offer: &'static Offer, proof: Proof) -> RightChecked {
    RightChecked {
        capability: offer.capability,
        calls: offer.calls.to_vec(),
        right: offer.right,
        need: offer.need,
        proof,
        lost_nl: offer.lost_nl,
        lost_en: offer.lost_en,
        where_nl: offer.where_nl,
        where_en: offer.where_en,
    }
}
