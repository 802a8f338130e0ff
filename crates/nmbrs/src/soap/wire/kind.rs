//! The kinds of relation, which every environment numbers and may name in its own way.

use super::Unreadable;
use crate::soap::element::Element;
use loonbrug_domain::people::EmployeeKind;

/// A kind of relation (medewerkertype) as the environment defines it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::soap) struct EmployeeType {
    pub(in crate::soap) id: i64,
    pub(in crate::soap) description: String,
    pub(in crate::soap) kind: EmployeeKind,
}

/// Starts of words in a description, and what they mean; the first that fits decides. The ids are not published and the
/// texts may be Dutch or English (API fact of low confidence), so this table is the one place to change.
const WORDS: [(&str, EmployeeKind); 19] = [
    ("oud", EmployeeKind::FormerPayroll),
    ("former", EmployeeKind::FormerPayroll),
    ("voormalig", EmployeeKind::FormerPayroll),
    ("uitdienst", EmployeeKind::FormerPayroll),
    ("uit dienst", EmployeeKind::FormerPayroll),
    ("sollicita", EmployeeKind::Other),
    ("applicant", EmployeeKind::Other),
    ("kandidaat", EmployeeKind::Other),
    ("nieuw", EmployeeKind::Other),
    ("new", EmployeeKind::Other),
    ("extern", EmployeeKind::Other),
    ("inhuur", EmployeeKind::Other),
    ("zzp", EmployeeKind::Other),
    ("freelance", EmployeeKind::Other),
    ("payroll", EmployeeKind::Payroll),
    ("medewerker", EmployeeKind::Payroll),
    ("werknemer", EmployeeKind::Payroll),
    ("verloning", EmployeeKind::Payroll),
    ("employee", EmployeeKind::Payroll),
];

/// `EmployeeType` of `EmployeeType_GetList`.
pub(in crate::soap) fn employee_type(item: &Element) -> Result<EmployeeType, Unreadable> {
    let description = item.text_of("Description");
    Ok(EmployeeType {
        id: item.number("Id")?,
        kind: kind(&description),
        description,
    })
}

fn kind(description: &str) -> EmployeeKind {
    let description = format!(" {}", description.to_lowercase().replace(['-', '_', '/', '('], " "));
    let found = WORDS.iter().find(|(word, _)| description.contains(&format!(" {word}")));
    found.map_or(EmployeeKind::Other, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_kinds_apart_by_their_description() {
        let cases = [
            ("Payroll", EmployeeKind::Payroll),
            ("Medewerker", EmployeeKind::Payroll),
            ("In verloning", EmployeeKind::Payroll),
            ("Former payroll", EmployeeKind::FormerPayroll),
            ("Oud-medewerker", EmployeeKind::FormerPayroll),
            ("Medewerker (uit dienst)", EmployeeKind::FormerPayroll),
            ("Applicant", EmployeeKind::Other),
            ("New hire", EmployeeKind::Other),
            ("Externe medewerker", EmployeeKind::Other),
            ("Aandeelhouder", EmployeeKind::Other),
            ("", EmployeeKind::Other),
        ];
        for (description, expected) in cases {
            assert_eq!(kind(description), expected, "{description}");
        }
    }
}
