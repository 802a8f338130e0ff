//! Why an operation does not answer. Whoever knows the reader's language makes a problem of it.

use crate::hub_failure;
use crate::problem::{FieldError, Kind, Problem};
use axum::response::{IntoResponse, Response};
use loonbrug_domain::Language;
use loonbrug_domain::access::Right;
use loonbrug_hub::HubError;
use loonbrug_hub::access::AccessRefusal;
use std::sync::Arc;

/// Why an operation does not answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing, or it is somebody else's: both look the same.
    #[error("not found")]
    NotFound,
    /// The plan is not open here.
    #[error("the plan is not open")]
    NotRead,
    /// The path has no operation of this method.
    #[error("no such method")]
    NoSuchMethod,
    /// No token was shown.
    #[error("no token")]
    NoToken,
    /// The body is not JSON: why.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// The body is of another kind than these.
    #[error("another media type")]
    MediaType(&'static [&'static str]),
    /// The body is too large.
    #[error("too large")]
    TooLarge,
    /// Fields that do not fit.
    #[error("fields do not fit")]
    Fields(Vec<Wrong>),
    /// A file that is not taken: which kind of problem that is, why, and the lines at fault.
    #[error("the file is not taken")]
    File(Kind, (String, String), Vec<Wrong>),
    /// The hub refused or failed.
    #[error(transparent)]
    Hub(#[from] Arc<HubError>),
    /// The same request is being carried out.
    #[error("under way")]
    UnderWay,
    /// The same request was begun, and nobody here knows what came of it.
    #[error("the outcome is not known")]
    OutcomeUnknown,
    /// The key came with another request.
    #[error("the key is another request's")]
    KeyReused,
    /// A fault of ours that the log tells.
    #[error("broke off")]
    BrokeOff,
}

/// A field at fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// Where.
    pub place: Place,
    /// What is wrong, in Dutch and English.
    pub why: (String, String),
}

/// Where a field is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the body, by JSON Pointer.
    Body(String),
    /// A parameter, by name.
    Parameter(&'static str),
    /// In a file: the line, from 1, and the header of the column where there is one.
    Line(usize, Option<String>),
}

impl Wrong {
    /// A field of the body.
    pub fn body(pointer: &str, dutch: &str, english: &str) -> Failure {
        Self::at(Place::Body(pointer.to_owned()), dutch, english)
    }

    /// A parameter.
    pub fn parameter(name: &'static str, dutch: &str, english: &str) -> Failure {
        Self::at(Place::Parameter(name), dutch, english)
    }

    fn at(place: Place, dutch: &str, english: &str) -> Failure {
        let why = (dutch.to_owned(), english.to_owned());
        Failure::Fields(vec![Self { place, why }])
    }

    /// A line of a file.
    pub fn line(line: usize, column: Option<String>, why: (String, String)) -> Self {
        Self {
            place: Place::Line(line, column),
            why,
        }
    }

    fn error(&self, language: Language) -> FieldError {
        let (dutch, english) = &self.why;
        let mut error = FieldError {
            pointer: None,
            parameter: None,
            line: None,
            column: None,
            detail: language.pick(dutch, english).clone(),
        };
        match &self.place {
            Place::Body(pointer) => error.pointer = Some(pointer.clone()),
            Place::Parameter(name) => error.parameter = Some(*name),
            Place::Line(line, column) => (error.line, error.column) = (Some(*line), column.clone()),
        }
        error
    }
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        Self::Hub(Arc::new(error))
    }
}

impl From<loonbrug_store::StoreError> for Failure {
    fn from(error: loonbrug_store::StoreError) -> Self {
        HubError::from(error).into()
    }
}

impl From<AccessRefusal> for Failure {
    fn from(refusal: AccessRefusal) -> Self {
        HubError::from(refusal).into()
    }
}

