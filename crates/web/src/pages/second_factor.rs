//! Switching on the second factor, and the recovery codes that come with it.

use crate::answer::{Answer, page, page_as};
use crate::form::Posted;
use crate::guard::Signed;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::http::StatusCode;
use loonbrug_hub::access::{AccessRefusal, OfferedFactor};
use loonbrug_hub::{HubError, Refusal};
use secrecy::ExposeSecret as _;

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactorPage {
    shell: Shell,
    w: Words,
    has: bool,
    secret: String,
    address: String,
    recovery_codes: Vec<String>,
    failed: Option<String>,
}

impl SecondFactorPage {
    fn new(signed: &Signed) -> Self {
        Self {
            shell: Shell::signed(signed, "Tweede factor", "Second factor"),
            w: signed.w,
            has: signed.visitor.has_second_factor,
            secret: String::new(),
            address: String::new(),
            recovery_codes: Vec::new(),
            failed: None,
        }
    }

    fn of(signed: &Signed, offered: &OfferedFactor) -> Self {
        Self {
            secret: offered.secret.expose_secret().to_owned(),
            address: offered.address.expose_secret().to_owned(),
            ..Self::new(signed)
        }
    }
}

/// `GET /account/second-factor`: shows a new secret; it counts once a code of it was given.
pub async fn show(signed: Signed) -> Answer {
    let offered = signed.hub.offer_second_factor(&signed.visitor).await?;
    page(&SecondFactorPage::of(&signed, &offered))
}

/// `POST /account/second-factor`: switches it on, and shows the recovery codes once.
pub async fn confirm(signed: Signed, Posted(fields): Posted) -> Answer {
    match signed
        .hub
        .confirm_second_factor(&signed.visitor, fields.text("code"))
        .await
    {
        Ok(codes) => page(&SecondFactorPage {
            recovery_codes: codes.iter().map(|code| code.expose_secret().to_owned()).collect(),
            has: true,
            ..SecondFactorPage::new(&signed)
        }),
        Err(error @ HubError::Refused(Refusal::Access(AccessRefusal::Wrong))) => {
            let offered = signed.hub.offered_second_factor(&signed.visitor).await?;
            let again = SecondFactorPage {
                failed: Some(error_text(&error, signed.w.language)),
                ..SecondFactorPage::of(&signed, &offered)
            };
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error.into()),
    }
}
