//! What waits for a person.

use super::table;
use loonbrug_domain::{Language, PayPeriod};
use loonbrug_hub::{Open, OpenItem};

/// A table of what waits, and what to do about each.
#[must_use]
pub fn inbox(open: &[Open], language: Language) -> String {
    let headers = language.pick(
        ["Koppeling", "Wat wacht", "Wat te doen"],
        ["Coupling", "What waits", "What to do"],
    );
    let mut table = table(&headers, &[]);
    for Open { coupling, what } in open {
        let (waits, remedy) = item(coupling, what, language);
        table.add_row([coupling.clone(), waits, remedy]);
    }
    table.to_string()
}

fn item(coupling: &str, what: &OpenItem, language: Language) -> (String, String) {
    match what {
        OpenItem::Paused { reason } => (
            format!(
                "{}: {}",
                language.pick("staat stil", "stands still"),
                reason.text(language)
            ),
            format!("loonbrug check --resume --coupling {coupling}"),
        ),
        OpenItem::Conflict { mark, person } => (
            format!(
                "{person}: {mark} {}",
                language.pick("wacht op een beslissing", "waits for a decision")
            ),
            format!("loonbrug hours doubts --coupling {coupling}"),
        ),
        OpenItem::InDoubt { postings, period } => (
            language.pick(
                format!("{postings} regels waarvan de uitkomst nog onzeker is"),
                format!("{postings} lines whose outcome is not known yet"),
            ),
            of_period("apply", coupling, *period),
        ),
        OpenItem::Differs { period } => (
            language.pick(
                format!("{period}: Nmbrs houdt iets anders dan verstuurd is"),
                format!(
                    "period {} · {}: Nmbrs holds something else than was sent",
                    period.number, period.year
                ),
            ),
            of_period("verify", coupling, *period),
        ),
        OpenItem::Run {
            flow,
            range,
            period,
            state,
        } => (
            match state.as_str() {
                "failed" => language.pick(format!("{range}: mislukt"), format!("{range}: failed")),
                "running" => language.pick(
                    format!("{range}: bezig, of afgebroken"),
                    format!("{range}: running, or broken off"),
                ),
                _ => language.pick(format!("{range}: regels voor u"), format!("{range}: lines for you")),
            },
            format!(
                "loonbrug hours plan --coupling {coupling} --flow {} --from {} --to {} --year {} --period {}",
                flow.as_str(),
                range.from,
                range.to,
                period.year,
                period.number
            ),
        ),
    }
}

fn of_period(command: &str, coupling: &str, period: PayPeriod) -> String {
    format!(
        "loonbrug hours {command} --coupling {coupling} --year {} --period {}",
        period.year, period.number
    )
}
