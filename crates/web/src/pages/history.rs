//! Geschiedenis: what each run did, by whom, and what Nmbrs held afterwards.

use crate::answer::{Answer, Failure, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use jiff::Timestamp;
use loonbrug_domain::Factor;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{CouplingId, RunId};
use loonbrug_hub::hours::Flow;
use loonbrug_store::{Run, RunLine};
use serde_json::Value;
use std::collections::HashMap;

/// Runs on the page.
const SHOWN: usize = 200;
/// Lines of a run on one page.
const LINES_ON_A_PAGE: usize = 200;
/// Runs to look through.
const LOOKED_AT: i64 = 2_000;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    w: Words,
    runs: Vec<RunView>,
    flow: String,
    flows: Vec<(&'static str, &'static str)>,
}

/// A run in a list.
pub struct RunView {
    address: String,
    what: String,
    coupling: String,
    days: String,
    by: String,
    at: Timestamp,
    state: &'static str,
    state_text: &'static str,
}

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    shell: Shell,
    w: Words,
    run: RunView,
    lines: Vec<LineView>,
    others: Vec<(String, String)>,
    /// Lines of postings, on all pages.
    posted: usize,
    holds: bool,
    paging: Paging,
    error: String,
    again: String,
}

struct LineView {
    person: String,
    is_days: bool,
    order: u32,
    what: String,
    code: i64,
    action: &'static str,
    sent: String,
    held: String,
    is_held: bool,
    outcome: String,
    note: String,
    why: String,
}

/// `GET …/history`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (flow, coupling) = (fields.text("flow"), fields.text("coupling"));
    let names = names(&guarded).await?;
    let runs = guarded.hub().store.runs(None, LOOKED_AT).await?;
    let asked = runs.iter().filter(|run| {
        run.organisation == guarded.id()
            && (flow.is_empty() || run.flow == flow)
            && (coupling.is_empty() || names.get(&run.coupling).is_some_and(|name| name == coupling))
    });
    let w = guarded.w();
    page(&HistoryPage {
        shell: Shell::at(&guarded, Section::History, "Geschiedenis", "History"),
        w,
        runs: asked.take(SHOWN).map(|run| view(&guarded, run, &names)).collect(),
        flow: flow.to_owned(),
        flows: Flow::ALL
            .map(Flow::as_str)
            .into_iter()
            .chain(["people"])
            .map(|flow| (flow, filter_text(flow, w)))
            .collect(),
    })
}

/// `GET …/history/{run}`: the proof.
pub async fn run(guarded: Guarded, Path((_, run)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let id: RunId = run.parse().map_err(|_| Failure::NotFound)?;
    let run = guarded
        .hub()
        .store
        .run(id)
        .await?
        .filter(|run| run.organisation == guarded.id());
    let run = run.ok_or(Failure::NotFound)?;
    let names = names(&guarded).await?;
    let (store, w) = (&guarded.hub().store, guarded.w());
    let counted = store.run_lines_counted(id).await?;
    let leaf = Leaf::asked(fields.text("page"), LINES_ON_A_PAGE).within(counted.lines);
    let stored = store.run_lines_part(id, leaf.part()).await?;
    let mut lines: Vec<LineView> = stored.iter().filter_map(|line| posted(&guarded, line)).collect();
    lines.sort_by(|a, b| (&a.person, a.is_days, a.order).cmp(&(&b.person, b.is_days, b.order)));
    let others = stored.iter().filter(|line| line.posting.is_none());
    let summary: Value = serde_json::from_str(&run.summary).unwrap_or_default();
    let (flow, coupling) = (Flow::parse(&run.flow), names.get(&run.coupling));
    let again = match (flow, run.range, coupling) {
        (Some(flow), Some(range), Some(coupling)) => {
            let address = super::asked::coupling_address(&guarded, coupling, "/plan");
            format!("{address}?flow={}&from={}&to={}", flow.as_str(), range.from, range.to)
        }
        _ => String::new(),
    };
    page(&RunPage {
        shell: Shell::at(&guarded, Section::History, "Geschiedenis", "History"),
        w,
        posted: counted.posted,
        holds: counted.confirmed == counted.posted,
        lines,
        others: others.map(|line| other(line, w)).collect(),
        error: summary["error"].as_str().unwrap_or_default().to_owned(),
        paging: Paging::new(leaf, counted.lines, w, |page| {
            guarded.address(&format!("history/{id}?page={page}"))
        }),
        run: view(&guarded, &run, &names),
        again,
    })
}

async fn names(guarded: &Guarded) -> Result<HashMap<CouplingId, String>, Failure> {
    let couplings = guarded.hub().couplings_of(guarded.id()).await?;
    Ok(couplings
        .into_iter()
        .map(|coupling| (coupling.id(), coupling.row.name))
        .collect())
}

fn flow_text(flow: &str, w: Words) -> &'static str {
    match (Flow::parse(flow), flow) {
        (Some(flow), _) => flow.title(w.language),
        (None, "people") => w.t("Personeel", "People"),
        (None, _) => w.t("Teruglezen", "Reading back"),
    }
}

