//! Odd figures: found in what is stored, accepted by name, and asking again when the figures change.

use crate::stage::{APRIL, Stage, over, range};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{HundredthHours, Language};
use loonbrug_hub::ledgers::{NewLeaveRequest, SicknessReport};
use loonbrug_hub::profiles::{OddFigure, ProfileRefusal};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;

async fn odd(stage: &Stage) -> Vec<OddFigure> {
    let organisation = stage.coupling().await.organisation();
    stage.hub.odd_figures(organisation, range(APRIL)).await.unwrap()
}

fn told(found: &[OddFigure]) -> Vec<String> {
    let told = found.iter().map(|odd| {
        let text = odd.oddity.finding.text(Language::Dutch);
        let accepted = odd.accepted_by.as_deref().unwrap_or("waits");
        format!("{} {} | {text} | {accepted}", odd.name, odd.key)
    });
    told.collect()
}

#[tokio::test]
async fn a_long_shift_waits_until_somebody_accepts_it() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = stage.coupling().await.organisation();
        stage.bring(&["1001;05-04-2023;06:00;23:00;60", "1001;06-04-2023;09:00;17:00;30"]).await;
        let key = "long-shift/2023-04-05/06:00";
        assert_eq!(
            told(&odd(stage).await),
            ["Thomas Lakeman long-shift/2023-04-05/06:00 | de dienst van 05-04-2023 06:00–23:00 duurt 17:00: is de eindtijd goed? | waits"]
        );
        let hub = &stage.hub;
        let person = hub.person_called(organisation, "1001").await.unwrap().id;
        let no_reason = hub.accept_odd_figure(organisation, range(APRIL), person, key, " ").await;
        assert!(matches!(
            no_reason,
            Err(HubError::Refused(Refusal::Profile(ProfileRefusal::NoReason)))
        ));
        hub.accept_odd_figure(organisation, range(APRIL), person, key, "inventaris")
            .await
            .unwrap();
        let accepted = odd(stage).await.remove(0);
        assert!(!accepted.waits());
        assert_eq!(accepted.accepted_by.as_deref(), Some("tester"));
        assert_eq!(accepted.reason.as_deref(), Some("inventaris"));
        stage.bring(&["1001;05-04-2023;06:00;23:30;60", "1001;06-04-2023;09:00;17:00;30"]).await;
        assert!(odd(stage).await[0].waits(), "other figures ask again");
        stage.bring(&["1001;05-04-2023;09:00;17:00;30", "1001;06-04-2023;09:00;17:00;30"]).await;
        let gone = hub.accept_odd_figure(organisation, range(APRIL), person, key, "toch").await;
        assert!(matches!(
            gone,
            Err(HubError::Refused(Refusal::Profile(ProfileRefusal::NoOddFigure { .. })))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_month_is_held_against_the_months_before_it() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let day = |date: &str| format!("1001;{date};09:00;17:00;0");
        let earlier = ["09-01-2023", "06-02-2023", "06-03-2023"].map(day);
        let april = ["03-04-2023", "04-04-2023", "05-04-2023"].map(day);
        let shifts: Vec<&str> = earlier.iter().chain(&april).map(String::as_str).collect();
        stage.bring(&shifts).await;
        assert_eq!(
            told(&odd(stage).await),
            ["Thomas Lakeman more-than-usual/2023-04-01/2023-04-30 | 24:00 uur in 01-04-2023 t/m 30-04-2023, terwijl 8:00 gebruikelijk is: klopt dat? | waits"]
        );
    })
    .await;
}

#[tokio::test]
async fn leave_sickness_and_balances_are_held_against_the_shifts() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = stage.coupling().await.organisation();
        let hub = &stage.hub;
        let person = hub.person_called(organisation, "1001").await.unwrap().id;
        let leave = |days, hours| NewLeaveRequest {
            person,
            days: range(days),
            hours: HundredthHours(hours),
            on_employer: false,
            leave_type: "Verlof".to_owned(),
            description: String::new(),
        };
        for new in [leave("2023-04-05/2023-04-05", 750), leave("2023-04-06/2023-04-06", 200)] {
            let request = hub.request_leave(organisation, new).await.unwrap();
            let approve = RequestState::Approved;
            hub.decide_leave(organisation, request.id, approve, "").await.unwrap();
        }
        let sick = SicknessReport {
            person,
            first_day: "2023-04-11".parse().unwrap(),
            percent: 100,
            expected_until: None,
        };
        hub.report_sick(organisation, sick).await.unwrap();
        let day = |day: i8| format!("1001;{day:02}-04-2023;09:00;17:00;30");
        let days = [4, 5, 6, 11].map(day);
        stage.bring(&days.each_ref().map(String::as_str)).await;
        assert_eq!(
            told(&odd(stage).await),
            [
                "Thomas Lakeman negative-leave/2023-04-30 | het saldo verlof is -9,50 op 30-04-2023 | waits",
                "Thomas Lakeman worked-while-absent/2023-04-05/09:00 | gewerkt op 05-04-2023 09:00–17:00, maar met verlof op die dag | waits",
                "Thomas Lakeman worked-while-absent/2023-04-11/09:00 | gewerkt op 11-04-2023 09:00–17:00, maar ziek gemeld op die dag | waits",
            ]
        );
    })
    .await;
}
