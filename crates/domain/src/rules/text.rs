//! How times and factors stand in a file: `22:00`, `150 %`.

/// Minutes after midnight as `22:00`, up to `24:00`.
pub(crate) mod time_of_day {
    use crate::quantity::Minutes;
    use crate::wall::DAY;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn serialize<S: Serializer>(minute: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:0>5}", Minutes(*minute)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = String::deserialize(deserializer)?;
        let minute = Minutes::parse(&text)
            .ok()
            .filter(|minutes| (0..=DAY).contains(&minutes.0));
        let minute = minute.ok_or_else(|| {
            D::Error::custom(format!(
                "`{text}` is not a time of day: give hours and minutes from 00:00 to 24:00"
            ))
        })?;
        Ok(minute.0)
    }
}

/// An amount of hours as `40:00`.
pub(crate) mod hours {
    use crate::quantity::Minutes;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn serialize<S: Serializer>(minutes: &Minutes, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:0>5}", *minutes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Minutes, D::Error> {
        Minutes::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// An amount of hours that may be left out.
pub(super) mod some_hours {
    use crate::quantity::Minutes;
    use serde::{Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "serde asks for a reference")]
    pub(crate) fn serialize<S: Serializer>(minutes: &Option<Minutes>, serializer: S) -> Result<S::Ok, S::Error> {
        match minutes {
            Some(minutes) => super::hours::serialize(minutes, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Minutes>, D::Error> {
        super::hours::deserialize(deserializer).map(Some)
    }
}

/// A factor that may be left out.
pub(super) mod some_factor {
    use crate::quantity::Factor;
    use serde::{Deserializer, Serializer};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        clippy::ref_option,
        reason = "serde asks for a reference"
    )]
    pub(crate) fn serialize<S: Serializer>(factor: &Option<Factor>, serializer: S) -> Result<S::Ok, S::Error> {
        match factor {
            Some(factor) => super::factor::serialize(factor, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Factor>, D::Error> {
        super::factor::deserialize(deserializer).map(Some)
    }
}

/// A factor as `150 %`.
pub(super) mod factor {
    use crate::quantity::Factor;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn serialize<S: Serializer>(factor: &Factor, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(factor)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Factor, D::Error> {
        Factor::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// How they are described to an editor of files.
pub(crate) mod schema {
    use schemars::{Schema, SchemaGenerator, json_schema};

    /// `22:00`, to `24:00`.
    pub(crate) fn time_of_day(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^((\d|[01]\d|2[0-3]):[0-5]\d|24:00)$" })
    }

    /// `40:00`.
    pub(crate) fn hours(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d+:[0-5]\d$" })
    }

    /// `150 %`, `133,33 %`.
    pub(crate) fn factor(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d+([.,]\d+)?\s*%?$" })
    }
}
