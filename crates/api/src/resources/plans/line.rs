//! The lines of a plan.

use super::Looking;
use crate::asked::Query;
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use crate::server::Api;
use axum::Json;
use axum::extract::State;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_hub::hours::{HoursPlan, PlanLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A line of a plan: what Nmbrs should hold for somebody, of one factor or kind.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "9c1185a5c5e9fc54", "number": 1, "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman",
    "employee_number": 1001, "kind": "hours", "unit": "hundredths_of_an_hour", "factor_hundredths_of_a_percent": 10000,
    "days": 3, "computed": 1500, "before": null, "after": 1500, "held": null, "code": 2100, "code_label": "Gewerkte uren",
    "state": "new", "chosen": true, "is_sent": true, "needs_person": false, "waits_for_odd_figure": false, "available": null,
    "left_out": false,
}))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a member of the answer, and says one thing"
)]
pub struct Line {
    /// Its id, which stays the same while people decide.
    id: String,
    /// Its number in this plan.
    number: usize,
    /// Who it is for.
    person: Uuid,
    /// Name.
    name: String,
    /// Number in Nmbrs.
    employee_number: i64,
    /// `hours`, `days` or `wages`.
    kind: &'static str,
    /// What `computed`, `before`, `after`, `held` and `available` count: `hundredths_of_an_hour`, `days` or `cents`.
    unit: &'static str,
    /// Factor, for hours: 15000 is 150 %.
    factor_hundredths_of_a_percent: Option<u32>,
    /// Days that it is about.
    days: i64,
    /// What the rules computed.
    computed: i64,
    /// What rows of ours hold in Nmbrs; `null` where there is none.
    before: Option<i64>,
    /// What they would hold; `null` where they would go.
    after: Option<i64>,
    /// What somebody made of our row by hand; only of a line that is `drifted`.
    held: Option<i64>,
    /// Hour code or wage code; 0 for days.
    code: i64,
    /// What the company calls it.
    code_label: String,
    /// `new`, `changed`, `removed`, `unchanged`; `possibly-there`: Nmbrs holds an equal row that is not ours; `drifted`:
    /// changed by hand in Nmbrs; `agreed`: done by hand as we want it; `in-doubt`: the outcome of an earlier sending is not
    /// known yet.
    state: &'static str,
    /// Whether it goes when the plan is sent.
    chosen: bool,
    /// Whether sending would call Nmbrs for it.
    is_sent: bool,
    /// Whether somebody must decide first.
    needs_person: bool,
    /// Whether somebody must accept an odd figure of the person first.
    waits_for_odd_figure: bool,
    /// What the ledger can give, of plus hours; more is a warning.
    available: Option<i64>,
    /// Whether somebody decided to leave it out.
    left_out: bool,
}

/// What the quantities of a kind count.
pub const fn unit(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Hours => "hundredths_of_an_hour",
        LineKind::Days => "days",
        LineKind::Wages => "cents",
    }
}

impl Line {
    fn of(plan: &HoursPlan, line: &PlanLine) -> Self {
        let (state, before, after, held) = standing(&line.change);
        Self {
            id: plan.handle(line),
            number: line.number,
            person: line.key.person.0,
            name: line.person.clone(),
            employee_number: line.employee_number,
            kind: line.key.kind.as_str(),
            unit: unit(line.key.kind),
            factor_hundredths_of_a_percent: line.factor.map(|factor| factor.0),
            days: line.days,
            computed: line.computed,
            before,
            after,
            held,
            code: line.key.code,
            code_label: line.code_label.clone(),
            state,
            chosen: line.chosen,
            is_sent: line.is_sent(),
            needs_person: line.needs_person(),
            waits_for_odd_figure: line.waits_for_odd,
            available: line.available,
            left_out: line.decision.left_out,
        }
    }
}

/// Its state, what our rows hold and would hold, and what somebody made of them.
const fn standing(change: &Change) -> (&'static str, Option<i64>, Option<i64>, Option<i64>) {
    match change {
        Change::New { to } => ("new", None, Some(*to), None),
        Change::Changed { from, to, .. } => ("changed", Some(*from), Some(*to), None),
        Change::Removed { from, .. } => ("removed", Some(*from), None, None),
        Change::Unchanged { quantity } => ("unchanged", Some(*quantity), Some(*quantity), None),
        Change::PossiblyThere { to, .. } => ("possibly-there", None, Some(*to), None),
        Change::Drifted { ours, theirs, to, .. } => ("drifted", Some(*ours), Some(*to), *theirs),
        Change::Agreed { to, .. } => ("agreed", None, Some(*to), None),
        Change::InDoubt { to } => ("in-doubt", None, Some(*to), None),
    }
}

/// Which lines.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `all`; `send`: what would be sent or entered; `wait`: what waits for somebody; `same`: with nothing to do.
    #[param(inline)]
    filter: Option<Filter>,
    /// Part of a name.
    #[param(example = "Lakeman")]
    name: Option<String>,
}

/// A filter of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Filter {
    /// All.
    #[default]
    All,
    /// What would be sent or entered.
    Send,
    /// What waits for somebody.
    Wait,
    /// With nothing to do.
    Same,
}

impl Wanted {
    fn is(&self, line: &PlanLine) -> bool {
        let by_filter = match self.filter.unwrap_or_default() {
            Filter::All => true,
            Filter::Send => line.is_sent() || line.is_entered(),
            Filter::Wait => line.needs_person(),
            Filter::Same => matches!(line.change, Change::Unchanged { .. }),
        };
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        by_filter && line.person.to_lowercase().contains(&name)
    }
}

/// The lines of a plan, in its order.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/plans/{plan}/lines", operation_id = "listPlanLines",
    tag = "plans",
    summary = "The lines of a plan",
    params(Wanted, Paging),
    responses((status = 200, description = "A page of lines.", body = Page<Line>)),
)]
pub async fn lines(
    State(api): State<Api>,
    guarded: Guarded,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Line>>, Failure> {
    let looking = Looking::at(&api, &guarded).await?;
    let plan = looking.open.plan();
    let lines: Vec<&PlanLine> = plan.lines.iter().filter(|line| wanted.is(line)).collect();
    let page = paging.page(lines, |line| format!("{:08}", line.number), |line| Line::of(plan, line));
    Ok(Json(page?))
}
