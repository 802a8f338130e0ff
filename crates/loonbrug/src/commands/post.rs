//! The ways by which notices leave, and whoever keeps them leaving.

use crate::arguments::{MailOptions, SecurityName};
use crate::configuration::secret_of;
use crate::outcome::Said;
use anyhow::Context as _;
use loonbrug_hub::{Hub, HubError};
use loonbrug_post::{MailSettings, Mailer, Security};
use std::time::Duration;

/// How often to look for what is to be told.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// How often to look at the calendar, counted in looks: each hour.
const LOOKS_AN_HOUR: u32 = 360;

/// Whoever hands letters in, where a mail server was named.
pub fn mailer(options: &MailOptions) -> anyhow::Result<Option<Mailer>> {
    let (Some(host), Some(from)) = (&options.host, &options.from) else {
        return Ok(None);
    };
    let (security, port) = match options.security {
        SecurityName::Tls => (Security::Tls, 465),
        SecurityName::Starttls => (Security::StartTls, 587),
        SecurityName::None => (Security::None, 25),
    };
    let log_in = match (&options.user, &options.password_file) {
        (Some(user), Some(file)) => Some((user.clone(), secret_of(file)?)),
        _ => None,
    };
    let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
    anyhow::ensure!(
        security != Security::None || log_in.is_none() || is_here,
        Said::new(
            "Zonder TLS kan ieder op het netwerk het wachtwoord van de mailserver meelezen. Neem --mail-security starttls of tls.",
            "Without TLS anybody in the network can read the password of the mail server. Take --mail-security starttls or tls.",
        )
    );
    let settings = MailSettings {
        host: host.clone(),
        port: options.port.unwrap_or(port),
        security,
        log_in,
        from: from.clone(),
        patience: Mailer::PATIENCE,
    };
    let mailer = Mailer::new(&settings).with_context(|| {
        Said::new(
            "De instellingen voor mail kloppen niet. Kijk naar --mail-host en --mail-from:",
            "The settings of mail are not right. Look at --mail-host and --mail-from:",
        )
    })?;
    Ok(Some(mailer))
}

/// Finds and delivers notices for as long as the program runs. What fails is told in the log, and tried again.
pub async fn keep_telling(hub: Hub) {
    for look in (0..LOOKS_AN_HOUR).cycle() {
        if look == 0 {
            heed(hub.look_at_the_calendar().await.map(drop));
        }
        heed(hub.find_notices().await.map(drop));
        heed(hub.deliver_notices().await.map(drop));
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn heed(outcome: Result<(), HubError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "notices could not be told");
    }
}
