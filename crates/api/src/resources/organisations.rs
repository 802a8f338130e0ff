//! Employers.

use crate::asked::Query;
use crate::failure::Failure;
use crate::guard::Caller;
use crate::paging::{Page, Paging};
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::ids::OrganisationId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An employer (werkgever): the owner of everything else.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000001",
    "name": "Voorbeeld Retail",
    "created_at": "2023-05-01T09:00:00Z",
}))]
pub struct Organisation {
    /// Identity.
    id: Uuid,
    /// Name, unique in the installation.
    name: String,
    /// When it was added.
    created_at: Timestamp,
}

impl From<loonbrug_store::Organisation> for Organisation {
    fn from(organisation: loonbrug_store::Organisation) -> Self {
        Self {
            id: organisation.id.0,
            name: organisation.name,
            created_at: organisation.created_at,
        }
    }
}

async fn own(caller: &Caller) -> Result<Vec<loonbrug_store::Organisation>, Failure> {
    let mut organisations = caller.hub.store.organisations().await?;
    organisations.retain(|organisation| organisation.id == caller.program.organisation);
    Ok(organisations)
}

/// The employers of the token: a token is for one.
#[utoipa::path(
    get, path = "/organisations", operation_id = "listOrganisations", tag = "organisations",
    summary = "The employers that the token is for",
    params(Paging),
    responses((status = 200, description = "A page of employers, by identity.", body = Page<Organisation>)),
)]
pub async fn list(caller: Caller, Query(paging): Query<Paging>) -> Result<Json<Page<Organisation>>, Failure> {
    let organisations = own(&caller).await?;
    let page = paging.page(organisations, |one| one.id.to_string(), Organisation::from)?;
    Ok(Json(page))
}

/// One employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}", operation_id = "getOrganisation", tag = "organisations",
    summary = "An employer",
    responses((status = 200, description = "The employer.", body = Organisation)),
)]
pub async fn show(caller: Caller) -> Result<Json<Organisation>, Failure> {
    let id: OrganisationId = caller.named("organisation")?;
    let found = own(&caller).await?.into_iter().find(|one| one.id == id);
    Ok(Json(found.ok_or(Failure::NotFound)?.into()))
}
