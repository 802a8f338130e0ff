//! What each interface of Nmbrs offers, which right it needs, and what is lost without it: one table of data.
//!
//! The rights check (manual a.s.r., manual `TimeChimp`) and the scopes of the log-in are made from it.

mod table;

use serde::{Deserialize, Serialize};
use std::fmt;
use table::OFFERS;

/// One of the two interfaces of Nmbrs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interface {
    /// The older one, by e-mail and API token; ends on 1 March 2027.
    Soap,
    /// The newer one, by log-in.
    Rest,
}

/// Something that a coupling may need from Nmbrs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capability {
    /// List the debtors (debiteuren).
    Debtors,
    /// List the companies (bedrijven).
    Companies,
    /// List the hour codes (uurcodes) of a company.
    HourCodes,
    /// Know the open pay period (huidige loonperiode) of a company.
    CurrentPeriod,
    /// List the payroll runs (verloningen).
    Runs,
    /// Turn the numbers of SOAP into the UUIDs of REST.
    IdPairs,
    /// List the employees: number, name, kind of relation.
    Identity,
    /// Read names and contact details, without BSN.
    Personal,
    /// Read the intervals of service (dienstverbanden).
    Employment,
    /// Read the contracts.
    Contract,
    /// Read the schedules (roosters).
    Schedule,
    /// Read the salaries.
    Salary,
    /// Read the variable hours of an employee and period.
    ReadHours,
    /// Read the days of an employee and period.
    ReadDays,
    /// Insert hours, one line a call.
    InsertHours,
    /// Insert hours, many lines a call.
    InsertHoursBatch,
    /// Change hours that we inserted.
    UpdateHours,
    /// Remove hours that we inserted.
    DeleteHours,
    /// Set the days of an employee and period.
    SetDays,
    /// Set the days of many employees in one call.
    SetDaysBatch,
    /// List the wage codes (looncodes) of a company.
    WageCodes,
    /// Read the variable wage components (looncomponenten) of an employee and period.
    ReadWages,
    /// Insert wage components, one line a call.
    InsertWages,
    /// Insert wage components, many lines a call.
    InsertWagesBatch,
    /// Change wage components that we inserted.
    UpdateWages,
    /// Remove wage components that we inserted.
    DeleteWages,
}

impl Capability {
    /// Every capability, in the order of the rights check.
    pub const ALL: [Self; 26] = [
        Self::Debtors,
        Self::Companies,
        Self::HourCodes,
        Self::CurrentPeriod,
        Self::Runs,
        Self::IdPairs,
        Self::Identity,
        Self::Personal,
        Self::Employment,
        Self::Contract,
        Self::Schedule,
        Self::Salary,
        Self::ReadHours,
        Self::ReadDays,
        Self::InsertHours,
        Self::InsertHoursBatch,
        Self::UpdateHours,
        Self::DeleteHours,
        Self::SetDays,
        Self::SetDaysBatch,
        Self::WageCodes,
        Self::ReadWages,
        Self::InsertWages,
        Self::InsertWagesBatch,
        Self::UpdateWages,
        Self::DeleteWages,
    ];
}

/// How badly a capability is needed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Without it the flows of people and hours do not work.
    Required,
    /// Without it something is done in another way, or not at all; [`Offer::lost_nl`] says what.
    Degrades,
}

/// What is known of a right, after trying.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The account may make the call.
    Present,
    /// The account may not make the call.
    Missing,
    /// The answer tells neither.
    Unproven,
}

/// One capability as one interface offers it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it gives.
    pub capability: Capability,
    /// Through which interface.
    pub interface: Interface,
    /// The calls that it takes: `EmployeeService.HourComponentVar_Get`, or
    /// `GET /api/employees/{employeeId}/variablehours`.
    pub calls: &'static [&'static str],
    /// Calls that the manuals ask for and that `calls` takes the place of, because it reads less of people.
    pub instead_of: &'static [&'static str],
    /// How Nmbrs names the right: over SOAP the calls, over REST the scope.
    pub right: &'static str,
    /// How badly it is needed.
    pub need: Need,
    /// What is lost without it, in Dutch.
    pub lost_nl: &'static str,
    /// What is lost without it, in English.
    pub lost_en: &'static str,
    /// Where to switch it on, in Dutch.
    pub where_nl: &'static str,
    /// Where to switch it on, in English.
    pub where_en: &'static str,
}

/// The offers of one interface, in the order of [`Capability::ALL`].
pub fn offers(interface: Interface) -> impl Iterator<Item = &'static Offer> {
    OFFERS.iter().filter(move |offer| offer.interface == interface)
}

/// The offer of one capability over one interface; `None` where the interface does not have it.
pub fn offer(capability: Capability, interface: Interface) -> Option<&'static Offer> {
    offers(interface).find(|offer| offer.capability == capability)
}

