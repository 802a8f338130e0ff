//! Against a provider over HTTP, that behaves and that misbehaves.
#![expect(clippy::unwrap_used, clippy::panic, reason = "all of this is test")]

use loonbrug_openid::{Asked, Identity, OpenIdClient, Provider, ProviderFault, TokenFault};
use loonbrug_sandbox::data::log_in::{CLIENT, CLIENT_SECRET};
use loonbrug_sandbox::provider::{Mischief, Signing, account_of, log_in};
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use serde_json::{Value, json};
use std::net::SocketAddr;

const EMAIL: &str = "thomas@example.nl";

struct Stage {
    sandbox: Running,
    client: OpenIdClient,
    provider: Provider,
}

async fn stage() -> Stage {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let sandbox = Sandbox::start(listen, World::manuals()).await.unwrap();
    let provider = Provider {
        issuer: format!("{}provider", sandbox.base_url()),
        client_id: CLIENT.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        redirect: "http://127.0.0.1:9080/sign-in/back".parse().unwrap(),
    };
    Stage {
        sandbox,
        client: OpenIdClient::new().unwrap(),
        provider,
    }
}

fn asked() -> Asked {
    Asked {
        state: "a-state".to_owned(),
        nonce: "a-nonce".to_owned(),
        verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into(),
        proven_since: None,
    }
}

impl Stage {
    /// To the provider and back, and what it then says.
    async fn ask(&self, asked: &Asked) -> Result<Identity, ProviderFault> {
        let now = self.sandbox.play().now();
        let there = self.client.address(&self.provider, asked, now).await?;
        let back = log_in(&there, EMAIL).await.unwrap();
        let found = |name: &str| {
            back.query_pairs()
                .find(|(known, _)| known == name)
                .unwrap()
                .1
                .into_owned()
        };
        assert_eq!(found("state"), asked.state);
        self.client.identity(&self.provider, asked, &found("code"), now).await
    }

    async fn misled(&self, mischief: Mischief) -> TokenFault {
        self.sandbox.provider().misbehave(mischief);
        match self.ask(&asked()).await {
            Err(ProviderFault::Token(fault)) => fault,
            other => panic!("{other:?}"),
        }
    }
}

fn stating(claims: &Value) -> Mischief {
    Mischief {
        claims: claims.as_object().unwrap().clone(),
        ..Mischief::default()
    }
}

fn signing(signature: Signing) -> Mischief {
    Mischief {
        signature,
        ..Mischief::default()
    }
}

#[tokio::test]
async fn a_code_says_who_somebody_is() {
    let stage = stage().await;
    let identity = stage.ask(&asked()).await.unwrap();
    assert_eq!(identity.issuer, stage.provider.issuer);
    assert_eq!(
        (identity.subject, identity.account.as_str()),
        (account_of(EMAIL), EMAIL)
    );
    assert_eq!(identity.proven_at, None, "nobody asked since when");
    let fresh = Asked {
        proven_since: Some(stage.sandbox.play().now()),
        ..asked()
    };
    let identity = stage.ask(&fresh).await.unwrap();
    assert!(identity.proven_at.is_some() && identity.is_proven_by("pwd") && !identity.is_proven_by("mfa"));
}

