//! `people …`

use crate::arguments::{ContractTypeName, EveryCommand, PeopleAdd, PeopleApply, PeopleCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_hub::hours::ContractType;
use loonbrug_hub::people::{CandidateState, NewPerson, PeopleChoice, PeoplePlan};
use serde_json::json;

pub async fn run(common: &EveryCommand, command: PeopleCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    match command {
        PeopleCommand::Plan { coupling } => plan(&context, &coupling).await,
        PeopleCommand::Apply(options) => apply(&context, options).await,
        PeopleCommand::List { organisation } => list(&context, &organisation).await,
        PeopleCommand::Add(options) => add(&context, &options).await,
        PeopleCommand::ContractType {
            organisation,
            number,
            contract_type,
        } => set_contract_type(&context, &organisation, number, contract_type).await,
    }
}

async fn plan(context: &Context, name: &str) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(name).await?;
    let plan = context.hub.plan_people(&coupling).await?;
    context.print(&plan, || tables::people_plan(&plan, context.language))?;
    Ok(Outcome::unless(waits(&plan)))
}

/// Whether there are people of whom somebody must say who they are.
fn waits(plan: &PeoplePlan) -> bool {
    let open = |state: &CandidateState| matches!(state, CandidateState::New | CandidateState::Link(_));
    plan.candidates.iter().any(|candidate| open(&candidate.state))
}

async fn apply(context: &Context, options: PeopleApply) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(&options.coupling).await?;
    let choice = PeopleChoice {
        import_new: options.import_new,
        link_proposals: options.link_proposals,
        links: options.link,
        only: options.only.into_iter().collect(),
    };
    let run = context.hub.apply_people(&coupling, &choice).await?;
    context.print(&run, || tables::people_run(&run, context.language))?;
    Ok(Outcome::Done)
}

async fn list(context: &Context, organisation: &str) -> anyhow::Result<Outcome> {
    let organisation = context.hub.organisation(organisation).await?;
    let mut people = context.hub.store.people(organisation.id).await?;
    people.sort_by(|a, b| (a.number, &a.last_name).cmp(&(b.number, &b.last_name)));
    let data: Vec<_> = people
        .iter()
        .map(|person| {
            json!({
                "person": person.id, "number": person.number, "first_name": person.first_name, "prefix": person.prefix,
                "last_name": person.last_name, "work_email": person.work_email, "contract_type": person.contract_type,
                "active": person.active,
            })
        })
        .collect();
    context.print(&data, || tables::people(&people, context.language))?;
    Ok(Outcome::Done)
}

async fn add(context: &Context, options: &PeopleAdd) -> anyhow::Result<Outcome> {
    let organisation = context.hub.ensure_organisation(&options.organisation).await?;
    let new = NewPerson {
        first_name: options.first_name.clone(),
        prefix: options.prefix.clone(),
        last_name: options.last_name.clone(),
        number: options.number,
        work_email: options.email.clone(),
        birth_date: options.birth_date,
    };
    let person = context.hub.add_person(organisation.id, &new).await?;
    context.print(&json!({ "person": person }), || person.to_string())?;
    Ok(Outcome::Done)
}

async fn set_contract_type(
    context: &Context,
    organisation: &str,
    number: i64,
    contract_type: ContractTypeName,
) -> anyhow::Result<Outcome> {
    let organisation = context.hub.organisation(organisation).await?;
    let contract_type = match contract_type {
        ContractTypeName::ZeroHours => Some(ContractType::ZeroHours),
        ContractTypeName::ContractHours => Some(ContractType::ContractHours),
        ContractTypeName::Unset => None,
    };
    context
        .hub
        .set_contract_type(organisation.id, number, contract_type)
        .await?;
    Ok(Outcome::Done)
}
