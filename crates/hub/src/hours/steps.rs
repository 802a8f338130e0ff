//! The steps by which a line of the target comes to hold what it should: one call each, or an entry here of what the
//! target holds already.

use super::closing::{Closing, NoWay, as_difference, retroactive};
use super::decision::DriftChoice;
use super::inputs::Inputs;
use super::plan_line::PlanLine;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::difference::{Change, DriftedRow, LineKind, OurRow};
use loonbrug_domain::ids::PostingId;
use loonbrug_nmbrs::capability::Capability;
use loonbrug_store::PostingState;

/// What a single posting does to the target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// `insert`, `update`, `remove`; `set` for days.
    pub action: &'static str,
    /// What the row holds afterwards.
    pub quantity: i64,
    /// What it held before.
    pub before: i64,
    /// The row, where it is there already.
    pub row: Option<String>,
    /// `Approved` when a call is to be made, `Confirmed` when the target holds it already.
    pub state: PostingState,
    /// Why it is entered without a call.
    pub note: &'static str,
    /// The pay period that it goes to, when it is not that of the plan.
    pub into: Option<PayPeriod>,
    /// The posting that it corrects.
    pub corrects: Option<PostingId>,
}

impl Step {
    /// How much more the target holds afterwards.
    pub const fn gain(&self) -> i64 {
        self.quantity - self.before
    }
}

/// What the account may do to rows that are there.
#[derive(Clone, Copy, Debug)]
pub struct Rights {
    /// Change them.
    pub update: bool,
    /// Remove them.
    pub remove: bool,
}

impl Rights {
    /// What is known of the account of a coupling.
    pub fn of(inputs: &Inputs, kind: LineKind) -> Self {
        let has = |right| !inputs.settings.missing_rights.contains(&right);
        match kind {
            LineKind::Hours | LineKind::Days => Self {
                update: has(Capability::UpdateHours),
                remove: has(Capability::DeleteHours),
            },
            LineKind::Wages => Self {
                update: has(Capability::UpdateWages),
                remove: has(Capability::DeleteWages),
            },
        }
    }
}

/// The steps of one line of a plan that is applied, by what is known of its pay period.
pub fn steps(line: &PlanLine, inputs: &Inputs) -> Result<Vec<Step>, NoWay> {
    let rights = Rights::of(inputs, line.key.kind);
    let steps = steps_in_place(line, rights);
    match inputs.closing {
        Closing::Open => Ok(steps),
        Closing::Retroactive => Ok(retroactive(steps)),
        Closing::Difference { into } => {
            as_difference(line, steps, into, &inputs.sent, rights, inputs.settings.interface)
        }
    }
}

fn steps_in_place(line: &PlanLine, rights: Rights) -> Vec<Step> {
    let days = line.key.kind == LineKind::Days;
    match &line.change {
        Change::New { to } if days => vec![set(*to, 0)],
        Change::Changed { from, to, .. } if days => vec![set(*to, *from)],
        Change::Removed { from, .. } if days => vec![set(0, *from)],
        Change::New { to } => vec![insert(*to)],
        Change::Changed { from, to, .. } if !rights.update => vec![insert(to - from)],
        Change::Changed { from, to, rows } => changed(*from, *to, rows),
        Change::Removed { from, .. } if !rights.remove => vec![insert(-from)],
        Change::Removed { rows, .. } => rows.iter().map(remove).collect(),
        Change::PossiblyThere { to, row } => vec![Step {
            row: Some(row.clone()),
            ..entered(insert(*to), "adopted")
        }],
        Change::Agreed { rows, .. } => rows.iter().filter_map(|row| taken_over(line, row)).collect(),
        Change::Drifted { to, rows, .. } => match line.drift_choice() {
            Some(DriftChoice::TakeOver) => rows.iter().filter_map(|row| taken_over(line, row)).collect(),
            Some(DriftChoice::Restore) if days => rows.iter().map(|row| set(*to, held(row))).collect(),
            Some(DriftChoice::Restore) => restored(line.key.code, *to, rows),
            Some(DriftChoice::Ignore) | None => Vec::new(),
        },
        Change::Unchanged { .. } | Change::InDoubt { .. } => Vec::new(),
    }
}

