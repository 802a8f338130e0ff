//! The person who settles conflicts, and knows what really happened.

use crate::stage::Row;
use crate::walk::Walk;
use loonbrug_hub::hours::{ByHand, OpenDoubt};

impl Walk<'_> {
    /// Settles every conflict, and gives how many there were.
    pub async fn settle_conflicts(&mut self) -> anyhow::Result<usize> {
        let coupling = self.node.coupling().await?;
        let doubts = self.node.hub.doubts(&coupling).await;
        let Some(doubts) = self.foreseen(doubts)? else {
            return Ok(0);
        };
        let mut conflicts = 0;
        for doubt in doubts.iter().filter(|doubt| doubt.for_a_person) {
            let word = self.word(doubt).await?;
            let coupling = self.node.coupling().await?;
            let settled = self.node.hub.settle_by_hand(&coupling, &doubt.mark, &word).await;
            self.foreseen(settled)?;
            self.note(&format!(
                "about {} {} {} in conflict ({}), somebody says {word:?}",
                doubt.kind, doubt.code, doubt.quantity, doubt.note
            ));
            conflicts += 1;
        }
        Ok(conflicts)
    }

    /// What is said of a posting: which row is ours, whether it is not there, or that the row is somebody else's.
    async fn word(&mut self, doubt: &OpenDoubt) -> anyhow::Result<ByHand> {
        let postings = self.node.hub.store.all_postings(self.coupling).await?;
        let is_stray = postings
            .iter()
            .any(|posting| posting.mark == doubt.mark && posting.action == "insert" && posting.remote_id.is_some());
        let rows = self.nmbrs.rows();
        let of_ours = |row: &&Row| !row.entered_by_hand && doubt.candidates.contains(&row.name);
        let ours: Vec<&Row> = rows.iter().filter(of_ours).collect();
        // What came twice is taken away in Nmbrs: nobody else would.
        for double in ours.iter().skip(1) {
            self.nmbrs.delete_row(double)?;
            self.note(&format!(
                "by hand: the second row {} {} of {} goes",
                double.code, double.quantity, double.employee
            ));
        }
        let ours = ours.first().map(|row| row.name.clone());
        Ok(match (doubt.action.as_str(), ours) {
            ("insert", Some(row)) => ByHand::Ours(Some(row)),
            ("insert", None) if is_stray => ByHand::Leave,
            ("insert", None) => ByHand::SendAgain,
            ("update", _) if doubt.candidates.is_empty() => ByHand::SendAgain,
            _ if self.dice.percent(50) => ByHand::SendAgain,
            _ => ByHand::Ours(None),
        })
    }
}
