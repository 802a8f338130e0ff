//! `coupling …`

use super::values::{frequency, hour_code};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, value_parser};
use loonbrug_domain::{Factor, Frequency};
use std::path::PathBuf;
use url::Url;

/// `coupling …`
#[derive(Subcommand, Debug)]
pub enum CouplingCommand {
    /// All couplings and how they are.
    List,
    /// Link an organisation with a company in Nmbrs.
    Add(Box<CouplingAdd>),
    /// Give a coupling a new log-in or token.
    Login(CouplingLogin),
    /// Move a coupling from token to log-in; history and postings stay.
    Move {
        /// Name of the coupling.
        name: String,
    },
    /// Remove the authorisation; data and history stay.
    Unlink {
        /// Name of the coupling.
        name: String,
    },
    /// Write couplings, mappings and rule sets as one readable file, without secrets.
    Export {
        /// The file; standard output without it.
        file: Option<PathBuf>,
    },
    /// Take over such a file: shows the differences, and makes them with --yes.
    Import {
        /// The file.
        file: PathBuf,
        /// Make the differences.
        #[arg(long)]
        yes: bool,
    },
}

/// How to reach Nmbrs.
#[derive(Args, Clone, Debug)]
pub struct Way {
    /// By log-in in the browser (REST).
    #[arg(long, conflicts_with_all = ["email", "token_file"])]
    pub login: bool,
    /// E-mail address of the token's owner (SOAP).
    #[arg(long, requires = "token_file", required_unless_present = "login")]
    pub email: Option<String>,
    /// File with the API token; `-` is standard input (SOAP).
    #[arg(long, requires = "email", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The domain: the part before .nmbrs.nl (SOAP).
    #[arg(long)]
    pub domain: Option<String>,
}

/// `coupling add`
#[derive(Args, Debug)]
pub struct CouplingAdd {
    /// Name of the coupling; several companies get the name with their number behind it.
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub name: String,
    /// The employer.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub organisation: String,
    /// Number or exact name of the company; may be given more than once. Without it: the companies are shown.
    #[arg(long, value_name = "COMPANY")]
    pub company: Vec<String>,
    /// How to reach Nmbrs.
    #[command(flatten)]
    pub way: Way,
    /// Root of a sandbox instead of Nmbrs itself.
    #[arg(long, value_name = "URL")]
    pub at: Option<Url>,
    /// How often the company pays; needed with --login, because REST does not tell.
    #[arg(long, value_parser = frequency, value_name = "monthly|four-weekly|weekly")]
    pub frequency: Option<Frequency>,
    /// Hour code for a factor, such as 150=6050; may be given more than once.
    #[arg(long, value_parser = hour_code, value_name = "FACTOR=CODE")]
    pub hour_code: Vec<(Factor, i64)>,
    /// The rule set that turns shifts into hours per factor.
    #[arg(long, default_value = "retail-non-food")]
    pub rules: String,
    /// Do not take contract hours over from Nmbrs.
    #[arg(long)]
    pub without_contract_hours: bool,
    /// Send rows in batches (SOAP).
    #[arg(long)]
    pub batches: bool,
    /// Calls per second that Nmbrs allows this log-in.
    #[arg(long, default_value_t = 8, value_parser = value_parser!(u32).range(1..=150))]
    pub calls_per_second: u32,
}

/// `coupling login`
#[derive(Args, Debug)]
pub struct CouplingLogin {
    /// Name of the coupling.
    pub name: String,
    /// How to reach Nmbrs.
    #[command(flatten)]
    pub way: Way,
}
