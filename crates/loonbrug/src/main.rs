//! Loonbrug: the hub between the Dutch payroll system Nmbrs and everything around payroll.

mod arguments;
mod commands;
mod configuration;
mod context;
mod demo;
mod outcome;
mod output;
mod progress_bar;
mod stop;
mod tables;

use arguments::Arguments;
use clap::Parser as _;
use outcome::Outcome;
use std::io::IsTerminal as _;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("LOONBRUG_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("loonbrug: {error}");
            return ExitCode::FAILURE;
        }
    };
    let language = arguments.language();
    match runtime.block_on(commands::run(arguments)) {
        Ok(outcome) => outcome.exit_code(),
        Err(error) => {
            eprintln!("{}", outcome::error_text(&error, language));
            Outcome::Refused.exit_code()
        }
    }
}
