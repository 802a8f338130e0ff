//! Sickness: somebody falls sick for a part of the hours, gets better or worse, and recovers.

use crate::sick::SickSpell;
use crate::walk::Walk;
use anyhow::Context as _;
use loonbrug_domain::Date;
use loonbrug_domain::sickness::Stage;
use loonbrug_hub::ledgers::SicknessReport;

impl Walk<'_> {
    /// Reports somebody sick, changed or recovered.
    pub async fn fall_sick_or_recover(&mut self) -> anyhow::Result<()> {
        let span = self.some_span()?;
        let length = i64::from((span.range.to - span.range.from).get_days());
        let after = self.dice.number(0..=length);
        let date = span.range.from.saturating_add(jiff::Span::new().days(after));
        let people: Vec<i64> = self.model.people.keys().copied().collect();
        let number = *self.dice.pick(&people).context("somebody works here")?;
        let mut open = self.model.sick.iter();
        let open = open.position(|spell| spell.number == number && spell.recovered_on.is_none());
        match open {
            Some(place) if self.dice.percent(35) => self.change_sickness(place, date).await,
            Some(place) => self.recover(place, date).await,
            None => self.report_sick(number, date).await,
        }
    }

    fn some_part(&mut self) -> anyhow::Result<u32> {
        self.dice.pick(&[25, 50, 75]).copied().context("there are parts")
    }

    async fn report_sick(&mut self, number: i64, first_day: Date) -> anyhow::Result<()> {
        let person = *self.model.people.get(&number).context("a person")?;
        let percent = self.some_part()?;
        // A spell without an end has all days after it: it begins after those that are over.
        let ends = self.model.sick.iter().filter(|spell| spell.number == number);
        if ends.filter_map(|spell| spell.recovered_on).any(|end| first_day < end) {
            return Ok(());
        }
        let report = SicknessReport {
            person,
            first_day,
            percent,
            expected_until: None,
        };
        let case = self.node.hub.report_sick(self.organisation, report).await?;
        self.model.sick.push(SickSpell {
            id: case.id,
            number,
            first_day,
            parts: vec![(first_day, percent)],
            recovered_on: None,
        });
        self.note(&format!("{number} is sick for {percent} % from {first_day}"));
        Ok(())
    }

    async fn change_sickness(&mut self, place: usize, from: Date) -> anyhow::Result<()> {
        let percent = self.some_part()?;
        let Some(spell) = self.model.sick.get_mut(place) else {
            return Ok(());
        };
        if spell.parts.last().is_some_and(|(last, _)| from <= *last) {
            return Ok(());
        }
        let stage = Stage { from, percent };
        self.node
            .hub
            .change_sickness(self.organisation, spell.id, stage)
            .await?;
        spell.parts.push((from, percent));
        let number = spell.number;
        self.note(&format!("{number} is sick for {percent} % from {from}"));
        Ok(())
    }

    async fn recover(&mut self, place: usize, on: Date) -> anyhow::Result<()> {
        let Some(spell) = self.model.sick.get_mut(place) else {
            return Ok(());
        };
        if on <= spell.first_day {
            return Ok(());
        }
        self.node.hub.report_recovered(self.organisation, spell.id, on).await?;
        spell.recovered_on = Some(on);
        spell.parts.retain(|(from, _)| *from < on);
        let number = spell.number;
        self.note(&format!("{number} works again from {on}"));
        Ok(())
    }
}
