//! The flow of hours under load: lines of many people go into Nmbrs, then again with nothing changed.

use crate::arguments::{Connecting, InterfaceName, Push};
use crate::calls::Calls;
use crate::figures::{Limit, Stretch};
use crate::people::sync;
use crate::samples::hour_lines_csv;
use crate::stage::{APRIL, Stage};
use loonbrug_hub::hours::{Choice, HoursRun};
use loonbrug_hub::import::ImportChoice;
use std::fmt;
use url::Url;

/// Rows in one batch.
const BATCH: u64 = 500;
/// Calls beside those for a person: codes, period.
const OTHER_CALLS: u64 = 5;
/// The floor plus 10 %, in thousandths.
const PER_MILLE_OF_FLOOR: u64 = 1100;

/// What was measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    options: (u64, u64, bool),
    /// Looking at the plan, without sending.
    pub plan: Stretch,
    /// Sending: the baseline, the lines, the proof.
    pub apply: Stretch,
    /// Sending again.
    pub again: Stretch,
    /// Postings that ended confirmed, by the first sending.
    pub confirmed: usize,
    /// Lines that the proof found in Nmbrs as sent, by the first sending and by the second.
    pub proven: (usize, usize),
}

/// How large a generated company must be for so many people on a zero-hours contract: half of its people are, give or
/// take chance.
#[must_use]
pub fn employees_for(people: u32) -> u32 {
    2 * people + 8 * people.isqrt() + 20
}

/// Measures against the sandbox at this address.
pub async fn measure(sandbox: &Url, options: &Push) -> anyhow::Result<Figures> {
    let connecting = &options.connecting;
    let can_batch = connecting.interface == InterfaceName::Soap;
    anyhow::ensure!(
        can_batch || !options.batches,
        "only SOAP takes batches: add --interface soap"
    );
    let stage = Stage::set(sandbox, connecting, options.batches).await?;
    Box::pin(sync(&stage)).await?;
    let numbers = stage.zero_hours(options.people).await?;
    let hours = hour_lines_csv(&numbers, APRIL, options.lines);
    stage.import(&hours, ImportChoice::default()).await?;
    let span = stage.hub.span(&stage.coupling, APRIL, None)?;
    let look = async { Ok(stage.hub.plan_hours(&stage.coupling, span).await?) };
    let (plan, looked) = Stretch::of(&stage, connecting, Box::pin(look)).await?;
    let choice = Choice {
        fingerprint: Some(plan.fingerprint),
    };
    let (first, apply) = send(&stage, connecting, &choice).await?;
    let (second, again) = send(&stage, connecting, &Choice::default()).await?;
    Ok(Figures {
        options: (options.people.into(), options.lines.into(), options.batches),
        plan: looked,
        apply,
        again,
        confirmed: first.report.counts.get("confirmed").copied().unwrap_or(0),
        proven: (proven(&first), proven(&second)),
    })
}

async fn send(stage: &Stage, connecting: &Connecting, choice: &Choice) -> anyhow::Result<(HoursRun, Stretch)> {
    let span = stage.hub.span(&stage.coupling, APRIL, None)?;
    let apply = async { Ok(stage.hub.apply_hours(&stage.coupling, span, choice).await?) };
    Stretch::of(stage, connecting, Box::pin(apply)).await
}

fn proven(run: &HoursRun) -> usize {
    run.proof.lines.iter().filter(|line| line.holds()).count()
}

impl Figures {
    /// The writes that are needed: one per line and one per person for the days, or one per 500 of a kind.
    #[must_use]
    pub fn writes_needed(&self) -> u64 {
        match self.options {
            (people, lines, false) => people * lines + people,
            (people, lines, true) => (people * lines).div_ceil(BATCH) + people.div_ceil(BATCH),
        }
    }

    /// The limits of this flow but for its time, that hang on no machine.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let (people, ..) = self.options;
        let mut limits = vec![
            Limit::new("writes", self.apply.calls.writes(), self.writes_needed()),
            Limit::new("writes of the second sending", self.again.calls.writes(), 0),
            Limit::new("other calls", other(&self.apply.calls), OTHER_CALLS),
            Limit::new(
                "other calls of the second sending",
                other(&self.again.calls),
                OTHER_CALLS,
            ),
        ];
        for (name, stretch) in [("", &self.apply), (" of the second sending", &self.again)] {
            for (operation, calls) in stretch.calls.reads_per_person() {
                limits.push(Limit::new(&format!("reads{name}, {operation}"), calls, 2 * people));
            }
        }
        limits
    }

    /// The limit of the time.
    #[must_use]
    pub fn time_limit(&self) -> Limit {
        let found = u64::try_from(self.apply.per_mille_of_floor()).unwrap_or(u64::MAX);
        Limit::new(
            "time of the sending, thousandths of its floor",
            found,
            PER_MILLE_OF_FLOOR,
        )
    }
}

/// Calls that neither write nor read something of one person.
fn other(calls: &Calls) -> u64 {
    calls.total() - calls.writes() - calls.reads_per_person().values().sum::<u64>()
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (people, lines, _) = self.options;
        writeln!(f, "{people} people, {lines} lines each, and their days")?;
        writeln!(f, "plan: {}", self.plan)?;
        writeln!(
            f,
            "apply, {} confirmed, {} proven: {}",
            self.confirmed, self.proven.0, self.apply
        )?;
        writeln!(f, "apply again, {} proven: {}", self.proven.1, self.again)
    }
}
