//! `payout …`

use super::group::owner;
use crate::arguments::{EveryCommand, PayoutCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_hub::ledgers::NewPayout;
use loonbrug_store::Payout;

pub async fn run(common: &EveryCommand, command: PayoutCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        PayoutCommand::Request {
            coupling,
            person,
            hours,
            of,
            code,
        } => {
            let coupling = context.hub.coupling(&coupling).await?;
            let person = context.hub.person_called(coupling.organisation(), &person).await?;
            let new = NewPayout {
                person: person.id,
                source: of.into(),
                hours,
                code,
            };
            print(context, &context.hub.request_payout(&coupling, new).await?)
        }
        PayoutCommand::Approve { of, payout } => {
            let organisation = owner(context, &of).await?;
            print(context, &context.hub.approve_payout(organisation, payout).await?)
        }
        PayoutCommand::Cancel { of, payout, reason } => {
            let organisation = owner(context, &of).await?;
            print(
                context,
                &context.hub.cancel_payout(organisation, payout, &reason).await?,
            )
        }
        PayoutCommand::List { of } => {
            let organisation = owner(context, &of).await?;
            let payouts = context.hub.payouts(organisation).await?;
            let people = context.hub.store.people(organisation).await?;
            context.print(&payouts, || tables::payouts(&payouts, &people, context.language))?;
            Ok(Outcome::Done)
        }
    }
}

fn print(context: &Context, payout: &Payout) -> anyhow::Result<Outcome> {
    context.print(payout, || payout.id.to_string())?;
    Ok(Outcome::Done)
}
