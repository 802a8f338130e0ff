//! Finding every fault of a table, where a reader would stop at the first: each key is tried by itself in a table that
//! is known to be good, so that the one description of the form, that of the type, says what is wrong.

use crate::breaks::{BreakLadder, BreakStep};
use crate::calendar::Date;
use crate::quantity::{Cents, Factor, Minutes};
use crate::rules::{Day, DaySet, MinimumCall, MinimumWage, Overtime, Per, RuleSet, Terms, WholeShift, Window};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

pub(super) use toml::Value;

/// What is wrong, in both languages.
pub(super) struct Bad {
    pub(super) dutch: String,
    pub(super) english: String,
}

/// A type with a table of it that is known to be good.
pub(super) trait Sample: Serialize + DeserializeOwned {
    fn sample() -> Self;
}

/// What is wrong with the keys of a table, each with its place; an empty place is that of the table.
pub(super) fn probe<T: Sample>(table: &DeTable<'_>) -> Vec<(Range<usize>, Bad)> {
    let Ok(Value::Table(sample)) = Value::try_from(T::sample()) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let mut tried = sample.clone();
        let Some(value_alone) = plain(value) else { continue };
        tried.insert(name.to_owned(), value_alone);
        if let Err(error) = T::deserialize(Value::Table(tried)) {
            let is_key = error.message().starts_with("unknown field") && !sample.contains_key(name);
            let place = if is_key { key.span() } else { value.span() };
            faults.push((place, Bad::of(name, error.message())));
        }
    }
    for name in sample.keys().filter(|name| !table.contains_key(name.as_str())) {
        let mut tried = sample.clone();
        tried.remove(name);
        if T::deserialize(Value::Table(tried)).is_err() {
            faults.push((0..0, Bad::missing(name)));
        }
    }
    faults
}

/// The value without its place.
pub(super) fn plain(value: &Spanned<DeValue<'_>>) -> Option<Value> {
    Value::deserialize(ValueDeserializer::from(value.clone())).ok()
}

impl Bad {
    pub(super) fn syntax(message: &str) -> Self {
        Self {
            dutch: format!("dit is geen TOML: {message}"),
            english: format!("this is no TOML: {message}"),
        }
    }

    pub(super) fn format(format: i64) -> Self {
        Self {
            dutch: format!("deze versie leest vorm {format}: schrijf `format = {format}`"),
            english: format!("this version reads form {format}: write `format = {format}`"),
        }
    }

    pub(super) fn missing(key: &str) -> Self {
        Self {
            dutch: format!("`{key}` ontbreekt"),
            english: format!("`{key}` is missing"),
        }
    }

    pub(super) fn unknown(key: &str, known: &str) -> Self {
        Self {
            dutch: format!("`{key}` bestaat niet; er is: {known}"),
            english: format!("`{key}` does not exist; there is: {known}"),
        }
    }

    pub(super) fn no_list() -> Self {
        Self {
            dutch: "schrijf elk van deze onder een eigen kop met twee paar haken, zoals [[rules.windows]]".to_owned(),
            english: "write each of these under a heading of its own in double brackets, such as [[rules.windows]]"
                .to_owned(),
        }
    }

    /// What a reader says of the value of a key.
    fn of(key: &str, message: &str) -> Self {
        let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
        let known = |text: &str| {
            text.split_once("expected ")
                .map_or("", |(_, known)| known)
                .replace("one of ", "")
        };
        if message.starts_with("unknown field") {
            return Self::unknown(&quoted(message), &known(message).replace('`', ""));
        }
        if message.starts_with("missing field") {
            let Self { dutch, english } = Self::missing(&quoted(message));
            return Self {
                dutch: format!("`{key}`: {dutch}"),
                english: format!("`{key}`: {english}"),
            };
        }
        if message.starts_with("unknown variant") {
            let (word, known) = (quoted(message), known(message).replace('`', ""));
            return Self {
                dutch: format!(
                    "`{key}`: `{word}` is onbekend; kies uit {}",
                    known.replace(" or ", " of ")
                ),
                english: format!("`{key}`: `{word}` is not known; choose from {known}"),
            };
        }
        let dutch = match () {
            () if message.contains("is not a time of day") => {
                format!(
                    "`{}` is geen tijd: geef uren en minuten van 00:00 tot 24:00",
                    quoted(message)
                )
            }
            () if message.contains("is not a factor") => {
                let word = quoted(message);
                format!(
                    "`{word}` is geen factor: geef het percentage dat betaald wordt, van 100 % tot 500 %, zoals 133,33 %"
                )
            }
            () => format!("deze waarde past niet ({message})"),
        };
        Self {
            dutch: format!("`{key}`: {dutch}"),
            english: format!("`{key}`: {message}"),
        }
    }
}

const A_DAY: Date = Date::constant(2000, 1, 3);

impl Sample for RuleSet {
    fn sample() -> Self {
        Self::none()
    }
}

impl Sample for Window {
    fn sample() -> Self {
        Self {
            name: "x".to_owned(),
            days: DaySet::from([Day::Sunday]),
            from_minute: 0,
            to_minute: 1440,
            factor: Factor::percent(150),
            terms: Terms::default(),
        }
    }
}

impl Sample for WholeShift {
    fn sample() -> Self {
        let Window {
            name,
            days,
            from_minute,
            to_minute,
            factor,
            terms,
        } = Window::sample();
        Self {
            name,
            days,
            from_minute,
            to_minute,
            factor,
            terms,
        }
    }
}

impl Sample for Overtime {
    fn sample() -> Self {
        Self {
            name: "x".to_owned(),
            per: Per::Day,
            more_than: Minutes(600),
            incidental: Minutes::ZERO,
            factor: Factor::percent(125),
            terms: Terms::default(),
        }
    }
}

impl Sample for MinimumCall {
    fn sample() -> Self {
        Self::statutory()
    }
}

impl Sample for MinimumWage {
    fn sample() -> Self {
        Self {
            first_day: A_DAY,
            cents: Cents(1),
        }
    }
}

impl Sample for BreakLadder {
    fn sample() -> Self {
        Self {
            name: "x".to_owned(),
            first_day: A_DAY,
            age_from: 18,
            age_below: None,
            part: 15,
            steps: vec![BreakStep {
                longer_than: Minutes(330),
                minutes: 30,
            }],
        }
    }
}
