//! The actions of the audit log in words.

use loonbrug_domain::Language;

/// Every action, with what it says in Dutch and in English.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "access-settings.changed",
        "wat van gebruikers gevraagd wordt, gewijzigd",
        "changed what is asked of users",
    ),
    ("access.refused", "geweigerd", "refused"),
    ("badge.assigned", "badge uitgegeven", "assigned a badge"),
    (
        "clock-policy.changed",
        "klokregels gewijzigd",
        "changed the rules of the clock",
    ),
    (
        "clock.dismissed",
        "klokregistratie terzijde gelegd",
        "dismissed a clock event",
    ),
    ("clock.entered", "klokregistratie ingevoerd", "entered a clock event"),
    ("coupling.added", "koppeling toegevoegd", "added a coupling"),
    (
        "coupling.authorised",
        "koppeling geautoriseerd",
        "authorised a coupling",
    ),
    ("coupling.changed", "koppeling gewijzigd", "changed a coupling"),
    ("coupling.paused", "koppeling gepauzeerd", "paused a coupling"),
    ("coupling.resumed", "koppeling hervat", "resumed a coupling"),
    (
        "coupling.unlinked",
        "autorisatie verwijderd",
        "removed the authorisation",
    ),
    ("group.added", "groep toegevoegd", "added a group"),
    ("group.archived", "groep gearchiveerd", "archived a group"),
    ("group.joined", "aan een groep toegevoegd", "added to a group"),
    ("group.left", "uit een groep gehaald", "taken out of a group"),
    ("group.restored", "groep teruggezet", "restored a group"),
    (
        "hours.columns",
        "kolommen van een bestand bewaard",
        "kept the columns of a file",
    ),
    ("hours.imported", "uren ingelezen", "imported hours"),
    ("hours.sent", "uren naar Nmbrs gestuurd", "sent hours to Nmbrs"),
    ("key.rotated", "sleutel vervangen", "changed the key"),
    ("leave.approved", "verlof goedgekeurd", "approved leave"),
    ("leave.rejected", "verlof afgewezen", "rejected leave"),
    ("leave.requested", "verlof aangevraagd", "requested leave"),
    ("leave.withdrawn", "verlof ingetrokken", "withdrew leave"),
    ("ledger.booked", "op een saldo geboekt", "booked on a ledger"),
    ("ledger.converted", "saldo omgezet", "converted a balance"),
    (
        "ledgers.settings",
        "instellingen van saldi gewijzigd",
        "changed the settings of ledgers",
    ),
    ("line.decided", "over een regel beslist", "decided about a line"),
    ("notice.again", "melding opnieuw bezorgd", "delivered a notice again"),
    (
        "notice.left",
        "bezorging van een melding opgegeven",
        "gave the delivery of a notice up",
    ),
    (
        "oddity.accepted",
        "opvallend cijfer geaccepteerd",
        "accepted an odd figure",
    ),
    ("organisation.added", "werkgever toegevoegd", "added an employer"),
    ("password.changed", "wachtwoord gewijzigd", "changed the password"),
    ("password.set", "wachtwoord gekozen", "chose a password"),
    ("payout.approved", "uitbetaling goedgekeurd", "approved a payout"),
    (
        "payout.posted",
        "uitbetaling verwerkt in Nmbrs",
        "posted a payout in Nmbrs",
    ),
    ("payout.requested", "uitbetaling gevraagd", "requested a payout"),
    ("payout.void", "uitbetaling vervallen", "voided a payout"),
    (
        "people.synchronised",
        "personeel bijgewerkt",
        "brought people up to date",
    ),
    ("person.added", "medewerker toegevoegd", "added a person"),
    (
        "person.contract-type",
        "soort contract gewijzigd",
        "changed a type of contract",
    ),
    ("plan.approved", "voorstel goedgekeurd", "approved a plan"),
    ("planning.added", "dienst ingeroosterd", "planned a shift"),
    (
        "planning.changed",
        "geplande dienst gewijzigd",
        "changed a planned shift",
    ),
    ("planning.filled", "planning gevuld", "filled the planning"),
    (
        "planning.removed",
        "uit de planning gehaald",
        "took out of the planning",
    ),
    (
        "planning.taken",
        "uit de planning overgenomen",
        "took over from the planning",
    ),
    ("posting.settled", "onzekere regel beoordeeld", "settled a doubt"),
    ("profile.changed", "profiel gewijzigd", "changed a profile"),
    ("provider.added", "aanmelddienst toegevoegd", "added a provider"),
    ("provider.changed", "aanmelddienst gewijzigd", "changed a provider"),
    ("provider.removed", "aanmelddienst verwijderd", "removed a provider"),
    (
        "recovery-codes.renewed",
        "herstelcodes vernieuwd",
        "renewed the recovery codes",
    ),
    (
        "roster.changed",
        "standaardrooster gewijzigd",
        "changed a standard roster",
    ),
    (
        "roster.removed",
        "standaardrooster verwijderd",
        "removed a standard roster",
    ),
    ("rules.changed", "toeslagregels gewijzigd", "changed surcharge rules"),
    (
        "second-factor.reset",
        "tweede factor weggehaald",
        "took a second factor away",
    ),
    (
        "second-factor.set",
        "tweede factor aangezet",
        "switched the second factor on",
    ),
    ("session.ended", "apparaat uitgelogd", "signed a device out"),
    (
        "sessions.ended",
        "andere apparaten uitgelogd",
        "signed the other devices out",
    ),
    ("shift.changed", "dienst gewijzigd", "changed a shift"),
    ("shift.entered", "dienst ingevoerd", "entered a shift"),
    ("shift.removed", "dienst verwijderd", "removed a shift"),
    ("shifts.approve", "diensten goedgekeurd", "approved shifts"),
    (
        "shifts.derived",
        "diensten van klokregistraties gemaakt",
        "made shifts of clock events",
    ),
    ("shifts.export", "diensten verwerkt", "exported shifts"),
    ("shifts.reject", "diensten afgewezen", "rejected shifts"),
    ("shifts.replace", "diensten vervangen", "replaced shifts"),
    ("shifts.submit", "diensten ingediend", "submitted shifts"),
    (
        "sickness.changed",
        "ziekmelding gewijzigd",
        "changed a case of sickness",
    ),
    ("sickness.recovered", "hersteld gemeld", "reported recovered"),
    ("sickness.reported", "ziek gemeld", "reported sick"),
    ("sign-in", "ingelogd", "signed in"),
    ("sign-in.failed", "inloggen mislukt", "failed to sign in"),
    (
        "sign-in.linked",
        "account gekoppeld om mee in te loggen",
        "linked an account to sign in with",
    ),
    (
        "sign-in.new-place",
        "ingelogd vanaf een nieuwe plek",
        "signed in from a new place",
    ),
    (
        "sign-in.unlinked",
        "account om mee in te loggen losgemaakt",
        "unlinked an account to sign in with",
    ),
    ("sign-out", "uitgelogd", "signed out"),
    ("template.removed", "sjabloon verwijderd", "removed a template"),
    ("template.saved", "sjabloon bewaard", "saved a template"),
    ("terminal.added", "klokterminal toegevoegd", "added a clock terminal"),
    (
        "terminal.device",
        "apparaat tot klokterminal gemaakt",
        "made a device a clock terminal",
    ),
    (
        "terminal.withdrawn",
        "klokterminal ingetrokken",
        "withdrew a clock terminal",
    ),
    ("token.added", "API-token gemaakt", "made an API token"),
    ("token.revoked", "API-token ingetrokken", "revoked an API token"),
    ("user.added", "gebruiker toegevoegd", "added a user"),
    (
        "user.disabled",
        "gebruiker niet meer toegelaten",
        "let a user in no longer",
    ),
    ("user.enabled", "gebruiker weer toegelaten", "let a user in again"),
    ("user.invited", "gebruiker uitgenodigd", "invited a user"),
    ("user.removed", "gebruiker weggehaald", "removed a user"),
    ("user.role", "rol gegeven", "gave a role"),
    ("webhook.added", "webhook toegevoegd", "added a webhook"),
    ("webhook.changed", "webhook gewijzigd", "changed a webhook"),
    ("webhook.paused", "webhook gepauzeerd", "paused a webhook"),
    ("webhook.removed", "webhook verwijderd", "removed a webhook"),
    ("webhook.resumed", "webhook weer aangezet", "resumed a webhook"),
    (
        "webhook.secret",
        "geheim van een webhook vernieuwd",
        "renewed the secret of a webhook",
    ),
];

