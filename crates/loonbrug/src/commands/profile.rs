//! `profile …`

use super::group::owner;
use crate::arguments::{EveryCommand, ProfileCommand, ProfileSet};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::output::print_line;
use crate::tables;
use loonbrug_domain::profile::Owner;
use loonbrug_hub::profiles::{ProfileRefusal, Wanted};

pub async fn run(common: &EveryCommand, command: ProfileCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    match command {
        ProfileCommand::Show { of, person, at } => {
            let organisation = owner(&context, &of).await?;
            let person = context.hub.person_called(organisation, &person).await?;
            let day = at.unwrap_or_else(|| context.hub.surroundings.today());
            let lines = context
                .hub
                .profile(organisation, &Owner::Person(person.id), day)
                .await?;
            context.print(&lines, || tables::profile(&person, day, &lines, context.language))?;
            Ok(Outcome::unless(lines.iter().any(|line| line.ambiguity.is_some())))
        }
        ProfileCommand::Set(options) => set(&context, &options).await,
    }
}

async fn set(context: &Context, options: &ProfileSet) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let whose = match (&options.person, &options.group) {
        (Some(person), _) => Owner::Person(context.hub.person_called(organisation, person).await?.id),
        (None, Some(group)) => Owner::Group(group.clone()),
        (None, None) => Owner::Organisation,
    };
    let wanted = wanted(&options.settings).map_err(loonbrug_hub::HubError::from)?;
    let from = options.from.unwrap_or_else(|| context.hub.surroundings.today());
    context.hub.set_profile(organisation, &whose, from, &wanted).await?;
    if !context.prints_json() {
        for line in tables::meal_examples(&wanted, context.language) {
            print_line(&line);
        }
    }
    Ok(Outcome::Done)
}

/// The settings as they were typed.
pub(super) fn wanted(texts: &[String]) -> Result<Vec<Wanted>, ProfileRefusal> {
    texts.iter().map(|text| Wanted::parse(text)).collect()
}
