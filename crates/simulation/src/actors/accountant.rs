//! The accountant: enters, changes and deletes rows in Nmbrs by hand, also rows of ours.

use crate::stage::{CODES, Row};
use crate::walk::Walk;
use anyhow::Context as _;
use loonbrug_domain::PayPeriod;

#[derive(Clone, Copy)]
enum Edit {
    /// A row that equals one that the shifts demand.
    Equal,
    /// A row of one's own.
    Other,
    /// A row changes.
    Change,
    /// A row gets another code.
    Code,
    /// A row goes.
    Delete,
    /// The days of somebody change.
    Days,
}

impl Walk<'_> {
    /// One edit by hand.
    pub async fn edit_by_hand(&mut self) -> anyhow::Result<()> {
        let in_doubt = self.is_in_doubt().await?;
        let choices = [
            (if in_doubt { 10 } else { 4 }, Edit::Equal),
            (2, Edit::Other),
            (4, Edit::Change),
            (1, Edit::Code),
            (3, Edit::Delete),
            (2, Edit::Days),
        ];
        let edit = self.dice.weighted(&choices).unwrap_or(Edit::Other);
        let period = self.model.span()?.period;
        match edit {
            Edit::Equal => self.add_an_equal_row(),
            Edit::Other => self.add_a_row(period),
            Edit::Days => self.change_days(period),
            Edit::Change | Edit::Code | Edit::Delete => self.edit_a_row(period, edit),
        }
    }

    fn somebody(&mut self) -> anyhow::Result<i64> {
        let people: Vec<i64> = self.model.people.keys().copied().collect();
        self.dice.pick(&people).copied().context("somebody works here")
    }

    fn add_an_equal_row(&mut self) -> anyhow::Result<()> {
        let number = self.somebody()?;
        let span = self.some_span()?;
        self.look_at_the_calendar();
        let demand = self.model.demand(span.range, number)?;
        let lines: Vec<_> = demand.hours.into_iter().collect();
        let Some((part, quantity)) = self.dice.pick(&lines).copied() else {
            return Ok(());
        };
        self.nmbrs.add_row(number, span.period, part.code(), quantity)?;
        self.note(&format!(
            "by hand: {number} gets a row {} {quantity}, equal to a line",
            part.code()
        ));
        Ok(())
    }

    fn add_a_row(&mut self, period: PayPeriod) -> anyhow::Result<()> {
        let number = self.somebody()?;
        let (_, code) = *self.dice.pick(&CODES).context("there are codes")?;
        let quantity = self.dice.number(1..=40) * 25;
        self.nmbrs.add_row(number, period, code, quantity)?;
        self.note(&format!("by hand: {number} gets a row {code} {quantity}"));
        Ok(())
    }

    fn change_days(&mut self, period: PayPeriod) -> anyhow::Result<()> {
        let number = self.somebody()?;
        let days = self.dice.number(0..=6);
        self.nmbrs.set_days(number, period, days)?;
        self.note(&format!("by hand: {number} gets {days} days"));
        Ok(())
    }

    fn edit_a_row(&mut self, period: PayPeriod, edit: Edit) -> anyhow::Result<()> {
        let here = (period.year, period.number);
        let rows: Vec<Row> = self.nmbrs.rows().into_iter().filter(|row| row.period == here).collect();
        let Some(row) = self.dice.pick(&rows).cloned() else {
            return Ok(());
        };
        let whose = if row.entered_by_hand { "a hand's" } else { "our" };
        let what = format!("by hand: {whose} row {} {} of {}", row.code, row.quantity, row.employee);
        match edit {
            Edit::Delete => {
                self.nmbrs.delete_row(&row)?;
                self.note(&format!("{what} is deleted"));
            }
            Edit::Code => {
                let (_, code) = *self.dice.pick(&CODES).context("there are codes")?;
                self.nmbrs.change_row(&row, code, row.quantity)?;
                self.note(&format!("{what} gets code {code}"));
            }
            _ => {
                let quantity = row.quantity.max(0) + self.dice.number(1..=8) * 25;
                self.nmbrs.change_row(&row, row.code, quantity)?;
                self.note(&format!("{what} becomes {quantity}"));
            }
        }
        Ok(())
    }
}
