//! Why a line of hours is what it is: from the plan, or from what was sent, down to shifts and the rules.

mod absence;
mod figures;
mod origin;

pub(crate) use self::origin::said;

use self::origin::Origins;
use super::decision::{Decisions, decision_key, decision_source};
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
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::explain::{Explanation, Fact, KnownShift, explain_minutes};
use loonbrug_domain::ids::{ImportId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_domain::rules::{Circumstances, Reckoning, WorkedShift, days_needed};
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{DateRange, Factor, HundredthHours, Minutes, RuleSet, Shift};
use loonbrug_store::{Person, Posting, StoredHourLine};
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
        self.explain_planned(coupling, span, line).await
    }

    /// Why a line of a plan that somebody looks at is what it is; Nmbrs is not read again.
    pub async fn explain_planned(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        line: &PlanLine,
    ) -> Result<Explanation, HubError> {
        let origin = Origin::of(&line.key.origin).unwrap_or(Origin::Days);
        let range = origin.range().unwrap_or(span.range);
        let of = Sources::load(self, coupling, line.key.person, (span.flow, range)).await?;
        let computed = if let Some(factor) = origin.factor() {
            let head = Explanation::of(of.line(factor, line.computed, Some(line.key.code)));
            head.because(of.explain(factor))
        } else {
            of.head(line).because(self.explain_origin(coupling, &of, origin).await?)
        };
        let same = |posting: &Posting| posting.person == line.key.person && posting.kind == line.key.kind.as_str();
        let computed = computed.because(self.postings_of(coupling, same, &line.key.origin).await?);
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
        if let Some(posting) = self.store.posting_with_mark(mark).await? {
            for coupling in self.couplings_of(posting.organisation).await? {
                if coupling.id() == posting.coupling {
                    return self.explain_posting(&coupling, &posting).await;
                }
            }
        }
        Err(Refusal::NoLine(mark.to_owned()).into())
    }

    async fn explain_posting(&self, coupling: &OpenCoupling, posting: &Posting) -> Result<Explanation, HubError> {
        let sent = self.posting(posting);
        let Some(origin) = Origin::of(&posting.origin) else {
            let text = posting.description.clone();
            return Ok(sent.because([said(text.clone(), text)]));
        };
        let range = origin.range().unwrap_or_else(|| posting.period.wage_range());
        let of = Sources::load(self, coupling, posting.person, (origin.flow(), range)).await?;
        let Some(factor) = origin.factor() else {
            return Ok(sent.because(self.explain_origin(coupling, &of, origin).await?));
        };
        let now = of.hours(factor);
        let line = Explanation::of(of.line(factor, now.0, Some(posting.code))).because(of.explain(factor));
        let sent_hours = HundredthHours(posting.quantity);
        if now == sent_hours || posting.corrects.is_some() {
            return Ok(sent.because([line]));
        }
        let why = if self.decided_quantity(coupling, posting, now).await? == Some(posting.quantity) {
            Fact::ByHand {
                computed: now,
                decided: sent_hours,
            }
        } else {
            Fact::ChangedSince { sent: sent_hours, now }
        };
        Ok(sent.because([Explanation::of(why), line]))
    }

    /// The quantity that somebody decided for what was sent, if it is about what is computed now.
    async fn decided_quantity(
        &self,
        coupling: &OpenCoupling,
        posting: &Posting,
        now: HundredthHours,
    ) -> Result<Option<i64>, HubError> {
        let mapped = Origin::of(&posting.origin).and_then(|origin| coupling.settings.code_for(origin.factor()?));
        let Some((kind, mapped)) = LineKind::parse(&posting.kind).zip(mapped) else {
            return Ok(None);
        };
        let decisions = Decisions::of(self.store.decisions(coupling.id()).await?);
        let about = decision_key(posting.person, kind, &posting.origin, posting.period);
        Ok(decisions.about(&about, &decision_source(now.0, mapped)).quantity)
    }
}

/// What the lines of one person in a range were made of.
pub(crate) struct Sources {
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
    pub(crate) async fn load(
        hub: &Hub,
        coupling: &OpenCoupling,
        who: PersonId,
        (flow, range): (Flow, DateRange),
    ) -> Result<Self, HubError> {
        let organisation = coupling.organisation();
        let rules = hub.rule_sets(organisation, &coupling.settings.rule_set).await?;
        let read = coupling.settings.days_to_read(flow, range);
        let needed = days_needed(&rules, read);
        let people = hub.store.people_with_ids(organisation, &[who]).await?;
        let person = people.into_iter().next();
        let person = person.ok_or_else(|| Refusal::NoPerson(who.to_string()))?;
        let from = Origins::load(hub, organisation).await?;
        let lines = hub.store.hour_lines(organisation, read).await?;
        let mut brought = Brought {
            shifts: hub.store.shifts_of(organisation, &[who], needed).await?,
            lines: lines.into_iter().filter(|line| line.person == who).collect(),
        };
        let profiles = hub.profiles_of(organisation, &[who]).await?;
        let contracts = hub.contracts_of(organisation, &[who]).await?;
        let contracts = contracts.into_values().next().unwrap_or_default();
        let standing = profiles.standing(&person, &contracts);
        let of_flow = flow.contract();
        brought.leave_out(
            range,
            |date| matches!(standing.contract_on(date), Ok(Some(kind)) if of_flow.is_some_and(|of| of != kind)),
        );
        let mut origins = Vec::new();
        for shift in &brought.shifts {
            origins.push(from.of_shift(shift).await?);
        }
        let files = brought
            .lines
            .iter()
            .map(|line| (line.import, from.of_import(line.import)));
        let imports = files.filter_map(|(import, file)| Some((import, file?))).collect();
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

    /// A line that no factor names: its hours, or its days.
    fn head(&self, line: &PlanLine) -> Explanation {
        let (name, range, code) = (self.name(), self.range, &line.code_label);
        let (dutch, english) = match line.key.kind {
            LineKind::Hours => {
                let hours = HundredthHours(line.computed);
                (format!("{hours} uur"), format!("{hours} hours"))
            }
            LineKind::Days | LineKind::Wages => (format!("{} dagen", line.days), format!("{} days", line.days)),
        };
        said(
            format!("{name}, {range}: {dutch} {code}"),
            format!("{name}, {range}: {english} {code}"),
        )
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

    pub(crate) fn explain(&self, factor: Factor) -> Vec<Explanation> {
        let of_lines = self.brought.lines.iter().filter(|line| line.factor == factor);
        let mut because: Vec<Explanation> = of_lines.map(|line| self.explain_line(line)).collect();
        let person = self.standing();
        let Ok(shifts) = in_circumstances(&self.brought.shifts, &person) else {
            return because;
        };
        let known = self.known(&shifts);
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

    fn known<'s>(&self, shifts: &'s [(Shift, Circumstances)]) -> Vec<KnownShift<'s>> {
        let known = shifts.iter().zip(&self.origins);
        let known = known.map(|((shift, circumstances), origin)| KnownShift {
            worked: WorkedShift { shift, circumstances },
            origin: origin.clone(),
        });
        known.collect()
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
