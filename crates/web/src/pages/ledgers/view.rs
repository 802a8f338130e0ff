//! The rows of a ledger, in the columns and words of manual viqz.

use super::chart::Chart;
use super::title;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerOrigin, Row, rows};
use loonbrug_domain::{Date, DateRange, Language};
use loonbrug_hub::ledgers::LedgerPart;

/// One ledger, as it is shown.
pub struct LedgerView {
    /// The word in addresses and forms.
    pub word: &'static str,
    /// Whether it is the ledger of leave.
    pub is_leave: bool,
    /// Its name.
    pub title: &'static str,
    /// The balance today, in hundredths of an hour.
    pub balance: i64,
    /// Of which waits to be paid out.
    pub waiting: i64,
    /// Up to and including today.
    pub rows: Vec<RowView>,
    /// After today, booked.
    pub later: Vec<RowView>,
    /// What will be booked by itself.
    pub expected: Vec<RowView>,
    /// The balance over time.
    pub chart: Option<Chart>,
}

/// One row.
pub struct RowView {
    /// Aangevraagd op, or the day of what nobody asked for.
    pub asked: String,
    /// Van.
    pub from: String,
    /// Tot en met.
    pub to: String,
    /// The day from which it counts.
    pub date: String,
    /// Omschrijving.
    pub description: String,
    /// Type.
    pub leave_type: String,
    /// Aantal uren, in hundredths.
    pub hours: i64,
    /// Conto werkgever.
    pub on_employer: bool,
    /// The balance after it, in hundredths.
    pub balance: i64,
}

impl LedgerView {
    /// Of a ledger, as far as its entries are in these days.
    pub fn of(part: &LedgerPart, ledger: LedgerKind, range: DateRange, today: Date, language: Language) -> Self {
        let shown = rows(&part.entries, range);
        let view = |row: &Row<'_>| RowView::of(row.entry, row.balance.0, ledger, language);
        let (until_today, later): (Vec<Row<'_>>, Vec<Row<'_>>) =
            shown.into_iter().partition(|row| row.entry.booking.date <= today);
        let expected = part.expected.iter().filter(|entry| range.contains(entry.booking.date));
        Self {
            word: super::word(ledger),
            is_leave: ledger == LedgerKind::Leave,
            title: title(ledger, language),
            balance: part.balance.0,
            waiting: part.waiting.0,
            rows: until_today.iter().map(view).collect(),
            later: later.iter().map(view).collect(),
            expected: expected.map(|entry| RowView::expected(entry, language)).collect(),
            chart: Chart::of(&part.entries, &part.expected, today),
        }
    }

    /// The form with which it is booked by hand.
    pub const fn form(&self) -> &'static str {
        if self.is_leave { "book leave" } else { "book plus-minus" }
    }

    /// Whether nothing is to be shown.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.later.is_empty() && self.expected.is_empty()
    }
}

impl RowView {
    fn of(entry: &LedgerEntry, balance: i64, ledger: LedgerKind, language: Language) -> Self {
        let booking = &entry.booking;
        let details = &booking.details;
        let shown = |date: Option<Date>| date.map(dutch_date).unwrap_or_default();
        Self {
            asked: shown(details.requested_on.or(details.days.is_none().then_some(booking.date))),
            from: shown(details.days.map(|days| days.from)),
            to: shown(details.days.map(|days| days.to)),
            date: dutch_date(booking.date),
            description: description(entry, ledger, language),
            leave_type: details.leave_type.clone(),
            hours: booking.hours.0,
            on_employer: details.on_employer,
            balance,
        }
    }

    fn expected(entry: &LedgerEntry, language: Language) -> Self {
        let mut row = Self::of(entry, 0, LedgerKind::Leave, language);
        if matches!(entry.booking.origin, LedgerOrigin::Yearly { .. }) {
            language
                .pick("Automatische bijschrijving", "Automatic credit")
                .clone_into(&mut row.description);
        }
        row
    }
}

/// The person's own words, else what the entry comes from; a difference says so.
fn description(entry: &LedgerEntry, ledger: LedgerKind, language: Language) -> String {
    let (origin, details) = (entry.booking.origin, &entry.booking.details);
    let text = match origin {
        LedgerOrigin::Opening(_) | LedgerOrigin::Conversion(_) => origin.text(ledger, language),
        _ if details.days.is_some() || !details.description.is_empty() => details.description.clone(),
        _ => origin.text(ledger, language),
    };
    let correction = if entry.revision > 0 {
        language.pick(" (correctie)", " (correction)")
    } else {
        ""
    };
    format!("{text}{correction}").trim().to_owned()
}
