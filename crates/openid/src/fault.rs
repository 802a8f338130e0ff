//! Why a provider did not say who somebody is.

/// Why a provider did not say who somebody is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderFault {
    /// Nobody there, too slow, or failing: later it may work.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// It refuses us, or answers something else than the standard says: somebody mends a setting, here or there.
    #[error("the provider answers wrongly: {0}")]
    Answer(String),
    /// What it says of somebody does not hold.
    #[error("the statement of the provider does not hold: {0}")]
    Token(#[from] TokenFault),
}

/// Why an ID token is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TokenFault {
    /// It is no signed token, or lacks what every ID token has.
    #[error("it is no whole ID token")]
    Malformed,
    /// It is not signed, or in a way that anybody could who knows what is public.
    #[error("it is not signed by an algorithm with a key pair")]
    Algorithm,
    /// It is signed with a key that the provider does not publish.
    #[error("it is signed with an unknown key")]
    UnknownKey,
    /// The signature is not that of the key.
    #[error("its signature is wrong")]
    Signature,
    /// It is of another provider.
    #[error("it is of another issuer")]
    Issuer,
    /// It is for another program.
    #[error("it is for another audience")]
    Audience,
    /// It was given to another program.
    #[error("it was issued to another party")]
    Party,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// It is of a time to come: one of the two clocks is wrong.
    #[error("it is of a time to come")]
    NotYet,
    /// It is the answer to another question.
    #[error("it answers another request")]
    Nonce,
    /// It does not say that the user proved to be there just now.
    #[error("it does not say that the user signed in just now")]
    NotFresh,
}

/// An error with what caused it, in one line.
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
    shown(&text)
}

/// Text of somebody else, without what could not be shown, and not too long.
pub(crate) fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(300).collect()
}
