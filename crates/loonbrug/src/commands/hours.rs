//! `hours …`

use super::rules::read_rules;
use crate::arguments::{
    Decisions, EveryCommand, HoursApply, HoursCommand, HoursDays, HoursDoubts, HoursImport, HoursPlan, HoursSettle,
    HoursSpan, HoursWhatIf, TemplateName,
};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::output::print_text;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::{Date, DateRange, PayPeriod};
use loonbrug_files::{ColumnMapping, LineLayout};
use loonbrug_hub::hours::{
    ByHand, Choice, DriftChoice, DriftDecision, HoursPlan as Plan, LineDecision, LineDecisionKind, Span,
};
use loonbrug_hub::import::ImportChoice;
use loonbrug_hub::{HubError, OpenCoupling, Refusal};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

pub async fn run(common: &EveryCommand, command: HoursCommand) -> anyhow::Result<Outcome> {
    if let HoursCommand::Template { kind } = command {
        print_text(&loonbrug_files::write_template(layout(kind)));
        return Ok(Outcome::Done);
    }
    let context = Context::open(common).await?;
    match command {
        HoursCommand::Import(options) => import(&context, &options).await,
        HoursCommand::Plan(options) => plan(&context, &options).await,
        HoursCommand::Apply(options) => apply(&context, &options).await,
        HoursCommand::Verify(options) => verify(&context, &options).await,
        HoursCommand::Doubts(options) => doubts(&context, &options).await,
        HoursCommand::WhatIf(options) => what_if(&context, &options).await,
        HoursCommand::Breaks(options) => breaks(&context, &options).await,
        HoursCommand::Year { coupling, year } => year_hours(&context, &coupling, year).await,
        HoursCommand::Settle(options) => settle(&context, &options).await,
        HoursCommand::Template { .. } => Ok(Outcome::Done),
    }
}

fn layout(kind: TemplateName) -> LineLayout {
    match kind {
        TemplateName::Shifts => LineLayout::Shifts,
        TemplateName::HourLines => LineLayout::HoursLong,
        TemplateName::HourLinesWide => LineLayout::HoursWide,
    }
}

async fn import(context: &Context, options: &HoursImport) -> anyhow::Result<Outcome> {
    let days = match (options.from, options.to) {
        (Some(from), Some(to)) => Some(range(from, to)?),
        _ => None,
    };
    let organisation = context.organisation(options.organisation.as_deref()).await?;
    let kept = context.hub.column_mapping(organisation.id).await?;
    let mapping = mapping(kept, &options.column)?;
    let file = loonbrug_files::read(&options.file, mapping.as_ref())?;
    let choice = ImportChoice {
        accept_good: options.accept_good,
        replace: options.replace,
        complete: options.complete,
        days,
        look_only: options.look_only,
        language: context.language,
    };
    let (report, refusal) = context.hub.import_hours(organisation.id, &file, choice).await?;
    context.print(&report, || tables::import(&report, context.language))?;
    match refusal {
        Some(refusal) => {
            eprintln!("{}", refusal.text(context.language));
            Ok(Outcome::Refused)
        }
        None => Ok(Outcome::unless(
            !report.faults.is_empty() || !report.not_in_file.is_empty(),
        )),
    }
}

/// The kept mapping with what was said now.
fn mapping(kept: Option<ColumnMapping>, said: &[String]) -> anyhow::Result<Option<ColumnMapping>> {
    if said.is_empty() {
        return Ok(kept);
    }
    let mut mapping = kept.unwrap_or_default();
    for pair in said {
        let (field, header) = pair.split_once('=').with_context(|| no_field(pair))?;
        let field = field.parse().map_err(|_| no_field(pair))?;
        mapping.fields.insert(field, header.to_owned());
    }
    Ok(Some(mapping))
}

