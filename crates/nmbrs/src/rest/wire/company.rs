//! Debtors, companies, hour codes and payroll runs.

use super::value::{Label, Moment, Whole, Words};
use crate::{Company, Debtor, HourCode, PayrollRun, RemoteId};
use serde::Deserialize;
use uuid::Uuid;

/// A row of `GET /api/debtors`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct DebtorRow {
    debtor_id: Uuid,
    number: Option<Label>,
    name: Words,
}

/// A row of `GET /api/companies`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct CompanyRow {
    company_id: Uuid,
    number: Option<Label>,
    name: Option<String>,
    debtor_id: Option<Uuid>,
}

/// A row of `GET /api/companies/{companyId}/hourcodes`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct HourCodeRow {
    code: Whole,
    description: Words,
}

/// A row of `GET /api/companies/{companyId}/runs`. It names no periods.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct RunRow {
    payroll_run_id: Uuid,
    number: Whole,
    year: i16,
    description: Words,
    #[serde(default)]
    locked: bool,
    created_at: Option<Moment>,
}

impl From<DebtorRow> for Debtor {
    fn from(row: DebtorRow) -> Self {
        Self {
            id: RemoteId::Uuid(row.debtor_id),
            number: row.number.map(|number| number.0).unwrap_or_default(),
            name: row.name.0.unwrap_or_default(),
        }
    }
}

impl CompanyRow {
    /// The company; a row that does not name its debtor belongs to the one that was asked for.
    pub(in crate::rest) fn company(self, asked: Option<RemoteId>) -> Company {
        Company {
            id: RemoteId::Uuid(self.company_id),
            number: self.number.map(|number| number.0).unwrap_or_default(),
            // To the letter: the name is compared with what an employer registered elsewhere, spaces included.
            name: self.name.unwrap_or_default(),
            debtor: self.debtor_id.map(RemoteId::Uuid).or(asked),
            frequency: None,
        }
    }
}

impl From<HourCodeRow> for HourCode {
    fn from(row: HourCodeRow) -> Self {
        Self {
            code: row.code.0,
            description: row.description.0.unwrap_or_default(),
        }
    }
}

impl From<RunRow> for PayrollRun {
    fn from(row: RunRow) -> Self {
        Self {
            id: RemoteId::Uuid(row.payroll_run_id),
            number: row.number.0,
            year: row.year,
            description: row.description.0.unwrap_or_default(),
            locked: row.locked,
            periods: None,
            ran_on: row.created_at.and_then(Moment::dutch_day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debtor() {
        let row: DebtorRow = serde_json::from_str(
            r#"{"debtorId":"5f0c0b6e-8c3b-4f0e-9a51-0f6f1f7a1d10","number":1001,"name":"Voorbeeld B.V.","later":[1]}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(Debtor::from(row), @r#"
        {
          "id": {
            "uuid": "5f0c0b6e-8c3b-4f0e-9a51-0f6f1f7a1d10"
          },
          "number": "1001",
          "name": "Voorbeeld B.V."
        }
        "#);
    }

    #[test]
    fn a_company_keeps_its_name_to_the_letter() {
        let row: CompanyRow = serde_json::from_str(
            r#"{"companyId":"0f6a0d0e-5c1c-4a53-9d0b-6f3f0a2b7c11","number":"12",
                "name":" Bakker & Zn. ","debtorId":null}"#,
        )
        .unwrap();
        let asked = RemoteId::parse("5f0c0b6e-8c3b-4f0e-9a51-0f6f1f7a1d10");
        insta::assert_json_snapshot!(row.company(asked), @r#"
        {
          "id": {
            "uuid": "0f6a0d0e-5c1c-4a53-9d0b-6f3f0a2b7c11"
          },
          "number": "12",
          "name": " Bakker & Zn. ",
          "debtor": {
            "uuid": "5f0c0b6e-8c3b-4f0e-9a51-0f6f1f7a1d10"
          },
          "frequency": null
        }
        "#);
    }

    #[test]
    fn an_hour_code_may_be_text() {
        let row: HourCodeRow = serde_json::from_str(r#"{"code":"2100","description":null}"#).unwrap();
        insta::assert_json_snapshot!(HourCode::from(row), @r#"
        {
          "code": 2100,
          "description": ""
        }
        "#);
    }

    #[test]
    fn a_run_was_made_on_a_dutch_day() {
        let row: RunRow = serde_json::from_str(
            r#"{"payrollRunId":"9a0e4b0a-1111-4222-8333-944455556666","number":4,"description":"April","year":2023,
                "createdAt":"2023-04-24T22:30:00Z","type":"Standard","locked":true}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(PayrollRun::from(row), @r#"
        {
          "id": {
            "uuid": "9a0e4b0a-1111-4222-8333-944455556666"
          },
          "number": 4,
          "year": 2023,
          "description": "April",
          "locked": true,
          "periods": null,
          "ran_on": "2023-04-25"
        }
        "#);
    }
}
