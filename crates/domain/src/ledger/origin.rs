//! Where an entry comes from: the key by which it is booked once.

use crate::calendar::{Date, DateRange, dutch_date};
use crate::ids::{LeaveRequestId, PayoutId, SicknessCaseId};
use crate::language::Language;
use crate::leave::{LeaveKind, TimeForTimeCredit};
use crate::ledger::LedgerKind;
use crate::quantity::Factor;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Where an entry comes from. Written as text, such as `week 2023-W09`, it is unique per person and ledger.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum LedgerOrigin {
    /// The plus/minus hours of an ISO week: `week 2023-W09`.
    Week {
        /// Year that the week belongs to.
        year: i16,
        /// Its number.
        week: u8,
    },
    /// Surcharge hours of an ISO week under one factor: `surcharge 2023-W09 20000`.
    Surcharge {
        /// Year that the week belongs to.
        year: i16,
        /// Its number.
        week: u8,
        /// The factor.
        factor: Factor,
    },
    /// Surcharge hours of an ISO week that are taken as time off within weeks, or else paid:
    /// `time-for-time 2023-W09 20000 13 15000`.
    TimeForTime(TimeForTimeCredit),
    /// What was not taken of them, as far as Nmbrs holds it: `time-for-time-paid 2023-W09 20000 13 15000`.
    TimeForTimePaid(TimeForTimeCredit),
    /// Plus hours of a range, as far as Nmbrs holds them: `plus 2023-04-01/2023-04-30`.
    Plus(DateRange),
    /// A payout to one person, as far as Nmbrs holds it: `payout UUID`.
    Payout(PayoutId),
    /// A request for leave: `request UUID`.
    Request(LeaveRequestId),
    /// Leave accrued on the hours worked in a month: `accrual 2023-05 statutory`.
    Accrual {
        /// Year of the month.
        year: i16,
        /// The month.
        month: i8,
        /// Kind of leave.
        kind: LeaveKind,
    },
    /// The credit of a year: `yearly 2024 statutory`.
    Yearly {
        /// The year.
        year: i16,
        /// Kind of leave.
        kind: LeaveKind,
    },
    /// What lapsed of a year: `lapse 2022 statutory 2023-07-01`.
    Lapse {
        /// The year in which it was earned.
        year: i16,
        /// Kind of leave.
        kind: LeaveKind,
        /// The day on which it lapsed.
        on: Date,
    },
    /// A waiting day of a sickness: `waiting-day UUID 2023-05-02`.
    WaitingDay {
        /// The case.
        case: SicknessCaseId,
        /// The day.
        date: Date,
    },
    /// The balance that somebody came with: `opening UUID`.
    Opening(Uuid),
    /// Plus/minus hours turned into leave, in both ledgers: `conversion UUID`.
    Conversion(Uuid),
    /// Credited or debited by hand: `hand UUID`.
    Hand(Uuid),
}

/// A text that is not an origin.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is not the origin of a ledger entry")]
pub struct OriginError {
    /// The text.
    pub text: String,
}

impl fmt::Display for LedgerOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week { year, week } => write!(f, "week {year:04}-W{week:02}"),
            Self::Surcharge { year, week, factor } => write!(f, "surcharge {year:04}-W{week:02} {}", factor.0),
            Self::TimeForTime(credit) => write!(f, "time-for-time {credit}"),
            Self::TimeForTimePaid(credit) => write!(f, "time-for-time-paid {credit}"),
            Self::Plus(range) => write!(f, "plus {}/{}", range.from, range.to),
            Self::Payout(id) => write!(f, "payout {id}"),
            Self::Request(id) => write!(f, "request {id}"),
            Self::Accrual { year, month, kind } => write!(f, "accrual {year:04}-{month:02} {kind}"),
            Self::Yearly { year, kind } => write!(f, "yearly {year:04} {kind}"),
            Self::Lapse { year, kind, on } => write!(f, "lapse {year:04} {kind} {on}"),
            Self::WaitingDay { case, date } => write!(f, "waiting-day {case} {date}"),
            Self::Opening(id) => write!(f, "opening {id}"),
            Self::Conversion(id) => write!(f, "conversion {id}"),
            Self::Hand(id) => write!(f, "hand {id}"),
        }
    }
}

impl FromStr for LedgerOrigin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let parsed = parse(text).filter(|origin| origin.to_string() == text);
        parsed.ok_or_else(|| OriginError { text: text.to_owned() })
    }
}

impl TryFrom<String> for LedgerOrigin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        text.parse()
    }
}

impl From<LedgerOrigin> for String {
    fn from(origin: LedgerOrigin) -> Self {
        origin.to_string()
    }
}

fn parse(text: &str) -> Option<LedgerOrigin> {
    let words: Vec<&str> = text.split(' ').collect();
    Some(match *words.as_slice() {
        ["week", week] => {
            let (year, week) = iso_week(week)?;
            LedgerOrigin::Week { year, week }
        }
        ["surcharge", week, factor] => {
            let (year, week) = iso_week(week)?;
            let factor = Factor(factor.parse().ok()?);
            LedgerOrigin::Surcharge { year, week, factor }
        }
        ["time-for-time", ref credit @ ..] => LedgerOrigin::TimeForTime(TimeForTimeCredit::parse(credit)?),
        ["time-for-time-paid", ref credit @ ..] => LedgerOrigin::TimeForTimePaid(TimeForTimeCredit::parse(credit)?),
        ["plus", range] => {
            let (from, to) = range.split_once('/')?;
            LedgerOrigin::Plus(DateRange::new(from.parse().ok()?, to.parse().ok()?)?)
        }
        ["payout", id] => LedgerOrigin::Payout(id.parse().ok()?),
        ["request", id] => LedgerOrigin::Request(id.parse().ok()?),
        ["waiting-day", case, date] => LedgerOrigin::WaitingDay {
            case: case.parse().ok()?,
            date: date.parse().ok()?,
        },
        ["opening", id] => LedgerOrigin::Opening(id.parse().ok()?),
        ["conversion", id] => LedgerOrigin::Conversion(id.parse().ok()?),
        ["hand", id] => LedgerOrigin::Hand(id.parse().ok()?),
        ref words => return parse_leave(words),
    })
}

