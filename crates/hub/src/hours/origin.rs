//! Where a posting comes from: which flow, which days, which factor.

use loonbrug_domain::{DateRange, Factor};
use std::fmt;

/// The origin of a posting. Two postings of one origin, person and code are revisions of the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// Hours of a range of days at a factor.
    Hours {
        /// The days.
        range: DateRange,
        /// The factor.
        factor: Factor,
    },
    /// The days worked of a whole pay period: one value, whatever the number of ranges.
    Days,
    /// A difference to hours of a range that were sent in a pay period which is closed by now.
    Correction {
        /// The days.
        range: DateRange,
        /// The factor.
        factor: Factor,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours { range, factor } => write!(f, "hours {} {} {}", range.from, range.to, factor.0),
            Self::Days => f.write_str("days"),
            Self::Correction { range, factor } => write!(f, "correction {} {} {}", range.from, range.to, factor.0),
        }
    }
}

impl Origin {
    /// Reads what `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        match (words.next()?, words.next(), words.next(), words.next()) {
            ("days", None, None, None) => Some(Self::Days),
            (kind, Some(from), Some(to), Some(factor)) => {
                let range = DateRange::new(from.parse().ok()?, to.parse().ok()?)?;
                let factor = Factor(factor.parse().ok()?);
                match kind {
                    "hours" => Some(Self::Hours { range, factor }),
                    "correction" => Some(Self::Correction { range, factor }),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The origin of what a correction corrects; any other is its own.
    #[must_use]
    pub const fn corrected(self) -> Self {
        match self {
            Self::Correction { range, factor } => Self::Hours { range, factor },
            other => other,
        }
    }

    /// The beginning of the origins of all corrections of a range, as it is stored.
    #[must_use]
    pub fn corrections_of(range: DateRange) -> String {
        format!("correction {} {} ", range.from, range.to)
    }

    /// The range of days whose hours were sent in the period of their own; a correction has none.
    #[must_use]
    pub const fn range(self) -> Option<DateRange> {
        match self {
            Self::Hours { range, .. } => Some(range),
            Self::Days | Self::Correction { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_reads_back() {
        let range = DateRange::new("2023-04-01".parse().unwrap(), "2023-04-30".parse().unwrap()).unwrap();
        let origin = Origin::Hours {
            range,
            factor: Factor::percent(150),
        };
        assert_eq!(origin.to_string(), "hours 2023-04-01 2023-04-30 15000");
        assert_eq!(Origin::parse(&origin.to_string()), Some(origin));
        assert_eq!(Origin::parse("days"), Some(Origin::Days));
        let correction = Origin::Correction {
            range,
            factor: Factor::percent(150),
        };
        assert_eq!(Origin::parse(&correction.to_string()), Some(correction));
        assert!(correction.to_string().starts_with(&Origin::corrections_of(range)));
        assert_eq!(correction.corrected(), origin);
        assert_eq!(Origin::parse("hours 2023-04-30 2023-04-01 15000"), None);
    }
}
