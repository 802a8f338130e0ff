//! `people …`

use super::values::{date, email, link};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::Date;
use loonbrug_domain::ids::PersonId;

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
    pub link: Vec<(i64, PersonId)>,
    /// Only these employees.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    pub only: Vec<i64>,
}

/// `people add`
#[derive(Args, Debug)]
pub struct PeopleAdd {
    /// The employer.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub organisation: String,
    /// Call name.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub first_name: String,
    /// Prefix of the last name.
    #[arg(long, default_value = "")]
    pub prefix: String,
    /// Last name.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub last_name: String,
    /// Employee number.
    #[arg(long)]
    pub number: Option<i64>,
    /// E-mail address at work.
    #[arg(long, value_parser = email)]
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
