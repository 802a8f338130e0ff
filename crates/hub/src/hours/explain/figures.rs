//! Why hours above the contract, an allowance or a payout is what it is.

use super::Sources;
use super::origin::said;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::desired::{as_shifts, in_circumstances};
use crate::hours::origin::Origin;
use crate::people::display_name;
use crate::rule_sets::rule_version;
use loonbrug_domain::allowance::{MealRule, TravelAgreement, kilometre_rates, meal_days, travel_days};
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::explain::{
    Explanation, Fact, explain_allowance, explain_credits, explain_plus_minus, explain_shift, explain_top_ups,
};
use loonbrug_domain::ids::PayoutId;
use loonbrug_domain::plus_minus::{Norm, over_range};
use loonbrug_domain::{Date, Dated, Factor, Language};
use loonbrug_store::{Payout, PayoutState, Posting};
use std::collections::BTreeSet;

impl Hub {
    /// What a line follows from that rules of factors did not make.
    pub(super) async fn explain_origin(
        &self,
        coupling: &OpenCoupling,
        of: &Sources,
        origin: Origin,
    ) -> Result<Vec<Explanation>, HubError> {
        Ok(match origin {
            Origin::PlusHours { .. } => {
                self.explain_range(coupling, of, coupling.settings.plus_hours.norm)
                    .await?
            }
            Origin::MealAllowance { .. } => of.meals(),
            Origin::TravelAllowance { .. } => of.travel(),
            Origin::Payout { payout } => self.explain_payout(coupling, payout).await?,
            Origin::CallTopUp { .. } => of.top_ups(),
            Origin::SickHours { pay, percent, .. } => self.explain_sick_hours(coupling, of, (pay, percent)).await?,
            Origin::TimeForTime { credit, .. } => self.explain_untaken(coupling, &of.person, credit).await?,
            Origin::Hours { .. } | Origin::Surcharge { .. } | Origin::Days => of.explain(Factor::WORKED),
        })
    }

    /// Plus/minus hours over the days of the sources.
    pub(crate) async fn explain_range(
        &self,
        coupling: &OpenCoupling,
        of: &Sources,
        norm: Norm,
    ) -> Result<Vec<Explanation>, HubError> {
        let (range, standing) = (of.range, of.standing());
        let counting = norm.covered(range).unwrap_or(range);
        let absence = self.paid_absence(coupling.organisation(), counting).await?;
        let (Ok(mut days), Ok(contracts)) = (
            of.brought.worked_days(counting, &standing),
            standing.contracts_that_count(counting),
        ) else {
            return Ok(of.explain(Factor::WORKED));
        };
        days.extend(absence.get(&of.person.id).into_iter().flatten());
        let Ok(Some(figure)) = over_range(&days, &contracts, norm, range) else {
            return Ok(vec![said(
                "geen contracturen in deze dagen".to_owned(),
                "no contract hours in these days".to_owned(),
            )]);
        };
        Ok(explain_plus_minus(&figure, &days, &|date| of.shifts_on(date)))
    }

    /// Who asked for a payout, who approved it, and what its ledger held.
    async fn explain_payout(&self, coupling: &OpenCoupling, payout: PayoutId) -> Result<Vec<Explanation>, HubError> {
        let Some(payout) = self.store.payout(coupling.organisation(), payout).await? else {
            return Ok(Vec::new());
        };
        let mut because = self.decided(&payout);
        if let Some(ledger) = payout.source.ledger() {
            because.extend(self.entries_of_payout(&payout, ledger).await?);
        }
        Ok(because)
    }

    /// Who asked for a payout, and who decided about it last.
    pub(crate) fn decided(&self, payout: &Payout) -> Vec<Explanation> {
        let on = |at| dutch_date(self.surroundings.date_of(at));
        let (by, at, hours) = (&payout.requested_by, on(payout.requested_at), payout.hours);
        let asked = said(
            format!("{hours} uur, aangevraagd op {at} door {by}"),
            format!("{hours} hours, asked for on {at} by {by}"),
        );
        let decided = payout.decided.as_ref().map(|decided| {
            let (by, at) = (&decided.by, on(decided.at));
            let (dutch, english) = decision(payout);
            said(
                format!("{dutch} op {at} door {by} {}", decided.reason)
                    .trim_end()
                    .to_owned(),
                format!("{english} on {at} by {by} {}", decided.reason)
                    .trim_end()
                    .to_owned(),
            )
        });
        std::iter::once(asked).chain(decided).collect()
    }

