//! What people worked in whole ranges of days, added up by the database.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::Table;
use crate::value::values;
use crate::{Result, Store};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::quantity::Minutes;
use serde_json::json;
use std::collections::BTreeMap;

/// Names no table: the rows of a sum.
static SUM: Table = Table {
    name: "totals",
    key: &["person", "place"],
    text: &[],
    integer: &[],
};

const WORKED: Statement = bulk!(
    "adding up shifts",
    "SELECT person, CAST(item.value ->> 'place' AS BIGINT) AS place,
            CAST(SUM(end_minute - start_minute - break_minutes) AS BIGINT) AS minutes
     FROM",
    "CROSS JOIN shift
     WHERE organisation = $2 AND in_force = 1 AND removed = 0
       AND date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
     GROUP BY person, CAST(item.value ->> 'place' AS BIGINT)"
);

impl Store {
    /// Minutes on the wall, breaks out, of the approved shifts that start in each of these ranges, by person: one figure
    /// for each range.
    pub async fn worked_in(
        &self,
        organisation: OrganisationId,
        ranges: &[DateRange],
    ) -> Result<BTreeMap<PersonId, Vec<Minutes>>> {
        let item = |(place, range): (usize, &DateRange)| json!({ "place": place, "from": range.from, "to": range.to });
        let items: Vec<_> = ranges.iter().enumerate().map(item).collect();
        let values = values![json!(items).to_string(), organisation];
        let mut worked = BTreeMap::new();
        for (person, place, minutes) in self.read(&SUM, WORKED, values, total).await? {
            let of_person: &mut Vec<Minutes> = worked
                .entry(person)
                .or_insert_with(|| vec![Minutes::ZERO; ranges.len()]);
            if let Some(range) = usize::try_from(place).ok().and_then(|place| of_person.get_mut(place)) {
                *range = minutes;
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
