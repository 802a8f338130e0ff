//! What a notice says. It names employers, couplings and pay periods, and nobody: who may see names and figures sees them
//! on the page that the link leads to.

use crate::hours::{Flow, PROOF};
use crate::inbox::period_name;
use loonbrug_domain::Language;
use loonbrug_domain::leave::RequestState;
use loonbrug_store::Run;

/// The same in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Words {
    pub dutch: String,
    pub english: String,
}

impl Words {
    fn new(dutch: impl Into<String>, english: impl Into<String>) -> Self {
        Self {
            dutch: dutch.into(),
            english: english.into(),
        }
    }
}

pub(super) fn coupling_paused(coupling: &str) -> Words {
    Words::new(
        format!("De koppeling \"{coupling}\" staat stil. Tot iemand herstelt wat er mis is, wordt er niets verstuurd."),
        format!("The coupling \"{coupling}\" stands still. Until somebody mends what is wrong, nothing is sent."),
    )
}

pub(super) fn coupling_resumed(coupling: &str) -> Words {
    Words::new(
        format!("De koppeling \"{coupling}\" gaat verder."),
        format!("The coupling \"{coupling}\" goes on."),
    )
}

pub(super) fn run_done(run: &Run, coupling: &str) -> Words {
    Words::new(
        format!("Koppeling \"{coupling}\": {} is klaar.", what(run, Language::Dutch)),
        format!("Coupling \"{coupling}\": {} is done.", what(run, Language::English)),
    )
}

pub(super) fn run_failed(run: &Run, coupling: &str) -> Words {
    Words::new(
        format!("Koppeling \"{coupling}\": {} is mislukt.", what(run, Language::Dutch)),
        format!("Coupling \"{coupling}\": {} failed.", what(run, Language::English)),
    )
}

pub(super) fn run_broken_off(run: &Run, coupling: &str) -> Words {
    Words::new(
        format!(
            "Koppeling \"{coupling}\": {} is afgebroken.",
            what(run, Language::Dutch)
        ),
        format!("Coupling \"{coupling}\": {} broke off.", what(run, Language::English)),
    )
}

pub(super) fn run_needs_person(run: &Run, coupling: &str) -> Words {
    if run.flow == PROOF {
        return Words::new(
            format!("Koppeling \"{coupling}\": Nmbrs houdt iets anders dan verstuurd is."),
            format!("Coupling \"{coupling}\": Nmbrs holds something else than was sent."),
        );
    }
    Words::new(
        format!(
            "Koppeling \"{coupling}\": na {} wachten regels op een beslissing.",
            what(run, Language::Dutch)
        ),
        format!(
            "Coupling \"{coupling}\": after {} lines wait for a decision.",
            what(run, Language::English)
        ),
    )
}

/// What a run did, in the middle of a sentence.
fn what(run: &Run, language: Language) -> String {
    let flow = match (run.flow.as_str(), Flow::parse(&run.flow)) {
        (PROOF, _) => language.pick("teruglezen", "reading back").to_owned(),
        (_, Some(flow)) => format!("\"{}\"", flow.title(language)),
        (_, None) => language.pick("personeel bijwerken", "synchronising people").to_owned(),
    };
    match run.period {
        Some(period) => format!("{flow} {}", period_name(period, language)),
        None => flow,
    }
}

pub(super) fn ledgers_failed() -> Words {
    Words::new(
        "De urensaldo's konden vannacht niet worden bijgewerkt.",
        "The hour ledgers could not be brought up to date this night.",
    )
}

pub(super) fn hours_to_approve(period: loonbrug_domain::PayPeriod) -> Words {
    Words::new(
        format!(
            "De loonperiode {} loopt bijna af, en er zijn uren die nog niet goedgekeurd zijn.",
            period_name(period, Language::Dutch)
        ),
        format!(
            "The pay period {} nears its end, and there are hours that are not approved yet.",
            period_name(period, Language::English)
        ),
    )
}

pub(super) fn soap_ends(coupling: &str, days_left: i32) -> Words {
    if days_left <= 0 {
        return Words::new(
            format!(
                "SOAP bij Nmbrs is geëindigd. De koppeling \"{coupling}\" werkt weer na de overstap naar inloggen."
            ),
            format!("SOAP at Nmbrs has ended. The coupling \"{coupling}\" works again after the move to log-in."),
        );
    }
    Words::new(
        format!(
            "Over {days_left} dagen eindigt SOAP bij Nmbrs. Laat de koppeling \"{coupling}\" overstappen op inloggen."
        ),
        format!("SOAP at Nmbrs ends in {days_left} days. Move the coupling \"{coupling}\" to log-in."),
    )
}

pub(super) fn shifts_approved() -> Words {
    Words::new("Er zijn diensten goedgekeurd.", "Shifts were approved.")
}

pub(super) fn leave(state: RequestState) -> Words {
    match state {
        RequestState::Approved => Words::new("De verlofaanvraag is goedgekeurd.", "The leave request was approved."),
        RequestState::Rejected => Words::new("De verlofaanvraag is afgewezen.", "The leave request was rejected."),
        _ => Words::new(
            "Er wacht een verlofaanvraag op een beslissing.",
            "A leave request waits for a decision.",
        ),
    }
}

pub(super) fn webhook_paused() -> Words {
    Words::new(
        "Een webhook antwoordde te vaak niet. Er wordt niets meer naartoe gestuurd tot je hem weer aanzet.",
        "A webhook did not answer too often. Nothing more is sent to it until you switch it on again.",
    )
}

pub(super) fn invited() -> Words {
    Words::new(
        "Je bent uitgenodigd voor Loonbrug. Kies je wachtwoord via deze link; hij werkt één keer, twee dagen lang.",
        "You are invited to Loonbrug. Choose your password by this link; it works once, for two days.",
    )
}

pub(super) fn new_place() -> Words {
    Words::new(
        "Er is met jouw account ingelogd vanaf een plek die we nog niet kennen. Was jij dat niet? Wijzig dan meteen je wachtwoord en log alle andere apparaten uit.",
        "Somebody signed in with your account from a place that we do not know yet. Was it not you? Then change your password at once and sign out all other devices.",
    )
}

pub(super) fn way_in_changed() -> Words {
    Words::new(
        "Er is een account gekoppeld aan je gebruiker, of losgemaakt. Kijk bij Mijn account met welke je inlogt. Was jij dat niet? Vraag dan meteen je eigenaar of beheerder om hulp.",
        "An account was linked with your user, or unlinked. See under My account which ones you sign in with. Was it not you? Then ask your owner or whoever runs Loonbrug for help at once.",
    )
}

pub(super) fn password_changed() -> Words {
    Words::new(
        "Het wachtwoord van je account is gewijzigd. Was jij dat niet? Vraag dan meteen je eigenaar of beheerder om hulp.",
        "The password of your account was changed. Was it not you? Then ask your owner or whoever runs Loonbrug for help at once.",
    )
}
