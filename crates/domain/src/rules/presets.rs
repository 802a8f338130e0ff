//! Rule sets that a company can start from. What they say was found in agreements and articles about them; whoever
//! pays by them reads the agreement, and makes the set his own where it says something else.

use super::overtime::FIRST_MONDAY;
use super::{
    Combine, Compensation, Condition, Day, DaySet, HolidayBy, MinimumCall, MinimumWage, Overtime, Per, RuleSet, Terms,
    WholeShift, Window,
};
use crate::breaks::BreakLadder;
use crate::calendar::Date;
use crate::holiday::HolidayCalendar;
use crate::quantity::{Cents, Factor, Minutes};
use crate::wall::DAY;

impl RuleSet {
    /// All of them, in the order in which they are offered.
    #[must_use]
    pub fn presets() -> Vec<Self> {
        vec![
            Self::retail_non_food(),
            Self::retail_furniture_logistics(),
            Self::horeca(),
            Self::supermarket(),
            Self::none(),
        ]
    }

    /// Retail non-food, general module (CAO Retail Non-Food art. 7.1 to 7.4): 50 % between 22:00 and 07:00 from
    /// Monday to Saturday and on Sundays, 100 % on holidays, overtime of a day 25 % and of four weeks 50 %; the highest
    /// counts. The late evening is not for web shops from 2024 on.
    #[must_use]
    pub fn retail_non_food() -> Self {
        let until_2024 = Terms {
            last_day: Some(Date::constant(2023, 12, 31)),
            ..Terms::default()
        };
        let from_2024 = Terms {
            first_day: Some(Date::constant(2024, 1, 1)),
            unless: Condition {
                activities: ["e-commerce".to_owned()].into(),
                ..Condition::default()
            },
            ..Terms::default()
        };
        let late_evening = window("Late avond", DaySet::monday_to_saturday(), (22 * 60, DAY), 150);
        Self {
            note: Some(
                "CAO Retail Non-Food, algemene module, art. 7.1 t/m 7.4. Geen overwerk bij 15 minuten of minder en \
                 vanaf 21 jaar boven tweemaal het minimumloon: volgens werkindewinkel.nl, niet nagelezen in de CAO."
                    .to_owned(),
            ),
            minimum_wages: minimum_wages(),
            windows: vec![
                window("Nacht", DaySet::monday_to_saturday(), (0, 7 * 60), 150),
                Window {
                    terms: until_2024,
                    ..late_evening.clone()
                },
                Window {
                    terms: from_2024,
                    ..late_evening
                },
                window("Zondag", DaySet::from([Day::Sunday]), (0, DAY), 150),
                window("Feestdag", DaySet::from([Day::Holiday]), (0, DAY), 200),
            ],
            overtime: vec![
                overtime("Overwerk per dag", Per::Day, 10, 125),
                overtime("Overwerk, gemiddeld over vier weken", FOUR_WEEKS, 40, 150),
            ],
            ..Self::under_the_law("retail-non-food")
        }
    }

    /// Retail non-food, furniture module, job family Logistics: 50 % between 21:00 and 06:00 from Monday to Friday, on
    /// Saturday until 06:00 and on Sundays, 100 % on Saturday from 18:00 and on holidays; the highest counts.
    #[must_use]
    pub fn retail_furniture_logistics() -> Self {
        let monday_to_friday = DaySet::monday_to_friday();
        Self {
            note: Some("CAO Retail Non-Food, module wonen, functiefamilie Logistiek.".to_owned()),
            windows: vec![
                window("Nacht", monday_to_friday, (0, 6 * 60), 150),
                window("Late avond", monday_to_friday, (21 * 60, DAY), 150),
                window("Zaterdagnacht", DaySet::from([Day::Saturday]), (0, 6 * 60), 150),
                window("Zaterdagavond", DaySet::from([Day::Saturday]), (18 * 60, DAY), 200),
                window("Zondag", DaySet::from([Day::Sunday]), (0, DAY), 150),
                window("Feestdag", DaySet::from([Day::Holiday]), (0, DAY), 200),
            ],
            ..Self::under_the_law("retail-furniture-logistics")
        }
    }

