//! The parts of Urenverwerking.

use crate::guard::Guarded;
pub use crate::pages::settings::Part;
use loonbrug_domain::access::Right;

const PARTS: [(&str, Right, &str, &str); 3] = [
    ("ledgers", Right::SeeLedgers, "Saldi", "Balances"),
    (
        "ledgers/worked",
        Right::SeeLedgers,
        "Gewerkt en contracturen",
        "Worked and contract hours",
    ),
    (
        "ledgers/surcharges",
        Right::SeeHours,
        "Kosten van toeslagen",
        "Cost of surcharges",
    ),
];

/// The parts that the visitor may see.
pub fn parts(guarded: &Guarded, at: &str) -> Vec<Part> {
    let allowed = PARTS.iter().filter(|(_, right, ..)| guarded.may(*right));
    allowed
        .map(|(address, _, dutch, english)| Part {
            address: guarded.address(address),
            label: guarded.w().t(dutch, english),
            current: *address == at,
        })
        .collect()
}
