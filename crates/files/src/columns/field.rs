//! What a column may hold.

use crate::values::number;
use loonbrug_domain::{Factor, Language};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a column holds. As text, and so in a kept mapping: `employee_number`, `hours_150`, `minutes_133.33`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Field {
    /// Employee number (personeelsnummer).
    EmployeeNumber,
    /// Name of the employee (naam).
    Name,
    /// E-mail address.
    Email,
    /// Group (groep, vestiging, afdeling).
    Group,
    /// The day of a shift, or of a line of hours (datum).
    Date,
    /// Wall time at which a shift starts (begin).
    Start,
    /// Wall time at which a shift ends (einde).
    End,
    /// Break in minutes or hh:mm (pauze).
    Break,
    /// Minutes of a shift at a factor (`min_150`).
    MinutesAt(Factor),
    /// First day of a line of hours (periode van).
    PeriodFrom,
    /// Last day of a line of hours (periode tot en met).
    PeriodTo,
    /// Kind of a line of hours (soort): hours or factor.
    Kind,
    /// Factor in percent.
    Factor,
    /// Hours (uren, aantal).
    Hours,
    /// Hours at a factor (`uren_150`; `uren_normaal` is 100 %).
    HoursAt(Factor),
    /// Days worked (dagen).
    Days,
    /// Sum of the hours with a surcharge (toeslaguren): a check only.
    SurchargeHours,
}

/// A name that no field has.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("unknown field {0:?} in a column mapping; write for example employee_number, date, start, end or hours_150")]
pub struct UnknownField(pub String);

/// The fields without a factor: name in a mapping, Dutch, English.
const NAMES: [(Field, &str, &str, &str); 15] = [
    (
        Field::EmployeeNumber,
        "employee_number",
        "personeelsnummer",
        "employee number",
    ),
    (Field::Name, "name", "naam", "name"),
    (Field::Email, "email", "e-mail", "e-mail"),
    (Field::Group, "group", "groep", "group"),
    (Field::Date, "date", "datum", "date"),
    (Field::Start, "start", "begin", "start"),
    (Field::End, "end", "einde", "end"),
    (Field::Break, "break", "pauze", "break"),
    (Field::PeriodFrom, "period_from", "periode_van", "period_from"),
    (Field::PeriodTo, "period_to", "periode_tot", "period_to"),
    (Field::Kind, "kind", "soort", "kind"),
    (Field::Factor, "factor", "factor", "factor"),
    (Field::Hours, "hours", "uren", "hours"),
    (Field::Days, "days", "dagen", "days"),
    (
        Field::SurchargeHours,
        "surcharge_hours",
        "toeslaguren",
        "surcharge_hours",
    ),
];

impl Field {
    /// The name for a person, which is also a header that is recognised.
    #[must_use]
    pub fn label(self, language: Language) -> String {
        match self {
            Self::MinutesAt(factor) => format!("{}_{}", language.pick("min", "min"), percent(factor)),
            Self::HoursAt(factor) => format!("{}_{}", language.pick("uren", "hours"), percent(factor)),
            named => named.names().map_or_else(String::new, |(_, _, dutch, english)| {
                language.pick(*dutch, *english).to_owned()
            }),
        }
    }

    /// Whether the field holds a number with a decimal sign.
    pub(crate) const fn is_decimal(self) -> bool {
        matches!(
            self,
            Self::Factor | Self::Hours | Self::HoursAt(_) | Self::Days | Self::SurchargeHours
        )
    }

    fn names(self) -> Option<&'static (Self, &'static str, &'static str, &'static str)> {
        NAMES.iter().find(|(field, ..)| *field == self)
    }
}

/// A factor as a name writes it: `150`, `133.33`.
fn percent(factor: Factor) -> String {
    let (whole, rest) = (factor.0 / 100, factor.0 % 100);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:02}")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinutesAt(factor) => write!(f, "minutes_{}", percent(*factor)),
            Self::HoursAt(factor) => write!(f, "hours_{}", percent(*factor)),
            named => f.write_str(named.names().map_or("", |(_, name, ..)| name)),
        }
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let at_factor = |prefix: &str| text.strip_prefix(prefix).and_then(number::factor_in_name);
        NAMES
            .iter()
            .find(|(_, name, ..)| *name == text)
            .map(|(field, ..)| *field)
            .or_else(|| {
                at_factor("minutes_")
                    .filter(|factor| *factor > Factor::WORKED)
                    .map(Self::MinutesAt)
            })
            .or_else(|| at_factor("hours_").map(Self::HoursAt))
            .ok_or_else(|| UnknownField(text.to_owned()))
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

impl TryFrom<String> for Field {
    type Error = UnknownField;

    fn try_from(text: String) -> Result<Self, UnknownField> {
        text.parse()
    }
}
