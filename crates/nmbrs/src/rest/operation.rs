//! The calls that we make, spelled as in the capability table; method and address follow from the spelling.

use crate::transport::{Effect, doubtful};
use crate::{Fault, FaultClass, FaultCode};
use reqwest::Method;
use url::Url;
use uuid::Uuid;

/// One call of the interface.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Operation {
    /// Method and path, with the ids in braces.
    pub(super) call: &'static str,
    /// What status 404 means here: what is not there.
    missing: FaultCode,
}

pub(super) const DEBTORS: Operation = operation("GET /api/debtors", FaultCode::NotFound);
pub(super) const COMPANIES: Operation = operation("GET /api/companies", FaultCode::NotFound);
pub(super) const COMPANIES_OF_DEBTOR: Operation =
    operation("GET /api/debtors/{debtorId}/companies", FaultCode::UnknownDebtor);
pub(super) const HOUR_CODES: Operation =
    operation("GET /api/companies/{companyId}/hourcodes", FaultCode::UnknownCompany);
pub(super) const RUNS: Operation = operation("GET /api/companies/{companyId}/runs", FaultCode::UnknownCompany);
pub(super) const EMPLOYEES: Operation =
    operation("GET /api/companies/{companyId}/employees", FaultCode::UnknownCompany);
pub(super) const PERSONAL_INFO: Operation = operation(
    "GET /api/companies/{companyId}/employees/personalinfo",
    FaultCode::UnknownCompany,
);
pub(super) const EMPLOYMENTS: Operation = operation(
    "GET /api/companies/{companyId}/employees/employments",
    FaultCode::UnknownCompany,
);
pub(super) const CONTRACTS: Operation = operation(
    "GET /api/companies/{companyId}/employees/contracts",
    FaultCode::UnknownCompany,
);
pub(super) const SCHEDULES: Operation = operation(
    "GET /api/companies/{companyId}/employees/schedules",
    FaultCode::UnknownCompany,
);
pub(super) const SALARIES: Operation = operation(
    "GET /api/companies/{companyId}/employees/salaries",
    FaultCode::UnknownCompany,
);
pub(super) const READ_HOURS: Operation = operation(
    "GET /api/employees/{employeeId}/variablehours",
    FaultCode::UnknownEmployee,
);
pub(super) const INSERT_HOURS: Operation = operation(
    "POST /api/employees/{employeeId}/variablehours",
    FaultCode::UnknownEmployee,
);
pub(super) const UPDATE_HOURS: Operation =
    operation("PUT /api/employees/{employeeId}/variablehours", FaultCode::NotFound);
pub(super) const DELETE_HOURS: Operation = operation(
    "DELETE /api/employees/{employeeId}/hours/{hourComponentId}",
    FaultCode::NotFound,
);
pub(super) const READ_DAYS: Operation = operation(
    "GET /api/employees/{employeeId}/variabledays",
    FaultCode::UnknownEmployee,
);
pub(super) const SET_DAYS: Operation = operation(
    "POST /api/employees/{employeeId}/variabledays",
    FaultCode::UnknownEmployee,
);

pub(super) const READ_WAGES: Operation = operation(
    "GET /api/companies/{companyId}/employees/variablewagecomponents",
    FaultCode::UnknownCompany,
);
pub(super) const INSERT_WAGES: Operation = operation(
    "POST /api/employees/{employeeId}/variablewagecomponent",
    FaultCode::UnknownEmployee,
);
pub(super) const UPDATE_WAGES: Operation = operation(
    "PUT /api/employees/{employeeId}/variablewagecomponent",
    FaultCode::NotFound,
);
pub(super) const DELETE_WAGES: Operation = operation(
    "DELETE /api/employees/{employeeId}/wagecomponents/{wagecomponentId}",
    FaultCode::NotFound,
);

const fn operation(call: &'static str, missing: FaultCode) -> Operation {
    Operation { call, missing }
}

impl Operation {
    /// Whether it changes something.
    pub(super) fn effect(&self) -> Effect {
        if self.method() == Method::GET {
            Effect::Read
        } else {
            Effect::Write
        }
    }

