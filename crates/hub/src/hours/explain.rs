//! Why a line of hours is what it is: from the plan, or from what was sent, down to shifts and the rules.

use super::desired::{Brought, in_circumstances};
use super::flow::Flow;
use super::origin::Origin;
use super::plan::Span;
use super::plan_line::PlanLine;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::people::display_name;
use crate::profiles::OrganisationProfiles;
use crate::rule_sets::rule_version;
use crate::settings::SurchargeMethod;
use loonbrug_domain::Language;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::explain::{Explanation, Fact, KnownShift, explain_minutes};
use loonbrug_domain::ids::{ImportId, OrganisationId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_domain::rules::{Reckoning, WorkedShift, days_needed};
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{DateRange, Factor, HundredthHours, Minutes, RuleSet};
use loonbrug_store::{Import, Person, Posting, ShiftEvent, ShiftSource, StoredHourLine, StoredShift};
use std::collections::HashMap;

impl Hub {
    /// Why a line of a plan is what it is.
    pub async fn explain_line(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        number: usize,
    ) -> Result<Explanation, HubError> {
        let plan = self.plan_hours(coupling, span).await?;
        let line = plan.lines.iter().find(|line| line.number == number);
        let line = line.ok_or_else(|| Refusal::NoLine(number.to_string()))?;
        let Some((flow, range, factor)) = by_rules(&line.key.origin) else {
            return self.explain_other(coupling, line, span).await;
        };
        let of = Sources::load(self, coupling, line.key.person, (flow, range)).await?;
        let computed = Explanation::of(of.line(factor, line.computed, Some(line.key.code))).because(of.explain(factor));
        Ok(match line.decision.quantity {
            Some(decided) if decided != line.computed => {
                let (computed_hours, decided) = (HundredthHours(line.computed), HundredthHours(decided));
                Explanation::of(Fact::ByHand {
                    computed: computed_hours,
                    decided,
                })
                .because([computed])
            }
            _ => computed,
        })
    }

    /// Why something that was sent is what it is, by its mark; and whether it would be the same now.
    pub async fn explain_mark(&self, mark: &str) -> Result<Explanation, HubError> {
        for coupling in self.couplings().await? {
            let postings = self.store.all_postings(coupling.id()).await?;
            if let Some(posting) = postings.into_iter().find(|posting| posting.mark == mark) {
                return self.explain_posting(&coupling, &posting).await;
            }
        }
        Err(Refusal::NoLine(mark.to_owned()).into())
    }

    async fn explain_posting(&self, coupling: &OpenCoupling, posting: &Posting) -> Result<Explanation, HubError> {
        let sent = Explanation::of(Fact::Posting {
            mark: posting.mark.clone(),
            hours: HundredthHours(posting.quantity),
            state: posting.state.name().to_owned(),
            on: self.surroundings.date_of(posting.changed_at),
        });
        let Some((flow, range, factor)) = by_rules(&posting.origin) else {
            let text = posting.description.clone();
            return Ok(sent.because([said(text.clone(), text)]));
        };
        let of = Sources::load(self, coupling, posting.person, (flow, range)).await?;
        let now = of.hours(factor);
        let line = Explanation::of(of.line(factor, now.0, Some(posting.code))).because(of.explain(factor));
        let changed = (now.0 != posting.quantity && posting.corrects.is_none()).then(|| {
            let sent = HundredthHours(posting.quantity);
            Explanation::of(Fact::ChangedSince { sent, now })
        });
        Ok(sent.because(changed).because([line]))
    }

    /// A line that no rules of factors made: the shifts that it counts.
    async fn explain_other(
        &self,
        coupling: &OpenCoupling,
        line: &PlanLine,
        span: Span,
    ) -> Result<Explanation, HubError> {
        let range = span.range;
        let of = Sources::load(self, coupling, line.key.person, (span.flow, range)).await?;
        let (days, code) = (line.days, &line.code_label);
        let what = said(
            format!("{}, {range}: {days} dagen {code}", line.person),
            format!("{}, {range}: {days} days {code}", line.person),
        );
        Ok(what.because(of.explain(Factor::WORKED)))
    }
}

/// What a line is about that rules of factors made.
fn by_rules(origin: &str) -> Option<(Flow, DateRange, Factor)> {
    let origin = Origin::of(origin)?;
    Some((origin.flow(), origin.range()?, origin.factor()?))
}

/// What the lines of one person in a range were made of.
struct Sources {
    person: Person,
    range: DateRange,
    rules: Vec<RuleSet>,
    method: SurchargeMethod,
    profiles: OrganisationProfiles,
    contracts: Vec<Contract>,
    brought: Brought,
    origins: Vec<Vec<Explanation>>,
    imports: HashMap<ImportId, Explanation>,
}

impl Sources {
    async fn load(
        hub: &Hub,
        coupling: &OpenCoupling,
        who: PersonId,
        (flow, range): (Flow, DateRange),
    ) -> Result<Self, HubError> {
        let organisation = coupling.organisation();
        let rules = hub.rule_sets(organisation, &coupling.settings.rule_set).await?;
        let needed = days_needed(&rules, range);
        let people = hub.store.people(organisation).await?;
        let person = people.into_iter().find(|person| person.id == who);
        let person = person.ok_or_else(|| Refusal::NoPerson(who.to_string()))?;
        let imports = hub.store.imports(organisation).await?;
        let imports: HashMap<_, _> = imports
            .iter()
            .map(|import| (import.id, imported(hub, import)))
            .collect();
        let lines = hub.store.hour_lines(organisation, range).await?;
        let mut brought = Brought {
            shifts: hub.store.shifts_of(organisation, &[who], needed).await?,
            lines: lines.into_iter().filter(|line| line.person == who).collect(),
        };
        let profiles = hub.profiles(organisation).await?;
        let contracts = hub.contracts(organisation).await?.remove(&who).unwrap_or_default();
        let standing = profiles.standing(&person, &contracts);
        let of_flow = flow.contract();
        brought.leave_out(
            range,
            |date| matches!(standing.contract_on(date), Ok(Some(kind)) if of_flow.is_some_and(|of| of != kind)),
        );
        let mut origins = Vec::new();
        for shift in &brought.shifts {
            origins.push(origin_of(hub, organisation, shift, &imports).await?);
        }
        Ok(Self {
            person,
            range,
            rules,
            method: coupling.settings.surcharge_method,
            profiles,
            contracts,
            brought,
            origins,
            imports,
        })
    }

    /// As the plan takes them.
    fn standing(&self) -> Standing<'_> {
        self.profiles.standing(&self.person, &self.contracts)
    }

    fn line(&self, factor: Factor, hundredths: i64, code: Option<i64>) -> Fact {
        Fact::Line {
            person: display_name(&self.person),
            range: self.range,
            factor,
            hours: HundredthHours(hundredths),
            code,
        }
    }

    /// What is computed for a factor now; nothing where it cannot be.
    fn hours(&self, factor: Factor) -> HundredthHours {
        let person = self.standing();
        let worked = self.brought.worked(self.range, &self.rules, self.method, &person);
        worked
            .ok()
            .and_then(|worked| worked.hours.get(&factor).copied())
            .unwrap_or_default()
    }

    fn explain(&self, factor: Factor) -> Vec<Explanation> {
        let of_lines = self.brought.lines.iter().filter(|line| line.factor == factor);
        let mut because: Vec<Explanation> = of_lines.map(|line| self.explain_line(line)).collect();
        let person = self.standing();
        let Ok(shifts) = in_circumstances(&self.brought.shifts, &person) else {
            return because;
        };
        let known: Vec<KnownShift<'_>> = shifts
            .iter()
            .zip(&self.origins)
            .map(|((shift, circumstances), origin)| KnownShift {
                worked: WorkedShift { shift, circumstances },
                origin: origin.clone(),
            })
            .collect();
        if because.is_empty() || !known.is_empty() {
            because.extend(explain_minutes(&known, &self.rules, self.range, factor, &rule_version));
        }
        if factor == Factor::WORKED && self.method == SurchargeMethod::WholeHour {
            let worked: Vec<WorkedShift<'_>> = known.iter().map(|known| known.worked).collect();
            let paid = Reckoning::new(&self.rules, self.range).outcome(&worked).paid;
            let minutes: Minutes = paid.values().copied().sum();
            because.push(Explanation::of(Fact::LeftToFactors { minutes }));
        }
        because
    }

    fn explain_line(&self, line: &StoredHourLine) -> Explanation {
        let fact = Fact::HourLine {
            range: line.range,
            hours: HundredthHours(line.hundredths),
        };
        let import = self.imports.get(&line.import).cloned();
        Explanation::of(fact).because(import)
    }
}

