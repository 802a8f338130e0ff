//! Single values, read as tolerantly as their meaning allows.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use loonbrug_domain::Date;
use serde::{Deserialize, Deserializer};

/// A number with decimals: a JSON number, or text that holds one.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(try_from = "NumberOrText")]
pub(in crate::rest) struct Decimal(f64);

/// A whole number: a JSON number (`8`, `8.0`), or text that holds one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "Decimal")]
pub(in crate::rest) struct Whole(pub(in crate::rest) i64);

/// A name or number that is text with us and may be a number there (`"number": 4021`).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "IntegerOrText")]
pub(in crate::rest) struct Label(pub(in crate::rest) String);

/// Text that may be absent, `null` or empty: three spellings of the same.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(from = "Option<String>")]
pub(in crate::rest) struct Words(pub(in crate::rest) Option<String>);

/// A day in the Netherlands: `2023-04-01`, `2023-04-01T00:00:00Z`, or Dutch midnight in UTC, `2023-03-31T22:00:00Z`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(in crate::rest) struct Day(pub(in crate::rest) Date);

/// A day that may be absent: `null`, empty, or the first day that the other side can name (`0001-01-01`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(try_from = "Words")]
pub(in crate::rest) struct OpenDay(pub(in crate::rest) Option<Date>);

