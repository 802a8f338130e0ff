//! The service descriptions, which clients take their types from.

use std::collections::{BTreeMap, BTreeSet};

use loonbrug_sandbox::world::World;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::client::Client;

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name)
        .unwrap()
        .map_or_else(String::new, |found| found.value.to_string())
}

/// What a description says, in the order in which it says it.
#[derive(Debug, Default)]
struct Description {
    /// Operations by binding.
    bindings: Vec<(String, Vec<String>)>,
    /// Namespace prefix and address of the ports.
    ports: Vec<(String, String)>,
    /// The part of the header of each operation, by binding.
    headers: BTreeMap<(String, String), String>,
    /// Types and elements that are declared, and those that are named.
    declared: BTreeSet<String>,
    named: BTreeSet<String>,
}

impl Description {
    fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        let mut description = Self::default();
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    description.tag(&tag);
                    depth += 1;
                }
                Event::Empty(tag) => description.tag(&tag),
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        description
    }

    fn tag(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        match name.as_ref() {
            "wsdl:binding" => self.bindings.push((attribute(tag, "name"), vec![])),
            "wsdl:operation" => {
                if let Some((_, operations)) = self.bindings.last_mut() {
                    operations.push(attribute(tag, "name"));
                }
            }
            "soap:header" | "soap12:header" => {
                let (binding, operations) = self.bindings.last().unwrap();
                let key = (binding.clone(), operations.last().unwrap().clone());
                self.headers.insert(key, attribute(tag, "part"));
            }
            "soap:address" | "soap12:address" => {
                let prefix = name.as_ref().split(':').next().unwrap().to_owned();
                self.ports.push((prefix, attribute(tag, "location")));
            }
            "s:complexType" | "s:simpleType" | "s:element" => {
                self.declared.insert(attribute(tag, "name"));
                self.names(&attribute(tag, "type"));
            }
            "s:extension" => self.names(&attribute(tag, "base")),
            "wsdl:part" => self.names(&attribute(tag, "element")),
            _ => {}
        }
    }

    fn names(&mut self, reference: &str) {
        if let Some(name) = reference.strip_prefix("tns:") {
            self.named.insert(name.to_owned());
        }
    }
}

#[tokio::test]
async fn every_operation_is_there_in_both_versions_with_this_address() {
    let client = Client::start(World::manuals()).await;
    let sizes = [
        ("DebtorService", 31),
        ("CompanyService", 100),
        ("EmployeeService", 206),
        ("ReportService", 104),
        ("SingleSignOn", 3),
    ];
    for (service, size) in sizes {
        let reply = client.get(&format!("{}.ASMX?wsdl", service.to_lowercase())).await;
        assert_eq!(
            (reply.status, reply.content_type.as_str()),
            (200, "text/xml; charset=utf-8")
        );
        let description = Description::read(&reply.body);
        let [(first, operations), (second, again)] = description.bindings.as_slice() else {
            panic!("{description:?}")
        };
        assert_eq!(
            (first.clone(), second.clone()),
            (format!("{service}Soap"), format!("{service}Soap12"))
        );
        assert_eq!((operations.len(), operations), (size, again));
        let address = format!("{}nmbrs/soap/v3/{service}.asmx", client.sandbox.base_url());
        let ports = [("soap".to_owned(), address.clone()), ("soap12".to_owned(), address)];
        assert_eq!(description.ports, ports);
        let unknown: Vec<_> = description.named.difference(&description.declared).collect();
        assert!(
            unknown.is_empty(),
            "{service} names {unknown:?} and declares none of them"
        );
        for binding in [first, second] {
            for operation in operations {
                let expected = match (service, operation.as_str()) {
                    ("SingleSignOn", _) => None,
                    (_, "Environment_Get") => Some("AuthHeader"),
                    _ => Some("AuthHeaderWithDomain"),
                };
                let header = description.headers.get(&(binding.clone(), operation.clone()));
                assert_eq!(header.map(String::as_str), expected, "{service}.{operation}");
            }
        }
    }
}

