//! The second factor and its recovery codes.

use super::authenticator::code;
use super::{EMAIL, OFFICE, PASSWORD, address, hub, refusal, secret, sign_in, user, visitor};
use crate::stage::{Stage, over};
use loonbrug_hub::Hub;
use loonbrug_hub::HubError;
use loonbrug_hub::access::{AccessRefusal, Proof, SignIn, SignedIn};
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;

/// Sets up an app; gives its secret and the recovery codes.
async fn set_up(stage: &Stage, hub: &Hub) -> (String, Vec<String>) {
    let known = visitor(hub, &sign_in(hub).await).await;
    let offered = hub.offer_second_factor(&known).await.unwrap();
    let shown = offered.secret.expose_secret().to_owned();
    assert_eq!(
        offered.address.expose_secret(),
        format!("otpauth://totp/Loonbrug:fleur%40voorbeeld-retail.nl?secret={shown}&issuer=Loonbrug")
    );
    assert_eq!(
        refusal(hub.confirm_second_factor(&known, "000000").await),
        AccessRefusal::Wrong
    );
    let first = code(&shown, stage.clock_now());
    let codes = hub.confirm_second_factor(&known, &first).await.unwrap();
    let codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
    stage.advance(30).await;
    (shown, codes)
}

async fn give(hub: &Hub, signed_in: &SignedIn, code: &str) -> Result<SignedIn, HubError> {
    hub.give_code(signed_in.secret.expose_secret(), code, address(OFFICE))
        .await
}

#[tokio::test]
async fn after_the_password_comes_a_code() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let (app, _) = set_up(stage, &hub).await;
        let half = sign_in(&hub).await;
        assert!(half.awaits_code);
        let refused = hub.visitor(half.secret.expose_secret()).await;
        assert_eq!(refusal(refused), AccessRefusal::CodeNeeded);
        assert_eq!(refusal(give(&hub, &half, "000000").await), AccessRefusal::Wrong);
        let shown = code(&app, stage.clock_now());
        let whole = give(&hub, &half, &format!("{} {}", &shown[..3], &shown[3..]))
            .await
            .unwrap();
        assert!(visitor(&hub, &whole).await.has_second_factor);
        let second = sign_in(&hub).await;
        assert_eq!(
            refusal(give(&hub, &second, &shown).await),
            AccessRefusal::Wrong,
            "a code works once"
        );
        stage.advance(30).await;
        give(&hub, &second, &code(&app, stage.clock_now())).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_code_is_waited_for_five_minutes() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let (app, _) = set_up(stage, &hub).await;
        let half = sign_in(&hub).await;
        stage.advance(300).await;
        let late = give(&hub, &half, &code(&app, stage.clock_now())).await;
        assert_eq!(refusal(late), AccessRefusal::NoSession);
    })
    .await;
}

#[tokio::test]
async fn codes_are_not_guessed() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let (app, _) = set_up(stage, &hub).await;
        let half = sign_in(&hub).await;
        for _ in 0..5 {
            assert_eq!(refusal(give(&hub, &half, "000000").await), AccessRefusal::Wrong);
        }
        let right = give(&hub, &half, &code(&app, stage.clock_now())).await;
        assert_eq!(refusal(right), AccessRefusal::Waits);
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_works_once() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let (_, codes) = set_up(stage, &hub).await;
        let (half, again) = (sign_in(&hub).await, sign_in(&hub).await);
        let whole = give(&hub, &half, &codes[3].to_lowercase()).await.unwrap();
        assert_eq!(refusal(give(&hub, &again, &codes[3]).await), AccessRefusal::Wrong);
        assert_eq!(hub.store.recovery_codes_left(user.id).await.unwrap(), 9);
        let known = visitor(&hub, &whole).await;
        let renewed = hub.renew_recovery_codes(&known).await.unwrap();
        assert_eq!(refusal(give(&hub, &again, &codes[4]).await), AccessRefusal::Wrong);
        give(&hub, &again, renewed[0].expose_secret()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_code_given_at_once_is_judged_with_the_password() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let (app, _) = set_up(stage, &hub).await;
        let at_once = async |password: &str, code: &str| {
            let password = secret(password);
            hub.sign_in(&SignIn {
                email: EMAIL,
                password: &password,
                code: Some(code),
                device: "Firefox",
                address: address(OFFICE),
            })
            .await
        };
        let shown = code(&app, stage.clock_now());
        assert_eq!(refusal(at_once("niet dit", &shown).await), AccessRefusal::Wrong);
        assert_eq!(refusal(at_once(PASSWORD, "000000").await), AccessRefusal::Wrong);
        assert!(!at_once(PASSWORD, &shown).await.unwrap().awaits_code);
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_leaves_the_second_factor() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        set_up(stage, &hub).await;
        let invited = hub.invite(&user).await.unwrap();
        hub.accept_invitation(invited.secret.expose_secret(), &secret(PASSWORD))
            .await
            .unwrap();
        assert!(sign_in(&hub).await.awaits_code);
        hub.reset_second_factor(&user).await.unwrap();
        assert!(!sign_in(&hub).await.awaits_code);
    })
    .await;
}

#[tokio::test]
async fn a_factor_is_changed_by_who_proved_to_be_there() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let session = sign_in(&hub).await;
        stage.advance(10 * 60).await;
        let known = visitor(&hub, &session).await;
        assert_eq!(
            refusal(hub.offer_second_factor(&known).await),
            AccessRefusal::ProofNeeded
        );
        assert_eq!(
            refusal(hub.renew_recovery_codes(&known).await),
            AccessRefusal::ProofNeeded
        );
        let proven = hub
            .prove(&known, Proof::Password(&secret(PASSWORD)), address(OFFICE))
            .await
            .unwrap();
        let known = visitor(&hub, &proven).await;
        assert_eq!(
            refusal(hub.confirm_second_factor(&known, "000000").await),
            AccessRefusal::NothingOffered
        );
        hub.offer_second_factor(&known).await.unwrap();
    })
    .await;
}
