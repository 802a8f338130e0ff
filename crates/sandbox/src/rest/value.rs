//! Values as the API writes them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Number, Value, json};

use crate::world::{Gender, Kind, Period, World, decimal_text};

/// A moment: ISO 8601, UTC, seconds.
pub fn moment(at: Timestamp) -> Value {
    Value::from(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A day in a member that also takes a moment: midnight, which stands for the Dutch day.
pub fn midnight(day: Date) -> Value {
    Value::from(format!("{day}T00:00:00Z"))
}

/// A day in a member that is a date.
pub fn day(day: Date) -> Value {
    Value::from(day.to_string())
}

/// A number from an integer of the smallest unit.
pub fn number(value: i64, decimals: u32) -> Value {
    let text = decimal_text(value, decimals);
    let whole = text.trim_end_matches('0').trim_end_matches('.');
    if decimals > 0 && !whole.contains('.') {
        return Value::from(value / 10_i64.pow(decimals));
    }
    text.parse()
        .ok()
        .and_then(Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// A period: reads always give this form.
pub fn period(period: Period) -> Value {
    json!({ "year": period.year, "period": period.number })
}

/// An id, or null.
pub fn id(world: &World, kind: Kind, id: Option<i32>) -> Value {
    id.map_or(Value::Null, |id| Value::from(world.uuid(kind, id).to_string()))
}

/// A gender.
pub const fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Undefined => "unspecified",
        Gender::Male => "male",
        Gender::Female => "female",
    }
}
