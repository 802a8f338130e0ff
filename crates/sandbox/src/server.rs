//! The server: one address, each played system under its prefix.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

use crate::data::log_in;
use crate::play::{Connection, CuttableListener, Play};
use crate::provider::ProviderPlay;
use crate::state::AppState;
use crate::world::World;
use crate::{control, identity, provider, rest, soap};

/// How long open calls may take to end when the server stops.
const LAST_CALLS: Duration = Duration::from_secs(2);

/// Starts sandboxes.
#[derive(Debug)]
pub struct Sandbox;

impl Sandbox {
    /// Listens at an address (port 0 takes a free one) and plays this world. Fails when the address is taken or not
    /// this machine's.
    pub async fn start(listen: SocketAddr, world: World) -> io::Result<Running> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let base_url = Url::parse(&format!("http://{address}/")).map_err(io::Error::other)?;
        let state = AppState::new(Play::new(world), base_url.as_str().trim_end_matches('/').to_owned());
        let service = routes(state.clone()).into_make_service_with_connect_info::<Connection>();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(CuttableListener(listener), service).with_graceful_shutdown(async {
            // An error means that the handle is gone: the server stops as well.
            let _gone = stopped.await;
        });
        let task = tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the sandbox stopped");
            }
        });
        Ok(Running {
            state,
            base_url,
            stop,
            task,
        })
    }
}

fn routes(state: AppState) -> Router {
    Router::new()
        .merge(rest::routes())
        .merge(identity::routes())
        .merge(provider::routes())
        .merge(control::routes())
        .fallback(|| async { (StatusCode::NOT_FOUND, "nothing is played here\n") })
        .with_state(state.clone())
        .nest("/nmbrs/soap/v3", soap::routes(state))
}

/// A sandbox that runs. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    state: AppState,
    base_url: Url,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// The address with a slash at the end: `http://127.0.0.1:9180/`.
    pub const fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// The world and what happens to calls of it, without a detour over HTTP.
    pub fn play(&self) -> &Play {
        &self.state.play
    }

    /// The provider of identities, to be told to misbehave.
    pub fn provider(&self) -> &ProviderPlay {
        &self.state.provider
    }

    /// Writes the world to a file, to go on with it later.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        self.state.play.world().save(path)
    }

    /// Stops: no new calls, and two seconds for the open ones.
    pub async fn stop(self) {
        // An error means that the server has stopped already.
        let _gone = self.stop.send(());
        let mut task = self.task;
        if tokio::time::timeout(LAST_CALLS, &mut task).await.is_err() {
            task.abort();
        }
    }

    /// Waits until the server ends by itself, which it does only when it cannot go on.
    pub async fn wait(&mut self) {
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "the sandbox broke down");
        }
    }

    /// The addresses and log-ins, as lines to print.
    pub fn login_lines(&self) -> Vec<String> {
        let base = &self.base_url;
        vec![
            format!("Nmbrs SOAP      {base}nmbrs/soap/v3/"),
            format!(
                "                {} / token {} / domain {}",
                log_in::EMAIL,
                log_in::TOKEN,
                log_in::DOMAIN
            ),
            format!(
                "Nmbrs REST      {base}nmbrs/  (subscription key {})",
                log_in::SUBSCRIPTION_KEY
            ),
            format!("Nmbrs identity  {base}nmbrs/identity/"),
            format!(
                "                client {} / {}, any loopback redirect address",
                log_in::CLIENT,
                log_in::CLIENT_SECRET
            ),
            format!(
                "Nmbrs log-in    domain {} / {} / password {}",
                log_in::DOMAIN,
                log_in::EMAIL,
                log_in::PASSWORD
            ),
            format!(
                "Sign-in         {base}provider  (any e-mail address / {})",
                log_in::PASSWORD
            ),
            format!("Control         {base}control/state/nmbrs/hours"),
        ]
    }
}
