//! Salaries.

use super::Misread;
use super::history::{dated, mapped, parts, record};
use super::value::{Day, Decimal, Moment, Words, listed};
use crate::{EmployeeRecord, RecordContent};
use loonbrug_domain::Cents;
use loonbrug_domain::people::{Salary, SalaryKind};
use serde::Deserialize;
use uuid::Uuid;

/// A row of `GET /api/companies/{companyId}/employees/salaries`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct SalariesRow {
    employee_id: Uuid,
    #[serde(deserialize_with = "listed")]
    salaries: Vec<WireSalary>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireSalary {
    salary_id: Uuid,
    start_date: Day,
    #[serde(rename = "type")]
    kind: Words,
    value: Option<Decimal>,
    created_at: Option<Moment>,
}

dated!(WireSalary, salary_id, created_at);

impl SalariesRow {
    pub(in crate::rest) fn record(self) -> Result<EmployeeRecord, Misread> {
        let salaries = mapped(self.salaries, |salary| {
            Ok(Salary {
                start: salary.start_date.0,
                kind: salary_kind(salary.kind.0.as_deref().unwrap_or_default()),
                amount: parts(salary.value, 100, "value")?.map(Cents),
            })
        })?;
        Ok(record(self.employee_id, RecordContent::Salary(salaries)))
    }
}

/// What the amount is, by the name of the interface's `SalaryType`.
fn salary_kind(name: &str) -> SalaryKind {
    match name.to_ascii_lowercase().as_str() {
        "grossfulltimesalary" => SalaryKind::GrossFulltime,
        "grossparttimesalary" => SalaryKind::GrossParttime,
        "grosshourlywage" => SalaryKind::GrossHourly,
        _ => SalaryKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salaries_are_cents() {
        let row: SalariesRow = serde_json::from_str(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","salaries":[
                {"salaryId":"00000000-0000-4000-8000-000000000001","startDate":"2023-01-01","type":"grossHourlyWage",
                 "value":14.29,"createdAt":null},
                {"salaryId":"00000000-0000-4000-8000-000000000002","startDate":"2024-01-01","type":"employerCosts",
                 "value":null,"createdAt":null}]}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(row.record().unwrap().content, @r#"
        {
          "salary": [
            {
              "start": "2023-01-01",
              "kind": "gross-hourly",
              "amount": 1429
            },
            {
              "start": "2024-01-01",
              "kind": "other",
              "amount": null
            }
          ]
        }
        "#);
    }

    #[test]
    fn kinds_of_salary() {
        assert_eq!(salary_kind("grossFulltimeSalary"), SalaryKind::GrossFulltime);
        assert_eq!(salary_kind("grossParttimeSalary"), SalaryKind::GrossParttime);
        assert_eq!(salary_kind("netHourlyWageInclWageComp"), SalaryKind::Other);
    }
}
