//! Which terminals there are, and how a device becomes one.

use super::cookie;
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::{self, Guarded};
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use loonbrug_domain::ids::TerminalId;
use secrecy::ExposeSecret as _;

/// The longest name that is taken, in characters.
const LONGEST_NAME: usize = 60;

#[derive(Template)]
#[template(path = "terminals.html")]
struct TerminalsPage {
    shell: Shell,
    w: Words,
    /// Id, name, and how many clock events came of it.
    terminals: Vec<(TerminalId, String, i64)>,
    action: String,
    kiosk: String,
    name: String,
    failed: Option<String>,
    /// Name and secret of a terminal, shown this once.
    made: Option<(String, String)>,
}

impl TerminalsPage {
    async fn of(site: &Site, guarded: &Guarded) -> Result<Self, Failure> {
        let hub = guarded.hub();
        let mut terminals = Vec::new();
        for terminal in hub.store.terminals(guarded.id()).await? {
            let events = hub.store.last_sequence(terminal.id).await?;
            terminals.push((terminal.id, terminal.name, events));
        }
        Ok(Self {
            shell: Shell::at(guarded, Section::Today, "Klokterminals", "Clock terminals"),
            w: guarded.w(),
            terminals,
            action: guarded.address("terminals"),
            kiosk: site
                .options
                .public_address
                .join("kiosk/events")
                .map_or_else(|_| "/kiosk/events".to_owned(), |address| address.to_string()),
            name: String::new(),
            failed: None,
            made: None,
        })
    }
}

/// `GET …/terminals`.
pub async fn list(State(site): State<Site>, guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = TerminalsPage::of(&site, &guarded).await?;
    shown.shell = shown.shell.after(fields.text("done"));
    page(&shown)
}

/// `POST …/terminals`: makes this device a terminal, gives the key for another one, or withdraws those of one terminal.
pub async fn set_up(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    if let Some(terminal) = fields.filled("withdraw") {
        let terminal = terminal.parse().map_err(|_| Failure::NotFound)?;
        guarded.hub().withdraw_terminal(guarded.id(), terminal).await?;
        return Ok(go_to(&guarded.address("terminals?done=terminal-withdrawn")));
    }
    let name = fields.text("name");
    let w = guarded.w();
    let failed = match name.chars().count() {
        0 => w.t(
            "Geef de terminal een naam, zoals de plek waar hij staat.",
            "Give the terminal a name, such as the place where it stands.",
        ),
        1..=LONGEST_NAME => "",
        _ => w.t(
            "Deze naam is te lang: ten hoogste 60 tekens.",
            "This name is too long: 60 characters at most.",
        ),
    };
    if !failed.is_empty() {
        let shown = TerminalsPage {
            name: name.to_owned(),
            failed: Some(failed.to_owned()),
            ..TerminalsPage::of(&site, &guarded).await?
        };
        return page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let hub = guarded.hub();
    let terminal = hub.ensure_terminal(guarded.id(), name).await?;
    let secret = hub.terminal_secret(&terminal).await?;
    if fields.text("do") == "key" {
        let shown = TerminalsPage {
            made: Some((terminal.name, secret.expose_secret().to_owned())),
            ..TerminalsPage::of(&site, &guarded).await?
        };
        return page(&shown);
    }
    let mut response = go_to("/kiosk");
    let cookies = response.headers_mut();
    cookies.append(SET_COOKIE, cookie(&site, secret.expose_secret())?);
    if fields.filled("sign-out").is_some() {
        hub.sign_out(&guarded.signed.visitor).await?;
        cookies.append(SET_COOKIE, guard::cookie(&site, "")?);
    }
    Ok(response)
}
