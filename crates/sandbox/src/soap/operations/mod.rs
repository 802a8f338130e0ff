//! What each operation does with the world. Every file begins with the list of the operations that it plays.
#![expect(clippy::unnecessary_wraps, reason = "all operations have one signature")]

pub(super) mod company;
pub(super) mod component_writes;
pub(super) mod components;
pub(super) mod days;
pub(super) mod debtor;
pub(super) mod employment;
pub(super) mod leave;
pub(super) mod organisation;
pub(super) mod people;
pub(super) mod personal;
pub(super) mod single_sign_on;

use super::arguments::Arguments;
use super::fault::Fault;
use super::value::Value;
use crate::world::{Caller, Company, Employee, Period, SoapCredentials, World, WorldFault};

/// A call that only reads.
#[derive(Clone, Copy)]
pub(super) struct Reading<'w> {
    pub(super) world: &'w World,
    pub(super) credentials: SoapCredentials<'w>,
    pub(super) caller: &'w Caller,
    pub(super) arguments: &'w Arguments,
}

/// A call that can change something.
pub(super) struct Writing<'w> {
    pub(super) world: &'w mut World,
    pub(super) caller: &'w Caller,
    pub(super) arguments: &'w Arguments,
}

/// What an operation answers, as the first child of its response; null where the response is empty.
pub(super) type Answer<'w> = Result<Value<'w>, Fault>;

/// The reading operations of a part of a service.
pub(super) type Reads = &'static [(&'static str, for<'w> fn(Reading<'w>) -> Answer<'w>)];

/// The writing operations of a part of a service. What they answer is a value of its own.
pub(super) type Writes = &'static [(&'static str, fn(&mut Writing<'_>) -> Answer<'static>)];

impl<'w> Reading<'w> {
    /// The employee of `EmployeeId`.
    fn employee(self) -> Result<&'w Employee, WorldFault> {
        self.world.employee(self.caller, self.arguments.int("EmployeeId"))
    }

    /// The company of the employee of `EmployeeId`.
    fn employer(self) -> Result<&'w Company, WorldFault> {
        self.world.company_of(self.caller, self.arguments.int("EmployeeId"))
    }

    /// The company of `CompanyId`.
    fn company(self) -> Result<&'w Company, WorldFault> {
        self.world.company(self.caller, self.arguments.int("CompanyId"))
    }

    /// Everybody of the company that is named by this argument.
    fn everybody(self, argument: &str) -> Result<impl Iterator<Item = &'w Employee> + use<'w>, WorldFault> {
        self.world.employees(self.caller, self.arguments.int(argument), None)
    }

    /// The employee of `EmployeeId` and the period of `Period` and `Year`, which their company must count.
    fn employee_and_period(self) -> Result<(&'w Employee, &'w Company, Period), WorldFault> {
        let employee = self.employee()?;
        let period = period(self.arguments, "Year", "Period");
        let company = self.world.valid_period(self.caller, employee.id, period)?;
        Ok((employee, company, period))
    }

    /// The employee of `EmployeeId` and the open period of their company.
    fn employee_now(self) -> Result<(&'w Employee, &'w Company, Period), WorldFault> {
        let employee = self.employee()?;
        let company = self.employer()?;
        Ok((employee, company, company.current))
    }
}

impl Writing<'_> {
    /// The id of `EmployeeId`; the world checks it.
    fn employee(&self) -> i32 {
        self.arguments.int("EmployeeId")
    }

    /// The period of `Period` and `Year`.
    fn period(&self) -> Period {
        period(self.arguments, "Year", "Period")
    }

    /// The open period of the company of `EmployeeId`.
    fn current_period(&self) -> Result<Period, WorldFault> {
        Ok(self.world.company_of(self.caller, self.employee())?.current)
    }

    fn unprotected(&self) -> bool {
        self.arguments.flag("UnprotectedMode")
    }
}

/// A period from two arguments. What fits no period becomes one that no company counts.
fn period(arguments: &Arguments, year: &str, number: &str) -> Period {
    let year = i16::try_from(arguments.int(year)).unwrap_or(0);
    Period::new(year, u8::try_from(arguments.int(number)).unwrap_or(0))
}

/// The record that counts in a period: of those that have begun by then the last one.
fn in_force<T, K: Ord>(records: &[T], period: Period, from: impl Fn(&T) -> (Period, K)) -> Option<&T> {
    records
        .iter()
        .filter(|record| from(record).0 <= period)
        .max_by_key(|record| from(record))
}
