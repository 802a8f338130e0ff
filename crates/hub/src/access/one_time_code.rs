//! Codes of an authenticator app: TOTP (RFC 6238) over SHA-1, six digits, thirty seconds, which every app knows.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// Seconds of a step.
const STEP: i64 = 30;
/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, 4).
pub(super) const SECRET_BYTES: usize = 20;
const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step whose code this is: that of now, or its neighbour on either side, because clocks differ.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let current = now.as_second().div_euclid(STEP);
    [current, current - 1, current + 1].into_iter().find(|step| {
        let right: bool = code_at(secret, *step).as_bytes().ct_eq(code.as_bytes()).into();
        right
    })
}

/// The code of a step.
fn code_at(secret: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or_default() & 0xF);
    let chosen = hash.iter().skip(offset).take(4);
    let number = chosen.fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7FFF_FFFF) % 1_000_000)
}

/// Bytes in base 32 (RFC 4648), as apps take a secret that is typed.
pub(super) fn base32(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1));
    let bits: Vec<u8> = bits.collect();
    let digit = |bits: &[u8]| {
        let filled = bits.iter().copied().chain(std::iter::repeat(0)).take(5);
        let value = filled.fold(0_usize, |value, bit| value << 1 | usize::from(bit));
        DIGITS.get(value).copied().map_or('A', char::from)
    };
    bits.chunks(5).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
    #[test]
    fn the_codes_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(step_of(secret, code, now), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_holds_for_its_step_and_its_neighbours() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let code = code_at(b"12345678901234567890", 100);
        for (second, step) in [(2_969, None), (2_970, Some(100)), (3_059, Some(100)), (3_060, None)] {
            assert_eq!(step_of(b"12345678901234567890", &code, at(second)), step, "{second}");
        }
        assert_eq!(step_of(b"12345678901234567890", "", at(3_000)), None);
    }

    /// RFC 4648, chapter 10, without padding.
    #[test]
    fn base_32_of_the_rfc() {
        for (text, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(text.as_bytes()), expected);
        }
    }
}
