//! Which stretches of days are looked at: the last weeks or months up to a day.

use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::hours::asked::{week_name, week_of};
use crate::words::Words;
use jiff::{Span, ToSpan as _};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::ledgers::Whose;
use url::form_urlencoded::Serializer;

/// How long a stretch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Step {
    /// A week from Monday to Sunday.
    #[default]
    Week,
    /// A calendar month.
    Month,
}

impl Step {
    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// How many stretches are shown: a quarter of weeks, a year of months.
    const fn shown(self) -> i32 {
        match self {
            Self::Week => 13,
            Self::Month => 12,
        }
    }

    fn times(self, number: i32) -> Span {
        match self {
            Self::Week => number.weeks(),
            Self::Month => number.months(),
        }
    }

    fn around(self, date: Date) -> DateRange {
        match self {
            Self::Week => week_of(date),
            Self::Month => DateRange {
                from: date.first_of_month(),
                to: date.last_of_month(),
            },
        }
    }
}

/// What was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// How long a stretch is.
    pub step: Step,
    /// A day of the last stretch.
    pub at: Date,
    /// Name of a group; empty for everybody.
    pub group: String,
    /// One person.
    pub person: Option<PersonId>,
    /// Page, from 1.
    pub page: usize,
}

impl Asked {
    /// Reads a query.
    pub fn of(fields: &Fields, today: Date) -> Self {
        Self {
            step: if fields.text("per") == Step::Month.word() {
                Step::Month
            } else {
                Step::Week
            },
            at: fields.date("at").unwrap_or(today),
            group: fields.text("group").to_owned(),
            person: fields.text("person").parse().ok(),
            page: fields.text("page").parse().unwrap_or(1).max(1),
        }
    }

    /// The stretches, oldest first.
    pub fn stretches(&self) -> Vec<DateRange> {
        let last = self.step.around(self.at).from;
        let before = (0..self.step.shown()).rev();
        before
            .map(|number| self.step.around(last.saturating_sub(self.step.times(number))))
            .collect()
    }

    /// The same, earlier by as many stretches as are shown.
    pub fn earlier(&self) -> Self {
        self.moved(-self.step.shown())
    }

    /// The same, later.
    pub fn later(&self) -> Self {
        self.moved(self.step.shown())
    }

    fn moved(&self, number: i32) -> Self {
        Self {
            at: self.step.around(self.at).from.saturating_add(self.step.times(number)),
            page: 1,
            ..self.clone()
        }
    }

    /// The same in stretches of another length.
    pub fn per(&self, step: Step) -> Self {
        Self {
            step,
            page: 1,
            ..self.clone()
        }
    }

    /// The same of one person.
    pub fn of_person(&self, person: PersonId) -> Self {
        Self {
            person: Some(person),
            page: 1,
            ..self.clone()
        }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// Whose hours.
    pub fn whose(&self) -> Whose {
        Whose {
            group: Some(self.group.clone()).filter(|group| !group.is_empty()),
            person: self.person,
        }
    }

    /// The address of the page.
    pub fn address(&self, guarded: &Guarded) -> String {
        let mut query = Serializer::new(String::new());
        query
            .append_pair("per", self.step.word())
            .append_pair("at", &self.at.to_string());
        if !self.group.is_empty() {
            query.append_pair("group", &self.group);
        }
        if let Some(person) = self.person {
            query.append_pair("person", &person.to_string());
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        guarded.address(&format!("ledgers/worked?{}", query.finish()))
    }

    /// What a stretch is called: `week 15 · 2023`, `april 2023`.
    pub fn called(&self, stretch: DateRange, w: Words) -> String {
        match self.step {
            Step::Week => week_name(stretch.from),
            Step::Month => w.month(&stretch.from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(query: &str) -> (usize, String, String) {
        let today = Date::constant(2023, 5, 17);
        let asked = Asked::of(&Fields::parse(query.as_bytes()), today);
        let stretches = asked.stretches();
        (
            stretches.len(),
            stretches[0].to_string(),
            stretches.last().unwrap().to_string(),
        )
    }

    #[test]
    fn a_quarter_of_weeks_or_a_year_of_months_up_to_a_day() {
        let last_week = "15-05-2023 t/m 21-05-2023".to_owned();
        assert_eq!(stretches(""), (13, "20-02-2023 t/m 26-02-2023".to_owned(), last_week));
        let february = "01-02-2024 t/m 29-02-2024".to_owned();
        let first = "01-03-2023 t/m 31-03-2023".to_owned();
        assert_eq!(stretches("per=month&at=2024-02-29"), (12, first, february));
    }

    #[test]
    fn earlier_ends_where_these_begin() {
        let asked = Asked::of(&Fields::default(), Date::constant(2023, 5, 17));
        let earlier = asked.earlier().stretches();
        assert_eq!(
            earlier.last().unwrap().to.tomorrow().unwrap(),
            asked.stretches()[0].from
        );
        assert_eq!(asked.earlier().later().stretches(), asked.stretches());
    }
}
