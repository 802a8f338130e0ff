//! What a person changed on the page of a plan: ticks, quantities, codes, and words about rows that are not ours.

use super::asked::Asked;
use super::plan_view::is_shown;
use crate::form::Fields;
use crate::words::parse_hundredths;
use loonbrug_domain::difference::LineKind;
use loonbrug_hub::hours::{DriftChoice, DriftDecision, LineDecision, LineDecisionKind, OpenPlan, PlanLine};
use std::collections::{BTreeMap, BTreeSet};

/// What was typed and cannot be meant; the page is shown again with it, and nothing is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// Handle of the line.
    pub line: String,
    /// What was typed.
    pub typed: String,
    /// What is wrong with it, in Dutch and English.
    pub why: (&'static str, &'static str),
}

/// The decisions that differ from those that hold, by handle.
///
/// # Errors
/// Everything that was typed wrong; then nothing is decided.
pub fn read_decisions(
    open: &OpenPlan,
    asked: &Asked,
    fields: &Fields,
) -> Result<Vec<(String, LineDecision)>, Vec<Wrong>> {
    let plan = open.plan();
    let by_handle: BTreeMap<String, &PlanLine> = plan.lines.iter().map(|line| (plan.handle(line), line)).collect();
    let ticked: BTreeSet<&str> = fields.all("line").collect();
    let mut wanted: BTreeMap<&str, LineDecision> = BTreeMap::new();
    let mut wrong = Vec::new();
    for handle in fields.all("shown") {
        let Some((handle, line)) = by_handle.get_key_value(handle) else {
            continue;
        };
        match of_line(open, handle, line, ticked.contains(handle.as_str()), fields) {
            Ok(decision) => drop(wanted.insert(handle, decision)),
            Err(what) => wrong.push(what),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let word = fields.text("do");
    for (handle, line) in &by_handle {
        let decision = wanted.get(handle.as_str()).copied().unwrap_or(line.decision);
        if let Some(decision) = by_button(word, handle, line, decision, asked) {
            wanted.insert(handle, decision);
        }
    }
    let changed = wanted
        .into_iter()
        .filter(|(handle, decision)| by_handle.get(*handle).is_some_and(|line| line.decision != *decision));
    Ok(changed
        .map(|(handle, decision)| (handle.to_owned(), decision))
        .collect())
}

fn of_line(
    open: &OpenPlan,
    handle: &str,
    line: &PlanLine,
    ticked: bool,
    fields: &Fields,
) -> Result<LineDecision, Wrong> {
    let mut decision = line.decision;
    if ticked != line.chosen {
        decision.left_out = !ticked;
        decision.possibly_there = decision
            .possibly_there
            .filter(|word| !ticked || *word != LineDecisionKind::Leave);
        decision.drift = decision
            .drift
            .filter(|drift| !ticked || drift.choice != DriftChoice::Ignore);
    }
    if let Some(typed) = fields.filled(&format!("quantity-{handle}")) {
        decision.quantity = quantity(handle, line, typed)?;
    }
    if let Some(typed) = fields.filled(&format!("code-{handle}")) {
        decision.code = code(open, handle, line, typed)?;
    }
    Ok(decision)
}

fn quantity(handle: &str, line: &PlanLine, typed: &str) -> Result<Option<i64>, Wrong> {
    let wrong = |why| Wrong {
        line: handle.to_owned(),
        typed: typed.to_owned(),
        why,
    };
    let read = match line.key.kind {
        LineKind::Days => typed.parse().ok(),
        LineKind::Hours | LineKind::Wages => parse_hundredths(typed.trim_start_matches('€')),
    };
    let quantity = read.ok_or_else(|| {
        wrong((
            "is geen aantal. Schrijf het met een komma, zoals 12,50.",
            "is no quantity. Write it with a comma, such as 12,50.",
        ))
    })?;
    if quantity <= 0 {
        return Err(wrong((
            "moet meer dan nul zijn. Haal het vinkje weg om de regel niet te versturen.",
            "must be more than nothing. Take the tick away to leave the line out.",
        )));
    }
    if quantity == line.change.to() {
        return Ok(line.decision.quantity);
    }
    Ok((quantity != line.computed).then_some(quantity))
}

fn code(open: &OpenPlan, handle: &str, line: &PlanLine, typed: &str) -> Result<Option<i64>, Wrong> {
    let number = typed.split_whitespace().next().unwrap_or_default();
    let known = open.codes(line.key.kind);
    match number.parse::<i64>() {
        Ok(code) if code == line.key.code => Ok(line.decision.code),
        Ok(code) if known.iter().any(|choice| choice.code == code) => Ok((code != line.mapped_code).then_some(code)),
        _ => Err(Wrong {
            line: handle.to_owned(),
            typed: typed.to_owned(),
            why: (
                "staat niet in het urenmodel van het bedrijf. Kies een code uit de lijst.",
                "is not in the company's hour model. Choose a code from the list.",
            ),
        }),
    }
}

/// What a button says about a line: about all that match the filter, or about this one.
fn by_button(word: &str, handle: &str, line: &PlanLine, decision: LineDecision, asked: &Asked) -> Option<LineDecision> {
    let ticked = |ticked: bool| {
        is_shown(line, asked).then_some(LineDecision {
            left_out: !ticked,
            ..decision
        })
    };
    let (word, about) = match word {
        "all" => return ticked(true),
        "none" => return ticked(false),
        word => word.split_once(' ')?,
    };
    if about != handle {
        return None;
    }
    let there = |kind| LineDecision {
        possibly_there: Some(kind),
        left_out: false,
        ..decision
    };
    let drift = |choice| LineDecision {
        drift: Some(DriftDecision { choice, about: 0 }),
        ..decision
    };
    Some(match word {
        "adopt" => there(LineDecisionKind::Adopt),
        "add" => there(LineDecisionKind::Add),
        "leave" => there(LineDecisionKind::Leave),
        "take-over" => drift(DriftChoice::TakeOver),
        "restore" => drift(DriftChoice::Restore),
        "ignore" => drift(DriftChoice::Ignore),
        _ => return None,
    })
}
