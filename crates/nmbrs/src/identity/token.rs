//! The later steps: a code for tokens, a refresh token for new tokens, and the end.

use super::Identity;
use crate::rest::collected;
use crate::transport::{Effect, attempt, chain, doubtful, repeated};
use crate::{Fault, FaultClass, FaultCode, HttpClient, Pace};
use reqwest::{Method, Request, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;

const EXCHANGE: &str = "POST connect/token (authorization_code)";
const REFRESH: &str = "POST connect/token (refresh_token)";
const REVOKE: &str = "POST connect/revocation";

/// The largest answer that we read, in bytes.
const LARGEST_ANSWER: usize = 64 * 1024;

/// How long a token serves that does not say so itself, in seconds: short, so that it is refreshed in time.
const SHORT_LIFE_SECONDS: u64 = 300;

/// What a log-in gives. Store the refresh token before the access token is used: the former one is spent.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The access token.
    pub access: SecretString,
    /// The refresh token; it serves once, and 30 days at most.
    pub refresh: SecretString,
    /// How long the access token serves, in seconds from now.
    pub expires_in_seconds: u64,
    /// The scopes that were granted, separated by spaces; `None` when the service does not say, and they are those that
    /// were asked for.
    pub scope: Option<String>,
}

/// Only the tokens must be what the standard says: to refuse an answer for another member would lose them.
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<Value>,
    scope: Option<Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refused {
    error: String,
    error_description: Option<String>,
}

impl Identity {
    /// Turns the code that came back with the browser into tokens. A code serves once, for five minutes; whatever goes
    /// wrong, the remedy is to log in again.
    pub async fn exchange(&self, http: &HttpClient, code: &str, verifier: &SecretString) -> Result<Tokens, Fault> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect.as_str()),
            ("code_verifier", verifier.expose_secret()),
        ];
        let granted = self.tokens(http, EXCHANGE, &form).await?;
        granted.tokens(None).ok_or_else(|| {
            let message = "no refresh token came, so that the coupling would end within the hour; \
                           add the scope offline_access to the registration";
            fault(
                EXCHANGE,
                FaultClass::Pause,
                Some(FaultCode::UnauthorisedMethod),
                message,
            )
        })
    }

    /// Turns a refresh token into new tokens. `Pause` with `GrantRevoked`: a person must log in again. `Unknown`: the
    /// token may be spent without our having the next; try it once more, and when it is refused log in again.
    pub async fn refresh(&self, http: &HttpClient, refresh_token: &SecretString) -> Result<Tokens, Fault> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose_secret()),
        ];
        let granted = self.tokens(http, REFRESH, &form).await?;
        // Without a new refresh token the old one still serves (seen in a client that runs against the service).
        granted
            .tokens(Some(refresh_token))
            .ok_or_else(|| fault(REFRESH, FaultClass::Unknown, None, "no refresh token came"))
    }

    /// Ends the authorisation that a refresh token stands for. A token that is unknown there is ended as well; doing it
    /// twice does no harm, so that it is repeated when the answer fails.
    pub async fn revoke(&self, http: &HttpClient, token: &SecretString) -> Result<(), Fault> {
        let form = [("token", token.expose_secret()), ("token_type_hint", "refresh_token")];
        let request = &self.request(http, REVOKE, "connect/revocation", &form)?;
        repeated(http.waiting(), Effect::Read, || async move {
            post(http, REVOKE, Effect::Read, request).await.map(drop)
        })
        .await
    }

    async fn tokens(
        &self,
        http: &HttpClient,
        operation: &'static str,
        form: &[(&str, &str)],
    ) -> Result<Granted, Fault> {
        let request = self.request(http, operation, "connect/token", form)?;
        let granted = match post(http, operation, Effect::Write, &request).await {
            Ok(body) => read(operation, &body),
            Err(fault) => Err(fault),
        };
        granted.map_err(|fault| match fault.class {
            FaultClass::Unknown => in_doubt(fault),
            _ => fault,
        })
    }

    fn request(
        &self,
        http: &HttpClient,
        operation: &'static str,
        path: &'static str,
        form: &[(&str, &str)],
    ) -> Result<Request, Fault> {
        let client = [
            ("client_id", self.client_id.as_str()),
            ("client_secret", self.client_secret.expose_secret()),
        ];
        let members: Vec<_> = form.iter().copied().chain(client).collect();
        http.request(Method::POST, self.address(path)?)
            .header("Accept", "application/json")
            .form(&members)
            .build()
            .map_err(|error| fault(operation, FaultClass::Pause, None, chain(&error.without_url())))
    }
}

