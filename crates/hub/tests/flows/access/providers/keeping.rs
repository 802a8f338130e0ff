//! What the owner of the machine keeps: providers, and whether their second factor counts.

use super::super::authenticator::code;
use super::super::{EMAIL, OFFICE, address, audited, grant, organisation, refusal, sign_in, user, visitor};
use super::{ACCOUNT, came, keycloak, link, provider_refusal, stating, with_provider};
use crate::stage::over;
use loonbrug_domain::access::{Right, Role};
use loonbrug_hub::access::{AccessRefusal, Errand, NewProvider, ProviderChange, ProviderRefusal};
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;
use serde_json::json;

#[tokio::test]
async fn our_code_follows_unless_the_owner_takes_the_providers_word() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        let organisation = organisation(&hub, "Voorbeeld Retail").await;
        let fleur = user(&hub, EMAIL).await;
        grant(&hub, &fleur, organisation, Role::Owner).await;
        let mut asks = hub.access_settings(organisation).await.unwrap();
        asks.second_factor = true;
        hub.set_access_settings(organisation, asks).await.unwrap();
        let signed = sign_in(&hub).await;
        link(&hub, provider, &signed, ACCOUNT).await.unwrap();
        stating(stage, &json!({ "amr": ["pwd", "mfa"] }));
        let may = async || {
            let signed = came(&hub, provider, Errand::SignIn).await.unwrap().unwrap();
            let fleur = visitor(&hub, &signed).await;
            hub.allowed(&fleur, Right::SeePeople, organisation).await.is_ok()
        };
        assert!(!may().await, "the word of the provider does not count by itself");
        let word = |word: Option<&str>| ProviderChange {
            client_secret: None,
            second_factor: Some(word.map(str::to_owned)),
        };
        hub.change_provider("keycloak", &word(Some("mfa"))).await.unwrap();
        assert!(may().await);
        stating(stage, &json!({ "acr": "mfa" }));
        assert!(may().await, "acr counts as well");
        stating(stage, &json!({ "amr": ["pwd"] }));
        assert!(!may().await, "the provider did not say so this time");

        let proven = visitor(&hub, &signed).await;
        let offered = hub.offer_second_factor(&proven).await.unwrap();
        let first = code(offered.secret.expose_secret(), stage.clock_now());
        hub.confirm_second_factor(&proven, &first).await.unwrap();
        let signed = came(&hub, provider, Errand::SignIn).await.unwrap().unwrap();
        assert!(signed.awaits_code);
        stage.advance(30).await;
        let next = code(offered.secret.expose_secret(), stage.clock_now());
        let signed = hub
            .give_code(signed.secret.expose_secret(), &next, address(OFFICE))
            .await
            .unwrap();
        let fleur = visitor(&hub, &signed).await;
        hub.allowed(&fleur, Right::SeePeople, organisation).await.unwrap();
        stating(stage, &json!({ "amr": ["mfa"] }));
        assert!(!came(&hub, provider, Errand::SignIn).await.unwrap().unwrap().awaits_code);
    })
    .await;
}

#[tokio::test]
async fn providers_are_kept_by_the_owner_of_the_machine() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        let again = hub.add_provider(&keycloak(stage)).await;
        assert_eq!(provider_refusal(again), ProviderRefusal::Exists("Keycloak".to_owned()));
        for (issuer, why) in [
            ("keycloak", "no issuer"),
            ("http://id.example.nl", "https"),
            ("http://127.0.0.1:9/provider", "reached"),
        ] {
            let new = NewProvider {
                name: "Entra".to_owned(),
                issuer: issuer.to_owned(),
                ..keycloak(stage)
            };
            let refused = provider_refusal(hub.add_provider(&new).await);
            assert!(refused.to_string().contains(why), "{refused}");
        }
        user(&hub, EMAIL).await;
        let signed = sign_in(&hub).await;
        link(&hub, provider, &signed, ACCOUNT).await.unwrap();
        assert_eq!(hub.providers().await.unwrap()[0].users, 1);
        let wrong = ProviderChange {
            client_secret: Some("another".into()),
            second_factor: None,
        };
        hub.change_provider("Keycloak", &wrong).await.unwrap();
        let refused = provider_refusal(came(&hub, provider, Errand::SignIn).await);
        assert!(refused.to_string().contains("invalid_client"), "{refused}");
        assert_eq!(hub.remove_provider("Keycloak").await.unwrap(), 1);
        let ended = hub.visitor(signed.secret.expose_secret()).await;
        assert_eq!(refusal(ended), AccessRefusal::NoSession);
        let gone = hub.remove_provider("Keycloak").await;
        assert_eq!(
            provider_refusal(gone),
            ProviderRefusal::NoProvider("Keycloak".to_owned())
        );
        let written = audited(&hub).await;
        written
            .into_iter()
            .filter(|line| line.contains("provider."))
            .collect::<Vec<_>>()
    })
    .await;
}
