//! Dates of answers.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use loonbrug_domain::Date;

/// What the interface writes for a date that it does not have (API fact).
pub(super) const NO_DATE: Date = Date::constant(1, 1, 1);

/// A moment of the interface: `2023-04-01T00:00:00`, sometimes with a fraction, and by some clients with a zone.
/// Moments order as they happened.
pub(super) fn moment(text: &str) -> Option<DateTime> {
    let Ok(instant) = text.parse::<Timestamp>() else {
        return text.parse().ok();
    };
    let zone = TimeZone::get("Europe/Amsterdam").ok()?;
    Some(zone.to_datetime(instant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_date_in_the_netherlands() {
        let cases = [
            ("2023-04-01T00:00:00", "2023-04-01T00:00:00"),
            ("2023-04-01T08:30:00.1234567", "2023-04-01T08:30:00.1234567"),
            ("2023-04-01", "2023-04-01T00:00:00"),
            ("2023-04-01T00:00:00+02:00", "2023-04-01T00:00:00"),
            ("2023-03-31T22:00:00Z", "2023-04-01T00:00:00"),
            ("0001-01-01T00:00:00", "0001-01-01T00:00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                moment(text).map(|moment| moment.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "01-04-2023", "2023-02-30T00:00:00", "2023-04-01T25:00:00", "today"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
