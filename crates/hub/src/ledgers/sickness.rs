//! Cases of sickness: reported, changed, recovered.

use super::LedgerRefusal;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::Date;
use loonbrug_domain::ids::{OrganisationId, PersonId, SicknessCaseId};
use loonbrug_domain::sickness::{SicknessCase, Stage};
use loonbrug_store::StoredSicknessCase;

/// A report of sickness, as somebody makes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SicknessReport {
    /// Who.
    pub person: PersonId,
    /// The first sick day.
    pub first_day: Date,
    /// The part of the hours that is not worked: 1 to 100.
    pub percent: u32,
    /// The last sick day, as far as can be expected.
    pub expected_until: Option<Date>,
}

impl Hub {
    /// Reports somebody sick.
    pub async fn report_sick(
        &self,
        organisation: OrganisationId,
        report: SicknessReport,
    ) -> Result<SicknessCase, HubError> {
        let id = SicknessCaseId(self.surroundings.identity());
        let case = SicknessCase {
            expected_until: report.expected_until,
            ..SicknessCase::reported(id, report.person, report.first_day, report.percent)
        };
        self.put_case(organisation, case, 1, "sickness.reported").await
    }

    /// Changes the percentage of a case from a day on.
    pub async fn change_sickness(
        &self,
        organisation: OrganisationId,
        id: SicknessCaseId,
        stage: Stage,
    ) -> Result<SicknessCase, HubError> {
        let StoredSicknessCase { mut case, version, .. } = self.open_case(organisation, id).await?;
        case.stages.push(stage);
        self.put_case(organisation, case, version + 1, "sickness.changed").await
    }

    /// Reports somebody recovered: `on` is the first day of work.
    pub async fn report_recovered(
        &self,
        organisation: OrganisationId,
        id: SicknessCaseId,
        on: Date,
    ) -> Result<SicknessCase, HubError> {
        let StoredSicknessCase { mut case, version, .. } = self.open_case(organisation, id).await?;
        case.recovered_on = Some(on);
        case.stages.retain(|stage| stage.from < on);
        self.put_case(organisation, case, version + 1, "sickness.recovered")
            .await
    }

    /// Every case, by person and first day.
    pub async fn sickness_cases(&self, organisation: OrganisationId) -> Result<Vec<StoredSicknessCase>, HubError> {
        Ok(self.store.sickness_cases(organisation).await?)
    }

    /// A case that goes on.
    async fn open_case(
        &self,
        organisation: OrganisationId,
        id: SicknessCaseId,
    ) -> Result<StoredSicknessCase, HubError> {
        let stored = self.store.sickness_case(organisation, id).await?;
        let stored = stored.ok_or_else(|| {
            let (what, id) = ("case", id.to_string());
            Refusal::from(LedgerRefusal::NotThere { what, id })
        })?;
        match stored.case.recovered_on {
            Some(on) => Err(Refusal::from(LedgerRefusal::Recovered(on)).into()),
            None => Ok(stored),
        }
    }

    async fn put_case(
        &self,
        organisation: OrganisationId,
        case: SicknessCase,
        version: i64,
        action: &str,
    ) -> Result<SicknessCase, HubError> {
        let cases = self.store.sickness_cases(organisation).await?;
        let others = cases.into_iter().map(|stored| stored.case);
        let others: Vec<_> = others.filter(|other| other.person == case.person).collect();
        case.check(&others)
            .map_err(|error| Refusal::from(LedgerRefusal::from(error)))?;
        let stored = StoredSicknessCase {
            case,
            version,
            changed_at: self.surroundings.now(),
            changed_by: self.actor.clone(),
        };
        let entry = self.audit_entry(Some(organisation), action, &stored.case.id.to_string(), "{}");
        if !self.store.put_sickness_case(organisation, &stored, &[entry]).await? {
            return Err(Refusal::from(LedgerRefusal::Changed).into());
        }
        Ok(stored.case)
    }
}
