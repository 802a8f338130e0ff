mod meal;
mod travel;

use crate::calendar::DateRange;
use crate::shift::Shift;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

fn april() -> DateRange {
    DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap()
}

/// A shift in April 2023, from and to a time of day; a time before the start is on the next day.
fn shift(day: i8, from: (i64, i64), to: (i64, i64)) -> Shift {
    let (start, mut end) = (from.0 * 60 + from.1, to.0 * 60 + to.1);
    if end <= start {
        end += 24 * 60;
    }
    Shift::new(date(2023, 4, day), start, end, 0).unwrap()
}

/// Any shifts around April 2023.
fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    let one = (-5_i64..35, 0_i64..1440, 1_i64..=1440).prop_filter_map("no time", |(day, start, length)| {
        Shift::new(date(2023, 4, 1).saturating_add(day.days()), start, start + length, 0).ok()
    });
    prop::collection::vec(one, 0..20)
}
