//! Hour ledgers as the manual shows them.

use super::table;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::leave::EndOfEmployment;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerOrigin, Row, rows};
use loonbrug_domain::plus_minus::Comparison;
use loonbrug_domain::{Date, DateRange, HundredthHours, Language};
use loonbrug_hub::ledgers::{LedgerPart, LedgerRun, LedgerStatement};
use loonbrug_store::StoredLedgerEntry;

/// The ledgers of one person.
pub fn ledgers(statement: &LedgerStatement, range: DateRange, language: Language) -> String {
    let combined = language.pick("Actueel saldo (verlof, +/- uren)", "Current balance (leave, +/- hours)");
    let mut text = vec![
        statement.name.clone(),
        format!("{combined}: {}", statement.combined),
        String::new(),
        language.pick("Verlofuren", "Leave hours").to_owned(),
        leave(statement, range, language),
    ];
    text.extend(holdings(statement, language));
    text.push(String::new());
    text.push(language.pick("+/- Uren", "+/- Hours").to_owned());
    text.push(plus_minus(statement, range, language));
    text.extend(statement.end.as_ref().map(|end| end_text(end, language)));
    text.join("\n")
}

fn leave(statement: &LedgerStatement, range: DateRange, language: Language) -> String {
    let headers = language.pick(
        [
            "Aangevraagd op",
            "Van",
            "Tot en met",
            "Omschrijving",
            "Type",
            "Aantal uren",
            "Conto werkgever",
        ],
        [
            "Requested on",
            "From",
            "To",
            "Description",
            "Type",
            "Hours",
            "On employer",
        ],
    );
    let mut table = table(&headers, &[5]);
    let part = &statement.leave;
    let shown = rows(&part.entries, range);
    let (until_today, later): (Vec<_>, Vec<_>) = shown
        .into_iter()
        .partition(|row| row.entry.booking.date <= statement.today);
    for row in &until_today {
        table.add_row(leave_row(row, language));
    }
    table.add_row(balance_row(
        language.pick("Huidig saldo:", "Current balance:").to_owned(),
        part.balance,
    ));
    for row in &later {
        table.add_row(leave_row(row, language));
        table.add_row(balance_row(balance_of(row.entry.booking.date, language), row.balance));
    }
    for entry in part.expected.iter().filter(|entry| range.contains(entry.booking.date)) {
        table.add_row(expected_row(entry, language));
    }
    let mut text = vec![table.to_string()];
    text.extend(waiting(part, language));
    text.join("\n")
}

fn leave_row(row: &Row<'_>, language: Language) -> [String; 7] {
    let booking = &row.entry.booking;
    let details = &booking.details;
    let shown = |date: Option<Date>| date.map(dutch_date).unwrap_or_default();
    [
        shown(details.requested_on.or(details.days.is_none().then_some(booking.date))),
        shown(details.days.map(|days| days.from)),
        shown(details.days.map(|days| days.to)),
        description(row.entry, LedgerKind::Leave, language),
        details.leave_type.clone(),
        booking.hours.to_string(),
        if details.on_employer {
            "✓".to_owned()
        } else {
            String::new()
        },
    ]
}

fn balance_row(label: String, hours: HundredthHours) -> [String; 7] {
    let empty = String::new;
    [label, empty(), empty(), empty(), empty(), hours.to_string(), empty()]
}

fn balance_of(date: Date, language: Language) -> String {
    let date = dutch_date(date);
    language.pick(format!("Saldo per {date}:"), format!("Balance of {date}:"))
}

fn expected_row(entry: &LedgerEntry, language: Language) -> [String; 7] {
    let date = dutch_date(entry.booking.date);
    let what = match entry.booking.origin {
        LedgerOrigin::Yearly { .. } => language
            .pick("Automatische bijschrijving", "Automatic credit")
            .to_owned(),
        origin => origin.text(LedgerKind::Leave, language),
    };
    balance_row(format!("{date} {what}"), entry.booking.hours)
}

/// The person's own words, else what the entry comes from; a difference says so.
fn description(entry: &LedgerEntry, ledger: LedgerKind, language: Language) -> String {
    let details = &entry.booking.details;
    let is_own = details.days.is_some() || !details.description.is_empty();
    let mut text = match entry.booking.origin {
        LedgerOrigin::Opening(_) | LedgerOrigin::Conversion(_) => entry.booking.origin.text(ledger, language),
        _ if is_own => details.description.clone(),
        origin => origin.text(ledger, language),
    };
    if entry.revision > 0 {
        text.push_str(language.pick(" (correctie)", " (correction)"));
    }
    text.trim().to_owned()
}

fn plus_minus(statement: &LedgerStatement, range: DateRange, language: Language) -> String {
    let headers = language.pick(
        ["Datum", "Omschrijving", "Aantal uren"],
        ["Date", "Description", "Hours"],
    );
    let mut table = table(&headers, &[2]);
    let part = &statement.plus_minus;
    for row in rows(&part.entries, range) {
        let booking = &row.entry.booking;
        table.add_row([
            dutch_date(booking.date),
            description(row.entry, LedgerKind::PlusMinus, language),
            booking.hours.to_string(),
        ]);
    }
    let label = language.pick("Huidig saldo:", "Current balance:");
    table.add_row([label.to_owned(), String::new(), part.balance.to_string()]);
    let mut text = vec![table.to_string()];
    text.extend(waiting(part, language));
    text.join("\n")
}

