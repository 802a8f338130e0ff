//! A hub on an empty database, coupled with the generated company of a sandbox.

use crate::arguments::{Connecting, InterfaceName};
use anyhow::Context as _;
use jiff::Timestamp;
use loonbrug_domain::{Factor, Frequency};
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, Hub, OpenCoupling, Registration, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_sandbox::browser;
use loonbrug_sandbox::data::log_in;
use loonbrug_store::Store;
use tempfile::TempDir;
use url::Url;

/// In the month after the one that the generated company has open.
const BUSINESS_MOMENT: &str = "2023-05-17T09:00:00+02:00";
/// Number of the generated company.
const COMPANY: &str = "1";
/// The codes of the generated company, by percentage.
const CODES: [(u32, i64); 3] = [(100, 2100), (150, 6050), (200, 6080)];

/// Everything that a flow needs.
pub struct Stage {
    /// The hub.
    pub hub: Hub,
    /// The coupling with the generated company.
    pub coupling: OpenCoupling,
    /// Address of the sandbox.
    pub sandbox: Url,
    /// For files; the database is in it too, unless another was given.
    pub folder: TempDir,
}

impl Stage {
    /// Opens the database and makes the coupling. `batches`: whether new lines go in batches.
    pub async fn set(sandbox: &Url, connecting: &Connecting, batches: bool) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("loonbrug-measure-").tempdir()?;
        let in_folder = || format!("sqlite:{}", folder.path().join("measure.db").display());
        let database = connecting.database.clone().unwrap_or_else(in_folder);
        let store = Store::open(&database).await?;
        // The secrets of the sandbox are printed in its own documentation.
        let vault = Vault::new(&[0; 32]);
        let moment: Timestamp = BUSINESS_MOMENT.parse().context("the business moment")?;
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT)?;
        let hub = Hub::new(store, vault, Surroundings::starting_at(moment), http, "measure");
        let coupling = couple(&hub, sandbox, connecting, batches).await?;
        Ok(Self {
            hub,
            coupling,
            sandbox: sandbox.clone(),
            folder,
        })
    }
}

async fn couple(hub: &Hub, sandbox: &Url, connecting: &Connecting, batches: bool) -> anyhow::Result<OpenCoupling> {
    let draft = settings(Addresses::under(sandbox)?, connecting, batches);
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
    let coupling = hub.add_coupling(organisation.id, "voorbeeld", &settings).await?;
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

fn settings(addresses: Addresses, connecting: &Connecting, batches: bool) -> CouplingSettings {
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
        sending: Sending {
            calls_per_second: connecting.calls_per_second,
            in_flight: usize::try_from(connecting.in_flight).unwrap_or(usize::MAX),
            batches,
            ..Sending::default()
        },
        ..draft
    }
}
