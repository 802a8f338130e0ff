//! `coupling …`

use super::sign_in;
use crate::arguments::{CouplingAdd, CouplingCommand, CouplingLogin, EveryCommand, Way};
use crate::configuration::secret_of;
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use anyhow::Context as _;
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, ConfigurationFile, Refusal};
use loonbrug_nmbrs::Company;
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;
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
    let couplings = context.hub.couplings().await?;
    let data: Vec<_> = couplings
        .iter()
        .map(|one| json!({ "name": one.row.name, "id": one.id(), "paused": one.row.paused, "settings": one.settings }))
        .collect();
    let today = context.hub.surroundings.today();
    context.print(&data, || tables::couplings(&couplings, today, context.language))?;
    Ok(Outcome::unless(couplings.iter().any(|one| one.row.paused.is_some())))
}

async fn add(context: &Context, options: &CouplingAdd) -> anyhow::Result<Outcome> {
    let addresses = match &options.at {
        Some(root) => Addresses::under(root)?,
        None => Addresses::nmbrs()?,
    };
    let access = access(context, &options.way, &addresses).await?;
    let draft = draft(options, addresses, &access);
    let reader = context.hub.trial_connection(&draft, &access).reader();
    let companies = reader.companies(None).await.map_err(loonbrug_hub::HubError::from)?;
    if options.company.is_empty() {
        context.print(&companies, || tables::companies(&companies, context.language))?;
        eprintln!("{}", context.say("Kies met --company.", "Choose with --company."));
        return Ok(Outcome::NeedsPerson);
    }
    let organisation = context.hub.ensure_organisation(&options.organisation).await?;
    let mut first = None;
    for wanted in &options.company {
        let company = chosen(&companies, wanted)?;
        let frequency = options.frequency.or(company.frequency).context(context.say(
            "Deze ingang vertelt niet hoe vaak het bedrijf verloont: zeg het met --frequency.",
            "This interface does not tell how often the company pays: say it with --frequency.",
        ))?;
        let settings = CouplingSettings {
            company: CompanyChoice::of(company, frequency),
            shares_login_of: first,
            ..draft.clone()
        };
        let name = if options.company.len() == 1 {
            options.name.clone()
        } else {
            format!("{}-{}", options.name, company.number)
        };
        let coupling = context.hub.add_coupling(organisation.id, &name, &settings).await?;
        if first.is_none() {
            context.hub.store_access(&coupling, &access).await?;
            first = Some(coupling.id());
        }
        eprintln!("{name}: {} ({})", company.name, company.number);
    }
    Ok(Outcome::Done)
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

fn chosen<'a>(companies: &'a [Company], wanted: &str) -> Result<&'a Company, loonbrug_hub::HubError> {
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
        "{}",
        context.say(
            "Deze koppeling gaat over de andere ingang; van token naar inloggen gaat met `loonbrug coupling move`.",
            "This coupling goes over the other interface; from token to log-in goes with `loonbrug coupling move`.",
        )
    );
    settings.email = options.way.email.clone().or(settings.email);
    settings.domain = options.way.domain.clone().or(settings.domain);
    context.hub.store_access(&coupling, &access).await?;
    let coupling = context.hub.save_settings(&coupling, &settings).await?;
    context.hub.resume(&coupling).await?;
    Ok(Outcome::Done)
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
    let text = context
        .hub
        .export_configuration()
        .await?
        .text()
        .map_err(loonbrug_hub::HubError::from)?;
    match file {
        Some(path) => fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?,
        None => print!("{text}"),
    }
    Ok(Outcome::Done)
}

async fn import(context: &Context, path: &Path, yes: bool) -> anyhow::Result<Outcome> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let file = ConfigurationFile::parse(&text).map_err(loonbrug_hub::HubError::from)?;
    let changes = if yes {
        context.hub.import_configuration(&file).await?
    } else {
        context.hub.compare_configuration(&file).await?
    };
    context.print(&changes, || tables::configuration(&changes, context.language))?;
    Ok(Outcome::unless(!yes && !changes.is_empty()))
}
