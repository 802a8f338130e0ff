//! Wage components go by the same protocol as hours: the real sender against a played Nmbrs.

mod stage;

use super::settling::{Evidence, Verdict, settle};
use super::{HeldRow, Kinds};
use crate::hours::{Choice, Span};
use loonbrug_domain::DateRange;
use loonbrug_domain::difference::{LineKind, Observed};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::FaultKind;
use loonbrug_store::{BaselineRow, Posting, PostingState};
use stage::{MEALS, NO_SUCH_CODE, Stage, april, over_both};
use std::collections::BTreeSet;

const INSERT: [&str; 2] = [
    "EmployeeService.WageComponentVar_Insert",
    "POST /api/employees/{employeeId}/variablewagecomponent",
];
const UPDATE: [&str; 2] = [
    "EmployeeService.WageComponent_Update",
    "PUT /api/employees/{employeeId}/variablewagecomponent",
];
const REMOVE: [&str; 2] = [
    "EmployeeService.WageComponent_Delete",
    "DELETE /api/employees/{employeeId}/wagecomponents/{wagecomponentId}",
];
const HELD: &str = "5090 13.50 Maaltijden april [LB-1001]";

fn states(postings: &[Posting]) -> Vec<PostingState> {
    postings.iter().map(|posting| posting.state).collect()
}

/// Inserts € 13,50 of meals for 1001, without trouble.
async fn inserted(stage: &Stage) -> Posting {
    let sent = stage.run(&[stage.insert(1001, MEALS, 1350)]).await;
    assert_eq!(states(&sent), [PostingState::Confirmed], "{sent:?}");
    stage.calls("wage");
    sent[0].clone()
}

