//! The few words in which the two databases differ; every other statement is one text for both.

/// A statement, with a name for errors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement {
    /// What is being done, as in "the database refused while …".
    pub doing: &'static str,
    /// As SQLite takes it.
    pub sqlite: &'static str,
    /// As PostgreSQL takes it.
    pub postgres: &'static str,
}

impl Statement {
    /// A statement that is the same for both.
    pub const fn new(doing: &'static str, sql: &'static str) -> Self {
        Self {
            doing,
            sqlite: sql,
            postgres: sql,
        }
    }
}

/// A statement over many rows, which come as one JSON array in `$1`. Where the text is cut stands the table
/// `item`, with a `key` that counts up and the row as JSON in `value`: `item.value ->> 'name'` is text, numbers need
/// `CAST(… AS BIGINT)`. SQLite goes through the tables of a `CROSS JOIN` from left to right, so that it looks each
/// item up in the table, and not each row of the table up in the items.
///
/// A row that is there and comes again with another organisation takes it, so that the foreign key refuses it.
macro_rules! bulk {
    ($doing:expr, $before:expr, $after:expr $(,)?) => {
        $crate::dialect::Statement {
            doing: $doing,
            sqlite: concat!($before, " json_each($1) AS item ", $after),
            postgres: concat!(
                $before,
                " jsonb_array_elements($1::jsonb) WITH ORDINALITY AS item (value, key) ",
                $after
            ),
        }
    };
}
pub(crate) use bulk;

/// What `bulk!` puts between the two parts, for statements that are made from the schema.
pub(crate) const ITEMS: Statement = bulk!("reading items", "", "");

/// Begins a transaction that writes. SQLite takes the write lock at once: a transaction that takes it
/// later is refused without waiting when another one came in between.
pub(crate) const BEGIN_WRITE: Statement = Statement {
    doing: "beginning a transaction",
    sqlite: "BEGIN IMMEDIATE",
    postgres: "BEGIN",
};

/// Begins a transaction that reads everything as it is at one moment.
pub(crate) const BEGIN_SNAPSHOT: Statement = Statement {
    doing: "beginning a snapshot",
    sqlite: "BEGIN",
    postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
};
