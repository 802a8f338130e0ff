//! Which header holds which field, kept for an organisation.

use super::field::Field;
use super::recognise::{self, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which header holds which field. It says what the user decided or what was recognised before: a header that it
/// does not name is still recognised by itself, so that a new factor column is not left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Field → text of its header.
    #[serde(default)]
    pub fields: BTreeMap<Field, String>,
    /// Headers that are never read, though they would be recognised.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ignored: BTreeSet<String>,
}

impl ColumnMapping {
    /// Whether the user set this header aside.
    pub(crate) fn ignores(&self, header: &str) -> bool {
        let header = fold(header);
        self.ignored.iter().any(|ignored| fold(ignored) == header)
    }

    /// Everything that each header may mean: what the mapping says, else what is recognised. A field that the
    /// mapping finds in one of these headers is not looked for in the others.
    pub(crate) fn meanings(&self, headers: &[String]) -> Vec<Vec<Field>> {
        let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
        let found: BTreeMap<Field, String> = self
            .fields
            .iter()
            .map(|(field, header)| (*field, fold(header)))
            .filter(|(_, header)| !header.is_empty() && folded.contains(header))
            .collect();
        let meanings_of = |(header, folded): (&String, &String)| {
            if self.ignores(header) {
                return Vec::new();
            }
            let mapped: Vec<Field> = found
                .iter()
                .filter(|(_, header)| *header == folded)
                .map(|(field, _)| *field)
                .collect();
            if !mapped.is_empty() {
                return mapped;
            }
            let recognised = recognise::meanings(header).into_iter();
            recognised.filter(|field| !found.contains_key(field)).collect()
        };
        headers.iter().zip(&folded).map(meanings_of).collect()
    }
}
