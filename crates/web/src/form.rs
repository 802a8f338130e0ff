//! A form that was posted: its fields as they came, after the token was found right.

use crate::answer::Failure;
use crate::guard::Signed;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use loonbrug_domain::{Date, calendar::parse_date};
use url::form_urlencoded;

/// The fields of a posted form, in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// Name of the field that proves that the form came from our page (ASVS 3.5.1).
pub const TOKEN: &str = "token";

impl Fields {
    /// Reads a body or a query.
    pub fn parse(text: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(text);
        Self(
            pairs
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The value of a field, without blanks around it; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// A field that was filled in.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|value| !value.is_empty())
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.0.iter().filter(move |(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// A date, as an input of dates sends it or as it is written here.
    pub fn date(&self, name: &str) -> Option<Date> {
        let text = self.text(name);
        text.parse().ok().or_else(|| parse_date(text))
    }

    /// Every field with its name, as they came.
    pub fn all_fields(self) -> Vec<(String, String)> {
        self.0
    }

    /// A password, as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

/// A form that somebody who is signed in posted from one of our pages.
pub struct Posted(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Failure::TooLarge)?;
        let fields = Fields::parse(&bytes);
        if signed.visitor.csrf_is(fields.raw(TOKEN)) {
            Ok(Self(fields))
        } else {
            Err(Failure::StaleForm)
        }
    }
}
