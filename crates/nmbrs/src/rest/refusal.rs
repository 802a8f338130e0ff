//! What a refusal (status 4xx) means.
//!
//! The body of a refusal has a title, a detail and a code of which no list is known; the gateway in front has another
//! form, with a message. So the status decides first and the words second; the words are matched in one place.

use super::operation::Operation;
use super::wire::value::Whole;
use crate::{Fault, FaultClass, FaultCode};
use reqwest::StatusCode;
use serde::Deserialize;

/// The most of a refusal's words that go into our message, in characters.
const LONGEST_WORDS: usize = 300;

/// The members of both forms that are known to be there.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Body {
    title: Option<String>,
    detail: Option<String>,
    message: Option<String>,
    code: Option<Whole>,
}

/// The fault that a refusal stands for.
pub(super) fn refusal(operation: &Operation, status: StatusCode, body: &[u8]) -> Fault {
    let body: Body = serde_json::from_slice(body).unwrap_or_default();
    let words = body.words();
    let (class, code) = meaning(operation, status, &words.to_ascii_lowercase());
    let mut message = status.to_string();
    for part in [Some(words.as_str()), code.and_then(remedy)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
    {
        message.push_str("; ");
        message.push_str(part);
    }
    operation.fault(class, code.or_else(|| body.number().map(FaultCode::Other)), message)
}

/// Class and code, by the status and by the words in lower case.
fn meaning(operation: &Operation, status: StatusCode, words: &str) -> (FaultClass, Option<FaultCode>) {
    use FaultClass::{Pause, Rejected};
    match status {
        StatusCode::UNAUTHORIZED if words.contains("subscription key") => (Pause, Some(FaultCode::Disabled)),
        StatusCode::UNAUTHORIZED => (Pause, Some(FaultCode::InvalidAuthentication)),
        // The title has a full stop at its end; without one it means the same.
        StatusCode::FORBIDDEN if words.contains("forbiddenmultidebtor") => (Rejected, Some(FaultCode::SeveralDebtors)),
        StatusCode::FORBIDDEN if is_about_a_record(words) => (Rejected, Some(FaultCode::UnauthorisedData)),
        StatusCode::FORBIDDEN => (Pause, Some(FaultCode::UnauthorisedMethod)),
        StatusCode::NOT_FOUND => (Rejected, Some(operation.missing())),
        StatusCode::BAD_REQUEST | StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
            (Rejected, content_code(words))
        }
        _ => (Rejected, None),
    }
}

/// What to do about it.
const fn remedy(code: FaultCode) -> Option<&'static str> {
    Some(match code {
        FaultCode::Disabled => "check the subscription key of the application",
        FaultCode::InvalidAuthentication => "log in at Nmbrs again",
        FaultCode::UnauthorisedMethod => "log in at Nmbrs again and grant the scope of this call",
        FaultCode::UnauthorisedData => "the log-in does not cover this record, log in for its debtor",
        FaultCode::SeveralDebtors => "ask debtor by debtor",
        FaultCode::InvalidHourCode => "this hour code is not in the hour model of the company",
        FaultCode::InvalidWageCode => "this wage code is not in the wage model of the company",
        FaultCode::InvalidPeriod => "the company has no such pay period",
        FaultCode::ProtectedPeriod => "the period is not open, send with retroactive effect or in the open period",
        FaultCode::WageReturnSent => "the wage return of the period has been sent, correct in the open period",
        FaultCode::UnknownEmployee => "the employee is unknown, or not in a debtor of this log-in",
        FaultCode::UnknownCompany => "the company is unknown, or not in a debtor of this log-in",
        FaultCode::UnknownDebtor => "the debtor is unknown, or not one of this log-in",
        FaultCode::NotFound => "the record is not there any more, read again",
        _ => return None,
    })
}

/// Whether a "forbidden" is about one record. When in doubt it is about the scope, which pauses: better a person too
/// many than thousands of lines refused.
fn is_about_a_record(words: &str) -> bool {
    !words.contains("scope")
        && ["debtor", "company", "employee"]
            .iter()
            .any(|record| words.contains(record))
}

/// The code of a refused content.
fn content_code(words: &str) -> Option<FaultCode> {
    let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if says(&["hour code", "hourcode", "invalid hour component"]) {
        Some(FaultCode::InvalidHourCode)
    } else if says(&["wage code", "wagecode", "wage model", "invalid wage component"]) {
        Some(FaultCode::InvalidWageCode)
    } else if says(&["wage tax return", "declaration"]) {
        Some(FaultCode::WageReturnSent)
    } else if says(&["protected", "in the past", "closed"]) {
        Some(FaultCode::ProtectedPeriod)
    } else if words.contains("period") && says(&["invalid", "unknown", "not exist", "between"]) {
        Some(FaultCode::InvalidPeriod)
    } else if words.contains("employee") && says(&["unknown", "not found", "not exist"]) {
        Some(FaultCode::UnknownEmployee)
    } else {
        None
    }
}

impl Body {
    /// Title and detail, or the gateway's message, without their full stops; cut where they run on.
    fn words(&self) -> String {
        let parts = [&self.title, &self.detail, &self.message];
        let words = parts
            .into_iter()
            .flatten()
            .map(|part| part.trim().trim_end_matches('.'))
            .filter(|part| !part.is_empty());
        words
            .collect::<Vec<_>>()
            .join(": ")
            .chars()
            .take(LONGEST_WORDS)
            .collect()
    }

