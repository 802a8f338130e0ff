//! Where a notice leads to, and links that hold a secret.

use super::finding::Found;
use super::words;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{NoticeId, OrganisationId, UserId};
use loonbrug_domain::notice::NoticeKind;
use loonbrug_store::{Notice, Telling};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;
use url::form_urlencoded::byte_serialize;

/// What the secret end of a notice's link is bound to.
pub(crate) fn link_purpose(notice: NoticeId) -> String {
    format!("notice {notice} link")
}

/// The page of a coupling.
pub(super) fn coupling_page(organisation: OrganisationId, name: &str) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    format!("/e/{organisation}/couplings/{}", name.replace('+', "%20"))
}

impl Hub {
    /// The letter with an invitation; nothing where no mail server was set up.
    pub(crate) async fn invitation_letter(&self, user: UserId, secret: &SecretString) -> Result<Telling, HubError> {
        if !self.sends_mail() {
            return Ok(Telling::default());
        }
        let cause = format!("invitation {}", self.surroundings.identity());
        let found = Found {
            link: "/invitation/".to_owned(),
            ..Found::of_user(user, NoticeKind::Invited, cause, words::invited())
        };
        let mut telling = self.telling(&[found]).await?;
        for notice in &mut telling.notices {
            notice.sealed = Some(self.sealed_link(notice.id, secret)?);
        }
        Ok(telling)
    }

    /// The secret end of a link, encrypted for the notice that carries it.
    pub(super) fn sealed_link(&self, notice: NoticeId, secret: &SecretString) -> Result<Vec<u8>, HubError> {
        let secret = secret.expose_secret().as_bytes();
        Ok(self.vault.encrypt(&link_purpose(notice), secret)?)
    }

    /// Where a notice leads to, whole; the page alone where nobody said under which address the pages are.
    pub(super) fn address_of(&self, notice: &Notice) -> Result<String, HubError> {
        let mut page = notice.link.clone();
        if let Some(sealed) = &notice.sealed {
            let secret = self.vault.decrypt(&link_purpose(notice.id), sealed)?;
            page.push_str(&String::from_utf8_lossy(&secret));
        }
        Ok(self.whole_address(&page))
    }

    pub(super) fn whole_address(&self, page: &str) -> String {
        let whole = self.post.pages.as_ref().and_then(|pages| pages.join(page).ok());
        whole.map_or_else(|| page.to_owned(), |whole: Url| whole.to_string())
    }
}
