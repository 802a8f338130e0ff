//! Why something about notices was refused, in the words that a person reads.

use loonbrug_domain::Language;
use loonbrug_post::WebhookAddressFault;

/// Why something about notices was refused; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoticeRefusal {
    /// Nobody set a mail server up.
    #[error("no mail server was set up")]
    NoMailServer,
    /// A message was not taken.
    #[error("it was not delivered: {0}")]
    NotDelivered(String),
    /// There is no such delivery, or it waits to be tried.
    #[error("there is no delivery {0} that can be tried again")]
    NoDelivery(String),
    /// There is no such webhook.
    #[error("there is no webhook {0}")]
    NoWebhook(String),
    /// What was given is no address.
    #[error("{0} is no address")]
    NoAddress(String),
    /// A webhook may not go to this address.
    #[error("a webhook may not go there: {0}")]
    Address(#[from] WebhookAddressFault),
    /// A webhook that hears of nothing.
    #[error("a webhook hears of at least one kind")]
    NoKind,
}

impl NoticeRefusal {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::NoMailServer => language.pick(
                "Er is geen mailserver ingesteld. Wie Loonbrug beheert, zegt hem bij het starten: `loonbrug serve --mail-host …`.".to_owned(),
                "No mail server was set up. Whoever runs Loonbrug says it at the start: `loonbrug serve --mail-host …`.".to_owned(),
            ),
            Self::NotDelivered(why) => language.pick(
                format!("De mailserver nam het niet aan: {why}. Vraag wie Loonbrug beheert om de instellingen na te kijken."),
                format!("The mail server did not take it: {why}. Ask whoever runs Loonbrug to check the settings."),
            ),
            Self::NoDelivery(id) => language.pick(
                format!("Deze bezorging ({id}) is er niet meer, of wordt al geprobeerd. Laad de pagina opnieuw."),
                format!("This delivery ({id}) is gone, or is being tried already. Load the page again."),
            ),
            Self::NoWebhook(id) => language.pick(
                format!("Er is geen webhook {id}. `loonbrug notices webhook list` toont ze."),
                format!("There is no webhook {id}. `loonbrug notices webhook list` shows them."),
            ),
            Self::NoAddress(text) => language.pick(
                format!("\"{text}\" is geen adres. Neem een adres als https://voorbeeld.nl/loonbrug."),
                format!("\"{text}\" is no address. Take an address such as https://example.nl/loonbrug."),
            ),
            Self::Address(fault) => address_text(*fault, language).to_owned(),
            Self::NoKind => language.pick(
                "Een webhook hoort van ten minste één soort melding. Kies er een.".to_owned(),
                "A webhook hears of at least one kind of notice. Choose one.".to_owned(),
            ),
        }
    }
}

fn address_text(fault: WebhookAddressFault, language: Language) -> &'static str {
    match fault {
        WebhookAddressFault::NotHttps => language.pick(
            "Het adres begint niet met https://.",
            "The address does not begin with https://.",
        ),
        WebhookAddressFault::HoldsLogIn => language.pick(
            "Zet geen gebruikersnaam of wachtwoord in het adres: de handtekening bewijst wie er stuurt.",
            "Put no user name or password in the address: the signature proves who sends.",
        ),
        WebhookAddressFault::NotPublic => language.pick(
            "Dit adres ligt in een intern netwerk. Een webhook gaat alleen naar adressen op het internet.",
            "This address is in an inner network. A webhook goes to addresses on the internet only.",
        ),
    }
}
