//! What was asked: body, query and language, parsed at the edge.

use crate::bounds::is_a_year_at_most;
use crate::failure::{Failure, Place, Wrong};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use loonbrug_domain::{Date, DateRange, Language};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use std::convert::Infallible;
use url::form_urlencoded;
use utoipa::IntoParams;

/// What a body may be: JSON of a type, or a file.
pub trait Content: Sized {
    /// The media types that it comes in.
    const KINDS: &'static [&'static str];

    /// What the bytes hold.
    ///
    /// # Errors
    /// They do not hold it.
    fn read(bytes: Bytes) -> Result<Self, Failure>;
}

impl<T: DeserializeOwned> Content for T {
    const KINDS: &'static [&'static str] = &["application/json"];

    fn read(bytes: Bytes) -> Result<Self, Failure> {
        parse(&bytes)
    }
}

/// The bytes of a body of this content.
///
/// # Errors
/// Another media type, too large, broken off.
pub async fn bytes_of<C: Content>(request: Request, state: &(impl Send + Sync)) -> Result<Bytes, Failure> {
    if !is_one_of(request.headers(), C::KINDS) {
        return Err(Failure::MediaType(C::KINDS));
    }
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Failure::TooLarge
        } else {
            Failure::NotJson(rejection.to_string())
        }
    })
}

/// A body.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: Content> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        T::read(bytes_of::<T>(request, state).await?).map(Self)
    }
}

/// Reads JSON; what does not fit is told by its place.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    if let Some(pointer) = nul_in_json(bytes) {
        return Err(Wrong::body(&pointer, NO_NUL.0, NO_NUL.1));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let why = error.inner().to_string();
        if error.inner().is_data() {
            Failure::Fields(vec![Wrong {
                place: Place::Body(pointer(error.path())),
                why: (format!("Dit past niet: {why}"), format!("This does not fit: {why}")),
            }])
        } else {
            Failure::NotJson(why)
        }
    })?;
    deserializer
        .end()
        .map_err(|error| Failure::NotJson(error.to_string()))?;
    Ok(read)
}

fn is_one_of(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| kinds.iter().any(|kind| essence.eq_ignore_ascii_case(kind)))
}

/// Not every database keeps it in a text, and no text needs it.
const NO_NUL: (&str, &str) = (
    "Een tekst bevat het teken NUL niet.",
    "A text does not hold the character NUL.",
);

/// Where a text of the JSON holds the character NUL.
fn nul_in_json(bytes: &[u8]) -> Option<String> {
    let escaped = br"\u0000";
    // It stands in JSON only so; looking through the bytes spares nearly every body to be read twice.
    if !bytes.windows(escaped.len()).any(|window| window == escaped) {
        return None;
    }
    nul_in(&serde_json::from_slice(bytes).ok()?)
}

fn nul_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => {
            let mut within = items.iter().enumerate();
            within.find_map(|(index, item)| Some(format!("/{index}{}", nul_in(item)?)))
        }
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            if name.contains('\0') {
                return Some(String::new());
            }
            Some(format!("/{}{}", escaped(name), nul_in(field)?))
        }),
        _ => None,
    }
}

/// A name as it stands in a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The path of a value as a JSON Pointer.
fn pointer(path: &Path) -> String {
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    });
    segments.collect()
}

/// A query, by the names of its fields.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + ParameterNames> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        if url_pairs(query).any(|(_, value)| value.contains('\0')) {
            return Err(Wrong::parameter("query", NO_NUL.0, NO_NUL.1));
        }
        let deserializer = serde_urlencoded::Deserializer::new(url_pairs(query));
        serde_path_to_error::deserialize(deserializer)
            .map(Self)
            .map_err(|error| {
                let at = error.path().to_string();
                let known = T::NAMES.iter().copied().find(|name| *name == at);
                let why = error.inner().to_string();
                // A parameter that is missing has no path; the reason names it.
                let named = known.or_else(|| T::NAMES.iter().copied().find(|name| why.contains(&format!("`{name}`"))));
                Failure::Fields(vec![Wrong {
                    place: Place::Parameter(named.unwrap_or("query")),
                    why: (format!("Dit past niet: {why}"), format!("This does not fit: {why}")),
                }])
            })
    }
}

fn url_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// The names of a query's fields, so that a fault can name one.
pub trait ParameterNames {
    /// The names.
    const NAMES: &'static [&'static str];
}

