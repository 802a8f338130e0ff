//! The data set `manuals`: the people of the tables of a manual of 2023 (`ViQZ`), in a company with April 2023 open, and
//! a second company under another debtor, so that choosing matters.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::codes;
use super::log_in::{EMAIL, add_user};
use super::person::{Person, morning, settle};
use crate::world::{
    Caller, Company, CostCenter, Debtor, EmployeeType, Gender, Kind, LeaveGroup, Manager, OrganisationRecord,
    OrganisationUnit, Period, PeriodType, Template, Through, World,
};

/// First name, prefix, last name, gender and hours per week in thousandths.
type Entry = (&'static str, &'static str, &'static str, Gender, i64);

use Gender::{Female as F, Male as M};

/// In the order of the manual: zero-hours contracts, plus hours, leave payout, meals. Their numbers are 1001 and on. The
/// contract hours of the plus hours are such that whole hours worked in April 2023 give the figures of the manual.
const RETAIL: [Entry; 25] = [
    ("Thomas", "", "Lakeman", M, 0),
    ("Joeri", "", "Kreuk", M, 0),
    ("Laura", "", "Zuidhof", F, 0),
    ("Jay", "", "Onrust", M, 0),
    ("Lars", "", "Simic", M, 0),
    ("Mark", "", "Imming", M, 0),
    ("Kjeld", "", "Hoekema", M, 0),
    ("Kara", "", "Zwagemaker", F, 0),
    ("Fleur", "", "Zeinstra", F, 0),
    ("Martijn", "van", "Herwijnen", M, 34_000),
    ("Inger", "", "Steeneken", F, 24_000),
    ("Robin", "de", "Boer", M, 24_000),
    ("Rowena", "", "Veeken", F, 16_000),
    ("Inge", "van der", "Hust", F, 32_000),
    ("Alex", "van", "Beuzekom", M, 37_500),
    ("Iona", "", "Roosenbaal", F, 16_000),
    ("Inge", "van der", "Huut", F, 24_000),
    ("Cara", "", "Dekker", F, 30_400),
    ("Bianca", "", "Cordes", F, 38_000),
    ("Donny", "", "Oude Arenhuis", M, 38_000),
    ("Jacco", "", "Wiering", M, 32_000),
    ("Michel", "du", "Pree", M, 38_000),
    ("Mycka", "", "Bogert", F, 24_000),
    ("Sandra", "Van der", "Kolk", F, 28_500),
    ("Stef", "", "Jacques", M, 22_800),
];

const CAFE: [Entry; 5] = [
    ("Samira", "", "Haddou", F, 0),
    ("Pim", "", "Verkerk", M, 0),
    ("Daan", "ter", "Horst", M, 38_000),
    ("Lotte", "", "Wagenaar", F, 24_000),
    ("Thomas", "", "Lakeman", M, 0),
];

/// The world of the manuals.
pub fn build() -> World {
    let mut world = World::new(2023);
    add_user(&mut world);
    let retail = debtor(&mut world, "1", "Voorbeeld Retail");
    let horeca = debtor(&mut world, "2", "Voorbeeld Horeca");
    let shop = company(&mut world, retail, 1, "Modehuis Voorbeeld B.V.", PeriodType::Month);
    let cafe = company(&mut world, horeca, 2, "Eetcafé De Proef B.V.", PeriodType::FourWeek);
    for (index, entry) in (0_u32..).zip(RETAIL) {
        add(&mut world, shop, index, entry);
    }
    add_special(&mut world, shop);
    for (index, entry) in (0_u32..).zip(CAFE) {
        add(&mut world, cafe, index, entry);
    }
    place_in_organisation(&mut world, retail);
    play_until(
        &mut world,
        shop,
        Period::new(2023, 4),
        [date(2023, 1, 25), date(2023, 2, 22), date(2023, 3, 27)],
    );
    play_until(
        &mut world,
        cafe,
        Period::new(2023, 5),
        [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 28)],
    );
    world
}

/// The one whose service ended, the one without any contract, and the one who only applied.
fn add_special(world: &mut World, company: i32) {
    let base = |first, last, gender, index| person(index, (first, "", last, gender, 24_000));
    let left = Some(date(2023, 3, 31));
    let gone = Person {
        employee_type: EmployeeType::FormerPayroll,
        service: Some((date(2021, 9, 1), left)),
        agreements: vec![(date(2021, 9, 1), left, 24_000)],
        ..base("Wouter", "Terpstra", M, 25)
    };
    let without_contract = Person {
        agreements: vec![],
        ..base("Noor", "Blauw", F, 26)
    };
    let applicant = Person {
        employee_type: EmployeeType::Applicant,
        service: None,
        agreements: vec![],
        ..base("Iris", "Solleveld", F, 27)
    };
    for person in [gone, without_contract, applicant] {
        settle(world, company, &person);
    }
}

fn add(world: &mut World, company: i32, index: u32, entry: Entry) {
    let mut person = person(index, entry);
    if company != Kind::Company.first() {
        person.serial += 100;
        person.service = Some((date(2022, 5, 2), None));
        person.agreements = vec![(date(2022, 5, 2), None, entry.4)];
    }
    settle(world, company, &person);
}

