//! What somebody does on the own page: clock in and out, and see where that stands (V16).

use super::TimeRefusal;
use super::terminals::holder;
use crate::application::Hub;
use crate::error::HubError;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::clock::{BadgeNumber, ClockedShift, Direction};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::{DateRange, Language};
use loonbrug_store::Person;
use uuid::Uuid;

/// What stands with an event of the own page.
const FROM_OWN_PAGE: &str = "eigen pagina";
const LATE_FROM_OWN_PAGE: &str = "eigen pagina, zonder verbinding geklokt";
/// A second click that falls on the button of the page that came meanwhile is still the same click.
const SAME_CLICK: SignedDuration = SignedDuration::from_secs(5);

/// What came later than this is for the planner.
const LATE_AT_MOST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Clocks of phones and of ours differ: a click that was told and of which the answer was lost is told again as another
/// moment.
const SAME_MOMENT: SignedDuration = SignedDuration::from_mins(2);

/// What the clock says of one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnClock {
    /// Since when the person is there; `None` for who is not.
    pub present_since: Option<Timestamp>,
    /// What was worked, rounded, by start; it waits for approval like everything from a clock.
    pub shifts: Vec<ClockedShift>,
    /// Moments of which nothing can be made: the planner completes them.
    pub open: Vec<Timestamp>,
}

/// What holds for somebody on the own page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnTerms {
    /// Timetracking in app: whether clocking on the own page is allowed; not unless a setting says so.
    pub may_clock: bool,
    /// Taal in app, where it is set.
    pub language: Option<Language>,
}

impl Hub {
    /// What the settings say about somebody's own page today.
    pub async fn own_terms(&self, organisation: OrganisationId, person: PersonId) -> Result<OwnTerms, HubError> {
        let profile = self.profiles_of(organisation, &[person]).await?;
        let profile = profile.on(person, self.surroundings.today());
        Ok(OwnTerms {
            may_clock: profile.time_tracking().map_err(Box::new)?.copied().unwrap_or(false),
            language: profile.page_language().map_err(Box::new)?.copied(),
        })
    }

    /// The language that an organisation's profile gives for everybody (taal in app); Dutch where it gives none.
    pub async fn language_of(&self, organisation: OrganisationId) -> Result<Language, HubError> {
        let profile = self.profiles_of(organisation, &[]).await?;
        let everybody = profile.on(PersonId(Uuid::nil()), self.surroundings.today());
        Ok(everybody
            .page_language()
            .map_err(Box::new)?
            .copied()
            .unwrap_or_default())
    }

    /// What the clock says of one person on some days. Nothing is stored.
    pub async fn own_clock(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        range: DateRange,
    ) -> Result<OwnClock, HubError> {
        let derived = self.clock_days_of(organisation, person, range).await?;
        Ok(OwnClock {
            present_since: derived.present.map(|event| event.at),
            shifts: derived.shifts,
            open: derived.open.into_iter().map(|event| event.at).collect(),
        })
    }

    /// Clocks somebody in or out, now, on the own page. Asking for what is so already changes nothing, and neither does
    /// the other direction a moment after the one, so that a second click is no second event. Gives whether it changed
    /// anything.
    pub async fn clock_on_own_page(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        direction: Direction,
    ) -> Result<bool, HubError> {
        if !self.own_terms(organisation, person).await?.may_clock {
            return Err(TimeRefusal::NoTimeTracking.into());
        }
        let today = self.surroundings.today();
        let lately = DateRange {
            from: today.yesterday().unwrap_or(today),
            to: today,
        };
        let is_there = self
            .own_clock(organisation, person, lately)
            .await?
            .present_since
            .is_some();
        if is_there == (direction == Direction::In) {
            return Ok(false);
        }
        let now = self.surroundings.now();
        let just_now = (now - SAME_CLICK, now + SignedDuration::from_secs(1));
        if !self
            .store
            .clock_events_of(organisation, &[person], just_now)
            .await?
            .is_empty()
        {
            return Ok(false);
        }
        self.enter_clock_event(organisation, person, now, direction, FROM_OWN_PAGE)
            .await?;
        Ok(true)
    }

    /// Clocks somebody at a moment that has passed: the phone had no network then. It goes by what the clock holds of
    /// that day, so that telling it again, or what another device told, changes nothing. Gives whether it changed
    /// anything.
    pub async fn clock_late_on_own_page(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        direction: Direction,
        at: Timestamp,
    ) -> Result<bool, HubError> {
        if !self.own_terms(organisation, person).await?.may_clock {
            return Err(TimeRefusal::NoTimeTracking.into());
        }
        let now = self.surroundings.now();
        if at < now - LATE_AT_MOST || now + SAME_MOMENT < at {
            return Err(TimeRefusal::NotAtThatMoment.into());
        }
        let at = at.min(now);
        let day = (at - SignedDuration::from_hours(24), at + SAME_MOMENT);
        let known = self.store.clock_events_of(organisation, &[person], day).await?;
        let told = known.iter().any(|event| {
            let apart = event.at.duration_since(at).abs();
            apart <= SAME_CLICK || (event.direction == direction && apart <= SAME_MOMENT)
        });
        let before = known.iter().filter(|event| event.at <= at).max_by_key(|event| event.at);
        if told || before.is_some_and(|event| event.direction == direction) {
            return Ok(false);
        }
        self.enter_clock_event(organisation, person, at, direction, LATE_FROM_OWN_PAGE)
            .await?;
        Ok(true)
    }

    /// Whose badge it is at a moment.
    pub async fn holder_of_badge(
        &self,
        organisation: OrganisationId,
        number: &BadgeNumber,
        at: Timestamp,
    ) -> Result<Option<Person>, HubError> {
        let badges = self.store.badges(organisation).await?;
        let Some(person) = holder(&badges, number, self.surroundings.date_of(at)) else {
            return Ok(None);
        };
        let people = self.store.people_with_ids(organisation, &[person]).await?;
        Ok(people.into_iter().next())
    }
}
