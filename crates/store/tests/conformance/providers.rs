//! Providers of identities, accounts of users there, and browsers that went to one.

use crate::access::{added, session, user};
use crate::databases::Database;
use crate::samples::{at, audit_entry, id};
use loonbrug_domain::ids::{ProviderId, UserId};
use loonbrug_store::{AcceptedBy, LinkedUser, ProviderLink, ProviderVisit, SignInProvider, Store, StoreError, Telling};
use std::collections::HashSet;

const STATE: [u8; 32] = [5; 32];
const BROWSER: [u8; 32] = [6; 32];
const INVITATION: [u8; 32] = [7; 32];

fn provider(number: u128, name: &str) -> SignInProvider {
    SignInProvider {
        id: ProviderId(id(number)),
        name: name.to_owned(),
        issuer: format!("https://{}.example.nl", name.to_lowercase()),
        client_id: "loonbrug".to_owned(),
        client_secret: vec![7, 0, 255],
        second_factor: None,
        created_at: at(1),
    }
}

fn link(provider: &SignInProvider, subject: &str) -> ProviderLink {
    ProviderLink {
        provider: provider.id,
        subject: subject.to_owned(),
        account: format!("{subject}@voorbeeld-retail.nl"),
        linked_at: at(2),
    }
}

fn visit(provider: &SignInProvider) -> ProviderVisit {
    ProviderVisit {
        provider: provider.id,
        errand: "\"sign-in\"".to_owned(),
        address: "/today".to_owned(),
        begun_at: at(3),
    }
}

async fn linked(store: &Store, user: UserId, link: &ProviderLink) -> Result<(), StoreError> {
    store.link_provider(user, link, session(60, user).id, &[]).await
}

/// A row in every table of this family.
pub async fn fill(store: &Store) {
    let (entra, user) = (provider(70, "Entra"), UserId(id(50)));
    store.insert_provider(&entra, &[]).await.unwrap();
    let link = link(&entra, "thomas");
    store
        .link_provider(user, &link, session(51, user).id, &[])
        .await
        .unwrap();
    let hashes = (&STATE, &BROWSER);
    store.begin_visit(hashes, &visit(&entra), at(-600)).await.unwrap();
}

pub async fn providers_are_kept_by_name_and_issuer(database: Database) {
    let store = database.open().await;
    let (keycloak, entra) = (provider(70, "Keycloak"), provider(71, "Entra"));
    for one in [&keycloak, &entra] {
        store.insert_provider(one, &[audit_entry(None, "a")]).await.unwrap();
    }
    let same_name = SignInProvider {
        issuer: "https://elders.example.nl".to_owned(),
        ..provider(72, "ENTRA")
    };
    let same_issuer = SignInProvider {
        name: "Elders".to_owned(),
        ..provider(73, "Entra")
    };
    for taken in [same_name, same_issuer] {
        let error = store.insert_provider(&taken, &[]).await.unwrap_err();
        assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    }
    store.change_provider(entra.id, &[9], Some("mfa"), &[]).await.unwrap();
    let changed = SignInProvider {
        client_secret: vec![9],
        second_factor: Some("mfa".to_owned()),
        ..entra
    };
    assert_eq!(store.providers().await.unwrap(), [changed, keycloak], "by name");
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 2);
}

pub async fn an_account_is_of_one_user_and_a_user_has_one_at_each(database: Database) {
    let store = database.open().await;
    let thomas = added(&store).await;
    let other = user(51, "joeri@voorbeeld-retail.nl");
    store.insert_user(&other, &[]).await.unwrap();
    let (entra, keycloak) = (provider(70, "Entra"), provider(71, "Keycloak"));
    for one in [&entra, &keycloak] {
        store.insert_provider(one, &[]).await.unwrap();
    }
    let here = session(60, thomas.id);
    for (one, hash) in [(here.clone(), [1; 32]), (session(61, thomas.id), [2; 32])] {
        store.begin_session(&one, &hash, (at(0), at(-60))).await.unwrap();
    }
    linked(&store, thomas.id, &link(&entra, "former")).await.unwrap();
    assert_eq!(store.sessions(thomas.id).await.unwrap(), [here], "the others end");
    linked(&store, thomas.id, &link(&entra, "thomas")).await.unwrap();
    linked(&store, thomas.id, &link(&keycloak, "thomas")).await.unwrap();
    let error = linked(&store, other.id, &link(&entra, "thomas")).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    let mut links = store.provider_links(thomas.id).await.unwrap();
    links.sort_by_key(|link| link.provider);
    assert_eq!(links, [link(&entra, "thomas"), link(&keycloak, "thomas")]);
    let known = async |subject| {
        store
            .user_of_subject(entra.id, subject)
            .await
            .unwrap()
            .map(|user| user.id)
    };
    assert_eq!((known("thomas").await, known("former").await), (Some(thomas.id), None));
    let of = |provider: &SignInProvider| LinkedUser {
        provider: provider.id,
        user: thomas.id,
    };
    let expected = HashSet::from([of(&entra), of(&keycloak)]);
    assert_eq!(store.linked_users().await.unwrap(), expected);
}

