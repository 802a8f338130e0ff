//! What is added up over people: balances, hours beside contract hours, the cost of surcharges.

use crate::asked::{Days, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use axum::Json;
use jiff::ToSpan as _;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::hours as hub_hours;
use loonbrug_hub::ledgers::{HoursAgainstContract, PersonAgainstContract, Whose};
use loonbrug_hub::people::display_name;
use loonbrug_store::PeopleAfter;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Somebody with the balances of both ledgers.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
    "leave_hundredths_of_an_hour": 12250, "plus_minus_hundredths_of_an_hour": -350,
}))]
pub struct PersonBalances {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// Leave hours today.
    leave_hundredths_of_an_hour: i64,
    /// +/- hours today.
    plus_minus_hundredths_of_an_hour: i64,
}

/// How the days are divided.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "month")]
pub enum Per {
    /// Weeks from Monday to Sunday.
    #[default]
    Week,
    /// Calendar months.
    Month,
}

/// Whose hours, and how they are divided.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Divided {
    /// By week, where it is left out.
    #[param(inline)]
    per: Option<Per>,
    /// The members of this group alone.
    #[param(example = "Partimers")]
    group: Option<String>,
}

impl ParameterNames for Divided {
    const NAMES: &'static [&'static str] = &["per", "group"];
}

/// What somebody worked beside the contract hours.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
    "parts": [{
        "from": "2023-04-01", "to": "2023-04-30", "worked_hundredths_of_an_hour": 0, "absence_hundredths_of_an_hour": 0,
        "contract_hundredths_of_an_hour": 0, "without_contract_hundredths_of_an_hour": 1500,
    }],
}))]
pub struct WorkedHours {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// The weeks or months, the oldest first.
    parts: Vec<WorkedPart>,
}

/// The hours of a week or month.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "from": "2023-04-01", "to": "2023-04-30", "worked_hundredths_of_an_hour": 0, "absence_hundredths_of_an_hour": 0,
    "contract_hundredths_of_an_hour": 0, "without_contract_hundredths_of_an_hour": 1500,
}))]
pub struct WorkedPart {
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
    /// Approved hours, under contract hours.
    worked_hundredths_of_an_hour: i64,
    /// Paid leave and sickness, which count as worked.
    absence_hundredths_of_an_hour: i64,
    /// What had to be worked: weekly hours × days ÷ 7.
    contract_hundredths_of_an_hour: i64,
    /// Approved hours while there were no contract hours: they are paid as they are worked.
    without_contract_hundredths_of_an_hour: i64,
}

/// What people worked beside their contract hours.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "people": { "items": [{
        "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
        "parts": [{
            "from": "2023-04-01", "to": "2023-04-30", "worked_hundredths_of_an_hour": 0,
            "absence_hundredths_of_an_hour": 0, "contract_hundredths_of_an_hour": 0,
            "without_contract_hundredths_of_an_hour": 1500,
        }],
    }], "next": null },
    "left_out": [],
}))]
pub struct WorkedReport {
    /// Those who worked in these days.
    people: Page<WorkedHours>,
    /// Names of those of whom a figure cannot be said: contract hours that are not known, or hours that came as a total
    /// over more than one of the parts.
    left_out: Vec<String>,
}

/// The surcharges of one person for one group at one factor.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "group": "Partimers", "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
    "factor_hundredths_of_a_percent": 15000, "minutes": 900, "minutes_without_wage": 0, "cents": 9540,
}))]
pub struct SurchargeCost {
    /// The group for which was worked; `null` where it was for none.
    group: Option<String>,
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// The factor: 15000 is 150 %.
    factor_hundredths_of_a_percent: u32,
    /// Minutes with a surcharge.
    minutes: i64,
    /// Of which no wage per hour is known: they are not in the amount.
    minutes_without_wage: i64,
    /// What comes on top of the wage of these hours; `null` without the right `see-salaries`.
    cents: Option<i64>,
}

/// What surcharges cost.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "lines": { "items": [{
        "group": "Partimers", "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
        "factor_hundredths_of_a_percent": 15000, "minutes": 900, "minutes_without_wage": 0, "cents": 9540,
    }], "next": null },
    "left_out": [],
}))]
pub struct SurchargeReport {
    /// A line for each group, person and factor.
    lines: Page<SurchargeCost>,
    /// Names of those with a shift that cannot have been worked, or settings that say two things.
    left_out: Vec<String>,
}