/// Where a shift comes from, and who let it count.
async fn origin_of(
    hub: &Hub,
    organisation: OrganisationId,
    shift: &StoredShift,
    imports: &HashMap<ImportId, Explanation>,
) -> Result<Vec<Explanation>, HubError> {
    let import = shift.import.and_then(|import| imports.get(&import));
    let mut origin: Vec<Explanation> = import.cloned().into_iter().collect();
    let source = match shift.source {
        ShiftSource::Import => None,
        ShiftSource::Hand => Some(("met de hand ingevoerd", "entered by hand")),
        ShiftSource::Clock => Some(("van de klokterminal", "from the clock terminal")),
        ShiftSource::Planning => Some(("overgenomen uit de planning", "taken over from the planning")),
    };
    origin.extend(source.map(|(dutch, english)| said(dutch.to_owned(), english.to_owned())));
    let history = hub.store.shift_history(organisation, shift.entry).await?;
    let of_revision = history.events.iter().filter(|event| event.shift == shift.id);
    origin.extend(of_revision.map(|event| happened(hub, event, shift.revision)));
    Ok(origin)
}

fn happened(hub: &Hub, event: &ShiftEvent, revision: i64) -> Explanation {
    let on = dutch_date(hub.surroundings.date_of(event.at));
    let who = &event.actor;
    let (dutch, english) = (event.to.word(Language::Dutch), event.to.word(Language::English));
    said(
        format!("revisie {revision}: {dutch} op {on} door {who}"),
        format!("revision {revision}: {english} on {on} by {who}"),
    )
}

fn imported(hub: &Hub, import: &Import) -> Explanation {
    Explanation::of(Fact::Import {
        file: import.file_name.clone(),
        by: import.imported_by.clone(),
        on: hub.surroundings.date_of(import.imported_at),
    })
}

fn said(dutch: String, english: String) -> Explanation {
    Explanation::of(Fact::Said { dutch, english })
}
