//! Everything that is written, whatever the interface.

use crate::capability::{Capability, Proof};
use crate::connection::Client;
use crate::fault::Fault;
use crate::transport::Departure;
use crate::types::{NewHours, NewWages, RemoteId};

/// Writes to Nmbrs. No call here is repeated: a fault of class `Unknown` is settled by reading. Not `Clone`, so that one
/// owner decides.
pub struct Writer {
    client: Client,
}

impl Writer {
    pub(crate) const fn new(client: Client) -> Self {
        Self { client }
    }

    /// For calls that must not leave late: one that would is a fault of class `Retry`, and nothing was sent.
    #[must_use]
    pub fn leaving_by(&self, departure: Departure) -> Self {
        Self::new(self.client.leaving_by(departure))
    }

    /// Inserts one row of variable hours and returns its id. A success without a readable id is `Unknown`.
    /// `unprotected` writes outside the current period, with retroactive effect (terugwerkende kracht).
    pub async fn insert_hours(
        &self,
        line: &NewHours,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        match &self.client {
            Client::Soap(client) => client.insert_hours(line, year, period, unprotected).await,
            Client::Rest(client) => client.insert_hours(line, year, period, unprotected).await,
        }
    }

    /// Inserts many rows in one call; no ids come back, and a refusal does not tell how many rows were stored, so it is
    /// `Unknown`. At most 500 rows. REST refuses.
    pub async fn insert_hours_batch(
        &self,
        lines: &[NewHours],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.insert_hours_batch(lines, year, period, unprotected).await,
            Client::Rest(client) => client.insert_hours_batch(lines, year, period, unprotected).await,
        }
    }

    /// Changes a row that we inserted.
    pub async fn update_hours(
        &self,
        row: RemoteId,
        line: &NewHours,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.update_hours(row, line, year, period, unprotected).await,
            Client::Rest(client) => client.update_hours(row, line, year, period, unprotected).await,
        }
    }

    /// Removes a row that we inserted; `Rejected` with `NotFound` when it is not there.
    pub async fn delete_hours(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.delete_hours(employee, row).await,
            Client::Rest(client) => client.delete_hours(employee, row).await,
        }
    }

    /// Sets the days worked of an employee and period.
    pub async fn set_days(
        &self,
        employee: RemoteId,
        days: i64,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.set_days(employee, days, year, period, unprotected).await,
            Client::Rest(client) => client.set_days(employee, days, year, period, unprotected).await,
        }
    }

    /// Sets the days worked of many employees in one call. At most 500 rows. REST refuses.
    pub async fn set_days_batch(
        &self,
        days: &[(RemoteId, i64)],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.set_days_batch(days, year, period, unprotected).await,
            Client::Rest(client) => client.set_days_batch(days, year, period, unprotected).await,
        }
    }

    /// Inserts one variable wage component and returns its id. A success without a readable id is `Unknown`.
    pub async fn insert_wages(
        &self,
        line: &NewWages,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<RemoteId, Fault> {
        match &self.client {
            Client::Soap(client) => client.insert_wages(line, year, period, unprotected).await,
            Client::Rest(client) => client.insert_wages(line, year, period, unprotected).await,
        }
    }

    /// Inserts many wage components in one call, as [`Writer::insert_hours_batch`] does hours. REST refuses.
    pub async fn insert_wages_batch(
        &self,
        lines: &[NewWages],
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.insert_wages_batch(lines, year, period, unprotected).await,
            Client::Rest(client) => client.insert_wages_batch(lines, year, period, unprotected).await,
        }
    }

    /// Changes a wage component that we inserted; `Rejected` with `NotFound` when it is not there.
    pub async fn update_wages(
        &self,
        row: RemoteId,
        line: &NewWages,
        year: i16,
        period: u8,
        unprotected: bool,
    ) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.update_wages(row, line, unprotected).await,
            Client::Rest(client) => client.update_wages(row, line, year, period, unprotected).await,
        }
    }

    /// Removes a wage component that we inserted; `Rejected` with `NotFound` when it is not there.
    pub async fn delete_wages(&self, employee: RemoteId, row: RemoteId) -> Result<(), Fault> {
        match &self.client {
            Client::Soap(client) => client.delete_wages(employee, row).await,
            Client::Rest(client) => client.delete_wages(employee, row).await,
        }
    }

    /// Tries a write on an employee that cannot exist: nothing can change, and the refusal tells whether the account may
    /// make the call. A capability that only reads is `Unproven`: read it instead.
    pub async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        match &self.client {
            Client::Soap(client) => client.probe(capability).await,
            Client::Rest(client) => client.probe(capability).await,
        }
    }
}
