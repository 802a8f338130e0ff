//! The facts that figures follow from, in words.

use super::Reckoned;
use crate::calendar::{Date, DateRange, dutch_date};
use crate::difference::LineKind;
use crate::language::Language;
use crate::quantity::{Cents, Factor, HundredthHours, Minutes};
use crate::rules::{HolidayBy, Piece, RuleSet};
use crate::shift::Shift;
use crate::wall::{DAY, clock_text};
use jiff::ToSpan;
use serde::Serialize;

/// Something that is so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
pub enum Fact {
    /// A line of hours of one person.
    Line {
        /// Name of the person.
        person: String,
        /// The days.
        range: DateRange,
        /// The factor.
        factor: Factor,
        /// The hours.
        hours: HundredthHours,
        /// The hour code, where there is one.
        code: Option<i64>,
    },
    /// What was sent, under a mark.
    Posting {
        /// The mark.
        mark: String,
        /// Hours, days or a wage component.
        kind: LineKind,
        /// Hundredths of an hour, days, or cents.
        quantity: i64,
        /// Its state, in the words of the history.
        state: String,
        /// When it came into that state, as a date.
        on: Date,
    },
    /// A person's word took the place of what was computed.
    ByHand {
        /// What was computed.
        computed: HundredthHours,
        /// What goes.
        decided: HundredthHours,
    },
    /// What is computed now differs from what was sent.
    ChangedSince {
        /// What was sent.
        sent: HundredthHours,
        /// What is computed now.
        now: HundredthHours,
    },
    /// Minutes were rounded to hours, once.
    Rounded {
        /// The minutes.
        minutes: Minutes,
        /// The hours.
        hours: HundredthHours,
    },
    /// The hours under a factor leave the line of 100 %, because factors pay the whole hour.
    LeftToFactors {
        /// The minutes that left.
        minutes: Minutes,
    },
    /// A shift, and the minutes of it that count.
    Shift {
        /// The day on which it starts.
        date: Date,
        /// Start on the wall, in minutes after midnight.
        start_minute: i64,
        /// End on the wall, in minutes after midnight of the date.
        end_minute: i64,
        /// Break without and with a time, in minutes.
        break_minutes: i64,
        /// All minutes worked.
        worked: Minutes,
        /// Those that count here.
        counts: Minutes,
    },
    /// A part of a shift under one factor.
    Piece {
        /// The day on which the shift starts.
        date: Date,
        /// Start on the wall.
        from_minute: i64,
        /// End on the wall.
        to_minute: i64,
        /// Minutes of it.
        minutes: Minutes,
        /// What they are paid.
        factor: Factor,
        /// Whether it was worked before the range: only what comes on top is booked in it.
        before_the_range: bool,
    },
    /// The rules that made a factor.
    Rule {
        /// Names of the rules.
        name: String,
        /// Name of the rule set.
        rules: String,
        /// First day of the set.
        valid_from: Date,
        /// Version of the set.
        version: String,
        /// The day, where it is a holiday.
        days: Option<KindOfDays>,
    },
    /// The source of the hours computed them.
    FromTheSource,
    /// A file that hours came in with.
    Import {
        /// Name of the file.
        file: String,
        /// Who brought it in.
        by: String,
        /// When, as a date.
        on: Date,
    },
    /// Hours that somebody else computed.
    HourLine {
        /// The days.
        range: DateRange,
        /// The hours.
        hours: HundredthHours,
    },
    /// A figure that no surcharge rules made, or what it was reckoned from.
    Reckoned(Reckoned),
    /// Something else, in words.
    Said {
        /// In Dutch.
        dutch: String,
        /// In English.
        english: String,
    },
}

/// A holiday on which a piece was worked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct KindOfDays {
    /// The day.
    pub date: Date,
    /// Name of the holiday.
    pub holiday: String,
}

impl KindOfDays {
    /// The holiday of a piece, if it is on one.
    #[must_use]
    pub fn of(rules: &RuleSet, shift: &Shift, piece: &Piece) -> Option<Self> {
        let date = match rules.holiday_by {
            HolidayBy::ShiftStart => shift.date(),
            HolidayBy::CalendarDay => shift.date().saturating_add((piece.from_minute / DAY).days()),
        };
        let holiday = rules.holidays.name_on(date)?.to_owned();
        Some(Self { date, holiday })
    }
}

impl Fact {
    pub(super) fn of_rule(
        name: &str,
        set: &RuleSet,
        version: &dyn Fn(&RuleSet) -> String,
        days: Option<KindOfDays>,
    ) -> Self {
        Self::Rule {
            name: name.to_owned(),
            rules: set.name.clone(),
            valid_from: set.valid_from,
            version: version(set),
            days,
        }
    }

    pub(super) fn of_shift(shift: &Shift, counts: Minutes) -> Self {
        let timed: i64 = shift
            .breaks()
            .iter()
            .map(|pause| pause.to_minute - pause.from_minute)
            .sum();
        Self::Shift {
            date: shift.date(),
            start_minute: shift.start_minute(),
            end_minute: shift.end_minute(),
            break_minutes: shift.break_minutes() + timed,
            worked: shift.worked_minutes(),
            counts,
        }
    }

