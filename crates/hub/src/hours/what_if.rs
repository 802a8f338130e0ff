//! The hours of a range under other rules: nothing is sent, nothing is stored, and Nmbrs is not asked.

use super::linked_work::LinkedWork;
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::rules::days_needed;
use loonbrug_domain::what_if::{FigureChange, what_if};
use loonbrug_domain::{DateRange, RuleSet};
use serde::Serialize;

/// What other rules would make of a range.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct WhatIf {
    /// The days.
    pub range: DateRange,
    /// Name of the rule set that holds.
    pub rules: String,
    /// Name of the other.
    pub others: String,
    /// Those who are linked and worked, by name. Hours that somebody else computed go by no rules, and are left out.
    pub people: Vec<PersonUnderRules>,
    /// Names of those with a shift that cannot have been worked.
    pub left_out: Vec<String>,
}

/// The figures of one person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PersonUnderRules {
    /// Name.
    pub person: String,
    /// Number at the employer.
    pub employee_number: Option<i64>,
    /// Figure beside figure.
    pub figures: Vec<FigureChange>,
}

impl Hub {
    /// The shifts of everybody who is linked, under the rules of the coupling and under others.
    pub async fn what_if(&self, coupling: &OpenCoupling, span: Span, others: &[RuleSet]) -> Result<WhatIf, HubError> {
        let (organisation, range) = (coupling.organisation(), span.range);
        let rules = self.rule_sets(organisation, &coupling.settings.rule_set).await?;
        let [now, then] = [&rules[..], others].map(|rules| days_needed(rules, range));
        let needed = DateRange {
            from: now.from.min(then.from),
            to: now.to.max(then.to),
        };
        let work = LinkedWork::of(self, coupling, needed).await?;
        let people = work.people.iter().map(|of_person| PersonUnderRules {
            person: of_person.name(),
            employee_number: of_person.person.number,
            figures: what_if(&of_person.worked(), &rules, others, range),
        });
        let people = people.filter(|person| !person.figures.is_empty()).collect();
        let name = |rules: &[RuleSet]| rules.first().map(|rules| rules.name.clone()).unwrap_or_default();
        Ok(WhatIf {
            range,
            rules: name(&rules),
            others: name(others),
            people,
            left_out: work.left_out,
        })
    }
}
