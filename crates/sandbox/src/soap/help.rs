//! The help pages of a service: what it can do, and how a request for it looks.

use std::fmt::Write as _;

use super::catalogue::{Definition, Operation, Service};
use super::notation::{Child, Scalar, Shape};
use super::pieces::Pieces;

/// The page that lists the operations.
pub(super) fn list(service: &Service) -> String {
    let mut page = head(service);
    page.push_str("<p><a href=\"?WSDL\">Service description</a></p>\n<ul>\n");
    for operation in &service.operations {
        let name = &operation.name;
        let note = if operation.handler.is_some() {
            ""
        } else {
            " (known, not played here)"
        };
        let _ = writeln!(page, "<li><a href=\"?op={name}\">{name}</a>{note}</li>");
    }
    page.push_str("</ul>\n</body></html>\n");
    page
}

/// The page of one operation, with a request to fill in.
pub(super) fn operation(service: &Service, operation: &Operation) -> String {
    let name = &operation.name;
    let mut sample = Sample {
        service,
        text: String::new(),
    };
    sample
        .text
        .push_str("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\n");
    if let Some(header) = operation.header.element() {
        let _ = writeln!(
            sample.text,
            "  <soap:Header>\n    <{header} xmlns=\"{}\">",
            service.namespace()
        );
        sample
            .text
            .push_str("      <Username>string</Username>\n      <Token>string</Token>\n");
        if header == "AuthHeaderWithDomain" {
            sample.text.push_str("      <Domain>string</Domain>\n");
        }
        let _ = writeln!(sample.text, "    </{header}>\n  </soap:Header>");
    }
    let _ = writeln!(
        sample.text,
        "  <soap:Body>\n    <{name} xmlns=\"{}\">",
        service.namespace()
    );
    sample.children(&operation.request, 3);
    let _ = writeln!(sample.text, "    </{name}>\n  </soap:Body>\n</soap:Envelope>");

    let mut escaped = Pieces::default();
    escaped.escaped(&sample.text);
    let mut page = head(service);
    let _ = writeln!(
        page,
        "<h2>{name}</h2>\n<p>SOAPAction: {}/{name}</p>\n<pre>",
        service.namespace()
    );
    for piece in escaped.finish() {
        page.push_str(&String::from_utf8_lossy(&piece));
    }
    page.push_str("</pre>\n</body></html>\n");
    page
}

fn head(service: &Service) -> String {
    let name = service.name;
    format!("<!DOCTYPE html>\n<html lang=\"en\"><head><title>{name}</title></head><body>\n<h1>{name}</h1>\n")
}

struct Sample<'a> {
    service: &'a Service,
    text: String,
}

impl Sample<'_> {
    fn children(&mut self, children: &[Child], depth: usize) {
        for child in children {
            self.child(child, depth);
        }
    }

    fn child(&mut self, child: &Child, depth: usize) {
        let indent = "  ".repeat(depth);
        let name = &child.name;
        match &child.shape {
            Shape::Unknown => {
                let _ = writeln!(self.text, "{indent}<!-- nobody has seen what goes here -->");
            }
            Shape::Scalar(scalar) => {
                let _ = writeln!(self.text, "{indent}<{name}>{}</{name}>", placeholder(*scalar));
            }
            Shape::Inline(children) => self.parent(name, children, depth),
            Shape::Named(of) => match self.service.definition(of) {
                Some(Definition::Record(children)) => self.parent(name, children, depth),
                Some(Definition::Enumeration(values)) => {
                    let _ = writeln!(self.text, "{indent}<{name}>{}</{name}>", values.join(" or "));
                }
                None => {}
            },
        }
    }

    fn parent(&mut self, name: &str, children: &[Child], depth: usize) {
        let indent = "  ".repeat(depth);
        let _ = writeln!(self.text, "{indent}<{name}>");
        self.children(children, depth + 1);
        let _ = writeln!(self.text, "{indent}</{name}>");
    }
}

fn placeholder(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int => "int",
        Scalar::Decimal => "decimal",
        Scalar::Text | Scalar::Any => "string",
        Scalar::Bool => "boolean",
        Scalar::DateTime => "dateTime",
        Scalar::Guid => "guid",
        Scalar::Binary => "base64Binary",
    }
}
