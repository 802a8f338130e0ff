//! Shifts as they stand: of each entry what counts, and what waits to take its place.

use super::asked::{Asked, Standing};
use super::times::{times, worked};
use crate::answer::Failure;
use crate::guard::Guarded;
use crate::words::Words;
use loonbrug_domain::Minutes;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{PersonId, ShiftEntryId};
use loonbrug_hub::people::display_name;
use loonbrug_store::{PeopleSought, Person, ShiftRevision, ShiftsShown};
use std::collections::{BTreeMap, HashMap};

/// One entry: the newest word about it, and what counts until that is approved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The newest revision that stands.
    pub newest: ShiftRevision,
    /// What counts, where the newest is something else.
    pub counts: Option<ShiftRevision>,
}

/// A state, as it is shown: a class, a sign and a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StateView {
    /// The class, that gives the colour.
    pub class: &'static str,
    /// The sign beside it.
    pub sign: &'static str,
    /// The word beside it.
    pub word: &'static str,
}

impl StateView {
    /// Of a state: green what is approved, white what was exported, orange what waits.
    pub fn of(state: ShiftState, removed: bool, w: Words) -> Self {
        if removed && state.is_pending() {
            return Self {
                class: "submitted",
                sign: "−",
                word: w.t("wordt verwijderd", "to be removed"),
            };
        }
        let (class, sign) = match state {
            ShiftState::Open => ("open", "○"),
            ShiftState::Submitted => ("submitted", "?"),
            ShiftState::Rejected => ("rejected", "✗"),
            ShiftState::Approved => ("approved", "✓"),
            ShiftState::Exported => ("exported", "⇥"),
            ShiftState::Replaced => ("replaced", "–"),
        };
        Self {
            class,
            sign,
            word: state.word(w.language),
        }
    }
}

impl Entry {
    /// Where the newest stands.
    pub fn state(&self, w: Words) -> StateView {
        StateView::of(self.newest.state, self.newest.removed, w)
    }

    /// Whether somebody may approve it without looking at a reason first.
    pub const fn waits(&self) -> bool {
        matches!(self.newest.state, ShiftState::Open | ShiftState::Submitted)
    }

    /// Minutes, where they count or may come to count.
    pub fn minutes(&self) -> Minutes {
        self.counted().map_or(Minutes(0), |revision| worked(&revision.shift))
    }

    /// The revision whose minutes those are.
    pub fn counted(&self) -> Option<&ShiftRevision> {
        if self.newest.removed || self.newest.state == ShiftState::Rejected {
            return self.counts.as_ref();
        }
        Some(&self.newest)
    }

    /// What counts until the newest is approved, in words; empty where nothing else does.
    pub fn until_then(&self, w: Words) -> String {
        let Some(counts) = &self.counts else {
            return String::new();
        };
        format!("{}: {}", w.t("nu telt", "counts now"), times(&counts.shift, w))
    }
}

/// The entries of these revisions, by day and start. What was removed and approved as such is gone.
pub fn entries(revisions: Vec<ShiftRevision>) -> Vec<Entry> {
    let mut by_entry: BTreeMap<ShiftEntryId, Vec<ShiftRevision>> = BTreeMap::new();
    for revision in revisions {
        by_entry.entry(revision.shift.entry).or_default().push(revision);
    }
    let mut entries: Vec<Entry> = by_entry.into_values().filter_map(entry).collect();
    entries.sort_by_key(|entry| {
        let shift = &entry.newest.shift;
        (shift.date, shift.start_minute, shift.entry)
    });
    entries
}

fn entry(revisions: Vec<ShiftRevision>) -> Option<Entry> {
    let (pending, in_force): (Vec<_>, Vec<_>) = revisions
        .into_iter()
        .filter(|one| one.in_force || one.state.is_pending())
        .partition(|one| one.state.is_pending());
    let counts = in_force.into_iter().find(|one| one.in_force && !one.removed);
    let waits = pending.into_iter().max_by_key(|one| one.shift.revision);
    match (waits, counts) {
        (Some(newest), counts) => Some(Entry { newest, counts }),
        (None, Some(newest)) => Some(Entry { newest, counts: None }),
        (None, None) => None,
    }
}

/// The people whom the visitor reaches, with their names.
#[derive(Clone, Debug, Default)]
pub struct Names(pub HashMap<PersonId, String>);

impl Names {
    /// Those of these people who are within reach.
    pub async fn of_people(guarded: &Guarded, people: &[PersonId]) -> Result<Self, Failure> {
        let people = guarded.hub().people_among(&guarded.allowed, people).await?;
        let named = people.iter().map(|person| (person.id, display_name(person)));
        Ok(Self(named.collect()))
    }

