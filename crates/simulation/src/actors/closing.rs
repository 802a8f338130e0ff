//! The end of a pay period in Nmbrs.

use crate::stage::Row;
use crate::walk::Walk;
use loonbrug_domain::PayPeriod;
use loonbrug_hub::settings::OpenPeriod;

impl Walk<'_> {
    /// Closes the open period and goes on in the next one, or opens the one that is worked in again.
    pub async fn close_or_open(&mut self) -> anyhow::Result<()> {
        let period = self.model.span()?.period;
        if self.nmbrs.open_period()? != (period.year, period.number) {
            return self.open_again().await;
        }
        self.nmbrs.close_period()?;
        self.note(&format!("in Nmbrs {period} is closed"));
        if self.dice.percent(60) && self.model.periods().len() < 3 {
            self.model.begin(period.next());
            self.note(&format!("work goes on in {}", period.next()));
            self.bring_in_period(period.next()).await?;
        }
        if self.dice.percent(80) {
            self.tell_open_period().await?;
        }
        Ok(())
    }

    /// Opens the period that is worked in; where later ones hold something of ours, work goes on in the open one.
    pub async fn open_again(&mut self) -> anyhow::Result<()> {
        let period = self.model.span()?.period;
        let (year, number) = self.nmbrs.open_period()?;
        let later = |row: &Row| row.period > (period.year, period.number);
        if self.nmbrs.rows().iter().any(later) {
            let open = PayPeriod::new(period.frequency, year, number)?;
            self.model.begin(open);
            self.note(&format!("work goes on in {open}"));
            self.bring_in_period(open).await?;
        } else {
            self.nmbrs.open(period)?;
            self.note(&format!("in Nmbrs {period} is open again"));
        }
        self.tell_open_period().await
    }

    /// Tells Loonbrug which period is open: over REST it cannot ask.
    pub async fn tell_open_period(&mut self) -> anyhow::Result<()> {
        let (year, number) = self.nmbrs.open_period()?;
        let coupling = self.node.coupling().await?;
        let mut settings = coupling.settings.clone();
        settings.open_period = Some(OpenPeriod { year, number });
        let saved = self.node.hub.save_settings(&coupling, &settings).await;
        self.foreseen(saved)?;
        Ok(())
    }
}