    fn number(&self) -> Option<u32> {
        self.code.and_then(|code| u32::try_from(code.0).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::operation::{COMPANIES, DELETE_HOURS, HOUR_CODES, INSERT_HOURS};
    use super::*;

    fn shown(operation: &Operation, status: u16, body: &str) -> String {
        let fault = refusal(operation, StatusCode::from_u16(status).unwrap(), body.as_bytes());
        let code = fault.code.map_or_else(|| "no code".to_owned(), |code| code.to_string());
        format!("{:?} | {code} | {fault}", fault.class)
    }

    #[test]
    fn the_gateway_misses_the_subscription_key() {
        let body = r#"{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure to ..."}"#;
        insta::assert_snapshot!(shown(&COMPANIES, 401, body), @"Pause | Disabled | GET /api/companies: 401 Unauthorized; Access denied due to missing subscription key. Make sure to ; check the subscription key of the application");
    }

    #[test]
    fn the_token_is_refused() {
        insta::assert_snapshot!(shown(&COMPANIES, 401, r#"{"title":"Unauthorized","code":4010}"#), @"Pause | InvalidAuthentication | GET /api/companies: 401 Unauthorized; Unauthorized; log in at Nmbrs again");
        insta::assert_snapshot!(shown(&COMPANIES, 401, ""), @"Pause | InvalidAuthentication | GET /api/companies: 401 Unauthorized; log in at Nmbrs again");
    }

    #[test]
    fn the_token_covers_several_debtors() {
        let body = r#"{"type":"Forbidden","httpStatus":403,"code":4030,"title":"ForbiddenMultiDebtor.",
                       "detail":"This call is not available for a token that covers several debtors."}"#;
        insta::assert_snapshot!(shown(&COMPANIES, 403, body), @"Rejected | SeveralDebtors | GET /api/companies: 403 Forbidden; ForbiddenMultiDebtor: This call is not available for a token that covers several debtors; ask debtor by debtor");
    }

    #[test]
    fn a_scope_is_missing_or_a_record_is_not_ours() {
        let scope = r#"{"title":"Forbidden","detail":"The scope employee.payment is missing.","code":"4031"}"#;
        insta::assert_snapshot!(shown(&INSERT_HOURS, 403, scope), @"Pause | UnauthorisedMethod | POST /api/employees/{employeeId}/variablehours: 403 Forbidden; Forbidden: The scope employee.payment is missing; log in at Nmbrs again and grant the scope of this call");
        let record = r#"{"title":"Forbidden","detail":"This company belongs to another debtor."}"#;
        insta::assert_snapshot!(shown(&HOUR_CODES, 403, record), @"Rejected | UnauthorisedData | GET /api/companies/{companyId}/hourcodes: 403 Forbidden; Forbidden: This company belongs to another debtor; the log-in does not cover this record, log in for its debtor");
        insta::assert_snapshot!(shown(&HOUR_CODES, 403, "<html>Forbidden</html>"), @"Pause | UnauthorisedMethod | GET /api/companies/{companyId}/hourcodes: 403 Forbidden; log in at Nmbrs again and grant the scope of this call");
    }

    #[test]
    fn what_is_not_there_depends_on_the_call() {
        insta::assert_snapshot!(shown(&HOUR_CODES, 404, r#"{"title":"NotFound"}"#), @"Rejected | UnknownCompany | GET /api/companies/{companyId}/hourcodes: 404 Not Found; NotFound; the company is unknown, or not in a debtor of this log-in");
        insta::assert_snapshot!(shown(&INSERT_HOURS, 404, "{}"), @"Rejected | UnknownEmployee | POST /api/employees/{employeeId}/variablehours: 404 Not Found; the employee is unknown, or not in a debtor of this log-in");
        insta::assert_snapshot!(shown(&DELETE_HOURS, 404, ""), @"Rejected | NotFound | DELETE /api/employees/{employeeId}/hours/{hourComponentId}: 404 Not Found; the record is not there any more, read again");
    }

    #[test]
    fn contents_are_refused_by_code() {
        let refused = |detail: &str| {
            let body = format!(r#"{{"title":"BadRequest","detail":"{detail}","code":4000}}"#);
            refusal(&INSERT_HOURS, StatusCode::BAD_REQUEST, body.as_bytes()).code
        };
        assert_eq!(
            refused("Hour code 9999 does not exist."),
            Some(FaultCode::InvalidHourCode)
        );
        assert_eq!(
            refused("hourCode is not in the hour model"),
            Some(FaultCode::InvalidHourCode)
        );
        for detail in ["Wage code 5999 does not exist.", "code 5999 is not in the wage model"] {
            assert_eq!(refused(detail), Some(FaultCode::InvalidWageCode), "{detail}");
        }
        assert_eq!(
            refused("Period 3 of 2023 is protected."),
            Some(FaultCode::ProtectedPeriod)
        );
        assert_eq!(
            refused("The period is in the past, use unprotectedMode."),
            Some(FaultCode::ProtectedPeriod)
        );
        assert_eq!(
            refused("The wage tax return has been sent."),
            Some(FaultCode::WageReturnSent)
        );
        assert_eq!(refused("Invalid period 14."), Some(FaultCode::InvalidPeriod));
        assert_eq!(refused("Employee not found."), Some(FaultCode::UnknownEmployee));
        assert_eq!(refused("hours must be 0 to 1000"), Some(FaultCode::Other(4000)));
    }

    #[test]
    fn every_other_refusal_is_a_refusal() {
        for status in [400, 405, 409, 415, 422] {
            let fault = refusal(&INSERT_HOURS, StatusCode::from_u16(status).unwrap(), b"\xff not json");
            assert_eq!((fault.class, fault.code), (FaultClass::Rejected, None), "{status}");
        }
    }
}
