//! What can be allowed.

use crate::language::Language;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// Makes of each line a right. The first text is the word that stands in tokens and on the command line, the others are
/// what people read after "mag" and "may".
macro_rules! rights {
    ($($(#[$doc:meta])* $right:ident $word:literal $dutch:literal $english:literal;)+) => {
        /// A right: something that can be seen or done.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Right {
            $($(#[$doc])* $right,)+
        }

        impl Right {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$right),+];

            /// The word that stands in tokens and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$right => $word,)+
                }
            }

            /// What it lets somebody do, as a verb with what it is done to.
            #[must_use]
            pub fn label(self, language: Language) -> &'static str {
                match self {
                    $(Self::$right => language.pick($dutch, $english),)+
                }
            }
        }
    };
}

rights! {
    /// Names, contracts and groups of people (personeel).
    SeePeople "see-people" "personeel bekijken" "see people";
    /// Import and link people, change their groups, settings and templates.
    ChangePeople "change-people" "personeel koppelen en wijzigen" "link and change people";
    /// Salaries (salaris) and hourly wages.
    SeeSalaries "see-salaries" "salarissen bekijken" "see salaries";
    /// The citizen service number (BSN), unmasked; asking is always written down.
    SeeBsn "see-bsn" "het BSN bekijken" "see the BSN";
    /// Shifts, hours and their explanation.
    SeeHours "see-hours" "uren bekijken" "see hours";
    /// Enter, change and import hours.
    ChangeHours "change-hours" "uren invoeren en wijzigen" "enter and change hours";
    /// Approve and reject shifts.
    ApproveHours "approve-hours" "uren goedkeuren" "approve hours";
    /// Clock in and out on the own page.
    Clock "clock" "in- en uitklokken" "clock in and out";
    /// The planning: who works when.
    SeePlanning "see-planning" "de planning bekijken" "see the planning";
    /// Make and change the planning and standard rosters.
    PlanShifts "plan-shifts" "de planning maken" "make the planning";
    /// Hour ledgers (urensaldo's) and their balances.
    SeeLedgers "see-ledgers" "urensaldo's bekijken" "see hour ledgers";
    /// Book by hand, convert and pay out hours.
    ChangeLedgers "change-ledgers" "urensaldo's bij- en afschrijven" "book on hour ledgers";
    /// Ask for leave (verlof aanvragen), and withdraw what was asked.
    RequestLeave "request-leave" "verlof aanvragen" "request leave";
    /// Approve and reject requests for leave.
    ApproveLeave "approve-leave" "verlof goedkeuren" "approve leave";
    /// Cases of sickness: dates and percentages.
    SeeSickness "see-sickness" "ziekmeldingen bekijken" "see sickness";
    /// Report sick and better.
    ChangeSickness "change-sickness" "ziek en beter melden" "report sick and better";
    /// Plans of lines for Nmbrs, and what Nmbrs holds.
    SeePlans "see-plans" "voorstellen voor Nmbrs bekijken" "see plans for Nmbrs";
    /// Decide about lines of a plan, and accept odd figures.
    DecideLines "decide-lines" "over regels beslissen" "decide about lines";
    /// Save lines in Nmbrs ("Opslaan in Nmbrs"), and approve that another does.
    SendLines "send-lines" "regels opslaan in Nmbrs" "send lines to Nmbrs";
    /// Settle lines whose outcome is in doubt or in conflict.
    SettleDoubts "settle-doubts" "onzekere regels afhandelen" "settle lines in doubt";
    /// Runs and their lines (geschiedenis).
    SeeHistory "see-history" "de geschiedenis bekijken" "see the history";
    /// Files of hours, ledgers and history.
    Export "export" "exporteren" "export";
    /// Link, change and unlink couplings (koppelingen).
    ChangeCouplings "change-couplings" "koppelingen beheren" "keep couplings";
    /// Profile of the organisation, rules, holidays, terminals and badges.
    ChangeSettings "change-settings" "instellingen wijzigen" "change settings";
    /// Users of the organisation and their roles, and what is asked of them.
    ChangeUsers "change-users" "gebruikers beheren" "keep users";
    /// Tokens for other programs.
    ChangeTokens "change-tokens" "API-tokens beheren" "keep API tokens";
    /// Webhooks, by which other programs hear of notices.
    ChangeWebhooks "change-webhooks" "webhooks beheren" "keep webhooks";
    /// The audit log: who did what and when.
    SeeAudit "see-audit" "het logboek bekijken" "see the audit log";
}

impl Right {
    /// Whether another program may have it. What could give more than was given, or is of one person, is for people.
    #[must_use]
    pub const fn is_for_programs(self) -> bool {
        !matches!(
            self,
            Self::ChangeUsers | Self::ChangeTokens | Self::SeeBsn | Self::Clock
        )
    }

    /// Whether it shows and never changes anything.
    #[must_use]
    pub fn only_shows(self) -> bool {
        self.word().starts_with("see-") || self == Self::Export
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Right {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|right| right.word() == word).ok_or(())
    }
}

impl Serialize for Right {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Right {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(|()| D::Error::custom("not a right"))
    }
}