impl Granted {
    fn tokens(self, former: Option<&SecretString>) -> Option<Tokens> {
        Some(Tokens {
            access: self.access_token.into(),
            refresh: self.refresh_token.map(SecretString::from).or_else(|| former.cloned())?,
            expires_in_seconds: self.expires_in.as_ref().and_then(seconds).unwrap_or(SHORT_LIFE_SECONDS),
            scope: self.scope.as_ref().and_then(Value::as_str).map(ToOwned::to_owned),
        })
    }
}

/// A number, or text that holds one.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Posts a form once, at no pace of any token, and gives the body of an accepted answer.
async fn post(http: &HttpClient, operation: &'static str, effect: Effect, request: &Request) -> Result<Vec<u8>, Fault> {
    let answer = attempt(http, &Pace::new(Pace::CALLS_PER_SECOND, 1), operation, effect, request).await?;
    let status = answer.response.status();
    let body = collected(answer.response, LARGEST_ANSWER).await;
    if !status.is_success() {
        return Err(refusal(operation, status, &body.unwrap_or_default()));
    }
    body.map_err(|error| fault(operation, doubtful(effect), None, error.to_string()))
}

/// The error is not shown in full: it may quote a token.
fn read(operation: &'static str, body: &[u8]) -> Result<Granted, Fault> {
    serde_json::from_slice(body).map_err(|error| {
        let message = format!(
            "the answer cannot be read from column {} of line {}",
            error.column(),
            error.line()
        );
        fault(operation, FaultClass::Unknown, None, message)
    })
}

/// What a refusal means (RFC 6749, section 5.2). Without a log-in nothing of the coupling works: all of them pause.
fn refusal(operation: &'static str, status: StatusCode, body: &[u8]) -> Fault {
    let refused: Refused = serde_json::from_slice(body).unwrap_or_default();
    let (code, remedy) = match refused.error.as_str() {
        "invalid_grant" => (Some(FaultCode::GrantRevoked), "log in at Nmbrs again"),
        "invalid_client" | "unauthorized_client" => (
            Some(FaultCode::InvalidAuthentication),
            "check client id and secret of the registration",
        ),
        "invalid_scope" => (
            Some(FaultCode::UnauthorisedMethod),
            "check the scopes of the registration",
        ),
        _ if status == StatusCode::UNAUTHORIZED => (
            Some(FaultCode::InvalidAuthentication),
            "check client id and secret of the registration",
        ),
        _ => (None, "check the address and the registration of the identity service"),
    };
    let described = refused
        .error_description
        .map(|text| format!(" ({text})"))
        .unwrap_or_default();
    let said = if refused.error.is_empty() {
        String::new()
    } else {
        format!("; {}{described}", refused.error)
    };
    fault(operation, FaultClass::Pause, code, format!("{status}{said}; {remedy}"))
}

fn in_doubt(fault: Fault) -> Fault {
    let message = format!(
        "{}; what was handed in may be spent: try once more, and if it is refused then log in at Nmbrs again",
        fault.message
    );
    Fault { message, ..fault }
}

fn fault(operation: &str, class: FaultClass, code: Option<FaultCode>, message: impl Into<String>) -> Fault {
    Fault {
        operation: operation.to_owned(),
        class,
        code,
        message: message.into(),
    }
}
