//! The stage: a sandbox, a database and a coupling between them.

use crate::arguments::{Demo, EveryCommand, InterfaceName};
use crate::commands::sandbox::{announce, taken};
use crate::commands::sign_in;
use crate::configuration::unreadable;
use crate::context::Context;
use crate::outcome::Said;
use anyhow::Context as _;
use jiff::Timestamp;
use loonbrug_domain::{Factor, Frequency};
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, HubError, OpenCoupling, Refusal, Registration, Surroundings};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::data::log_in;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox, browser};
use loonbrug_store::Organisation;
use loonbrug_web::DemonstrationLogin;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use url::Url;

/// The business date of the manuals' figures, in the morning.
const BUSINESS_MOMENT: &str = "2023-05-17T09:00:00+02:00";
/// The employer and its coupling.
const ORGANISATION: &str = "Voorbeeld Retail";
pub const COUPLING: &str = "modehuis";
/// Number of the company in the sandbox.
pub const COMPANY: &str = "1";

/// Everything that the story needs.
pub struct Stage {
    /// The hub and where output goes.
    pub context: Context,
    /// The sandbox.
    pub running: Running,
    /// Where the sandbox's state is kept, when the database is kept.
    pub state_file: Option<PathBuf>,
    common: EveryCommand,
    /// Removed at the end.
    folder: Option<TempDir>,
}

impl Stage {
    /// Opens the database and starts the sandbox: as the last run on this database left it, or afresh.
    pub async fn set(common: EveryCommand, options: &Demo) -> anyhow::Result<Self> {
        let (common, folder) = with_database(common)?;
        let moment: Timestamp = BUSINESS_MOMENT.parse().context("the business moment")?;
        let context = Context::open_with(&common, Surroundings::starting_at(moment)).await?;
        let others = context.hub.store.organisations().await?;
        if let Some(other) = others.into_iter().find(|other| other.name != ORGANISATION) {
            return Err(HubError::from(Refusal::RealData(other.name)).into());
        }
        let state_file = folder.is_none().then(|| state_file(&common));
        let known = !context.hub.couplings().await?.is_empty();
        let world = match state_file.as_deref().filter(|path| known && path.exists()) {
            Some(path) => World::load(path).with_context(|| unreadable(path))?,
            None => World::manuals(),
        };
        let listen = if options.once {
            SocketAddr::from(([127, 0, 0, 1], 0))
        } else {
            options.listen
        };
        let running = Sandbox::start(listen, world).await.with_context(|| taken(listen))?;
        let stage = Self {
            context,
            running,
            state_file,
            common,
            folder,
        };
        stage.couple(options.interface).await?;
        Ok(stage)
    }

