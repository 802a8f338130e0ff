//! `rules …`

use crate::arguments::{EveryCommand, RulesCommand};
use crate::configuration::{unreadable, unwritable};
use crate::context::{Context, print_data};
use crate::outcome::Outcome;
use crate::output::print_text;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::rules::{read_rule_file, rule_file_schema, write_rule_file};
use loonbrug_domain::{Language, RuleSet};
use loonbrug_hub::{HubError, Refusal};
use std::fs;
use std::path::Path;

pub async fn run(common: &EveryCommand, command: RulesCommand) -> anyhow::Result<Outcome> {
    if let RulesCommand::Check { file } = command {
        return check(common, &file);
    }
    if let RulesCommand::Schema = command {
        print_data(true, &rule_file_schema(), String::new)?;
        return Ok(Outcome::Done);
    }
    let context = Context::open(common).await?;
    match command {
        RulesCommand::List => list(&context).await,
        RulesCommand::Show { name, organisation } => show(&context, &name, organisation.as_deref()).await,
        RulesCommand::Export {
            name,
            file,
            organisation,
        } => export(&context, &name, file.as_deref(), organisation.as_deref()).await,
        RulesCommand::Import {
            file,
            organisation,
            yes,
        } => import(&context, &file, organisation.as_deref(), yes).await,
        RulesCommand::Check { .. } | RulesCommand::Schema => Ok(Outcome::Done),
    }
}

fn check(common: &EveryCommand, path: &Path) -> anyhow::Result<Outcome> {
    let language = Language::from(common.language);
    let text = fs::read_to_string(path).with_context(|| unreadable(path))?;
    let faults = read_rule_file(&text).err().unwrap_or_default();
    print_data(common.json, &faults, || tables::rule_faults(&faults, language))?;
    Ok(if faults.is_empty() {
        Outcome::Done
    } else {
        Outcome::Refused
    })
}

async fn list(context: &Context) -> anyhow::Result<Outcome> {
    let listed = context.hub.list_rules(None).await?;
    context.print(&listed, || tables::rule_sets(&listed, context.language))?;
    Ok(Outcome::Done)
}

async fn show(context: &Context, name: &str, employer: Option<&str>) -> anyhow::Result<Outcome> {
    let sets = sets(context, name, employer).await?;
    context.print(&sets, || tables::rules(&sets, context.language))?;
    Ok(Outcome::Done)
}

async fn export(context: &Context, name: &str, file: Option<&Path>, employer: Option<&str>) -> anyhow::Result<Outcome> {
    let sets = sets(context, name, employer).await?;
    let text = write_rule_file(&sets).context("the rules cannot be written as TOML")?;
    match file {
        Some(path) => fs::write(path, text).with_context(|| unwritable(path))?,
        None if context.prints_json() => context.print(&sets, String::new)?,
        None => print_text(&text),
    }
    Ok(Outcome::Done)
}

async fn import(context: &Context, path: &Path, employer: Option<&str>, yes: bool) -> anyhow::Result<Outcome> {
    let rules = read_rules(path)?;
    let organisation = context.organisation(employer).await?;
    let changes = if yes {
        context.hub.import_rules(organisation.id, &rules).await?
    } else {
        context.hub.compare_rules(organisation.id, &rules).await?
    };
    context.print(&changes, || tables::configuration(&changes, context.language))?;
    Ok(Outcome::unless(!yes && !changes.is_empty()))
}

/// The rule sets of a file; a file with a fault is refused as a whole.
pub fn read_rules(path: &Path) -> anyhow::Result<Vec<RuleSet>> {
    let text = fs::read_to_string(path).with_context(|| unreadable(path))?;
    read_rule_file(&text).map_err(|faults| HubError::from(Refusal::RuleFile(faults)).into())
}

/// The sets of a name: the employer's own, else those that come with Loonbrug.
async fn sets(context: &Context, name: &str, employer: Option<&str>) -> anyhow::Result<Vec<RuleSet>> {
    if employer.is_none() && context.hub.store.organisations().await?.is_empty() {
        return Ok(loonbrug_hub::preset(name).map_err(HubError::from)?);
    }
    let organisation = context.organisation(employer).await?;
    Ok(context.hub.rule_sets(organisation.id, name).await?)
}
