//! One line of the audit log, for a reader: the action in words, who by name, and where what it is about is shown.

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::words::Words;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{PersonId, UserId};
use loonbrug_hub::access::action_words;
use loonbrug_hub::people::display_name;
use loonbrug_store::AuditEntry;
use serde_json::Value;
use std::collections::HashMap;
use url::form_urlencoded;

/// Who stands in the log for what was done at the machine itself, where the system named nobody.
const COMMAND_LINE: &str = "command line";

/// Where actions are shown that begin so, and the right that it takes; `{}` is what the action was about.
const PAGES: [(&str, &str, Right); 15] = [
    ("coupling.", "couplings/{}", Right::SeePlans),
    ("plan.", "couplings/{}", Right::SeePlans),
    ("hours.sent", "couplings/{}", Right::SeePlans),
    ("posting.", "couplings/{}", Right::SeePlans),
    ("shift", "hours", Right::SeeHours),
    ("clock.", "hours", Right::SeeHours),
    ("planning.", "planning", Right::SeePlanning),
    ("leave.", "leave", Right::SeeLedgers),
    ("sickness.", "leave", Right::SeeLedgers),
    ("ledger", "ledgers", Right::SeeLedgers),
    ("rules.", "settings/rules", Right::ChangeSettings),
    ("terminal.", "terminals", Right::ChangeSettings),
    ("webhook.", "settings/webhooks", Right::ChangeWebhooks),
    ("token.", "settings/tokens", Right::ChangeTokens),
    ("access-settings.", "settings/users", Right::ChangeUsers),
];

/// A line as it is shown.
pub struct EntryView {
    pub at: String,
    pub actor: String,
    /// The name that the log itself has for who did it, where that is another.
    pub known_as: String,
    pub action: String,
    pub subject: String,
    pub link: Option<String>,
    pub detail: String,
}

/// Whom and what lines may be about.
pub struct Known<'g> {
    guarded: &'g Guarded,
    users: HashMap<String, (UserId, String)>,
    people: HashMap<PersonId, String>,
}

impl<'g> Known<'g> {
    /// What these lines name.
    pub async fn of(guarded: &'g Guarded, entries: &[AuditEntry]) -> Result<Self, Failure> {
        let (hub, organisation) = (guarded.hub(), guarded.id());
        let users = hub.users(organisation).await?.into_iter();
        let named: Vec<PersonId> = entries.iter().filter_map(|entry| entry.subject.parse().ok()).collect();
        let people = hub.store.people_with_ids(organisation, &named).await?;
        Ok(Self {
            guarded,
            users: users
                .map(|user| (user.email.to_string(), (user.id, user.name)))
                .collect(),
            people: people.iter().map(|person| (person.id, display_name(person))).collect(),
        })
    }

    /// A line as it is shown.
    pub fn view(&self, entry: &AuditEntry) -> EntryView {
        let w = self.guarded.w();
        let actor = self.name_of(&entry.actor, w);
        let (subject, link) = self.subject(entry);
        EntryView {
            at: w.moment(&entry.at),
            known_as: entry.actor.clone(),
            actor,
            action: action_words(&entry.action, w.language).to_owned(),
            link,
            subject,
            detail: detail_text(&entry.detail),
        }
    }

    fn name_of(&self, actor: &str, w: Words) -> String {
        match (actor, self.users.get(actor)) {
            (_, Some((_, name))) => name.clone(),
            ("", None) => w.t("niemand", "nobody").to_owned(),
            (COMMAND_LINE, None) => w.t("opdrachtregel", "command line").to_owned(),
            (other, None) => other.to_owned(),
        }
    }

    /// What it is about, and where that is shown to whoever may see it.
    fn subject(&self, entry: &AuditEntry) -> (String, Option<String>) {
        let subject = entry.subject.as_str();
        if let Some((user, name)) = self.users.get(subject) {
            let page = self.guarded.address(&format!("settings/users/{user}"));
            return (name.clone(), self.guarded.may(Right::ChangeUsers).then_some(page));
        }
        let person = subject.parse().ok().and_then(|id| Some((id, self.people.get(&id)?)));
        if let Some((id, name)) = person {
            let page = self.guarded.address(&format!("people/{id}"));
            return (name.clone(), self.guarded.may(Right::SeePeople).then_some(page));
        }
        let page = PAGES.iter().find(|(begins, ..)| entry.action.starts_with(begins));
        let page = page.filter(|(.., right)| self.guarded.may(*right));
        let link = page.map(|(_, page, _)| self.guarded.address(&page.replace("{}", &encoded(subject))));
        (subject.to_owned(), link)
    }
}

fn encoded(name: &str) -> String {
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    name.replace('+', "%20")
}

/// Details as `name: value`, without what says nothing.
fn detail_text(detail: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(detail) else {
        return String::new();
    };
    let said = fields.iter().filter(|(_, value)| !value.is_null());
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    said.map(|(name, value)| format!("{name}: {}", text(value)))
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_read_as_names_and_values() {
        assert_eq!(
            detail_text(r#"{"role":"planner","person":null,"groups":["Bar"]}"#),
            r#"groups: ["Bar"] · role: planner"#
        );
        assert_eq!(detail_text("{}"), "");
    }

    #[test]
    fn a_name_stands_in_an_address() {
        assert_eq!(encoded("Modehuis & zoon"), "Modehuis%20%26%20zoon");
    }
}