/// The balances of everybody today.
#[utoipa::path(
    get, path = "/organisations/{organisation}/balances", operation_id = "listBalances", tag = "ledgers",
    summary = "The balances of everybody",
    params(Paging),
    responses((status = 200, description = "A page of people, by identity.", body = Page<PersonBalances>)),
)]
pub async fn balances(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<PersonBalances>>, Failure> {
    let wanted = PeopleAfter {
        name: String::new(),
        number: None,
        after: paging.after(|key| key.parse().ok())?,
    };
    let (hub, id) = (guarded.hub(), guarded.id());
    let people = hub.store.people_after(id, &wanted, paging.one_more()?).await?;
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let known = hub.store.balances_of(id, &ids, hub.surroundings.today()).await?;
    let known: HashMap<(PersonId, LedgerKind), i64> = known
        .into_iter()
        .map(|balance| ((balance.person, balance.ledger), balance.hours.0))
        .collect();
    let of = |person: PersonId, ledger| known.get(&(person, ledger)).copied().unwrap_or_default();
    let view = |person: loonbrug_store::Person| PersonBalances {
        person: person.id.0,
        name: display_name(&person),
        leave_hundredths_of_an_hour: of(person.id, LedgerKind::Leave),
        plus_minus_hundredths_of_an_hour: of(person.id, LedgerKind::PlusMinus),
    };
    Ok(Json(paging.part(people, |person| person.id.to_string(), view)?))
}

/// What people worked beside their contract hours, in whole weeks or months.
#[utoipa::path(
    get, path = "/organisations/{organisation}/worked-hours", operation_id = "reportWorkedHours", tag = "ledgers",
    summary = "Worked hours beside contract hours",
    params(Days, Divided, Paging),
    responses((status = 200, description = "A page of people, by name.", body = WorkedReport)),
)]
pub async fn worked(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(divided): Query<Divided>,
    Query(paging): Query<Paging>,
) -> Result<Json<WorkedReport>, Failure> {
    let parts = parts(days.year()?, divided.per.unwrap_or_default());
    let whose = Whose {
        group: divided.group,
        person: None,
    };
    let hub = guarded.hub();
    let found = Box::pin(hub.worked_against_contract(&guarded.allowed, &whose, &parts)).await?;
    let key = |person: &PersonAgainstContract| format!("{} {}", person.name, person.person);
    let view = |person: PersonAgainstContract| WorkedHours {
        person: person.person.0,
        name: person.name,
        parts: parts.iter().zip(&person.figures).map(WorkedPart::of).collect(),
    };
    Ok(Json(WorkedReport {
        people: paging.page(found.people, key, view)?,
        left_out: found.left_out,
    }))
}

/// The whole weeks or months that hold these days.
fn parts(days: DateRange, per: Per) -> Vec<DateRange> {
    let whole = |date: Date| match per {
        Per::Week => {
            let monday = date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days());
            DateRange {
                from: monday,
                to: monday.saturating_add(6.days()),
            }
        }
        Per::Month => DateRange {
            from: date.first_of_month(),
            to: date.last_of_month(),
        },
    };
    let first = Some(whole(days.from));
    let after = |part: &DateRange| part.to.tomorrow().ok().filter(|next| *next <= days.to).map(whole);
    std::iter::successors(first, after).collect()
}

impl WorkedPart {
    fn of((days, hours): (&DateRange, &HoursAgainstContract)) -> Self {
        Self {
            from: days.from,
            to: days.to,
            worked_hundredths_of_an_hour: hours.worked.0,
            absence_hundredths_of_an_hour: hours.absence.0,
            contract_hundredths_of_an_hour: hours.contract.0,
            without_contract_hundredths_of_an_hour: hours.without_contract.0,
        }
    }
}

/// What surcharges cost, by group, person and factor. Amounts are for a token that may see salaries.
#[utoipa::path(
    get, path = "/organisations/{organisation}/surcharge-costs", operation_id = "reportSurchargeCosts", tag = "ledgers",
    summary = "The cost of surcharges",
    params(Days, Paging),
    responses((status = 200, description = "A page of lines, by name.", body = SurchargeReport)),
)]
pub async fn surcharges(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(paging): Query<Paging>,
) -> Result<Json<SurchargeReport>, Failure> {
    let (hub, visitor, id) = (guarded.hub(), &guarded.caller.visitor, guarded.id());
    let range = days.range()?;
    if range.to > range.from.last_of_month() {
        return Err(Wrong::parameter(
            "to",
            "Ten hoogste een maand tegelijk, binnen één kalendermaand.",
            "At most a month at once, within one calendar month.",
        ));
    }
    let salaries = if visitor.has(Right::SeeSalaries, id) {
        Some(hub.allowed(visitor, Right::SeeSalaries, id).await?)
    } else {
        None
    };
    let costs = Box::pin(hub.surcharge_costs(&guarded.allowed, salaries.as_ref(), range)).await?;
    let key = |line: &hub_hours::SurchargeLine| {
        let group = line.group.as_deref().unwrap_or_default();
        format!("{} {} {:010} {group}", line.name, line.person, line.factor.0)
    };
    let view = |line: hub_hours::SurchargeLine| SurchargeCost {
        group: line.group,
        person: line.person.0,
        name: line.name,
        factor_hundredths_of_a_percent: line.factor.0,
        minutes: line.cost.minutes.0,
        minutes_without_wage: line.cost.without_wage.0,
        cents: salaries.is_some().then_some(line.cost.amount.0),
    };
    Ok(Json(SurchargeReport {
        lines: paging.page(costs.lines, key, view)?,
        left_out: costs.left_out,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: &str, to: &str, per: Per) -> Vec<String> {
        let days = DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let parts = parts(days, per).into_iter();
        parts.map(|part| format!("{} {}", part.from, part.to)).collect()
    }

    #[test]
    fn days_are_divided_into_whole_weeks_or_months() {
        assert_eq!(
            told("2023-04-05", "2023-04-16", Per::Week),
            ["2023-04-03 2023-04-09", "2023-04-10 2023-04-16"]
        );
        assert_eq!(
            told("2023-12-31", "2024-01-01", Per::Month),
            ["2023-12-01 2023-12-31", "2024-01-01 2024-01-31"]
        );
        assert_eq!(told("2023-04-05", "2023-04-05", Per::Week).len(), 1);
    }
}
