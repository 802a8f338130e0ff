//! What can be done to a coupling.

use super::codes::read_codes;
use super::refused;
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::asked::{coupling_address, coupling_of};
use crate::pages::linking::{factors_of, method_of, renew, token_of};
use crate::site::Site;
use axum::extract::{Path, State};
use loonbrug_hub::settings::{Corrections, CouplingSettings};
use loonbrug_hub::{Access, OpenCoupling};
use loonbrug_nmbrs::capability::Interface;

/// `POST …/couplings/{coupling}/settings`. What somebody else saved meanwhile is not overwritten.
pub async fn save(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let mut coupling = coupling_of(&guarded, &name).await?;
    let settings = match wanted(&guarded, &coupling, &fields).await {
        Ok(settings) => settings,
        Err(failure) => {
            let stored = coupling.settings.clone();
            return refused(&site, &guarded, &coupling, &stored, &failure).await;
        }
    };
    coupling.row.version = fields.text("version").parse().unwrap_or(coupling.row.version);
    match guarded.hub().save_settings(&coupling, &settings).await {
        Ok(_) => Ok(go_to(&coupling_address(&guarded, &name, "/settings?done=saved"))),
        Err(error) => refused(&site, &guarded, &coupling, &settings, &error.into()).await,
    }
}

async fn wanted(guarded: &Guarded, coupling: &OpenCoupling, fields: &Fields) -> Result<CouplingSettings, Failure> {
    let stored = &coupling.settings;
    let rule_set = fields.filled("rules").unwrap_or(&stored.rule_set).to_owned();
    // The fields on the page are those of the rules that held until now; new factors get their code after that.
    let shown = guarded.hub().rule_sets(guarded.id(), &stored.rule_set).await?;
    guarded.hub().rule_sets(guarded.id(), &rule_set).await?;
    let corrections = if fields.text("corrections") == "retroactive" {
        Corrections::Retroactive
    } else {
        Corrections::Difference
    };
    let settings = CouplingSettings {
        contract_hours: fields.text("contract-hours") != "no",
        surcharge_method: method_of(fields),
        corrections,
        rule_set,
        ..stored.clone()
    };
    read_codes(fields, &factors_of(&shown), settings)
}

/// `POST …/couplings/{coupling}/token`: a new API token in the place of one that no longer works.
pub async fn token(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    match with_token(&guarded, &coupling, &fields).await {
        Ok(()) => Ok(go_to(&coupling_address(&guarded, &name, "/settings?done=linked"))),
        Err(failure) => {
            let stored = coupling.settings.clone();
            refused(&site, &guarded, &coupling, &stored, &failure).await
        }
    }
}

async fn with_token(guarded: &Guarded, coupling: &OpenCoupling, fields: &Fields) -> Result<(), Failure> {
    if coupling.settings.interface != Interface::Soap {
        return Err(Failure::NotFound);
    }
    let (email, domain, token) = token_of(fields)?;
    let settings = CouplingSettings {
        email: Some(email),
        domain: Some(domain),
        ..coupling.settings.clone()
    };
    Ok(renew(guarded.hub(), coupling, &settings, &Access::Token { token }).await?)
}

/// `POST …/couplings/{coupling}/resume`: goes on after a pause.
pub async fn resume(guarded: Guarded, Path((_, name)): Path<(String, String)>, Posted(_): Posted) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    guarded.hub().resume(&coupling).await?;
    Ok(go_to(&coupling_address(&guarded, &name, "/settings?done=resumed")))
}

/// `POST …/couplings/{coupling}/unlink`: "Autorisatie verwijderen".
pub async fn unlink(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(_): Posted,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    guarded.hub().unlink(&coupling).await?;
    site.rights.forget(|of| of == coupling.id());
    site.models.forget(|of| of == coupling.id());
    Ok(go_to(&coupling_address(&guarded, &name, "/settings?done=unlinked")))
}
