//! Whose account it is: accepting an invitation with it, proving to be there, linking and unlinking.

use super::super::{EMAIL, OFFICE, PASSWORD, audited, refusal, sign_in, user, visitor};
use super::{ACCOUNT, away, came, link, provider_refusal, redirect, stating, unknown, with_provider};
use crate::stage::over;
use jiff::SignedDuration;
use loonbrug_domain::Language;
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::Hub;
use loonbrug_hub::access::{AccessRefusal, Errand, NewUser, ProviderRefusal, SignedIn, Visitor};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_openid::{ProviderFault, TokenFault};
use secrecy::ExposeSecret as _;
use serde_json::json;

#[tokio::test]
async fn an_invitation_is_accepted_with_an_account_and_no_password_is_needed() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        let new = NewUser {
            email: EMAIL.parse().unwrap(),
            name: "Fleur".to_owned(),
            language: Language::Dutch,
        };
        let invited = hub.add_user(&new).await.unwrap();
        // Whoever states the address of the user is not the user.
        stating(stage, &json!({ "email": EMAIL, "email_verified": true }));
        assert_eq!(provider_refusal(came(&hub, provider, Errand::SignIn).await), unknown());
        let link = invited.secret.expose_secret();
        let signed = came(&hub, provider, Errand::Accept(link)).await.unwrap().unwrap();
        assert_eq!(visitor(&hub, &signed).await.actor, EMAIL);
        let home = (&redirect(), "/");
        let again = hub.visit_provider(provider, Errand::Accept(link), home, None).await;
        assert_eq!(refusal(again), AccessRefusal::NotInvited, "a link works once");
        stating(stage, &json!({}));
        let signed = came(&hub, provider, Errand::SignIn).await.unwrap().unwrap();
        let fleur = visitor(&hub, &signed).await;
        assert_eq!(fleur.actor, EMAIL);
        let guessed = super::super::sign_in_from(&hub, OFFICE, EMAIL, PASSWORD).await;
        assert_eq!(refusal(guessed), AccessRefusal::Wrong, "there is no password to guess");
        let unlinked = hub
            .unlink_account(&visitor_of_link(&hub, provider, signed).await, provider)
            .await;
        assert_eq!(provider_refusal(unlinked), ProviderRefusal::LastWayIn);
        audited(&hub).await
    })
    .await;
}

/// The same user, who proved to be there by going to the provider once more.
async fn visitor_of_link(hub: &Hub, provider: ProviderId, signed: SignedIn) -> Visitor {
    let before = visitor(hub, &signed).await;
    assert!(
        before.proven_until <= hub.surroundings.now(),
        "an account of a while ago proves nothing"
    );
    let away = away(hub, provider, Errand::Prove(&before), ACCOUNT).await;
    let came = away.come_back(hub, signed.secret.expose_secret()).await;
    assert_eq!(came.to, "/today");
    let proven = came.outcome.unwrap().unwrap();
    assert_eq!(
        refusal(hub.visitor(signed.secret.expose_secret()).await),
        AccessRefusal::NoSession,
        "under a new secret"
    );
    let after = visitor(hub, &proven).await;
    assert!(after.proven_until > hub.surroundings.now());
    after
}

#[tokio::test]
async fn who_must_prove_to_be_there_is_who_went_and_signs_in_anew() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        let signed = sign_in(&hub).await;
        link(&hub, provider, &signed, ACCOUNT).await.unwrap();
        let fleur = visitor(&hub, &signed).await;
        let session = signed.secret.expose_secret();
        let prove = async |account| {
            let away = away(&hub, provider, Errand::Prove(&fleur), account).await;
            provider_refusal(away.come_back(&hub, session).await.outcome)
        };
        let other = ProviderRefusal::OtherAccount("Keycloak".to_owned());
        assert_eq!(prove("iemand.anders@elders.example").await, other);
        let hour_ago = (stage.clock_now() - SignedDuration::from_hours(1)).as_second();
        for claims in [json!({ "auth_time": hour_ago }), json!({ "auth_time": null })] {
            stating(stage, &claims);
            let fault = ProviderFault::Token(TokenFault::NotFresh);
            let name = "Keycloak".to_owned();
            assert_eq!(prove(ACCOUNT).await, ProviderRefusal::Fault { name, fault }, "{claims}");
        }
        stating(stage, &json!({}));
        let away = away(&hub, provider, Errand::Prove(&fleur), ACCOUNT).await;
        let other_session = sign_in(&hub).await;
        let came = away.come_back(&hub, other_session.secret.expose_secret()).await;
        assert_eq!(
            provider_refusal(came.outcome),
            ProviderRefusal::NotAsked,
            "another session"
        );
    })
    .await;
}

#[tokio::test]
async fn a_user_links_and_unlinks_an_account_and_hears_of_it() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        let (signed, elsewhere) = (sign_in(&hub).await, sign_in(&hub).await);
        link(&hub, provider, &signed, ACCOUNT).await.unwrap();
        assert_eq!(
            refusal(hub.visitor(elsewhere.secret.expose_secret()).await),
            AccessRefusal::NoSession,
            "other sessions end"
        );
        let fleur = visitor(&hub, &signed).await;
        let (id, _) = fleur.signed_in().unwrap();
        let ways = hub.ways_in(id).await.unwrap();
        assert_eq!(ways[0].account.as_ref().unwrap().0, ACCOUNT);
        user(&hub, "joeri@voorbeeld-retail.nl").await;
        let joeri = super::super::sign_in_from(&hub, OFFICE, "joeri@voorbeeld-retail.nl", PASSWORD)
            .await
            .unwrap();
        let taken = link(&hub, provider, &joeri, ACCOUNT).await;
        assert_eq!(provider_refusal(taken), ProviderRefusal::Taken("Keycloak".to_owned()));
        hub.unlink_account(&fleur, provider).await.unwrap();
        assert_eq!(provider_refusal(came(&hub, provider, Errand::SignIn).await), unknown());
        stage.advance(11 * 60).await;
        let late = hub.unlink_account(&fleur, provider).await;
        assert_eq!(refusal(late), AccessRefusal::ProofNeeded);
        let late = hub
            .visit_provider(provider, Errand::Link(&fleur), (&redirect(), "/"), None)
            .await;
        assert_eq!(refusal(late), AccessRefusal::ProofNeeded);
        audited(&hub).await
    })
    .await;
}
