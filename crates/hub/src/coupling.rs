//! Couplings (koppelingen): an organisation joined with one Nmbrs company.

use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::pause_reason::PauseReason;
use crate::settings::CouplingSettings;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_nmbrs::capability::Capability;
use loonbrug_nmbrs::{Reader, RemoteId};
use loonbrug_store::Coupling;

/// A coupling with its settings read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenCoupling {
    /// The row.
    pub row: Coupling,
    /// Its settings.
    pub settings: CouplingSettings,
}

impl OpenCoupling {
    /// Reads the settings of a row.
    pub fn open(row: Coupling) -> Result<Self, HubError> {
        match serde_json::from_str(&row.settings) {
            Ok(settings) => Ok(Self { row, settings }),
            Err(source) => Err(HubError::Settings {
                coupling: row.name,
                source,
            }),
        }
    }

    /// Identity.
    #[must_use]
    pub const fn id(&self) -> CouplingId {
        self.row.id
    }

    /// Owner.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.row.organisation
    }

    /// The coupling that keeps the log-in: this one, or the one whose log-in it shares.
    #[must_use]
    pub fn login(&self) -> CouplingId {
        self.settings.shares_login_of.unwrap_or(self.row.id)
    }

    /// The id of the company over the coupling's interface.
    pub fn company(&self) -> Result<RemoteId, HubError> {
        let company = self.settings.company.remote_id(self.settings.interface);
        company.ok_or_else(|| Refusal::CompanyIdUnknown.into())
    }

    /// The name of the lease that keeps two runs from sending to one company at once.
    #[must_use]
    pub fn company_lease(&self) -> String {
        format!(
            "nmbrs {} company {}",
            self.row.organisation, self.settings.company.number
        )
    }

    /// Whether the account is known to lack a right.
    #[must_use]
    pub fn lacks(&self, capability: Capability) -> bool {
        self.settings.missing_rights.contains(&capability)
    }

    /// Why the coupling stands still, if it does.
    #[must_use]
    pub fn paused(&self) -> Option<PauseReason> {
        self.row.paused.as_deref().map(PauseReason::stored)
    }

    /// Refuses when the coupling stands still.
    pub fn must_work(&self) -> Result<(), HubError> {
        match self.paused() {
            None => Ok(()),
            Some(reason) => Err(Refusal::Paused {
                coupling: self.row.name.clone(),
                reason,
            }
            .into()),
        }
    }
}

impl Hub {
    /// All couplings.
    pub async fn couplings(&self) -> Result<Vec<OpenCoupling>, HubError> {
        self.store
            .couplings()
            .await?
            .into_iter()
            .map(OpenCoupling::open)
            .collect()
    }

    /// The couplings of an organisation, by name.
    pub async fn couplings_of(&self, organisation: OrganisationId) -> Result<Vec<OpenCoupling>, HubError> {
        let rows = self.store.couplings_of(organisation).await?;
        rows.into_iter().map(OpenCoupling::open).collect()
    }

    /// The coupling of this name.
    pub async fn coupling(&self, name: &str) -> Result<OpenCoupling, HubError> {
        let row = self.store.coupling_named(name).await?;
        OpenCoupling::open(row.ok_or_else(|| Refusal::NoCoupling(name.to_owned()))?)
    }

    /// Refuses a name that is taken, and a company with which the organisation, if it is there, has a coupling.
    pub async fn may_be_added(
        &self,
        organisation: Option<OrganisationId>,
        name: &str,
        settings: &CouplingSettings,
    ) -> Result<(), HubError> {
        let couplings = self.couplings().await?;
        if couplings.iter().any(|coupling| coupling.row.name == name) {
            return Err(Refusal::CouplingExists(name.to_owned()).into());
        }
        let of_company = couplings.into_iter().find(|coupling| {
            Some(coupling.organisation()) == organisation && coupling.settings.same_company_as(settings)
        });
        match of_company {
            None => Ok(()),
            Some(coupling) => Err(Refusal::CompanyCoupled {
                company: settings.company.name.clone(),
                coupling: coupling.row.name,
            }
            .into()),
        }
    }

    /// Adds a coupling.
    pub async fn add_coupling(
        &self,
        organisation: OrganisationId,
        name: &str,
        settings: &CouplingSettings,
    ) -> Result<OpenCoupling, HubError> {
        self.may_be_added(Some(organisation), name, settings).await?;
        let row = Coupling {
            id: CouplingId(self.surroundings.identity()),
            organisation,
            name: name.to_owned(),
            settings: checked(name, settings)?,
            paused: None,
            version: 1,
            created_at: self.surroundings.now(),
        };
        self.store.insert_coupling(&row).await?;
        self.audit(Some(organisation), "coupling.added", name, &row.settings)
            .await?;
        OpenCoupling::open(row)
    }

    /// Stores changed settings; what somebody else stored meanwhile is not overwritten.
    pub async fn save_settings(
        &self,
        coupling: &OpenCoupling,
        settings: &CouplingSettings,
    ) -> Result<OpenCoupling, HubError> {
        let row = Coupling {
            settings: checked(&coupling.row.name, settings)?,
            ..coupling.row.clone()
        };
        self.update(row, "coupling.changed").await
    }

    /// Stops the coupling until a person has mended what is wrong; nothing is lost.
    pub async fn pause(&self, coupling: &OpenCoupling, reason: &PauseReason) -> Result<OpenCoupling, HubError> {
        self.update(
            Coupling {
                paused: Some(reason.to_stored()),
                ..coupling.row.clone()
            },
            "coupling.paused",
        )
        .await
    }

    /// Lets the coupling go on.
    pub async fn resume(&self, coupling: &OpenCoupling) -> Result<OpenCoupling, HubError> {
        if coupling.row.paused.is_none() {
            return Ok(coupling.clone());
        }
        self.update(
            Coupling {
                paused: None,
                ..coupling.row.clone()
            },
            "coupling.resumed",
        )
        .await
    }

    async fn update(&self, row: Coupling, action: &str) -> Result<OpenCoupling, HubError> {
        let detail = serde_json::json!({ "paused": row.paused }).to_string();
        let entry = self.audit_entry(Some(row.organisation), action, &row.name, &detail);
        if !self.store.update_coupling(&row, &[entry]).await? {
            return Err(Refusal::ChangedMeanwhile(row.name).into());
        }
        self.coupling(&row.name).await
    }

    /// The reading half of the coupling's connection.
    pub async fn reader(&self, coupling: &OpenCoupling) -> Result<Reader, HubError> {
        Ok(self.connection(coupling).await?.reader())
    }

    /// Remembers what a fault says of the coupling: one that asks for a person pauses it.
    pub async fn heed(&self, coupling: &OpenCoupling, error: HubError) -> HubError {
        let HubError::Nmbrs(fault) = &error else { return error };
        if fault.class != loonbrug_nmbrs::FaultClass::Pause {
            return error;
        }
        match self.pause(coupling, &PauseReason::of_fault(fault)).await {
            Ok(_) => error,
            Err(failed) => failed,
        }
    }
}

/// The settings as they are stored.
fn checked(name: &str, settings: &CouplingSettings) -> Result<String, HubError> {
    settings.check()?;
    serde_json::to_string(settings).map_err(|source| HubError::Settings {
        coupling: name.to_owned(),
        source,
    })
}
