//! From what a terminal delivers to shifts that wait.

use super::{
    BADGE, FLEUR, THOMAS, approve, counts, day, deliver, derive, line, moment, organisation, person, refusal, told,
    waiting, with_terminal,
};
use crate::stage::{APRIL, over, range};
use loonbrug_domain::Language;
use loonbrug_domain::clock::{BadgeNumber, ClockPolicy, Direction, OpenReason, RoundingMode};
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::profile::Owner;
use loonbrug_hub::profiles::Wanted;
use loonbrug_hub::time::{EventFaultReason, TimeRefusal};
use loonbrug_nmbrs::capability::Interface;

const DAY: [&str; 2] = ["1 in 2023-04-03T09:00:00", "2 out 2023-04-03T17:00:00"];

#[tokio::test]
async fn events_become_shifts_that_wait_and_a_late_one_makes_a_revision() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        assert_eq!(deliver(stage, &DAY).await, 2);
        assert_eq!(counts(&derive(stage).await), [1, 0, 0, 0]);
        let before = stage.kept().await;
        assert_eq!(
            deliver(stage, &[DAY[1], DAY[0], DAY[1]]).await,
            0,
            "twice and turned round"
        );
        assert_eq!(counts(&derive(stage).await), [0, 0, 0, 1]);
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
        assert_eq!(told(stage).await, ["03-04-2023 9:00–17:00 open"]);
        approve(stage).await;
        assert_eq!(told(stage).await, ["03-04-2023 9:00–17:00 approved*"]);
        // A terminal that was offline brings a break in the middle.
        deliver(stage, &["7 out 2023-04-03T12:00:00", "8 in 2023-04-03T13:00:00"]).await;
        assert_eq!(counts(&derive(stage).await), [1, 1, 0, 0]);
        let expected = [
            "03-04-2023 9:00–17:00 approved*",
            "03-04-2023 9:00–12:00 open",
            "03-04-2023 13:00–17:00 open",
        ];
        assert_eq!(
            told(stage).await,
            expected,
            "what is approved counts until the change is"
        );
        assert_eq!(counts(&derive(stage).await), [0, 0, 0, 2]);
        approve(stage).await;
        assert_eq!(
            told(stage).await,
            ["03-04-2023 9:00–12:00 approved*", "03-04-2023 13:00–17:00 approved*"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_delivery_with_one_bad_line_stores_nothing() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        deliver(stage, &DAY[..1]).await;
        let before = stage.kept().await;
        let lines = [
            line("2 out 2023-04-03T17:00:00"),
            "no event".to_owned(),
            line("3 out 2023-04-03T18:00:00").replace("Kassa", "Bar"),
            line("0 out 2023-04-03T18:00:00"),
            line("4 in 2023-05-17T09:06:00"),
        ];
        let organisation = organisation(stage).await;
        let accept = async |text: &str| refusal(stage.hub.accept_events(organisation, text).await);
        let TimeRefusal::Events(faults) = accept(&lines.join("\n")).await else {
            panic!("faults")
        };
        let at: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(at, [2, 3, 4, 5]);
        assert_eq!(
            faults[1].text(Language::Dutch),
            "regel 3: er is geen klokterminal \"Bar\"; voeg haar toe met `loonbrug clock terminal add`"
        );
        let other = format!(
            "{}\n{}",
            line("9 in 2023-04-04T09:00:00"),
            line("1 in 2023-04-03T09:30:00")
        );
        let TimeRefusal::Events(faults) = accept(&other).await else {
            panic!("faults")
        };
        assert_eq!(
            (faults[0].line, &faults[0].reason),
            (2, &EventFaultReason::SaysSomethingElse { sequence: 1 })
        );
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
        assert_eq!(
            deliver(stage, &["4 in 2023-05-17T09:04:59"]).await,
            1,
            "a little ahead is fine"
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_badge_waits_until_it_is_assigned() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, badge) = (organisation(stage).await, BadgeNumber::parse(BADGE).unwrap());
        let assign = async |from: &str, called: Option<&str>| {
            let whose = match called {
                Some(called) => Some(person(stage, called).await),
                None => None,
            };
            stage
                .hub
                .assign_badge(organisation, &badge, day(from), whose)
                .await
                .unwrap();
        };
        assign("2023-04-02", None).await;
        deliver(stage, &DAY).await;
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.open.unknown.len()), ([0; 4], 2));
        assert_eq!(report.open.unknown[0].badge, badge);
        assign("2023-04-03", Some(FLEUR)).await;
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.open.waits()), ([1, 0, 0, 0], false));
        // It was Thomas's after all.
        assign("2023-04-03", Some(THOMAS)).await;
        assert_eq!(
            counts(&derive(stage).await)[..3],
            [0, 1, 0],
            "the entry is of another person now"
        );
        assert_eq!(waiting(stage).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_person_completes_what_was_forgotten_and_dismisses_what_means_nothing() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let organisation = organisation(stage).await;
        deliver(stage, &["1 in 2023-04-03T09:00:00", "2 out 2023-04-04T17:00:00"]).await;
        let report = derive(stage).await;
        let reasons: Vec<_> = report
            .open
            .items
            .iter()
            .map(|item| (item.sequence, item.reason))
            .collect();
        assert_eq!(counts(&report), [0; 4]);
        assert_eq!(reasons, [(1, OpenReason::ForgottenOut), (2, OpenReason::NothingToEnd)]);
        let thomas = person(stage, THOMAS).await;
        let at = moment("2023-04-03T17:00:00+02:00");
        let enter = |reason| {
            stage
                .hub
                .enter_clock_event(organisation, thomas, at, Direction::Out, reason)
        };
        assert_eq!(refusal(enter(" ").await), TimeRefusal::NoReason);
        enter("vergeten uit te klokken").await.unwrap();
        let dismiss = |sequence| stage.hub.dismiss_clock_event(organisation, "Kassa", sequence, "proef");
        dismiss(2).await.unwrap();
        assert_eq!(refusal(dismiss(2).await), TimeRefusal::NothingChanges);
        assert_eq!(refusal(dismiss(99).await), TimeRefusal::NotThere("Kassa/99".into()));
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.open.waits()), ([1, 0, 0, 0], false));
        assert_eq!(told(stage).await, ["03-04-2023 9:00–17:00 open"]);
        dismiss(1).await.unwrap();
        assert_eq!(
            counts(&derive(stage).await),
            [0, 0, 1, 0],
            "the shift is gone, what began it means nothing"
        );
        assert_eq!(told(stage).await, [] as [&str; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_changed_by_hand_stays_and_is_told() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let organisation = organisation(stage).await;
        deliver(stage, &DAY).await;
        derive(stage).await;
        let shift = waiting(stage).await[0];
        let change = stage.hub.change_shift(
            organisation,
            shift,
            |shift| shift.end_minute = 18 * 60,
            "langer gebleven",
        );
        change.await.unwrap();
        assert_eq!(told(stage).await, ["03-04-2023 9:00–18:00 open"]);
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.contradicted.len()), ([0, 0, 0, 1], 0));
        deliver(stage, &["3 out 2023-04-03T16:00:00"]).await;
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.contradicted.len()), ([0; 4], 1));
        assert_eq!(told(stage).await, ["03-04-2023 9:00–18:00 open"]);
    })
    .await;
}

