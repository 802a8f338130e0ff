//! Urenverwerking: hour ledgers of people; what is booked, converted, paid out and exported (V9, V10, V12, V13).

mod bars;
mod chart;
mod entries;
mod export;
mod list;
mod parts;
mod payout;
mod person;
mod stretches;
mod surcharges;
mod view;
mod worked;

pub use entries::{book, convert};
pub use export::{everybody as export_everybody, one as export_one};
pub use list::list;
pub use payout::{approve, ask, cancel, request};
pub use person::show;
pub use surcharges::show as surcharges;
pub use worked::show as worked;

use loonbrug_domain::Language;
use loonbrug_domain::ledger::LedgerKind;

/// The word of a ledger in addresses and forms.
const fn word(ledger: LedgerKind) -> &'static str {
    match ledger {
        LedgerKind::Leave => "leave",
        LedgerKind::PlusMinus => "plus-minus",
    }
}

fn parse(word: &str) -> Option<LedgerKind> {
    [LedgerKind::Leave, LedgerKind::PlusMinus]
        .into_iter()
        .find(|ledger| self::word(*ledger) == word)
}

/// What the manual calls a ledger.
fn title(ledger: LedgerKind, language: Language) -> &'static str {
    match ledger {
        LedgerKind::Leave => language.pick("Verlofuren", "Leave hours"),
        LedgerKind::PlusMinus => language.pick("+/- Uren", "+/- Hours"),
    }
}
