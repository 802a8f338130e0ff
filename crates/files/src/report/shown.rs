//! Values of a file as a report shows them: short, on one line, without a citizen service number.

/// Characters of a value that are shown.
const SHOWN: usize = 40;

/// Shortens a value, and masks whatever might be a citizen service number (BSN): nine digits, with or without
/// points or spaces between them.
pub(crate) fn shown(value: &str) -> String {
    let masked = masked(value);
    let mut characters = masked
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character });
    let mut short: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

fn masked(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ' ')
            .unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        out.push_str(before);
        if digits == 9 {
            mask(number, &mut out);
        } else {
            out.push_str(number);
        }
        rest = after;
    }
    out + rest
}

/// Leaves the last four of nine digits, as the payroll screens do.
fn mask(number: &str, out: &mut String) {
    let mut seen = 0;
    for character in number.chars() {
        let hidden = character.is_ascii_digit() && seen < 5;
        seen += usize::from(character.is_ascii_digit());
        out.push(if hidden { '*' } else { character });
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn values_are_short_and_masked() {
        for (value, expected) in [
            ("123456782", "*****6782"),
            ("BSN 1234.56.782!", "BSN ****.*6.782!"),
            ("05-03-2023", "05-03-2023"),
            ("12345678", "12345678"),
            ("1234567890", "1234567890"),
            ("a\nb\0c", "a b c"),
            ("", ""),
        ] {
            assert_eq!(shown(value), expected);
        }
        assert_eq!(shown(&"é".repeat(100)), "é".repeat(40) + "…");
    }
}
