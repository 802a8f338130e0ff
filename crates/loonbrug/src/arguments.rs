//! The command line: names that people and scripts rely on.

mod access;
mod coupling;
mod hours;
mod ledgers;
mod notices;
mod people;
mod planning;
mod profiles;
mod provider;
mod rules;
mod time;
mod values;

pub use access::{AuditOptions, RoleName, TokenCommand, UserCommand, UserPlace, UserPolicy};
pub use coupling::{CouplingAdd, CouplingCommand, CouplingLogin, Way};
pub use hours::{
    Decisions, Explain, HoursApply, HoursCommand, HoursDays, HoursDoubts, HoursImport, HoursPlan, HoursSettle,
    HoursSpan, HoursWhatIf, TemplateName,
};
pub use ledgers::{
    LeaveCommand, LeaveDecision, LeaveRequestOptions, LedgerCommand, LedgerConvert, LedgerEntryOptions, LedgerShow,
    PayoutCommand, SicknessCommand,
};
pub use notices::{MailOptions, NoticesCommand, SecurityName, WebhookCommand};
pub use people::{ContractTypeName, PeopleAdd, PeopleApply, PeopleCommand};
pub use planning::{PlanningAdd, PlanningCommand, RostersCommand};
pub use profiles::{
    DaysOf, ExportCommand, ExportFormat, ExportOptions, GroupCommand, GroupMembership, OdditiesCommand, OfOrganisation,
    ProfileCommand, ProfileSet, TemplateCommand, TemplateFor,
};
pub use provider::ProviderCommand;
pub use rules::RulesCommand;
pub use time::{
    ClockCommand, ClockEnter, Days, NewShift, PolicyCommand, ShiftAdd, ShiftChangeOptions, ShiftChoice, ShiftsCommand,
    TerminalCommand, ends_after,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use loonbrug_domain::Language;
use loonbrug_domain::ids::RunId;
use std::net::{IpAddr, SocketAddr};
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
    pub common: EveryCommand,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct EveryCommand {
    /// The database: `sqlite:FILE` or `postgres://…`. Without it: loonbrug.toml, else `sqlite:loonbrug.db`.
    #[arg(long, global = true, env = "LOONBRUG_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// The file with the key that encrypts secrets. Made at first use; keep it apart from the database.
    #[arg(long, global = true, env = "LOONBRUG_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The configuration file.
    #[arg(
        long,
        global = true,
        env = "LOONBRUG_CONFIG",
        default_value = crate::configuration::DEFAULT_FILE,
        value_name = "FILE"
    )]
    pub config: PathBuf,
    /// Print data as JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of texts.
    #[arg(long, global = true, env = "LOONBRUG_LANGUAGE", value_enum, default_value_t = LanguageName::Nl)]
    pub language: LanguageName,
    /// Who does it, for the history.
    #[arg(
        long,
        global = true,
        env = "USER",
        default_value = "command line",
        value_name = "NAME"
    )]
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
    /// Serve the pages, and keep couplings up to date each night.
    Serve(Serve),
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
    /// Groups of people: who belongs where.
    #[command(subcommand)]
    Group(GroupCommand),
    /// Settings of organisation, groups and people: what holds for whom, and why.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Settings for many people at once.
    #[command(subcommand)]
    Template(TemplateCommand),
    /// Odd figures: what may be right but deserves a look before it is paid.
    #[command(subcommand)]
    Oddities(OdditiesCommand),
    /// Hours: from a file into Nmbrs.
    #[command(subcommand)]
    Hours(HoursCommand),
    /// Surcharge rules: check, read and change them.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Hour ledgers: leave and +/- hours, entry by entry.
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Requests for leave.
    #[command(subcommand)]
    Leave(LeaveCommand),
    /// Sickness: cases, and hours by what is paid.
    #[command(subcommand)]
    Sickness(SicknessCommand),
    /// Payouts of hours to one person.
    #[command(subcommand)]
    Payout(PayoutCommand),
    /// Why a figure is what it is: down to shifts, rules, and where they come from.
    Explain(Explain),
    /// Clock terminals: what they deliver, and what waits for a person.
    #[command(subcommand)]
    Clock(Box<ClockCommand>),
    /// Shifts: entered, changed, approved.
    #[command(subcommand)]
    Shifts(Box<ShiftsCommand>),
    /// Who works when, and whether they do.
    #[command(subcommand)]
    Planning(Box<PlanningCommand>),
    /// Standard rosters, as a file.
    #[command(subcommand)]
    Rosters(RostersCommand),
    /// Ledgers as a file for a spreadsheet.
    #[command(subcommand)]
    Export(ExportCommand),
    /// Everything that waits for a person, over all couplings.
    Inbox,
    /// What was done, by whom and when.
    History(History),
    /// Notices: what was told by mail and to other programs, and what could not be.
    #[command(subcommand)]
    Notices(Box<NoticesCommand>),
    /// Providers of identities (Entra ID, Google, Keycloak) with which users sign in.
    #[command(subcommand)]
    Provider(ProviderCommand),
    /// Users: whoever signs in, as what, and where.
    #[command(subcommand)]
    User(Box<UserCommand>),
    /// Tokens by which other programs come in.
    #[command(subcommand)]
    Token(TokenCommand),
    /// The audit log: who signed in, who changed what, and what was refused.
    Audit(AuditOptions),
    /// Put a fresh key in the key file and encrypt everything anew; stop everything else that uses the database before.
    RotateKey,
    /// Print the document of the REST API (OpenAPI 3.1).
    #[command(name = "openapi")]
    OpenApi,
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

/// `serve`
#[derive(Args, Debug)]
pub struct Serve {
    /// Where the pages listen. Beyond this machine a proxy with https must stand before them.
    #[arg(
        long,
        env = "LOONBRUG_LISTEN",
        default_value = "127.0.0.1:9080",
        value_name = "ADDRESS"
    )]
    pub listen: SocketAddr,
    /// The address under which browsers reach the pages, such as `https://loonbrug.example.nl`.
    #[arg(long, env = "LOONBRUG_PUBLIC_ADDRESS", value_name = "URL")]
    pub public_address: Option<Url>,
    /// A proxy that says in X-Forwarded-For for whom it asks; with --public-address https://… those on this machine are.
    #[arg(long, value_name = "ADDRESS")]
    pub proxy: Vec<IpAddr>,
    /// Link with the sandbox at this address in place of Nmbrs.
    #[arg(long, value_name = "URL")]
    pub nmbrs: Option<Url>,
    /// By which mail server notices leave.
    #[command(flatten)]
    pub mail: MailOptions,
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
    /// Where the pages listen.
    #[arg(long, default_value = "127.0.0.1:9080", value_name = "ADDRESS")]
    pub pages: SocketAddr,
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

/// `history`
#[derive(Args, Debug)]
pub struct History {
    /// Only this coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: Option<String>,
    /// The lines of one run.
    #[arg(long, value_name = "RUN")]
    pub run: Option<RunId>,
    /// How many runs.
    #[arg(long, default_value_t = 20)]
    pub limit: i64,
}
