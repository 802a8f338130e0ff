//! Clock terminals and badges.

use super::TimeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::Date;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::{OrganisationId, PersonId, TerminalId};
use loonbrug_store::{Badge, Terminal};
use serde_json::json;

/// The terminal of events that somebody enters by hand.
pub(super) const BY_HAND: &str = "hand";

impl Hub {
    /// Adds a clock terminal.
    pub async fn add_terminal(&self, organisation: OrganisationId, name: &str) -> Result<Terminal, HubError> {
        let known = self.store.terminals(organisation).await?;
        if known.iter().any(|terminal| terminal.name == name) || name == BY_HAND {
            return Err(TimeRefusal::TerminalExists(name.to_owned()).into());
        }
        self.new_terminal(organisation, name).await
    }

    async fn new_terminal(&self, organisation: OrganisationId, name: &str) -> Result<Terminal, HubError> {
        let terminal = Terminal {
            id: TerminalId(self.surroundings.identity()),
            organisation,
            name: name.to_owned(),
            created_at: self.surroundings.now(),
            withdrawals: 0,
        };
        self.store.add_terminal(&terminal).await?;
        self.audit(Some(organisation), "terminal.added", name, "{}").await?;
        Ok(terminal)
    }

    /// The terminal of events by hand, made when it is not there yet.
    pub(super) async fn hand_terminal(&self, organisation: OrganisationId) -> Result<TerminalId, HubError> {
        let known = self.store.terminals(organisation).await?;
        match known.into_iter().find(|terminal| terminal.name == BY_HAND) {
            Some(terminal) => Ok(terminal.id),
            None => Ok(self.new_terminal(organisation, BY_HAND).await?.id),
        }
    }

    /// Says whose badge it is from a day on; `None` takes it back. Whoever had it until then has it no longer.
    pub async fn assign_badge(
        &self,
        organisation: OrganisationId,
        number: &BadgeNumber,
        from: Date,
        person: Option<PersonId>,
    ) -> Result<(), HubError> {
        let badge = Badge {
            number: number.clone(),
            from,
            person,
        };
        self.store.put_badges(organisation, &[badge]).await?;
        let detail = json!({ "from": from, "person": person }).to_string();
        self.audit(Some(organisation), "badge.assigned", number.as_str(), &detail)
            .await?;
        self.reckon_clock(organisation).await
    }
}

/// Whose badge it is on a day: `badges` are by number and first day.
pub(super) fn holder(badges: &[Badge], number: &BadgeNumber, date: Date) -> Option<PersonId> {
    let of_number = badges
        .iter()
        .filter(|badge| badge.number == *number && badge.from <= date);
    of_number.max_by_key(|badge| badge.from)?.person
}
