//! What a line of a file stands for, and which columns that takes.

use super::field::Field;
use serde::{Deserialize, Serialize};

/// What a line stands for, recognised from the columns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineLayout {
    /// One shift: person, date, start, end.
    Shifts,
    /// One quantity: person, period or date, kind, factor, hours.
    HoursLong,
    /// One person: person, period or date, and a column for each factor.
    HoursWide,
}

/// One of these is enough to tell who a line is about, the surest first.
pub(crate) const PERSON: [Field; 3] = [Field::EmployeeNumber, Field::Email, Field::Name];

impl LineLayout {
    /// All layouts. Shifts come first: a file with start and end may show hours as well, but not the reverse.
    pub(crate) const ALL: [Self; 3] = [Self::Shifts, Self::HoursLong, Self::HoursWide];

    /// Whether a column of this layout may hold the field.
    pub(crate) const fn allows(self, field: Field) -> bool {
        match field {
            Field::EmployeeNumber | Field::Name | Field::Email | Field::Group | Field::Date => true,
            Field::Start | Field::End | Field::Break | Field::MinutesAt(_) => matches!(self, Self::Shifts),
            Field::PeriodFrom | Field::PeriodTo | Field::Days => !matches!(self, Self::Shifts),
            Field::Kind | Field::Factor | Field::Hours => matches!(self, Self::HoursLong),
            Field::HoursAt(_) | Field::SurchargeHours => matches!(self, Self::HoursWide),
        }
    }

    /// What is not there of the columns that the layout cannot do without.
    pub(crate) fn missing(self, has: impl Fn(Field) -> bool, has_any_factor: bool) -> Vec<Field> {
        let mut missing = Vec::new();
        let mut need = |field: Field, present: bool| {
            if !present {
                missing.push(field);
            }
        };
        need(Field::EmployeeNumber, PERSON.into_iter().any(&has));
        if self == Self::Shifts {
            for field in [Field::Date, Field::Start, Field::End] {
                need(field, has(field));
            }
        } else if !has(Field::Date) {
            need(Field::PeriodFrom, has(Field::PeriodFrom));
            need(Field::PeriodTo, has(Field::PeriodTo));
        }
        match self {
            Self::Shifts => {}
            Self::HoursLong => need(Field::Hours, has(Field::Hours)),
            Self::HoursWide => need(Field::HoursAt(loonbrug_domain::Factor::WORKED), has_any_factor),
        }
        missing
    }
}
