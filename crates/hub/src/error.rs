//! What can go wrong in the hub, in words that say what to do next.

use crate::access::AccessRefusal;
use crate::keeping_text::{store_text, vault_text};
use crate::ledgers::LedgerRefusal;
use crate::notices::NoticeRefusal;
use crate::pause_reason::PauseReason;
use crate::profiles::ProfileRefusal;
use crate::time::TimeRefusal;
use crate::vault::VaultError;
use loonbrug_domain::profile::Ambiguity;
use loonbrug_domain::rules::{RuleFault, RuleFileFault};
use loonbrug_domain::{DateRange, Language};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode};
use loonbrug_store::StoreError;

/// Any failure of the hub.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A call to Nmbrs.
    #[error(transparent)]
    Nmbrs(#[from] Fault),
    /// A secret or its key.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Settings in the database cannot be read.
    #[error("the settings of coupling {coupling} cannot be read: {source}")]
    Settings {
        /// The coupling.
        coupling: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A refusal with a reason that a person can act on.
    #[error("{0}")]
    Refused(Refusal),
}

/// Why something was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no coupling of this name.
    #[error("there is no coupling {0}")]
    NoCoupling(String),
    /// There is already a coupling of this name.
    #[error("there is already a coupling {0}")]
    CouplingExists(String),
    /// The organisation has a coupling with this company: with a second one its hours would go twice.
    #[error("company {company} has coupling {coupling} already")]
    CompanyCoupled {
        /// The company.
        company: String,
        /// The coupling that has it.
        coupling: String,
    },
    /// There is no organisation of this name.
    #[error("there is no organisation {0}")]
    NoOrganisation(String),
    /// The company is not among those that the account sees.
    #[error("company {wanted} is not among {seen}")]
    NoCompany {
        /// What was asked for.
        wanted: String,
        /// What the account sees.
        seen: String,
    },
    /// The coupling stands still.
    #[error("coupling {coupling} is paused: {}", reason.en)]
    Paused {
        /// The coupling.
        coupling: String,
        /// Why.
        reason: PauseReason,
    },
    /// There is no log-in or token for the coupling.
    #[error("coupling {0} has no authorisation")]
    NoAuthorisation(String),
    /// The id of the company over this interface is not known.
    #[error("the id of the company over this interface is not known")]
    CompanyIdUnknown,
    /// Another run is at work on the same company, or on the hours of the same organisation.
    #[error("another run is at work on {0}")]
    Busy(String),
    /// The range does not fall in one pay period.
    #[error("{range} does not fall in one pay period")]
    RangeNotInPeriod {
        /// The range.
        range: DateRange,
    },
    /// Part of the range was sent before as part of another range.
    #[error("{range} overlaps {sent}, which was sent before")]
    RangeOverlaps {
        /// The range asked for.
        range: DateRange,
        /// The range sent.
        sent: DateRange,
    },
    /// The plan is no longer the one that was looked at.
    #[error("the plan changed since it was looked at")]
    PlanChanged,
    /// There is no rule set of this name that is valid on the range's dates.
    #[error("there is no rule set {0} for these dates")]
    NoRuleSet(String),
    /// Hours of a year, by rules that do not say how many those are.
    #[error("the rule set {rules} has no norm of the year at the end of {year}")]
    NoYearNorm {
        /// Name of the rule set.
        rules: String,
        /// The year.
        year: i16,
    },
    /// Two hour codes for one thing, of which one would never be used.
    #[error("{0} has two hour codes")]
    TwoCodes(String),
    /// A settling time in which a call may still be under way.
    #[error("a settling time of {0} seconds is too short")]
    SettlesTooSoon(u32),
    /// The same file was imported before.
    #[error("the same file was imported before, on {0}")]
    SameFile(String),
    /// Some lines of a file cannot be used, and the good ones were not accepted by themselves.
    #[error("{0} lines cannot be used")]
    LinesRefused(usize),
    /// A file would change or remove hours that are stored.
    #[error("the file changes {changed} and removes {removed} of the hours that are stored")]
    WouldReplace {
        /// Changed.
        changed: usize,
        /// Removed.
        removed: usize,
    },
    /// A configuration file says something that does not fit.
    #[error("{0}")]
    Configuration(String),
    /// A file of rules has faults; all of them, by line.
    #[error("the file of rules has {} faults", .0.len())]
    RuleFile(Vec<RuleFileFault>),
    /// A rule set cannot be used, by itself or beside the others of its name.
    #[error("{0}")]
    Rules(Box<RuleFault>),
    /// A configuration file gives a coupling to another organisation than it belongs to.
    #[error("coupling {0} belongs to another organisation")]
    CouplingElsewhere(String),
    /// Somebody else changed the coupling in the meantime.
    #[error("coupling {0} was changed by somebody else meanwhile")]
    ChangedMeanwhile(String),
    /// Only a log-in takes the place of a token.
    #[error("moving needs a log-in at Nmbrs")]
    NeedsLogin,
    /// A line that a person named is not in the plan.
    #[error("there is no line {0}")]
    NoLine(String),
    /// No posting of this mark is in conflict.
    #[error("no conflict has the mark {0}")]
    NoConflict(String),
    /// A row that cannot be the posting's.
    #[error("the row cannot be that of {mark}; it can be: {candidates}")]
    NotThatRow {
        /// The posting.
        mark: String,
        /// The rows that can.
        candidates: String,
    },
    /// Nobody changed this line by hand.
    #[error("line {0} was not changed by hand")]
    NotDrifted(usize),
    /// A decided quantity is zero or below: a negative line would correct something without saying what.
    #[error("line {0} cannot have a quantity of zero or below")]
    QuantityNotPositive(usize),
    /// The database holds what a demonstration must not touch.
    #[error("this database holds the data of {0}")]
    RealData(String),
    /// A person that was named is not there.
    #[error("there is no person {0}")]
    NoPerson(String),
    /// Somebody of the organisation has this employee number.
    #[error("number {number} is {person}'s")]
    NumberTaken {
        /// The number.
        number: i64,
        /// Who has it.
        person: String,
    },
    /// Something about groups, settings or templates.
    #[error(transparent)]
    Profile(#[from] ProfileRefusal),
    /// Something about clock, shifts or planning.
    #[error(transparent)]
    Time(#[from] TimeRefusal),
    /// There is no run of this identity.
    #[error("there is no run {0}")]
    NoRun(String),
    /// Something about ledgers.
    #[error(transparent)]
    Ledger(#[from] LedgerRefusal),
    /// Something about notices.
    #[error(transparent)]
    Notice(#[from] NoticeRefusal),
    /// Somebody is not let in or not allowed.
    #[error(transparent)]
    Access(#[from] AccessRefusal),
}

impl From<Refusal> for HubError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ProfileRefusal> for HubError {
    fn from(refusal: ProfileRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<NoticeRefusal> for HubError {
    fn from(refusal: NoticeRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<TimeRefusal> for HubError {
    fn from(refusal: TimeRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Box<Ambiguity>> for HubError {
    fn from(ambiguity: Box<Ambiguity>) -> Self {
        ProfileRefusal::from(ambiguity).into()
    }
}

impl HubError {
    /// What happened and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Refused(refusal) => refusal.text(language),
            Self::Nmbrs(fault) => fault_text(fault, language),
            Self::Vault(error) => vault_text(error, language),
            Self::Store(error) => store_text(error, language),
            Self::Settings { coupling, source } => language.pick(
                format!("De instellingen van {coupling} zijn niet te lezen. Zet een back-up terug. ({source})"),
                format!("The settings of {coupling} cannot be read. Restore a backup. ({source})"),
            ),
        }
    }

    /// The same for whoever comes in from elsewhere: of a fault of ours only that there was one, the log has the rest
    /// (ASVS 16.5.1).
    #[must_use]
    pub fn text_for_visitors(&self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::Refused(_) | Self::Nmbrs(_) => return self.text(language),
            Self::Store(_) | Self::Vault(_) | Self::Settings { .. } => (
                "Er ging bij ons iets mis. Kijk hoe het nu staat, en probeer het opnieuw. Blijft het zo, vraag dan wie Loonbrug beheert: het logboek zegt meer.",
                "Something went wrong on our side. Look how things stand now, and try again. If it goes on, ask whoever runs Loonbrug: the log says more.",
            ),
        };
        language.pick(dutch, english).to_owned()
    }
}

/// What a fault of Nmbrs means and what to do about it.
#[must_use]
pub fn fault_text(fault: &Fault, language: Language) -> String {
    let remedy = match (fault.code, fault.class) {
        (Some(FaultCode::InvalidAuthentication), _) => language.pick(
            "Nmbrs kent dit e-mailadres, dit token of dit domein niet. Controleer ze in Nmbrs onder Gebruiker profiel → API-Token en koppel opnieuw.",
            "Nmbrs does not know this e-mail address, token or domain. Check them in Nmbrs under User profile → API token and link again.",
        ),
        (Some(FaultCode::InvalidDomain), _) => language.pick(
            "Het domein ontbreekt of klopt niet: het is het deel vóór .nmbrs.nl in de adresbalk van Nmbrs.",
            "The domain is missing or wrong: it is the part before .nmbrs.nl in the address bar of Nmbrs.",
        ),
        (Some(FaultCode::UnauthorisedMethod), _) => language.pick(
            "Dit account mag deze aanroep niet doen. Zet hem aan in Nmbrs onder Instellingen → Gebruikers → Template Users → API, of log opnieuw in.",
            "This account may not make this call. Switch it on in Nmbrs under Settings → Users → Template Users → API, or log in again.",
        ),
        (Some(FaultCode::GrantRevoked), _) => language.pick(
            "De toestemming in Nmbrs is ingetrokken of verlopen. Log opnieuw in bij Nmbrs; er is niets verloren.",
            "The consent in Nmbrs was revoked or has run out. Log in at Nmbrs again; nothing is lost.",
        ),
        (Some(FaultCode::Disabled), _) => language.pick(
            "Dit account heeft geen geldig abonnement op de API. Neem contact op met Nmbrs.",
            "This account has no valid subscription to the API. Ask Nmbrs.",
        ),
        (Some(FaultCode::ProtectedPeriod), _) => language.pick(
            "Deze loonperiode is in Nmbrs niet open. Kies de lopende periode, of open de periode in Nmbrs.",
            "This pay period is not open in Nmbrs. Choose the current one, or open the period in Nmbrs.",
        ),
        (_, FaultClass::Retry { .. }) => language.pick(
            "Nmbrs is nu niet bereikbaar of heeft het druk. Er is niets gebeurd; probeer het later opnieuw.",
            "Nmbrs cannot be reached now or is busy. Nothing happened; try again later.",
        ),
        (_, FaultClass::Unknown) => language.pick(
            "Het antwoord van Nmbrs is niet bruikbaar. Of er iets is gebeurd, leest Loonbrug bij de volgende keer terug.",
            "The answer of Nmbrs cannot be used. Whether anything happened is read back at the next run.",
        ),
        _ => language.pick("Nmbrs heeft dit geweigerd.", "Nmbrs refused this."),
    };
    format!("{remedy} ({fault})")
}
