//! A hub on an empty database, coupled with the generated company of a sandbox.

use crate::arguments::{Connecting, InterfaceName};
use anyhow::Context as _;
use jiff::Timestamp;
use loonbrug_domain::{Date, DateRange, Factor, Frequency};
use loonbrug_hub::import::ImportChoice;
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, Hub, OpenCoupling, Registration, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_sandbox::browser;
use loonbrug_sandbox::data::log_in;
use loonbrug_store::Store;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use url::Url;

/// In the month after the one that the generated company has open.
const BUSINESS_MOMENT: &str = "2023-05-17T09:00:00+02:00";
/// Number of the generated company.
const COMPANY: &str = "1";
/// In the folder of the stage.
const KEY_FILE: &str = "measure.key";
/// The codes of the generated company, by percentage.
pub const CODES: [(u32, i64); 3] = [(100, 2100), (150, 6050), (200, 6080)];
/// The period that the generated company has open.
pub const APRIL: DateRange = DateRange {
    from: Date::constant(2023, 4, 1),
    to: Date::constant(2023, 4, 30),
};
/// Name of the coupling.
pub const COUPLING: &str = "voorbeeld";

/// Everything that a flow needs.
pub struct Stage {
    /// The hub.
    pub hub: Hub,
    /// The coupling with the generated company.
    pub coupling: OpenCoupling,
    /// Address of the sandbox.
    pub sandbox: Url,
    /// Address of the database.
    pub database: String,
    /// For files; the database is in it too, unless another was given.
    pub folder: TempDir,
}

impl Stage {
    /// Opens the database and makes the coupling, on the business date. `batches`: whether new lines go in batches.
    pub async fn set(sandbox: &Url, connecting: &Connecting, batches: bool) -> anyhow::Result<Self> {
        let moment: Timestamp = BUSINESS_MOMENT.parse().context("the business moment")?;
        let sending = sending(connecting, batches);
        Self::build(sandbox, connecting, sending, Surroundings::starting_at(moment)).await
    }

    /// The same on the real date, for a program that is killed: what it left is settled after so many seconds.
    pub async fn of_today(
        sandbox: &Url,
        connecting: &Connecting,
        batches: bool,
        settling_seconds: u32,
    ) -> anyhow::Result<Self> {
        let sending = Sending {
            settling_seconds,
            ..sending(connecting, batches)
        };
        Self::build(sandbox, connecting, sending, Surroundings::real()).await
    }

    async fn build(
        sandbox: &Url,
        connecting: &Connecting,
        sending: Sending,
        surroundings: Surroundings,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("loonbrug-measure-").tempdir()?;
        let in_folder = || format!("sqlite:{}", folder.path().join("measure.db").display());
        let database = connecting.database.clone().unwrap_or_else(in_folder);
        let store = Store::open(&database).await?;
        let vault = Vault::open(&folder.path().join(KEY_FILE))?;
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT)?;
        let hub = Hub::new(store, vault, surroundings, http, "measure");
        let coupling = couple(&hub, sandbox, connecting, sending).await?;
        Ok(Self {
            hub,
            coupling,
            sandbox: sandbox.clone(),
            database,
            folder,
        })
    }

    /// The file with the key of the secrets.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.folder.path().join(KEY_FILE)
    }

    /// Brings in a file with hours.
    pub async fn import(&self, csv: &str, choice: ImportChoice) -> anyhow::Result<()> {
        let path = self.folder.path().join("hours.csv");
        fs::write(&path, csv)?;
        let file = loonbrug_files::read(&path, None)?;
        let organisation = self.coupling.organisation();
        let (report, refusal) = self.hub.import_hours(organisation, &file, choice).await?;
        anyhow::ensure!(
            refusal.is_none() && report.stored,
            "the hours were not stored: {refusal:?}"
        );
        Ok(())
    }

    /// The numbers of so many people on a zero-hours contract: those whose hours go to Nmbrs.
    pub async fn zero_hours(&self, people: u32) -> anyhow::Result<Vec<i64>> {
        let employees = browser::look(&self.sandbox.join("control/state/nmbrs/employees")?).await?;
        let employees = employees
            .as_array()
            .context("the sandbox tells its employees as a list")?;
        let people = usize::try_from(people)?;
        let without_hours = employees
            .iter()
            .filter(|employee| employee["hours_per_week"] == "0.000");
        let numbers: Vec<i64> = without_hours
            .filter_map(|employee| employee["number"].as_i64())
            .take(people)
            .collect();
        anyhow::ensure!(
            numbers.len() == people,
            "the company has too few people on a zero-hours contract"
        );
        Ok(numbers)
    }
}

async fn couple(hub: &Hub, sandbox: &Url, connecting: &Connecting, sending: Sending) -> anyhow::Result<OpenCoupling> {
    let draft = settings(Addresses::under(sandbox)?, connecting, sending);
    let access = access(hub, &draft.addresses, connecting.interface).await?;
    let companies = hub.trial_connection(&draft, &access).reader().companies(None).await?;
    let company = companies
        .iter()
        .find(|company| company.number == COMPANY)
        .context("the sandbox has no company 1")?;
    let settings = CouplingSettings {
        company: CompanyChoice::of(company, Frequency::Monthly),
        ..draft
    };
    let organisation = hub.ensure_organisation("Voorbeeld").await?;
    let coupling = hub.add_coupling(organisation.id, COUPLING, &settings).await?;
    hub.store_access(&coupling, &access).await?;
    Ok(coupling)
}

/// A token, or a log-in at the sandbox's page.
async fn access(hub: &Hub, addresses: &Addresses, interface: InterfaceName) -> anyhow::Result<Access> {
    if interface == InterfaceName::Soap {
        return Ok(Access::Token {
            token: log_in::TOKEN.into(),
        });
    }
    let registration = Registration {
        client_id: log_in::CLIENT.into(),
        client_secret: log_in::CLIENT_SECRET.into(),
        subscription_key: log_in::SUBSCRIPTION_KEY.into(),
        redirect: "http://127.0.0.1:8765/callback".parse()?,
    };
    let authorization = hub.begin_login(&registration, addresses)?;
    let back = browser::sign_in(&authorization.url).await?;
    let code = back
        .query_pairs()
        .find(|(key, _)| key == "code")
        .map(|(_, code)| code.into_owned());
    let code = code.with_context(|| format!("the log-in page sent the user back without a code: {back}"))?;
    Ok(hub
        .finish_login(&registration, addresses, &code, &authorization.verifier)
        .await?)
}

fn settings(addresses: Addresses, connecting: &Connecting, sending: Sending) -> CouplingSettings {
    let soap = connecting.interface == InterfaceName::Soap;
    let draft = CouplingSettings::draft(connecting.interface.into(), addresses);
    CouplingSettings {
        email: soap.then(|| log_in::EMAIL.into()),
        domain: soap.then(|| log_in::DOMAIN.into()),
        company: CompanyChoice {
            number: COMPANY.into(),
            ..draft.company
        },
        hour_codes: CODES
            .map(|(percent, code)| CodeMapping {
                factor: Factor::percent(percent),
                code,
            })
            .to_vec(),
        sending,
        ..draft
    }
}

fn sending(connecting: &Connecting, batches: bool) -> Sending {
    Sending {
        calls_per_second: connecting.calls_per_second,
        in_flight: usize::try_from(connecting.in_flight).unwrap_or(usize::MAX),
        batches,
        ..Sending::default()
    }
}
