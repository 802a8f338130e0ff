//! The command line: names that people and scripts rely on.

use clap::{Args, Parser, Subcommand, ValueEnum};
use loonbrug_domain::calendar::parse_date;
use loonbrug_domain::{Date, Factor, Frequency, Language};
use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

/// The hub between the payroll system Nmbrs and everything around payroll.
///
/// Exit codes: 0 done, 1 refused or failed with a reason, 2 wrong use, 3 done but lines need a person.
#[derive(Parser, Debug)]
#[command(name = "loonbrug", version, about, max_term_width = 100)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// The database: `sqlite:FILE` or `postgres://…`. Without it: loonbrug.toml, else `sqlite:loonbrug.db`.
    #[arg(long, global = true, env = "LOONBRUG_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// The file with the key that encrypts secrets. Made at first use; keep it apart from the database.
    #[arg(long, global = true, env = "LOONBRUG_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The configuration file.
    #[arg(long, global = true, env = "LOONBRUG_CONFIG", default_value = "loonbrug.toml", value_name = "FILE")]
    pub config: PathBuf,
    /// Print data as JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of texts.
    #[arg(long, global = true, env = "LOONBRUG_LANGUAGE", value_enum, default_value_t = LanguageName::Nl)]
    pub language: LanguageName,
    /// Who does it, for the history.
    #[arg(long, global = true, env = "USER", default_value = "command line", value_name = "NAME")]
    pub user: String,
}

impl Arguments {
    /// The language of texts.
    pub fn language(&self) -> Language {
        self.common.language.into()
    }
}

/// A language, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum LanguageName {
    /// Nederlands.
    Nl,
    /// English.
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Nl => Self::Dutch,
            LanguageName::En => Self::English,
        }
    }
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Show the main job on the data of the manuals: a sandbox, people, hours, a second run, one change.
    Demo(Demo),
    /// Keep couplings up to date each night.
    Serve,
    /// Play Nmbrs on this machine, for trying things out.
    Sandbox(Sandbox),
    /// Check configuration, database, couplings and rights: what is wrong and what to do.
    Check(Check),
    /// Couplings with Nmbrs.
    #[command(subcommand)]
    Coupling(CouplingCommand),
    /// People: bring them out of Nmbrs.
    #[command(subcommand)]
    People(PeopleCommand),
    /// Hours: from a file into Nmbrs.
    #[command(subcommand)]
    Hours(HoursCommand),
    /// What was done, by whom and when.
    History(History),
    /// Write everything to one file.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Fill an empty database from a backup; it may be of the other kind.
    Restore {
        /// The file.
        file: PathBuf,
    },
}

/// `demo`
#[derive(Args, Debug)]
pub struct Demo {
    /// Do the main job without waiting, then end.
    #[arg(long)]
    pub once: bool,
    /// Over which interface of Nmbrs.
    #[arg(long, value_enum, default_value_t = InterfaceName::Rest)]
    pub interface: InterfaceName,
    /// Where the sandbox listens; a free port with --once.
    #[arg(long, default_value = "127.0.0.1:9180", value_name = "ADDRESS")]
    pub listen: SocketAddr,
}

/// An interface of Nmbrs, as it is typed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum InterfaceName {
    /// By log-in.
    Rest,
    /// By token.
    Soap,
}

/// `sandbox`
#[derive(Args, Debug)]
pub struct Sandbox {
    /// Where it listens.
    #[arg(long, default_value = "127.0.0.1:9180", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// The data that it begins with.
    #[arg(long, value_enum, default_value_t = DataSet::Manuals)]
    pub data: DataSet,
    /// Employees of the generated company.
    #[arg(long, default_value_t = 500)]
    pub employees: u32,
    /// Begin with the state of this file, and keep it there.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// A data set of the sandbox.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum DataSet {
    /// The people and figures of the manuals.
    Manuals,
    /// Made up from a seed.
    Generated,
}

/// `check`
#[derive(Args, Debug)]
pub struct Check {
    /// Only this coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: Option<String>,
    /// Let a paused coupling go on when its required rights are there.
    #[arg(long, requires = "coupling")]
    pub resume: bool,
}

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
    pub name: String,
    /// The employer.
    #[arg(long)]
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
    #[arg(long, default_value_t = 8)]
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

