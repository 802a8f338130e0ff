//! Plays every reading operation for everybody and writes the answer: the writer refuses what the table does not
//! declare.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::answer::respond;
use super::arguments::Arguments;
use super::catalogue::{CATALOGUE, Handler};
use super::envelope::Element;
use super::fault::Fault;
use super::operations::Reading;
use super::pieces::Pieces;
use crate::data::Generated;
use crate::data::log_in::{EMAIL, TOKEN};
use crate::world::{Caller, CostCenterShare, Employee, LeaveBalance, SoapCredentials, World};

/// The arguments that the operations ask for, as text.
fn arguments(world: &World, employee: &Employee) -> Vec<Element> {
    let caller = Caller::person(EMAIL, jiff::Timestamp::UNIX_EPOCH);
    let company = world.company(&caller, employee.company).unwrap();
    let run = company.runs.first().map_or(0, |run| run.id);
    [
        ("EmployeeId", employee.id.to_string()),
        ("CompanyId", company.id.to_string()),
        ("CompanyID", company.id.to_string()),
        ("DebtorId", company.debtor.to_string()),
        ("FunctionID", "1".to_owned()),
        ("RunId", run.to_string()),
        ("Year", company.current.year.to_string()),
        ("Period", company.current.number.to_string()),
        ("EmployeeType", employee.employee_type.number().to_string()),
        ("LeaveType", "Type1".to_owned()),
        ("Entity", "Employee".to_owned()),
        ("Number", "1".to_owned()),
        ("Username", EMAIL.to_owned()),
        ("Token", TOKEN.to_owned()),
        ("Password", "wachtwoord".to_owned()),
        ("Domain", "voorbeeld".to_owned()),
    ]
    .map(|(name, text)| Element {
        name: name.to_owned(),
        text,
        ..Element::default()
    })
    .into()
}

/// Fills in, for the first employee, what the data sets leave empty.
fn completed(mut world: World) -> World {
    let caller = Caller::person(EMAIL, jiff::Timestamp::UNIX_EPOCH);
    let mut employee = world.employee(&caller, 30_001).unwrap().clone();
    let company = world.company_of(&caller, employee.id).unwrap();
    let info = employee.personal.first_mut().unwrap();
    info.deceased_on = Some(date(2023, 4, 1));
    info.partner_name = Some("Jansen".to_owned());
    let share = CostCenterShare {
        id: 1,
        created_at: info.created_at,
        from: info.from,
        cost_center: company.cost_centers[0].id,
        cost_unit: Some(company.cost_units[0].id),
        percentage: 10_000,
        default: true,
    };
    let balance = LeaveBalance {
        leave_group: company.leave_groups[0].id,
        hundredths: 6_250,
    };
    employee.cost_centers = vec![
        CostCenterShare {
            cost_unit: None,
            ..share.clone()
        },
        share,
    ];
    employee.leave_balances = vec![balance];
    employee.employments[0].end = Some(date(2023, 3, 31));
    employee.employments[0].end_reason = Some("Einde contract".to_owned());
    world.put_employee(employee);
    world
}

#[test]
fn every_reading_operation_answers_what_its_table_declares() {
    let generated = World::generated(&Generated {
        companies: 2,
        employees: 5,
        months: 2,
        ..Generated::default()
    });
    let mut played = BTreeSet::new();
    for world in [completed(World::manuals()), completed(generated)] {
        let everybody: Vec<&Employee> = (30_001..30_060)
            .filter_map(|id| {
                world
                    .employee(&Caller::person(EMAIL, jiff::Timestamp::UNIX_EPOCH), id)
                    .ok()
            })
            .collect();
        assert!(everybody.len() >= 10);
        for employee in everybody {
            play_all(&world, employee, &mut played);
        }
    }
    let reading = CATALOGUE.iter().flat_map(|service| {
        let reads = service
            .operations
            .iter()
            .filter(|operation| matches!(operation.handler, Some(Handler::Read(_))));
        reads.map(|operation| format!("{}.{}", service.name, operation.name))
    });
    let silent: Vec<String> = reading.filter(|name| !played.contains(name)).collect();
    assert!(silent.is_empty(), "operations that answered nobody: {silent:?}");
}

fn play_all(world: &World, employee: &Employee, played: &mut BTreeSet<String>) {
    let caller = Caller::person(EMAIL, jiff::Timestamp::UNIX_EPOCH);
    let credentials = SoapCredentials {
        username: EMAIL,
        token: TOKEN,
        domain: "",
    };
    let call = Element {
        children: arguments(world, employee),
        ..Element::default()
    };
    for service in CATALOGUE.iter() {
        for operation in &service.operations {
            let Some(Handler::Read(play)) = operation.handler else {
                continue;
            };
            let name = format!("{}.{}", service.name, operation.name);
            let arguments = Arguments::read(service, &operation.request, &call).unwrap();
            match play(Reading {
                world,
                credentials,
                caller: &caller,
                arguments: &arguments,
            }) {
                Ok(value) => {
                    let mut out = Pieces::default();
                    respond(service, operation, value, &mut out)
                        .unwrap_or_else(|undeclared| panic!("{name} of {}: {undeclared}", employee.id));
                    played.insert(name);
                }
                Err(Fault::Refused(_)) => {}
                Err(fault) => panic!("{name}: {fault}"),
            }
        }
    }
}
