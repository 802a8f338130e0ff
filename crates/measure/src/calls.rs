//! The calls that Nmbrs saw, as the sandbox counts them.

use anyhow::Context as _;
use loonbrug_sandbox::browser;
use std::collections::BTreeMap;
use url::Url;

/// The calls of one operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// How many.
    pub calls: u64,
    /// Whether the operation can change something.
    pub write: bool,
}

/// Calls by operation: `EmployeeService.DaysVar_Get`, `GET /api/employees/{employeeId}/variabledays`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calls {
    /// The operations that were called.
    pub operations: BTreeMap<String, Count>,
}

impl Calls {
    /// All calls that the sandbox at this address has seen so far.
    pub async fn so_far(sandbox: &Url) -> anyhow::Result<Self> {
        let answer = browser::look(&sandbox.join("control/calls")?).await?;
        let operations = answer["operations"]
            .as_object()
            .context("the sandbox tells the calls by operation")?;
        let count = |value: &serde_json::Value| {
            Some(Count {
                calls: value["calls"].as_u64()?,
                write: value["write"].as_bool()?,
            })
        };
        let operations = operations.iter().map(|(name, value)| {
            Ok((
                name.clone(),
                count(value).with_context(|| format!("the sandbox counts {name}"))?,
            ))
        });
        Ok(Self {
            operations: operations.collect::<anyhow::Result<_>>()?,
        })
    }

    /// What was called since `earlier`.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let before = |name: &String| earlier.operations.get(name).map_or(0, |count| count.calls);
        let operations = self
            .operations
            .iter()
            .map(|(name, count)| {
                (
                    name.clone(),
                    Count {
                        calls: count.calls - before(name),
                        ..*count
                    },
                )
            })
            .filter(|(_, count)| count.calls > 0)
            .collect();
        Self { operations }
    }

    /// All calls.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.operations.values().map(|count| count.calls).sum()
    }

    /// Calls that can change something.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.operations
            .values()
            .filter(|count| count.write)
            .map(|count| count.calls)
            .sum()
    }

    /// Calls that only fetch a further page of a list that was called already.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.operations
            .iter()
            .filter(|(name, _)| is_list(name))
            .map(|(_, count)| count.calls - 1)
            .sum()
    }

    /// Calls that are about one employee and only read, by operation.
    #[must_use]
    pub fn reads_per_person(&self) -> BTreeMap<&str, u64> {
        self.operations
            .iter()
            .filter(|(name, count)| !count.write && is_of_one_person(name))
            .map(|(name, count)| (name.as_str(), count.calls))
            .collect()
    }
}

/// Lists of REST come in pages; an answer of SOAP is whole.
fn is_list(operation: &str) -> bool {
    operation.starts_with("GET /api/") && !is_of_one_person(operation)
}

fn is_of_one_person(operation: &str) -> bool {
    operation.contains("{employeeId}")
        || matches!(
            operation,
            "EmployeeService.HourComponentVar_Get" | "EmployeeService.DaysVar_Get"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(operations: &[(&str, u64, bool)]) -> Calls {
        let count = |&(name, calls, write): &(&str, u64, bool)| (name.to_owned(), Count { calls, write });
        Calls {
            operations: operations.iter().map(count).collect(),
        }
    }

    #[test]
    fn a_further_page_is_no_call_of_its_own() {
        let calls = calls(&[
            ("GET /api/companies/{companyId}/employees", 100, false),
            ("GET /api/companies/{companyId}/hourcodes", 1, false),
            ("GET /api/employees/{employeeId}/variablehours", 7, false),
            ("POST /api/employees/{employeeId}/variablehours", 3, true),
        ]);
        assert_eq!((calls.total(), calls.pages(), calls.writes()), (111, 99, 3));
        assert_eq!(calls.reads_per_person().into_values().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn what_was_called_before_does_not_count() {
        let before = calls(&[("A", 2, false), ("B", 1, true)]);
        let after = calls(&[("A", 2, false), ("B", 4, true), ("C", 1, false)]);
        assert_eq!(after.since(&before), calls(&[("B", 3, true), ("C", 1, false)]));
    }
}
