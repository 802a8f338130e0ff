//! Many rows as one JSON array: the only way in which rows go into the database.

use crate::{Result, StoreError};
use loonbrug_domain::ids::PersonId;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;

/// How many items go into one statement: enough to make its cost vanish, few enough to stay small in memory.
pub(crate) const MOST_ITEMS: usize = 5_000;
/// No item is added to an array that is this long.
const MOST_BYTES: usize = 4 << 20;

/// Takes the next items, as many as go into one statement, as a JSON array; `None` when there are no more.
///
/// A NUL character is refused here, because PostgreSQL has no text that holds one.
pub(crate) fn next_array<T: Serialize>(
    doing: &'static str,
    items: &mut impl Iterator<Item = T>,
) -> Result<Option<String>> {
    let unwritable = |reason: String| StoreError::Unwritable { doing, reason };
    let mut json = Vec::new();
    for item in items.take(MOST_ITEMS) {
        json.push(if json.is_empty() { b'[' } else { b',' });
        serde_json::to_writer(&mut json, &item).map_err(|error| unwritable(error.to_string()))?;
        if json.len() >= MOST_BYTES {
            break;
        }
    }
    if json.is_empty() {
        return Ok(None);
    }
    json.push(b']');
    let json = String::from_utf8(json).map_err(|error| unwritable(error.to_string()))?;
    if holds_nul(&json) {
        return Err(unwritable("a text holds a NUL character".to_owned()));
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

/// People as the items of a statement that reads: `item.value ->> 'person'`, each once.
pub(crate) fn of_people(people: &[PersonId]) -> String {
    let items = last_of_each(people, |person| *person).map(|person| json!({ "person": person }));
    json!(items.collect::<Vec<_>>()).to_string()
}

/// The last of the rows with the same key, in the order of the keys: what writing them one after the other
/// would leave. One statement may not write a row twice, and the order keeps two writers from waiting for each other.
pub(crate) fn last_of_each<'r, R, K: Ord>(rows: &'r [R], key: impl Fn(&'r R) -> K) -> IntoValues<K, &'r R> {
    let last = rows.iter().map(|row| (key(row), row)).collect::<BTreeMap<_, _>>();
    last.into_values()
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, last_of_each, next_array};

    fn array(text: &str) -> crate::Result<Option<String>> {
        next_array("testing", &mut [text].into_iter())
    }

    #[test]
    fn only_a_real_nul_is_refused() {
        assert!(array("a\0b").is_err());
        assert!(array("\\\0").is_err());
        assert_eq!(array("\\u0000").unwrap().as_deref(), Some(r#"["\\u0000"]"#));
    }

    #[test]
    fn every_item_goes_into_one_of_the_arrays() {
        let long = "x".repeat(MOST_BYTES / 3);
        for (item, number, arrays) in [("short", 12_001, 3), (long.as_str(), 8, 3), ("none", 0, 0)] {
            let mut items = std::iter::repeat_n(item, number);
            let mut found = Vec::new();
            while let Some(json) = next_array("testing", &mut items).unwrap() {
                found.push(serde_json::from_str::<Vec<String>>(&json).unwrap());
            }
            assert_eq!(found.len(), arrays);
            assert_eq!(found.concat(), vec![item; number]);
        }
    }

    #[test]
    fn the_last_of_each_key_is_kept_in_the_order_of_the_keys() {
        let rows = [(2, 'a'), (1, 'b'), (2, 'c')];
        let kept = last_of_each(&rows, |row| row.0).collect::<Vec<_>>();
        assert_eq!(kept, [&(1, 'b'), &(2, 'c')]);
    }
}
