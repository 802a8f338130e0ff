//! I9: one text of everything that is there in the end.

use crate::walk::Walk;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

impl Walk<'_> {
    /// Hash of what Nmbrs holds and of every posting: the same on every database.
    pub async fn digest(&mut self) -> anyhow::Result<String> {
        let evidence = self.evidence().await?;
        let mut hash = Sha256::new();
        let rows = evidence.rows.iter().map(|row| format!("{row:?}"));
        let deeds = evidence.deeds.iter().map(|deed| format!("{deed:?}"));
        let events = evidence.events.iter().map(|event| format!("{event:?}"));
        let postings = evidence.postings.iter().map(|posting| format!("{posting:?}"));
        for line in rows.chain(deeds).chain(events).chain(postings) {
            hash.update(line.as_bytes());
        }
        for period in self.model.periods() {
            hash.update(format!("{:?}", self.nmbrs.days(period)).as_bytes());
        }
        let bytes = hash.finalize();
        Ok(bytes.iter().take(8).fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _written = write!(text, "{byte:02x}");
            text
        }))
    }
}
