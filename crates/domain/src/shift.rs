//! Shifts (diensten): what somebody worked, as a clock or a planning wrote it down.

#[cfg(test)]
mod tests;

pub use crate::wall::SecondPass;

use crate::calendar::Date;
use crate::quantity::{Factor, Minutes};
use crate::wall::{self, DAY, Span, Spans};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One shift of one person, in wall time of the Netherlands. Its worked minutes are real time: a night in which the
/// clock is changed is an hour shorter or longer than it looks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shift {
    date: Date,
    start_minute: i64,
    end_minute: i64,
    second_pass: Option<SecondPass>,
    break_minutes: i64,
    breaks: Vec<TimedBreak>,
    factor_minutes: Vec<(Factor, Minutes)>,
    /// What is left after the breaks whose times are known.
    spans: Spans,
}

/// An unpaid break (pauze) whose times are known, in minutes after midnight of the shift's date; the end is not
/// included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TimedBreak {
    /// Start on the wall.
    pub from_minute: i64,
    /// End on the wall, after the start.
    pub to_minute: i64,
}

/// Why a shift cannot have been worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ShiftError {
    /// The start is not a time of day.
    #[error("a shift starts between 00:00 and 23:59, not at minute {minute}")]
    Start {
        /// Minutes after midnight.
        minute: i64,
    },
    /// It ends before it starts, or at the same time.
    #[error(
        "the shift ends at {} and starts at {}: for an end on the next day add 24 hours",
        Minutes(*.end), Minutes(*.start)
    )]
    Reversed {
        /// Start in minutes after midnight.
        start: i64,
        /// End in minutes after midnight of the same day.
        end: i64,
    },
    /// It is longer than a day.
    #[error("the shift lasts {}: more than 24 hours cannot be one shift", Minutes(*.minutes))]
    TooLong {
        /// How long, on the wall.
        minutes: i64,
    },
    /// The whole shift lies in the hour that the clock skips, or its date is outside the calendar.
    #[error("no time passes in this shift: the clock skips that hour, or the date is outside the calendar")]
    NoTime,
    /// The break is negative.
    #[error("a break of {minutes} minutes is negative")]
    NegativeBreak {
        /// The break.
        minutes: i64,
    },
    /// Nothing is left after the break.
    #[error("the break of {} takes up the whole shift of {}", Minutes(*.minutes), Minutes(*.shift))]
    BreakTooLong {
        /// The break.
        minutes: i64,
        /// Real length of the shift.
        shift: i64,
    },
    /// A break ends before it starts, or lies outside the shift.
    #[error(
        "the break from {} to {} does not fit in the shift: it runs forward, inside the shift",
        Minutes(*.from), Minutes(*.to)
    )]
    BreakOutside {
        /// Start of the break in minutes after midnight.
        from: i64,
        /// End of the break.
        to: i64,
    },
    /// Two breaks share time.
    #[error("a break starts at {} before the one before it has ended: give each break once", Minutes(*.from))]
    BreaksOverlap {
        /// Start of the second break.
        from: i64,
    },
    /// A source names a factor that is no surcharge.
    #[error("{factor} is not a surcharge: the hours at 100 % are all hours of the shift and need no line")]
    NotASurcharge {
        /// The factor.
        factor: Factor,
    },
    /// A source names a factor twice.
    #[error("{factor} occurs twice in one shift: add its minutes up")]
    FactorTwice {
        /// The factor.
        factor: Factor,
    },
    /// A source gives negative minutes for a factor.
    #[error("{minutes} at {factor} is negative")]
    NegativeFactorMinutes {
        /// The factor.
        factor: Factor,
        /// Its minutes.
        minutes: Minutes,
    },
    /// A source gives more minutes with a surcharge than were worked.
    #[error("{surcharged} with a surcharge is more than the {worked} that were worked")]
    TooManyFactorMinutes {
        /// Minutes of all factors.
        surcharged: Minutes,
        /// Worked minutes.
        worked: Minutes,
    },
}

impl Shift {
    /// A shift on `date`, from `start_minute` (0 to 1439 after midnight) to `end_minute` (after the start and at most
    /// 24 hours later; from 1440 on it is on the next day), with `break_minutes` of unpaid break at an unknown time.
    ///
    /// # Errors
    /// `ShiftError`, the first rule that is broken.
    pub fn new(date: Date, start_minute: i64, end_minute: i64, break_minutes: i64) -> Result<Self, ShiftError> {
        Self::in_wall_time(date, start_minute, end_minute, None, break_minutes)
    }

