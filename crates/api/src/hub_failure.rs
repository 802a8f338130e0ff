//! Which kind of problem a failure of the hub is.

use crate::problem::Kind;
use loonbrug_domain::access::Right;
use loonbrug_hub::access::AccessRefusal;
use loonbrug_hub::ledgers::LedgerRefusal;
use loonbrug_hub::notices::NoticeRefusal;
use loonbrug_hub::profiles::ProfileRefusal;
use loonbrug_hub::time::TimeRefusal;
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::FaultClass;

/// Which kind it is.
pub fn kind(error: &HubError) -> Kind {
    match error {
        HubError::Store(_) | HubError::Vault(_) | HubError::Settings { .. } => Kind::Fault,
        HubError::Nmbrs(fault) => match fault.class {
            FaultClass::Retry { .. } => Kind::NmbrsAway,
            FaultClass::Rejected | FaultClass::Unknown | FaultClass::Pause => Kind::Nmbrs,
        },
        HubError::Refused(refusal) => of_refusal(refusal),
    }
}

/// The right that was lacking.
pub fn lacking(error: &HubError) -> Option<Right> {
    match error {
        HubError::Refused(Refusal::Access(AccessRefusal::MayNot(right))) => Some(*right),
        _ => None,
    }
}

fn of_refusal(refusal: &Refusal) -> Kind {
    match refusal {
        Refusal::NoCoupling(_)
        | Refusal::NoOrganisation(_)
        | Refusal::NoPerson(_)
        | Refusal::NoRun(_)
        | Refusal::NoLine(_)
        | Refusal::NoConflict(_)
        | Refusal::Notice(NoticeRefusal::NoDelivery(_) | NoticeRefusal::NoWebhook(_)) => Kind::NotFound,
        Refusal::Paused { .. } | Refusal::NoAuthorisation(_) => Kind::Paused,
        Refusal::Busy(_) => Kind::Busy,
        Refusal::PlanChanged | Refusal::ChangedMeanwhile(_) | Refusal::NotDrifted(_) => Kind::Changed,
        Refusal::CouplingExists(_)
        | Refusal::CompanyCoupled { .. }
        | Refusal::SameFile(_)
        | Refusal::NumberTaken { .. } => Kind::Exists,
        Refusal::Access(refusal) => of_access(refusal),
        Refusal::Time(refusal) => of_time(refusal),
        Refusal::Ledger(refusal) => of_ledger(refusal),
        Refusal::Profile(refusal) => of_profile(refusal),
        _ => Kind::Refused,
    }
}

fn of_access(refusal: &AccessRefusal) -> Kind {
    match refusal {
        AccessRefusal::NoSession | AccessRefusal::TokenRefused => Kind::NoToken,
        AccessRefusal::Waits => Kind::Waits,
        AccessRefusal::MayNot(_) => Kind::NotAllowed,
        AccessRefusal::ProofNeeded | AccessRefusal::SecondFactorNeeded => Kind::ForPeople,
        AccessRefusal::NotApproved => Kind::NotApproved,
        AccessRefusal::NoOrganisation
        | AccessRefusal::NoPerson
        | AccessRefusal::NoUser(_)
        | AccessRefusal::NoToken(_) => Kind::NotFound,
        _ => Kind::Refused,
    }
}

fn of_time(refusal: &TimeRefusal) -> Kind {
    match refusal {
        TimeRefusal::NotThere(_) | TimeRefusal::NoTerminal(_) | TimeRefusal::NoRoster(_) => Kind::NotFound,
        TimeRefusal::ChangedMeanwhile(_) => Kind::Changed,
        TimeRefusal::TerminalExists(_) => Kind::Exists,
        _ => Kind::Refused,
    }
}

fn of_ledger(refusal: &LedgerRefusal) -> Kind {
    match refusal {
        LedgerRefusal::NotThere { .. } => Kind::NotFound,
        LedgerRefusal::Changed | LedgerRefusal::Decided { .. } | LedgerRefusal::Recovered(_) => Kind::Changed,
        _ => Kind::Refused,
    }
}

fn of_profile(refusal: &ProfileRefusal) -> Kind {
    match refusal {
        ProfileRefusal::NoTemplate(_) | ProfileRefusal::NoOddFigure { .. } => Kind::NotFound,
        ProfileRefusal::GroupExists(_) => Kind::Exists,
        _ => Kind::Refused,
    }
}