/// Two flows have the same title, because the manual gives them one: here they are told apart by whom they are about.
fn filter_text(flow: &str, w: Words) -> &'static str {
    match Flow::parse(flow) {
        Some(Flow::Hours) => w.t("0-uren-contracten", "Zero-hours contracts"),
        Some(Flow::PlusHours) => w.t("+-uren", "+ hours"),
        _ => flow_text(flow, w),
    }
}

fn view(guarded: &Guarded, run: &Run, names: &HashMap<CouplingId, String>) -> RunView {
    let w = guarded.w();
    let (state, state_text) = match run.state.as_str() {
        "done" => ("good", w.t("klaar", "done")),
        "failed" => ("bad", w.t("mislukt", "failed")),
        "running" => ("busy", w.t("bezig", "busy")),
        _ => ("wait", w.t("voor jou", "for you")),
    };
    RunView {
        address: guarded.address(&format!("history/{}", run.id)),
        what: flow_text(&run.flow, w).to_owned(),
        coupling: names.get(&run.coupling).cloned().unwrap_or_default(),
        days: run.range.map(|range| w.days(&range)).unwrap_or_default(),
        by: run.started_by.clone(),
        at: run.started_at,
        state,
        state_text,
    }
}

fn posted(guarded: &Guarded, line: &RunLine) -> Option<LineView> {
    line.posting?;
    let w = guarded.w();
    let content: Value = serde_json::from_str(&line.content).ok()?;
    let kind = LineKind::parse(content["kind"].as_str()?)?;
    let shown = |name: &str| content[name].as_i64().map(|quantity| w.quantity(kind, quantity));
    let action = content["action"].as_str()?;
    let (to, held) = (shown("to").unwrap_or_default(), shown("held"));
    let removed = action == "remove";
    let is_held = line.outcome == "confirmed";
    let factor = content["factor"]
        .as_u64()
        .and_then(|factor| u32::try_from(factor).ok())
        .map(Factor);
    Some(LineView {
        person: content["person"].as_str().unwrap_or_default().to_owned(),
        is_days: kind == LineKind::Days,
        order: factor.map_or(0, |factor| factor.0),
        what: match (factor, kind) {
            (Some(factor), _) => w.factor(&factor),
            (None, LineKind::Days) => w.t("Dagen", "Days").to_owned(),
            (None, LineKind::Hours) => w.t("Uren", "Hours").to_owned(),
            (None, LineKind::Wages) => w.t("Vergoeding", "Allowance").to_owned(),
        },
        code: content["code"].as_i64().unwrap_or_default(),
        action: match action {
            "insert" => w.t("nieuw", "new"),
            "set" if content["from"].as_i64().unwrap_or_default() == 0 => w.t("nieuw", "new"),
            "remove" => w.t("vervallen", "removed"),
            _ => w.t("gewijzigd", "changed"),
        },
        sent: if removed { "–".to_owned() } else { to },
        held: held.unwrap_or_else(|| "–".to_owned()),
        is_held,
        outcome: outcome(&line.outcome, w).to_owned(),
        note: content["note"].as_str().unwrap_or_default().to_owned(),
        why: match content["mark"].as_str() {
            Some(mark) => guarded.address(&format!("why/{mark}")),
            None => String::new(),
        },
    })
}

fn outcome(word: &str, w: Words) -> &str {
    match word {
        "confirmed" => w.t("Nmbrs houdt het", "Nmbrs holds it"),
        "rejected" => w.t("geweigerd", "refused"),
        "unknown" | "sending" => w.t("onzeker", "in doubt"),
        "conflict" => w.t("conflict", "conflict"),
        "absent" => w.t("niet aangekomen", "did not arrive"),
        "withdrawn" => w.t("ingetrokken", "withdrawn"),
        other => other,
    }
}

/// A line that was refused, or of a run of people.
fn other(line: &RunLine, w: Words) -> (String, String) {
    let content: Value = serde_json::from_str(&line.content).unwrap_or_default();
    let text = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    let who = match (text("person"), text("name")) {
        (person, _) if !person.is_empty() => person,
        (_, name) => name,
    };
    let what = match line.outcome.as_str() {
        "imported" => w.t("geïmporteerd", "imported"),
        "linked" => w.t("gekoppeld", "linked"),
        "changed" => w.t("gewijzigd in Nmbrs", "changed in Nmbrs"),
        "gone" => w.t("niet meer in Nmbrs", "no longer in Nmbrs"),
        "refused" => w.t("niet doorgegeven", "not sent"),
        other => other,
    };
    (who, format!("{what} {}", text("kind")).trim().to_owned())
}
