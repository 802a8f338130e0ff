//! What Nmbrs says when it refuses: SOAP faults with a code in their text.

use super::element::Element;
use super::operation::Kind;
use crate::fault::{FaultClass, FaultCode};
use crate::transport::{Effect, doubtful};
use std::fmt;

/// The catch-all code: it says that something went wrong, not what.
const UNKNOWN: u32 = 9999;

/// How much of a text is kept.
const TEXT_LENGTH: usize = 300;

/// A SOAP fault, of version 1.1 or 1.2.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Refusal {
    /// The code in the text, as a number.
    number: Option<u32>,
    code: Option<FaultCode>,
    /// Whether the fault blames the request: it was not even tried.
    blames_request: bool,
    /// The text after the code, its first line.
    text: String,
}

impl Refusal {
    /// Reads the element `Fault`.
    pub(super) fn read(fault: &Element) -> Self {
        let blame = fault
            .field("faultcode")
            .or_else(|| fault.child("Code")?.field("Value"))
            .unwrap_or_default();
        let text = fault
            .field("faultstring")
            .or_else(|| fault.child("Reason")?.field("Text"))
            .unwrap_or_default();
        let blame = blame.rsplit(':').next().unwrap_or_default();
        let (number, text) = split(text);
        Self {
            number,
            code: code(number, text),
            blames_request: !matches!(blame, "Server" | "Receiver" | ""),
            text: text.chars().take(TEXT_LENGTH).collect(),
        }
    }

    pub(super) const fn code(&self) -> Option<FaultCode> {
        self.code
    }

    /// What it means for a call of this kind.
    ///
    /// - The log-in, a right or the subscription: nothing of the coupling works until a person mends it.
    /// - 9999 is a catch-all that also stands for failures half-way, so a write may have happened; only where its text
    ///   names the protection of the period (TWK) it surely has not.
    /// - A refusal of one row means that nothing happened. Of many rows, those before the refused one may have been
    ///   stored (API fact: not documented), so the outcome is unknown and is settled by reading.
    pub(super) const fn class(&self, kind: Kind) -> FaultClass {
        let effect = match kind {
            Kind::Read => Effect::Read,
            Kind::Write | Kind::WriteMany => Effect::Write,
        };
        match self.code {
            Some(
                FaultCode::InvalidAuthentication
                | FaultCode::UnauthorisedMethod
                | FaultCode::Disabled
                | FaultCode::InvalidDomain,
            ) => FaultClass::Pause,
            Some(FaultCode::Other(UNKNOWN)) => doubtful(effect),
            Some(_) if matches!(kind, Kind::WriteMany) => FaultClass::Unknown,
            Some(_) => FaultClass::Rejected,
            None if self.blames_request => FaultClass::Rejected,
            None => doubtful(effect),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.number {
            write!(f, "{number}: ")?;
        }
        f.write_str(if self.text.is_empty() {
            "refused without a reason"
        } else {
            &self.text
        })?;
        match self.code.and_then(remedy) {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

/// The code and the text behind it, to the end of the line: `… ---> 2001: Invalid Hour component`, or a text that starts
/// with its code. Without a code, the first line.
fn split(text: &str) -> (Option<u32>, &str) {
    let mut candidates = text.split("--->").skip(1).chain([text]);
    let found = candidates.find_map(|candidate| numbered(candidate.trim_start()));
    let (number, rest) = found.map_or((None, text), |(number, rest)| (Some(number), rest));
    (number, rest.trim().lines().next().unwrap_or_default().trim())
}

/// Four or five digits, a colon, and the rest.
fn numbered(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_once(':')?;
    let is_code = (4..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some((digits.parse().ok()?, rest))
}

fn code(number: Option<u32>, text: &str) -> Option<FaultCode> {
    let Some(number) = number else {
        return text
            .contains("Invalid combination email/password")
            .then_some(FaultCode::InvalidAuthentication);
    };
    Some(match number {
        1000 | 1001 => FaultCode::InvalidAuthentication,
        1002 => FaultCode::UnauthorisedMethod,
        1003 => FaultCode::UnauthorisedData,
        1004 => FaultCode::Disabled,
        2001 => FaultCode::InvalidHourCode,
        2002 => FaultCode::InvalidWageCode,
        2003 => FaultCode::UnknownEmployee,
        2004 => FaultCode::UnknownCompany,
        2006 => FaultCode::InvalidPeriod,
        2009 => FaultCode::UnknownDebtor,
        2011 => FaultCode::ProtectedPeriod,
        2012 => FaultCode::WageReturnSent,
        2042 | 2043 => FaultCode::InvalidDomain,
        2046 => FaultCode::NotFound,
        UNKNOWN if names_protection(text) => FaultCode::ProtectedPeriod,
        other => FaultCode::Other(other),
    })
}

/// Whether a text is about retroactive effect (TWK, terugwerkende kracht).
fn names_protection(text: &str) -> bool {
    let text = text.to_lowercase();
    ["twk", "terugwerkende", "protected"]
        .iter()
        .any(|word| text.contains(word))
}

/// What to do about it.
const fn remedy(code: FaultCode) -> Option<&'static str> {
    Some(match code {
        FaultCode::InvalidAuthentication => "check the e-mail address, the API token and the domain",
        FaultCode::InvalidDomain => "fill in the domain: the part before .nmbrs.nl in the address of the environment",
        FaultCode::UnauthorisedMethod => "switch this call on in the user template of the API user",
        FaultCode::UnauthorisedData => "give the API user access to this debtor or company",
        FaultCode::Disabled => "the subscription does not include the API, ask Nmbrs",
        FaultCode::InvalidHourCode => "this hour code is not in the hour model of the company",
        FaultCode::InvalidWageCode => "this wage code is not in the wage model of the company",
        FaultCode::UnknownEmployee => "the employee is unknown, or not visible to the API user",
        FaultCode::UnknownCompany => "the company is unknown, or not visible to the API user",
        FaultCode::UnknownDebtor => "the debtor is unknown, or not visible to the API user",
        FaultCode::InvalidPeriod => "the company has no such pay period",
        FaultCode::ProtectedPeriod => "the period is not open, send with retroactive effect or in the open period",
        FaultCode::WageReturnSent => "the wage return of the period has been sent, correct in the open period",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
