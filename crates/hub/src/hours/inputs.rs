//! What a plan is made from, read from the store and from Nmbrs.

use super::closing::Closing;
use super::contract_type::{ContractType, contract_type};
use super::decision::{Decisions, decision_key, decision_source};
use super::desired::{Brought, Worked, by_person};
use super::ledger::Sent;
use super::origin::Origin;
use super::plan::{PlannedHours, PlannedPerson, Span};
use super::refused::{RefusedLine, RefusedReason};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::people::{display_name, employees_over};
use crate::sender::Held;
use crate::settings::CouplingSettings;
use loonbrug_domain::difference::{LineKey, LineKind};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::Contract;
use loonbrug_domain::{DateRange, Factor, PayPeriod, RuleSet};
use loonbrug_nmbrs::{Fault, FaultCode, HourCode, Reader, RecordContent, RemoteId};
use loonbrug_store::{Link, Person, Posting};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything that a plan is made from, but for what Nmbrs holds.
#[derive(Clone, Debug)]
pub struct Inputs {
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
    people: Vec<Person>,
    links: HashMap<PersonId, Link>,
    contracts: HashMap<i64, Vec<Contract>>,
    brought: BTreeMap<PersonId, Brought>,
    rules: Vec<RuleSet>,
    /// People who are linked in another company as well, with the name of that coupling.
    linked_elsewhere: HashMap<PersonId, String>,
}

/// Who is planned, and who cannot be.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// People with lines to compare.
    pub people: Vec<PlannedPerson>,
    /// What cannot be sent.
    pub refused: Vec<RefusedLine>,
    /// Names of people with contract hours.
    pub contract_hours: Vec<String>,
}

impl Planned {
    /// Whoever could not be read, because Nmbrs does not know the employee any more, is refused; everyone else goes on.
    pub fn refuse_unread(&mut self, held: &Held) {
        let (read, unread) = std::mem::take(&mut self.people)
            .into_iter()
            .partition(|person| held.contains_key(&person.person));
        self.people = read;
        self.refused.extend(unread.into_iter().map(|person| RefusedLine {
            person: person.name,
            employee_number: Some(person.employee_number),
            factor: None,
            hundredths: None,
            reason: RefusedReason::UnknownInNmbrs,
        }));
    }
}

impl Inputs {
    /// Reads everything.
    pub async fn load(hub: &Hub, coupling: &OpenCoupling, reader: &Reader, span: Span) -> Result<Self, HubError> {
        let settings = coupling.settings.clone();
        let company = coupling.company()?;
        let (codes, current) = tokio::join!(reader.hour_codes(company), reader.current_period(company));
        let (codes, open_period) = (codes?, open_period(coupling, current)?);
        let closing = Closing::of(&settings, open_period, span.period);
        let postings = hub.postings_around(coupling, span, closing).await?;
        let sent = Sent::of(&postings);
        let ranges = sent.ranges(span.period);
        refuse_overlap(span.range, &ranges, &sent_elsewhere(hub, coupling, span).await?)?;
        let organisation = coupling.organisation();
        let around = around(span, &ranges);
        let links = hub.store.links(coupling.id()).await?;
        Ok(Self {
            coupling: coupling.row.name.clone(),
            span,
            open_period,
            closing,
            codes,
            postings,
            strays: Vec::new(),
            sent,
            decisions: Decisions::of(hub.store.decisions(coupling.id()).await?),
            employees: employees_over(&links, settings.interface),
            people: hub.store.people(organisation).await?,
            links: links.into_iter().map(|link| (link.person, link)).collect(),
            linked_elsewhere: linked_elsewhere(hub, coupling).await?,
            contracts: contracts(hub, coupling).await?,
            brought: by_person(
                hub.store.shifts(organisation, around).await?,
                hub.store.hour_lines(organisation, around).await?,
            ),
            rules: hub.rule_sets(organisation, &settings.rule_set).await?,
            settings,
        })
    }

    /// Takes strays for ours, or for ours perhaps, as their postings say.
    pub fn enter(&mut self, strays: Vec<Posting>) {
        let all: Vec<Posting> = self.postings.iter().chain(&strays).cloned().collect();
        self.sent = Sent::of(&all);
        self.strays = strays;
    }

    /// Whether a line of an earlier plan is this plan's business: the same range, or the days of the period.
    #[must_use]
    pub fn concerns(&self, key: &LineKey) -> bool {
        match Origin::parse(&key.origin) {
            Some(Origin::Hours { range, .. }) => range == self.span.range,
            Some(Origin::Days) => true,
            Some(Origin::Correction { .. }) | None => false,
        }
    }

    /// Sorts people into those who are planned and those who cannot be.
    #[must_use]
    pub fn planned(&self) -> Planned {
        let mut planned = Planned::default();
        for person in &self.people {
            let has_hours = self
                .brought
                .get(&person.id)
                .is_some_and(|brought| brought.touches(self.span.range));
            if has_hours || self.was_sent(person.id) || self.days_are_left(person.id) {
                self.plan_person(person, &mut planned);
            } else if self.may_have_strays(person.id) && matches!(self.worked(person), Ok(Some(_))) {
                // Nothing is to be sent, but what came late is to be found.
                self.plan_person(person, &mut planned);
            }
        }
        planned
    }

    fn was_sent(&self, person: PersonId) -> bool {
        let concerned =
            |key: &LineKey| Origin::parse(&key.origin).is_some_and(|origin| origin.range() == Some(self.span.range));
        !self.sent.ours_of(person, concerned).is_empty() || self.sent.doubts_of(person).any(concerned)
    }

