//! What waits for a person, as the store tells it.

use crate::PostingState;
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use loonbrug_domain::period::PayPeriod;
use loonbrug_domain::quantity::Minutes;
use serde::Deserialize;

/// Postings of a pay period that wait in one state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostingsWaiting {
    /// The coupling.
    pub coupling: CouplingId,
    /// On its way, in doubt or in conflict.
    pub state: PostingState,
    /// The pay period.
    pub period: PayPeriod,
    /// How many.
    pub postings: i64,
    /// Since when the oldest waits.
    pub oldest: Timestamp,
}

/// Shifts of an organisation that wait in one state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftsWaiting {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Open or submitted.
    pub state: ShiftState,
    /// How many.
    pub shifts: i64,
    /// The first day of one.
    pub oldest: Date,
}

/// What was requested.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requested {
    /// Leave.
    Leave,
    /// A payout of hours.
    Payout,
}

/// Requests of an organisation that wait for a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestsWaiting {
    /// The organisation.
    pub organisation: OrganisationId,
    /// What was requested.
    pub what: Requested,
    /// How many requests.
    pub requests: i64,
    /// When the oldest was made.
    pub oldest: Timestamp,
}

/// Days of a coupling whose hours are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursOfDays {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The coupling.
    pub coupling: CouplingId,
    /// The days.
    pub range: DateRange,
    /// Of this person alone; of everybody without one.
    pub person: Option<PersonId>,
}

/// Hour lines of one person that lie in some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HourLinesOfDays {
    /// Place in the list of days that was asked for.
    pub place: usize,
    /// Who.
    pub person: PersonId,
    /// How many lines no run has taken up since they came in.
    pub waiting: i64,
    /// The first day of one of those.
    pub oldest: Option<Date>,
    /// The hours at 100 %, of which those with a surcharge are a part.
    pub worked: Minutes,
    /// What of it a run has taken up.
    pub sent: Minutes,
}

/// Approved shifts of one person that were not sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursToSend {
    /// Place in the list of days that was asked for.
    pub place: usize,
    /// Who.
    pub person: PersonId,
    /// How many shifts.
    pub shifts: i64,
    /// The first day of one.
    pub oldest: Date,
}

/// What one person worked in some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursSent {
    /// Place in the list of days that was asked for.
    pub place: usize,
    /// Who.
    pub person: PersonId,
    /// Worked, on the wall, breaks out.
    pub worked: Minutes,
    /// What of it was sent.
    pub sent: Minutes,
}

/// What is known of the contract of somebody who is linked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkedContract {
    /// The coupling.
    pub coupling: CouplingId,
    /// Who.
    pub person: PersonId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The type that was set by hand, without a day.
    pub by_hand: Option<String>,
    /// The record of Nmbrs, as it is kept.
    pub record: Option<String>,
}

/// What waits and takes reckoning to find, as it was last reckoned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReckonedItem {
    /// The organisation.
    pub organisation: OrganisationId,
    /// What, in the words of the application.
    pub kind: String,
    /// The coupling, where it is of one.
    pub coupling: Option<CouplingId>,
    /// How many.
    pub items: i64,
    /// The day of the oldest.
    pub oldest: Option<Date>,
    /// When it was reckoned to be so first.
    pub reckoned_at: Timestamp,
}
