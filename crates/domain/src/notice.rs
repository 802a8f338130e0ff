//! Notices (meldingen): what somebody must hear of who does not look at the pages. What there are, for whom each is, and how
//! long it is tried to bring one.

use crate::access::Right;
use crate::language::Language;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

#[cfg(test)]
mod tests;

/// For whom a kind of notice is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForWhom {
    /// The users of the organisation who have a right, as far as it reaches.
    Holders(Right),
    /// The person whom it is about, where they are a user.
    Person,
    /// The user whom it is about. Nobody switches this off: it tells of a stranger too.
    User,
}

/// When somebody hears of a kind of notice by mail.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// A letter for each, as soon as it is there.
    AtOnce,
    /// Together with the others of that day, in one letter each morning.
    Daily,
    /// Not by mail.
    Never,
}

impl Timing {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Never];

    /// The word that stands in forms and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::AtOnce => language.pick("meteen", "at once"),
            Self::Daily => language.pick("één mail per dag", "one mail a day"),
            Self::Never => language.pick("niet", "not"),
        }
    }
}

impl FromStr for Timing {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|timing| timing.word() == word).ok_or(())
    }
}

/// Makes of each line a kind: the word that stands in webhooks and on the command line, for whom it is, when they hear of
/// it unless they say otherwise, and what people read.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal $for_whom:expr, $timing:ident $dutch:literal $english:literal;)+) => {
        /// A kind of notice.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum NoticeKind {
            $($(#[$doc])* $kind,)+
        }

        impl NoticeKind {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The word that stands in webhooks and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }

            /// For whom it is.
            #[must_use]
            pub const fn for_whom(self) -> ForWhom {
                match self {
                    $(Self::$kind => $for_whom,)+
                }
            }

            /// When it comes by mail to whoever did not choose.
            #[must_use]
            pub const fn by_default(self) -> Timing {
                match self {
                    $(Self::$kind => Timing::$timing,)+
                }
            }

            /// What happened, in a few words.
            #[must_use]
            pub fn label(self, language: Language) -> &'static str {
                match self {
                    $(Self::$kind => language.pick($dutch, $english),)+
                }
            }
        }
    };
}

kinds! {
    /// A coupling stands still until somebody mends what is wrong.
    CouplingPaused "coupling.paused" ForWhom::Holders(Right::SendLines), AtOnce
        "Een koppeling staat stil" "A coupling stands still";
    /// A coupling goes on.
    CouplingResumed "coupling.resumed" ForWhom::Holders(Right::SendLines), Never
        "Een koppeling gaat verder" "A coupling goes on";
    /// A run was finished, and everything went well.
    RunDone "run.done" ForWhom::Holders(Right::SendLines), Never
        "Een run is klaar" "A run is done";
    /// A run failed, by night or by day.
    RunFailed "run.failed" ForWhom::Holders(Right::SendLines), AtOnce
        "Een run is mislukt" "A run failed";
    /// A run left lines in doubt or in conflict, or found something else in Nmbrs than was sent.
    RunNeedsPerson "run.needs-person" ForWhom::Holders(Right::SendLines), AtOnce
        "Regels wachten op een beslissing" "Lines wait for a decision";
    /// A pay period nears its end, and hours of it are not approved.
    HoursToApprove "hours.to-approve" ForWhom::Holders(Right::ApproveHours), AtOnce
        "Uren zijn nog niet goedgekeurd" "Hours are not approved yet";
    /// SOAP ends, and a coupling works with a token.
    SoapEnds "soap.ends" ForWhom::Holders(Right::SendLines), AtOnce
        "De SOAP-koppeling van Nmbrs eindigt" "SOAP at Nmbrs ends";
    /// Shifts were approved.
    ShiftsApproved "shifts.approved" ForWhom::Holders(Right::SendLines), Never
        "Diensten zijn goedgekeurd" "Shifts were approved";
    /// Somebody asks for leave.
    LeaveRequested "leave.requested" ForWhom::Holders(Right::ApproveLeave), AtOnce
        "Een verlofaanvraag wacht" "A leave request waits";
    /// Leave was approved or rejected.
    LeaveDecided "leave.decided" ForWhom::Person, AtOnce
        "Over een verlofaanvraag is beslist" "A leave request was decided";
    /// A webhook failed so often that nothing is sent to it any more.
    WebhookPaused "webhook.paused" ForWhom::Holders(Right::ChangeWebhooks), AtOnce
        "Een webhook staat stil" "A webhook stands still";
    /// Somebody was invited to choose a password.
    Invited "user.invited" ForWhom::User, AtOnce
        "Kies je wachtwoord voor Loonbrug" "Choose your password for Loonbrug";
    /// Somebody signed in from a place from where they never did.
    NewPlace "sign-in.new-place" ForWhom::User, AtOnce
        "Ingelogd vanaf een nieuwe plek" "Signed in from a new place";
    /// A password was chosen or changed.
    PasswordChanged "password.changed" ForWhom::User, AtOnce
        "Je wachtwoord is gewijzigd" "Your password was changed";
    /// An account at a provider was linked or unlinked.
    WayInChanged "sign-in.changed" ForWhom::User, AtOnce
        "Waarmee je inlogt is gewijzigd" "What you sign in with was changed";
}

impl NoticeKind {
    /// Whether a user chooses if and when it comes by mail.
    #[must_use]
    pub fn is_chosen(self) -> bool {
        self.for_whom() != ForWhom::User
    }

    /// Whether it is told to other programs: what is of one user is not.
    #[must_use]
    pub fn is_for_programs(self) -> bool {
        self.is_chosen() && self != Self::WebhookPaused
    }
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for NoticeKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word).ok_or(())
    }
}

impl Serialize for NoticeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for NoticeKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(|()| D::Error::custom("not a kind of notice"))
    }
}

/// After the first failure.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
/// Doubled after each failure, up to this.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(2);
/// No try begins later after the first one could have.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// When a delivery that failed for the so many-th time is tried again; `None` when it is given up.
#[must_use]
pub fn next_try(failures: u32, first_due: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let factor = 1_i32.checked_shl(failures.saturating_sub(1).min(20)).unwrap_or(1);
    let next = now + (FIRST_WAIT * factor).min(LONGEST_WAIT);
    (next <= first_due + GIVEN_UP_AFTER).then_some(next)
}

/// So many days before SOAP ends somebody hears of it, each time once.
const SOAP_DAYS: [i32; 6] = [365, 180, 90, 30, 7, 0];

/// Which of the days on which somebody hears of the end of SOAP has come, with so many days left; `None` before the first.
#[must_use]
pub fn soap_milestone(days_left: i32) -> Option<i32> {
    SOAP_DAYS.into_iter().filter(|days| days_left <= *days).min()
}
