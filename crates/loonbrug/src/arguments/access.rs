//! `user …`, `token …`, `audit`

use super::profiles::OfOrganisation;
use super::values::{date, email_address, right, yes_no};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::Date;
use loonbrug_domain::access::{Right, Role};
use loonbrug_domain::identifier::EmailAddress;

/// `user …`
#[derive(Subcommand, Debug)]
pub enum UserCommand {
    /// Add somebody who signs in, with a role if one is said; prints the secret of the invitation once.
    Add {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
        /// What people call them.
        #[arg(long, value_parser = NonEmptyStringValueParser::new())]
        name: String,
        /// As what.
        #[arg(long, value_enum)]
        role: Option<RoleName>,
        /// Where, and over whom.
        #[command(flatten)]
        place: UserPlace,
    },
    /// The users of an employer, or all of them.
    List {
        /// Only this employer's.
        #[arg(long)]
        organisation: Option<String>,
    },
    /// Make a user something at an employer, in the place of what they were there.
    Role {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
        /// As what; `none` takes the role away.
        #[arg(value_enum)]
        role: RoleName,
        /// Where, and over whom.
        #[command(flatten)]
        place: UserPlace,
    },
    /// Invite a user anew, because the password was forgotten; prints the secret of the invitation once.
    Invite {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
    },
    /// Take a user's second factor away, because app and recovery codes are lost; all sessions end.
    ResetSecondFactor {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
    },
    /// Let a user in no longer; all sessions end.
    Disable {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
    },
    /// Let a disabled user in again.
    Enable {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
    },
    /// On which devices a user is signed in.
    Sessions {
        /// E-mail address.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
        /// End them all.
        #[arg(long)]
        end: bool,
    },
    /// What an employer asks of its users; shows it, after changing what is said.
    Policy(UserPolicy),
}

/// `user policy`
#[derive(Args, Debug)]
pub struct UserPolicy {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// Everybody has a second factor.
    #[arg(long, value_parser = yes_no, value_name = "YES|NO")]
    pub second_factor: Option<bool>,
    /// A plan is sent only after another user approved it.
    #[arg(long, value_parser = yes_no, value_name = "YES|NO")]
    pub four_eyes: Option<bool>,
    /// Prove again who you are before lines are sent.
    #[arg(long, value_parser = yes_no, value_name = "YES|NO")]
    pub proof_before_sending: Option<bool>,
}

/// Where a user is something, and over whom.
#[derive(Args, Debug)]
pub struct UserPlace {
    /// The employer.
    #[command(flatten)]
    pub of: OfOrganisation,
    /// A group that a planner plans; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub group: Vec<String>,
    /// Number or name of the person who the user is.
    #[arg(long)]
    pub person: Option<String>,
}

/// A role, as it is typed.
#[derive(Clone, Copy, ValueEnum, Debug)]
pub enum RoleName {
    /// Everything, users and couplings included.
    Owner,
    /// Everything that leads to pay.
    Payroll,
    /// Hours, rosters and leave of the own groups.
    Planner,
    /// What was sent, and the files of it.
    Bookkeeper,
    /// What is of the own person.
    Employee,
    /// Sees, and changes nothing.
    Auditor,
    /// Nothing.
    None,
}

impl RoleName {
    /// The role; `None` for nothing.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Owner => Some(Role::Owner),
            Self::Payroll => Some(Role::Payroll),
            Self::Planner => Some(Role::Planner),
            Self::Bookkeeper => Some(Role::Bookkeeper),
            Self::Employee => Some(Role::Employee),
            Self::Auditor => Some(Role::Auditor),
            Self::None => None,
        }
    }
}

/// `token …`
#[derive(Subcommand, Debug)]
pub enum TokenCommand {
    /// Make a token for another program; prints it once.
    Add {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// What it is for.
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        name: String,
        /// What it may, such as see-hours; may be given more than once.
        #[arg(long, required = true, value_parser = right, value_name = "RIGHT")]
        scope: Vec<Right>,
        /// The last day on which it works.
        #[arg(long, value_parser = date, value_name = "DATE")]
        until: Date,
    },
    /// All tokens of an employer.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Let a token no longer in.
    Revoke {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Its name, its first characters or its id.
        token: String,
    },
}

/// `audit`
#[derive(Args, Debug)]
pub struct AuditOptions {
    /// Only what was done at this employer, and how its users signed in.
    #[arg(long)]
    pub organisation: Option<String>,
    /// Only what this user, token or user of the machine did.
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,
    /// Only actions that begin like this: `user.`, `sign-in`, `access.refused`.
    #[arg(long, value_name = "WORD")]
    pub action: Option<String>,
    /// From this day on.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub from: Option<Date>,
    /// Up to and including this day.
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub to: Option<Date>,
    /// How many.
    #[arg(long, default_value_t = 100)]
    pub limit: i64,
}
