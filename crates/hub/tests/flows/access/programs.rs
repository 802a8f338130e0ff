//! Tokens of other programs.

use super::{audited, hub, organisation, refusal};
use crate::stage::{ORGANISATION, over};
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::Hub;
use loonbrug_hub::access::{AccessRefusal, AccessSettings};
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

async fn token(hub: &Hub, organisation: OrganisationId, ends_at: Timestamp) -> String {
    let scopes = [Right::SeeHours, Right::SendLines].into();
    let (token, secret) = hub.add_token(organisation, "rooster", &scopes, ends_at).await.unwrap();
    let secret = secret.expose_secret().to_owned();
    assert!(secret.starts_with(&token.prefix) && token.prefix.len() == 13);
    secret
}

#[tokio::test]
async fn a_token_may_what_it_was_given_where_it_was_given() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let own = organisation(&hub, ORGANISATION).await;
        let theirs = organisation(&hub, "Bakkerij Smit").await;
        let secret = token(&hub, own, stage.clock_now() + SignedDuration::from_hours(24)).await;
        let program = hub.visitor_of_token(&secret).await.unwrap();
        let allowed = hub.allowed(&program, Right::SeeHours, own).await.unwrap();
        assert_eq!(allowed.reach(), &Reach::Everyone);
        for right in Right::ALL
            .iter()
            .filter(|right| !matches!(right, Right::SeeHours | Right::SendLines))
        {
            let refused = hub.allowed(&program, *right, own).await;
            assert_eq!(refusal(refused), AccessRefusal::MayNot(*right));
        }
        let elsewhere = hub.allowed(&program, Right::SeeHours, theirs).await;
        assert_eq!(refusal(elsewhere), AccessRefusal::NoOrganisation);
        let settings = AccessSettings {
            proof_before_sending: true,
            second_factor: true,
            four_eyes: false,
        };
        hub.set_access_settings(own, settings).await.unwrap();
        hub.allowed(&program, Right::SeeHours, own).await.unwrap();
        let sending = hub.allowed(&program, Right::SendLines, own).await;
        assert_eq!(refusal(sending), AccessRefusal::ProofNeeded, "a program proves nothing");
        assert_eq!(refusal(hub.sign_out(&program).await), AccessRefusal::NoSession);
        assert!(
            audited(&hub)
                .await
                .contains(&"token rooster: access.refused clock".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_and_is_revoked() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let own = organisation(&hub, ORGANISATION).await;
        let secret = token(&hub, own, stage.clock_now() + SignedDuration::from_hours(24)).await;
        stage.advance(24 * 3_600 - 1).await;
        hub.visitor_of_token(&secret).await.unwrap();
        assert_eq!(hub.tokens(own).await.unwrap()[0].used_at, Some(stage.clock_now()));
        stage.advance(1).await;
        assert_eq!(
            refusal(hub.visitor_of_token(&secret).await),
            AccessRefusal::TokenRefused
        );
        hub.revoke_token(own, "rooster").await.unwrap();
        let secret = token(&hub, own, stage.clock_now() + SignedDuration::from_hours(24)).await;
        hub.visitor_of_token(&secret).await.unwrap();
        hub.revoke_token(own, &secret[..13]).await.unwrap();
        assert_eq!(
            refusal(hub.visitor_of_token(&secret).await),
            AccessRefusal::TokenRefused
        );
        let again = hub.revoke_token(own, "rooster").await;
        assert_eq!(refusal(again), AccessRefusal::NoToken("rooster".to_owned()));
        assert_eq!(
            refusal(hub.visitor_of_token("loonbrug_x").await),
            AccessRefusal::TokenRefused
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_gives_nothing_for_ever_and_no_keys_to_the_house() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let own = organisation(&hub, ORGANISATION).await;
        let (now, day) = (stage.clock_now(), SignedDuration::from_hours(24));
        let add = async |scopes: &[Right], ends_at| {
            let scopes: BTreeSet<Right> = scopes.iter().copied().collect();
            refusal(hub.add_token(own, "rooster", &scopes, ends_at).await)
        };
        assert_eq!(add(&[], now + day).await, AccessRefusal::NoScope);
        for right in [Right::ChangeUsers, Right::ChangeTokens, Right::SeeBsn, Right::Clock] {
            assert_eq!(
                add(&[Right::SeeHours, right], now + day).await,
                AccessRefusal::NotForPrograms(right)
            );
        }
        for ends_at in [now, now + day * 367] {
            assert_eq!(add(&[Right::SeeHours], ends_at).await, AccessRefusal::TokenEnd);
        }
        assert!(hub.tokens(own).await.unwrap().is_empty());
    })
    .await;
}
