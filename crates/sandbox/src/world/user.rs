//! Users, what they may call and what they may see.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::caller::{Caller, Sight, SoapCredentials, Through};
use super::fault::WorldFault;
use super::storage::World;
use crate::glob;

/// A user of the environment; the same e-mail address may exist in several domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Number id.
    pub id: i32,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Password of the log-in page.
    pub password: String,
    /// API token of SOAP.
    pub token: String,
    /// Whether the API token works.
    pub token_active: bool,
    /// Sub-domain of the environment.
    pub domain: String,
    /// SOAP methods that the user template leaves out: `EmployeeService.HourComponentVar_Insert`, `*` allowed.
    pub methods_off: BTreeSet<String>,
    /// OAuth scopes that are taken away from every grant of this user.
    pub scopes_off: BTreeSet<String>,
    /// What the user may see.
    pub sight: Sight,
}

impl User {
    fn is_in(&self, domain: &str) -> bool {
        let label = domain.trim().trim_end_matches('.');
        let label = label
            .split_once('.')
            .map_or(label, |(label, rest)| if rest == "nmbrs.nl" { label } else { "" });
        label.eq_ignore_ascii_case(&self.domain)
    }
}

impl World {
    /// The user behind a SOAP authentication header, whatever the operation: 1001 for an unknown user, token or
    /// domain, 2042 when the domain is needed to tell.
    pub fn soap_user(&self, credentials: SoapCredentials<'_>) -> Result<&User, WorldFault> {
        let mut users = self.users.iter().filter(|user| {
            user.email.eq_ignore_ascii_case(credentials.username.trim())
                && user.token == credentials.token
                && user.token_active
                && (credentials.domain.is_empty() || user.is_in(credentials.domain))
        });
        let first = users.next().ok_or(WorldFault::InvalidAuthentication)?;
        if users.next().is_some() {
            return Err(WorldFault::SeveralEnvironments);
        }
        Ok(first)
    }

    /// Authenticates a SOAP call of an operation (`EmployeeService.HourComponentVar_Insert`): as [`Self::soap_user`],
    /// and 1002 when the user template leaves the operation out.
    pub fn soap_caller(
        &self,
        credentials: SoapCredentials<'_>,
        operation: &str,
        now: Timestamp,
    ) -> Result<Caller, WorldFault> {
        let user = self.soap_user(credentials)?;
        if user.methods_off.iter().any(|pattern| glob::matches(pattern, operation)) {
            return Err(WorldFault::MethodNotAllowed {
                method: operation.to_owned(),
            });
        }
        Ok(Caller {
            email: user.email.clone(),
            through: Through::Soap,
            now,
            sight: user.sight.clone(),
        })
    }

    /// The user of the log-in page, by domain, e-mail and password.
    pub fn log_in(&self, domain: &str, email: &str, password: &str) -> Option<&User> {
        self.users.iter().find(|user| {
            user.is_in(domain) && user.email.eq_ignore_ascii_case(email.trim()) && user.password == password
        })
    }
}
