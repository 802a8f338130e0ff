//! The lines of plans, as the manual shows them for each flow.

use super::{factor_text, hours_text, table};
use comfy_table::Table;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_domain::{Cents, HundredthHours, Language};
use loonbrug_hub::hours::{DriftChoice, Flow, LineDecisionKind, PlanLine};

/// The table of a flow.
pub fn table_of(flow: Flow, lines: &[&PlanLine], language: Language) -> Table {
    match flow {
        Flow::Hours => hours_table(lines, language),
        Flow::PlusHours => plus_hours_table(lines, language),
        Flow::MealAllowances => {
            let days = language.pick("Dagen met maaltijdvergoeding", "Days with a meal allowance");
            allowances_table(days, lines, language)
        }
        Flow::TravelAllowances => {
            let days = language.pick("Dagen met reiskostenvergoeding", "Days with a travel allowance");
            allowances_table(days, lines, language)
        }
        Flow::Surcharges => surcharges_table(lines, language),
        Flow::SickHours | Flow::TimeForTime | Flow::Payouts => hours_by_code_table(lines, language),
    }
}

/// Hours per factor (V8).
fn hours_table(lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        [
            "",
            "Nr",
            "Personeelslid",
            "Dagen",
            "Uren",
            "Factor",
            "Uurcode in Nmbrs",
            "Verandering",
        ],
        [
            "",
            "No",
            "Person",
            "Days",
            "Hours",
            "Factor",
            "Hour code in Nmbrs",
            "Change",
        ],
    );
    let mut table = table(&headers, &[1, 3, 4, 5]);
    for line in lines {
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            line.days.to_string(),
            hours_text(line.change.to()),
            factor(line, language),
            code(line),
            change(line, language),
        ]);
    }
    table
}

/// Hours above the contract hours (V9).
fn plus_hours_table(lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        [
            "",
            "Nr",
            "Personeelslid",
            "Uren berekend",
            "Uren doorgeven",
            "Uurcode in Nmbrs",
            "Verandering",
        ],
        [
            "",
            "No",
            "Person",
            "Hours computed",
            "Hours to send",
            "Hour code in Nmbrs",
            "Change",
        ],
    );
    let mut table = table(&headers, &[1, 3, 4]);
    for line in lines {
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            HundredthHours(line.computed).to_string(),
            HundredthHours(line.change.to()).to_string(),
            code(line),
            change(line, language),
        ]);
    }
    table
}

/// Surcharges of people with contract hours, per factor.
fn surcharges_table(lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        [
            "",
            "Nr",
            "Personeelslid",
            "Uren",
            "Factor",
            "Uurcode in Nmbrs",
            "Verandering",
        ],
        ["", "No", "Person", "Hours", "Factor", "Hour code in Nmbrs", "Change"],
    );
    let mut table = table(&headers, &[1, 3, 4]);
    for line in lines {
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            hours_text(line.change.to()),
            factor(line, language),
            code(line),
            change(line, language),
        ]);
    }
    table
}

/// The factor, or what the line is where it has none.
fn factor(line: &PlanLine, language: Language) -> String {
    let what = line.factor.map(factor_text);
    what.unwrap_or_else(|| language.pick("oproep", "call").to_owned())
}

/// Days with an allowance (V11).
fn allowances_table(days: &str, lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        [
            "",
            "Nr",
            "Personeelslid",
            days,
            "Vergoeding per dag",
            "Vergoeding totaal",
            "Code",
            "Verandering",
        ],
        [
            "",
            "No",
            "Person",
            days,
            "Allowance per day",
            "Allowance in all",
            "Code",
            "Change",
        ],
    );
    let mut table = table(&headers, &[1, 3, 4, 5]);
    for line in lines {
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            line.days.to_string(),
            line.per_day.map(|amount| amount.to_string()).unwrap_or_default(),
            Cents(line.change.to()).to_string(),
            code(line),
            change(line, language),
        ]);
    }
    table
}

