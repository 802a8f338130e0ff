//! `inbox`: everything that waits for a person.

use crate::arguments::EveryCommand;
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;

pub async fn run(common: &EveryCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let open = context.hub.inbox().await?;
    context.print(&open, || {
        if open.is_empty() {
            return context.say("Er wacht niets.", "Nothing waits.").to_owned();
        }
        tables::inbox(&open, context.hub.surroundings.today(), context.language)
    })?;
    Ok(Outcome::unless(!open.is_empty()))
}
