//! What if other rules held: the same shifts, figure beside figure. Nothing is sent, stored, or asked of Nmbrs.

use super::rule_sets::read;
use crate::asked::Body;
use crate::bounds::days;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use axum::Json;
use loonbrug_domain::rules::Destination;
use loonbrug_domain::what_if::{Figure, FigureChange};
use loonbrug_domain::{Date, RuleSet};
use loonbrug_hub::hours as hub;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Other rules to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-04-01", "to": "2023-04-30", "rule_set": "horeca" }))]
pub struct Trial {
    /// First day; the days lie in one pay period.
    from: Date,
    /// Last day.
    to: Date,
    /// Name of the rule set to try; either this or `file`.
    rule_set: Option<String>,
    /// The text of a file of rules to try (TOML); of several names the first.
    file: Option<String>,
}

/// What other rules would make of the days.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "from": "2023-04-01", "to": "2023-04-30", "rules": "retail-non-food", "others": "horeca",
    "people": [{ "name": "Thomas Lakeman", "employee_number": 1001, "figures": [{ "figure": "paid",
        "factor_hundredths_of_a_percent": 15000, "now_hundredths_of_an_hour": 500, "then_hundredths_of_an_hour": 0 }] }],
    "left_out": [],
}))]
pub struct Tried {
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
    /// Name of the rules that hold.
    rules: String,
    /// Name of the others.
    others: String,
    /// Those who are linked and worked, by name.
    people: Vec<PersonTried>,
    /// Names of those with a shift that cannot have been worked.
    left_out: Vec<String>,
}

/// The figures of one person.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "name": "Thomas Lakeman", "employee_number": 1001, "figures": [{ "figure": "paid",
    "factor_hundredths_of_a_percent": 15000, "now_hundredths_of_an_hour": 500, "then_hundredths_of_an_hour": 0 }] }))]
pub struct PersonTried {
    /// Name.
    name: String,
    /// Number at the employer.
    employee_number: Option<i64>,
    /// Figure beside figure.
    figures: Vec<FigureTried>,
}

/// One figure under both rules.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "figure": "paid", "factor_hundredths_of_a_percent": 15000, "now_hundredths_of_an_hour": 500,
    "then_hundredths_of_an_hour": 0 }))]
pub struct FigureTried {
    /// `paid`: hours of a factor. `call-top-up`: what calls pay above what was worked. Surcharge hours that go elsewhere:
    /// `to-pay`, `to-plus-minus`, `to-leave`, `to-time-for-time` or `to-nothing`.
    figure: &'static str,
    /// The factor of `paid`.
    factor_hundredths_of_a_percent: Option<u32>,
    /// Hours under the rules that hold.
    now_hundredths_of_an_hour: i64,
    /// Hours under the others.
    then_hundredths_of_an_hour: i64,
}

impl FigureTried {
    fn of(change: &FigureChange) -> Self {
        let (figure, factor) = match change.figure {
            Figure::Paid(factor) => ("paid", Some(factor.0)),
            Figure::CallTopUp => ("call-top-up", None),
            Figure::Credited(Destination::Pay) => ("to-pay", None),
            Figure::Credited(Destination::PlusMinusHours) => ("to-plus-minus", None),
            Figure::Credited(Destination::Leave) => ("to-leave", None),
            Figure::Credited(Destination::TimeForTime { .. }) => ("to-time-for-time", None),
            Figure::Credited(Destination::Nothing) => ("to-nothing", None),
        };
        Self {
            figure,
            factor_hundredths_of_a_percent: factor,
            now_hundredths_of_an_hour: change.now.0,
            then_hundredths_of_an_hour: change.then.0,
        }
    }
}

impl Trial {
    async fn others(&self, guarded: &Guarded) -> Result<Vec<RuleSet>, Failure> {
        match (&self.rule_set, &self.file) {
            (Some(name), None) => Ok(guarded.hub().rule_sets(guarded.id(), name).await?),
            (None, Some(file)) => {
                let mut rules = read(file)?;
                let first = rules.first().map(|set| set.name.clone());
                rules.retain(|set| Some(&set.name) == first.as_ref());
                Ok(rules)
            }
            _ => Err(Wrong::body(
                "/rule_set",
                "Geef `rule_set` of `file`: een van beide.",
                "Give `rule_set` or `file`: one of both.",
            )),
        }
    }
}

/// The shifts of everybody who is linked, under the rules of the coupling and under others.
#[utoipa::path(
    post, path = "/organisations/{organisation}/couplings/{coupling}/what-ifs", operation_id = "tryRules", tag = "rules",
    summary = "Try other rules",
    request_body = Trial,
    responses((status = 200, description = "Figure beside figure.", body = Tried)),
)]
pub async fn try_rules(guarded: Guarded, Body(trial): Body<Trial>) -> Result<Json<Tried>, Failure> {
    let coupling = guarded.coupling().await?;
    let range = days(trial.from, trial.to)?;
    let others = trial.others(&guarded).await?;
    let hub = guarded.hub();
    let span = hub.span(&coupling, range, None)?;
    let tried = hub.what_if(&coupling, span, &others).await?;
    let person = |person: hub::PersonUnderRules| PersonTried {
        name: person.person,
        employee_number: person.employee_number,
        figures: person.figures.iter().map(FigureTried::of).collect(),
    };
    Ok(Json(Tried {
        from: range.from,
        to: range.to,
        rules: tried.rules,
        others: tried.others,
        people: tried.people.into_iter().map(person).collect(),
        left_out: tried.left_out,
    }))
}
