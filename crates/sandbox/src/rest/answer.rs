//! Answers and refusals in the form of the API, and those of the gateway before it.

use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::world::WorldFault;

/// What a successful call gives.
#[derive(Debug)]
pub enum Answer {
    /// 200 with a body.
    Given(Value),
    /// 201 with the ids.
    Created(Value),
    /// 204.
    Removed,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Given(value) => Json(value).into_response(),
            Self::Created(value) => (StatusCode::CREATED, Json(value)).into_response(),
            Self::Removed => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestFault {
    /// The gateway saw no subscription key, or one that it does not know.
    SubscriptionKey {
        /// Whether there was one.
        sent: bool,
    },
    /// A route that is not offered.
    NoRoute,
    /// A path that is offered with another method.
    WrongMethod,
    /// No token, or one that does not work.
    Unauthorized,
    /// The token covers several debtors and the call is for one (API fact: the title ends with a full stop).
    SeveralDebtors,
    /// The object belongs to a debtor that the consent does not cover, or to a company that the user may not see.
    Foreign,
    /// An id that nothing has.
    NoSuch {
        /// What kind of thing.
        what: &'static str,
    },
    /// Something is wrong with the request.
    Invalid {
        /// Member and what it should be.
        detail: String,
    },
    /// A refusal of the world.
    World(WorldFault),
}

impl RestFault {
    /// A member that is wrong.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::Invalid { detail: detail.into() }
    }

    /// Status, code (own numbers but 4030), title and detail.
    fn parts(&self) -> (StatusCode, i32, &'static str, String) {
        match self {
            Self::SubscriptionKey { .. } => (StatusCode::UNAUTHORIZED, 4010, "Unauthorized", String::new()),
            Self::NoRoute => (
                StatusCode::NOT_FOUND,
                4040,
                "NotFound",
                "There is no such resource.".to_owned(),
            ),
            Self::WrongMethod => (
                StatusCode::METHOD_NOT_ALLOWED,
                4050,
                "MethodNotAllowed",
                "Not with this method.".to_owned(),
            ),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                4010,
                "Unauthorized",
                "The access token is missing, expired or revoked.".to_owned(),
            ),
            Self::SeveralDebtors => (
                StatusCode::FORBIDDEN,
                4030,
                "ForbiddenMultiDebtor.",
                "This call is not available for a token that covers several debtors.".to_owned(),
            ),
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                4032,
                "Forbidden",
                "The token does not cover this object.".to_owned(),
            ),
            Self::NoSuch { what } => (
                StatusCode::NOT_FOUND,
                4041,
                "NotFound",
                format!("No {what} with this id."),
            ),
            Self::Invalid { detail } => (StatusCode::BAD_REQUEST, 4000, "ValidationError", detail.clone()),
            Self::World(fault) => of_world(fault),
        }
    }
}

/// How a refusal of the world looks in REST. Statuses: API fact or by analogy with the SOAP code.
fn of_world(fault: &WorldFault) -> (StatusCode, i32, &'static str, String) {
    match fault {
        WorldFault::InvalidAuthentication | WorldFault::SeveralEnvironments => RestFault::Unauthorized.parts(),
        WorldFault::MethodNotAllowed { method } => (
            StatusCode::FORBIDDEN,
            4031,
            "Forbidden",
            format!("The token lacks the scope {method}."),
        ),
        WorldFault::DataNotAllowed => RestFault::Foreign.parts(),
        WorldFault::UnknownEmployee => RestFault::NoSuch { what: "employee" }.parts(),
        WorldFault::UnknownCompany => RestFault::NoSuch { what: "company" }.parts(),
        WorldFault::UnknownDebtor => RestFault::NoSuch { what: "debtor" }.parts(),
        WorldFault::NotFound => RestFault::NoSuch { what: "component" }.parts(),
        WorldFault::UnknownHourCode { code } => bad(
            4001,
            "InvalidHourCode",
            format!("hourCode {code} is not in the hour model."),
        ),
        WorldFault::UnknownWageCode { code } => bad(
            4002,
            "InvalidWageCode",
            format!("code {code} is not in the wage model."),
        ),
        WorldFault::InvalidPeriod { period } => bad(
            4003,
            "InvalidPeriod",
            format!("Period {}-{} does not exist.", period.year, period.number),
        ),
        WorldFault::ProtectedPeriod { period } => bad(
            4004,
            "ProtectedMode",
            format!(
                "Period {}-{} is not the current one: unprotectedMode is needed.",
                period.year, period.number
            ),
        ),
        WorldFault::WageReturnSent { period } => bad(
            4005,
            "WageTaxDeclarationSent",
            format!(
                "The wage tax declaration of period {}-{} was sent.",
                period.year, period.number
            ),
        ),
        WorldFault::UnknownCostCenter => bad(
            4006,
            "InvalidCostCenter",
            "Unknown cost center or cost unit.".to_owned(),
        ),
        WorldFault::InvalidValue { reason } => bad(4000, "ValidationError", reason.clone()),
        WorldFault::Unknown => (
            StatusCode::INTERNAL_SERVER_ERROR,
            5000,
            "InternalServerError",
            "Unknown.".to_owned(),
        ),
    }
}

fn bad(code: i32, title: &'static str, detail: String) -> (StatusCode, i32, &'static str, String) {
    (StatusCode::BAD_REQUEST, code, title, detail)
}

impl From<WorldFault> for RestFault {
    fn from(fault: WorldFault) -> Self {
        Self::World(fault)
    }
}

impl IntoResponse for RestFault {
    fn into_response(self) -> Response {
        if let Self::SubscriptionKey { sent } = self {
            return gateway(sent);
        }
        let (status, code, title, detail) = self.parts();
        let kind = status.canonical_reason().unwrap_or("Error").replace(' ', "");
        let body = json!({
            "type": kind,
            "httpStatus": status.as_u16(),
            "code": code,
            "title": title,
            "detail": detail,
            "documentation": "https://nmbrs.stoplight.io/",
        });
        let mut response = (status, Json(body)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            );
        }
        response
    }
}

/// The gateway's own form (low confidence: platform knowledge).
fn gateway(sent: bool) -> Response {
    let what = if sent { "invalid" } else { "missing" };
    let message = format!(
        "Access denied due to {what} subscription key. Make sure to include a valid subscription key when making requests to an API."
    );
    (
        StatusCode::UNAUTHORIZED,
        Json(json!({ "statusCode": 401, "message": message })),
    )
        .into_response()
}
