//! `ledger …`

use super::group::owner;
use super::leave::range;
use crate::arguments::{EveryCommand, LedgerCommand, LedgerConvert, LedgerEntryOptions, LedgerShow};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::output::print_line;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::ledger::{LedgerSettings, View};
use loonbrug_domain::{Date, DateRange, HundredthHours, Language};
use loonbrug_hub::ledgers::{ByHandEntry, Conversion, LedgerRefusal};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::StoredLedgerEntry;
use std::path::Path;

/// What a booking by hand is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Booked {
    Credit,
    Debit,
    Opening,
}

pub async fn run(common: &EveryCommand, command: LedgerCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        LedgerCommand::Show(options) => show(context, &options).await,
        LedgerCommand::Credit(options) => book(context, options, Booked::Credit).await,
        LedgerCommand::Debit(options) => book(context, options, Booked::Debit).await,
        LedgerCommand::Opening(options) => book(context, options, Booked::Opening).await,
        LedgerCommand::Convert(options) => convert(context, options).await,
        LedgerCommand::Compare { of, person, from, to } => {
            let organisation = owner(context, &of).await?;
            let person = context.hub.person_called(organisation, &person).await?;
            let range = range(from, to)?;
            let compared = context.hub.compare_plus_minus(organisation, &person, range).await?;
            context.print(&compared, || tables::comparison(&compared, context.language))?;
            Ok(Outcome::Done)
        }
        LedgerCommand::Run { of, from, look_only } => {
            let organisation = owner(context, &of).await?;
            if look_only {
                let due = context.hub.due_in_ledgers(organisation, None, from).await?;
                context.print(&due, || tables::ledgers_due(&due, context.language))?;
                return Ok(Outcome::unless(!due.skipped.is_empty()));
            }
            let run = context.hub.keep_ledgers(organisation, from).await?;
            context.print(&run, || tables::ledger_run(&run, context.language))?;
            Ok(Outcome::unless(!run.skipped.is_empty()))
        }
        LedgerCommand::Begin {
            of,
            from,
            look_only,
            book,
        } => {
            let settings = LedgerSettings::of_the_law(from);
            let organisation = owner(context, &of).await?;
            if look_only {
                let due = context.hub.due_in_ledgers(organisation, Some(&settings), None).await?;
                context.print(&due, || tables::ledgers_due(&due, context.language))?;
                return Ok(Outcome::Done);
            }
            put_settings(context, organisation, &settings, book).await
        }
        LedgerCommand::Settings { of, file, book } => {
            let organisation = owner(context, &of).await?;
            if let Some(file) = file {
                return put_settings(context, organisation, &read_settings(&file)?, book).await;
            }
            let settings = context.hub.ledger_settings(organisation).await?.with_context(|| {
                Said::new(
                    "Deze organisatie houdt nog geen urensaldi bij. Begin met `loonbrug ledger begin --from DATUM`.",
                    "This organisation keeps no ledgers yet. Begin with `loonbrug ledger begin --from DATE`.",
                )
            })?;
            print_line(toml::to_string(&settings)?.trim_end());
            Ok(Outcome::Done)
        }
    }
}

/// Takes settings over. By a first day that lies far back leave can have lapsed since, all of it at once: that is said
/// before it is so.
async fn put_settings(
    context: &Context,
    organisation: OrganisationId,
    settings: &LedgerSettings,
    book: bool,
) -> anyhow::Result<Outcome> {
    let hub = &context.hub;
    let put = if book {
        hub.put_ledger_settings(organisation, settings).await
    } else {
        hub.change_ledger_settings(organisation, settings).await
    };
    match put {
        Ok(()) => Ok(Outcome::Done),
        Err(HubError::Refused(Refusal::Ledger(lapses @ LedgerRefusal::LapsesAtOnce { .. }))) => {
            let (dutch, english) = (lapses.text(Language::Dutch), lapses.text(Language::English));
            let look = format!(
                "`loonbrug ledger begin --from {} --look-only`",
                dutch_date(settings.kept_from)
            );
            Err(Said::new(
                format!("{dutch} Bekijken: {look}. Doorgaan: --book."),
                format!("{english} To look: {look}. To go on: --book."),
            )
            .into())
        }
        Err(error) => Err(error.into()),
    }
}

fn read_settings(file: &Path) -> anyhow::Result<LedgerSettings> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .with_context(|| Said::new(format!("{name} is niet te lezen."), format!("{name} cannot be read.")))?;
    toml::from_str(&text).with_context(|| {
        Said::new(
            format!("{name} past niet; er is niets overgenomen."),
            format!("{name} does not fit; nothing was taken over."),
        )
    })
}

async fn show(context: &Context, options: &LedgerShow) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let person = context.hub.person_called(organisation, &options.person).await?;
    let statement = context.hub.ledger_statement(organisation, &person, options.at).await?;
    let range = shown(options, statement.today);
    context.print(&statement, || tables::ledgers(&statement, range, context.language))?;
    Ok(Outcome::Done)
}

/// The days whose entries are shown.
fn shown(options: &LedgerShow, today: Date) -> DateRange {
    let views = [
        (options.past, View::Previous),
        (options.current, View::Current),
        (options.future, View::Future),
    ];
    let chosen = views.into_iter().find(|(chosen, _)| *chosen);
    chosen.map_or_else(
        || DateRange {
            from: options.from.unwrap_or(Date::MIN),
            to: options.to.unwrap_or(Date::MAX),
        },
        |(_, view)| view.range(today),
    )
}

async fn book(context: &Context, options: LedgerEntryOptions, booked: Booked) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let person = context.hub.person_called(organisation, &options.person).await?;
    let date = options.on.unwrap_or_else(|| context.hub.surroundings.today());
    let year = options.year.unwrap_or(date.year());
    let hours = match booked {
        Booked::Debit => HundredthHours(-options.hours.0.abs()),
        Booked::Credit => HundredthHours(options.hours.0.abs()),
        Booked::Opening => options.hours,
    };
    let entry = ByHandEntry {
        ledger: options.ledger.into(),
        hours,
        date,
        reason: options.reason,
        of: options.kind.map(|kind| (year, kind.into())),
        opening: booked == Booked::Opening,
    };
    let made = context.hub.book_by_hand(organisation, person.id, &entry).await?;
    print_booked(context, &made)
}

async fn convert(context: &Context, options: LedgerConvert) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let person = context.hub.person_called(organisation, &options.person).await?;
    let conversion = Conversion {
        hours: options.hours,
        date: options.on.unwrap_or_else(|| context.hub.surroundings.today()),
        kind: options.kind.into(),
        reason: options.reason,
    };
    let made = context
        .hub
        .convert_to_leave(organisation, person.id, &conversion)
        .await?;
    print_booked(context, &made)
}

fn print_booked(context: &Context, made: &[StoredLedgerEntry]) -> anyhow::Result<Outcome> {
    context.print(&made, || tables::booked(made, context.language))?;
    Ok(Outcome::Done)
}
