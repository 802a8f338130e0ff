//! Hours as they were brought in: imports, shifts (diensten) and hour lines.

use crate::dialect::{Statement, bulk};
use crate::items::of_people;
use crate::row::Row;
use crate::schema::{HOUR_LINE, IMPORT, SHIFT};
use crate::shifts::shift;
use crate::value::{hexadecimal, values};
use crate::{Import, Result, Store, StoredHourLine, StoredShift};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::quantity::Factor;

const WITH_HASH: Statement = Statement::new(
    "looking for an import of the same file",
    "SELECT id, organisation, file_name, file_hash, imported_at, imported_by FROM import
     WHERE organisation = $1 AND file_hash = $2",
);
const IMPORTS: Statement = Statement::new(
    "reading the imports",
    "SELECT id, organisation, file_name, file_hash, imported_at, imported_by FROM import
     WHERE organisation = $1 ORDER BY imported_at, id",
);
const SHIFTS: Statement = Statement::new(
    "reading shifts",
    "SELECT id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import
     FROM shift
     WHERE organisation = $1 AND date BETWEEN $2 AND $3 AND in_force = 1 AND removed = 0
     ORDER BY date, person, start_minute, id",
);
const SHIFTS_OF: Statement = bulk!(
    "reading the shifts of some people",
    "SELECT shift.id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import
     FROM",
    "CROSS JOIN shift
     WHERE person = item.value ->> 'person' AND organisation = $2 AND date BETWEEN $3 AND $4
       AND in_force = 1 AND removed = 0
     ORDER BY date, person, start_minute, shift.id"
);
const HOUR_LINES: Statement = Statement::new(
    "reading hour lines",
    "SELECT id, person, from_date, to_date, factor, hundredths, days, group_name, import
     FROM hour_line
     WHERE organisation = $1 AND to_date >= $2 AND from_date <= $3 AND superseded_by IS NULL
     ORDER BY from_date, to_date, person, factor, id",
);

impl Store {
    /// The import of the file with this SHA-256, if it was brought in before.
    pub async fn import_with_hash(&self, organisation: OrganisationId, file_hash: &[u8; 32]) -> Result<Option<Import>> {
        let values = values![organisation, hexadecimal(file_hash)];
        self.read_one(&IMPORT, WITH_HASH, values, import).await
    }

    /// The files that were brought in, oldest first.
    pub async fn imports(&self, organisation: OrganisationId) -> Result<Vec<Import>> {
        self.read(&IMPORT, IMPORTS, values![organisation], import).await
    }

    /// The shifts that start in the range and count: approved and in force; by date, person and start.
    pub async fn shifts(&self, organisation: OrganisationId, range: DateRange) -> Result<Vec<StoredShift>> {
        self.read(&SHIFT, SHIFTS, values![organisation, range.from, range.to], shift)
            .await
    }

    /// As [`Store::shifts`], of these people only.
    pub async fn shifts_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<Vec<StoredShift>> {
        let values = values![of_people(people), organisation, range.from, range.to];
        self.read(&SHIFT, SHIFTS_OF, values, shift).await
    }

    /// The hour lines that cover at least one day of the range and are not superseded, by range, person and factor.
    pub async fn hour_lines(&self, organisation: OrganisationId, range: DateRange) -> Result<Vec<StoredHourLine>> {
        let values = values![organisation, range.from, range.to];
        self.read(&HOUR_LINE, HOUR_LINES, values, hour_line).await
    }
}

fn import(row: &Row<'_>) -> Result<Import> {
    Ok(Import {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        file_name: row.text("file_name")?,
        file_hash: row.hash("file_hash")?,
        imported_at: row.time("imported_at")?,
        imported_by: row.text("imported_by")?,
    })
}

fn hour_line(row: &Row<'_>) -> Result<StoredHourLine> {
    Ok(StoredHourLine {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        range: row.range("from_date", "to_date")?,
        factor: Factor(row.number("factor")?),
        hundredths: row.integer("hundredths")?,
        days: row.optional_integer("days")?,
        group: row.optional_text("group_name")?,
        import: row.parsed("import")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::plan;

    #[tokio::test]
    async fn the_shifts_of_somebody_are_found_by_person_and_those_of_everybody_by_day() {
        let of_somebody = plan(SHIFTS_OF.sqlite).await;
        assert!(
            of_somebody.contains("shift USING INDEX shift_of_person (person=?"),
            "{of_somebody}"
        );
        let of_all = plan(SHIFTS.sqlite).await;
        assert!(
            of_all.contains("shift USING INDEX shift_of_organisation (organisation=?"),
            "{of_all}"
        );
    }
}
