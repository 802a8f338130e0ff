//! Sessions: how they end, and who ends them.

use super::{EMAIL, OFFICE, PASSWORD, address, hub, refusal, secret, sign_in, user, visitor};
use crate::stage::over;
use loonbrug_hub::Hub;
use loonbrug_hub::access::{AccessRefusal, Proof, SignedIn};
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;

async fn ended(hub: &Hub, signed_in: &SignedIn) -> bool {
    match hub.visitor(signed_in.secret.expose_secret()).await {
        Ok(_) => false,
        refused => refusal(refused) == AccessRefusal::NoSession,
    }
}

#[tokio::test]
async fn a_session_that_is_not_used_ends() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let session = sign_in(&hub).await;
        stage.advance(29 * 60).await;
        assert!(!ended(&hub, &session).await);
        stage.advance(29 * 60).await;
        assert!(!ended(&hub, &session).await, "it was used meanwhile");
        stage.advance(30 * 60).await;
        assert!(ended(&hub, &session).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_however_much_it_is_used() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let mut session = sign_in(&hub).await;
        for _ in 0..36 {
            assert!(!ended(&hub, &session).await);
            let known = visitor(&hub, &session).await;
            session = hub
                .prove(&known, Proof::Password(&secret(PASSWORD)), address(OFFICE))
                .await
                .unwrap();
            stage.advance(20 * 60).await;
        }
        assert!(ended(&hub, &session).await, "nor by proving who one is");
    })
    .await;
}

#[tokio::test]
async fn looking_at_pages_writes_once_a_minute() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let session = sign_in(&hub).await;
        let seen = async || hub.store.sessions(user.id).await.unwrap()[0].seen_at;
        let began = seen().await;
        stage.advance(59).await;
        visitor(&hub, &session).await;
        assert_eq!(seen().await, began);
        stage.advance(1).await;
        visitor(&hub, &session).await;
        assert_eq!(seen().await, stage.clock_now());
    })
    .await;
}

#[tokio::test]
async fn a_user_sees_the_own_sessions_and_ends_them() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let (here, there, phone) = (sign_in(&hub).await, sign_in(&hub).await, sign_in(&hub).await);
        let known = visitor(&hub, &here).await;
        let listed = hub.sessions(user.id, Some(known.signed_in().unwrap().1)).await.unwrap();
        assert_eq!(listed.len(), 3);
        assert_eq!(listed.iter().filter(|one| one.is_this).count(), 1);
        let one = visitor(&hub, &phone).await.signed_in().unwrap().1;
        hub.end_session(&user, one).await.unwrap();
        assert!(ended(&hub, &phone).await && !ended(&hub, &there).await);
        hub.end_other_sessions(&known).await.unwrap();
        assert!(ended(&hub, &there).await && !ended(&hub, &here).await);
        hub.sign_out(&known).await.unwrap();
        assert!(ended(&hub, &here).await);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let session = sign_in(&hub).await;
        hub.disable_user(&user, true).await.unwrap();
        assert!(ended(&hub, &session).await);
    })
    .await;
}

#[tokio::test]
async fn proving_gives_a_new_secret() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let session = sign_in(&hub).await;
        let known = visitor(&hub, &session).await;
        let wrong = hub
            .prove(&known, Proof::Password(&secret("niet dit")), address(OFFICE))
            .await;
        assert_eq!(refusal(wrong), AccessRefusal::Wrong);
        stage.advance(9 * 60).await;
        let proven = hub
            .prove(&known, Proof::Password(&secret(PASSWORD)), address(OFFICE))
            .await
            .unwrap();
        assert!(ended(&hub, &session).await, "the former secret is nobody's");
        let known_again = visitor(&hub, &proven).await;
        assert!(known_again.proven_until > known.proven_until);
        assert_ne!(known_again.csrf, known.csrf);
        assert!(known_again.csrf_is(&known_again.csrf) && !known_again.csrf_is(&known.csrf));
    })
    .await;
}
