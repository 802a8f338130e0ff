//! What is compared: what Nmbrs holds, what a plan says and how a run ended, without ids that differ from run to run.

use super::{APRIL, Stage};
use loonbrug_domain::HundredthHours;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_hub::hours::{HoursPlan, HoursRun, PlanLine};
use loonbrug_nmbrs::capability::Interface;
use serde_json::Value;

/// What Nmbrs holds of a company: rows of hours as `1001 2100 15,00`, and days as `1001 3`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    pub hours: Vec<String>,
    pub days: Vec<String>,
}

/// What Nmbrs holds in the end, what the last plan said, and how the last run ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub held: Held,
    pub plan: Vec<String>,
    pub run: String,
}

/// Rows of hours, and days, that Nmbrs should hold.
pub fn held(hours: &[&str], days: &[&str]) -> Held {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    Held {
        hours: owned(hours),
        days: owned(days),
    }
}

impl Stage {
    /// What Nmbrs holds of the company of the manual in April.
    pub async fn held(&self) -> Held {
        self.held_in("company=1&year=2023&period=4").await
    }

    /// What Nmbrs holds of a company in a period: rows by person and code, and days that are not zero.
    pub async fn held_in(&self, filter: &str) -> Held {
        let rows = self.control.state(&format!("hours?{filter}")).await;
        let mut hours: Vec<String> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row["employee_number"],
                    row["code"],
                    hours_text(hundredths(&row["hours"]))
                )
            })
            .collect();
        hours.sort();
        let rows = self.control.state(&format!("days?{filter}")).await;
        let days = rows.iter().filter(|row| row["days"] != 0);
        let days = days
            .map(|row| format!("{} {}", row["employee_number"], row["days"]))
            .collect();
        Held { hours, days }
    }

    /// The wage components of April by person, as `1016 5090 4.50`.
    pub async fn wages(&self) -> Vec<String> {
        let rows = self.control.state("wages?company=1&year=2023&period=4").await;
        let text = |row: &Value| {
            let value = row["value"].as_str().unwrap_or_default();
            format!("{} {} {value}", row["employee_number"], row["code"])
        };
        let mut rows: Vec<String> = rows.iter().map(text).collect();
        rows.sort();
        rows
    }

    /// The rows of hours of April as the sandbox has them.
    pub async fn rows(&self) -> Vec<Value> {
        self.control.state("hours?company=1&year=2023&period=4").await
    }

    /// All of it: what is held, what would be planned now, and how a run ended.
    pub async fn picture(&self, run: &HoursRun) -> Picture {
        Picture {
            held: self.held().await,
            plan: lines(&self.plan(APRIL).await),
            run: run.run.state.clone(),
        }
    }
}

/// A plan's lines.
pub fn lines(plan: &HoursPlan) -> Vec<String> {
    plan.lines.iter().map(line_text).collect()
}

/// A line as `1001 2100 15,00 new`; days have no code.
pub fn line_text(line: &PlanLine) -> String {
    let days = line.key.kind == LineKind::Days;
    let code = if days {
        " days".to_owned()
    } else {
        format!(" {}", line.key.code)
    };
    let quantity = |value: i64| if days { value.to_string() } else { hours_text(value) };
    let change = match &line.change {
        Change::New { .. } => "new".to_owned(),
        Change::Changed { from, .. } => format!("was {}", quantity(*from)),
        Change::Removed { from, .. } => format!("removed, was {}", quantity(*from)),
        Change::Unchanged { .. } | Change::Agreed { .. } => "unchanged".to_owned(),
        Change::PossiblyThere { .. } => "possibly there".to_owned(),
        Change::Drifted { ours, theirs, .. } => {
            format!("drifted, ours {}, theirs {:?}", quantity(*ours), theirs.map(quantity))
        }
        Change::InDoubt { .. } => "in doubt".to_owned(),
    };
    let left = if line.chosen { "" } else { ", left out" };
    format!(
        "{}{code} {} {change}{left}",
        line.employee_number,
        quantity(line.change.to())
    )
}

/// Hours as people write them: `15,00`.
pub fn hours_text(hundredths: i64) -> String {
    HundredthHours(hundredths).to_string()
}

fn hundredths(hours: &Value) -> i64 {
    HundredthHours::parse(hours.as_str().expect("hours as text"))
        .expect("hours")
        .0
}

/// The operations that write, with a word for each that both interfaces share: SOAP, REST.
const WRITES: [(&str, &str, &str); 9] = [
    (
        "insert",
        "EmployeeService.HourComponentVar_Insert",
        "POST /api/employees/{employeeId}/variablehours",
    ),
    (
        "update",
        "EmployeeService.HourComponent_Update",
        "PUT /api/employees/{employeeId}/variablehours",
    ),
    (
        "remove",
        "EmployeeService.HourComponent_Delete",
        "DELETE /api/employees/{employeeId}/hours/{hourComponentId}",
    ),
    (
        "days",
        "EmployeeService.DaysVar_Set",
        "POST /api/employees/{employeeId}/variabledays",
    ),
    (
        "insert wage",
        "EmployeeService.WageComponentVar_Insert",
        "POST /api/employees/{employeeId}/variablewagecomponent",
    ),
    (
        "update wage",
        "EmployeeService.WageComponent_Update",
        "PUT /api/employees/{employeeId}/variablewagecomponent",
    ),
    (
        "remove wage",
        "EmployeeService.WageComponent_Delete",
        "DELETE /api/employees/{employeeId}/wagecomponents/{wagecomponentId}",
    ),
    ("insert batch", "EmployeeService.HourComponentVar_Insert_Batch", ""),
    ("days batch", "EmployeeService.DaysVar_Set_Batch", ""),
];

/// Whether an operation is about wage components. The rights check tries their writes as well.
pub fn is_of_wages(operation: &str) -> bool {
    operation.to_lowercase().contains("wage")
}

/// The word of an operation that writes; nothing for the identity service.
pub fn short(operation: &str) -> Option<&'static str> {
    if operation.contains("/connect/") {
        return None;
    }
    let found = WRITES
        .iter()
        .find(|(_, soap, rest)| [*soap, *rest].contains(&operation));
    Some(found.unwrap_or_else(|| panic!("{operation} should not be called")).0)
}

impl Stage {
    /// The operation of a word, over the interface of this stage.
    pub fn operation(&self, word: &str) -> &'static str {
        let (_, soap, rest) = WRITES.iter().find(|(known, ..)| *known == word).expect("a word");
        match self.interface {
            Interface::Soap => soap,
            Interface::Rest => rest,
        }
    }
}
