//! Signing in with a provider of identities, as a browser does it.

use crate::stage::{PASSWORD, Stage, User};
use loonbrug_domain::Language;
use loonbrug_domain::access::Role;
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::access::{NewProvider, NewUser};
use loonbrug_sandbox::data::log_in::{CLIENT, CLIENT_SECRET};
use loonbrug_sandbox::provider::{Mischief, log_in};
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};
use secrecy::ExposeSecret as _;
use std::net::SocketAddr;

const ACCOUNT: &str = "t.lakeman@elders.example";

/// A provider that the sandbox plays.
struct Provider {
    sandbox: Running,
    id: ProviderId,
}

async fn provider(stage: &Stage) -> Provider {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let sandbox = Sandbox::start(listen, World::manuals()).await.unwrap();
    sandbox.play().world_mut().clock = Some(stage.hub.surroundings.now());
    let new = NewProvider {
        name: "Keycloak".to_owned(),
        issuer: format!("{}provider", sandbox.base_url()),
        client_id: CLIENT.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        second_factor: None,
    };
    let id = stage.hub.add_provider(&new).await.unwrap().id;
    Provider { sandbox, id }
}

fn to(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{answer:?}");
    answer.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// The cookie that an answer sets, without what is said of it.
fn set(answer: &Response) -> String {
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

async fn text(answer: Response, status: StatusCode) -> String {
    assert_eq!(answer.status(), status, "{answer:?}");
    answer.text().await.unwrap()
}

/// Follows a link to the provider, logs in there, and gives the answer to coming back.
async fn through(stage: &Stage, link: &str, session: &str) -> Response {
    let there = stage.browse(link, session).await;
    let visit = set(&there);
    let back = log_in(&to(&there).parse().unwrap(), ACCOUNT).await.unwrap();
    stage.browse(back.as_str(), &format!("{visit}; {session}")).await
}

/// The first address of a page that begins like this.
fn link_on(page: &str, begins: &str) -> String {
    let (_, rest) = page.split_once(&format!("href=\"{begins}")).unwrap();
    let rest = rest.split('"').next().unwrap();
    format!("{begins}{rest}").replace("&#38;", "&").replace("&amp;", "&")
}

/// A user who accepted an invitation with an account; their session.
async fn accepted(stage: &Stage, provider: &Provider) -> String {
    let new = NewUser {
        email: "thomas@example.nl".parse().unwrap(),
        name: "Thomas".to_owned(),
        language: Language::Dutch,
    };
    let invited = stage.hub.add_user(&new).await.unwrap();
    let invitation = format!("/invitation/{}", invited.secret.expose_secret());
    let page = text(stage.browse(&invitation, "").await, StatusCode::OK).await;
    assert!(page.contains("Aanmelden met Keycloak"), "{page}");
    let link = link_on(&page, &format!("{invitation}/with/"));
    let back = through(stage, &link, "").await;
    assert_eq!(to(&back), "/");
    provider.sandbox.play().world_mut().clock = Some(stage.hub.surroundings.now());
    set(&back)
}

#[tokio::test]
async fn an_invitation_is_accepted_with_an_account_and_the_button_signs_in() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    let session = accepted(&stage, &provider).await;
    let account = text(stage.browse("/account", &session).await, StatusCode::OK).await;
    assert!(
        account.contains(ACCOUNT) && account.contains("Je hebt geen wachtwoord"),
        "{account}"
    );
    assert!(!account.contains("action=\"/account/password\""));
    let page = text(stage.browse("/sign-in?to=%2Faccount", "").await, StatusCode::OK).await;
    let back = through(&stage, &link_on(&page, "/sign-in/with/"), "").await;
    assert_eq!(to(&back), "/account");
    text(stage.browse("/account", &set(&back)).await, StatusCode::OK).await;
    // Back in the history of the browser there is nothing to be had.
    let elsewhere = format!("/sign-in/with/{}?to=https%3A%2F%2Felders.example", provider.id);
    assert_eq!(
        to(&through(&stage, &elsewhere, "").await),
        "/",
        "nobody is sent to another site"
    );
}

#[tokio::test]
async fn a_form_of_a_session_that_is_over_is_sent_after_signing_in_with_an_account() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    let cookie = accepted(&stage, &provider).await;
    stage.after(31);
    provider.sandbox.play().world_mut().clock = Some(stage.hub.surroundings.now());
    let user = User {
        cookie,
        token: String::new(),
    };
    let form = [("name", "Thomas L.")];
    let sent = stage.ask(&Method::POST, "/account/look", Some(&user), &form).await;
    let page = text(stage.browse(&to(&sent), &user.cookie).await, StatusCode::OK).await;
    let back = through(&stage, &link_on(&page, "/sign-in/with/"), "").await;
    let waits = to(&back);
    assert!(waits.starts_with("/unsent/"), "{waits}");
    let page = text(stage.browse(&waits, &set(&back)).await, StatusCode::OK).await;
    assert!(page.contains("Thomas L."), "{page}");
}

