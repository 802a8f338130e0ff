//! The values that settings can have, and how they are written down.

use crate::allowance::{MealRule, TravelAgreement};
use crate::language::Language;
use crate::processing::{SurchargeProcessing, WaitingDayProcessing};
use crate::quantity::{Cents, Minutes, dutch_decimal};
use crate::wall::DAY;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value that a setting can have: written as one short text, in a file, on the command line and in the database.
pub trait SettingValue: Sized {
    /// The value of this text, if it is one.
    fn parse(text: &str) -> Option<Self>;

    /// The text that reads back as this value.
    fn written(&self) -> String;

    /// The value for a person who reads it.
    fn shown(&self, language: Language) -> String {
        let _ = language;
        self.written()
    }

    /// What can be given.
    fn expected(language: Language) -> String;
}

macro_rules! words {
    ($type:ty, $($value:path = $word:literal),+; $shown:expr) => {
        impl SettingValue for $type {
            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($word => Some($value),)+
                    _ => None,
                }
            }

            fn written(&self) -> String {
                match self {
                    $($value => $word,)+
                }
                .to_owned()
            }

            fn shown(&self, language: Language) -> String {
                let shown: fn(&Self, Language) -> &'static str = $shown;
                shown(self, language).to_owned()
            }

            fn expected(_: Language) -> String {
                [$($word),+].join(", ")
            }
        }
    };
}

words!(
    SurchargeProcessing,
    SurchargeProcessing::Nothing = "nothing",
    SurchargeProcessing::PlusMinusHours = "plus-minus-hours",
    SurchargeProcessing::Leave = "leave",
    SurchargeProcessing::WorkedHours = "worked-hours",
    SurchargeProcessing::NoChoice = "no-choice";
    |value, language| value.text(language)
);
words!(
    WaitingDayProcessing,
    WaitingDayProcessing::Nothing = "nothing",
    WaitingDayProcessing::PlusMinusHours = "plus-minus-hours",
    WaitingDayProcessing::Leave = "leave",
    WaitingDayProcessing::ExtraStatutoryLeave = "extra-statutory-leave",
    WaitingDayProcessing::DeductedFromSalary = "deducted-from-salary",
    WaitingDayProcessing::NoChoice = "no-choice";
    |value, language| value.text(language)
);
words!(
    Language,
    Language::Dutch = "nl",
    Language::English = "en";
    |value, language| match value {
        Language::Dutch => language.pick("Nederlands", "Dutch"),
        Language::English => language.pick("Engels", "English"),
    }
);
words!(
    ContractKind,
    ContractKind::ZeroHours = "zero-hours",
    ContractKind::ContractHours = "contract-hours";
    |value, language| match value {
        ContractKind::ZeroHours => language.pick("0-uren contract", "zero-hours contract"),
        ContractKind::ContractHours => language.pick("contract met uren", "contract with hours"),
    }
);

/// A type of contract (type contract) that somebody sets by hand, where the payroll system does not say it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContractKind {
    /// 0-uren contract.
    ZeroHours,
    /// With hours.
    ContractHours,
}

impl SettingValue for bool {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "yes" | "ja" => Some(true),
            "no" | "nee" => Some(false),
            _ => None,
        }
    }

    fn written(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }

    fn shown(&self, language: Language) -> String {
        let shown = if *self {
            language.pick("ja", "yes")
        } else {
            language.pick("nee", "no")
        };
        shown.to_owned()
    }

    fn expected(_: Language) -> String {
        "yes, no".to_owned()
    }
}

/// How many waiting days (wachtdagen) somebody has: at most two (BW 7:629).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct WaitingDays(u8);

impl WaitingDays {
    /// The number, 0 to 2.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl SettingValue for WaitingDays {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|days| *days <= 2).map(Self)
    }

    fn written(&self) -> String {
        self.0.to_string()
    }

    fn expected(_: Language) -> String {
        "0, 1, 2".to_owned()
    }
}

