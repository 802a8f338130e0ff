//! Why something about clock, shifts or planning was refused, in the words that a person reads.

use super::wire::EventFault;
use loonbrug_domain::Language;
use loonbrug_domain::shift::ShiftError;
use std::fmt::Write as _;

/// Why something about time was refused; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TimeRefusal {
    /// There is no terminal of this name.
    #[error("there is no clock terminal {0}")]
    NoTerminal(String),
    /// There is a terminal of this name.
    #[error("there is a clock terminal {0} already")]
    TerminalExists(String),
    /// Lines of a delivery cannot be used.
    #[error("{} lines of the delivery cannot be used", .0.len())]
    Events(Vec<EventFault>),
    /// A policy or a roster says something impossible; all that is wrong, line by line.
    #[error("{en}")]
    File {
        /// In Dutch.
        nl: String,
        /// In English.
        en: String,
    },
    /// There is no roster of this name.
    #[error("there is no standard roster {0}")]
    NoRoster(String),
    /// A shift that nobody can have worked.
    #[error(transparent)]
    Shift(#[from] ShiftError),
    /// A shift that ends in the future.
    #[error("the shift ends in the future")]
    Future,
    /// The person works then already.
    #[error("overlaps {with}")]
    Overlaps {
        /// What takes the time.
        with: String,
    },
    /// The person may clock overnight, so no breaks are booked.
    #[error("no breaks may be booked for who may clock overnight")]
    BreakWithOvernights,
    /// There is no such shift, planned shift or event.
    #[error("there is no {0}")]
    NotThere(String),
    /// A later revision took its place.
    #[error("{0} was changed meanwhile")]
    ChangedMeanwhile(String),
    /// Steps that are not possible, each with its reason.
    #[error("{} shifts cannot take this step", .0.len())]
    Steps(Vec<StepRefused>),
    /// Clocking on the own page is not allowed (timetracking in app).
    #[error("clocking on the own page is not allowed")]
    NoTimeTracking,
    /// A click that is told too late, or by a phone whose clock is wrong.
    #[error("the moment is too long ago, or to come")]
    NotAtThatMoment,
    /// The device is no clock terminal.
    #[error("the device is no clock terminal")]
    NoDevice,
    /// It takes a reason.
    #[error("a reason is missing")]
    NoReason,
    /// The change says what is there already.
    #[error("it is so already")]
    NothingChanges,
    /// Two employees of a roster, or one who is not known.
    #[error("employee {0} of the roster is not known")]
    RosterEmployee(i64),
}

/// One shift that cannot take a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepRefused {
    /// The shift in words, or its id.
    pub shift: String,
    /// Why, in Dutch and in English.
    pub why: (String, String),
}

