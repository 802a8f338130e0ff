//! The employee's own page (V16): for a phone first. Everybody with a person has one; an employee has nothing else.

mod balances;
mod day;
mod hours;
mod leave;
mod shift_view;

pub use balances::show as balances;
pub use day::{clock, language, offline, show};
pub use hours::{list as hours, why};
pub use leave::{request, show as leave, withdraw};

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::shell::{Link, Shell};
use crate::words::Words;
use loonbrug_domain::Date;
use loonbrug_domain::access::{Right, Role};
use loonbrug_hub::time::OwnTerms;
use loonbrug_store::Person;

/// Parts of the own page: address, letter, right, name in Dutch and English.
const PARTS: [(&str, char, Right, &str, &str); 4] = [
    ("me", 'v', Right::Clock, "Vandaag", "Today"),
    ("me/hours", 'u', Right::SeeHours, "Mijn uren", "My hours"),
    ("me/balances", 's', Right::SeeLedgers, "Saldo", "Balances"),
    ("me/leave", 'o', Right::RequestLeave, "Verlof", "Leave"),
];

/// Whose own page it is, and what is allowed there.
struct Own {
    guarded: Guarded,
    person: Person,
    terms: OwnTerms,
    w: Words,
    today: Date,
}

impl Own {
    /// The visitor's own person, whatever else the visitor may see; in the language that the settings give.
    async fn of(guarded: Guarded) -> Result<Self, Failure> {
        let id = guarded.id();
        let grant = guarded.signed.visitor.grant(id);
        let who = grant.and_then(|grant| grant.person).ok_or(Failure::NotFound)?;
        let person = guarded
            .hub()
            .store
            .people_with_ids(id, &[who])
            .await?
            .into_iter()
            .next();
        let terms = guarded.hub().own_terms(id, who).await?;
        Ok(Self {
            person: person.ok_or(Failure::NotFound)?,
            w: Words::new(terms.language.unwrap_or(guarded.signed.visitor.language)),
            today: guarded.hub().surroundings.today(),
            terms,
            guarded,
        })
    }

    fn shell(&self, part: &str, dutch: &str, english: &str) -> Shell {
        let mut shell = Shell::signed(&self.guarded.signed, dutch, english);
        shell.w = self.w;
        self.w.t(dutch, english).clone_into(&mut shell.title);
        shell.links = links(&self.guarded, self.w, part);
        shell
    }

    fn address(&self, rest: &str) -> String {
        self.guarded.address(rest)
    }
}

/// Whether somebody has the own page here and nothing else.
pub fn is_all(guarded: &Guarded) -> bool {
    let grant = guarded.signed.visitor.grant(guarded.id());
    grant.is_some_and(|grant| grant.role == Role::Employee)
}

/// The way to the own page, for whoever has other pages too.
pub fn way_in(guarded: &Guarded) -> Option<Link> {
    let person = guarded.signed.visitor.grant(guarded.id())?.person;
    person.map(|_| Link {
        address: guarded.address("me"),
        label: guarded.w().t("Mijn pagina", "My page"),
        key: 'm',
        current: false,
    })
}

/// The ways within the own page.
pub fn links(guarded: &Guarded, w: Words, current: &str) -> Vec<Link> {
    let allowed = PARTS.iter().filter(|part| guarded.may(part.2));
    allowed
        .map(|(address, key, _, dutch, english)| Link {
            address: guarded.address(address),
            label: w.t(dutch, english),
            key: *key,
            current: *address == current,
        })
        .collect()
}
