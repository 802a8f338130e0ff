//! `coupling …`

use super::sign_in;
use crate::arguments::{CouplingAdd, CouplingCommand, CouplingLogin, EveryCommand, Way};
use crate::configuration::{secret_of, unreadable, unwritable};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::output::print_text;
use crate::tables;
use anyhow::Context as _;
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, ConfigurationFile, HubError, Refusal, presets};
use loonbrug_nmbrs::Company;
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

pub async fn run(common: &EveryCommand, command: CouplingCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    match command {
        CouplingCommand::List => list(&context).await,
        CouplingCommand::Add(options) => add(&context, &options).await,
        CouplingCommand::Login(options) => login(&context, &options).await,
        CouplingCommand::Move { name } => move_to_login(&context, &name).await,
        CouplingCommand::Unlink { name } => unlink(&context, &name).await,
        CouplingCommand::Export { file } => export(&context, file.as_deref()).await,
        CouplingCommand::Import { file, yes } => import(&context, &file, yes).await,
    }
}

async fn list(context: &Context) -> anyhow::Result<Outcome> {
    let couplings = context.hub.overview().await?;
    let mut settings: HashMap<_, _> = context
        .hub
        .couplings()
        .await?
        .into_iter()
        .map(|one| (one.id(), one.settings))
        .collect();
    let data: Vec<_> = couplings
        .iter()
        .map(|one| {
            let mut data = json!(one);
            data["settings"] = json!(settings.remove(&one.id));
            data
        })
        .collect();
    let today = context.hub.surroundings.today();
    context.print(&data, || tables::couplings(&couplings, today, context.language))?;
    Ok(Outcome::unless(couplings.iter().any(|one| one.paused.is_some())))
}

async fn add(context: &Context, options: &CouplingAdd) -> anyhow::Result<Outcome> {
    let addresses = match &options.at {
        Some(root) => Addresses::under(root)?,
        None => Addresses::nmbrs()?,
    };
    if options.way.login && options.frequency.is_none() && !options.company.is_empty() {
        return Err(no_frequency());
    }
    let access = access(context, &options.way, &addresses).await?;
    let draft = draft(options, addresses, &access);
    let reader = context.hub.trial_connection(&draft, &access).reader();
    let companies = reader.companies(None).await.map_err(HubError::from)?;
    if options.company.is_empty() {
        context.print(&companies, || tables::companies(&companies, context.language))?;
        eprintln!("{}", context.say("Kies met --company.", "Choose with --company."));
        return Ok(Outcome::NeedsPerson);
    }
    let choices = choices(options, &companies)?;
    may_be_added(context, options, &draft, &choices).await?;
    let organisation = context.hub.ensure_organisation(&options.organisation).await?;
    let mut first = None;
    for (name, company) in choices {
        let settings = CouplingSettings {
            company,
            shares_login_of: first,
            ..draft.clone()
        };
        let coupling = context.hub.add_coupling(organisation.id, &name, &settings).await?;
        let company = &settings.company;
        if first.is_none() {
            context.hub.store_access(&coupling, &access).await?;
            first = Some(coupling.id());
        }
        eprintln!("{name}: {} ({})", company.name, company.number);
    }
    Ok(Outcome::Done)
}

fn no_frequency() -> anyhow::Error {
    anyhow::Error::msg(Said::new(
        "Deze ingang vertelt niet hoe vaak het bedrijf verloont: zeg het met --frequency.",
        "This interface does not tell how often the company pays: say it with --frequency.",
    ))
}

/// The names and companies of the couplings to add.
fn choices(options: &CouplingAdd, companies: &[Company]) -> anyhow::Result<Vec<(String, CompanyChoice)>> {
    let mut choices = Vec::new();
    for wanted in &options.company {
        let company = chosen(companies, wanted)?;
        let frequency = options.frequency.or(company.frequency).ok_or_else(no_frequency)?;
        let name = if options.company.len() == 1 {
            options.name.clone()
        } else {
            format!("{}-{}", options.name, company.number)
        };
        let choice = (name, CompanyChoice::of(company, frequency));
        // One company may be named by its number and by its name.
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    Ok(choices)
}

/// Refuses before anything is stored what could not be stored whole.
async fn may_be_added(
    context: &Context,
    options: &CouplingAdd,
    draft: &CouplingSettings,
    choices: &[(String, CompanyChoice)],
) -> Result<(), HubError> {
    draft.check()?;
    let known = context.hub.store.organisation_named(&options.organisation).await?;
    for (name, company) in choices {
        let settings = CouplingSettings {
            company: company.clone(),
            ..draft.clone()
        };
        let organisation = known.as_ref().map(|known| known.id);
        context.hub.may_be_added(organisation, name, &settings).await?;
    }
    match known {
        Some(known) => context.hub.rule_sets(known.id, &draft.rule_set).await.map(drop),
        None if presets().iter().any(|preset| preset.name == draft.rule_set) => Ok(()),
        None => Err(Refusal::NoRuleSet(draft.rule_set.clone()).into()),
    }
}

fn draft(options: &CouplingAdd, addresses: Addresses, access: &Access) -> CouplingSettings {
    let interface = match access {
        Access::Token { .. } => Interface::Soap,
        Access::Login { .. } => Interface::Rest,
    };
    let codes = options.hour_code.iter();
    let sending = Sending {
        calls_per_second: options.calls_per_second,
        batches: options.batches,
        ..Sending::default()
    };
    CouplingSettings {
        email: options.way.email.clone(),
        domain: options.way.domain.clone(),
        contract_hours: !options.without_contract_hours,
        rule_set: options.rules.clone(),
        hour_codes: codes
            .map(|(factor, code)| CodeMapping {
                factor: *factor,
                code: *code,
            })
            .collect(),
        sending,
        ..CouplingSettings::draft(interface, addresses)
    }
}

fn chosen<'a>(companies: &'a [Company], wanted: &str) -> Result<&'a Company, HubError> {
    let found = companies
        .iter()
        .find(|company| company.number == wanted || company.name == wanted);
    found.ok_or_else(|| {
        let seen: Vec<String> = companies
            .iter()
            .map(|company| format!("{} {}", company.number, company.name))
            .collect();
        Refusal::NoCompany {
            wanted: wanted.to_owned(),
            seen: seen.join(", "),
        }
        .into()
    })
}

