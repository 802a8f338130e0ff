//! What people worked in whole ranges of days, added up by the database.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::Table;
use crate::value::values;
use crate::{Result, Store};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::quantity::{Factor, Minutes};
use serde_json::json;
use std::collections::BTreeMap;

/// Names no table: the rows of a sum.
static SUM: Table = Table {
    name: "totals",
    key: &["person", "place"],
    text: &[],
    integer: &[],
};

/// Shifts that count, and hours that came as totals and lie whole in a range: those at 100 %, of which hours with a surcharge
/// are a part. Each total is made minutes by itself, rounded down.
const WORKED: Statement = bulk!(
    "adding up what was worked",
    "WITH asked (place, first_day, last_day) AS (
         SELECT CAST(item.value ->> 'place' AS BIGINT), item.value ->> 'from', item.value ->> 'to' FROM",
    ")
     SELECT person, place, CAST(SUM(end_minute - start_minute - break_minutes) AS BIGINT) AS minutes
     FROM asked CROSS JOIN shift
     WHERE organisation = $2 AND in_force = 1 AND removed = 0 AND date BETWEEN first_day AND last_day
     GROUP BY person, place
     UNION ALL
     SELECT person, place, CAST(SUM(hundredths * 3 / 5) AS BIGINT)
     FROM asked CROSS JOIN hour_line
     WHERE organisation = $2 AND superseded_by IS NULL AND factor = $3
       AND from_date >= first_day AND to_date <= last_day
     GROUP BY person, place"
);

/// A factor that no line of hours has.
const OF_NO_LINE: Factor = Factor(0);

impl Store {
    /// What was worked in each of these ranges, by person, one figure for each range: minutes on the wall, breaks out, of
    /// the approved shifts that start in it, and the hours at 100 % of the lines that lie in it.
    pub async fn worked_in(
        &self,
        organisation: OrganisationId,
        ranges: &[DateRange],
    ) -> Result<BTreeMap<PersonId, Vec<Minutes>>> {
        self.added_up(organisation, ranges, Factor::WORKED).await
    }

    /// The same of the shifts alone.
    pub async fn worked_in_shifts(
        &self,
        organisation: OrganisationId,
        ranges: &[DateRange],
    ) -> Result<BTreeMap<PersonId, Vec<Minutes>>> {
        self.added_up(organisation, ranges, OF_NO_LINE).await
    }

    async fn added_up(
        &self,
        organisation: OrganisationId,
        ranges: &[DateRange],
        lines: Factor,
    ) -> Result<BTreeMap<PersonId, Vec<Minutes>>> {
        let item = |(place, range): (usize, &DateRange)| json!({ "place": place, "from": range.from, "to": range.to });
        let items: Vec<_> = ranges.iter().enumerate().map(item).collect();
        let values = values![json!(items).to_string(), organisation, i64::from(lines.0)];
        let mut worked = BTreeMap::new();
        for (person, place, minutes) in self.read(&SUM, WORKED, values, total).await? {
            let of_person: &mut Vec<Minutes> = worked
                .entry(person)
                .or_insert_with(|| vec![Minutes::ZERO; ranges.len()]);
            if let Some(range) = usize::try_from(place).ok().and_then(|place| of_person.get_mut(place)) {
                *range += minutes;
            }
        }
        Ok(worked)
    }
}

fn total(row: &Row<'_>) -> Result<(PersonId, i64, Minutes)> {
    Ok((
        row.parsed("person")?,
        row.integer("place")?,
        Minutes(row.integer("minutes")?),
    ))
}
