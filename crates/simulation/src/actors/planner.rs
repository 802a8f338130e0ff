//! The planner: adds, changes and takes away shifts, and brings them all in as a file.

use crate::broken::{Broken, Invariant};
use crate::model::Worked;
use crate::walk::Walk;
use anyhow::Context as _;
use loonbrug_domain::{Date, DateRange, PayPeriod};
use loonbrug_hub::hours::Span;
use loonbrug_hub::import::ImportChoice;

impl Walk<'_> {
    /// Changes a few shifts and brings the file in.
    pub async fn plan_shifts(&mut self) -> anyhow::Result<()> {
        let span = self.some_span()?;
        for _ in 0..self.dice.count(1..=4) {
            self.change_a_shift(span)?;
        }
        self.bring_in(span).await
    }

    fn change_a_shift(&mut self, span: Span) -> anyhow::Result<()> {
        let shifts = self.model.shifts(span);
        let taken = self.dice.pick(&shifts).copied();
        match taken {
            Some((date, number, worked)) if self.dice.percent(25) => {
                let worked = self.otherwise(worked);
                self.model.work(date, number, worked);
                self.note(&format!("the planner changes {number} on {date} to {}", words(worked)));
            }
            Some((date, number, _)) if self.dice.percent(20) && !self.model.is_anchor(date, number) => {
                self.model.stay_home(date, number);
                self.note(&format!("the planner takes the shift of {number} on {date} away"));
            }
            _ => self.add_a_shift(span.range)?,
        }
        Ok(())
    }

    fn add_a_shift(&mut self, range: DateRange) -> anyhow::Result<()> {
        let date = self.some_day(range);
        let people: Vec<i64> = self.model.people.keys().copied().collect();
        let number = *self.dice.pick(&people).context("somebody works here")?;
        let worked = self.some_shift();
        self.model.work(date, number, worked);
        self.note(&format!("the planner has {number} work on {date}: {}", words(worked)));
        Ok(())
    }

    /// A day, more often one that is special: the edges of the period, the nights in which the clock is changed, a leap
    /// day, New Year's Eve.
    fn some_day(&mut self, range: DateRange) -> Date {
        let special = [
            (2023, 3, 25),
            (2023, 10, 28),
            (2024, 2, 29),
            (2025, 12, 31),
            (2026, 12, 31),
        ];
        let mut days: Vec<Date> = special
            .iter()
            .filter_map(|(year, month, day)| Date::new(*year, *month, *day).ok())
            .filter(|day| range.contains(*day))
            .collect();
        days.extend([range.from, range.to]);
        if self.dice.percent(40) {
            return self.dice.pick(&days).copied().unwrap_or(range.from);
        }
        let length = i64::from((range.to - range.from).get_days());
        let after = self.dice.number(0..=length);
        range.from.saturating_add(jiff::Span::new().days(after))
    }

    /// A shift that ends before six o'clock of the next morning, so that two days never overlap.
    fn some_shift(&mut self) -> Worked {
        if self.dice.percent(25) {
            return Worked {
                start: 22 * 60,
                end: 24 * 60 + self.dice.number(1..=20) * 15,
                pause: 0,
            };
        }
        let start = 6 * 60 + self.dice.number(0..=52) * 15;
        let end = start + self.dice.number(2..=34) * 15;
        let pause = if end - start > 240 {
            self.dice.number(0..=3) * 15
        } else {
            0
        };
        Worked { start, end, pause }
    }

    fn otherwise(&mut self, worked: Worked) -> Worked {
        if self.dice.percent(40) {
            return self.some_shift();
        }
        let end = worked.end + self.dice.number(1..=2) * 15;
        Worked {
            end: if end > 29 * 60 { worked.start + 120 } else { end },
            ..worked
        }
    }

    /// Brings the shifts of all spans of a period in.
    pub async fn bring_in_period(&mut self, period: PayPeriod) -> anyhow::Result<()> {
        for span in self.model.spans_of(period) {
            self.bring_in(span).await?;
        }
        Ok(())
    }

    /// Brings all shifts of a span in: the file is the whole truth about its days.
    async fn bring_in(&mut self, span: Span) -> anyhow::Result<()> {
        let path = self.worker.file("uren.csv");
        std::fs::write(&path, self.model.file(span))?;
        let file = loonbrug_files::read(&path, None)?;
        let choice = ImportChoice {
            replace: true,
            complete: true,
            ..ImportChoice::default()
        };
        let (report, refusal) = self.node.hub.import_hours(self.organisation, &file, choice).await?;
        if refusal.is_some() || !report.faults.is_empty() {
            let text = format!("the file is refused: {refusal:?} {:?}", report.faults);
            return Err(Broken::new(Invariant::Foreseen, text).into());
        }
        Ok(())
    }
}

fn words(worked: Worked) -> String {
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    format!(
        "{}–{} with {} minutes off",
        clock(worked.start),
        clock(worked.end),
        worked.pause
    )
}
