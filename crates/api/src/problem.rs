//! Problem details (RFC 9457): what a program gets in the place of an answer. The types are stable; texts are for people.

use axum::http::StatusCode;
use loonbrug_domain::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// Makes of each line a kind of problem: its word, its status, and what it is called in Dutch and English.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal $status:ident $dutch:literal $english:literal;)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The word at the end of its type.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }

            /// Its status.
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$kind => StatusCode::$status,)+
                }
            }

            /// What it is called.
            pub fn title(self, language: Language) -> &'static str {
                match self {
                    $(Self::$kind => language.pick($dutch, $english),)+
                }
            }
        }
    };
}

kinds! {
    /// Not JSON at all.
    NotJson "not-json" BAD_REQUEST "Dit is geen JSON" "This is not JSON";
    /// No token, or one that does not work.
    NoToken "no-token" UNAUTHORIZED "Een token ontbreekt of werkt niet" "A token is missing or does not work";
    /// The token may not do this.
    NotAllowed "not-allowed" FORBIDDEN "Dit token mag dit niet" "This token may not do this";
    /// Only a person may do this, because they must prove who they are.
    ForPeople "for-people" FORBIDDEN "Dit kan alleen een mens doen" "Only a person can do this";
    /// Not there, or out of reach.
    NotFound "not-found" NOT_FOUND "Dit is er niet" "This is not there";
    /// The path exists, the method does not.
    NoSuchMethod "no-such-method" METHOD_NOT_ALLOWED "Dit kan hier niet" "This cannot be done here";
    /// The coupling stands still.
    Paused "coupling-paused" CONFLICT "De koppeling staat stil" "The coupling stands still";
    /// Somebody else is at it.
    Busy "busy" CONFLICT "Iemand anders is hier nu mee bezig" "Somebody else is at work on this";
    /// Changed since it was read.
    Changed "changed-meanwhile" CONFLICT "Dit is intussen veranderd" "This changed meanwhile";
    /// There is one already.
    Exists "already-there" CONFLICT "Dit is er al" "This is there already";
    /// Another user must approve first.
    NotApproved "approval-needed" CONFLICT "Een ander moet dit eerst goedkeuren" "Somebody else must approve this first";
    /// The same request is being carried out.
    UnderWay "under-way" CONFLICT "Dit verzoek wordt nu uitgevoerd" "This request is being carried out";
    /// The same request was begun, and nobody knows what came of it.
    OutcomeUnknown "outcome-unknown" CONFLICT "De uitkomst van dit verzoek is niet bekend" "The outcome of this request is not known";
    /// Too large.
    TooLarge "too-large" PAYLOAD_TOO_LARGE "Dit is te groot" "This is too large";
    /// Not what the operation reads.
    MediaType "media-type" UNSUPPORTED_MEDIA_TYPE "Dit soort inhoud wordt niet gelezen" "This kind of content is not read";
    /// A file that is none, or has faults.
    Unreadable "unreadable-file" UNPROCESSABLE_ENTITY "Dit bestand is niet te lezen" "This file cannot be read";
    /// Fields that do not fit.
    Fields "fields" UNPROCESSABLE_ENTITY "Velden passen niet" "Fields do not fit";
    /// The key came with another request.
    KeyReused "key-reused" UNPROCESSABLE_ENTITY "Deze Idempotency-Key hoort bij een ander verzoek" "This Idempotency-Key is another request's";
    /// A rule was broken.
    Refused "refused" UNPROCESSABLE_ENTITY "Dit is geweigerd" "This was refused";
    /// Too many wrong tokens.
    Waits "too-many" TOO_MANY_REQUESTS "Te veel pogingen" "Too many attempts";
    /// A fault of ours.
    Fault "fault" INTERNAL_SERVER_ERROR "Er ging bij ons iets mis" "Something went wrong on our side";
    /// Nmbrs refused, or its answer is of no use.
    Nmbrs "nmbrs" BAD_GATEWAY "Nmbrs gaf geen bruikbaar antwoord" "Nmbrs gave no answer of use";
    /// Nmbrs cannot be reached now.
    NmbrsAway "nmbrs-away" SERVICE_UNAVAILABLE "Nmbrs is nu niet bereikbaar" "Nmbrs cannot be reached now";
}

impl Kind {
    /// Its type, which never changes.
    pub fn urn(self) -> String {
        format!("urn:loonbrug:problem:{}", self.word())
    }
}

/// A problem (RFC 9457). `type` never changes; `title` and `detail` are in the language that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "urn:loonbrug:problem:not-found",
    "title": "This is not there",
    "status": 404,
    "detail": "There is no such person. Choose one from your list.",
}))]
pub struct Problem {
    /// The kind of problem: `urn:loonbrug:problem:` and a word.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the kind is called.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened, and what to do.
    pub detail: String,
    /// The fields at fault, where it is about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
}

/// What is at fault: a field of the body by `pointer`, of the query or the headers by `parameter`, a line of a file by `line`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/from", nullable = false)]
    pub pointer: Option<String>,
    /// Name of the parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit", nullable = false)]
    pub parameter: Option<&'static str>,
    /// Line of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 3, nullable = false)]
    pub line: Option<usize>,
    /// Header of the column in that line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Begin", nullable = false)]
    pub column: Option<String>,
    /// What is wrong with it.
    pub detail: String,
}
