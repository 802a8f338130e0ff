//! What the user may do: SOAP methods, OAuth scopes, companies, the token and the grants.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};

use super::error::Refusal;
use crate::data::log_in;
use crate::state::AppState;
use crate::world::{User, World};

/// Changes of the rights of one user; what is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// E-mail address; the user of the data set when left out.
    user: Option<String>,
    /// SOAP methods that are off, as `EmployeeService.HourComponentVar_*`; the list replaces the one before.
    methods_off: Option<BTreeSet<String>>,
    /// OAuth scopes that are off; the list replaces the one before.
    scopes_off: Option<BTreeSet<String>>,
    /// Whether the API token works.
    token_active: Option<bool>,
    /// Companies that are visible, by number; an empty list is all of them.
    companies: Option<Vec<i32>>,
    /// Ends every grant of the identity service, as a user who takes the consent back.
    #[serde(default)]
    revoke_grants: bool,
}

/// The rights of one user.
#[derive(Debug, Serialize)]
pub struct Rights {
    user: String,
    domain: String,
    methods_off: BTreeSet<String>,
    scopes_off: BTreeSet<String>,
    token_active: bool,
    /// Numbers; empty is all of them.
    companies: Vec<i32>,
}

impl Rights {
    fn of(world: &World, user: &User) -> Self {
        let visible = user
            .sight
            .companies
            .iter()
            .flatten()
            .filter_map(|id| world.companies.get(id));
        Self {
            user: user.email.clone(),
            domain: user.domain.clone(),
            methods_off: user.methods_off.clone(),
            scopes_off: user.scopes_off.clone(),
            token_active: user.token_active,
            companies: visible.map(|company| company.number).collect(),
        }
    }
}

/// The rights of every user.
pub async fn rights(State(state): State<AppState>) -> Json<Vec<Rights>> {
    let world = state.play.world();
    Json(world.users.iter().map(|user| Rights::of(&world, user)).collect())
}

/// Changes the rights of a user.
pub async fn change(
    State(state): State<AppState>,
    body: Result<Json<Change>, JsonRejection>,
) -> Result<Json<Rights>, Refusal> {
    let change = body?.0;
    let email = change.user.as_deref().unwrap_or(log_in::EMAIL).to_owned();
    let mut world = state.play.world_mut();
    let companies = change.companies.map(|numbers| visible(&world, &numbers)).transpose()?;
    if change.revoke_grants {
        world.grants.revoke_user(&email);
    }
    let user = world.users.iter_mut().find(|user| user.email == email);
    let user = user.ok_or_else(|| Refusal::missing(format!("no user {email}")))?;
    user.methods_off = change.methods_off.unwrap_or_else(|| user.methods_off.clone());
    user.scopes_off = change.scopes_off.unwrap_or_else(|| user.scopes_off.clone());
    user.token_active = change.token_active.unwrap_or(user.token_active);
    if let Some(companies) = companies {
        user.sight.companies = companies;
    }
    let user = user.clone();
    Ok(Json(Rights::of(&world, &user)))
}

fn visible(world: &World, numbers: &[i32]) -> Result<Option<BTreeSet<i32>>, Refusal> {
    if numbers.is_empty() {
        return Ok(None);
    }
    let found = |number: &i32| {
        let company = world.company_by_number(*number);
        company
            .map(|company| company.id)
            .ok_or_else(|| Refusal::missing(format!("no company {number}")))
    };
    numbers.iter().map(found).collect::<Result<_, _>>().map(Some)
}
