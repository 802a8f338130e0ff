//! Users, sessions, tokens and the audit log.

use super::table;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::access::Grant;
use loonbrug_hub::access::{AccessSettings, ListedProvider, ListedSession, ListedUser};
use loonbrug_store::{ApiToken, AuditEntry, Organisation};

pub use super::time::moment;

/// Users with their roles.
pub fn users(users: &[ListedUser], organisations: &[Organisation], language: Language) -> String {
    let headers = language.pick(
        ["E-mail", "Naam", "Rol", "Tweede factor", "Staat"],
        ["E-mail", "Name", "Role", "Second factor", "State"],
    );
    let mut table = table(&headers, &[]);
    for user in users {
        let roles: Vec<String> = user
            .grants
            .iter()
            .map(|one| role(one, organisations, language))
            .collect();
        let state = match (user.disabled, user.has_password || user.has_account) {
            (true, _) => language.pick("uitgeschakeld", "disabled"),
            (false, true) => language.pick("actief", "active"),
            (false, false) => language.pick("uitgenodigd", "invited"),
        };
        table.add_row([
            user.email.to_string(),
            user.name.clone(),
            roles.join("; "),
            yes_no(user.has_second_factor, language).to_owned(),
            state.to_owned(),
        ]);
    }
    table.to_string()
}

fn role(grant: &Grant, organisations: &[Organisation], language: Language) -> String {
    let found = organisations.iter().find(|one| one.id == grant.organisation);
    let place = found.map_or("?", |one| one.name.as_str());
    let groups: Vec<&str> = grant.groups.iter().map(String::as_str).collect();
    let of_groups = if groups.is_empty() {
        String::new()
    } else {
        format!(": {}", groups.join(", "))
    };
    format!("{} ({place}{of_groups})", grant.role.label(language))
}

/// On which devices somebody is signed in.
pub fn sessions(sessions: &[ListedSession], language: Language) -> String {
    let headers = language.pick(
        ["Apparaat", "Ingelogd", "Laatst gebruikt"],
        ["Device", "Signed in", "Last used"],
    );
    let mut table = table(&headers, &[]);
    for one in sessions {
        table.add_row([one.device.clone(), moment(one.created_at), moment(one.seen_at)]);
    }
    table.to_string()
}

/// Tokens of other programs.
pub fn tokens(tokens: &[ApiToken], now: Timestamp, language: Language) -> String {
    let headers = language.pick(
        [
            "Token",
            "Naam",
            "Mag",
            "Gemaakt door",
            "Tot",
            "Laatst gebruikt",
            "Staat",
        ],
        ["Token", "Name", "May", "Made by", "Until", "Last used", "State"],
    );
    let mut table = table(&headers, &[]);
    for token in tokens {
        let scopes: Vec<&str> = token.scopes.iter().map(|right| right.word()).collect();
        let state = match token.revoked_at {
            Some(_) => language.pick("ingetrokken", "revoked"),
            None if token.ends_at <= now => language.pick("verlopen", "ended"),
            None => language.pick("actief", "active"),
        };
        table.add_row([
            format!("{}…", token.prefix),
            token.name.clone(),
            scopes.join(" "),
            token.created_by.clone(),
            moment(token.ends_at),
            token.used_at.map(moment).unwrap_or_default(),
            state.to_owned(),
        ]);
    }
    table.to_string()
}

/// Providers of identities.
pub fn providers(providers: &[ListedProvider], language: Language) -> String {
    let headers = language.pick(
        [
            "Naam",
            "Issuer",
            "Client",
            "Telt als tweede factor",
            "Gebruikers",
            "Sinds",
        ],
        ["Name", "Issuer", "Client", "Counts as second factor", "Users", "Since"],
    );
    let mut table = table(&headers, &[4]);
    for provider in providers {
        let second_factor = provider.second_factor.as_deref();
        table.add_row([
            provider.name.clone(),
            provider.issuer.clone(),
            provider.client_id.clone(),
            second_factor.unwrap_or(language.pick("niets", "nothing")).to_owned(),
            provider.users.to_string(),
            moment(provider.created_at),
        ]);
    }
    table.to_string()
}

/// What an employer asks of its users.
pub fn access_settings(settings: AccessSettings, language: Language) -> String {
    let headers = language.pick(["Gevraagd", "Hoe"], ["Asked", "How"]);
    let mut table = table(&headers, &[]);
    for (dutch, english, asked) in [
        (
            "Tweede factor voor iedereen",
            "Second factor for everybody",
            settings.second_factor,
        ),
        ("Vier ogen op verzenden", "Four eyes on sending", settings.four_eyes),
        (
            "Bevestigen vóór verzenden",
            "Proof before sending",
            settings.proof_before_sending,
        ),
    ] {
        table.add_row([language.pick(dutch, english), yes_no(asked, language)]);
    }
    table.to_string()
}

/// Who did what and when, newest first.
pub fn audit(entries: &[AuditEntry], language: Language) -> String {
    let headers = language.pick(
        ["Wanneer", "Wie", "Wat", "Waaraan", "Meer"],
        ["When", "Who", "What", "To what", "More"],
    );
    let mut table = table(&headers, &[]);
    for entry in entries {
        let detail = if entry.detail == "{}" { "" } else { &entry.detail };
        table.add_row([
            moment(entry.at),
            entry.actor.clone(),
            entry.action.clone(),
            entry.subject.clone(),
            detail.to_owned(),
        ]);
    }
    table.to_string()
}

fn yes_no(yes: bool, language: Language) -> &'static str {
    if yes {
        language.pick("ja", "yes")
    } else {
        language.pick("nee", "no")
    }
}
