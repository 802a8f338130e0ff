//! The load command: whole flows against a sandbox in a process of its own.

use clap::Parser as _;
use loonbrug_measure::arguments::{Arguments, Command, Played};
use loonbrug_measure::figures::Limit;
use loonbrug_measure::sandbox_process::{SandboxProcess, play};
use loonbrug_measure::{people, push};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let limits = match Arguments::parse().command {
        Command::Sandbox(played) => {
            play(played).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::People(options) => {
            let latency = options.connecting.latency;
            let sandbox = SandboxProcess::start(Played {
                employees: options.count,
                latency,
            })
            .await?;
            let figures = people::measure(sandbox.base(), &options).await?;
            print!("{figures}");
            figures.limits()
        }
        Command::Push(options) => {
            let (employees, latency) = (push::employees_for(options.people), options.connecting.latency);
            let sandbox = SandboxProcess::start(Played { employees, latency }).await?;
            let figures = push::measure(sandbox.base(), &options).await?;
            print!("{figures}");
            let mut limits = figures.limits();
            limits.push(figures.time_limit());
            limits
        }
    };
    for limit in &limits {
        println!("{limit}");
    }
    Ok(if limits.iter().all(Limit::is_kept) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
