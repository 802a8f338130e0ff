//! The hours of a range under other rules: nothing is sent, nothing is stored, and Nmbrs is not asked.

use super::desired::{by_person, in_circumstances};
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::rules::{WorkedShift, days_needed};
use loonbrug_domain::what_if::{FigureChange, what_if};
use loonbrug_domain::{DateRange, RuleSet};
use serde::Serialize;
use std::collections::BTreeSet;

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
        let mut brought = by_person(self.store.shifts(organisation, needed).await?, Vec::new());
        let (profiles, contracts) = (self.profiles(organisation).await?, self.contracts(organisation).await?);
        let links = self.store.links(coupling.id()).await?;
        let linked: BTreeSet<_> = links.into_iter().map(|link| link.person).collect();
        let (mut people, mut left_out) = (Vec::new(), Vec::new());
        for person in self.store.people(organisation).await? {
            let Some(brought) = brought.remove(&person.id).filter(|_| linked.contains(&person.id)) else {
                continue;
            };
            let contracts = contracts.get(&person.id).map_or(&[][..], Vec::as_slice);
            let Ok(shifts) = in_circumstances(&brought.shifts, &profiles.standing(&person, contracts)) else {
                left_out.push(display_name(&person));
                continue;
            };
            let worked = shifts
                .iter()
                .map(|(shift, circumstances)| WorkedShift { shift, circumstances });
            let figures = what_if(&worked.collect::<Vec<_>>(), &rules, others, range);
            if !figures.is_empty() {
                let (person, employee_number) = (display_name(&person), person.number);
                people.push(PersonUnderRules {
                    person,
                    employee_number,
                    figures,
                });
            }
        }
        people.sort_by(|one, other| one.person.cmp(&other.person));
        let name = |rules: &[RuleSet]| rules.first().map(|rules| rules.name.clone()).unwrap_or_default();
        Ok(WhatIf {
            range,
            rules: name(&rules),
            others: name(others),
            people,
            left_out,
        })
    }
}
