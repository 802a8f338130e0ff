//! Records of notices: what is told, to whom, and whether it arrived.

use crate::AuditEntry;
use jiff::Timestamp;
use loonbrug_domain::ids::{DeliveryId, LeaveRequestId, NoticeId, OrganisationId, PersonId, UserId, WebhookId};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::notice::{NoticeKind, Timing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A notice (melding).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Notice {
    /// Identity.
    pub id: NoticeId,
    /// Of which organisation; `None` for what is of a user of the installation.
    pub organisation: Option<OrganisationId>,
    /// What kind.
    pub kind: NoticeKind,
    /// What brought it about, in words that name it and nothing else: no cause is told twice.
    #[serde(skip)]
    pub cause: String,
    /// What happened, in Dutch.
    pub dutch: String,
    /// What happened, in English.
    pub english: String,
    /// The page where it can be seen, from the root of the site.
    pub link: String,
    /// The ids of what it is about, by what they are.
    pub subject: BTreeMap<String, String>,
    /// The end of the link that is a secret, encrypted; until it was brought.
    #[serde(skip)]
    pub sealed: Option<Vec<u8>>,
    /// Since when it is known.
    pub created_at: Timestamp,
}

/// To whom a notice is brought.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// A user, by mail.
    User(UserId),
    /// Another program.
    Webhook(WebhookId),
}

/// What became of a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// It is to be tried, or tried again.
    Waiting,
    /// The other side has taken it over.
    Sent,
    /// It is not tried any more, until somebody asks for it.
    GivenUp,
}

impl DeliveryState {
    /// The word that stands in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::GivenUp => "given-up",
        }
    }
}

/// One receiver of one notice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Delivery {
    /// Identity: that of the message, however often it is sent.
    pub id: DeliveryId,
    /// Which notice.
    pub notice: NoticeId,
    /// To whom.
    pub receiver: Receiver,
    /// Whether it comes together with others of that day, in one letter.
    pub together: bool,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was to be tried first.
    pub first_due_at: Timestamp,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// What the other side said last; empty before it said anything.
    pub answer: String,
    /// When it arrived or was given up.
    pub settled_at: Option<Timestamp>,
}

/// Notices, and who is to hear of each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Telling {
    /// What is told.
    pub notices: Vec<Notice>,
    /// To whom.
    pub deliveries: Vec<Delivery>,
}

/// What came of one try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// The how manieth try it was; of a try that another one overtook, nothing is kept.
    pub attempts: u32,
    /// What became of it.
    pub state: DeliveryState,
    /// When it is tried next, where it waits.
    pub due_at: Timestamp,
    /// What the other side said.
    pub answer: String,
    /// When.
    pub at: Timestamp,
}

/// A program of the customer that hears of notices.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Webhook {
    /// Identity.
    pub id: WebhookId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Where it listens.
    pub address: String,
    /// What it hears of.
    pub kinds: BTreeSet<NoticeKind>,
    /// What signs, encrypted.
    #[serde(skip)]
    pub secret: Vec<u8>,
    /// A former secret that signs too, encrypted, and until when.
    #[serde(skip)]
    pub former: Option<(Vec<u8>, Timestamp)>,
    /// How many deliveries failed in a row.
    pub failures: u32,
    /// Since when nothing is sent to it.
    pub paused_at: Option<Timestamp>,
    /// Since when it is there.
    pub created_at: Timestamp,
}

/// When a user hears of a kind by mail.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NoticeChoice {
    /// Who.
    pub user: UserId,
    /// Of what.
    pub kind: NoticeKind,
    /// When.
    pub timing: Timing,
}

/// An entry of the audit log that nobody was told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UntoldEntry {
    /// Its place in the log.
    pub sequence: i64,
    /// The entry.
    pub entry: AuditEntry,
}

/// A request for leave, or the decision about it, that nobody was told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UntoldLeave {
    /// Which request.
    pub request: LeaveRequestId,
    /// Where.
    pub organisation: OrganisationId,
    /// Who asked.
    pub person: PersonId,
    /// As it stands.
    pub state: RequestState,
}
