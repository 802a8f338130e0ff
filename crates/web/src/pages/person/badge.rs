//! `POST …/people/{person}/badge`: the badge of the clock terminal.

use super::view::{address, refused};
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::reach::person_of;
use axum::extract::Path;
use loonbrug_domain::Date;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::PersonId;
use loonbrug_store::Badge;
use std::collections::BTreeMap;

/// Whose badge each number is on a day, and since when.
pub fn holders(badges: &[Badge], on: Date) -> BTreeMap<&str, &Badge> {
    let mut holders: BTreeMap<&str, &Badge> = BTreeMap::new();
    for badge in badges.iter().filter(|badge| badge.from <= on) {
        let holder = holders.entry(badge.number.as_str()).or_insert(badge);
        if badge.from > holder.from {
            *holder = badge;
        }
    }
    holders
}

/// The badges that a person has today or gets later: number and first day.
pub async fn of_person(guarded: &Guarded, person: PersonId) -> Result<Vec<(String, Date)>, Failure> {
    let hub = guarded.hub();
    let today = hub.surroundings.today();
    let badges = hub.store.badges(guarded.id()).await?;
    let now = holders(&badges, today);
    let later = badges.iter().filter(|badge| badge.from > today);
    let of_person = now
        .into_values()
        .chain(later)
        .filter(|badge| badge.person == Some(person));
    Ok(of_person
        .map(|badge| (badge.number.as_str().to_owned(), badge.from))
        .collect())
}

/// `POST …/people/{person}/badge`: gives a badge, or takes it back.
pub async fn badge(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let person = person_of(&guarded, &id).await?;
    match assigned(&guarded, person.id, &fields).await {
        Ok(()) => Ok(go_to(&format!("{}?done=saved#badge", address(&guarded, person.id)))),
        Err(failure) => refused(&guarded, &person, "badge", fields, failure).await,
    }
}

async fn assigned(guarded: &Guarded, person: PersonId, fields: &Fields) -> Result<(), Failure> {
    let number = BadgeNumber::parse(fields.text("number")).map_err(|_| {
        Failure::Wrong(
            "Er is niets bewaard: een badgenummer heeft 1 tot 40 letters en cijfers, met alle nullen vooraan.",
            "Nothing was saved: a badge number has 1 to 40 letters and digits, with all leading zeros.",
        )
    })?;
    let from = super::settings::from(fields)?;
    let hub = guarded.hub();
    let badges = hub.store.badges(guarded.id()).await?;
    let holder = holders(&badges, from)
        .get(number.as_str())
        .and_then(|badge| badge.person);
    let takes_back = fields.text("do") == "take";
    if takes_back && holder != Some(person) {
        return Err(Failure::NotFound);
    }
    if holder.is_some_and(|holder| holder != person) && fields.filled("move").is_none() {
        return Err(Failure::Wrong(
            "Er is niets bewaard: deze badge is op die dag van een ander. Vink aan dat hij naar deze medewerker gaat als dat klopt.",
            "Nothing was saved: this badge is somebody else's on that day. Tick that it moves to this person if that is right.",
        ));
    }
    let to = (!takes_back).then_some(person);
    hub.assign_badge(guarded.id(), &number, from, to).await?;
    Ok(())
}