#[tokio::test]
async fn who_is_unknown_or_brings_another_answer_gets_one_clear_page_and_no_session() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    stage.user(Role::Owner, stage.organisation).await;
    let link = format!("/sign-in/with/{}", provider.id);
    let unknown = through(&stage, &link, "").await;
    assert!(unknown.headers().get(SET_COOKIE).is_none());
    let page = text(unknown, StatusCode::FORBIDDEN).await;
    assert!(
        page.contains("Vraag de eigenaar van je organisatie om een uitnodiging"),
        "{page}"
    );
    assert_eq!(stage.hub.store.users().await.unwrap().len(), 1, "nobody is added");

    let back = log_in(&to(&stage.browse(&link, "").await).parse().unwrap(), ACCOUNT)
        .await
        .unwrap();
    let of_another_browser = stage.browse(back.as_str(), "").await;
    let page = text(of_another_browser, StatusCode::BAD_REQUEST).await;
    assert!(page.contains("Begin opnieuw"), "{page}");

    let there = stage.browse(&link, "").await;
    let went_with = to(&there)
        .split("state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let no = format!("/sign-in/back?error=access_denied%22%3Cb%3E&state={went_with}");
    let page = text(stage.browse(&no, &set(&there)).await, StatusCode::BAD_REQUEST).await;
    assert!(page.contains("access_denied") && !page.contains("<b>"), "{page}");
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_and_the_password_still_works() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    stage.user(Role::Owner, stage.organisation).await;
    provider.sandbox.provider().misbehave(Mischief {
        is_down: true,
        ..Mischief::default()
    });
    stage.after(61);
    let down = stage
        .browse(&format!("/sign-in/with/{}?to=%2Ftoday", provider.id), "")
        .await;
    let page = text(down, StatusCode::BAD_GATEWAY).await;
    assert!(
        page.contains("niet bereikbaar") && page.contains("log in met je wachtwoord"),
        "{page}"
    );
    assert!(page.contains("href=\"/sign-in?to=%2Ftoday\""), "{page}");
    stage.again(Role::Owner, stage.organisation).await;
    let none = stage
        .browse("/sign-in/with/018815e5-0000-7000-8000-000000000000", "")
        .await;
    text(none, StatusCode::NOT_FOUND).await;
}

#[tokio::test]
async fn an_account_is_linked_from_our_own_page_only_and_unlinked() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let address = format!("/account/accounts/{}", provider.id);
    let from_elsewhere = stage.browse(&address, &owner.cookie).await;
    assert_eq!(to(&from_elsewhere), "/account", "no other site begins it");
    let page = text(stage.browse("/account", &owner.cookie).await, StatusCode::OK).await;
    let link = link_on(&page, &address);
    assert!(!link.contains(&owner.token), "the token of forms is in no address");
    assert_eq!(to(&through(&stage, &link, &owner.cookie).await), "/account?done=linked");
    let page = text(stage.browse("/account", &owner.cookie).await, StatusCode::OK).await;
    assert!(page.contains(ACCOUNT), "{page}");
    let form = [("token", owner.token.as_str())];
    let unlinked = stage.ask(&Method::POST, &address, Some(&owner), &form).await;
    assert_eq!(to(&unlinked), "/account?done=unlinked");
    let page = text(stage.browse("/account", &owner.cookie).await, StatusCode::OK).await;
    assert!(!page.contains(ACCOUNT), "{page}");
}

#[tokio::test]
async fn who_must_prove_to_be_there_before_linking_goes_on_to_the_provider() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let address = format!("/account/accounts/{}", provider.id);
    let page = text(stage.browse("/account", &owner.cookie).await, StatusCode::OK).await;
    stage.after(11);
    provider.sandbox.play().world_mut().clock = Some(stage.hub.surroundings.now());
    let asked = to(&stage.browse(&link_on(&page, &address), &owner.cookie).await);
    let wanted = asked.strip_prefix("/prove?").unwrap();
    let (_, wanted) = url::form_urlencoded::parse(wanted.as_bytes()).next().unwrap();
    let form = [
        ("token", owner.token.as_str()),
        ("to", wanted.as_ref()),
        ("password", PASSWORD),
    ];
    let proven = stage.ask(&Method::POST, "/prove", Some(&owner), &form).await;
    let on = to(&proven);
    assert!(on.starts_with(&address) && on != wanted, "{on}");
    assert_eq!(to(&through(&stage, &on, &set(&proven)).await), "/account?done=linked");
}

#[tokio::test]
async fn who_has_no_password_proves_to_be_there_at_the_provider_and_keeps_the_last_way_in() {
    let stage = Stage::set().await;
    let provider = provider(&stage).await;
    let session = accepted(&stage, &provider).await;
    stage.after(11);
    provider.sandbox.play().world_mut().clock = Some(stage.hub.surroundings.now());
    let asked = stage.browse("/account/second-factor", &session).await;
    let prove = to(&asked);
    assert!(prove.starts_with("/prove?to="), "{prove}");
    let page = text(stage.browse(&prove, &session).await, StatusCode::OK).await;
    assert!(
        !page.contains("name=\"password\"") && page.contains("nieuwe uitnodiging"),
        "{page}"
    );
    let back = through(&stage, &link_on(&page, "/prove/with/"), &session).await;
    assert_eq!(to(&back), "/account/second-factor");
    let session = set(&back);
    text(stage.browse("/account/second-factor", &session).await, StatusCode::OK).await;
    let (_, secret) = session.split_once('=').unwrap();
    let user = User {
        token: stage.hub.visitor(secret).await.unwrap().csrf,
        cookie: session.clone(),
    };
    let form = [("token", user.token.as_str())];
    let address = format!("/account/accounts/{}", provider.id);
    let last = stage.ask(&Method::POST, &address, Some(&user), &form).await;
    let page = text(last, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        page.contains("Zonder dit account kun je niet meer inloggen") && page.contains(ACCOUNT),
        "{page}"
    );
}