    /// Hospitality (horeca, KHN 2022–2023): 10 % over a whole shift with 00:00–06:00 in it, for front-office jobs in
    /// lodging; an hour off for each hour of a holiday shift of a skilled worker (group `vakkracht`), else 50 %; a
    /// norm of 1976 hours a year.
    #[must_use]
    pub fn horeca() -> Self {
        let front_office = Condition {
            activities: ["lodging".to_owned()].into(),
            job_families: ["front-office".to_owned()].into(),
            ..Condition::default()
        };
        let skilled = Terms {
            when: Condition {
                groups: ["vakkracht".to_owned()].into(),
                ..Condition::default()
            },
            compensation: Compensation::TimeForTime {
                weeks: 13,
                otherwise: Factor::percent(150),
            },
            ..Terms::default()
        };
        Self {
            note: Some(
                "Horeca-CAO 2022-2023 volgens KHN; de tekst van 2025 en later is niet nagelezen. Overwerk boven 1976 uur \
                 per jaar wordt geteld, niet betaald: de bronnen verschillen over de beloning."
                    .to_owned(),
            ),
            holiday_by: HolidayBy::ShiftStart,
            year_norm: Some(Minutes(1976 * 60)),
            windows: vec![Window {
                terms: skilled,
                ..window("Feestdag", DaySet::from([Day::Holiday]), (0, DAY), 200)
            }],
            whole_shifts: vec![WholeShift {
                name: "Nachtdienst".to_owned(),
                days: Day::ALL.into_iter().collect(),
                from_minute: 0,
                to_minute: 6 * 60,
                factor: Factor::percent(110),
                terms: Terms { when: front_office, ..Terms::default() },
            }],
            ..Self::under_the_law("horeca")
        }
    }

    /// Supermarkets (VGL and Levensmiddelenbedrijf): 100 % on Sundays until 2022 and 50 % since; whoever kept 100 % has
    /// a [`TransitionRight`](super::TransitionRight). Evenings, nights and Saturdays could not be verified and are not in
    /// it.
    #[must_use]
    pub fn supermarket() -> Self {
        let sunday = |percent| window("Zondag", DaySet::from([Day::Sunday]), (0, DAY), percent);
        let until_2022 = Terms {
            last_day: Some(Date::constant(2021, 12, 31)),
            ..Terms::default()
        };
        let from_2022 = Terms {
            first_day: Some(Date::constant(2022, 1, 1)),
            ..Terms::default()
        };
        Self {
            note: Some(
                "CAO VGL en Levensmiddelenbedrijf: alleen de zondagstoeslag is nagelezen. Toeslagen voor avond, nacht en \
                 zaterdag en de feestdagen zijn niet geverifieerd en staan er niet in: vul ze aan uit de cao."
                    .to_owned(),
            ),
            windows: vec![
                Window { terms: until_2022, ..sunday(200) },
                Window { terms: from_2022, ..sunday(150) },
            ],
            ..Self::under_the_law("supermarket")
        }
    }

    /// No rules at all: every hour is paid at 100 %.
    #[must_use]
    pub fn none() -> Self {
        Self {
            name: "none".to_owned(),
            valid_from: FROM_THE_START,
            valid_until: None,
            note: None,
            combine: Combine::Highest,
            holiday_by: HolidayBy::CalendarDay,
            year_norm: None,
            holidays: HolidayCalendar::default(),
            minimum_wages: Vec::new(),
            windows: Vec::new(),
            whole_shifts: Vec::new(),
            overtime: Vec::new(),
            minimum_calls: Vec::new(),
            breaks: Vec::new(),
        }
    }

    /// What the law says for everybody: the least that a call pays, and breaks.
    fn under_the_law(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            minimum_calls: vec![MinimumCall::statutory()],
            breaks: BreakLadder::statutory(),
            ..Self::none()
        }
    }
}

/// Before any shift that is still to be paid.
const FROM_THE_START: Date = Date::constant(2000, 1, 1);

/// Four weeks, counted from the first Monday of 2000.
const FOUR_WEEKS: Per = Per::AverageOfWeeks {
    weeks: 4,
    counted_from: FIRST_MONDAY,
};

fn window(name: &str, days: DaySet, (from_minute, to_minute): (i64, i64), percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days,
        from_minute,
        to_minute,
        factor: Factor::percent(percent),
        terms: Terms::default(),
    }
}

/// Overtime of retail: 15 minutes are none, and neither are hours of adults above twice the minimum wage.
fn overtime(name: &str, per: Per, hours: i64, percent: u32) -> Overtime {
    let well_paid = Condition {
        age_from: Some(21),
        wage_above_minimum: Some(Factor::percent(200)),
        ..Condition::default()
    };
    Overtime {
        name: name.to_owned(),
        per,
        more_than: Minutes(hours * 60),
        incidental: Minutes(15),
        factor: Factor::percent(percent),
        terms: Terms {
            unless: well_paid,
            ..Terms::default()
        },
    }
}

/// The minimum wage per hour of whoever is 21 or older (Wet minimumloon, since it is per hour).
fn minimum_wages() -> Vec<MinimumWage> {
    let from = |year, month, cents| MinimumWage {
        first_day: Date::constant(year, month, 1),
        cents: Cents(cents),
    };
    vec![
        from(2024, 1, 1327),
        from(2024, 7, 1368),
        from(2025, 1, 1406),
        from(2025, 7, 1440),
        from(2026, 1, 1471),
    ]
}
