//! The records of all employees of a company, employee by employee.

use super::client::RestClient;
use super::operation::{CONTRACTS, EMPLOYEES, EMPLOYMENTS, Operation, PERSONAL_INFO, SALARIES, SCHEDULES};
use super::read::about;
use super::wire::Misread;
use super::wire::person::{EmployeeRow, PersonalInfoRow};
use super::wire::salary::SalariesRow;
use super::wire::schedule::SchedulesRow;
use super::wire::service::{ContractsRow, EmploymentsRow};
use crate::{EmployeeRecord, Fault, RecordKind, RemoteId};
use futures::stream::{self, BoxStream, StreamExt};
use serde::de::DeserializeOwned;

/// Employees with their records, or the fault that ended the reading.
type Records = BoxStream<'static, Result<EmployeeRecord, Fault>>;

impl RestClient {
    /// The records of one kind of all employees of a company.
    ///
    /// The list of employees is asked once and whole: everybody has a page row with a kind of relation, so that asking
    /// for people in the payroll and for former ones apart would be a call more.
    pub(crate) fn records(&self, company: RemoteId, kind: RecordKind) -> Records {
        match kind {
            RecordKind::Identity => self.of_all(company, &EMPLOYEES, EmployeeRow::record),
            RecordKind::Personal => self.of_all(company, &PERSONAL_INFO, |row: PersonalInfoRow| Ok(row.record())),
            RecordKind::Employment => self.of_all(company, &EMPLOYMENTS, |row: EmploymentsRow| row.record().map(Some)),
            RecordKind::Contract => self.of_all(company, &CONTRACTS, |row: ContractsRow| row.record().map(Some)),
            RecordKind::Schedule => self.of_all(company, &SCHEDULES, |row: SchedulesRow| row.record().map(Some)),
            RecordKind::Salary => self.of_all(company, &SALARIES, |row: SalariesRow| row.record().map(Some)),
        }
    }

    fn of_all<T>(
        &self,
        company: RemoteId,
        operation: &'static Operation,
        record: fn(T) -> Result<Option<EmployeeRecord>, Misread>,
    ) -> Records
    where
        T: DeserializeOwned + Send + 'static,
    {
        let rows = match about(operation, company, Vec::new()) {
            Ok(list) => self.rows::<T>(list),
            Err(fault) => return stream::once(async { Err(fault) }).boxed(),
        };
        let records = rows.map(move |row| record(row?).map_err(|misread| operation.refused(misread)));
        records.filter_map(async |record| record.transpose()).boxed()
    }
}
