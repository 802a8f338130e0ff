//! Proving again who one is, before what cannot be undone (ASVS 7.5.3).

use super::providers::with_token_of;
use super::sign_in::{own_path, went_on, with_to};
use crate::answer::{Answer, Failure, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::StatusCode;
use loonbrug_hub::access::{Proof, WayIn};
use secrecy::SecretString;
use std::net::SocketAddr;

#[derive(Template)]
#[template(path = "prove.html")]
struct ProvePage {
    shell: Shell,
    w: Words,
    to: String,
    by_code: bool,
    has_password: bool,
    /// Where to go with each provider at which the user has an account, and its name.
    providers: Vec<(String, String)>,
    failed: Option<String>,
}

impl ProvePage {
    async fn new(signed: &Signed, to: &str) -> Result<Self, Failure> {
        let to = own_path(to);
        let user = signed.hub.store.user(signed.user).await?;
        let ways = signed.hub.ways_in(signed.user).await?.into_iter();
        let linked = ways.filter(|way| way.account.is_some());
        let address = |way: &WayIn| with_to(&format!("/prove/with/{}", way.provider), to);
        Ok(Self {
            shell: Shell::signed(signed, "Even controleren", "Just checking"),
            w: signed.w,
            to: to.to_owned(),
            by_code: signed.visitor.has_second_factor,
            has_password: user.is_some_and(|user| user.password.is_some()),
            providers: linked.map(|way| (address(&way), way.name)).collect(),
            failed: None,
        })
    }
}

/// `GET /prove`.
pub async fn show(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    page(&ProvePage::new(&signed, fields.text("to")).await?)
}

/// `POST /prove`.
pub async fn prove(
    State(site): State<Site>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    signed: Signed,
    Posted(fields): Posted,
) -> Answer {
    let password = SecretString::from(fields.raw("password"));
    let proof = match fields.filled("code") {
        Some(code) => Proof::Code(code),
        None => Proof::Password(&password),
    };
    match signed.hub.prove(&signed.visitor, proof, from.ip()).await {
        Ok(proven) => {
            let to = with_token_of(&site, &proven, &signed.visitor, fields.text("to")).await?;
            went_on(&site, &proven, &to)
        }
        Err(error) => {
            let again = ProvePage {
                failed: Some(error_text(&error, signed.w.language)),
                ..ProvePage::new(&signed, fields.text("to")).await?
            };
            page_as(StatusCode::UNAUTHORIZED, &again)
        }
    }
}
