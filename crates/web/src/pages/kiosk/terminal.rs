//! The screen of a terminal. Its script delivers by itself; without it the form does, one event at a time.

use super::events::{Seen, derive, next, see};
use super::{cookie, secret, terminal_of};
use crate::answer::{Answer, Failure, page, page_as};
use crate::assets;
use crate::form::Fields;
use crate::pages::sign_in::language_of;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use loonbrug_domain::Date;
use loonbrug_domain::clock::{BadgeNumber, Direction};
use loonbrug_hub::Hub;
use loonbrug_hub::time::DeliveredEvent;
use loonbrug_store::Terminal;
use serde_json::json;

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    shell: Shell,
    w: Words,
    terminal: Option<TerminalView>,
    today: Date,
    time: String,
    now: String,
    seen: Option<Seen>,
    failed: Option<String>,
}

struct TerminalView {
    id: String,
    name: String,
    next: i64,
}

impl KioskPage {
    /// In the language of the employer; of a device that is no terminal in the one that it asks for.
    async fn of(hub: &Hub, terminal: Option<&Terminal>, headers: &HeaderMap) -> Result<Self, Failure> {
        let w = Words::new(match terminal {
            None => language_of(headers),
            Some(terminal) => hub.language_of(terminal.organisation).await?,
        });
        let mut shell = Shell::nobody(w, w.t("Klokterminal", "Clock terminal").to_owned());
        shell.theme = "";
        let now = hub.surroundings.now();
        let terminal = match terminal {
            None => None,
            Some(terminal) => Some(TerminalView {
                id: terminal.id.to_string(),
                name: terminal.name.clone(),
                next: next(hub, terminal).await?,
            }),
        };
        Ok(Self {
            shell,
            w,
            terminal,
            today: hub.surroundings.today(),
            time: w.clock(&now),
            now: now.to_string(),
            seen: None,
            failed: None,
        })
    }
}

/// `GET /kiosk`.
pub async fn show(State(site): State<Site>, headers: HeaderMap) -> Answer {
    let Some((terminal, hub)) = terminal_of(&site, &headers).await? else {
        return page(&KioskPage::of(&site.hub, None, &headers).await?);
    };
    let mut response = page(&KioskPage::of(&hub, Some(&terminal), &headers).await?)?;
    if let Some(secret) = secret(&site, &headers) {
        response.headers_mut().insert(SET_COOKIE, cookie(&site, secret)?);
    }
    Ok(response)
}

/// `POST /kiosk`: one event, by a device without script.
pub async fn enter(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Answer {
    let Some((terminal, hub)) = terminal_of(&site, &headers).await? else {
        return page_as(
            StatusCode::UNAUTHORIZED,
            &KioskPage::of(&site.hub, None, &headers).await?,
        );
    };
    let mut shown = KioskPage::of(&hub, Some(&terminal), &headers).await?;
    let fields = Fields::parse(&body);
    let Ok(badge) = BadgeNumber::parse(fields.text("badge")) else {
        let text = shown.w.t(
            "Dit is geen badge en geen code: alleen cijfers en letters. Probeer het nog eens.",
            "This is no badge and no code: digits and letters only. Try again.",
        );
        shown.failed = Some(text.to_owned());
        return page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    };
    let event = DeliveredEvent {
        terminal: terminal.name.clone(),
        sequence: next(&hub, &terminal).await?,
        at: hub.surroundings.now(),
        badge,
        direction: Direction::Toggle,
    };
    let report = hub
        .accept_events(terminal.organisation, &json!(event).to_string())
        .await?;
    if let Some(days) = report.days {
        derive(&site, &hub, terminal.organisation, days);
    }
    shown.seen = Some(see(&hub, terminal.organisation, &event).await?);
    page(&shown)
}

/// `GET /kiosk/worker.js`: keeps the page of the terminal, so that it opens without a network too.
pub async fn worker() -> Response {
    let may_keep = HeaderName::from_static("service-worker-allowed");
    let headers = [
        (may_keep, "/kiosk"),
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, assets::KIOSK_WORKER).into_response()
}
