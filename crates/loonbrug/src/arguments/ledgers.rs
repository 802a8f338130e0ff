//! `ledger …`, `leave …`, `sickness …`, `payout …`

use super::OfOrganisation;
use super::values::{date, hours};
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::ids::{LeaveRequestId, PayoutId, SicknessCaseId};
use loonbrug_domain::leave::LeaveKind;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_store::PayoutSource;
use std::path::PathBuf;

/// `ledger …`
#[derive(Subcommand, Debug)]
pub enum LedgerCommand {
    /// The ledgers of a person: leave, +/- hours, balances now and later.
    Show(LedgerShow),
    /// Credit a ledger by hand (bijschrijven).
    Credit(LedgerEntryOptions),
    /// Debit a ledger by hand (afschrijven).
    Debit(LedgerEntryOptions),
    /// Open a ledger with the balance that somebody comes with (startsaldo), of the end of a day.
    Opening(LedgerEntryOptions),
    /// Turn +/- hours into leave.
    Convert(LedgerConvert),
    /// Why the weeks of the ledger and the figure of a range differ.
    Compare {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Number or name of the person.
        person: String,
        /// First day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Date,
        /// Last day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        to: Date,
    },
    /// Book what is due: weeks, surcharges, credits, accrual, what lapses, waiting days. Doing it again does nothing.
    Run {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Look at weeks and months from here on again; without it the last half year.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Option<Date>,
        /// Show what would be booked; store nothing.
        #[arg(long)]
        look_only: bool,
    },
    /// Begin to keep ledgers by the law from a day on; what is earlier comes in as opening balances.
    Begin {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The first day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Date,
        /// Show what would be booked from that day on; begin nothing.
        #[arg(long)]
        look_only: bool,
        /// Begin also where leave has lapsed since that day, which is booked at once.
        #[arg(long, conflicts_with = "look_only")]
        book: bool,
    },
    /// Show the settings of the ledgers as a file, or take a file over.
    Settings {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The file to take over (TOML).
        file: Option<PathBuf>,
        /// Take it over also where leave has lapsed by it, which is booked at once.
        #[arg(long, requires = "file")]
        book: bool,
    },
}

/// `ledger show`
#[derive(Args, Debug)]
pub struct LedgerShow {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Number or name of the person.
    pub person: String,
    /// The balance of this day, with what will be booked by itself until then; else of 1 January next.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub at: Option<Date>,
    /// Show entries from this day on.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Option<Date>,
    /// Show entries up to this day.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub to: Option<Date>,
    /// Only earlier years (vorig).
    #[arg(long, conflicts_with_all = ["current", "future", "from", "to"])]
    pub past: bool,
    /// Only this year until today (huidig).
    #[arg(long, conflicts_with_all = ["future", "from", "to"])]
    pub current: bool,
    /// Only after today (toekomstig).
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub future: bool,
}

/// `ledger credit`, `debit` and `opening`
#[derive(Args, Debug)]
pub struct LedgerEntryOptions {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Number or name of the person.
    pub person: String,
    /// Hours, such as 7,50 or 7:30.
    #[arg(value_parser = hours)]
    pub hours: HundredthHours,
    /// Which ledger.
    #[arg(long, value_enum)]
    pub ledger: LedgerName,
    /// The day from which it counts; today unless another is given.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub on: Option<Date>,
    /// Leave: the year in which it was earned; that of the day unless another is given.
    #[arg(long, requires = "kind")]
    pub year: Option<i16>,
    /// Leave: its kind. A credit without one is extra-statutory; a debit without one takes what lapses first.
    #[arg(long, value_enum)]
    pub kind: Option<LeaveKindName>,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// `ledger convert`
#[derive(Args, Debug)]
pub struct LedgerConvert {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Number or name of the person.
    pub person: String,
    /// Hours, such as 7,50 or 7:30.
    #[arg(value_parser = hours)]
    pub hours: HundredthHours,
    /// The day; today unless another is given.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub on: Option<Date>,
    /// The kind of leave that they become.
    #[arg(long, value_enum, default_value_t = LeaveKindName::TimeForTime)]
    pub kind: LeaveKindName,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// A ledger, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum LedgerName {
    /// Leave hours.
    Leave,
    /// +/- hours.
    PlusMinus,
}

impl From<LedgerName> for LedgerKind {
    fn from(name: LedgerName) -> Self {
        match name {
            LedgerName::Leave => Self::Leave,
            LedgerName::PlusMinus => Self::PlusMinus,
        }
    }
}

/// A kind of leave, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum LeaveKindName {
    /// Wettelijk.
    Statutory,
    /// Boven-wettelijk.
    ExtraStatutory,
    /// Tijd voor tijd.
    TimeForTime,
    /// ADV.
    ShorterHours,
    /// Cao.
    CollectiveAgreement,
}

