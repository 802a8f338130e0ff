//! The command line of the load command.

use clap::{Args, Parser, Subcommand, ValueEnum};
use loonbrug_nmbrs::capability::Interface;
use std::path::PathBuf;

/// Measures whole flows against the sandbox, which runs in a process of its own.
///
/// Exit codes: 0 within the limits, 1 a limit is broken or the flow failed, 2 wrong use.
#[derive(Parser, Debug)]
#[command(name = "loonbrug-measure", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to measure.
    #[command(subcommand)]
    pub command: Command,
}

/// What to measure.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Bring a whole company in, then again with nothing changed.
    People(People),
    /// Send hours of many people, then again with nothing changed.
    Push(Push),
    /// Kill the program again and again while it sends; afterwards Nmbrs must hold exactly what was meant.
    Kill(Kill),
    /// Kill the program half-way through a push, and see how soon it knows what became of everything.
    Recover(Recover),
    /// Ask every page at a steady rate, with many people and a year of hours in the database.
    Pages(Pages),
    /// Play Nmbrs with a generated company until the standard input ends.
    #[command(hide = true)]
    Sandbox(Played),
}

/// How the flows reach Nmbrs, and where they keep what they know.
#[derive(Args, Clone, Debug)]
pub struct Connecting {
    /// Over which interface of Nmbrs.
    #[arg(long, value_enum, default_value_t = InterfaceName::Rest)]
    pub interface: InterfaceName,
    /// Milliseconds that every call takes.
    #[arg(long, default_value_t = 50, value_name = "MS")]
    pub latency: u32,
    /// Calls per second that are allowed: 1 to 150.
    #[arg(long, default_value_t = 150, value_name = "CALLS", value_parser = clap::value_parser!(u32).range(1..=150))]
    pub calls_per_second: u32,
    /// Calls in flight at once.
    #[arg(long, default_value_t = 64, value_name = "CALLS", value_parser = clap::value_parser!(u32).range(1..))]
    pub in_flight: u32,
    /// An empty database; without it a SQLite file in a temporary folder.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
}

/// `people`
#[derive(Args, Clone, Debug)]
pub struct People {
    /// Employees of the company.
    #[arg(long, default_value_t = 10_000, value_name = "PEOPLE")]
    pub count: u32,
    /// How and where.
    #[command(flatten)]
    pub connecting: Connecting,
}

/// `push`
#[derive(Args, Clone, Debug)]
pub struct Push {
    /// People with hours.
    #[arg(long, default_value_t = 500, value_name = "PEOPLE")]
    pub people: u32,
    /// Lines of hours per person: 100 %, 150 %, 200 %.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=3))]
    pub lines: u32,
    /// Send new lines in batches (SOAP).
    #[arg(long)]
    pub batches: bool,
    /// How and where.
    #[command(flatten)]
    pub connecting: Connecting,
}

/// `kill`
#[derive(Args, Clone, Debug)]
pub struct Kill {
    /// How often the program is killed.
    #[arg(long, default_value_t = 100, value_name = "KILLS")]
    pub times: u32,
    /// People with hours.
    #[arg(long, default_value_t = 500, value_name = "PEOPLE", value_parser = clap::value_parser!(u32).range(1..))]
    pub people: u32,
    /// At most so many lines of hours per person: 100 %, 150 %, 200 %.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=3))]
    pub lines: u32,
    /// Send new lines in batches (SOAP).
    #[arg(long)]
    pub batches: bool,
    /// From it follow the hours, their changes and the moments.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The program that is killed; without it `loonbrug` beside this one.
    #[arg(long, value_name = "FILE")]
    pub program: Option<PathBuf>,
    /// How and where.
    #[command(flatten)]
    pub connecting: Connecting,
}

/// `recover`
#[derive(Args, Clone, Debug)]
pub struct Recover {
    /// Lines of hours, three per person.
    #[arg(long, default_value_t = 5000, value_name = "LINES", value_parser = clap::value_parser!(u32).range(1..))]
    pub lines: u32,
    /// Send new lines in batches (SOAP): all of them are in doubt at once.
    #[arg(long)]
    pub batches: bool,
    /// The program that is killed; without it `loonbrug` beside this one.
    #[arg(long, value_name = "FILE")]
    pub program: Option<PathBuf>,
    /// How and where.
    #[command(flatten)]
    pub connecting: Connecting,
}

/// `pages`
#[derive(Args, Clone, Debug)]
pub struct Pages {
    /// People of the employer.
    #[arg(long, default_value_t = 10_000, value_name = "PEOPLE", value_parser = clap::value_parser!(u32).range(20..))]
    pub people: u32,
    /// Months of hours, the month of the pages included.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(2..=36))]
    pub months: u32,
    /// Employers of the user.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    pub employers: u32,
    /// Requests per second, over all pages in turn.
    #[arg(long, default_value_t = 50, value_name = "REQUESTS", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: u32,
    /// Seconds.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..))]
    pub seconds: u32,
    /// Only pages whose address contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
}

/// The hidden command.
#[derive(Args, Clone, Copy, Debug)]
pub struct Played {
    /// Employees of the company.
    #[arg(long)]
    pub employees: u32,
    /// Milliseconds that every call takes.
    #[arg(long)]
    pub latency: u32,
    /// Of these, milliseconds between what a call does and its answer.
    #[arg(long, default_value_t = 0)]
    pub after_effect: u32,
}

/// An interface of Nmbrs, as it is typed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum InterfaceName {
    /// By log-in.
    Rest,
    /// By token.
    Soap,
}

impl From<InterfaceName> for Interface {
    fn from(name: InterfaceName) -> Self {
        match name {
            InterfaceName::Rest => Self::Rest,
            InterfaceName::Soap => Self::Soap,
        }
    }
}