async fn access(context: &Context, way: &Way, addresses: &Addresses) -> anyhow::Result<Access> {
    match &way.token_file {
        Some(file) => Ok(Access::Token {
            token: secret_of(file)?,
        }),
        None => sign_in::in_browser(context, addresses).await,
    }
}

async fn login(context: &Context, options: &CouplingLogin) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(&options.name).await?;
    let access = access(context, &options.way, &coupling.settings.addresses).await?;
    let mut settings = coupling.settings.clone();
    settings.interface = match &access {
        Access::Token { .. } => Interface::Soap,
        Access::Login { .. } => Interface::Rest,
    };
    anyhow::ensure!(
        settings.interface == coupling.settings.interface,
        Said::new(
            "Deze koppeling gaat over de andere ingang; van token naar inloggen gaat met `loonbrug coupling move`.",
            "This coupling goes over the other interface; from token to log-in goes with `loonbrug coupling move`.",
        )
    );
    settings.email = options.way.email.clone().or(settings.email);
    settings.domain = options.way.domain.clone().or(settings.domain);
    proves_itself(context, &settings, &access).await?;
    context.hub.store_access(&coupling, &access).await?;
    let coupling = context.hub.save_settings(&coupling, &settings).await?;
    context.hub.resume(&coupling).await?;
    let (name, company) = (&coupling.row.name, &coupling.settings.company.name);
    eprintln!(
        "{name}: {company} {}",
        context.say("is weer gekoppeld", "is linked again")
    );
    Ok(Outcome::Done)
}

/// What does not reach the company must not take the place of what perhaps does.
async fn proves_itself(context: &Context, settings: &CouplingSettings, access: &Access) -> Result<(), HubError> {
    let reader = context.hub.trial_connection(settings, access).reader();
    let companies = reader.companies(None).await?;
    chosen(&companies, &settings.company.number).map(drop)
}

async fn move_to_login(context: &Context, name: &str) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(name).await?;
    let access = sign_in::in_browser(context, &coupling.settings.addresses).await?;
    let moved = context.hub.move_to_login(&coupling, &access).await?;
    context.print(&moved, || {
        format!(
            "{name}: {} {}, {} {}",
            moved.people,
            context.say("medewerkers", "people"),
            moved.rows,
            context.say("regels in Nmbrs opnieuw herkend", "rows in Nmbrs recognised anew"),
        )
    })?;
    Ok(Outcome::unless(!moved.not_recognised.is_empty()))
}

async fn unlink(context: &Context, name: &str) -> anyhow::Result<Outcome> {
    let coupling = context.hub.coupling(name).await?;
    context.hub.unlink(&coupling).await?;
    let text = context.say(
        "de autorisatie is verwijderd; gegevens en geschiedenis blijven",
        "the authorisation is gone; data and history stay",
    );
    eprintln!("{name}: {text}");
    Ok(Outcome::Done)
}

async fn export(context: &Context, file: Option<&Path>) -> anyhow::Result<Outcome> {
    let configuration = context.hub.export_configuration().await?;
    let text = configuration.text().map_err(HubError::from)?;
    match file {
        Some(path) => fs::write(path, text).with_context(|| unwritable(path))?,
        None if context.prints_json() => context.print(&configuration, String::new)?,
        None => print_text(&text),
    }
    Ok(Outcome::Done)
}

async fn import(context: &Context, path: &Path, yes: bool) -> anyhow::Result<Outcome> {
    let text = fs::read_to_string(path).with_context(|| unreadable(path))?;
    let file = ConfigurationFile::parse(&text).map_err(HubError::from)?;
    let changes = if yes {
        context.hub.import_configuration(&file).await?
    } else {
        context.hub.compare_configuration(&file).await?
    };
    context.print(&changes, || tables::configuration(&changes, context.language))?;
    Ok(Outcome::unless(!yes && !changes.is_empty()))
}
