//! Plans, runs and proofs of hours.

use super::{factor_text, plan_lines, refused, table};
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_domain::{Cents, HundredthHours, Language};
use loonbrug_hub::Stopped;
use loonbrug_hub::hours::{Closing, Flow, HoursPlan, HoursRun, PlanLine, Proof, ProofLine};
use loonbrug_hub::profiles::OddFigure;

/// A plan: the manual's table, then days, then what cannot go.
pub fn plan(plan: &HoursPlan, language: Language) -> String {
    let period = plan.span.period;
    let period = language.pick(
        period.to_string(),
        format!("period {} · {}", period.number, period.year),
    );
    let flow = plan.span.flow;
    let mut text = vec![
        flow.title(language).to_owned(),
        format!(
            "{}: {} - {} · {period} · {}",
            language.pick("Periode", "Period"),
            dutch_date(plan.span.range.from),
            dutch_date(plan.span.range.to),
            flow.about(language),
        ),
        String::new(),
    ];
    let (days, lines): (Vec<&PlanLine>, Vec<&PlanLine>) =
        plan.lines.iter().partition(|line| line.key.kind == LineKind::Days);
    text.push(plan_lines::table_of(flow, &lines, language).to_string());
    text.push(String::new());
    text.push(format!(
        "{}:\n{}",
        language.pick("Omschrijving", "Description"),
        plan.description
    ));
    text.push(String::new());
    if flow == Flow::Hours {
        text.push(plan_lines::days_table(&days, language).to_string());
        text.push(String::new());
    }
    text.extend(refused(plan, language));
    text.push(closing(plan, language));
    text.join("\n")
}

fn refused(plan: &HoursPlan, language: Language) -> Vec<String> {
    let mut text = Vec::new();
    if !plan.refused.is_empty() {
        text.push(language.pick("Niet doorgegeven:", "Not sent:").to_owned());
        text.extend(plan.refused.iter().map(|line| refused::line(line, language)));
        text.push(String::new());
    }
    if !plan.odd.is_empty() {
        let how = language.pick(
            "Opvallend (accepteer met `loonbrug oddities accept`):",
            "Odd (accept with `loonbrug oddities accept`):",
        );
        text.push(how.to_owned());
        text.extend(plan.odd.iter().map(|figure| odd(figure, language)));
        text.push(String::new());
    }
    if !plan.contract_hours.is_empty() {
        let names = plan.contract_hours.join(", ");
        let why = language.pick(
            "Met contracturen, gaan niet langs deze weg",
            "With contract hours, not sent this way",
        );
        text.push(format!("{why}: {names}\n"));
    }
    text
}

/// An odd figure, with who accepted it.
fn odd(figure: &OddFigure, language: Language) -> String {
    let name = &figure.name;
    let finding = figure.oddity.finding.text(language);
    match &figure.accepted_by {
        None => format!("  [?] {name}: {finding} ({})", figure.key),
        Some(who) => {
            let accepted = language.pick("geaccepteerd door", "accepted by");
            format!(
                "  {name}: {finding} {accepted} {who}: {}",
                figure.reason.as_deref().unwrap_or_default()
            )
        }
    }
}

fn closing(plan: &HoursPlan, language: Language) -> String {
    let count = |wanted: fn(&Change) -> bool| plan.lines.iter().filter(|line| wanted(&line.change)).count();
    let new = count(|change| matches!(change, Change::New { .. }));
    let changed = count(|change| matches!(change, Change::Changed { .. }));
    let removed = count(|change| matches!(change, Change::Removed { .. }));
    let unchanged = count(|change| matches!(change, Change::Unchanged { .. }));
    let person = plan.lines.iter().filter(|line| line.needs_person()).count();
    let total = total(plan, language);
    let mut text = language.pick(
        format!(
            "{} regels: {new} nieuw · {changed} gewijzigd · {removed} vervalt · {unchanged} ongewijzigd · {person} voor jou\n\
             totaal {total}\n{} regels te versturen (plan {})",
            plan.lines.len(),
            plan.to_send().count(),
            plan.fingerprint,
        ),
        format!(
            "{} lines: {new} new · {changed} changed · {removed} go · {unchanged} unchanged · {person} for you\n\
             total {total}\n{} lines to send (plan {})",
            plan.lines.len(),
            plan.to_send().count(),
            plan.fingerprint,
        ),
    );
    if let Some(note) = closed_period(plan, language) {
        text.push('\n');
        text.push_str(&note);
    }
    text
}

fn total(plan: &HoursPlan, language: Language) -> String {
    let totals = plan.totals();
    let days = format!("{} {}", totals.days, language.pick("dagen", "days"));
    let hours = format!("{} {}", HundredthHours(totals.hundredths), language.pick("u", "h"));
    match plan.span.flow {
        Flow::Hours => format!("{hours} · {days}"),
        Flow::PlusHours | Flow::Surcharges | Flow::SickHours | Flow::TimeForTime | Flow::Payouts => hours,
        Flow::MealAllowances | Flow::TravelAllowances => format!("{days} · {}", Cents(totals.cents)),
    }
}

