//! Chances between 0 and 1.

use rand::RngExt;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A number that is no probability.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("probability: {0} is not from 0 to 1")]
pub struct NoProbability(f64);

/// A chance: a number from 0 (never) to 1 (always).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// It holds no NaN.
impl Eq for Probability {}

impl Probability {
    /// Always.
    pub const ALWAYS: Self = Self(1.0);

    /// So many in a hundred; more than a hundred is always.
    pub fn percent(percent: u8) -> Self {
        Self(f64::from(percent.min(100)) / 100.0)
    }

    /// Throws the dice.
    pub(super) fn strikes(self, dice: &mut StdRng) -> bool {
        dice.random_bool(self.0)
    }
}

impl TryFrom<f64> for Probability {
    type Error = NoProbability;

    fn try_from(chance: f64) -> Result<Self, NoProbability> {
        if (0.0..=1.0).contains(&chance) {
            Ok(Self(chance))
        } else {
            Err(NoProbability(chance))
        }
    }
}

impl From<Probability> for f64 {
    fn from(chance: Probability) -> Self {
        chance.0
    }
}