fn parse_leave(words: &[&str]) -> Option<LedgerOrigin> {
    Some(match *words {
        ["accrual", month, kind] => {
            let (year, month) = month.split_once('-')?;
            LedgerOrigin::Accrual {
                year: year.parse().ok()?,
                month: month.parse().ok()?,
                kind: kind.parse().ok()?,
            }
        }
        ["yearly", year, kind] => LedgerOrigin::Yearly {
            year: year.parse().ok()?,
            kind: kind.parse().ok()?,
        },
        ["lapse", year, kind, on] => LedgerOrigin::Lapse {
            year: year.parse().ok()?,
            kind: kind.parse().ok()?,
            on: on.parse().ok()?,
        },
        _ => return None,
    })
}

impl fmt::Display for TimeForTimeCredit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            week,
            factor,
            weeks,
            otherwise,
        } = self;
        write!(f, "{year:04}-W{week:02} {} {weeks} {}", factor.0, otherwise.0)
    }
}

impl TimeForTimeCredit {
    /// Reads the words that `Display` writes.
    #[must_use]
    pub fn parse(words: &[&str]) -> Option<Self> {
        let &[week, factor, weeks, otherwise] = words else {
            return None;
        };
        let (year, week) = iso_week(week)?;
        Some(Self {
            year,
            week,
            factor: Factor(factor.parse().ok()?),
            weeks: weeks.parse().ok()?,
            otherwise: Factor(otherwise.parse().ok()?),
        })
    }
}

fn iso_week(text: &str) -> Option<(i16, u8)> {
    let (year, week) = text.split_once("-W")?;
    Some((year.parse().ok()?, week.parse().ok()?))
}

impl LedgerOrigin {
    /// What it is, in the words of manual viqz where that shows it.
    #[must_use]
    pub fn text(self, ledger: LedgerKind, language: Language) -> String {
        match self {
            Self::Week { week, .. } => language.pick(format!("Week {week}"), format!("Week {week}")),
            Self::Surcharge { factor, .. } => {
                let percent = factor.to_string().replace(' ', "");
                language.pick(format!("toeslaguren {percent}"), format!("surcharge hours {percent}"))
            }
            Self::TimeForTime(credit) => {
                let percent = credit.factor.to_string().replace(' ', "");
                language.pick(format!("tijd voor tijd {percent}"), format!("time for time {percent}"))
            }
            Self::TimeForTimePaid(_) => language
                .pick(
                    "Tijd voor tijd uitbetaald via Nmbrs: niet opgenomen",
                    "Time for time paid through Nmbrs: not taken",
                )
                .to_owned(),
            Self::Plus(_) | Self::Payout(_) => paid(ledger, language).to_owned(),
            Self::Request(_) => language.pick("Verlof", "Leave").to_owned(),
            Self::Conversion(_) => language
                .pick(
                    "+/- uren omgezet naar verlofuren",
                    "+/- hours converted into leave hours",
                )
                .to_owned(),
            Self::WaitingDay { date, .. } => {
                let date = dutch_date(date);
                language.pick(
                    format!("Wachtdag bij ziekte {date}"),
                    format!("Waiting day of sickness {date}"),
                )
            }
            Self::Opening(_) => opening(ledger, language).to_owned(),
            Self::Hand(_) => language.pick("Bij/af geschreven", "Credited or debited").to_owned(),
            Self::Accrual { .. } | Self::Yearly { .. } | Self::Lapse { .. } => self.leave_text(language),
        }
    }

    fn leave_text(self, language: Language) -> String {
        match self {
            Self::Accrual { year, month, .. } => language.pick(
                format!("Opbouw verlofuren {month:02}-{year}"),
                format!("Leave accrued in {month:02}-{year}"),
            ),
            Self::Yearly {
                kind: LeaveKind::Statutory,
                ..
            } => language
                .pick("Jaarlijkse bijboeking verlofuren", "Yearly credit of leave hours")
                .to_owned(),
            Self::Yearly { kind, .. } => language.pick(
                format!("Jaarlijkse bijboeking verlofuren ({})", kind.text(language)),
                format!("Yearly credit of leave hours ({})", kind.text(language)),
            ),
            Self::Lapse { year, kind, .. } => language.pick(
                format!("Vervallen verlofuren {year} ({})", kind.text(language)),
                format!("Lapsed leave hours {year} ({})", kind.text(language)),
            ),
            _ => String::new(),
        }
    }
}

fn paid(ledger: LedgerKind, language: Language) -> &'static str {
    match ledger {
        LedgerKind::PlusMinus => language.pick("+/- uren uitbetaald via Nmbrs", "+/- hours paid through Nmbrs"),
        LedgerKind::Leave => language.pick("Verlofuren uitbetaald via Nmbrs", "Leave hours paid through Nmbrs"),
    }
}

fn opening(ledger: LedgerKind, language: Language) -> &'static str {
    match ledger {
        LedgerKind::PlusMinus => language.pick("Startsaldo +/- uren", "Opening balance of +/- hours"),
        LedgerKind::Leave => language.pick("Startsaldo verlofuren", "Opening balance of leave hours"),
    }
}