/// What it means that the period is not the open one.
fn closed_period(plan: &HoursPlan, language: Language) -> Option<String> {
    match plan.closing {
        Closing::Difference { into } => Some(language.pick(
            format!("deze loonperiode is gesloten: veranderingen gaan als verschil naar {into}"),
            format!(
                "this pay period is closed: changes go as a difference to period {} · {}",
                into.number, into.year
            ),
        )),
        Closing::Retroactive => {
            let dutch = "deze loonperiode is gesloten: veranderingen gaan met terugwerkende kracht";
            let english = "this pay period is closed: changes go with retroactive effect";
            Some(language.pick(dutch, english).to_owned())
        }
        Closing::Open if plan.period_is_open == Some(false) => {
            let dutch = "let op: dit is in Nmbrs niet de lopende loonperiode";
            let english = "note: this is not the current pay period in Nmbrs";
            Some(language.pick(dutch, english).to_owned())
        }
        Closing::Open => None,
    }
}

/// What was sent, and the proof.
pub fn hours_run(run: &HoursRun, language: Language) -> String {
    let counts: Vec<String> = run
        .report
        .counts
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(state, count)| format!("{count} {}", state_text(state, language)))
        .collect();
    let counts = if counts.is_empty() {
        language.pick("0 regels te versturen", "0 lines to send").to_owned()
    } else {
        counts.join(" · ")
    };
    let mut text = vec![counts];
    if let Some(stopped) = &run.report.stopped {
        text.push(stopped_text(stopped, language));
    }
    text.push(String::new());
    text.push(proof(&run.proof, language));
    text.extend(refused(&run.plan, language));
    text.push(format!(
        "{} {}",
        language.pick("geschiedenis: run", "history: run"),
        run.run.id
    ));
    text.join("\n")
}

fn state_text(state: &str, language: Language) -> &str {
    match state {
        "confirmed" => language.pick("regels in Nmbrs, teruggelezen", "lines in Nmbrs, read back"),
        "rejected" => language.pick("regels door Nmbrs geweigerd", "lines refused by Nmbrs"),
        "unknown" => language.pick("regels met onzekere uitkomst", "lines with an unknown outcome"),
        "approved" => language.pick("regels niet verstuurd", "lines not sent"),
        "withdrawn" => language.pick(
            "regels die bij de volgende keer anders gaan",
            "lines that go another way next time",
        ),
        "conflict" => language.pick("regels voor jou", "lines for you"),
        other => other,
    }
}

fn stopped_text(stopped: &Stopped, language: Language) -> String {
    match stopped {
        Stopped::Paused { reason } => {
            format!("{}: {}", language.pick("gestopt", "stopped"), reason.text(language))
        }
        Stopped::TooManyUnknown => language
            .pick(
                "gestopt: te veel uitkomsten zijn onzeker",
                "stopped: too many outcomes are unknown",
            )
            .to_owned(),
        Stopped::LeaseLost => language
            .pick(
                "gestopt: een andere run heeft dit bedrijf overgenomen",
                "stopped: another run took this company over",
            )
            .to_owned(),
    }
}

/// What Nmbrs holds, beside what was sent.
pub fn proof(proof: &Proof, language: Language) -> String {
    let headers = language.pick(
        ["", "Personeelslid", "Factor", "Uurcode", "Verstuurd", "In Nmbrs"],
        ["", "Person", "Factor", "Hour code", "Sent", "In Nmbrs"],
    );
    let mut table = table(&headers, &[2, 3, 4, 5]);
    let mut lines: Vec<&ProofLine> = proof.lines.iter().collect();
    lines.sort_by_key(|line| (line.key.kind, line.factor, line.sent, line.person.clone()));
    for line in lines {
        let days = line.key.kind == LineKind::Days;
        let shown = |quantity: i64| match line.key.kind {
            LineKind::Days => format!("{quantity} d"),
            LineKind::Hours => HundredthHours(quantity).to_string(),
            LineKind::Wages => Cents(quantity).to_string(),
        };
        table.add_row([
            if line.holds() { "✓" } else { "?" }.to_owned(),
            line.person.clone(),
            line.factor
                .map_or_else(|| what(line.key.kind, language).to_owned(), factor_text),
            if days { String::new() } else { line.key.code.to_string() },
            shown(line.sent),
            line.held.map_or_else(|| "?".to_owned(), shown),
        ]);
    }
    if proof.lines.is_empty() {
        return String::new();
    }
    format!("{table}\n")
}

/// What a line without a factor is about.
fn what(kind: LineKind, language: Language) -> &'static str {
    match kind {
        LineKind::Days => language.pick("dagen", "days"),
        LineKind::Hours => language.pick("uren", "hours"),
        LineKind::Wages => language.pick("vergoeding", "allowance"),
    }
}
