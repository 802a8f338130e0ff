//! A text that grows piece by piece, so that a large one is neither moved nor held twice.

use std::mem;

use bytes::Bytes;

/// How much is gathered before a piece of the answer is closed.
const PIECE_BYTES: usize = 64 * 1024;

/// A text in the making.
#[derive(Default)]
pub(super) struct Pieces {
    closed: Vec<Bytes>,
    open: String,
}

impl Pieces {
    pub(super) fn push(&mut self, text: &str) {
        self.open.push_str(text);
        if self.open.len() >= PIECE_BYTES {
            self.closed
                .push(mem::replace(&mut self.open, String::with_capacity(PIECE_BYTES + 4096)).into());
        }
    }

    pub(super) fn escaped(&mut self, text: &str) {
        self.push(&quick_xml::escape::partial_escape(text));
    }

    pub(super) fn finish(mut self) -> Vec<Bytes> {
        self.closed.push(self.open.into());
        self.closed
    }
}
