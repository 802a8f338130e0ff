//! The pages, beside whatever else a command does.

use crate::commands::post::keep_telling;
use crate::commands::sandbox::taken;
use crate::outcome::Said;
use anyhow::Context as _;
use loonbrug_hub::access::OpenIdClient;
use loonbrug_hub::notices::Post;
use loonbrug_hub::settings::Addresses;
use loonbrug_hub::{Hub, Registration};
use loonbrug_post::{Mailer, Reach, WebhookClient};
use loonbrug_web::{DemonstrationLogin, Site, SiteOptions, Tour, first_secret, serve_beside};
use secrecy::ExposeSecret as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

/// Pages that are open.
#[derive(Debug)]
pub struct Pages {
    /// Where browsers find them.
    pub address: Url,
    /// Where the first user is made, with the secret that it takes; none where there are users.
    pub welcome: Option<Url>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    telling: JoinHandle<()>,
}

/// What the pages are opened with.
pub struct Opening {
    /// The hub.
    pub hub: Hub,
    /// Where they listen.
    pub listen: SocketAddr,
    /// The address under which browsers reach them, where that is another.
    pub public_address: Option<Url>,
    /// Proxies that say for whom they ask. With an address of `https` and none given: those on this machine.
    pub proxies: Vec<IpAddr>,
    /// Log-ins of a demonstration.
    pub demonstration: Vec<DemonstrationLogin>,
    /// The guided tour of a demonstration.
    pub tour: Option<Tour>,
    /// Where Nmbrs is.
    pub nmbrs: Addresses,
    /// Our registration at Nmbrs, where there is one.
    pub registration: Option<Registration>,
    /// Whoever hands letters in, where a mail server was named.
    pub mail: Option<Mailer>,
    /// Where webhooks may go.
    pub reach: Reach,
}

/// Opens the pages on an address. Beyond this machine they are served behind `https` only.
pub async fn open(opening: Opening) -> anyhow::Result<Pages> {
    let Opening {
        hub,
        listen,
        public_address,
        ..
    } = opening;
    let is_secure = public_address
        .as_ref()
        .is_some_and(|address| address.scheme() == "https");
    refuse_to_be_overheard(listen, is_secure)?;
    let listener = TcpListener::bind(listen).await.with_context(|| taken(listen))?;
    let here: Url = format!("http://{}/", listener.local_addr()?).parse()?;
    let address = public_address.unwrap_or(here);
    // Over the pages the browser comes back to the pages.
    let redirect = address.join("nmbrs/callback")?;
    let registration = opening.registration.map(|registration| Registration {
        redirect,
        ..registration
    });
    let first_secret = if hub.store.users().await?.is_empty() {
        Some(first_secret())
    } else {
        None
    };
    let welcome = match &first_secret {
        Some(secret) => Some(address.join(&format!("welcome?key={}", secret.expose_secret()))?),
        None => None,
    };
    let hub = hub.speaking_to_providers(OpenIdClient::new()?).posting_by(Post {
        mail: opening.mail,
        webhooks: Some(WebhookClient::new(opening.reach)?),
        pages: Some(address.clone()),
    });
    let options = SiteOptions {
        public_address: address.clone(),
        proxies: if is_secure && opening.proxies.is_empty() {
            vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
        } else {
            opening.proxies
        },
        demonstration: opening.demonstration,
        nmbrs: opening.nmbrs,
        registration,
        first_secret,
    };
    let (stop, stopped) = oneshot::channel();
    let asked = async {
        drop(stopped.await);
    };
    let api = loonbrug_api::router(hub.clone());
    let site = Site::new(hub.clone(), options).with_tour(opening.tour);
    let serving = tokio::spawn(serve_beside(site, api, listener, asked));
    Ok(Pages {
        address,
        welcome,
        stop,
        serving,
        telling: tokio::spawn(keep_telling(hub)),
    })
}

/// Whoever can read along would read passwords: beyond this machine a proxy with `https` must stand before the pages.
fn refuse_to_be_overheard(listen: SocketAddr, is_secure: bool) -> anyhow::Result<()> {
    let is_private = listen.ip().is_loopback();
    anyhow::ensure!(
        is_private || is_secure,
        Said::new(
            format!(
                "Op {listen} kan ieder in het netwerk meelezen. Zet er een proxy met https voor en zeg het adres met --public-address https://…"
            ),
            format!(
                "On {listen} anybody in the network can read along. Put a proxy with https before it and say its address with --public-address https://…"
            ),
        )
    );
    Ok(())
}

impl Pages {
    /// Finishes what is under way and closes.
    pub async fn close(self) -> anyhow::Result<()> {
        drop(self.stop);
        // What is not delivered by now is delivered after the next start, or by another node.
        self.telling.abort();
        Ok(self.serving.await??)
    }
}

#[cfg(test)]
mod tests {
    use super::refuse_to_be_overheard;

    #[test]
    fn pages_are_for_this_machine_unless_https_stands_before_them() {
        let may = |listen: &str, is_secure| refuse_to_be_overheard(listen.parse().unwrap(), is_secure).is_ok();
        assert!(may("127.0.0.1:9080", false) && may("[::1]:9080", false));
        assert!(!may("0.0.0.0:9080", false) && !may("192.0.2.5:9080", false) && !may("[::]:9080", false));
        assert!(may("0.0.0.0:9080", true));
    }
}