/// The lines of the description of `EmployeeService` that hold all these texts, an element a line.
async fn about(texts: &[&str]) -> String {
    let client = Client::start(World::manuals()).await;
    let wsdl = client.get("EmployeeService.asmx?WSDL").await.body;
    let lines = wsdl.lines().filter(|line| texts.iter().all(|text| line.contains(text)));
    lines
        .map(|line| line.replace("><", ">\n<"))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[tokio::test]
async fn what_an_operation_asks_and_answers_is_described_like_this() {
    insta::assert_snapshot!(about(&["<s:element name=\"HourComponentVar_Get\""]).await, @r#"
    <s:element name="HourComponentVar_Get">
    <s:complexType>
    <s:sequence>
    <s:element minOccurs="1" maxOccurs="1" name="EmployeeId" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="Period" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="Year" type="s:int" />
    </s:sequence>
    </s:complexType>
    </s:element>
    "#);
    insta::assert_snapshot!(about(&["<s:element name=\"HourComponentVar_GetResponse\""]).await, @r#"
    <s:element name="HourComponentVar_GetResponse">
    <s:complexType>
    <s:sequence>
    <s:element minOccurs="0" maxOccurs="1" name="HourComponentVar_GetResult">
    <s:complexType>
    <s:sequence>
    <s:element minOccurs="0" maxOccurs="unbounded" name="HourComponent" nillable="true">
    <s:complexType>
    <s:sequence>
    <s:element minOccurs="1" maxOccurs="1" name="Id" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="HourCode" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="Hours" type="s:decimal" />
    </s:sequence>
    </s:complexType>
    </s:element>
    </s:sequence>
    </s:complexType>
    </s:element>
    </s:sequence>
    </s:complexType>
    </s:element>
    "#);
}

#[tokio::test]
async fn how_an_operation_is_called_is_described_like_this() {
    insta::assert_snapshot!(about(&["<wsdl:message", "element=\"tns:HourComponentVar_Get"]).await, @r#"
    <wsdl:message name="HourComponentVar_GetSoapIn">
    <wsdl:part name="parameters" element="tns:HourComponentVar_Get" />
    </wsdl:message>

    <wsdl:message name="HourComponentVar_GetSoapOut">
    <wsdl:part name="parameters" element="tns:HourComponentVar_GetResponse" />
    </wsdl:message>

    <wsdl:message name="HourComponentVar_GetCurrentSoapIn">
    <wsdl:part name="parameters" element="tns:HourComponentVar_GetCurrent" />
    </wsdl:message>

    <wsdl:message name="HourComponentVar_GetCurrentSoapOut">
    <wsdl:part name="parameters" element="tns:HourComponentVar_GetCurrentResponse" />
    </wsdl:message>
    "#);
    insta::assert_snapshot!(about(&["<wsdl:operation name=\"HourComponentVar_Get\""]).await, @r#"
    <wsdl:operation name="HourComponentVar_Get">
    <wsdl:input message="tns:HourComponentVar_GetSoapIn" />
    <wsdl:output message="tns:HourComponentVar_GetSoapOut" />
    </wsdl:operation>

    <wsdl:operation name="HourComponentVar_Get">
    <soap:operation soapAction="https://api.nmbrs.nl/soap/v3/EmployeeService/HourComponentVar_Get" style="document" />
    <wsdl:input>
    <soap:body use="literal" />
    <soap:header message="tns:HourComponentVar_GetAuthHeaderWithDomain" part="AuthHeaderWithDomain" use="literal" />
    </wsdl:input>
    <wsdl:output>
    <soap:body use="literal" />
    </wsdl:output>
    </wsdl:operation>

    <wsdl:operation name="HourComponentVar_Get">
    <soap12:operation soapAction="https://api.nmbrs.nl/soap/v3/EmployeeService/HourComponentVar_Get" style="document" />
    <wsdl:input>
    <soap12:body use="literal" />
    <soap12:header message="tns:HourComponentVar_GetAuthHeaderWithDomain" part="AuthHeaderWithDomain" use="literal" />
    </wsdl:input>
    <wsdl:output>
    <soap12:body use="literal" />
    </wsdl:output>
    </wsdl:operation>
    "#);
}

#[tokio::test]
async fn a_type_and_an_enumeration_are_described_like_this() {
    insta::assert_snapshot!(about(&["<s:complexType name=\"EmployeeHourComponent\""]).await, @r#"
    <s:complexType name="EmployeeHourComponent">
    <s:sequence>
    <s:element minOccurs="1" maxOccurs="1" name="EmployeeId" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="Id" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="HourCode" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="CostCenterId" nillable="true" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="CostUnitId" nillable="true" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="Hours" type="s:decimal" />
    <s:element minOccurs="0" maxOccurs="1" name="Comment" type="s:string" />
    <s:element minOccurs="0" maxOccurs="1" name="DocumentName" type="s:string" />
    <s:element minOccurs="0" maxOccurs="1" name="Attachment" type="s:base64Binary" />
    </s:sequence>
    </s:complexType>
    "#);
    insta::assert_snapshot!(about(&["<s:simpleType name=\"LeaveUsageType\""]).await, @r#"
    <s:simpleType name="LeaveUsageType">
    <s:restriction base="s:string">
    <s:enumeration value="Withdrawal" />
    <s:enumeration value="Store" />
    <s:enumeration value="Expired" />
    </s:restriction>
    </s:simpleType>
    "#);
}

#[tokio::test]
async fn the_help_lists_the_operations_and_shows_how_to_call_one() {
    let client = Client::start(World::manuals()).await;
    let list = client.get("EmployeeService.asmx").await;
    assert_eq!(
        (list.status, list.content_type.as_str()),
        (200, "text/html; charset=utf-8")
    );
    assert_eq!(list.body.matches("<li>").count(), 206);
    assert!(list.body.contains("<a href=\"?op=DaysVar_Set\">DaysVar_Set</a></li>"));
    assert!(
        list.body
            .contains("<a href=\"?op=WageTax_Get\">WageTax_Get</a> (known, not played here)</li>")
    );
    let help = client.get("EmployeeService.asmx?op=DaysVar_Set_Batch").await.body;
    insta::assert_snapshot!(help, @r#"
    <!DOCTYPE html>
    <html lang="en"><head><title>EmployeeService</title></head><body>
    <h1>EmployeeService</h1>
    <h2>DaysVar_Set_Batch</h2>
    <p>SOAPAction: https://api.nmbrs.nl/soap/v3/EmployeeService/DaysVar_Set_Batch</p>
    <pre>
    &lt;soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"&gt;
      &lt;soap:Header&gt;
        &lt;AuthHeaderWithDomain xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"&gt;
          &lt;Username&gt;string&lt;/Username&gt;
          &lt;Token&gt;string&lt;/Token&gt;
          &lt;Domain&gt;string&lt;/Domain&gt;
        &lt;/AuthHeaderWithDomain&gt;
      &lt;/soap:Header&gt;
      &lt;soap:Body&gt;
        &lt;DaysVar_Set_Batch xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"&gt;
          &lt;EmployeesDaysWorked&gt;
            &lt;DaysWorked&gt;
              &lt;EmployeeId&gt;int&lt;/EmployeeId&gt;
              &lt;Days&gt;int&lt;/Days&gt;
              &lt;Period&gt;int&lt;/Period&gt;
              &lt;Year&gt;int&lt;/Year&gt;
            &lt;/DaysWorked&gt;
          &lt;/EmployeesDaysWorked&gt;
          &lt;UnprotectedMode&gt;boolean&lt;/UnprotectedMode&gt;
        &lt;/DaysVar_Set_Batch&gt;
      &lt;/soap:Body&gt;
    &lt;/soap:Envelope&gt;
    </pre>
    </body></html>
    "#);
    assert_eq!(client.get("EmployeeService.asmx?op=Hours_Steal").await.status, 404);
    assert_eq!(client.get("NoService.asmx").await.status, 404);
}
