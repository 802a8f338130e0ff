//! A user at the log-in page, for demonstrations and tests.

use std::sync::Once;

use thiserror::Error;
use url::Url;

use crate::data::log_in;

/// Why nobody got through the log-in page.
#[derive(Debug, Error)]
pub enum SignInError {
    /// The identity service cannot be reached, or broke off.
    #[error("the log-in page cannot be reached: is the sandbox running?")]
    Unreachable(#[from] reqwest::Error),
    /// There is no log-in page at this address, or it did not send the user back.
    #[error(
        "the log-in page answered {status} in place of sending the user back: check client id, redirect address, scopes and log-in"
    )]
    Refused {
        /// HTTP status.
        status: u16,
    },
}

/// What the user types.
#[derive(Debug, Clone, Copy)]
pub struct LogIn<'a> {
    /// Domain.
    pub domain: &'a str,
    /// E-mail address.
    pub email: &'a str,
    /// Password.
    pub password: &'a str,
    /// UUID of the debtor, `all`, or `None` for the first of the list.
    pub debtor: Option<&'a str>,
}

impl Default for LogIn<'_> {
    fn default() -> Self {
        Self {
            domain: log_in::DOMAIN,
            email: log_in::EMAIL,
            password: log_in::PASSWORD,
            debtor: None,
        }
    }
}

/// Opens the log-in page, fills it in as the user of the data set and gives the address that the user is sent back to,
/// with `code` and `state` (or with `error`).
pub async fn sign_in(authorize: &Url) -> Result<Url, SignInError> {
    sign_in_as(authorize, LogIn::default()).await
}

/// As [`sign_in`], with what the user types.
pub async fn sign_in_as(authorize: &Url, log_in: LogIn<'_>) -> Result<Url, SignInError> {
    let client = client()?;
    let page = client.get(authorize.clone()).send().await?;
    if let Some(target) = sent_back(&page) {
        return Ok(target);
    }
    let status = page.status().as_u16();
    let text = page.text().await?;
    let debtor = log_in
        .debtor
        .or_else(|| first_option(&text))
        .ok_or(SignInError::Refused { status })?;
    let form = [
        ("domain", log_in.domain),
        ("email", log_in.email),
        ("password", log_in.password),
        ("debtor", debtor),
    ];
    post_form(authorize, &form).await
}

/// Sends a form to a page that sends the user on, and gives where to.
pub(crate) async fn post_form(page: &Url, form: &[(&str, &str)]) -> Result<Url, SignInError> {
    let answer = client()?.post(page.clone()).form(form).send().await?;
    sent_back(&answer).ok_or(SignInError::Refused {
        status: answer.status().as_u16(),
    })
}

fn sent_back(response: &reqwest::Response) -> Option<Url> {
    let location = response.headers().get("location")?.to_str().ok()?;
    response
        .status()
        .is_redirection()
        .then(|| response.url().join(location).ok())
        .flatten()
}

/// The value of the first choice on the page.
fn first_option(page: &str) -> Option<&str> {
    page.split_once("<option value=\"")?
        .1
        .split_once('"')
        .map(|(value, _)| value)
}

#[expect(
    clippy::disallowed_methods,
    reason = "plays a browser of a user, and has to see the redirect itself"
)]
fn client() -> Result<reqwest::Client, reqwest::Error> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // An error means that somebody else has installed one, which is as good.
        let _installed = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
}

/// Looks at an address, such as one under `/control/state`, and gives the JSON that is there.
pub async fn look(address: &Url) -> Result<serde_json::Value, reqwest::Error> {
    client()?
        .get(address.clone())
        .send()
        .await?
        .error_for_status()?
        .json()
        .await
}
