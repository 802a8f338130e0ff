//! Long lists of what happened or is planned, read on from where somebody was: clock events, planned shifts, payouts and
//! ledger entries.

use crate::clock::event;
use crate::dialect::Statement;
use crate::ledgers::{entry, word};
use crate::payouts::{payout, state};
use crate::planning::planned;
use crate::reading_on::{number, text};
use crate::schema::{CLOCK_EVENT, LEDGER_ENTRY, PAYOUT, PLANNED_SHIFT};
use crate::value::values;
use crate::{Payout, PayoutState, Result, Store, StoredClockEvent, StoredLedgerEntry, StoredPlannedShift};
use jiff::Timestamp;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::clock::EventKey;
use loonbrug_domain::ids::{OrganisationId, PayoutId, PersonId, PlannedShiftId, TerminalId};
use loonbrug_domain::ledger::LedgerKind;

/// Which clock events, after which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClockEventsAfter {
    /// The first moment.
    pub from: Timestamp,
    /// The moment before which they are.
    pub until: Timestamp,
    /// Of one terminal, or of all.
    pub terminal: Option<TerminalId>,
    /// Moment and key of the one that was read last.
    pub after: Option<(Timestamp, EventKey)>,
}

/// Which planned shifts, after which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedAfter {
    /// The days on which they start.
    pub days: DateRange,
    /// Of one person, or of all.
    pub person: Option<PersonId>,
    /// For one group, or for any or none.
    pub group: Option<String>,
    /// Day, start and identity of the one that was read last.
    pub after: Option<(Date, i64, PlannedShiftId)>,
}

/// Which payouts, before which.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PayoutsBefore {
    /// Of one person, or of all.
    pub person: Option<PersonId>,
    /// In one state, or in any.
    pub state: Option<PayoutState>,
    /// Moment and identity of the one that was read last.
    pub before: Option<(Timestamp, PayoutId)>,
}

/// The entries of which ledger, after which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntriesAfter {
    /// Whose.
    pub person: PersonId,
    /// Which ledger.
    pub ledger: LedgerKind,
    /// Day and place in the chain of the one that was read last.
    pub after: Option<(Date, i64)>,
}

const EVENTS: Statement = Statement::new(
    "reading clock events on",
    "SELECT terminal, sequence, at, badge, person, direction, received_at, entered_by, reason
     FROM clock_event
     WHERE organisation = $1 AND at >= $2 AND at < $3 AND ($4 = '' OR terminal = $4)
       AND (at > $5 OR (at = $5 AND (terminal > $6 OR (terminal = $6 AND sequence > $7))))
     ORDER BY at, terminal, sequence LIMIT $8",
);

/// Planned shifts, of everybody or of one person: each by an index of its own.
macro_rules! planned {
    ($doing:literal, $whose:literal) => {
        Statement::new(
            $doing,
            concat!(
                "SELECT id, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes, planned_by,
                        removed
                 FROM planned_shift
                 WHERE organisation = $1 AND date BETWEEN $2 AND $3 AND removed = 0 AND ",
                $whose,
                " AND ($5 = 0 OR group_name = $6)
                   AND (date > $7 OR (date = $7 AND (start_minute > $8 OR (start_minute = $8 AND id > $9))))
                 ORDER BY date, start_minute, id LIMIT $10"
            ),
        )
    };
}

const PLANNED: Statement = planned!("reading the planning on", "$4 = ''");
const PLANNED_OF: Statement = planned!("reading the planning of somebody on", "person = $4");
const PAYOUTS: Statement = Statement::new(
    "reading payouts on",
    "SELECT id, organisation, person, coupling, source, hundredths, code, state, requested_by, requested_at, decided_by,
            decided_at, reason
     FROM payout
     WHERE organisation = $1 AND ($2 = '' OR person = $2) AND ($3 = '' OR state = $3)
       AND (requested_at < $4 OR (requested_at = $4 AND id < $5))
     ORDER BY requested_at DESC, id DESC LIMIT $6",
);
const ENTRIES: Statement = Statement::new(
    "reading a ledger on",
    "SELECT id, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on, requested_on,
            from_date, to_date, on_employer, leave_type, description, booked_at, booked_by, sequence
     FROM ledger_entry
     WHERE organisation = $1 AND person = $2 AND ledger = $3 AND (date > $4 OR (date = $4 AND sequence > $5))
     ORDER BY date, sequence LIMIT $6",
);

