//! Logboek: who did what and when.

use super::audit_entry::{EntryView, Known};
use super::{Part, parts, shell};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loonbrug_domain::Date;
use loonbrug_store::AuditFilter;
use url::form_urlencoded::Serializer;

/// Entries on one page.
const ON_A_PAGE: i64 = 100;

/// What actions can be about: how they begin, and in words.
const KINDS: [(&str, &str, &str); 16] = [
    ("sign-in", "inloggen", "signing in"),
    ("access", "geweigerd", "refused"),
    ("user", "gebruikers", "users"),
    ("provider", "aanmelddiensten", "providers"),
    ("token", "API-tokens", "API tokens"),
    ("coupling", "koppelingen", "couplings"),
    ("webhook", "webhooks", "webhooks"),
    ("notice", "meldingen", "notices"),
    ("posting", "onzekere regels", "lines in doubt"),
    ("profile", "profiel", "profile"),
    ("rules", "toeslagregels", "surcharge rules"),
    ("clock-policy", "klok", "clock"),
    ("terminal", "terminals", "terminals"),
    ("badge", "badges", "badges"),
    ("shift", "diensten", "shifts"),
    ("leave", "verlof", "leave"),
];

#[derive(Template)]
#[template(path = "settings_audit.html")]
struct AuditPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    entries: Vec<EntryView>,
    actor: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
    from: String,
    to: String,
    older: Option<String>,
}

/// `GET …/settings/audit`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let w = guarded.w();
    let filter = filter_of(&fields);
    let entries = guarded.hub().audit_log(Some(guarded.id()), &filter).await?;
    let full = i64::try_from(entries.len()).unwrap_or(0) >= ON_A_PAGE;
    let older = entries
        .last()
        .filter(|_| full)
        .map(|last| older(&guarded, &fields, last.at));
    let kind = fields.text("kind");
    let known = Known::of(&guarded, &entries).await?;
    page(&AuditPage {
        shell: shell(&guarded, None),
        w,
        parts: parts(&guarded, "settings/audit"),
        entries: entries.iter().map(|entry| known.view(entry)).collect(),
        actor: fields.text("actor").to_owned(),
        kinds: KINDS
            .iter()
            .map(|(word, dutch, english)| (*word, w.t(dutch, english), *word == kind))
            .collect(),
        from: fields.text("from").to_owned(),
        to: fields.text("to").to_owned(),
        older,
    })
}

fn filter_of(fields: &Fields) -> AuditFilter {
    let known = KINDS.iter().find(|(word, ..)| *word == fields.text("kind"));
    let to = fields.date("to").and_then(|day| day.tomorrow().ok()).and_then(midnight);
    let older: Option<Timestamp> = fields.text("before").parse().ok();
    AuditFilter {
        actor: fields.filled("actor").map(str::to_owned),
        action: known.map(|(word, ..)| (*word).to_owned()),
        from: fields.date("from").and_then(midnight).unwrap_or(Timestamp::MIN),
        before: older.or(to).unwrap_or(Timestamp::MAX),
        limit: ON_A_PAGE,
    }
}

/// When a day begins in the Netherlands.
fn midnight(day: Date) -> Option<Timestamp> {
    let zone = TimeZone::get("Europe/Amsterdam").ok()?;
    Some(day.to_zoned(zone).ok()?.timestamp())
}

fn older(guarded: &Guarded, fields: &Fields, before: Timestamp) -> String {
    let mut query = Serializer::new(String::new());
    for name in ["actor", "kind", "from"] {
        if let Some(value) = fields.filled(name) {
            query.append_pair(name, value);
        }
    }
    query.append_pair("before", &before.to_string());
    format!("{}?{}", guarded.address("settings/audit"), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_asked_whole() {
        let filter = filter_of(&Fields::parse(b"from=2023-05-17&to=2023-05-17"));
        assert_eq!(filter.from.to_string(), "2023-05-16T22:00:00Z");
        assert_eq!(filter.before.to_string(), "2023-05-17T22:00:00Z");
    }
}
