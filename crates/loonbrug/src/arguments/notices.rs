//! `notices …`, and by which mail server letters leave.

use super::profiles::OfOrganisation;
use super::values::{email_address, notice_kind};
use clap::{Args, Subcommand, ValueEnum};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{DeliveryId, WebhookId};
use loonbrug_domain::notice::NoticeKind;
use std::path::PathBuf;

/// By which mail server letters leave.
#[derive(Args, Clone, Debug)]
pub struct MailOptions {
    /// Name of the mail server. Without it nobody is written to.
    #[arg(
        id = "mail_host",
        long = "mail-host",
        env = "LOONBRUG_MAIL_HOST",
        value_name = "NAME",
        requires = "mail_from"
    )]
    pub host: Option<String>,
    /// Its port; without it the usual one: 587, with tls 465, with none 25.
    #[arg(
        id = "mail_port",
        long = "mail-port",
        env = "LOONBRUG_MAIL_PORT",
        value_name = "PORT"
    )]
    pub port: Option<u16>,
    /// How the way to it is kept secret.
    #[arg(id = "mail_security", long = "mail-security", env = "LOONBRUG_MAIL_SECURITY", value_enum, default_value_t = SecurityName::Starttls)]
    pub security: SecurityName,
    /// User at the mail server.
    #[arg(
        id = "mail_user",
        long = "mail-user",
        env = "LOONBRUG_MAIL_USER",
        value_name = "NAME",
        requires = "mail_password_file"
    )]
    pub user: Option<String>,
    /// File with the password at the mail server, on its first line.
    #[arg(
        id = "mail_password_file",
        long = "mail-password-file",
        env = "LOONBRUG_MAIL_PASSWORD_FILE",
        value_name = "FILE"
    )]
    pub password_file: Option<PathBuf>,
    /// Who letters come from, such as `Loonbrug <loonbrug@example.nl>`.
    #[arg(
        id = "mail_from",
        long = "mail-from",
        env = "LOONBRUG_MAIL_FROM",
        value_name = "ADDRESS"
    )]
    pub from: Option<String>,
}

/// How the way to the mail server is kept secret, as it is typed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum SecurityName {
    /// TLS from the first byte.
    Tls,
    /// TLS after asking for it.
    Starttls,
    /// None: for a mail server on this machine.
    None,
}

/// `notices …`
#[derive(Subcommand, Debug)]
pub enum NoticesCommand {
    /// What an employer was told lately.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// What could not be delivered, and why.
    Undelivered {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Try again what could not be delivered.
    Again {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The delivery, by its id.
        delivery: DeliveryId,
    },
    /// Leave what could not be delivered: it is not shown any more.
    Leave {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The delivery, by its id.
        delivery: DeliveryId,
    },
    /// Write a trial letter to a user, now.
    Test {
        /// E-mail address of the user.
        #[arg(value_parser = email_address)]
        email: EmailAddress,
        /// By which mail server.
        #[command(flatten)]
        mail: MailOptions,
    },
    /// Programs that hear of notices.
    #[command(subcommand)]
    Webhook(WebhookCommand),
}

/// `notices webhook …`
#[derive(Subcommand, Debug)]
pub enum WebhookCommand {
    /// Add a webhook; prints the secret that signs, once.
    Add {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// Where it listens, `https` only.
        address: String,
        /// What it hears of, such as run.done; may be given more than once.
        #[arg(long, required = true, value_parser = notice_kind, value_name = "KIND")]
        kind: Vec<NoticeKind>,
    },
    /// The webhooks of an employer.
    List {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
    },
    /// Give a webhook another secret; prints it once. For a day the former one signs too.
    Renew {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The webhook, by its id.
        webhook: WebhookId,
    },
    /// Send again to a webhook that stood still.
    Resume {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The webhook, by its id.
        webhook: WebhookId,
    },
    /// Remove a webhook.
    Remove {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The webhook, by its id.
        webhook: WebhookId,
    },
    /// What was sent to a webhook lately, and what it answered.
    Deliveries {
        /// The employer.
        #[command(flatten)]
        of: OfOrganisation,
        /// The webhook, by its id.
        webhook: WebhookId,
    },
}
