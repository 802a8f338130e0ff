//! The fields of a profile: one list, from which everything else is made.

use super::value::{AccrualFactor, ContractKind, GroupName, Length, Percent, SettingValue, WaitingDays};
use crate::allowance::{MealRule, TravelAgreement};
use crate::language::Language;
use crate::processing::{SurchargeProcessing, WaitingDayProcessing};
use crate::quantity::Cents;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Makes of each line a field, a setting and a typed way to ask for what holds. The first text is the word that stands
/// in files and on the command line, the others are what people read.
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident($type:ty) $ask:ident $word:literal $dutch:literal $english:literal;)+) => {
        /// What a setting is about.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Field {
            $($(#[$doc])* $field,)+
        }

        impl Field {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$field),+];

            /// The word that stands in files and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$field => $word,)+
                }
            }

            /// What people call it.
            #[must_use]
            pub fn label(self, language: Language) -> &'static str {
                match self {
                    $(Self::$field => language.pick($dutch, $english),)+
                }
            }

            /// What can be given.
            #[must_use]
            pub fn expected(self, language: Language) -> String {
                match self {
                    $(Self::$field => <$type as SettingValue>::expected(language),)+
                }
            }
        }

        /// One value for one field.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Setting {
            $($(#[$doc])* $field($type),)+
        }

        impl Setting {
            /// What it is about.
            #[must_use]
            pub const fn field(&self) -> Field {
                match self {
                    $(Self::$field(_) => Field::$field,)+
                }
            }

            /// Reads a value of this field.
            ///
            /// # Errors
            /// `SettingError` when the field cannot have this value.
            pub fn parse(field: Field, text: &str) -> Result<Self, SettingError> {
                let setting = match field {
                    $(Field::$field => <$type as SettingValue>::parse(text.trim()).map(Self::$field),)+
                };
                setting.ok_or_else(|| SettingError { field, given: text.trim().to_owned() })
            }

            /// The text that reads back as this value.
            #[must_use]
            pub fn written(&self) -> String {
                match self {
                    $(Self::$field(value) => value.written(),)+
                }
            }

            /// The value for a person who reads it.
            #[must_use]
            pub fn shown(&self, language: Language) -> String {
                match self {
                    $(Self::$field(value) => value.shown(language),)+
                }
            }
        }

        impl super::EffectiveProfile {
            $(
                $(#[$doc])*
                ///
                /// `None` where nobody set it.
                ///
                /// # Errors
                /// `Ambiguity` where two groups say different things.
                pub fn $ask(&self) -> Result<Option<&$type>, super::Ambiguity> {
                    match self.get(Field::$field)?.map(|effective| &effective.setting) {
                        Some(Setting::$field(value)) => Ok(Some(value)),
                        _ => Ok(None),
                    }
                }
            )+
        }
    };
}

fields! {
    /// What becomes of surcharge hours (toeslaguren).
    SurchargeHours(SurchargeProcessing) surcharge_hours
        "surcharge-hours" "Toeslaguren worden verwerkt als" "Surcharge hours count as";
    /// What becomes of +/- bookings.
    PlusMinus(SurchargeProcessing) plus_minus
        "plus-minus" "+/- boekingen worden verwerkt als" "+/- bookings count as";
    /// How many waiting days (wachtdagen) a sickness has.
    WaitingDays(WaitingDays) waiting_days
        "waiting-days" "Wachtdagen bij ziekte" "Waiting days of a sickness";
    /// What becomes of waiting days.
    WaitingDaysAs(WaitingDayProcessing) waiting_days_as
        "waiting-days-as" "Wachtdagen worden verwerkt als" "Waiting days count as";
    /// Type of contract set by hand (type contract).
    ContractType(ContractKind) contract_type
        "contract-type" "Type contract" "Type of contract";
    /// Leave that is earned per hour worked.
    LeaveAccrual(AccrualFactor) leave_accrual
        "leave-accrual" "Verlofopbouw per gewerkt uur" "Leave earned per hour worked";
    /// Meal allowance (maaltijdvergoeding).
    Meal(MealRule) meal
        "meal" "Maaltijdvergoeding" "Meal allowance";
    /// Travel allowance per day worked (reiskostenvergoeding per dag).
    Travel(TravelAgreement) travel
        "travel" "Reiskostenvergoeding per dag" "Travel allowance per day";
    /// Fixed expense allowance per month (vaste onkostenvergoeding). It is kept and shown: Nmbrs pays what is fixed.
    ExpenseAllowance(Cents) expense_allowance
        "expense-allowance" "Vaste onkostenvergoeding per maand" "Fixed expense allowance per month";
    /// The group of whoever clocks in without being planned (standaardgroep klokterminal).
    ClockGroup(GroupName) clock_group
        "clock-group" "Standaardgroep klokterminal" "Clock terminal's default group";
    /// Whether a clocked shift may cross midnight; then no breaks may be booked (overnights clock in/out).
    Overnights(bool) overnights
        "overnights" "Overnights clock in/out" "Clocking overnight";
    /// Whether somebody may clock on their own page (timetracking in app).
    TimeTracking(bool) time_tracking
        "time-tracking" "Timetracking in app" "Time tracking on the own page";
    /// Language of somebody's own page (taal in app).
    PageLanguage(Language) page_language
        "language" "Taal in app" "Language of the own page";
    /// The group that is selected when a planning is made (standaard geselecteerde groep bij aanmaken planning).
    PlanningGroup(GroupName) planning_group
        "planning-group" "Standaard geselecteerde groep bij aanmaken planning" "Default group when making a planning";
    /// The preferred group of the year planning; somebody disappears from the other groups, and where groups disagree
    /// it decides.
    PreferredGroup(GroupName) preferred_group
        "preferred-group" "Voorkeursgroep jaarplanning (verdwijnt uit andere groepen)"
        "Preferred group of the year planning (disappears from other groups)";
    /// Right: takes part in project planning (projectplanning).
    ProjectPlanning(bool) project_planning
        "project-planning" "Projectplanning" "Project planning";
    /// Right: may create group chats (mag groupschat aanmaken).
    GroupChats(bool) group_chats
        "group-chats" "Mag groepschat aanmaken" "May create group chats";
    /// How many percent of the usual hours are odd.
    OddUsual(Percent) odd_usual
        "odd-usual" "Opvallend vanaf deel van de gebruikelijke uren" "Odd from this part of the usual hours";
    /// The longest shift that is not odd.
    OddShift(Length) odd_shift
        "odd-shift" "Opvallend: dienst langer dan" "Odd: shift longer than";
    /// The largest break that is not odd, as a part of the shift.
    OddBreak(Percent) odd_break
        "odd-break" "Opvallend: pauze groter dan deel van de dienst" "Odd: break larger than part of the shift";
    /// So much leave on a day is a day on which work is odd.
    OddLeave(Length) odd_leave
        "odd-leave" "Opvallend: gewerkt op een dag met verlof vanaf" "Odd: work on a day with leave from";
}

/// A field cannot have this value.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{} cannot be `{given}`: give {}", field.word(), field.expected(Language::English))]
pub struct SettingError {
    /// The field.
    pub field: Field,
    /// What was given.
    pub given: String,
}

impl SettingError {
    /// What is wrong and what can be given.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (word, given, expected) = (self.field.word(), &self.given, self.field.expected(language));
        language.pick(
            format!("{word} kan niet \"{given}\" zijn. Wel: {expected}."),
            format!("{word} cannot be \"{given}\". Give: {expected}."),
        )
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|field| field.word() == word).ok_or(())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}
