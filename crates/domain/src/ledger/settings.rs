//! How an organisation keeps its ledgers: every number of law and agreement, with the date from which it holds.

use crate::calendar::Date;
use crate::leave::LeaveTerms;
use crate::sickness::{SicknessCode, SicknessTerms};
use serde::{Deserialize, Serialize};

/// The settings of an organisation's ledgers. Without them nothing is booked by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LedgerSettings {
    /// The first day on which the ledgers keep themselves; what is earlier is in the opening balances.
    pub kept_from: Date,
    /// Terms of leave; the law where there are none.
    #[serde(default)]
    pub leave: Vec<LeaveTerms>,
    /// Terms of sickness; the law where there are none.
    #[serde(default)]
    pub sickness: Vec<SicknessTerms>,
    /// The hour codes for sick hours.
    #[serde(default)]
    pub sickness_codes: Vec<SicknessCode>,
}

/// Why settings cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SettingsError {
    /// A number that may not be negative, or a percentage that cannot be.
    #[error("{value} cannot be the {field} of the terms from {valid_from}")]
    Number {
        /// The field, as it is written in the file.
        field: &'static str,
        /// Its value.
        value: i64,
        /// The first day of the terms.
        valid_from: Date,
    },
    /// Two terms of one kind from one day: one of them would never hold.
    #[error("two terms of {kind} begin on {valid_from}: keep one")]
    Twice {
        /// `leave` or `sickness`.
        kind: &'static str,
        /// The day.
        valid_from: Date,
    },
    /// More waiting days than the law allows to agree.
    #[error("{waiting_days} waiting days are more than the {most} that may be agreed")]
    WaitingDays {
        /// What is agreed.
        waiting_days: u32,
        /// The most.
        most: u32,
    },
    /// Two codes for one percentage.
    #[error("{percent} % of sickness has two codes: keep one")]
    TwoCodes {
        /// The percentage.
        percent: u32,
    },
}

impl LedgerSettings {
    /// The law, kept from a day on.
    #[must_use]
    pub fn of_the_law(kept_from: Date) -> Self {
        Self {
            kept_from,
            leave: Vec::new(),
            sickness: Vec::new(),
            sickness_codes: Vec::new(),
        }
    }

    /// Everything that cannot be used, at once.
    #[must_use]
    pub fn faults(&self) -> Vec<SettingsError> {
        let mut faults = Vec::new();
        faults.extend(twice("leave", self.leave.iter().map(|terms| terms.valid_from)));
        faults.extend(twice("sickness", self.sickness.iter().map(|terms| terms.valid_from)));
        faults.extend(self.leave.iter().flat_map(leave_faults));
        faults.extend(self.sickness.iter().flat_map(sickness_faults));
        faults.extend(two_codes(&self.sickness_codes));
        faults
    }
}

fn twice(kind: &'static str, dates: impl Iterator<Item = Date>) -> Option<SettingsError> {
    let mut dates: Vec<Date> = dates.collect();
    dates.sort_unstable();
    let twice = dates.array_windows().find(|[one, next]| one == next);
    twice.map(|&[valid_from, _]| SettingsError::Twice { kind, valid_from })
}

fn leave_faults(terms: &LeaveTerms) -> Vec<SettingsError> {
    let weeks = terms
        .grants
        .iter()
        .map(|grant| ("weeks-thousandths", grant.weeks_thousandths, 52_000));
    let months = terms.lapses_after_months.values();
    let months = months.map(|months| ("lapses-after-months", i64::from(*months), 1200));
    let others = [
        (
            "statutory-accrual-millionths",
            terms.statutory_accrual_millionths,
            1_000_000,
        ),
        ("warn-days", i64::from(terms.warn_days), 366),
    ];
    let wrong = weeks
        .chain(months)
        .chain(others)
        .filter(|(_, value, most)| !(0..=*most).contains(value));
    wrong
        .map(|(field, value, _)| outside(field, value, terms.valid_from))
        .collect()
}

