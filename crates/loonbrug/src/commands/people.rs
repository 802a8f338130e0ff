//! `people …`

use crate::arguments::{Common, ContractTypeName, PeopleAdd, PeopleApply, PeopleCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::Refusal;
use loonbrug_hub::people::{CandidateState, PeopleChoice, PeoplePlan};
use loonbrug_store::Person;
use serde_json::json;

pub async fn run(common: &Common, command: PeopleCommand) -> anyhow::Result<Outcome> {
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
    let people = context.hub.store.people(organisation.id).await?;
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
    let person = Person {
        id: PersonId(context.hub.surroundings.identity()),
        organisation: organisation.id,
        number: options.number,
        first_name: options.first_name.clone(),
        prefix: options.prefix.clone(),
        last_name: options.last_name.clone(),
        work_email: options.email.clone(),
        birth_date: options.birth_date,
        contract_type: None,
        active: true,
    };
    context.hub.store.put_people(std::slice::from_ref(&person)).await?;
    println!("{}", person.id);
    Ok(Outcome::Done)
}

async fn set_contract_type(
    context: &Context,
    organisation: &str,
    number: i64,
    contract_type: ContractTypeName,
) -> anyhow::Result<Outcome> {
    let organisation = context.hub.organisation(organisation).await?;
    let people = context.hub.store.people(organisation.id).await?;
    let found = people.into_iter().find(|person| person.number == Some(number));
    let person = found.ok_or_else(|| loonbrug_hub::HubError::from(Refusal::NoPerson(number.to_string())))?;
    let contract_type = match contract_type {
        ContractTypeName::ZeroHours => Some("zero-hours".to_owned()),
        ContractTypeName::ContractHours => Some("contract-hours".to_owned()),
        ContractTypeName::Unset => None,
    };
    context
        .hub
        .store
        .put_people(&[Person {
            contract_type,
            ..person
        }])
        .await?;
    Ok(Outcome::Done)
}
