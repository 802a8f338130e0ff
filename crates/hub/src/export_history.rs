//! The history as rows for a spreadsheet: every line that was sent, with its proof.

use crate::access::Allowed;
use crate::application::Hub;
use crate::error::HubError;
use crate::hours::Flow;
use crate::surroundings::netherlands;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{DateRange, Factor, Language};
use loonbrug_files::export::HistoryRow;
use loonbrug_store::{Part, Run, RunLine, RunsBefore, RunsSought};
use serde_json::Value;
use std::collections::HashMap;

/// Runs that are read at once.
const AT_ONCE: usize = 200;

impl Hub {
    /// What the runs that began on some days sent, line by line, the newest run first. In Dutch, as pages show it.
    pub async fn history_rows(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<HistoryRow>, HubError> {
        let runs = self.runs_begun_on(organisation, range).await?;
        self.rows_sent(organisation, runs).await
    }

    /// The same of the runs that are sought and that a text may mean, as `runs_found` finds them.
    pub async fn history_rows_found(
        &self,
        allowed: &Allowed,
        people: Option<&Allowed>,
        sought: (RunsSought, &str),
    ) -> Result<Vec<HistoryRow>, HubError> {
        let all = Part {
            skip: 0,
            most: usize::MAX,
        };
        let runs = self.runs_found(allowed, people, sought, all).await?.part;
        self.rows_sent(allowed.organisation(), runs).await
    }

    async fn rows_sent(&self, organisation: OrganisationId, runs: Vec<Run>) -> Result<Vec<HistoryRow>, HubError> {
        let couplings = self.couplings_of(organisation).await?;
        let names: HashMap<_, _> = couplings
            .into_iter()
            .map(|coupling| (coupling.id(), coupling.row.name))
            .collect();
        let mut rows = Vec::new();
        for run in runs {
            let coupling = names.get(&run.coupling).map_or("", String::as_str);
            let lines = self.store.run_lines(run.id).await?;
            rows.extend(lines.iter().filter_map(|line| row(&run, coupling, line)));
        }
        Ok(rows)
    }

    async fn runs_begun_on(&self, organisation: OrganisationId, range: DateRange) -> Result<Vec<Run>, HubError> {
        let (mut begun, mut wanted) = (Vec::new(), RunsBefore::default());
        loop {
            let part = self.store.runs_before(organisation, &wanted, AT_ONCE).await?;
            wanted.before = part.last().map(|run| (run.started_at, run.id));
            let date = |run: &Run| self.surroundings.date_of(run.started_at);
            let is_past = part.last().is_none_or(|run| date(run) < range.from);
            begun.extend(part.into_iter().filter(|run| range.contains(date(run))));
            if is_past {
                return Ok(begun);
            }
        }
    }
}

/// A line that was sent; nothing of one that was refused before it went, or of a run of people.
fn row(run: &Run, coupling: &str, line: &RunLine) -> Option<HistoryRow> {
    line.posting?;
    let content: Value = serde_json::from_str(&line.content).ok()?;
    let kind = LineKind::parse(content["kind"].as_str()?)?;
    let text = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    // Days are whole; hours and amounts are hundredths already.
    let scale = if kind == LineKind::Days { 100 } else { 1 };
    let quantity = |name: &str| content[name].as_i64().map(|quantity| quantity * scale);
    let factor = content["factor"].as_u64().and_then(|factor| u32::try_from(factor).ok());
    let began = run.started_at.to_zoned(netherlands());
    let title = |flow: Flow| flow.title(Language::Dutch).to_owned();
    Some(HistoryRow {
        date: began.date(),
        time: began.strftime("%H:%M:%S").to_string(),
        by: run.started_by.clone(),
        flow: Flow::parse(&run.flow).map_or_else(|| run.flow.clone(), title),
        coupling: coupling.to_owned(),
        period: run
            .period
            .map(|period| format!("{}-{}", period.year, period.number))
            .unwrap_or_default(),
        name: text("person"),
        unit: match kind {
            LineKind::Hours => "uren",
            LineKind::Days => "dagen",
            LineKind::Wages => "euro",
        },
        code: content["code"].as_i64().filter(|code| *code != 0),
        factor: factor.map(Factor),
        action: match (content["action"].as_str()?, content["from"].as_i64()) {
            ("insert", _) | ("set", None | Some(0)) => "nieuw",
            ("remove", _) => "vervallen",
            _ => "gewijzigd",
        },
        before: quantity("from"),
        sent: quantity("to"),
        held: quantity("held"),
        outcome: outcome(&line.outcome).to_owned(),
        mark: text("mark"),
    })
}

fn outcome(word: &str) -> &str {
    match word {
        "confirmed" => "Nmbrs houdt het",
        "rejected" => "geweigerd",
        "unknown" | "sending" => "onzeker",
        "absent" => "niet aangekomen",
        "withdrawn" => "ingetrokken",
        other => other,
    }
}
