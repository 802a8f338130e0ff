//! Which data set a world began as.

use serde::{Deserialize, Serialize};

use super::{generated, manuals};
use crate::world::World;

/// A data set, by name. The same data set always gives an equal world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "set", rename_all = "lowercase")]
pub enum DataSet {
    /// The people and figures of the manuals.
    Manuals,
    /// Made-up companies of any size.
    Generated(Generated),
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

impl DataSet {
    /// The world as the data set describes it.
    pub fn build(&self) -> World {
        let mut world = match self {
            Self::Manuals => manuals::build(),
            Self::Generated(size) => generated::build(size),
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
}
