//! The next plan of the same days holds only what changed since the last one, and only that goes.

use crate::stage::{APRIL, Held, Stage, everywhere, held, line_text};

/// The last one keeps every file to the end of the month: a file says nothing of the days after its last.
const BASE: [&str; 6] = [
    "1001;03-04-2023;09:00;17:00;0",
    "1001;04-04-2023;09:00;17:00;0",
    "1002;03-04-2023;10:00;14:00;0",
    "1002;11-04-2023;10:00;14:00;0",
    "1003;05-04-2023;12:00;18:00;0",
    "1004;28-04-2023;10:00;13:00;0",
];

/// What is brought in, what the plan then sends, the calls that this takes, and what Nmbrs holds afterwards (beside
/// the hours of 1004).
struct Step {
    what: &'static str,
    shifts: Vec<&'static str>,
    sent: &'static [&'static str],
    writes: &'static [(&'static str, u64)],
    held: Held,
}

impl Step {
    async fn play(&self, stage: &Stage) {
        stage.bring_all(&self.shifts).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            plan.to_send().map(line_text).collect::<Vec<_>>(),
            self.sent,
            "{}",
            self.what
        );
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), self.writes, "{}", self.what);
        assert_eq!(run.run.state, "done", "{}", self.what);
        let mut expected = self.held.clone();
        expected.hours.push("1004 2100 3,00".to_owned());
        expected.days.push("1004 1".to_owned());
        assert_eq!(stage.held().await, expected, "{}", self.what);
    }
}

/// The shifts with some of them replaced; nothing takes the place of one that goes.
fn with(changes: &[(&str, &[&'static str])]) -> Vec<&'static str> {
    let replaced = |shift: &'static str| {
        let change = changes.iter().find(|(from, _)| *from == shift);
        change.map_or_else(|| vec![shift], |(_, to)| to.to_vec())
    };
    BASE.into_iter().flat_map(replaced).collect()
}

fn growing() -> Vec<Step> {
    vec![
        Step {
            what: "the first time",
            shifts: BASE.to_vec(),
            sent: &[
                "1004 2100 3,00 new",
                "1003 2100 6,00 new",
                "1002 2100 8,00 new",
                "1001 2100 16,00 new",
                "1004 days 1 new",
                "1003 days 1 new",
                "1002 days 2 new",
                "1001 days 2 new",
            ],
            writes: &[("days", 4), ("insert", 4)],
            held: held(
                &["1001 2100 16,00", "1002 2100 8,00", "1003 2100 6,00"],
                &["1001 2", "1002 2", "1003 1"],
            ),
        },
        Step {
            what: "longer on the same day",
            shifts: with(&[(BASE[0], &["1001;03-04-2023;08:00;17:00;0"])]),
            sent: &["1001 2100 17,00 was 16,00"],
            writes: &[("update", 1)],
            held: held(
                &["1001 2100 17,00", "1002 2100 8,00", "1003 2100 6,00"],
                &["1001 2", "1002 2", "1003 1"],
            ),
        },
        Step {
            what: "another day",
            shifts: with(&[(BASE[3], &[BASE[3], "1002;12-04-2023;10:00;14:00;0"])]),
            sent: &[
                "1002 2100 12,00 was 8,00",
                "1001 2100 16,00 was 17,00",
                "1002 days 3 was 2",
            ],
            writes: &[("days", 1), ("update", 2)],
            held: held(
                &["1001 2100 16,00", "1002 2100 12,00", "1003 2100 6,00"],
                &["1001 2", "1002 3", "1003 1"],
            ),
        },
        Step {
            what: "a second shift on a day",
            shifts: with(&[(BASE[4], &[BASE[4], "1003;05-04-2023;09:00;11:00;0"])]),
            sent: &[
                "1003 2100 8,00 was 6,00",
                "1002 2100 8,00 was 12,00",
                "1002 days 2 was 3",
            ],
            writes: &[("days", 1), ("update", 2)],
            held: held(
                &["1001 2100 16,00", "1002 2100 8,00", "1003 2100 8,00"],
                &["1001 2", "1002 2", "1003 1"],
            ),
        },
    ]
}

fn shrinking() -> Vec<Step> {
    vec![
        Step {
            what: "a shift less",
            shifts: with(&[(BASE[3], &[])]),
            sent: &[
                "1002 2100 4,00 was 8,00",
                "1003 2100 6,00 was 8,00",
                "1002 days 1 was 2",
            ],
            writes: &[("days", 1), ("update", 2)],
            held: held(
                &["1001 2100 16,00", "1002 2100 4,00", "1003 2100 6,00"],
                &["1001 2", "1002 1", "1003 1"],
            ),
        },
        Step {
            what: "a person less",
            shifts: with(&[(BASE[4], &[]), (BASE[3], &[])]),
            sent: &["1003 2100 0,00 removed, was 6,00", "1003 days 0 removed, was 1"],
            writes: &[("days", 1), ("remove", 1)],
            held: held(&["1001 2100 16,00", "1002 2100 4,00"], &["1001 2", "1002 1"]),
        },
        Step {
            what: "the person is back",
            shifts: BASE.to_vec(),
            sent: &[
                "1003 2100 6,00 new",
                "1002 2100 8,00 was 4,00",
                "1003 days 1 was 0",
                "1002 days 2 was 1",
            ],
            writes: &[("days", 2), ("insert", 1), ("update", 1)],
            held: held(
                &["1001 2100 16,00", "1002 2100 8,00", "1003 2100 6,00"],
                &["1001 2", "1002 2", "1003 1"],
            ),
        },
        Step {
            what: "a Sunday",
            shifts: with(&[(BASE[1], &[BASE[1], "1001;16-04-2023;12:00;17:00;0"])]),
            sent: &["1001 2100 21,00 was 16,00", "1001 6050 5,00 new", "1001 days 3 was 2"],
            writes: &[("days", 1), ("insert", 1), ("update", 1)],
            held: held(
                &["1001 2100 21,00", "1001 6050 5,00", "1002 2100 8,00", "1003 2100 6,00"],
                &["1001 3", "1002 2", "1003 1"],
            ),
        },
        Step {
            what: "no Sunday after all",
            shifts: BASE.to_vec(),
            sent: &[
                "1001 2100 16,00 was 21,00",
                "1001 6050 0,00 removed, was 5,00",
                "1001 days 2 was 3",
            ],
            writes: &[("days", 1), ("remove", 1), ("update", 1)],
            held: held(
                &["1001 2100 16,00", "1002 2100 8,00", "1003 2100 6,00"],
                &["1001 2", "1002 2", "1003 1"],
            ),
        },
    ]
}

#[tokio::test]
async fn only_the_difference_goes() {
    everywhere(async |stage| {
        stage.with_people().await;
        for step in growing().into_iter().chain(shrinking()) {
            step.play(stage).await;
        }
        let last = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        stage.picture(&last).await
    })
    .await;
}
