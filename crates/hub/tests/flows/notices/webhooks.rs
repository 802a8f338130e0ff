//! Webhooks against a program that receives for real and checks the signature as the specification says.

use super::{minutes, organisation, pause, user};
use crate::stage::{COUPLING, Stage, over};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use loonbrug_domain::access::Role;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_hub::Hub;
use loonbrug_hub::notices::{NoticeRefusal, Post};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_post::{Reach, WebhookClient, signature};
use loonbrug_store::{DeliveryState, Webhook};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What came: headers by their names in small letters, and the body.
type Received = (BTreeMap<String, String>, String);

/// A program that hears of notices.
#[derive(Clone)]
struct Program {
    address: SocketAddr,
    status: Arc<Mutex<&'static str>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Program {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let program = Self {
            address: listener.local_addr().unwrap(),
            status: Arc::new(Mutex::new("204 No Content")),
            received: Arc::default(),
        };
        let opened = program.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let program = opened.clone();
                tokio::spawn(async move { drop(program.receive(stream).await) });
            }
        });
        program
    }

    async fn receive(&self, stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut reader = BufReader::new(reader);
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).await?;
            let Some((name, value)) = line.trim().split_once(": ") else {
                if line.trim().is_empty() {
                    break;
                }
                continue;
            };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").map_or(0, |text| text.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body).await?;
        let body = String::from_utf8(body).unwrap();
        self.received.lock().unwrap().push((headers, body));
        let status = *self.status.lock().unwrap();
        let answer =
            format!("HTTP/1.1 {status}\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        writer.write_all(answer.as_bytes()).await
    }

    fn answer(&self, status: &'static str) {
        *self.status.lock().unwrap() = status;
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// A hub that may call programs on this machine.
fn calling(hub: &Hub) -> Hub {
    hub.posting_by(Post {
        mail: None,
        webhooks: Some(WebhookClient::new(Reach::ThisMachineToo).unwrap()),
        pages: Some("https://loonbrug.voorbeeld.nl/".parse().unwrap()),
    })
}

struct Scene {
    hub: Hub,
    program: Program,
    organisation: OrganisationId,
    webhook: Webhook,
    secret: SecretString,
}

async fn scene(stage: &Stage) -> Scene {
    let hub = calling(&stage.hub);
    let program = Program::open().await;
    let organisation = stage.couple(COUPLING).await.organisation();
    let address = format!("http://{}/hook", program.address);
    let kinds = [NoticeKind::CouplingPaused].into();
    let (webhook, secret) = hub.add_webhook(organisation, &address, &kinds).await.unwrap();
    Scene {
        hub,
        program,
        organisation,
        webhook,
        secret,
    }
}

/// Whether one of the signatures is of this secret.
fn is_signed_by((headers, body): &Received, secret: &SecretString) -> bool {
    let key = secret.expose_secret().strip_prefix("whsec_").unwrap();
    let key = BASE64_STANDARD.decode(key).unwrap();
    let at = headers["webhook-timestamp"].parse().unwrap();
    let at = jiff::Timestamp::from_second(at).unwrap();
    let expected = signature(&key, &headers["webhook-id"], at, body);
    headers["webhook-signature"].split(' ').any(|one| one == expected)
}

async fn tell(hub: &Hub) {
    super::tell(hub).await;
}

#[tokio::test]
async fn a_program_hears_of_what_it_asked_for_signed_and_without_names() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        pause(stage).await;
        stage.hub.resume(&stage.coupling().await).await.unwrap();
        tell(&scene.hub).await;
        let received = scene.program.received();
        assert_eq!(received.len(), 1, "it did not ask for the other");
        assert!(is_signed_by(&received[0], &scene.secret));
        assert!(!is_signed_by(&received[0], &"whsec_AAAA".into()));
        let (headers, body) = &received[0];
        assert_eq!(headers["content-type"], "application/json");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["type"], "coupling.paused");
        assert_eq!(body["timestamp"], "2023-05-17T07:00:00Z");
        let coupling = stage.coupling().await.id();
        assert_eq!(body["data"]["coupling"], coupling.to_string());
        assert_eq!(body["data"]["organisation"], scene.organisation.to_string());
        let deliveries = scene.hub.webhook_deliveries(scene.organisation, scene.webhook.id).await;
        let (delivery, _) = deliveries.unwrap().remove(0);
        assert_eq!(
            (delivery.state, delivery.answer.as_str()),
            (DeliveryState::Sent, "HTTP 204")
        );
        assert_eq!(headers["webhook-id"], delivery.id.to_string());
        scene.hub.deliver_again(scene.organisation, delivery.id).await.unwrap();
        tell(&scene.hub).await;
        let again = scene.program.received();
        assert_eq!(again.len(), 2);
        assert_eq!(again[1].0["webhook-id"], delivery.id.to_string());
    })
    .await;
}

