//! Changes of a posting's state, as the store takes them.

use crate::vault::hexadecimal;
use loonbrug_store::{Posting, PostingState, Transition};
use sha2::{Digest as _, Sha256};

/// A change of a posting's state.
pub(super) fn transition(
    posting: &Posting,
    from: PostingState,
    to: PostingState,
    remote_id: Option<String>,
    note: &str,
) -> Transition {
    Transition {
        posting: posting.id,
        from,
        to,
        remote_id,
        note: note.to_owned(),
        payload_hash: None,
    }
}

/// The word of a state, as the history shows it.
#[must_use]
pub const fn state_word(state: PostingState) -> &'static str {
    match state {
        PostingState::Approved => "approved",
        PostingState::Sending => "sending",
        PostingState::Confirmed => "confirmed",
        PostingState::Rejected => "rejected",
        PostingState::Unknown => "unknown",
        PostingState::Conflict => "conflict",
        PostingState::Absent => "absent",
        PostingState::Withdrawn => "withdrawn",
    }
}

/// A hash of what a posting would send.
pub(super) fn payload_hash(posting: &Posting) -> String {
    let content = format!(
        "{} {} {} {} {} {} {} {} {}",
        posting.action,
        posting.kind,
        posting.period.year,
        posting.period.number,
        posting.code,
        posting.quantity,
        posting.description,
        posting.mark,
        posting.remote_id.as_deref().unwrap_or_default(),
    );
    hexadecimal(&Sha256::digest(content.as_bytes()))
}
