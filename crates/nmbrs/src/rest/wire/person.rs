//! Employees: the list and their personal information.

use super::Misread;
use super::value::{Moment, OpenDay, Whole, Words, listed};
use crate::{EmployeeRecord, RecordContent, RemoteId};
use loonbrug_domain::people::{EmployeeKind, Identity, PersonalInfo};
use serde::Deserialize;
use uuid::Uuid;

/// A row of `GET /api/companies/{companyId}/employees`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct EmployeeRow {
    employee_id: Uuid,
    employee_basic_info: BasicInfo,
}

/// A row of `GET /api/companies/{companyId}/employees/personalinfo`: the whole history of one employee.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct PersonalInfoRow {
    employee_id: Uuid,
    #[serde(deserialize_with = "listed")]
    info: Vec<Info>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BasicInfo {
    employee_number: Option<Whole>,
    first_name: Words,
    prefix: Words,
    initials: Words,
    last_name: Words,
    employee_type: Words,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "as the interface spells them")]
struct Info {
    created_at: Option<Moment>,
    basic_info: BasicInfo,
    birth_info: Option<BirthInfo>,
    contact_info: Option<ContactInfo>,
    period: Option<Period>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BirthInfo {
    birth_date: OpenDay,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContactInfo {
    business_email: Words,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Period {
    year: i64,
    period: i64,
}

impl EmployeeRow {
    /// Who it is. An applicant may have no number and is then nobody to us; somebody in the payroll always has one.
    pub(in crate::rest) fn record(self) -> Result<Option<EmployeeRecord>, Misread> {
        let info = self.employee_basic_info;
        let kind = kind(info.employee_type.0.as_deref().unwrap_or_default());
        let Some(number) = info.employee_number else {
            return match kind {
                EmployeeKind::Other => Ok(None),
                _ => Err(format!("employee {} has no employeeNumber", self.employee_id)),
            };
        };
        let identity = Identity {
            number: number.0,
            display_name: info.display_name(),
            kind,
        };
        Ok(Some(EmployeeRecord {
            employee: RemoteId::Uuid(self.employee_id),
            content: RecordContent::Identity(identity),
        }))
    }
}

impl PersonalInfoRow {
    /// The newest record: the one made last, and of those the one of the latest period. No history is no record.
    pub(in crate::rest) fn record(self) -> Option<EmployeeRecord> {
        let newest = self
            .info
            .into_iter()
            .max_by_key(|info| (info.created_at, info.period))?;
        Some(EmployeeRecord {
            employee: RemoteId::Uuid(self.employee_id),
            content: RecordContent::Personal(newest.personal_info()),
        })
    }
}

impl BasicInfo {
    /// Call name, prefix and last name, as a list shows them.
    fn display_name(&self) -> String {
        let parts = [&self.first_name, &self.prefix, &self.last_name];
        parts
            .into_iter()
            .filter_map(|part| part.0.as_deref())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Info {
    fn personal_info(self) -> PersonalInfo {
        PersonalInfo {
            first_name: self.basic_info.first_name.0,
            prefix: self.basic_info.prefix.0,
            last_name: self.basic_info.last_name.0.unwrap_or_default(),
            initials: self.basic_info.initials.0.as_deref().map(without_points),
            birth_date: self.birth_info.and_then(|birth| birth.birth_date.0),
            work_email: self.contact_info.and_then(|contact| contact.business_email.0),
            bsn: None,
        }
    }
}

/// `J.P.` and `J. P.` are `JP`.
fn without_points(initials: &str) -> String {
    initials.chars().filter(|letter| !matches!(letter, '.' | ' ')).collect()
}

/// The kind of relation, by the name of the interface's `EmployeeType`.
fn kind(employee_type: &str) -> EmployeeKind {
    match employee_type.to_ascii_lowercase().as_str() {
        "payroll" => EmployeeKind::Payroll,
        "formerpayroll" => EmployeeKind::FormerPayroll,
        _ => EmployeeKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn employee(json: &str) -> Result<Option<RecordContent>, Misread> {
        let row: EmployeeRow = serde_json::from_str(json).unwrap();
        row.record().map(|record| record.map(|record| record.content))
    }

    fn personal(json: &str) -> Option<RecordContent> {
        serde_json::from_str::<PersonalInfoRow>(json)
            .unwrap()
            .record()
            .map(|record| record.content)
    }

    #[test]
    fn an_employee_of_the_list() {
        let content = employee(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","employeeBasicInfo":{"employeeNumber":1042,
                "firstName":"Noor","firstNameInFull":null,"prefix":"de","initials":"N.","lastName":"Visser",
                "employeeType":"payroll"}}"#,
        );
        insta::assert_json_snapshot!(content.unwrap(), @r#"
        {
          "identity": {
            "number": 1042,
            "display_name": "Noor de Visser",
            "kind": "payroll"
          }
        }
        "#);
    }

    #[test]
    fn kinds_of_relation() {
        assert_eq!(kind("payroll"), EmployeeKind::Payroll);
        assert_eq!(kind("formerPayroll"), EmployeeKind::FormerPayroll);
        for other in [
            "applicant",
            "newHire",
            "external",
            "formerExternal",
            "rejectedApplicant",
            "",
            "intern",
        ] {
            assert_eq!(kind(other), EmployeeKind::Other, "{other}");
        }
    }

    #[test]
    fn only_somebody_outside_the_payroll_may_lack_a_number() {
        let row = |kind: &str| {
            employee(&format!(
                r#"{{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90",
                    "employeeBasicInfo":{{"employeeNumber":null,"lastName":"Visser","employeeType":"{kind}"}}}}"#
            ))
        };
        assert_eq!(row("applicant"), Ok(None));
        assert_eq!(
            row("payroll"),
            Err("employee 7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90 has no employeeNumber".into())
        );
    }

    #[test]
    fn the_record_made_last_is_the_current_one() {
        let content = personal(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","info":[
                {"personalInfoId":"a","createdAt":"2025-03-02T08:00:00Z","period":{"year":2025,"period":3},
                 "basicInfo":{"employeeNumber":1042,"firstName":"Noor","prefix":"de","initials":"N. A.",
                              "lastName":"Visser","employeeType":"payroll"},
                 "birthInfo":{"birthDate":"1991-05-14","birthCountry":"NL","gender":"female"},
                 "contactInfo":{"businessEmail":"noor@example.test","privateEmail":null}},
                {"personalInfoId":"b","createdAt":"2025-02-01T08:00:00Z","period":{"year":2025,"period":9},
                 "basicInfo":{"employeeNumber":1042,"lastName":"Bakker"}}]}"#,
        );
        insta::assert_json_snapshot!(content, @r#"
        {
          "personal": {
            "first_name": "Noor",
            "prefix": "de",
            "last_name": "Visser",
            "initials": "NA",
            "birth_date": "1991-05-14",
            "work_email": "noor@example.test",
            "bsn": null
          }
        }
        "#);
    }

    #[test]
    fn among_records_without_a_time_the_latest_period_leads() {
        let content = personal(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","info":[
                {"createdAt":null,"basicInfo":{"lastName":"Jansen"},"period":{"year":2025,"period":2}},
                {"createdAt":null,"basicInfo":{"lastName":"Visser"},"period":{"year":2024,"period":11}}]}"#,
        );
        let Some(RecordContent::Personal(info)) = content else {
            panic!("not personal information: {content:?}")
        };
        assert_eq!(info.last_name, "Jansen");
    }

    #[test]
    fn no_history_is_no_record_but_no_wrapper_is_unreadable() {
        assert_eq!(
            personal(r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","info":[]}"#),
            None
        );
        assert_eq!(
            personal(r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","info":null}"#),
            None
        );
        let absent = r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","Info":[]}"#;
        assert!(serde_json::from_str::<PersonalInfoRow>(absent).is_err());
    }
}
