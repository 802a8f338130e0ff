//! By which ways notices leave, as whoever runs Loonbrug set it up.

use crate::application::Hub;
use loonbrug_post::{Mailer, WebhookClient};
use url::Url;

/// By which ways notices leave.
#[derive(Clone, Debug, Default)]
pub struct Post {
    /// Hands letters in; none where no mail server was set up: then nobody is written to.
    pub mail: Option<Mailer>,
    /// Calls webhooks.
    pub webhooks: Option<WebhookClient>,
    /// The address under which browsers reach the pages, for links.
    pub pages: Option<Url>,
}

impl Hub {
    /// Whether a mail server was set up.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.post.mail.is_some()
    }
}
