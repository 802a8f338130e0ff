//! Going to a provider and coming back: once, soon, by the same browser, and what does not hold is written down.

use super::super::{EMAIL, audited, refusal, secret, sign_in, user};
use super::{ACCOUNT, Away, away, came, link, provider_refusal, redirect, stating, unknown, with_provider};
use crate::stage::over;
use loonbrug_domain::Language;
use loonbrug_hub::access::{AccessRefusal, CameBack, Errand, KeptErrand, ProviderRefusal};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_openid::{ProviderFault, TokenFault};
use loonbrug_sandbox::provider::Mischief;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

#[tokio::test]
async fn who_comes_back_is_who_went_once_and_soon() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        link(&hub, provider, &sign_in(&hub).await, ACCOUNT).await.unwrap();
        let not_asked = |came: CameBack| {
            assert!(came.errand.is_none(), "{came:?}");
            assert_eq!(provider_refusal(came.outcome), ProviderRefusal::NotAsked);
        };
        let mut away = away(&hub, provider, Errand::SignIn, ACCOUNT).await;
        let browser = std::mem::replace(&mut away.browser, SecretString::from("x".repeat(43)));
        not_asked(away.come_back(&hub, "").await);
        away.browser = browser;
        let came = away.come_back(&hub, "").await;
        assert_eq!((came.errand, came.to.as_str()), (Some(KeptErrand::SignIn), "/today"));
        came.outcome.unwrap();
        not_asked(away.come_back(&hub, "").await);
        let late = super::away(&hub, provider, Errand::SignIn, ACCOUNT).await;
        stage.advance(10 * 60 + 1).await;
        not_asked(late.come_back(&hub, "").await);
    })
    .await;
}

#[tokio::test]
async fn two_visits_of_a_browser_are_under_way_at_once() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        link(&hub, provider, &sign_in(&hub).await, ACCOUNT).await.unwrap();
        let first = away(&hub, provider, Errand::SignIn, ACCOUNT).await;
        let kept = first.browser.expose_secret();
        let second = hub
            .visit_provider(provider, Errand::SignIn, (&redirect(), "/"), Some(kept))
            .await
            .unwrap();
        assert_eq!(second.browser.expose_secret(), kept);
        let home = (&redirect(), "/");
        let other = hub.visit_provider(provider, Errand::SignIn, home, Some("abc")).await;
        let other = other.unwrap().browser;
        assert_ne!(other.expose_secret(), "abc", "somebody else set it");
        first.come_back(&hub, "").await.outcome.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_disabled_stay_out_and_what_does_not_hold_is_written_down() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        let fleur = user(&hub, EMAIL).await;
        link(&hub, provider, &sign_in(&hub).await, ACCOUNT).await.unwrap();
        stating(stage, &json!({ "nonce": "another" }));
        let fault = ProviderFault::Token(TokenFault::Nonce);
        let name = "Keycloak".to_owned();
        let refused = came(&hub, provider, Errand::SignIn).await;
        assert_eq!(provider_refusal(refused), ProviderRefusal::Fault { name, fault });
        stating(stage, &json!({}));
        hub.disable_user(&fleur, true).await.unwrap();
        assert_eq!(provider_refusal(came(&hub, provider, Errand::SignIn).await), unknown());
        let written = audited(&hub).await;
        let failed: Vec<_> = written.iter().filter(|line| line.contains("failed")).collect();
        assert_eq!(
            failed,
            [": sign-in.failed", ": sign-in.failed fleur@voorbeeld-retail.nl"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_is_down_or_says_no_is_told_and_the_password_still_works() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        let refuses = Mischief {
            refuses: Some("access_denied".to_owned()),
            ..Mischief::default()
        };
        let away = away(&hub, provider, Errand::SignIn, ACCOUNT).await;
        let word = refuses.refuses.clone().unwrap();
        let mut no = away.back.clone();
        no.set_query(Some(&format!("error={word}&state={}", away.said("state"))));
        let came = Away { back: no, ..away }.come_back(&hub, "").await;
        let name = "Keycloak".to_owned();
        assert_eq!(provider_refusal(came.outcome), ProviderRefusal::SentBack { name, word });
        stage.sandbox.provider().misbehave(Mischief {
            is_down: true,
            ..Mischief::default()
        });
        stage.advance(60 * 60).await;
        let down = hub
            .visit_provider(provider, Errand::SignIn, (&redirect(), "/"), None)
            .await;
        let down = provider_refusal(down);
        assert!(
            matches!(
                &down,
                ProviderRefusal::Fault {
                    fault: ProviderFault::Unreachable(_),
                    ..
                }
            ),
            "{down:?}"
        );
        assert!(down.text(Language::Dutch).contains("log in met je wachtwoord"));
        sign_in(&hub).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_back_with_nonsense_waits() {
    over(Interface::Rest, async |stage| {
        let (hub, provider) = with_provider(stage).await;
        user(&hub, EMAIL).await;
        link(&hub, provider, &sign_in(&hub).await, ACCOUNT).await.unwrap();
        let nonsense = Away {
            back: "http://127.0.0.1/?state=made-up&code=made-up".parse().unwrap(),
            browser: secret("made-up"),
        };
        for _ in 0..30 {
            let refused = nonsense.come_back(&hub, "").await.outcome;
            assert_eq!(provider_refusal(refused), ProviderRefusal::NotAsked);
        }
        let refused = nonsense.come_back(&hub, "").await.outcome;
        assert_eq!(refusal(refused), AccessRefusal::Waits);
        stage.advance(15 * 60 + 1).await;
        came(&hub, provider, Errand::SignIn).await.unwrap();
    })
    .await;
}
