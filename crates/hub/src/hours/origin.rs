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
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours { range, factor } => write!(f, "hours {} {} {}", range.from, range.to, factor.0),
            Self::Days => f.write_str("days"),
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
            ("hours", Some(from), Some(to), Some(factor)) => {
                let range = DateRange::new(from.parse().ok()?, to.parse().ok()?)?;
                Some(Self::Hours {
                    range,
                    factor: Factor(factor.parse().ok()?),
                })
            }
            _ => None,
        }
    }

    /// The range of days, for hours.
    #[must_use]
    pub const fn range(self) -> Option<DateRange> {
        match self {
            Self::Hours { range, .. } => Some(range),
            Self::Days => None,
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
        assert_eq!(Origin::parse("hours 2023-04-30 2023-04-01 15000"), None);
    }
}
