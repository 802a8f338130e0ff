//! Odd figures (X9) of an organisation in a range of days, and who accepted them.

use super::ProfileRefusal;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use jiff::ToSpan;
use loonbrug_domain::allowance::ShiftTimes;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::odd::{Case, Oddity, RecordedShift, odd_figures};
use loonbrug_domain::{DateRange, Factor, Minutes};
use loonbrug_store::{Acceptance, Person, StoredHourLine, StoredShift};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// How many earlier periods make up what is usual.
const EARLIER_PERIODS: usize = 6;

/// An odd figure of somebody, and who accepted it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OddFigure {
    /// Number at the employer.
    pub number: Option<i64>,
    /// Name.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub oddity: Oddity,
    /// Its key, to accept it by.
    pub key: String,
    /// Who accepted these very figures; `None` while they wait for somebody.
    pub accepted_by: Option<String>,
    /// Why they are right, in the words of who accepted them.
    pub reason: Option<String>,
}

impl OddFigure {
    /// Whether somebody must still look at it.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.accepted_by.is_none()
    }
}

/// Everything that was recorded, by person.
#[derive(Default)]
struct Recorded {
    shifts: Vec<StoredShift>,
    lines: Vec<StoredHourLine>,
}

impl Hub {
    /// Everything odd in a range of days, by person: shifts and hours as they are stored now, held against the earlier
    /// periods, the contracts, leave, sickness and balances.
    pub async fn odd_figures(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<OddFigure>, HubError> {
        let earlier = earlier_ranges(range);
        let usual = self.store.worked_in(organisation, &earlier).await?;
        let recorded = self.recorded(organisation, range, &earlier).await?;
        let contracts = self.contracts(organisation).await?;
        let absences = self.absences_in(organisation, range).await?;
        let balances = self.balances_on(organisation, range.to).await?;
        let accepted = accepted(self.store.acceptances(organisation).await?);
        let profiles = self.profiles(organisation).await?;
        let mut people = self.people_on(organisation, range.to).await?;
        people.sort_by_key(|person| (person.number, person.id));
        let nothing = Recorded::default();
        let found = people.iter().flat_map(|person| {
            let recorded = recorded.get(&person.id).unwrap_or(&nothing);
            let shifts = usual.get(&person.id).map_or(&[][..], Vec::as_slice);
            let case = Case {
                earlier: added_up(&earlier, shifts, &recorded.lines),
                contracts: contracts.get(&person.id).cloned(),
                absences: absences.get(&person.id).cloned().unwrap_or_default(),
                balances: balances.get(&person.id).cloned().unwrap_or_default(),
                ..case(person, range, recorded)
            };
            let odd = odd_figures(&case, &profiles.on(person.id, range.to).odd_thresholds());
            odd.into_iter().map(|oddity| figure(person, oddity, &accepted))
        });
        Ok(found.collect())
    }

    /// The same figures, with who accepted them by now.
    pub(crate) async fn accepted_meanwhile(
        &self,
        organisation: OrganisationId,
        figures: Vec<OddFigure>,
    ) -> Result<Vec<OddFigure>, HubError> {
        let accepted = accepted(self.store.acceptances(organisation).await?);
        let figures = figures.into_iter().map(|figure| with_acceptance(figure, &accepted));
        Ok(figures.collect())
    }

    /// Accepts an odd figure by name, with a reason: the figures as they are now. Other figures ask again.
    pub async fn accept_odd_figure(
        &self,
        organisation: OrganisationId,
        range: DateRange,
        person: PersonId,
        key: &str,
        reason: &str,
    ) -> Result<OddFigure, HubError> {
        if reason.trim().is_empty() {
            return Err(ProfileRefusal::NoReason.into());
        }
        let found = self.odd_figures(organisation, range).await?;
        let mut found = found.into_iter().filter(|odd| odd.oddity.person == person);
        let Some(odd) = found.find(|odd| odd.key == key) else {
            let (person, key) = (self.name_of(organisation, person).await?, key.to_owned());
            return Err(ProfileRefusal::NoOddFigure { person, key }.into());
        };
        let acceptance = Acceptance {
            person,
            oddity: odd.key.clone(),
            figures: odd.oddity.finding.figures(),
            reason: reason.trim().to_owned(),
            accepted_by: self.actor.clone(),
            accepted_at: self.surroundings.now(),
        };
        let detail = serde_json::json!({ "key": acceptance.oddity, "figures": acceptance.figures });
        self.store
            .accept(organisation, std::slice::from_ref(&acceptance))
            .await?;
        self.audit(
            Some(organisation),
            "oddity.accepted",
            &person.to_string(),
            &detail.to_string(),
        )
        .await?;
        self.reckon_odd(organisation).await?;
        Ok(OddFigure {
            accepted_by: odd.accepted_by.or(Some(acceptance.accepted_by)),
            reason: odd.reason.or(Some(acceptance.reason)),
            ..odd
        })
    }

    /// The shifts of the range and of the days beside it, where they may overlap, and the lines of hours of all periods.
    async fn recorded(
        &self,
        organisation: OrganisationId,
        range: DateRange,
        earlier: &[DateRange],
    ) -> Result<HashMap<PersonId, Recorded>, HubError> {
        let beside = DateRange {
            from: range.from.yesterday().unwrap_or(range.from),
            to: range.to.tomorrow().unwrap_or(range.to),
        };
        let all = DateRange {
            from: earlier.last().map_or(range.from, |first| first.from),
            to: range.to,
        };
        let mut recorded: HashMap<PersonId, Recorded> = HashMap::new();
        for shift in self.store.shifts(organisation, beside).await? {
            recorded.entry(shift.person).or_default().shifts.push(shift);
        }
        for line in self.store.hour_lines(organisation, all).await? {
            recorded.entry(line.person).or_default().lines.push(line);
        }
        Ok(recorded)
    }

    async fn name_of(&self, organisation: OrganisationId, person: PersonId) -> Result<String, HubError> {
        let people = self.store.people(organisation).await?;
        let found = people.iter().find(|known| known.id == person);
        Ok(found.map_or_else(|| person.to_string(), display_name))
    }
}

/// The periods before a range, newest first: the months before whole months, else as many days.
fn earlier_ranges(range: DateRange) -> Vec<DateRange> {
    std::iter::successors(Some(range), |later| earlier_range(*later))
        .skip(1)
        .take(EARLIER_PERIODS)
        .collect()
}

fn earlier_range(range: DateRange) -> Option<DateRange> {
    let to = range.from.yesterday().ok()?;
    let whole_month = range.from == range.from.first_of_month() && range.to == range.from.last_of_month();
    let from = if whole_month {
        to.first_of_month()
    } else {
        let days = range.from.until(range.to).ok()?.get_days();
        to.checked_sub(days.days()).ok()?
    };
    DateRange::new(from, to)
}

fn case(person: &Person, range: DateRange, recorded: &Recorded) -> Case {
    Case {
        person: person.id,
        range,
        shifts: recorded.shifts.iter().map(as_recorded).collect(),
        totals: totals(&recorded.lines, range),
        earlier: Vec::new(),
        contracts: None,
        contract_type_is_set: person.contract_type.is_some(),
        absences: Vec::new(),
        balances: Vec::new(),
    }
}

/// Minutes worked in each of the earlier periods: those of shifts as the store added them up, and those of lines.
fn added_up(earlier: &[DateRange], of_shifts: &[Minutes], lines: &[StoredHourLine]) -> Vec<Minutes> {
    let worked = |(place, range): (usize, &DateRange)| {
        let of_shifts = of_shifts.get(place).copied().unwrap_or_default();
        of_shifts + totals(lines, *range)
    };
    earlier.iter().enumerate().map(worked).collect()
}

fn as_recorded(shift: &StoredShift) -> RecordedShift {
    RecordedShift {
        date: shift.date,
        times: ShiftTimes {
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
        },
        break_minutes: shift.break_minutes,
    }
}

/// The lines of all worked hours that lie in a range; those of a surcharge are part of them.
fn totals(lines: &[StoredHourLine], range: DateRange) -> Minutes {
    let in_range = lines.iter().filter(|line| {
        line.factor == Factor::WORKED && range.contains(line.range.from) && range.contains(line.range.to)
    });
    Minutes(in_range.map(|line| line.hundredths * 3 / 5).sum())
}

/// Who accepted what: by person, key and figures.
type Accepted = BTreeMap<(PersonId, String, String), Acceptance>;

fn accepted(acceptances: Vec<Acceptance>) -> Accepted {
    acceptances
        .into_iter()
        .map(|one| ((one.person, one.oddity.clone(), one.figures.clone()), one))
        .collect()
}

fn figure(person: &Person, oddity: Oddity, accepted: &Accepted) -> OddFigure {
    let figure = OddFigure {
        number: person.number,
        name: display_name(person),
        key: oddity.finding.key(),
        oddity,
        accepted_by: None,
        reason: None,
    };
    with_acceptance(figure, accepted)
}

fn with_acceptance(figure: OddFigure, accepted: &Accepted) -> OddFigure {
    let figures = figure.oddity.finding.figures();
    let acceptance = accepted.get(&(figure.oddity.person, figure.key.clone(), figures));
    OddFigure {
        accepted_by: acceptance.map(|acceptance| acceptance.accepted_by.clone()),
        reason: acceptance.map(|acceptance| acceptance.reason.clone()),
        ..figure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn months_are_held_against_months_and_weeks_against_as_many_days() {
        let months = earlier_ranges(range("2023-04-01", "2023-04-30"));
        assert_eq!(months.len(), EARLIER_PERIODS);
        assert_eq!(months[0], range("2023-03-01", "2023-03-31"));
        assert_eq!(months[1], range("2023-02-01", "2023-02-28"));
        let four_weeks = earlier_ranges(range("2023-03-27", "2023-04-23"));
        assert_eq!(four_weeks[0], range("2023-02-27", "2023-03-26"));
        assert_eq!(four_weeks[1], range("2023-01-30", "2023-02-26"));
    }
}