fn waiting(part: &LedgerPart, language: Language) -> Option<String> {
    let label = language.pick(
        "waarvan in behandeling om uit te betalen",
        "of which waits to be paid out",
    );
    (part.waiting != HundredthHours::ZERO).then(|| format!("{label}: {}", part.waiting))
}

/// Leave by year and kind, in the order in which it is used.
fn holdings(statement: &LedgerStatement, language: Language) -> Vec<String> {
    let lapses = language.pick("vervalt op", "lapses on");
    let line = |(bucket, hours): (&loonbrug_domain::leave::Bucket, &HundredthHours)| {
        let until = bucket.lapses_on.map(|date| format!(", {lapses} {}", dutch_date(date)));
        format!(
            "{hours} {} {}{}",
            bucket.kind.text(language),
            bucket.year,
            until.unwrap_or_default()
        )
    };
    statement.holdings.buckets.iter().map(line).collect()
}

fn end_text(end: &EndOfEmployment, language: Language) -> String {
    let date = dutch_date(end.last_day);
    language.pick(
        format!(
            "Uit dienst per {date}: {} verlofuren en {} +/- uren te verrekenen.",
            end.leave, end.plus_minus
        ),
        format!(
            "Leaves on {date}: {} leave hours and {} +/- hours to settle.",
            end.leave, end.plus_minus
        ),
    )
}

/// Entries that were made.
pub fn booked(made: &[StoredLedgerEntry], language: Language) -> String {
    let lines = made.iter().map(|stored| entry_line(stored, language));
    lines.collect::<Vec<_>>().join("\n")
}

fn entry_line(stored: &StoredLedgerEntry, language: Language) -> String {
    let booking = &stored.entry.booking;
    let text = description(&stored.entry, stored.ledger, language);
    format!("{} {text}: {}", dutch_date(booking.date), booking.hours)
}

/// What would be booked, and how often leave would lapse by it.
pub fn ledgers_due(due: &LedgerRun, language: Language) -> String {
    let (all, lapses) = (due.booked.len(), due.lapses().count());
    let head = language.pick(
        format!("Nog niet geboekt: {all} boekingen, bij {lapses} vervalt verlof. `loonbrug ledger run` boekt ze, en anders de nacht."),
        format!("Not booked yet: {all} entries, by {lapses} leave lapses. `loonbrug ledger run` books them, or else the night."),
    );
    run_text(head, due, language)
}

/// What was booked by itself, and what is left to do.
pub fn ledger_run(run: &LedgerRun, language: Language) -> String {
    let booked = run.booked.len();
    let head = language.pick(format!("{booked} boekingen"), format!("{booked} entries"));
    run_text(head, run, language)
}

fn run_text(head: String, run: &LedgerRun, language: Language) -> String {
    let mut text = vec![head];
    let booked = run.booked.iter();
    text.extend(booked.map(|line| format!("{}: {}", line.name, entry_line(&line.entry, language))));
    if !run.skipped.is_empty() {
        text.push(language.pick("Niet geboekt:", "Not booked:").to_owned());
        text.extend(
            run.skipped
                .iter()
                .map(|line| format!("{}: {}", line.name, line.reason.text(language))),
        );
    }
    if !run.lapsing.is_empty() {
        text.push(
            language
                .pick("Waarschuw deze medewerkers:", "Warn these people:")
                .to_owned(),
        );
        text.extend(run.lapsing.iter().map(|line| {
            let (hours, bucket) = (line.lapsing.hours, line.lapsing.bucket);
            let on = bucket.lapses_on.map(dutch_date).unwrap_or_default();
            let kind = bucket.kind.text(language);
            language.pick(
                format!(
                    "{}: {hours} uur {kind} verlof van {} vervalt op {on}",
                    line.name, bucket.year
                ),
                format!(
                    "{}: {hours} hours of {kind} leave of {} lapse on {on}",
                    line.name, bucket.year
                ),
            )
        }));
    }
    text.join("\n")
}

/// Why weeks and range differ: each line adds to the one before, from the figure of the range to the weeks.
pub fn comparison(compared: &Comparison, language: Language) -> String {
    let lines = [
        (
            language.pick("Uren over de periode", "Hours over the range"),
            compared.range,
        ),
        (
            language.pick(
                "dagen van de eerste week voor de periode",
                "days of the first week before the range",
            ),
            compared.before,
        ),
        (
            language.pick("dagen na de laatste zondag", "days after the last Sunday"),
            -compared.after,
        ),
        (
            language.pick("andere norm dan zevenden", "another norm than sevenths"),
            compared.norm,
        ),
        (
            language.pick("afronding per week", "rounding of each week"),
            compared.rounding,
        ),
        (
            language.pick("Weken in het urensaldo", "Weeks in the ledger"),
            compared.weeks,
        ),
    ];
    let mut table = table(&language.pick(["Wat", "Aantal uren"], ["What", "Hours"]), &[1]);
    for (what, hours) in lines {
        table.add_row([what.to_owned(), hours.to_string()]);
    }
    table.to_string()
}
