//! API tokens: by which other programs come in.

use super::{Part, parts, proven, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::access::Right;
use loonbrug_store::ApiToken;
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "settings_tokens.html")]
struct TokensPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    failed: Option<String>,
    /// Name and secret of a new token; shown once.
    made: Option<(String, String)>,
    tokens: Vec<TokenRow>,
    name: String,
    scopes: Vec<(&'static str, &'static str, bool)>,
}

struct TokenRow {
    id: String,
    name: String,
    prefix: String,
    scopes: String,
    created: String,
    ends: String,
    used: String,
    state: (&'static str, &'static str, &'static str),
    works: bool,
}

async fn tokens_page(guarded: &Guarded, typed: &Fields) -> Result<TokensPage, Failure> {
    let w = guarded.w();
    let tokens = guarded.hub().tokens(guarded.id()).await?;
    let now = guarded.hub().surroundings.now();
    let chosen: BTreeSet<&str> = typed.all("scope").collect();
    let rights = Right::ALL.iter().filter(|right| right.is_for_programs());
    Ok(TokensPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/tokens"),
        address: guarded.address("settings/tokens"),
        failed: None,
        made: None,
        tokens: tokens.iter().map(|token| row(token, now, w)).collect(),
        name: typed.text("name").to_owned(),
        scopes: rights
            .map(|right| (right.word(), right.label(w.language), chosen.contains(right.word())))
            .collect(),
    })
}

fn row(token: &ApiToken, now: Timestamp, w: Words) -> TokenRow {
    let works = token.revoked_at.is_none() && now < token.ends_at;
    let scopes: Vec<&str> = token.scopes.iter().map(|right| right.label(w.language)).collect();
    TokenRow {
        id: token.id.to_string(),
        name: token.name.clone(),
        prefix: token.prefix.clone(),
        scopes: scopes.join(", "),
        created: format!("{} · {}", w.moment(&token.created_at), token.created_by),
        ends: w.moment(&token.ends_at),
        used: token
            .used_at
            .map_or_else(|| w.t("nooit", "never").to_owned(), |at| w.moment(&at)),
        state: match (works, token.revoked_at) {
            (true, _) => ("good", "●", w.t("werkt", "works")),
            (false, Some(_)) => ("out", "–", w.t("ingetrokken", "revoked")),
            (false, None) => ("out", "–", w.t("verlopen", "ended")),
        },
        works,
    }
}

/// `GET …/settings/tokens`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    proven(&guarded, Right::ChangeTokens).await?;
    let mut shown = tokens_page(&guarded, &Fields::default()).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/tokens`: makes one, and shows its secret once; or revokes one.
pub async fn act(guarded: Guarded, Posted(fields): Posted) -> Answer {
    proven(&guarded, Right::ChangeTokens).await?;
    if let Some(token) = fields.filled("revoke") {
        guarded.hub().revoke_token(guarded.id(), token).await?;
        return Ok(go_to(&guarded.address("settings/tokens?done=saved")));
    }
    match made(&guarded, &fields).await {
        Ok(secret) => {
            let mut shown = tokens_page(&guarded, &Fields::default()).await?;
            shown.made = Some((fields.text("name").to_owned(), secret));
            page(&shown)
        }
        Err(failure) => {
            let mut shown = tokens_page(&guarded, &fields).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn made(guarded: &Guarded, fields: &Fields) -> Result<String, Failure> {
    let name = fields.filled("name").ok_or(Failure::Wrong(
        "Geef het token een naam, zoals het programma heet.",
        "Give the token a name, such as that of the program.",
    ))?;
    let scopes: BTreeSet<Right> = fields.all("scope").filter_map(|word| word.parse().ok()).collect();
    // A visitor gives no more than the visitor has.
    if let Some(right) = scopes.iter().find(|right| !guarded.may(**right)) {
        let refusal = loonbrug_hub::access::AccessRefusal::MayNot(*right);
        return Err(loonbrug_hub::HubError::from(refusal).into());
    }
    let days: i64 = fields.text("days").parse().unwrap_or(90);
    let ends_at = guarded.hub().surroundings.now() + SignedDuration::from_hours(24 * days.clamp(1, 365));
    let (_, secret) = guarded.hub().add_token(guarded.id(), name, &scopes, ends_at).await?;
    Ok(secret.expose_secret().to_owned())
}
