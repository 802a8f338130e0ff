//! `GET …/ledgers/surcharges`: what surcharges cost in a month, by group, and by person in a group.

use super::parts::{Part, parts};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::allowed_to;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::access::Right;
use loonbrug_domain::rules::SurchargeCost;
use loonbrug_domain::{Date, DateRange, Factor, Minutes};
use loonbrug_hub::hours::CostsByFactor;
use std::collections::BTreeSet;
use url::form_urlencoded::byte_serialize;

/// Width of the longest bar, in thousandths of the drawing.
const WIDTH: i64 = 1000;
/// The least between the beginnings of two labels, so that none covers another.
const LABEL: i64 = 220;

#[derive(Template)]
#[template(path = "surcharges.html")]
struct SurchargesPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    month: Date,
    earlier: String,
    later: String,
    /// The group whose people are shown, and the way back to all groups.
    group: Option<(String, String)>,
    factors: Vec<Factor>,
    rows: Vec<RowView>,
    total: RowView,
    sees_wages: bool,
    left_out: Vec<String>,
}

/// A group, or a person of one.
struct RowView {
    /// Where the figures come from.
    address: String,
    called: String,
    bar: Vec<BarView>,
    /// Hours by factor, in the order of the columns.
    hours: Vec<i64>,
    cost: SurchargeCost,
    /// Of which no wage per hour is known, in hundredths of an hour.
    without_wage: i64,
}

/// A part of a bar with its factor below it, where they stand in percent of the drawing.
struct BarView {
    class: &'static str,
    x: String,
    width: String,
    label: String,
    label_x: String,
}

fn hundredths(minutes: Minutes) -> i64 {
    minutes.to_hundredth_hours().0
}

/// `GET …/ledgers/surcharges`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let month = fields.date("at").unwrap_or(today).first_of_month();
    let days = DateRange {
        from: month,
        to: month.last_of_month(),
    };
    let salaries = allowed_to(&guarded, Right::SeeSalaries).await?;
    let (allowed, wages) = (&guarded.allowed, salaries.as_ref());
    let wages_of = wages.map(loonbrug_hub::access::Allowed::reach);
    let about = (guarded.id(), format!("{:?} {wages_of:?} {days:?}", allowed.reach()));
    let costs = hub.surcharge_costs(allowed, wages, days);
    let reckoned = &guarded.signed.reckonings.costs;
    let costs = Box::pin(reckoned.now(hub, Some(guarded.id()), about, costs)).await?;
    let group = fields.filled("group").map(str::to_owned);
    let for_none = fields.text("of") == "none";
    let factors: BTreeSet<Factor> = costs.lines.iter().map(|line| line.factor).collect();
    let drawn = Drawn::new(&guarded, month, factors.into_iter().collect());
    let rows: Vec<(String, String, CostsByFactor)> = if group.is_some() || for_none {
        let people = costs.by_person(group.as_deref()).into_iter();
        people
            .map(|((name, _), of_person)| (name.to_owned(), drawn.hours_address(name), of_person))
            .collect()
    } else {
        let groups = costs.by_group().into_iter();
        groups
            .map(|(group, of_group)| (drawn.group_name(group), drawn.group_address(group), of_group))
            .collect()
    };
    let (rows, total) = drawn.rows(rows);
    let shown_group = group.or_else(|| for_none.then(|| drawn.group_name(None)));
    page(&SurchargesPage {
        shell: Shell::at(&guarded, Section::Ledgers, "Kosten van toeslagen", "Cost of surcharges"),
        w,
        parts: parts(&guarded, "ledgers/surcharges"),
        month,
        earlier: drawn.address_at(month.yesterday().unwrap_or(month)),
        later: drawn.address_at(days.to.tomorrow().unwrap_or(month)),
        group: shown_group.map(|group| (group, drawn.address_at(month))),
        factors: drawn.factors,
        rows,
        total,
        sees_wages: salaries.is_some(),
        left_out: costs.left_out.clone(),
    })
}

/// What every row is drawn with.
struct Drawn<'g> {
    guarded: &'g Guarded,
    month: Date,
    factors: Vec<Factor>,
}

