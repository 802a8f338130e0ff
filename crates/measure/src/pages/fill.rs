//! Fills the database in bulk, through the store's own functions: the same on every run, but for the ids.

use crate::arguments::Pages;
use crate::people::sync;
use crate::samples::{Sample, samples};
use crate::stage::{COUPLING, Stage};
use anyhow::Context as _;
use jiff::ToSpan as _;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::iso_week;
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::ids::{
    ImportId, LeaveRequestId, LedgerEntryId, OrganisationId, PersonId, PlannedShiftId, RunId, ShiftEntryId, ShiftId,
};
use loonbrug_domain::leave::{LeaveRequest, RequestState};
use loonbrug_domain::ledger::{Booking, Details, LedgerKind, LedgerOrigin};
use loonbrug_domain::planning::PlannedBy;
use loonbrug_domain::{Date, DateRange, HundredthHours, RuleSet};
use loonbrug_hub::profiles::Wanted;
use loonbrug_hub::{Hub, HubError};
use loonbrug_store::{
    Import, ImportChange, NewRevision, Organisation, Person, ShiftRevision, ShiftSource, StoredPlannedShift,
    StoredShift, ToBook,
};

/// Groups of the employer.
const GROUPS: usize = 50;
/// People whose revisions or bookings go into one transaction.
const PORTION: usize = 1_000;
/// One in so many people waits for an answer about leave.
const ONE_ASKS_LEAVE: usize = 100;

/// What is there to ask pages about.
pub struct Filled {
    /// The employer.
    pub organisation: OrganisationId,
    /// Other employers of the same user.
    pub others: Vec<OrganisationId>,
    /// Its people.
    pub people: Vec<Person>,
    /// Shifts in all.
    pub shifts: usize,
    /// One of them, approved.
    pub shift: ShiftId,
    /// A rule set.
    pub rule_set: String,
    /// The run that brought the people in.
    pub run: RunId,
    /// The month before that of the pages: the one that Nmbrs has open.
    pub month: DateRange,
}

/// Fills the database of a stage.
pub async fn fill(stage: &Stage, options: &Pages) -> anyhow::Result<Filled> {
    let (hub, organisation) = (&stage.hub, stage.coupling.organisation());
    let run = Box::pin(sync(stage)).await?;
    let people = hub.store.people(organisation).await?;
    groups(hub, organisation, &people).await?;
    let rules = RuleSet::retail_non_food();
    hub.import_rules(organisation, std::slice::from_ref(&rules)).await?;
    let template = [Wanted::parse("waiting-days=1").map_err(HubError::from)?];
    hub.save_template(organisation, "Oproepkrachten", &template).await?;
    let this_month = month_of(hub.surroundings.today());
    let mut months = vec![this_month];
    while months.len() < usize::try_from(options.months)? {
        months.extend(months.last().map(|month| month_of(month.from.saturating_sub(1.day()))));
    }
    let (mut shifts, mut shift) = (0, None);
    for month in months.iter().skip(1) {
        let worked = shifts_of(hub, &people, *month);
        shifts += worked.len();
        shift = shift.or_else(|| worked.first().map(|worked| worked.id));
        import(hub, organisation, *month, worked).await?;
    }
    shifts += pending(hub, organisation, &people, this_month).await?;
    planned(hub, organisation, &people, this_month).await?;
    ledgers(hub, organisation, &people, &months).await?;
    leave(hub, organisation, &people).await?;
    Ok(Filled {
        organisation,
        others: employers(stage, options.employers).await?,
        shifts,
        shift: shift.context("somebody worked in the month before")?,
        rule_set: rules.name,
        run: run.run,
        month: months.get(1).copied().unwrap_or(this_month),
        people,
    })
}

fn month_of(day: Date) -> DateRange {
    DateRange {
        from: day.first_of_month(),
        to: day.last_of_month(),
    }
}

/// Four days a week or so, of everybody.
fn works(person: usize, sample: &Sample) -> bool {
    (person * 3 + usize::try_from(sample.date.day()).unwrap_or_default()) % 7 < 4
}

fn group_name(person: usize) -> String {
    format!("Filiaal {:02}", person % GROUPS + 1)
}

async fn groups(hub: &Hub, organisation: OrganisationId, people: &[Person]) -> anyhow::Result<()> {
    for group in 0..GROUPS {
        let name = group_name(group);
        let branch = Group {
            name: name.clone(),
            kind: GroupKind::Branch,
            number: None,
            archived: false,
        };
        hub.add_group(organisation, &branch).await?;
        let members: Vec<PersonId> = people.iter().skip(group).step_by(GROUPS).map(|one| one.id).collect();
        hub.join_groups(organisation, &members, &[name], false).await?;
    }
    Ok(())
}

/// The shifts of everybody in a range, person by person.
fn samples_of(people: &[Person], range: DateRange) -> impl Iterator<Item = (usize, PersonId, Sample)> {
    let days = range.days().count();
    let all = samples(i64::try_from(people.len()).unwrap_or_default(), range);
    let with_person = all.enumerate().filter_map(move |(place, sample)| {
        let person = place / days;
        Some((person, people.get(person)?.id, sample))
    });
    with_person.filter(|(person, _, sample)| works(*person, sample))
}

fn shifts_of(hub: &Hub, people: &[Person], range: DateRange) -> Vec<StoredShift> {
    let shift = |(place, person, sample): (usize, PersonId, Sample)| {
        let id = hub.surroundings.identity();
        StoredShift {
            id: ShiftId(id),
            entry: ShiftEntryId(id),
            revision: 1,
            person,
            date: sample.date,
            start_minute: sample.start,
            end_minute: sample.end,
            second_pass: None,
            break_minutes: sample.pause,
            group: Some(group_name(place)),
            factor_minutes: Vec::new(),
            source: ShiftSource::Hand,
            import: None,
        }
    };
    samples_of(people, range).map(shift).collect()
}

