//! `rules …`

use clap::Subcommand;
use std::path::PathBuf;

/// `rules …`
#[derive(Subcommand, Debug)]
pub enum RulesCommand {
    /// Check a file of rules: every fault with its line. Nothing is stored, and no database is needed.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Print the form of a file of rules as a JSON Schema, with which an editor completes and checks.
    Schema,
    /// All rule sets: those of the employers, and those that come with Loonbrug.
    List,
    /// Show the rules of a set.
    Show {
        /// Name of the set.
        name: String,
        /// The employer; may be left out when there is only one.
        #[arg(long)]
        organisation: Option<String>,
    },
    /// Write a rule set, with all its starting dates, as a readable file.
    Export {
        /// Name of the set.
        name: String,
        /// The file; standard output without it.
        file: Option<PathBuf>,
        /// The employer; may be left out when there is only one.
        #[arg(long)]
        organisation: Option<String>,
    },
    /// Take over a file of rules: shows the differences, and makes them with --yes.
    Import {
        /// The file.
        file: PathBuf,
        /// The employer; may be left out when there is only one.
        #[arg(long)]
        organisation: Option<String>,
        /// Make the differences.
        #[arg(long)]
        yes: bool,
    },
}
