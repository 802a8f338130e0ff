//! Decimals as integers, never through a float.

/// A decimal with a point as a whole number of its last digit: `7.5` with two digits is 750. What is finer is rounded
/// half away from zero: the interface does not bound its digits (API fact), and a row that somebody typed as 7.3333 must
/// not make the rest unreadable.
pub(super) fn decimal_as_integer(text: &str, digits: usize) -> Option<i64> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_decimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_decimal(whole) || !is_decimal(fraction) {
        return None;
    }
    let kept = fraction.bytes().chain(std::iter::repeat(b'0')).take(digits);
    let mut value: i64 = 0;
    for digit in whole.bytes().chain(kept) {
        value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    if fraction.as_bytes().get(digits).is_some_and(|digit| *digit >= b'5') {
        value = value.checked_add(1)?;
    }
    Some(if is_negative { -value } else { value })
}

/// Hundredths as the interface takes them: `7.5`, `20`, `-0.25`.
pub(in crate::soap) fn hundredths_as_decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (rest / 10, rest % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_rounds_half_away_from_zero() {
        let cases = [
            ("8.0000", 800),
            ("14.1", 1410),
            ("-0.25", -25),
            ("7.3333", 733),
            ("7.005", 701),
            ("-7.005", -701),
            ("7.0049999", 700),
            ("0.999", 100),
            (".5", 50),
            ("5.", 500),
            ("+5", 500),
            ("92233720368547758.07", i64::MAX),
        ];
        for (text, expected) in cases {
            assert_eq!(decimal_as_integer(text, 2), Some(expected), "{text}");
        }
        assert_eq!(decimal_as_integer("38.125", 3), Some(38_125));
        assert_eq!(decimal_as_integer("38.9", 0), Some(39));
    }

    #[test]
    fn refuses_what_is_no_decimal_or_does_not_fit() {
        for text in [
            "",
            "-",
            ".",
            "7,5",
            "1.234,50",
            "1e3",
            "NaN",
            "7.5.1",
            "92233720368547758.08",
            "٣",
        ] {
            assert_eq!(decimal_as_integer(text, 2), None, "{text}");
        }
    }

    #[test]
    fn writes_the_shortest_form() {
        let written: Vec<String> = [0, 750, 2000, -25, 1410, 5].map(hundredths_as_decimal).into();
        insta::assert_compact_json_snapshot!(written, @r#"["0", "7.5", "20", "-0.25", "14.1", "0.05"]"#);
    }

    proptest! {
        #[test]
        fn hundredths_survive_the_way_there_and_back(hundredths in any::<i64>().prop_filter("has no positive twin", |h| *h != i64::MIN)) {
            prop_assert_eq!(decimal_as_integer(&hundredths_as_decimal(hundredths), 2), Some(hundredths));
        }
    }
}