/// The scopes to ask for at the log-in: every right of the REST offers once, and `offline_access` so that the coupling
/// lives on without a person.
#[must_use]
pub fn scopes() -> Vec<&'static str> {
    let mut scopes = vec!["offline_access"];
    for offer in offers(Interface::Rest) {
        if !scopes.contains(&offer.right) {
            scopes.push(offer.right);
        }
    }
    scopes
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Soap => "SOAP",
            Self::Rest => "REST",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The list of the manual of `TimeChimp` ("What permissions should I give the API user?").
    const MANUAL_TIMECHIMP: [&str; 8] = [
        "CompanyService.List_GetAll",
        "CompanyService.HourModel_GetHourCodes",
        "CompanyService.HourModel2_GetHourCodes",
        "EmployeeService.Contract_GetAll_AllEmployeesByCompany",
        "EmployeeService.PersonalInfo_GetAll_AllEmployeesByCompany",
        "EmployeeService.HourComponentVar_Insert_Batch",
        "EmployeeService.DaysVar_Set_Batch",
        "EmployeeService.HourComponentVar_Get",
    ];

    #[test]
    fn an_interface_offers_a_capability_once_and_in_order() {
        for interface in [Interface::Soap, Interface::Rest] {
            let offered: Vec<_> = offers(interface).map(|offer| offer.capability).collect();
            let in_order: Vec<_> = Capability::ALL.into_iter().filter(|it| offered.contains(it)).collect();
            assert_eq!(offered, in_order, "{interface}");
        }
    }

    #[test]
    fn soap_offers_everything_and_rest_all_but_six() {
        let missing = |interface| {
            let all = Capability::ALL.into_iter();
            all.filter(|capability| offer(*capability, interface).is_none())
                .collect::<Vec<_>>()
        };
        assert_eq!(missing(Interface::Soap), []);
        assert_eq!(
            missing(Interface::Rest),
            [
                Capability::CurrentPeriod,
                Capability::IdPairs,
                Capability::InsertHoursBatch,
                Capability::SetDaysBatch,
                Capability::WageCodes,
                Capability::InsertWagesBatch
            ]
        );
    }

    #[test]
    fn the_manuals_list_is_the_least() {
        let asked: BTreeSet<_> = offers(Interface::Soap)
            .flat_map(|offer| offer.calls.iter().chain(offer.instead_of))
            .collect();
        for call in &MANUAL_TIMECHIMP {
            assert!(asked.contains(call), "{call}");
        }
    }

    #[test]
    fn no_call_is_asked_for_twice() {
        let calls: Vec<_> = OFFERS.iter().flat_map(|offer| offer.calls).collect();
        assert_eq!(calls.iter().collect::<BTreeSet<_>>().len(), calls.len());
    }

    /// Data minimisation: no scope that writes but that of hours and wage components, none of bank accounts, documents,
    /// leave, tax.
    #[test]
    fn the_scopes_of_the_log_in() {
        assert_eq!(
            scopes(),
            [
                "offline_access",
                "company.info.read",
                "company.payrollsettings.read",
                "employee.info.read",
                "employee.employment.read",
                "employee.payment.read",
                "employee.payment",
            ]
        );
    }

    #[test]
    fn what_hours_need_degrades_and_what_the_main_flows_need_is_required() {
        let degrading = |interface| {
            let degrading = offers(interface).filter(|offer| offer.need == Need::Degrades);
            degrading
                .map(|offer| format!("{:?}", offer.capability))
                .collect::<Vec<_>>()
                .join(" ")
        };
        insta::assert_snapshot!(degrading(Interface::Soap), @"Debtors CurrentPeriod Runs IdPairs Schedule Salary ReadDays InsertHoursBatch UpdateHours DeleteHours SetDaysBatch WageCodes ReadWages InsertWages InsertWagesBatch UpdateWages DeleteWages");
        insta::assert_snapshot!(degrading(Interface::Rest), @"Runs Schedule Salary ReadDays UpdateHours DeleteHours ReadWages InsertWages UpdateWages DeleteWages");
    }

    #[test]
    fn every_offer_says_what_is_lost_and_where_to_switch_it_on() {
        for offer in OFFERS {
            for (text, word) in [(offer.lost_nl, "zonder "), (offer.lost_en, "without ")] {
                assert!(text.starts_with(word), "{:?}: {text}", offer.capability);
            }
            assert!(
                offer.where_nl.contains("Nmbrs") && offer.where_en.contains("Nmbrs"),
                "{:?}",
                offer.capability
            );
        }
        let update = offer(Capability::UpdateHours, Interface::Soap).unwrap();
        assert_eq!(update.right, "EmployeeService.HourComponent_Update");
        assert_eq!(
            update.lost_nl,
            "zonder HourComponent_Update: correcties gaan als verschilregel"
        );
    }
}
