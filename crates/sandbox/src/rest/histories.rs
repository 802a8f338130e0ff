//! Addresses, bank accounts, employments, contracts, schedules, salaries and leave balances of all employees.

use serde_json::{Value, json};

use super::people::History;
use super::value::{midnight, moment, number, period};
use crate::world::Kind;

/// Addresses. The wrapper is by analogy.
pub const ADDRESSES: History = History {
    wrapper: "addresses",
    elements: |world, employee, _| {
        let elements = employee.addresses.iter().map(|address| {
            let shown = json!({
                "addressId": world.uuid(Kind::Address, address.id),
                "isDefault": true,
                "type": "homeAddress",
                "street": address.street,
                "houseNumber": address.house_number,
                "houseNumberAddition": address.addition,
                "postalCode": address.postal_code,
                "city": address.city,
                "stateProvince": Value::Null,
                "countryISOCode": address.country,
                "period": period(address.from),
            });
            (Some(address.created_at), shown)
        });
        Ok(elements.collect())
    },
};

/// Bank accounts. The wrapper is a guess.
pub const BANK_ACCOUNTS: History = History {
    wrapper: "bankAccounts",
    elements: |world, employee, _| {
        let elements = employee.bank_accounts.iter().map(|account| {
            let shown = json!({
                "bankAccountId": world.uuid(Kind::BankAccount, account.id),
                "number": Value::Null,
                "description": Value::Null,
                "IBAN": account.iban,
                "city": account.city,
                "name": Value::Null,
                "bankAccountType": "bankAccount1",
                "createdAt": moment(account.created_at),
            });
            (Some(account.created_at), shown)
        });
        Ok(elements.collect())
    },
};

/// Employments.
pub const EMPLOYMENTS: History = History {
    wrapper: "employments",
    elements: |world, employee, _| {
        let elements = employee.employments.iter().map(|employment| {
            let shown = json!({
                "employmentId": world.uuid(Kind::Employment, employment.id),
                "startDate": midnight(employment.start),
                "seniorityDate": employment.seniority.map(midnight),
                "endDate": employment.end.map(midnight),
                "endContractReason": employment.end_reason,
                "changedDate": moment(employment.created_at),
            });
            (Some(employment.created_at), shown)
        });
        Ok(elements.collect())
    },
};

/// Contracts.
pub const CONTRACTS: History = History {
    wrapper: "contracts",
    elements: |world, employee, _| {
        let elements = employee.contracts.iter().map(|contract| {
            let shown = json!({
                "contractId": world.uuid(Kind::Contract, contract.id),
                "startDate": midnight(contract.start),
                "trialPeriod": contract.trial_end.map(midnight),
                "endDate": contract.end.map(midnight),
                "indefinite": contract.indefinite,
                "writtenContract": contract.written,
                "hoursPerWeek": contract.hours_per_week.map(|hours| number(hours, 3)),
                "createdAt": moment(contract.created_at),
            });
            (Some(contract.created_at), shown)
        });
        Ok(elements.collect())
    },
};

/// Schedules.
pub const SCHEDULES: History = History {
    wrapper: "schedules",
    elements: |world, employee, _| {
        let elements = employee.schedules.iter().map(|schedule| {
            let [week1, week2] = schedule.weeks.map(week);
            let shown = json!({
                "scheduleId": world.uuid(Kind::Schedule, schedule.id),
                "startDate": midnight(schedule.start),
                "parttimePercentage": number(i64::from(schedule.part_time_percentage), 2),
                "hoursPerWeek": number(i64::from(schedule.hours_per_week()), 2),
                "daysPerWeek": schedule.days_per_week(),
                "week1": week1,
                "week2": week2,
                "createdAt": moment(schedule.created_at),
            });
            (Some(schedule.created_at), shown)
        });
        Ok(elements.collect())
    },
};

fn week(hundredths: [i32; 7]) -> Value {
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let days = names.into_iter().zip(hundredths);
    days.map(|(name, hours)| (format!("hours{name}"), number(i64::from(hours), 2)))
        .collect()
}

/// Salaries.
pub const SALARIES: History = History {
    wrapper: "salaries",
    elements: |world, employee, _| {
        let elements = employee.salaries.iter().map(|salary| {
            let shown = json!({
                "salaryId": world.uuid(Kind::Salary, salary.id),
                "startDate": midnight(salary.start),
                "type": salary.salary_type.rest_name(),
                "value": number(salary.cents, 2),
                "createdAt": moment(salary.created_at),
            });
            (Some(salary.created_at), shown)
        });
        Ok(elements.collect())
    },
};

/// Leave balances.
pub const LEAVE_BALANCES: History = History {
    wrapper: "leaveBalances",
    elements: |world, employee, _| {
        let elements = employee.leave_balances.iter().map(|balance| {
            let shown = json!({
                "leaveGroupId": world.uuid(Kind::LeaveGroup, balance.leave_group),
                "leaveBalance": number(balance.hundredths, 2),
            });
            (None, shown)
        });
        Ok(elements.collect())
    },
};
