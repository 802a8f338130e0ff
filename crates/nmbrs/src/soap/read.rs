//! Everything that is read over SOAP, but for wage components and the records of employees.

use super::SoapClient;
use super::envelope::Parameters;
use super::operation::{
    COMPANIES, COMPANIES_OF_DEBTOR, CURRENT_PERIOD, DAYS, DEBTORS, HOUR_CODES, HOUR_CODES_2, HOURS, ID_PAIRS,
    Operation, RUNS,
};
use super::wire::{company, debtor, hour_code, hour_row, id_pair, payroll_run, whole_number};
use crate::fault::{Fault, FaultClass};
use crate::types::{Company, Debtor, HourCode, HourRow, IdPair, PayrollRun, RemoteId};
use loonbrug_domain::PayPeriod;

impl SoapClient {
    pub(crate) async fn debtors(&self) -> Result<Vec<Debtor>, Fault> {
        self.list(&DEBTORS, &Parameters::new(), debtor).await
    }

    pub(crate) async fn companies(&self, of: Option<&RemoteId>) -> Result<Vec<Company>, Fault> {
        let Some(id) = of else {
            return self.list(&COMPANIES, &Parameters::new(), company).await;
        };
        let parameters = Parameters::new().value("DebtorId", number(&COMPANIES_OF_DEBTOR, *id)?);
        let mut companies = self.list(&COMPANIES_OF_DEBTOR, &parameters, company).await?;
        for company in &mut companies {
            company.debtor = Some(*id);
        }
        Ok(companies)
    }

    pub(crate) async fn hour_codes(&self, company: RemoteId) -> Result<Vec<HourCode>, Fault> {
        let parameters = Parameters::new().value("CompanyId", number(&HOUR_CODES, company)?);
        let (mut codes, second) = tokio::try_join!(
            self.list(&HOUR_CODES, &parameters, hour_code),
            self.list(&HOUR_CODES_2, &parameters, hour_code),
        )?;
        codes.extend(second);
        codes.sort_by_key(|code| code.code);
        codes.dedup_by_key(|code| code.code);
        Ok(codes)
    }

    pub(crate) async fn current_period(&self, company: RemoteId) -> Result<Option<PayPeriod>, Fault> {
        let parameters = Parameters::new().value("CompanyId", number(&CURRENT_PERIOD, company)?);
        let text = self.text(&CURRENT_PERIOD, &parameters).await?;
        let period = PayPeriod::parse_nmbrs(&text).map_err(|error| refused(&CURRENT_PERIOD, error.to_string()))?;
        Ok(Some(period))
    }

    pub(crate) async fn runs(&self, company: RemoteId, year: i16) -> Result<Vec<PayrollRun>, Fault> {
        let parameters = Parameters::new()
            .value("CompanyId", number(&RUNS, company)?)
            .value("Year", year);
        self.list(&RUNS, &parameters, payroll_run).await
    }

    pub(crate) async fn hours(&self, employee: RemoteId, year: i16, period: u8) -> Result<Vec<HourRow>, Fault> {
        self.list(&HOURS, &of_period(&HOURS, employee, year, period)?, hour_row)
            .await
    }

    pub(crate) async fn days(&self, employee: RemoteId, year: i16, period: u8) -> Result<i64, Fault> {
        let text = self.text(&DAYS, &of_period(&DAYS, employee, year, period)?).await?;
        whole_number(&text).map_err(|unreadable| unreadable.into_fault(&DAYS))
    }

    pub(crate) async fn id_pairs(&self, company: RemoteId, entity: &str) -> Result<Vec<IdPair>, Fault> {
        let parameters = Parameters::new()
            .value("Entity", entity)
            .value("CompanyId", number(&ID_PAIRS, company)?);
        self.list(&ID_PAIRS, &parameters, id_pair).await
    }
}

pub(super) fn of_period(operation: &Operation, employee: RemoteId, year: i16, period: u8) -> Result<Parameters, Fault> {
    let employee = number(operation, employee)?;
    Ok(Parameters::new()
        .value("EmployeeId", employee)
        .value("Period", period)
        .value("Year", year))
}

/// The number of a record; one of the other interface is refused.
pub(super) fn number(operation: &Operation, id: RemoteId) -> Result<i64, Fault> {
    match id {
        RemoteId::Number(number) => Ok(number),
        RemoteId::Uuid(uuid) => Err(refused(
            operation,
            format!("{uuid} is an id of the REST interface, over SOAP ids are numbers: link the record again"),
        )),
    }
}

/// Refused by ourselves, or an answer that would be the same another time.
pub(super) fn refused(operation: &Operation, message: String) -> Fault {
    Fault {
        operation: operation.full_name(),
        class: FaultClass::Rejected,
        code: None,
        message,
    }
}
