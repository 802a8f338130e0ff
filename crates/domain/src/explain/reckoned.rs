//! Figures that no surcharge rules made: hours above a contract, allowances per day, payouts, entries of ledgers, clock
//! times.

use crate::allowance::{Allowance, AllowanceDay, ShiftTimes};
use crate::calendar::{Date, DateRange, dutch_date, iso_week};
use crate::clock::RoundingReason;
use crate::dated::Dated;
use crate::explain::call::call_text;
use crate::explain::sick_day::sick_day_text;
use crate::explain::{Explanation, Fact};
use crate::language::Language;
use crate::ledger::LedgerKind;
use crate::plus_minus::{RangeFigure, WorkedDay};
use crate::quantity::{Cents, HundredthHours, Minutes};
use crate::rules::CallTopUp;
use crate::sickness::DayToPay;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that was reckoned, or that it was reckoned from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "figure")]
pub enum Reckoned {
    /// What was worked and what had to be, and the difference of both: rounded once.
    PlusMinus {
        /// The days.
        range: DateRange,
        /// Minutes worked.
        worked: Minutes,
        /// Leave and sickness that count as worked.
        paid_absence: HundredthHours,
        /// What had to be worked.
        norm: HundredthHours,
        /// The difference.
        hours: HundredthHours,
    },
    /// What had to be worked under one number of contract hours.
    Norm {
        /// The days.
        range: DateRange,
        /// Contract hours per week, in thousandths of an hour.
        weekly_hours_thousandths: i64,
        /// What had to be worked.
        norm: HundredthHours,
    },
    /// What counts in an ISO week.
    Week {
        /// Year that the week belongs to.
        year: i16,
        /// Its number.
        week: u8,
        /// Minutes worked.
        worked: Minutes,
        /// Leave and sickness that count as worked.
        paid_absence: HundredthHours,
    },
    /// What counts on one day.
    Day {
        /// The day.
        date: Date,
        /// Minutes worked.
        worked: Minutes,
        /// Leave, sickness and hours that the source computed.
        paid_absence: HundredthHours,
    },
    /// Days with an allowance.
    Allowance {
        /// How many days.
        days: i64,
        /// All together.
        amount: Cents,
    },
    /// One day with an allowance.
    AllowanceDay {
        /// The day.
        date: Date,
        /// What it earns.
        amount: Cents,
        /// The shifts that earned it.
        shifts: Vec<ShiftTimes>,
    },
    /// A clock event at the beginning or end of a shift.
    Clocked {
        /// Whether somebody came.
        coming: bool,
        /// Name of the terminal.
        terminal: String,
        /// Its number there.
        sequence: i64,
        /// The badge, or who entered it by hand and why.
        by: String,
        /// As the terminal gave it.
        raw: Timestamp,
        /// As it counts.
        counts: Timestamp,
        /// Why it counts as that.
        reason: RoundingReason,
        /// When it came in, where that was late.
        delivered_late: Option<Timestamp>,
    },
    /// A call that pays more than was worked.
    Call(CallTopUp),
    /// A day of sickness.
    SickDay(DayToPay),
    /// An entry of a ledger.
    Entry {
        /// Which ledger.
        ledger: LedgerKind,
        /// The day from which it counts.
        date: Date,
        /// Credited above zero, debited below.
        hours: HundredthHours,
        /// The balance before it, and after it.
        balance: (HundredthHours, HundredthHours),
    },
}

impl Reckoned {
    /// In words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::PlusMinus {
                range,
                worked,
                paid_absence,
                norm,
                hours,
            } => language.pick(
                format!("{range}: {worked} gewerkt + {paid_absence} uur betaald afwezig − {norm} uur contract = {hours} uur, één keer afgerond"),
                format!("{range}: {worked} worked + {paid_absence} hours paid absence − {norm} contract hours = {hours} hours, rounded once"),
            ),
            Self::Norm {
                range,
                weekly_hours_thousandths,
                norm,
            } => {
                let weekly = weekly_text(*weekly_hours_thousandths);
                language.pick(
                    format!("contract {range}: {weekly} uur per week, dat is {norm} uur"),
                    format!("contract {range}: {weekly} hours a week, which is {norm} hours"),
                )
            }
            Self::Week { week, .. } => counted(format!("week {week}"), self, language),
            Self::Day { date, .. } => counted(dutch_date(*date), self, language),
            Self::Allowance { days, amount } => language.pick(
                format!("{days} dagen, samen {amount}"),
                format!("{days} days, together {amount}"),
            ),
            Self::AllowanceDay { date, amount, shifts } => {
                let shifts: Vec<String> = shifts.iter().map(ToString::to_string).collect();
                format!("{} {}: {amount}", dutch_date(*date), shifts.join(", "))
            }
            Self::Clocked { .. } => self.text_of_clock(language),
            Self::Call(top_up) => call_text(top_up, language),
            Self::SickDay(day) => sick_day_text(day, language),
            Self::Entry {
                date, hours, balance, ..
            } => {
                let (date, (before, after)) = (dutch_date(*date), balance);
                language.pick(
                    format!("{date}: {hours} uur, saldo {before} → {after}"),
                    format!("{date}: {hours} hours, balance {before} → {after}"),
                )
            }
        }
    }

    fn text_of_clock(&self, language: Language) -> String {
        let Self::Clocked {
            coming,
            terminal,
            sequence,
            by,
            raw,
            counts,
            reason,
            delivered_late,
        } = self
        else {
            return String::new();
        };
        let word = match coming {
            true => language.pick("in", "in"),
            false => language.pick("uit", "out"),
        };
        let (raw, counts, why) = (
            moment(*raw, "%d-%m-%Y %H:%M:%S"),
            moment(*counts, "%H:%M"),
            reason.text(language),
        );
        let late = delivered_late.map(|at| {
            let at = moment(at, "%d-%m-%Y %H:%M");
            language.pick(
                format!(", laat binnengekomen op {at}"),
                format!(", came in late on {at}"),
            )
        });
        let late = late.unwrap_or_default();
        format!("{word} {raw} → {counts} ({why}), {terminal} {sequence}, {by}{late}")
    }
}

