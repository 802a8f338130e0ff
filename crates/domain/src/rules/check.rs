//! What is wrong with rule sets: everything at once, each fault with the place where it stands.

mod problem;

pub use problem::RuleProblem;

use super::{Combine, Compensation, Condition, MinimumCall, Overtime, Per, RuleSet, Terms, Window};
use crate::breaks::BreakLadder;
use crate::language::Language;
use crate::quantity::{Factor, Minutes};
use crate::wall::DAY;
use jiff::ToSpan;
use jiff::civil::Weekday;

/// Something that is wrong with a rule set.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", self.text(Language::English))]
pub struct RuleFault {
    /// Name of the rule set.
    pub rules: String,
    /// Name of the rule, where it is about one.
    pub rule: Option<String>,
    /// Where it stands.
    pub place: FaultPlace,
    /// What is wrong.
    pub problem: RuleProblem,
}

/// Where a fault stands in the file of a rule set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FaultPlace {
    /// The list, such as `windows`, and the number in it from 0; nothing when it is about the set itself.
    pub list: Option<(&'static str, usize)>,
    /// The key.
    pub key: &'static str,
}

impl RuleFault {
    /// What is wrong and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let set = language.pick("regelset", "rule set");
        let problem = self.problem.text(language);
        match (&self.rule, self.place.list) {
            (Some(rule), _) if !rule.trim().is_empty() => format!("{set} `{}`, `{rule}`: {problem}", self.rules),
            (_, Some((list, number))) => format!("{set} `{}`, {list} {}: {problem}", self.rules, number + 1),
            _ => format!("{set} `{}`: {problem}", self.rules),
        }
    }
}

/// Everything that is wrong with rule sets of one name, each with the number of its set.
#[must_use]
pub fn faults_of_sets(rule_sets: &[RuleSet]) -> Vec<(usize, RuleFault)> {
    let mut faults: Vec<(usize, RuleFault)> = Vec::new();
    for (number, rules) in rule_sets.iter().enumerate() {
        faults.extend(rules.faults().into_iter().map(|fault| (number, fault)));
    }
    let mut in_time: Vec<(usize, &RuleSet)> = rule_sets.iter().enumerate().collect();
    in_time.sort_by_key(|(_, rules)| rules.valid_from);
    for (&(_, first), &(number, second)) in in_time.iter().zip(in_time.iter().skip(1)) {
        if let Some(problem) = between(first, second) {
            let place = FaultPlace {
                list: None,
                key: "valid-from",
            };
            let rules = second.name.clone();
            faults.push((
                number,
                RuleFault {
                    rules,
                    rule: None,
                    place,
                    problem,
                },
            ));
        }
    }
    faults
}

fn between(first: &RuleSet, second: &RuleSet) -> Option<RuleProblem> {
    let (from, until) = (second.valid_from, first.valid_until);
    if first.valid_from == from {
        let (first, second) = (first.name.clone(), second.name.clone());
        return Some(RuleProblem::SameStart {
            first,
            second,
            valid_from: from,
        });
    }
    let until = until?;
    let next = until.saturating_add(1.day());
    (next != from).then_some(if next < from {
        RuleProblem::Gap { until, from }
    } else {
        RuleProblem::SetsOverlap { until, from }
    })
}

/// Checks each rule set, and that they follow each other.
///
/// # Errors
/// The first fault that is found.
pub fn check_rule_sets(rule_sets: &[RuleSet]) -> Result<(), Box<RuleFault>> {
    faults_of_sets(rule_sets)
        .into_iter()
        .next()
        .map_or(Ok(()), |(_, fault)| Err(Box::new(fault)))
}

impl RuleSet {
    /// Whether the rules can be used.
    ///
    /// # Errors
    /// The first fault that is found.
    pub fn check(&self) -> Result<(), Box<RuleFault>> {
        self.faults()
            .into_iter()
            .next()
            .map_or(Ok(()), |fault| Err(Box::new(fault)))
    }

