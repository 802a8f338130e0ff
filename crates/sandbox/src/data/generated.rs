//! The data set `generated`: companies of any size, from a seed.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::data_set::Generated;
use super::log_in::{EMAIL, add_user};
use super::manuals::{company, play_until};
use super::names::{FIRST, LAST};
use super::person::{Agreement, Person, morning, settle};
use crate::world::{
    Caller, ComponentKind, Debtor, EmployeeType, Kind, NewComponent, Period, PeriodType, Span, Through, World,
};

/// The period that is open.
const OPEN: Period = Period::new(2023, 4);

/// The world of this size.
pub fn build(size: &Generated) -> World {
    let mut world = World::new(size.seed);
    let mut dice = StdRng::seed_from_u64(size.seed);
    add_user(&mut world);
    let debtor = owner(&mut world);
    for number in 1..=i32::try_from(size.companies).unwrap_or(i32::MAX) {
        let company = company(
            &mut world,
            debtor,
            number,
            &format!("Voorbeeld {number} B.V."),
            PeriodType::Month,
        );
        for index in 0..size.employees {
            let serial = u32::try_from(number - 1).unwrap_or(0) * size.employees + index;
            let id = settle(&mut world, company, &person(&mut dice, index, serial));
            add_history(&mut world, &mut dice, id, size.months);
        }
        play_until(
            &mut world,
            company,
            OPEN,
            [date(2023, 1, 25), date(2023, 2, 22), date(2023, 3, 27)],
        );
    }
    world
}

/// The only debtor.
pub fn owner(world: &mut World) -> i32 {
    let debtor = world.next_id(Kind::Debtor);
    world.put_debtor(Debtor {
        id: debtor,
        number: "1".to_owned(),
        name: "Voorbeeld Groep".to_owned(),
        departments: vec![],
        functions: vec![],
        managers: vec![],
    });
    debtor
}

/// Somebody, with a service and contracts of any kind.
pub fn person(dice: &mut StdRng, index: u32, serial: u32) -> Person<'static> {
    let (first, gender) = FIRST[dice.random_range(0..FIRST.len())];
    let (prefix, last) = LAST[dice.random_range(0..LAST.len())];
    let started = date(dice.random_range(2015..=2022), dice.random_range(1..=12), 1);
    let agreements = agreements(dice, started);
    Person {
        first,
        prefix,
        last,
        email: format!("{first}.{last}.{serial}@example.nl").to_lowercase(),
        gender,
        born: date(
            dice.random_range(1960..=2005),
            dice.random_range(1..=12),
            dice.random_range(1..=28),
        ),
        employee_type: EmployeeType::Payroll,
        number: 1001 + i32::try_from(index).unwrap_or(0),
        serial,
        service: Some((started, None)),
        agreements,
        cents_per_hour: dice.random_range(1_134..=2_400),
        leave: dice.random_range(0..=15_000),
    }
}

/// One to three contracts, each of at least a year; the last has no end. Half the people end on zero hours.
fn agreements(dice: &mut StdRng, started: Date) -> Vec<Agreement> {
    let zero_hours: bool = dice.random();
    let mut starts = vec![started];
    for _ in 0..dice.random_range(0..3) {
        let next = starts
            .last()
            .and_then(|last| last.checked_add(1.year()).ok())
            .filter(|next| next.year() <= 2023);
        starts.extend(next.filter(|next| *next <= date(2023, 4, 1)));
    }
    let count = starts.len();
    let ends = starts
        .iter()
        .skip(1)
        .map(|next| next.yesterday().ok())
        .chain([None])
        .collect::<Vec<_>>();
    (1..)
        .zip(starts.into_iter().zip(ends))
        .map(|(place, (start, end))| {
            let hours = if place == count && zero_hours {
                0
            } else {
                i64::from(dice.random_range(2..=10)) * 3_800
            };
            (start, end, hours)
        })
        .collect()
}

/// Hours of somebody in the months before the open one.
fn add_history(world: &mut World, dice: &mut StdRng, employee: i32, months: u32) {
    let mut day = date(2023, 4, 25);
    for _ in 0..months {
        let Ok(earlier) = day.checked_sub(1.month()) else {
            return;
        };
        day = earlier;
        let caller = Caller {
            through: Through::DataSet,
            ..Caller::person(EMAIL, morning(day))
        };
        let row = NewComponent::plain(2100, dice.random_range(4..=640) * 25);
        let span = Span::Variable(PeriodType::Month.of(day));
        // The employee was just made and the code is in the model, so nothing can be refused.
        let _id = world.insert_component(&caller, ComponentKind::Hours, employee, row, span, true);
    }
}
