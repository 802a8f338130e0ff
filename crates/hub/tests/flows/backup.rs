//! A used database moves to the other kind: what is planned there is what was planned here.

use crate::stage::{APRIL, COUPLING, Database, SHIFTS_OF_APRIL, everywhere, lines};
use loonbrug_hub::hours::{Choice, LineDecision};
use loonbrug_store::DatabaseKind;
use serde_json::json;

#[tokio::test]
async fn a_restored_database_plans_and_sends_as_the_first_one_did() {
    everywhere(async |stage| {
        stage.with_people().await;
        // One call after the other, so that it is the same one that gets lost everywhere.
        stage.settings(|settings| settings.sending.in_flight = 1).await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let left_out = LineDecision {
            left_out: true,
            ..LineDecision::default()
        };
        stage
            .decide(|line| line.employee_number == 1009 && line.key.code == 6080, left_out)
            .await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost", "skip": 3 }))
            .await;
        stage.apply(APRIL).await;
        stage
            .bring_file(&SHIFTS_OF_APRIL.replace("23-04-2023;12:00;17:00", "23-04-2023;12:00;18:00"))
            .await;
        let plan = stage.plan(APRIL).await;
        let kept = stage.kept().await;

        let path = stage.database.folder.path().join("loonbrug.backup");
        let written = stage.hub.store.backup(&path).await.unwrap();
        let other_kind = match stage.database.kind {
            DatabaseKind::Sqlite => DatabaseKind::Postgres,
            DatabaseKind::Postgres => DatabaseKind::Sqlite,
        };
        let other = Database::make(other_kind)
            .await
            .unwrap_or(Database::make(DatabaseKind::Sqlite).await.unwrap());
        let hub = stage.hub_on(&other).await;
        assert_eq!(hub.store.restore(&path).await.unwrap().sha256, written.sha256);
        assert_eq!(stage.kept_by(&hub.store).await, kept);
        let coupling = hub.coupling(COUPLING).await.unwrap();
        let span = stage.span(APRIL).await;
        assert_eq!(hub.plan_hours(&coupling, span).await.unwrap(), plan);

        // And it goes on from there: the doubt is settled, the change goes, nothing goes twice.
        stage.clock.advance(180);
        let run = hub.apply_hours(&coupling, span, &Choice::default()).await.unwrap();
        stage.writes();
        let again = hub
            .apply_hours(&hub.coupling(COUPLING).await.unwrap(), span, &Choice::default())
            .await
            .unwrap();
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
        hub.store.close().await;
        other.remove().await;
        (lines(&run.plan), stage.held().await)
    })
    .await;
}