    /// The same where one of its ends may lie on the second pass of the hour that October repeats: in
    /// that hour the wall can show less at the end than at the start.
    ///
    /// # Errors
    /// `ShiftError`, the first rule that is broken.
    pub fn in_wall_time(
        date: Date,
        start_minute: i64,
        end_minute: i64,
        second_pass: Option<SecondPass>,
        break_minutes: i64,
    ) -> Result<Self, ShiftError> {
        check_wall_times(start_minute, end_minute, second_pass)?;
        let spans = spans(date, start_minute, end_minute, second_pass);
        let shift = spans.minutes();
        match break_minutes {
            _ if shift == 0 => Err(ShiftError::NoTime),
            minutes if minutes < 0 => Err(ShiftError::NegativeBreak { minutes }),
            minutes if minutes >= shift => Err(ShiftError::BreakTooLong { minutes, shift }),
            _ => Ok(Self {
                date,
                start_minute,
                end_minute,
                second_pass,
                break_minutes,
                breaks: Vec::new(),
                factor_minutes: Vec::new(),
                spans,
            }),
        }
    }

    /// The same shift with breaks whose times are known, beside the minutes of break at an unknown time. They leave
    /// the shift first; a break in the hour that October repeats is in the first of the two that the shift has.
    ///
    /// # Errors
    /// `ShiftError` when a break does not fit in the shift, two share time, or nothing is left to work.
    pub fn with_breaks(mut self, mut breaks: Vec<TimedBreak>) -> Result<Self, ShiftError> {
        breaks.sort_unstable();
        let ends = self.spans.as_slice().iter().map(|span| span.to);
        let end = ends.fold(self.end_minute, i64::max);
        for &TimedBreak {
            from_minute: from,
            to_minute: to,
        } in &breaks
        {
            if from >= to || from < self.start_minute || to > end {
                return Err(ShiftError::BreakOutside { from, to });
            }
        }
        if let Some([_, second]) = breaks
            .array_windows()
            .find(|[one, other]| one.to_minute > other.from_minute)
        {
            return Err(ShiftError::BreaksOverlap {
                from: second.from_minute,
            });
        }
        let shift = self.spans.minutes();
        self.spans = Spans::of(without_breaks(self.spans.as_slice(), &breaks));
        let left = self.spans.minutes() - self.break_minutes;
        if left <= 0 {
            let minutes = shift - left;
            return Err(ShiftError::BreakTooLong { minutes, shift });
        }
        self.breaks = breaks;
        Ok(self)
    }

    /// A shift from one moment to another, as a clock gives it; seconds are left out.
    ///
    /// # Errors
    /// `ShiftError`, the first rule that is broken.
    pub fn between(start: Timestamp, end: Timestamp, break_minutes: i64) -> Result<Self, ShiftError> {
        let date = wall::date_of(start);
        let (start_minute, end_minute) = (wall::wall_minute(date, start), wall::wall_minute(date, end));
        let (Some(start_minute), Some(end_minute)) = (start_minute, end_minute) else {
            return Err(ShiftError::NoTime);
        };
        if end <= start {
            return Err(ShiftError::NoTime);
        }
        let is_second = |minute, moment: Timestamp| {
            let [first, second] = [false, true].map(|pass| wall::instant(date, minute, pass));
            first != second && second.is_some_and(|second| second <= moment)
        };
        let second_pass = if is_second(start_minute, start) {
            Some(SecondPass::Start)
        } else {
            is_second(end_minute, end).then_some(SecondPass::End)
        };
        Self::in_wall_time(date, start_minute, end_minute, second_pass, break_minutes)
    }

    /// The same shift with the minutes per factor that the source computed itself: they lead over any rule. A worked
    /// minute carries one factor at most; factors without minutes are dropped.
    ///
    /// # Errors
    /// `ShiftError` when a factor is no surcharge or occurs twice, or the minutes do not fit in the shift.
    pub fn with_factor_minutes(mut self, mut factor_minutes: Vec<(Factor, Minutes)>) -> Result<Self, ShiftError> {
        factor_minutes.sort_unstable();
        for &(factor, minutes) in &factor_minutes {
            if factor <= Factor::WORKED {
                return Err(ShiftError::NotASurcharge { factor });
            }
            if minutes < Minutes::ZERO {
                return Err(ShiftError::NegativeFactorMinutes { factor, minutes });
            }
        }
        if let Some(&[(factor, _), _]) = factor_minutes.array_windows().find(|[one, other]| one.0 == other.0) {
            return Err(ShiftError::FactorTwice { factor });
        }
        let surcharged = factor_minutes
            .iter()
            .fold(0_i64, |sum, (_, minutes)| sum.saturating_add(minutes.0));
        let (surcharged, worked) = (Minutes(surcharged), self.worked_minutes());
        if surcharged > worked {
            return Err(ShiftError::TooManyFactorMinutes { surcharged, worked });
        }
        factor_minutes.retain(|&(_, minutes)| minutes > Minutes::ZERO);
        self.factor_minutes = factor_minutes;
        Ok(self)
    }