impl From<LeaveKindName> for LeaveKind {
    fn from(name: LeaveKindName) -> Self {
        match name {
            LeaveKindName::Statutory => Self::Statutory,
            LeaveKindName::ExtraStatutory => Self::ExtraStatutory,
            LeaveKindName::TimeForTime => Self::TimeForTime,
            LeaveKindName::ShorterHours => Self::ShorterHours,
            LeaveKindName::CollectiveAgreement => Self::CollectiveAgreement,
        }
    }
}

/// `leave …`
#[derive(Subcommand, Debug)]
pub enum LeaveCommand {
    /// Ask for leave.
    Request(LeaveRequestOptions),
    /// Approve a request: it goes into the ledger.
    Approve(LeaveDecision),
    /// Reject a request.
    Reject(LeaveDecision),
    /// Withdraw a request, also after it was approved.
    Withdraw(LeaveDecision),
    /// Requests, by first day.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// From this day on.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Option<Date>,
        /// Up to this day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        to: Option<Date>,
        /// Only what waits for a decision.
        #[arg(long)]
        waiting: bool,
    },
}

/// `leave request`
#[derive(Args, Debug)]
pub struct LeaveRequestOptions {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Number or name of the person.
    pub person: String,
    /// First day off.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Date,
    /// Last day off.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub to: Date,
    /// Hours that it costs, such as 7,50 or 7:30.
    #[arg(long, value_parser = hours)]
    pub hours: HundredthHours,
    /// Type of leave, such as Vakantie or Verlof.
    #[arg(long = "type", default_value = "Verlof")]
    pub leave_type: String,
    /// On the employer's account (conto werkgever): it costs no hours.
    #[arg(long)]
    pub on_employer: bool,
    /// In the person's own words.
    #[arg(long, default_value = "")]
    pub description: String,
}

/// `leave approve`, `reject` and `withdraw`
#[derive(Args, Debug)]
pub struct LeaveDecision {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// The request, as the list shows it.
    pub request: LeaveRequestId,
    /// Why.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// `sickness …`
#[derive(Subcommand, Debug)]
pub enum SicknessCommand {
    /// Report somebody sick. The cause is nobody's business, and cannot be given.
    Report {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Number or name of the person.
        person: String,
        /// First sick day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Date,
        /// The part of the hours that is not worked, in percent.
        #[arg(long, default_value_t = 100)]
        percent: u32,
        /// Last sick day, as far as can be expected.
        #[arg(long, value_parser = date, value_name = "DATE")]
        expected: Option<Date>,
    },
    /// Change the percentage from a day on: partly at work again.
    Change {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The case, as the list shows it.
        case: SicknessCaseId,
        /// First day.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Date,
        /// The part of the hours that is not worked, in percent.
        #[arg(long)]
        percent: u32,
    },
    /// Report somebody recovered.
    Recover {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The case, as the list shows it.
        case: SicknessCaseId,
        /// First day of work.
        #[arg(long, value_parser = date, value_name = "DATE")]
        on: Date,
    },
    /// Cases, or with --from and --to the sick hours of those days by what is paid.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// First day.
        #[arg(long, value_parser = date, value_name = "DATE", requires = "to")]
        from: Option<Date>,
        /// Last day.
        #[arg(long, value_parser = date, value_name = "DATE", requires = "from")]
        to: Option<Date>,
    },
}

/// `payout …`
#[derive(Subcommand, Debug)]
pub enum PayoutCommand {
    /// Ask for a payout of hours.
    Request {
        /// Name of the coupling that pays.
        #[arg(long, value_name = "NAME")]
        coupling: String,
        /// Number or name of the person.
        person: String,
        /// Hours, such as 62,5.
        #[arg(value_parser = hours)]
        hours: HundredthHours,
        /// Out of what.
        #[arg(long, value_enum)]
        of: PayoutSourceName,
        /// Hour code of the company's hour model.
        #[arg(long)]
        code: i64,
    },
    /// Approve a payout: the next run of payouts sends it.
    Approve {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The payout, as the list shows it.
        payout: PayoutId,
    },
    /// Take a payout back that was not sent.
    Cancel {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The payout, as the list shows it.
        payout: PayoutId,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Payouts, oldest first.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
}

/// Out of what hours are paid, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum PayoutSourceName {
    /// Leave hours.
    Leave,
    /// +/- hours.
    PlusMinus,
    /// Worked hours.
    Worked,
}

impl From<PayoutSourceName> for PayoutSource {
    fn from(name: PayoutSourceName) -> Self {
        match name {
            PayoutSourceName::Leave => Self::Leave,
            PayoutSourceName::PlusMinus => Self::PlusMinus,
            PayoutSourceName::Worked => Self::Worked,
        }
    }
}
