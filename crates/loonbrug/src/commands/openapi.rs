//! `openapi`: the document of the REST API.

use crate::outcome::Outcome;
use crate::output::print_line;

/// Prints the document.
pub fn run() -> anyhow::Result<Outcome> {
    print_line(&serde_json::to_string_pretty(&loonbrug_api::document())?);
    Ok(Outcome::Done)
}
