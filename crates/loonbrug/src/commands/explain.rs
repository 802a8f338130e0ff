//! `explain`

use super::hours::open;
use crate::arguments::{EveryCommand, Explain, HoursSpan};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use loonbrug_hub::{HubError, Refusal};

pub async fn run(common: &EveryCommand, options: &Explain) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
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
