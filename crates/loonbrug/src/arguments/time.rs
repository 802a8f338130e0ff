//! `clock …`, `shifts …`

use super::OfOrganisation;
use super::values::{date, time_of_day};
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::Date;
use loonbrug_domain::clock::{BadgeNumber, Direction};
use loonbrug_domain::ids::{ShiftEntryId, ShiftId};
use std::path::PathBuf;

/// Some days of an employer.
#[derive(Args, Debug)]
pub struct Days {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// First day.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Date,
    /// Last day.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub to: Date,
}

/// `clock …`
#[derive(Subcommand, Debug)]
pub enum ClockCommand {
    /// Clock terminals.
    #[command(subcommand)]
    Terminal(TerminalCommand),
    /// Accept what a terminal delivers, a JSON object per line, and derive the shifts of its days.
    Events {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The file; `-` is the standard input.
        file: PathBuf,
    },
    /// Say whose badge it is from a day on; without a number all badges.
    Badge {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Number, with all leading zeros.
        #[arg(value_parser = BadgeNumber::parse, requires = "from", requires = "whose")]
        number: Option<BadgeNumber>,
        /// From this day on.
        #[arg(long, value_parser = date, value_name = "DATE")]
        from: Option<Date>,
        /// Whose, by number or name.
        #[arg(long, group = "whose")]
        person: Option<String>,
        /// Nobody's any more.
        #[arg(long, group = "whose")]
        taken_back: bool,
    },
    /// What waits for a person: forgotten clock-outs, unknown badges; and who is there.
    Open(Days),
    /// Derive the shifts of some days from the events as they are known now.
    Derive(Days),
    /// Enter an event by hand: a forgotten clock-out, a forgotten badge.
    Enter(ClockEnter),
    /// Declare that an event means nothing.
    Dismiss {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name of the terminal.
        terminal: String,
        /// Its number there.
        sequence: i64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// How the clock is read: rounding, breaks, overnights, each from a day on.
    #[command(subcommand)]
    Policy(PolicyCommand),
}

/// `clock terminal …`
#[derive(Subcommand, Debug)]
pub enum TerminalCommand {
    /// Add a terminal.
    Add {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name, as it delivers it.
        name: String,
    },
    /// Let the devices of a terminal in no longer, because one is lost or gone; what they delivered stays.
    Withdraw {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Its name.
        name: String,
    },
    /// All terminals.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
}

/// `clock policy …`
#[derive(Subcommand, Debug)]
pub enum PolicyCommand {
    /// Write the policies as a file.
    Export {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Take the policies of a file over.
    Import {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The file.
        file: PathBuf,
    },
}

/// `clock enter`
#[derive(Args, Debug)]
pub struct ClockEnter {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Who, by number or name.
    pub person: String,
    /// Came or went.
    #[arg(value_enum)]
    pub direction: DirectionName,
    /// The day.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub date: Date,
    /// The time on the wall.
    #[arg(long, value_parser = time_of_day, value_name = "HH:MM")]
    pub time: i64,
    /// The time on the second pass of the hour that October repeats.
    #[arg(long)]
    pub second_pass: bool,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// Came or went, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum DirectionName {
    /// Came.
    In,
    /// Went.
    Out,
}

impl From<DirectionName> for Direction {
    fn from(name: DirectionName) -> Self {
        match name {
            DirectionName::In => Self::In,
            DirectionName::Out => Self::Out,
        }
    }
}

/// `shifts …`
#[derive(Subcommand, Debug)]
pub enum ShiftsCommand {
    /// Shifts that count or wait.
    List(Days),
    /// Enter a shift; it waits for approval.
    Add(ShiftAdd),
    /// Change a shift: a new revision that waits; what is approved counts until then.
    Change(ShiftChangeOptions),
    /// Remove a shift; of what counts the removal waits for approval.
    Remove {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Which, by its id in the list.
        shift: ShiftId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Hand shifts in.
    Submit(ShiftChoice),
    /// Let shifts count.
    Approve(ShiftChoice),
    /// Send shifts back, with a reason.
    Reject {
        /// Which.
        #[command(flatten)]
        choice: ShiftChoice,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Every revision of a shift, and what was done with it.
    History {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The entry, or its first revision.
        entry: ShiftEntryId,
    },
    /// Take planned shifts that are over as worked, for people who do not clock.
    FromPlanning(Days),
}

/// A shift of somebody, worked or planned.
#[derive(Args, Debug)]
pub struct NewShift {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Who, by number or name.
    pub person: String,
    /// The day on which it starts.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub date: Date,
    /// Start.
    #[arg(long, value_parser = time_of_day, value_name = "HH:MM")]
    pub start: i64,
    /// End; before the start it is on the next day.
    #[arg(long, value_parser = time_of_day, value_name = "HH:MM")]
    pub end: i64,
    /// Unpaid break in minutes.
    #[arg(long, default_value_t = 0, value_name = "MINUTES")]
    pub pause: i64,
    /// The group.
    #[arg(long)]
    pub group: Option<String>,
}

/// An end before the start is on the next day.
pub const fn ends_after(start: i64, end: i64) -> i64 {
    const DAY: i64 = 24 * 60;
    if end <= start { end + DAY } else { end }
}

/// `shifts add`
#[derive(Args, Debug)]
pub struct ShiftAdd {
    /// The shift.
    #[command(flatten)]
    pub shift: NewShift,
    /// Anything that needs saying.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// `shifts change`
#[derive(Args, Debug)]
pub struct ShiftChangeOptions {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Which, by its id in the list.
    pub shift: ShiftId,
    /// Another start.
    #[arg(long, value_parser = time_of_day, value_name = "HH:MM")]
    pub start: Option<i64>,
    /// Another end; before the start it is on the next day.
    #[arg(long, value_parser = time_of_day, value_name = "HH:MM")]
    pub end: Option<i64>,
    /// Another break in minutes.
    #[arg(long, value_name = "MINUTES")]
    pub pause: Option<i64>,
    /// Another group.
    #[arg(long)]
    pub group: Option<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// Which shifts: by id, or all of some days for which the step is possible.
#[derive(Args, Debug)]
pub struct ShiftChoice {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Ids from the list.
    #[arg(required_unless_present_all = ["from", "to"])]
    pub shifts: Vec<ShiftId>,
    /// All of these days: from this one.
    #[arg(long, value_parser = date, requires = "to", conflicts_with = "shifts", value_name = "DATE")]
    pub from: Option<Date>,
    /// To this one.
    #[arg(long, value_parser = date, requires = "from", conflicts_with = "shifts", value_name = "DATE")]
    pub to: Option<Date>,
    /// Of these days only this person's.
    #[arg(long, requires = "from")]
    pub person: Option<String>,
}
