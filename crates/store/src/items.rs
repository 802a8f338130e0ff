//! Many rows as one JSON array: the only way in which rows go into the database.

use crate::{Result, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;

/// How many items go into one statement: enough to make its cost vanish, few enough to stay small in memory.
pub(crate) const CHUNK: usize = 5_000;

/// The items as a JSON array, or `None` when there are none.
///
/// A NUL character is refused here, because PostgreSQL has no text that holds one.
pub(crate) fn json_array<T: Serialize>(doing: &'static str, items: impl Iterator<Item = T>) -> Result<Option<String>> {
    let items = items.collect::<Vec<_>>();
    if items.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_string(&items).map_err(|error| StoreError::Unwritable {
        doing,
        reason: error.to_string(),
    })?;
    if holds_nul(&json) {
        return Err(StoreError::Unwritable {
            doing,
            reason: "a text holds a NUL character".to_owned(),
        });
    }
    Ok(Some(json))
}

/// Whether the JSON escapes a NUL: `\u0000` after an even number of backslashes.
fn holds_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let before = json.as_bytes()[..at].iter().rev();
        before.take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

/// The last of the rows with the same key, in the order of the keys: what writing them one after the other
/// would leave. One statement may not write a row twice, and the order keeps two writers from waiting for each other.
pub(crate) fn last_of_each<'r, R, K: Ord>(rows: &'r [R], key: impl Fn(&'r R) -> K) -> IntoValues<K, &'r R> {
    let last = rows.iter().map(|row| (key(row), row)).collect::<BTreeMap<_, _>>();
    last.into_values()
}

#[cfg(test)]
mod tests {
    use super::{json_array, last_of_each};

    #[test]
    fn only_a_real_nul_is_refused() {
        assert!(json_array("testing", ["a\0b"].into_iter()).is_err());
        assert!(json_array("testing", ["\\\0"].into_iter()).is_err());
        assert!(json_array("testing", ["\\u0000"].into_iter()).is_ok());
        assert_eq!(json_array("testing", [0_u8; 0].into_iter()).unwrap(), None);
    }

    #[test]
    fn the_last_of_each_key_is_kept_in_the_order_of_the_keys() {
        let rows = [(2, 'a'), (1, 'b'), (2, 'c')];
        let kept = last_of_each(&rows, |row| row.0).collect::<Vec<_>>();
        assert_eq!(kept, [&(1, 'b'), &(2, 'c')]);
    }
}