#[tokio::test]
async fn the_persons_settings_decide_about_overnights_and_the_group() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        deliver(stage, &["1 in 2023-04-03T22:00:00", "2 out 2023-04-04T02:00:00"]).await;
        assert_eq!(derive(stage).await.open.items.len(), 2);
        let group = Group {
            name: "Partimers".to_owned(),
            kind: GroupKind::HoursClass,
            number: None,
            archived: false,
        };
        stage.hub.add_group(organisation, &group).await.unwrap();
        let settings = ["overnights=yes", "clock-group=Partimers"].map(|text| Wanted::parse(text).unwrap());
        let from = day("2023-04-01");
        stage
            .hub
            .set_profile(organisation, &Owner::Person(thomas), from, &settings)
            .await
            .unwrap();
        let report = derive(stage).await;
        assert_eq!((counts(&report), report.open.waits()), ([1, 0, 0, 0], false));
        let standing = super::standing(stage).await;
        assert_eq!(standing[0].shift.group.as_deref(), Some("Partimers"));
        let shift = standing[0].shift.id;
        let pause = stage
            .hub
            .change_shift(organisation, shift, |shift| shift.break_minutes = 30, "pauze");
        assert_eq!(refusal(pause.await), TimeRefusal::BreakWithOvernights);
    })
    .await;
}

#[tokio::test]
async fn a_clock_policy_is_checked_and_warns_where_it_takes_from_people() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let organisation = organisation(stage).await;
        let mut policy = ClockPolicy::standard(day("2023-01-01"));
        policy.longest_minutes = 5;
        let put = |policy: ClockPolicy| async move { stage.hub.put_clock_policies(organisation, &[policy]).await };
        assert!(matches!(refusal(put(policy.clone()).await), TimeRefusal::File { .. }));
        policy.longest_minutes = 600;
        policy.rounding_in.mode = RoundingMode::Up;
        put(policy.clone()).await.unwrap();
        assert_eq!(stage.hub.clock_policies(organisation).await.unwrap(), [policy]);
        deliver(stage, &["1 in 2023-04-03T09:00:01", "2 out 2023-04-03T17:00:00"]).await;
        assert!(derive(stage).await.takes_from_the_worker);
        assert_eq!(told(stage).await, ["03-04-2023 9:01–17:00 open"]);
    })
    .await;
}

#[tokio::test]
async fn who_is_there_now_has_forgotten_nothing() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        deliver(stage, &["1 in 2023-05-17T08:30:00"]).await;
        let organisation = organisation(stage).await;
        let open = stage
            .hub
            .clock_open(organisation, range("2023-05-01/2023-05-31"))
            .await
            .unwrap();
        assert_eq!((open.present.len(), open.waits()), (1, false));
        assert_eq!(open.present[0].name, THOMAS);
        stage.advance(24 * 3600).await;
        let open = stage
            .hub
            .clock_open(organisation, range("2023-05-01/2023-05-31"))
            .await
            .unwrap();
        assert_eq!((open.present.len(), open.items.len()), (0, 1));
        assert!(
            stage
                .hub
                .clock_open(organisation, range(APRIL))
                .await
                .unwrap()
                .items
                .is_empty()
        );
    })
    .await;
}
