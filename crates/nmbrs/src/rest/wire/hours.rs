//! Variable hours and days of one employee and period: what is held, and what is written.

use super::Misread;
use super::value::{Decimal, Moment, Whole, Words};
use crate::{HourRow, NewHours, RemoteId};
use loonbrug_domain::HundredthHours;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A row of `GET /api/employees/{employeeId}/variablehours`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct VariableHoursRow {
    hour_component_id: Uuid,
    hour_code: Whole,
    hours: Decimal,
    comment: Words,
    created_at: Option<Moment>,
}

/// A row of `GET /api/employees/{employeeId}/variabledays`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct VariableDaysRow {
    days: Whole,
    created_at: Option<Moment>,
}

/// The answer to an insert of hours.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct InsertedHours {
    /// The id of the new row.
    pub(in crate::rest) hour_component_id: Uuid,
}

/// The body of `POST` and `PUT /api/employees/{employeeId}/variablehours`. What is absent stays out of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct HoursBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    hour_component_id: Option<Uuid>,
    hour_code: i64,
    hours: f64,
    #[serde(skip_serializing_if = "str::is_empty")]
    comment: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_details: Option<PeriodDetails>,
}

/// The body of `POST /api/employees/{employeeId}/variabledays`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct DaysBody {
    days: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_details: Option<PeriodDetails>,
}

/// The period of hours and days: one level deeper than wage components have it, with the mode inside.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct PeriodDetails {
    period: Period,
    unprotected_mode: bool,
}

/// A pay period.
#[derive(Clone, Copy, Serialize)]
pub(in crate::rest) struct Period {
    pub(super) year: i16,
    pub(super) period: u8,
}

/// The most that the interface takes, in hours or in days; the least is 0.
const MOST: i64 = 1000;

impl VariableHoursRow {
    /// The row; refused when it holds more than two decimals, for a rounded figure would be compared as if
    /// it were held.
    pub(in crate::rest) fn row(self) -> Result<HourRow, Misread> {
        let hours = self.hours.exact(100).ok_or_else(|| {
            format!(
                "row {} of code {} holds {} hours, which is not a number of two decimals; correct it in Nmbrs",
                self.hour_component_id,
                self.hour_code.0,
                self.hours.shown()
            )
        })?;
        Ok(HourRow {
            id: RemoteId::Uuid(self.hour_component_id),
            code: self.hour_code.0,
            hours: HundredthHours(hours),
            comment: self.comment.0,
            created_at: self.created_at.map(|moment| moment.0),
        })
    }
}

/// The days of a period: the row that was made last; without a row, none.
pub(in crate::rest) fn days(rows: Vec<VariableDaysRow>) -> i64 {
    rows.into_iter()
        .max_by_key(|row| row.created_at)
        .map_or(0, |row| row.days.0)
}

impl<'a> HoursBody<'a> {
    /// The body for a line; `row` for a change.
    pub(in crate::rest) fn new(
        row: Option<Uuid>,
        line: &'a NewHours,
        period_details: Option<PeriodDetails>,
    ) -> Result<Self, Misread> {
        let hundredths = line.hours.0;
        if !(0..=MOST * 100).contains(&hundredths) {
            return Err(format!(
                "{} hours of code {} cannot be sent: Nmbrs takes 0 to {MOST}",
                line.hours, line.code
            ));
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most 100 000, and the nearest binary form prints as it was"
        )]
        let hours = hundredths as f64 / 100.0;
        Ok(Self {
            hour_component_id: row,
            hour_code: line.code,
            hours,
            comment: &line.comment,
            period_details,
        })
    }
}

impl DaysBody {
    /// The body for a number of days.
    pub(in crate::rest) fn new(days: i64, period_details: Option<PeriodDetails>) -> Result<Self, Misread> {
        if !(0..=MOST).contains(&days) {
            return Err(format!("{days} days cannot be sent: Nmbrs takes 0 to {MOST}"));
        }
        Ok(Self { days, period_details })
    }
}