/// Hours that only their code tells apart: what was approved to be paid out per person (V10), sick hours, and time for
/// time that was not taken.
fn hours_by_code_table(lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        ["", "Nr", "Personeelslid", "Uren", "Uurcode in Nmbrs", "Verandering"],
        ["", "No", "Person", "Hours", "Hour code in Nmbrs", "Change"],
    );
    let mut table = table(&headers, &[1, 3]);
    for line in lines {
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            HundredthHours(line.change.to()).to_string(),
            code(line),
            change(line, language),
        ]);
    }
    table
}

/// The days of a pay period.
pub fn days_table(lines: &[&PlanLine], language: Language) -> Table {
    let headers = language.pick(
        ["", "Nr", "Personeelslid", "Gewerkte dagen", "Verandering"],
        ["", "No", "Person", "Days worked", "Change"],
    );
    let mut table = table(&headers, &[1, 3]);
    for line in lines {
        let days = line.change.to().to_string();
        table.add_row([
            tick(line).to_owned(),
            line.number.to_string(),
            line.person.clone(),
            days,
            change(line, language),
        ]);
    }
    table
}

fn tick(line: &PlanLine) -> &'static str {
    if line.is_sent() || line.is_entered() {
        "[x]"
    } else if line.needs_person() {
        "[?]"
    } else {
        "[ ]"
    }
}

fn change(line: &PlanLine, language: Language) -> String {
    let change = changed(line, language);
    match line.available.filter(|_| line.exceeds_balance()) {
        None => change,
        Some(available) => {
            let more = language.pick("let op: meer dan het saldo van", "note: more than the balance of");
            format!("{change} · {more} {}", HundredthHours(available))
        }
    }
}

fn changed(line: &PlanLine, language: Language) -> String {
    let shown = |quantity: i64| match line.key.kind {
        LineKind::Days => quantity.to_string(),
        LineKind::Hours => HundredthHours(quantity).to_string(),
        LineKind::Wages => Cents(quantity).to_string(),
    };
    if line.decision.left_out && line.drift_choice().is_none() {
        return language.pick("weggelaten", "left out").to_owned();
    }
    match &line.change {
        Change::New { .. } => language.pick("nieuw", "new").to_owned(),
        Change::Changed { from, to, .. } => format!("{} → {}", shown(*from), shown(*to)),
        Change::Removed { from, .. } => format!("{} {}", language.pick("vervalt, was", "goes, was"), shown(*from)),
        Change::Agreed { .. } => language
            .pick("staat zo al in Nmbrs, met de hand", "Nmbrs holds it already, by hand")
            .to_owned(),
        Change::Unchanged { .. } => language.pick("ongewijzigd", "unchanged").to_owned(),
        Change::PossiblyThere { row, .. } => match line.decision.possibly_there {
            Some(LineDecisionKind::Adopt) => language.pick("wordt van ons", "becomes ours").to_owned(),
            Some(LineDecisionKind::Leave) => language.pick("blijft staan", "stays as it is").to_owned(),
            _ => format!(
                "{} ({row}): --adopt, --add, --leave",
                language.pick("staat er misschien al", "possibly there already")
            ),
        },
        Change::Drifted { theirs, ours, .. } => {
            let theirs = theirs.map_or_else(|| language.pick("verwijderd", "removed").to_owned(), shown);
            let by_hand = language.pick("in Nmbrs met de hand gewijzigd", "changed by hand in Nmbrs");
            let what = match line.drift_choice() {
                None => "--take-over, --restore, --ignore",
                Some(DriftChoice::TakeOver) => language.pick("wordt overgenomen", "is taken over"),
                Some(DriftChoice::Restore) => language.pick("wordt hersteld", "is restored"),
                Some(DriftChoice::Ignore) => language.pick("blijft zo", "stays so"),
            };
            format!("{by_hand}: {} → {theirs}: {what}", shown(*ours))
        }
        Change::InDoubt { .. } => language
            .pick("uitkomst nog onzeker", "outcome not known yet")
            .to_owned(),
    }
}

fn code(line: &PlanLine) -> String {
    format!("{} ({})", line.code_label, line.key.code)
}