impl Failure {
    /// What kind of problem it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NotRead => Kind::NotFound,
            Self::NoSuchMethod => Kind::NoSuchMethod,
            Self::NoToken => Kind::NoToken,
            Self::NotJson(_) => Kind::NotJson,
            Self::MediaType(_) => Kind::MediaType,
            Self::File(kind, ..) => *kind,
            Self::TooLarge => Kind::TooLarge,
            Self::Fields(_) => Kind::Fields,
            Self::Hub(error) => hub_failure::kind(error),
            Self::UnderWay => Kind::UnderWay,
            Self::OutcomeUnknown => Kind::OutcomeUnknown,
            Self::KeyReused => Kind::KeyReused,
            Self::BrokeOff => Kind::Fault,
        }
    }

    /// The right that was lacking.
    pub fn lacking(&self) -> Option<Right> {
        match self {
            Self::Hub(error) => hub_failure::lacking(error),
            _ => None,
        }
    }

    /// The problem, for a reader of this language.
    pub fn problem(&self, language: Language) -> Problem {
        let kind = self.kind();
        let errors = match self {
            Self::Fields(wrong) | Self::File(_, _, wrong) => wrong.iter().map(|wrong| wrong.error(language)).collect(),
            _ => Vec::new(),
        };
        Problem {
            kind: kind.urn(),
            title: kind.title(language),
            status: kind.status().as_u16(),
            detail: self.detail(language),
            errors,
        }
    }

    fn detail(&self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::NotFound => (
                "Dit is er niet, of niet voor dit token. Vraag de lijst op en neem een id daaruit.",
                "This is not there, or not for this token. Ask for the list and take an id from it.",
            ),
            Self::NotRead => (
                "Dit plan is hier niet open: het is niet gemaakt, er is daarna verstuurd, of het programma is herstart. Maak het opnieuw met POST op plans; beslissingen zijn bewaard.",
                "This plan is not open here: it was not made, something was sent since, or the program was restarted. Make it again with POST on plans; decisions are kept.",
            ),
            Self::NoSuchMethod => (
                "Dit adres kent deze methode niet. De kop Allow noemt wat kan.",
                "This address does not know this method. The header Allow names what can be done.",
            ),
            Self::NoToken => (
                "Stuur een token mee: `Authorization: Bearer loonbrug_…`. Een eigenaar maakt het bij Instellingen, of met `loonbrug token add`.",
                "Send a token: `Authorization: Bearer loonbrug_…`. An owner makes it under Instellingen, or with `loonbrug token add`.",
            ),
            Self::TooLarge => (
                "Dit is te groot. Er is niets gedaan.",
                "This is too large. Nothing was done.",
            ),
            Self::Fields(_) => (
                "Er is niets gedaan. Verbeter wat onder `errors` staat.",
                "Nothing was done. Mend what stands under `errors`.",
            ),
            Self::UnderWay => (
                "Wacht een paar seconden en stuur precies hetzelfde verzoek met dezelfde Idempotency-Key: dan komt het antwoord.",
                "Wait some seconds and send the very same request with the same Idempotency-Key: then the answer comes.",
            ),
            Self::OutcomeUnknown => (
                "Dit verzoek is begonnen en heeft geen antwoord: het loopt nog op een andere node, of het is afgebroken. Het wordt niet nog eens gedaan. Kijk met GET (bij versturen: runs) wat er gedaan is; ontbreekt er iets, stuur dat dan met een nieuwe Idempotency-Key.",
                "This request was begun and has no answer: it is under way on another node, or broke off. It is not carried out again. Look with GET (after sending: runs) what was done; send what is missing with another Idempotency-Key.",
            ),
            Self::KeyReused => (
                "Met deze Idempotency-Key kwam eerder een ander verzoek. Er is niets gedaan. Neem voor elk verzoek een nieuwe.",
                "Another request came with this Idempotency-Key before. Nothing was done. Take another for each request.",
            ),
            Self::BrokeOff => (
                "Er ging bij ons iets mis. Kijk met GET of er iets gebeurd is voor je het opnieuw doet.",
                "Something went wrong on our side. Look with GET whether anything happened before you do it again.",
            ),
            Self::NotJson(why) => {
                return language.pick(
                    format!("De inhoud is geen JSON ({why}). Er is niets gedaan."),
                    format!("The body is not JSON ({why}). Nothing was done."),
                );
            }
            Self::MediaType(kinds) => {
                let kinds = kinds.join(", ");
                return language.pick(
                    format!("Hier wordt gelezen: {kinds}. Zeg in `Content-Type` wat het is. Er is niets gedaan."),
                    format!("What is read here: {kinds}. Say in `Content-Type` what it is. Nothing was done."),
                );
            }
            Self::File(_, (dutch, english), _) => return language.pick(dutch, english).clone(),
            Self::Hub(error) => return error.text_for_visitors(language),
        };
        language.pick(dutch, english).to_owned()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.kind().status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
