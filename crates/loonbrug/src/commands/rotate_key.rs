//! `rotate-key`: another key, and everything encrypted anew.

use crate::arguments::EveryCommand;
use crate::context::Context;
use crate::outcome::Outcome;
use loonbrug_hub::{HubError, Vault};
use serde_json::json;

/// The file opens everything at every moment in between, and another try goes on where this one ended.
pub async fn run(common: &EveryCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    context.hub.check_key().await?;
    Vault::renew(&context.key_file)?;
    let between = Context::open(common).await?;
    let values = between.hub.seal_all_anew().await?;
    Vault::without_former(&context.key_file).map_err(HubError::from)?;
    context.print(&json!({ "values": values }), || {
        context.language.pick(
            format!("{values} waarden opnieuw versleuteld; bewaar een kopie van het nieuwe sleutelbestand."),
            format!("{values} values encrypted anew; keep a copy of the new key file."),
        )
    })?;
    Ok(Outcome::Done)
}
