//! Times of the day and breaks as people type them, and shifts as they read them.

use crate::form::Fields;
use crate::words::Words;
use loonbrug_domain::Minutes;
use loonbrug_store::StoredShift;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A time of the day in minutes after midnight: `9:00`, `09.00`, `0900`, `9`.
pub fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text, "00"),
    };
    let digits = |part: &str| -> Option<i64> {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes).filter(|_| minutes.len() == 2)?);
    match (hours, minutes) {
        (24, 0) => Some(0),
        (0..=23, 0..=59) => Some(hours * 60 + minutes),
        _ => None,
    }
}

/// Start, end and break of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Times {
    /// Start in minutes after midnight.
    pub start: i64,
    /// End in minutes after midnight of the first day; an end before the start is on the next day.
    pub end: i64,
    /// Unpaid break in minutes.
    pub pause: i64,
}

impl Times {
    /// Reads `start`, `end` and `pause`; what is wrong is said in both languages.
    pub fn of(fields: &Fields) -> Result<Self, (&'static str, &'static str)> {
        let time = |name| parse_time(fields.text(name));
        let (Some(start), Some(end)) = (time("start"), time("end")) else {
            return Err((
                "Vul begin en einde in als tijd, zoals 09:00. Er is niets opgeslagen.",
                "Fill in start and end as times, such as 09:00. Nothing was stored.",
            ));
        };
        if start == end {
            return Err((
                "Begin en einde zijn gelijk. Vul in hoe laat de dienst eindigde; er is niets opgeslagen.",
                "Start and end are the same. Fill in when the shift ended; nothing was stored.",
            ));
        }
        let pause = match fields.text("pause") {
            "" => Some(0),
            text => text.parse().ok(),
        };
        let pause = pause.filter(|pause| (0..DAY).contains(pause)).ok_or((
            "Vul de pauze in als hele minuten, zoals 30. Er is niets opgeslagen.",
            "Fill in the break as whole minutes, such as 30. Nothing was stored.",
        ))?;
        let end = if end < start { end + DAY } else { end };
        Ok(Self { start, end, pause })
    }
}

/// `09:00`.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute.rem_euclid(DAY) / 60, minute.rem_euclid(60))
}

/// `09:00–17:30`.
pub fn span(start: i64, end: i64) -> String {
    format!("{}–{}", clock(start), clock(end))
}

/// When somebody worked: `09:00–17:30`, with the break where there is one.
pub fn times(shift: &StoredShift, w: Words) -> String {
    let times = span(shift.start_minute, shift.end_minute);
    match shift.break_minutes {
        0 => times,
        pause => format!("{times}, {} {pause} min", w.t("pauze", "break")),
    }
}

/// Worked minutes; nothing of what cannot have been worked.
pub fn worked(shift: &StoredShift) -> Minutes {
    shift.worked().map_or(Minutes(0), |shift| shift.worked_minutes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_typed() {
        let read = ["9:00", "09.30", "0900", "17", " 23:59 ", "24:00", "0:05"];
        let expected = [540, 570, 540, 1020, 1439, 0, 5];
        assert_eq!(read.map(|text| parse_time(text).unwrap()), expected);
        for text in ["", "25:00", "9:60", "9:5", "negen", "-1:00", "09:00:00", "12345", "é9"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_day() {
        let night = Fields::parse(b"start=22:00&end=06:00&pause=30");
        let expected = Times {
            start: 1_320,
            end: 1_800,
            pause: 30,
        };
        assert_eq!(Times::of(&night), Ok(expected));
        assert!(Times::of(&Fields::parse(b"start=09:00&end=09:00")).is_err());
        assert!(Times::of(&Fields::parse(b"start=09:00&end=12:00&pause=half")).is_err());
    }
}