#[tokio::test]
async fn a_wage_component_is_inserted_once_and_changed_and_removed_by_its_id() {
    over_both(async |stage| {
        stage.calls("wage");
        let sent = stage.run(&[stage.insert(1001, MEALS, 1350)]).await;
        assert_eq!(states(&sent), [PostingState::Confirmed]);
        assert_eq!(stage.held(), [HELD]);
        assert_eq!(stage.calls("wage").1, 1);
        let row = sent[0].remote_id.clone().unwrap();

        let changed = stage.run(&[stage.change(&sent[0], "update", 1800)]).await;
        assert_eq!(states(&changed), [PostingState::Confirmed]);
        assert_eq!(changed[0].remote_id, Some(row));
        assert_eq!(stage.held(), ["5090 18.00 Maaltijden april [LB-1001]"]);

        let removed = stage.run(&[stage.change(&changed[0], "remove", 0)]).await;
        assert_eq!(states(&removed), [PostingState::Confirmed]);
        assert_eq!(stage.held(), [] as [&str; 0]);
        assert_eq!(stage.calls("wage").1, 2);
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading() {
    over_both(async |stage| {
        stage.fault(INSERT[0], INSERT[1], FaultKind::AnswerLost);
        let sent = stage.run(&[stage.insert(1001, MEALS, 1350)]).await;
        assert_eq!(
            (sent[0].state, sent[0].note.as_str()),
            (PostingState::Confirmed, "settled by reading")
        );
        assert_eq!(stage.held(), [HELD]);

        for (call, action, cents, held) in [
            (UPDATE, "update", 1800, vec!["5090 18.00 Maaltijden april [LB-1001]"]),
            (REMOVE, "remove", 0, vec![]),
        ] {
            stage.calls("wage");
            stage.fault(call[0], call[1], FaultKind::AnswerLost);
            let change = stage.change(&sent[0], action, cents);
            let revision = if action == "remove" { 3 } else { 2 };
            let changed = stage.run(&[Posting { revision, ..change }]).await;
            assert_eq!(
                (changed[0].state, changed[0].note.as_str()),
                (PostingState::Confirmed, "settled by reading"),
                "{action}"
            );
            assert_eq!((stage.held(), stage.calls("wage").1), (owned(&held), 1), "{action}");
        }
    })
    .await;
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[tokio::test]
async fn a_lost_request_stays_in_doubt_and_is_not_repeated() {
    over_both(async |stage| {
        stage.calls("wage");
        stage.fault(INSERT[0], INSERT[1], FaultKind::RequestLost);
        let sent = stage.run(&[stage.insert(1001, MEALS, 1350)]).await;
        assert_eq!(states(&sent), [PostingState::Unknown]);
        assert_eq!((stage.held(), stage.calls("wage").1), (vec![], 1));
    })
    .await;
}

#[tokio::test]
async fn a_refused_wage_code_is_rejected_in_words() {
    over_both(async |stage| {
        let lines = [stage.insert(1001, NO_SUCH_CODE, 1350), stage.insert(1002, MEALS, 900)];
        let mut sent = stage.run(&lines).await;
        sent.sort_by_key(|posting| posting.code);
        assert_eq!(states(&sent), [PostingState::Confirmed, PostingState::Rejected]);
        let note = &sent[1].note;
        assert!(
            note.contains("this wage code is not in the wage model of the company"),
            "{note}"
        );
        assert_eq!(stage.held(), ["5090 9.00 Maaltijden april [LB-1002]"]);
    })
    .await;
}

/// The row that was there before is not ours, however equal it is.
#[tokio::test]
async fn an_equal_row_of_before_explains_nothing() {
    over_both(async |stage| {
        inserted(stage).await;
        stage.fault(INSERT[0], INSERT[1], FaultKind::RequestLost);
        let again = Posting {
            origin: "meals again".into(),
            mark: "LB-again".into(),
            ..stage.insert(1001, MEALS, 1350)
        };
        assert_eq!(states(&stage.run(&[again]).await), [PostingState::Unknown]);
        assert_eq!(stage.held(), [HELD]);
    })
    .await;
}

#[tokio::test]
async fn over_soap_a_batch_is_one_call_and_confirmed_by_reading() {
    let stage = Stage::new(Interface::Soap, true).await;
    stage.calls("wage");
    let lines = [1001, 1002, 1003].map(|number| stage.insert(number, MEALS, number));
    let sent = stage.run(&lines).await;
    assert_eq!(states(&sent), [PostingState::Confirmed; 3], "{sent:?}");
    assert!(sent.iter().all(|posting| posting.remote_id.is_some()));
    assert_eq!((stage.held().len(), stage.calls("wage").1), (3, 1));
}

#[tokio::test]
async fn a_batch_whose_answer_is_lost_is_settled_and_not_sent_again() {
    let stage = Stage::new(Interface::Soap, true).await;
    stage.calls("wage");
    stage.fault(
        "EmployeeService.WageComponentVar_Insert_Batch",
        "",
        FaultKind::AnswerLost,
    );
    let lines = [1001, 1002].map(|number| stage.insert(number, MEALS, 900));
    assert_eq!(states(&stage.run(&lines).await), [PostingState::Confirmed; 2]);
    assert_eq!((stage.held().len(), stage.calls("wage").1), (2, 1));
}

#[tokio::test]
async fn a_refused_batch_goes_line_by_line() {
    let stage = Stage::new(Interface::Soap, true).await;
    stage.calls("wage");
    let lines = [
        stage.insert(1001, MEALS, 1350),
        stage.insert(1002, NO_SUCH_CODE, 1350),
        stage.insert(1003, MEALS, 900),
    ];
    let mut sent = stage.run(&lines).await;
    sent.sort_by_key(|posting| (posting.code, posting.quantity));
    let (ours, refused) = (PostingState::Confirmed, PostingState::Rejected);
    assert_eq!(states(&sent), [ours, ours, refused], "{sent:?}");
    assert!(sent[2].note.contains("wage code"), "{}", sent[2].note);
    assert_eq!((stage.held().len(), stage.calls("wage").1), (2, 4));
}

#[tokio::test]
async fn wage_components_are_read_only_where_they_are_asked_for() {
    over_both(async |stage| {
        let sent = inserted(stage).await;
        stage.read(Kinds::HOURS_AND_DAYS).await;
        assert_eq!(stage.calls("wage"), (0, 0));
        let held = stage.read(Kinds::of(&[sent])).await;
        let people = u64::try_from(held.len()).unwrap();
        let calls = stage.sandbox.play().calls.calls();
        assert_eq!(calls.reads, people);
        let rows: Vec<&HeldRow> = held.values().flatten().collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].observed.kind, rows[0].observed.quantity),
            (LineKind::Wages, 1350)
        );
        let told = stage.interface == Interface::Rest;
        assert_eq!(rows[0].comment.is_some(), told);
    })
    .await;
}

/// The next run, of whichever flow, settles what was left in doubt: by reading wage components, not by missing them.
#[tokio::test]
async fn the_flow_of_hours_settles_a_wage_component_by_reading_it() {
    over_both(async |stage| {
        let sent = inserted(stage).await;
        let change = stage.change(&sent, "update", 1800);
        stage.fault(UPDATE[0], UPDATE[1], FaultKind::RequestLost);
        assert_eq!(states(&stage.run(&[change]).await), [PostingState::Unknown]);
        stage.calls("wage");
        let range = DateRange::new("2023-04-01".parse().unwrap(), "2023-04-30".parse().unwrap()).unwrap();
        let span = Span::of_hours(range, april());
        let choice = Choice::default();
        stage.hub.apply_hours(&stage.coupling, span, &choice).await.unwrap();
        assert_eq!(stage.calls("wage"), (1, 0));
        let proof = stage.hub.verify_hours(&stage.coupling, span).await.unwrap();
        let lines: Vec<_> = proof
            .lines
            .iter()
            .map(|line| (line.key.kind, line.sent, line.held, line.in_doubt))
            .collect();
        assert_eq!(lines, [(LineKind::Wages, 1350, Some(1350), true)]);
        assert_eq!(stage.held(), [HELD]);
    })
    .await;
}

fn hours_row(wages: &Posting, row: &str) -> HeldRow {
    HeldRow {
        observed: Observed {
            person: wages.person,
            kind: LineKind::Hours,
            row: row.into(),
            code: wages.code,
            quantity: wages.quantity,
        },
        comment: None,
    }
}

/// Ids are of a kind: over SOAP a row of hours may have the number of a wage component.
#[tokio::test]
async fn a_row_of_hours_with_the_same_id_is_another_row() {
    let stage = Stage::new(Interface::Soap, false).await;
    let insert = stage.insert(1001, MEALS, 1350);
    let mut wages = hours_row(&insert, "77");
    wages.observed.kind = LineKind::Wages;
    let held = [hours_row(&insert, "77"), wages];
    let baseline = [BaselineRow {
        person: insert.person,
        kind: LineKind::Hours.as_str().into(),
        remote_id: "77".into(),
        code: 2100,
        quantity: 800,
    }];
    let evidence = Evidence {
        explained: &|_| false,
        baseline: &baseline,
        held: &held,
        claimed: &BTreeSet::new(),
        tells_comments: false,
        equal_doubts: 0,
    };
    let confirmed = Verdict::Confirmed { row: "77".into() };
    assert_eq!(settle(&insert, evidence), confirmed);
    let remove = Posting {
        remote_id: Some("77".into()),
        ..stage.change(&insert, "remove", 0)
    };
    assert_eq!(settle(&remove, evidence), Verdict::Absent);
    let only_hours = Evidence {
        explained: &|_| false,
        held: &held[..1],
        ..evidence
    };
    let gone = Verdict::Confirmed { row: String::new() };
    assert_eq!(settle(&remove, only_hours), gone);
}
