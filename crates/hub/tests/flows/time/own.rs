//! What somebody does and sees on the own page, and devices that are terminals.

use super::{BADGE, THOMAS, day, deliver, derive, moment, organisation, person, refusal, with_terminal};
use crate::stage::over;
use loonbrug_domain::clock::{BadgeNumber, Direction};
use loonbrug_domain::explain::Fact;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_domain::{DateRange, HundredthHours};
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_hub::profiles::Wanted;
use loonbrug_hub::time::TimeRefusal;
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;

fn april(from: &str, to: &str) -> DateRange {
    DateRange::new(day(from), day(to)).unwrap()
}

#[tokio::test]
async fn one_clocks_on_the_own_page_only_where_a_setting_allows_it() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        let hub = &stage.hub;
        let clock = async |direction| hub.clock_on_own_page(organisation, thomas, direction).await;
        assert_eq!(refusal(clock(Direction::In).await), TimeRefusal::NoTimeTracking);
        let allowed = Wanted {
            field: Field::TimeTracking,
            setting: Some(Setting::TimeTracking(true)),
        };
        hub.set_profile(organisation, &Owner::Person(thomas), day("2023-01-01"), &[allowed])
            .await
            .unwrap();
        assert!(!clock(Direction::Out).await.unwrap(), "who is not there cannot go");
        assert!(clock(Direction::In).await.unwrap());
        assert!(!clock(Direction::In).await.unwrap(), "a second click");
        assert!(
            !clock(Direction::Out).await.unwrap(),
            "a second click on what came meanwhile"
        );
        let today = hub.surroundings.today();
        let range = DateRange { from: today, to: today };
        let seen = hub.own_clock(organisation, thomas, range).await.unwrap();
        assert!(seen.present_since.is_some() && seen.shifts.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_a_phone_kept_without_a_network_is_told_once() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        let hub = &stage.hub;
        let now = hub.surroundings.now();
        let late = async |direction, minutes: i64| {
            let at = now - jiff::SignedDuration::from_mins(minutes);
            hub.clock_late_on_own_page(organisation, thomas, direction, at).await
        };
        assert_eq!(refusal(late(Direction::In, 180).await), TimeRefusal::NoTimeTracking);
        let allowed = Wanted {
            field: Field::TimeTracking,
            setting: Some(Setting::TimeTracking(true)),
        };
        hub.set_profile(organisation, &Owner::Person(thomas), day("2023-01-01"), &[allowed])
            .await
            .unwrap();
        assert!(late(Direction::In, 180).await.unwrap());
        assert!(!late(Direction::In, 180).await.unwrap(), "the answer was lost");
        assert!(
            !late(Direction::In, 179).await.unwrap(),
            "the clock of the phone differs"
        );
        assert!(
            !late(Direction::Out, 180).await.unwrap(),
            "a second click on what came meanwhile"
        );
        assert!(late(Direction::Out, 60).await.unwrap());
        assert!(!late(Direction::Out, 30).await.unwrap(), "who went cannot go again");
        for minutes in [8 * 24 * 60, -10] {
            let refused = refusal(late(Direction::In, minutes).await);
            assert_eq!(refused, TimeRefusal::NotAtThatMoment, "{minutes}");
        }
        let today = hub.surroundings.today();
        let days = DateRange {
            from: today.yesterday().unwrap(),
            to: today,
        };
        let seen = hub.own_clock(organisation, thomas, days).await.unwrap();
        assert_eq!((seen.shifts.len(), seen.open.len(), seen.present_since), (1, 0, None));
    })
    .await;
}