/// An instant; without a zone it is UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(in crate::rest) struct Moment(pub(in crate::rest) Timestamp);

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(f64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum IntegerOrText {
    Integer(i64),
    Text(String),
}

/// Beyond this an `f64` no longer holds every whole number.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

impl Decimal {
    /// The number in units of `1 / parts`, rounded half away from zero; `None` when it is out of all proportion.
    pub(in crate::rest) fn rounded(self, parts: u16) -> Option<i64> {
        let scaled = (self.0 * f64::from(parts)).round();
        #[expect(clippy::cast_possible_truncation, reason = "whole, and checked to fit")]
        (scaled.abs() < LARGEST_EXACT).then_some(scaled as i64)
    }

    /// The same, only when nothing is rounded away. A decimal of that many places is nearer than a millionth of a part
    /// to its binary form, so no such number is refused and no other is let through.
    pub(in crate::rest) fn exact(self, parts: u16) -> Option<i64> {
        let scaled = self.0 * f64::from(parts);
        ((scaled - scaled.round()).abs() < 1e-6)
            .then(|| self.rounded(parts))
            .flatten()
    }

    /// The number as it came, for a message.
    pub(in crate::rest) const fn shown(self) -> f64 {
        self.0
    }
}

impl TryFrom<NumberOrText> for Decimal {
    type Error = String;

    fn try_from(value: NumberOrText) -> Result<Self, String> {
        let number = match value {
            NumberOrText::Number(number) => number,
            NumberOrText::Text(text) => text.trim().parse().map_err(|_| format!("`{text}` is not a number"))?,
        };
        if number.is_finite() {
            Ok(Self(number))
        } else {
            Err(format!("{number} is not a finite number"))
        }
    }
}

impl TryFrom<Decimal> for Whole {
    type Error = String;

    fn try_from(value: Decimal) -> Result<Self, String> {
        value
            .exact(1)
            .map(Self)
            .ok_or_else(|| format!("{} is not a whole number", value.0))
    }
}

impl From<IntegerOrText> for Label {
    fn from(value: IntegerOrText) -> Self {
        Self(match value {
            IntegerOrText::Integer(number) => number.to_string(),
            IntegerOrText::Text(text) => text,
        })
    }
}

impl From<Option<String>> for Words {
    fn from(value: Option<String>) -> Self {
        Self(value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        dutch_day(&text)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not a date"))
    }
}

impl TryFrom<Words> for OpenDay {
    type Error = String;

    fn try_from(words: Words) -> Result<Self, String> {
        let day = words.0.map(Day::try_from).transpose()?;
        Ok(Self(day.map(|day| day.0).filter(|date| date.year() > 1)))
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).or_else(|_| {
            let local: DateTime = text.parse().map_err(|_| format!("`{text}` is not a date and time"))?;
            let moment = local.to_zoned(TimeZone::UTC).map_err(|error| error.to_string())?;
            Ok(Self(moment.timestamp()))
        })
    }
}

impl Moment {
    /// The Dutch day in which the instant falls.
    pub(in crate::rest) fn dutch_day(self) -> Option<Date> {
        Some(self.0.in_tz("Europe/Amsterdam").ok()?.date())
    }
}

/// A history that may be `null` when it is empty, but whose member must be there: a name that we misspelled must not
/// read as "nothing".
pub(in crate::rest) fn listed<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Midnight, with whatever zone behind it, stands for the day that is written. Any other time with a zone is an
/// instant, and stands for the day that it is in the Netherlands then.
fn dutch_day(text: &str) -> Option<Date> {
    let local: DateTime = text
        .parse()
        .or_else(|_| text.trim_end_matches(['Z', 'z']).parse())
        .ok()?;
    let midnight = local.time() == jiff::civil::Time::midnight();
    match text.parse::<Timestamp>() {
        Ok(instant) if !midnight => Moment(instant).dutch_day(),
        _ => Some(local.date()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> String {
        Day::try_from(text.to_owned()).map_or_else(|error| error, |day| day.0.to_string())
    }

    #[test]
    fn a_day_is_the_dutch_day() {
        assert_eq!(day("2023-04-01"), "2023-04-01");
        assert_eq!(day("2023-04-01T00:00:00Z"), "2023-04-01");
        assert_eq!(day("2023-04-01T00:00:00"), "2023-04-01");
        assert_eq!(day("2023-04-01T00:00:00.000+02:00"), "2023-04-01");
        // Dutch midnight, written in UTC: an hour earlier in winter, two in summer.
        assert_eq!(day("2023-03-31T22:00:00Z"), "2023-04-01");
        assert_eq!(day("2023-12-31T23:00:00Z"), "2024-01-01");
        // 22:00 UTC in winter is 23:00 of the same Dutch day.
        assert_eq!(day("2023-12-31T22:00:00Z"), "2023-12-31");
        assert_eq!(day("2023-04-01T17:30:00"), "2023-04-01");
    }

    #[test]
    fn what_is_no_day_is_named() {
        assert_eq!(day("31-04-2023"), "`31-04-2023` is not a date");
        assert_eq!(day("2023-02-30"), "`2023-02-30` is not a date");
        assert_eq!(day(""), "`` is not a date");
    }

    #[test]
    fn an_open_day_has_three_spellings() {
        for text in ["null", "\"\"", "\"0001-01-01T00:00:00Z\""] {
            assert_eq!(serde_json::from_str::<OpenDay>(text).unwrap(), OpenDay(None), "{text}");
        }
        let closed: OpenDay = serde_json::from_str("\"2024-02-29\"").unwrap();
        assert_eq!(closed.0.unwrap().to_string(), "2024-02-29");
        assert!(serde_json::from_str::<OpenDay>("\"tomorrow\"").is_err());
    }

    #[test]
    fn numbers_come_as_numbers_and_as_text() {
        for text in ["2100", "\"2100\"", "2100.0"] {
            assert_eq!(serde_json::from_str::<Whole>(text).unwrap(), Whole(2100), "{text}");
        }
        assert!(serde_json::from_str::<Whole>("21.5").is_err());
        assert!(serde_json::from_str::<Whole>("\"overtime\"").is_err());
        for text in ["4021", "\"4021\""] {
            assert_eq!(
                serde_json::from_str::<Label>(text).unwrap(),
                Label("4021".to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_third_decimal_is_never_taken_for_two() {
        let decimal = |text: &str| serde_json::from_str::<Decimal>(text).unwrap();
        assert_eq!(decimal("0.29").exact(100), Some(29));
        assert_eq!(decimal("-1.005").exact(100), None);
        assert_eq!(decimal("7.333").exact(100), None);
        assert_eq!(decimal("7.333").rounded(100), Some(733));
        assert_eq!(decimal("36.125").exact(1000), Some(36_125));
        assert_eq!(decimal("1e300").rounded(100), None);
    }

    #[test]
    fn an_instant_without_a_zone_is_utc() {
        let moment = |text: &str| Moment::try_from(text.to_owned()).unwrap().0.to_string();
        assert_eq!(moment("2021-07-01T10:15:08Z"), "2021-07-01T10:15:08Z");
        assert_eq!(moment("2021-07-01T10:15:08.25"), "2021-07-01T10:15:08.25Z");
        assert_eq!(moment("2021-07-01T10:15:08+02:00"), "2021-07-01T08:15:08Z");
    }

    proptest! {
        #[test]
        fn two_decimals_survive_the_binary_form(hundredths in -1_000_000_000_i64..1_000_000_000) {
            let sign = if hundredths < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
            let decimal: Decimal = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(decimal.exact(100), Some(hundredths));
        }

        #[test]
        fn three_decimals_never_pass(thousandths in -1_000_000_i64..1_000_000) {
            prop_assume!(thousandths % 10 != 0);
            let sign = if thousandths < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000);
            let decimal: Decimal = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(decimal.exact(100), None);
        }
    }
}
