//! `GET …/ledgers/{person}`: the ledgers of one person.

use super::payout::{PayoutView, waiting};
use super::view::LedgerView;
use crate::answer::{Answer, Failure, page_as};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::{person_of, reaches};
use crate::pages::typed::Typed;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use loonbrug_domain::access::Right;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::leave::{EndOfEmployment, LeaveKind};
use loonbrug_domain::ledger::{LedgerKind, View};
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::ledgers::LedgerStatement;
use loonbrug_store::Person;

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage {
    shell: Shell,
    w: Words,
    name: String,
    address: String,
    person_address: String,
    worked_address: String,
    today: Date,
    until: Date,
    combined: i64,
    asked: Asked,
    ledgers: [LedgerView; 2],
    leave_until: i64,
    holdings: Vec<String>,
    end: Option<String>,
    payouts: Vec<PayoutView>,
    may_change: bool,
    may_export: bool,
    mark: String,
    typed: Typed,
    kinds: Vec<(&'static str, &'static str)>,
}

/// Which days are shown.
pub struct Asked {
    /// `previous`, `current`, `future`, or empty.
    pub view: &'static str,
    /// The days.
    pub range: DateRange,
    /// The first day, as it was filled in.
    pub from: String,
    /// The last day, as it was filled in.
    pub to: String,
}

impl Asked {
    const VIEWS: [(&'static str, View); 3] = [
        ("previous", View::Previous),
        ("current", View::Current),
        ("future", View::Future),
    ];

    /// Reads a query: a view of the manual, else the days that are filled in, else all.
    pub fn of(fields: &Fields, today: Date) -> Self {
        let view = Self::VIEWS.into_iter().find(|(word, _)| *word == fields.text("view"));
        if let Some((view, days)) = view {
            return Self {
                view,
                range: days.range(today),
                from: String::new(),
                to: String::new(),
            };
        }
        let (from, to) = (fields.date("from"), fields.date("to"));
        let range = DateRange::new(from.unwrap_or(Date::MIN), to.unwrap_or(Date::MAX));
        let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            view: "",
            range: range.unwrap_or(DateRange {
                from: Date::MIN,
                to: Date::MAX,
            }),
            from: shown(from),
            to: shown(to),
        }
    }

    /// The query that asks for the same days.
    pub fn query(&self) -> String {
        match self.view {
            "" => format!("from={}&to={}", self.from, self.to),
            view => format!("view={view}"),
        }
    }
}

impl LedgerPage {
    /// Buttons above a ledger.
    fn views(&self) -> [(&'static str, &'static str); 3] {
        let w = self.w;
        [
            ("previous", w.t("Vorig", "Previous")),
            ("current", w.t("Huidig", "Current")),
            ("future", w.t("Toekomstig", "Future")),
        ]
    }

    fn shows_balance(&self) -> bool {
        self.asked.range.contains(self.today)
    }
}

/// `GET …/ledgers/{person}`.
pub async fn show(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let person = person_of(&guarded, &id).await?;
    shown(&guarded, &person, &fields, Typed::default()).await
}

/// The page again, with a form that was refused.
pub async fn refused(guarded: &Guarded, person: &Person, form: &str, fields: Fields, failure: Failure) -> Answer {
    let typed = Typed::refused(form, fields, failure, guarded.w().language)?;
    shown(guarded, person, &Fields::default(), typed).await
}

/// The address of somebody's ledgers.
pub fn address(guarded: &Guarded, person: &Person) -> String {
    guarded.address(&format!("ledgers/{}", person.id))
}

async fn shown(guarded: &Guarded, person: &Person, fields: &Fields, typed: Typed) -> Answer {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let asked = Asked::of(fields, today);
    let until = fields.date("to").filter(|to| *to > today);
    let statement = hub.ledger_statement(guarded.id(), person, until).await?;
    let may_change = reaches(guarded, Right::ChangeLedgers, person.id).await?;
    let ledger = |kind, part| LedgerView::of(part, kind, asked.range, today, w.language);
    let shell = Shell::at(guarded, Section::Ledgers, "Urenverwerking", "Hour ledgers");
    let status = typed.status();
    let shown = LedgerPage {
        shell: shell.after(fields.text("done")),
        w,
        address: address(guarded, person),
        person_address: guarded.address(&format!("people/{}", person.id)),
        worked_address: guarded.address(&format!("ledgers/worked?person={}", person.id)),
        today,
        until: statement.until,
        combined: statement.combined.0,
        ledgers: [
            ledger(LedgerKind::Leave, &statement.leave),
            ledger(LedgerKind::PlusMinus, &statement.plus_minus),
        ],
        leave_until: statement.leave.balance_until.0,
        holdings: holdings(&statement, w),
        end: statement.end.as_ref().map(|end| end_text(end, w)),
        payouts: waiting(guarded, Some(person.id)).await?,
        may_change,
        may_export: reaches(guarded, Right::Export, person.id).await?,
        mark: hub.surroundings.identity().to_string(),
        kinds: LeaveKind::ALL
            .into_iter()
            .map(|kind| (kind.word(), kind.text(w.language)))
            .collect(),
        name: statement.name,
        asked,
        typed,
    };
    page_as(status, &shown)
}

/// Leave by year and kind, in the order in which it is used.
fn holdings(statement: &LedgerStatement, w: Words) -> Vec<String> {
    let line = |(bucket, hours): (&loonbrug_domain::leave::Bucket, &loonbrug_domain::HundredthHours)| {
        let lapses = bucket.lapses_on.map(dutch_date);
        let until = lapses.map(|date| format!(", {} {date}", w.t("vervalt op", "lapses on")));
        let (hours, kind) = (w.hours(&hours.0), bucket.kind.text(w.language));
        format!("{hours} {kind} {}{}", bucket.year, until.unwrap_or_default())
    };
    statement.holdings.buckets.iter().map(line).collect()
}

fn end_text(end: &EndOfEmployment, w: Words) -> String {
    let date = dutch_date(end.last_day);
    let (leave, plus_minus) = (w.hours(&end.leave.0), w.hours(&end.plus_minus.0));
    w.language.pick(
        format!("Uit dienst per {date}: {leave} verlofuren en {plus_minus} +/- uren te verrekenen."),
        format!("Leaves on {date}: {leave} leave hours and {plus_minus} +/- hours to settle."),
    )
}