pub async fn the_last_way_in_is_not_taken_away(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let (entra, keycloak) = (provider(70, "Entra"), provider(71, "Keycloak"));
    for one in [&entra, &keycloak] {
        store.insert_provider(one, &[]).await.unwrap();
        linked(&store, user.id, &link(one, "thomas")).await.unwrap();
    }
    let unlinked = async |of: &SignInProvider| {
        let entries = [audit_entry(None, "a")];
        store
            .unlink_provider(user.id, of.id, session(60, user.id).id, &entries)
            .await
            .unwrap()
    };
    assert!(unlinked(&entra).await);
    assert!(!unlinked(&entra).await, "it is gone");
    assert!(!unlinked(&keycloak).await, "there is no password");
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 1);
    store.set_password(user.id, "$argon2id$", &[]).await.unwrap();
    assert!(unlinked(&keycloak).await);
    assert_eq!(store.provider_links(user.id).await.unwrap(), []);
}

pub async fn an_invitation_is_accepted_with_an_account(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let entra = provider(70, "Entra");
    store.insert_provider(&entra, &[]).await.unwrap();
    let telling = Telling::default();
    store
        .invite(user.id, (&INVITATION, at(9)), &telling, &[])
        .await
        .unwrap();
    let here = session(60, user.id);
    store.begin_session(&here, &STATE, (at(0), at(-60))).await.unwrap();
    let link = link(&entra, "thomas");
    let redeem = async |moment| {
        let redeemed = store.redeem_invitation(&INVITATION, at(moment), AcceptedBy::Provider(&link), &[]);
        redeemed.await.unwrap()
    };
    assert!(!redeem(9).await, "too late");
    assert!(redeem(8).await);
    assert!(!redeem(8).await, "it works once");
    assert_eq!(
        store.provider_links(user.id).await.unwrap(),
        std::slice::from_ref(&link)
    );
    assert!(store.sessions(user.id).await.unwrap().is_empty());
}

pub async fn a_provider_is_removed_with_all_that_is_of_it(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let entra = provider(70, "Entra");
    store.insert_provider(&entra, &[]).await.unwrap();
    linked(&store, user.id, &link(&entra, "thomas")).await.unwrap();
    let here = session(60, user.id);
    store.begin_session(&here, &STATE, (at(0), at(-60))).await.unwrap();
    let hashes = (&STATE, &BROWSER);
    store.begin_visit(hashes, &visit(&entra), at(-600)).await.unwrap();
    store
        .remove_provider(entra.id, &[audit_entry(None, "a")])
        .await
        .unwrap();
    assert_eq!(store.providers().await.unwrap(), []);
    assert_eq!(store.provider_links(user.id).await.unwrap(), []);
    assert_eq!(store.sessions(user.id).await.unwrap(), []);
    assert_eq!(store.end_visit(hashes, at(-600)).await.unwrap(), None);
}

pub async fn who_went_comes_back_once_with_the_same_browser(database: Database) {
    let store = database.open().await;
    let entra = provider(70, "Entra");
    store.insert_provider(&entra, &[]).await.unwrap();
    let went = visit(&entra);
    store.begin_visit((&STATE, &BROWSER), &went, at(-600)).await.unwrap();
    let back = async |state, browser, since| store.end_visit((state, browser), at(since)).await.unwrap();
    assert_eq!(back(&STATE, &INVITATION, 0).await, None, "another browser");
    assert_eq!(back(&INVITATION, &BROWSER, 0).await, None, "another state");
    assert_eq!(back(&STATE, &BROWSER, 4).await, None, "too long ago");
    assert_eq!(back(&STATE, &BROWSER, 3).await, Some(went.clone()));
    assert_eq!(back(&STATE, &BROWSER, 3).await, None, "it is found once");
    store.begin_visit((&STATE, &BROWSER), &went, at(-600)).await.unwrap();
    let later = ProviderVisit {
        begun_at: at(700),
        ..went
    };
    store
        .begin_visit((&INVITATION, &BROWSER), &later, at(100))
        .await
        .unwrap();
    assert_eq!(back(&STATE, &BROWSER, 0).await, None, "forgotten");
}
