//! Nights: what was sent is read back by itself, and several nodes share the work.

use crate::stage::{APRIL, COUPLING, Stage, everywhere};
use loonbrug_hub::OpenItem;
use loonbrug_hub::hours::Flow;
use serde_json::json;

const EIGHT_HOURS: &str = "1001;03-04-2023;09:00;17:00;0";

async fn sent(stage: &Stage) {
    stage.with_people().await;
    stage.bring(&[EIGHT_HOURS]).await;
    stage.apply(APRIL).await;
    stage.clock.advance(24 * 3600);
    stage.control.order("clock", json!({})).await;
}

#[tokio::test]
async fn a_change_by_hand_is_found_at_night() {
    everywhere(async |stage| {
        sent(stage).await;
        assert_eq!(stage.hub.night().await.unwrap().differing, [] as [&str; 0]);
        assert_eq!(stage.hub.inbox().await.unwrap(), []);
        let row = stage.rows().await[0]["id"].clone();
        stage
            .control
            .by_hand(json!({ "action": "change", "employee": 1001, "id": row, "hours": "7.50" }))
            .await;
        assert_eq!(stage.hub.night().await.unwrap().differing, [COUPLING]);
        let waits: Vec<bool> = stage
            .hub
            .inbox()
            .await
            .unwrap()
            .iter()
            .map(|open| matches!(open.what, OpenItem::Differs { .. }))
            .collect();
        assert_eq!(waits, [true]);
    })
    .await;
}

/// A month is proven as a whole: what another flow sent well does not hide what somebody changed.
#[tokio::test]
async fn a_change_by_hand_is_found_whatever_flow_sent_last() {
    everywhere(async |stage| {
        sent(stage).await;
        stage.settings(|settings| settings.plus_hours.code = Some(2100)).await;
        // 110 hours of somebody with 24 a week.
        let days = (3..=13).map(|day| format!("1011;{day:02}-04-2023;07:00;17:00;0"));
        let days: Vec<String> = days.collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        stage.bring(&days).await;
        stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(stage.hub.night().await.unwrap().differing, [] as [&str; 0]);
        let row = stage.rows().await[0]["id"].clone();
        stage
            .control
            .by_hand(json!({ "action": "change", "employee": 1001, "id": row, "hours": "7.50" }))
            .await;
        assert_eq!(stage.hub.night().await.unwrap().differing, [COUPLING]);
        let open = stage.hub.inbox().await.unwrap();
        let differs = open.iter().filter(|open| matches!(open.what, OpenItem::Differs { .. }));
        assert_eq!(differs.count(), 1, "{open:?}");
    })
    .await;
}

/// Two nodes wake up at the same moment: the coupling is brought up to date once.
#[tokio::test]
async fn two_nodes_share_the_night() {
    everywhere(async |stage| {
        sent(stage).await;
        let other = stage.another_hub().await;
        let (one, two) = tokio::join!(stage.hub.missed_night(), other.missed_night());
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.updated.len() + two.updated.len(), 1, "{one:?} {two:?}");
        assert_eq!(one.failed.len() + two.failed.len(), 0, "{one:?} {two:?}");
        // And once that is done, nobody does it again.
        let again = other.missed_night().await.unwrap();
        assert_eq!(again.updated, [] as [&str; 0]);
    })
    .await;
}
