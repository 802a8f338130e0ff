//! A mail server that fails in every way.

use super::{minutes, pause, tell, user, writing};
use crate::stage::{COUPLING, Mailbox, Manner, mailer, over};
use loonbrug_domain::access::Role;
use loonbrug_hub::notices::{Post, Told};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::DeliveryState;

#[tokio::test]
async fn whatever_fails_is_tried_again_with_the_same_id_until_it_is_taken() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        stage.couple(COUPLING).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        pause(stage).await;
        let fails = [
            Manner::Busy,
            Manner::AsksToWait,
            Manner::IsSilent,
            Manner::DiesInTheMiddle,
            Manner::DiesAfterTaking,
        ];
        for (failed, manner) in fails.into_iter().enumerate() {
            mailbox.behave(manner);
            let waiting = Told {
                waiting: 1,
                ..Told::default()
            };
            assert_eq!(tell(&hub).await, waiting, "{manner:?}");
            assert_eq!(tell(&hub).await, Told::default(), "it waits");
            minutes(&stage.clock, 1 << failed);
        }
        mailbox.behave(Manner::Takes);
        assert_eq!(tell(&hub).await.sent, 1);
        let letters = mailbox.letters().split_off(before);
        // It came once before it could say so: the receiver knows it by its id.
        assert_eq!(letters.len(), 2);
        let id = |letter: &str| super::header(letter, "Message-ID").to_owned();
        assert_eq!(id(&letters[0]), id(&letters[1]));
    })
    .await;
}

#[tokio::test]
async fn what_never_arrives_is_given_up_within_a_day_and_a_person_tries_again() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let coupling = stage.couple(COUPLING).await;
        let organisation = coupling.organisation();
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        pause(stage).await;
        // Nobody listens at this port.
        let nobody = hub.posting_by(Post {
            mail: Some(mailer("127.0.0.1:1".parse().unwrap())),
            ..Post::default()
        });
        let mut tries = 0;
        while nobody.undelivered(organisation).await.unwrap().is_empty() {
            let told = tell(&nobody).await;
            tries += told.waiting + told.given_up;
            minutes(&stage.clock, 30);
            assert!(tries < 60);
        }
        assert!(tries >= 15, "{tries}");
        let (delivery, notice) = nobody.undelivered(organisation).await.unwrap().remove(0);
        assert_eq!(delivery.state, DeliveryState::GivenUp);
        assert!(delivery.answer.contains("refused"), "{}", delivery.answer);
        assert_eq!(notice.kind.word(), "coupling.paused");
        hub.deliver_again(organisation, delivery.id).await.unwrap();
        let refused = hub.deliver_again(organisation, delivery.id).await.unwrap_err();
        assert!(matches!(refused, HubError::Refused(Refusal::Notice(_))), "{refused:?}");
        assert_eq!(tell(&hub).await.sent, 1);
        assert_eq!(hub.undelivered(organisation).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_who_does_not_exist_is_given_up_at_once() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let organisation = stage.couple(COUPLING).await.organisation();
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        pause(stage).await;
        mailbox.behave(Manner::KnowsNobody);
        assert_eq!(tell(&hub).await.given_up, 1);
        let (delivery, _) = hub.undelivered(organisation).await.unwrap().remove(0);
        assert!(delivery.answer.contains("nobody here"), "{}", delivery.answer);
        hub.leave_undelivered(organisation, delivery.id).await.unwrap();
        assert_eq!(hub.undelivered(organisation).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_trial_letter_says_what_is_wrong() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let user = user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        hub.send_trial_letter(&user).await.unwrap();
        assert_eq!(super::subjects(&mailbox.letters()), ["Proefmail van Loonbrug"]);
        mailbox.behave(Manner::KnowsNobody);
        let refused = hub.send_trial_letter(&user).await.unwrap_err();
        assert!(refused.to_string().contains("nobody here"), "{refused}");
        let refused = stage.hub.send_trial_letter(&user).await.unwrap_err();
        assert!(refused.to_string().contains("no mail server"), "{refused}");
    })
    .await;
}
