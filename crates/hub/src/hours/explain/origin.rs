//! Where a shift comes from, and who let it count: a file, a hand, clock events; every revision with who and when.

use crate::application::Hub;
use crate::error::HubError;
use crate::time::ClockOrigin;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::Language;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::clock::Clocked;
use loonbrug_domain::explain::{Explanation, Fact, Reckoned, reckoned};
use loonbrug_domain::ids::{ImportId, OrganisationId, TerminalId};
use loonbrug_store::{ClockSubject, Import, ShiftEvent, ShiftHistory, ShiftRevision, ShiftSource, StoredShift};
use std::collections::HashMap;

/// An event that comes in after so long is said to be late.
const LATE: SignedDuration = SignedDuration::from_mins(15);

/// What shifts come from: files and terminals.
pub(super) struct Origins<'h> {
    hub: &'h Hub,
    organisation: OrganisationId,
    imports: HashMap<ImportId, Explanation>,
    terminals: HashMap<TerminalId, String>,
}

impl<'h> Origins<'h> {
    /// Reads the files and terminals of an organisation.
    pub async fn load(hub: &'h Hub, organisation: OrganisationId) -> Result<Self, HubError> {
        let imports = hub.store.imports(organisation).await?;
        let terminals = hub.store.terminals(organisation).await?;
        Ok(Self {
            hub,
            organisation,
            imports: imports.iter().map(|one| (one.id, imported(hub, one))).collect(),
            terminals: terminals.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }

    /// The file that something came in with.
    pub fn of_import(&self, import: ImportId) -> Option<Explanation> {
        self.imports.get(&import).cloned()
    }

    /// Where a shift comes from.
    pub async fn of_shift(&self, shift: &StoredShift) -> Result<Vec<Explanation>, HubError> {
        let import = shift.import.and_then(|import| self.of_import(import));
        let mut origin: Vec<Explanation> = import.into_iter().collect();
        let source = match shift.source {
            ShiftSource::Import => None,
            ShiftSource::Hand => Some(("met de hand ingevoerd", "entered by hand")),
            ShiftSource::Clock => Some(("van de klokterminal", "from the clock terminal")),
            ShiftSource::Planning => Some(("overgenomen uit de planning", "taken over from the planning")),
        };
        let history = self.hub.store.shift_history(self.organisation, shift.entry).await?;
        let clocked = history.revisions.iter().find(|revision| revision.shift.id == shift.id);
        let clocked = match clocked.and_then(ClockOrigin::of) {
            Some(clocked) => self.clocked(&clocked).await?,
            None => Vec::new(),
        };
        origin.extend(source.map(|(dutch, english)| said(dutch.to_owned(), english.to_owned()).because(clocked)));
        origin.extend(
            history
                .events
                .iter()
                .filter_map(|event| self.happened(&history, event, shift)),
        );
        Ok(origin)
    }

    /// What was done with a revision up to this one. The times of an earlier revision are said with it.
    fn happened(&self, history: &ShiftHistory, event: &ShiftEvent, shift: &StoredShift) -> Option<Explanation> {
        let of = history
            .revisions
            .iter()
            .find(|revision| revision.shift.id == event.shift)?;
        let revision = of.shift.revision;
        if revision > shift.revision {
            return None;
        }
        let on = dutch_date(self.hub.surroundings.date_of(event.at));
        let times = if revision < shift.revision {
            format!(" ({})", times(of))
        } else {
            String::new()
        };
        let reason = match event.reason.as_str() {
            "" => String::new(),
            reason => format!(": {reason}"),
        };
        let (who, word) = (&event.actor, |language| event.to.word(language));
        let (dutch, english) = (word(Language::Dutch), word(Language::English));
        Some(said(
            format!("revisie {revision}{times}: {dutch} op {on} door {who}{reason}"),
            format!("revision {revision}{times}: {english} on {on} by {who}{reason}"),
        ))
    }

    /// The clock events at both ends of a shift, as they came in.
    async fn clocked(&self, origin: &ClockOrigin) -> Result<Vec<Explanation>, HubError> {
        let keys = [origin.came.event, origin.went.event];
        let events = self.hub.store.clock_events_called(self.organisation, &keys).await?;
        let mut sides = Vec::new();
        for (clocked, coming) in [(origin.came, true), (origin.went, false)] {
            let event = events.iter().find(|event| event.key == clocked.event);
            let by = event.map(|event| subject(&event.subject)).unwrap_or_default();
            let received = event.map(|event| event.received_at);
            sides.push(reckoned(self.side(clocked, coming, by, received)));
        }
        Ok(sides)
    }

    fn side(&self, clocked: Clocked, coming: bool, by: String, received: Option<Timestamp>) -> Reckoned {
        let terminal = self.terminals.get(&clocked.event.terminal).cloned();
        let raw = clocked.time.raw;
        Reckoned::Clocked {
            coming,
            terminal: terminal.unwrap_or_default(),
            sequence: clocked.event.sequence,
            by,
            raw,
            counts: clocked.time.at,
            reason: clocked.time.reason,
            delivered_late: received.filter(|received| received.duration_since(raw) > LATE),
        }
    }
}

/// The badge; or who entered the event, and why.
fn subject(subject: &ClockSubject) -> String {
    match subject {
        ClockSubject::Badge(number) => format!("badge {number}"),
        ClockSubject::Person { entered_by, reason, .. } => format!("{entered_by}: {reason}"),
    }
}

fn times(revision: &ShiftRevision) -> String {
    let shift = &revision.shift;
    let times = loonbrug_domain::allowance::ShiftTimes {
        start_minute: shift.start_minute,
        end_minute: shift.end_minute,
    };
    format!("{} {times}", dutch_date(shift.date))
}

fn imported(hub: &Hub, import: &Import) -> Explanation {
    Explanation::of(Fact::Import {
        file: import.file_name.clone(),
        by: import.imported_by.clone(),
        on: hub.surroundings.date_of(import.imported_at),
    })
}

/// Something in words of both languages.
pub(crate) fn said(dutch: String, english: String) -> Explanation {
    Explanation::of(Fact::Said { dutch, english })
}