impl<'g> Drawn<'g> {
    const fn new(guarded: &'g Guarded, month: Date, factors: Vec<Factor>) -> Self {
        Self {
            guarded,
            month,
            factors,
        }
    }

    fn address_at(&self, month: Date) -> String {
        let month = month.first_of_month();
        self.guarded.address(&format!("ledgers/surcharges?at={month}"))
    }

    fn group_name(&self, group: Option<&str>) -> String {
        let none = || self.guarded.w().t("zonder groep", "without a group");
        group.unwrap_or_else(none).to_owned()
    }

    fn group_address(&self, group: Option<&str>) -> String {
        let here = self.address_at(self.month);
        match group {
            Some(group) => format!("{here}&group={}", encoded(group)),
            None => format!("{here}&of=none"),
        }
    }

    /// The shifts of somebody in the month, each with its own "waarom?".
    fn hours_address(&self, name: &str) -> String {
        let query = format!("hours?at={}&name={}", self.month, encoded(name));
        self.guarded.address(&query)
    }

    /// The rows, and all of them together.
    fn rows(&self, rows: Vec<(String, String, CostsByFactor)>) -> (Vec<RowView>, RowView) {
        let minutes = |costs: &CostsByFactor| costs.values().map(|cost| cost.minutes.0).sum::<i64>();
        let most = rows
            .iter()
            .map(|(_, _, costs)| minutes(costs))
            .max()
            .unwrap_or_default();
        let mut together = CostsByFactor::new();
        for (factor, cost) in rows.iter().flat_map(|(_, _, costs)| costs) {
            *together.entry(*factor).or_default() += *cost;
        }
        let rows = rows
            .into_iter()
            .map(|(called, address, costs)| self.row(called, address, &costs, most));
        let called = self.guarded.w().t("Samen", "Together").to_owned();
        (rows.collect(), self.row(called, String::new(), &together, 0))
    }

    fn row(&self, called: String, address: String, costs: &CostsByFactor, most: i64) -> RowView {
        let of_factor = |factor: &Factor| costs.get(factor).copied().unwrap_or_default();
        let mut total = SurchargeCost::default();
        for cost in costs.values() {
            total += *cost;
        }
        RowView {
            address,
            called,
            bar: bar(costs, most, self.guarded.w()),
            hours: self
                .factors
                .iter()
                .map(|factor| hundredths(of_factor(factor).minutes))
                .collect(),
            without_wage: hundredths(total.without_wage),
            cost: total,
        }
    }
}

fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// One part for each factor, as long as its hours; nothing where there is no longest.
fn bar(costs: &CostsByFactor, most: i64, w: Words) -> Vec<BarView> {
    if most == 0 {
        return Vec::new();
    }
    let (mut x, mut free) = (0, 0);
    let part = |(factor, cost): (&Factor, &SurchargeCost)| {
        let (from, width) = (x, cost.minutes.0 * WIDTH / most);
        let label_x = free.max(from);
        x += width;
        free = label_x + LABEL;
        BarView {
            class: if *factor < Factor::percent(200) {
                "half"
            } else {
                "double"
            },
            x: percent(from),
            width: percent(width),
            label: w.factor(factor),
            label_x: percent(label_x),
        }
    };
    costs.iter().map(part).collect()
}

/// Thousandths as `35.2%`.
fn percent(thousandths: i64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    #[test]
    fn each_part_has_its_factor_below_it_and_no_label_covers_another() {
        let cost = |minutes| SurchargeCost {
            minutes: Minutes(minutes),
            ..SurchargeCost::default()
        };
        let costs = CostsByFactor::from([
            (Factor::percent(150), cost(600)),
            (Factor::percent(175), cost(30)),
            (Factor::percent(200), cost(570)),
        ]);
        let bar = bar(&costs, 2_400, Words::new(Language::Dutch));
        let drawn: Vec<_> = bar
            .iter()
            .map(|part| [&part.label, &part.x, &part.width, &part.label_x].map(String::as_str))
            .collect();
        assert_eq!(
            drawn,
            [
                ["150%", "0.0%", "25.0%", "0.0%"],
                ["175%", "25.0%", "1.2%", "25.0%"],
                ["200%", "26.2%", "23.7%", "47.0%"],
            ]
        );
    }
}
