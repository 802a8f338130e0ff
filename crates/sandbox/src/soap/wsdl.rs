//! The WSDL of a service, made from its table. SOAP 1.1 comes first: clients take the first port.

use std::fmt::Write as _;

use super::catalogue::{Definition, Header, Operation, Service};
use super::notation::{Child, Scalar, Shape};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wsdl:definitions \
    xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:soap12=\"http://schemas.xmlsoap.org/wsdl/soap12/\" \
    xmlns:s=\"http://www.w3.org/2001/XMLSchema\" xmlns:s1=\"http://microsoft.com/wsdl/types/\" \
    xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\"";
const GUIDS: &str = "<s:schema elementFormDefault=\"qualified\" targetNamespace=\"http://microsoft.com/wsdl/types/\">\n\
    <s:simpleType name=\"guid\"><s:restriction base=\"s:string\">\
    <s:pattern value=\"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\" /></s:restriction></s:simpleType>\n\
    </s:schema>\n";
const CREDENTIALS: &str = "<s:element name=\"AuthHeader\" type=\"tns:AuthHeader\" />\n\
    <s:complexType name=\"AuthHeader\"><s:sequence>\
    <s:element minOccurs=\"0\" maxOccurs=\"1\" name=\"Username\" type=\"s:string\" />\
    <s:element minOccurs=\"0\" maxOccurs=\"1\" name=\"Token\" type=\"s:string\" />\
    </s:sequence><s:anyAttribute /></s:complexType>\n\
    <s:element name=\"AuthHeaderWithDomain\" type=\"tns:AuthHeaderWithDomain\" />\n\
    <s:complexType name=\"AuthHeaderWithDomain\"><s:complexContent><s:extension base=\"tns:AuthHeader\"><s:sequence>\
    <s:element minOccurs=\"0\" maxOccurs=\"1\" name=\"Domain\" type=\"s:string\" />\
    </s:sequence></s:extension></s:complexContent></s:complexType>\n";

/// The whole document, with `address` in both ports.
pub(super) fn document(service: &Service, address: &str) -> String {
    let mut wsdl = Document {
        text: HEAD.to_owned(),
        service,
    };
    let namespace = service.namespace();
    wsdl.line(&format!(" xmlns:tns=\"{namespace}\" targetNamespace=\"{namespace}\">"));
    wsdl.types(&namespace);
    for operation in &service.operations {
        wsdl.messages(operation);
    }
    wsdl.port_type();
    wsdl.binding("Soap", "soap");
    wsdl.binding("Soap12", "soap12");
    wsdl.ports(address);
    wsdl.line("</wsdl:definitions>");
    wsdl.text
}

struct Document<'a> {
    text: String,
    service: &'a Service,
}