fn no_field(pair: &str) -> Said {
    Said::new(
        format!(
            "--column {pair} is geen veld met een kop. Schrijf bijvoorbeeld date=Werkdag, employee_number=Nr, start, end, break, group, name, email, hours_150=Kop of minutes_150=Kop."
        ),
        format!(
            "--column {pair} is not a field with a header. Write for example date=Day, employee_number=No, start, end, break, group, name, email, hours_150=Header or minutes_150=Header."
        ),
    )
}

async fn plan(context: &Context, options: &HoursPlan) -> anyhow::Result<Outcome> {
    let (coupling, span) = open(context, &options.span).await?;
    let mut plan = context.hub.plan_hours(&coupling, span).await?;
    if decide(context, &coupling, &plan, &options.decisions).await? {
        plan = context.hub.plan_hours(&coupling, span).await?;
    }
    context.print(&plan, || tables::plan(&plan, context.language))?;
    Ok(Outcome::unless(plan.needs_person()))
}

async fn decide(
    context: &Context,
    coupling: &OpenCoupling,
    plan: &Plan,
    decisions: &Decisions,
) -> anyhow::Result<bool> {
    let mut changed: BTreeMap<usize, LineDecision> = BTreeMap::new();
    let mut change = |number: usize, apply: &dyn Fn(&mut LineDecision)| {
        let before = plan
            .lines
            .iter()
            .find(|line| line.number == number)
            .map(|line| line.decision);
        apply(changed.entry(number).or_insert_with(|| before.unwrap_or_default()));
    };
    for line in &decisions.leave_out {
        change(*line, &|decision| decision.left_out = true);
    }
    for line in &decisions.take_in {
        change(*line, &|decision| decision.left_out = false);
    }
    for (line, quantity) in &decisions.quantity {
        change(*line, &|decision| decision.quantity = Some(*quantity));
    }
    for (line, code) in &decisions.code {
        change(*line, &|decision| decision.code = Some(*code));
    }
    let there = [
        (&decisions.adopt, LineDecisionKind::Adopt),
        (&decisions.add, LineDecisionKind::Add),
        (&decisions.leave, LineDecisionKind::Leave),
    ];
    for (lines, kind) in there {
        for line in lines {
            change(*line, &|decision| decision.possibly_there = Some(kind));
        }
    }
    let by_hand = [
        (&decisions.take_over, DriftChoice::TakeOver),
        (&decisions.restore, DriftChoice::Restore),
        (&decisions.ignore, DriftChoice::Ignore),
    ];
    for (lines, choice) in by_hand {
        for line in lines {
            let drift = Some(DriftDecision { choice, about: 0 });
            change(*line, &|decision| decision.drift = drift);
        }
    }
    if decisions.plan.as_ref().is_some_and(|seen| *seen != plan.fingerprint) {
        return Err(HubError::from(Refusal::PlanChanged).into());
    }
    for (number, decision) in &changed {
        context.hub.decide(coupling, plan, *number, *decision).await?;
    }
    Ok(!changed.is_empty())
}

async fn apply(context: &Context, options: &HoursApply) -> anyhow::Result<Outcome> {
    let (coupling, span) = open(context, &options.span).await?;
    let choice = Choice {
        fingerprint: options.plan.clone(),
    };
    let run = context.hub.apply_hours(&coupling, span, &choice).await?;
    let data = json!({
        "run": run.run.id, "state": run.run.state, "plan": run.plan, "postings": run.report.counts, "proof": run.proof,
    });
    context.print(&data, || tables::hours_run(&run, context.language))?;
    Ok(Outcome::unless(run.run.state != "done"))
}

async fn verify(context: &Context, options: &HoursSpan) -> anyhow::Result<Outcome> {
    let (coupling, span) = open(context, options).await?;
    let proof = context.hub.verify_hours(&coupling, span).await?;
    context.print(&proof, || {
        if proof.lines.is_empty() {
            return context
                .say("Van deze dagen is niets verstuurd.", "Nothing of these days was sent.")
                .to_owned();
        }
        tables::proof(&proof, context.language)
    })?;
    Ok(Outcome::unless(!proof.holds()))
}

