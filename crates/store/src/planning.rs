//! Planned shifts and standard rosters.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::{PLANNED_SHIFT, STANDARD_ROSTER};
use crate::value::values;
use crate::{Result, Store, StoreError, StoredPlannedShift};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PlannedShiftId};
use serde_json::json;

const PLANNED: Statement = Statement::new(
    "reading the planning",
    "SELECT id, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes, planned_by, removed
     FROM planned_shift WHERE organisation = $1 AND date BETWEEN $2 AND $3
     ORDER BY date, person, start_minute, id",
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

fn planned(row: &Row<'_>) -> Result<StoredPlannedShift> {
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
