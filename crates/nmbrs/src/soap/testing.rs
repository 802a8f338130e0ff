//! What the tests of this interface share.

use super::broken::Broken;
use super::element::Element;
use super::operation::Operation;
use super::stream::Items;
use super::tokens::Tokens;
use futures::FutureExt;
use tokio::io::AsyncBufRead;

/// The envelope of an answer around this body, in SOAP 1.1.
pub(super) fn answer(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

/// One element.
pub(super) fn element(xml: &str) -> Element {
    let read = async {
        let mut tokens = Tokens::new(xml.as_bytes(), usize::MAX);
        let start = tokens.child(&mut String::new()).await.unwrap().unwrap();
        tokens.tree(start).await.unwrap()
    };
    read.now_or_never().unwrap()
}

/// All items and the text of an answer.
pub(super) fn items(
    answer: impl AsyncBufRead + Unpin,
    operation: &'static Operation,
) -> Result<(Vec<Element>, String), Broken> {
    let read = async {
        let mut items = Items::open(answer, operation, usize::MAX).await?;
        let mut list = Vec::new();
        while let Some(item) = items.next().await? {
            list.push(item);
        }
        Ok((list, items.into_text()))
    };
    read.now_or_never().unwrap()
}
