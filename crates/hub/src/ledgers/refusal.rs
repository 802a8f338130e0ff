//! Why something about ledgers was refused, in the words that a person reads.

use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::leave::RequestError;
use loonbrug_domain::ledger::SettingsError;
use loonbrug_domain::sickness::SicknessError;
use loonbrug_domain::{Date, HundredthHours, Language};

/// Why something about ledgers was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LedgerRefusal {
    /// The settings do not fit; nothing was taken over.
    #[error("{0}")]
    Settings(String),
    /// Terms that cannot be used, every fault of them; nothing was taken over.
    #[error("{}", told(.0, Language::English))]
    Terms(Vec<SettingsError>),
    /// Leave would lapse at once by settings; nothing was taken over.
    #[error("{lapses} of {booked} entries that are booked at once from {from} on let leave lapse")]
    LapsesAtOnce {
        /// The first day on which the ledgers would keep themselves.
        from: Date,
        /// How many entries would be booked at once.
        booked: usize,
        /// By how many of them leave lapses.
        lapses: usize,
    },
    /// No hours, or a negative number.
    #[error("{0} hours cannot be booked")]
    NoHours(HundredthHours),
    /// A booking by hand says why.
    #[error("a reason is missing")]
    NoReason,
    /// The ledger does not have so many hours.
    #[error("{wanted} hours are more than the {available} that are available")]
    TooLittle {
        /// What was asked.
        wanted: HundredthHours,
        /// What there is, with what waits taken off.
        available: HundredthHours,
    },
    /// A request that cannot be meant.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// No request, case or payout of this identity.
    #[error("there is no {what} {id}")]
    NotThere {
        /// `request`, `case` or `payout`.
        what: &'static str,
        /// The identity.
        id: String,
    },
    /// It was decided already.
    #[error("{what} {id} is {state}")]
    Decided {
        /// `request` or `payout`.
        what: &'static str,
        /// The identity.
        id: String,
        /// Where it stands.
        state: String,
    },
    /// A case of sickness that cannot be.
    #[error(transparent)]
    Sickness(#[from] SicknessError),
    /// The person recovered already.
    #[error("recovered on {0} already")]
    Recovered(Date),
    /// Somebody else changed it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Changed,
}

impl LedgerRefusal {
    /// What happened and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(self.dutch(), self.english())
    }

    fn dutch(&self) -> String {
        match self {
            Self::Settings(text) => format!("Deze instellingen passen niet; er is niets overgenomen. {text}"),
            Self::Terms(faults) => format!(
                "Deze instellingen passen niet; er is niets overgenomen. {}",
                told(faults, Language::Dutch)
            ),
            Self::LapsesAtOnce { from, booked, lapses } => format!(
                "Er is niets veranderd. Vanaf {} wordt meteen geboekt: {booked} boekingen, en bij {lapses} daarvan vervalt verlof. Bekijk ze eerst; zeg er dan bij dat het zo hoort.",
                dutch_date(*from)
            ),
            Self::NoHours(hours) => format!("{hours} uur kan niet geboekt worden. Geef een aantal boven nul."),
            Self::NoReason => "Een boeking met de hand heeft een reden nodig: --reason.".to_owned(),
            Self::TooLittle { wanted, available } => {
                format!("{wanted} uur is meer dan de {available} die beschikbaar is. Geef minder uren.")
            }
            Self::Request(RequestError::Hours { hours }) => {
                format!("Een aanvraag van {hours} uur kan niet. Geef een aantal boven nul.")
            }
            Self::Request(RequestError::TooManyHours { hours, days }) => {
                format!("{hours} uur past niet in {days} dagen. Geef minder uren of meer dagen.")
            }
            Self::NotThere { what, id } => format!("Er is geen {} {id}. Kijk in de lijst.", dutch_word(what)),
            Self::Decided { what, id, state } => {
                format!("{} {id} is al {}.", capital(dutch_word(what)), dutch_word(state))
            }
            Self::Sickness(error) => dutch_sickness(*error),
            Self::Recovered(date) => format!("Al hersteld gemeld per {}.", dutch_date(*date)),
            Self::Changed => "Intussen door een ander gewijzigd. Kijk opnieuw.".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Settings(text) => format!("These settings do not fit; nothing was taken over. {text}"),
            Self::Terms(faults) => format!(
                "These settings do not fit; nothing was taken over. {}",
                told(faults, Language::English)
            ),
            Self::LapsesAtOnce { from, booked, lapses } => format!(
                "Nothing was changed. From {} on {booked} entries are booked at once, and by {lapses} of them leave lapses. Look at them first; then say that it is to be so.",
                dutch_date(*from)
            ),
            Self::NoHours(hours) => format!("{hours} hours cannot be booked. Give a number above zero."),
            Self::NoReason => "A booking by hand needs a reason: --reason.".to_owned(),
            Self::TooLittle { wanted, available } => {
                format!("{wanted} hours are more than the {available} that are available. Give fewer hours.")
            }
            Self::Request(error) => format!("The request cannot be: {error}."),
            Self::NotThere { what, id } => format!("There is no {what} {id}. Look at the list."),
            Self::Decided { what, id, state } => format!("{} {id} is {state} already.", capital(what)),
            Self::Sickness(error) => format!("The case cannot be: {error}."),
            Self::Recovered(date) => format!("Recovered on {} already.", dutch_date(*date)),
            Self::Changed => "Changed by somebody else meanwhile. Look again.".to_owned(),
        }
    }
}

