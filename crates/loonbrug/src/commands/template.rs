//! `template …`

use super::group::{called, owner};
use super::profile::wanted;
use crate::arguments::{EveryCommand, TemplateCommand, TemplateFor};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::HubError;
use loonbrug_hub::profiles::Selection;

pub async fn run(common: &EveryCommand, command: TemplateCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    let (hub, language) = (&context.hub, context.language);
    match command {
        TemplateCommand::Save { of, name, settings } => {
            let organisation = owner(context, &of).await?;
            let wanted = wanted(&settings).map_err(HubError::from)?;
            hub.save_template(organisation, &name, &wanted).await?;
        }
        TemplateCommand::List { of } => {
            let templates = hub.templates(owner(context, &of).await?).await?;
            context.print(&templates, || tables::templates(&templates, language))?;
        }
        TemplateCommand::Remove { of, name } => {
            hub.remove_template(owner(context, &of).await?, &name).await?;
        }
        TemplateCommand::Preview(options) => {
            let (organisation, selection) = selected(context, &options).await?;
            let from = options.from.unwrap_or_else(|| hub.surroundings.today());
            let lines = hub
                .preview_template(organisation, &options.name, &selection, from)
                .await?;
            context.print(&lines, || tables::template_lines(&lines, from, language))?;
        }
        TemplateCommand::Apply(options) => {
            let (organisation, selection) = selected(context, &options).await?;
            let from = options.from.unwrap_or_else(|| hub.surroundings.today());
            let lines = hub
                .apply_template(organisation, &options.name, &selection, from)
                .await?;
            context.print(&lines, || tables::template_lines(&lines, from, language))?;
        }
    }
    Ok(Outcome::Done)
}

async fn selected(context: &Context, options: &TemplateFor) -> anyhow::Result<(OrganisationId, Selection)> {
    let organisation = owner(context, &options.of).await?;
    let selection = Selection {
        everyone: options.everyone,
        groups: options.group.clone(),
        contract_types: options.contract_type.iter().map(|kind| (*kind).into()).collect(),
        people: called(context, organisation, &options.person).await?,
    };
    Ok((organisation, selection))
}
