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
