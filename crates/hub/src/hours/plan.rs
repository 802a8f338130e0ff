//! The plan: what Nmbrs should hold, against what it holds, line by line.

use super::closing::{Closing, NoWay};
use super::decision::{
    DriftChoice, LineDecision, LineDecisionKind, decision_key, decision_source, line_name, unwanted_key,
};
use super::flow::Flow;
use super::inputs::Inputs;
use super::origin::Origin;
use super::plan_line::PlanLine;
use super::planned::{Planned, PlannedLine, PlannedPerson};
use super::refused::{RefusedLine, RefusedReason};
use super::steps::steps;
use crate::profiles::OddFigure;
use crate::sender::{Held, HeldRow};
use crate::vault::hexadecimal;
use loonbrug_domain::difference::{Change, Desired, LineChange, LineKey, LineKind, Observed, difference};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Cents, DateRange, Factor, PayPeriod};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The flow and the days that a plan is about, and the pay period that they are sent in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// What is sent.
    pub flow: Flow,
    /// The days.
    pub range: DateRange,
    /// The pay period.
    pub period: PayPeriod,
}

impl Span {
    /// Days whose hours go in a pay period.
    #[must_use]
    pub const fn of_hours(range: DateRange, period: PayPeriod) -> Self {
        let flow = Flow::Hours;
        Self { flow, range, period }
    }

    /// The same days of another flow.
    #[must_use]
    pub const fn of(self, flow: Flow) -> Self {
        Self { flow, ..self }
    }
}

/// A plan of one flow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HoursPlan {
    /// Name of the coupling.
    pub coupling: String,
    /// Days and pay period.
    pub span: Span,
    /// Whether the period is the one that is open in Nmbrs, where the interface tells.
    pub period_is_open: Option<bool>,
    /// Whether it is closed, and how changes go then.
    pub closing: Closing,
    /// The text that goes along: `Uren 01-04-2023 t/m 30-04-2023`.
    pub description: String,
    /// The lines of hours, then those of days; sorted as the manual shows them.
    pub lines: Vec<PlanLine>,
    /// What cannot be sent, and why.
    pub refused: Vec<RefusedLine>,
    /// What is odd about these people in these days, and who accepted it. Nothing goes for somebody while one waits.
    pub odd: Vec<OddFigure>,
    /// People with contract hours who worked in these days: their hours go by another flow.
    pub contract_hours: Vec<String>,
    /// Short hash of all that would be sent: sending can ask for the plan that was looked at.
    pub fingerprint: String,
}

impl HoursPlan {
    /// Compares what is desired with what is held, and puts the person's decisions in.
    #[must_use]
    pub fn make(inputs: &Inputs, planned: &Planned, held: &Held) -> Self {
        let of_flow = |figure: &&OddFigure| inputs.span.flow.looks_at(&figure.oddity.finding);
        let mut odd: Vec<OddFigure> = inputs.odd.iter().filter(of_flow).cloned().collect();
        let waiting = odd.iter().filter(|figure| figure.waits());
        let waiting: BTreeSet<PersonId> = waiting.map(|figure| figure.oddity.person).collect();
        let mut lines = Vec::new();
        for person in &planned.people {
            lines.extend(person_lines(inputs, person, held));
        }
        lines.sort_by(|a, b| order(a).cmp(&order(b)));
        for (number, line) in (1..).zip(&mut lines) {
            line.number = number;
        }
        let mut refused = planned.refused.clone();
        lines.retain(|line| match no_way(line, inputs) {
            Some(reason) => {
                refused.push(refused_line(line, reason));
                false
            }
            None => true,
        });
        for line in &mut lines {
            line.waits_for_odd = waiting.contains(&line.key.person);
        }
        let concerned: BTreeSet<PersonId> = lines.iter().map(|line| line.key.person).collect();
        odd.retain(|figure| concerned.contains(&figure.oddity.person));
        let fingerprint = fingerprint(&lines);
        Self {
            coupling: inputs.coupling.clone(),
            span: inputs.span,
            period_is_open: inputs.open_period.map(|open| open == inputs.span.period),
            closing: inputs.closing,
            description: inputs.span.flow.description(inputs.span.range),
            lines,
            refused,
            odd,
            contract_hours: planned.elsewhere.clone(),
            fingerprint,
        }
    }

    /// The lines that would be sent now.
    pub fn to_send(&self) -> impl Iterator<Item = &PlanLine> {
        self.lines.iter().filter(|line| line.is_sent())
    }

