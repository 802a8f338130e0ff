//! Reads an answer token by token and element by element, within limits.

use super::broken::Broken;
use super::element::Element;
use super::metered::Metered;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::mem;
use tokio::io::AsyncBufRead;

/// The most bytes of one item: one employee's history, or one text.
const ITEM_BYTES: usize = 8 * 1024 * 1024;

/// The most elements of one item.
const ITEM_ELEMENTS: usize = 20_000;

/// How deep the elements of one item may lie in each other.
const ITEM_DEPTH: usize = 16;

/// The XML of an answer. Entities of XML itself are resolved, others and document types are refused.
pub(super) struct Tokens<R> {
    xml: Reader<Metered<R>>,
    buffer: Vec<u8>,
}

/// What matters of XML.
pub(super) enum Token<'a> {
    Open(BytesStart<'a>),
    Close,
    Text(Cow<'a, str>),
    /// A comment or a processing instruction.
    Other,
}

impl<R: AsyncBufRead + Unpin> Tokens<R> {
    /// The XML of a body of at most so many bytes.
    pub(super) fn new(body: R, most_bytes: usize) -> Self {
        let mut xml = Reader::from_reader(Metered::new(body, ITEM_BYTES, most_bytes));
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            buffer: Vec::new(),
        }
    }

    /// The next token; the end of the body is an error, for whoever reads on has not seen the end of the answer.
    pub(super) async fn next(&mut self) -> Result<Token<'_>, Broken> {
        self.buffer.clear();
        Ok(match self.xml.read_event_into_async(&mut self.buffer).await? {
            Event::Start(start) | Event::Empty(start) => Token::Open(start),
            Event::End(_) => Token::Close,
            Event::Text(text) => Token::Text(text.xml10_content()),
            Event::CData(text) => Token::Text(text.xml10_content()),
            Event::GeneralRef(reference) => Token::Text(resolved(&reference)?.to_string().into()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => Token::Other,
            Event::DocType(_) => return Err(Broken::NotXml("it declares a document type".to_owned())),
            Event::Eof => return Err(Broken::CutOff),
        })
    }

    /// The start of the next child of the element that is open, or `None` when that one closes. Its own text on the way
    /// is added to `text`.
    pub(super) async fn child(&mut self, text: &mut String) -> Result<Option<Element>, Broken> {
        self.xml.get_mut().next_item();
        loop {
            match self.next().await? {
                Token::Open(start) => return started(&start).map(Some),
                Token::Close => return Ok(None),
                Token::Text(part) => text.push_str(&part),
                Token::Other => {}
            }
        }
    }

    /// The rest of an element of which the start has been read.
    pub(super) async fn tree(&mut self, start: Element) -> Result<Element, Broken> {
        let mut current = start;
        let mut parents: Vec<Element> = Vec::new();
        let mut count: usize = 1;
        loop {
            match self.next().await? {
                Token::Open(start) => {
                    count += 1;
                    if parents.len() == ITEM_DEPTH || count > ITEM_ELEMENTS {
                        return Err(Broken::TooLarge(format!(
                            "{} with {count} elements in it",
                            current.name
                        )));
                    }
                    parents.push(mem::replace(&mut current, started(&start)?));
                }
                Token::Close => match parents.pop() {
                    Some(parent) => {
                        let done = mem::replace(&mut current, parent);
                        current.children.push(done);
                    }
                    None => return Ok(current),
                },
                Token::Text(part) => current.text.push_str(&part),
                Token::Other => {}
            }
        }
    }

    /// Reads past everything that is left of the element that is open.
    pub(super) async fn close(&mut self) -> Result<(), Broken> {
        while let Some(child) = self.child(&mut String::new()).await? {
            self.tree(child).await?;
        }
        Ok(())
    }
}

/// An element of which only the start is known.
fn started(start: &BytesStart<'_>) -> Result<Element, Broken> {
    let mut element = Element {
        name: start.local_name().into_inner().to_owned(),
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Broken::NotXml(error.to_string()))?;
        if attribute.key.local_name().into_inner() == "nil" {
            element.nil = matches!(attribute.value.trim(), "true" | "1");
        }
    }
    Ok(element)
}

/// The character of a reference: `&amp;` and its four kin, `&#233;`.
fn resolved(reference: &BytesRef<'_>) -> Result<char, Broken> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(character);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        other => Err(Broken::NotXml(format!("it refers to an unknown entity {other}"))),
    }
}