    /// Everything that is wrong with the rules.
    #[must_use]
    pub fn faults(&self) -> Vec<RuleFault> {
        let mut found = Found {
            rules: &self.name,
            rule: None,
            list: None,
            faults: Vec::new(),
        };
        found.unless(!self.name.trim().is_empty(), "name", RuleProblem::Nameless);
        let ends = self.valid_until.is_none_or(|until| self.valid_from <= until);
        found.unless(ends, "valid-until", RuleProblem::ReversedDays);
        let norm = self
            .year_norm
            .is_none_or(|norm| (Minutes(1)..=Minutes(366 * DAY)).contains(&norm));
        found.unless(norm, "year-norm", RuleProblem::Norm);
        for (number, wage) in self.minimum_wages.iter().enumerate() {
            found.at("minimum-wages", number, None);
            let earlier = self.minimum_wages.iter().take(number);
            let is_later = earlier.clone().all(|earlier| earlier.first_day < wage.first_day);
            found.unless(is_later, "first-day", RuleProblem::NotInOrder);
            found.unless(wage.cents.0 > 0, "cents", RuleProblem::NotPositive);
        }
        self.check_surcharges(&mut found);
        for (number, call) in self.minimum_calls.iter().enumerate() {
            found.at("minimum-calls", number, Some(&call.name));
            check_call(call, &mut found);
        }
        for (number, ladder) in self.breaks.iter().enumerate() {
            found.at("breaks", number, Some(&ladder.name));
            check_ladder(ladder, &mut found);
        }
        self.check_ages(&mut found);
        found.faults
    }

    fn check_surcharges<'a>(&'a self, found: &mut Found<'a>) {
        for (number, window) in self.windows.iter().enumerate() {
            found.at("windows", number, Some(&window.name));
            found.unless(!window.days.is_empty(), "days", RuleProblem::NoDays);
            check_times(window.from_minute, window.to_minute, found);
            check_factor(window.factor, "factor", found);
            check_terms(&window.terms, found);
            self.check_others(number, window, found);
        }
        for (number, rule) in self.whole_shifts.iter().enumerate() {
            found.at("whole-shifts", number, Some(&rule.name));
            found.unless(!rule.days.is_empty(), "days", RuleProblem::NoDays);
            check_times(rule.from_minute, rule.to_minute, found);
            check_factor(rule.factor, "factor", found);
            check_terms(&rule.terms, found);
        }
        for (number, rule) in self.overtime.iter().enumerate() {
            found.at("overtime", number, Some(&rule.name));
            check_norm(rule, found);
            check_factor(rule.factor, "factor", found);
            check_terms(&rule.terms, found);
        }
    }

    /// A window beside those before it: shared time, or days between two versions of the same window.
    fn check_others<'a>(&'a self, number: usize, window: &'a Window, found: &mut Found<'a>) {
        let before = || self.windows.iter().take(number);
        if let Some(other) = before().find(|other| self.clash(other, window)) {
            let other = other.name.clone();
            found.unless(false, "from", RuleProblem::Overlap { other });
        }
        let Some(first) = window.terms.first_day else { return };
        let versions = || before().filter(|other| other.name == window.name && other.days == window.days);
        let until = versions()
            .filter_map(|other| other.terms.last_day)
            .filter(|last| *last < first)
            .max();
        let Some(until) = until else { return };
        let covered = versions().any(|other| {
            other.terms.last_day.is_none_or(|last| last >= first)
                && other
                    .terms
                    .first_day
                    .is_none_or(|start| start <= until.saturating_add(1.day()))
        });
        if !covered && until.saturating_add(1.day()) < first {
            found.unless(false, "terms", RuleProblem::Gap { until, from: first });
        }
    }

    /// Where surcharges are added up, windows may overlap on purpose; the same window twice is a mistake always.
    fn clash(&self, one: &Window, other: &Window) -> bool {
        let shared = match self.combine {
            Combine::Highest => one.from_minute < other.to_minute && other.from_minute < one.to_minute,
            Combine::Sum => (one.from_minute, one.to_minute) == (other.from_minute, other.to_minute),
        };
        let same_people = one.terms.when == other.terms.when && one.terms.unless == other.terms.unless;
        one.days == other.days && shared && same_people && one.terms.share_a_day(&other.terms)
    }

    /// Ladders of breaks leave nobody out between two ages.
    fn check_ages<'a>(&'a self, found: &mut Found<'a>) {
        for (number, ladder) in self.breaks.iter().enumerate() {
            let Some(below) = ladder.age_below else { continue };
            let goes_on = self
                .breaks
                .iter()
                .any(|other| other.age_from <= below && other.age_below != Some(below));
            let older = self.breaks.iter().any(|other| other.age_from > below);
            found.at("breaks", number, Some(&ladder.name));
            found.unless(goes_on || !older, "age-below", RuleProblem::AgeGap { age: below });
        }
    }
}

