//! Couplings with Nmbrs: state, rights, and going on.

use crate::asked::{In, Query};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use crate::words::word;
use axum::Json;
use loonbrug_domain::Language;
use loonbrug_hub::{OpenCoupling, RightChecked};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A coupling (koppeling) of an employer with one company in Nmbrs.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000002",
    "name": "Voorbeeld Retail",
    "interface": "soap",
    "company_number": "1",
    "company_name": "Voorbeeld Retail",
    "frequency": "monthly",
    "takes_over_contract_hours": true,
    "paused": null,
}))]
pub struct Coupling {
    /// Identity.
    id: Uuid,
    /// Name.
    name: String,
    /// `soap` (token) or `rest` (log-in).
    interface: String,
    /// Number of the company in Nmbrs.
    company_number: String,
    /// Name of the company in Nmbrs.
    company_name: String,
    /// How often it pays: `monthly`, `four-weekly` or `weekly`.
    frequency: String,
    /// Whether contract hours are taken over from Nmbrs each night.
    takes_over_contract_hours: bool,
    /// Why it stands still, and what to do; `null` while it works.
    paused: Option<String>,
}

impl Coupling {
    fn of(coupling: &OpenCoupling, language: Language) -> Self {
        let (row, settings) = (&coupling.row, &coupling.settings);
        Self {
            id: row.id.0,
            name: row.name.clone(),
            interface: word(&settings.interface),
            company_number: settings.company.number.clone(),
            company_name: settings.company.name.clone(),
            frequency: word(&settings.company.frequency),
            takes_over_contract_hours: settings.contract_hours,
            paused: coupling.paused().map(|reason| reason.text(language).to_owned()),
        }
    }
}

/// A right that a coupling needs in Nmbrs, as it was found.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "capability": "insert-hours",
    "calls": ["HourComponentVar_Insert"],
    "name": "Hours: insert",
    "need": "required",
    "proof": "present",
    "lost": "Uren kunnen niet worden doorgegeven.",
    "place": "Gebruikerstemplate",
}))]
pub struct CheckedRight {
    /// What it is for.
    capability: String,
    /// The calls, as Nmbrs lists them.
    calls: Vec<&'static str>,
    /// How the right is named where it is switched on.
    name: &'static str,
    /// `required`, or `degrades`: without it something is done in another way.
    need: String,
    /// `present`, `missing`, or `unproven`: the answer told neither.
    proof: String,
    /// What is lost without it.
    lost: &'static str,
    /// Where it is switched on.
    place: &'static str,
}

impl CheckedRight {
    fn of(checked: RightChecked, language: Language) -> Self {
        Self {
            capability: word(&checked.capability),
            need: word(&checked.need),
            proof: word(&checked.proof),
            lost: language.pick(checked.lost_nl, checked.lost_en),
            place: language.pick(checked.where_nl, checked.where_en),
            calls: checked.calls,
            name: checked.right,
        }
    }
}

/// The couplings of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings", operation_id = "listCouplings", tag = "couplings",
    summary = "The couplings of an employer",
    params(Paging),
    responses((status = 200, description = "A page of couplings, by identity.", body = Page<Coupling>)),
)]
pub async fn list(
    guarded: Guarded,
    In(language): In,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Coupling>>, Failure> {
    let couplings = guarded.couplings().await?;
    let view = |coupling: OpenCoupling| Coupling::of(&coupling, language);
    Ok(Json(paging.page(couplings, |one| one.id().to_string(), view)?))
}

/// One coupling.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}", operation_id = "getCoupling", tag = "couplings",
    summary = "A coupling",
    responses((status = 200, description = "The coupling.", body = Coupling)),
)]
pub async fn show(guarded: Guarded, In(language): In) -> Result<Json<Coupling>, Failure> {
    Ok(Json(Coupling::of(&guarded.coupling().await?, language)))
}

/// Tries each call that the coupling needs. Reads are made; writes are tried for an employee who cannot exist, so nothing
/// changes in Nmbrs.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/rights-check", operation_id = "checkRights",
    tag = "couplings",
    summary = "Check the rights of the account in Nmbrs",
    responses((status = 200, description = "Every right that the coupling needs.", body = Vec<CheckedRight>)),
)]
pub async fn check_rights(guarded: Guarded, In(language): In) -> Result<Json<Vec<CheckedRight>>, Failure> {
    let coupling = guarded.coupling().await?;
    let rights = guarded.hub().check_rights(&coupling).await?;
    let shown = rights.into_iter().map(|right| CheckedRight::of(right, language));
    Ok(Json(shown.collect()))
}

/// Lets a coupling that stands still go on. One that works stays as it is.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/resume", operation_id = "resumeCoupling",
    tag = "couplings",
    summary = "Let a paused coupling go on",
    responses((status = 200, description = "The coupling as it is now.", body = Coupling)),
)]
pub async fn resume(guarded: Guarded, In(language): In) -> Result<Json<Coupling>, Failure> {
    let coupling = guarded.coupling().await?;
    let coupling = match coupling.paused() {
        Some(_) => guarded.hub().resume(&coupling).await?,
        None => coupling,
    };
    Ok(Json(Coupling::of(&coupling, language)))
}

/// Takes the authorisation at Nmbrs away (autorisatie verwijderen) and forgets the log-in, unless another coupling works with
/// it. The coupling stands still; what it did stays. Only a person can link it again.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/unlinking", operation_id = "unlinkCoupling",
    tag = "couplings",
    summary = "Take the authorisation of a coupling away",
    responses((status = 200, description = "The coupling as it is now.", body = Coupling)),
)]
pub async fn unlink(guarded: Guarded, In(language): In) -> Result<Json<Coupling>, Failure> {
    let unlinked = guarded.hub().unlink(&guarded.coupling().await?).await?;
    Ok(Json(Coupling::of(&unlinked, language)))
}