/// `people …`
#[derive(Subcommand, Debug)]
pub enum PeopleCommand {
    /// What a read of Nmbrs would change.
    Plan {
        /// Name of the coupling.
        #[arg(long, value_name = "NAME")]
        coupling: String,
    },
    /// Read Nmbrs, take changes over, import and link.
    Apply(PeopleApply),
    /// Everyone we know.
    List {
        /// The employer.
        #[arg(long)]
        organisation: String,
    },
    /// Add a person who is not in Nmbrs yet, or not linked.
    Add(PeopleAdd),
    /// Set the type of contract by hand, where Nmbrs does not say it.
    ContractType {
        /// The employer.
        #[arg(long)]
        organisation: String,
        /// Number of the person.
        number: i64,
        /// The type; `unset` leaves it to Nmbrs.
        #[arg(value_enum)]
        contract_type: ContractTypeName,
    },
}

/// `people apply`
#[derive(Args, Debug)]
pub struct PeopleApply {
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
    /// Import people with an active contract whom we do not know.
    #[arg(long)]
    pub import_new: bool,
    /// Link those whom we know by number or work e-mail.
    #[arg(long)]
    pub link_proposals: bool,
    /// Link an employee with a person by hand, such as 1001=0190…; may be given more than once.
    #[arg(long, value_parser = link, value_name = "NUMBER=PERSON")]
    pub link: Vec<(i64, loonbrug_domain::ids::PersonId)>,
    /// Only these employees.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    pub only: Vec<i64>,
}

/// `people add`
#[derive(Args, Debug)]
pub struct PeopleAdd {
    /// The employer.
    #[arg(long)]
    pub organisation: String,
    /// Call name.
    #[arg(long)]
    pub first_name: String,
    /// Prefix of the last name.
    #[arg(long, default_value = "")]
    pub prefix: String,
    /// Last name.
    #[arg(long)]
    pub last_name: String,
    /// Employee number.
    #[arg(long)]
    pub number: Option<i64>,
    /// E-mail address at work.
    #[arg(long)]
    pub email: Option<String>,
    /// Date of birth.
    #[arg(long, value_parser = date)]
    pub birth_date: Option<Date>,
}

/// A type of contract, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum ContractTypeName {
    /// 0-urencontract.
    ZeroHours,
    /// Contract with hours.
    ContractHours,
    /// As Nmbrs says.
    Unset,
}

/// `hours …`
#[derive(Subcommand, Debug)]
pub enum HoursCommand {
    /// Read a CSV or XLSX file with shifts or hour lines; every line that cannot be used is named.
    Import(HoursImport),
    /// Print a file to fill in.
    Template {
        /// Shifts, or hours that were computed elsewhere.
        #[arg(value_enum, default_value_t = TemplateName::Shifts)]
        kind: TemplateName,
    },
    /// What would go to Nmbrs, line by line.
    Plan(HoursPlan),
    /// Send it, and prove it by reading back.
    Apply(HoursApply),
    /// Read back what Nmbrs holds of what was sent.
    Verify(HoursSpan),
}

/// `hours import`
#[derive(Args, Debug)]
pub struct HoursImport {
    /// The file.
    pub file: PathBuf,
    /// The employer; may be left out when there is only one.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Let the good lines go on although others cannot be used.
    #[arg(long)]
    pub accept_good: bool,
    /// Take over what the file changes and removes of stored hours.
    #[arg(long)]
    pub replace: bool,
    /// The file is the whole truth about its days: whoever is not in it has no hours.
    #[arg(long)]
    pub complete: bool,
    /// Only look.
    #[arg(long)]
    pub look_only: bool,
    /// Say what a header holds, such as datum=Werkdag; may be given more than once; kept for next time.
    #[arg(long, value_name = "FIELD=HEADER")]
    pub column: Vec<String>,
}

/// A file to fill in.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum TemplateName {
    /// One line per shift.
    Shifts,
    /// One line per person and factor.
    HourLines,
    /// One line per person, a column per factor.
    HourLinesWide,
}