/// A percentage from 1 to 1000.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Percent(i64);

impl Percent {
    /// The percentage.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

impl SettingValue for Percent {
    fn parse(text: &str) -> Option<Self> {
        let number = text.strip_suffix('%').unwrap_or(text).trim_end();
        let number = number.parse().ok()?;
        (1..=1000).contains(&number).then_some(Self(number))
    }

    fn written(&self) -> String {
        format!("{} %", self.0)
    }

    fn expected(_: Language) -> String {
        "1 % – 1000 %".to_owned()
    }
}

/// How long something lasts, in hours and minutes: `16:00`; a day at most.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Length(Minutes);

impl Length {
    /// In minutes, 1 to 1440.
    #[must_use]
    pub const fn minutes(self) -> Minutes {
        self.0
    }
}

impl SettingValue for Length {
    fn parse(text: &str) -> Option<Self> {
        let minutes = Minutes::parse(text).ok()?;
        (1..=DAY).contains(&minutes.0).then_some(Self(minutes))
    }

    fn written(&self) -> String {
        self.0.to_string()
    }

    fn expected(_: Language) -> String {
        "0:01 – 24:00".to_owned()
    }
}

/// Hours of leave per hour worked, in millionths: 0,083333 is 83 333.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AccrualFactor(i64);

impl AccrualFactor {
    const ONE: i64 = 1_000_000;

    /// In millionths, 0 to 1 000 000.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }
}

impl SettingValue for AccrualFactor {
    /// `0,083333` or `0.083333`, with six decimals at most.
    fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 2 || decimals.len() > 6 || !digits(whole) || !digits(decimals) {
            return None;
        }
        let millionths = format!("{whole}{decimals:0<6}").parse().ok()?;
        (millionths <= Self::ONE).then_some(Self(millionths))
    }

    fn written(&self) -> String {
        format!("{},{:06}", self.0 / Self::ONE, self.0 % Self::ONE)
    }

    fn expected(language: Language) -> String {
        language
            .pick(
                "uren verlof per gewerkt uur, zoals 0,083333, hoogstens 1",
                "hours of leave per hour worked, such as 0,083333, 1 at most",
            )
            .to_owned()
    }
}

/// The name of a group.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct GroupName(String);

impl GroupName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SettingValue for GroupName {
    fn parse(text: &str) -> Option<Self> {
        let name = text.trim();
        (!name.is_empty()).then(|| Self(name.to_owned()))
    }

    fn written(&self) -> String {
        self.0.clone()
    }

    fn expected(language: Language) -> String {
        language.pick("de naam van een groep", "the name of a group").to_owned()
    }
}

impl SettingValue for MealRule {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn written(&self) -> String {
        self.to_string()
    }

    fn shown(&self, language: Language) -> String {
        self.text(language)
    }

    fn expected(language: Language) -> String {
        language
            .pick(
                "start, eind en bedrag, zoals 14:00 20:00 4,50, met at-or-before erachter voor een start om of vóór die tijd",
                "start, end and amount, such as 14:00 20:00 4,50, with at-or-before behind it for a start at or before that time",
            )
            .to_owned()
    }
}

/// An amount in cents, not below zero.
impl SettingValue for Cents {
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text.trim()).ok().filter(|amount| *amount >= Self::ZERO)
    }

    fn written(&self) -> String {
        dutch_decimal(self.0)
    }

    fn shown(&self, _: Language) -> String {
        self.to_string()
    }

    fn expected(language: Language) -> String {
        language
            .pick("een bedrag, zoals 10,00", "an amount, such as 10,00")
            .to_owned()
    }
}

impl SettingValue for TravelAgreement {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn written(&self) -> String {
        self.to_string()
    }

    fn expected(language: Language) -> String {
        language
            .pick(
                "een bedrag per dag, zoals 5,00, of de afstand heen en terug, zoals 23,40 km",
                "an amount per day, such as 5,00, or the distance there and back, such as 23,40 km",
            )
            .to_owned()
    }
}
