//! `hours …`

use super::ledgers::LedgerName;
use super::values::{code, date, quantity};
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::Date;
use loonbrug_hub::hours::Flow;
use std::path::PathBuf;

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
    Plan(Box<HoursPlan>),
    /// Send it, and prove it by reading back.
    Apply(HoursApply),
    /// Read back what Nmbrs holds of what was sent.
    Verify(HoursSpan),
    /// What has no known outcome yet, with what Nmbrs held before and holds now.
    Doubts(HoursDoubts),
    /// What other rules would make of the same shifts; nothing is sent or stored.
    WhatIf(HoursWhatIf),
    /// Breaks that the rules ask for and that no shift has; a proposal, nothing is changed.
    Breaks(HoursDays),
    /// What everybody worked in a year, beside the norm of the rules; counted, not paid.
    Year {
        /// Name of the coupling.
        #[arg(long, value_name = "NAME")]
        coupling: String,
        /// The year.
        year: i16,
    },
    /// Settle a conflict by your word.
    Settle(HoursSettle),
}

/// `hours import`
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent choices of a person")]
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
    /// First day that the file is about; with --to it stands for all hours of its people in those days.
    #[arg(long, value_parser = date, requires = "to", value_name = "DATE")]
    pub from: Option<Date>,
    /// Last day that the file is about.
    #[arg(long, value_parser = date, requires = "from", value_name = "DATE")]
    pub to: Option<Date>,
    /// Only look.
    #[arg(long)]
    pub look_only: bool,
    /// Say what a header holds, such as date=Werkdag; may be given more than once; kept for next time.
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

/// What is sent, as it is typed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum FlowName {
    /// Hours and days of people on a zero-hours contract.
    Hours,
    /// Hours above the contract hours.
    PlusHours,
    /// Surcharges of people with contract hours.
    Surcharges,
    /// Sick hours by the percentage that is paid.
    SickHours,
    /// Time for time that was not taken in its term.
    TimeForTime,
    /// Days with a meal allowance.
    MealAllowances,
    /// Travel allowances per day worked.
    TravelAllowances,
    /// What was approved to be paid out per person.
    Payouts,
}

impl From<FlowName> for Flow {
    fn from(name: FlowName) -> Self {
        match name {
            FlowName::Hours => Self::Hours,
            FlowName::PlusHours => Self::PlusHours,
            FlowName::Surcharges => Self::Surcharges,
            FlowName::SickHours => Self::SickHours,
            FlowName::TimeForTime => Self::TimeForTime,
            FlowName::MealAllowances => Self::MealAllowances,
            FlowName::TravelAllowances => Self::TravelAllowances,
            FlowName::Payouts => Self::Payouts,
        }
    }
}

/// Which hours of which coupling.
#[derive(Args, Debug)]
pub struct HoursSpan {
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
    /// What is sent.
    #[arg(long, value_enum, default_value_t = FlowName::Hours)]
    pub flow: FlowName,
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
    /// Store the decisions only if the plan is still the one with this fingerprint.
    #[arg(long, value_name = "FINGERPRINT")]
    pub plan: Option<String>,
    /// A row that is already there becomes ours.
    #[arg(long, value_name = "LINE")]
    pub adopt: Vec<usize>,
    /// A row that is already there stays; ours is sent beside it.
    #[arg(long, value_name = "LINE")]
    pub add: Vec<usize>,
    /// A row that is already there stays; nothing is sent.
    #[arg(long, value_name = "LINE")]
    pub leave: Vec<usize>,
    /// A line changed by hand in Nmbrs: what Nmbrs holds is right.
    #[arg(long, value_name = "LINE")]
    pub take_over: Vec<usize>,
    /// A line changed by hand in Nmbrs: what was computed is right, and is sent again.
    #[arg(long, value_name = "LINE")]
    pub restore: Vec<usize>,
    /// A line changed by hand in Nmbrs stays as it is, and is not asked again.
    #[arg(long, value_name = "LINE")]
    pub ignore: Vec<usize>,
}

/// `hours breaks`
#[derive(Args, Debug)]
pub struct HoursDays {
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
    /// First day.
    #[arg(long, value_parser = date)]
    pub from: Date,
    /// Last day.
    #[arg(long, value_parser = date)]
    pub to: Date,
}

/// `hours what-if`
#[derive(Args, Debug)]
pub struct HoursWhatIf {
    /// Which hours.
    #[command(flatten)]
    pub span: HoursSpan,
    /// The other rules: a file, or the name of a rule set.
    #[arg(long, value_name = "FILE|NAME")]
    pub rules: String,
}

/// `explain`
#[derive(Args, Debug)]
pub struct Explain {
    /// The mark of what was sent (`LB-4ad3349913`); with --coupling and days the number of a line of that plan; with
    /// --ledger the day of an entry.
    pub line: String,
    /// A ledger of a person.
    #[arg(long, value_enum, requires = "person", conflicts_with = "coupling")]
    pub ledger: Option<LedgerName>,
    /// Number or name of the person whose ledger it is.
    #[arg(long, requires = "ledger")]
    pub person: Option<String>,
    /// The employer; may be left out when there is only one.
    #[arg(long, requires = "ledger")]
    pub organisation: Option<String>,
    /// Name of the coupling.
    #[arg(long, value_name = "NAME", requires_all = ["from", "to"])]
    pub coupling: Option<String>,
    /// What is sent.
    #[arg(long, value_enum, default_value_t = FlowName::Hours)]
    pub flow: FlowName,
    /// First day.
    #[arg(long, value_parser = date, requires = "coupling")]
    pub from: Option<Date>,
    /// Last day.
    #[arg(long, value_parser = date, requires = "coupling")]
    pub to: Option<Date>,
}

/// `hours doubts`
#[derive(Args, Debug)]
pub struct HoursDoubts {
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
}

/// `hours settle`
#[derive(Args, Debug)]
#[group(id = "word", required = true, multiple = false, args = ["ours", "all_ours", "send_again", "leave"])]
pub struct HoursSettle {
    /// Which one, by its mark: `LB-4ad3349913`.
    pub mark: String,
    /// Name of the coupling.
    #[arg(long, value_name = "NAME")]
    pub coupling: String,
    /// It is ours: this row, or the only one that it can be.
    #[arg(long, value_name = "ROW", num_args = 0..=1, default_missing_value = "")]
    pub ours: Option<String>,
    /// All rows that it can be are ours; the next plan takes away what is too much.
    #[arg(long)]
    pub all_ours: bool,
    /// It is not there; the next plan sends it again.
    #[arg(long)]
    pub send_again: bool,
    /// What Nmbrs holds stays, and nothing is sent for the line.
    #[arg(long)]
    pub leave: bool,
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
