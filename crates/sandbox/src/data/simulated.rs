//! The data set `simulated`: one company of which everything is known beforehand.

use jiff::civil::{Date, date};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::data_set::SimulatedCompany;
use super::generated::{owner, person};
use super::log_in::add_user;
use super::manuals::company;
use super::person::{Person, morning, settle};
use crate::world::{Kind, Schedule, World};

/// Hours of everybody's schedule, in thousandths: a zero-hours contract has no hours, but a day that somebody is sick has.
const SCHEDULED: i64 = 38_000;

/// The first day of every service and contract: long before any period that is simulated.
const LONG_AGO: Date = date(2015, 1, 1);

/// The world of this company.
pub fn build(simulated: &SimulatedCompany) -> World {
    let mut world = World::new(simulated.seed);
    let mut dice = StdRng::seed_from_u64(simulated.seed);
    add_user(&mut world);
    let debtor = owner(&mut world);
    let id = company(&mut world, debtor, 1, "Voorbeeld 1 B.V.", simulated.period_type);
    if let Some(held) = world.companies.get_mut(&id) {
        held.current = simulated.open;
    }
    for index in 0..u32::from(simulated.employees) {
        let somebody = Person {
            service: Some((LONG_AGO, None)),
            agreements: vec![(LONG_AGO, None, 0)],
            ..person(&mut dice, index, index)
        };
        let employee = settle(&mut world, id, &somebody);
        add_schedule(&mut world, employee);
    }
    world
}

fn add_schedule(world: &mut World, employee: i32) {
    let id = world.next_id(Kind::Schedule);
    let schedule = Schedule::of_week(id, morning(LONG_AGO), LONG_AGO, SCHEDULED);
    if let Some(employee) = world.employees.get_mut(&employee) {
        employee.schedules = vec![schedule];
    }
}
