//! Reads an answer as a stream of items, without ever holding the whole.

use super::broken::Broken;
use super::element::Element;
use super::operation::Operation;
use super::refusal::Refusal;
use super::tokens::{Token, Tokens};
use quick_xml::events::BytesStart;
use tokio::io::AsyncBufRead;

/// The namespaces of SOAP 1.1 and 1.2.
const SOAP: [&str; 2] = [
    "http://schemas.xmlsoap.org/soap/envelope/",
    "http://www.w3.org/2003/05/soap-envelope",
];

/// The items of one answer: the children of `<…Result>`, or of the container in it.
pub(super) struct Items<R> {
    tokens: Tokens<R>,
    container: Option<&'static str>,
    place: Place,
    text: String,
}

/// The element that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Container,
    Result,
    Response,
    /// The envelope has been closed: the answer is whole.
    End,
}

impl<R: AsyncBufRead + Unpin> Items<R> {
    /// Reads an answer of at most so many bytes up to its first item.
    pub(super) async fn open(body: R, operation: &Operation, most_bytes: usize) -> Result<Self, Broken> {
        let mut tokens = Tokens::new(body, most_bytes);
        let mut text = String::new();
        envelope(&mut tokens).await?;
        while let Some(child) = tokens.child(&mut text).await? {
            if child.name == "Body" {
                response(&mut tokens, operation).await?;
                let (container, place) = (operation.container(), Place::Response);
                let mut items = Self {
                    tokens,
                    container,
                    place,
                    text: String::new(),
                };
                items.enter_result(operation).await?;
                return Ok(items);
            }
            tokens.tree(child).await?;
        }
        Err(Broken::Unexpected("an envelope without a body".to_owned()))
    }

    /// The next item, or `None` when the answer has been read to its very end. An answer that breaks off is an error,
    /// never a short list.
    pub(super) async fn next(&mut self) -> Result<Option<Element>, Broken> {
        while self.place != Place::End {
            let child = self.tokens.child(&mut self.text).await?;
            match (self.place, child) {
                (Place::Container, None) => self.place = Place::Result,
                (_, None) => self.finish().await?,
                (Place::Result, Some(child)) if Some(child.name.as_str()) == self.container => {
                    self.place = Place::Container;
                }
                (place, Some(child)) => {
                    let item = self.tokens.tree(child).await?;
                    // A plain value beside the container, such as the name of what it holds.
                    let is_beside = place == Place::Result && self.container.is_some() && item.children.is_empty();
                    if !is_beside {
                        return Ok(Some(item));
                    }
                }
            }
        }
        Ok(None)
    }

    /// The text of the result itself, after the last item.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Goes into `<…Result>`; an answer without one has no items.
    async fn enter_result(&mut self, operation: &Operation) -> Result<(), Broken> {
        let name = operation.name();
        match self.tokens.child(&mut String::new()).await? {
            Some(child) if child.name.strip_suffix("Result") == Some(name) => self.place = Place::Result,
            Some(child) => {
                return Err(Broken::Unexpected(format!("{} in the response of {name}", child.name)));
            }
            None => self.finish().await?,
        }
        Ok(())
    }

    /// Closes what is open: after the result the response, then body and envelope.
    async fn finish(&mut self) -> Result<(), Broken> {
        if self.place == Place::Result {
            self.tokens.close().await?;
        }
        self.tokens.close().await?;
        self.tokens.close().await?;
        self.place = Place::End;
        Ok(())
    }
}

/// Reads up to and into the envelope.
async fn envelope<R: AsyncBufRead + Unpin>(tokens: &mut Tokens<R>) -> Result<(), Broken> {
    loop {
        match tokens.next().await? {
            Token::Open(start) if is_envelope(&start) => return Ok(()),
            Token::Open(start) => return Err(Broken::NotSoap(start.name().into_inner().to_owned())),
            Token::Text(text) if !text.trim().is_empty() => {
                return Err(Broken::NotXml("it starts with other text".to_owned()));
            }
            Token::Text(_) | Token::Close | Token::Other => {}
        }
    }
}

/// Whether this is an `Envelope` in a namespace of SOAP, declared by the element itself.
fn is_envelope(start: &BytesStart<'_>) -> bool {
    let (local, prefix) = start.name().decompose();
    let declaration = prefix.map_or("xmlns".to_owned(), |prefix| format!("xmlns:{}", prefix.into_inner()));
    local.into_inner() == "Envelope"
        && start
            .attributes()
            .flatten()
            .any(|attribute| attribute.key.into_inner() == declaration && SOAP.contains(&attribute.value.as_ref()))
}

/// Goes into the response, or gives the refusal that came in its place.
async fn response<R: AsyncBufRead + Unpin>(tokens: &mut Tokens<R>, operation: &Operation) -> Result<(), Broken> {
    match tokens.child(&mut String::new()).await? {
        Some(child) if child.name.strip_suffix("Response") == Some(operation.name()) => Ok(()),
        Some(child) if child.name == "Fault" => {
            let fault = tokens.tree(child).await?;
            tokens.close().await?;
            tokens.close().await?;
            Err(Broken::Refused(Refusal::read(&fault)))
        }
        Some(child) => Err(Broken::Unexpected(format!("{} in place of the response", child.name))),
        None => Err(Broken::Unexpected("an empty body".to_owned())),
    }
}

#[cfg(test)]
mod tests;
