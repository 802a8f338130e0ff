//! The shifts of some days added up by the database, without reading each.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::SHIFT;
use crate::value::values;
use crate::{PeopleSought, Result, ShiftsShown, Store};
use loonbrug_domain::access::Reach;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::Date;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::quantity::Minutes;
use serde_json::{Value as Cell, json};

/// The shifts in one state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftTotals {
    /// Where they stand: of each entry the newest word, or what counts.
    pub state: ShiftState,
    /// How many.
    pub shifts: usize,
    /// Their minutes by the times on the wall, breaks out; of what is removed or rejected, those of what counts until
    /// then.
    pub minutes: Minutes,
    /// The newest of them that wait, by identity; empty where none does.
    pub newest: String,
}

/// What counts is added up, then what waits. What counts in an entry that has something waiting is taken out again,
/// but for the minutes of what would be removed or was rejected.
macro_rules! totals {
    ($doing:literal, $of_shift:expr, $of_counts:expr) => {
        bulk!(
            $doing,
            "WITH chosen (group_name) AS (SELECT item.value ->> 'group' FROM",
            concat!(
                "),
     counted (state, shifts, minutes, newest) AS (
         SELECT state, COUNT(*), SUM(end_minute - start_minute - break_minutes), ''
         FROM shift
         WHERE organisation = $2 AND date BETWEEN $6 AND $7 AND in_force = 1 AND removed = 0",
                $of_shift,
                "GROUP BY state
         UNION ALL
         SELECT state, COUNT(*),
                SUM(CASE WHEN removed = 1 OR state = 'rejected' THEN 0
                    ELSE end_minute - start_minute - break_minutes END),
                MAX(id)
         FROM shift
         WHERE organisation = $2 AND date BETWEEN $6 AND $7 AND state IN ('open', 'submitted', 'rejected')",
                $of_shift,
                "GROUP BY state
         UNION ALL
         SELECT counts.state, -COUNT(*), -SUM(counts.end_minute - counts.start_minute - counts.break_minutes), ''
         FROM shift CROSS JOIN shift AS counts
         WHERE shift.organisation = $2 AND shift.date BETWEEN $6 AND $7
           AND shift.state IN ('open', 'submitted', 'rejected') AND shift.revision > 1
           AND counts.id IN (shift.entry, (
               SELECT later.id FROM shift AS later
               WHERE later.entry = shift.entry AND later.revision > 1 AND later.in_force = 1
           ))
           AND counts.date BETWEEN $6 AND $7 AND counts.in_force = 1 AND counts.removed = 0",
                $of_counts,
                "GROUP BY counts.state
         UNION ALL
         SELECT shift.state, 0, SUM(counts.end_minute - counts.start_minute - counts.break_minutes), ''
         FROM shift CROSS JOIN shift AS counts
         WHERE shift.organisation = $2 AND shift.date BETWEEN $6 AND $7
           AND shift.state IN ('open', 'submitted', 'rejected') AND shift.revision > 1
           AND (shift.removed = 1 OR shift.state = 'rejected')
           AND counts.id IN (shift.entry, (
               SELECT later.id FROM shift AS later
               WHERE later.entry = shift.entry AND later.revision > 1 AND later.in_force = 1
           ))
           AND counts.date BETWEEN $6 AND $7 AND counts.in_force = 1 AND counts.removed = 0",
                $of_shift,
                "GROUP BY shift.state
     )
     SELECT state, CAST(SUM(shifts) AS BIGINT) AS shifts, CAST(SUM(minutes) AS BIGINT) AS minutes,
            MAX(newest) AS newest
     FROM counted
     WHERE $3 <> '' AND $4 = $4 AND $5 = $5 AND $8 = $8
     GROUP BY state ORDER BY state"
            )
        )
    };
}

/// Of everybody: from the indexes alone.
const OF_ALL: Statement = totals!("adding up shifts", " ", " ");
const OF_SOME: Statement = totals!(
    "adding up some people's shifts",
    " AND shift.person IN (
          SELECT id FROM person
          WHERE organisation = $2 AND search LIKE $3 ESCAPE '!'
            AND ($4 = 1 OR id = $5 OR id IN (
                SELECT person FROM membership
                WHERE organisation = $2 AND group_name IN (SELECT group_name FROM chosen)
            ))
      )
      AND ($8 = '' OR shift.group_name = $8 OR shift.person IN (
          SELECT person FROM membership WHERE organisation = $2 AND group_name = $8
      )) ",
    " AND counts.person IN (
          SELECT id FROM person
          WHERE organisation = $2 AND search LIKE $3 ESCAPE '!'
            AND ($4 = 1 OR id = $5 OR id IN (
                SELECT person FROM membership
                WHERE organisation = $2 AND group_name IN (SELECT group_name FROM chosen)
            ))
      )
      AND ($8 = '' OR counts.group_name = $8 OR counts.person IN (
          SELECT person FROM membership WHERE organisation = $2 AND group_name = $8
      )) "
);

const AT_NIGHT: Statement = bulk!(
    "reading who worked at night",
    "SELECT DISTINCT shift.person AS person
     FROM",
    "CROSS JOIN shift
     WHERE organisation = $2 AND date = item.value ->> 'date'
       AND (in_force = 1 OR state IN ('open', 'submitted', 'rejected')) AND (start_minute < 240 OR end_minute > 1440)
     ORDER BY person"
);

impl Store {
    /// Who has a shift that starts on one of these days and reaches into a night, in which the clock may change.
    pub async fn people_at_night(&self, organisation: OrganisationId, days: &[Date]) -> Result<Vec<PersonId>> {
        let items: Vec<Cell> = days.iter().map(|date| json!({ "date": date })).collect();
        let values = values![json!(items).to_string(), organisation];
        self.read(&SHIFT, AT_NIGHT, values, |row| row.parsed("person")).await
    }

    /// The shifts of the people who are sought, by state; of every state, whatever state is shown.
    pub async fn shift_totals(
        &self,
        organisation: OrganisationId,
        sought: &PeopleSought,
        shown: &ShiftsShown,
    ) -> Result<Vec<ShiftTotals>> {
        let is_all = sought.reach == Reach::Everyone && sought.name.trim().is_empty() && shown.group.is_empty();
        let mut values = sought.values(organisation);
        values.extend(values![shown.days.from, shown.days.to, shown.group.as_str()]);
        let statement = if is_all { OF_ALL } else { OF_SOME };
        let mut totals = self.read(&SHIFT, statement, values, totals).await?;
        totals.retain(|totals| totals.shifts > 0);
        Ok(totals)
    }
}

fn totals(row: &Row<'_>) -> Result<ShiftTotals> {
    Ok(ShiftTotals {
        state: row.parsed("state")?,
        shifts: row.number("shifts")?,
        minutes: Minutes(row.integer("minutes")?),
        newest: row.text("newest")?,
    })
}