/// Every third has an older contract of other hours; the first one's zero-hours contract is of 01-01-2023 (manual).
fn person(index: u32, (first, prefix, last, gender, hours): Entry) -> Person<'static> {
    let started = if index == 0 {
        date(2021, 1, 7)
    } else {
        date(2020, 1 + month(index), 1)
    };
    let current = (date(2023, 1, 1), None, hours);
    let earlier: (Date, Option<Date>, i64) = (
        started,
        Some(date(2022, 12, 31)),
        if hours == 0 { 8_000 } else { 16_000 },
    );
    let agreements = if index.is_multiple_of(3) {
        vec![earlier, current]
    } else {
        vec![(started, None, hours)]
    };
    Person {
        first,
        prefix,
        last,
        email: format!("{first}.{prefix}{last}@example.nl")
            .replace(' ', "")
            .to_lowercase(),
        gender,
        born: date(
            1985 + i16::from(month(index * 5)),
            1 + month(index * 7),
            1 + month(index * 11),
        ),
        employee_type: EmployeeType::Payroll,
        number: 1001 + i32::try_from(index).unwrap_or(0),
        serial: index,
        service: Some((started, None)),
        agreements,
        cents_per_hour: 1_205,
        leave: 6_250,
    }
}

/// A number from 0 to 11 that follows from an index.
fn month(index: u32) -> i8 {
    i8::try_from(index % 12).unwrap_or(0)
}

fn debtor(world: &mut World, number: &str, name: &str) -> i32 {
    let id = world.next_id(Kind::Debtor);
    let mut unit = |kind, code, description: &str| OrganisationUnit {
        id: world.next_id(kind),
        code,
        description: description.to_owned(),
    };
    let departments = vec![
        unit(Kind::Department, 10, "Verkoop"),
        unit(Kind::Department, 20, "Kantoor"),
    ];
    let functions = vec![
        unit(Kind::Function, 1, "Verkoopmedewerker"),
        unit(Kind::Function, 2, "Filiaalmanager"),
    ];
    let managers = vec![Manager {
        id: world.next_id(Kind::Manager),
        first_name: "Bianca".to_owned(),
        last_name: "Cordes".to_owned(),
        email: "bianca.cordes@example.nl".to_owned(),
    }];
    world.put_debtor(Debtor {
        id,
        number: number.to_owned(),
        name: name.to_owned(),
        departments,
        functions,
        managers,
    });
    id
}

/// A company in the first period of 2023.
pub fn company(world: &mut World, debtor: i32, number: i32, name: &str, period_type: PeriodType) -> i32 {
    let id = world.next_id(Kind::Company);
    let mut entry = |kind, code: &str, description: &str| CostCenter {
        id: world.next_id(kind),
        code: code.to_owned(),
        description: description.to_owned(),
    };
    let cost_centers = vec![
        entry(Kind::CostCenter, "100", "Filiaal"),
        entry(Kind::CostCenter, "200", "Hoofdkantoor"),
    ];
    let cost_units = vec![
        entry(Kind::CostUnit, "1", "Winkel"),
        entry(Kind::CostUnit, "2", "Magazijn"),
    ];
    let leave_groups = vec![LeaveGroup {
        id: world.next_id(Kind::LeaveGroup),
        group: "Type1".to_owned(),
        description: "Vakantieverlof".to_owned(),
    }];
    let templates = vec![Template {
        id: world.next_id(Kind::Template),
        description: "Standaard".to_owned(),
    }];
    let ((hour_codes, hour_codes_2), (wage_codes, wage_codes_2)) = (codes::hours(), codes::wages());
    world.put_company(Company {
        id,
        debtor,
        number,
        name: name.to_owned(),
        kvk_number: format!("{:08}", 90_000_000 + number),
        period_type,
        current: Period::new(2023, 1),
        wage_returns_sent: BTreeSet::new(),
        hour_codes,
        hour_codes_2,
        wage_codes,
        wage_codes_2,
        cost_centers,
        cost_units,
        leave_groups,
        templates,
        runs: vec![],
        employees: vec![],
    });
    id
}

/// Everyone of the first debtor works in its first department, in its first function, under its manager.
fn place_in_organisation(world: &mut World, debtor: i32) {
    let Some(debtor) = world.debtors.get(&debtor).cloned() else {
        return;
    };
    let everyone: Vec<i32> = world.employees.keys().copied().collect();
    for id in everyone {
        let Some(mut employee) = world.employees.get(&id).cloned() else {
            continue;
        };
        let (Some(info), Some(company)) = (employee.personal_now().cloned(), world.companies.get(&employee.company))
        else {
            continue;
        };
        if company.debtor != debtor.id || employee.employments.is_empty() {
            continue;
        }
        let mut record = |unit: Option<i32>| OrganisationRecord {
            id: world.next_id(Kind::OrganisationRecord),
            created_at: info.created_at,
            from: info.from,
            unit: unit.unwrap_or(0),
        };
        employee
            .departments
            .push(record(debtor.departments.first().map(|unit| unit.id)));
        employee
            .functions
            .push(record(debtor.functions.first().map(|unit| unit.id)));
        employee
            .managers
            .push(record(debtor.managers.first().map(|unit| unit.id)));
        world.put_employee(employee);
    }
}

/// Closes the periods before the open one; the wage tax returns of all but the last closed one were sent.
pub fn play_until<const DAYS: usize>(world: &mut World, company: i32, open: Period, days: [Date; DAYS]) {
    let mut days = days.into_iter().map(morning);
    let mut moment = morning(date(2023, 1, 25));
    let mut closed = vec![];
    while let Some(current) = world
        .companies
        .get(&company)
        .map(|held| held.current)
        .filter(|current| *current < open)
    {
        moment = days.next().unwrap_or(moment);
        let caller = Caller {
            through: Through::DataSet,
            ..Caller::person(EMAIL, moment)
        };
        if world.close_period(&caller, company).is_err() {
            return;
        }
        closed.push((caller, current));
    }
    closed.pop();
    for (caller, period) in closed {
        // The company was just closed by the same caller, so it is there.
        let _sent = world.send_wage_return(&caller, company, period);
    }
}
