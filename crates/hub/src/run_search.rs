//! Finding runs by what somebody types: a number, a mark, a period, days, the description that went along, a coupling,
//! who sent it, or a person.

use crate::access::Allowed;
use crate::application::Hub;
use crate::error::HubError;
use crate::hours::Flow;
use loonbrug_domain::calendar::parse_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, DateRange, Language};
use loonbrug_store::{Found, Part, Run, RunCalled, RunsSought};
use std::collections::BTreeSet;

/// The most people that a name may mean.
const MOST_PEOPLE: usize = 50;
/// Shorter words mean no flow: they would be in the titles of all.
const SHORTEST_FLOW: usize = 3;

const MONTHS: [[&str; 2]; 12] = [
    ["januari", "january"],
    ["februari", "february"],
    ["maart", "march"],
    ["april", "april"],
    ["mei", "may"],
    ["juni", "june"],
    ["juli", "july"],
    ["augustus", "august"],
    ["september", "september"],
    ["oktober", "october"],
    ["november", "november"],
    ["december", "december"],
];

impl Hub {
    /// The runs at an employer that are sought and that a text may mean, newest first. Names of people count for those
    /// whom `people` reaches; without it none do.
    pub async fn runs_found(
        &self,
        allowed: &Allowed,
        people: Option<&Allowed>,
        (sought, text): (RunsSought, &str),
        part: Part,
    ) -> Result<Found<Run>, HubError> {
        let mut sought = read(text, sought);
        if let (Some(called), Some(people)) = (&mut sought.called, people) {
            called.people = self.people_called_so(people, &called.text).await?;
        }
        Ok(self.store.runs_found(allowed.organisation(), &sought, part).await?)
    }

    async fn people_called_so(&self, allowed: &Allowed, text: &str) -> Result<Vec<PersonId>, HubError> {
        let part = Part {
            skip: 0,
            most: MOST_PEOPLE,
        };
        let mut found = self.people_found(allowed, text, part).await?.part;
        found.extend(self.people_meant(allowed, text).await?);
        let people: BTreeSet<PersonId> = found.into_iter().map(|person| person.id).collect();
        Ok(people.into_iter().collect())
    }
}

/// Takes days and periods out of a text; what is left is what the run is called by.
fn read(text: &str, mut sought: RunsSought) -> RunsSought {
    let (mut dates, mut numbers, mut rest): (Vec<Date>, Vec<&str>, Vec<&str>) = Default::default();
    let mut month = None;
    for word in text.split_whitespace().filter(|word| !is_filler(word)) {
        if let Some(date) = parse_date(word) {
            dates.push(date);
        } else if let Some(found) = month_of(word) {
            month = Some(found);
        } else if word.split('-').all(|part| is_year(part) || is_period(part)) {
            numbers.extend(word.split('-'));
        } else {
            rest.push(word);
        }
    }
    let years: Vec<&str> = numbers.iter().copied().filter(|number| is_year(number)).collect();
    let others: Vec<&str> = numbers.into_iter().filter(|number| !is_year(number)).collect();
    match (
        years[..].first().and_then(|year| year.parse().ok()),
        month,
        others.as_slice(),
    ) {
        (Some(year), Some(month), []) => sought.days = of_month(year, month),
        (Some(year), None, [period]) => sought.period = period.parse().ok().map(|period| (year, period)),
        (Some(year), None, []) => sought.days = of_year(year),
        _ => rest.extend(years.into_iter().chain(others)),
    }
    if let (Some(from), Some(to)) = (dates.iter().min(), dates.iter().max()) {
        sought.days = DateRange::new(*from, *to);
    }
    let rest = rest.join(" ");
    if !rest.is_empty() {
        sought.called = Some(RunCalled {
            flows: flows(&rest),
            text: rest,
            people: Vec::new(),
        });
    }
    sought
}

/// Words that stand between the others: "Uren 01-04-2023 t/m 30-04-2023", "periode 4 · 2023".
fn is_filler(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "t/m" | "to" | "tot" | "van" | "from" | "·" | "periode" | "period"
    )
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(place + 1).ok()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_period(word: &str) -> bool {
    word.len() < 3 && word.parse().is_ok_and(|number: u8| (1..=53).contains(&number))
}

fn of_month(year: i16, month: i8) -> Option<DateRange> {
    let first = Date::new(year, month, 1).ok()?;
    DateRange::new(first, first.last_of_month())
}

fn of_year(year: i16) -> Option<DateRange> {
    DateRange::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
}

/// The flows whose title or description holds a text; also that of people.
fn flows(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    if text.chars().count() < SHORTEST_FLOW {
        return Vec::new();
    }
    let called = |flow: &Flow| {
        let titles = [Language::Dutch, Language::English].map(|language| flow.title(language).to_lowercase());
        let described = flow.description(DateRange {
            from: Date::MIN,
            to: Date::MIN,
        });
        titles.iter().any(|title| title.contains(&text)) || described.to_lowercase().starts_with(&text)
    };
    let flows = Flow::ALL.into_iter().filter(called).map(Flow::as_str);
    let people = ["personeel", "people"].iter().any(|word| word.contains(text.as_str()));
    flows.chain(people.then_some("people")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days, period, what it is called by, flows; a dash for what is not said.
    fn shown(text: &str) -> String {
        let sought = read(text, RunsSought::default());
        let called = sought.called.unwrap_or_default();
        let days = sought.days.map(|days| days.to_string());
        let period = sought.period.map(|(year, period)| format!("{period}/{year}"));
        let parts = [days, period, Some(called.text), Some(called.flows.join(" "))];
        let part = |part: Option<String>| part.filter(|part| !part.is_empty()).unwrap_or_else(|| "-".to_owned());
        parts.map(part).join(" | ")
    }

    #[test]
    fn a_period_is_read_as_people_write_it() {
        for text in ["periode 4 2023", "4 2023", "2023-4", "2023-04", "period 4 · 2023"] {
            assert_eq!(shown(text), "- | 4/2023 | - | -", "{text}");
        }
    }

    #[test]
    fn days_are_a_date_a_month_a_year_or_a_description() {
        for (text, expected) in [
            ("april 2023", "01-04-2023 t/m 30-04-2023 | - | - | -"),
            ("2023 April", "01-04-2023 t/m 30-04-2023 | - | - | -"),
            (
                "Meeruren 01-04-2023 t/m 30-04-2023",
                "01-04-2023 t/m 30-04-2023 | - | Meeruren | plus-hours",
            ),
            ("12-04-2023", "12-04-2023 t/m 12-04-2023 | - | - | -"),
            ("2023", "01-01-2023 t/m 31-12-2023 | - | - | -"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_is_a_name_or_a_number() {
        for (text, expected) in [
            (
                "Joeri Kreuk april 2023",
                "01-04-2023 t/m 30-04-2023 | - | Joeri Kreuk | -",
            ),
            ("1002", "- | - | 1002 | -"),
            ("LB-7F3A", "- | - | LB-7F3A | -"),
            ("personeel", "- | - | personeel | people"),
            ("", "- | - | - | -"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