/// What somebody did by hand counts as done by us; nothing is sent.
fn taken_over(line: &PlanLine, row: &DriftedRow) -> Option<Step> {
    let same_code = row.held.filter(|(code, _)| *code == line.key.code);
    match same_code {
        _ if line.key.kind == LineKind::Days => Some(entered(set(held(row), row.ours), "changed by hand")),
        Some((_, quantity)) if quantity == row.ours => None,
        Some((_, quantity)) => Some(entered(update(&row.row, quantity, row.ours), "changed by hand")),
        None => Some(entered(remove(&as_written(row)), "removed by hand")),
    }
}

/// What somebody did by hand is entered, and then our rows are brought to the total.
fn restored(code: i64, to: i64, rows: &[DriftedRow]) -> Vec<Step> {
    let entries = rows.iter().filter_map(|row| match row.held {
        None => Some(entered(remove(&as_written(row)), "removed by hand")),
        Some((_, quantity)) if quantity == row.ours => None,
        Some((_, quantity)) => Some(entered(update(&row.row, quantity, row.ours), "changed by hand")),
    });
    let there: Vec<OurRow> = rows
        .iter()
        .filter(|row| row.held.is_some())
        .map(|row| OurRow {
            row: row.row.clone(),
            quantity: held(row),
        })
        .collect();
    let mut steps: Vec<Step> = entries.collect();
    let from: i64 = there.iter().map(|row| row.quantity).sum();
    match there.len() {
        0 if to != 0 => steps.push(insert(to)),
        0 => {}
        _ if to == 0 => steps.extend(there.iter().map(remove)),
        _ => steps.extend(changed(from, to, &there)),
    }
    // A row that was given another code gets ours back, also where its quantity may stay.
    let recoded = rows.iter().filter(|row| row.held.is_some_and(|(held, _)| held != code));
    for row in recoded {
        if !steps.iter().any(|step| is_call_about(step, &row.row)) {
            steps.push(update(&row.row, held(row), held(row)));
        }
    }
    steps.retain(|step| step.state == PostingState::Confirmed || does_something(step, code, rows));
    steps
}

fn is_call_about(step: &Step, row: &str) -> bool {
    step.state == PostingState::Approved && step.row.as_deref() == Some(row)
}

/// An update that would write what is there is no call.
fn does_something(step: &Step, code: i64, rows: &[DriftedRow]) -> bool {
    let there = rows.iter().find(|row| step.row.as_ref() == Some(&row.row));
    step.action != "update" || there.and_then(|row| row.held) != Some((code, step.quantity))
}

fn held(row: &DriftedRow) -> i64 {
    row.held.map_or(0, |(_, quantity)| quantity)
}

fn as_written(row: &DriftedRow) -> OurRow {
    OurRow {
        row: row.row.clone(),
        quantity: row.ours,
    }
}

/// Brings our rows of one line to a new total: by changing the largest row; where that is not enough (earlier
/// corrections went as rows of their own), the others go.
fn changed(from: i64, to: i64, rows: &[OurRow]) -> Vec<Step> {
    let Some(largest) = rows.iter().max_by_key(|row| row.quantity) else {
        return Vec::new();
    };
    let quantity = largest.quantity + to - from;
    if quantity > 0 {
        return vec![update(&largest.row, quantity, largest.quantity)];
    }
    let others = rows.iter().filter(|row| row.row != largest.row).map(remove);
    others.chain([update(&largest.row, to, largest.quantity)]).collect()
}

const fn step(action: &'static str, quantity: i64, before: i64, row: Option<String>) -> Step {
    Step {
        action,
        quantity,
        before,
        row,
        state: PostingState::Approved,
        note: "",
        into: None,
        corrects: None,
    }
}

