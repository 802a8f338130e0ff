//! The smallest stage for a sender: a sandbox, a database, a coupling, and the people of the manual.

use crate::login::{Access, Registration};
use crate::people::{PeopleChoice, employees_over};
use crate::sender::{Held, Kinds, Sender};
use crate::settings::{Addresses, CompanyChoice, CouplingSettings, Sending};
use crate::surroundings::Surroundings;
use crate::vault::Vault;
use crate::{Hub, OpenCoupling};
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{PersonId, PostingId, RunId};
use loonbrug_domain::{Frequency, PayPeriod};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_nmbrs::{HttpClient, RemoteId};
use loonbrug_sandbox::browser::{LogIn, sign_in_as};
use loonbrug_sandbox::data::log_in;
use loonbrug_sandbox::world::{ComponentKind, World};
use loonbrug_sandbox::{Fault, FaultKind, Running, Sandbox};
use loonbrug_store::{BaselineRow, Posting, PostingState, Run, Store};
use std::collections::{BTreeSet, HashMap};
use std::net::SocketAddr;
use tempfile::TempDir;

/// A wage code of the company's wage model, and one that it does not have.
pub const MEALS: i64 = 5090;
pub const NO_SUCH_CODE: i64 = 5999;

pub struct Stage {
    pub hub: Hub,
    pub sandbox: Running,
    pub coupling: OpenCoupling,
    pub interface: Interface,
    employees: HashMap<PersonId, RemoteId>,
    people: Vec<(i64, PersonId)>,
    _folder: TempDir,
}

/// Runs a case over each interface, with rows one by one.
pub async fn over_both(case: impl AsyncFn(&Stage)) {
    for interface in [Interface::Rest, Interface::Soap] {
        case(&Stage::new(interface, false).await).await;
    }
}

impl Stage {
    pub async fn new(interface: Interface, batches: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("loonbrug.db").display());
        let store = Store::open(&database).await.unwrap();
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT).unwrap();
        let surroundings = Surroundings::still("2023-05-17T09:00:00+02:00".parse().unwrap());
        let hub = Hub::new(store, Vault::new(&[7; 32]), surroundings, http, "tester");
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let sandbox = Sandbox::start(listen, World::manuals()).await.unwrap();
        let coupling = couple(&hub, &sandbox, interface, batches).await;
        let choice = PeopleChoice {
            import_new: true,
            ..PeopleChoice::default()
        };
        hub.apply_people(&coupling, &choice).await.unwrap();
        let links = hub.store.links(coupling.id()).await.unwrap();
        Self {
            employees: employees_over(&links, interface),
            people: links.iter().map(|link| (link.employee_number, link.person)).collect(),
            hub,
            sandbox,
            coupling,
            interface,
            _folder: folder,
        }
    }

    pub fn person(&self, number: i64) -> PersonId {
        self.people.iter().find(|(known, _)| *known == number).unwrap().1
    }

    /// Sends as a run does, from the baseline to the settling; gives the postings as they are stored then.
    pub async fn run(&self, postings: &[Posting]) -> Vec<Posting> {
        let run = self.begin(postings).await;
        let lease = self.hub.take_lease(&self.coupling.company_lease(), "Nmbrs").await;
        let lease = lease.unwrap();
        let sender = Sender::open(&self.hub, &self.coupling, lease.lease(), &self.employees);
        let sender = sender.await.unwrap();
        let held = self.read(Kinds::of(postings)).await;
        let rows: Vec<BaselineRow> = held.values().flatten().map(baseline_row).collect();
        let organisation = self.coupling.organisation();
        self.hub.store.put_baseline(organisation, run, &rows).await.unwrap();
        let of_run = self.hub.store.postings_of_run(run).await.unwrap();
        sender.send(of_run).await.unwrap();
        self.settle(&sender, run).await;
        lease.release().await.unwrap();
        self.hub.store.postings_of_run(run).await.unwrap()
    }

    async fn settle(&self, sender: &Sender<'_, super::super::nmbrs::NmbrsTarget>, run: RunId) {
        let after = self.hub.store.postings_of_run(run).await.unwrap();
        let is_doubt = |posting: &Posting| posting.state == PostingState::Unknown;
        let (doubts, rest): (Vec<_>, Vec<_>) = after.into_iter().partition(is_doubt);
        let held = self.read(Kinds::of(&doubts)).await;
        let read_at = self.hub.surroundings.now();
        sender.settle(&doubts, &rest, &held, read_at).await.unwrap();
    }

    /// What Nmbrs holds of everybody in the open period.
    pub async fn read(&self, kinds: Kinds) -> Held {
        let lease = self.hub.take_lease("reading", "Nmbrs").await.unwrap();
        let sender = Sender::open(&self.hub, &self.coupling, lease.lease(), &self.employees);
        let people: BTreeSet<PersonId> = self.people.iter().map(|(_, person)| *person).collect();
        let period = april();
        let sender = sender.await.unwrap();
        let held = sender.read(&people, period.year, period.number, kinds).await.unwrap();
        lease.release().await.unwrap();
        held
    }

    async fn begin(&self, postings: &[Posting]) -> RunId {
        let run = Run {
            id: RunId(self.hub.surroundings.identity()),
            organisation: self.coupling.organisation(),
            coupling: self.coupling.id(),
            flow: "wages".into(),
            range: None,
            period: Some(april()),
            state: "running".into(),
            started_by: "tester".into(),
            started_at: self.hub.surroundings.now(),
            finished_at: None,
            summary: "{}".into(),
        };
        self.hub.store.insert_run(&run).await.unwrap();
        let of_run = |posting: &Posting| Posting {
            run: run.id,
            ..posting.clone()
        };
        let postings: Vec<Posting> = postings.iter().map(of_run).collect();
        self.hub.store.insert_postings(&postings).await.unwrap();
        run.id
    }

    /// A wage component to insert for the employee of a number.
    pub fn insert(&self, number: i64, code: i64, cents: i64) -> Posting {
        let id = PostingId(self.hub.surroundings.identity());
        let now = self.hub.surroundings.now();
        Posting {
            id,
            organisation: self.coupling.organisation(),
            coupling: self.coupling.id(),
            run: RunId(id.0),
            company: "1".into(),
            origin: "meals".into(),
            person: self.person(number),
            period: april(),
            kind: LineKind::Wages.as_str().into(),
            code,
            cost_centre: String::new(),
            cost_unit: String::new(),
            revision: 1,
            action: "insert".into(),
            quantity: cents,
            quantity_before: 0,
            description: "Maaltijden april".into(),
            mark: format!("LB-{number}"),
            corrects: None,
            state: PostingState::Approved,
            attempt: 0,
            fence: 0,
            payload_hash: String::new(),
            remote_id: None,
            note: String::new(),
            created_at: now,
            changed_at: now,
        }
    }

    /// A change of a row that was inserted.
    pub fn change(&self, inserted: &Posting, action: &str, cents: i64) -> Posting {
        Posting {
            id: PostingId(self.hub.surroundings.identity()),
            revision: inserted.revision + 1,
            action: action.into(),
            quantity: cents,
            quantity_before: inserted.quantity,
            state: PostingState::Approved,
            ..inserted.clone()
        }
    }

    /// The wage components that Nmbrs holds of all people: `5090 13.50 Maaltijden april [LB-1001]`.
    pub fn held(&self) -> Vec<String> {
        let world = self.sandbox.play().world();
        let rows = world.components(ComponentKind::Wages).all().map(|row| {
            let content = &row.content;
            let comment = content.comment.as_deref().unwrap_or_default();
            format!("{} {} {comment}", content.code, content.quantity.text())
        });
        rows.collect()
    }

    /// The next call of this kind meets a fault.
    pub fn fault(&self, soap: &str, rest: &str, kind: FaultKind) {
        let operation = match self.interface {
            Interface::Soap => soap,
            Interface::Rest => rest,
        };
        self.sandbox.play().faults.order(vec![Fault::new(operation, kind)]);
    }

    /// Calls whose name holds this text, since the last time: `(reads, writes)`.
    pub fn calls(&self, of: &str) -> (u64, u64) {
        let calls = self.sandbox.play().calls.calls();
        self.sandbox.play().calls.clear();
        let mut counts = (0, 0);
        for (operation, count) in &calls.operations {
            if operation.to_lowercase().contains(of) {
                *(if count.write { &mut counts.1 } else { &mut counts.0 }) += count.calls;
            }
        }
        counts
    }
}

