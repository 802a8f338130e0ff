//! Seeds that are played at every test: everything holds, everything is reached, and each broken rule is found.

#![expect(clippy::unwrap_used, reason = "a test ends at what should not be")]

use loonbrug_hub::{CrashPoint, Sabotage};
use loonbrug_simulation::campaign::{Campaign, Outcome};
use loonbrug_simulation::{Broken, Options, Tally};
use std::fmt::Write as _;

/// Seeds on SQLite.
const SEEDS: u64 = 240;
/// Seeds on both databases.
const ON_BOTH: u64 = 12;
/// A broken rule is found within so many.
const FOUND_WITHIN: u64 = 200;

fn campaign(seeds: u64) -> Campaign {
    Campaign {
        seeds: 0..seeds,
        options: Options::default(),
        jobs: None,
        postgres: None,
        all: false,
    }
}

fn played(campaign: &Campaign) -> Outcome {
    campaign.run(&|_, _| {}).unwrap()
}

/// Everything held; else it says which seed did not, and what had happened.
#[track_caller]
fn all_held(outcome: &Outcome) {
    let mut text = String::new();
    for failure in &outcome.failures {
        writeln!(
            text,
            "seed {}: {:#}\n{}",
            failure.seed,
            failure.error,
            failure.schedule.join("\n")
        )
        .unwrap();
    }
    assert!(text.is_empty(), "{text}");
}

/// Everything that can happen has happened.
fn all_was_reached(tally: &Tally) {
    for kind in loonbrug_sandbox::FaultKind::NAMES {
        assert!(
            tally.faults.contains_key(kind),
            "no call met {kind}: {:?}",
            tally.faults
        );
    }
    for point in CrashPoint::ALL {
        assert!(
            tally.crashes.contains_key(&point),
            "nothing died at {point:?}: {:?}",
            tally.crashes
        );
    }
    for actor in loonbrug_simulation::actors() {
        assert!(
            tally.actors.contains_key(actor),
            "{actor} never acted: {:?}",
            tally.actors
        );
    }
    for part in loonbrug_simulation::parts() {
        assert!(tally.confirmed.contains_key(part), "no {part}: {tally}");
    }
    let counts = [
        tally.postings,
        tally.unknowns,
        tally.settled,
        tally.conflicts,
        tally.overtaken,
        tally.found,
        tally.stops.values().sum(),
    ];
    assert!(!counts.contains(&0), "{tally}");
}

#[test]
fn everything_holds_and_everything_is_reached() {
    let outcome = played(&campaign(SEEDS));
    all_held(&outcome);
    all_was_reached(&outcome.tally);
}

#[test]
fn a_seed_always_goes_the_same_way() {
    let (once, again) = (played(&campaign(6)), played(&campaign(6)));
    all_held(&once);
    assert_eq!((once.digests.len(), &once.digests), (6, &again.digests));
}

#[test]
fn both_databases_end_in_the_same_state() {
    let Some(server) = postgres() else { return };
    let on_sqlite = played(&campaign(ON_BOTH));
    let on_postgres = played(&Campaign {
        postgres: Some(server),
        ..campaign(ON_BOTH)
    });
    all_held(&on_postgres);
    assert_eq!(on_sqlite.digests, on_postgres.digests);
}

/// The PostgreSQL of the tests; `None` if it is to be left out.
fn postgres() -> Option<String> {
    if let Ok(url) = std::env::var("LOONBRUG_TEST_POSTGRES") {
        return Some(url);
    }
    assert!(
        std::env::var("LOONBRUG_TEST_SKIP_POSTGRES").is_ok_and(|skip| skip == "1"),
        "there is no PostgreSQL to test on: run ./test, which starts one and sets LOONBRUG_TEST_POSTGRES, \
         or set LOONBRUG_TEST_SKIP_POSTGRES=1 to leave PostgreSQL out"
    );
    None
}

#[track_caller]
fn is_found(sabotage: Sabotage) {
    let outcome = played(&Campaign {
        options: Options {
            sabotage: Some(sabotage),
            ..Options::default()
        },
        ..campaign(FOUND_WITHIN)
    });
    let failure = outcome.failures.first().unwrap();
    assert!(failure.error.downcast_ref::<Broken>().is_some(), "{:#}", failure.error);
}

#[test]
fn it_is_found_when_doubts_are_not_settled_by_reading() {
    is_found(Sabotage::NoReadBack);
}

#[test]
fn it_is_found_when_the_intent_is_stored_after_the_call() {
    is_found(Sabotage::IntentAfterCall);
}

#[test]
fn it_is_found_when_a_call_without_an_answer_is_made_again() {
    is_found(Sabotage::BlindRetry);
}

#[test]
fn it_is_found_when_the_fence_is_ignored() {
    is_found(Sabotage::FenceIgnored);
}
