//! `POST …/people/{person}/settings`: what somebody's own settings are from a day on, and what is given back.

use super::view::{address, refused};
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::reach::person_of;
use axum::extract::Path;
use loonbrug_domain::Date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_hub::HubError;
use loonbrug_hub::profiles::{ProfileLine, ProfileRefusal, Wanted};

/// The day from which a form holds.
pub fn from(fields: &Fields) -> Result<Date, Failure> {
    fields.date("from").ok_or(Failure::Wrong(
        "Er is niets bewaard: vul bij Per de eerste dag in, zoals 01-01-2023.",
        "Nothing was saved: fill in the first day under From, such as 01-01-2023.",
    ))
}

/// What a form wants of a field: nothing where it was left as it was.
pub fn wanted(fields: &Fields, word: &str) -> Result<Option<Wanted>, Failure> {
    let field: Field = word.parse().map_err(|()| Failure::NotFound)?;
    let value = fields.text(&format!("value-{word}"));
    if value == fields.text(&format!("was-{word}")) {
        return Ok(None);
    }
    let setting = match value {
        "" => None,
        value => Some(
            Setting::parse(field, value)
                .map_err(ProfileRefusal::from)
                .map_err(HubError::from)?,
        ),
    };
    Ok(Some(Wanted { field, setting }))
}

/// `POST …/people/{person}/settings`.
pub async fn settings(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let person = person_of(&guarded, &id).await?;
    let form = format!("settings {}", fields.text("section"));
    match set(&guarded, person.id, &fields).await {
        Ok(done) => Ok(go_to(&format!("{}?done={done}", address(&guarded, person.id)))),
        Err(failure) => refused(&guarded, &person, &form, fields, failure).await,
    }
}

async fn set(guarded: &Guarded, person: PersonId, fields: &Fields) -> Result<&'static str, Failure> {
    let day = from(fields)?;
    let all: Result<Vec<Option<Wanted>>, Failure> = fields.all("field").map(|word| wanted(fields, word)).collect();
    let all: Vec<Wanted> = all?.into_iter().flatten().collect();
    if all.is_empty() {
        return Ok("nothing");
    }
    let hub = guarded.hub();
    let now = hub
        .profile(guarded.id(), &Owner::Person(person), hub.surroundings.today())
        .await?;
    let is_stale = |wanted: &Wanted| own(&now, person, wanted.field) != fields.text(&format!("was-{}", wanted.field));
    if all.iter().any(is_stale) {
        return Err(Failure::Wrong(
            "Er is niets bewaard: een ander wijzigde deze instelling intussen. Hieronder staat wat nu geldt; kies opnieuw.",
            "Nothing was saved: somebody else changed this setting meanwhile. Below is what holds now; choose again.",
        ));
    }
    hub.set_profile(guarded.id(), &Owner::Person(person), day, &all).await?;
    Ok("saved")
}

/// The person's own value of a field, as it reads back.
fn own(lines: &[ProfileLine], person: PersonId, field: Field) -> String {
    let line = lines.iter().find(|line| line.field == field);
    let effective = line.and_then(|line| line.effective.as_ref());
    effective
        .filter(|effective| effective.owner == Owner::Person(person))
        .map(|effective| effective.setting.written())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Option<Wanted> {
        wanted(&Fields::parse(form.as_bytes()), "waiting-days").unwrap()
    }

    #[test]
    fn only_what_was_changed_is_wanted() {
        assert_eq!(read("value-waiting-days=1&was-waiting-days=1"), None);
        assert_eq!(read("value-waiting-days=&was-waiting-days="), None);
        let set = read("value-waiting-days=1&was-waiting-days=").unwrap();
        assert_eq!(set.setting.unwrap().written(), "1");
        let given_back = read("value-waiting-days=&was-waiting-days=1").unwrap();
        assert_eq!(given_back.setting, None);
    }

    #[test]
    fn a_value_that_cannot_be_is_refused() {
        assert!(wanted(&Fields::parse(b"value-waiting-days=3"), "waiting-days").is_err());
        assert!(wanted(&Fields::default(), "no-such-field").is_err());
    }
}
