//! What Nmbrs holds, and how it came there, against what it should hold.

use super::desired::Desired;
use crate::figures::Limit;
use anyhow::Context as _;
use loonbrug_sandbox::browser;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Where they differ; all nought when Nmbrs holds exactly what was meant, and never held anything twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Rows that Nmbrs accepted in all this time.
    pub inserted: u64,
    /// Lines that Nmbrs does not hold.
    pub missing: u64,
    /// Lines of which it holds other hours.
    pub other_hours: u64,
    /// Rows that a line has beside its one.
    pub twice: u64,
    /// Rows that nobody asked for.
    pub unasked: u64,
    /// People with other days.
    pub other_days: u64,
    /// How often a row came while the line had one, even if one of them went again.
    pub twice_for_a_while: u64,
    /// Rows that came with a mark that came before, or without one.
    pub mark_twice: u64,
}

impl Found {
    /// Looks at what the sandbox at this address holds in the period, and at all that took effect.
    pub async fn at(sandbox: &Url, desired: &Desired) -> anyhow::Result<Self> {
        let mut found = Self::default();
        found.compare_hours(&look(sandbox, "hours?company=1&year=2023&period=4").await?, desired);
        found.compare_days(&look(sandbox, "days?company=1&year=2023&period=4").await?, desired);
        found.follow(&look(sandbox, "effects?company=1").await?);
        Ok(found)
    }

    fn compare_hours(&mut self, rows: &[Value], desired: &Desired) {
        let mut held: BTreeMap<(i64, i64), Vec<&str>> = BTreeMap::new();
        for row in rows {
            held.entry(line(row))
                .or_default()
                .push(row["hours"].as_str().unwrap_or_default());
        }
        for (line, hours) in desired.rows() {
            match held.remove(&line) {
                None => self.missing += 1,
                Some(rows) => {
                    self.twice += count(rows.len()) - 1;
                    self.other_hours += u64::from(rows.iter().any(|held| *held != hours));
                }
            }
        }
        self.unasked = held.values().map(|rows| count(rows.len())).sum();
    }

    fn compare_days(&mut self, rows: &[Value], desired: &Desired) {
        let held: BTreeMap<i64, i64> = rows
            .iter()
            .map(|row| (number(row), row["days"].as_i64().unwrap_or_default()))
            .collect();
        let desired = desired.days();
        let people: BTreeSet<&i64> = held.keys().chain(desired.keys()).collect();
        let differ = |person: &&&i64| held.get(**person) != desired.get(**person);
        self.other_days = count(people.iter().filter(differ).count());
    }

    /// Follows what took effect, in order: a line never has two rows, not even for a while, and each row comes once.
    fn follow(&mut self, effects: &[Value]) {
        let (mut there, mut marks) = (BTreeMap::<_, BTreeSet<i64>>::new(), BTreeSet::new());
        for effect in effects.iter().filter(|effect| effect["list"] == "hours") {
            let rows = there.entry(line(effect)).or_default();
            let row = effect["id"].as_i64().unwrap_or_default();
            match effect["what"].as_str() {
                Some("insert") => {
                    self.inserted += 1;
                    self.twice_for_a_while += u64::from(!rows.is_empty());
                    rows.insert(row);
                    self.mark_twice += u64::from(mark(effect).is_none_or(|mark| !marks.insert(mark)));
                }
                Some("remove") => {
                    rows.remove(&row);
                }
                _ => {}
            }
        }
    }

    /// Everything that must be nought.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let nought = [
            ("lines missing in Nmbrs", self.missing),
            ("lines with other hours in Nmbrs", self.other_hours),
            ("lines twice in Nmbrs", self.twice),
            ("rows that nobody asked for", self.unasked),
            ("people with other days", self.other_days),
            ("rows that came while the line had one", self.twice_for_a_while),
            ("marks inserted twice, or none", self.mark_twice),
        ];
        nought.map(|(name, found)| Limit::new(name, found, 0)).to_vec()
    }
}

async fn look(sandbox: &Url, what: &str) -> anyhow::Result<Vec<Value>> {
    let answer = browser::look(&sandbox.join(&format!("control/state/nmbrs/{what}"))?).await?;
    let rows = answer.as_array().context("the sandbox tells its state as a list")?;
    Ok(rows.clone())
}

/// The line that a row belongs to: number of the person, and code.
fn line(row: &Value) -> (i64, i64) {
    (number(row), row["code"].as_i64().unwrap_or_default())
}

fn number(row: &Value) -> i64 {
    row["employee_number"].as_i64().unwrap_or_default()
}

/// The mark that our rows carry: `[LB-4ad3349913]`.
fn mark(effect: &Value) -> Option<&str> {
    let (_, mark) = effect["comment"].as_str()?.split_once("[LB-")?;
    Some(mark.split_once(']')?.0)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn held(desired: &Desired) -> Vec<Value> {
        let row = |((number, code), hours): (&(i64, i64), &String)| json!({ "employee_number": number, "code": code, "hours": hours });
        desired.rows().iter().map(row).collect()
    }

    fn compared(rows: &[Value], desired: &Desired) -> Found {
        let mut found = Found::default();
        found.compare_hours(rows, desired);
        found
    }

    fn followed(effects: &[(&str, i64, i64, &str)]) -> (u64, u64) {
        let mut found = Found::default();
        let effect = |(what, id, code, mark): &(&str, i64, i64, &str)| {
            json!({ "list": "hours", "what": what, "id": id, "employee_number": 1001, "code": code,
                    "comment": format!("Uren 01-04-2023 t/m 30-04-2023 {mark}") })
        };
        found.follow(&effects.iter().map(effect).collect::<Vec<_>>());
        (found.twice_for_a_while, found.mark_twice)
    }

    #[test]
    fn what_is_held_as_meant_is_nothing_to_tell() {
        let desired = Desired::new(&[1001, 1002], 3, 1);
        let mut found = compared(&held(&desired), &desired);
        found.compare_days(
            &[1001, 1002].map(|number| json!({ "employee_number": number, "days": desired.days()[&number] })),
            &desired,
        );
        assert_eq!(found, Found::default());
    }

    #[test]
    fn each_difference_is_told_apart() {
        let desired = Desired::new(&[1001, 1002], 3, 1);
        let mut rows = held(&desired);
        rows[1]["hours"] = json!("0.01");
        rows[2]["code"] = json!(9999);
        rows.push(rows[0].clone());
        let expected = Found {
            missing: 1,
            other_hours: 1,
            twice: 1,
            unasked: 1,
            ..Found::default()
        };
        assert_eq!(compared(&rows, &desired), expected);
        let mut found = Found::default();
        found.compare_days(&[json!({ "employee_number": 1001, "days": 31 })], &desired);
        assert_eq!(found.other_days, 2);
    }

    #[test]
    fn a_row_that_came_twice_is_found_even_if_one_of_them_went() {
        let (one, other) = ("[LB-0000000001]", "[LB-0000000002]");
        let fine = [
            ("insert", 1, 2100, one),
            ("remove", 1, 2100, one),
            ("insert", 2, 2100, other),
        ];
        assert_eq!(followed(&fine), (0, 0));
        let twice = [
            ("insert", 1, 2100, one),
            ("insert", 2, 2100, other),
            ("remove", 1, 2100, one),
        ];
        assert_eq!(followed(&twice), (1, 0));
        assert_eq!(
            followed(&[
                ("insert", 1, 2100, one),
                ("insert", 2, 6050, one),
                ("insert", 3, 6080, "")
            ]),
            (0, 2)
        );
    }
}
