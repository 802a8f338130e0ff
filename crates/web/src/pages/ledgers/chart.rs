//! A balance over time, as a line that steps on the days on which something was booked.

use loonbrug_domain::Date;
use loonbrug_domain::ledger::LedgerEntry;

/// Width of the drawing, in its own units.
const WIDTH: i64 = 1000;
/// Height of the drawing.
const HEIGHT: i64 = 120;

/// A line, ready to be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    /// What was.
    pub past: String,
    /// What is to come; empty where nothing is known of it.
    pub future: String,
    /// Where today is.
    pub today_x: i64,
    /// Where nothing is.
    pub zero_y: i64,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The highest balance, in hundredths of an hour.
    pub highest: i64,
    /// The lowest balance.
    pub lowest: i64,
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
}

/// Turns days and hours into places.
struct Scale {
    from: Date,
    days: i64,
    highest: i64,
    span: i64,
}

impl Scale {
    fn x(&self, date: Date) -> i64 {
        days_between(self.from, date) * WIDTH / self.days
    }

    fn y(&self, hundredths: i64) -> i64 {
        (self.highest - hundredths) * HEIGHT / self.span
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

impl Chart {
    /// Of entries, booked and expected, up to a day; nothing where fewer than two days have entries.
    pub fn of(entries: &[LedgerEntry], expected: &[LedgerEntry], today: Date) -> Option<Self> {
        let mut moves: Vec<(Date, i64)> = entries
            .iter()
            .chain(expected)
            .map(|entry| (entry.booking.date, entry.booking.hours.0))
            .collect();
        moves.sort_by_key(|(date, _)| *date);
        let steps = steps(&moves);
        let (first, last) = (steps.first()?.0, steps.last()?.0.max(today));
        if steps.len() < 2 {
            return None;
        }
        let balances = || steps.iter().map(|(_, balance)| *balance).chain([0]);
        let (highest, lowest) = (balances().max()?, balances().min()?);
        let scale = Scale {
            from: first,
            days: days_between(first, last).max(1),
            highest,
            span: (highest - lowest).max(1),
        };
        let today = today.clamp(first, last);
        let at_today = steps.iter().rev().find(|(date, _)| *date <= today)?.1;
        let (past, future): (Vec<_>, Vec<_>) = steps.iter().partition(|(date, _)| *date <= today);
        let future = if future.is_empty() {
            String::new()
        } else {
            line(&scale, (today, at_today), &future, last)
        };
        Some(Self {
            past: line(&scale, *steps.first()?, &past, today),
            future,
            today_x: scale.x(today),
            zero_y: scale.y(0),
            from: first,
            to: last,
            highest,
            lowest,
            width: WIDTH,
            height: HEIGHT,
        })
    }
}

/// The balance after each day on which something moved.
fn steps(moves: &[(Date, i64)]) -> Vec<(Date, i64)> {
    let mut steps: Vec<(Date, i64)> = Vec::new();
    let mut balance = 0;
    for (date, hours) in moves {
        balance += hours;
        match steps.last_mut() {
            Some((last, held)) if last == date => *held = balance,
            _ => steps.push((*date, balance)),
        }
    }
    steps
}

/// A path from a point along these steps to a day.
fn line(scale: &Scale, begin: (Date, i64), steps: &[(Date, i64)], to: Date) -> String {
    let mut path = format!("M{} {}", scale.x(begin.0), scale.y(begin.1));
    path.extend(
        steps
            .iter()
            .map(|(date, balance)| format!("H{}V{}", scale.x(*date), scale.y(*balance))),
    );
    path.extend([format!("H{}", scale.x(to))]);
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::HundredthHours;
    use loonbrug_domain::ledger::{Booking, LedgerOrigin};

    fn entry(day: (i16, i8, i8), hours: i64) -> LedgerEntry {
        let origin = LedgerOrigin::Week { year: day.0, week: 1 };
        LedgerEntry {
            sequence: 0,
            revision: 0,
            booking: Booking::new(origin, Date::constant(day.0, day.1, day.2), HundredthHours(hours)),
        }
    }

    #[test]
    fn a_balance_steps_on_the_days_of_its_entries() {
        let entries = [entry((2023, 1, 1), 10_000), entry((2023, 1, 6), -5_000)];
        let chart = Chart::of(&entries, &[], Date::constant(2023, 1, 11)).unwrap();
        assert_eq!(chart.past, "M0 0H0V0H500V60H1000");
        assert_eq!((chart.future.as_str(), chart.today_x, chart.zero_y), ("", 1000, 120));
    }

    #[test]
    fn what_is_to_come_goes_on_from_today() {
        let entries = [entry((2023, 1, 1), 10_000), entry((2023, 1, 11), -5_000)];
        let chart = Chart::of(&entries, &[], Date::constant(2023, 1, 6)).unwrap();
        assert_eq!(
            (chart.past.as_str(), chart.future.as_str()),
            ("M0 0H0V0H500", "M500 0H1000V60H1000")
        );
    }

    #[test]
    fn one_day_makes_no_line() {
        assert_eq!(
            Chart::of(&[entry((2023, 1, 1), 100)], &[], Date::constant(2023, 2, 1)),
            None
        );
    }
}