impl TimeRefusal {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::NoTerminal(name) => language.pick(
                format!("Er is geen klokterminal \"{name}\". `loonbrug clock terminal list` toont ze."),
                format!("There is no clock terminal \"{name}\". `loonbrug clock terminal list` shows them."),
            ),
            Self::TerminalExists(name) => language.pick(
                format!("Er is al een klokterminal \"{name}\". Kies een andere naam."),
                format!("There is a clock terminal \"{name}\" already. Choose another name."),
            ),
            Self::Events(faults) => events(faults, language),
            Self::File { nl, en } => language.pick(
                format!("Dit past niet; er is niets overgenomen.\n{nl}"),
                format!("This does not fit; nothing was taken over.\n{en}"),
            ),
            Self::NoRoster(name) => language.pick(
                format!("Er is geen standaardrooster \"{name}\". `loonbrug rosters export` toont ze."),
                format!("There is no standard roster \"{name}\". `loonbrug rosters export` shows them."),
            ),
            Self::RosterEmployee(number) => language.pick(
                format!("Personeelsnummer {number} van het rooster is niet bekend. Verbeter het rooster."),
                format!("Employee number {number} of the roster is not known. Mend the roster."),
            ),
            Self::Steps(refused) => steps(refused, language),
            _ => self.text_of_shift(language),
        }
    }

    /// What is about one shift.
    fn text_of_shift(&self, language: Language) -> String {
        match self {
            Self::Shift(error) => language.pick(format!("{}.", dutch(*error)), format!("{error}.")),
            Self::Future => language.pick(
                "De dienst eindigt in de toekomst. Voer in wat gewerkt is; wat komt hoort in de planning.".into(),
                "The shift ends in the future. Enter what was worked; what is to come belongs in the planning.".into(),
            ),
            Self::Overlaps { with } => language.pick(
                format!("Overlapt {with}; dezelfde tijd zou dubbel betaald worden. Wijzig die dienst, of deze."),
                format!("Overlaps {with}; the same time would be paid twice. Change that shift, or this one."),
            ),
            Self::BreakWithOvernights => language.pick(
                "Deze medewerker mag over de nacht klokken; dan mogen er geen pauzes geboekt worden. Voer twee diensten in."
                    .into(),
                "This person may clock overnight; then no breaks may be booked. Enter two shifts.".into(),
            ),
            Self::NotThere(what) => language.pick(format!("Niet gevonden: {what}."), format!("Not found: {what}.")),
            Self::ChangedMeanwhile(what) => language.pick(
                format!("{what} is intussen gewijzigd. Kijk opnieuw met `loonbrug shifts list`."),
                format!("{what} was changed meanwhile. Look again with `loonbrug shifts list`."),
            ),
            Self::NoTimeTracking => language.pick(
                "Klokken op je eigen pagina staat uit. Klok bij de klokterminal, of vraag je planner.".into(),
                "Clocking on your own page is off. Clock at the terminal, or ask your planner.".into(),
            ),
            Self::NotAtThatMoment => language.pick(
                "Dit is te lang geleden om nog door te geven, of de klok van je telefoon loopt voor. Zeg tegen je planner hoe laat het was.".into(),
                "This is too long ago to be told, or the clock of your phone is ahead. Tell your planner what time it was.".into(),
            ),
            Self::NoDevice => language.pick(
                "Dit apparaat is geen klokterminal, of niet meer. Maak het er opnieuw een van.".into(),
                "This device is no clock terminal, or no longer. Make it one again.".into(),
            ),
            Self::NothingChanges => language.pick(
                "Dat staat er al zo.".into(),
                "It is so already.".into(),
            ),
            _ => language.pick(
                "Zeg waarom, met --reason.".into(),
                "Say why, with --reason.".into(),
            ),
        }
    }
}

fn events(faults: &[EventFault], language: Language) -> String {
    let mut text = language
        .pick(
            "Deze levering is niet bruikbaar; er is niets opgeslagen.",
            "This delivery is not usable; nothing was stored.",
        )
        .to_owned();
    for fault in faults {
        // Writing to a text cannot fail.
        let _ = write!(text, "\n  {}", fault.text(language));
    }
    text
}

fn steps(refused: &[StepRefused], language: Language) -> String {
    let mut text = language
        .pick(
            "Dit kan niet; er is niets gewijzigd.",
            "This is not possible; nothing was changed.",
        )
        .to_owned();
    for one in refused {
        let why = language.pick(&one.why.0, &one.why.1);
        let _ = write!(text, "\n  {}: {why}", one.shift);
    }
    text
}

pub(super) fn dutch(error: ShiftError) -> String {
    match error {
        ShiftError::Start { .. } => "Een dienst begint tussen 00:00 en 23:59".into(),
        ShiftError::Reversed { .. } => "De dienst eindigt voordat hij begint".into(),
        ShiftError::TooLong { .. } => "Een dienst duurt ten hoogste 24 uur".into(),
        ShiftError::NoTime => "Er verstrijkt geen tijd in deze dienst".into(),
        ShiftError::NegativeBreak { minutes } => format!("Een pauze van {minutes} minuten kan niet"),
        ShiftError::BreakTooLong { minutes, shift } => {
            format!("De pauze van {minutes} minuten beslaat de hele dienst van {shift} minuten")
        }
        ShiftError::BreakOutside { .. } => "Een pauze ligt niet in de dienst".into(),
        ShiftError::BreaksOverlap { .. } => "Twee pauzes vallen over elkaar".into(),
        ShiftError::NotASurcharge { factor } => format!("{factor} is geen toeslag"),
        ShiftError::FactorTwice { factor } => format!("{factor} komt twee keer voor in één dienst"),
        ShiftError::NegativeFactorMinutes { factor, minutes } => format!("{minutes} bij {factor} kan niet"),
        ShiftError::TooManyFactorMinutes { surcharged, worked } => {
            format!("{surcharged} met toeslag is meer dan de {worked} die gewerkt zijn")
        }
    }
}
