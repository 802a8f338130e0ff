//! A plan as a whole, what it refuses, and what is odd in it.

use super::Looking;
use crate::asked::{In, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use crate::plans::name;
use crate::server::Api;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_domain::{Date, DateRange, Language};
use loonbrug_hub::hours::{Flow, OpenPlan, PlanLine, RefusedLine};
use loonbrug_hub::profiles::OddFigure;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Which plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" }))]
pub struct NewPlan {
    /// `hours` (0-hours contracts), `plus-hours`, `surcharges`, `sick-hours`, `time-for-time`, `meal-allowances`,
    /// `travel-allowances` or `payouts`.
    flow: String,
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
}

impl NewPlan {
    /// The flow.
    pub fn flow(&self) -> Result<Flow, Failure> {
        Flow::parse(&self.flow).ok_or_else(|| {
            let words = Flow::ALL.map(Flow::as_str).join(", ");
            Wrong::body(
                "/flow",
                &format!("Kies een van: {words}."),
                &format!("Choose one of: {words}."),
            )
        })
    }

    /// The days.
    pub fn range(&self) -> Result<DateRange, Failure> {
        DateRange::new(self.from, self.to).ok_or_else(|| {
            Wrong::body(
                "/to",
                "`to` ligt vóór `from`. Draai de datums om.",
                "`to` is before `from`. Turn the dates round.",
            )
        })
    }
}

/// A plan: what a flow would change in Nmbrs.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "hours_2023-04-01_2023-04-30",
    "flow": "hours", "from": "2023-04-01", "to": "2023-04-30",
    "payroll_year": 2023, "pay_period": 4,
    "description": "Uren 01-04-2023 t/m 30-04-2023",
    "fingerprint": "3f9c1d20a4b7e655",
    "read_at": "2023-05-17T07:00:00Z",
    "counts": {
        "all": 27, "new": 27, "changed": 0, "removed": 0, "unchanged": 0, "left_out": 0, "waiting": 0, "to_send": 27,
        "to_enter": 0, "refused": 0, "odd": 0,
    },
    "totals": { "hundredths_of_an_hour": 26400, "days": 46, "cents": 0 },
    "codes": [{ "code": 2100, "label": "Gewerkte uren" }],
    "with_contract_hours": [],
}))]
pub struct Plan {
    /// Its id: flow and days.
    id: String,
    /// What is sent.
    flow: &'static str,
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
    /// Payroll year.
    payroll_year: i16,
    /// Pay period (loonperiode) in that year.
    pay_period: u8,
    /// The text that goes along with each line.
    description: String,
    /// A hash of all that would be sent now: sending asks for it.
    fingerprint: String,
    /// When Nmbrs was read.
    read_at: Timestamp,
    /// How many lines of each sort.
    counts: Counts,
    /// Totals of the lines that are chosen.
    totals: Totals,
    /// The codes of the company that lines can have; none where the interface does not tell.
    codes: Vec<Code>,
    /// Names of people with contract hours who worked in these days: their hours go by another flow.
    with_contract_hours: Vec<String>,
}

/// How many lines of each sort.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "all": 27, "new": 27, "changed": 0, "removed": 0, "unchanged": 0, "left_out": 0, "waiting": 0, "to_send": 27, "to_enter": 0,
    "refused": 0, "odd": 0,
}))]
pub struct Counts {
    /// All.
    all: usize,
    /// New ones that would be sent.
    new: usize,
    /// Changed ones that would be sent.
    changed: usize,
    /// Ones that would be taken away.
    removed: usize,
    /// With nothing to do.
    unchanged: usize,
    /// Left out.
    left_out: usize,
    /// Waiting for somebody's decision.
    waiting: usize,
    /// That would be sent.
    to_send: usize,
    /// That are only entered here, because Nmbrs holds them.
    to_enter: usize,
    /// That cannot be sent.
    refused: usize,
    /// Odd figures that nobody accepted yet.
    odd: usize,
}

/// Totals of a plan.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "hundredths_of_an_hour": 26400, "days": 46, "cents": 0 }))]
pub struct Totals {
    /// Hours.
    hundredths_of_an_hour: i64,
    /// Days that the lines are about.
    days: i64,
    /// Amounts.
    cents: i64,
}

/// A code of the company.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "code": 2100, "label": "Gewerkte uren" }))]
pub struct Code {
    /// Hour code or wage code.
    code: i64,
    /// What the company calls it.
    label: String,
}

impl Plan {
    /// As it is now.
    pub fn of(open: &OpenPlan) -> Self {
        let plan = open.plan();
        let (span, totals) = (plan.span, plan.chosen_totals());
        let kind = match span.flow {
            Flow::MealAllowances | Flow::TravelAllowances => LineKind::Wages,
            _ => LineKind::Hours,
        };
        let code = |choice: loonbrug_hub::hours::CodeChoice| Code {
            code: choice.code,
            label: choice.label,
        };
        Self {
            id: name(span),
            flow: span.flow.as_str(),
            from: span.range.from,
            to: span.range.to,
            payroll_year: span.period.year,
            pay_period: span.period.number,
            description: plan.description.clone(),
            fingerprint: plan.fingerprint.clone(),
            read_at: open.read_at(),
            counts: Counts::of(open),
            totals: Totals {
                hundredths_of_an_hour: totals.hundredths,
                days: totals.days,
                cents: totals.cents,
            },
            codes: open.codes(kind).into_iter().map(code).collect(),
            with_contract_hours: plan.contract_hours.clone(),
        }
    }
}

