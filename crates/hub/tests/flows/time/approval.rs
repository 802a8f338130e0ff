//! Shifts by hand, approval, and what payroll sees of it.

use super::{FLEUR, THOMAS, approve, enter, input, organisation, person, refusal, step, told, waiting};
use crate::stage::{APRIL, Stage, over};
use loonbrug_domain::Language;
use loonbrug_domain::approval::ShiftStep;
use loonbrug_hub::time::TimeRefusal;
use loonbrug_nmbrs::capability::Interface;
use std::collections::BTreeSet;

async fn hours_to_send(stage: &Stage) -> Vec<String> {
    let plan = stage.plan(APRIL).await;
    plan.lines
        .iter()
        .map(|line| format!("{:?} {} {:?}", line.key.kind, line.computed, line.change))
        .collect()
}

#[tokio::test]
async fn only_what_is_approved_counts_until_its_change_is() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let shift = enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
        assert_eq!(hours_to_send(stage).await, [] as [&str; 0]);
        step(stage, &[shift], ShiftStep::Submit, "").await.unwrap();
        let no_reason = step(stage, &[shift], ShiftStep::Reject, " ").await;
        assert_eq!(refusal(no_reason), TimeRefusal::NoReason);
        step(stage, &[shift], ShiftStep::Reject, "begon later").await.unwrap();
        let organisation = organisation(stage).await;
        let changed = stage.hub.change_shift(
            organisation,
            shift,
            |shift| shift.start_minute = 10 * 60,
            "later begonnen",
        );
        let changed = changed.await.unwrap();
        let stale = step(stage, &[shift], ShiftStep::Submit, "").await;
        let text = refusal(stale).text(Language::Dutch);
        assert!(
            text.contains("03-04-2023 9:00–17:00: deze dienst is vervallen"),
            "{text}"
        );
        step(stage, &[changed], ShiftStep::Submit, "").await.unwrap();
        step(stage, &[changed], ShiftStep::Approve, "").await.unwrap();
        let first = hours_to_send(stage).await;
        assert_eq!(first.len(), 2, "hours and days: {first:?}");
        stage.apply(APRIL).await;
        assert_eq!(told(stage).await, ["03-04-2023 10:00–17:00 exported*"]);
        let first_sent = hours_to_send(stage).await;
        // A change of what was paid waits, and takes nothing back.
        let longer = stage
            .hub
            .change_shift(organisation, changed, |shift| shift.end_minute = 18 * 60, "langer");
        longer.await.unwrap();
        assert_eq!(hours_to_send(stage).await, first_sent);
        approve(stage).await;
        assert_eq!(told(stage).await, ["03-04-2023 10:00–18:00 approved*"]);
        stage.apply(APRIL).await;
        assert_eq!(told(stage).await, ["03-04-2023 10:00–18:00 exported*"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_have_been_worked_is_refused() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
        let before = stage.kept().await;
        let overlap = refusal(enter(stage, THOMAS, "2023-04-03", (16, 20)).await);
        assert_eq!(
            overlap.text(Language::English),
            "Overlaps 03-04-2023 9:00–17:00; the same time would be paid twice. Change that shift, or this one."
        );
        assert_eq!(
            refusal(enter(stage, THOMAS, "2023-05-17", (8, 10)).await),
            TimeRefusal::Future
        );
        for hours in [(17, 9), (9, 9), (9, 34), (-1, 8)] {
            assert!(
                matches!(
                    refusal(enter(stage, THOMAS, "2023-04-05", hours).await),
                    TimeRefusal::Shift(_)
                ),
                "{hours:?}"
            );
        }
        let night = input(stage, THOMAS, "2023-04-02", (22, 34)).await;
        let into_it = stage.hub.enter_shift(organisation(stage).await, &night, "").await;
        assert!(
            matches!(refusal(into_it), TimeRefusal::Overlaps { .. }),
            "a night reaches into the next day"
        );
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
        enter(stage, FLEUR, "2023-04-03", (9, 17)).await.unwrap();
        enter(stage, THOMAS, "2023-04-03", (17, 20)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn removing_is_a_revision_too() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let never_approved = enter(stage, THOMAS, "2023-04-04", (9, 17)).await.unwrap();
        stage
            .hub
            .remove_shift(organisation, never_approved, "vergissing")
            .await
            .unwrap();
        assert_eq!(told(stage).await, [] as [&str; 0]);
        let shift = enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
        approve(stage).await;
        assert_eq!(
            refusal(stage.hub.remove_shift(organisation, shift, "").await),
            TimeRefusal::NoReason
        );
        stage
            .hub
            .remove_shift(organisation, shift, "niet gewerkt")
            .await
            .unwrap();
        assert_eq!(
            told(stage).await,
            ["03-04-2023 9:00–17:00 approved*", "03-04-2023 9:00–17:00 open-"]
        );
        assert_eq!(
            hours_to_send(stage).await.len(),
            2,
            "it counts until the removal is approved"
        );
        approve(stage).await;
        assert_eq!(told(stage).await, ["03-04-2023 9:00–17:00 approved*-"]);
        assert_eq!(hours_to_send(stage).await, [] as [&str; 0]);
        enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn approving_never_lets_the_same_time_count_twice() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let shift = enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
        let fine = enter(stage, THOMAS, "2023-04-04", (9, 17)).await.unwrap();
        step(stage, &[shift, fine], ShiftStep::Submit, "").await.unwrap();
        // Meanwhile the same hours come in a file, which is approved by whoever brings it in.
        let number = stage.hub.store.people(organisation(stage).await).await.unwrap();
        let number = number
            .iter()
            .find(|known| known.last_name == "Lakeman")
            .unwrap()
            .number
            .unwrap();
        stage.bring(&[&format!("{number};03-04-2023;10:00;12:00;0")]).await;
        let text = refusal(step(stage, &[fine, shift], ShiftStep::Approve, "").await).text(Language::Dutch);
        assert!(text.starts_with("Dit kan niet; er is niets gewijzigd."), "{text}");
        assert!(
            text.contains("03-04-2023 9:00–17:00: Overlapt 03-04-2023 10:00–12:00"),
            "{text}"
        );
        assert_eq!(waiting(stage).await.len(), 2, "all or nothing");
        step(stage, &[fine], ShiftStep::Approve, "").await.unwrap();
        let unknown = loonbrug_domain::ids::ShiftId(person(stage, THOMAS).await.0);
        assert!(matches!(
            refusal(step(stage, &[unknown], ShiftStep::Submit, "").await),
            TimeRefusal::Steps(_)
        ));
    })
    .await;
}

#[tokio::test]
async fn what_was_approved_after_a_run_began_was_not_part_of_it() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        enter(stage, THOMAS, "2023-04-03", (9, 17)).await.unwrap();
        approve(stage).await;
        let run = stage.apply(APRIL).await;
        stage.advance(1).await;
        enter(stage, THOMAS, "2023-04-04", (9, 17)).await.unwrap();
        enter(stage, FLEUR, "2023-04-04", (9, 17)).await.unwrap();
        approve(stage).await;
        let (coupling, span) = (stage.coupling().await, stage.span(APRIL).await);
        let marked = stage
            .hub
            .mark_exported(&coupling, span, (run.run.id, run.run.started_at), &BTreeSet::new())
            .await;
        assert_eq!(marked.unwrap(), 0, "marking again changes nothing");
        let told = told(stage).await;
        let exported: Vec<_> = told.iter().filter(|line| line.contains("exported")).collect();
        assert_eq!(exported, ["03-04-2023 9:00–17:00 exported*"], "{told:?}");
    })
    .await;
}
