//! Instellingen: users, what is asked of them, tokens, profile, rules, clock, audit log.

pub mod audit;
mod audit_entry;
pub mod clock;
pub mod notices;
pub mod profile;
pub mod rules;
pub mod tokens;
pub mod user;
pub mod users;
pub mod webhook;
pub mod webhooks;

use crate::answer::Failure;
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use loonbrug_domain::RuleSet;
use loonbrug_domain::access::Right;
use loonbrug_domain::rules::Destination;
use loonbrug_domain::what_if::Figure;

/// A part of the settings: address, what it is called, whether one is there.
pub struct Part {
    /// Where.
    pub address: String,
    /// What it is called.
    pub label: &'static str,
    /// Whether one is there.
    pub current: bool,
}

const PARTS: [(&str, Right, &str, &str); 8] = [
    ("settings", Right::ChangeSettings, "Profiel", "Profile"),
    (
        "settings/rules",
        Right::ChangeSettings,
        "Toeslagregels",
        "Surcharge rules",
    ),
    ("settings/clock", Right::ChangeSettings, "Klok", "Clock"),
    ("settings/users", Right::ChangeUsers, "Gebruikers", "Users"),
    ("settings/tokens", Right::ChangeTokens, "API-tokens", "API tokens"),
    ("settings/notices", Right::ChangeSettings, "Meldingen", "Notices"),
    ("settings/webhooks", Right::ChangeWebhooks, "Webhooks", "Webhooks"),
    ("settings/audit", Right::SeeAudit, "Logboek", "Audit log"),
];

/// The parts that the visitor may see.
fn parts(guarded: &Guarded, at: &str) -> Vec<Part> {
    let allowed = PARTS.iter().filter(|(_, right, ..)| guarded.may(*right));
    allowed
        .map(|(address, _, dutch, english)| Part {
            address: guarded.address(address),
            label: guarded.w().t(dutch, english),
            current: *address == at,
        })
        .collect()
}

fn shell(guarded: &Guarded, query: Option<String>) -> Shell {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    Shell::at(guarded, Section::Settings, "Instellingen", "Settings").after(fields.text("done"))
}

/// Who changes users or tokens has proven lately who they are (ASVS 7.5.1).
async fn proven(guarded: &Guarded, right: Right) -> Result<(), Failure> {
    let visitor = &guarded.signed.visitor;
    guarded.hub().allowed_if_proven(visitor, right, guarded.id()).await?;
    Ok(())
}

/// The holidays that rules know in a year: the date, and its name.
fn holidays(set: &RuleSet, year: i16, w: Words) -> Vec<(String, String)> {
    let days = set.holidays.of_year(year).into_iter();
    days.map(|(day, name)| (w.long_date(&day), name.to_owned())).collect()
}

/// What a figure is, under rules that are tried.
pub(super) fn figure_text(figure: Figure, w: Words) -> String {
    match figure {
        Figure::Paid(factor) => w.factor(&factor),
        Figure::CallTopUp => w.t("aanvulling oproep", "call top-up").to_owned(),
        Figure::Credited(destination) => match destination {
            Destination::Pay => w.t("betaald", "paid"),
            Destination::PlusMinusHours => w.t("naar +/- uren", "to +/- hours"),
            Destination::Leave => w.t("naar verlof", "to leave"),
            Destination::Nothing => w.t("naar niets", "to nothing"),
            Destination::TimeForTime { .. } => w.t("tijd voor tijd", "time for time"),
        }
        .to_owned(),
    }
}
