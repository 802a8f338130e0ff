//! From token to log-in (N8): the coupling moves with people, rows and history.

use crate::stage::{APRIL, SHIFTS_OF_APRIL, Stage, access, held, lines, over};
use loonbrug_hub::hours::{LineDecision, LineDecisionKind};
use loonbrug_hub::{HubError, Moved, Refusal};
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;

async fn moved(stage: &Stage) -> Moved {
    let login = access(stage, Interface::Rest, None).await;
    stage.hub.move_to_login(&stage.coupling().await, &login).await.unwrap()
}

/// A used coupling: sent, changed, something removed.
async fn used(stage: &Stage) {
    stage.bring_file(SHIFTS_OF_APRIL).await;
    stage.apply(APRIL).await;
    let longer = ("23-04-2023;12:00;17:00", "23-04-2023;12:00;18:00");
    let without_easter = "1004;Jay Onrust;10-04-2023;12:00;17:00;0;Op locatie\n";
    stage
        .bring_file(&SHIFTS_OF_APRIL.replace(longer.0, longer.1).replace(without_easter, ""))
        .await;
    stage.apply(APRIL).await;
}

#[tokio::test]
async fn after_the_move_nothing_is_to_be_sent_and_the_history_stays() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        used(stage).await;
        let before = (
            lines(&stage.plan(APRIL).await),
            stage.held().await,
            stage.postings().await.len(),
        );
        let runs = stage.hub.store.runs(None, 100).await.unwrap();
        assert_eq!(
            moved(stage).await,
            Moved {
                people: 25,
                rows: 17,
                not_recognised: vec![]
            }
        );
        let coupling = stage.coupling().await;
        assert_eq!(
            (coupling.settings.interface, &coupling.settings.email),
            (Interface::Rest, &None)
        );
        stage.writes();
        let plan = stage.plan(APRIL).await;
        assert_eq!((lines(&plan), plan.to_send().count()), (before.0, 0));
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        assert_eq!(stage.held().await, before.1);
        assert_eq!(stage.postings().await.len(), before.2);
        assert_eq!(stage.hub.store.runs(None, 100).await.unwrap()[1..], runs);
        // What changes now changes the rows that went over SOAP.
        stage.bring_file(&format!("{SHIFTS_OF_APRIL}\n")).await;
        let run = stage.apply(APRIL).await;
        let writes = stage.writes();
        assert!(
            writes
                .iter()
                .all(|(word, _)| ["days", "insert", "update"].contains(word)),
            "{writes:?}"
        );
        assert_eq!(run.run.state, "done");
        assert_eq!(stage.held().await.hours.len(), 18);
        stage.held().await
    })
    .await;
}

/// The people's flow over SOAP learned the ids; without that right the employee number serves.
#[tokio::test]
async fn without_the_conversion_of_ids_people_are_found_by_number() {
    over(Interface::Soap, async |stage| {
        stage
            .control
            .order("rights", json!({ "methods_off": ["CompanyService.Converter_*"] }))
            .await;
        let coupling = stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        let links = stage.hub.store.links(coupling.id()).await.unwrap();
        assert!(links.iter().all(|link| link.remote_uuid.is_none()));
        assert_eq!(
            moved(stage).await,
            Moved {
                people: 25,
                rows: 1,
                not_recognised: vec![]
            }
        );
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        // The night over the other interface finds everybody again.
        assert_eq!(stage.hub.night().await.unwrap().updated.len(), 1);
        assert_eq!(stage.hub.store.people(coupling.organisation()).await.unwrap().len(), 25);
    })
    .await;
}

/// A row that was adopted has no mark of ours: it is told, shows as drifted, and is not sent again.
#[tokio::test]
async fn an_adopted_row_is_not_recognised_and_not_doubled() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage
            .control
            .by_hand(json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00" }))
            .await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let adopt = LineDecision {
            possibly_there: Some(LineDecisionKind::Adopt),
            ..LineDecision::default()
        };
        stage.decide(|line| line.factor.is_some(), adopt).await;
        stage.apply(APRIL).await;
        let moved = moved(stage).await;
        assert_eq!((moved.rows, moved.not_recognised.len()), (0, 1));
        stage.writes();
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

#[tokio::test]
async fn a_log_in_that_does_not_see_the_company_moves_nothing() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        let companies = stage.control.state("companies?company=2").await;
        let cafe = access(stage, Interface::Rest, companies[0]["debtor_uuid"].as_str()).await;
        let before = stage.coupling().await;
        let refused = stage.hub.move_to_login(&before, &cafe).await;
        assert!(
            matches!(refused, Err(HubError::Refused(Refusal::NoCompany { .. }))),
            "{refused:?}"
        );
        let token = access(stage, Interface::Soap, None).await;
        assert!(stage.hub.move_to_login(&before, &token).await.is_err());
        assert_eq!(stage.coupling().await, before);
        assert!(stage.hub.plan_people(&before).await.is_ok());
    })
    .await;
}