    /// Makes the coupling, or points the one of last time at this sandbox.
    async fn couple(&self, interface: InterfaceName) -> anyhow::Result<()> {
        let hub = &self.context.hub;
        let addresses = Addresses::under(self.running.base_url())?;
        let access = self.access(interface, &addresses).await?;
        let draft = settings(interface, addresses.clone());
        let known = match hub.coupling(COUPLING).await {
            Ok(known) => Some(known),
            Err(HubError::Refused(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let coupling = match known {
            Some(known) => self.pointed_here(&known, &draft, addresses).await?,
            None => self.new_coupling(draft, &access).await?,
        };
        hub.store_access(&coupling, &access).await?;
        Ok(())
    }

    async fn pointed_here(
        &self,
        known: &OpenCoupling,
        draft: &CouplingSettings,
        addresses: Addresses,
    ) -> anyhow::Result<OpenCoupling> {
        anyhow::ensure!(
            known.settings.interface == draft.interface,
            Said::new(
                "Deze database is over de andere ingang gemaakt. Neem een andere --interface of een andere --database.",
                "This database was made over the other interface. Take another --interface or another --database.",
            )
        );
        let settings = CouplingSettings {
            addresses,
            ..known.settings.clone()
        };
        Ok(self.context.hub.save_settings(known, &settings).await?)
    }

    async fn new_coupling(&self, draft: CouplingSettings, access: &Access) -> anyhow::Result<OpenCoupling> {
        let hub = &self.context.hub;
        let reader = hub.trial_connection(&draft, access).reader();
        let companies = reader.companies(None).await.map_err(HubError::from)?;
        let company = companies
            .iter()
            .find(|company| company.number == COMPANY)
            .context("the sandbox has no company 1")?;
        let settings = CouplingSettings {
            company: CompanyChoice::of(company, Frequency::Monthly),
            ..draft
        };
        let organisation = hub.ensure_organisation(ORGANISATION).await?;
        Ok(hub.add_coupling(organisation.id, COUPLING, &settings).await?)
    }

    /// A token, or a log-in at the sandbox's page as a user would do it in a browser.
    async fn access(&self, interface: InterfaceName, addresses: &Addresses) -> anyhow::Result<Access> {
        if interface == InterfaceName::Soap {
            return Ok(Access::Token {
                token: log_in::TOKEN.into(),
            });
        }
        let registration = registration()?;
        let user = |page| async move { Ok(browser::sign_in(&page).await?) };
        sign_in::through(&self.context, &registration, addresses, user).await
    }

    /// Where the Nmbrs of the sandbox is.
    pub fn addresses(&self) -> anyhow::Result<Addresses> {
        Ok(Addresses::under(self.running.base_url())?)
    }

    /// The employer.
    pub async fn organisation(&self) -> anyhow::Result<Organisation> {
        Ok(self.context.hub.organisation(ORGANISATION).await?)
    }

    /// Says where the pages are, and how to go on by hand.
    pub fn invite(&self, pages: &Url, logins: &[DemonstrationLogin]) {
        announce(&self.running);
        let open = self.context.say("Open in een browser:", "Open in a browser:");
        eprintln!("\n{open} {pages}");
        for login in logins {
            eprintln!("  {} · {} / {}", login.role, login.email, login.password);
        }
        let database = self.common.database.as_deref().unwrap_or_default();
        let key_file = self.common.key_file.as_deref().map(Path::display);
        let key = key_file.map_or_else(String::new, |path| format!(" LOONBRUG_KEY_FILE={path}"));
        let program = std::env::args().next().unwrap_or_else(|| "loonbrug".into());
        let control = format!("{}control/state/nmbrs/hours?company={COMPANY}", self.running.base_url());
        let end = if self.folder.is_some() {
            self.context.say(
                "Ctrl-C eindigt; daarna is alles weg.",
                "Ctrl-C ends it; everything is gone then.",
            )
        } else {
            self.context.say(
                "Ctrl-C eindigt; de database blijft.",
                "Ctrl-C ends it; the database stays.",
            )
        };
        let go_on = self.context.say(
            "Of op de opdrachtregel, in een ander venster:",
            "Or on the command line, in another window:",
        );
        eprintln!("\n{go_on}\n  export LOONBRUG_DATABASE={database}{key}");
        eprintln!("  {program} hours plan --coupling {COUPLING} --from 01-04-2023 --to 30-04-2023");
        eprintln!("  {program} history\n  curl '{control}'\n\n{end}");
    }
}

/// Our registration at the sandbox.
pub fn registration() -> anyhow::Result<Registration> {
    Ok(Registration {
        client_id: log_in::CLIENT.into(),
        client_secret: log_in::CLIENT_SECRET.into(),
        subscription_key: log_in::SUBSCRIPTION_KEY.into(),
        redirect: "http://127.0.0.1:8765/callback".parse()?,
    })
}

/// A database in a folder of its own, unless one was given. The key of a demonstration protects nothing real, so it may
/// stand with temporary files when the database is on a server.
fn with_database(mut common: EveryCommand) -> anyhow::Result<(EveryCommand, Option<TempDir>)> {
    if let Some(database) = &common.database {
        if common.key_file.is_none() && !database.starts_with("sqlite:") {
            let mut hash = DefaultHasher::new();
            database.hash(&mut hash);
            common.key_file = Some(std::env::temp_dir().join(format!("loonbrug-demo-{:016x}.key", hash.finish())));
        }
        return Ok((common, None));
    }
    let folder = tempfile::Builder::new().prefix("loonbrug-demo-").tempdir()?;
    common.database = Some(format!("sqlite:{}", folder.path().join("demo.db").display()));
    common.key_file = Some(folder.path().join("demo.key"));
    Ok((common, Some(folder)))
}

/// Beside the key, because that is on this machine whatever the database is.
fn state_file(common: &EveryCommand) -> PathBuf {
    let database = common.database.as_deref().unwrap_or_default();
    let beside = common
        .key_file
        .clone()
        .unwrap_or_else(|| PathBuf::from(database.trim_start_matches("sqlite:")));
    let mut name = beside.into_os_string();
    name.push(".sandbox.json");
    PathBuf::from(name)
}

fn settings(interface: InterfaceName, addresses: Addresses) -> CouplingSettings {
    let draft = match interface {
        InterfaceName::Rest => CouplingSettings::draft(Interface::Rest, addresses),
        InterfaceName::Soap => CouplingSettings {
            email: Some(log_in::EMAIL.into()),
            domain: Some(log_in::DOMAIN.into()),
            ..CouplingSettings::draft(Interface::Soap, addresses)
        },
    };
    CouplingSettings {
        // The codes of the manual's table.
        hour_codes: [(100, 2100), (150, 6050), (200, 6080)]
            .map(|(percent, code)| CodeMapping {
                factor: Factor::percent(percent),
                code,
            })
            .to_vec(),
        // The sandbox is on this machine and has no limit.
        sending: Sending {
            calls_per_second: 150,
            ..Sending::default()
        },
        ..draft
    }
}
