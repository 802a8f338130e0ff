//! Why something did not arrive.

/// Why a message did not arrive, with what the other side said.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Trouble {
    /// It may work later: nobody there, too slow, busy, or a setting of the sender that somebody mends.
    #[error("{0}")]
    Later(String),
    /// It will never work for this receiver.
    #[error("{0}")]
    Never(String),
}

/// An error with what caused it, in one line. What is not text for a page does not come along.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text.chars().filter(|letter| !letter.is_control()).take(300).collect()
}
