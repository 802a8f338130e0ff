//! `leave …`

use super::group::owner;
use crate::arguments::{EveryCommand, LeaveCommand, LeaveDecision, LeaveRequestOptions};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::ledgers::NewLeaveRequest;

pub async fn run(common: &EveryCommand, command: LeaveCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        LeaveCommand::Request(options) => request(context, options).await,
        LeaveCommand::Approve(decision) => decide(context, &decision, RequestState::Approved).await,
        LeaveCommand::Reject(decision) => decide(context, &decision, RequestState::Rejected).await,
        LeaveCommand::Withdraw(decision) => decide(context, &decision, RequestState::Withdrawn).await,
        LeaveCommand::List { of, from, to, waiting } => {
            let organisation = owner(context, &of).await?;
            let range = range(from.unwrap_or(Date::MIN), to.unwrap_or(Date::MAX))?;
            let mut requests = context.hub.leave_requests(organisation, range).await?;
            requests.retain(|stored| !waiting || stored.request.state == RequestState::Requested);
            let people = context.hub.store.people(organisation).await?;
            context.print(&requests, || {
                tables::leave_requests(&requests, &people, context.language)
            })?;
            Ok(Outcome::Done)
        }
    }
}

async fn request(context: &Context, options: LeaveRequestOptions) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let person = context.hub.person_called(organisation, &options.person).await?;
    let new = NewLeaveRequest {
        person: person.id,
        days: range(options.from, options.to)?,
        hours: options.hours,
        on_employer: options.on_employer,
        leave_type: options.leave_type,
        description: options.description,
    };
    let request = context.hub.request_leave(organisation, new).await?;
    context.print(&request, || request.id.to_string())?;
    Ok(Outcome::Done)
}

async fn decide(context: &Context, decision: &LeaveDecision, to: RequestState) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &decision.of).await?;
    let approval = context
        .hub
        .decide_leave(organisation, decision.request, to, &decision.reason)
        .await?;
    context.print(&approval, || {
        let balance = context.say("saldo verlofuren", "balance of leave hours");
        format!("{balance}: {}", approval.balance)
    })?;
    Ok(Outcome::Done)
}

/// The days, in order.
pub(super) fn range(from: Date, to: Date) -> anyhow::Result<DateRange> {
    DateRange::new(from, to).with_context(|| {
        Said::new(
            "De laatste dag ligt voor de eerste. Verwissel ze.",
            "The last day lies before the first. Swap them.",
        )
    })
}
