//! My hours, month by month, each with "waarom?".

use super::shift_view::{ShiftView, newest};
use super::{Own, Words};
use crate::answer::{Answer, Failure, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::explain::show_in;
use crate::shell::Shell;
use askama::Template;
use axum::extract::{Path, RawQuery};
use jiff::ToSpan as _;
use loonbrug_domain::ids::ShiftId;
use loonbrug_domain::{Date, DateRange};

#[derive(Template)]
#[template(path = "own_hours.html")]
struct HoursPage {
    shell: Shell,
    w: Words,
    month: String,
    before: String,
    after: Option<String>,
    weeks: Vec<Week>,
    hundredths: i64,
    approved: i64,
}

struct Week {
    number: i8,
    hundredths: i64,
    shifts: Vec<ShiftView>,
}

/// `GET …/me/hours`: of the month of a day; without one, of the last month with hours up to this one.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let own = Own::of(guarded).await?;
    let month = fields.date("month").unwrap_or(own.today).first_of_month();
    let range = DateRange {
        from: month,
        to: month.last_of_month(),
    };
    let (hub, id) = (own.guarded.hub(), own.guarded.id());
    let revisions = newest(hub.store.shift_revisions_of(id, &[own.person.id], range).await?);
    let mut weeks: Vec<Week> = Vec::new();
    let mut approved = 0;
    for revision in &revisions {
        let view = ShiftView::of(&own, revision);
        approved += if revision.in_force { view.hundredths } else { 0 };
        let number = revision.shift.date.iso_week_date().week();
        match weeks.last_mut().filter(|week| week.number == number) {
            Some(week) => {
                week.hundredths += view.hundredths;
                week.shifts.push(view);
            }
            None => weeks.push(Week {
                number,
                hundredths: view.hundredths,
                shifts: vec![view],
            }),
        }
    }
    let address = |date: Date| own.address(&format!("me/hours?month={date}"));
    let next = range.to.tomorrow().ok().filter(|next| *next <= own.today);
    page(&HoursPage {
        shell: own.shell("me/hours", "Mijn uren", "My hours"),
        w: own.w,
        month: own.w.month(&month),
        before: address(month.saturating_sub(1.month())),
        after: next.map(address),
        hundredths: weeks.iter().map(|week| week.hundredths).sum(),
        weeks,
        approved,
    })
}

/// `GET …/me/why/{shift}`: why the hours of one of the own shifts are what they are.
pub async fn why(guarded: Guarded, Path((_, shift)): Path<(String, String)>) -> Answer {
    let own = Own::of(guarded).await?;
    let shift: ShiftId = shift.parse().map_err(|_| Failure::NotFound)?;
    let (hub, id) = (own.guarded.hub(), own.guarded.id());
    let found = hub.store.shift_revisions(id, &[shift]).await?.pop();
    let revision = found.filter(|found| found.shift.person == own.person.id);
    let revision = revision.ok_or(Failure::NotFound)?;
    let explanation = hub.explain_shift(id, &own.person, &revision).await?;
    let back = own.address(&format!("me/hours?month={}", revision.shift.date.first_of_month()));
    show_in(own.shell("me/hours", "Waarom?", "Why?"), &explanation, back)
}
