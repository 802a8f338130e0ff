use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn key(code: i64) -> LineKey {
    LineKey {
        person: PersonId(Uuid::nil()),
        kind: if code == 0 { LineKind::Days } else { LineKind::Hours },
        origin: "hours".into(),
        code,
    }
}

fn wanted(code: i64, quantity: i64) -> Desired {
    Desired {
        key: key(code),
        quantity,
    }
}

fn sent(code: i64, row: &str, quantity: i64) -> Ours {
    Ours {
        key: key(code),
        rows: vec![OurRow {
            row: row.into(),
            quantity,
        }],
    }
}

fn held(code: i64, row: &str, quantity: i64) -> Observed {
    let key = key(code);
    Observed {
        person: key.person,
        kind: key.kind,
        row: row.into(),
        code,
        quantity,
    }
}

fn drifted(row: &str, ours: i64, held: Option<(i64, i64)>) -> DriftedRow {
    DriftedRow {
        row: row.into(),
        ours,
        held,
    }
}

fn change(desired: &[Desired], ours: &[Ours], observed: &[Observed]) -> Vec<Change> {
    difference(desired, ours, observed, &BTreeSet::new())
        .into_iter()
        .map(|line| line.change)
        .collect()
}

#[test]
fn nothing_there_yet() {
    assert_eq!(change(&[wanted(2100, 1500)], &[], &[]), [Change::New { to: 1500 }]);
}

#[test]
fn sent_and_held() {
    assert_eq!(
        change(
            &[wanted(2100, 1500)],
            &[sent(2100, "7", 1500)],
            &[held(2100, "7", 1500)]
        ),
        [Change::Unchanged { quantity: 1500 }]
    );
}

#[test]
fn more_hours_than_sent() {
    assert_eq!(
        change(
            &[wanted(2100, 1600)],
            &[sent(2100, "7", 1500)],
            &[held(2100, "7", 1500)]
        ),
        [Change::Changed {
            from: 1500,
            to: 1600,
            rows: vec![OurRow {
                row: "7".into(),
                quantity: 1500
            }]
        }]
    );
}

#[test]
fn another_code_takes_the_old_row_away() {
    assert_eq!(
        change(
            &[wanted(2190, 1500)],
            &[sent(2100, "7", 1500)],
            &[held(2100, "7", 1500)]
        ),
        [
            Change::Removed {
                from: 1500,
                rows: vec![OurRow {
                    row: "7".into(),
                    quantity: 1500
                }]
            },
            Change::New { to: 1500 },
        ]
    );
}

#[test]
fn an_equal_row_that_is_not_ours_is_for_a_person() {
    assert_eq!(
        change(&[wanted(2100, 1500)], &[], &[held(2100, "3", 1500)]),
        [Change::PossiblyThere {
            to: 1500,
            row: "3".into()
        }]
    );
}

#[test]
fn another_foreign_row_is_left_alone() {
    assert_eq!(
        change(&[wanted(2100, 1500)], &[], &[held(2100, "3", 800)]),
        [Change::New { to: 1500 }]
    );
}

#[test]
fn a_changed_or_vanished_row_of_ours_is_drift() {
    assert_eq!(
        change(
            &[wanted(2100, 1500)],
            &[sent(2100, "7", 1500)],
            &[held(2100, "7", 1400)]
        ),
        [Change::Drifted {
            ours: 1500,
            theirs: Some(1400),
            to: 1500,
            rows: vec![drifted("7", 1500, Some((2100, 1400)))]
        }]
    );
    assert_eq!(
        change(&[wanted(2100, 1500)], &[sent(2100, "7", 1500)], &[]),
        [Change::Drifted {
            ours: 1500,
            theirs: None,
            to: 1500,
            rows: vec![drifted("7", 1500, None)]
        }]
    );
    assert_eq!(
        change(
            &[wanted(2100, 1500)],
            &[sent(2100, "7", 1500)],
            &[held(6050, "7", 1500)]
        ),
        [Change::Drifted {
            ours: 1500,
            theirs: None,
            to: 1500,
            rows: vec![drifted("7", 1500, Some((6050, 1500)))]
        }]
    );
}