    /// What Nmbrs holds, or may hold, of a line: every posting of its origin, with its run.
    pub(crate) async fn postings_of(
        &self,
        coupling: &OpenCoupling,
        like: impl Fn(&Posting) -> bool,
        origin: &str,
    ) -> Result<Vec<Explanation>, HubError> {
        let postings = self.store.postings_of_origin(coupling.id(), origin).await?;
        let of_line = postings
            .iter()
            .filter(|posting| posting.origin == origin && like(posting));
        Ok(of_line.map(|posting| self.posting(posting)).collect())
    }

    pub(crate) fn posting(&self, posting: &Posting) -> Explanation {
        let on = self.surroundings.date_of(posting.changed_at);
        let run = posting.run;
        Explanation::of(Fact::Posting {
            mark: posting.mark.clone(),
            kind: LineKind::parse(&posting.kind).unwrap_or(LineKind::Hours),
            quantity: posting.quantity,
            state: posting.state.name().to_owned(),
            on,
        })
        .because([said(format!("run {run}"), format!("run {run}"))])
    }
}

fn decision(payout: &Payout) -> (&'static str, &'static str) {
    match payout.state {
        PayoutState::Void => ("geannuleerd", "cancelled"),
        PayoutState::Posted => (
            "door Nmbrs bevestigd, als laatste beslist",
            "confirmed by Nmbrs, decided last",
        ),
        PayoutState::Approved | PayoutState::Requested => ("goedgekeurd", "approved"),
    }
}

impl Sources {
    /// The pieces of shifts that are credited to a ledger under a factor.
    pub(crate) fn explain_credit(&self, factor: Factor) -> Vec<Explanation> {
        let person = self.standing();
        let Ok(shifts) = in_circumstances(&self.brought.shifts, &person) else {
            return Vec::new();
        };
        explain_credits(&self.known(&shifts), &self.rules, self.range, factor, &rule_version)
    }

    fn top_ups(&self) -> Vec<Explanation> {
        let person = self.standing();
        let shifts = in_circumstances(&self.brought.shifts, &person).unwrap_or_default();
        explain_top_ups(&self.known(&shifts), &self.rules, self.range, &rule_version)
    }

    fn meals(&self) -> Vec<Explanation> {
        let rules = self.profiles.meal_rules(self.person.id, self.range);
        let (Ok(shifts), Ok(rules)) = (as_shifts(&self.brought.shifts), rules) else {
            return self.explain(Factor::WORKED);
        };
        let due = meal_days(&shifts, &rules, self.range);
        let rule = |rule: &Dated<MealRule>, language| rule.value.text(language);
        vec![explain_allowance(&due, &rule, &|date| self.shifts_on(date))]
    }

    fn travel(&self) -> Vec<Explanation> {
        let agreements = self.profiles.travel_agreements(self.person.id, self.range);
        let (Ok(shifts), Ok(agreements)) = (as_shifts(&self.brought.shifts), agreements) else {
            return self.explain(Factor::WORKED);
        };
        let due = travel_days(&shifts, &BTreeSet::new(), &agreements, &kilometre_rates(), self.range);
        let rule = |rule: &Dated<TravelAgreement>, language: Language| {
            let word = language.pick("reiskosten per dag gewerkt", "travel per day worked");
            format!("{word}: {}", rule.value)
        };
        due.map_or_else(
            |_| Vec::new(),
            |due| vec![explain_allowance(&due, &rule, &|date| self.shifts_on(date))],
        )
    }

    /// The shifts that start on a day, with where they come from.
    pub(super) fn shifts_on(&self, date: Date) -> Vec<Explanation> {
        let Ok(shifts) = as_shifts(&self.brought.shifts) else {
            return Vec::new();
        };
        let of_day = shifts
            .iter()
            .zip(&self.origins)
            .filter(|(shift, _)| shift.date() == date);
        let of_day = of_day.map(|(shift, origin)| explain_shift(shift, origin.clone()));
        let of_lines = self.brought.lines.iter().filter(|line| line.range.from == date);
        of_day.chain(of_lines.map(|line| self.explain_line(line))).collect()
    }

    /// The name of whom it is about.
    pub(crate) fn name(&self) -> String {
        display_name(&self.person)
    }
}
