//! Another key, and everything that was encrypted with the former one.

use super::authenticator::code;
use super::{EMAIL, hub, sign_in, user, visitor};
use crate::stage::{COUPLING, Stage, over};
use loonbrug_hub::access::{Errand, NewProvider, OpenIdClient};
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::{Hub, HubError, Vault, VaultError};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::RemoteRecord;
use secrecy::ExposeSecret as _;

/// The stage's hub with another vault.
fn with_key(stage: &Stage, vault: Vault) -> Hub {
    let surroundings = stage.clock.surroundings();
    Hub::new(
        stage.hub.store.clone(),
        vault,
        surroundings,
        stage.http.clone(),
        "tester",
    )
}

async fn salaries(hub: &Hub) -> Vec<RemoteRecord> {
    let coupling = hub.coupling(COUPLING).await.unwrap();
    hub.store.remote_records(coupling.id(), "salary").await.unwrap()
}

#[tokio::test]
async fn everything_is_encrypted_anew_and_nothing_reads_as_changed() {
    over(Interface::Rest, async |stage| {
        let path = stage.database.folder.path().join("loonbrug.key");
        std::fs::write(&path, "07".repeat(32)).unwrap();
        stage.with_people().await;
        let before = salaries(&stage.hub).await;
        let first = hub(stage);
        user(&first, EMAIL).await;
        let known = visitor(&first, &sign_in(&first).await).await;
        let offered = first.offer_second_factor(&known).await.unwrap();
        let spoken_to = NewProvider {
            name: "Keycloak".to_owned(),
            issuer: format!("{}provider", stage.sandbox.base_url()),
            client_id: "loonbrug".to_owned(),
            client_secret: "loonbrug-secret".into(),
            second_factor: None,
        };
        let speaking = first.speaking_to_providers(OpenIdClient::new().unwrap());
        let provider = speaking.add_provider(&spoken_to).await.unwrap().id;
        let between = with_key(stage, Vault::renew(&path).unwrap());
        let written = between.seal_all_anew().await.unwrap();
        assert!(
            written > before.len() as u64,
            "salaries, the log-in, a second factor: {written}"
        );
        assert_eq!(between.seal_all_anew().await.unwrap(), 0, "once is enough");
        let after = with_key(stage, Vault::without_former(&path).unwrap());
        let coupling = after.coupling(COUPLING).await.unwrap();
        let now = salaries(&after).await;
        assert!(!now.is_empty() && now.len() == before.len());
        for (old, new) in before.iter().zip(&now) {
            assert_ne!(old.content, new.content);
            assert_eq!(old.hash, new.hash);
            let opened = after.open_record(&coupling, new).unwrap();
            assert_eq!(opened, stage.hub.open_record(&coupling, old).unwrap());
            let former = stage.hub.open_record(&coupling, new);
            assert!(matches!(former, Err(HubError::Vault(VaultError::AnotherKey))));
        }
        after.apply_people(&coupling, &PeopleChoice::default()).await.unwrap();
        assert_eq!(salaries(&after).await, now, "another read changes nothing");
        let redirect = "http://127.0.0.1/sign-in/back".parse().unwrap();
        let speaking = after.speaking_to_providers(OpenIdClient::new().unwrap());
        let visit = speaking.visit_provider(provider, Errand::SignIn, (&redirect, "/"), None);
        visit.await.unwrap();
        let code = code(offered.secret.expose_secret(), stage.clock_now());
        after.confirm_second_factor(&known, &code).await.unwrap();
    })
    .await;
}