#[test]
fn a_hand_that_did_what_we_want_is_no_drift() {
    assert_eq!(
        change(
            &[wanted(2100, 1600)],
            &[sent(2100, "7", 1500)],
            &[held(2100, "7", 1600)]
        ),
        [Change::Agreed {
            to: 1600,
            rows: vec![drifted("7", 1500, Some((2100, 1600)))]
        }]
    );
}

#[test]
fn what_is_gone_on_both_sides_needs_nothing() {
    assert_eq!(change(&[], &[sent(2100, "7", 1500)], &[]), []);
}

#[test]
fn days_are_one_value() {
    assert_eq!(change(&[wanted(0, 3)], &[], &[held(0, "", 0)]), [Change::New { to: 3 }]);
    assert_eq!(
        change(&[wanted(0, 3)], &[], &[held(0, "", 3)]),
        [Change::Unchanged { quantity: 3 }]
    );
    assert_eq!(
        change(&[wanted(0, 3)], &[], &[held(0, "", 5)]),
        [Change::Drifted {
            ours: 0,
            theirs: Some(5),
            to: 3,
            rows: vec![drifted("", 0, Some((0, 5)))]
        }]
    );
}

#[test]
fn doubt_stops_a_line() {
    let doubt = BTreeSet::from([key(2100)]);
    let lines = difference(&[wanted(2100, 1500)], &[], &[held(2100, "9", 1500)], &doubt);
    assert_eq!(lines[0].change, Change::InDoubt { to: 1500 });
    // Also one that nobody wants any more, and of which nothing was confirmed.
    let lines = difference(&[], &[], &[], &doubt);
    assert_eq!(lines[0].change, Change::InDoubt { to: 0 });
}

proptest! {
    /// Applying the difference and comparing again leaves nothing to send.
    #[test]
    fn what_was_applied_is_not_sent_again(quantities in prop::collection::btree_map(1i64..6, 1i64..400, 0..5),
                                          before in prop::collection::btree_map(1i64..6, 1i64..400, 0..5)) {
        let desired: Vec<Desired> = quantities.iter().map(|(code, quantity)| wanted(*code, *quantity)).collect();
        let ours: Vec<Ours> = before.iter().map(|(code, q)| sent(*code, &code.to_string(), *q)).collect();
        let now: Vec<Observed> = before.iter().map(|(code, q)| held(*code, &code.to_string(), *q)).collect();
        let sends = change(&desired, &ours, &now);
        prop_assert!(sends.iter().all(|change| !change.needs_person()));
        let after: Vec<Ours> = quantities.iter().map(|(code, q)| sent(*code, &code.to_string(), *q)).collect();
        let then: Vec<Observed> = quantities.iter().map(|(code, q)| held(*code, &code.to_string(), *q)).collect();
        prop_assert!(change(&desired, &after, &then).iter().all(|change| !change.is_sent()));
    }

    /// A foreign row never explains two lines, and never makes a line disappear.
    #[test]
    fn every_desired_line_is_answered(codes in prop::collection::btree_map(1i64..9, 1i64..50, 0..9),
                                      rows in prop::collection::vec((1i64..9, 1i64..50), 0..9)) {
        let desired: Vec<Desired> = codes.iter().map(|(code, quantity)| wanted(*code, *quantity)).collect();
        let observed: Vec<Observed> = rows.iter().enumerate()
            .map(|(place, (code, quantity))| held(*code, &place.to_string(), *quantity)).collect();
        prop_assert_eq!(change(&desired, &[], &observed).len(), desired.len());
    }
}

#[test]
fn a_kind_is_read_as_it_is_stored() {
    for (kind, word) in [
        (LineKind::Hours, "hours"),
        (LineKind::Days, "days"),
        (LineKind::Wages, "wages"),
    ] {
        assert_eq!((kind.as_str(), LineKind::parse(word)), (word, Some(kind)));
    }
    assert_eq!(LineKind::parse("wage"), None);
}
