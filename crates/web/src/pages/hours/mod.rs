//! Uren: what was worked, who approved it, and what waits.

pub mod asked;
pub mod clock;
pub mod columns;
pub mod import;
pub mod pick;
mod seen;
pub mod shift;
pub mod standing;
pub mod steps;
pub mod times;
pub mod totals;
mod view;
pub mod words;

use self::asked::Asked;
pub use self::totals::Sums;
use self::view::{HoursPage, Said};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::words::Words;
use axum::extract::RawQuery;

/// `GET …/hours`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let asked = Asked::of(&guarded, &fields).await?;
    let said = Said {
        done: done(&fields, guarded.w()),
        ..Said::default()
    };
    page(&HoursPage::of(&guarded, asked, said).await?)
}

/// What was just done, by the words in the address.
fn done(fields: &Fields, w: Words) -> String {
    let count = fields.text("count").parse().unwrap_or(0);
    let shifts = || w.count(count, ("dienst", "diensten"), ("shift", "shifts"));
    match fields.text("done") {
        "approved" => format!("{} {}.", shifts(), w.t("goedgekeurd", "approved")),
        "rejected" => format!("{} {}.", shifts(), w.t("afgekeurd", "rejected")),
        "imported" => format!("{} {}.", w.lines(count), w.t("opgeslagen", "stored")),
        "clock" => w.t("Opgelost.", "Solved.").to_owned(),
        "removed" => w.t("Dienst verwijderd.", "Shift removed.").to_owned(),
        _ => String::new(),
    }
}
