//! The page behind an invitation: choosing a password, the first time or after it was forgotten.

use super::sign_in::{language_of, ways};
use crate::answer::{Answer, go_to, page, page_as};
use crate::form::Fields;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use secrecy::SecretString;

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    shell: Shell,
    w: Words,
    name: String,
    email: String,
    failed: Option<String>,
    /// Where to go with each provider, and its name.
    providers: Vec<(String, String)>,
}

/// `GET /invitation/{secret}`.
pub async fn show(State(site): State<Site>, headers: HeaderMap, Path(secret): Path<String>) -> Answer {
    invitation(&site, &headers, &secret, None).await
}

/// `POST /invitation/{secret}`.
pub async fn accept(State(site): State<Site>, headers: HeaderMap, Path(secret): Path<String>, body: Bytes) -> Answer {
    let fields = Fields::parse(&body);
    let w = Words::new(language_of(&headers));
    if fields.raw("password") != fields.raw("again") {
        let failed = w.t(
            "De twee wachtwoorden zijn niet gelijk.",
            "The two passwords are not equal.",
        );
        return invitation(&site, &headers, &secret, Some(failed.to_owned())).await;
    }
    let password = SecretString::from(fields.raw("password"));
    match site.hub.accept_invitation(&secret, &password).await {
        Ok(_) => Ok(go_to("/sign-in")),
        Err(error) => invitation(&site, &headers, &secret, Some(error_text(&error, w.language))).await,
    }
}

async fn invitation(site: &Site, headers: &HeaderMap, secret: &str, failed: Option<String>) -> Answer {
    let user = site.hub.invited(secret).await?;
    let w = Words::new(language_of(headers));
    let status = if failed.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let shown = InvitationPage {
        shell: Shell::nobody(w, w.t("Kies een wachtwoord", "Choose a password").to_owned()),
        w,
        name: user.name,
        email: user.email.to_string(),
        failed,
        providers: ways(site, |id| format!("/invitation/{secret}/with/{id}")).await?,
    };
    if status == StatusCode::OK {
        page(&shown)
    } else {
        page_as(status, &shown)
    }
}
