//! Decimal figures as integers: hours and amounts are hundredths, hours per week are thousandths.

use serde::{Deserialize, Serialize};

/// A number of hours or an amount of a component, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Hundredths of an hour, or of the unit of a wage component.
    pub hundredths: i64,
    /// True when more than two decimals were sent and the last was rounded (half away from zero).
    pub rounded: bool,
}

impl Quantity {
    /// A quantity that needs no rounding.
    pub const fn hundredths(hundredths: i64) -> Self {
        Self {
            hundredths,
            rounded: false,
        }
    }

    /// Reads a decimal with a dot, as both interfaces send it. `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (hundredths, rounded) = parse_decimal(text, 2)?;
        Some(Self { hundredths, rounded })
    }

    /// The quantity with two decimals and a dot: `15.00`.
    pub fn text(self) -> String {
        decimal_text(self.hundredths, 2)
    }
}

/// Reads a decimal with a dot into an integer of the smallest unit, and tells whether it had to round (half away from
/// zero). `None` when the text is not a decimal or is too large.
pub fn parse_decimal(text: &str, decimals: u32) -> Option<(i64, bool)> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() == 0 || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let wanted = usize::try_from(decimals).ok()?;
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(wanted).collect();
    let magnitude: i64 = format!("0{whole}{kept}").parse().ok()?;
    let rest = fraction.get(wanted..).unwrap_or("");
    let up = i64::from(rest.bytes().next().is_some_and(|digit| digit >= b'5'));
    let value = magnitude.checked_add(up)?;
    Some((
        if negative { -value } else { value },
        rest.bytes().any(|digit| digit != b'0'),
    ))
}

/// An integer of the smallest unit as a decimal with a dot and exactly that many decimals.
pub fn decimal_text(value: i64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let magnitude = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let width = usize::try_from(decimals).unwrap_or(0);
    if width == 0 {
        return format!("{sign}{magnitude}");
    }
    format!("{sign}{}.{:0width$}", magnitude / unit, magnitude % unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_kept_and_more_are_rounded_half_up() {
        assert_eq!(Quantity::parse("12.5"), Some(Quantity::hundredths(1250)));
        assert_eq!(
            Quantity::parse("0.285"),
            Some(Quantity {
                hundredths: 29,
                rounded: true
            })
        );
        assert_eq!(Quantity::parse("7.500"), Some(Quantity::hundredths(750)));
        assert_eq!(Quantity::parse("-3"), Some(Quantity::hundredths(-300)));
        assert_eq!(Quantity::parse(".5"), Some(Quantity::hundredths(50)));
        for bad in ["", "-", "7,5", "1e3", "seven", "1.2.3", "99999999999999999999"] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in -1_000_000_000_i64..1_000_000_000, decimals in 0_u32..4) {
            prop_assert_eq!(parse_decimal(&decimal_text(value, decimals), decimals), Some((value, false)));
        }
    }
}
