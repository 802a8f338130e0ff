//! Proving again who one is, before what cannot be undone (ASVS 7.5.3).

use super::sign_in::{own_path, went_on};
use crate::answer::{Answer, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::StatusCode;
use loonbrug_hub::access::Proof;
use secrecy::SecretString;
use std::net::SocketAddr;

#[derive(Template)]
#[template(path = "prove.html")]
struct ProvePage {
    shell: Shell,
    w: Words,
    to: String,
    by_code: bool,
    failed: Option<String>,
}

impl ProvePage {
    fn new(signed: &Signed, to: &str) -> Self {
        Self {
            shell: Shell::signed(signed, "Even controleren", "Just checking"),
            w: signed.w,
            to: own_path(to).to_owned(),
            by_code: signed.visitor.has_second_factor,
            failed: None,
        }
    }
}

/// `GET /prove`.
pub async fn show(signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    page(&ProvePage::new(&signed, fields.text("to")))
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
        Ok(proven) => went_on(&site, &proven, fields.text("to")),
        Err(error) => {
            let again = ProvePage {
                failed: Some(error.text(signed.w.language)),
                ..ProvePage::new(&signed, fields.text("to"))
            };
            page_as(StatusCode::UNAUTHORIZED, &again)
        }
    }
}