    /// A short name of a line that stays the same while people decide: for forms.
    #[must_use]
    pub fn handle(&self, line: &PlanLine) -> String {
        let digest = Sha256::digest(line_name(line, self.span.period).as_bytes());
        hexadecimal(&digest[..8])
    }

    /// The lines by their handle.
    #[must_use]
    pub fn by_handle(&self) -> HashMap<String, &PlanLine> {
        self.lines.iter().map(|line| (self.handle(line), line)).collect()
    }

    /// Whether something waits for a person.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        !self.refused.is_empty() || self.lines.iter().any(PlanLine::needs_person)
    }

    /// People of whom something stays behind: refused, left out, or for a person to decide.
    #[must_use]
    pub fn held_back(&self) -> BTreeSet<PersonId> {
        let refused = self.refused.iter().map(|line| line.whose);
        let stays = |line: &&PlanLine| line.needs_person() || (!line.chosen && line.change.is_sent());
        let waiting = self.lines.iter().filter(stays);
        refused.chain(waiting.map(|line| line.key.person)).collect()
    }

    /// What all lines come to: the totals that the manual's screens invite to check. Of hours with a surcharge only the
    /// line of 100 % counts, which holds all of them.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.totals_of(|_| true)
    }

    /// The same of the lines that are chosen.
    #[must_use]
    pub fn chosen_totals(&self) -> Totals {
        self.totals_of(|line| line.chosen)
    }

    fn totals_of(&self, counts: fn(&PlanLine) -> bool) -> Totals {
        let mut totals = Totals::default();
        for line in self.lines.iter().filter(|line| counts(line)) {
            if matches!(line.change, Change::Removed { .. }) {
                continue;
            }
            match (line.key.kind, line.factor) {
                (LineKind::Hours, Some(factor)) if self.span.flow == Flow::Hours && factor != Factor::WORKED => {}
                (LineKind::Hours, factor) => {
                    totals.hundredths += line.change.to();
                    // What a call pays above what was worked has no days of its own.
                    let has_days = self.span.flow != Flow::Hours || factor.is_some();
                    totals.days += if has_days { line.days } else { 0 };
                }
                (LineKind::Wages, _) => {
                    totals.cents += line.change.to();
                    totals.days += line.days;
                }
                (LineKind::Days, _) => {}
            }
        }
        totals
    }
}

/// What the lines of a plan come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Totals {
    /// Hours, in hundredths.
    pub hundredths: i64,
    /// Days that the lines are about.
    pub days: i64,
    /// Amounts, in cents.
    pub cents: i64,
}

/// The lines of one person: hours first, because days are those of the ranges whose hours are sent.
fn person_lines(inputs: &Inputs, person: &PlannedPerson, held: &Held) -> Vec<PlanLine> {
    let rows = held.get(&person.person).map_or(&[][..], Vec::as_slice);
    let mut lines = Vec::new();
    for kind in [LineKind::Hours, LineKind::Wages] {
        let asked = person.lines.iter().filter(|line| line.kind == kind);
        let sources = asked.map(|line| source(inputs, person.person, *line)).collect();
        lines.extend(compared(inputs, person, rows, kind, &sources));
    }
    let Some(days) = person.days_of_period else {
        return lines;
    };
    let left_alone = |key: &LineKey| inputs.concerns(key) && !person.covers(key);
    let has_hours = lines.iter().any(has_hours_of_ours) || !inputs.sent.ours_of(person.person, left_alone).is_empty();
    let asked = PlannedLine {
        kind: LineKind::Days,
        origin: Origin::Days,
        computed: if has_hours { days.in_all } else { days.elsewhere },
        per_day: None,
        mapped_code: 0,
    };
    let sources = BTreeMap::from([source(inputs, person.person, asked)]);
    lines.extend(compared(inputs, person, rows, LineKind::Days, &sources));
    lines
}

/// Whether Nmbrs holds hours of a line that came from us, or gets them now. What waits for a person takes no days along,
/// neither in nor out.
fn has_hours_of_ours(line: &PlanLine) -> bool {
    match line.change {
        Change::New { .. } => line.chosen,
        Change::PossiblyThere { .. } => line.is_adopted(),
        Change::Removed { .. } => !line.chosen,
        Change::Changed { .. }
        | Change::Unchanged { .. }
        | Change::Drifted { .. }
        | Change::Agreed { .. }
        | Change::InDoubt { .. } => true,
    }
}