impl Store {
    /// The next clock events, by moment, terminal and number; at most so many.
    pub async fn clock_events_after(
        &self,
        organisation: OrganisationId,
        wanted: &ClockEventsAfter,
        most: usize,
    ) -> Result<Vec<StoredClockEvent>> {
        let (at, key) = wanted.after.unzip();
        let values = values![
            organisation,
            at.map_or(wanted.from, |at| at.max(wanted.from)),
            wanted.until,
            text(wanted.terminal),
            at.unwrap_or(Timestamp::MIN),
            text(key.map(|key| key.terminal)),
            key.map_or(0, |key| key.sequence),
            number(most),
        ];
        self.read(&CLOCK_EVENT, EVENTS, values, event).await
    }

    /// The next shifts that are planned, by day and start; at most so many.
    pub async fn planned_after(
        &self,
        organisation: OrganisationId,
        wanted: &PlannedAfter,
        most: usize,
    ) -> Result<Vec<StoredPlannedShift>> {
        let statement = if wanted.person.is_some() { PLANNED_OF } else { PLANNED };
        let PlannedAfter { days, after, .. } = wanted;
        let values = values![
            organisation,
            after.map_or(days.from, |(date, _, _)| date.max(days.from)),
            days.to,
            text(wanted.person),
            i64::from(wanted.group.is_some()),
            wanted.group.clone().unwrap_or_default(),
            text(after.map(|(date, _, _)| date)),
            after.map_or(0, |(_, start, _)| start),
            text(after.map(|(_, _, shift)| shift)),
            number(most),
        ];
        self.read(&PLANNED_SHIFT, statement, values, planned).await
    }

    /// The next payouts, newest first; at most so many.
    pub async fn payouts_before(
        &self,
        organisation: OrganisationId,
        wanted: &PayoutsBefore,
        most: usize,
    ) -> Result<Vec<Payout>> {
        let values = values![
            organisation,
            text(wanted.person),
            wanted.state.map(state).unwrap_or_default(),
            wanted.before.map_or(Timestamp::MAX, |(at, _)| at),
            text(wanted.before.map(|(_, payout)| payout)),
            number(most),
        ];
        self.read(&PAYOUT, PAYOUTS, values, payout).await
    }

    /// The next entries of a ledger, by day and order of booking; at most so many.
    pub async fn ledger_entries_after(
        &self,
        organisation: OrganisationId,
        wanted: &EntriesAfter,
        most: usize,
    ) -> Result<Vec<StoredLedgerEntry>> {
        let values = values![
            organisation,
            wanted.person,
            word(wanted.ledger),
            text(wanted.after.map(|(date, _)| date)),
            wanted.after.map_or(0, |(_, sequence)| sequence),
            number(most),
        ];
        self.read(&LEDGER_ENTRY, ENTRIES, values, entry).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::plan;

    #[tokio::test]
    async fn each_list_is_read_by_an_index() {
        for (statement, index) in [
            (
                EVENTS,
                "clock_event USING INDEX clock_event_in_time (organisation=? AND at>? AND at<?)",
            ),
            (
                PLANNED,
                "planned_shift USING INDEX planned_shift_of_organisation (organisation=? AND date>? AND date<?)",
            ),
            (
                PLANNED_OF,
                "planned_shift USING INDEX planned_shift_of_person (person=? AND date>? AND date<?)",
            ),
            (PAYOUTS, "payout USING INDEX payout_of_organisation (organisation=?"),
            (
                ENTRIES,
                "ledger_entry USING INDEX sqlite_autoindex_ledger_entry_2 (organisation=? AND person=? AND ledger=?)",
            ),
        ] {
            let steps = plan(statement.sqlite).await;
            assert!(steps.contains(index), "{}: {steps}", statement.doing);
        }
    }
}
