//! Rule sets as a file that people read and write: TOML, with every fault named at once, each with its line.

mod probe;
mod schema;

use super::check::{FaultPlace, faults_of_sets};
use super::{MinimumCall, MinimumWage, Overtime, RuleSet, WholeShift, Window};
use crate::breaks::BreakLadder;
use crate::language::Language;
pub use schema::rule_file_schema;

use probe::{Bad, Value, probe};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The version of the file's form.
const FORMAT: i64 = 1;

/// A fault in a file of rules.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RuleFileFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do, in Dutch.
    pub dutch: String,
    /// The same in English.
    pub english: String,
}

impl RuleFileFault {
    /// What is wrong and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.dutch, &self.english)
    }
}

/// The form of the file.
#[derive(Serialize)]
struct RuleFile<'a> {
    format: i64,
    rules: &'a [RuleSet],
}

/// Writes rule sets as a file.
///
/// # Errors
/// What the writer of TOML says.
pub fn write_rule_file(rules: &[RuleSet]) -> Result<String, toml::ser::Error> {
    let body = toml::to_string(&RuleFile { format: FORMAT, rules })?;
    Ok(format!(
        "# Loonbrug: toeslagregels. Controle: loonbrug rules check BESTAND\n{body}"
    ))
}

/// Reads a file of rules and checks it.
///
/// # Errors
/// Every fault, by line; nothing can be used then.
pub fn read_rule_file(text: &str) -> Result<Vec<RuleSet>, Vec<RuleFileFault>> {
    let mut reader = Reader {
        text,
        faults: Vec::new(),
    };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        reader.fault(error.span().unwrap_or_default(), Bad::syntax(error.message()));
    }
    let sets = if errors.is_empty() {
        reader.sets(root.get_ref())
    } else {
        Vec::new()
    };
    reader.check(&sets);
    reader.faults.sort();
    reader.faults.dedup();
    if reader.faults.is_empty() {
        Ok(sets.into_iter().map(|set| set.rules).collect())
    } else {
        Err(reader.faults)
    }
}

/// A rule set with the places of what it was read from.
struct ReadSet<'t> {
    rules: RuleSet,
    table: &'t Spanned<DeValue<'t>>,
    /// The rules that could be read, list by list.
    items: BTreeMap<&'static str, Vec<&'t Spanned<DeValue<'t>>>>,
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<RuleFileFault>,
}

/// Says what is wrong with the keys of a table, each with its place.
type Probe = fn(&DeTable<'_>) -> Vec<(Range<usize>, Bad)>;

/// The lists of a rule set: their keys, and what says what is wrong with an item.
const LISTS: [(&str, Probe); 6] = [
    ("minimum-wages", probe::<MinimumWage>),
    ("windows", probe::<Window>),
    ("whole-shifts", probe::<WholeShift>),
    ("overtime", probe::<Overtime>),
    ("minimum-calls", probe::<MinimumCall>),
    ("breaks", probe::<BreakLadder>),
];

impl Reader<'_> {
    fn sets<'t>(&mut self, root: &'t DeTable<'t>) -> Vec<ReadSet<'t>> {
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "format"
                    if value
                        .get_ref()
                        .as_integer()
                        .is_none_or(|format| format.as_str() != FORMAT.to_string()) =>
                {
                    self.fault(value.span(), Bad::format(FORMAT));
                }
                "format" | "rules" => {}
                other => self.fault(key.span(), Bad::unknown(other, "format, rules")),
            }
        }
        if !root.contains_key("format") {
            self.fault(0..0, Bad::missing("format"));
        }
        let rules = root.get("rules").map(Spanned::get_ref);
        let Some(tables) = rules.and_then(DeValue::as_array) else {
            self.fault(0..0, Bad::missing("[[rules]]"));
            return Vec::new();
        };
        tables.iter().filter_map(|table| self.set(table)).collect()
    }

    /// One rule set, without what cannot be read of it.
    fn set<'t>(&mut self, table: &'t Spanned<DeValue<'t>>) -> Option<ReadSet<'t>> {
        let Some(fields) = table.get_ref().as_table() else {
            self.fault(table.span(), Bad::missing("[[rules]]"));
            return None;
        };
        let (mut items, mut readable) = (BTreeMap::new(), toml::Table::new());
        let mut own = DeTable::new();
        for (key, value) in fields {
            match LISTS.iter().find(|(list, _)| key.get_ref() == list) {
                Some((list, faults_of)) => {
                    let good = self.items(value, *faults_of);
                    let values = good.iter().map(|item| probe::plain(item)).collect::<Option<Vec<_>>>()?;
                    readable.insert((*list).to_owned(), Value::Array(values));
                    items.insert(*list, good);
                }
                None => {
                    own.insert(key.clone(), value.clone());
                }
            }
        }
        let faults = probe::<RuleSet>(&own);
        let is_good = faults.is_empty();
        for (place, bad) in faults {
            let place = if place.is_empty() { table.span() } else { place };
            self.fault(place, bad);
        }
        for (key, value) in own {
            readable.insert(key.into_inner().into_owned(), probe::plain(&value)?);
        }
        let rules = RuleSet::deserialize(Value::Table(readable)).ok().filter(|_| is_good)?;
        Some(ReadSet { rules, table, items })
    }

    /// The items of a list that can be read; what is wrong with the others becomes a fault.
    fn items<'t>(&mut self, list: &'t Spanned<DeValue<'t>>, faults_of: Probe) -> Vec<&'t Spanned<DeValue<'t>>> {
        let Some(items) = list.get_ref().as_array() else {
            self.fault(list.span(), Bad::no_list());
            return Vec::new();
        };
        let mut good = Vec::new();
        for item in items {
            let Some(fields) = item.get_ref().as_table() else {
                self.fault(item.span(), Bad::no_list());
                continue;
            };
            let faults = faults_of(fields);
            if faults.is_empty() {
                good.push(item);
            }
            for (place, bad) in faults {
                let place = if place.is_empty() { item.span() } else { place };
                self.fault(place, bad);
            }
        }
        good
    }

    /// Holds the rules against each other, set by set and name by name.
    fn check(&mut self, sets: &[ReadSet<'_>]) {
        let mut by_name: BTreeMap<&str, Vec<&ReadSet<'_>>> = BTreeMap::new();
        for set in sets {
            by_name.entry(&set.rules.name).or_default().push(set);
        }
        for sets in by_name.values() {
            let rules: Vec<RuleSet> = sets.iter().map(|set| set.rules.clone()).collect();
            for (number, fault) in faults_of_sets(&rules) {
                let Some(set) = sets.get(number) else { continue };
                let bad = Bad {
                    dutch: fault.text(Language::Dutch),
                    english: fault.text(Language::English),
                };
                self.fault(set.place(fault.place), bad);
            }
        }
    }

    fn fault(&mut self, place: Range<usize>, bad: Bad) {
        let before = self.text.get(..place.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let Bad { dutch, english } = bad;
        self.faults.push(RuleFileFault { line, dutch, english });
    }
}

impl ReadSet<'_> {
    fn place(&self, place: FaultPlace) -> Range<usize> {
        let of_list = place
            .list
            .and_then(|(list, number)| self.items.get(list)?.get(number).copied());
        let table = of_list.unwrap_or(self.table);
        let fields = table.get_ref().as_table();
        let value = fields.and_then(|fields| fields.get(place.key));
        value.map_or_else(|| table.span(), Spanned::span)
    }
}
