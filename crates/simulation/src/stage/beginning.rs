//! How every seed begins: a company in Nmbrs, coupled, with its people brought in. Made once per kind of beginning and
//! copied for each seed.

use super::database::Database;
use super::node::{COUPLING, Grounds, Node};
use super::worker::Worker;
use crate::clock::SimulatedTime;
use crate::model::rules;
use crate::part::{SICK_CODE, SICK_PERCENT, TOP_UP_CODE, UNTAKEN_CODE};
use crate::scenario::Scenario;
use anyhow::Context as _;
use jiff::Timestamp;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::sickness::{PayBasis, SicknessCode};
use loonbrug_domain::{Date, Factor, Frequency, PayPeriod};
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, Hub, Registration};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::browser::sign_in;
use loonbrug_sandbox::data::{SimulatedCompany, log_in};
use loonbrug_sandbox::world::{Period, PeriodType, World};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// The hour code for each factor, in per cent.
pub const CODES: [(u32, i64); 4] = [(100, 2100), (125, 2190), (150, 6050), (200, 6080)];
/// The number of the company.
pub const COMPANY: i32 = 1;
/// Identities of seeds are counted from here, beyond those that a beginning takes.
pub const FIRST_IDENTITY: u64 = 1 << 20;

/// What a beginning depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Kind {
    interface: Interface,
    period: PayPeriod,
    people: u16,
}

impl Kind {
    /// The beginning of a scenario.
    #[must_use]
    pub const fn of(scenario: &Scenario) -> Self {
        Self {
            interface: scenario.interface,
            period: scenario.period,
            people: scenario.people,
        }
    }

    /// Nine o'clock on the last day of the period.
    fn moment(self) -> anyhow::Result<Timestamp> {
        let morning = self.period.wage_range().to.at(9, 0, 0, 0);
        Ok(morning.in_tz("Europe/Amsterdam")?.timestamp())
    }

    fn world(self) -> World {
        World::simulated(SimulatedCompany {
            period_type: period_type(self.period.frequency),
            open: Period::new(self.period.year, self.period.number),
            employees: self.people,
            seed: 7,
        })
    }
}

/// How a company of this frequency counts its periods in Nmbrs.
const fn period_type(frequency: Frequency) -> PeriodType {
    match frequency {
        Frequency::Monthly => PeriodType::Month,
        Frequency::FourWeekly => PeriodType::FourWeek,
        Frequency::Weekly => PeriodType::Week,
    }
}

/// A coupled company with its people.
#[derive(Debug)]
pub struct Beginning {
    /// Nmbrs.
    pub world: World,
    /// The database, that nobody has open.
    pub database: Database,
    /// The moment.
    pub now: Timestamp,
    /// Everybody, by employee number.
    pub people: BTreeMap<i64, PersonId>,
}

impl Beginning {
    /// Makes one.
    pub async fn make(worker: &Worker, kind: Kind) -> anyhow::Result<Self> {
        worker.sandbox.play().put_on(kind.world());
        let now = kind.moment()?;
        let grounds = Grounds {
            database: worker.place.empty().await?,
            time: SimulatedTime::starting(&worker.sandbox, now, 0),
            http: worker.http.clone(),
            sabotage: None,
        };
        let node = Node::start(&grounds).await?;
        let people = couple(&node.hub, worker.sandbox.base_url(), kind).await?;
        node.stop().await;
        let world = worker.sandbox.play().world().clone();
        Ok(Self {
            world,
            database: grounds.database,
            now,
            people,
        })
    }
}

async fn couple(hub: &Hub, root: &Url, kind: Kind) -> anyhow::Result<BTreeMap<i64, PersonId>> {
    let draft = draft(root, kind.interface)?;
    let access = access(hub, &draft.addresses, kind.interface).await?;
    let companies = hub.trial_connection(&draft, &access).reader().companies(None).await?;
    let company = companies.first().context("Nmbrs has a company")?;
    let settings = CouplingSettings {
        company: CompanyChoice::of(company, kind.period.frequency),
        ..draft
    };
    let organisation = hub.ensure_organisation("Simulatie").await?;
    hub.put_rule_sets(organisation.id, &rules()).await?;
    let settings_of_ledgers = LedgerSettings::of_the_law(Date::constant(2015, 1, 1));
    hub.put_ledger_settings(organisation.id, &settings_of_ledgers).await?;
    let coupling = hub.add_coupling(organisation.id, COUPLING, &settings).await?;
    hub.store_access(&coupling, &access).await?;
    let choice = PeopleChoice {
        import_new: true,
        ..PeopleChoice::default()
    };
    hub.apply_people(&coupling, &choice).await?;
    let people = hub.store.people(organisation.id).await?;
    let people: BTreeMap<i64, PersonId> = people
        .iter()
        .filter_map(|person| Some((person.number?, person.id)))
        .collect();
    anyhow::ensure!(people.len() == usize::from(kind.people), "everybody came in");
    Ok(people)
}

fn draft(root: &Url, interface: Interface) -> anyhow::Result<CouplingSettings> {
    let soap = interface == Interface::Soap;
    let mut draft = CouplingSettings::draft(interface, Addresses::under(root)?);
    draft.email = soap.then(|| log_in::EMAIL.into());
    draft.domain = soap.then(|| log_in::DOMAIN.into());
    draft.hour_codes = CODES
        .map(|(percent, code)| CodeMapping {
            factor: Factor::percent(percent),
            code,
        })
        .to_vec();
    draft.call_top_up_code = Some(TOP_UP_CODE);
    draft.sickness_codes = vec![SicknessCode {
        pay: PayBasis::Hourly,
        percent: SICK_PERCENT,
        code: SICK_CODE,
    }];
    draft.surcharge_codes = vec![CodeMapping {
        factor: Factor::percent(150),
        code: UNTAKEN_CODE,
    }];
    draft.sending = Sending {
        in_flight: 1,
        ..Sending::default()
    };
    Ok(draft)
}

/// A token, or a log-in at the sandbox's page.
pub async fn access(hub: &Hub, addresses: &Addresses, interface: Interface) -> anyhow::Result<Access> {
    if interface == Interface::Soap {
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
    let back = sign_in(&authorization.url).await?;
    let code = back.query_pairs().find(|(name, _)| name == "code");
    let (_, code) = code.context("the log-in page gives a code")?;
    let login = hub.finish_login(&registration, addresses, &code, &authorization.verifier);
    Ok(login.await?)
}

/// The beginnings that were made so far.
pub type Beginnings = std::collections::HashMap<Kind, Arc<Beginning>>;