async fn import(
    hub: &Hub,
    organisation: OrganisationId,
    month: DateRange,
    shifts: Vec<StoredShift>,
) -> anyhow::Result<()> {
    let id = ImportId(hub.surroundings.identity());
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(id.0.as_bytes());
    let imported = |shift| StoredShift {
        source: ShiftSource::Import,
        import: Some(id),
        ..shift
    };
    let change = ImportChange {
        import: Import {
            id,
            organisation,
            file_name: format!("uren {}.csv", month.from),
            file_hash: hash,
            imported_at: hub.surroundings.now(),
            imported_by: "salaris@example.nl".to_owned(),
        },
        add_shifts: shifts.into_iter().map(imported).collect(),
        add_hour_lines: Vec::new(),
        supersede_shifts: Vec::new(),
        supersede_hour_lines: Vec::new(),
    };
    Ok(hub.store.apply_import(&change, &[]).await?)
}

/// The shifts of this month until today, which wait for approval.
async fn pending(
    hub: &Hub,
    organisation: OrganisationId,
    people: &[Person],
    month: DateRange,
) -> anyhow::Result<usize> {
    let until_today = DateRange {
        from: month.from,
        to: hub.surroundings.today(),
    };
    let shifts = shifts_of(hub, people, until_today);
    let count = shifts.len();
    let open = |shift| NewRevision {
        revision: ShiftRevision {
            shift,
            removed: false,
            origin: None,
            state: ShiftState::Open,
            in_force: false,
            approved_at: None,
        },
        replaces: None,
        reason: String::new(),
    };
    let all: Vec<NewRevision> = shifts.into_iter().map(open).collect();
    let now = hub.surroundings.now();
    hub.store
        .add_shift_revisions(organisation, &all, "planner@example.nl", now, &[])
        .await?;
    Ok(count)
}

/// The planning of this month.
async fn planned(hub: &Hub, organisation: OrganisationId, people: &[Person], month: DateRange) -> anyhow::Result<()> {
    let planned = |(place, person, sample): (usize, PersonId, Sample)| StoredPlannedShift {
        id: PlannedShiftId(hub.surroundings.identity()),
        person,
        date: sample.date,
        start_minute: sample.start,
        end_minute: sample.end,
        break_minutes: sample.pause,
        group: Some(group_name(place)),
        factor_minutes: Vec::new(),
        by: PlannedBy::Hand,
        removed: false,
    };
    let all: Vec<StoredPlannedShift> = samples_of(people, month).map(planned).collect();
    Ok(hub.store.change_planning(organisation, &[], &all).await?)
}

/// The plus/minus hours of every week.
async fn ledgers(
    hub: &Hub,
    organisation: OrganisationId,
    people: &[Person],
    months: &[DateRange],
) -> anyhow::Result<()> {
    let sundays: Vec<Date> = months
        .iter()
        .flat_map(|month| month.days())
        .filter(|day| day.weekday() == jiff::civil::Weekday::Sunday)
        .collect();
    for portion in people.chunks(PORTION) {
        let of_person = |person: &Person| {
            let number = person.number.unwrap_or_default();
            let id = person.id;
            sundays.iter().map(move |sunday| {
                let (year, week) = iso_week(*sunday);
                let turn = number * 13 + i64::from(week) * 7;
                ToBook {
                    id: LedgerEntryId(hub.surroundings.identity()),
                    person: id,
                    ledger: LedgerKind::PlusMinus,
                    booking: Booking {
                        origin: LedgerOrigin::Week { year, week },
                        date: *sunday,
                        hours: HundredthHours(turn % 900 - 400),
                        bucket: None,
                        details: Details::default(),
                    },
                }
            })
        };
        let wanted: Vec<ToBook> = portion.iter().flat_map(of_person).collect();
        let when = (hub.surroundings.now(), "nacht");
        hub.store.book(organisation, when, &wanted, &[]).await?;
    }
    Ok(())
}

/// Requests for leave that wait.
async fn leave(hub: &Hub, organisation: OrganisationId, people: &[Person]) -> anyhow::Result<()> {
    let today = hub.surroundings.today();
    let from = today.saturating_add(7.days());
    for person in people.iter().step_by(ONE_ASKS_LEAVE) {
        let request = LeaveRequest {
            id: LeaveRequestId(hub.surroundings.identity()),
            person: person.id,
            requested_on: today,
            days: DateRange {
                from,
                to: from.saturating_add(4.days()),
            },
            hours: HundredthHours(4_000),
            on_employer: false,
            leave_type: "Vakantie".to_owned(),
            description: String::new(),
            state: RequestState::Requested,
        };
        let when = (hub.surroundings.now(), "planner@example.nl");
        hub.store.insert_leave_request(organisation, &request, when).await?;
    }
    Ok(())
}

/// The other employers of an accountant, each with a coupling.
async fn employers(stage: &Stage, count: u32) -> anyhow::Result<Vec<OrganisationId>> {
    let hub = &stage.hub;
    let mut others = Vec::new();
    for number in 2..=count {
        let organisation = Organisation {
            id: OrganisationId(hub.surroundings.identity()),
            name: format!("Werkgever {number}"),
            created_at: hub.surroundings.now(),
        };
        hub.store.insert_organisation(&organisation).await?;
        let name = format!("{COUPLING} {number}");
        hub.add_coupling(organisation.id, &name, &stage.coupling.settings)
            .await?;
        others.push(organisation.id);
    }
    Ok(others)
}
