//! One user: role, invitation, second factor, sessions.

use super::users::{GrantForm, Invitation};
use super::{Part, parts, proven, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::UserId;
use loonbrug_hub::access::{ListedSession, ListedUser};
use loonbrug_store::User;

#[derive(Template)]
#[template(path = "settings_user.html")]
struct UserPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    list: String,
    user: ListedUser,
    failed: Option<String>,
    invitation: Option<Invitation>,
    /// Whether the user may be changed as a whole.
    is_kept: bool,
    is_oneself: bool,
    sessions: Vec<ListedSession>,
    grant: GrantForm,
}

/// Somebody who is nothing here is not there.
async fn listed(guarded: &Guarded, id: &str) -> Result<ListedUser, Failure> {
    let id: UserId = id.parse().map_err(|_| Failure::NotFound)?;
    let users = guarded.hub().users(guarded.id()).await?;
    users.into_iter().find(|user| user.id == id).ok_or(Failure::NotFound)
}

/// The user as a whole, where the visitor may change that.
async fn kept(guarded: &Guarded, user: &ListedUser) -> Result<User, Failure> {
    Ok(guarded.hub().user_kept_by(&guarded.signed.visitor, user.id).await?)
}

async fn user_page(guarded: &Guarded, user: ListedUser) -> Result<UserPage, Failure> {
    let is_kept = kept(guarded, &user).await.is_ok();
    let sessions = if is_kept {
        guarded.hub().sessions(user.id, None).await?
    } else {
        Vec::new()
    };
    let grant = user.grants.first().ok_or(Failure::NotFound)?;
    Ok(UserPage {
        shell: shell(guarded, None),
        w: guarded.w(),
        parts: parts(guarded, "settings/users"),
        address: guarded.address(&format!("settings/users/{}", user.id)),
        list: guarded.address("settings/users"),
        failed: None,
        invitation: None,
        is_kept,
        is_oneself: user.id == guarded.signed.user,
        sessions,
        grant: GrantForm::of(guarded, Some(grant.role), &grant.groups, grant.person).await?,
        user,
    })
}

/// `GET …/settings/users/{user}`.
pub async fn show(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let user = listed(&guarded, &id).await?;
    proven(&guarded, Right::ChangeUsers).await?;
    let mut shown = user_page(&guarded, user).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/users/{user}`.
pub async fn act(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, id)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let back = guarded.address(&format!("settings/users/{id}"));
    let user = listed(&guarded, &id).await?;
    proven(&guarded, Right::ChangeUsers).await?;
    match done(&site, &guarded, &user, &fields).await {
        Ok(Some(invitation)) => {
            let mut shown = user_page(&guarded, user).await?;
            shown.invitation = Some(invitation);
            page(&shown)
        }
        Ok(None) if fields.text("do") == "remove" => Ok(go_to(&guarded.address("settings/users?done=saved"))),
        Ok(None) => Ok(go_to(&format!("{back}?done=saved"))),
        Err(failure) => {
            let mut shown = user_page(&guarded, user).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn done(
    site: &Site,
    guarded: &Guarded,
    user: &ListedUser,
    fields: &Fields,
) -> Result<Option<Invitation>, Failure> {
    let hub = guarded.hub();
    match fields.text("do") {
        // What somebody is here is this organisation's to say, whatever they are elsewhere.
        "role" => {
            let grant = GrantForm::read(guarded, fields).await?;
            hub.put_grant(&of_email(guarded, user).await?, &grant).await?;
        }
        "remove" => hub.remove_grant(&of_email(guarded, user).await?, guarded.id()).await?,
        "disable" => hub.disable_user(&kept(guarded, user).await?, true).await?,
        "enable" => hub.disable_user(&kept(guarded, user).await?, false).await?,
        "reset" => hub.reset_second_factor(&kept(guarded, user).await?).await?,
        "sessions" => hub.end_sessions(&kept(guarded, user).await?).await?,
        "invite" => {
            let invited = hub.invite(&kept(guarded, user).await?).await?;
            return Invitation::of(site, guarded, &user.name, &invited).map(Some);
        }
        _ => return Err(Failure::NotFound),
    }
    Ok(None)
}

async fn of_email(guarded: &Guarded, user: &ListedUser) -> Result<User, Failure> {
    Ok(guarded.hub().user_of_email(&user.email).await?)
}
