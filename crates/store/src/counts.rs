//! How many rows each table holds.

use crate::dialect::Statement;
use crate::row::Row;
use crate::schema::{TABLES, Table};
use crate::value::values;
use crate::{Result, Store};
use std::sync::LazyLock;

/// Names no table: the rows of a count.
pub(crate) static COUNTED: Table = Table {
    name: "counts",
    key: &["name"],
    text: &[],
    integer: &[],
};

/// Made from the schema once, so that no table is forgotten.
pub(crate) static COUNT: LazyLock<Statement> = LazyLock::new(|| {
    let count = |(position, table): (usize, &&Table)| {
        let name = table.name;
        format!("SELECT {position} AS position, '{name}' AS name, COUNT(*) AS rows FROM {name}")
    };
    let counts = TABLES.iter().enumerate().map(count).collect::<Vec<_>>();
    let sql = format!("{} ORDER BY position", counts.join(" UNION ALL "));
    Statement::new("counting rows", sql.leak())
});

impl Store {
    /// The number of rows of each table.
    pub async fn counts(&self) -> Result<Vec<(String, i64)>> {
        self.read(&COUNTED, *COUNT, values![], counted).await
    }
}

pub(crate) fn counted(row: &Row<'_>) -> Result<(String, i64)> {
    Ok((row.text("name")?, row.integer("rows")?))
}
