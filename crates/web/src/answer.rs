//! What a page answers: HTML, the way to another page, or why not.

use crate::refusals::error_text;
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{Html, IntoResponse, Response};
use loonbrug_domain::Language;
use loonbrug_hub::access::AccessRefusal;
use loonbrug_hub::{HubError, Refusal};
use std::sync::Arc;

/// What a page answers.
pub type Answer = Result<Response, Failure>;

/// Why a page cannot be shown. The guard, who knows the reader, makes a page of it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such page, or it is somebody else's: both look the same.
    #[error("not found")]
    NotFound,
    /// The reader must prove again who they are.
    #[error("not proven")]
    Unproven,
    /// The employer asks for a second factor, and the reader has none.
    #[error("without second factor")]
    WithoutSecondFactor,
    /// Nobody is signed in, or no longer.
    #[error("not signed in")]
    SignedOut,
    /// The form is not from one of our pages, or from before the last sign-in.
    #[error("a form without the right token")]
    StaleForm,
    /// The form or file is too large.
    #[error("too large")]
    TooLarge,
    /// What was typed cannot be meant; in both languages.
    #[error("{0}")]
    Wrong(&'static str, &'static str),
    /// The hub refused or failed.
    #[error(transparent)]
    Hub(#[from] Arc<HubError>),
    /// A page could not be written.
    #[error(transparent)]
    Page(#[from] Arc<askama::Error>),
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Refused(Refusal::Access(AccessRefusal::NoOrganisation | AccessRefusal::NoPerson)) => {
                Self::NotFound
            }
            HubError::Refused(Refusal::Access(AccessRefusal::ProofNeeded)) => Self::Unproven,
            HubError::Refused(Refusal::Access(AccessRefusal::SecondFactorNeeded)) => Self::WithoutSecondFactor,
            error => Self::Hub(Arc::new(error)),
        }
    }
}

impl From<loonbrug_store::StoreError> for Failure {
    fn from(error: loonbrug_store::StoreError) -> Self {
        HubError::from(error).into()
    }
}

impl Failure {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::StaleForm | Self::Unproven | Self::WithoutSecondFactor => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Wrong(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Hub(error) => match **error {
                HubError::Refused(Refusal::Access(AccessRefusal::MayNot(_))) => StatusCode::FORBIDDEN,
                HubError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
                HubError::Nmbrs(_) => StatusCode::BAD_GATEWAY,
                HubError::Store(_) | HubError::Vault(_) | HubError::Settings { .. } => {
                    StatusCode::INTERNAL_SERVER_ERROR
                }
            },
            Self::Page(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened and what to do.
    pub fn text(&self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::NotFound => (
                "Deze pagina is er niet, of niet voor jou.",
                "This page is not there, or not for you.",
            ),
            Self::SignedOut => (
                "Je bent niet meer ingelogd. Er is niets bewaard. Ga terug om over te nemen wat je invulde, log in een ander tabblad in, en vul het daar opnieuw in.",
                "You are no longer signed in. Nothing was saved. Go back to copy what you filled in, sign in in another tab, and fill it in again there.",
            ),
            Self::Unproven => ("Laat eerst opnieuw zien wie je bent.", "First prove again who you are."),
            Self::WithoutSecondFactor => (
                "Deze werkgever vraagt een tweede factor. Zet hem aan bij Mijn account.",
                "This employer asks for a second factor. Switch it on under My account.",
            ),
            Self::StaleForm => (
                "Deze pagina is van vóór je laatste keer inloggen. Er is niets gedaan. Ga terug, laad de pagina opnieuw en doe het nog eens.",
                "This page is from before you last signed in. Nothing was done. Go back, load the page again and do it once more.",
            ),
            Self::TooLarge => (
                "Dit is te groot. Er is niets gedaan.",
                "This is too large. Nothing was done.",
            ),
            Self::Wrong(dutch, english) => (*dutch, *english),
            Self::Hub(error) => {
                return error_text(error, language);
            }
            Self::Page(_) => (
                "Deze pagina kon niet gemaakt worden. Er is niets veranderd.",
                "This page could not be made. Nothing was changed.",
            ),
        };
        language.pick(dutch, english).to_owned()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A page.
pub fn page(template: &impl Template) -> Answer {
    page_as(StatusCode::OK, template)
}

/// A page with another status than 200.
pub fn page_as(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
        Err(error) => Err(Failure::Page(Arc::new(error))),
    }
}

/// On to another page, after something was done or because it is elsewhere.
pub fn go_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}
