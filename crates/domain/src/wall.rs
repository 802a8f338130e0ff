//! Wall time in the Netherlands: what a clock on the wall shows, and how long it really takes.

use crate::calendar::Date;
use jiff::civil::Time;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use std::sync::LazyLock;

/// Minutes of a day on the wall.
pub(crate) const DAY: i64 = 24 * 60;

/// Time on the wall without a change of the clock inside, in minutes after midnight of the shift's date; the end is
/// not included, so that the length in minutes is real time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    pub(crate) const fn minutes(self) -> i64 {
        self.to - self.from
    }
}

static AMSTERDAM: LazyLock<TimeZone> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the zone is compiled in, so that no other version can be found on a disk"
    )]
    TimeZoneDatabase::bundled()
        .get("Europe/Amsterdam")
        .expect("the bundled database has Europe/Amsterdam")
});

/// The stretches of wall time from start to end, cut where the clock is changed: 22:00–06:00 is 22:00–02:00 and
/// 03:00–06:00 in the last weekend of March, 22:00–03:00 and 02:00–06:00 in the last weekend of October. A time in the
/// hour that March skips counts from the hour after it, one in the hour that October repeats is the first of the two.
/// Empty when no time passes; `None` outside the calendar.
pub(crate) fn spans(date: Date, start_minute: i64, end_minute: i64) -> Option<Vec<Span>> {
    let (start, end) = (instant(date, start_minute)?, instant(date, end_minute)?);
    let mut changes = AMSTERDAM.following(start).map(|change| change.timestamp());
    let change = changes
        .next()
        .filter(|&change| start < change && change < end)
        .unwrap_or(end);
    let stretches = [(start, change), (change, end)].map(|(from, to)| {
        let wall_from = wall_minute(date, from)?;
        Some(Span {
            from: wall_from,
            to: wall_from + (to.as_second() - from.as_second()) / 60,
        })
    });
    let spans: Option<Vec<_>> = stretches.into_iter().collect();
    spans.map(|spans| spans.into_iter().filter(|span| span.minutes() > 0).collect())
}

fn instant(date: Date, minute: i64) -> Option<Timestamp> {
    let wall = date.to_datetime(Time::midnight()).checked_add(minute.minutes()).ok()?;
    AMSTERDAM.to_timestamp(wall).ok()
}

fn wall_minute(date: Date, instant: Timestamp) -> Option<i64> {
    let wall = AMSTERDAM.to_datetime(instant);
    let days = date.until(wall.date()).ok()?.get_days();
    Some(i64::from(days) * DAY + i64::from(wall.hour()) * 60 + i64::from(wall.minute()))
}
