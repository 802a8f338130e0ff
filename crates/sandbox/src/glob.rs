//! Patterns with `*`, for the names of operations.

/// Whether a text fits a pattern in which `*` stands for anything, whatever the case.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        let Some(place) = rest.find(piece) else { return false };
        rest = &rest[place + piece.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(matches("*", "EmployeeService.DaysVar_Set"));
        assert!(matches(
            "EmployeeService.HourComponentVar_*",
            "EmployeeService.HourComponentVar_Insert"
        ));
        assert!(matches(
            "post */variablehours",
            "POST /api/employees/{employeeId}/variablehours"
        ));
        assert!(matches("*a*b", "xaxxb"));
        assert!(!matches("*.DaysVar_Set", "EmployeeService.DaysVar_Set_Batch"));
        assert!(!matches("ab*b", "ab"));
        assert!(!matches("DaysVar_Set", "DaysVar_Get"));
    }
}
