//! Geschiedenis: what each run did, by whom, and what Nmbrs held afterwards.

use crate::answer::{Answer, Failure, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::allowed_to;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::spreadsheet::file;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use jiff::Timestamp;
use loonbrug_domain::Factor;
use loonbrug_domain::access::Right;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{CouplingId, RunId};
use loonbrug_files::export::ExportedHistory;
use loonbrug_hub::hours::Flow;
use loonbrug_store::{Part, Run, RunLine, RunsSought};
use serde_json::Value;
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

/// Runs on one page.
const ON_A_PAGE: usize = 100;
/// Lines of a run on one page.
const LINES_ON_A_PAGE: usize = 200;
/// Runs beside the people whom somebody looks for.
const BESIDE_PEOPLE: usize = 10;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    w: Words,
    runs: Vec<RunView>,
    count: String,
    name: String,
    flow: String,
    /// The filters: address, what it is called, whether it is on.
    flows: Vec<(String, &'static str, bool)>,
    /// What is shown, as a file: address and what kind of file; none where the visitor may not export.
    exports: Vec<(String, &'static str)>,
    paging: Paging,
}

/// A run in a list.
pub struct RunView {
    /// Its page.
    pub address: String,
    /// What it did.
    pub what: String,
    /// For which coupling.
    pub coupling: String,
    /// Of which days.
    pub days: String,
    /// Who started it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The class of its state.
    pub state: &'static str,
    /// The word of its state.
    pub state_text: &'static str,
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
    let (flow, name) = (fields.text("flow").to_owned(), fields.text("name").to_owned());
    let leaf = Leaf::asked(fields.text("page"), ON_A_PAGE);
    let (hub, w) = (guarded.hub(), guarded.w());
    let people = allowed_to(&guarded, Right::SeePeople).await?;
    let sought = (sought(&fields), name.as_str());
    let found = hub.runs_found(&guarded.allowed, people.as_ref(), sought, leaf.part());
    let (found, names) = (found.await?, names(&guarded).await?);
    let filtered = |page: &str, flow: &str, last: (&str, &str)| {
        let query = Serializer::new(String::new())
            .append_pair("flow", flow)
            .append_pair("coupling", fields.text("coupling"))
            .append_pair("name", &name)
            .append_pair(last.0, last.1)
            .finish();
        guarded.address(&format!("{page}?{query}"))
    };
    let address = |flow: &str, page: usize| filtered("history", flow, ("page", &page.to_string()));
    let exports = [("xlsx", "Excel"), ("csv", "CSV")]
        .map(|(format, label)| (filtered("history/export", &flow, ("format", format)), label));
    let filters = Flow::ALL.map(Flow::as_str).into_iter().chain(["people"]);
    page(&HistoryPage {
        shell: Shell::at(&guarded, Section::History, "Geschiedenis", "History"),
        w,
        runs: found.part.iter().map(|run| view(&guarded, run, &names)).collect(),
        count: w.count(found.count, ("run", "runs"), ("run", "runs")),
        flows: [("", w.t("alles", "all"))]
            .into_iter()
            .chain(filters.map(|flow| (flow, filter_text(flow, w))))
            .map(|(word, label)| (address(word, 1), label, word == flow))
            .collect(),
        paging: Paging::new(leaf, found.count, w, |page| address(&flow, page)),
        exports: if guarded.may(Right::Export) {
            exports.to_vec()
        } else {
            Vec::new()
        },
        name: name.clone(),
        flow: flow.clone(),
    })
}

fn sought(fields: &Fields) -> RunsSought {
    RunsSought {
        flow: fields.text("flow").to_owned(),
        coupling: fields.text("coupling").to_owned(),
        ..RunsSought::default()
    }
}

/// `GET …/history/export?flow=…&name=…&format=…`: every line that the runs of this filter sent, with its proof.
pub async fn export(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let people = allowed_to(&guarded, Right::SeePeople).await?;
    let hub = guarded.hub();
    let sought = (sought(&fields), fields.text("name"));
    let rows = hub
        .history_rows_found(&guarded.allowed, people.as_ref(), sought)
        .await?;
    let name = format!("geschiedenis-{}", hub.surroundings.today());
    file(ExportedHistory, rows, &name, fields.text("format")).await
}

/// The newest runs that a text may mean, how many there are, and where the others are; nothing where the visitor sees no
/// history.
pub async fn beside_people(guarded: &Guarded, text: &str) -> Result<Option<RunsBeside>, Failure> {
    let Some(allowed) = allowed_to(guarded, Right::SeeHistory)
        .await?
        .filter(|_| !text.trim().is_empty())
    else {
        return Ok(None);
    };
    let part = Part {
        skip: 0,
        most: BESIDE_PEOPLE,
    };
    let sought = (RunsSought::default(), text);
    let found = guarded
        .hub()
        .runs_found(&allowed, Some(&guarded.allowed), sought, part)
        .await?;
    let names = names(guarded).await?;
    let query = Serializer::new(String::new()).append_pair("name", text).finish();
    let runs: Vec<RunView> = found.part.iter().map(|run| view(guarded, run, &names)).collect();
    Ok((!runs.is_empty()).then(|| RunsBeside {
        all: (found.count > runs.len()).then(|| guarded.address(&format!("history?{query}"))),
        count: found.count,
        runs,
    }))
}

/// Runs beside the people whom somebody looks for.
pub struct RunsBeside {
    /// The newest.
    pub runs: Vec<RunView>,
    /// How many there are.
    pub count: usize,
    /// Where the others are.
    pub all: Option<String>,
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