fn counted(when: String, figure: &Reckoned, language: Language) -> String {
    let (Reckoned::Week {
        worked, paid_absence, ..
    }
    | Reckoned::Day {
        worked, paid_absence, ..
    }) = figure
    else {
        return when;
    };
    if *paid_absence == HundredthHours::ZERO {
        return format!("{when}: {worked} {}", language.pick("gewerkt", "worked"));
    }
    language.pick(
        format!("{when}: {worked} gewerkt, {paid_absence} uur betaald afwezig of door de bron berekend"),
        format!("{when}: {worked} worked, {paid_absence} hours of paid absence or computed by the source"),
    )
}

/// Thousandths of an hour with three decimals at most: `32`, `38,5`.
pub(super) fn weekly_text(thousandths: i64) -> String {
    let text = format!("{},{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

fn moment(at: Timestamp, form: &str) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime(form).to_string()
}

/// What plus/minus hours follow from: the sum with the contract, then each week with its days. `of_day` tells what is
/// known of a day: its shifts, and where they come from.
#[must_use]
pub fn explain_plus_minus(
    figure: &RangeFigure,
    days: &[WorkedDay],
    of_day: &dyn Fn(Date) -> Vec<Explanation>,
) -> Vec<Explanation> {
    let sum = Reckoned::PlusMinus {
        range: figure.range,
        worked: figure.worked,
        paid_absence: figure.paid_absence,
        norm: figure.norm,
        hours: figure.hours,
    };
    let norms = figure.parts.iter().map(|part| {
        reckoned(Reckoned::Norm {
            range: part.range,
            weekly_hours_thousandths: part.weekly_hours_thousandths,
            norm: part.norm,
        })
    });
    let mut weeks: BTreeMap<(i16, u8), BTreeMap<Date, (Minutes, HundredthHours)>> = BTreeMap::new();
    for day in days {
        if figure.parts.iter().any(|part| part.range.contains(day.date)) {
            let of_week = weeks.entry(iso_week(day.date)).or_default();
            let (worked, paid_absence) = of_week.entry(day.date).or_default();
            *worked += day.worked;
            *paid_absence += day.paid_absence;
        }
    }
    let weeks = weeks.into_iter().map(|((year, week), days)| {
        let week = Reckoned::Week {
            year,
            week,
            worked: days.values().map(|(worked, _)| *worked).sum(),
            paid_absence: days.values().map(|(_, paid)| *paid).sum(),
        };
        let days = days.into_iter().map(|(date, (worked, paid_absence))| {
            let day = Reckoned::Day {
                date,
                worked,
                paid_absence,
            };
            reckoned(day).because(of_day(date))
        });
        reckoned(week).because(days)
    });
    std::iter::once(reckoned(sum).because(norms)).chain(weeks).collect()
}

/// What an allowance follows from: each day with the rule that holds on it, in its words, and what is known of the day.
#[must_use]
pub fn explain_allowance<R>(
    allowance: &Allowance<R>,
    rule: &dyn Fn(&Dated<R>, Language) -> String,
    of_day: &dyn Fn(Date) -> Vec<Explanation>,
) -> Explanation {
    let head = Reckoned::Allowance {
        days: allowance.count(),
        amount: allowance.total(),
    };
    let day = |day: &AllowanceDay<R>| {
        let rule = Explanation::of(Fact::Said {
            dutch: rule(&day.rule, Language::Dutch),
            english: rule(&day.rule, Language::English),
        });
        let fact = Reckoned::AllowanceDay {
            date: day.date,
            amount: day.amount,
            shifts: day.shifts.clone(),
        };
        reckoned(fact).because([rule]).because(of_day(day.date))
    };
    reckoned(head).because(allowance.days.iter().map(day))
}

/// A figure that follows from nothing else here.
#[must_use]
pub fn reckoned(figure: Reckoned) -> Explanation {
    Explanation::of(Fact::Reckoned(figure))
}
