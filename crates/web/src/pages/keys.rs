//! `GET /keys`: what the keyboard does. The script shows it over any page at `?`.

use crate::answer::{Answer, page};
use crate::guard::Signed;
use crate::shell::{Shell, ways};
use crate::words::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    shell: Shell,
    w: Words,
    keys: [(&'static str, &'static str); 8],
    /// The letter after `g`, and where it goes.
    ways: Vec<(char, &'static str)>,
}

/// `GET /keys`.
pub async fn show(signed: Signed) -> Answer {
    let w = signed.w;
    page(&KeysPage {
        shell: Shell::signed(&signed, "Sneltoetsen", "Keyboard shortcuts"),
        w,
        keys: [
            ("/", w.t("zoeken", "find")),
            ("j", w.t("volgende rij", "next row")),
            ("k", w.t("vorige rij", "row before")),
            (
                "x",
                w.t(
                    "rij aanvinken, of het vinkje weghalen",
                    "tick the row, or take the tick away",
                ),
            ),
            ("e", w.t("aantal van de rij wijzigen", "edit the figure of the row")),
            ("Enter", w.t("rij openen", "open the row")),
            ("Backspace", w.t("terug", "back")),
            ("?", w.t("dit overzicht", "this list")),
        ],
        ways: ways(w),
    })
}
