//! The program, killed time and again while it sends (kill −9). `loonbrug-measure kill` does the same a hundred times.

use crate::stage::on_a_server;
use loonbrug_measure::arguments::{Connecting, InterfaceName, Kill};
use loonbrug_measure::figures::Limit;
use loonbrug_measure::kill::{Phase, Program, measure};
use loonbrug_measure::push::employees_for;
use loonbrug_measure::sandbox_process::delay;
use loonbrug_sandbox::Sandbox;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;

const KILLS: u32 = 6;
const PEOPLE: u32 = 40;
/// Milliseconds of a call, half of them after its effect.
const LATENCY: u32 = 60;

/// Nothing is twice, nothing is missing, nothing stays in doubt; and the kills were where doubt arises.
async fn nothing_twice_nothing_missing(interface: InterfaceName, batches: bool, database: Option<String>) {
    let world = World::generated(&Generated {
        employees: employees_for(PEOPLE),
        ..Generated::default()
    });
    let sandbox = Sandbox::start(([127, 0, 0, 1], 0).into(), world).await.unwrap();
    delay(sandbox.play(), LATENCY, LATENCY / 2);
    let options = Kill {
        times: KILLS,
        people: PEOPLE,
        lines: 3,
        batches,
        seed: 7,
        program: Some(env!("CARGO_BIN_EXE_loonbrug").into()),
        connecting: Connecting {
            interface,
            latency: LATENCY,
            calls_per_second: 150,
            in_flight: 64,
            database,
        },
    };
    let program = Program::of(options.program.clone()).unwrap();
    let figures = Box::pin(measure(sandbox.base_url(), &program, &options)).await.unwrap();
    let broken: Vec<Limit> = figures.limits().into_iter().filter(|limit| !limit.is_kept()).collect();
    assert_eq!(broken, [], "{figures}");
    assert_eq!(figures.killed(), KILLS);
    assert!(figures.killed_in(Phase::DuringWrites) > 0, "{figures}");
    assert!(figures.fates.in_doubt > 0 && figures.fates.confirmed > 0, "{figures}");
}

#[tokio::test]
async fn killed_while_sending_over_rest() {
    nothing_twice_nothing_missing(InterfaceName::Rest, false, None).await;
}

#[tokio::test]
async fn killed_while_sending_over_soap() {
    nothing_twice_nothing_missing(InterfaceName::Soap, false, None).await;
}

#[tokio::test]
async fn killed_while_sending_in_batches_on_postgresql() {
    on_a_server(async |database| nothing_twice_nothing_missing(InterfaceName::Soap, true, Some(database)).await).await;
}
