//! Everything that is written over SOAP, but for wage components.

use super::SoapClient;
use super::envelope::Parameters;
use super::operation::{
    DELETE_HOURS, INSERT_HOURS, INSERT_HOURS_BATCH, Operation, SET_DAYS, SET_DAYS_BATCH, UPDATE_HOURS,
};
use super::read::{number, refused};
use super::wire::{hundredths_as_decimal, whole_number};
use crate::capability::{Capability, Proof};
use crate::fault::{Fault, FaultClass, FaultCode};
use crate::types::{NewHours, RemoteId};
use loonbrug_domain::HundredthHours;

/// The most rows of one call: the interface documents no limit, and its requests may be 4 MB (API fact of low
/// confidence).
const MOST_ROWS: usize = 500;

/// A period long closed: a probe writes there, protected, so that it could do nothing even if its employee existed.
const PROBE_PERIOD: (i16, u8) = (2000, 1);

impl SoapClient {
    pub(crate) async fn insert_hours(
        &self,
        line: &NewHours,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&INSERT_HOURS, line.employee)?)
            .group("Hourcomponent", &component(0, line));
        let parameters = at(parameters, year, period).value("UnprotectedMode", unprotected);
        new_row(&INSERT_HOURS, &self.text(&INSERT_HOURS, &parameters).await?)
    }

    pub(crate) async fn insert_hours_batch(
        &self,
        lines: &[NewHours],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        check_rows(&INSERT_HOURS_BATCH, lines.len())?;
        let mut rows = Parameters::new();
        for line in lines {
            let employee = number(&INSERT_HOURS_BATCH, line.employee)?;
            rows = rows.group("EmployeeHourComponent", &employee_component(employee, line));
        }
        let parameters = at(Parameters::new().group("HourComponents", &rows), year, period);
        self.text(&INSERT_HOURS_BATCH, &parameters.value("UnprotectedMode", unprotected))
            .await?;
        Ok(())
    }

    /// The row is found by its id; the interface takes no period, and an end only for rows that recur.
    pub(crate) async fn update_hours(
        &self,
        row: RemoteId,
        line: &NewHours,
        _year: i16,
        _period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&UPDATE_HOURS, line.employee)?)
            .group("Hourcomponent", &component(number(&UPDATE_HOURS, row)?, line))
            .value("EndPeriod", 0)
            .value("EndYear", 0)
            .value("UnprotectedMode", unprotected);
        self.text(&UPDATE_HOURS, &parameters).await?;
        Ok(())
    }

    pub(crate) async fn delete_hours(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&DELETE_HOURS, employee)?)
            .value("HourComponentID", number(&DELETE_HOURS, row)?);
        let text = self.text(&DELETE_HOURS, &parameters).await?;
        done(&DELETE_HOURS, &text, employee, row)
    }

    pub(crate) async fn set_days(
        &self,
        employee: RemoteId,
        days: i64,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&SET_DAYS, employee)?)
            .value("Days", days);
        self.text(
            &SET_DAYS,
            &at(parameters, year, period).value("UnprotectedMode", unprotected),
        )
        .await?;
        Ok(())
    }

    pub(crate) async fn set_days_batch(
        &self,
        days: &[(RemoteId, i64)],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        check_rows(&SET_DAYS_BATCH, days.len())?;
        let mut rows = Parameters::new();
        for (employee, days) in days {
            let employee = number(&SET_DAYS_BATCH, *employee)?;
            let row = Parameters::new().value("EmployeeId", employee).value("Days", days);
            rows = rows.group("DaysWorked", &at(row, year, period));
        }
        let parameters = Parameters::new()
            .group("EmployeesDaysWorked", &rows)
            .value("UnprotectedMode", unprotected);
        self.text(&SET_DAYS_BATCH, &parameters).await?;
        Ok(())
    }

    /// Writes for employee 0, which cannot exist. Whether rights are checked before the employee is what it finds out.
    pub(crate) async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        let nobody = RemoteId::Number(0);
        let nothing = NewHours {
            employee: nobody,
            code: 0,
            hours: HundredthHours::ZERO,
            comment: String::new(),
        };
        let (year, period) = PROBE_PERIOD;
        let outcome = match capability {
            Capability::InsertHours => self.insert_hours(&nothing, year, period, false).await.map(|_| ()),
            Capability::InsertHoursBatch => self.insert_hours_batch(&[nothing], year, period, false).await,
            Capability::UpdateHours => self.update_hours(nobody, &nothing, year, period, false).await,
            Capability::DeleteHours => self.delete_hours(nobody, nobody).await,
            Capability::SetDays => self.set_days(nobody, 0, year, period, false).await,
            Capability::SetDaysBatch => self.set_days_batch(&[(nobody, 0)], year, period, false).await,
            wages => match self.probe_wages(wages, nobody, PROBE_PERIOD).await {
                Some(outcome) => outcome,
                None => return Ok(Proof::Unproven),
            },
        };
        match outcome {
            Ok(()) => Ok(Proof::Unproven),
            Err(fault) => proof(fault),
        }
    }
}

