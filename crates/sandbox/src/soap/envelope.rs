//! Reads the envelope of a request, SOAP 1.1 or 1.2, as leniently as ASP.NET does.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::world::SoapCredentials;

const NAMESPACE_12: &str = "http://www.w3.org/2003/05/soap-envelope";
/// No request is deeper than a handful of levels; more is an attack on the stack.
const DEPTH: usize = 32;

/// Which SOAP a request speaks, and so its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Version {
    #[default]
    V11,
    V12,
}

/// One element with what is in it. Names are local names.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    /// `xsi:nil="true"`.
    pub(super) nil: bool,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    /// Where its start tag begins, in bytes.
    pub(super) at: usize,
}

impl Element {
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn text_of(&self, name: &str) -> String {
        self.child(name)
            .map_or_else(String::new, |child| child.text.trim().to_owned())
    }
}

/// What the authentication header holds; empty where it says nothing.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    pub(super) username: String,
    pub(super) token: String,
    pub(super) domain: String,
}

impl Credentials {
    pub(super) fn as_sent(&self) -> SoapCredentials<'_> {
        SoapCredentials {
            username: &self.username,
            token: &self.token,
            domain: &self.domain,
        }
    }
}

/// A request taken apart.
#[derive(Debug)]
pub(super) struct Envelope {
    pub(super) version: Version,
    pub(super) credentials: Credentials,
    /// The first child of the body: the operation with its arguments.
    pub(super) call: Option<Element>,
}

/// Why a request is not XML, and where.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) at: usize,
    pub(super) reason: String,
}

impl Envelope {
    /// Reads a request. What is XML but not an envelope gives one without a call.
    pub(super) fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let (version, root) = tree(body)?;
        let credentials = root
            .child("Header")
            .and_then(|header| {
                header
                    .children
                    .iter()
                    .find(|child| child.name.starts_with("AuthHeader"))
            })
            .map(|header| Credentials {
                username: header.text_of("Username"),
                token: header.text_of("Token"),
                domain: header.text_of("Domain"),
            })
            .unwrap_or_default();
        let body = root.children.into_iter().find(|child| child.name == "Body");
        Ok(Self {
            version,
            credentials,
            call: body.and_then(|body| body.children.into_iter().next()),
        })
    }
}

/// Reads the whole document into elements.
fn tree(body: &[u8]) -> Result<(Version, Element), Unreadable> {
    let text = str::from_utf8(body).map_err(|error| Unreadable {
        at: error.valid_up_to(),
        reason: "Invalid character in the given encoding.".to_owned(),
    })?;
    let mut reader = NsReader::from_str(text);
    let mut tree = Tree {
        version: Version::V11,
        open: vec![Element::default()],
    };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (namespace, event) = reader.read_resolved_event().map_err(|error| Unreadable {
            at,
            reason: error.to_string(),
        })?;
        if matches!(event, Event::Eof) {
            break;
        }
        tree.grow(&namespace, event, at)
            .map_err(|reason| Unreadable { at, reason })?;
    }
    let version = tree.version;
    tree.root().map(|root| (version, root)).map_err(|reason| Unreadable {
        at: body.len(),
        reason: reason.to_owned(),
    })
}

struct Tree {
    version: Version,
    /// The document and the elements in it that are not closed yet.
    open: Vec<Element>,
}

impl Tree {
    fn grow(&mut self, namespace: &ResolveResult<'_>, event: Event<'_>, at: usize) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                if self.open.len() == 1 && matches!(namespace, ResolveResult::Bound(name) if name.0 == NAMESPACE_12) {
                    self.version = Version::V12;
                }
                if self.open.len() > DEPTH {
                    return Err("Elements are nested too deeply.".to_owned());
                }
                self.open.push(element(&start, at));
            }
            Event::Empty(start) => self.attach(element(&start, at)),
            Event::End(_) => {
                if let Some(closed) = self.open.pop() {
                    self.attach(closed);
                }
            }
            Event::Text(text) => self.append(&text),
            Event::CData(text) => self.append(&text),
            Event::GeneralRef(entity) => self.append(&entity_text(&entity)?),
            _ => {}
        }
        Ok(())
    }

    fn attach(&mut self, closed: Element) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(closed);
        }
    }

    fn append(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    fn root(mut self) -> Result<Element, &'static str> {
        let document = self.open.swap_remove(0);
        if !self.open.is_empty() {
            return Err("Unexpected end of file has occurred.");
        }
        document.children.into_iter().next().ok_or("Root element is missing.")
    }
}

fn entity_text(name: &str) -> Result<String, String> {
    let text = quick_xml::escape::unescape(&format!("&{name};")).map(Cow::into_owned);
    text.map_err(|_| format!("Reference to undeclared entity '{name}'."))
}

fn element(start: &BytesStart<'_>, at: usize) -> Element {
    let nil = start.attributes().flatten().any(|attribute| {
        attribute.key.local_name().as_ref() == "nil" && matches!(attribute.value.as_ref(), "true" | "1")
    });
    Element {
        name: start.local_name().as_ref().to_owned(),
        nil,
        at,
        ..Element::default()
    }
}

/// Line and column of a byte, both from 1, as .NET names the place of an error.
pub(super) fn place(body: &[u8], at: usize) -> (usize, usize) {
    let lines = body[..at.min(body.len())].split(|byte| *byte == b'\n');
    lines.fold((0, 1), |(line, _), text| (line + 1, text.len() + 1))
}
