//! What a plan is made from, read from the store and from Nmbrs.

use super::closing::Closing;
use super::decision::Decisions;
use super::desired::Brought;
use super::due::Due;
use super::flow::Flow;
use super::known::Known;
use super::ledger::Sent;
use super::origin::Origin;
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::people::{Contracts, employees_over};
use crate::profiles::{OddFigure, OrganisationProfiles};
use crate::settings::CouplingSettings;
use jiff::Timestamp;
use loonbrug_domain::difference::LineKey;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{DateRange, PayPeriod, RuleSet};
use loonbrug_nmbrs::{Fault, FaultCode, HourCode, Reader, RemoteId, WageCode};
use loonbrug_store::{Link, Person, Posting};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything that a plan is made from, but for what Nmbrs holds.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// When reading began: what is approved later is not in it.
    pub read_at: Timestamp,
    /// Name of the coupling.
    pub coupling: String,
    /// Days and pay period.
    pub span: Span,
    /// The open pay period, where the interface tells.
    pub open_period: Option<PayPeriod>,
    /// Whether the period is closed, and how its changes go then.
    pub closing: Closing,
    /// The company's hour codes.
    pub codes: Vec<HourCode>,
    /// The company's wage codes, where the flow sends wage components and the interface tells.
    pub wage_codes: Option<Vec<WageCode>>,
    /// Our postings of the pay period.
    pub postings: Vec<Posting>,
    /// Rows that look like ours beside those that we know of, to be entered when the plan is applied.
    pub strays: Vec<Posting>,
    /// What we sent before.
    pub sent: Sent,
    /// What people decided.
    pub decisions: Decisions,
    /// Who each linked person is in Nmbrs.
    pub employees: HashMap<PersonId, RemoteId>,
    pub(super) settings: CouplingSettings,
    pub(super) people: Vec<Person>,
    pub(super) links: HashMap<PersonId, Link>,
    /// The contracts in this company.
    pub(super) contracts: Contracts,
    /// What was brought in of each person, as far as this flow is about it.
    pub(super) brought: BTreeMap<PersonId, Brought>,
    /// Who worked in these days under a contract of which another flow sends the hours.
    pub(super) elsewhere: BTreeSet<PersonId>,
    pub(super) rules: Vec<RuleSet>,
    /// What is set for whom, and the groups that it goes by.
    pub(super) profiles: OrganisationProfiles,
    /// What is odd in these days, of everybody, and who accepted it.
    pub(super) odd: Vec<OddFigure>,
    /// What the flow needs besides shifts.
    pub(super) due: Due,
    /// People who are linked in another company as well, with the name of that coupling.
    pub(super) linked_elsewhere: HashMap<PersonId, String>,
}

impl Inputs {
    /// Reads everything.
    pub async fn load(hub: &Hub, coupling: &OpenCoupling, reader: &Reader, span: Span) -> Result<Self, HubError> {
        let read_at = hub.surroundings.now();
        let settings = coupling.settings.clone();
        let company = coupling.company()?;
        let (codes, current) = tokio::join!(reader.hour_codes(company), reader.current_period(company));
        let (codes, open_period) = (codes?, open_period(coupling, current)?);
        let wage_codes = match span.flow {
            Flow::MealAllowances | Flow::TravelAllowances => wage_codes(coupling, reader.wage_codes(company).await)?,
            _ => None,
        };
        let closing = Closing::of(&settings, open_period, span.period);
        let postings = hub.postings_around(coupling, span, closing).await?;
        let sent = Sent::of(&postings);
        let ranges = sent.ranges(span.flow, span.period);
        refuse_overlap(span.range, &ranges, &sent_elsewhere(hub, coupling, span).await?)?;
        let organisation = coupling.organisation();
        let around = settings.days_to_read(span.flow, around(span, &ranges));
        let links = hub.store.links(coupling.id()).await?;
        let due = Due::of(hub, coupling, (span, closing), &links).await?;
        let rules = hub.rule_sets(organisation, &settings.rule_set).await?;
        let known = Known::load(hub, coupling, (span.range, around), &rules).await?;
        let mut inputs = Self {
            read_at,
            coupling: coupling.row.name.clone(),
            span,
            open_period,
            closing,
            codes,
            wage_codes,
            postings,
            strays: Vec::new(),
            sent,
            decisions: Decisions::of(hub.store.decisions(coupling.id()).await?),
            employees: employees_over(&links, settings.interface),
            links: links.into_iter().map(|link| (link.person, link)).collect(),
            linked_elsewhere: linked_elsewhere(hub, coupling).await?,
            people: known.people,
            contracts: known.contracts,
            brought: known.brought,
            profiles: known.profiles,
            odd: known.odd,
            rules,
            elsewhere: BTreeSet::new(),
            due,
            settings,
        };
        inputs.keep_what_counts();
        Ok(inputs)
    }

