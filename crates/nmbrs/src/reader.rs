//! Everything that is read, whatever the interface.

use crate::capability::Interface;
use crate::connection::Client;
use crate::fault::Fault;
use crate::types::{
    Company, Debtor, EmployeeRecord, HourCode, HourRow, IdPair, PayrollRun, RecordKind, RemoteId, WageCode, WageRow,
};
use futures::stream::BoxStream;
use loonbrug_domain::PayPeriod;

/// Records as they come in, employee by employee. An answer that breaks off ends with an error: a stream that ends
/// without one has given everybody. Over SOAP it is one call, whose time-out runs until the end: take the records swiftly.
pub type EmployeeRecords = BoxStream<'static, Result<EmployeeRecord, Fault>>;

/// Reads from Nmbrs; it cannot change anything there.
#[derive(Clone)]
pub struct Reader {
    client: Client,
}

impl Reader {
    pub(crate) const fn new(client: Client) -> Self {
        Self { client }
    }

    /// The interface that it reads through.
    #[must_use]
    pub const fn interface(&self) -> Interface {
        match self.client {
            Client::Soap(_) => Interface::Soap,
            Client::Rest(_) => Interface::Rest,
        }
    }

    /// The debtors (debiteuren) that the account may see.
    pub async fn debtors(&self) -> Result<Vec<Debtor>, Fault> {
        match &self.client {
            Client::Soap(client) => client.debtors().await,
            Client::Rest(client) => client.debtors().await,
        }
    }

    /// The companies (bedrijven) that the account may see, of one debtor or of all.
    pub async fn companies(&self, debtor: Option<&RemoteId>) -> Result<Vec<Company>, Fault> {
        match &self.client {
            Client::Soap(client) => client.companies(debtor).await,
            Client::Rest(client) => client.companies(debtor).await,
        }
    }

    /// The hour codes (uurcodes) of a company, by code, each once.
    pub async fn hour_codes(&self, company: RemoteId) -> Result<Vec<HourCode>, Fault> {
        match &self.client {
            Client::Soap(client) => client.hour_codes(company).await,
            Client::Rest(client) => client.hour_codes(company).await,
        }
    }

    /// The wage codes (looncodes) of a company, by code, each once; `None` where the interface does not say.
    pub async fn wage_codes(&self, company: RemoteId) -> Result<Option<Vec<WageCode>>, Fault> {
        match &self.client {
            Client::Soap(client) => client.wage_codes(company).await.map(Some),
            // The catalogue has no address that any client is known to use (API fact of low confidence).
            Client::Rest(_) => Ok(None),
        }
    }

    /// The open pay period (huidige loonperiode) of a company; `None` where the interface does not say.
    pub async fn current_period(&self, company: RemoteId) -> Result<Option<PayPeriod>, Fault> {
        match &self.client {
            Client::Soap(client) => client.current_period(company).await,
            Client::Rest(client) => client.current_period(company).await,
        }
    }

    /// The payroll runs (verloningen) of a company in a year.
    pub async fn runs(&self, company: RemoteId, year: i16) -> Result<Vec<PayrollRun>, Fault> {
        match &self.client {
            Client::Soap(client) => client.runs(company, year).await,
            Client::Rest(client) => client.runs(company, year).await,
        }
    }

    /// The records of one kind of all employees of a company. Employees without such records may be left out.
    pub fn records(&self, company: RemoteId, kind: RecordKind) -> EmployeeRecords {
        match &self.client {
            Client::Soap(client) => client.records(company, kind),
            Client::Rest(client) => client.records(company, kind),
        }
    }

    /// The variable hours that Nmbrs holds for an employee and period, whoever entered them.
    pub async fn hours(&self, employee: RemoteId, year: i16, period: u8) -> Result<Vec<HourRow>, Fault> {
        match &self.client {
            Client::Soap(client) => client.hours(employee, year, period).await,
            Client::Rest(client) => client.hours(employee, year, period).await,
        }
    }

    /// The days worked that Nmbrs holds for an employee and period; none is 0.
    pub async fn days(&self, employee: RemoteId, year: i16, period: u8) -> Result<i64, Fault> {
        match &self.client {
            Client::Soap(client) => client.days(employee, year, period).await,
            Client::Rest(client) => client.days(employee, year, period).await,
        }
    }

    /// The variable wage components (looncomponenten) that Nmbrs holds for an employee of this company and period,
    /// whoever entered them. Over REST an employee whom the company does not have holds none.
    pub async fn wages(
        &self,
        company: RemoteId,
        employee: RemoteId,
        year: i16,
        period: u8,
    ) -> Result<Vec<WageRow>, Fault> {
        match &self.client {
            Client::Soap(client) => client.wages(employee, year, period).await,
            Client::Rest(client) => client.wages(company, employee, year, period).await,
        }
    }

    /// The numbers of SOAP with their UUIDs of REST, for one kind of entity as Nmbrs names it. REST refuses.
    pub async fn id_pairs(&self, company: RemoteId, entity: &str) -> Result<Vec<IdPair>, Fault> {
        match &self.client {
            Client::Soap(client) => client.id_pairs(company, entity).await,
            Client::Rest(client) => client.id_pairs(company, entity).await,
        }
    }
}
