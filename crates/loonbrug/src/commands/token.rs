//! `token …`: how other programs come in.

use super::group::owner;
use crate::arguments::{EveryCommand, TokenCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::output::print_line;
use crate::tables;
use loonbrug_hub::HubError;
use secrecy::ExposeSecret as _;
use serde_json::json;

pub async fn run(common: &EveryCommand, command: TokenCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        TokenCommand::Add { of, name, scope, until } => {
            let organisation = owner(context, &of).await?;
            let ends_at = context.hub.surroundings.end_of(until);
            let scopes = scope.into_iter().collect();
            let (token, secret) = context.hub.add_token(organisation, &name, &scopes, ends_at).await?;
            let secret = secret.expose_secret();
            if context.prints_json() {
                context.print(&json!({ "token": token, "secret": secret }), String::new)?;
            } else {
                print_line(secret);
            }
        }
        TokenCommand::List { of } => {
            let tokens = context.hub.tokens(owner(context, &of).await?).await?;
            let now = context.hub.surroundings.now();
            context.print(&tokens, || tables::tokens(&tokens, now, context.language))?;
        }
        TokenCommand::Revoke { of, token } => {
            let organisation = owner(context, &of).await?;
            let revoked: Result<_, HubError> = context.hub.revoke_token(organisation, &token).await;
            eprintln!("{}: {}", revoked?.name, context.say("ingetrokken", "revoked"));
        }
    }
    Ok(Outcome::Done)
}
