//! The operations that we call, by their names in the interface.

use crate::transport::Effect;

/// The host part of every namespace; the sandbox of Nmbrs answers to it too, under its own address (API fact).
const NAMESPACE: &str = "https://api.nmbrs.nl/soap/v3/";

/// A service of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Service {
    Debtor,
    Company,
    Employee,
}

/// What a call does at the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Read,
    /// Changes one row: a refusal means that nothing happened.
    Write,
    /// Changes many rows: a refusal does not tell what happened to the rows before the refused one.
    WriteMany,
}

/// One operation of one service.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Operation {
    service: Service,
    name: &'static str,
    kind: Kind,
    /// The element inside the result that holds the items, where the result does not hold them itself.
    container: Option<&'static str>,
}

impl Operation {
    const fn new(service: Service, name: &'static str, kind: Kind) -> Self {
        Self {
            service,
            name,
            kind,
            container: None,
        }
    }

    /// `HourComponentVar_Get`
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) const fn container(&self) -> Option<&'static str> {
        self.container
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) const fn effect(&self) -> Effect {
        match self.kind {
            Kind::Read => Effect::Read,
            Kind::Write | Kind::WriteMany => Effect::Write,
        }
    }

    /// `EmployeeService.HourComponentVar_Get`
    pub(super) fn full_name(&self) -> String {
        format!("{}.{}", self.service.name(), self.name)
    }

    /// The file that takes the request: `EmployeeService.asmx`.
    pub(super) fn file(&self) -> String {
        format!("{}.asmx", self.service.name())
    }

    /// The namespace of header and body.
    pub(super) fn namespace(&self) -> String {
        format!("{NAMESPACE}{}", self.service.name())
    }
}

impl Service {
    const fn name(self) -> &'static str {
        match self {
            Self::Debtor => "DebtorService",
            Self::Company => "CompanyService",
            Self::Employee => "EmployeeService",
        }
    }
}

macro_rules! operations {
    ($($constant:ident = $service:ident $kind:ident $name:literal $(in $container:literal)?;)*) => {
        $(
            pub(super) const $constant: Operation = Operation {
                $(container: Some($container),)?
                ..Operation::new(Service::$service, $name, Kind::$kind)
            };
        )*

        /// Every operation that we call.
        #[cfg(test)]
        pub(super) const ALL: &[Operation] = &[$($constant),*];
    };
}

operations! {
    DEBTORS = Debtor Read "List_GetAll";
    COMPANIES = Company Read "List_GetAll";
    COMPANIES_OF_DEBTOR = Company Read "List_GetByDebtor";
    CURRENT_PERIOD = Company Read "Company_GetCurrentPeriod";
    HOUR_CODES = Company Read "HourModel_GetHourCodes";
    HOUR_CODES_2 = Company Read "HourModel2_GetHourCodes";
    RUNS = Company Read "Run_GetList";
    ID_PAIRS = Company Read "Converter_GetByCompany_IntToGuid" in "Mappings";
    EMPLOYEE_TYPES = Employee Read "EmployeeType_GetList";
    EMPLOYEES = Employee Read "List_GetByCompany";
    PERSONAL = Employee Read "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany";
    EMPLOYMENTS = Employee Read "Employment_GetAll_AllEmployeesByCompany";
    CONTRACTS = Employee Read "Contract_GetAll_AllEmployeesByCompany";
    SCHEDULES = Employee Read "Schedule_GetAll_AllEmployeesByCompany";
    SALARIES = Employee Read "Salary_GetAll_AllEmployeesByCompany";
    HOURS = Employee Read "HourComponentVar_Get";
    DAYS = Employee Read "DaysVar_Get";
    INSERT_HOURS = Employee Write "HourComponentVar_Insert";
    INSERT_HOURS_BATCH = Employee WriteMany "HourComponentVar_Insert_Batch";
    UPDATE_HOURS = Employee Write "HourComponent_Update";
    DELETE_HOURS = Employee Write "HourComponent_Delete";
    SET_DAYS = Employee Write "DaysVar_Set";
    SET_DAYS_BATCH = Employee WriteMany "DaysVar_Set_Batch";
    WAGE_CODES = Company Read "WageModel_GetWageCodes";
    WAGE_CODES_2 = Company Read "WageModel2_GetWageCodes";
    WAGES = Employee Read "WageComponentVar_Get";
    INSERT_WAGES = Employee Write "WageComponentVar_Insert";
    INSERT_WAGES_BATCH = Employee WriteMany "WageComponentVar_Insert_Batch";
    UPDATE_WAGES = Employee Write "WageComponent_Update";
    DELETE_WAGES = Employee Write "WageComponent_Delete";
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::capability::{Interface, offers};
    use std::collections::BTreeSet;

    /// A call that the rights check does not know would fail at a customer who gave all the rights that it asked for.
    #[test]
    fn the_table_of_capabilities_names_exactly_these_calls() {
        let called: BTreeSet<String> = ALL.iter().map(super::Operation::full_name).collect();
        let offered: BTreeSet<String> = offers(Interface::Soap)
            .flat_map(|offer| offer.calls)
            .map(ToString::to_string)
            .collect();
        assert_eq!(called, offered);
    }
}