    /// How a person stands on any day.
    pub(super) fn standing(&self, person: &Person) -> Standing<'_> {
        let contracts = self.contracts.get(&person.id);
        self.profiles.standing(person, contracts.map_or(&[][..], Vec::as_slice))
    }

    /// Leaves out what was worked under a contract of which another flow sends the hours: where the type of contract
    /// changes, both flows split on the day of the change. Of whom nobody knows the type, everything stays to be refused.
    fn keep_what_counts(&mut self) {
        let Some(kind) = self.span.flow.contract() else { return };
        let mut brought = std::mem::take(&mut self.brought);
        let mut elsewhere = BTreeSet::new();
        for person in self.people.iter().filter(|person| self.valid_contracts(person).is_ok()) {
            let Some(of_person) = brought.get_mut(&person.id) else {
                continue;
            };
            let standing = self.standing(person);
            let is_other = |date| matches!(standing.contract_on(date), Ok(Some(other)) if other != kind);
            if of_person.leave_out(self.span.range, is_other) {
                elsewhere.insert(person.id);
            }
        }
        (self.brought, self.elsewhere) = (brought, elsewhere);
    }

    /// Takes strays for ours, or for ours perhaps, as their postings say.
    pub fn enter(&mut self, strays: Vec<Posting>) {
        let all: Vec<Posting> = self.postings.iter().chain(&strays).cloned().collect();
        self.sent = Sent::of(&all);
        self.strays = strays;
    }

    /// What the ledger of a person can give to a line of plus hours, in hundredths: its balance, and what the line itself
    /// took from it.
    #[must_use]
    pub fn available(&self, key: &LineKey) -> Option<i64> {
        let balance = self
            .due
            .balances
            .as_ref()?
            .get(&key.person)
            .map_or(0, |balance| balance.0);
        let ours = self.sent.ours_of(key.person, |ours| ours.origin == key.origin);
        let taken: i64 = ours.iter().flat_map(|line| &line.rows).map(|row| row.quantity).sum();
        Some(balance + taken)
    }

    /// Whether a line of an earlier plan is this plan's business: the same flow and range, or the days of the period.
    #[must_use]
    pub fn concerns(&self, key: &LineKey) -> bool {
        self.concerns_by(&self.sent, key)
    }

    /// The same, once more was sent.
    #[must_use]
    pub fn concerns_by(&self, sent: &Sent, key: &LineKey) -> bool {
        let Some(origin) = Origin::parse(&key.origin).filter(|origin| origin.flow() == self.span.flow) else {
            return false;
        };
        match (origin, origin.range()) {
            (_, Some(range)) => range == self.span.range,
            // A payout has no days: it belongs to the pay period that it was sent in.
            (Origin::Payout { .. }, None) => sent.is_of(key, self.span.period),
            (_, None) => true,
        }
    }
}

/// Ranges with days of this one that were sent in another pay period.
async fn sent_elsewhere(hub: &Hub, coupling: &OpenCoupling, span: Span) -> Result<BTreeSet<DateRange>, HubError> {
    let runs = hub.store.runs(Some(coupling.id()), i64::MAX).await?;
    let periods: BTreeSet<PayPeriod> = runs
        .iter()
        .filter(|run| run.range.is_some_and(|range| range.overlaps(span.range)))
        .filter_map(|run| run.period)
        .filter(|period| *period != span.period)
        .collect();
    let mut ranges = BTreeSet::new();
    for period in periods {
        let postings = hub.store.postings(coupling.id(), period.year, period.number).await?;
        ranges.extend(Sent::of(&postings).ranges(span.flow, period));
    }
    Ok(ranges)
}

/// A worked minute belongs to at most one posting: ranges of one period are equal or have no day in common, and a day
/// goes in one period only.
fn refuse_overlap(
    range: DateRange,
    in_period: &BTreeSet<DateRange>,
    elsewhere: &BTreeSet<DateRange>,
) -> Result<(), Refusal> {
    let mut others = in_period.iter().filter(|sent| **sent != range).chain(elsewhere);
    match others.find(|sent| sent.overlaps(range)) {
        Some(sent) => Err(Refusal::RangeOverlaps { range, sent: *sent }),
        None => Ok(()),
    }
}

/// The days to read: the range, and the other ranges of the period whose days count along.
fn around(span: Span, sent: &BTreeSet<DateRange>) -> DateRange {
    sent.iter().fold(span.range, |all, range| DateRange {
        from: all.from.min(range.from),
        to: all.to.max(range.to),
    })
}

/// The open pay period: as Nmbrs tells, else as it was set; without either it is not known.
fn open_period(
    coupling: &OpenCoupling,
    answer: Result<Option<PayPeriod>, Fault>,
) -> Result<Option<PayPeriod>, HubError> {
    let frequency = coupling.settings.company.frequency;
    let set = coupling.settings.open_period;
    let set = set.and_then(|open| PayPeriod::new(frequency, open.year, open.number).ok());
    match answer {
        Err(fault) if fault.code == Some(FaultCode::UnauthorisedMethod) => {
            tracing::info!(coupling = coupling.row.name, "the open pay period may not be asked for");
            Ok(set)
        }
        answer => Ok(answer?.or(set)),
    }
}

/// The wage codes, where they may be read.
fn wage_codes(
    coupling: &OpenCoupling,
    answer: Result<Option<Vec<WageCode>>, Fault>,
) -> Result<Option<Vec<WageCode>>, HubError> {
    match answer {
        Err(fault) if fault.code == Some(FaultCode::UnauthorisedMethod) => {
            tracing::info!(coupling = coupling.row.name, "the wage codes may not be asked for");
            Ok(None)
        }
        answer => Ok(answer?),
    }
}

/// Who is linked in another coupling of the organisation that works: their hours would be sent to both companies.
async fn linked_elsewhere(hub: &Hub, coupling: &OpenCoupling) -> Result<HashMap<PersonId, String>, HubError> {
    let mut elsewhere = HashMap::new();
    for other in hub.couplings().await? {
        let counts = other.id() != coupling.id() && other.organisation() == coupling.organisation();
        if counts && other.row.paused.is_none() {
            let links = hub.store.links(other.id()).await?;
            elsewhere.extend(links.into_iter().map(|link| (link.person, other.row.name.clone())));
        }
    }
    Ok(elsewhere)
}
