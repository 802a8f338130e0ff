//! Scopes that can be granted (API fact: those of partner apps). One other scope fails the whole log-in, `openid` too.

use std::collections::BTreeSet;

/// Every scope.
pub const SCOPES: [&str; 22] = [
    "offline_access",
    "company.info",
    "company.info.read",
    "company.payrollsettings.read",
    "company.leave.read",
    "employee.info",
    "employee.info.read",
    "employee.employment",
    "employee.employment.read",
    "employee.payment",
    "employee.payment.read",
    "employee.leave",
    "employee.leave.read",
    "employee.orgstructure",
    "employee.orgstructure.read",
    "employee.bankaccount",
    "employee.bankaccount.read",
    "employee.document",
    "employee.document.read",
    "employee.payrollsettings",
    "employee.payrollsettings.read",
    "user.info.read",
];

/// The scopes of a text with spaces, or the first one that cannot be granted.
pub fn read(text: &str) -> Result<BTreeSet<String>, String> {
    if let Some(unknown) = text.split_whitespace().find(|scope| !SCOPES.contains(scope)) {
        return Err(unknown.to_owned());
    }
    Ok(text.split_whitespace().map(str::to_owned).collect())
}