    /// Whether something was sent for these days of which nothing is left: it may still come, or have come twice.
    fn may_have_strays(&self, person: PersonId) -> bool {
        let of_range = |posting: &&Posting| {
            let origin = Origin::parse(&posting.origin).map(Origin::corrected);
            posting.person == person && origin.and_then(Origin::range) == Some(self.span.range)
        };
        self.postings.iter().filter(of_range).any(|posting| posting.attempt > 0)
    }

    /// Whether our days of the pay period are not those of the ranges whose hours were sent: a run broke off between
    /// the hours and the days.
    fn days_are_left(&self, person: PersonId) -> bool {
        let days = |key: &LineKey| key.kind == LineKind::Days;
        let ours = self.sent.ours_of(person, days);
        let set: i64 = ours.iter().flat_map(|line| &line.rows).map(|row| row.quantity).sum();
        let ranges = self.sent.ranges_of(person, self.span.period);
        let worked = self.brought.get(&person).map_or(0, |brought| brought.days_in(&ranges));
        (!ours.is_empty() && set != worked) || self.sent.doubts_of(person).any(days)
    }

    fn plan_person(&self, person: &Person, planned: &mut Planned) {
        let worked = match self.worked(person) {
            Ok(Some(worked)) => worked,
            Ok(None) => {
                planned.contract_hours.push(display_name(person));
                return;
            }
            Err(reason) => {
                planned.refused.push(refused(person, reason));
                return;
            }
        };
        let (mut hours, mut without_code) = (Vec::new(), BTreeSet::new());
        for (factor, quantity) in worked.hours {
            match self.usable_code(person.id, factor, quantity.0) {
                Ok(mapped_code) => hours.push(PlannedHours {
                    factor,
                    computed: quantity.0,
                    mapped_code,
                }),
                Err(reason) => {
                    without_code.insert(factor);
                    let (factor, hundredths) = (Some(factor), Some(quantity.0));
                    planned.refused.push(RefusedLine {
                        factor,
                        hundredths,
                        ..refused(person, reason)
                    });
                }
            }
        }
        let nothing = Brought::default();
        let brought = self.brought.get(&person.id).unwrap_or(&nothing);
        let mut ranges = self.sent.ranges_of(person.id, self.span.period);
        ranges.remove(&self.span.range);
        let days_elsewhere = brought.days_in(&ranges);
        ranges.insert(self.span.range);
        planned.people.push(PlannedPerson {
            person: person.id,
            name: display_name(person),
            employee_number: self.links.get(&person.id).map_or(0, |link| link.employee_number),
            days: worked.days,
            days_elsewhere,
            days_in_all: brought.days_in(&ranges),
            hours,
            without_code,
        });
    }

    /// What a person worked in the range; nothing for someone whose hours go by another flow.
    fn worked(&self, person: &Person) -> Result<Option<Worked>, RefusedReason> {
        let link = self
            .links
            .get(&person.id)
            .filter(|link| self.employees.contains_key(&link.person));
        let link = link.ok_or(RefusedReason::NotLinked)?;
        if let Some(coupling) = self.linked_elsewhere.get(&person.id) {
            let coupling = coupling.clone();
            return Err(RefusedReason::LinkedTwice { coupling });
        }
        let contracts = self.contracts.get(&link.employee_number).map_or(&[][..], Vec::as_slice);
        match contract_type(person.contract_type.as_deref(), contracts, self.span.range) {
            ContractType::ZeroHours => {}
            ContractType::ContractHours if self.was_sent(person.id) => {}
            ContractType::ContractHours => return Ok(None),
            ContractType::None => return Err(RefusedReason::NoContract),
            ContractType::Unknown => return Err(RefusedReason::ContractTypeUnknown),
            ContractType::Both => return Err(RefusedReason::TwoContractTypes),
        }
        let Some(brought) = self.brought.get(&person.id) else {
            return Ok(Some(Worked::default()));
        };
        brought
            .worked(self.span.range, &self.rules, self.settings.surcharge_method)
            .map(Some)
    }

    /// The mapping's code for a factor, if that code and the one that a person decided are in the company's hour model.
    fn usable_code(&self, person: PersonId, factor: Factor, computed: i64) -> Result<i64, RefusedReason> {
        let mapped = self.settings.code_for(factor).ok_or(RefusedReason::NoCode)?;
        let origin = Origin::Hours {
            range: self.span.range,
            factor,
        };
        let line = decision_key(person, LineKind::Hours, &origin.to_string(), self.span.period);
        let decided = self.decisions.about(&line, &decision_source(computed, mapped)).code;
        match [Some(mapped), decided]
            .into_iter()
            .flatten()
            .find(|code| !self.is_known(*code))
        {
            Some(code) => Err(RefusedReason::CodeNotInModel { code }),
            None => Ok(mapped),
        }
    }

    fn is_known(&self, code: i64) -> bool {
        self.codes.iter().any(|known| known.code == code)
    }
}

fn refused(person: &Person, reason: RefusedReason) -> RefusedLine {
    RefusedLine {
        person: display_name(person),
        employee_number: person.number,
        factor: None,
        hundredths: None,
        reason,
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
        ranges.extend(Sent::of(&postings).ranges(period));
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

async fn contracts(hub: &Hub, coupling: &OpenCoupling) -> Result<HashMap<i64, Vec<Contract>>, HubError> {
    let records = hub.store.remote_records(coupling.id(), "contract").await?;
    Ok(records
        .into_iter()
        .filter_map(|record| match serde_json::from_str(&record.content) {
            Ok(RecordContent::Contract(contracts)) => Some((record.employee_number, contracts)),
            _ => None,
        })
        .collect())
}