    /// The day on which the shift starts: the day that it counts for.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// Start on the wall, in minutes after midnight of `date`: 0 to 1439.
    #[must_use]
    pub fn start_minute(&self) -> i64 {
        self.start_minute
    }

    /// End on the wall, in minutes after midnight of `date`; from 1440 on it is on the next day.
    #[must_use]
    pub fn end_minute(&self) -> i64 {
        self.end_minute
    }

    /// Which of its ends lies on the second pass of the hour that October repeats; `None` outside that hour.
    #[must_use]
    pub fn second_pass(&self) -> Option<SecondPass> {
        self.second_pass
    }

    /// The moments at which it starts and ends; `None` outside the calendar.
    pub fn ends(&self) -> Option<(Timestamp, Timestamp)> {
        wall_ends(self.date, self.start_minute, self.end_minute, self.second_pass)
    }

    /// Whether both take some of the same real time.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        matches!((self.ends(), other.ends()), (Some(mine), Some(theirs)) if mine.0 < theirs.1 && theirs.0 < mine.1)
    }

    /// Unpaid break in minutes, at an unknown time; breaks with times are not in it.
    #[must_use]
    pub fn break_minutes(&self) -> i64 {
        self.break_minutes
    }

    /// Unpaid breaks whose times are known, in order.
    #[must_use]
    pub fn breaks(&self) -> &[TimedBreak] {
        &self.breaks
    }

    /// Minutes per factor that the source computed itself, by factor; empty where the rules decide.
    #[must_use]
    pub fn factor_minutes(&self) -> &[(Factor, Minutes)] {
        &self.factor_minutes
    }

    /// Real minutes from start to end without breaks: 1 or more.
    #[must_use]
    pub fn worked_minutes(&self) -> Minutes {
        Minutes(self.spans.minutes() - self.break_minutes)
    }

    /// The stretches on the wall without a change of the clock or a known break inside.
    pub(crate) fn spans(&self) -> &[Span] {
        self.spans.as_slice()
    }
}

/// The stretches on the wall; none outside the calendar.
fn spans(date: Date, start: i64, end: i64, second_pass: Option<SecondPass>) -> Spans {
    if second_pass.is_none() && wall::is_even(date) {
        return Spans::One(Span { from: start, to: end });
    }
    let ends = wall_ends(date, start, end, second_pass);
    let spans = ends.and_then(|(start, end)| wall::spans(date, start, end));
    Spans::of(spans.unwrap_or_default())
}

/// Takes breaks out of stretches. Stretches may show the same time on the wall twice, in October: a break leaves the
/// first that shows it.
fn without_breaks(spans: &[Span], breaks: &[TimedBreak]) -> Vec<Span> {
    let mut taken_until = i64::MIN;
    let mut left = Vec::with_capacity(spans.len() + breaks.len());
    for &span in spans {
        let mut from = span.from;
        for pause in breaks {
            let (start, end) = (
                pause.from_minute.max(span.from).max(taken_until),
                pause.to_minute.min(span.to),
            );
            if start < end {
                left.push(Span { from, to: start });
                (from, taken_until) = (end, end);
            }
        }
        left.push(Span { from, to: span.to });
    }
    left.retain(|span| span.minutes() > 0);
    left
}

/// Whether every shift that starts on this day lasts as long as the times on the wall say: the clock does not change in it.
#[must_use]
pub fn goes_by_the_wall(date: Date) -> bool {
    wall::is_even(date)
}

/// The moment at so many minutes after midnight on the wall. A time in the hour that March skips counts from the hour
/// after it; one in the hour that October repeats is the first of the two, unless the second pass is meant. `None`
/// outside the calendar.
pub fn moment_on_the_wall(date: Date, minute: i64, second_pass: bool) -> Option<Timestamp> {
    wall::instant(date, minute, second_pass)
}

/// The moments of start and end.
fn wall_ends(
    date: Date,
    start_minute: i64,
    end_minute: i64,
    second_pass: Option<SecondPass>,
) -> Option<(Timestamp, Timestamp)> {
    let start = wall::instant(date, start_minute, second_pass == Some(SecondPass::Start))?;
    let end = wall::instant(date, end_minute, second_pass.is_some())?;
    Some((start, end))
}

fn check_wall_times(start: i64, end: i64, second_pass: Option<SecondPass>) -> Result<(), ShiftError> {
    if !(0..DAY).contains(&start) {
        return Err(ShiftError::Start { minute: start });
    }
    if end <= start && second_pass != Some(SecondPass::End) {
        return Err(ShiftError::Reversed { start, end });
    }
    if end - start > DAY {
        return Err(ShiftError::TooLong { minutes: end - start });
    }
    Ok(())
}
