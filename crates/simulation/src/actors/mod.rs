//! Who acts, and when.

mod accountant;
mod closing;
mod conflicts;
mod decider;
mod gate;
mod healer;
mod night;
mod officer;
mod planner;
mod process;
mod sickness;
mod trouble;

use crate::walk::Walk;

/// Somebody, or something, that acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Actor {
    /// Plans shifts and brings them in.
    Planner,
    /// Plans and sends.
    Officer,
    /// Decides about lines of a plan.
    Decider,
    /// Changes rows in Nmbrs by hand.
    Accountant,
    /// Closes the open period in Nmbrs, or opens it again.
    Closing,
    /// Takes tokens, log-ins and rights away.
    Gate,
    /// Mends what keeps the coupling standing still.
    Mender,
    /// Sickness comes, changes and goes.
    Sickness,
    /// The night, in which the ledgers book what is due.
    Night,
    /// The time.
    Clock,
}

impl Actor {
    /// The name, for counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planner => "planner",
            Self::Officer => "officer",
            Self::Decider => "decider",
            Self::Accountant => "accountant",
            Self::Closing => "closing",
            Self::Gate => "gate",
            Self::Mender => "mender",
            Self::Sickness => "sickness",
            Self::Night => "night",
            Self::Clock => "clock",
        }
    }

    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Planner,
        Self::Officer,
        Self::Decider,
        Self::Accountant,
        Self::Closing,
        Self::Gate,
        Self::Mender,
        Self::Sickness,
        Self::Night,
        Self::Clock,
    ];
}

impl Walk<'_> {
    /// Who acts next.
    pub async fn next_actor(&mut self) -> anyhow::Result<Option<Actor>> {
        let paused = self.node.coupling().await?.row.paused.is_some();
        let in_doubt = self.is_in_doubt().await?;
        let choices = [
            (20, Actor::Planner),
            (40, Actor::Officer),
            (10, Actor::Decider),
            (if in_doubt { 20 } else { 9 }, Actor::Accountant),
            (3, Actor::Closing),
            (4, Actor::Gate),
            (if paused { 60 } else { 0 }, Actor::Mender),
            (7, Actor::Sickness),
            (6, Actor::Night),
            (if in_doubt { 14 } else { 6 }, Actor::Clock),
        ];
        Ok(self.dice.weighted(&choices))
    }

    /// Lets somebody act.
    pub async fn act(&mut self, actor: Actor) -> anyhow::Result<()> {
        self.tally.acted(actor.name());
        match actor {
            Actor::Planner => self.plan_shifts().await,
            Actor::Officer => self.send().await,
            Actor::Decider => self.decide_some().await,
            Actor::Accountant => self.edit_by_hand().await,
            Actor::Closing => self.close_or_open().await,
            Actor::Gate => {
                self.shut_out();
                Ok(())
            }
            Actor::Mender => self.mend().await,
            Actor::Sickness => self.fall_sick_or_recover().await,
            Actor::Night => self.keep_ledgers().await,
            Actor::Clock => {
                self.let_time_pass();
                Ok(())
            }
        }
    }

    fn let_time_pass(&mut self) {
        let to_period_end = 30 * 3600;
        let choices = [
            (3, 5),
            (3, 61),
            (5, 181),
            (2, 3_500),
            (3, 3_700),
            (1, to_period_end),
            (1, 86_400),
        ];
        let seconds = self.dice.weighted(&choices).unwrap_or(61);
        self.wait(seconds);
    }
}
