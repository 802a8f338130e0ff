//! The data set `simulated`: one company of which everything is known beforehand.

use jiff::civil::{Date, date};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::data_set::SimulatedCompany;
use super::generated::{owner, person};
use super::log_in::add_user;
use super::manuals::company;
use super::person::{Person, settle};
use crate::world::World;

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
        settle(&mut world, id, &somebody);
    }
    world
}
