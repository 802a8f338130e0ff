//! Wall time in the Netherlands: what a clock on the wall shows, and how long it really takes.

use crate::calendar::Date;
use crate::quantity::Minutes;
use jiff::civil::Time;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Minutes of a day on the wall.
pub(crate) const DAY: i64 = 24 * 60;

/// From one time on the wall to another; after midnight they start again, with a sign that it is the next day.
pub(crate) fn clock_text(from: i64, to: i64) -> String {
    let shown = |minute: i64, next_day: bool| {
        let (minute, mark) = if next_day {
            (minute - DAY, "⁺¹")
        } else {
            (minute, "")
        };
        format!("{:0>5}{mark}", Minutes(minute))
    };
    format!("{}–{}", shown(from, from >= DAY), shown(to, to > DAY))
}

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

/// One stretch, or more: most shifts have one, and it takes no memory of its own.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Spans {
    One(Span),
    More(Vec<Span>),
}

impl Spans {
    pub(crate) fn of(spans: Vec<Span>) -> Self {
        match spans[..] {
            [only] => Self::One(only),
            _ => Self::More(spans),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Span] {
        match self {
            Self::One(span) => std::slice::from_ref(span),
            Self::More(spans) => spans,
        }
    }

    pub(crate) fn minutes(&self) -> i64 {
        self.as_slice().iter().copied().map(Span::minutes).sum()
    }
}

/// The years whose changes of the clock are looked up once: from the first, up to and not including the last.
const KNOWN: (i16, i16) = (1980, 2100);

/// The days on which the clock is changed in those years, in order.
static CHANGES: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let Some(from) = instant(Date::constant(KNOWN.0, 1, 1), 0, false) else {
        return Vec::new();
    };
    let changes = AMSTERDAM.following(from).map(|change| date_of(change.timestamp()));
    changes.take_while(|date| date.year() < KNOWN.1).collect()
});

/// Whether it is known that no clock is changed on this date and the day after: then minutes on the wall are real
/// minutes.
pub(crate) fn is_even(date: Date) -> bool {
    let next = CHANGES.partition_point(|change| *change < date);
    let known = (KNOWN.0..KNOWN.1 - 1).contains(&date.year());
    known
        && CHANGES
            .get(next)
            .is_none_or(|change| *change != date && date.tomorrow().ok() != Some(*change))
}

/// Which end of a shift lies on the second pass of the hour that the clock goes through twice in October.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondPass {
    /// Its start; an end in that hour is then on the second pass too.
    Start,
    /// Its end alone.
    End,
}

/// The stretches of wall time from start to end, cut where the clock is changed: 22:00–06:00 is 22:00–02:00 and
/// 03:00–06:00 in the last weekend of March, 22:00–03:00 and 02:00–06:00 in the last weekend of October. Empty when no
/// time passes; `None` outside the calendar.
pub(crate) fn spans(date: Date, start: Timestamp, end: Timestamp) -> Option<Vec<Span>> {
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

/// The moment at so many minutes after midnight. A time in the hour that March skips counts from the hour after it; one
/// in the hour that October repeats is the first of the two, unless the second pass is asked for.
pub(crate) fn instant(date: Date, minute: i64, second_pass: bool) -> Option<Timestamp> {
    let wall = date.to_datetime(Time::midnight()).checked_add(minute.minutes()).ok()?;
    let moment = AMSTERDAM.to_ambiguous_timestamp(wall);
    match moment.offset() {
        AmbiguousOffset::Fold { .. } if second_pass => moment.later().ok(),
        _ => moment.compatible().ok(),
    }
}

/// The date on the wall at a moment.
pub(crate) fn date_of(moment: Timestamp) -> Date {
    AMSTERDAM.to_datetime(moment).date()
}

/// Minutes on the wall after midnight of a date at a moment, seconds left out.
pub(crate) fn wall_minute(date: Date, moment: Timestamp) -> Option<i64> {
    let wall = AMSTERDAM.to_datetime(moment);
    let days = date.until(wall.date()).ok()?.get_days();
    Some(i64::from(days) * DAY + i64::from(wall.hour()) * 60 + i64::from(wall.minute()))
}
