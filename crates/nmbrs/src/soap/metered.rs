//! A body that can be read no further than a budget allows.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

/// A body with two budgets in bytes: one for the item that is being read, one for the whole. What exceeds them is an
/// error, so that an answer without end cannot fill the memory.
#[derive(Debug)]
pub(super) struct Metered<R> {
    body: R,
    item: Budget,
    whole: Budget,
}

#[derive(Debug)]
struct Budget {
    limit: usize,
    left: usize,
}

/// A budget is used up; it holds the limit in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("more than {0} bytes")]
pub(super) struct UsedUp(pub(super) usize);

impl Budget {
    const fn new(limit: usize) -> Self {
        Self { limit, left: limit }
    }
}

impl<R> Metered<R> {
    pub(super) const fn new(body: R, item: usize, whole: usize) -> Self {
        Self {
            body,
            item: Budget::new(item),
            whole: Budget::new(whole),
        }
    }

    /// Starts another item.
    pub(super) const fn next_item(&mut self) {
        self.item.left = self.item.limit;
    }
}

impl<R: AsyncBufRead + Unpin> AsyncBufRead for Metered<R> {
    fn poll_fill_buf(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        let bytes = ready!(Pin::new(&mut this.body).poll_fill_buf(context))?;
        for budget in [&this.item, &this.whole] {
            if budget.left == 0 && !bytes.is_empty() {
                return Poll::Ready(Err(io::Error::other(UsedUp(budget.limit))));
            }
        }
        let allowed = bytes.len().min(this.item.left).min(this.whole.left);
        Poll::Ready(Ok(bytes.get(..allowed).unwrap_or(bytes)))
    }

    fn consume(self: Pin<&mut Self>, count: usize) {
        let this = self.get_mut();
        this.item.left = this.item.left.saturating_sub(count);
        this.whole.left = this.whole.left.saturating_sub(count);
        Pin::new(&mut this.body).consume(count);
    }
}

impl<R: AsyncBufRead + Unpin> AsyncRead for Metered<R> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let bytes = ready!(self.as_mut().poll_fill_buf(context))?;
        let count = bytes.len().min(into.remaining());
        into.put_slice(bytes.get(..count).unwrap_or(bytes));
        self.consume(count);
        Poll::Ready(Ok(()))
    }
}