#[tokio::test]
async fn a_new_secret_signs_beside_the_former_one_for_a_day() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        let renewed = scene
            .hub
            .renew_webhook_secret(scene.organisation, scene.webhook.id)
            .await;
        let renewed = renewed.unwrap();
        pause(stage).await;
        tell(&scene.hub).await;
        let during = scene.program.received().remove(0);
        assert!(is_signed_by(&during, &scene.secret) && is_signed_by(&during, &renewed));
        minutes(&stage.clock, 24 * 60);
        stage.hub.resume(&stage.coupling().await).await.unwrap();
        pause(stage).await;
        tell(&scene.hub).await;
        let after = scene.program.received().remove(1);
        assert!(!is_signed_by(&after, &scene.secret) && is_signed_by(&after, &renewed));
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_sent_again_and_redirects_are_not_followed() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        pause(stage).await;
        for (status, wait) in [("500 Oops", 1), ("302 Found", 2), ("429 Slow Down", 4)] {
            scene.program.answer(status);
            tell(&scene.hub).await;
            minutes(&stage.clock, wait);
        }
        scene.program.answer("200 OK");
        tell(&scene.hub).await;
        let received = scene.program.received();
        assert_eq!(received.len(), 4, "nothing went to /elsewhere");
        assert!(
            received
                .iter()
                .all(|one| one.0["webhook-id"] == received[0].0["webhook-id"])
        );
        let stamps: Vec<_> = received.iter().map(|one| &one.0["webhook-timestamp"]).collect();
        assert!(
            stamps.windows(2).all(|pair| pair[0] < pair[1]),
            "an old one cannot be played again"
        );
        assert_eq!(scene.hub.webhooks(scene.organisation).await.unwrap()[0].failures, 0);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_keeps_failing_stands_still_and_somebody_hears_of_it() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        user(&scene.hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        scene.program.answer("500 Oops");
        let paused = async || scene.hub.webhooks(scene.organisation).await.unwrap()[0].paused_at;
        let mut turns = 0;
        while paused().await.is_none() {
            pause(stage).await;
            tell(&scene.hub).await;
            minutes(&stage.clock, 3);
            turns += 1;
            assert!(turns < 30);
        }
        let calls = scene.program.received().len();
        pause(stage).await;
        tell(&scene.hub).await;
        assert_eq!(scene.program.received().len(), calls, "nothing more is sent");
        let kinds = scene.hub.notices(scene.organisation, 100).await.unwrap();
        let told = kinds.iter().filter(|notice| notice.kind == NoticeKind::WebhookPaused);
        assert_eq!(told.count(), 1);
        scene.program.answer("200 OK");
        scene
            .hub
            .resume_webhook(scene.organisation, scene.webhook.id)
            .await
            .unwrap();
        let (given_up, _) = scene.hub.undelivered(scene.organisation).await.unwrap().remove(0);
        scene.hub.deliver_again(scene.organisation, given_up.id).await.unwrap();
        tell(&scene.hub).await;
        assert_eq!(scene.program.received().len(), calls + 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_inside_is_refused_and_so_is_a_stranger() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        let refused = async |hub: &Hub, address: &str| {
            let kinds = [NoticeKind::RunDone].into();
            let refused = hub.add_webhook(scene.organisation, address, &kinds).await;
            match refused.map(drop) {
                Err(HubError::Refused(Refusal::Notice(refusal))) => refusal,
                other => panic!("{address}: {other:?}"),
            }
        };
        for address in [
            "https://10.0.0.1/",
            "https://[::1]/",
            "http://voorbeeld.nl/",
            "https://a:b@voorbeeld.nl/",
        ] {
            let refusal = refused(&stage.hub, address).await;
            assert!(matches!(refusal, NoticeRefusal::Address(_)), "{address}: {refusal:?}");
        }
        assert!(matches!(
            refused(&stage.hub, "mijn hook").await,
            NoticeRefusal::NoAddress(_)
        ));
        let nothing = scene
            .hub
            .add_webhook(
                scene.organisation,
                "https://voorbeeld.nl/",
                &[NoticeKind::Invited].into(),
            )
            .await;
        assert!(nothing.is_err(), "what is of one user is not told to programs");
        let other = scene.hub.ensure_organisation("Kledingzaak Voorbeeld").await.unwrap().id;
        assert_ne!(other, organisation(&scene.hub).await);
        let id = scene.webhook.id;
        assert!(scene.hub.renew_webhook_secret(other, id).await.is_err());
        assert!(scene.hub.remove_webhook(other, id).await.is_err());
        scene.hub.remove_webhook(scene.organisation, id).await.unwrap();
        pause(stage).await;
        tell(&scene.hub).await;
        assert_eq!(scene.program.received().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_secret_is_under_the_key_and_moves_with_it() {
    over(Interface::Rest, async |stage| {
        let scene = scene(stage).await;
        let stored = &scene.hub.webhooks(scene.organisation).await.unwrap()[0].secret;
        let key = scene.secret.expose_secret().strip_prefix("whsec_").unwrap();
        let key = BASE64_STANDARD.decode(key).unwrap();
        assert!(!stored.windows(key.len()).any(|part| part == key));
        scene.hub.check_key().await.unwrap();
        scene.hub.seal_all_anew().await.unwrap();
        pause(stage).await;
        tell(&scene.hub).await;
        assert!(is_signed_by(&scene.program.received()[0], &scene.secret));
    })
    .await;
}