    /// The name of a person; empty for one out of reach.
    pub fn of(&self, person: PersonId) -> &str {
        self.0.get(&person).map_or("", String::as_str)
    }
}

/// What is asked for, as the store takes it.
pub fn sought(guarded: &Guarded, asked: &Asked) -> (PeopleSought, ShiftsShown) {
    let sought = PeopleSought {
        name: asked.name.clone(),
        reach: guarded.allowed.reach().clone(),
    };
    let shown = ShiftsShown {
        days: asked.range(),
        group: asked.group.clone(),
        state: match asked.standing {
            Standing::All => String::new(),
            standing => standing.word().to_owned(),
        },
    };
    (sought, shown)
}

/// The entries of these people in the days that the filters of group and state let through. Of a group are the shifts
/// worked for it, and those of the people who belong to it.
pub async fn of_people(guarded: &Guarded, asked: &Asked, people: &[PersonId]) -> Result<Vec<Entry>, Failure> {
    let (store, id) = (&guarded.hub().store, guarded.id());
    let members = match asked.group.as_str() {
        "" => BTreeMap::new(),
        _ => store.memberships_of(id, people).await?,
    };
    let is_member = |person| {
        members
            .get(&person)
            .is_some_and(|of| of.iter().any(|one| one.group == asked.group))
    };
    let mut found = entries(store.shift_revisions_of(id, people, asked.range()).await?);
    found.retain(|entry| {
        let shift = &entry.newest.shift;
        let of_group =
            asked.group.is_empty() || shift.group.as_deref() == Some(&asked.group) || is_member(shift.person);
        of_group && asked.standing.shows(entry.newest.state)
    });
    Ok(found)
}

/// All entries within reach that are asked for, of whomever.
pub async fn all(guarded: &Guarded, asked: &Asked) -> Result<Vec<Entry>, Failure> {
    let (sought, shown) = sought(guarded, asked);
    let store = &guarded.hub().store;
    let people = store.people_worked(guarded.id(), &sought, &shown).await?;
    of_people(guarded, asked, &people).await
}

/// These people, in this order.
pub async fn people_in_order(guarded: &Guarded, ids: &[PersonId]) -> Result<Vec<Person>, Failure> {
    let found = guarded.hub().store.people_with_ids(guarded.id(), ids).await?;
    let mut found: HashMap<PersonId, Person> = found.into_iter().map(|person| (person.id, person)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Date;
    use loonbrug_domain::ids::ShiftId;
    use loonbrug_store::{ShiftSource, StoredShift};
    use uuid::Uuid;

    fn revision(number: i64, state: ShiftState, in_force: bool, removed: bool) -> ShiftRevision {
        ShiftRevision {
            shift: StoredShift {
                id: ShiftId(Uuid::from_u128(u128::from(number.unsigned_abs()))),
                entry: ShiftEntryId(Uuid::from_u128(1)),
                revision: number,
                person: PersonId(Uuid::from_u128(9)),
                date: Date::constant(2023, 4, 3),
                start_minute: 540,
                end_minute: 1_020 + number,
                second_pass: None,
                break_minutes: 0,
                group: None,
                factor_minutes: Vec::new(),
                source: ShiftSource::Hand,
                import: None,
            },
            removed,
            origin: None,
            state,
            in_force,
            approved_at: None,
        }
    }

    #[test]
    fn a_change_waits_beside_what_counts() {
        let before = revision(1, ShiftState::Approved, true, false);
        let change = revision(2, ShiftState::Submitted, false, false);
        let found = entries(vec![before.clone(), change.clone()]);
        let expected = Entry {
            newest: change,
            counts: Some(before),
        };
        assert_eq!(found, [expected]);
        assert_eq!(found[0].minutes(), Minutes(482));
    }

    #[test]
    fn a_rejected_change_leaves_what_counts() {
        let before = revision(1, ShiftState::Exported, true, false);
        let change = revision(2, ShiftState::Rejected, false, false);
        assert_eq!(entries(vec![before, change])[0].minutes(), Minutes(481));
    }

    #[test]
    fn what_was_removed_is_gone_once_that_is_approved() {
        let waits = revision(2, ShiftState::Open, false, true);
        let before = revision(1, ShiftState::Approved, true, false);
        assert_eq!(entries(vec![before, waits]).len(), 1);
        assert_eq!(entries(vec![revision(2, ShiftState::Approved, true, true)]), []);
    }
}