impl PeriodDetails {
    /// A period; `unprotected` to write outside the current one.
    pub(in crate::rest) const fn new(year: i16, period: u8, unprotected: bool) -> Self {
        Self {
            period: Period { year, period },
            unprotected_mode: unprotected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(hours: &str) -> Result<HourRow, Misread> {
        let json = format!(
            r#"{{"hourComponentId":"b1d9c7a2-0000-4000-8000-000000000001","hourCode":2100,"hourCodeDescription":null,
                "hours":{hours},"costCenterId":null,"costUnitId":null,"comment":"overtime",
                "createdAt":"2023-05-01T06:00:00Z"}}"#
        );
        serde_json::from_str::<VariableHoursRow>(&json).unwrap().row()
    }

    fn line(hundredths: i64) -> NewHours {
        NewHours {
            employee: RemoteId::Uuid(Uuid::nil()),
            code: 2100,
            hours: HundredthHours(hundredths),
            comment: "Uren 01-04-2023 t/m 30-04-2023".to_owned(),
        }
    }

    #[test]
    fn a_row_of_hours() {
        insta::assert_json_snapshot!(row("12.5").unwrap(), @r#"
        {
          "id": {
            "uuid": "b1d9c7a2-0000-4000-8000-000000000001"
          },
          "code": 2100,
          "hours": 1250,
          "comment": "overtime",
          "created_at": "2023-05-01T06:00:00Z"
        }
        "#);
    }

    #[test]
    fn a_row_of_three_decimals_is_named() {
        insta::assert_snapshot!(row("7.333").unwrap_err(), @"row b1d9c7a2-0000-4000-8000-000000000001 of code 2100 holds 7.333 hours, which is not a number of two decimals; correct it in Nmbrs");
    }

    #[test]
    fn the_days_made_last_count() {
        let rows = |json: &str| days(serde_json::from_str(json).unwrap());
        assert_eq!(rows("[]"), 0);
        assert_eq!(
            rows(r#"[{"days":8,"createdAt":"2023-05-02T06:00:00Z"},{"days":3,"createdAt":null}]"#),
            8
        );
        assert_eq!(
            rows(r#"[{"days":8,"createdAt":"2023-05-02T06:00:00Z"},{"days":"5","createdAt":"2023-05-03T06:00:00Z"}]"#),
            5
        );
    }

    #[test]
    fn bodies() {
        let details = Some(PeriodDetails::new(2023, 4, false));
        let line = line(1250);
        let insert = HoursBody::new(None, &line, details).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&insert).unwrap(), @r#"{"hourCode":2100,"hours":12.5,"comment":"Uren 01-04-2023 t/m 30-04-2023","periodDetails":{"period":{"year":2023,"period":4},"unprotectedMode":false}}"#);
        let row: Uuid = "b1d9c7a2-0000-4000-8000-000000000001".parse().unwrap();
        let update = HoursBody::new(Some(row), &line, Some(PeriodDetails::new(2023, 3, true))).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&update).unwrap(), @r#"{"hourComponentId":"b1d9c7a2-0000-4000-8000-000000000001","hourCode":2100,"hours":12.5,"comment":"Uren 01-04-2023 t/m 30-04-2023","periodDetails":{"period":{"year":2023,"period":3},"unprotectedMode":true}}"#);
        let days = DaysBody::new(8, details).unwrap();
        insta::assert_snapshot!(serde_json::to_string(&days).unwrap(), @r#"{"days":8,"periodDetails":{"period":{"year":2023,"period":4},"unprotectedMode":false}}"#);
    }

    #[test]
    fn what_the_interface_does_not_take_is_not_sent() {
        assert!(HoursBody::new(None, &line(100_000), None).is_ok());
        let refused = |hundredths| HoursBody::new(None, &line(hundredths), None).err();
        insta::assert_snapshot!(refused(-25).unwrap(), @"-0,25 hours of code 2100 cannot be sent: Nmbrs takes 0 to 1000");
        assert!(refused(100_001).is_some());
        assert!(DaysBody::new(1000, None).is_ok());
        insta::assert_snapshot!(DaysBody::new(-1, None).err().unwrap(), @"-1 days cannot be sent: Nmbrs takes 0 to 1000");
    }

    proptest! {
        #[test]
        fn hours_come_back_as_they_were_sent(hundredths in 0_i64..=100_000) {
            let line = line(hundredths);
            let sent = serde_json::to_value(HoursBody::new(None, &line, None).unwrap()).unwrap();
            prop_assert_eq!(row(&sent["hours"].to_string()).unwrap().hours, line.hours);
        }
    }
}
