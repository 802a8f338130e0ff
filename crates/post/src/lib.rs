//! Mail and webhooks: a message in, an outcome out. No policy and no database: what is sent to whom, and when it is tried
//! again, is the hub's.

mod mail;
mod network;
mod trouble;
mod webhook;

pub use mail::{Letter, MailSettings, Mailer, Security};
pub use network::is_public;
pub use trouble::Trouble;
pub use webhook::{Call, Reach, WebhookAddressFault, WebhookClient, check_address, signature};