#[tokio::test]
async fn what_is_not_ours_of_now_and_whole_is_not_believed() {
    let stage = stage().await;
    let now = stage.sandbox.play().now().as_second();
    for (claims, fault) in [
        (json!({ "nonce": "another" }), TokenFault::Nonce),
        (json!({ "nonce": null }), TokenFault::Nonce),
        (json!({ "iss": "https://elders.example.nl" }), TokenFault::Issuer),
        (json!({ "aud": "another-program" }), TokenFault::Audience),
        (json!({ "aud": [CLIENT, "another-program"] }), TokenFault::Party),
        (json!({ "azp": "another-program" }), TokenFault::Party),
        (json!({ "exp": now - 61 }), TokenFault::Expired),
        (json!({ "exp": null }), TokenFault::Malformed),
        (json!({ "exp": "9999999999" }), TokenFault::Malformed),
        (json!({ "exp": i64::MAX }), TokenFault::Malformed),
        (json!({ "iat": now + 120 }), TokenFault::NotYet),
        (json!({ "nbf": now + 120 }), TokenFault::NotYet),
        (json!({ "sub": "" }), TokenFault::Malformed),
        (json!({ "sub": null }), TokenFault::Malformed),
    ] {
        assert_eq!(stage.misled(stating(&claims)).await, fault, "{claims}");
    }
    for claims in [
        json!({ "exp": now - 50, "iat": now + 50 }),
        json!({ "aud": [CLIENT, "another-program"], "azp": CLIENT }),
    ] {
        stage.sandbox.provider().misbehave(stating(&claims));
        stage.ask(&asked()).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_provider_did_not_sign_is_not_believed() {
    let stage = stage().await;
    for (signature, fault) in [
        (Signing::OtherKey, TokenFault::Signature),
        (Signing::UnknownKey, TokenFault::UnknownKey),
        (Signing::None, TokenFault::Algorithm),
        (Signing::ClientSecret, TokenFault::Algorithm),
    ] {
        assert_eq!(stage.misled(signing(signature)).await, fault, "{signature:?}");
    }
}

#[tokio::test]
async fn a_key_that_came_since_is_asked_for() {
    let stage = stage().await;
    stage.ask(&asked()).await.unwrap();
    stage.sandbox.provider().rotate_key();
    stage.ask(&asked()).await.unwrap();
}

#[tokio::test]
async fn who_must_prove_to_be_there_does_so_now() {
    let stage = stage().await;
    let now = stage.sandbox.play().now();
    let fresh = Asked {
        proven_since: Some(now),
        ..asked()
    };
    for claims in [
        json!({ "auth_time": null }),
        json!({ "auth_time": now.as_second() - 3_600 }),
    ] {
        stage.sandbox.provider().misbehave(stating(&claims));
        let refused = stage.ask(&fresh).await;
        assert_eq!(refused, Err(ProviderFault::Token(TokenFault::NotFresh)), "{claims}");
    }
}

#[tokio::test]
async fn a_code_serves_once_and_for_who_asked() {
    let stage = stage().await;
    let now = stage.sandbox.play().now();
    let there = stage.client.address(&stage.provider, &asked(), now).await.unwrap();
    let back = log_in(&there, EMAIL).await.unwrap();
    let code = back
        .query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1
        .into_owned();
    let of_another = Asked {
        verifier: "of-somebody-who-stole-the-code-on-its-way-back".into(),
        ..asked()
    };
    let stolen = stage.client.identity(&stage.provider, &of_another, &code, now).await;
    assert!(
        matches!(&stolen, Err(ProviderFault::Answer(text)) if text.contains("invalid_grant")),
        "{stolen:?}"
    );
    let spent = stage.client.identity(&stage.provider, &asked(), &code, now).await;
    assert!(matches!(spent, Err(ProviderFault::Answer(_))), "{spent:?}");
}

#[tokio::test]
async fn a_provider_that_is_down_is_no_answer() {
    let stage = stage().await;
    stage.sandbox.provider().misbehave(Mischief {
        is_down: true,
        ..Mischief::default()
    });
    let refused = stage.ask(&asked()).await;
    assert!(matches!(refused, Err(ProviderFault::Unreachable(_))), "{refused:?}");
    let nowhere = Provider {
        issuer: "http://127.0.0.1:9/provider".to_owned(),
        ..stage.provider.clone()
    };
    let now = stage.sandbox.play().now();
    let refused = stage.client.address(&nowhere, &asked(), now).await;
    assert!(matches!(refused, Err(ProviderFault::Unreachable(_))), "{refused:?}");
    stage.sandbox.provider().misbehave(Mischief::default());
    let wrong = Provider {
        issuer: format!("{}provider/", stage.sandbox.base_url()),
        ..stage.provider
    };
    let refused = stage.client.address(&wrong, &asked(), now).await;
    assert!(
        matches!(refused, Err(ProviderFault::Answer(_))),
        "the issuer is compared to the letter: {refused:?}"
    );
}
