//! Intervals of service and contracts.

use super::Misread;
use super::history::{dated, mapped, parts, record};
use super::value::{Day, Decimal, Moment, OpenDay, listed};
use crate::{EmployeeRecord, RecordContent};
use loonbrug_domain::people::{Contract, Employment};
use serde::Deserialize;
use uuid::Uuid;

/// A row of `GET /api/companies/{companyId}/employees/employments`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct EmploymentsRow {
    employee_id: Uuid,
    #[serde(deserialize_with = "listed")]
    employments: Vec<WireEmployment>,
}

/// A row of `GET /api/companies/{companyId}/employees/contracts`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct ContractsRow {
    employee_id: Uuid,
    #[serde(deserialize_with = "listed")]
    contracts: Vec<WireContract>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEmployment {
    employment_id: Uuid,
    start_date: Day,
    end_date: OpenDay,
    /// This history says `changedDate` where the others say `createdAt`.
    #[serde(alias = "createdAt")]
    changed_date: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireContract {
    contract_id: Uuid,
    start_date: Day,
    end_date: OpenDay,
    hours_per_week: Option<Decimal>,
    created_at: Option<Moment>,
}

dated!(WireEmployment, employment_id, changed_date);
dated!(WireContract, contract_id, created_at);

impl EmploymentsRow {
    pub(in crate::rest) fn record(self) -> Result<EmployeeRecord, Misread> {
        let employments = mapped(self.employments, |employment| {
            Ok(Employment {
                start: employment.start_date.0,
                end: employment.end_date.0,
            })
        })?;
        Ok(record(self.employee_id, RecordContent::Employment(employments)))
    }
}

impl ContractsRow {
    pub(in crate::rest) fn record(self) -> Result<EmployeeRecord, Misread> {
        let contracts = mapped(self.contracts, |contract| {
            Ok(Contract {
                start: contract.start_date.0,
                end: contract.end_date.0,
                weekly_hours_thousandths: parts(contract.hours_per_week, 1000, "hoursPerWeek")?,
            })
        })?;
        Ok(record(self.employee_id, RecordContent::Contract(contracts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(record: Result<EmployeeRecord, Misread>) -> RecordContent {
        record.unwrap().content
    }

    #[test]
    fn employments_come_oldest_first_and_once() {
        let row: EmploymentsRow = serde_json::from_str(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","employments":[
                {"employmentId":"00000000-0000-4000-8000-000000000002","startDate":"2023-03-31T22:00:00Z",
                 "seniorityDate":null,"endDate":null,"endContractReason":null,"changedDate":"2023-04-02T09:00:00Z"},
                {"employmentId":"00000000-0000-4000-8000-000000000001","startDate":"2021-01-01T00:00:00Z",
                 "endDate":null,"changedDate":"2021-01-01T09:00:00Z"},
                {"employmentId":"00000000-0000-4000-8000-000000000001","startDate":"2021-01-01T00:00:00Z",
                 "endDate":"2022-12-31T00:00:00Z","changedDate":"2022-12-01T09:00:00Z"}]}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(content(row.record()), @r#"
        {
          "employment": [
            {
              "start": "2021-01-01",
              "end": "2022-12-31"
            },
            {
              "start": "2023-04-01",
              "end": null
            }
          ]
        }
        "#);
    }

    #[test]
    fn contracts_have_three_decimals_of_hours() {
        let row: ContractsRow = serde_json::from_str(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","contracts":[
                {"contractId":"00000000-0000-4000-8000-000000000001","startDate":"2023-01-01T00:00:00Z",
                 "trialPeriod":"2023-01-31T00:00:00Z","endDate":"2023-12-31T00:00:00Z","indefinite":false,
                 "writtenContract":true,"hoursPerWeek":36.125,"createdAt":"2022-12-20T10:00:00Z"},
                {"contractId":"00000000-0000-4000-8000-000000000002","startDate":"2024-01-01","endDate":null,
                 "indefinite":true,"writtenContract":true,"hoursPerWeek":null,"createdAt":"2023-12-20T10:00:00Z"}]}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(content(row.record()), @r#"
        {
          "contract": [
            {
              "start": "2023-01-01",
              "end": "2023-12-31",
              "weekly_hours_thousandths": 36125
            },
            {
              "start": "2024-01-01",
              "end": null,
              "weekly_hours_thousandths": null
            }
          ]
        }
        "#);
    }

    #[test]
    fn a_history_without_its_wrapper_is_unreadable() {
        let row = r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90"}"#;
        assert!(serde_json::from_str::<ContractsRow>(row).is_err());
    }
}
