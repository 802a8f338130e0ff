//! Letters over TLS, to a mail server with a certificate of its own, that notes all that it hears.

use super::{Letter, MailSettings, Mailer, Security};
use crate::Trouble;
use lettre::transport::smtp::client::Certificate;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use secrecy::SecretString;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

const HERE: &str = "127.0.0.1";

/// What the server does about TLS.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offers {
    Nothing,
    StartTls,
    TlsAtOnce,
}

/// Each line that came, and whether TLS hid it on its way.
type Heard = Arc<Mutex<Vec<(bool, String)>>>;

struct Server {
    address: SocketAddr,
    heard: Heard,
    certificate: Vec<u8>,
}

impl Server {
    /// Opens one, with a certificate for this name.
    async fn open(offers: Offers, name: &str) -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((HERE, 0)).await.unwrap();
        let (address, heard) = (listener.local_addr().unwrap(), Heard::default());
        let noted = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, noted) = (acceptor.clone(), Arc::clone(&noted));
                tokio::spawn(async move { drop(serve(stream, offers, acceptor, noted).await) });
            }
        });
        Self {
            address,
            heard,
            certificate: cert.der().to_vec(),
        }
    }

    /// Sends a letter there, with a password; whether the certificate is trusted is said.
    async fn is_sent(&self, security: Security, trusted: bool) -> Result<(), Trouble> {
        let settings = MailSettings {
            host: HERE.to_owned(),
            port: self.address.port(),
            security,
            log_in: Some(("loonbrug".to_owned(), SecretString::from("geheim-van-de-post"))),
            from: "loonbrug@voorbeeld.nl".to_owned(),
            patience: Duration::from_secs(10),
        };
        let also = trusted.then(|| Certificate::from_der(self.certificate.clone()).unwrap());
        let letter = Letter {
            id: "1".to_owned(),
            to: "fleur@voorbeeld.nl".to_owned(),
            subject: "Nieuws".to_owned(),
            text: "Er is nieuws.".to_owned(),
            html: "<p>Er is nieuws.</p>".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        Mailer::trusting(&settings, also)?.send(&letter).await
    }

    /// What anybody on the way could read.
    fn heard_in_the_clear(&self) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let open = heard.iter().filter(|(hidden, _)| !hidden);
        open.map(|(_, line)| line.clone()).collect()
    }

    fn has_taken_the_letter(&self) -> bool {
        let heard = self.heard.lock().unwrap();
        heard.iter().any(|(_, line)| line == "Subject: Nieuws")
    }
}

async fn serve(mut stream: TcpStream, offers: Offers, acceptor: TlsAcceptor, heard: Heard) -> io::Result<()> {
    if offers != Offers::TlsAtOnce {
        stream.write_all(b"220 mailbox\r\n").await?;
        let Some(open) = converse(stream, offers == Offers::StartTls, false, &heard).await? else {
            return Ok(());
        };
        return converse(acceptor.accept(open).await?, false, true, &heard)
            .await
            .map(drop);
    }
    let mut hidden = acceptor.accept(stream).await?;
    hidden.write_all(b"220 mailbox\r\n").await?;
    converse(hidden, false, true, &heard).await.map(drop)
}

/// Talks until the other side leaves, or asks for TLS: then the stream is given back.
async fn converse<S>(stream: S, starts_tls: bool, hidden: bool, heard: &Heard) -> io::Result<Option<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = BufReader::new(stream);
    let mut in_letter = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        heard.lock().unwrap().push((hidden, line.to_owned()));
        if in_letter && line != "." {
            continue;
        }
        let command = line.split(' ').next().unwrap_or_default();
        let answer: &[u8] = match command {
            "EHLO" if starts_tls => b"250-mailbox\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n",
            "EHLO" => b"250-mailbox\r\n250 AUTH PLAIN\r\n",
            "STARTTLS" => b"220 go on\r\n",
            "AUTH" => b"235 fine\r\n",
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 fine\r\n",
        };
        in_letter = command == "DATA";
        stream.write_all(answer).await?;
        stream.flush().await?;
        if command == "STARTTLS" {
            return Ok(Some(stream.into_inner()));
        }
    }
}

/// What may be said before TLS: who is there, and that TLS is wanted.
fn gives_nothing_away(heard: &[String]) -> bool {
    let harmless = |line: &String| line.starts_with("EHLO ") || line == "STARTTLS" || line == "QUIT";
    heard.iter().all(harmless)
}

#[tokio::test]
async fn a_letter_goes_by_tls_and_nothing_of_it_in_the_clear() {
    for (offers, security) in [
        (Offers::TlsAtOnce, Security::Tls),
        (Offers::StartTls, Security::StartTls),
    ] {
        let server = Server::open(offers, HERE).await;
        assert_eq!(server.is_sent(security, true).await, Ok(()));
        assert!(server.has_taken_the_letter());
        assert!(gives_nothing_away(&server.heard_in_the_clear()));
    }
}

#[tokio::test]
async fn a_certificate_of_somebody_else_is_refused_and_the_letter_waits() {
    for (offers, security) in [
        (Offers::TlsAtOnce, Security::Tls),
        (Offers::StartTls, Security::StartTls),
    ] {
        for (name, trusted) in [(HERE, false), ("mail.voorbeeld.nl", true)] {
            let server = Server::open(offers, name).await;
            let refused = server.is_sent(security, trusted).await;
            assert!(
                matches!(&refused, Err(Trouble::Later(why)) if why.contains("certificate")),
                "{refused:?}"
            );
            assert!(gives_nothing_away(&server.heard_in_the_clear()));
            assert!(!server.has_taken_the_letter());
        }
    }
}

#[tokio::test]
async fn a_server_that_offers_no_tls_gets_nothing() {
    let server = Server::open(Offers::Nothing, HERE).await;
    let refused = server.is_sent(Security::StartTls, true).await;
    assert!(matches!(refused, Err(Trouble::Later(_))), "{refused:?}");
    assert!(gives_nothing_away(&server.heard_in_the_clear()));
    let refused = server.is_sent(Security::Tls, true).await;
    assert!(matches!(refused, Err(Trouble::Later(_))), "{refused:?}");
    assert!(
        gives_nothing_away(&server.heard_in_the_clear()),
        "{:?}",
        server.heard_in_the_clear()
    );
}

/// The test can fail: without TLS the password and the letter are read by all.
#[tokio::test]
async fn without_tls_everything_is_in_the_clear() {
    let server = Server::open(Offers::Nothing, HERE).await;
    assert_eq!(server.is_sent(Security::None, true).await, Ok(()));
    assert!(server.has_taken_the_letter());
    assert!(!gives_nothing_away(&server.heard_in_the_clear()));
}