/// The open period of the manual's company.
pub fn april() -> PayPeriod {
    PayPeriod::new(Frequency::Monthly, 2023, 4).unwrap()
}

fn baseline_row(held: &crate::sender::HeldRow) -> BaselineRow {
    BaselineRow {
        person: held.observed.person,
        kind: held.observed.kind.as_str().to_owned(),
        remote_id: held.observed.row.clone(),
        code: held.observed.code,
        quantity: held.observed.quantity,
    }
}

async fn couple(hub: &Hub, sandbox: &Running, interface: Interface, batches: bool) -> OpenCoupling {
    let addresses = Addresses::under(sandbox.base_url()).unwrap();
    let soap = interface == Interface::Soap;
    let mut settings = CouplingSettings {
        email: soap.then(|| log_in::EMAIL.into()),
        domain: soap.then(|| log_in::DOMAIN.into()),
        sending: Sending {
            calls_per_second: 150,
            batches,
            ..Sending::default()
        },
        ..CouplingSettings::draft(interface, addresses)
    };
    let access = access(hub, &settings).await;
    let reader = hub.trial_connection(&settings, &access).reader();
    let companies = reader.companies(None).await.unwrap();
    let company = companies.iter().find(|company| company.number == "1").unwrap();
    settings.company = CompanyChoice::of(company, Frequency::Monthly);
    let organisation = hub.ensure_organisation("Voorbeeld Retail").await.unwrap();
    let coupling = hub.add_coupling(organisation.id, "modehuis", &settings).await.unwrap();
    hub.store_access(&coupling, &access).await.unwrap();
    coupling
}

async fn access(hub: &Hub, settings: &CouplingSettings) -> Access {
    if settings.interface == Interface::Soap {
        return Access::Token {
            token: log_in::TOKEN.into(),
        };
    }
    let registration = Registration {
        client_id: log_in::CLIENT.into(),
        client_secret: log_in::CLIENT_SECRET.into(),
        subscription_key: log_in::SUBSCRIPTION_KEY.into(),
        redirect: "http://127.0.0.1:8765/callback".parse().unwrap(),
    };
    let addresses = &settings.addresses;
    let authorization = hub.begin_login(&registration, addresses).unwrap();
    let back = sign_in_as(&authorization.url, LogIn::default()).await.unwrap();
    let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1;
    let finished = hub.finish_login(&registration, addresses, &code, &authorization.verifier);
    finished.await.unwrap()
}
