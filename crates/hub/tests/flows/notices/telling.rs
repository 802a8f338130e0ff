//! Every cause once: whoever dies in between, and however many look.

use super::{header, minutes, pause, subjects, tell, user, writing};
use crate::stage::{COUPLING, Mailbox, over};
use loonbrug_domain::access::Role;
use loonbrug_nmbrs::capability::Interface;

#[tokio::test]
async fn two_nodes_tell_everything_once() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let one = writing(&stage.hub, &mailbox);
        let two = writing(&stage.another_hub().await, &mailbox);
        stage.couple(COUPLING).await;
        user(&one, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&one).await;
        let before = mailbox.letters().len();
        for _ in 0..4 {
            pause(stage).await;
            stage.hub.resume(&stage.coupling().await).await.unwrap();
        }
        let (first, second) = tokio::join!(one.find_notices(), two.find_notices());
        first.unwrap();
        second.unwrap();
        let (first, second) = tokio::join!(one.deliver_notices(), two.deliver_notices());
        assert_eq!(first.unwrap().sent + second.unwrap().sent, 4);
        assert_eq!(mailbox.letters().len() - before, 4);
    })
    .await;
}

#[tokio::test]
async fn who_dies_between_writing_down_and_delivering_loses_nothing() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        stage.couple(COUPLING).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        pause(stage).await;
        // The first dies before it looked, the second after it wrote down, the third after it claimed.
        hub.find_notices().await.unwrap();
        let now = stage.hub.surroundings.now();
        let until = now + jiff::SignedDuration::from_mins(10);
        let claimed = stage.hub.store.claim_deliveries(now, until, 20).await.unwrap();
        assert_eq!(claimed.len(), 1);
        let living = writing(&stage.another_hub().await, &mailbox);
        tell(&living).await;
        assert_eq!(mailbox.letters().len(), before, "it is held still");
        minutes(&stage.clock, 10);
        tell(&living).await;
        let letters = mailbox.letters().split_off(before);
        assert_eq!(letters.len(), 1);
        let id = claimed[0].0.id.to_string();
        assert!(header(&letters[0], "Message-ID").contains(&id), "the same message");
    })
    .await;
}

#[tokio::test]
async fn runs_tell_what_became_of_them() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let coupling = stage.couple(COUPLING).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        stage.import_people(&coupling).await;
        stage
            .control
            .faults(serde_json::json!([{ "operation": "*", "kind": "malformed", "count": 1000 }]))
            .await;
        let failed = stage
            .hub
            .apply_people(&coupling, &loonbrug_hub::people::PeopleChoice::default())
            .await;
        assert!(failed.is_err());
        tell(&hub).await;
        tell(&hub).await;
        let told = subjects(&mailbox.letters().split_off(before));
        assert_eq!(
            told,
            ["Voorbeeld Retail: Een run is mislukt"],
            "what went well is not written about"
        );
        let kinds = hub.notices(coupling.organisation(), 10).await.unwrap();
        let kinds: Vec<_> = kinds.iter().map(|notice| notice.kind.word()).collect();
        assert!(kinds.contains(&"run.done"), "{kinds:?}");
    })
    .await;
}

#[tokio::test]
async fn the_calendar_tells_of_a_period_that_nears_its_end_and_of_soap() {
    over(Interface::Soap, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let coupling = stage.couple(COUPLING).await;
        stage.import_people(&coupling).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        hub.look_at_the_calendar().await.unwrap();
        tell(&hub).await;
        assert_eq!(mailbox.letters().len(), before, "the 17th of May 2023 is early");
        // 30 August 2026: half a year before SOAP ends, and the last day but one of the month.
        stage.clock.advance(1_201 * 24 * 3_600);
        let organisation = coupling.organisation();
        let person = hub.person_called(organisation, "Thomas Lakeman").await.unwrap().id;
        super::enter_shift(&hub, organisation, person).await;
        for _ in 0..2 {
            hub.look_at_the_calendar().await.unwrap();
            hub.deliver_notices().await.unwrap();
        }
        let mut told = subjects(&mailbox.letters().split_off(before));
        told.sort();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("De SOAP-koppeling van Nmbrs eindigt"), "{told:?}");
        assert!(told[1].contains("Uren zijn nog niet goedgekeurd"), "{told:?}");
    })
    .await;
}
