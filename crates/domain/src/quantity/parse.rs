//! Quantities as people and files write them.

use super::{Cents, Factor, HundredthHours, Minutes};

/// Digits before the decimal sign that a quantity may have: more is a mistake, and must not overflow.
const MOST_DIGITS: usize = 9;

/// Why a text is not a quantity.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum QuantityError {
    /// No text.
    #[error("a number is missing")]
    Empty,
    /// Not a number at all.
    #[error("`{text}` is not a number: give it as 7,50 or 7:30")]
    NotANumber {
        /// The text at fault.
        text: String,
    },
    /// A sign that may separate decimals or thousands.
    #[error("`{text}` may be a whole number or a fraction: write it with two decimals")]
    Ambiguous {
        /// The text at fault.
        text: String,
    },
    /// More than two decimals.
    #[error("`{text}` has more than two decimals: round it at the source")]
    TooManyDecimals {
        /// The text at fault.
        text: String,
    },
    /// More than nine digits before the decimal sign.
    #[error("`{text}` is too large")]
    TooLarge {
        /// The text at fault.
        text: String,
    },
    /// Minutes of an hour that are not 00 to 59.
    #[error("`{text}` is not hours and minutes: minutes are 00 to 59 in two digits")]
    MinutesOfHour {
        /// The text at fault.
        text: String,
    },
    /// A factor that is not a percentage of 100 to 500.
    #[error("`{text}` is not a factor: give the percentage that is paid, such as 100, 133,33 or 150 %; 500 % at most")]
    Factor {
        /// The text at fault.
        text: String,
    },
}

impl HundredthHours {
    /// Reads hours: `62,5`, `62.50`, `1.234,50`, `1,234.50`, `-0,25`, or hours and minutes `7:30`, which are rounded
    /// half up to hundredths. One sign before exactly three digits (`1.234`) is refused: it may be either.
    ///
    /// # Errors
    /// `QuantityError`: not a number, more than two decimals, ambiguous, too large.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        if text.contains(':') {
            return Minutes::parse(text).map(Minutes::to_hundredth_hours);
        }
        parse_hundredths(text).map(Self)
    }
}

impl Minutes {
    /// Reads hours and minutes: `7:30`, `-0:15`, `120:00`.
    ///
    /// # Errors
    /// `QuantityError`: not hours and minutes, or too large.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let (negative, unsigned) = split_sign(text);
        let not_a_number = || QuantityError::NotANumber { text: text.to_owned() };
        let (hours, minutes) = unsigned.split_once(':').ok_or_else(not_a_number)?;
        if !is_digits(hours) || !is_digits(minutes) {
            return Err(not_a_number());
        }
        if hours.len() > MOST_DIGITS {
            return Err(QuantityError::TooLarge { text: text.to_owned() });
        }
        let of_hour = minutes
            .parse::<i64>()
            .ok()
            .filter(|of_hour| minutes.len() == 2 && *of_hour < 60);
        let of_hour = of_hour.ok_or_else(|| QuantityError::MinutesOfHour { text: text.to_owned() })?;
        let total = hours.parse::<i64>().map_err(|_| not_a_number())? * 60 + of_hour;
        Ok(Self(if negative { -total } else { total }))
    }
}

impl Cents {
    /// Reads an amount in euros: `4,50`, `€ 4.50`, `1.234,50`, `-0,25`; the same forms as hours.
    ///
    /// # Errors
    /// `QuantityError`: not a number, more than two decimals, ambiguous, too large.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        parse_hundredths(text.strip_prefix('€').unwrap_or(text)).map(Self)
    }
}

impl Factor {
    /// The highest factor that is taken for meant.
    pub const HIGHEST: Self = Self::percent(500);

    /// Reads the percentage that is paid: `150 %`, `150%`, `150`, `133,33`. Anything outside 100 to 500 is refused,
    /// so that `1,5` (150 %?) and `50` (a surcharge of 50 %?) are never guessed at.
    ///
    /// # Errors
    /// `QuantityError`: more than two decimals, or not a percentage from 100 to 500.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let number = text.trim();
        let number = number.strip_suffix('%').unwrap_or(number);
        let not_a_factor = || QuantityError::Factor {
            text: text.trim().to_owned(),
        };
        let hundredths = parse_hundredths(number).map_err(|error| match error {
            QuantityError::Empty | QuantityError::NotANumber { .. } => not_a_factor(),
            other => other,
        })?;
        let factor = u32::try_from(hundredths).ok().map(Self);
        factor
            .filter(|factor| (Self::WORKED..=Self::HIGHEST).contains(factor))
            .ok_or_else(not_a_factor)
    }
}

/// A decimal number with comma or point as hundredths.
fn parse_hundredths(text: &str) -> Result<i64, QuantityError> {
    let text = text.trim();
    let at_fault = || text.to_owned();
    if text.is_empty() {
        return Err(QuantityError::Empty);
    }
    let (negative, unsigned) = split_sign(text);
    let (whole, decimals) = split_decimals(unsigned);
    let digits = ungrouped(whole).ok_or_else(|| QuantityError::NotANumber { text: at_fault() })?;
    let decimals = match decimals {
        None => "",
        Some(decimals) if !is_digits(decimals) => return Err(QuantityError::NotANumber { text: at_fault() }),
        Some(decimals) if may_be_thousands(whole, decimals) => {
            return Err(QuantityError::Ambiguous { text: at_fault() });
        }
        Some(decimals) if decimals.len() > 2 => return Err(QuantityError::TooManyDecimals { text: at_fault() }),
        Some(decimals) => decimals,
    };
    if digits.len() > MOST_DIGITS {
        return Err(QuantityError::TooLarge { text: at_fault() });
    }
    let hundredths = format!("{digits}{decimals:0<2}").parse::<i64>();
    let hundredths = hundredths.map_err(|_| QuantityError::NotANumber { text: at_fault() })?;
    Ok(if negative { -hundredths } else { hundredths })
}

/// Cuts at the last comma or point, unless the same sign stands earlier too: then it separates thousands.
fn split_decimals(unsigned: &str) -> (&str, Option<&str>) {
    let Some((whole, decimals)) = unsigned.rsplit_once([',', '.']) else {
        return (unsigned, None);
    };
    let separator = if unsigned.ends_with(&format!(",{decimals}")) {
        ','
    } else {
        '.'
    };
    if whole.contains(separator) {
        (unsigned, None)
    } else {
        (whole, Some(decimals))
    }
}

/// `1.234` could be 1,234 or 1234; `0,125` and `1.234,567` could not.
fn may_be_thousands(whole: &str, decimals: &str) -> bool {
    decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0')
}

/// The digits of a whole number without its thousands separators, which must stand at every third digit.
fn ungrouped(whole: &str) -> Option<String> {
    let separator = if whole.contains('.') { '.' } else { ',' };
    let groups: Vec<_> = whole.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    (grouped && groups.iter().all(|group| is_digits(group))).then(|| groups.concat())
}

fn split_sign(text: &str) -> (bool, &str) {
    text.strip_prefix(['-', '−'])
        .map_or((false, text), |unsigned| (true, unsigned))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
