//! Planned shifts and standard rosters.

use crate::dialect::{Statement, bulk};
use crate::items::of_people;
use crate::row::Row;
use crate::schema::{PLANNED_SHIFT, STANDARD_ROSTER};
use crate::value::values;
use crate::{PeopleSought, Result, Store, StoreError, StoredPlannedShift};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId, PlannedShiftId};
use loonbrug_domain::quantity::Minutes;
use serde_json::json;

const PLANNED: Statement = Statement::new(
    "reading the planning",
    "SELECT id, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes, planned_by, removed
     FROM planned_shift WHERE organisation = $1 AND date BETWEEN $2 AND $3
     ORDER BY date, person, start_minute, id",
);
const PLANNED_ONE: Statement = Statement::new(
    "reading a planned shift",
    "SELECT id, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes, planned_by, removed
     FROM planned_shift WHERE organisation = $1 AND id = $2",
);
const PLANNED_OF: Statement = bulk!(
    "reading the planning of some people",
    "SELECT planned_shift.id, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes,
            planned_by, removed
     FROM",
    "CROSS JOIN planned_shift
     WHERE person = item.value ->> 'person' AND organisation = $2 AND date BETWEEN $3 AND $4
     ORDER BY date, person, start_minute, planned_shift.id"
);
const PLANNED_MINUTES: Statement = bulk!(
    "adding up the planning",
    "WITH chosen (group_name) AS (SELECT item.value ->> 'group' FROM",
    ")
     SELECT CAST(COALESCE(SUM(end_minute - start_minute - break_minutes), 0) AS BIGINT) AS minutes
     FROM planned_shift
     WHERE organisation = $2 AND date BETWEEN $6 AND $7 AND removed = 0 AND $3 <> ''
       AND ($4 = 1 OR person = $5 OR person IN (
           SELECT person FROM membership
           WHERE organisation = $2 AND group_name IN (SELECT group_name FROM chosen)
       ))
       AND ($8 = '' OR person IN (
           SELECT person FROM membership JOIN person AS member ON member.id = membership.person
           WHERE membership.organisation = $2 AND group_name = $8 AND hidden = 0 AND active = 1
           UNION
           SELECT other.person FROM planned_shift AS other
           WHERE other.organisation = $2 AND other.date BETWEEN $6 AND $7 AND other.removed = 0
             AND other.group_name = $8
       ))"
);
const ADD: Statement = bulk!(
    "storing planned shifts",
    "INSERT INTO planned_shift (
         id, organisation, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes,
         planned_by, removed
     )
     SELECT item.value ->> 'id', $2, item.value ->> 'person', item.value ->> 'date',
            CAST(item.value ->> 'start_minute' AS BIGINT), CAST(item.value ->> 'end_minute' AS BIGINT),
            CAST(item.value ->> 'break_minutes' AS BIGINT), item.value ->> 'group', item.value ->> 'factor_minutes',
            item.value ->> 'planned_by', CAST(item.value ->> 'removed' AS BIGINT)
     FROM",
    ""
);
const TAKE_AWAY: Statement = bulk!(
    "taking planned shifts away",
    "DELETE FROM planned_shift WHERE organisation = $2 AND id IN (SELECT item.value ->> 'id' FROM",
    ")"
);
const PUT_ROSTER: Statement = Statement::new(
    "storing a standard roster",
    "INSERT INTO standard_roster (organisation, name, content) VALUES ($1, $2, $3)
     ON CONFLICT (organisation, name) DO UPDATE SET content = excluded.content",
);
const REMOVE_ROSTER: Statement = Statement::new(
    "removing a standard roster",
    "DELETE FROM standard_roster WHERE organisation = $1 AND name = $2",
);
const ROSTERS: Statement = Statement::new(
    "reading standard rosters",
    "SELECT organisation, name, content FROM standard_roster WHERE organisation = $1 ORDER BY name",
);

