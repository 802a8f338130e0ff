//! Writes requests: SOAP 1.1 envelopes.

use super::operation::Operation;
use crate::connection::SoapAccess;
use quick_xml::escape::escape;
use secrecy::ExposeSecret;
use std::fmt::Display;

/// The parameters of an operation, or the fields of an object among them, in the order of the interface.
#[derive(Clone, Default, Debug)]
pub(super) struct Parameters(String);

impl Parameters {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A simple value.
    pub(super) fn value(mut self, name: &str, value: impl Display) -> Self {
        push_value(&mut self.0, name, &value.to_string());
        self
    }

    /// A value that is absent where the interface wants its element.
    pub(super) fn nil(mut self, name: &str) -> Self {
        self.0.extend(["<", name, " xsi:nil=\"true\"/>"]);
        self
    }

    /// An object or a list.
    pub(super) fn group(mut self, name: &str, fields: &Self) -> Self {
        push_element(&mut self.0, name, &fields.0);
        self
    }
}

/// The whole request. Header and body are in the service's own namespace, whatever the host (API fact).
pub(super) fn envelope(operation: &Operation, access: &SoapAccess, parameters: &Parameters) -> String {
    let namespace = operation.namespace();
    let name = operation.name();
    let mut login = String::new();
    push_value(&mut login, "Username", &access.email);
    push_value(&mut login, "Token", access.token.expose_secret());
    if let Some(domain) = &access.domain {
        push_value(&mut login, "Domain", domain);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <soap:Header><AuthHeaderWithDomain xmlns=\"{namespace}\">{login}</AuthHeaderWithDomain></soap:Header>\
         <soap:Body><{name} xmlns=\"{namespace}\">{}</{name}></soap:Body></soap:Envelope>",
        parameters.0
    )
}

fn push_value(xml: &mut String, name: &str, value: &str) {
    let value: String = value.chars().map(allowed).collect();
    push_element(xml, name, &escape(value));
}

fn push_element(xml: &mut String, name: &str, content: &str) {
    xml.extend(["<", name, ">", content, "</", name, ">"]);
}

/// XML has no way to write most control characters; a comment with one would make the request unreadable.
fn allowed(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => character,
        '\u{fffe}' | '\u{ffff}' => ' ',
        _ if character.is_ascii_control() => ' ',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soap::operation::HOURS;

    fn access(domain: Option<&str>) -> SoapAccess {
        SoapAccess {
            base: "https://api.nmbrs.nl/soap/v3/".parse().unwrap(),
            email: "a&b@example.nl".to_owned(),
            token: "tok<en>".into(),
            domain: domain.map(str::to_owned),
        }
    }

    #[test]
    fn writes_the_log_in_and_the_parameters_in_the_namespace_of_the_service() {
        let parameters = Parameters::new()
            .value("EmployeeId", 1200)
            .value("Period", 2)
            .value("Year", 2026);
        insta::assert_snapshot!(envelope(&HOURS, &access(Some("acme")), &parameters), @r#"
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Header><AuthHeaderWithDomain xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><Username>a&amp;b@example.nl</Username><Token>tok&lt;en&gt;</Token><Domain>acme</Domain></AuthHeaderWithDomain></soap:Header><soap:Body><HourComponentVar_Get xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><EmployeeId>1200</EmployeeId><Period>2</Period><Year>2026</Year></HourComponentVar_Get></soap:Body></soap:Envelope>
        "#);
    }

    #[test]
    fn leaves_out_an_unknown_domain() {
        assert!(!envelope(&HOURS, &access(None), &Parameters::new()).contains("<Domain>"));
    }

    #[test]
    fn escapes_values_and_replaces_what_xml_cannot_hold() {
        let parameters = Parameters::new()
            .value("Comment", "<a> & \"b\" 'c'\u{0} \u{1f600}\nline")
            .nil("CostCenterId")
            .group("Group", &Parameters::new().value("Id", 1));
        insta::assert_snapshot!(parameters.0, @r#"
        <Comment>&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;  😀
        line</Comment><CostCenterId xsi:nil="true"/><Group><Id>1</Id></Group>
        "#);
    }
}
