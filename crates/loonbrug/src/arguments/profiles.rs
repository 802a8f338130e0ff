//! `group …`, `profile …`, `template …`, `oddities …`, `export …`

use super::values::date;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::Date;
use loonbrug_domain::group::GroupKind;
use loonbrug_domain::profile::ContractKind;
use std::path::PathBuf;

/// The employer.
#[derive(Args, Debug)]
pub struct OfOrganisation {
    /// The employer; may be left out when there is only one.
    #[arg(long)]
    pub organisation: Option<String>,
}

/// `group …`
#[derive(Subcommand, Debug)]
pub enum GroupCommand {
    /// Make a group; its name is its key.
    Add {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        name: String,
        /// What kind of group it is.
        #[arg(long, value_enum, default_value_t = GroupKindName::Department)]
        kind: GroupKindName,
        /// Its number elsewhere, such as that of a job.
        #[arg(long)]
        number: Option<i64>,
    },
    /// All groups.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Take a group out of use; nobody leaves it, and shifts go on naming it.
    Archive {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        name: String,
    },
    /// Take an archived group into use again.
    Restore {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        name: String,
    },
    /// Who belongs to a group.
    Members {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        name: String,
    },
    /// Let people join groups.
    Join {
        /// Who joins what.
        #[command(flatten)]
        membership: GroupMembership,
        /// They belong to it, and are not shown in it ("niet zichtbaar in groep").
        #[arg(long)]
        hidden: bool,
    },
    /// Let people leave groups.
    Leave {
        /// Who leaves what.
        #[command(flatten)]
        membership: GroupMembership,
    },
    /// Let a person join every group, or leave them all.
    SelectAll {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Number or name.
        person: String,
        /// Leave them all ("deselecteer alle groepen").
        #[arg(long)]
        none: bool,
    },
}

/// People and groups.
#[derive(Args, Debug)]
pub struct GroupMembership {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Names of the groups.
    #[arg(required = true)]
    pub groups: Vec<String>,
    /// Number or name of a person; may be given more than once.
    #[arg(long, required = true, value_name = "PERSON")]
    pub person: Vec<String>,
}

/// A kind of group, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum GroupKindName {
    /// Hoofdkantoor.
    HeadOffice,
    /// Vestiging.
    Branch,
    /// Afdeling.
    Department,
    /// Duur.
    HoursClass,
    /// Locatie.
    Location,
    /// Communicatiegroep.
    CommunicationGroup,
    /// Job.
    Job,
}

impl From<GroupKindName> for GroupKind {
    fn from(name: GroupKindName) -> Self {
        match name {
            GroupKindName::HeadOffice => Self::HeadOffice,
            GroupKindName::Branch => Self::Branch,
            GroupKindName::Department => Self::Department,
            GroupKindName::HoursClass => Self::HoursClass,
            GroupKindName::Location => Self::Location,
            GroupKindName::CommunicationGroup => Self::CommunicationGroup,
            GroupKindName::Job => Self::Job,
        }
    }
}

/// `profile …`
#[derive(Subcommand, Debug)]
pub enum ProfileCommand {
    /// What holds for a person, whose word it is, and since when.
    Show {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Number or name.
        person: String,
        /// On this day; today without it.
        #[arg(long, value_parser = date, value_name = "DATE")]
        at: Option<Date>,
    },
    /// Set what a person, a group or the organisation says from a day on.
    Set(ProfileSet),
}

/// `profile set`
#[derive(Args, Debug)]
pub struct ProfileSet {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Settings such as waiting-days=1; nothing after the sign gives it back to the level above.
    #[arg(required = true, value_name = "SETTING=VALUE")]
    pub settings: Vec<String>,
    /// Of this person, by number or name; without it and --group: of the organisation.
    #[arg(long, conflicts_with = "group")]
    pub person: Option<String>,
    /// Of this group.
    #[arg(long)]
    pub group: Option<String>,
    /// From this day on; today without it.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Option<Date>,
}

/// `template …`
#[derive(Subcommand, Debug)]
pub enum TemplateCommand {
    /// Keep settings under a name.
    Save {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        name: String,
        /// Settings such as waiting-days=1.
        #[arg(required = true, value_name = "SETTING=VALUE")]
        settings: Vec<String>,
    },
    /// All templates.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Forget a template; what it set stays.
    Remove {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Name.
        name: String,
    },
    /// What it would change, person by person.
    Preview(TemplateFor),
    /// Set it for the chosen people.
    Apply(TemplateFor),
}

/// A template and who gets it.
#[derive(Args, Debug)]
pub struct TemplateFor {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Name of the template.
    pub name: String,
    /// Everyone who is active.
    #[arg(long)]
    pub everyone: bool,
    /// Only people in this group; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub group: Vec<String>,
    /// Only people with this type of contract.
    #[arg(long, value_enum)]
    pub contract_type: Vec<ContractKindName>,
    /// Only this person, by number or name; may be given more than once.
    #[arg(long, value_name = "PERSON")]
    pub person: Vec<String>,
    /// From this day on; today without it.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Option<Date>,
}

/// A type of contract, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum ContractKindName {
    /// 0-urencontract.
    ZeroHours,
    /// Contract with hours.
    ContractHours,
}

impl From<ContractKindName> for ContractKind {
    fn from(name: ContractKindName) -> Self {
        match name {
            ContractKindName::ZeroHours => Self::ZeroHours,
            ContractKindName::ContractHours => Self::ContractHours,
        }
    }
}

/// `oddities …`
#[derive(Subcommand, Debug)]
pub enum OdditiesCommand {
    /// What is odd in some days, and who accepted it.
    List {
        /// The employer and the days.
        #[command(flatten)]
        days: DaysOf,
        /// Only what waits for somebody.
        #[arg(long)]
        waiting: bool,
    },
    /// Accept an odd figure by name: the figures as they are now.
    Accept {
        /// The employer and the days.
        #[command(flatten)]
        days: DaysOf,
        /// Number or name of the person.
        person: String,
        /// The key that the list shows.
        key: String,
        /// Why it is right.
        #[arg(long)]
        reason: String,
    },
}

/// `export …`
#[derive(Subcommand, Debug)]
pub enum ExportCommand {
    /// Leave changes (verlofmutaties).
    Leave(ExportOptions),
    /// +/- hours.
    PlusMinus(ExportOptions),
}

/// What goes into which file.
#[derive(Args, Debug)]
pub struct ExportOptions {
    /// The employer and the days.
    #[command(flatten)]
    pub days: DaysOf,
    /// The form; without it as the file's name says, else CSV.
    #[arg(long, value_enum)]
    pub format: Option<ExportFormat>,
    /// The file; one that is there is replaced.
    pub file: PathBuf,
}

/// The form of an export.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum ExportFormat {
    /// Text, separated by semicolons.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The days that are meant.
#[derive(Args, Debug)]
pub struct DaysOf {
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
