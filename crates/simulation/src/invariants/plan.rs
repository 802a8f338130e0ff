//! I2: what has no outcome is seen by whoever looks at the plan.

use crate::broken::{Broken, Invariant};
use crate::invariants::evidence::in_doubt;
use crate::walk::Walk;
use loonbrug_domain::difference::Change;
use loonbrug_hub::hours::{HoursPlan, Origin};
use loonbrug_store::Posting;

impl Walk<'_> {
    /// Every posting in doubt of the plan's period is a line in doubt.
    pub async fn check_plan(&self, plan: &HoursPlan) -> anyhow::Result<()> {
        let postings = self.node.hub.store.all_postings(self.coupling).await?;
        let is_here = |posting: &&Posting| match Origin::of(&posting.origin) {
            Some(origin) if origin.flow() != plan.span.flow => false,
            Some(origin) => origin
                .range()
                .map_or(posting.period == plan.span.period, |range| range == plan.span.range),
            None => false,
        };
        for posting in postings
            .iter()
            .filter(is_here)
            .filter(|posting| in_doubt(posting.state))
        {
            let seen = plan.lines.iter().any(|line| {
                line.key.person == posting.person
                    && line.key.kind.as_str() == posting.kind
                    && line.key.origin == corrected(posting)
                    && line.key.code == posting.code
                    && matches!(line.change, Change::InDoubt { .. })
            });
            if !seen {
                let text = format!(
                    "{} is {:?}, and the plan of {} does not show it",
                    posting.mark, posting.state, plan.span.period
                );
                return Err(Broken::new(Invariant::Visible, text).into());
            }
        }
        Ok(())
    }
}

/// The origin of the line that a posting is about.
pub fn corrected(posting: &Posting) -> String {
    Origin::of(&posting.origin).map_or_else(String::new, |origin| origin.to_string())
}