#[tokio::test]
async fn a_badge_counts_for_its_holder_of_the_day() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        deliver(stage, &["1 in 2023-04-03T09:00:00", "2 out 2023-04-03T17:00:00"]).await;
        let number = BadgeNumber::parse(BADGE).unwrap();
        let hub = &stage.hub;
        hub.assign_badge(organisation, &number, day("2023-04-04"), None)
            .await
            .unwrap();
        deliver(stage, &["3 in 2023-04-05T09:00:00", "4 out 2023-04-05T17:00:00"]).await;
        let range = april("2023-04-01", "2023-04-30");
        let seen = hub.own_clock(organisation, thomas, range).await.unwrap();
        assert_eq!(seen.shifts.len(), 1);
        let holder = async |at: &str| hub.holder_of_badge(organisation, &number, moment(at)).await.unwrap();
        assert_eq!(holder("2023-04-03T09:00:00+02:00").await.unwrap().id, thomas);
        assert!(holder("2023-04-05T09:00:00+02:00").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_secret_is_of_one_terminal_and_cannot_be_made_up() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let hub = &stage.hub;
        let terminal = hub.ensure_terminal(organisation(stage).await, "Kassa").await.unwrap();
        let secret = hub.terminal_secret(&terminal).await.unwrap();
        let found = hub.terminal_of_secret(secret.expose_secret()).await.unwrap();
        assert_eq!(found, terminal);
        for wrong in ["", "Kassa", secret.expose_secret().get(..60).unwrap()] {
            let refused = refusal(hub.terminal_of_secret(wrong).await);
            assert_eq!(refused, TimeRefusal::NoDevice, "{wrong}");
        }
        let other = hub.ensure_terminal(terminal.organisation, "Magazijn").await.unwrap();
        let of_other = hub.terminal_secret(&other).await.unwrap();
        hub.withdraw_terminal(terminal.organisation, terminal.id).await.unwrap();
        let withdrawn = refusal(hub.terminal_of_secret(secret.expose_secret()).await);
        assert_eq!(withdrawn, TimeRefusal::NoDevice);
        assert_eq!(hub.terminal_of_secret(of_other.expose_secret()).await.unwrap(), other);
        let again = hub.ensure_terminal(terminal.organisation, "Kassa").await.unwrap();
        let fresh = hub.terminal_secret(&again).await.unwrap();
        let found = hub.terminal_of_secret(fresh.expose_secret()).await.unwrap();
        assert_eq!((found.id, found.withdrawals), (terminal.id, 1));
    })
    .await;
}

#[tokio::test]
async fn a_shift_that_waits_explains_itself_down_to_the_clock() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        deliver(stage, &["1 in 2023-04-03T09:00:20", "2 out 2023-04-03T17:00:10"]).await;
        derive(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        let hub = &stage.hub;
        let range = april("2023-04-01", "2023-04-30");
        let revisions = hub
            .store
            .shift_revisions_of(organisation, &[thomas], range)
            .await
            .unwrap();
        let people = hub.store.people(organisation).await.unwrap();
        let person = people.iter().find(|one| one.id == thomas).unwrap();
        let explained = hub.explain_shift(organisation, person, &revisions[0]).await.unwrap();
        assert!(matches!(explained.fact, Fact::Shift { .. }), "{explained:?}");
        let tree = explained.tree(loonbrug_domain::Language::Dutch);
        assert!(tree.contains("inklokken: 09:00:20"), "{tree}");
        assert!(tree.contains("100 %"), "{tree}");
    })
    .await;
}

#[tokio::test]
async fn leave_that_waits_is_taken_off_what_is_left() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let (organisation, thomas) = (organisation(stage).await, person(stage, THOMAS).await);
        let hub = &stage.hub;
        let days = april("2023-08-21", "2023-09-05");
        let new = NewLeaveRequest {
            person: thomas,
            days,
            hours: HundredthHours(7_250),
            on_employer: false,
            leave_type: "Vakantie".to_owned(),
            description: "Zomervakantie".to_owned(),
        };
        hub.request_leave(organisation, new).await.unwrap();
        let people = hub.store.people(organisation).await.unwrap();
        let person = people.iter().find(|one| one.id == thomas).unwrap();
        let later = april("2023-10-02", "2023-10-02");
        let ahead = hub.leave_ahead(organisation, person, later).await.unwrap();
        assert_eq!(ahead.waiting, HundredthHours(7_250));
        let left = ahead.left_after(HundredthHours(750));
        assert_eq!(left, ahead.balance - HundredthHours(8_000));
        let before = hub.leave_ahead(organisation, person, april("2023-06-05", "2023-06-05"));
        assert_eq!(before.await.unwrap().waiting, HundredthHours::ZERO);
    })
    .await;
}
