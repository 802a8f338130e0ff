//! Odd figures: found in what is stored, accepted by name, and asking again when the figures change.

use crate::stage::{APRIL, Stage, over, range};
use loonbrug_domain::Language;
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
