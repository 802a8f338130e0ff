//! Mail over SMTP: one letter, one connection.

use crate::trouble::{Trouble, chain};
use jiff::Timestamp;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use std::error::Error;
use std::time::{Duration, SystemTime};

/// A letter as a whole may take so many times as long as one of its steps.
const STEPS: u32 = 4;

/// How the way to the mail server is kept secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// TLS after asking for it, usually port 587; a server that does not offer it gets nothing.
    StartTls,
    /// None: for a mail server on this machine.
    None,
}

/// Where mail is handed in.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept secret.
    pub security: Security,
    /// User and password, where the server asks for them.
    pub log_in: Option<(String, SecretString)>,
    /// Who it comes from: an address, with or without a name.
    pub from: String,
    /// How long one step of a conversation may take: a server that goes silent is tried again later.
    pub patience: Duration,
}

/// A letter to one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// What makes it the same letter when it comes twice; the left half of its Message-ID.
    pub id: String,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Hands letters in at one mail server.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

impl Mailer {
    /// The patience with one step, unless configured.
    pub const PATIENCE: Duration = Duration::from_secs(15);

    /// A mailer with these settings; nothing is asked of the server yet. Refused with what is wrong with the settings.
    pub fn new(settings: &MailSettings) -> Result<Self, Trouble> {
        Self::trusting(settings, None)
    }

    /// The same, that trusts another certificate beside those of the system.
    fn trusting(settings: &MailSettings, also: Option<Certificate>) -> Result<Self, Trouble> {
        let wrong = |error: &dyn Error| Trouble::Never(chain(error));
        let from: Mailbox = settings.from.parse().map_err(|error| wrong(&error))?;
        let tls = match settings.security {
            Security::None => Tls::None,
            Security::Tls => Tls::Wrapper(checked(&settings.host, also)?),
            Security::StartTls => Tls::Required(checked(&settings.host, also)?),
        };
        let domain = from.email.domain().to_owned();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .hello_name(ClientId::Domain(domain))
            .timeout(Some(settings.patience));
        if let Some((user, password)) = &settings.log_in {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose_secret().to_owned()));
        }
        let transport = builder.build();
        Ok(Self {
            transport,
            from,
            patience: settings.patience * STEPS,
        })
    }

    /// Hands a letter in. When this answers, the server has taken it over.
    pub async fn send(&self, letter: &Letter) -> Result<(), Trouble> {
        let message = self.message(letter)?;
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judged(&error)),
            Err(_) => Err(Trouble::Later("the mail server took too long".to_owned())),
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, Trouble> {
        let wrong = |error: &dyn Error| Trouble::Never(chain(error));
        let to: Address = letter.to.parse().map_err(|error| wrong(&error))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&letter.subject)
            .date(SystemTime::from(letter.at))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                letter.text.clone(),
                letter.html.clone(),
            ))
            .map_err(|error| wrong(&error))
    }
}

/// TLS with a server whose certificate is for this name, by an authority of the system or the other one.
fn checked(host: &str, also: Option<Certificate>) -> Result<TlsParameters, Trouble> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(certificate) = also {
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|error| Trouble::Never(chain(&error)))
}

/// A receiver that does not exist never will; everything else may be mended, a refused password too.
fn judged(error: &lettre::transport::smtp::Error) -> Trouble {
    let text = chain(error);
    let code = error.status().map_or(0, u16::from);
    match code {
        550 | 551 | 553 => Trouble::Never(text),
        _ => Trouble::Later(text),
    }
}

/// That no person wrote it, so that nobody's absence assistant answers (RFC 3834).
#[derive(Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;
