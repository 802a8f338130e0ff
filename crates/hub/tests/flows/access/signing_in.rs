//! Invitations, passwords, and what guessing comes to.

use super::{EMAIL, OFFICE, PASSWORD, address, audited, hub, refusal, secret, sign_in, sign_in_from, user, visitor};
use crate::stage::over;
use loonbrug_domain::Language;
use loonbrug_domain::access::PasswordFault;
use loonbrug_hub::access::{AccessRefusal, NewUser};
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;

#[tokio::test]
async fn an_invited_user_chooses_a_password_and_signs_in() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let new = NewUser {
            email: EMAIL.parse().unwrap(),
            name: "Fleur".to_owned(),
            language: Language::English,
        };
        let invited = hub.add_user(&new).await.unwrap();
        assert_eq!(
            refusal(hub.add_user(&new).await),
            AccessRefusal::EmailTaken(EMAIL.to_owned())
        );
        assert_eq!(
            refusal(sign_in_from(&hub, OFFICE, EMAIL, PASSWORD).await),
            AccessRefusal::Wrong,
            "there is no password yet"
        );
        let link = invited.secret.expose_secret();
        for (password, fault) in [
            ("Welkom01", PasswordFault::Common),
            ("fleur-fleur", PasswordFault::Guessable),
        ] {
            let refused = hub.accept_invitation(link, &secret(password)).await;
            assert_eq!(refusal(refused), AccessRefusal::Password(fault));
        }
        hub.accept_invitation(link, &secret(PASSWORD)).await.unwrap();
        let again = hub.accept_invitation(link, &secret("iets heel anders")).await;
        assert_eq!(refusal(again), AccessRefusal::NotInvited, "a link works once");
        let visitor = visitor(&hub, &sign_in(&hub).await).await;
        assert_eq!((visitor.name.as_str(), visitor.language), ("Fleur", Language::English));
        audited(&hub).await
    })
    .await;
}

#[tokio::test]
async fn an_invitation_holds_two_days() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let invited = hub.invite(&user).await.unwrap();
        stage.advance(48 * 3_600).await;
        let late = hub
            .accept_invitation(invited.secret.expose_secret(), &secret("iets heel anders"))
            .await;
        assert_eq!(refusal(late), AccessRefusal::NotInvited);
        sign_in(&hub).await;
    })
    .await;
}

#[tokio::test]
async fn every_failure_has_one_answer() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let disabled = user(&hub, "joeri@voorbeeld-retail.nl").await;
        user(&hub, EMAIL).await;
        hub.disable_user(&disabled, true).await.unwrap();
        for (email, password) in [
            (EMAIL, "paard batterij Nietje"),
            ("niemand@voorbeeld-retail.nl", PASSWORD),
            ("geen adres", PASSWORD),
            ("joeri@voorbeeld-retail.nl", PASSWORD),
            (EMAIL, &"x".repeat(100_000)),
        ] {
            let refused = sign_in_from(&hub, OFFICE, email, password).await;
            assert_eq!(refusal(refused), AccessRefusal::Wrong, "{email}");
        }
        let written = audited(&hub).await;
        let failed: Vec<_> = written.iter().filter(|line| line.contains("failed")).collect();
        assert_eq!(
            failed,
            [
                ": sign-in.failed fleur@voorbeeld-retail.nl",
                ": sign-in.failed",
                ": sign-in.failed",
                ": sign-in.failed joeri@voorbeeld-retail.nl",
                ": sign-in.failed fleur@voorbeeld-retail.nl",
            ],
            "what is nobody's address is not written down"
        );
        hub.disable_user(&disabled, false).await.unwrap();
        sign_in_from(&hub, OFFICE, "joeri@voorbeeld-retail.nl", PASSWORD)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn guessing_waits_and_locks_nobody_out() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        sign_in(&hub).await;
        let guess = async |from: &str| refusal(sign_in_from(&hub, from, EMAIL, "geraden woord").await);
        for _ in 0..5 {
            assert_eq!(guess("198.51.100.7").await, AccessRefusal::Wrong);
        }
        assert_eq!(guess("198.51.100.7").await, AccessRefusal::Waits);
        let right = sign_in_from(&hub, "198.51.100.7", EMAIL, PASSWORD).await;
        assert_eq!(
            refusal(right),
            AccessRefusal::Waits,
            "the right one is not judged either"
        );
        for place in 0..15 {
            assert_eq!(guess(&format!("203.0.113.{place}")).await, AccessRefusal::Wrong);
        }
        assert_eq!(
            guess("203.0.113.99").await,
            AccessRefusal::Waits,
            "twenty from everywhere"
        );
        sign_in(&hub).await;
        stage.advance(15 * 60 + 1).await;
        sign_in_from(&hub, "198.51.100.7", EMAIL, PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn many_guesses_at_once_do_not_pass_together() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let guesses = (0..20).map(|_| sign_in_from(&hub, "198.51.100.7", EMAIL, "geraden woord"));
        let judged = futures::future::join_all(guesses).await;
        let wrong = judged
            .into_iter()
            .map(refusal)
            .filter(|one| *one == AccessRefusal::Wrong);
        assert!(wrong.count() <= 5);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        user(&hub, EMAIL).await;
        let (here, there) = (sign_in(&hub).await, sign_in(&hub).await);
        let visitor = visitor(&hub, &here).await;
        let change = async |current: &str, new: &str| {
            hub.change_password(&visitor, &secret(current), &secret(new), address(OFFICE))
                .await
        };
        assert_eq!(
            refusal(change("niet dit", "lepel raam fiets").await),
            AccessRefusal::Wrong
        );
        assert_eq!(
            refusal(change(PASSWORD, "kort").await),
            AccessRefusal::Password(PasswordFault::TooShort)
        );
        change(PASSWORD, "lepel raam fiets").await.unwrap();
        let elsewhere = hub.visitor(there.secret.expose_secret()).await;
        assert_eq!(refusal(elsewhere), AccessRefusal::NoSession, "other sessions end");
        hub.visitor(here.secret.expose_secret()).await.unwrap();
        assert_eq!(
            refusal(sign_in_from(&hub, OFFICE, EMAIL, PASSWORD).await),
            AccessRefusal::Wrong
        );
        sign_in_from(&hub, OFFICE, EMAIL, "lepel raam fiets").await.unwrap();
    })
    .await;
}
