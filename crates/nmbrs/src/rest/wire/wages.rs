//! Variable wage components: what is held, and what is written.

use super::Misread;
use super::hours::Period;
use super::value::{Decimal, Whole, Words, listed};
use crate::{NewWages, RemoteId, WageRow};
use loonbrug_domain::Cents;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A row of `GET /api/companies/{companyId}/employees/variablewagecomponents`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct VariableWagesRow {
    /// Whose components.
    pub(in crate::rest) employee_id: Uuid,
    /// The wrapper is in small letters, unlike that of recurring ones (API fact).
    #[serde(
        rename = "variablewagecomponents",
        alias = "variableWageComponents",
        deserialize_with = "listed"
    )]
    components: Vec<WireWages>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireWages {
    variable_wage_component_id: Uuid,
    code: Whole,
    value: Decimal,
    #[serde(default)]
    comment: Words,
}

/// The answer to an insert of a wage component.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct InsertedWages {
    /// The id of the new row.
    pub(in crate::rest) variable_wage_component_id: Uuid,
}

/// The body of `POST` and `PUT /api/employees/{employeeId}/variablewagecomponent`. What is absent stays out of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct WagesBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    variable_wage_component_id: Option<Uuid>,
    code: i64,
    value: f64,
    #[serde(skip_serializing_if = "str::is_empty")]
    comment: &'a str,
    #[serde(flatten)]
    moment: Option<WagesMoment>,
}

/// When a wage component counts: the period one level higher than hours have it, and the mode beside it (API fact).
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct WagesMoment {
    period_details: Period,
    unprotected_mode: bool,
}

/// The most that is sent. The interface names no bound; up to here two decimals surely survive their binary form.
const MOST: i64 = 10_000_000;

impl VariableWagesRow {
    /// The rows; refused when one holds more than two decimals, for a rounded value would be compared as if it were held.
    pub(in crate::rest) fn rows(self) -> Result<Vec<WageRow>, Misread> {
        self.components.into_iter().map(WireWages::row).collect()
    }
}

impl WireWages {
    fn row(self) -> Result<WageRow, Misread> {
        let value = self.value.exact(100).ok_or_else(|| {
            format!(
                "wage component {} of code {} holds {}, which is not a number of two decimals; correct it in Nmbrs",
                self.variable_wage_component_id,
                self.code.0,
                self.value.shown()
            )
        })?;
        Ok(WageRow {
            id: RemoteId::Uuid(self.variable_wage_component_id),
            code: self.code.0,
            value: Cents(value),
            comment: self.comment.0,
        })
    }
}

impl<'a> WagesBody<'a> {
    /// The body for a line; `row` for a change.
    pub(in crate::rest) fn new(
        row: Option<Uuid>,
        line: &'a NewWages,
        moment: Option<WagesMoment>,
    ) -> Result<Self, Misread> {
        let cents = line.value.0;
        if !(0..=MOST * 100).contains(&cents) {
            return Err(format!(
                "{} of wage code {} cannot be sent: only 0 to {MOST} can",
                line.value, line.code
            ));
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most ten digits, and the nearest binary form prints as it was"
        )]
        let value = cents as f64 / 100.0;
        Ok(Self {
            variable_wage_component_id: row,
            code: line.code,
            value,
            comment: &line.comment,
            moment,
        })
    }
}

impl WagesMoment {
    /// A period; `unprotected` to write outside the current one.
    pub(in crate::rest) const fn new(year: i16, period: u8, unprotected: bool) -> Self {
        Self {
            period_details: Period { year, period },
            unprotected_mode: unprotected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMPLOYEE: &str = "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90";
    const ROW: &str = "b1d9c7a2-0000-4000-8000-000000000001";

    fn rows(value: &str) -> Result<Vec<WageRow>, Misread> {
        let json = format!(
            r#"{{"employeeId":"{EMPLOYEE}","variablewagecomponents":[{{"variableWageComponentId":"{ROW}","code":"5090",
                "value":{value},"comment":"Maaltijden","costCenterId":null,"costUnitId":null}}]}}"#
        );
        serde_json::from_str::<VariableWagesRow>(&json).unwrap().rows()
    }

    fn line(cents: i64) -> NewWages {
        NewWages {
            employee: RemoteId::Uuid(Uuid::nil()),
            code: 5090,
            value: Cents(cents),
            comment: "Maaltijden".to_owned(),
        }
    }

    #[test]
    fn a_row_of_wages() {
        insta::assert_json_snapshot!(rows("13.5").unwrap(), @r#"
        [
          {
            "id": {
              "uuid": "b1d9c7a2-0000-4000-8000-000000000001"
            },
            "code": 5090,
            "value": 1350,
            "comment": "Maaltijden"
          }
        ]
        "#);
        insta::assert_snapshot!(rows("7.333").unwrap_err(), @"wage component b1d9c7a2-0000-4000-8000-000000000001 of code 5090 holds 7.333, which is not a number of two decimals; correct it in Nmbrs");
    }

    #[test]
    fn the_wrapper_must_be_there_and_may_hold_nothing() {
        let read = |members: &str| {
            let json = format!(r#"{{"employeeId":"{EMPLOYEE}"{members}}}"#);
            serde_json::from_str::<VariableWagesRow>(&json).map(|row| row.rows().unwrap())
        };
        assert!(read("").is_err());
        for members in [
            r#","variablewagecomponents":null"#,
            r#","variablewagecomponents":[]"#,
            r#","variableWageComponents":[]"#,
        ] {
            assert_eq!(read(members).unwrap(), [], "{members}");
        }
    }

    #[test]
    fn bodies() {
        let line = line(1350);
        let insert = WagesBody::new(None, &line, Some(WagesMoment::new(2023, 4, false))).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&insert).unwrap(), @r#"{"code":5090,"value":13.5,"comment":"Maaltijden","periodDetails":{"year":2023,"period":4},"unprotectedMode":false}"#);
        let row = ROW.parse().unwrap();
        let update = WagesBody::new(Some(row), &line, Some(WagesMoment::new(2023, 3, true))).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&update).unwrap(), @r#"{"variableWageComponentId":"b1d9c7a2-0000-4000-8000-000000000001","code":5090,"value":13.5,"comment":"Maaltijden","periodDetails":{"year":2023,"period":3},"unprotectedMode":true}"#);
        let now = WagesBody::new(None, &line, None).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&now).unwrap(), @r#"{"code":5090,"value":13.5,"comment":"Maaltijden"}"#);
    }

    #[test]
    fn what_the_interface_does_not_take_is_not_sent() {
        assert!(WagesBody::new(None, &line(0), None).is_ok());
        let refused = |cents| WagesBody::new(None, &line(cents), None).err();
        insta::assert_snapshot!(refused(-25).unwrap(), @"€ -0,25 of wage code 5090 cannot be sent: only 0 to 10000000 can");
        assert!(WagesBody::new(None, &line(MOST * 100), None).is_ok());
        assert!(refused(MOST * 100 + 1).is_some());
    }

    proptest! {
        #[test]
        fn a_value_comes_back_as_it_was_sent(cents in 0..=MOST * 100) {
            let line = line(cents);
            let sent = serde_json::to_value(WagesBody::new(None, &line, None).unwrap()).unwrap();
            prop_assert_eq!(rows(&sent["value"].to_string()).unwrap()[0].value, line.value);
        }
    }
}
