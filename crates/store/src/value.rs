//! What goes into a statement: text and integers, nothing else.

use jiff::Timestamp;
use jiff::civil::Date;
use loonbrug_domain::ids::{
    CouplingId, DeliveryId, LeaveRequestId, NoticeId, OrganisationId, PayoutId, PersonId, PostingId, ProviderId, RunId,
    SessionId, SicknessCaseId, TokenId, UserId, WebhookId,
};
use sqlx::query::Query;
use sqlx::{Database, Encode, Type};

/// One parameter.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Text, or no text.
    Text(Option<String>),
    /// A number, or no number.
    Integer(Option<i64>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(Some(number))
    }
}

impl From<Timestamp> for Value {
    /// Milliseconds since 1970.
    fn from(time: Timestamp) -> Self {
        time.as_millisecond().into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

macro_rules! text_value {
    ($($from:ty),*) => {
        $(impl From<$from> for Value {
            fn from(value: $from) -> Self {
                value.to_string().into()
            }
        }

        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::Text(value.map(|value| value.to_string()))
            }
        })*
    };
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

text_value!(
    CouplingId,
    Date,
    DeliveryId,
    LeaveRequestId,
    NoticeId,
    OrganisationId,
    PayoutId,
    PersonId,
    PostingId,
    ProviderId,
    RunId,
    SessionId,
    SicknessCaseId,
    TokenId,
    UserId,
    WebhookId
);

/// The parameters of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::value::Value::from($value)),*]
    };
}
pub(crate) use values;

/// The statement with its parameters, for either driver.
pub(crate) fn bound<D>(sql: &'static str, values: Vec<Value>) -> Query<'static, D, D::Arguments>
where
    D: Database,
    Option<String>: Encode<'static, D> + Type<D>,
    Option<i64>: Encode<'static, D> + Type<D>,
{
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Integer(number) => query.bind(number),
    })
}

/// Bytes in hexadecimal, which both databases and the backup hold alike.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// The bytes of a hexadecimal text, or `None` if it is not one.
pub(crate) fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{from_hexadecimal, hexadecimal};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hexadecimal_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(from_hexadecimal(&hexadecimal(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn a_half_byte_or_another_letter_is_refused() {
        assert_eq!(from_hexadecimal("0af"), None);
        assert_eq!(from_hexadecimal("0g"), None);
    }
}
