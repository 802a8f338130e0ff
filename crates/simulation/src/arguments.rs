//! The command line.

use clap::{Parser, ValueEnum};
use loonbrug_hub::Sabotage;

/// Plays whole lives of a coupling, each from a seed, against the sandbox, and checks what must always hold.
///
/// Exit codes: 0 everything held, 1 something did not, 2 wrong use.
#[derive(Parser, Clone, Debug)]
#[command(name = "loonbrug-simulation", version, about, max_term_width = 100)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct Arguments {
    /// How many seeds.
    #[arg(long, default_value_t = 1000, value_name = "SEEDS")]
    pub seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 0, value_name = "SEED")]
    pub first: u64,
    /// This seed alone.
    #[arg(long, value_name = "SEED", conflicts_with_all = ["seeds", "first"])]
    pub seed: Option<u64>,
    /// Seeds that are played at the same time, each in a thread of its own.
    #[arg(long, value_name = "THREADS")]
    pub jobs: Option<usize>,
    /// On the PostgreSQL at this address, which names any database there; without it on SQLite.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Break a rule of the protocol: something must fail then.
    #[arg(long, value_enum, value_name = "RULE")]
    pub sabotage: Option<Rule>,
    /// Calls may take effect after the settling time.
    #[arg(long)]
    pub late: bool,
    /// Print the schedule as it is played.
    #[arg(long)]
    pub verbose: bool,
    /// Go on after a seed that fails.
    #[arg(long)]
    pub all: bool,
    /// Print the hash of the end of each seed.
    #[arg(long)]
    pub digests: bool,
}

/// A rule of the protocol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Rule {
    /// Doubts are settled by reading.
    NoReadBack,
    /// The intent is stored before the call.
    IntentAfterCall,
    /// A call without an answer is not made again.
    BlindRetry,
    /// Whoever was overtaken changes nothing.
    FenceIgnored,
}

impl From<Rule> for Sabotage {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::NoReadBack => Self::NoReadBack,
            Rule::IntentAfterCall => Self::IntentAfterCall,
            Rule::BlindRetry => Self::BlindRetry,
            Rule::FenceIgnored => Self::FenceIgnored,
        }
    }
}
