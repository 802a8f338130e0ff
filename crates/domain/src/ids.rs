//! Identities of our own records: UUIDs of version 7, made by whoever creates the record.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One employer, the owner of every other record.
    OrganisationId
);
id!(
    /// One coupling (koppeling): an organisation joined with one Nmbrs company.
    CouplingId
);
id!(
    /// One person (medewerker) of an organisation.
    PersonId
);
id!(
    /// One revision of a shift (dienst); a change makes a new one.
    ShiftId
);
id!(
    /// One entry of worked time, whatever revisions it has; the id of its first revision.
    ShiftEntryId
);
id!(
    /// One clock terminal (klokterminal).
    TerminalId
);
id!(
    /// One planned shift (ingeroosterde dienst).
    PlannedShiftId
);
id!(
    /// One imported line of hours that somebody else computed.
    HourLineId
);
id!(
    /// One file that was brought in.
    ImportId
);
id!(
    /// One run of a flow: plan, apply, verify.
    RunId
);
id!(
    /// One posting (boeking naar Nmbrs): the unit that is sent once.
    PostingId
);
id!(
    /// One entry of an hour ledger.
    LedgerEntryId
);
id!(
    /// One request for leave (verlofaanvraag).
    LeaveRequestId
);
id!(
    /// One case of sickness (ziektegeval).
    SicknessCaseId
);
id!(
    /// One payout (uitbetaling): hours of one person that are to be paid out through Nmbrs.
    PayoutId
);
id!(
    /// One user (gebruiker) of the installation: whoever signs in.
    UserId
);
id!(
    /// One session (sessie) of a user on one device.
    SessionId
);
id!(
    /// One token of the interface for other programs (API-token).
    TokenId
);
id!(
    /// One provider of identities (OpenID Connect) with which users sign in.
    ProviderId
);
id!(
    /// One notice (melding): something that somebody must hear of.
    NoticeId
);
id!(
    /// One delivery of a notice to one receiver.
    DeliveryId
);
id!(
    /// One webhook: a program of the customer that hears of notices.
    WebhookId
);
