//! Small sizes of what the load command measures: the calls and the rows are the same on every machine. No time is
//! asserted.
#![expect(clippy::unwrap_used, reason = "all of this is test")]

use loonbrug_measure::arguments::{Connecting, InterfaceName, Pages, People, Push};
use loonbrug_measure::figures::Limit;
use loonbrug_measure::{pages, people, push};
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};

async fn sandbox(employees: u32) -> Running {
    let world = World::generated(&Generated {
        employees,
        ..Generated::default()
    });
    Sandbox::start(([127, 0, 0, 1], 0).into(), world).await.unwrap()
}

fn connecting(interface: InterfaceName) -> Connecting {
    Connecting {
        interface,
        latency: 0,
        calls_per_second: 150,
        in_flight: 64,
        database: None,
    }
}

fn broken(limits: Vec<Limit>) -> Vec<String> {
    // The memory here is that of the sandbox as well.
    let counted = limits.into_iter().filter(|limit| !limit.name.contains("memory"));
    counted
        .filter(|limit| !limit.is_kept())
        .map(|limit| limit.to_string())
        .collect()
}

async fn a_company_comes_in(interface: InterfaceName) -> people::Figures {
    let running = sandbox(300).await;
    let options = People {
        count: 300,
        connecting: connecting(interface),
    };
    let figures = people::measure(running.base_url(), &options).await.unwrap();
    assert_eq!((figures.employees, figures.imported), (300, 300));
    assert_eq!(broken(figures.limits()), [""; 0]);
    figures
}

async fn hours_go_out(interface: InterfaceName, batches: bool) -> push::Figures {
    let running = sandbox(push::employees_for(20)).await;
    let options = Push {
        people: 20,
        lines: 3,
        batches,
        connecting: connecting(interface),
    };
    let figures = push::measure(running.base_url(), &options).await.unwrap();
    // Three lines of hours and one of days for each.
    assert_eq!((figures.confirmed, figures.proven), (80, (80, 0)));
    assert_eq!(figures.apply.calls.writes(), figures.writes_needed());
    assert_eq!(figures.plan.calls.writes(), 0);
    assert_eq!(broken(figures.limits()), [""; 0]);
    figures
}

#[tokio::test]
async fn a_company_comes_in_over_rest_in_pages() {
    let figures = a_company_comes_in(InterfaceName::Rest).await;
    // Six lists of three pages.
    assert_eq!((figures.first.calls.total(), figures.first.calls.pages()), (18, 12));
}

#[tokio::test]
async fn a_company_comes_in_over_soap_whole() {
    let figures = a_company_comes_in(InterfaceName::Soap).await;
    // Kinds of relation, a list for each of the three kinds, five kinds of record, ids.
    assert_eq!((figures.first.calls.total(), figures.first.calls.pages()), (10, 0));
}

#[tokio::test]
async fn hours_go_out_over_rest() {
    let figures = hours_go_out(InterfaceName::Rest, false).await;
    assert_eq!(
        figures.apply.calls.reads_per_person().into_values().collect::<Vec<_>>(),
        [40, 40]
    );
}

#[tokio::test]
async fn hours_go_out_over_soap() {
    let figures = hours_go_out(InterfaceName::Soap, false).await;
    assert_eq!(
        figures.apply.calls.reads_per_person().into_values().collect::<Vec<_>>(),
        [40, 40]
    );
}

#[tokio::test]
async fn hours_go_out_over_soap_in_batches() {
    let figures = hours_go_out(InterfaceName::Soap, true).await;
    assert_eq!(figures.apply.calls.writes(), 2);
}

#[tokio::test]
async fn every_page_is_answered_and_none_is_heavy() {
    let running = sandbox(60).await;
    let options = Pages {
        people: 60,
        months: 2,
        employers: 3,
        rate: 50,
        seconds: 2,
        only: None,
    };
    let figures = pages::measure(running.base_url(), &options).await.unwrap();
    let of_time = |limit: &Limit| limit.name.ends_with("ms") || limit.name.contains("slowest");
    let limits = figures.limits().into_iter().filter(|limit| !of_time(limit)).collect();
    assert_eq!(broken(limits), [""; 0]);
    // Two lines, hours and days, of each of those on a zero-hours contract.
    assert!(figures.plan.lines > 20, "{figures}");
}