/// The faults so far, and where the next would stand.
struct Found<'a> {
    rules: &'a str,
    rule: Option<&'a str>,
    list: Option<(&'static str, usize)>,
    faults: Vec<RuleFault>,
}

impl<'a> Found<'a> {
    /// Goes to a rule. A rule has a name: it explains the hours.
    fn at(&mut self, list: &'static str, number: usize, rule: Option<&'a str>) {
        let is_new = self.list != Some((list, number));
        (self.list, self.rule) = (Some((list, number)), rule);
        let named = rule.is_none_or(|name| !name.trim().is_empty());
        self.unless(named || !is_new, "name", RuleProblem::Nameless);
    }

    fn unless(&mut self, fine: bool, key: &'static str, problem: RuleProblem) {
        if !fine {
            self.faults.push(RuleFault {
                rules: self.rules.to_owned(),
                rule: self.rule.map(str::to_owned),
                place: FaultPlace { list: self.list, key },
                problem,
            });
        }
    }
}

fn check_times(from: i64, to: i64, found: &mut Found<'_>) {
    found.unless(
        0 <= from && from < to && to <= DAY,
        "from",
        RuleProblem::Times { from, to },
    );
}

fn check_factor(factor: Factor, key: &'static str, found: &mut Found<'_>) {
    found.unless(
        (Factor::WORKED..=Factor::HIGHEST).contains(&factor),
        key,
        RuleProblem::Factor { factor },
    );
}

fn check_terms(terms: &Terms, found: &mut Found<'_>) {
    let reversed = terms
        .first_day
        .zip(terms.last_day)
        .is_some_and(|(first, last)| last < first);
    found.unless(!reversed, "terms", RuleProblem::ReversedDays);
    for condition in [&terms.when, &terms.unless] {
        check_condition(condition, found);
    }
    if let Compensation::TimeForTime { weeks, otherwise } = terms.compensation {
        found.unless((1..=520).contains(&weeks), "terms", RuleProblem::Weeks);
        check_factor(otherwise, "terms", found);
    }
}

fn check_condition(condition: &Condition, found: &mut Found<'_>) {
    let nobody = condition
        .age_from
        .zip(condition.age_below)
        .is_some_and(|(from, below)| from >= below);
    found.unless(!nobody, "terms", RuleProblem::Ages);
}

fn check_norm(rule: &Overtime, found: &mut Found<'_>) {
    let most = if rule.per == Per::Day { DAY } else { 7 * DAY };
    let fits = (1..=most).contains(&rule.more_than.0);
    found.unless(fits, "more-than", RuleProblem::Norm);
    found.unless(
        (0..=rule.more_than.0.max(0)).contains(&rule.incidental.0),
        "incidental",
        RuleProblem::Norm,
    );
    if let Per::AverageOfWeeks { weeks, counted_from } = rule.per {
        found.unless((2..=52).contains(&weeks), "per", RuleProblem::Weeks);
        let is_monday = counted_from.weekday() == Weekday::Monday;
        found.unless(is_monday, "per", RuleProblem::NotAMonday { date: counted_from });
    }
}

fn check_call(call: &MinimumCall, found: &mut Found<'_>) {
    found.unless((1..=DAY).contains(&call.at_least.0), "at-least", RuleProblem::Norm);
    found.unless((0..DAY).contains(&call.break_up_to.0), "break-up-to", RuleProblem::Norm);
    check_terms(&call.terms, found);
}

fn check_ladder(ladder: &BreakLadder, found: &mut Found<'_>) {
    found.unless(
        ladder.age_below.is_none_or(|below| ladder.age_from < below),
        "age-below",
        RuleProblem::Ages,
    );
    found.unless((1..=DAY).contains(&ladder.part), "part", RuleProblem::NotPositive);
    let climbs = |steps: &[crate::breaks::BreakStep; 2]| {
        steps[0].longer_than < steps[1].longer_than && steps[0].minutes < steps[1].minutes
    };
    found.unless(
        ladder.steps.array_windows().all(climbs),
        "steps",
        RuleProblem::NotInOrder,
    );
    let sensible = |step: &crate::breaks::BreakStep| step.minutes > 0 && Minutes(step.minutes) < step.longer_than;
    found.unless(ladder.steps.iter().all(sensible), "steps", RuleProblem::NotPositive);
}
