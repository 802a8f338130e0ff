//! Logging in at Nmbrs from the command line: the browser goes there and comes back to this machine.

use crate::context::Context;
use crate::outcome::Said;
use anyhow::Context as _;
use loonbrug_hub::settings::Addresses;
use loonbrug_hub::{Access, Registration};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// Shows where to log in, waits for the browser to come back, and turns what it brings into tokens.
pub async fn in_browser(context: &Context, addresses: &Addresses) -> anyhow::Result<Access> {
    let registration = context.configuration.registration()?;
    let listener = listen(&registration.redirect).await?;
    let authorization = context.hub.begin_login(&registration, addresses)?;
    eprintln!(
        "{}\n{}",
        context.say("Log in bij Nmbrs op:", "Log in at Nmbrs at:"),
        authorization.url
    );
    let back = loop {
        let (stream, _) = listener.accept().await?;
        if let Some(back) = come_back(stream, &registration.redirect).await? {
            break back;
        }
    };
    let code = code_of(&back, &authorization.state)?;
    Ok(context
        .hub
        .finish_login(&registration, addresses, &code, &authorization.verifier)
        .await?)
}

/// The same, with whoever plays the browser: for the demonstration.
pub async fn through<F>(
    context: &Context,
    registration: &Registration,
    addresses: &Addresses,
    browser: impl FnOnce(Url) -> F,
) -> anyhow::Result<Access>
where
    F: Future<Output = anyhow::Result<Url>>,
{
    let authorization = context.hub.begin_login(registration, addresses)?;
    let back = browser(authorization.url.clone()).await?;
    let code = code_of(&back, &authorization.state)?;
    Ok(context
        .hub
        .finish_login(registration, addresses, &code, &authorization.verifier)
        .await?)
}

async fn listen(redirect: &Url) -> anyhow::Result<TcpListener> {
    let loopback = matches!(redirect.host_str(), Some("localhost" | "127.0.0.1"));
    anyhow::ensure!(
        loopback,
        Said::new(
            format!("Hier inloggen kan alleen met een redirect naar deze machine, niet naar {redirect}."),
            format!("Logging in here takes a redirect to this machine, not to {redirect}."),
        )
    );
    let port = redirect.port_or_known_default().unwrap_or(80);
    TcpListener::bind(("127.0.0.1", port)).await.with_context(|| {
        Said::new(
            format!("Poort {port} is bezet. Maak haar vrij en probeer het opnieuw."),
            format!("Port {port} is taken. Free it and try again."),
        )
    })
}

/// Reads one request; gives its address when it is the browser that comes back.
async fn come_back(stream: TcpStream, redirect: &Url) -> anyhow::Result<Option<Url>> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let target = line.split(' ').nth(1).unwrap_or("/");
    let back = redirect.join(target).ok().filter(|back| back.path() == redirect.path());
    let (status, text) = match back {
        Some(_) => ("200 OK", "U kunt dit venster sluiten. You may close this window."),
        None => ("404 Not Found", ""),
    };
    let length = text.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
    );
    stream.get_mut().write_all(answer.as_bytes()).await?;
    stream.get_mut().shutdown().await?;
    Ok(back)
}

/// The code, if this is the answer to our log-in.
fn code_of(back: &Url, state: &str) -> anyhow::Result<String> {
    let parameter = |name: &str| {
        back.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    if let Some(error) = parameter("error") {
        let why = parameter("error_description").unwrap_or_default();
        anyhow::bail!(Said::new(
            format!("Nmbrs gaf geen toestemming: {error} {why}. Log opnieuw in."),
            format!("Nmbrs did not give its consent: {error} {why}. Log in again."),
        ));
    }
    let not_ours = || {
        Said::new(
            "Dit is niet het antwoord op onze log-in. Begin opnieuw.",
            "This is not the answer to our log-in. Begin again.",
        )
    };
    anyhow::ensure!(parameter("state").as_deref() == Some(state), not_ours());
    parameter("code").with_context(not_ours)
}