/// An action of the audit log in words; one of another version of the program stays as it is.
#[must_use]
pub fn action_words(action: &str, language: Language) -> &str {
    let known = WORDS.iter().find(|(known, ..)| *known == action);
    known.map_or(action, |(_, dutch, english)| language.pick(dutch, english))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// What is written like an action and is none.
    const OTHERS: [&str; 2] = ["loonbrug.db", "loonbrug.key"];

    /// The literals of a text that are written like an action, also those whose end is filled in.
    fn actions(code: &str) -> impl Iterator<Item = &str> {
        let is_word =
            |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        code.split('"').filter(move |literal| match literal.split_once('.') {
            Some((before, after)) => is_word(before) && (is_word(after) || after == "{}"),
            None => false,
        })
    }

    fn visit(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.file_name().is_some_and(|name| name != "audit_words.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(actions(&text).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_action_has_words() {
        let mut found = Vec::new();
        visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 80, "the sources are read: {}", found.len());
        for action in found.iter().filter(|action| !OTHERS.contains(&action.as_str())) {
            let begins = action.strip_suffix("{}");
            let has = |known: &str| begins.map_or(known == action, |begins| known.starts_with(begins));
            assert!(WORDS.iter().any(|(known, ..)| has(known)), "{action} has no words");
        }
    }

    #[test]
    fn each_is_there_once_and_in_order() {
        assert!(WORDS.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!(action_words("sign-out", Language::Dutch), "uitgelogd");
        assert_eq!(action_words("of.tomorrow", Language::Dutch), "of.tomorrow");
    }
}
