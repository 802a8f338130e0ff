//! The codes of a company's own models, as Nmbrs holds them now.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_nmbrs::{FaultClass, HourCode, WageCode};

/// The codes that lines can go under.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CompanyCodes {
    /// The hour model (urenmodel), by code.
    pub hours: Vec<HourCode>,
    /// The wage model (loonmodel), by code; nothing where the interface or the account does not tell.
    pub wages: Option<Vec<WageCode>>,
}

impl Hub {
    /// Reads the codes of the company. A fault at the hour model that asks for a person pauses the coupling; an account
    /// that may not read the wage model still works.
    pub async fn company_codes(&self, coupling: &OpenCoupling) -> Result<CompanyCodes, HubError> {
        coupling.must_work()?;
        let (reader, company) = (self.reader(coupling).await?, coupling.company()?);
        let mut hours = match reader.hour_codes(company).await {
            Ok(hours) => hours,
            Err(fault) => return Err(self.heed(coupling, fault.into()).await),
        };
        let mut wages = match reader.wage_codes(company).await {
            Err(fault) if fault.class == FaultClass::Pause => None,
            outcome => outcome?,
        };
        hours.sort_by_key(|code| code.code);
        if let Some(wages) = &mut wages {
            wages.sort_by_key(|code| code.code);
        }
        Ok(CompanyCodes { hours, wages })
    }
}