/// What the refusal of a probe proves. A log-in that does not work, and a call that can be made again, prove nothing:
/// they are faults of the probe itself.
fn proof(fault: Fault) -> Result<Proof, Fault> {
    match (fault.code, fault.class) {
        (Some(FaultCode::UnauthorisedMethod), _) => Ok(Proof::Missing),
        (Some(FaultCode::UnknownEmployee | FaultCode::UnauthorisedData), _) => Ok(Proof::Present),
        (_, FaultClass::Pause | FaultClass::Retry { .. }) => Err(fault),
        _ => Ok(Proof::Unproven),
    }
}

/// `HourComponent` of a request; id 0 is a new row.
fn component(id: i64, line: &NewHours) -> Parameters {
    Parameters::new()
        .value("Id", id)
        .value("HourCode", line.code)
        .value("Hours", hundredths_as_decimal(line.hours.0))
        .nil("CostCenterId")
        .nil("CostUnitId")
        .value("Comment", &line.comment)
}

/// `EmployeeHourComponent` of a batch: the same in another order (API fact).
fn employee_component(employee: i64, line: &NewHours) -> Parameters {
    Parameters::new()
        .value("EmployeeId", employee)
        .value("Id", 0)
        .value("HourCode", line.code)
        .nil("CostCenterId")
        .nil("CostUnitId")
        .value("Hours", hundredths_as_decimal(line.hours.0))
        .value("Comment", &line.comment)
}

pub(super) fn at(parameters: Parameters, year: i16, period: u8) -> Parameters {
    parameters.value("Period", period).value("Year", year)
}

pub(super) fn check_rows(operation: &Operation, rows: usize) -> Result<(), Fault> {
    match rows {
        1..=MOST_ROWS => Ok(()),
        _ => Err(refused(
            operation,
            format!("{rows} rows, send 1 to {MOST_ROWS} in one call"),
        )),
    }
}

/// The id of the row that an insert made.
pub(super) fn new_row(operation: &Operation, text: &str) -> Result<RemoteId, Fault> {
    match whole_number(text).map_err(|unreadable| unreadable.into_fault(operation))? {
        id @ 1.. => Ok(RemoteId::Number(id)),
        id => Err(unknown(
            operation,
            format!("it answers {id} in place of the id of the new row"),
        )),
    }
}

/// Whether a change of a row was made.
pub(super) fn done(operation: &Operation, text: &str, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
    match text {
        "true" | "1" => Ok(()),
        "false" | "0" => Err(Fault {
            code: Some(FaultCode::NotFound),
            ..refused(operation, format!("row {row} of employee {employee} is not there"))
        }),
        other => Err(unknown(
            operation,
            format!("it answers \"{other}\" in place of true or false"),
        )),
    }
}

fn unknown(operation: &Operation, message: String) -> Fault {
    Fault {
        operation: operation.full_name(),
        class: FaultClass::Unknown,
        code: None,
        message,
    }
}
