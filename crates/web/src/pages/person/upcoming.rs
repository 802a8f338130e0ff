//! What was set for somebody from a later day on.

use crate::answer::Failure;
use crate::guard::Guarded;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::Owner;

/// The person's own settings that hold from a later day on, soonest first.
pub async fn upcoming(guarded: &Guarded, person: PersonId) -> Result<Vec<String>, Failure> {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let mut entries = hub.store.profile_entries_of(guarded.id(), &[person]).await?;
    entries.retain(|entry| entry.owner == Owner::Person(person) && entry.valid_from > today);
    entries.sort_by_key(|entry| (entry.valid_from, entry.field));
    let text = |entry: &loonbrug_domain::profile::ProfileEntry| {
        let standard = w.t("Standaardinstelling profiel", "The profile's default").to_owned();
        let value = entry
            .setting
            .as_ref()
            .map_or(standard, |setting| setting.shown(w.language));
        format!(
            "{} {}: {} {value}",
            w.t("Per", "From"),
            dutch_date(entry.valid_from),
            entry.field.label(w.language)
        )
    };
    Ok(entries.iter().map(text).collect())
}
