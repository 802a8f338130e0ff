//! Wage components (looncomponenten) over SOAP: like hours, under other names.

use super::SoapClient;
use super::envelope::Parameters;
use super::operation::{DELETE_WAGES, INSERT_WAGES, INSERT_WAGES_BATCH, UPDATE_WAGES, WAGE_CODES, WAGE_CODES_2, WAGES};
use super::read::{number, of_period};
use super::wire::{hundredths_as_decimal, wage_code, wage_row};
use super::write::{at, check_rows, done, new_row};
use crate::capability::Capability;
use crate::fault::Fault;
use crate::types::{NewWages, RemoteId, WageCode, WageRow};
use loonbrug_domain::Cents;

impl SoapClient {
    pub(crate) async fn wage_codes(&self, company: RemoteId) -> Result<Vec<WageCode>, Fault> {
        let parameters = Parameters::new().value("CompanyId", number(&WAGE_CODES, company)?);
        let (mut codes, second) = tokio::try_join!(
            self.list(&WAGE_CODES, &parameters, wage_code),
            self.list(&WAGE_CODES_2, &parameters, wage_code),
        )?;
        codes.extend(second);
        codes.sort_by_key(|code| code.code);
        codes.dedup_by_key(|code| code.code);
        Ok(codes)
    }

    pub(crate) async fn wages(&self, employee: RemoteId, year: i16, period: u8) -> Result<Vec<WageRow>, Fault> {
        let parameters = of_period(&WAGES, employee, year, period)?;
        self.list(&WAGES, &parameters, wage_row).await
    }

    pub(crate) async fn insert_wages(
        &self,
        line: &NewWages,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&INSERT_WAGES, line.employee)?)
            .group("WageComponent", &component(Parameters::new(), 0, line));
        let parameters = at(parameters, year, period).value("UnprotectedMode", unprotected);
        new_row(&INSERT_WAGES, &self.text(&INSERT_WAGES, &parameters).await?)
    }

    pub(crate) async fn insert_wages_batch(
        &self,
        lines: &[NewWages],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        check_rows(&INSERT_WAGES_BATCH, lines.len())?;
        let mut rows = Parameters::new();
        for line in lines {
            let employee = Parameters::new().value("EmployeeId", number(&INSERT_WAGES_BATCH, line.employee)?);
            rows = rows.group("EmployeeWageComponent", &component(employee, 0, line));
        }
        let parameters = at(Parameters::new().group("WageComponents", &rows), year, period);
        self.text(&INSERT_WAGES_BATCH, &parameters.value("UnprotectedMode", unprotected))
            .await?;
        Ok(())
    }

    /// The row is found by its id; the interface takes no period, and an end only for rows that recur. It answers
    /// whether it was done, where a change of hours answers the id (API fact).
    pub(crate) async fn update_wages(&self, row: RemoteId, line: &NewWages, unprotected: bool) -> Result<(), Fault> {
        let id = number(&UPDATE_WAGES, row)?;
        let parameters = Parameters::new()
            .value("EmployeeId", number(&UPDATE_WAGES, line.employee)?)
            .group("WageComponent", &component(Parameters::new(), id, line))
            .value("EndPeriod", 0)
            .value("EndYear", 0)
            .value("UnprotectedMode", unprotected);
        let text = self.text(&UPDATE_WAGES, &parameters).await?;
        done(&UPDATE_WAGES, &text, line.employee, row)
    }

    pub(crate) async fn delete_wages(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        let parameters = Parameters::new()
            .value("EmployeeId", number(&DELETE_WAGES, employee)?)
            .value("WageComponentID", number(&DELETE_WAGES, row)?);
        let text = self.text(&DELETE_WAGES, &parameters).await?;
        done(&DELETE_WAGES, &text, employee, row)
    }

    /// The outcome of a write for nobody; nothing for a capability that writes no wage components.
    pub(super) async fn probe_wages(
        &self,
        capability: Capability,
        nobody: RemoteId,
        (year, period): (i16, u8),
    ) -> Option<Result<(), Fault>> {
        let nothing = NewWages {
            employee: nobody,
            code: 0,
            value: Cents::ZERO,
            comment: String::new(),
        };
        Some(match capability {
            Capability::InsertWages => self.insert_wages(&nothing, year, period, false).await.map(drop),
            Capability::InsertWagesBatch => self.insert_wages_batch(&[nothing], year, period, false).await,
            Capability::UpdateWages => self.update_wages(nobody, &nothing, false).await,
            Capability::DeleteWages => self.delete_wages(nobody, nobody).await,
            _ => return None,
        })
    }
}

/// `WageComponent` of a request, and `EmployeeWageComponent` of a batch, which begins with its employee; id 0 is a new
/// row.
fn component(parameters: Parameters, id: i64, line: &NewWages) -> Parameters {
    parameters
        .value("Id", id)
        .value("Code", line.code)
        .value("Value", hundredths_as_decimal(line.value.0))
        .nil("CostCenterId")
        .nil("CostUnitId")
        .value("Comment", &line.comment)
}
