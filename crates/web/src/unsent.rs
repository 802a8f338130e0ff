//! Forms that came when the session was over: kept for their user, who sends them after signing in. Nothing that somebody
//! filled in is lost, and nothing is done in the name of who is not signed in.

use crate::answer::go_to;
use crate::form::{Fields, TOKEN};
use crate::guard::session_secret;
use crate::pages::sign_in::with_to;
use crate::site::Site;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, REFERER};
use axum::http::{Method, Uri};
use axum::response::Response;
use loonbrug_domain::ids::UserId;
use uuid::Uuid;

/// Most bytes of a form that is kept.
const LARGEST: usize = 256 * 1024;
/// A form with one of these fields is not kept: it holds a password, or a secret of Nmbrs.
const SECRETS: [&str; 3] = ["password", "current", "secret"];

/// A form that waits for its user.
#[derive(Debug)]
pub struct UnsentForm {
    /// Who filled it in.
    pub user: UserId,
    /// Where it goes.
    pub action: String,
    /// The page that it stood on.
    pub page: String,
    /// What was filled in, without the token of the session that is over.
    pub fields: Vec<(String, String)>,
}

/// What a request brings, put aside before anybody reads it.
#[derive(Debug)]
pub struct PutAside {
    action: String,
    page: String,
    body: Bytes,
    of_our_page: bool,
    headers: HeaderMap,
}

impl PutAside {
    /// Puts a form aside; a file, or what is no form, goes by untouched.
    pub async fn of(request: Request) -> (Request, Option<Self>) {
        let (parts, body) = request.into_parts();
        if parts.method != Method::POST || !is_form(&parts.headers) {
            return (Request::from_parts(parts, body), None);
        }
        let Ok(body) = to_bytes(body, LARGEST).await else {
            return (Request::from_parts(parts, Body::empty()), None);
        };
        let page = header(&parts.headers, REFERER.as_str()).and_then(|address| address.parse::<Uri>().ok());
        let aside = Self {
            action: path(&parts.uri),
            page: page.as_ref().map_or_else(|| "/".to_owned(), path),
            body: body.clone(),
            of_our_page: header(&parts.headers, "sec-fetch-site") == Some("same-origin"),
            headers: parts.headers.clone(),
        };
        (Request::from_parts(parts, Body::from(body)), Some(aside))
    }

    /// Keeps it for whose session it was, and sends them to sign in first; `None` where nobody knows whose that was.
    pub async fn until_signed_in(self, site: &Site) -> Option<Response> {
        let secret = session_secret(site, &self.headers)?;
        let user = site.hub.user_of_any_session(secret).await.ok()??;
        self.keep(site, user).map(|address| by("/sign-in", &address))
    }

    /// Keeps it until the user has proven again who they are.
    pub fn until_proven(self, site: &Site, user: UserId) -> Option<Response> {
        self.keep(site, user).map(|address| by("/prove", &address))
    }

    /// Keeps what a page of ours sent that is older than the session; the browser itself says that it was ours.
    pub fn until_seen(self, site: &Site, user: UserId) -> Option<Response> {
        let ours = self.of_our_page.then_some(self)?;
        ours.keep(site, user).map(|address| go_to(&address))
    }

    fn keep(self, site: &Site, user: UserId) -> Option<String> {
        let mut fields = Fields::parse(&self.body).all_fields();
        if fields.iter().any(|(name, _)| SECRETS.contains(&name.as_str())) {
            return None;
        }
        fields.retain(|(name, _)| name != TOKEN);
        let id = site.hub.surroundings.identity();
        let form = UnsentForm {
            user,
            action: self.action,
            page: self.page,
            fields,
        };
        site.unsent.put(id, form);
        Some(address(id))
    }
}

/// Whether it is a form of fields, and small enough to be kept.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = header(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    let length = header(headers, CONTENT_LENGTH.as_str()).and_then(|length| length.parse().ok());
    kind.starts_with("application/x-www-form-urlencoded") && length.is_some_and(|length: usize| length <= LARGEST)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn path(address: &Uri) -> String {
    address.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

fn address(id: Uuid) -> String {
    format!("/unsent/{id}")
}

/// To a page from which one goes on to another.
pub fn by(page: &str, to: &str) -> Response {
    go_to(&with_to(page, to))
}
