//! Schedules of one or two weeks.

use super::Misread;
use super::history::{dated, mapped, parts, record};
use super::value::{Day, Decimal, Moment, listed};
use crate::{EmployeeRecord, RecordContent};
use loonbrug_domain::people::Schedule;
use serde::Deserialize;
use uuid::Uuid;

/// A row of `GET /api/companies/{companyId}/employees/schedules`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::rest) struct SchedulesRow {
    employee_id: Uuid,
    #[serde(deserialize_with = "listed")]
    schedules: Vec<WireSchedule>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireSchedule {
    schedule_id: Uuid,
    start_date: Day,
    week1: Week,
    week2: Option<Week>,
    created_at: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "as the interface spells them")]
struct Week {
    hours_monday: Option<Decimal>,
    hours_tuesday: Option<Decimal>,
    hours_wednesday: Option<Decimal>,
    hours_thursday: Option<Decimal>,
    hours_friday: Option<Decimal>,
    hours_saturday: Option<Decimal>,
    hours_sunday: Option<Decimal>,
}

dated!(WireSchedule, schedule_id, created_at);

impl SchedulesRow {
    pub(in crate::rest) fn record(self) -> Result<EmployeeRecord, Misread> {
        let schedules = mapped(self.schedules, |schedule| {
            let mut days = schedule.week1.hundredths()?;
            let second = schedule.week2.map(Week::hundredths).transpose()?.unwrap_or_default();
            // A weekly roster has a second week of zeros.
            if second.iter().any(|hours| *hours != 0) {
                days.extend(second);
            }
            Ok(Schedule {
                start: schedule.start_date.0,
                daily_hours_hundredths: days,
            })
        })?;
        Ok(record(self.employee_id, RecordContent::Schedule(schedules)))
    }
}

impl Week {
    /// Monday first; a day without hours is a day off.
    fn hundredths(self) -> Result<Vec<i64>, Misread> {
        let days = [
            self.hours_monday,
            self.hours_tuesday,
            self.hours_wednesday,
            self.hours_thursday,
            self.hours_friday,
            self.hours_saturday,
            self.hours_sunday,
        ];
        days.into_iter()
            .map(|day| parts(day, 100, "hours of a day").map(Option::unwrap_or_default))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_week_counts_when_it_has_hours() {
        let row: SchedulesRow = serde_json::from_str(
            r#"{"employeeId":"7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90","schedules":[
                {"scheduleId":"00000000-0000-4000-8000-000000000001","startDate":"2023-01-01","parttimePercentage":95,
                 "week1":{"hoursMonday":7.6,"hoursTuesday":7.6,"hoursWednesday":7.6,"hoursThursday":7.6,
                          "hoursFriday":7.6,"hoursSaturday":0,"hoursSunday":0},
                 "week2":{"hoursMonday":0,"hoursSunday":0.0},"createdAt":"2022-12-20T10:00:00Z"},
                {"scheduleId":"00000000-0000-4000-8000-000000000002","startDate":"2023-06-01",
                 "week1":{"hoursMonday":8},"week2":{"hoursTuesday":4.25},"createdAt":null}]}"#,
        )
        .unwrap();
        insta::assert_compact_json_snapshot!(row.record().unwrap().content, @r#"
        {
          "schedule": [
            {
              "start": "2023-01-01",
              "daily_hours_hundredths": [
                760,
                760,
                760,
                760,
                760,
                0,
                0
              ]
            },
            {
              "start": "2023-06-01",
              "daily_hours_hundredths": [
                800,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                425,
                0,
                0,
                0,
                0,
                0
              ]
            }
          ]
        }
        "#);
    }
}