fn sickness_faults(terms: &SicknessTerms) -> Vec<SettingsError> {
    let percents = terms
        .percentages
        .iter()
        .map(|step| ("percent", i64::from(step.percent), 0..=200));
    let weeks = terms
        .percentages
        .iter()
        .map(|step| ("from-week", i64::from(step.from_week), 1..=520));
    let days = (
        "same-period-within-days",
        i64::from(terms.same_period_within_days),
        0..=366,
    );
    let wrong = percents
        .chain(weeks)
        .chain([days])
        .filter(|(_, value, range)| !range.contains(value));
    let mut faults: Vec<_> = wrong
        .map(|(field, value, _)| outside(field, value, terms.valid_from))
        .collect();
    if terms.waiting_days > terms.most_waiting_days {
        let (waiting_days, most) = (terms.waiting_days, terms.most_waiting_days);
        faults.push(SettingsError::WaitingDays { waiting_days, most });
    }
    faults
}

const fn outside(field: &'static str, value: i64, valid_from: Date) -> SettingsError {
    SettingsError::Number {
        field,
        value,
        valid_from,
    }
}

fn two_codes(codes: &[SicknessCode]) -> Option<SettingsError> {
    let mut keys: Vec<_> = codes.iter().map(|code| (code.pay, code.percent)).collect();
    keys.sort_unstable();
    let twice = keys.array_windows().find(|[one, next]| one == next);
    twice.map(|&[(_, percent), _]| SettingsError::TwoCodes { percent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const RETAIL: &str = r#"
kept-from = "2023-01-01"

[[leave]]
valid-from = "2023-01-01"
statutory-accrual-millionths = 83333
warn-days = 92

[[leave.grants]]
kind = "statutory"
weeks-thousandths = 4000

[[leave.grants]]
kind = "extra-statutory"
weeks-thousandths = 800

[leave.lapses-after-months]
statutory = 6
extra-statutory = 60

[[sickness]]
valid-from = "2023-01-01"
waiting-days = 1
most-waiting-days = 2
same-period-within-days = 28
weeks = 104
milestone-weeks = [6, 8, 42, 52]

[[sickness.percentages]]
from-week = 1
percent = 100

[[sickness.percentages]]
from-week = 53
percent = 70

[[sickness-codes]]
pay = "salaried"
percent = 70
code = 3070
"#;

    fn retail() -> LedgerSettings {
        toml::from_str(RETAIL).unwrap()
    }

    #[test]
    fn settings_are_a_readable_file() {
        let settings = retail();
        assert_eq!(settings.faults(), []);
        assert_eq!(toml::to_string(&settings).unwrap().trim(), RETAIL.trim());
        assert_eq!(LedgerSettings::of_the_law(date(2023, 1, 1)).faults(), []);
    }

    #[test]
    fn a_word_that_is_not_known_is_refused() {
        let error = |text: &str| toml::from_str::<LedgerSettings>(text).unwrap_err().to_string();
        assert!(error(&RETAIL.replace("warn-days", "warn")).contains("unknown field `warn`"));
        assert!(error(&RETAIL.replace("\"salaried\"", "\"monthly\"")).contains("monthly"));
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let mut settings = retail();
        settings.leave.push(settings.leave[0].clone());
        settings.leave[1].warn_days = 400;
        settings.leave[0].grants[0].weeks_thousandths = -1;
        settings.sickness[0].waiting_days = 3;
        settings.sickness[0].percentages[0].percent = 5000;
        settings.sickness_codes.push(settings.sickness_codes[0]);
        let faults: Vec<_> = settings.faults().iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(faults.join("\n"), @r"
        two terms of leave begin on 2023-01-01: keep one
        -1 cannot be the weeks-thousandths of the terms from 2023-01-01
        400 cannot be the warn-days of the terms from 2023-01-01
        5000 cannot be the percent of the terms from 2023-01-01
        3 waiting days are more than the 2 that may be agreed
        70 % of sickness has two codes: keep one
        ");
    }
}
