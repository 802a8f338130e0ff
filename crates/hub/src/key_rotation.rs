//! Another key in the place of the one of now: everything that is encrypted is encrypted anew. Whatever happens in
//! between, the key file opens all of it, and the next try goes on where this one ended.

use crate::access::{provider_purpose, second_factor_purpose};
use crate::application::Hub;
use crate::error::HubError;
use crate::key_file::bytes_of_hexadecimal;
use crate::login::purpose as secret_purpose;
use crate::notices::{link_purpose, webhook_purpose};
use crate::people::kind_word;
use crate::records::{purpose_of_records, sealed_bytes, sealed_text};
use crate::vault::{VaultError, hexadecimal};
use loonbrug_domain::ids::{CouplingId, NoticeId, ProviderId, UserId, WebhookId};
use loonbrug_nmbrs::RecordKind;
use loonbrug_store::{Sealed, SealedIn};

impl Hub {
    /// Encrypts everything anew that was encrypted with a former key; gives how many values that were. The vault must
    /// hold both keys.
    pub async fn seal_all_anew(&self) -> Result<u64, HubError> {
        let mut written = 0;
        for place in SealedIn::ALL {
            written += self.seal_place_anew(place).await?;
        }
        self.audit(
            None,
            "key.rotated",
            "",
            &serde_json::json!({ "values": written }).to_string(),
        )
        .await?;
        Ok(written)
    }

    /// Refuses with what is wrong where the vault does not open everything: then its key is not that of the database.
    pub async fn check_key(&self) -> Result<(), HubError> {
        for place in SealedIn::ALL {
            for sealed in self.store.sealed(place, kind_word(RecordKind::Salary)).await? {
                let (purpose, bytes) = opened_by(place, &sealed)?;
                self.vault.decrypt(&purpose, &bytes)?;
            }
        }
        Ok(())
    }

    /// What was written while it was read is read again, until nothing of a former key is left.
    async fn seal_place_anew(&self, place: SealedIn) -> Result<u64, HubError> {
        let mut written = 0;
        loop {
            let mut anew = Vec::new();
            for sealed in self.store.sealed(place, kind_word(RecordKind::Salary)).await? {
                if let Some(text) = self.anew(place, &sealed)? {
                    anew.push((sealed, text));
                }
            }
            if anew.is_empty() {
                return Ok(written);
            }
            written += self.store.seal_anew(place, &anew).await?;
        }
    }

    /// The same value under the key of now; `None` when it is under that key already.
    fn anew(&self, place: SealedIn, sealed: &Sealed) -> Result<Option<String>, HubError> {
        let (purpose, bytes) = opened_by(place, sealed)?;
        if self.vault.is_of_now(&bytes) {
            return Ok(None);
        }
        let anew = self.vault.encrypt(&purpose, &self.vault.decrypt(&purpose, &bytes)?)?;
        Ok(Some(match place {
            SealedIn::Record | SealedIn::FormerRecord => sealed_text(&anew),
            _ => hexadecimal(&anew),
        }))
    }
}

/// What something encrypted is bound to, and its bytes.
fn opened_by(place: SealedIn, sealed: &Sealed) -> Result<(String, Vec<u8>), VaultError> {
    let bytes = || bytes_of_hexadecimal(&sealed.stored).ok_or(VaultError::Tampered);
    Ok(match place {
        SealedIn::Secret => (secret_purpose(CouplingId(sealed.owner), &sealed.name), bytes()?),
        SealedIn::Record | SealedIn::FormerRecord => (
            purpose_of_records(CouplingId(sealed.owner)),
            sealed_bytes(&sealed.stored),
        ),
        SealedIn::Link => (link_purpose(NoticeId(sealed.owner)), bytes()?),
        SealedIn::Webhook | SealedIn::FormerWebhook => (webhook_purpose(WebhookId(sealed.owner)), bytes()?),
        SealedIn::Provider => (provider_purpose(ProviderId(sealed.owner)), bytes()?),
        SealedIn::SecondFactor | SealedIn::OfferedFactor => (second_factor_purpose(UserId(sealed.owner)), bytes()?),
    })
}