const fn set(quantity: i64, before: i64) -> Step {
    step("set", quantity, before, None)
}

pub const fn insert(quantity: i64) -> Step {
    step("insert", quantity, 0, None)
}

pub fn update(row: &str, quantity: i64, before: i64) -> Step {
    step("update", quantity, before, Some(row.to_owned()))
}

pub fn remove(row: &OurRow) -> Step {
    step("remove", 0, row.quantity, Some(row.row.clone()))
}

fn entered(step: Step, note: &'static str) -> Step {
    Step {
        state: PostingState::Confirmed,
        note,
        ..step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, quantity: i64) -> OurRow {
        OurRow {
            row: id.into(),
            quantity,
        }
    }

    fn brief(steps: &[Step]) -> Vec<(&str, i64, Option<&str>)> {
        steps
            .iter()
            .map(|step| (step.action, step.quantity, step.row.as_deref()))
            .collect()
    }

    #[test]
    fn one_row_is_changed_in_place() {
        assert_eq!(
            brief(&changed(1500, 1600, &[row("7", 1500)])),
            [("update", 1600, Some("7"))]
        );
    }

    #[test]
    fn with_a_correction_beside_it_the_total_counts() {
        let rows = [row("7", 1500), row("8", 100)];
        assert_eq!(brief(&changed(1600, 1200, &rows)), [("update", 1100, Some("7"))]);
    }

    #[test]
    fn a_total_below_the_other_rows_takes_them_away() {
        let rows = [row("7", 1000), row("8", 500)];
        assert_eq!(
            brief(&changed(1500, 300, &rows)),
            [("remove", 0, Some("8")), ("update", 300, Some("7"))]
        );
    }

    fn drifted(id: &str, ours: i64, held: Option<(i64, i64)>) -> DriftedRow {
        DriftedRow {
            row: id.into(),
            ours,
            held,
        }
    }

    /// Entries begin with `=`.
    fn told(steps: &[Step]) -> Vec<String> {
        let told = steps.iter().map(|step| {
            let entered = if step.state == PostingState::Confirmed { "=" } else { "" };
            let row = step.row.as_deref().unwrap_or("new");
            format!("{entered}{} {row} {} → {}", step.action, step.before, step.quantity)
        });
        told.collect()
    }

    #[test]
    fn a_changed_row_is_brought_back() {
        let rows = [drifted("7", 1500, Some((2100, 1400)))];
        assert_eq!(
            told(&restored(2100, 1500, &rows)),
            ["=update 7 1500 → 1400", "update 7 1400 → 1500"]
        );
    }

    #[test]
    fn a_removed_row_is_sent_anew() {
        let rows = [drifted("7", 1500, None)];
        assert_eq!(
            told(&restored(2100, 1600, &rows)),
            ["=remove 7 1500 → 0", "insert new 0 → 1600"]
        );
        assert_eq!(told(&restored(2100, 0, &rows)), ["=remove 7 1500 → 0"]);
    }

    #[test]
    fn a_row_under_another_code_gets_ours_back() {
        let rows = [drifted("7", 1500, Some((6050, 1500)))];
        assert_eq!(told(&restored(2100, 1500, &rows)), ["update 7 1500 → 1500"]);
        let rows = [
            drifted("7", 1500, Some((6050, 900))),
            drifted("8", 100, Some((2100, 100))),
        ];
        assert_eq!(
            told(&restored(2100, 1600, &rows)),
            ["=update 7 1500 → 900", "update 7 900 → 1500"]
        );
    }

    #[test]
    fn one_of_two_rows_gone_leaves_the_total() {
        let rows = [drifted("7", 1000, None), drifted("8", 500, Some((2100, 500)))];
        assert_eq!(
            told(&restored(2100, 1500, &rows)),
            ["=remove 7 1000 → 0", "update 8 500 → 1500"]
        );
        assert_eq!(
            told(&restored(2100, 0, &rows)),
            ["=remove 7 1000 → 0", "remove 8 500 → 0"]
        );
    }
}