/// Compares the lines of one kind.
fn compared(
    inputs: &Inputs,
    person: &PlannedPerson,
    rows: &[HeldRow],
    kind: LineKind,
    sources: &BTreeMap<LineKey, Source>,
) -> Vec<PlanLine> {
    let mine = |key: &LineKey| key.kind == kind && person.covers(key) && inputs.concerns(key);
    let ours = inputs.sent.ours_of(person.person, mine);
    let asked_for = sources.iter().map(|(key, source)| (key, source.quantity()));
    // What was taken over of a line that nothing asks for any more is what it should be.
    let taken_over = ours
        .iter()
        .filter(|line| !sources.contains_key(&line.key))
        .filter_map(|line| Some((&line.key, unwanted(inputs, &line.key).quantity?)));
    let desired: Vec<Desired> = asked_for
        .chain(taken_over)
        .filter(|(_, quantity)| *quantity != 0)
        .map(|(key, quantity)| Desired {
            key: key.clone(),
            quantity,
        })
        .collect();
    let mut observed: Vec<Observed> = rows.iter().map(|row| row.observed.clone()).collect();
    // Rows of ours that belong to other lines, such as those of another range, are nobody else's.
    let others = inputs.sent.ours_of(person.person, |key| key.kind == kind && !mine(key));
    let taken: BTreeSet<&str> = others
        .iter()
        .flat_map(|line| &line.rows)
        .map(|row| row.row.as_str())
        .collect();
    let shared: BTreeMap<&str, &LineKey> = ours
        .iter()
        .flat_map(|line| line.rows.iter().map(|row| (row.row.as_str(), &line.key)))
        .collect();
    observed.retain_mut(|held| {
        // What other lines put in a row of ours is not ours to compare.
        match shared.get(held.row.as_str()) {
            Some(key) => {
                held.quantity -= inputs.sent.others_in(key, &held.row);
                held.kind == kind
            }
            None => held.kind == kind && (held.row.is_empty() || !taken.contains(held.row.as_str())),
        }
    });
    if kind == LineKind::Days && observed.is_empty() {
        // Days that may not be read are taken to be what we last set.
        observed.extend(
            ours.iter()
                .flat_map(|line| &line.rows)
                .map(|row| unread_days(person.person, row.quantity)),
        );
    }
    let doubts: BTreeSet<LineKey> = inputs
        .sent
        .doubts_of(person.person)
        .filter(|key| mine(key))
        .cloned()
        .collect();
    difference(&desired, &ours, &observed, &doubts)
        .into_iter()
        .map(|line| plan_line(inputs, person, line, sources))
        .collect()
}

fn unread_days(person: PersonId, quantity: i64) -> Observed {
    Observed {
        person,
        kind: LineKind::Days,
        row: String::new(),
        code: 0,
        quantity,
    }
}

/// What a line should hold, with what was decided about it.
fn source(inputs: &Inputs, person: PersonId, line: PlannedLine) -> (LineKey, Source) {
    let origin = line.origin.to_string();
    let about = decision_key(person, line.kind, &origin, inputs.span.period);
    let decision = inputs
        .decisions
        .about(&about, &decision_source(line.computed, line.mapped_code));
    let key = LineKey {
        person,
        kind: line.kind,
        origin,
        code: decision.code.unwrap_or(line.mapped_code),
    };
    let source = Source {
        computed: line.computed,
        per_day: line.per_day,
        mapped_code: line.mapped_code,
        decision,
    };
    (key, source)
}

/// Where a line's figure comes from.
struct Source {
    computed: i64,
    per_day: Option<Cents>,
    mapped_code: i64,
    decision: LineDecision,
}

impl Source {
    fn quantity(&self) -> i64 {
        self.decision.quantity.unwrap_or(self.computed)
    }
}

