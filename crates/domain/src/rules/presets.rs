//! Rule sets that a company can start from.

use super::{Combine, Day, DaySet, RuleSet, Window};
use crate::calendar::Date;
use crate::holiday::HolidayCalendar;
use crate::quantity::Factor;
use crate::wall::DAY;

impl RuleSet {
    /// Retail non-food, general module (CAO Retail Non-Food art. 7.2 and 7.3): 50 % between 22:00 and 07:00 from
    /// Monday to Saturday and on Sundays, 100 % on holidays, the highest counts. Overtime and the exception for web
    /// shops are not in it.
    #[must_use]
    pub fn retail_non_food() -> Self {
        let evening_and_night = DaySet::monday_to_saturday();
        let sunday = DaySet::from([Day::Sunday]);
        let holiday = DaySet::from([Day::Holiday]);
        Self {
            name: "retail-non-food".to_owned(),
            valid_from: FROM_THE_START,
            combine: Combine::Highest,
            holidays: HolidayCalendar::default(),
            windows: vec![
                window("Nacht", evening_and_night.clone(), (0, 7 * 60), 150),
                window("Late avond", evening_and_night, (22 * 60, DAY), 150),
                window("Zondag", sunday, (0, DAY), 150),
                window("Feestdag", holiday, (0, DAY), 200),
            ],
        }
    }

    /// No surcharges: every hour is paid at 100 %.
    #[must_use]
    pub fn none() -> Self {
        Self {
            name: "none".to_owned(),
            valid_from: FROM_THE_START,
            combine: Combine::Highest,
            holidays: HolidayCalendar::default(),
            windows: Vec::new(),
        }
    }
}

/// Before any shift that is still to be paid.
const FROM_THE_START: Date = Date::constant(2000, 1, 1);

fn window(name: &str, days: DaySet, (from_minute, to_minute): (i64, i64), percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days,
        from_minute,
        to_minute,
        factor: Factor::percent(percent),
    }
}
