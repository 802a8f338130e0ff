//! `planning …`, `rosters …`

use super::values::{date, factor};
use super::{Days, NewShift, OfOrganisation};
use clap::{Args, Subcommand};
use loonbrug_domain::ids::PlannedShiftId;
use loonbrug_domain::{Date, Factor};
use std::path::PathBuf;

/// `planning …`
#[derive(Subcommand, Debug)]
pub enum PlanningCommand {
    /// Who works when.
    List {
        /// Which days.
        #[command(flatten)]
        days: Days,
        /// Only this group.
        #[arg(long)]
        group: Option<String>,
    },
    /// Plan a shift.
    Add(PlanningAdd),
    /// Take a planned shift away; no roster brings anything back on that day.
    Remove {
        /// Which days it is in.
        #[command(flatten)]
        days: Days,
        /// Which, by its id in the list.
        planned: PlannedShiftId,
    },
    /// Fill days from a standard roster; what a person did stays as it is.
    Fill {
        /// Which days.
        #[command(flatten)]
        days: Days,
        /// Name of the roster.
        roster: String,
        /// Apply the surcharges of this rule set in the planning.
        #[arg(long, value_name = "RULES")]
        surcharges: Option<String>,
    },
    /// Copy days onto days that start later or earlier: a week onto another.
    Copy {
        /// Which days.
        #[command(flatten)]
        days: Days,
        /// The day on which the copy starts.
        #[arg(long, value_parser = date, value_name = "DATE")]
        onto: Date,
        /// Apply the surcharges of this rule set to the copy; those of the original stay behind.
        #[arg(long, value_name = "RULES")]
        surcharges: Option<String>,
    },
    /// The year by group and month. Whoever has a preferred group stands under that one alone.
    Year {
        /// The employer; may be left out when there is only one.
        #[arg(long)]
        organisation: Option<String>,
        /// The year.
        year: i16,
    },
    /// Planned against worked: late, absent, unplanned.
    Attendance(Days),
}

/// `planning add`
#[derive(Args, Debug)]
pub struct PlanningAdd {
    /// The shift.
    #[command(flatten)]
    pub shift: NewShift,
    /// One factor for the whole shift, such as 150.
    #[arg(long, value_parser = factor, conflicts_with = "surcharges")]
    pub factor: Option<Factor>,
    /// Apply the surcharges of this rule set in the planning.
    #[arg(long, value_name = "RULES")]
    pub surcharges: Option<String>,
}

/// `rosters …`
#[derive(Subcommand, Debug)]
pub enum RostersCommand {
    /// Take the standard rosters of a file over.
    Import {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The file.
        file: PathBuf,
    },
    /// Write all standard rosters as a file.
    Export {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
}
