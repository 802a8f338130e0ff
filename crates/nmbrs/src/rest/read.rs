//! Everything that is read, but for wage components and the records of employees.

use super::client::{RestClient, uuid};
use super::operation::{COMPANIES, COMPANIES_OF_DEBTOR, DEBTORS, HOUR_CODES, Operation, READ_DAYS, READ_HOURS, RUNS};
use super::page::List;
use super::wire::company::{CompanyRow, DebtorRow, HourCodeRow, RunRow};
use super::wire::hours::{VariableDaysRow, VariableHoursRow, days};
use crate::{Company, Debtor, Fault, FaultClass, FaultCode, HourCode, HourRow, IdPair, PayrollRun, RemoteId};
use futures::{StreamExt, TryStreamExt, stream};
use loonbrug_domain::PayPeriod;

/// Debtors whose companies are asked for at the same time.
const DEBTORS_AT_ONCE: usize = 8;

impl RestClient {
    /// The debtors of the log-in: as a rule one, for consent is given per debtor.
    pub(crate) async fn debtors(&self) -> Result<Vec<Debtor>, Fault> {
        let rows: Vec<DebtorRow> = self.list(everything(&DEBTORS)).await?;
        Ok(rows.into_iter().map(Debtor::from).collect())
    }

    /// The companies of one debtor, or of all. A log-in that covers several debtors is refused the whole list, and is
    /// asked debtor by debtor (API fact: title `ForbiddenMultiDebtor.`).
    pub(crate) async fn companies(&self, debtor: Option<&RemoteId>) -> Result<Vec<Company>, Fault> {
        if let Some(debtor) = debtor {
            return self.companies_of(*debtor).await;
        }
        match self.list::<CompanyRow>(everything(&COMPANIES)).await {
            Ok(rows) => Ok(rows.into_iter().map(|row| row.company(None)).collect()),
            Err(fault) if fault.code == Some(FaultCode::SeveralDebtors) => {
                let debtors = self.debtors().await?;
                let companies = stream::iter(debtors).map(|debtor| self.companies_of(debtor.id));
                companies.buffered(DEBTORS_AT_ONCE).try_concat().await
            }
            Err(fault) => Err(fault),
        }
    }

    async fn companies_of(&self, debtor: RemoteId) -> Result<Vec<Company>, Fault> {
        let rows: Vec<CompanyRow> = self.list(about(&COMPANIES_OF_DEBTOR, debtor, Vec::new())?).await?;
        Ok(rows.into_iter().map(|row| row.company(Some(debtor))).collect())
    }

    /// The hour codes of a company, by code, each once.
    pub(crate) async fn hour_codes(&self, company: RemoteId) -> Result<Vec<HourCode>, Fault> {
        let rows: Vec<HourCodeRow> = self.list(about(&HOUR_CODES, company, Vec::new())?).await?;
        let mut codes: Vec<_> = rows.into_iter().map(HourCode::from).collect();
        codes.sort_by_key(|hour_code| hour_code.code);
        codes.dedup_by_key(|hour_code| hour_code.code);
        Ok(codes)
    }

    /// Nothing: this interface does not tell the open period. It is a setting of the coupling.
    #[expect(clippy::unused_async, reason = "the same form as over SOAP, where it is a call")]
    pub(crate) async fn current_period(&self, _company: RemoteId) -> Result<Option<PayPeriod>, Fault> {
        Ok(None)
    }

    /// The payroll runs of a company in a year.
    pub(crate) async fn runs(&self, company: RemoteId, year: i16) -> Result<Vec<PayrollRun>, Fault> {
        let rows: Vec<RunRow> = self
            .list(about(&RUNS, company, vec![("year", year.to_string())])?)
            .await?;
        Ok(rows.into_iter().map(PayrollRun::from).collect())
    }

    /// The variable hours of an employee in a period, whoever entered them.
    pub(crate) async fn hours(&self, employee: RemoteId, year: i16, period: u8) -> Result<Vec<HourRow>, Fault> {
        let list = about(&READ_HOURS, employee, in_period(year, period))?;
        let rows: Vec<VariableHoursRow> = self.list(list).await?;
        rows.into_iter()
            .map(|row| row.row().map_err(|misread| READ_HOURS.refused(misread)))
            .collect()
    }

    /// The days of an employee in a period: the row made last, for a new value may come as a new row.
    pub(crate) async fn days(&self, employee: RemoteId, year: i16, period: u8) -> Result<i64, Fault> {
        let list = about(&READ_DAYS, employee, in_period(year, period))?;
        let rows: Vec<VariableDaysRow> = self.list(list).await?;
        Ok(days(rows))
    }

    /// Refused: only SOAP knows both ids of a record.
    #[expect(clippy::unused_async, reason = "the same form as over SOAP, where it is a call")]
    pub(crate) async fn id_pairs(&self, _company: RemoteId, entity: &str) -> Result<Vec<IdPair>, Fault> {
        Err(not_offered(&format!("the conversion of the ids of {entity}")))
    }
}

/// A list that is about one record.
pub(super) fn about(
    operation: &'static Operation,
    id: RemoteId,
    filter: Vec<(&'static str, String)>,
) -> Result<List, Fault> {
    Ok(List {
        operation,
        ids: vec![uuid(operation, id)?],
        filter,
    })
}

/// What this interface does not have.
pub(super) fn not_offered(what: &str) -> Fault {
    Fault {
        operation: "REST".to_owned(),
        class: FaultClass::Rejected,
        code: None,
        message: format!("{what} is not offered over REST"),
    }
}

const fn everything(operation: &'static Operation) -> List {
    List {
        operation,
        ids: Vec::new(),
        filter: Vec::new(),
    }
}

/// The filter of one period.
pub(super) fn in_period(year: i16, period: u8) -> Vec<(&'static str, String)> {
    vec![("year", year.to_string()), ("period", period.to_string())]
}
