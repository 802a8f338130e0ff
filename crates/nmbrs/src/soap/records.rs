//! The records of all employees of a company, as streams.

use super::SoapClient;
use super::client::Read;
use super::envelope::Parameters;
use super::operation::{CONTRACTS, EMPLOYEE_TYPES, EMPLOYEES, EMPLOYMENTS, Operation, PERSONAL, SALARIES, SCHEDULES};
use super::read::{number, refused};
use super::wire::{EmployeeType, contracts, employee_type, employments, identity, personal, salaries, schedules};
use crate::fault::Fault;
use crate::types::{EmployeeRecord, RecordKind, RemoteId};
use futures::future::ready;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use loonbrug_domain::people::EmployeeKind;
use std::collections::HashSet;

type Records = BoxStream<'static, Result<EmployeeRecord, Fault>>;

impl SoapClient {
    pub(crate) fn records(&self, company: RemoteId, kind: RecordKind) -> Records {
        match kind {
            RecordKind::Identity => self.identities(company),
            RecordKind::Personal => self.histories(company, &PERSONAL, personal),
            RecordKind::Employment => self.histories(company, &EMPLOYMENTS, employments),
            RecordKind::Contract => self.histories(company, &CONTRACTS, contracts),
            RecordKind::Schedule => self.histories(company, &SCHEDULES, schedules),
            RecordKind::Salary => self.histories(company, &SALARIES, salaries),
        }
    }

    /// One call over the whole company. Its parameter is `CompanyID`, elsewhere it is `CompanyId` (API fact).
    fn histories(
        &self,
        company: RemoteId,
        operation: &'static Operation,
        read: Read<Option<EmployeeRecord>>,
    ) -> Records {
        match number(operation, company) {
            Ok(company) => self
                .stream(operation, Parameters::new().value("CompanyID", company), read)
                .try_filter_map(|record| ready(Ok(record)))
                .boxed(),
            Err(fault) => futures::stream::once(ready(Err(fault))).boxed(),
        }
    }

    /// One call per kind of relation that is or was in the payroll. Somebody who moves from one kind to another while
    /// we read comes once.
    fn identities(&self, company: RemoteId) -> Records {
        let client = self.clone();
        Box::pin(async_stream::try_stream! {
            let company = number(&EMPLOYEES, company)?;
            let mut seen = HashSet::new();
            for employee_type in client.payroll_types().await? {
                let mut records = client.employees(company, &employee_type);
                while let Some(record) = records.try_next().await? {
                    if seen.insert(record.employee) {
                        yield record;
                    }
                }
            }
        })
    }

    fn employees(&self, company: i64, employee_type: &EmployeeType) -> Records {
        let parameters = Parameters::new()
            .value("CompanyId", company)
            .value("EmployeeType", employee_type.id);
        let read: Read<EmployeeRecord> = match employee_type.kind {
            EmployeeKind::Payroll => |item| identity(item, EmployeeKind::Payroll),
            EmployeeKind::FormerPayroll => |item| identity(item, EmployeeKind::FormerPayroll),
            EmployeeKind::Other => |item| identity(item, EmployeeKind::Other),
        };
        self.stream(&EMPLOYEES, parameters, read)
    }

    /// The kinds of relation to read, those in the payroll first. None at all is a fault: it would read as an empty
    /// company.
    async fn payroll_types(&self) -> Result<Vec<EmployeeType>, Fault> {
        let mut types = self.list(&EMPLOYEE_TYPES, &Parameters::new(), employee_type).await?;
        if !types
            .iter()
            .any(|employee_type| employee_type.kind == EmployeeKind::Payroll)
        {
            let names: Vec<&str> = types
                .iter()
                .map(|employee_type| employee_type.description.as_str())
                .collect();
            let names = names.join(", ");
            return Err(refused(
                &EMPLOYEE_TYPES,
                format!("none of these types of employee is known as payroll: {names}"),
            ));
        }
        types.retain(|employee_type| employee_type.kind != EmployeeKind::Other);
        types.sort_by_key(|employee_type| employee_type.kind != EmployeeKind::Payroll);
        Ok(types)
    }
}