/// Every fault of terms, a line each.
fn told(faults: &[SettingsError], language: Language) -> String {
    let lines = faults
        .iter()
        .map(|fault| language.pick(dutch_terms(*fault), format!("{fault}.")));
    lines.collect::<Vec<_>>().join("\n")
}

fn dutch_terms(fault: SettingsError) -> String {
    match fault {
        SettingsError::Number {
            field,
            value,
            valid_from,
        } => format!(
            "{field} kan niet {value} zijn, in de voorwaarden vanaf {}.",
            dutch_date(valid_from)
        ),
        SettingsError::Twice { kind, valid_from } => {
            let of = if kind == "leave" { "verlof" } else { "ziekte" };
            format!(
                "Twee voorwaarden van {of} beginnen op {}: houd er één.",
                dutch_date(valid_from)
            )
        }
        SettingsError::WaitingDays { waiting_days, most } => {
            format!("{waiting_days} wachtdagen zijn meer dan de {most} die afgesproken mogen worden.")
        }
        SettingsError::TwoCodes { percent } => {
            format!("{percent} % van ziekte heeft twee codes: houd er één.")
        }
    }
}

fn dutch_sickness(error: SicknessError) -> String {
    match error {
        SicknessError::Percent { percent } => format!("{percent} % kan niet: geef 1 tot en met 100."),
        SicknessError::Order { date, after } => {
            format!("{} ligt niet na {}.", dutch_date(date), dutch_date(after))
        }
        SicknessError::Overlap { first_day } => {
            format!("De ziekmelding van {} heeft deze dagen al.", dutch_date(first_day))
        }
    }
}

fn dutch_word(word: &str) -> &str {
    match word {
        "request" => "aanvraag",
        "case" => "ziekmelding",
        "payout" => "uitbetaling",
        "requested" => "aangevraagd",
        "approved" => "goedgekeurd",
        "rejected" => "afgewezen",
        "withdrawn" => "ingetrokken",
        "posted" => "doorgegeven",
        "void" => "vervallen",
        other => other,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_refusal_has_its_words_in_both_languages() {
        let hours = HundredthHours(-100);
        let all = [
            LedgerRefusal::Settings("x".to_owned()),
            LedgerRefusal::Terms(vec![SettingsError::TwoCodes { percent: 70 }]),
            LedgerRefusal::LapsesAtOnce {
                from: date(2023, 1, 1),
                booked: 12,
                lapses: 3,
            },
            LedgerRefusal::NoHours(hours),
            LedgerRefusal::NoReason,
            LedgerRefusal::TooLittle {
                wanted: hours,
                available: hours,
            },
            RequestError::Hours { hours }.into(),
            RequestError::TooManyHours { hours, days: 1 }.into(),
            LedgerRefusal::NotThere {
                what: "request",
                id: "7".to_owned(),
            },
            LedgerRefusal::Decided {
                what: "payout",
                id: "7".to_owned(),
                state: "void".to_owned(),
            },
            SicknessError::Percent { percent: 0 }.into(),
            SicknessError::Overlap {
                first_day: date(2023, 3, 6),
            }
            .into(),
            LedgerRefusal::Recovered(date(2023, 3, 6)),
            LedgerRefusal::Changed,
        ];
        for refusal in all {
            let (dutch, english) = (refusal.text(Language::Dutch), refusal.text(Language::English));
            assert!(
                dutch != english && dutch.ends_with(['.', 'x', 'n']) && !english.is_empty(),
                "{dutch}"
            );
        }
        let decided = LedgerRefusal::Decided {
            what: "payout",
            id: "7".to_owned(),
            state: "void".to_owned(),
        };
        assert_eq!(decided.text(Language::Dutch), "Uitbetaling 7 is al vervallen.");
    }
}
