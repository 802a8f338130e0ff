//! Test numbers with correct check digits.

/// The test BSN with this serial number: nine digits, begins with 9 as no real person's does, passes the eleven-test,
/// no two alike below five million.
pub fn bsn(serial: u32) -> String {
    let base = 99_990_000_u32.wrapping_sub(2 * (serial / 4_000) * 4_000) + 2 * (serial % 4_000);
    // Of two neighbours at least one has a check digit below ten.
    [base, base + 1]
        .into_iter()
        .find_map(with_check_digit)
        .unwrap_or_default()
}

fn with_check_digit(first_eight: u32) -> Option<String> {
    let text = format!("{first_eight:08}");
    let sum: u32 = text
        .bytes()
        .zip((2..=9).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (sum % 11 < 10).then(|| format!("{text}{}", sum % 11))
}

/// A test IBAN with correct check digits, of a bank that does not exist.
pub fn iban(serial: u32) -> String {
    let bank = "NBSX";
    let account = format!("{serial:010}");
    let country = format!("{bank}{account}NL00");
    let rest = country
        .chars()
        .filter_map(|letter| letter.to_digit(36))
        .fold(0_u64, |rest, value| {
            let shift = if value < 10 { 10 } else { 100 };
            (rest * shift + u64::from(value)) % 97
        });
    format!("NL{:02}{bank}{account}", 98 - rest)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn passes_eleven_test(number: &str) -> bool {
        let digits: Vec<i64> = number.bytes().map(|digit| i64::from(digit - b'0')).collect();
        let weighted: i64 = digits[..8]
            .iter()
            .zip((2..=9).rev())
            .map(|(digit, weight)| digit * weight)
            .sum();
        number.len() == 9 && (weighted - digits[8]) % 11 == 0
    }

    #[test]
    fn every_bsn_is_a_test_number_that_passes_and_no_two_are_alike() {
        let numbers: Vec<String> = (0..120_000).map(bsn).collect();
        assert!(
            numbers
                .iter()
                .all(|number| number.starts_with('9') && passes_eleven_test(number))
        );
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
        assert!(numbers[..4_000].iter().all(|number| number.starts_with("9999")));
    }

    #[test]
    fn the_rest_of_an_iban_is_one() {
        let number = iban(417_164);
        let (front, back) = number.split_at(4);
        let digits = format!("{back}{front}")
            .chars()
            .filter_map(|letter| letter.to_digit(36))
            .fold(0_u64, |rest, value| {
                (rest * if value < 10 { 10 } else { 100 } + u64::from(value)) % 97
            });
        assert_eq!((digits, number.len()), (1, 18));
    }
}