/// Which hours of which coupling.
#[derive(Args, Debug)]
pub struct HoursSpan {
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
    /// First day.
    #[arg(long, value_parser = date, required_unless_present_all = ["year", "period"])]
    pub from: Option<Date>,
    /// Last day.
    #[arg(long, value_parser = date, required_unless_present_all = ["year", "period"])]
    pub to: Option<Date>,
    /// Payroll year; with --period and without days: the whole period.
    #[arg(long, requires = "period")]
    pub year: Option<i16>,
    /// Pay period in that year.
    #[arg(long, requires = "year")]
    pub period: Option<u8>,
}

/// `hours plan`
#[derive(Args, Debug)]
pub struct HoursPlan {
    /// Which hours.
    #[command(flatten)]
    pub span: HoursSpan,
    /// Decisions to store first.
    #[command(flatten)]
    pub decisions: Decisions,
}

/// Decisions about lines, by their number in the plan; they hold until the line's source changes.
#[derive(Args, Debug)]
pub struct Decisions {
    /// Leave a line out.
    #[arg(long, value_name = "LINE")]
    pub leave_out: Vec<usize>,
    /// Take a line in again.
    #[arg(long, value_name = "LINE")]
    pub take_in: Vec<usize>,
    /// Send another quantity, such as 3=12,50.
    #[arg(long, value_parser = quantity, value_name = "LINE=HOURS")]
    pub quantity: Vec<(usize, i64)>,
    /// Send another hour code, such as 3=2190.
    #[arg(long, value_parser = code, value_name = "LINE=CODE")]
    pub code: Vec<(usize, i64)>,
    /// A row that is already there becomes ours.
    #[arg(long, value_name = "LINE")]
    pub adopt: Vec<usize>,
    /// A row that is already there stays; ours is sent beside it.
    #[arg(long, value_name = "LINE")]
    pub add: Vec<usize>,
    /// A row that is already there stays; nothing is sent.
    #[arg(long, value_name = "LINE")]
    pub leave: Vec<usize>,
}

/// `hours apply`
#[derive(Args, Debug)]
pub struct HoursApply {
    /// Which hours.
    #[command(flatten)]
    pub span: HoursSpan,
    /// Send only if the plan is still the one with this fingerprint.
    #[arg(long, value_name = "FINGERPRINT")]
    pub plan: Option<String>,
}

/// `history`
#[derive(Args, Debug)]
pub struct History {
    /// Only this coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: Option<String>,
    /// The lines of one run.
    #[arg(long, value_name = "RUN")]
    pub run: Option<loonbrug_domain::ids::RunId>,
    /// How many runs.
    #[arg(long, default_value_t = 20)]
    pub limit: i64,
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| format!("{text} is not a date: write 01-04-2023 or 2023-04-01"))
}

fn frequency(text: &str) -> Result<Frequency, String> {
    match text {
        "monthly" => Ok(Frequency::Monthly),
        "four-weekly" => Ok(Frequency::FourWeekly),
        "weekly" => Ok(Frequency::Weekly),
        _ => Err(format!("{text} is not monthly, four-weekly or weekly")),
    }
}

fn pair(text: &str) -> Result<(&str, &str), String> {
    text.split_once('=').ok_or_else(|| format!("{text} has no ="))
}

fn hour_code(text: &str) -> Result<(Factor, i64), String> {
    let (factor, code) = pair(text)?;
    let factor = Factor::parse(factor).map_err(|error| error.to_string())?;
    Ok((factor, code.parse().map_err(|_| format!("{code} is not an hour code"))?))
}

fn link(text: &str) -> Result<(i64, loonbrug_domain::ids::PersonId), String> {
    let (number, person) = pair(text)?;
    let number = number.parse().map_err(|_| format!("{number} is not an employee number"))?;
    Ok((number, person.parse().map_err(|_| format!("{person} is not the id of a person"))?))
}

fn quantity(text: &str) -> Result<(usize, i64), String> {
    let (line, hours) = pair(text)?;
    let hours = loonbrug_domain::HundredthHours::parse(hours).map_err(|error| error.to_string())?;
    Ok((line.parse().map_err(|_| format!("{line} is not a line number"))?, hours.0))
}

fn code(text: &str) -> Result<(usize, i64), String> {
    let (line, code) = pair(text)?;
    let line = line.parse().map_err(|_| format!("{line} is not a line number"))?;
    Ok((line, code.parse().map_err(|_| format!("{code} is not an hour code"))?))
}
