//! Revisions of shifts (diensten) and the steps of their approval.

use crate::audit::append;
use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::items::{last_of_each, of_people};
use crate::row::Row;
use crate::schema::{SHIFT, SHIFT_EVENT};
use crate::value::values;
use crate::{
    AuditEntry, NewRevision, Result, ShiftChange, ShiftEvent, ShiftHistory, ShiftRevision, Store, StoreError,
    StoredShift,
};
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftEntryId, ShiftId};
use serde::Serialize;
use serde_json::json;

/// What counts and what waits: two searches, each by an index of its own.
const STANDING: Statement = Statement::new(
    "reading shifts and what waits",
    "SELECT id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM shift WHERE organisation = $1 AND date BETWEEN $2 AND $3 AND in_force = 1
     UNION ALL
     SELECT id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM shift
     WHERE organisation = $1 AND date BETWEEN $2 AND $3 AND state IN ('open', 'submitted', 'rejected')
     ORDER BY date, person, start_minute, entry, revision",
);
const REVISIONS_OF: Statement = bulk!(
    "reading the revisions of some people's shifts",
    "SELECT shift.id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM",
    "CROSS JOIN shift
     WHERE person = item.value ->> 'person' AND organisation = $2 AND date BETWEEN $3 AND $4
     ORDER BY entry, revision"
);
const WITH_IDS: Statement = bulk!(
    "reading some revisions of shifts",
    "SELECT shift.id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM",
    "CROSS JOIN shift WHERE shift.id = item.value ->> 'shift' AND organisation = $2
     ORDER BY entry, revision"
);
const OF_ENTRY: Statement = Statement::new(
    "reading the revisions of a shift",
    "SELECT id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM shift WHERE organisation = $1 AND (id = $2 OR (revision > 1 AND entry = $2)) ORDER BY revision",
);
const EVENTS_OF_ENTRY: Statement = Statement::new(
    "reading the history of a shift",
    "SELECT shift, position, shift_event.at, actor, from_state, to_state, reason
     FROM shift JOIN shift_event ON shift_event.shift = shift.id
     WHERE shift.organisation = $1 AND (shift.id = $2 OR (revision > 1 AND entry = $2))
     ORDER BY revision, position",
);
const ADD: Statement = bulk!(
    "storing revisions of shifts",
    "INSERT INTO shift (
         id, organisation, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes,
         group_name, factor_minutes, source, import, origin, removed, state, in_force, approved_at
     )
     SELECT item.value ->> 0, $2, item.value ->> 1, CAST(item.value ->> 2 AS BIGINT), item.value ->> 3,
            item.value ->> 4, CAST(item.value ->> 5 AS BIGINT), CAST(item.value ->> 6 AS BIGINT), item.value ->> 7,
            CAST(item.value ->> 8 AS BIGINT), item.value ->> 9, item.value ->> 10, item.value ->> 11,
            item.value ->> 12, item.value ->> 13, CAST(item.value ->> 14 AS BIGINT), item.value ->> 15, 0, NULL
     FROM",
    ""
);
/// Before another revision of the same entry comes into force. The first revision has the id of the entry.
const END_FIRST: Statement = bulk!(
    "ending the force of first revisions",
    "UPDATE shift SET in_force = 0 WHERE in_force = 1 AND organisation = $2 AND id IN (
         SELECT new.entry FROM",
    "CROSS JOIN shift AS new WHERE new.id = item.value ->> 'shift' AND new.revision > 1)"
);
const END_LATER: Statement = bulk!(
    "ending the force of later revisions",
    "UPDATE shift SET in_force = 0
     WHERE in_force = 1 AND organisation = $2 AND revision > 1 AND entry IN (
         SELECT new.entry FROM",
    "CROSS JOIN shift AS new WHERE new.id = item.value ->> 'shift' AND new.revision > 1)"
);
const STEP: Statement = bulk!(
    "taking a step with shifts",
    "UPDATE shift
     SET state = item.value ->> 'to',
         in_force = CASE WHEN item.value ->> 'to' = 'approved' THEN 1 ELSE shift.in_force END,
         approved_at = CASE WHEN item.value ->> 'to' = 'approved' THEN CAST($3 AS BIGINT) ELSE shift.approved_at END
     FROM",
    "WHERE shift.id = item.value ->> 'shift' AND shift.organisation = $2 AND shift.state = item.value ->> 'from'"
);
const ADD_EVENTS: Statement = bulk!(
    "writing the history of shifts",
    "INSERT INTO shift_event (shift, position, organisation, at, actor, from_state, to_state, reason)
     SELECT shift.id, (
                SELECT COALESCE(MAX(position), 0) + 1 FROM shift_event WHERE shift_event.shift = shift.id
            ), shift.organisation, CAST($2 AS BIGINT), $3, item.value ->> 'from', item.value ->> 'to', item.value ->> 'reason'
     FROM",
    "CROSS JOIN shift WHERE shift.id = item.value ->> 'shift'"
);

const MOVED_SINCE: Statement = bulk!(
    "counting what happened to shifts since a moment",
    "SELECT COUNT(*) AS number
     FROM",
    "CROSS JOIN shift_event
     WHERE shift_event.shift = item.value ->> 'shift' AND organisation = $2 AND at > $3"
);

impl Store {
    /// How often something was done with one of these revisions after a moment.
    pub async fn shifts_moved_since(
        &self,
        organisation: OrganisationId,
        shifts: &[ShiftId],
        at: Timestamp,
    ) -> Result<i64> {
        let items = last_of_each(shifts, |shift| *shift).map(|shift| json!({ "shift": shift }));
        let items = json!(items.collect::<Vec<_>>()).to_string();
        let values = values![items, organisation, at];
        let counted = self.read(&SHIFT_EVENT, MOVED_SINCE, values, |row| row.integer("number"));
        Ok(counted.await?.into_iter().sum())
    }

    /// What counts (also a removal that is in force) and what waits for a decision, of shifts that start in the range;
    /// by date, person and start.
    pub async fn standing_shifts(&self, organisation: OrganisationId, range: DateRange) -> Result<Vec<ShiftRevision>> {
        let values = values![organisation, range.from, range.to];
        self.read(&SHIFT, STANDING, values, revision).await
    }

    /// Every revision of these people's shifts that starts in the range, by entry and number.
    pub async fn shift_revisions_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<Vec<ShiftRevision>> {
        let values = values![of_people(people), organisation, range.from, range.to];
        self.read(&SHIFT, REVISIONS_OF, values, revision).await
    }

    /// These revisions, by entry; one that is not there is left out.
    pub async fn shift_revisions(
        &self,
        organisation: OrganisationId,
        shifts: &[ShiftId],
    ) -> Result<Vec<ShiftRevision>> {
        let items = last_of_each(shifts, |shift| *shift).map(|shift| json!({ "shift": shift }));
        let items = json!(items.collect::<Vec<_>>()).to_string();
        self.read(&SHIFT, WITH_IDS, values![items, organisation], revision)
            .await
    }

    /// All revisions of an entry and what was done with them; empty when it is not there.
    pub async fn shift_history(&self, organisation: OrganisationId, entry: ShiftEntryId) -> Result<ShiftHistory> {
        let of_entry = || values![organisation, entry.to_string()];
        Ok(ShiftHistory {
            entry,
            revisions: self.read(&SHIFT, OF_ENTRY, of_entry(), revision).await?,
            events: self.read(&SHIFT_EVENT, EVENTS_OF_ENTRY, of_entry(), event).await?,
        })
    }

    /// Adds revisions that wait for a decision, and takes the pending ones away whose place they take, with the audit
    /// entries that say so. All of it, or on an error nothing: [`StoreError::Stale`] when what they replace is no longer
    /// where it was seen, [`StoreError::AlreadyThere`] when somebody else made the same revision.
    pub async fn add_shift_revisions(
        &self,
        organisation: OrganisationId,
        new: &[NewRevision],
        actor: &str,
        at: Timestamp,
        entries: &[AuditEntry],
    ) -> Result<()> {
        self.change_shifts(organisation, &[], new, (at, actor), entries).await
    }

    /// Takes steps, all of them or on an error none, with the audit entries that say so: [`StoreError::Stale`] when one
    /// of the revisions is no longer where it was seen. What is approved comes into force, and what was in force of the
    /// same entry no longer is.
    pub async fn step_shifts(
        &self,
        organisation: OrganisationId,
        changes: &[ShiftChange],
        actor: &str,
        at: Timestamp,
        entries: &[AuditEntry],
    ) -> Result<()> {
        self.change_shifts(organisation, changes, &[], (at, actor), entries)
            .await
    }

    /// Takes steps and adds revisions in one transaction, as [`Self::step_shifts`] and [`Self::add_shift_revisions`] do.
    pub async fn change_shifts(
        &self,
        organisation: OrganisationId,
        changes: &[ShiftChange],
        new: &[NewRevision],
        (at, actor): (Timestamp, &str),
        entries: &[AuditEntry],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let replaced = new.iter().filter_map(replaced);
        let steps: Vec<ShiftChange> = changes.iter().cloned().chain(replaced).collect();
        step(&mut transaction, organisation, &steps, actor, at).await?;
        let items = new.iter().map(|new| item(&new.revision));
        transaction.write_all(ADD, items, values![organisation]).await?;
        let events = new.iter().map(|new| {
            let (shift, to) = (new.revision.shift.id, new.revision.state.name());
            json!({ "shift": shift, "from": null, "to": to, "reason": new.reason })
        });
        transaction.write_all(ADD_EVENTS, events, values![at, actor]).await?;
        append(&mut transaction, entries).await?;
        transaction.commit(STEP.doing).await
    }
}

/// The step of the pending revision whose place a new one takes.
fn replaced(new: &NewRevision) -> Option<ShiftChange> {
    let (shift, from) = new.replaces?;
    let (to, reason) = (ShiftState::Replaced, new.reason.clone());
    Some(ShiftChange {
        shift,
        from,
        to,
        reason,
    })
}

async fn step(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    changes: &[ShiftChange],
    actor: &str,
    at: Timestamp,
) -> Result<()> {
    let items = |wanted: Option<ShiftState>| {
        let wanted = changes
            .iter()
            .filter(move |change| wanted.is_none_or(|state| change.to == state));
        wanted.map(|change| {
            json!({
                "shift": change.shift, "from": change.from.name(), "to": change.to.name(), "reason": change.reason,
            })
        })
    };
    for ending in [END_FIRST, END_LATER] {
        let approved = items(Some(ShiftState::Approved));
        transaction.write_all(ending, approved, values![organisation]).await?;
    }
    let found = transaction
        .write_all(STEP, items(None), values![organisation, at])
        .await?;
    let expected = changes.len() as u64;
    if found != expected {
        return Err(StoreError::Stale {
            doing: STEP.doing,
            expected,
            found,
        });
    }
    transaction
        .write_all(ADD_EVENTS, items(None), values![at, actor])
        .await?;
    Ok(())
}

/// In the order of [`ADD`].
fn item(revision: &ShiftRevision) -> impl Serialize + Send + use<> {
    let shift = &revision.shift;
    let times = json!([shift.date, shift.start_minute, shift.end_minute, shift.second_pass]);
    let (identity, rest) = (
        json!([shift.id, shift.entry, shift.revision, shift.person]),
        json!([
            shift.break_minutes,
            shift.group,
            json!(shift.factor_minutes).to_string(),
            shift.source,
            shift.import,
            revision.origin,
            i64::from(revision.removed),
            revision.state.name(),
        ]),
    );
    let parts = [identity, times, rest].into_iter();
    parts
        .flat_map(|part| part.as_array().cloned().unwrap_or_default())
        .collect::<Vec<_>>()
}

/// A revision without where it stands.
pub(crate) fn shift(row: &Row<'_>) -> Result<StoredShift> {
    Ok(StoredShift {
        id: row.parsed("id")?,
        entry: row.parsed("entry")?,
        revision: row.integer("revision")?,
        person: row.parsed("person")?,
        date: row.parsed("date")?,
        start_minute: row.integer("start_minute")?,
        end_minute: row.integer("end_minute")?,
        second_pass: row.optional_parsed("second_pass")?,
        break_minutes: row.integer("break_minutes")?,
        group: row.optional_text("group_name")?,
        factor_minutes: row.json("factor_minutes")?,
        source: row.parsed("source")?,
        import: row.optional_parsed("import")?,
    })
}

pub(crate) fn revision(row: &Row<'_>) -> Result<ShiftRevision> {
    Ok(ShiftRevision {
        shift: shift(row)?,
        removed: row.flag("removed")?,
        origin: row.optional_text("origin")?,
        state: row.parsed("state")?,
        in_force: row.flag("in_force")?,
        approved_at: row.optional_time("approved_at")?,
    })
}

fn event(row: &Row<'_>) -> Result<ShiftEvent> {
    Ok(ShiftEvent {
        shift: row.parsed("shift")?,
        at: row.time("at")?,
        actor: row.text("actor")?,
        from: row.optional_parsed("from_state")?,
        to: row.parsed("to_state")?,
        reason: row.text("reason")?,
    })
}
