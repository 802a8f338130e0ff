//! `notices …`: what was told, what could not be, and webhooks.

use super::group::owner;
use super::post::mailer;
use crate::arguments::{EveryCommand, NoticesCommand, WebhookCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::output::print_line;
use crate::tables;
use loonbrug_hub::notices::Post;
use loonbrug_store::Webhook;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

pub async fn run(common: &EveryCommand, command: NoticesCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    let hub = &context.hub;
    match command {
        NoticesCommand::List { of, limit } => {
            let notices = hub.notices(owner(context, &of).await?, limit).await?;
            context.print(&notices, || tables::notices(&notices, context.language))?;
        }
        NoticesCommand::Undelivered { of } => {
            let found = hub.undelivered(owner(context, &of).await?).await?;
            context.print(&found, || tables::deliveries(&found, context.language))?;
        }
        NoticesCommand::Again { of, delivery } => hub.deliver_again(owner(context, &of).await?, delivery).await?,
        NoticesCommand::Leave { of, delivery } => hub.leave_undelivered(owner(context, &of).await?, delivery).await?,
        NoticesCommand::Test { email, mail } => {
            let user = hub.user_of_email(&email).await?;
            let mail = mailer(&mail)?;
            hub.posting_by(Post {
                mail,
                ..Post::default()
            })
            .send_trial_letter(&user)
            .await?;
            eprintln!(
                "{} {email}",
                context.say("proefmail verstuurd aan", "trial letter sent to")
            );
        }
        NoticesCommand::Webhook(command) => webhook(context, command).await?,
    }
    Ok(Outcome::Done)
}

async fn webhook(context: &Context, command: WebhookCommand) -> anyhow::Result<()> {
    let hub = &context.hub;
    match command {
        WebhookCommand::Add { of, address, kind } => {
            let organisation = owner(context, &of).await?;
            let kinds = kind.into_iter().collect();
            let (webhook, secret) = hub.add_webhook(organisation, &address, &kinds).await?;
            show_secret(context, Some(&webhook), &secret)
        }
        WebhookCommand::List { of } => {
            let webhooks = hub.webhooks(owner(context, &of).await?).await?;
            context.print(&webhooks, || tables::webhooks(&webhooks, context.language))
        }
        WebhookCommand::Renew { of, webhook } => {
            let secret = hub.renew_webhook_secret(owner(context, &of).await?, webhook).await?;
            show_secret(context, None, &secret)
        }
        WebhookCommand::Resume { of, webhook } => Ok(hub.resume_webhook(owner(context, &of).await?, webhook).await?),
        WebhookCommand::Remove { of, webhook } => Ok(hub.remove_webhook(owner(context, &of).await?, webhook).await?),
        WebhookCommand::Deliveries { of, webhook } => {
            let found = hub.webhook_deliveries(owner(context, &of).await?, webhook).await?;
            context.print(&found, || tables::deliveries(&found, context.language))
        }
    }
}

/// The secret is data: it goes to standard output, once.
fn show_secret(context: &Context, webhook: Option<&Webhook>, secret: &SecretString) -> anyhow::Result<()> {
    let secret = secret.expose_secret();
    if context.prints_json() {
        return context.print(&json!({ "webhook": webhook, "secret": secret }), String::new);
    }
    print_line(secret);
    Ok(())
}