impl Document<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn types(&mut self, namespace: &str) {
        self.line("<wsdl:types>");
        self.line(&format!(
            "<s:schema elementFormDefault=\"qualified\" targetNamespace=\"{namespace}\">"
        ));
        self.line("<s:import namespace=\"http://microsoft.com/wsdl/types/\" />");
        for operation in &self.service.operations {
            self.message_element(&operation.name, &operation.request);
            self.message_element(&format!("{}Response", operation.name), &operation.response);
        }
        for (name, definition) in &self.service.definitions {
            self.definition(name, definition);
        }
        if self
            .service
            .operations
            .iter()
            .any(|operation| operation.header != Header::None)
        {
            self.text.push_str(CREDENTIALS);
        }
        self.line("</s:schema>");
        self.text.push_str(GUIDS);
        self.line("</wsdl:types>");
    }

    fn message_element(&mut self, name: &str, children: &[Child]) {
        let _ = write!(self.text, "<s:element name=\"{name}\">");
        self.complex_type("", children);
        self.line("</s:element>");
    }

    fn definition(&mut self, name: &str, definition: &Definition) {
        match definition {
            Definition::Record(children) => self.complex_type(name, children),
            Definition::Enumeration(values) => {
                let _ = write!(
                    self.text,
                    "<s:simpleType name=\"{name}\"><s:restriction base=\"s:string\">"
                );
                for value in values {
                    let _ = write!(self.text, "<s:enumeration value=\"{value}\" />");
                }
                self.text.push_str("</s:restriction></s:simpleType>");
            }
        }
        self.line("");
    }

    fn complex_type(&mut self, name: &str, children: &[Child]) {
        self.text.push_str("<s:complexType");
        if !name.is_empty() {
            let _ = write!(self.text, " name=\"{name}\"");
        }
        if children.is_empty() {
            self.text.push_str(" />");
            return;
        }
        self.text.push_str("><s:sequence>");
        for child in children {
            self.child(child);
        }
        self.text.push_str("</s:sequence></s:complexType>");
    }

    fn child(&mut self, child: &Child) {
        if matches!(child.shape, Shape::Unknown) {
            let any = "<s:any minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\" />";
            self.text.push_str(any);
            return;
        }
        let least = if child.optional || child.repeated { "0" } else { "1" };
        let most = if child.repeated { "unbounded" } else { "1" };
        let name = &child.name;
        let _ = write!(
            self.text,
            "<s:element minOccurs=\"{least}\" maxOccurs=\"{most}\" name=\"{name}\""
        );
        // ASP.NET declares the items of every list of objects nillable.
        if child.nillable || child.repeated && !matches!(child.shape, Shape::Scalar(_)) {
            self.text.push_str(" nillable=\"true\"");
        }
        match &child.shape {
            Shape::Inline(children) => {
                self.text.push('>');
                self.complex_type("", children);
                self.text.push_str("</s:element>");
            }
            Shape::Named(of) => self.typed(&format!("tns:{of}")),
            Shape::Scalar(scalar) => self.typed(schema_type(*scalar)),
            Shape::Unknown => {}
        }
    }

    fn typed(&mut self, of: &str) {
        let _ = match of {
            "" => write!(self.text, " />"),
            of => write!(self.text, " type=\"{of}\" />"),
        };
    }

    fn messages(&mut self, operation: &Operation) {
        let name = &operation.name;
        for (suffix, part, element) in [
            ("SoapIn", "parameters", name.clone()),
            ("SoapOut", "parameters", format!("{name}Response")),
        ] {
            self.message(&format!("{name}{suffix}"), part, &element);
        }
        if let Some(header) = operation.header.element() {
            self.message(&format!("{name}{header}"), header, header);
        }
    }

    fn message(&mut self, name: &str, part: &str, element: &str) {
        self.line(&format!(
            "<wsdl:message name=\"{name}\"><wsdl:part name=\"{part}\" element=\"tns:{element}\" /></wsdl:message>"
        ));
    }

    fn port_type(&mut self) {
        self.line(&format!("<wsdl:portType name=\"{}Soap\">", self.service.name));
        for operation in &self.service.operations {
            let name = &operation.name;
            self.line(&format!(
                "<wsdl:operation name=\"{name}\"><wsdl:input message=\"tns:{name}SoapIn\" />\
                 <wsdl:output message=\"tns:{name}SoapOut\" /></wsdl:operation>"
            ));
        }
        self.line("</wsdl:portType>");
    }

    fn binding(&mut self, suffix: &str, soap: &str) {
        let service = self.service.name;
        self.line(&format!(
            "<wsdl:binding name=\"{service}{suffix}\" type=\"tns:{service}Soap\">"
        ));
        self.line(&format!(
            "<{soap}:binding transport=\"http://schemas.xmlsoap.org/soap/http\" />"
        ));
        for operation in &self.service.operations {
            self.bound(operation, soap);
        }
        self.line("</wsdl:binding>");
    }

    fn bound(&mut self, operation: &Operation, soap: &str) {
        let name = &operation.name;
        let action = format!("{}/{name}", self.service.namespace());
        let body = format!("<{soap}:body use=\"literal\" />");
        let header = operation.header.element().map_or_else(String::new, |header| {
            format!("<{soap}:header message=\"tns:{name}{header}\" part=\"{header}\" use=\"literal\" />")
        });
        self.line(&format!(
            "<wsdl:operation name=\"{name}\"><{soap}:operation soapAction=\"{action}\" style=\"document\" />\
             <wsdl:input>{body}{header}</wsdl:input><wsdl:output>{body}</wsdl:output></wsdl:operation>"
        ));
    }

    fn ports(&mut self, address: &str) {
        let service = self.service.name;
        let address = quick_xml::escape::escape(address);
        self.line(&format!("<wsdl:service name=\"{service}\">"));
        for (suffix, soap) in [("Soap", "soap"), ("Soap12", "soap12")] {
            self.line(&format!(
                "<wsdl:port name=\"{service}{suffix}\" binding=\"tns:{service}{suffix}\">\
                 <{soap}:address location=\"{address}\" /></wsdl:port>"
            ));
        }
        self.line("</wsdl:service>");
    }
}

fn schema_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int => "s:int",
        Scalar::Decimal => "s:decimal",
        Scalar::Text => "s:string",
        Scalar::Bool => "s:boolean",
        Scalar::DateTime => "s:dateTime",
        Scalar::Guid => "s1:guid",
        Scalar::Binary => "s:base64Binary",
        Scalar::Any => "",
    }
}