impl Counts {
    fn of(open: &OpenPlan) -> Self {
        let plan = open.plan();
        let count = |wanted: fn(&PlanLine) -> bool| plan.lines.iter().filter(|line| wanted(line)).count();
        Self {
            all: plan.lines.len(),
            new: count(|line| line.is_sent() && matches!(line.change, Change::New { .. })),
            changed: count(|line| {
                line.is_sent() && matches!(line.change, Change::Changed { .. } | Change::Drifted { .. })
            }),
            removed: count(|line| line.is_sent() && matches!(line.change, Change::Removed { .. })),
            unchanged: count(|line| matches!(line.change, Change::Unchanged { .. })),
            left_out: count(|line| !line.chosen),
            waiting: count(PlanLine::needs_person),
            to_send: count(PlanLine::is_sent),
            to_enter: count(PlanLine::is_entered),
            refused: plan.refused.len(),
            odd: plan.odd.iter().filter(|odd| odd.waits()).count(),
        }
    }
}

/// What cannot be sent, and why.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "employee_number": 1001,
    "factor_hundredths_of_a_percent": 15000, "hundredths_of_an_hour": 1500, "cents": null, "reason": { "reason": "no-code" },
}))]
pub struct Refused {
    /// Whose.
    person: Uuid,
    /// Name.
    name: String,
    /// Number, where it is known.
    employee_number: Option<i64>,
    /// Factor, where it is about one line: 15000 is 150 %.
    factor_hundredths_of_a_percent: Option<u32>,
    /// Hours, where they are known.
    hundredths_of_an_hour: Option<i64>,
    /// The amount of an allowance.
    cents: Option<i64>,
    /// Why: a word in `reason`, and the figures that it names.
    #[schema(value_type = Object)]
    reason: Value,
}

impl Refused {
    fn of(line: &RefusedLine) -> Self {
        Self {
            person: line.whose.0,
            name: line.person.clone(),
            employee_number: line.employee_number,
            factor_hundredths_of_a_percent: line.factor.map(|factor| factor.0),
            hundredths_of_an_hour: line.hundredths,
            cents: line.cents,
            reason: serde_json::to_value(&line.reason).unwrap_or_default(),
        }
    }
}

/// Something odd about somebody's days. Nothing goes for that person until somebody accepts it by its key.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "employee_number": 1001,
    "key": "long-shift-2023-04-08", "text": "Een dienst van 16 uur op 8 april.", "accepted_by": null, "accepted_because": null,
}))]
pub struct Odd {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// Number at the employer.
    employee_number: Option<i64>,
    /// Its key, to accept it by.
    key: String,
    /// What is odd.
    text: String,
    /// Who accepted these very figures.
    accepted_by: Option<String>,
    /// Why they are right.
    accepted_because: Option<String>,
}

impl Odd {
    fn of(odd: &OddFigure, language: Language) -> Self {
        Self {
            person: odd.oddity.person.0,
            name: odd.name.clone(),
            employee_number: odd.number,
            key: odd.key.clone(),
            text: odd.oddity.finding.text(language),
            accepted_by: odd.accepted_by.clone(),
            accepted_because: odd.reason.clone(),
        }
    }
}

/// Lines of a plan that cannot be sent, and why.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/refused", operation_id = "listRefusedLines",
    tag = "plans",
    summary = "What cannot be sent",
    params(Paging),
    responses((status = 200, description = "A page of them, in the order of the plan.", body = Page<Refused>)),
)]
pub async fn refused(
    State(api): State<Api>,
    guarded: Guarded,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Refused>>, Failure> {
    let looking = Looking::at(&api, &guarded).await?;
    let lines: Vec<(usize, &RefusedLine)> = looking.open.plan().refused.iter().enumerate().collect();
    let page = paging.page(
        lines,
        |(number, _)| format!("{number:08}"),
        |(_, line)| Refused::of(line),
    );
    Ok(Json(page?))
}

/// What is odd about the people of a plan.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/odd-figures",
    operation_id = "listOddFigures", tag = "plans",
    summary = "What is odd, and waits to be accepted",
    params(Paging),
    responses((status = 200, description = "A page of odd figures, by person and key.", body = Page<Odd>)),
)]
pub async fn odd_figures(
    State(api): State<Api>,
    guarded: Guarded,
    In(language): In,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Odd>>, Failure> {
    let looking = Looking::at(&api, &guarded).await?;
    let odd: Vec<&OddFigure> = looking.open.plan().odd.iter().collect();
    let key = |odd: &&OddFigure| format!("{} {}", odd.oddity.person, odd.key);
    Ok(Json(paging.page(odd, key, |odd| Odd::of(odd, language))?))
}
