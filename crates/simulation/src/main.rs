//! The command: plays seeds, prints what does not hold, and sums up.

use clap::{Parser as _, ValueEnum as _};
use loonbrug_simulation::arguments::Arguments;
use loonbrug_simulation::campaign::{Campaign, Outcome};
use loonbrug_simulation::{Ended, Failure, Invariant, Options};
use std::process::ExitCode;

/// Seeds between two lines of progress.
const PROGRESS: u64 = 500;

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let (first, seeds) = arguments
        .seed
        .map_or((arguments.first, arguments.seeds), |seed| (seed, 1));
    let campaign = Campaign {
        seeds: first..first.saturating_add(seeds),
        options: Options {
            sabotage: arguments.sabotage.map(Into::into),
            late: arguments.late,
            aloud: arguments.verbose,
        },
        jobs: if arguments.verbose { Some(1) } else { arguments.jobs },
        postgres: arguments.postgres.clone(),
        all: arguments.all,
    };
    let outcome = campaign.run(&|seed, ended| told(&arguments, seed, ended))?;
    for failure in &outcome.failures {
        print_failure(&arguments, failure);
    }
    println!("{}", last_line(&outcome));
    Ok(if outcome.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn told(arguments: &Arguments, seed: u64, ended: &Result<Ended, Failure>) {
    if let Ok(ended) = ended
        && arguments.digests
    {
        println!("seed {seed}: {}", ended.digest);
    }
    let played = seed - arguments.first.min(seed) + 1;
    if played.is_multiple_of(PROGRESS) {
        eprintln!("{played} of {} seeds", arguments.seeds);
    }
}

fn print_failure(arguments: &Arguments, failure: &Failure) {
    println!("seed {}: {:#}", failure.seed, failure.error);
    if !arguments.verbose {
        for line in &failure.schedule {
            println!("    {line}");
        }
    }
    let mut command = vec![format!(
        "cargo run --release --bin loonbrug-simulation -- --seed {} --verbose",
        failure.seed
    )];
    if let Some(rule) = arguments.sabotage.and_then(|rule| rule.to_possible_value()) {
        command.push(format!("--sabotage {}", rule.get_name()));
    }
    if arguments.late {
        command.push("--late".to_owned());
    }
    if let Some(url) = &arguments.postgres {
        command.push(format!("--postgres {url}"));
    }
    println!("replay: {}\n", command.join(" "));
}

fn last_line(outcome: &Outcome) -> String {
    let doubles = outcome.broken(Invariant::Once) + outcome.broken(Invariant::NothingDouble);
    let losses = outcome.broken(Invariant::NothingLost);
    let others = outcome.failures.len() - doubles - losses;
    format!(
        "{}; {doubles} doubles, {losses} losses, {others} other failures",
        outcome.tally
    )
}
