//! Why the hours of one shift are what they are: its pieces under the rules, the clock that made it, and who let it count.

use super::ClockOrigin;
use crate::application::Hub;
use crate::error::HubError;
use crate::rule_sets::rule_version;
use jiff::Timestamp;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::clock::Clocked;
use loonbrug_domain::explain::{Explanation, Fact, KnownShift, explain_minutes};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::rules::{Circumstances, WorkedShift, days_needed};
use loonbrug_domain::{DateRange, Factor, Language, RuleSet, Shift};
use loonbrug_store::{Person, ShiftEvent, ShiftRevision, ShiftSource};

impl Hub {
    /// Why the hours of a shift are what they are, whether it counts already or waits.
    pub async fn explain_shift(
        &self,
        organisation: OrganisationId,
        person: &Person,
        revision: &ShiftRevision,
    ) -> Result<Explanation, HubError> {
        let date = revision.shift.date;
        let day = DateRange { from: date, to: date };
        let rules = self.rules_of_person(organisation, person).await?;
        let needed = days_needed(&rules, day);
        let mut stored = self.store.shifts_of(organisation, &[person.id], needed).await?;
        stored.retain(|other| other.entry != revision.shift.entry);
        stored.push(revision.shift.clone());
        let profiles = self.profiles_of(organisation, &[person.id]).await?;
        let contracts = self
            .contracts_of(organisation, &[person.id])
            .await?
            .remove(&person.id)
            .unwrap_or_default();
        let standing = profiles.standing(person, &contracts);
        let mut known: Vec<(Shift, Circumstances, Vec<Explanation>)> = Vec::new();
        for shift in &stored {
            let circumstances = standing.circumstances(shift.date, shift.group.as_deref());
            let worked = shift.worked().map_err(super::TimeRefusal::from)?;
            let origin = if shift.id == revision.shift.id {
                self.origin_of(organisation, revision).await?
            } else {
                Vec::new()
            };
            known.push((worked, circumstances.map_err(Box::new)?, origin));
        }
        let known: Vec<KnownShift<'_>> = known
            .iter()
            .map(|(shift, circumstances, origin)| KnownShift {
                worked: WorkedShift { shift, circumstances },
                origin: origin.clone(),
            })
            .collect();
        let because = explain_minutes(&known, &rules, day, Factor::WORKED, &rule_version);
        let of_shift = |branch: &Explanation| matches!(branch.fact, Fact::Shift { start_minute, .. } if start_minute == revision.shift.start_minute);
        let found = because.into_iter().find(of_shift);
        Ok(found.unwrap_or_else(|| said("Deze dienst telt niet mee.", "This shift does not count.")))
    }

    /// The rules of the company that pays this person, the first by name; none where nobody does.
    async fn rules_of_person(&self, organisation: OrganisationId, person: &Person) -> Result<Vec<RuleSet>, HubError> {
        for coupling in self.couplings_of(organisation).await? {
            let links = self.store.links_of(coupling.id(), &[person.id]).await?;
            if !links.is_empty() {
                return self.rule_sets(organisation, &coupling.settings.rule_set).await;
            }
        }
        Ok(Vec::new())
    }

    async fn origin_of(
        &self,
        organisation: OrganisationId,
        revision: &ShiftRevision,
    ) -> Result<Vec<Explanation>, HubError> {
        let mut origin = vec![match revision.shift.source {
            ShiftSource::Import => said("uit een bestand", "from a file"),
            ShiftSource::Hand => said("met de hand ingevoerd", "entered by hand"),
            ShiftSource::Clock => said("van de klok", "from the clock"),
            ShiftSource::Planning => said("overgenomen uit de planning", "taken over from the planning"),
        }];
        if let Some(clock) = ClockOrigin::of(revision) {
            origin.push(explain_clock(&clock.came, ("inklokken", "clocking in")));
            origin.push(explain_clock(&clock.went, ("uitklokken", "clocking out")));
        }
        let history = self.store.shift_history(organisation, revision.shift.entry).await?;
        origin.extend(history.events.iter().map(|event| self.happened(event)));
        Ok(origin)
    }

    fn happened(&self, event: &ShiftEvent) -> Explanation {
        let on = dutch_date(self.surroundings.date_of(event.at));
        let (dutch, english) = (event.to.word(Language::Dutch), event.to.word(Language::English));
        let reason = match event.reason.as_str() {
            // The source, which was said already.
            "" | "clock" | "planning" => String::new(),
            reason => format!(": {reason}"),
        };
        said(
            &format!("{dutch} op {on} door {}{reason}", event.actor),
            &format!("{english} on {on} by {}{reason}", event.actor),
        )
    }
}

fn explain_clock(clocked: &Clocked, (dutch, english): (&str, &str)) -> Explanation {
    let (raw, counts) = (time_of(clocked.time.raw), time_of(clocked.time.at));
    if raw == counts {
        return said(&format!("{dutch}: {raw}"), &format!("{english}: {raw}"));
    }
    said(
        &format!("{dutch}: {raw}, telt als {counts}"),
        &format!("{english}: {raw}, counts as {counts}"),
    )
}

fn time_of(at: Timestamp) -> String {
    at.to_zoned(crate::surroundings::netherlands())
        .strftime("%H:%M:%S")
        .to_string()
}

fn said(dutch: &str, english: &str) -> Explanation {
    Explanation::of(Fact::Said {
        dutch: dutch.to_owned(),
        english: english.to_owned(),
    })
}
