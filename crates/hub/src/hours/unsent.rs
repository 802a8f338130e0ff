//! What is due by the rules and goes by no flow: told beside the plan, so that nothing is missing silently.

use super::inputs::Inputs;
use super::refused::RefusedReason;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::rules::Circumstances;
use loonbrug_domain::{Factor, Minutes};
use loonbrug_store::Person;
use serde::Serialize;

/// Hours of one person that no flow sends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UnsentHours {
    /// Name of the person.
    pub person: String,
    /// Number of the person in Nmbrs.
    pub employee_number: i64,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// What they are.
    #[serde(flatten)]
    pub unsent: Unsent,
}

/// Why hours go by no flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "unsent")]
pub enum Unsent {
    /// Hours with a surcharge of somebody with contract hours, which rules and profile say are paid: neither the push of
    /// plus hours nor the ledger takes them.
    Surcharge {
        /// The factor.
        factor: Factor,
    },
    /// What calls pay above what was worked (BW 7:628a).
    CallTopUp,
}

impl Inputs {
    /// The surcharges of somebody with contract hours that are to be paid.
    pub(super) fn unsent_surcharges(&self, person: &Person) -> Result<Vec<(Unsent, Minutes)>, RefusedReason> {
        let Some(brought) = self.brought.get(&person.id) else {
            return Ok(Vec::new());
        };
        let groups = self.groups_of(person.id);
        let profile = self.profiles.on(person.id, groups, self.span.range.to);
        let choice = profile
            .surcharge_hours()
            .map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let circumstances = Circumstances {
            processing: choice.copied().unwrap_or_default(),
            ..super::desired::circumstances(person, groups, Some(ContractKind::ContractHours))
        };
        let outcome = brought.outcome(self.span.range, &self.rules, &circumstances)?;
        let unsent = |(factor, minutes)| (Unsent::Surcharge { factor }, minutes);
        Ok(outcome.paid.into_iter().map(unsent).collect())
    }
}
