//! Bodies: JSON objects of which the names may be in any case.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::answer::RestFault;
use crate::world::{Kind, Period, Quantity, World};

/// A body, with its names in lower case all the way down.
#[derive(Debug, Clone, Default)]
pub struct Body(Option<Map<String, Value>>);

/// The period of a write, and whether it may be another than the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The period; `None` is the current one.
    pub period: Option<Period>,
    /// `unprotectedMode`, wherever it stands.
    pub unprotected: bool,
}

impl Body {
    /// Reads a body; anything but a JSON object is an empty one that no handler takes.
    pub fn read(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes).map(lower_case) {
            Ok(Value::Object(members)) => Self(Some(members)),
            _ => Self(None),
        }
    }

    /// The members; 400 when the body is no JSON object.
    pub fn members(&self) -> Result<Members<'_>, RestFault> {
        self.0
            .as_ref()
            .map(Members)
            .ok_or_else(|| RestFault::invalid("body: a JSON object is expected"))
    }
}

fn lower_case(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let lowered = members
                .into_iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), lower_case(value)));
            Value::Object(lowered.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(lower_case).collect()),
        other => other,
    }
}

/// The members of an object. Names are asked for as the API spells them.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a>(&'a Map<String, Value>);

impl<'a> Members<'a> {
    /// A member that is there and not null.
    fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(&name.to_ascii_lowercase()).filter(|value| !value.is_null())
    }

    fn object(self, name: &str) -> Option<Members<'a>> {
        self.get(name).and_then(Value::as_object).map(Members)
    }

    /// A whole number in these bounds, if it is there.
    pub fn whole(self, name: &str, from: i64, to: i64) -> Result<Option<i32>, RestFault> {
        let wrong = || RestFault::invalid(format!("{name}: a whole number from {from} to {to} is expected"));
        let Some(value) = self.get(name) else { return Ok(None) };
        let number = value
            .as_i64()
            .filter(|number| (from..=to).contains(number))
            .ok_or_else(wrong)?;
        i32::try_from(number).map(Some).map_err(|_| wrong())
    }

    /// A number from 0 to this bound with two decimals, if it is there.
    pub fn quantity(self, name: &str, to: i64) -> Result<Option<Quantity>, RestFault> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let read = value
            .as_number()
            .and_then(|number| Quantity::parse(&number.to_string()));
        read.filter(|quantity| (0..=to * 100).contains(&quantity.hundredths))
            .map(Some)
            .ok_or_else(|| RestFault::invalid(format!("{name}: a number from 0 to {to} is expected")))
    }

    /// A text, if it is there.
    pub fn text(self, name: &str) -> Result<Option<String>, RestFault> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = value
            .as_str()
            .ok_or_else(|| RestFault::invalid(format!("{name}: a text is expected")))?;
        Ok(Some(text.to_owned()))
    }

    /// A UUID, if it is there.
    pub fn uuid(self, name: &str) -> Result<Option<Uuid>, RestFault> {
        let wrong = || RestFault::invalid(format!("{name}: a UUID is expected"));
        self.get(name)
            .map(|value| value.as_str().and_then(|text| text.parse().ok()).ok_or_else(wrong))
            .transpose()
    }

    /// The number of the entity with the UUID in a member, if it is there; 400 when no such entity is known.
    pub fn entity(self, world: &World, kind: Kind, name: &str) -> Result<Option<i32>, RestFault> {
        let Some(uuid) = self.uuid(name)? else { return Ok(None) };
        world
            .id_of(kind, uuid)
            .map(Some)
            .ok_or_else(|| RestFault::invalid(format!("{name}: {uuid} is unknown")))
    }

    fn flag(self, name: &str) -> Result<Option<bool>, RestFault> {
        let wrong = || RestFault::invalid(format!("{name}: true or false is expected"));
        self.get(name)
            .map(|value| value.as_bool().ok_or_else(wrong))
            .transpose()
    }

    /// A period of two members of an object; 400 when one of them is missing.
    pub fn period(self, year: &str, number: &str) -> Result<Option<Period>, RestFault> {
        let (found_year, found_number) = (self.whole(year, 1900, 2100)?, self.whole(number, 1, 53)?);
        match (found_year, found_number) {
            (None, None) => Ok(None),
            (Some(found_year), Some(found_number)) => {
                let parts = (i16::try_from(found_year), u8::try_from(found_number));
                let (Ok(found_year), Ok(found_number)) = parts else {
                    return Ok(None);
                };
                Ok(Some(Period::new(found_year, found_number)))
            }
            _ => Err(RestFault::invalid(format!("{year} and {number}: both or none"))),
        }
    }

    /// `periodDetails` in either shape: `{year, period}`, or `{period: {year, period}, unprotectedMode}`; the flag may
    /// also stand at the top.
    pub fn when(self) -> Result<When, RestFault> {
        let details = self.object("periodDetails");
        let period = match details {
            None => None,
            Some(details) => details.object("period").unwrap_or(details).period("year", "period")?,
        };
        let inner = details
            .map(|details| details.flag("unprotectedMode"))
            .transpose()?
            .flatten();
        Ok(When {
            period,
            unprotected: inner.or(self.flag("unprotectedMode")?).unwrap_or(false),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn when(body: &Value) -> Result<When, RestFault> {
        Body::read(body.to_string().as_bytes()).members()?.when()
    }

    #[test]
    fn both_shapes_of_the_period_are_read_in_any_case() {
        let wanted = When {
            period: Some(Period::new(2023, 3)),
            unprotected: true,
        };
        let shape_a = json!({ "periodDetails": { "year": 2023, "period": 3 }, "unprotectedMode": true });
        let shape_b = json!({ "PeriodDetails": { "Period": { "Year": 2023, "period": 3 }, "UnprotectedMode": true } });
        assert_eq!(when(&shape_a), Ok(wanted));
        assert_eq!(when(&shape_b), Ok(wanted));
        assert_eq!(
            when(&json!({})),
            Ok(When {
                period: None,
                unprotected: false
            })
        );
    }

    #[test]
    fn half_a_period_is_refused() {
        assert!(when(&json!({ "periodDetails": { "year": 2023 } })).is_err());
        assert!(when(&json!({ "periodDetails": { "period": { "year": 2023, "period": 54 } } })).is_err());
    }
}
