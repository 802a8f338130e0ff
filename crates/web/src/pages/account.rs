//! The reader's own settings: look, password, devices.

use super::providers::link_token;
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::{ConnectInfo, RawQuery};
use axum::http::StatusCode;
use loonbrug_domain::Language;
use loonbrug_hub::access::{ListedSession, WayIn};
use loonbrug_store::Theme;
use secrecy::SecretString;
use std::net::SocketAddr;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    w: Words,
    email: String,
    name: String,
    theme: &'static str,
    has_second_factor: bool,
    has_password: bool,
    /// Every provider, with the account there.
    ways: Vec<WayIn>,
    /// What a link to a provider carries, so that no other site can begin it.
    link_token: String,
    sessions: Vec<ListedSession>,
    failed: Option<String>,
}

impl AccountPage {
    async fn of(signed: &Signed) -> Result<Self, Failure> {
        let visitor = &signed.visitor;
        let user = signed.hub.store.user(signed.user).await?;
        Ok(Self {
            shell: Shell::signed(signed, "Mijn account", "My account"),
            w: signed.w,
            email: visitor.actor.clone(),
            name: visitor.name.clone(),
            theme: visitor.theme.word(),
            has_second_factor: visitor.has_second_factor,
            has_password: user.is_some_and(|user| user.password.is_some()),
            ways: signed.hub.ways_in(signed.user).await?,
            link_token: link_token(&signed.visitor),
            sessions: signed.hub.sessions(signed.user, Some(signed.session)).await?,
            failed: None,
        })
    }
}

/// `GET /account`.
pub async fn show(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = AccountPage::of(&signed).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST /account/look`: name, language, light or dark.
pub async fn look(signed: Signed, Posted(fields): Posted) -> Answer {
    let name = fields.filled("name").unwrap_or(&signed.visitor.name);
    let language = match fields.text("language") {
        "en" => Language::English,
        "nl" => Language::Dutch,
        _ => signed.visitor.language,
    };
    let theme = match fields.text("theme") {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        "system" => Theme::System,
        _ => signed.visitor.theme,
    };
    signed.hub.set_preferences(signed.user, name, language, theme).await?;
    Ok(go_to("/account?done=saved"))
}

/// `POST /account/password`: takes the password of now; other devices are signed out.
pub async fn change_password(
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    signed: Signed,
    Posted(fields): Posted,
) -> Answer {
    let failed = if fields.raw("new") == fields.raw("again") {
        let (current, new) = (
            SecretString::from(fields.raw("current")),
            SecretString::from(fields.raw("new")),
        );
        let changed = signed
            .hub
            .change_password(&signed.visitor, &current, &new, from.ip())
            .await;
        changed.err().map(|error| error_text(&error, signed.w.language))
    } else {
        let text = signed.w.t(
            "De twee nieuwe wachtwoorden zijn niet gelijk.",
            "The two new passwords are not equal.",
        );
        Some(text.to_owned())
    };
    match failed {
        None => Ok(go_to("/account?done=saved")),
        Some(failed) => refused(&signed, failed).await,
    }
}

/// The same page, with why nothing was changed.
pub async fn refused(signed: &Signed, failed: String) -> Answer {
    let shown = AccountPage {
        failed: Some(failed),
        ..AccountPage::of(signed).await?
    };
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// `POST /account/sessions`: signs out one device, or all others.
pub async fn end_sessions(signed: Signed, Posted(fields): Posted) -> Answer {
    match fields.filled("session") {
        None => signed.hub.end_other_sessions(&signed.visitor).await?,
        Some(session) => {
            let session = session.parse().map_err(|_| Failure::NotFound)?;
            let user = signed.hub.store.user(signed.user).await?.ok_or(Failure::NotFound)?;
            signed.hub.end_session(&user, session).await?;
        }
    }
    Ok(go_to("/account?done=saved"))
}
