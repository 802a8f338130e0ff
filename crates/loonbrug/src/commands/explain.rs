//! `explain`

use super::hours::open;
use crate::arguments::{EveryCommand, Explain, HoursSpan};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use loonbrug_domain::calendar::parse_date;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_hub::{HubError, Refusal};

pub async fn run(common: &EveryCommand, options: &Explain) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    if let (Some(ledger), Some(person)) = (options.ledger, &options.person) {
        return entries(&context, options, ledger.into(), person).await;
    }
    let explanation = match &options.coupling {
        Some(coupling) => {
            let span = HoursSpan {
                coupling: coupling.clone(),
                flow: options.flow,
                from: options.from,
                to: options.to,
                year: None,
                period: None,
            };
            let (coupling, span) = open(&context, &span).await?;
            let number = options.line.parse();
            let number = number.map_err(|_| HubError::from(Refusal::NoLine(options.line.clone())))?;
            context.hub.explain_line(&coupling, span, number).await?
        }
        None if options.line.starts_with("LB-") => context.hub.explain_mark(&options.line).await?,
        None => {
            return Err(Said::new(
                "Noem een kenmerk (LB-…), of een regel van een plan met --coupling, --from en --to.",
                "Name a mark (LB-…), or a line of a plan with --coupling, --from and --to.",
            )
            .into());
        }
    };
    context.print(&explanation, || explanation.tree(context.language))?;
    Ok(Outcome::Done)
}

/// The entries of a ledger of one day.
async fn entries(context: &Context, options: &Explain, ledger: LedgerKind, person: &str) -> anyhow::Result<Outcome> {
    let organisation = context.organisation(options.organisation.as_deref()).await?.id;
    let person = context.hub.person_called(organisation, person).await?;
    let date = parse_date(&options.line).ok_or_else(|| {
        Said::new(
            "Noem de dag van de boeking, zoals 05-03-2023.",
            "Name the day of the entry, such as 05-03-2023.",
        )
    })?;
    let explained = context.hub.explain_entries(organisation, &person, ledger, date).await?;
    if explained.is_empty() {
        return Err(Said::new(
            "Op die dag is niets geboekt; `loonbrug ledger show` toont de dagen.",
            "Nothing was booked on that day; `loonbrug ledger show` has the days.",
        )
        .into());
    }
    context.print(&explained, || {
        let trees = explained.iter().map(|one| one.tree(context.language));
        trees.collect::<Vec<_>>().join("\n\n")
    })?;
    Ok(Outcome::Done)
}
