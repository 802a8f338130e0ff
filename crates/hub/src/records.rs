//! What Nmbrs says of people, as it is kept: salaries encrypted, the rest readable.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::kind_word;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use loonbrug_domain::ids::CouplingId;
use loonbrug_nmbrs::{RecordContent, RecordKind};
use loonbrug_store::RemoteRecord;

impl Hub {
    /// The stored form of a record.
    pub(crate) fn seal_record(
        &self,
        coupling: &OpenCoupling,
        kind: RecordKind,
        text: &[u8],
    ) -> Result<String, HubError> {
        if kind == RecordKind::Salary {
            let encrypted = self.vault.encrypt(&purpose_of_records(coupling.id()), text)?;
            return Ok(sealed_text(&encrypted));
        }
        Ok(String::from_utf8_lossy(text).into_owned())
    }

    /// The content of a stored record.
    pub fn open_record(&self, coupling: &OpenCoupling, record: &RemoteRecord) -> Result<RecordContent, HubError> {
        let unreadable = |source| HubError::Settings {
            coupling: coupling.row.name.clone(),
            source,
        };
        if record.kind != kind_word(RecordKind::Salary) {
            return serde_json::from_str(&record.content).map_err(unreadable);
        }
        let encrypted = sealed_bytes(&record.content);
        let text = self.vault.decrypt(&purpose_of_records(coupling.id()), &encrypted)?;
        serde_json::from_slice(&text).map_err(unreadable)
    }
}

/// What the records of a coupling are bound to.
pub(crate) fn purpose_of_records(coupling: CouplingId) -> String {
    format!("records of coupling {coupling}")
}

/// What is encrypted, as the content of a record.
pub(crate) fn sealed_text(encrypted: &[u8]) -> String {
    format!("\"{}\"", BASE64_STANDARD.encode(encrypted))
}

/// What is encrypted in the content of a record; nothing where it is not.
pub(crate) fn sealed_bytes(content: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(content.trim_matches('"')).unwrap_or_default()
}
