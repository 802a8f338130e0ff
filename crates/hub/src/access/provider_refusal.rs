//! Why signing in with a provider was refused, in the words that a person reads.

use loonbrug_domain::Language;
use loonbrug_openid::{AddressFault, ProviderFault, TokenFault};

/// Why signing in with a provider was refused; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderRefusal {
    /// There is no provider of this name.
    #[error("there is no provider {0}")]
    NoProvider(String),
    /// Name or issuer is another provider's.
    #[error("there is a provider {0}, or one with this issuer, already")]
    Exists(String),
    /// What was given is no issuer.
    #[error("{0} is no issuer")]
    NoIssuer(String),
    /// Nothing is sent to this issuer.
    #[error("nothing is sent there: {0}")]
    Address(#[from] AddressFault),
    /// The provider did not say who somebody is.
    #[error("{name}: {fault}")]
    Fault {
        /// The provider.
        name: String,
        /// Why.
        fault: ProviderFault,
    },
    /// The provider sent the user back without an account; its word for it.
    #[error("{name} sent the user back: {word}")]
    SentBack {
        /// The provider.
        name: String,
        /// What it said, such as `access_denied`.
        word: String,
    },
    /// Nobody went from this browser, or too long ago, or came back already.
    #[error("nobody went to a provider from here")]
    NotAsked,
    /// No user has this account, or one who may not come in.
    #[error("no user has this account at {0}")]
    UnknownAccount(String),
    /// It is the account of somebody else than who must prove to be there.
    #[error("this is not the account of the user at {0}")]
    OtherAccount(String),
    /// Another user has this account.
    #[error("another user has this account at {0}")]
    Taken(String),
    /// The user would have no way in left.
    #[error("it is the only way in of the user")]
    LastWayIn,
    /// This program speaks to no provider.
    #[error("providers are not spoken to here")]
    NotHere,
}

impl ProviderRefusal {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::NoProvider(name) => language.pick(
                format!("Er is geen aanmelddienst {name}. `loonbrug provider list` toont ze."),
                format!("There is no provider {name}. `loonbrug provider list` shows them."),
            ),
            Self::Exists(name) => language.pick(
                format!("Er is al een aanmelddienst {name}, of een met deze issuer. Wijzig die met `loonbrug provider change`."),
                format!("There is a provider {name}, or one with this issuer, already. Change it with `loonbrug provider change`."),
            ),
            Self::NoIssuer(text) => language.pick(
                format!("\"{text}\" is geen issuer. Neem het adres dat de aanmelddienst zelf noemt, zoals https://id.voorbeeld.nl/realms/winkel."),
                format!("\"{text}\" is no issuer. Take the address that the provider itself names, such as https://id.example.nl/realms/shop."),
            ),
            Self::Address(fault) => address_text(*fault, language).to_owned(),
            Self::Fault { name, fault } => fault_text(name, fault, language),
            Self::SentBack { name, word } => language.pick(
                format!("{name} meldde je niet aan ({word}). Probeer het opnieuw, of log in met je wachtwoord."),
                format!("{name} did not sign you in ({word}). Try again, or sign in with your password."),
            ),
            Self::UnknownAccount(name) => language.pick(
                format!("Bij dit account van {name} hoort hier geen gebruiker. Vraag de eigenaar van je organisatie om een uitnodiging, en open die. Heb je al een wachtwoord? Log daarmee in en koppel je account bij Mijn account."),
                format!("No user here has this account of {name}. Ask the owner of your organisation for an invitation, and open it. Do you have a password? Sign in with it and link your account under My account."),
            ),
            Self::OtherAccount(name) => language.pick(
                format!("Dit is een ander account van {name} dan het jouwe. Meld je daar aan met je eigen account."),
                format!("This is another account of {name} than yours. Sign in there with your own account."),
            ),
            Self::Taken(name) => language.pick(
                format!("Dit account van {name} hoort al bij een andere gebruiker. Meld je bij {name} aan met je eigen account."),
                format!("This account of {name} is another user's already. Sign in at {name} with your own account."),
            ),
            Self::NotAsked | Self::LastWayIn | Self::NotHere => self.plain_text(language).to_owned(),
        }
    }

    fn plain_text(&self, language: Language) -> &'static str {
        match self {
            Self::LastWayIn => language.pick(
                "Zonder dit account kun je niet meer inloggen: je hebt geen wachtwoord. Vraag eerst een link voor een wachtwoord aan je eigenaar.",
                "Without this account you could not sign in any more: you have no password. Ask your owner for a link to choose one first.",
            ),
            Self::NotAsked => language.pick(
                "Dit antwoord hoort niet bij een aanmelding die je hier begon, of die is te lang geleden of al gebruikt. Er is niets gedaan. Begin opnieuw.",
                "This is no answer to a sign-in that you began here, or it was too long ago or used already. Nothing was done. Begin again.",
            ),
            _ => language.pick(
                "Inloggen met een aanmelddienst kan hier niet.",
                "Signing in with a provider is not possible here.",
            ),
        }
    }
}

fn address_text(fault: AddressFault, language: Language) -> &'static str {
    match fault {
        AddressFault::NotHttps => language.pick(
            "De issuer moet met https:// beginnen.",
            "The issuer must begin with https://.",
        ),
        AddressFault::HoldsMore => language.pick(
            "De issuer is een host met een pad, zonder gebruikersnaam, vraagteken of hekje.",
            "The issuer is a host with a path, without user name, question mark or hash.",
        ),
    }
}

fn fault_text(name: &str, fault: &ProviderFault, language: Language) -> String {
    match fault {
        ProviderFault::Unreachable(why) => language.pick(
            format!("{name} is nu niet bereikbaar ({why}). Probeer het zo opnieuw, of log in met je wachtwoord."),
            format!("{name} cannot be reached now ({why}). Try again in a moment, or sign in with your password."),
        ),
        ProviderFault::Answer(why) => language.pick(
            format!("{name} geeft een antwoord waar niet mee te werken is ({why}). Log in met je wachtwoord, en vraag wie Loonbrug beheert om de instellingen na te kijken."),
            format!("{name} gives an answer that cannot be used ({why}). Sign in with your password, and ask whoever runs Loonbrug to check the settings."),
        ),
        ProviderFault::Token(TokenFault::NotFresh) => language.pick(
            format!("{name} zegt niet dat je je net hebt aangemeld; Google zegt dat nooit. Bevestig met een code van je authenticator-app of met je wachtwoord. Heb je geen van beide, vraag dan je eigenaar om een nieuwe uitnodiging, open die, en zet binnen tien minuten een authenticator-app aan bij Mijn account."),
            format!("{name} does not say that you signed in just now; Google never does. Confirm with a code of your authenticator app or with your password. If you have neither, ask your owner for a new invitation, open it, and set up an authenticator app under My account within ten minutes."),
        ),
        ProviderFault::Token(why) => language.pick(
            format!("Het antwoord van {name} klopt niet ({why}). Er is niemand ingelogd. Begin opnieuw; gebeurt het weer, vraag dan wie Loonbrug beheert."),
            format!("The answer of {name} is not right ({why}). Nobody was signed in. Begin again; if it happens again, ask whoever runs Loonbrug."),
        ),
    }
}
