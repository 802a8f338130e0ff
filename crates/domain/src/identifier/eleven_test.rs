//! The eleven-test (elfproef) of citizen and fiscal numbers.

/// Whether nine ASCII digits weigh up to a multiple of eleven: 9, 8, 7 … 2 times the first eight, minus the ninth.
pub(super) fn passes(digits: &[u8; 9]) -> bool {
    let value = |digit: u8| i32::from(digit) - i32::from(b'0');
    let weighted: i32 = (2..=9)
        .rev()
        .zip(digits)
        .map(|(weight, &digit)| weight * value(digit))
        .sum();
    (weighted - value(digits[8])) % 11 == 0
}

/// The text without the spaces, dots and hyphens that people write in numbers.
pub(super) fn without_separators(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'))
        .collect()
}
