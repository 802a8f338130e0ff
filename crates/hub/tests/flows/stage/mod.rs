//! The stage of a flow: a sandbox that plays Nmbrs, a database, and a hub that couples the two.
//!
//! A case runs on each database and over each interface; what it gives must be equal.

mod clock;
mod control;
mod couple;
mod databases;
mod desk;
mod files;
mod kept;
mod mailbox;
mod nature;
mod pictures;

pub use clock::TestClock;
pub use control::Control;
pub use couple::{access, draft, registration};
pub use databases::Database;
pub use desk::{Desk, entry_text, leave_of_the_manual};
pub use files::{HEADER, SHIFTS_OF_APRIL, read_file};
pub use mailbox::{Mailbox, Manner, mailer};
pub use pictures::{Held, held, hours_text, line_text, lines};

use futures::FutureExt as _;
use jiff::Timestamp;
use loonbrug_domain::{DateRange, Frequency, PayPeriod};
use loonbrug_hub::hours::{Choice, Flow, HoursPlan, HoursRun, LineDecision, PlanLine, Span};
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::{Hub, OpenCoupling, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use loonbrug_store::{DatabaseKind, Posting};
use std::fmt::Debug;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

/// The employer and its coupling.
pub const ORGANISATION: &str = "Voorbeeld Retail";
pub const COUPLING: &str = "modehuis";
/// The month of the manual.
pub const APRIL: &str = "2023-04-01/2023-04-30";

/// Everything that a case needs.
pub struct Stage {
    pub hub: Hub,
    pub interface: Interface,
    pub database: Database,
    pub sandbox: Running,
    pub control: Control,
    pub clock: Arc<TestClock>,
    pub http: HttpClient,
    /// How many files were made up.
    files: AtomicUsize,
}

/// Runs a case on each database and over each interface; all give the same.
pub async fn everywhere<T: PartialEq + Debug>(case: impl AsyncFn(&Stage) -> T) {
    let variants = [DatabaseKind::Sqlite, DatabaseKind::Postgres]
        .into_iter()
        .flat_map(|kind| [(kind, Interface::Rest), (kind, Interface::Soap)]);
    all_the_same(variants, case).await;
}

/// Runs a case on each database over one interface; both give the same.
pub async fn over<T: PartialEq + Debug>(interface: Interface, case: impl AsyncFn(&Stage) -> T) {
    let variants = [(DatabaseKind::Sqlite, interface), (DatabaseKind::Postgres, interface)];
    all_the_same(variants.into_iter(), case).await;
}

async fn all_the_same<T: PartialEq + Debug>(
    variants: impl Iterator<Item = (DatabaseKind, Interface)>,
    case: impl AsyncFn(&Stage) -> T,
) {
    let runs = variants.map(|(kind, interface)| {
        let case = &case;
        async move { Some(((kind, interface), on_stage(kind, interface, case).await?)) }
    });
    let results: Vec<_> = futures::future::join_all(runs).await.into_iter().flatten().collect();
    for (variant, result) in results.iter().skip(1) {
        assert_eq!(results[0].1, *result, "{:?} differs from {variant:?}", results[0].0);
    }
}

/// Runs a case on one stage, and clears the stage away whatever the outcome.
async fn on_stage<T>(kind: DatabaseKind, interface: Interface, case: &impl AsyncFn(&Stage) -> T) -> Option<T> {
    let stage = Stage::new(kind, interface).await?;
    let outcome = AssertUnwindSafe(case(&stage)).catch_unwind().await;
    stage.hub.store.close().await;
    stage.sandbox.stop().await;
    stage.database.remove().await;
    match outcome {
        Ok(result) => Some(result),
        Err(failure) => {
            eprintln!("failed on {kind:?} over {interface}");
            resume_unwind(failure)
        }
    }
}

impl Stage {
    async fn new(kind: DatabaseKind, interface: Interface) -> Option<Self> {
        let database = Database::make(kind).await?;
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let sandbox = Sandbox::start(listen, World::manuals())
            .await
            .expect("the sandbox starts");
        let clock = TestClock::new();
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT).expect("a client of HTTP");
        let hub = open(&database, &clock, &http).await;
        let control = Control::of(&sandbox);
        Some(Self {
            hub,
            interface,
            database,
            sandbox,
            control,
            clock,
            http,
            files: AtomicUsize::new(0),
        })
    }

    /// Another hub on the same database, as another process or machine.
    pub async fn another_hub(&self) -> Hub {
        self.hub_on(&self.database).await
    }

    /// Another hub on another database.
    pub async fn hub_on(&self, database: &Database) -> Hub {
        open(database, &self.clock, &self.http).await
    }

    /// The coupling, as it is stored now.
    pub async fn coupling(&self) -> OpenCoupling {
        self.hub.coupling(COUPLING).await.expect("the coupling")
    }

    /// Couples with the company of the manual and brings its people in.
    pub async fn with_people(&self) -> OpenCoupling {
        let coupling = self.couple(COUPLING).await;
        self.import_people(&coupling).await;
        coupling
    }

    pub async fn import_people(&self, coupling: &OpenCoupling) {
        let choice = PeopleChoice {
            import_new: true,
            ..PeopleChoice::default()
        };
        self.hub
            .apply_people(coupling, &choice)
            .await
            .expect("the people come in");
    }

    /// A span of days such as `2023-04-01/2023-04-30`, in the pay period that holds them.
    pub async fn span(&self, days: &str) -> Span {
        self.hub
            .span(&self.coupling().await, range(days), None)
            .expect("one pay period")
    }

    pub async fn plan(&self, days: &str) -> HoursPlan {
        self.plan_of(Flow::Hours, days).await
    }

    pub async fn plan_of(&self, flow: Flow, days: &str) -> HoursPlan {
        self.hub
            .plan_hours(&self.coupling().await, self.span(days).await.of(flow))
            .await
            .expect("a plan")
    }

    /// Sends what the plan of these days says now.
    pub async fn apply(&self, days: &str) -> HoursRun {
        self.apply_of(Flow::Hours, days).await
    }

    pub async fn apply_of(&self, flow: Flow, days: &str) -> HoursRun {
        let span = self.span(days).await.of(flow);
        self.hub
            .apply_hours(&self.coupling().await, span, &Choice::default())
            .await
            .expect("a run")
    }

    /// Decides about a line of the plan of April.
    pub async fn decide(&self, line: impl Fn(&PlanLine) -> bool, decision: LineDecision) {
        let plan = self.plan(APRIL).await;
        let found: Vec<usize> = plan
            .lines
            .iter()
            .filter(|&known| line(known))
            .map(|known| known.number)
            .collect();
        let [number] = found[..] else {
            panic!("lines {found:?} of {:?}", pictures::lines(&plan))
        };
        self.hub
            .decide(&self.coupling().await, &plan, number, decision)
            .await
            .expect("the decision is kept");
    }

    /// Every posting of the coupling, oldest first.
    pub async fn postings(&self) -> Vec<Posting> {
        self.hub
            .store
            .all_postings(self.coupling().await.id())
            .await
            .expect("the postings")
    }

    /// Calls that could change hours or days in Nmbrs since calls were last counted, by operation in short.
    pub fn writes(&self) -> Vec<(&'static str, u64)> {
        self.counted(|operation| !pictures::is_of_wages(operation))
    }

    /// The same of wage components.
    pub fn wage_writes(&self) -> Vec<(&'static str, u64)> {
        self.counted(pictures::is_of_wages)
    }

    fn counted(&self, of: impl Fn(&str) -> bool) -> Vec<(&'static str, u64)> {
        let calls = self.sandbox.play().calls.calls();
        self.sandbox.play().calls.clear();
        let mut writes: Vec<(&'static str, u64)> = Vec::new();
        for (operation, count) in calls.operations.iter().filter(|(name, count)| count.write && of(name)) {
            let Some(short) = pictures::short(operation) else {
                continue;
            };
            match writes.iter_mut().find(|(known, _)| *known == short) {
                Some((_, calls)) => *calls += count.calls,
                None => writes.push((short, count.calls)),
            }
        }
        writes.sort_unstable();
        writes
    }

    /// Waits until Nmbrs is called for an operation.
    pub async fn called(&self, operation: &str) {
        let calls = &self.sandbox.play().calls;
        let called = async {
            while !calls.calls().operations.contains_key(operation) {
                tokio::task::yield_now().await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, called).await.expect("the call is made");
    }

    pub fn clock_now(&self) -> Timestamp {
        self.hub.surroundings.now()
    }

    /// Moves the clock of the hub and that of the sandbox.
    pub async fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
        self.control
            .order("clock", serde_json::json!({ "advance_seconds": seconds }))
            .await;
    }
}

async fn open(database: &Database, clock: &Arc<TestClock>, http: &HttpClient) -> Hub {
    let vault = Vault::new(&[7; 32]);
    Hub::new(
        database.open().await,
        vault,
        clock.surroundings(),
        http.clone(),
        "tester",
    )
}

/// A range of days written as `2023-04-01/2023-04-30`.
pub fn range(days: &str) -> DateRange {
    let (from, to) = days.split_once('/').expect("two dates");
    DateRange::new(from.parse().expect("a date"), to.parse().expect("a date")).expect("in order")
}

/// A pay period of months.
pub fn month(year: i16, number: u8) -> PayPeriod {
    PayPeriod::new(Frequency::Monthly, year, number).expect("a month")
}