/// The days of --from and --to.
pub(super) fn range(from: Date, to: Date) -> anyhow::Result<DateRange> {
    DateRange::new(from, to).with_context(|| {
        Said::new(
            "--from ligt na --to; draai de datums om.",
            "--from lies after --to; swap the dates.",
        )
    })
}

/// Rules of a file, or of a name: the employer's own, else those that come with Loonbrug.
async fn what_if(context: &Context, options: &HoursWhatIf) -> anyhow::Result<Outcome> {
    let (coupling, span) = open(context, &options.span).await?;
    let file = Path::new(&options.rules);
    let others = if file.is_file() {
        read_rules(file)?
    } else {
        context.hub.rule_sets(coupling.organisation(), &options.rules).await?
    };
    let what_if = context.hub.what_if(&coupling, span, &others).await?;
    context.print(&what_if, || tables::what_if(&what_if, context.language))?;
    Ok(Outcome::Done)
}

async fn breaks(context: &Context, options: &HoursDays) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(&options.coupling).await?;
    let days = range(options.from, options.to)?;
    let breaks = context.hub.missing_breaks(&coupling, days).await?;
    context.print(&breaks, || tables::missing_breaks(&breaks, context.language))?;
    Ok(Outcome::Done)
}

async fn year_hours(context: &Context, coupling: &str, year: i16) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(coupling).await?;
    let hours = context.hub.year_hours(&coupling, year).await?;
    context.print(&hours, || tables::year_hours(&hours, context.language))?;
    Ok(Outcome::Done)
}

async fn doubts(context: &Context, options: &HoursDoubts) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(&options.coupling).await?;
    let doubts = context.hub.doubts(&coupling).await?;
    context.print(&doubts, || {
        if doubts.is_empty() {
            return context
                .say(
                    "Van alles is de uitkomst bekend.",
                    "The outcome of everything is known.",
                )
                .to_owned();
        }
        tables::doubts(&doubts, context.language)
    })?;
    Ok(Outcome::unless(!doubts.is_empty()))
}

async fn settle(context: &Context, options: &HoursSettle) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(&options.coupling).await?;
    let word = match &options.ours {
        Some(row) => ByHand::Ours((!row.is_empty()).then(|| row.clone())),
        None if options.all_ours => ByHand::AllOurs,
        None if options.send_again => ByHand::SendAgain,
        None => ByHand::Leave,
    };
    context.hub.settle_by_hand(&coupling, &options.mark, &word).await?;
    let data = json!({ "mark": options.mark, "settled": true });
    context.print(&data, || {
        context
            .say("Vastgelegd. Bekijk nu het plan.", "Noted. Now look at the plan.")
            .to_owned()
    })?;
    Ok(Outcome::Done)
}

/// The coupling, and the days with their pay period.
pub async fn open(context: &Context, options: &HoursSpan) -> anyhow::Result<(OpenCoupling, Span)> {
    let coupling = context.hub.coupling(&options.coupling).await?;
    let frequency = coupling.settings.company.frequency;
    let period = match (options.year, options.period) {
        (Some(year), Some(number)) => Some(PayPeriod::new(frequency, year, number).map_err(|error| {
            let last = frequency.last_number(year);
            let dutch = format!(
                "{year} heeft geen periode {number}. Kies er een van 1 t/m {last}, in een jaar van 1900 t/m 2199."
            );
            Said::new(dutch, error.to_string())
        })?),
        _ => None,
    };
    let range = match (options.from, options.to, period) {
        (Some(from), Some(to), _) => range(from, to)?,
        (None, None, Some(period)) => period.wage_range(),
        _ => {
            return Err(Said::new(
                "Geef --from én --to, of --year en --period.",
                "Give --from and --to, or --year and --period.",
            )
            .into());
        }
    };
    let span = context.hub.span(&coupling, range, period)?.of(options.flow.into());
    Ok((coupling, span))
}
