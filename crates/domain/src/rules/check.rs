//! What is wrong with a rule set.

use super::{Combine, RuleSet, Window};
use crate::calendar::{Date, dutch_date};
use crate::quantity::{Factor, Minutes};
use crate::wall::DAY;

/// Why a rule set cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RuleError {
    /// The rule set has no name.
    #[error("a rule set has no name: give it one")]
    NamelessRuleSet,
    /// A window has no name.
    #[error("rule set `{rules}`: window {position} has no name: give it one, it explains the hours")]
    NamelessWindow {
        /// The rule set.
        rules: String,
        /// Which window, from 1.
        position: usize,
    },
    /// A window applies on no day.
    #[error("rule set `{rules}`: window `{window}` has no days: name at least one")]
    NoDays {
        /// The rule set.
        rules: String,
        /// The window.
        window: String,
    },
    /// A window ends before it starts, or outside the day.
    #[error(
        "rule set `{rules}`: window `{window}` runs from {} to {}: give times from 0:00 to 24:00, \
         and two windows where it crosses midnight", Minutes(*.from), Minutes(*.to)
    )]
    Times {
        /// The rule set.
        rules: String,
        /// The window.
        window: String,
        /// Start in minutes after midnight.
        from: i64,
        /// End in minutes after midnight.
        to: i64,
    },
    /// A factor below 100 % or above 500 %.
    #[error("rule set `{rules}`: window `{window}` pays {factor}: give 100 % to 500 %, wage included")]
    Factor {
        /// The rule set.
        rules: String,
        /// The window.
        window: String,
        /// The factor at fault.
        factor: Factor,
    },
    /// Two windows of the same days share time, so that one of them never counts or counts twice.
    #[error("rule set `{rules}`: windows `{first}` and `{second}` have the same days and share time: keep them apart")]
    Overlap {
        /// The rule set.
        rules: String,
        /// One window.
        first: String,
        /// The other.
        second: String,
    },
    /// Two rule sets start on the same day.
    #[error("rule sets `{first}` and `{second}` both start on {}: only one can hold", dutch_date(*.valid_from))]
    SameStart {
        /// One rule set.
        first: String,
        /// The other.
        second: String,
        /// The day.
        valid_from: Date,
    },
}

/// Checks each rule set, and that no two start on the same day.
///
/// # Errors
/// The first `RuleError` that is found.
pub fn check_rule_sets(rule_sets: &[RuleSet]) -> Result<(), RuleError> {
    for (position, rules) in rule_sets.iter().enumerate() {
        rules.check()?;
        let others = rule_sets.iter().skip(position + 1);
        if let Some(other) = others.into_iter().find(|other| other.valid_from == rules.valid_from) {
            let (first, second) = (rules.name.clone(), other.name.clone());
            return Err(RuleError::SameStart {
                first,
                second,
                valid_from: rules.valid_from,
            });
        }
    }
    Ok(())
}

impl RuleSet {
    /// Whether the rules can be used.
    ///
    /// # Errors
    /// The first `RuleError` that is found.
    pub fn check(&self) -> Result<(), RuleError> {
        if self.name.trim().is_empty() {
            return Err(RuleError::NamelessRuleSet);
        }
        for (position, window) in self.windows.iter().enumerate() {
            self.check_window(position + 1, window)?;
            let mut others = self.windows.iter().skip(position + 1);
            if let Some(other) = others.find(|other| self.clash(window, other)) {
                let (first, second) = (window.name.clone(), other.name.clone());
                return Err(RuleError::Overlap {
                    rules: self.name.clone(),
                    first,
                    second,
                });
            }
        }
        Ok(())
    }

    fn check_window(&self, position: usize, window: &Window) -> Result<(), RuleError> {
        let (rules, name) = (self.name.clone(), window.name.clone());
        let (from, to, factor) = (window.from_minute, window.to_minute, window.factor);
        if name.trim().is_empty() {
            return Err(RuleError::NamelessWindow { rules, position });
        }
        if window.days.is_empty() {
            return Err(RuleError::NoDays { rules, window: name });
        }
        if from < 0 || from >= to || to > DAY {
            return Err(RuleError::Times {
                rules,
                window: name,
                from,
                to,
            });
        }
        if !(Factor::WORKED..=Factor::HIGHEST).contains(&factor) {
            return Err(RuleError::Factor {
                rules,
                window: name,
                factor,
            });
        }
        Ok(())
    }

    /// Where surcharges are added up, windows may overlap on purpose; the same window twice is a mistake always.
    fn clash(&self, one: &Window, other: &Window) -> bool {
        let shared = match self.combine {
            Combine::Highest => one.from_minute < other.to_minute && other.from_minute < one.to_minute,
            Combine::Sum => (one.from_minute, one.to_minute) == (other.from_minute, other.to_minute),
        };
        one.days == other.days && shared
    }
}
