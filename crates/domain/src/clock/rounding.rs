//! Rounding of clock times: to a grid, or to the planned time when that is near. Rounding is on real time; the clock is
//! changed by whole hours, so that a grid on real time is the same grid on the wall.

use crate::language::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The grid in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Grid {
    /// Whole minutes.
    #[default]
    One,
    /// 5 minutes.
    Five,
    /// 10 minutes.
    Ten,
    /// A quarter of an hour.
    Fifteen,
    /// Half an hour.
    Thirty,
}

impl Grid {
    /// Its minutes.
    #[must_use]
    pub const fn minutes(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Five => 5,
            Self::Ten => 10,
            Self::Fifteen => 15,
            Self::Thirty => 30,
        }
    }
}

impl TryFrom<i64> for Grid {
    type Error = String;

    fn try_from(minutes: i64) -> Result<Self, String> {
        [Self::One, Self::Five, Self::Ten, Self::Fifteen, Self::Thirty]
            .into_iter()
            .find(|grid| grid.minutes() == minutes)
            .ok_or_else(|| format!("a grid of {minutes} minutes is not there: choose 1, 5, 10, 15 or 30"))
    }
}

impl From<Grid> for i64 {
    fn from(grid: Grid) -> Self {
        grid.minutes()
    }
}

/// How far from the planned time a clock time may be to count as the planned time: 0 to 180 minutes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct PlannedReach(i64);

impl PlannedReach {
    /// The longest reach in minutes.
    pub const MOST: i64 = 180;

    /// So many minutes.
    ///
    /// # Errors
    /// A text that says what is allowed.
    pub fn minutes(minutes: i64) -> Result<Self, String> {
        Self::try_from(minutes)
    }
}

impl TryFrom<i64> for PlannedReach {
    type Error = String;

    fn try_from(minutes: i64) -> Result<Self, String> {
        let fits = (0..=Self::MOST).contains(&minutes);
        fits.then_some(Self(minutes)).ok_or_else(|| {
            format!(
                "{minutes} minutes from the planned time is out of reach: give 0 to {}",
                Self::MOST
            )
        })
    }
}

impl From<PlannedReach> for i64 {
    fn from(reach: PlannedReach) -> Self {
        reach.0
    }
}

/// To which side a time between two grid lines goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// To the nearer line; from the middle in favour of the worker.
    #[default]
    Nearest,
    /// To the later line.
    Up,
    /// To the earlier line.
    Down,
}

/// How one side, coming or going, is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Rounding {
    /// The grid.
    pub grid_minutes: Grid,
    /// To which side.
    pub mode: RoundingMode,
    /// Within this reach of the planned time it is the planned time.
    pub near_planned_minutes: PlannedReach,
}

/// Why a time is what it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule")]
pub enum RoundingReason {
    /// The planned time was near.
    Planned {
        /// Within so many minutes.
        reach: PlannedReach,
    },
    /// Rounded to the grid.
    Grid {
        /// The grid.
        minutes: Grid,
        /// To which side.
        mode: RoundingMode,
    },
    /// The shift before it ends then, and nobody works twice at once.
    AfterPrevious,
}

/// A clock time before and after rounding.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Rounded {
    /// As the terminal gave it.
    pub raw: Timestamp,
    /// As it counts: a whole minute.
    pub at: Timestamp,
    /// Why.
    pub reason: RoundingReason,
}

/// Coming or going: what is in favour of the worker differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Coming,
    Going,
}

impl Rounding {
    /// Rounds a time; `planned` are the planned times of this side.
    pub(super) fn round(self, raw: Timestamp, planned: impl Iterator<Item = Timestamp>, side: Side) -> Rounded {
        let distance = |moment: &Timestamp| (moment.as_second() - raw.as_second()).abs();
        let nearest = planned.min_by_key(|moment| (distance(moment), *moment));
        let reach = self.near_planned_minutes;
        if let Some(at) = nearest.filter(|moment| reach.0 > 0 && distance(moment) <= reach.0 * 60) {
            let reason = RoundingReason::Planned { reach };
            return Rounded { raw, at, reason };
        }
        let (minutes, mode) = (self.grid_minutes, self.mode);
        let at = on_grid(raw, minutes.minutes() * 60, mode, side);
        Rounded {
            raw,
            at: Timestamp::from_second(at).unwrap_or(raw),
            reason: RoundingReason::Grid { minutes, mode },
        }
    }

    /// What rounding gives the worker on average, in halves of a grid: below zero it takes away.
    fn gain(self, side: Side) -> i64 {
        let later = match self.mode {
            RoundingMode::Nearest => 0,
            RoundingMode::Up => self.grid_minutes.minutes(),
            RoundingMode::Down => -self.grid_minutes.minutes(),
        };
        match side {
            Side::Coming => -later,
            Side::Going => later,
        }
    }

    /// Whether the two sides together take time from the worker on average: pay is per minute worked, so that
    /// systematic rounding down is at odds with the minimum wage (facts: rounding in the worker's disadvantage).
    #[must_use]
    pub fn takes_from_the_worker(coming: Self, going: Self) -> bool {
        coming.gain(Side::Coming) + going.gain(Side::Going) < 0
    }
}

/// Seconds since 1970 on a grid of seconds.
fn on_grid(raw: Timestamp, grid: i64, mode: RoundingMode, side: Side) -> i64 {
    // A second that began counts: 09:00:00,5 is later than 09:00:00.
    let (seconds, begun) = (raw.as_second(), i64::from(raw.subsec_nanosecond() > 0));
    let past = seconds.rem_euclid(grid);
    let (before, after) = (seconds - past, seconds - past + grid);
    let on_line = past == 0 && begun == 0;
    match mode {
        _ if on_line => seconds,
        RoundingMode::Down => before,
        RoundingMode::Up => after,
        RoundingMode::Nearest => match (2 * past + begun).cmp(&grid) {
            Ordering::Less => before,
            Ordering::Equal if side == Side::Coming => before,
            Ordering::Equal | Ordering::Greater => after,
        },
    }
}

impl RoundingReason {
    /// In words for a person.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        match self {
            Self::Planned { reach } => language.pick(
                format!("de geplande tijd, binnen {} minuten", reach.0),
                format!("the planned time, within {} minutes", reach.0),
            ),
            Self::Grid { minutes, mode } => {
                let side = match mode {
                    RoundingMode::Nearest => language.pick("dichtstbijzijnde", "nearest"),
                    RoundingMode::Up => language.pick("naar boven", "up"),
                    RoundingMode::Down => language.pick("naar beneden", "down"),
                };
                let minutes = minutes.minutes();
                language.pick(
                    format!("afgerond op {minutes} min, {side}"),
                    format!("rounded to {minutes} min, {side}"),
                )
            }
            Self::AfterPrevious => language
                .pick("het einde van de vorige dienst", "the end of the shift before it")
                .to_owned(),
        }
    }
}
