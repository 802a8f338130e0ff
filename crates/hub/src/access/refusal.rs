//! Why somebody is not let in or not allowed, in the words that a person reads.

use super::provider_refusal::ProviderRefusal;
use loonbrug_domain::Language;
use loonbrug_domain::access::{GrantFault, PasswordFault, Right};

/// Why somebody is not let in or not allowed; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccessRefusal {
    /// E-mail address, password or code: which of them is not said.
    #[error("e-mail address, password or code is not right")]
    Wrong,
    /// Too many attempts failed.
    #[error("too many attempts failed")]
    Waits,
    /// The session has ended, or there never was one.
    #[error("there is no session")]
    NoSession,
    /// The session waits for the second factor.
    #[error("the session waits for a code")]
    CodeNeeded,
    /// The link was used, is too old, or never was.
    #[error("the invitation does not hold")]
    NotInvited,
    /// The password cannot be taken.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Somebody has this e-mail address.
    #[error("there is a user {0} already")]
    EmailTaken(String),
    /// No user has this e-mail address.
    #[error("there is no user {0}")]
    NoUser(String),
    /// A grant that makes no sense.
    #[error(transparent)]
    Grant(#[from] GrantFault),
    /// An organisation would be left without an owner.
    #[error("an organisation keeps at least one owner")]
    LastOwner,
    /// There is no such organisation, or the visitor is nothing there: which of them is not said.
    #[error("there is no such organisation")]
    NoOrganisation,
    /// The visitor's role does not give this right.
    #[error("this is not allowed: {0}")]
    MayNot(Right),
    /// The right does not reach this person, or there is no such person: which of them is not said.
    #[error("there is no such person")]
    NoPerson,
    /// The visitor must prove again who they are.
    #[error("prove again who you are")]
    ProofNeeded,
    /// The organisation asks for a second factor, and the visitor has none.
    #[error("this organisation asks for a second factor")]
    SecondFactorNeeded,
    /// Sending takes the approval of another user.
    #[error("another user must approve this plan first")]
    NotApproved,
    /// A user who is something elsewhere too is not changed as a whole by one organisation.
    #[error("this user is something at another organisation too")]
    NotYours,
    /// There is an organisation of this name.
    #[error("there is an organisation {0} already")]
    OrganisationExists(String),
    /// Organisations are added by owners.
    #[error("only an owner adds an organisation")]
    NotAnOwner,
    /// A token that may do nothing.
    #[error("a token needs at least one right")]
    NoScope,
    /// A right that no other program gets.
    #[error("no token gets {0}")]
    NotForPrograms(Right),
    /// A token ends in the future, within the longest time.
    #[error("a token ends within a year")]
    TokenEnd,
    /// No token is called so, or more than one.
    #[error("there is no one token {0}")]
    NoToken(String),
    /// The token is unknown, has ended or was revoked.
    #[error("the token is refused")]
    TokenRefused,
    /// What is of the own person is approved by somebody else.
    #[error("nobody approves for their groups what is their own")]
    OwnApproval,
    /// Signing in with a provider.
    #[error(transparent)]
    Provider(#[from] ProviderRefusal),
    /// No second factor was shown that could be confirmed.
    #[error("no second factor was offered")]
    NothingOffered,
}

impl AccessRefusal {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Provider(refusal) => refusal.text(language),
            Self::Password(fault) => fault.text(language).to_owned(),
            Self::Grant(fault) => fault.text(language).to_owned(),
            Self::EmailTaken(email) => language.pick(
                format!("Er is al een gebruiker {email}. Geef die een rol met `loonbrug user role`."),
                format!("There is a user {email} already. Give them a role with `loonbrug user role`."),
            ),
            Self::NoUser(email) => language.pick(
                format!("Er is geen gebruiker {email}. `loonbrug user list` toont ze."),
                format!("There is no user {email}. `loonbrug user list` shows them."),
            ),
            Self::MayNot(right) => language.pick(
                format!(
                    "Je mag dit niet: {}. Vraag het de eigenaar van je organisatie.",
                    right.label(language)
                ),
                format!(
                    "You may not do this: {}. Ask the owner of your organisation.",
                    right.label(language)
                ),
            ),
            Self::LastOwner => language.pick(
                "Een organisatie houdt ten minste één eigenaar. Maak eerst een ander eigenaar.".to_owned(),
                "An organisation keeps at least one owner. Make somebody else an owner first.".to_owned(),
            ),
            Self::NoOrganisation => language.pick(
                "Deze organisatie is er niet. Kies er een uit je lijst.".to_owned(),
                "There is no such organisation. Choose one from your list.".to_owned(),
            ),
            Self::NoPerson => language.pick(
                "Deze medewerker is er niet. Kies er een uit je lijst.".to_owned(),
                "There is no such person. Choose one from your list.".to_owned(),
            ),
            Self::OrganisationExists(name) => language.pick(
                format!("Er is al een organisatie \"{name}\". Kies een andere naam."),
                format!("There is an organisation \"{name}\" already. Choose another name."),
            ),
            Self::NoToken(called) => language.pick(
                format!("Er is niet één token \"{called}\". `loonbrug token list` toont ze."),
                format!("There is no one token \"{called}\". `loonbrug token list` shows them."),
            ),
            Self::NotForPrograms(right) => language.pick(
                format!(
                    "Een token krijgt dit recht niet: {}. Laat het weg.",
                    right.label(language)
                ),
                format!(
                    "A token does not get this right: {}. Leave it out.",
                    right.label(language)
                ),
            ),
            _ => self.text_of_proof(language).to_owned(),
        }
    }

    /// What is about proving who somebody is.
    fn text_of_proof(&self, language: Language) -> &'static str {
        match self {
            Self::Wrong => language.pick(
                "E-mailadres, wachtwoord of code klopt niet. Probeer het opnieuw.",
                "E-mail address, password or code is not right. Try again.",
            ),
            Self::Waits => language.pick(
                "Er zijn te veel pogingen mislukt. Wacht een kwartier en probeer het opnieuw.",
                "Too many attempts failed. Wait a quarter of an hour and try again.",
            ),
            Self::NoSession => language.pick(
                "Je bent niet meer ingelogd. Log opnieuw in; er is niets verloren.",
                "You are no longer signed in. Sign in again; nothing is lost.",
            ),
            Self::CodeNeeded => language.pick(
                "Geef de code uit je authenticator-app, of een herstelcode.",
                "Give the code of your authenticator app, or a recovery code.",
            ),
            Self::NotInvited => language.pick(
                "Deze link werkt niet (meer): hij is gebruikt of te oud. Vraag een nieuwe.",
                "This link does not work (any more): it was used or is too old. Ask for a new one.",
            ),
            Self::ProofNeeded => language.pick(
                "Bevestig eerst dat jij het bent, met je wachtwoord of een code.",
                "Confirm first that it is you, with your password or a code.",
            ),
            Self::SecondFactorNeeded => language.pick(
                "Deze organisatie vraagt een tweede factor. Stel eerst een authenticator-app in.",
                "This organisation asks for a second factor. Set up an authenticator app first.",
            ),
            Self::NotApproved => language.pick(
                "Deze organisatie vraagt vier ogen: laat een ander dit voorstel eerst goedkeuren. Er is niets verstuurd.",
                "This organisation asks for four eyes: let somebody else approve this plan first. Nothing was sent.",
            ),
            Self::OwnApproval => language.pick(
                "Dit is van jezelf. Laat een ander het goedkeuren: een eigenaar, de salarisadministratie of een andere planner.",
                "This is your own. Let somebody else approve it: an owner, payroll or another planner.",
            ),
            Self::NotYours => language.pick(
                "Deze gebruiker heeft ook een rol bij een andere organisatie. Neem hier alleen de rol weg, of vraag het de beheerder.",
                "This user has a role at another organisation too. Take away the role here only, or ask whoever runs Loonbrug.",
            ),
            Self::NotAnOwner => language.pick(
                "Alleen een eigenaar voegt een organisatie toe. Vraag het de beheerder.",
                "Only an owner adds an organisation. Ask whoever runs Loonbrug.",
            ),
            Self::NoScope => language.pick(
                "Een token zonder rechten kan niets. Kies ten minste één recht.",
                "A token without rights can do nothing. Choose at least one right.",
            ),
            Self::TokenEnd => language.pick(
                "Een token eindigt in de toekomst, binnen een jaar. Kies een andere dag.",
                "A token ends in the future, within a year. Choose another day.",
            ),
            Self::TokenRefused => language.pick(
                "Dit token is onbekend, verlopen of ingetrokken. Maak een nieuw token.",
                "This token is unknown, has ended or was revoked. Make a new token.",
            ),
            _ => language.pick(
                "Er is geen tweede factor om te bevestigen. Begin opnieuw met instellen.",
                "There is no second factor to confirm. Begin setting it up again.",
            ),
        }
    }
}
