//! Hour lines that wait to be sent, of all organisations at once.

use crate::dialect::{Statement, bulk};
use crate::schema::HOUR_LINE;
use crate::value::values;
use crate::waiting::items;
use crate::waiting_records::{HourLinesOfDays, HoursOfDays};
use crate::{Result, Store};
use loonbrug_domain::quantity::{Factor, Minutes};

/// `$1` holds the days, each with its place, organisation and coupling. A line has no state of its own, as a shift has: it
/// was taken up when a run of hours over its days began after it came in, and went to its end. What such a run left
/// behind waits with the run.
const LINES: Statement = bulk!(
    "counting hour lines that were not sent",
    "WITH lines (person, place, first_day, minutes, taken) AS (
         SELECT hour_line.person, CAST(item.value ->> 'place' AS BIGINT), hour_line.from_date,
                CASE WHEN factor = $2 THEN hundredths * 3 / 5 ELSE 0 END,
                CASE WHEN EXISTS (
                    SELECT 1 FROM run
                    WHERE run.coupling = item.value ->> 'coupling' AND run.started_at > import.imported_at
                      AND run.flow = 'hours' AND run.state IN ('done', 'needs-person')
                      AND run.from_date <= hour_line.from_date AND run.to_date >= hour_line.to_date
                ) THEN 1 ELSE 0 END
         FROM",
    "CROSS JOIN hour_line
         JOIN link ON link.coupling = item.value ->> 'coupling' AND link.person = hour_line.person
         JOIN import ON import.id = hour_line.import
         WHERE hour_line.organisation = item.value ->> 'organisation' AND superseded_by IS NULL
           AND hour_line.from_date >= item.value ->> 'from'
           AND hour_line.to_date BETWEEN item.value ->> 'from' AND item.value ->> 'to'
           AND (item.value ->> 'person' IS NULL OR hour_line.person = item.value ->> 'person')
     )
     SELECT person AS id, person, place, CAST(SUM(1 - taken) AS BIGINT) AS items,
            CAST(SUM(minutes) AS BIGINT) AS minutes, CAST(SUM(minutes * taken) AS BIGINT) AS sent,
            MIN(CASE WHEN taken = 0 THEN first_day END) AS oldest
     FROM lines GROUP BY person, place ORDER BY place, person"
);

impl Store {
    /// The hour lines of linked people that lie in these days, by place in the list of days and by person.
    pub async fn hour_lines_of_days(&self, days: &[HoursOfDays]) -> Result<Vec<HourLinesOfDays>> {
        let values = values![items(days), i64::from(Factor::WORKED.0)];
        self.read(&HOUR_LINE, LINES, values, |row| {
            Ok(HourLinesOfDays {
                place: row.number("place")?,
                person: row.parsed("person")?,
                waiting: row.integer("items")?,
                oldest: row.optional_parsed("oldest")?,
                worked: Minutes(row.integer("minutes")?),
                sent: Minutes(row.integer("sent")?),
            })
        })
        .await
    }
}
