//! What a terminal delivers: an event per line. It is all stored, or with the reason per line nothing; what is there
//! already is passed by. A device is answered in the language of its employer; one that is no terminal in the language that
//! it asks for.

use super::terminal_of;
use crate::answer::{Answer, Failure};
use crate::pages::sign_in::language_of;
use crate::refusals::on_pages;
use crate::site::Site;
use crate::words::Words;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{DateRange, Language};
use loonbrug_hub::people::display_name;
use loonbrug_hub::time::{DeliveredEvent, EventFault, EventFaultReason, TimeRefusal};
use loonbrug_hub::{Hub, HubError, Refusal};
use loonbrug_store::Terminal;
use serde::Serialize;
use serde_json::{Value, json};

/// An event is told back to whoever stands before the terminal only when it is so fresh, in seconds.
const FRESH: i64 = 90;

/// Who clocked, as the terminal shows it.
#[derive(Serialize)]
pub(super) struct Seen {
    /// Number of the event at the terminal.
    pub sequence: i64,
    /// `in`, `out` or `unknown`.
    pub state: &'static str,
    /// Name; empty for an unknown badge.
    pub name: String,
    /// `09:02`.
    pub time: String,
}

/// `POST /kiosk/events`: JSON lines `{"sequence", "at", "badge", "direction"}`.
pub async fn deliver(State(site): State<Site>, headers: HeaderMap, body: String) -> Answer {
    let Some((terminal, hub)) = terminal_of(&site, &headers).await? else {
        let refused = json!({ "error": TimeRefusal::NoDevice.text(language_of(&headers)) });
        return Ok((StatusCode::UNAUTHORIZED, Json(refused)).into_response());
    };
    let lines = of_terminal(&body, &terminal.name);
    match hub.accept_events(terminal.organisation, &lines).await {
        Ok(report) => {
            if let Some(days) = report.days {
                derive(&site, &hub, terminal.organisation, days);
            }
            let seen = match fresh(&lines, hub.surroundings.now()) {
                Some(event) => Some(see(&hub, terminal.organisation, &event).await?),
                None => None,
            };
            let answer = json!({
                "now": hub.surroundings.now(), "next": next(&hub, &terminal).await?,
                "delivered": report.delivered, "new": report.new, "seen": seen,
            });
            Ok(Json(answer).into_response())
        }
        Err(HubError::Refused(Refusal::Time(TimeRefusal::Events(faults)))) => {
            let language = hub.language_of(terminal.organisation).await?;
            let said = |fault: &EventFault| {
                let text = on_pages(&fault.text(language), language);
                json!({ "line": fault.line, "kind": kind(&fault.reason), "text": text })
            };
            let faults: Vec<Value> = faults.iter().map(said).collect();
            let answer = json!({
                "now": hub.surroundings.now(), "next": next(&hub, &terminal).await?, "faults": faults,
            });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(answer)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The number that the terminal gives its next event, as far as is known here.
pub(super) async fn next(hub: &Hub, terminal: &Terminal) -> Result<i64, Failure> {
    Ok(hub.store.last_sequence(terminal.id).await? + 1)
}

/// Makes shifts of it behind the answer; a shift of the day before may end on the first of the days.
pub(super) fn derive(site: &Site, hub: &Hub, organisation: OrganisationId, days: DateRange) {
    let from = days.from.yesterday().unwrap_or(days.from);
    site.deriving.soon(hub, organisation, DateRange { from, to: days.to });
}

/// The lines with the name of the terminal, whatever they said it was: a device speaks for itself only. A line that is no
/// object stays as it is, and is refused with the others.
fn of_terminal(body: &str, name: &str) -> String {
    let named = |line: &str| match serde_json::from_str(line) {
        Ok(Value::Object(mut event)) => {
            event.insert("terminal".to_owned(), json!(name));
            Value::Object(event).to_string()
        }
        _ => line.to_owned(),
    };
    body.lines().map(named).collect::<Vec<_>>().join("\n")
}

/// The last event, if somebody still stands there.
fn fresh(lines: &str, now: Timestamp) -> Option<DeliveredEvent> {
    let last: DeliveredEvent = serde_json::from_str(lines.lines().last()?).ok()?;
    let age = now.as_second() - last.at.as_second();
    (age.abs() <= FRESH).then_some(last)
}

/// Who it is and whether they are in now.
pub(super) async fn see(hub: &Hub, organisation: OrganisationId, event: &DeliveredEvent) -> Result<Seen, Failure> {
    let badge: &BadgeNumber = &event.badge;
    let time = Words::new(Language::Dutch).clock(&event.at);
    let Some(person) = hub.holder_of_badge(organisation, badge, event.at).await? else {
        return Ok(Seen {
            sequence: event.sequence,
            state: "unknown",
            name: String::new(),
            time,
        });
    };
    let today = hub.surroundings.today();
    let lately = DateRange {
        from: today.yesterday().unwrap_or(today),
        to: today,
    };
    let clock = hub.own_clock(organisation, person.id, lately).await?;
    Ok(Seen {
        sequence: event.sequence,
        state: if clock.present_since.is_some() { "in" } else { "out" },
        name: display_name(&person),
        time,
    })
}

const fn kind(reason: &EventFaultReason) -> &'static str {
    match reason {
        EventFaultReason::SaysSomethingElse { .. } => "taken",
        EventFaultReason::Future { .. } => "future",
        _ => "unusable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_speaks_for_its_own_terminal_only() {
        let body = r#"{"sequence":1,"terminal":"kantoor","badge":"7"}
geen gebeurtenis"#;
        let lines = of_terminal(body, "winkel");
        let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!((&first["terminal"], &first["sequence"]), (&json!("winkel"), &json!(1)));
        assert_eq!(lines.lines().nth(1), Some("geen gebeurtenis"));
    }

    #[test]
    fn only_a_fresh_event_is_told_back() {
        let line = r#"{"terminal":"winkel","sequence":7,"at":"2023-05-17T09:00:00+02:00","badge":"7"}"#;
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(fresh(line, at("2023-05-17T09:01:00+02:00")).is_some());
        assert!(fresh(line, at("2023-05-17T09:05:00+02:00")).is_none());
    }
}