/// The first and last of some days.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Days {
    /// First day.
    #[param(example = "2023-04-01")]
    pub from: Date,
    /// Last day.
    #[param(example = "2023-04-30")]
    pub to: Date,
}

impl ParameterNames for Days {
    const NAMES: &'static [&'static str] = &["from", "to"];
}

impl Days {
    /// As a range.
    ///
    /// # Errors
    /// Where the last day is before the first.
    pub fn range(self) -> Result<DateRange, Failure> {
        DateRange::new(self.from, self.to).ok_or_else(|| {
            Wrong::parameter(
                "to",
                "`to` ligt vóór `from`. Draai de datums om.",
                "`to` is before `from`. Turn the dates round.",
            )
        })
    }

    /// As a range of at most a year, of which all is reckoned at once.
    ///
    /// # Errors
    /// Where the last day is before the first, or too far after it.
    pub fn year(self) -> Result<DateRange, Failure> {
        let range = self.range()?;
        if is_a_year_at_most(range) {
            return Ok(range);
        }
        Err(Wrong::parameter(
            "to",
            "Ten hoogste 53 weken tegelijk. Vraag kortere stukken.",
            "At most 53 weeks at once. Ask for shorter parts.",
        ))
    }
}

/// In which language texts are.
#[derive(Clone, Copy, Debug)]
pub struct In(pub Language);

impl<S: Send + Sync> FromRequestParts<S> for In {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language(&parts.headers)))
    }
}

/// The first language of `Accept-Language` that we speak, by its weight; Dutch otherwise.
pub fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut best = (Language::Dutch, 0);
    for part in asked.unwrap_or_default().split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let weight = pieces
            .find_map(|piece| piece.strip_prefix("q="))
            .map_or(1000, thousandths);
        let spoken = match tag.split('-').next() {
            Some("nl") => Language::Dutch,
            Some("en") => Language::English,
            _ => continue,
        };
        if weight > best.1 {
            best = (spoken, weight);
        }
    }
    best.0
}

/// A weight such as `0.8`, in thousandths; one that cannot be read is nothing.
fn thousandths(text: &str) -> u32 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let padded: String = part.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), padded.parse::<u32>()) {
        (Ok(whole), Ok(part)) if whole <= 1 => whole * 1000 + part,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn spoken(asked: &'static str) -> Language {
        language(&HeaderMap::from_iter([(
            ACCEPT_LANGUAGE,
            HeaderValue::from_static(asked),
        )]))
    }

    #[test]
    fn the_language_with_the_greatest_weight_leads() {
        assert_eq!(spoken("en"), Language::English);
        assert_eq!(spoken("en-GB,nl;q=0.9"), Language::English);
        assert_eq!(spoken("en;q=0.5, nl;q=0.7"), Language::Dutch);
        assert_eq!(spoken("fr, en;q=0.2"), Language::English);
        assert_eq!(spoken("fr"), Language::Dutch);
        assert_eq!(spoken("en;q=many"), Language::Dutch);
    }

    #[test]
    fn a_field_that_does_not_fit_is_told_by_its_place() {
        #[derive(Debug, Deserialize)]
        struct Outer {
            #[expect(dead_code, reason = "only its type is looked at")]
            lines: Vec<Inner>,
        }
        #[derive(Debug, Deserialize)]
        struct Inner {
            #[expect(dead_code, reason = "only its type is looked at")]
            minutes: i64,
        }
        let wrong = parse::<Outer>(br#"{"lines":[{"minutes":1},{"minutes":"2,5"}]}"#).unwrap_err();
        let Failure::Fields(fields) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(fields[0].place, Place::Body("/lines/1/minutes".to_owned()));
        assert!(matches!(parse::<Outer>(b"{"), Err(Failure::NotJson(_))));
    }

    #[test]
    fn the_character_nul_is_found_wherever_it_stands() {
        assert_eq!(
            nul_in_json(br#"{"a":[{"b/c":"x\u0000"}]}"#).as_deref(),
            Some("/a/0/b~1c")
        );
        assert_eq!(nul_in_json(br#"{"x\u0000":1}"#).as_deref(), Some(""));
        assert_eq!(nul_in_json(br#"{"a":"\\u0000"}"#), None, "a backslash and letters");
    }
}
