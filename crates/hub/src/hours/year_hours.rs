//! Hours of a year beside the norm of the year (jaarurennorm): counted, not paid.

use super::linked_work::LinkedWork;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use loonbrug_domain::rules::YearCounter;
use loonbrug_domain::{Date, DateRange};
use serde::Serialize;

/// The hours of everybody in a year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct YearHours {
    /// The year.
    pub year: i16,
    /// Those who are linked and worked, by name.
    pub people: Vec<YearOfPerson>,
    /// Names of those with a shift that cannot have been worked.
    pub left_out: Vec<String>,
}

/// The hours of one person in a year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct YearOfPerson {
    /// Name.
    pub person: String,
    /// Number at the employer.
    pub employee_number: Option<i64>,
    /// Worked and norm, in minutes.
    #[serde(flatten)]
    pub counter: YearCounter,
}

impl Hub {
    /// What everybody worked in a year, beside the norm that the coupling's rules give at its end; refused where they
    /// give none.
    pub async fn year_hours(&self, coupling: &OpenCoupling, year: i16) -> Result<YearHours, HubError> {
        let rule_set = &coupling.settings.rule_set;
        let rules = self.rule_sets(coupling.organisation(), rule_set).await?;
        let no_norm = || Refusal::NoYearNorm {
            rules: rule_set.clone(),
            year,
        };
        let (first, last) = (Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok());
        let days = first.zip(last).and_then(|(from, to)| DateRange::new(from, to));
        let work = LinkedWork::of(self, coupling, days.ok_or_else(no_norm)?).await?;
        YearCounter::of(&[], &rules, year).ok_or_else(no_norm)?;
        let people = work.people.iter().filter_map(|of_person| {
            Some(YearOfPerson {
                person: of_person.name(),
                employee_number: of_person.person.number,
                counter: YearCounter::of(&of_person.worked(), &rules, year)?,
            })
        });
        Ok(YearHours {
            year,
            people: people.collect(),
            left_out: work.left_out,
        })
    }
}