    /// The fact in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Line {
                person,
                range,
                factor,
                hours,
                code,
            } => {
                let code = code.map(|code| format!(" ({code})")).unwrap_or_default();
                let hours_word = language.pick("uur tegen", "hours at");
                format!("{person}, {range}: {hours} {hours_word} {factor}{code}")
            }
            Self::Shift { .. } | Self::Piece { .. } => self.text_of_time(language),
            Self::Rule {
                name,
                rules,
                valid_from,
                version,
                days,
            } => {
                let day = days
                    .as_ref()
                    .map(|day| format!(" ({} {})", day.holiday, dutch_date(day.date)));
                let (day, from) = (day.unwrap_or_default(), dutch_date(*valid_from));
                language.pick(
                    format!("regel \"{name}\"{day} van regelset {rules}, geldig vanaf {from}, versie {version}"),
                    format!("rule \"{name}\"{day} of rule set {rules}, valid from {from}, version {version}"),
                )
            }
            Self::Posting {
                mark,
                kind,
                quantity,
                state,
                on,
            } => {
                let (on, quantity) = (dutch_date(*on), quantity_text(*kind, *quantity, language));
                language.pick(
                    format!("boeking {mark}: {quantity}, {} op {on}", dutch_state(state)),
                    format!("posting {mark}: {quantity}, {state} on {on}"),
                )
            }
            Self::Import { file, by, on } => {
                let on = dutch_date(*on);
                language.pick(
                    format!("ingelezen uit {file} op {on} door {by}"),
                    format!("brought in from {file} on {on} by {by}"),
                )
            }
            Self::Reckoned(figure) => figure.text(language),
            Self::Said { dutch, english } => language.pick(dutch, english).clone(),
            _ => self.text_of_reckoning(language),
        }
    }

    fn text_of_time(&self, language: Language) -> String {
        match self {
            Self::Shift {
                date,
                start_minute,
                end_minute,
                break_minutes,
                worked,
                counts,
            } => {
                let (date, times) = (dutch_date(*date), clock_text(*start_minute, *end_minute));
                language.pick(
                    format!("dienst {date} {times}, {break_minutes} min pauze: {worked} gewerkt, {counts} telt hier"),
                    format!("shift {date} {times}, {break_minutes} min break: {worked} worked, {counts} counts here"),
                )
            }
            Self::Piece {
                from_minute,
                to_minute,
                minutes,
                factor,
                before_the_range,
                ..
            } => {
                let times = clock_text(*from_minute, *to_minute);
                let before = match before_the_range {
                    true => language.pick(
                        ", de toeslag op uren van voor de periode",
                        ", the surcharge on hours before the range",
                    ),
                    false => "",
                };
                let of = language.pick("tegen", "at");
                format!("{times}: {minutes} {of} {factor}{before}")
            }
            _ => String::new(),
        }
    }

    fn text_of_reckoning(&self, language: Language) -> String {
        match self {
            Self::Rounded { minutes, hours } => language.pick(
                format!("{minutes} (uren:minuten) is {hours} uur, één keer afgerond"),
                format!("{minutes} (hours:minutes) is {hours} hours, rounded once"),
            ),
            Self::LeftToFactors { minutes } => language.pick(
                format!("{minutes} gaat hier af: die uren betaalt hun factor geheel"),
                format!("{minutes} comes off here: those hours are paid whole by their factor"),
            ),
            Self::ByHand { computed, decided } => language.pick(
                format!("met de hand {decided} in plaats van berekend {computed}"),
                format!("{decided} by hand instead of {computed} computed"),
            ),
            Self::ChangedSince { sent, now } => language.pick(
                format!("sindsdien gewijzigd: verzonden {sent}, nu berekend {now}"),
                format!("changed since: sent {sent}, computed now {now}"),
            ),
            Self::HourLine { range, hours } => language.pick(
                format!("urenregel {range}: {hours} uur, door de bron berekend"),
                format!("hour line {range}: {hours} hours, computed by the source"),
            ),
            _ => language.pick("door de bron opgegeven", "as the source said").to_owned(),
        }
    }
}

/// The state of a posting, as the history says it in Dutch.
fn dutch_state(state: &str) -> &str {
    match state {
        "approved" => "klaargezet",
        "sending" => "onderweg",
        "confirmed" => "bevestigd door Nmbrs",
        "rejected" => "geweigerd",
        "unknown" => "onzeker",
        "conflict" => "in tegenspraak met Nmbrs",
        "absent" => "niet aangekomen",
        "withdrawn" => "ingetrokken",
        other => other,
    }
}

/// What a posting is about, with its unit.
fn quantity_text(kind: LineKind, quantity: i64, language: Language) -> String {
    match kind {
        LineKind::Hours => format!("{} {}", HundredthHours(quantity), language.pick("uur", "hours")),
        LineKind::Days => format!("{quantity} {}", language.pick("dagen", "days")),
        LineKind::Wages => Cents(quantity).to_string(),
    }
}