impl Store {
    /// What is planned to start in the range, and what a person took away there; by date, person and start.
    pub async fn planned_shifts(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<StoredPlannedShift>> {
        let values = values![organisation, range.from, range.to];
        self.read(&PLANNED_SHIFT, PLANNED, values, planned).await
    }

    /// One planned shift, or what says that a person took it away.
    pub async fn planned_shift(
        &self,
        organisation: OrganisationId,
        id: PlannedShiftId,
    ) -> Result<Option<StoredPlannedShift>> {
        let values = values![organisation, id.to_string()];
        self.read_one(&PLANNED_SHIFT, PLANNED_ONE, values, planned).await
    }

    /// The same of these people alone.
    pub async fn planned_shifts_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<Vec<StoredPlannedShift>> {
        let values = values![of_people(people), organisation, range.from, range.to];
        self.read(&PLANNED_SHIFT, PLANNED_OF, values, planned).await
    }

    /// The minutes that are planned in these days, breaks out, of the people who are sought and shown in the planning of
    /// the group (of no name: in any).
    pub async fn planned_minutes(
        &self,
        organisation: OrganisationId,
        sought: &PeopleSought,
        (days, group): (DateRange, &str),
    ) -> Result<Minutes> {
        let mut values = sought.values(organisation);
        values.extend(values![days.from, days.to, group]);
        let minutes = self.read(&PLANNED_SHIFT, PLANNED_MINUTES, values, |row| row.integer("minutes"));
        Ok(Minutes(minutes.await?.into_iter().sum()))
    }

    /// Takes planned shifts away and adds others in one transaction; [`StoreError::Stale`] when one of those to
    /// take away is not there any more.
    pub async fn change_planning(
        &self,
        organisation: OrganisationId,
        take_away: &[PlannedShiftId],
        add: &[StoredPlannedShift],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let gone = take_away.iter().map(|id| json!({ "id": id }));
        let found = transaction.write_all(TAKE_AWAY, gone, values![organisation]).await?;
        let expected = take_away.len() as u64;
        if found != expected {
            return Err(StoreError::Stale {
                doing: TAKE_AWAY.doing,
                expected,
                found,
            });
        }
        let items = add.iter().map(item);
        transaction.write_all(ADD, items, values![organisation]).await?;
        transaction.commit(ADD.doing).await
    }

    /// Stores a roster as JSON, or takes the place of the one of the same name.
    pub async fn put_standard_roster(&self, organisation: OrganisationId, name: &str, content: &str) -> Result<()> {
        self.write(PUT_ROSTER, values![organisation, name, content]).await?;
        Ok(())
    }

    /// Takes a roster away; whether it was there.
    pub async fn remove_standard_roster(&self, organisation: OrganisationId, name: &str) -> Result<bool> {
        Ok(self.write(REMOVE_ROSTER, values![organisation, name]).await? > 0)
    }

    /// The rosters as JSON, by name.
    pub async fn standard_rosters(&self, organisation: OrganisationId) -> Result<Vec<String>> {
        self.read(&STANDARD_ROSTER, ROSTERS, values![organisation], |row| {
            row.text("content")
        })
        .await
    }
}

fn item(planned: &StoredPlannedShift) -> serde_json::Value {
    json!({
        "id": planned.id,
        "person": planned.person,
        "date": planned.date,
        "start_minute": planned.start_minute,
        "end_minute": planned.end_minute,
        "break_minutes": planned.break_minutes,
        "group": planned.group,
        "factor_minutes": json!(planned.factor_minutes).to_string(),
        "planned_by": json!(planned.by).to_string(),
        "removed": i64::from(planned.removed),
    })
}

pub(crate) fn planned(row: &Row<'_>) -> Result<StoredPlannedShift> {
    Ok(StoredPlannedShift {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        date: row.parsed("date")?,
        start_minute: row.integer("start_minute")?,
        end_minute: row.integer("end_minute")?,
        break_minutes: row.integer("break_minutes")?,
        group: row.optional_text("group_name")?,
        factor_minutes: row.json("factor_minutes")?,
        by: row.json("planned_by")?,
        removed: row.flag("removed")?,
    })
}
