//! I3: Nmbrs holds what was confirmed, but where a person changed it or something is in doubt.

use super::evidence::{Evidence, in_doubt};
use crate::broken::{Broken, Invariant};
use crate::stage::Row;
use crate::walk::Walk;
use std::collections::{HashMap, HashSet};

impl Walk<'_> {
    pub(super) fn check_rows(&self, evidence: &Evidence) -> anyhow::Result<()> {
        let held: HashMap<&str, &Row> = evidence.rows.iter().map(|row| (row.name.as_str(), row)).collect();
        let last = evidence.last_deeds();
        let open: HashSet<&str> = evidence
            .postings
            .iter()
            .filter(|posting| in_doubt(posting.state))
            .filter_map(|posting| posting.remote_id.as_deref())
            .collect();
        for (name, (quantity, lines)) in evidence.ledger.by_row() {
            let as_confirmed = held
                .get(name)
                .is_some_and(|held| held.quantity == quantity && lines.iter().all(|line| line.code == held.code));
            let by_hand = last.get(name).is_some_and(|deed| deed.by_hand);
            // A change that was given up as absent may come after all.
            let too_late = self.options.late && last.get(name).is_some_and(|deed| deed.what == "change");
            if !as_confirmed && !by_hand && !too_late && !open.contains(name) {
                let now = held.get(name);
                let text = format!("{lines:?} have {quantity} in {name}, and Nmbrs holds {now:?}");
                return Err(Broken::new(Invariant::NothingLost, text).into());
            }
        }
        Ok(())
    }
}
