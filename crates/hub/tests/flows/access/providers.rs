//! Signing in with a provider of identities: who is who, what counts, and what is refused.

use super::authenticator::code;
use super::{EMAIL, OFFICE, PASSWORD, address, audited, grant, organisation, refusal, secret, sign_in, user, visitor};
use crate::stage::{Stage, over};
use jiff::SignedDuration;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Right, Role};
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::access::{
    AccessRefusal, CameBack, ComingBack, Errand, KeptErrand, NewProvider, NewUser, ProviderChange, ProviderRefusal,
    SignedIn, Visitor,
};
use loonbrug_hub::{Hub, HubError};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_openid::{OpenIdClient, ProviderFault, TokenFault};
use loonbrug_sandbox::data::log_in::{CLIENT, CLIENT_SECRET};
use loonbrug_sandbox::provider::{Mischief, log_in};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use url::Url;

/// The account of the user at the provider; no address that Loonbrug knows.
const ACCOUNT: &str = "f.de.vries@elders.example";

/// A hub that speaks to the provider that the sandbox plays, and that provider.
async fn with_provider(stage: &Stage) -> (Hub, ProviderId) {
    stage.sandbox.play().world_mut().clock = Some(stage.clock_now());
    let hub = super::hub(stage).speaking_to_providers(OpenIdClient::new().unwrap());
    let added = hub.add_provider(&keycloak(stage)).await.unwrap();
    (hub, added.id)
}

fn keycloak(stage: &Stage) -> NewProvider {
    NewProvider {
        name: "Keycloak".to_owned(),
        issuer: format!("{}provider", stage.sandbox.base_url()),
        client_id: CLIENT.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        second_factor: None,
    }
}

fn redirect() -> Url {
    "http://127.0.0.1:9080/sign-in/back".parse().unwrap()
}

/// Somebody at the provider's page, with what their browser kept.
struct Away {
    back: Url,
    browser: SecretString,
}

async fn away(hub: &Hub, provider: ProviderId, errand: Errand<'_>, account: &str) -> Away {
    let out = hub
        .visit_provider(provider, errand, (&redirect(), "/today"), None)
        .await
        .unwrap();
    Away {
        back: log_in(&out.address, account).await.unwrap(),
        browser: out.browser,
    }
}

impl Away {
    fn said(&self, name: &str) -> String {
        let found = self.back.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    async fn come_back(&self, hub: &Hub, session: &str) -> CameBack {
        let (state, code, error) = (self.said("state"), self.said("code"), self.said("error"));
        let back = ComingBack {
            state: &state,
            browser: self.browser.expose_secret(),
            code: Some(code.as_str()).filter(|code| !code.is_empty()),
            error: &error,
            session,
            device: "Firefox",
            address: address(OFFICE),
        };
        hub.come_back(&back, &redirect()).await
    }
}

/// To the provider and back, without a session.
async fn came(hub: &Hub, provider: ProviderId, errand: Errand<'_>) -> Result<Option<SignedIn>, HubError> {
    away(hub, provider, errand, ACCOUNT)
        .await
        .come_back(hub, "")
        .await
        .outcome
}

fn provider_refusal<T: std::fmt::Debug>(result: Result<T, HubError>) -> ProviderRefusal {
    match refusal(result) {
        AccessRefusal::Provider(refusal) => refusal,
        other => panic!("{other}"),
    }
}

fn stating(stage: &Stage, claims: &Value) {
    stage.sandbox.provider().misbehave(Mischief {
        claims: claims.as_object().unwrap().clone(),
        ..Mischief::default()
    });
}

fn unknown() -> ProviderRefusal {
    ProviderRefusal::UnknownAccount("Keycloak".to_owned())
}

/// Links the account with the user of a session, who proved to be there.
async fn link(hub: &Hub, provider: ProviderId, signed: &SignedIn, account: &str) -> Result<(), HubError> {
    let visitor = visitor(hub, signed).await;
    let away = away(hub, provider, Errand::Link(&visitor), account).await;
    let came = away.come_back(hub, signed.secret.expose_secret()).await;
    came.outcome
        .map(|session| assert!(session.is_none(), "the session goes on"))
}

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
        let guessed = super::sign_in_from(&hub, OFFICE, EMAIL, PASSWORD).await;
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
        let joeri = super::sign_in_from(&hub, OFFICE, "joeri@voorbeeld-retail.nl", PASSWORD)
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
        let late = self::away(&hub, provider, Errand::SignIn, ACCOUNT).await;
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
