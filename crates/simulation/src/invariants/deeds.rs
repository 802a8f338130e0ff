//! I1 and I8: everything that came in over an interface is of a posting that says so, and of each posting at most one
//! thing.

use super::evidence::{Evidence, in_doubt};
use crate::broken::{Broken, Invariant};
use crate::stage::{CODES, Deed};
use crate::walk::Walk;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Posting, PostingState};
use std::collections::HashMap;

impl Walk<'_> {
    pub(super) fn check_deeds(&self, evidence: &Evidence) -> anyhow::Result<()> {
        let by_mark = evidence.by_mark();
        let mut inserts: HashMap<&str, u64> = HashMap::new();
        for deed in evidence.deeds.iter().filter(|deed| !deed.by_hand) {
            let postings: Vec<&Posting> = match (&deed.mark, deed.what) {
                (Some(mark), "insert" | "change") => by_mark.get(mark.as_str()).copied().into_iter().collect(),
                (None, "insert" | "change") => Vec::new(),
                _ => evidence
                    .postings
                    .iter()
                    .filter(|posting| self.is_about(posting, deed))
                    .collect(),
            };
            if !postings.iter().any(|posting| self.says(posting, deed)) {
                return Err(Broken::new(Invariant::AsShown, format!("no posting says {deed:?}")).into());
            }
            let may_have = |posting: &&Posting| in_doubt(posting.state) || posting.state == PostingState::Confirmed;
            if !postings.iter().any(may_have) && !self.is_excused(evidence, deed) {
                let states: Vec<_> = postings.iter().map(|posting| posting.state).collect();
                let text = format!("{deed:?} took effect, and its postings are {states:?}");
                return Err(Broken::new(Invariant::NothingDouble, text).into());
            }
            if let ("insert", Some(mark)) = (deed.what, &deed.mark) {
                *inserts.entry(mark).or_default() += 1;
            }
        }
        let too_many: u64 = inserts.values().map(|count| count - 1).sum();
        if too_many > self.twice_so_far() * self.rows_of_a_call() {
            let marks: Vec<_> = inserts.iter().filter(|(_, count)| **count > 1).collect();
            return Err(Broken::new(Invariant::Once, format!("inserted more than once: {marks:?}")).into());
        }
        Ok(())
    }

    /// Calls that were made to take effect twice, until now.
    fn twice_so_far(&self) -> u64 {
        self.watch.twice + self.nmbrs.met("twice")
    }

    /// The most rows that one call can insert: in a batch one for each person and code, that of top-ups included.
    fn rows_of_a_call(&self) -> u64 {
        let lines = u64::from(self.scenario.people) * (CODES.len() as u64 + 1);
        if self.scenario.batches { lines } else { 1 }
    }

    /// Whether a removal or a setting of days is of this posting.
    fn is_about(&self, posting: &Posting, deed: &Deed) -> bool {
        match deed.what {
            "remove" => posting.action == "remove" && posting.remote_id.as_deref() == Some(&deed.row),
            _ => {
                posting.kind == "days"
                    && self.model.number_of(posting.person) == deed.employee
                    && (posting.period.year, posting.period.number) == deed.period
                    && posting.quantity == deed.quantity
            }
        }
    }

    /// Whether a posting means exactly this.
    fn says(&self, posting: &Posting, deed: &Deed) -> bool {
        let same_place = self.model.number_of(posting.person) == deed.employee
            && (posting.period.year, posting.period.number) == deed.period
            && posting.code == deed.code;
        match deed.what {
            "insert" => posting.action == "insert" && same_place && posting.quantity == deed.quantity,
            "change" => {
                let same_row = posting.remote_id.as_deref() == Some(&deed.row);
                posting.action == "update" && same_row && same_place && posting.quantity == deed.quantity
            }
            _ => true,
        }
    }

    /// Whether a person made it impossible to see that it took effect, or effects may come too late.
    fn is_excused(&self, evidence: &Evidence, deed: &Deed) -> bool {
        let touched = if deed.row.is_empty() {
            let days = evidence
                .deeds
                .iter()
                .filter(|other| other.row.is_empty() && other.by_hand);
            days.into_iter()
                .any(|other| other.employee == deed.employee && other.period == deed.period)
        } else {
            evidence.touched_by_hand(&deed.row)
        };
        // Over SOAP setting days overwrites, so that days which may not be read are set again without harm.
        let set_again = deed.row.is_empty() && self.scenario.interface == Interface::Soap;
        touched || set_again || self.options.late
    }
}
