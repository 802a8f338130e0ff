//! What is to be told: derived from what is stored, and never told twice, because its cause is kept with it.

mod calendar;

use super::link::coupling_page;
use super::receivers::Receivers;
use super::words::{self, Words};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{CouplingId, NoticeId, OrganisationId, PersonId, UserId};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_store::{AuditEntry, Notice, Run, Telling, UntoldEntry, UntoldLeave};
use std::collections::BTreeMap;

/// What is older is no news: an installation that stood still, or learns to write letters, does not tell all that was.
const NEWS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whom it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum About {
    /// The organisation as a whole.
    Organisation,
    /// One person of it.
    Person(PersonId),
    /// One user of the installation.
    User(UserId),
}

/// Something that is to be told.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub organisation: Option<OrganisationId>,
    pub kind: NoticeKind,
    pub cause: String,
    pub words: Words,
    pub link: String,
    pub subject: Vec<(&'static str, String)>,
    pub about: About,
    /// Whether it is told to programs only, because people hear of it in other words.
    pub is_quiet: bool,
}

impl Found {
    fn of(organisation: OrganisationId, kind: NoticeKind, cause: String, words: Words) -> Self {
        Self {
            organisation: Some(organisation),
            kind,
            cause,
            words,
            link: format!("/e/{organisation}/today"),
            subject: Vec::new(),
            about: About::Organisation,
            is_quiet: false,
        }
    }

    /// What is of a user of the installation.
    pub fn of_user(user: UserId, kind: NoticeKind, cause: String, words: Words) -> Self {
        Self {
            organisation: None,
            kind,
            cause,
            words,
            link: "/account".to_owned(),
            subject: Vec::new(),
            about: About::User(user),
            is_quiet: false,
        }
    }

    fn notice(&self, id: NoticeId, now: Timestamp) -> Notice {
        let subject = self.subject.iter();
        Notice {
            id,
            organisation: self.organisation,
            kind: self.kind,
            cause: self.cause.clone(),
            dutch: self.words.dutch.clone(),
            english: self.words.english.clone(),
            link: self.link.clone(),
            subject: subject.map(|(name, id)| ((*name).to_owned(), id.clone())).collect(),
            sealed: None,
            created_at: now,
        }
    }
}

/// The couplings, by name and by id.
struct Couplings(BTreeMap<CouplingId, OpenCoupling>);

impl Couplings {
    async fn read(hub: &Hub) -> Result<Self, HubError> {
        let all = hub.couplings().await?.into_iter();
        Ok(Self(all.map(|one| (one.id(), one)).collect()))
    }

    fn named(&self, name: &str) -> Option<&OpenCoupling> {
        self.0.values().find(|one| one.row.name == name)
    }
}

impl Hub {
    /// Finds what happened that somebody must hear of, and stores it with who that is. Gives how much was found. Several
    /// nodes may look at the same time.
    pub async fn find_notices(&self) -> Result<usize, HubError> {
        let since = self.surroundings.now() - NEWS;
        let entries = self.store.untold_entries(since).await?;
        let runs = self.store.untold_runs(since).await?;
        let leave = self.store.untold_leave(since).await?;
        if entries.is_empty() && runs.is_empty() && leave.is_empty() {
            return Ok(0);
        }
        let couplings = Couplings::read(self).await?;
        let mut found = Vec::new();
        for untold in &entries {
            found.extend(self.of_entry(untold, &couplings).await?);
        }
        found.extend(runs.iter().filter_map(|run| of_run(run, &couplings)));
        found.extend(leave.iter().map(of_leave));
        self.tell_found(&found).await
    }

    /// Stores what was found with who is to hear of it.
    pub(super) async fn tell_found(&self, found: &[Found]) -> Result<usize, HubError> {
        let telling = self.telling(found).await?;
        self.store.tell(&telling, &[]).await?;
        Ok(telling.notices.len())
    }

    /// What was found, with who is to hear of it.
    pub(super) async fn telling(&self, found: &[Found]) -> Result<Telling, HubError> {
        let receivers = Receivers::read(self, found).await?;
        let mut telling = Telling::default();
        for one in found {
            let id = NoticeId(self.surroundings.identity());
            telling.notices.push(one.notice(id, self.surroundings.now()));
            telling.deliveries.extend(receivers.deliveries(self, one, id));
        }
        Ok(telling)
    }

