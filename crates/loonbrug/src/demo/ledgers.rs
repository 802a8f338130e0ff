//! Hour ledgers of the demonstration: those of manual viqz, and what everybody earns by law.

use crate::context::Context;
use jiff::Timestamp;
use loonbrug_domain::ids::{LeaveRequestId, LedgerEntryId, OrganisationId, PersonId};
use loonbrug_domain::leave::{LeaveKind, LeaveRequest, LeaveTerms, RequestState, terms_on};
use loonbrug_domain::ledger::{Booking, Details, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_store::ToBook;

/// Who booked it.
const BY: &str = "demo";
/// Whose ledger the manual shows.
const ALEX: &str = "Alex van Beuzekom";
/// The ledgers begin with the year of the manual.
const KEPT_FROM: Date = Date::constant(2023, 1, 1);

/// Requested on, first and last day, description, type, hundredths of an hour, conto werkgever.
type Line = (Date, (Date, Date), &'static str, &'static str, i64, bool);

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

const NOVEMBER: Date = day(2022, 11, 3);
const DECEMBER: Date = day(2022, 12, 20);
const BOXING_DAY: Date = day(2022, 12, 26);
const SUNDAY_WORK: Date = day(2023, 1, 18);
const SUMMER: (Date, Date) = (day(2023, 8, 21), day(2023, 9, 5));

const APPROVED: [Line; 6] = [
    (
        day(2022, 6, 24),
        (day(2022, 8, 22), day(2022, 9, 5)),
        "",
        "Vakantie",
        6_750,
        false,
    ),
    (
        day(2022, 10, 24),
        (NOVEMBER, NOVEMBER),
        "I.v.m. extra werk vrijdag 28-10",
        "Verlof",
        750,
        false,
    ),
    (day(2022, 12, 19), (DECEMBER, DECEMBER), "", "Verlof", 750, false),
    (day(2022, 6, 9), (BOXING_DAY, BOXING_DAY), "", "Verlof", 750, true),
    (
        day(2023, 1, 12),
        (SUNDAY_WORK, SUNDAY_WORK),
        "I.v.m. werk zondag",
        "Verlof",
        750,
        false,
    ),
    (day(2023, 1, 12), SUMMER, "Zomervakantie", "Verlof", 7_250, false),
];
const ASCENSION_WEEKEND: Date = day(2023, 5, 19);
/// What others ask for.
const ASKED: [(&str, Line); 2] = [
    (
        "Robin de Boer",
        (
            day(2023, 5, 15),
            (ASCENSION_WEEKEND, ASCENSION_WEEKEND),
            "",
            "Verlof",
            750,
            false,
        ),
    ),
    (
        "Bianca Cordes",
        (day(2023, 5, 12), SUMMER, "Zomervakantie", "Vakantie", 7_250, false),
    ),
];
/// The ledger of +/- hours; the opening balance is what makes the manual's sum of 169.
const PLUS_MINUS: [(Date, &str, i64); 7] = [
    (day(2023, 2, 26), "", 4_000),
    (day(2023, 3, 5), "Week 9", -500),
    (day(2023, 3, 5), "toeslaguren 200%", 500),
    (day(2023, 3, 12), "Week 10", -500),
    (day(2023, 3, 12), "toeslaguren 200%", 500),
    (day(2023, 3, 16), "+/- uren uitbetaald via Nmbrs", -100),
    (day(2023, 3, 19), "Week 11", -500),
];

/// Opens the ledgers, unless they are there from the last time.
pub async fn ensure(context: &Context, organisation: OrganisationId) -> anyhow::Result<()> {
    let hub = &context.hub;
    if hub.ledger_settings(organisation).await?.is_some() {
        return Ok(());
    }
    let settings = LedgerSettings::of_the_law(KEPT_FROM);
    hub.put_ledger_settings(organisation, &settings).await?;
    let alex = hub.person_called(organisation, ALEX).await?.id;
    let terms = terms_on(&settings.leave, KEPT_FROM);
    let to_book: Vec<ToBook> = leave(context, &terms)
        .into_iter()
        .chain(plus_minus(context))
        .map(|(ledger, booking)| ToBook {
            id: LedgerEntryId(hub.surroundings.identity()),
            person: alex,
            ledger,
            booking,
        })
        .collect();
    let by = (hub.surroundings.now(), BY);
    hub.store.book(organisation, by, &to_book, &[]).await?;
    for line in APPROVED {
        let id = ask(context, organisation, alex, line).await?;
        hub.decide_leave(organisation, id, RequestState::Approved, "").await?;
    }
    for (name, line) in ASKED {
        let person = hub.person_called(organisation, name).await?.id;
        ask(context, organisation, person, line).await?;
    }
    hub.keep_ledgers(organisation, None).await?;
    Ok(())
}

/// The opening balance and the credit of the year.
fn leave(context: &Context, terms: &LeaveTerms) -> [(LedgerKind, Booking); 2] {
    let on = |requested_on| Details {
        requested_on: Some(requested_on),
        ..Details::default()
    };
    let opening = Booking {
        bucket: Some(terms.bucket(2022, LeaveKind::ExtraStatutory)),
        details: on(day(2022, 12, 8)),
        ..Booking::new(
            LedgerOrigin::Opening(context.hub.surroundings.identity()),
            day(2022, 1, 1),
            HundredthHours(7_500),
        )
    };
    let kind = LeaveKind::Statutory;
    let yearly = Booking {
        bucket: Some(terms.bucket(2023, kind)),
        details: on(day(2023, 1, 9)),
        ..Booking::new(
            LedgerOrigin::Yearly { year: 2023, kind },
            KEPT_FROM,
            HundredthHours(15_000),
        )
    };
    [opening, yearly].map(|booking| (LedgerKind::Leave, booking))
}

fn plus_minus(context: &Context) -> impl Iterator<Item = (LedgerKind, Booking)> {
    PLUS_MINUS.into_iter().map(|(date, description, hours)| {
        let identity = context.hub.surroundings.identity();
        let origin = if description.is_empty() {
            LedgerOrigin::Opening(identity)
        } else {
            LedgerOrigin::Hand(identity)
        };
        let details = Details {
            description: description.to_owned(),
            ..Details::default()
        };
        let booking = Booking {
            details,
            ..Booking::new(origin, date, HundredthHours(hours))
        };
        (LedgerKind::PlusMinus, booking)
    })
}

async fn ask(
    context: &Context,
    organisation: OrganisationId,
    person: PersonId,
    line: Line,
) -> anyhow::Result<LeaveRequestId> {
    let (requested_on, (from, to), description, leave_type, hours, on_employer) = line;
    let hub = &context.hub;
    let request = LeaveRequest {
        id: LeaveRequestId(hub.surroundings.identity()),
        person,
        requested_on,
        days: DateRange { from, to },
        hours: HundredthHours(hours),
        on_employer,
        leave_type: leave_type.to_owned(),
        description: description.to_owned(),
        state: RequestState::Requested,
    };
    let by: (Timestamp, &str) = (hub.surroundings.now(), BY);
    hub.store.insert_leave_request(organisation, &request, by).await?;
    Ok(request.id)
}
