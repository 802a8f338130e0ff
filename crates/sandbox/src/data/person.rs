//! From a short description of a person to an employee with all records.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::numbers::{bsn, iban};
use crate::world::{
    Address, BankAccount, Contract, Employee, EmployeeType, Employment, Gender, Kind, LeaveBalance, Period,
    PersonalInfo, Salary, SalaryType, Schedule, World,
};

/// A contract in short: first day, last day, hours per week in thousandths.
pub type Agreement = (Date, Option<Date>, i64);

/// A person in short.
pub struct Person<'a> {
    /// First name.
    pub first: &'a str,
    /// Prefix, may be empty.
    pub prefix: &'a str,
    /// Last name.
    pub last: &'a str,
    /// E-mail address at work, may be empty.
    pub email: String,
    /// Gender.
    pub gender: Gender,
    /// Birth date.
    pub born: Date,
    /// Type.
    pub employee_type: EmployeeType,
    /// Employee number.
    pub number: i32,
    /// Serial number over all companies: BSN, bank account and house number follow from it.
    pub serial: u32,
    /// First and last day of service.
    pub service: Option<(Date, Option<Date>)>,
    /// Contracts, oldest first.
    pub agreements: Vec<Agreement>,
    /// Wage in cents per hour now; it was five per cent less under an earlier contract.
    pub cents_per_hour: i64,
    /// Hundredths of an hour of leave.
    pub leave: i64,
}

/// Adds a person to a company and gives the number id.
pub fn settle(world: &mut World, company: i32, person: &Person<'_>) -> i32 {
    let id = world.next_id(Kind::Employee);
    let started = person.service.map_or(Date::constant(2023, 4, 3), |(start, _)| start);
    let Some(from) = world.company_period(company, started) else {
        return id;
    };
    let mut employee = bare(world, person, id, company, morning(started), from);
    if let Some((start, end)) = person.service {
        employee.employments.push(employment(world, start, end));
    }
    for (index, agreement) in person.agreements.iter().enumerate() {
        let last = index + 1 == person.agreements.len();
        add_agreement(
            world,
            &mut employee,
            *agreement,
            if last {
                person.cents_per_hour
            } else {
                person.cents_per_hour * 95 / 100
            },
        );
    }
    world.put_employee(employee);
    id
}

/// Half past eight in the morning in Amsterdam, two working hours before anything is due.
pub fn morning(day: Date) -> Timestamp {
    let amsterdam = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    day.at(8, 30, 0, 0)
        .to_zoned(amsterdam)
        .map_or(Timestamp::UNIX_EPOCH, |moment| moment.timestamp())
}

fn bare(
    world: &mut World,
    person: &Person<'_>,
    id: i32,
    company: i32,
    created_at: Timestamp,
    from: Period,
) -> Employee {
    let groups = world.leave_groups(company);
    let applicant = person.employee_type == EmployeeType::Applicant;
    Employee {
        id,
        company,
        number: person.number,
        employee_type: person.employee_type,
        personal: vec![personal(world, person, created_at, from)],
        addresses: if applicant {
            vec![]
        } else {
            vec![address(world, person.serial, created_at, from)]
        },
        bank_accounts: if applicant {
            vec![]
        } else {
            vec![bank_account(world, person, created_at)]
        },
        employments: vec![],
        contracts: vec![],
        schedules: vec![],
        salaries: vec![],
        departments: vec![],
        functions: vec![],
        managers: vec![],
        cost_centers: vec![],
        leave_balances: groups
            .into_iter()
            .map(|leave_group| LeaveBalance {
                leave_group,
                hundredths: person.leave,
            })
            .collect(),
    }
}

fn personal(world: &mut World, person: &Person<'_>, created_at: Timestamp, from: Period) -> PersonalInfo {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    PersonalInfo {
        id: world.next_id(Kind::PersonalInfo),
        created_at,
        from,
        employee_type: person.employee_type,
        first_name: filled(person.first),
        first_name_in_full: filled(person.first),
        initials: person.first.chars().next().map(|letter| format!("{letter}.")),
        prefix: filled(person.prefix),
        last_name: person.last.to_owned(),
        gender: person.gender,
        bsn: (person.employee_type != EmployeeType::Applicant).then(|| bsn(person.serial)),
        birth_date: Some(person.born),
        birth_place: Some("Utrecht".to_owned()),
        birth_country: Some("NL".to_owned()),
        nationality: Some("NL".to_owned()),
        deceased_on: None,
        work_email: filled(&person.email),
        private_email: None,
        work_phone: None,
        work_mobile: None,
        private_phone: None,
        private_mobile: Some(format!("06{:08}", person.serial)),
        other_phone: None,
        partner_prefix: None,
        partner_name: None,
        civil_status: 10,
        name_usage: 1,
    }
}

fn address(world: &mut World, serial: u32, created_at: Timestamp, from: Period) -> Address {
    Address {
        id: world.next_id(Kind::Address),
        created_at,
        from,
        street: "Voorbeeldstraat".to_owned(),
        house_number: (serial % 200 + 1).to_string(),
        addition: serial.is_multiple_of(7).then(|| "A".to_owned()),
        postal_code: format!("{} AB", 1000 + serial % 8000),
        city: "Utrecht".to_owned(),
        country: "NL".to_owned(),
    }
}

fn bank_account(world: &mut World, person: &Person<'_>, created_at: Timestamp) -> BankAccount {
    BankAccount {
        id: world.next_id(Kind::BankAccount),
        created_at,
        iban: iban(person.serial),
        bic: "NBSXNL2X".to_owned(),
        holder: format!("{} {}", person.first, person.last),
        city: "Utrecht".to_owned(),
    }
}

fn employment(world: &mut World, start: Date, end: Option<Date>) -> Employment {
    let created_at = end.map_or_else(|| morning(start), morning);
    Employment {
        id: world.next_id(Kind::Employment),
        created_at,
        start,
        end,
        seniority: Some(start),
        end_reason: end.map(|_| "Einde contract".to_owned()),
    }
}

/// A contract with the schedule and the salary that go with it. Somebody on a zero-hours contract is paid by the hour.
fn add_agreement(world: &mut World, employee: &mut Employee, (start, end, hours): Agreement, wage: i64) {
    let created_at = morning(start) + SignedDuration::from_mins(1);
    employee.contracts.push(Contract {
        id: world.next_id(Kind::Contract),
        created_at,
        start,
        trial_end: None,
        end,
        indefinite: end.is_none(),
        written: true,
        hours_per_week: Some(hours),
    });
    employee.schedules.push(Schedule::of_week(
        world.next_id(Kind::Schedule),
        created_at,
        start,
        hours,
    ));
    employee.salaries.push(Salary {
        id: world.next_id(Kind::Salary),
        created_at,
        start,
        salary_type: if hours == 0 {
            SalaryType::GrossHourly
        } else {
            SalaryType::GrossPartTime
        },
        cents: if hours == 0 {
            wage
        } else {
            wage * hours / 1000 * 52 / 12
        },
    });
}

impl World {
    fn company_period(&self, company: i32, day: Date) -> Option<Period> {
        self.companies.get(&company).map(|held| held.period_type.of(day))
    }

    fn leave_groups(&self, company: i32) -> Vec<i32> {
        self.companies
            .get(&company)
            .map(|held| held.leave_groups.iter().map(|group| group.id).collect())
            .unwrap_or_default()
    }
}