    async fn of_entry(&self, untold: &UntoldEntry, couplings: &Couplings) -> Result<Option<Found>, HubError> {
        let AuditEntry {
            organisation,
            action,
            subject,
            ..
        } = &untold.entry;
        let cause = format!("audit {}", untold.sequence);
        let Some(organisation) = *organisation else {
            return self.of_user_entry(action, subject, cause).await;
        };
        let of = |kind, words| Found::of(organisation, kind, cause, words);
        let coupling = |found: Found| Found {
            link: coupling_page(organisation, subject),
            subject: couplings
                .named(subject)
                .map(|one| ("coupling", one.id().to_string()))
                .into_iter()
                .collect(),
            ..found
        };
        Ok(Some(match action.as_str() {
            "coupling.paused" => coupling(of(NoticeKind::CouplingPaused, words::coupling_paused(subject))),
            "coupling.resumed" => coupling(of(NoticeKind::CouplingResumed, words::coupling_resumed(subject))),
            "webhook.paused" => Found {
                link: format!("/e/{organisation}/settings/webhooks"),
                subject: vec![("webhook", subject.clone())],
                ..of(NoticeKind::WebhookPaused, words::webhook_paused())
            },
            _ => Found {
                link: format!("/e/{organisation}/hours"),
                ..of(NoticeKind::ShiftsApproved, words::shifts_approved())
            },
        }))
    }

    /// What is about a user, who may be gone.
    async fn of_user_entry(&self, action: &str, email: &str, cause: String) -> Result<Option<Found>, HubError> {
        let Ok(email) = EmailAddress::parse(email) else {
            return Ok(None);
        };
        let Some(user) = self.store.user_of_email(&email).await? else {
            return Ok(None);
        };
        let (kind, words) = match action {
            "sign-in.new-place" => (NoticeKind::NewPlace, words::new_place()),
            "sign-in.linked" | "sign-in.unlinked" => (NoticeKind::WayInChanged, words::way_in_changed()),
            _ => (NoticeKind::PasswordChanged, words::password_changed()),
        };
        Ok(Some(Found::of_user(user.id, kind, cause, words)))
    }
}

/// What a run that was finished tells. A failure that made the coupling stand still is told by that.
fn of_run(run: &Run, couplings: &Couplings) -> Option<Found> {
    let coupling = couplings.0.get(&run.coupling)?;
    let name = &coupling.row.name;
    let (kind, words) = match run.state.as_str() {
        "done" => (NoticeKind::RunDone, words::run_done(run, name)),
        "failed" => (NoticeKind::RunFailed, words::run_failed(run, name)),
        _ => (NoticeKind::RunNeedsPerson, words::run_needs_person(run, name)),
    };
    Some(Found {
        is_quiet: kind == NoticeKind::RunFailed && coupling.paused().is_some(),
        ..about_run(run, kind, words)
    })
}

fn about_run(run: &Run, kind: NoticeKind, words: Words) -> Found {
    let organisation = run.organisation;
    Found {
        link: format!("/e/{organisation}/history/{}", run.id),
        subject: vec![
            ("run", run.id.to_string()),
            ("coupling", run.coupling.to_string()),
            ("flow", run.flow.clone()),
        ],
        ..Found::of(organisation, kind, format!("run {}", run.id), words)
    }
}

fn of_leave(untold: &UntoldLeave) -> Found {
    let UntoldLeave {
        request,
        organisation,
        person,
        state,
    } = untold;
    let (kind, page, word) = match state {
        RequestState::Approved => (NoticeKind::LeaveDecided, "me/leave", "approved"),
        RequestState::Rejected => (NoticeKind::LeaveDecided, "me/leave", "rejected"),
        _ => (NoticeKind::LeaveRequested, "leave", "requested"),
    };
    Found {
        link: format!("/e/{organisation}/{page}"),
        subject: vec![
            ("request", request.to_string()),
            ("person", person.to_string()),
            ("state", word.to_owned()),
        ],
        about: About::Person(*person),
        ..Found::of(
            *organisation,
            kind,
            format!("leave {request} {word}"),
            words::leave(*state),
        )
    }
}
