use super::{at, planned, policy, told, with};
use crate::clock::{ClockPolicy, Grid, PlannedReach, Rounding, RoundingMode, RoundingReason};
use crate::language::Language;
use RoundingMode::{Down, Nearest, Up};

fn to(grid: Grid, mode: RoundingMode) -> Rounding {
    Rounding {
        grid_minutes: grid,
        mode,
        ..Rounding::default()
    }
}

fn rounded(coming: Rounding, going: Rounding, lines: [&str; 2]) -> String {
    let policy = ClockPolicy {
        rounding_in: coming,
        rounding_out: going,
        ..policy()
    };
    let derived = with(&policy, &lines, &[planned(3, 9, 17, "Bar")]);
    told(&derived).concat()
}

#[test]
fn each_side_has_its_grid() {
    let lines = ["in 03 09:08", "out 03 17:22"];
    let table = [
        (Grid::One, Nearest, Nearest, "9:08–17:22 -0 = 8:14"),
        (Grid::Five, Nearest, Nearest, "9:10–17:20 -0 = 8:10"),
        (Grid::Ten, Nearest, Nearest, "9:10–17:20 -0 = 8:10"),
        (Grid::Fifteen, Nearest, Nearest, "9:15–17:15 -0 = 8:00"),
        (Grid::Thirty, Nearest, Nearest, "9:00–17:30 -0 = 8:30"),
        (Grid::Fifteen, Up, Down, "9:15–17:15 -0 = 8:00"),
        (Grid::Fifteen, Down, Up, "9:00–17:30 -0 = 8:30"),
        (Grid::Thirty, Up, Up, "9:30–17:30 -0 = 8:00"),
    ];
    for (grid, coming, going, expected) in table {
        let told = rounded(to(grid, coming), to(grid, going), lines);
        assert_eq!(
            told,
            format!("03-04-2023 {expected} Bar"),
            "{grid:?} {coming:?} {going:?}"
        );
    }
}

#[test]
fn the_middle_goes_to_the_worker_and_seconds_count() {
    let nearest = to(Grid::One, Nearest);
    assert_eq!(
        rounded(nearest, nearest, ["in 03 09:00:30", "out 03 17:00:30"]),
        "03-04-2023 9:00–17:01 -0 = 8:01 Bar"
    );
    assert_eq!(
        rounded(nearest, nearest, ["in 03 09:00:31", "out 03 17:00:29"]),
        "03-04-2023 9:01–17:00 -0 = 7:59 Bar"
    );
}

#[test]
fn near_the_planned_time_it_is_the_planned_time() {
    let near = |minutes| Rounding {
        near_planned_minutes: PlannedReach::minutes(minutes).unwrap(),
        ..to(Grid::One, Nearest)
    };
    let lines = ["in 03 08:47", "out 03 17:13"];
    assert_eq!(rounded(near(15), near(0), lines), "03-04-2023 9:00–17:13 -0 = 8:13 Bar");
    assert_eq!(
        rounded(near(12), near(13), lines),
        "03-04-2023 8:47–17:00 -0 = 8:13 Bar"
    );
    assert_eq!(
        rounded(near(180), near(180), lines),
        "03-04-2023 9:00–17:00 -0 = 8:00 Bar"
    );
    assert!(PlannedReach::minutes(181).is_err() && PlannedReach::minutes(-1).is_err());
}

#[test]
fn a_derived_shift_says_raw_rounded_and_why() {
    let policy = ClockPolicy {
        rounding_in: Rounding {
            near_planned_minutes: PlannedReach::minutes(15).unwrap(),
            ..Rounding::default()
        },
        rounding_out: to(Grid::Fifteen, Nearest),
        ..policy()
    };
    let derived = with(
        &policy,
        &["in 03 08:52:10", "out 03 17:03:00"],
        &[planned(3, 9, 17, "Bar")],
    );
    let (came, went) = (derived.shifts[0].came.time, derived.shifts[0].went.time);
    assert_eq!((came.raw, came.at), (at("03 08:52:10"), at("03 09:00")));
    assert_eq!(came.reason.text(Language::Dutch), "de geplande tijd, binnen 15 minuten");
    assert_eq!((went.raw, went.at), (at("03 17:03:00"), at("03 17:00")));
    assert_eq!(
        went.reason.text(Language::Dutch),
        "afgerond op 15 min, dichtstbijzijnde"
    );
    assert_eq!(went.reason.text(Language::English), "rounded to 15 min, nearest");
}

#[test]
fn nobody_works_twice_at_once_after_rounding() {
    let policy = ClockPolicy {
        rounding_in: to(Grid::Fifteen, Down),
        rounding_out: to(Grid::Fifteen, Up),
        ..policy()
    };
    let derived = with(
        &policy,
        &["in 03 09:00", "out 03 12:02", "in 03 12:10", "out 03 17:00"],
        &[],
    );
    assert_eq!(
        told(&derived),
        [
            "03-04-2023 9:00–12:15 -0 = 3:15 Parttimers",
            "03-04-2023 12:15–17:00 -0 = 4:45 Parttimers"
        ]
    );
    assert_eq!(derived.shifts[1].came.time.reason, RoundingReason::AfterPrevious);
}

#[test]
fn a_shift_within_one_step_of_the_grid_waits_for_a_person() {
    let quarter = to(Grid::Fifteen, Nearest);
    assert_eq!(rounded(quarter, quarter, ["in 03 09:01", "out 03 09:06"]), "1 NoTime");
}

#[test]
fn rounding_that_takes_from_the_worker_is_known() {
    let takes = |coming, going| Rounding::takes_from_the_worker(to(Grid::Fifteen, coming), to(Grid::Fifteen, going));
    assert!(takes(Up, Down) && takes(Up, Nearest) && takes(Nearest, Down));
    assert!(!takes(Nearest, Nearest) && !takes(Down, Up) && !takes(Up, Up) && !takes(Down, Down));
    assert!(!ClockPolicy::standard(super::MONDAY).takes_from_the_worker());
    assert!(Rounding::takes_from_the_worker(
        to(Grid::Thirty, Up),
        to(Grid::Fifteen, Up)
    ));
}