fn plan_line(
    inputs: &Inputs,
    person: &PlannedPerson,
    line: LineChange,
    sources: &BTreeMap<LineKey, Source>,
) -> PlanLine {
    let source = sources.get(&line.key);
    let decision = source.map_or_else(|| unwanted(inputs, &line.key), |source| source.decision);
    let factor = Origin::parse(&line.key.origin).and_then(Origin::factor);
    let drift_mark = drift_mark(inputs, &line);
    let decision = LineDecision {
        drift: decision.drift.filter(|drift| Some(drift.about) == drift_mark),
        ..decision
    };
    let is_left = decision.left_out
        || decision.possibly_there == Some(LineDecisionKind::Leave)
        || decision.drift.is_some_and(|drift| drift.choice == DriftChoice::Ignore);
    let change = match line.change {
        Change::PossiblyThere { to, .. } if decision.possibly_there == Some(LineDecisionKind::Add) => {
            Change::New { to }
        }
        change => change,
    };
    PlanLine {
        number: 0,
        person: person.name.clone(),
        employee_number: person.employee_number,
        days: person.days,
        factor,
        computed: source.map_or(0, |source| source.computed),
        per_day: source.and_then(|source| source.per_day),
        mapped_code: source.map_or(0, |source| source.mapped_code),
        code_label: inputs.code_label(line.key.kind, line.key.code),
        chosen: !is_left,
        decision,
        change,
        asked_for: source.is_some(),
        drift_mark,
        waits_for_odd: false,
        available: inputs.available(&line.key),
        key: line.key,
    }
}

/// What was decided about a line of ours that nothing asks for any more.
fn unwanted(inputs: &Inputs, key: &LineKey) -> LineDecision {
    inputs
        .decisions
        .about(&unwanted_key(key, inputs.span.period), &decision_source(0, 0))
}

/// What was found of a change by hand, and after which revision of ours: the same change once more asks anew.
fn drift_mark(inputs: &Inputs, line: &LineChange) -> Option<u64> {
    let Change::Drifted { rows, .. } = &line.change else {
        return None;
    };
    let found = format!("{} {rows:?}", inputs.sent.next_revision(&line.key));
    let digest = Sha256::digest(found.as_bytes());
    // Fifty-three bits, so that any reader of JSON keeps the number.
    Some(digest[..7].iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte)) >> 3)
}

/// Why a line cannot go to a closed period.
fn no_way(line: &PlanLine, inputs: &Inputs) -> Option<RefusedReason> {
    if !(line.is_sent() || line.is_entered()) {
        return None;
    }
    if line.key.kind == LineKind::Days && line.is_sent() && inputs.closing.into_period().is_some() {
        let from = match line.change {
            Change::Changed { from, .. } | Change::Removed { from, .. } => from,
            Change::Drifted { theirs, .. } => theirs.unwrap_or(0),
            _ => 0,
        };
        let to = line.change.to();
        return Some(RefusedReason::DaysOfClosedPeriod { from, to });
    }
    match steps(line, inputs).err()? {
        NoWay::Negative(hundredths) => Some(RefusedReason::NegativeDifference { hundredths }),
        NoWay::Recoded => Some(RefusedReason::RecodedInClosedPeriod),
    }
}

fn refused_line(line: &PlanLine, reason: RefusedReason) -> RefusedLine {
    RefusedLine {
        whose: line.key.person,
        person: line.person.clone(),
        employee_number: Some(line.employee_number),
        factor: line.factor,
        hundredths: (line.key.kind == LineKind::Hours).then(|| line.change.to()),
        cents: (line.key.kind == LineKind::Wages).then(|| line.change.to()),
        reason,
    }
}

/// The manual's order: hours per factor, fewest first, and days after them; plus hours and payouts by person; meal
/// allowances by the number of days. By what was computed and not by what was decided, so that a number keeps meaning
/// the same line; for the same reason what nothing asks for any more comes last.
fn order(line: &PlanLine) -> (bool, bool, Option<Factor>, i64, i64, &str, i64, i64) {
    let days = line.key.kind == LineKind::Days;
    let by_name = days || line.factor.is_some();
    let by_quantity = by_name || line.key.kind == LineKind::Wages;
    let computed = if days { line.days } else { line.computed };
    (
        days,
        !line.asked_for,
        line.factor,
        if by_quantity { computed } else { 0 },
        if by_quantity { line.days } else { 0 },
        if by_name { &line.person } else { "" },
        line.employee_number,
        if line.asked_for {
            line.mapped_code
        } else {
            line.key.code
        },
    )
}

fn fingerprint(lines: &[PlanLine]) -> String {
    let mut hash = Sha256::new();
    for line in lines.iter().filter(|line| line.is_sent() || line.is_entered()) {
        let drift = line.drift_choice();
        hash.update(format!("{:?} {:?} {drift:?}\n", line.key, line.change).as_bytes());
    }
    hexadecimal(&hash.finalize()[..6])
}
