//! How many shifts there are in each state, and their hours: of everything that is asked for, on whatever page.

use super::asked::{Asked, Standing};
use super::standing::{Entry, of_people, sought};
use crate::answer::Failure;
use crate::guard::Guarded;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::shift::goes_by_the_wall;
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::people::display_name;
use loonbrug_store::ShiftTotals;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;

/// What a page says of everybody who is asked for.
#[derive(Debug)]
pub struct Sums {
    /// Their shifts.
    pub totals: Totals,
    /// Who they are, by name.
    pub people: Vec<PersonId>,
}

impl Sums {
    /// As nobody changed them since they were added up.
    pub async fn of(guarded: &Guarded, asked: &Asked) -> Result<Arc<Self>, Failure> {
        let (hub, id) = (guarded.hub(), guarded.id());
        let (sought, shown) = sought(guarded, asked);
        let sums = async {
            Ok::<_, Failure>(Self {
                totals: Totals::of(guarded, asked).await?,
                people: hub.store.people_worked(id, &sought, &shown).await?,
            })
        };
        let about = (id, format!("{sought:?} {shown:?}"));
        guarded.signed.reckonings.hours.now(hub, Some(id), about, sums).await
    }
}

/// The shifts of everybody who is asked for, by state.
#[derive(Debug)]
pub struct Totals(Vec<ShiftTotals>);

impl Totals {
    /// Of what is asked for, whatever the state that is shown.
    pub async fn of(guarded: &Guarded, asked: &Asked) -> Result<Self, Failure> {
        let (people, shown) = sought(guarded, asked);
        let store = &guarded.hub().store;
        let mut totals = Self(store.shift_totals(guarded.id(), &people, &shown).await?);
        let uneven: Vec<Date> = shown.days.days().filter(|day| !goes_by_the_wall(*day)).collect();
        if !uneven.is_empty() {
            let people = store.people_at_night(guarded.id(), &uneven).await?;
            totals.correct(guarded, asked, &people).await?;
        }
        Ok(totals)
    }

    /// Counts the hour that the clock skipped or had twice, of who worked in such a night.
    async fn correct(&mut self, guarded: &Guarded, asked: &Asked, people: &[PersonId]) -> Result<(), Failure> {
        let wanted = asked.name.trim().to_lowercase();
        let mut people = guarded.hub().people_among(&guarded.allowed, people).await?;
        people.retain(|person| display_name(person).to_lowercase().contains(&wanted));
        let people: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        for entry in of_people(guarded, &asked.standing(Standing::All), &people).await? {
            let state = entry.newest.state;
            let totals = self.0.iter_mut().find(|totals| totals.state == state);
            if let (Some(totals), Some(added)) = (totals, added(&entry)) {
                totals.minutes += added;
            }
        }
        Ok(())
    }

    /// How many shifts a filter shows.
    pub fn shifts(&self, standing: Standing) -> usize {
        self.shown(standing).map(|totals| totals.shifts).sum()
    }

    /// Their minutes.
    pub fn minutes(&self, standing: Standing) -> Minutes {
        Minutes(self.shown(standing).map(|totals| totals.minutes.0).sum())
    }

    /// How many of what a filter shows can be approved at once.
    pub fn waiting(&self, standing: Standing) -> usize {
        self.waiting_ones(standing).map(|totals| totals.shifts).sum()
    }

    /// What proves that those which can be approved are still the ones that somebody saw, as far as the figures tell.
    pub fn seen(&self, standing: Standing) -> String {
        let mut figures = String::new();
        for totals in self.waiting_ones(standing) {
            let ShiftTotals {
                state,
                shifts,
                minutes,
                newest,
            } = totals;
            // Writing to a text cannot fail.
            let _ = write!(figures, "{} {shifts} {} {newest};", state.name(), minutes.0);
        }
        loonbrug_hub::hexadecimal(&Sha256::digest(figures)[..12])
    }

    fn shown(&self, standing: Standing) -> impl Iterator<Item = &ShiftTotals> {
        self.0.iter().filter(move |totals| standing.shows(totals.state))
    }

    fn waiting_ones(&self, standing: Standing) -> impl Iterator<Item = &ShiftTotals> {
        let waits = |totals: &&ShiftTotals| matches!(totals.state, ShiftState::Open | ShiftState::Submitted);
        self.shown(standing).filter(waits)
    }
}

/// What the clock added to a shift, or took from it, beside the times on the wall.
fn added(entry: &Entry) -> Option<Minutes> {
    let shift = &entry.counted()?.shift;
    let on_the_wall = shift.end_minute - shift.start_minute - shift.break_minutes;
    let added = entry.minutes().0 - on_the_wall;
    (added != 0).then_some(Minutes(added))
}
