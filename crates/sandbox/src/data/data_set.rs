//! Which data set a world began as.

use serde::{Deserialize, Serialize};

use super::{generated, manuals, simulated};
use crate::world::{Period, PeriodType, World};

/// A data set, by name. The same data set always gives an equal world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "lowercase")]
pub enum DataSet {
    /// The people and figures of the manuals.
    Manuals,
    /// Made-up companies of any size.
    Generated(Generated),
    /// One company for simulations.
    Simulated(SimulatedCompany),
}

/// The size of a generated world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Generated {
    /// Companies, all of one debtor, numbered from 1.
    pub companies: u32,
    /// Employees of each company, numbered from 1001.
    pub employees: u32,
    /// Closed months before April 2023 in which employees have hours.
    pub months: u32,
    /// Every name and figure follows from it.
    pub seed: u64,
}

impl Default for Generated {
    fn default() -> Self {
        Self {
            companies: 1,
            employees: 100,
            months: 0,
            seed: 1,
        }
    }
}

/// A company, number 1, of which everything is known beforehand: everybody has been on a 0-hours contract since 2015,
/// no wage tax return was sent, there were no runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedCompany {
    /// How it counts its periods.
    pub period_type: PeriodType,
    /// The open period, one that it counts; in JSON the members `year` and `period`.
    #[serde(flatten)]
    pub open: Period,
    /// Employees, numbered from 1001.
    #[serde(default = "five")]
    pub employees: u16,
    /// Every name and UUID follows from it.
    #[serde(default)]
    pub seed: u64,
}

const fn five() -> u16 {
    5
}

impl DataSet {
    /// Whether such a world can be: a simulated company has to count its open period.
    pub fn is_possible(&self) -> bool {
        match self {
            Self::Manuals | Self::Generated(_) => true,
            Self::Simulated(company) => company.period_type.contains(company.open),
        }
    }

    /// The world as the data set describes it.
    pub fn build(&self) -> World {
        let mut world = match self {
            Self::Manuals => manuals::build(),
            Self::Generated(size) => generated::build(size),
            Self::Simulated(company) => simulated::build(company),
        };
        world.origin = Some(self.clone());
        world
    }
}

impl World {
    /// The world of the manuals: a monthly company in fashion retail with the people of the tables, a four-weekly one
    /// under another debtor, and period 2023-4 open.
    pub fn manuals() -> Self {
        DataSet::Manuals.build()
    }

    /// A made-up world of a given size.
    pub fn generated(size: &Generated) -> Self {
        DataSet::Generated(size.clone()).build()
    }

    /// A world of one company for simulations.
    pub fn simulated(company: SimulatedCompany) -> Self {
        DataSet::Simulated(company).build()
    }
}