    pub(super) fn method(&self) -> Method {
        let (method, _) = self.parts();
        Method::from_bytes(method.as_bytes()).unwrap_or_default()
    }

    /// The address under the root of the host, with the ids in the place of the braces.
    pub(super) fn address(&self, base: &Url, ids: &[Uuid]) -> Result<Url, Fault> {
        let mut address = base.clone();
        let mut ids = ids.iter().map(Uuid::to_string);
        let (_, path) = self.parts();
        let segments = path.split('/').skip(1).map(|segment| {
            let id = if segment.starts_with('{') { ids.next() } else { None };
            id.unwrap_or_else(|| segment.to_owned())
        });
        let Ok(mut place) = address.path_segments_mut() else {
            let message = format!("`{base}` cannot hold a path; change the configured address");
            return Err(self.fault(FaultClass::Pause, None, message));
        };
        place.pop_if_empty().extend(segments);
        drop(place);
        Ok(address)
    }

    /// What status 404 means.
    pub(super) const fn missing(&self) -> FaultCode {
        self.missing
    }

    pub(super) fn fault(&self, class: FaultClass, code: Option<FaultCode>, message: impl Into<String>) -> Fault {
        Fault {
            operation: self.call.to_owned(),
            class,
            code,
            message: message.into(),
        }
    }

    /// An answer that says nothing: a read may be repeated, a write may have happened.
    pub(super) fn unreadable(&self, message: impl Into<String>) -> Fault {
        self.fault(doubtful(self.effect()), None, message)
    }

    /// Refused by us: it cannot be sent, or what came cannot be used.
    pub(super) fn refused(&self, message: impl Into<String>) -> Fault {
        self.fault(FaultClass::Rejected, None, message)
    }

    fn parts(&self) -> (&'static str, &'static str) {
        self.call.split_once(' ').unwrap_or(("GET", self.call))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::{Interface, offers};
    use std::collections::BTreeSet;

    const ALL: [Operation; 21] = [
        DEBTORS,
        COMPANIES,
        COMPANIES_OF_DEBTOR,
        HOUR_CODES,
        RUNS,
        EMPLOYEES,
        PERSONAL_INFO,
        EMPLOYMENTS,
        CONTRACTS,
        SCHEDULES,
        SALARIES,
        READ_HOURS,
        INSERT_HOURS,
        UPDATE_HOURS,
        DELETE_HOURS,
        READ_DAYS,
        SET_DAYS,
        READ_WAGES,
        INSERT_WAGES,
        UPDATE_WAGES,
        DELETE_WAGES,
    ];

    #[test]
    fn the_capability_table_names_every_call_and_no_other() {
        let made: BTreeSet<_> = ALL.iter().map(|operation| operation.call).collect();
        let named: BTreeSet<_> = offers(Interface::Rest)
            .flat_map(|offer| offer.calls.iter().copied())
            .collect();
        assert_eq!(made, named);
    }

    #[test]
    fn only_get_reads() {
        for operation in ALL {
            assert_eq!(
                operation.effect() == Effect::Read,
                operation.call.starts_with("GET "),
                "{}",
                operation.call
            );
            assert!(
                operation.call.starts_with(operation.method().as_str()),
                "{}",
                operation.call
            );
        }
    }

    #[test]
    fn ids_take_the_place_of_the_braces() {
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2)];
        for base in ["http://127.0.0.1:9180/nmbrs", "http://127.0.0.1:9180/nmbrs/"] {
            let address = DELETE_HOURS.address(&Url::parse(base).unwrap(), &ids).unwrap();
            assert_eq!(
                address.path(),
                "/nmbrs/api/employees/00000000-0000-0000-0000-000000000001/hours/00000000-0000-0000-0000-000000000002"
            );
        }
        let address = COMPANIES
            .address(&Url::parse("https://api.nmbrsapp.com").unwrap(), &[])
            .unwrap();
        assert_eq!(address.as_str(), "https://api.nmbrsapp.com/api/companies");
    }

    #[test]
    fn an_address_without_a_path_is_refused() {
        let fault = COMPANIES
            .address(&Url::parse("mailto:salaris@example.nl").unwrap(), &[])
            .unwrap_err();
        assert_eq!(fault.class, FaultClass::Pause);
    }
}
