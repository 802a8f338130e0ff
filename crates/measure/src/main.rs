//! The load command: whole flows against a sandbox in a process of its own.

use clap::Parser as _;
use loonbrug_measure::arguments::{Arguments, Command, Connecting, Played};
use loonbrug_measure::figures::Limit;
use loonbrug_measure::kill::Program;
use loonbrug_measure::sandbox_process::{SandboxProcess, play};
use loonbrug_measure::{kill, pages, people, push, recover};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let limits = match Arguments::parse().command {
        Command::Sandbox(played) => {
            play(played).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::People(options) => {
            let sandbox = SandboxProcess::start(at_once(options.count, &options.connecting)).await?;
            let figures = people::measure(sandbox.base(), &options).await?;
            print!("{figures}");
            figures.limits()
        }
        Command::Push(options) => {
            let employees = push::employees_for(options.people);
            let sandbox = SandboxProcess::start(at_once(employees, &options.connecting)).await?;
            let figures = push::measure(sandbox.base(), &options).await?;
            print!("{figures}");
            let mut limits = figures.limits();
            limits.push(figures.time_limit());
            limits
        }
        Command::Kill(options) => {
            let program = Program::of(options.program.clone())?;
            let sandbox = SandboxProcess::start(half_after(options.people, &options.connecting)).await?;
            let figures = Box::pin(kill::measure(sandbox.base(), &program, &options)).await?;
            print!("{figures}");
            figures.limits()
        }
        Command::Recover(options) => {
            let program = Program::of(options.program.clone())?;
            let people = recover::people_for(options.lines);
            let sandbox = SandboxProcess::start(half_after(people, &options.connecting)).await?;
            let figures = Box::pin(recover::measure(sandbox.base(), &program, &options)).await?;
            print!("{figures}");
            [figures.limits(), figures.time_limits()].concat()
        }
        Command::Pages(options) => {
            let connecting = pages::connecting();
            let sandbox = SandboxProcess::start(at_once(options.people, &connecting)).await?;
            let figures = Box::pin(pages::measure(sandbox.base(), &options)).await?;
            print!("{figures}");
            figures.limits()
        }
    };
    Ok(told(&limits))
}

/// What a call does and its answer come together, after the latency.
fn at_once(employees: u32, connecting: &Connecting) -> Played {
    Played {
        employees,
        latency: connecting.latency,
        after_effect: 0,
    }
}

/// The answer comes as long after what a call does as that after the call.
fn half_after(people: u32, connecting: &Connecting) -> Played {
    Played {
        employees: push::employees_for(people),
        latency: connecting.latency,
        after_effect: connecting.latency / 2,
    }
}

fn told(limits: &[Limit]) -> ExitCode {
    for limit in limits {
        println!("{limit}");
    }
    if limits.iter().all(Limit::is_kept) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
