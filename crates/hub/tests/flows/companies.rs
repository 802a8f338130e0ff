//! Several couplings: two companies of one employer, one log-in for both, and the night that brings all up to date.

use crate::stage::{COUPLING, Stage, access, draft, everywhere, over};
use loonbrug_domain::Frequency;
use loonbrug_hub::PauseReason;
use loonbrug_hub::hours::RefusedReason;
use loonbrug_hub::people::{CandidateState, MatchReason, PeopleChoice};
use loonbrug_hub::settings::{CompanyChoice, CouplingSettings};
use loonbrug_hub::{HubError, OpenCoupling, Refusal};
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;

const CAFE: &str = "eetcafé";

async fn with_two_companies(stage: &Stage) -> (OpenCoupling, OpenCoupling) {
    let shop = stage.with_people().await;
    (shop, stage.couple_company(CAFE, "2", Frequency::FourWeekly).await)
}

/// The number of somebody in one company says nothing about the other: there it is another person's.
#[tokio::test]
async fn a_number_in_another_company_is_no_proposal() {
    everywhere(async |stage| {
        let (shop, cafe) = with_two_companies(stage).await;
        let looked = stage.hub.plan_people(&cafe).await.unwrap();
        assert!(looked.candidates.iter().all(|candidate| match &candidate.state {
            CandidateState::Link(proposal) => proposal.reason != MatchReason::Number,
            _ => true,
        }));
        let both = PeopleChoice {
            import_new: true,
            link_proposals: true,
            ..PeopleChoice::default()
        };
        let run = stage.hub.apply_people(&cafe, &both).await.unwrap();
        let people = stage.hub.store.people(shop.organisation()).await.unwrap().len();
        assert_eq!(people, 25 + run.imported.len());
        (run.imported, run.linked)
    })
    .await;
}

/// Thomas works in both: his hours would go twice, so they go nowhere until somebody chooses.
#[tokio::test]
async fn somebody_in_two_companies_is_refused_and_every_night_ends_the_same() {
    everywhere(async |stage| {
        let (shop, cafe) = with_two_companies(stage).await;
        let people = stage.hub.store.people(shop.organisation()).await.unwrap();
        let thomas = people.iter().find(|person| person.number == Some(1001)).unwrap();
        let choice = PeopleChoice {
            links: vec![(1005, thomas.id)],
            ..PeopleChoice::default()
        };
        stage.hub.apply_people(&cafe, &choice).await.unwrap();
        stage.bring(&["1002;03-04-2023;09:00;17:00;0"]).await;
        stage.hub.night().await.unwrap();
        let before = stage.kept().await;
        stage.hub.night().await.unwrap();
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
        let people = stage.hub.store.people(shop.organisation()).await.unwrap();
        let thomas = people.iter().find(|person| person.id == thomas.id).unwrap();
        assert_eq!(
            thomas.number,
            Some(1001),
            "the number of the company that he was first known in"
        );
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let plan = stage.plan(crate::stage::APRIL).await;
        let coupling = CAFE.to_owned();
        let reasons: Vec<_> = plan.refused.iter().map(|line| &line.reason).collect();
        assert_eq!(reasons, [&RefusedReason::LinkedTwice { coupling }]);
    })
    .await;
}

/// Two couplings over one log-in: taking the one away leaves the other at work.
#[tokio::test]
async fn a_log_in_that_is_shared_goes_with_the_last_coupling() {
    over(Interface::Rest, async |stage| {
        let shop = stage.with_people().await;
        let everything = access(stage, Interface::Rest, Some("all")).await;
        stage.hub.store_access(&shop, &everything).await.unwrap();
        let companies = stage.hub.reader(&shop).await.unwrap().companies(None).await.unwrap();
        let company = companies.iter().find(|company| company.number == "2").unwrap();
        let settings = CouplingSettings {
            shares_login_of: Some(shop.id()),
            company: CompanyChoice::of(company, Frequency::FourWeekly),
            ..draft(stage, Interface::Rest)
        };
        let cafe = stage
            .hub
            .add_coupling(shop.organisation(), CAFE, &settings)
            .await
            .unwrap();
        assert_eq!(stage.hub.plan_people(&cafe).await.unwrap().employees, 5);
        stage.hub.unlink(&stage.coupling().await).await.unwrap();
        let stopped = stage.hub.plan_people(&stage.coupling().await).await;
        assert!(
            matches!(stopped, Err(HubError::Refused(Refusal::Paused { .. }))),
            "{stopped:?}"
        );
        assert_eq!(stage.hub.plan_people(&cafe).await.unwrap().employees, 5);
        stage.hub.unlink(&cafe).await.unwrap();
        let cafe = stage
            .hub
            .resume(&stage.hub.coupling(CAFE).await.unwrap())
            .await
            .unwrap();
        let gone = stage.hub.plan_people(&cafe).await;
        assert!(
            matches!(gone, Err(HubError::Refused(Refusal::NoAuthorisation(_)))),
            "{gone:?}"
        );
    })
    .await;
}

/// One coupling stands still, one cannot reach its company; the third is brought up to date all the same.
#[tokio::test]
async fn a_night_goes_on_past_couplings_that_fail() {
    everywhere(async |stage| {
        let (shop, cafe) = with_two_companies(stage).await;
        let mut settings = cafe.settings.clone();
        settings.company.remote_number = settings.company.remote_number.map(|_| 999_999);
        settings.company.remote_uuid = settings.company.remote_uuid.map(|_| uuid::Uuid::from_u128(1));
        stage.hub.save_settings(&cafe, &settings).await.unwrap();
        let third = stage.couple_company("derde", "2", Frequency::FourWeekly).await;
        stage
            .hub
            .pause(&third, &PauseReason::of(|_| "op vakantie".into()))
            .await
            .unwrap();
        assert!(
            !stage.hub.missed_the_night(&shop).await.unwrap(),
            "coupled this morning"
        );
        stage.clock.advance(24 * 3600);
        assert!(stage.hub.missed_the_night(&shop).await.unwrap());
        stage.control.order("clock", json!({})).await;
        let night = stage.hub.night().await.unwrap();
        assert_eq!(
            (night.updated, night.paused),
            (vec![COUPLING.to_owned()], vec!["derde".to_owned()])
        );
        let failed: Vec<&str> = night.failed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(failed, [CAFE]);
        assert!(!stage.hub.missed_the_night(&shop).await.unwrap());
        assert_eq!(stage.coupling().await.row.paused, None);
    })
    .await;
}
