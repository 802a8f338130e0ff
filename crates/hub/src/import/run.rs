//! From a file that was read to hours that are stored.

use super::difference::{Comparable, FileDifference, compare};
use super::found::{Finder, Found, days_of_lines};
use super::report::{ImportReport, LineReport, Replacement};
use super::resolve::Directory;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::{ImportId, OrganisationId, PersonId};
use loonbrug_domain::{DateRange, Language};
use loonbrug_files::{Column, ColumnMapping, ColumnUse, HoursFile, LineLayout, Warning};
use loonbrug_store::{Import, ImportChange, StoredHourLine, StoredShift};
use std::collections::BTreeSet;

/// The name under which an organisation's column mapping is kept.
const MAPPING: &str = "hours";

/// What a person chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent choices of a person")]
pub struct ImportChoice {
    /// Let the good lines go on although others cannot be used.
    pub accept_good: bool,
    /// Take over changes and removals of stored hours.
    pub replace: bool,
    /// The file is the whole truth about its days: people who are not in it have no hours.
    pub complete: bool,
    /// The days that the file is about; without them from the first day that it names to the last.
    pub days: Option<DateRange>,
    /// Only look.
    pub look_only: bool,
    /// The language of the report.
    pub language: Language,
}

/// What came of looking at a file.
struct Looked {
    report: ImportReport,
    refusal: Option<Refusal>,
    change: ImportChange,
}

impl Hub {
    /// The column mapping that an organisation used before.
    pub async fn column_mapping(&self, organisation: OrganisationId) -> Result<Option<ColumnMapping>, HubError> {
        let kept = self.store.column_mapping(organisation, MAPPING).await?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps which column holds what, for the next file.
    pub async fn keep_column_mapping(
        &self,
        organisation: OrganisationId,
        mapping: &ColumnMapping,
    ) -> Result<(), HubError> {
        let content = serde_json::to_string(mapping).unwrap_or_default();
        self.store.put_column_mapping(organisation, MAPPING, &content).await?;
        self.audit(Some(organisation), "hours.columns", MAPPING, &content).await
    }

    /// Stores the hours of a file, or says why not. Either all that was chosen is stored, or nothing. One file of an
    /// organisation at a time: two that were each compared with what is stored before the other could pay twice.
    pub async fn import_hours(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        choice: ImportChoice,
    ) -> Result<(ImportReport, Option<Refusal>), HubError> {
        if choice.look_only {
            let Looked { report, refusal, .. } = self.look_at(organisation, file, choice).await?;
            return Ok((report, refusal));
        }
        let known = self.store.organisations().await?;
        let name = known.iter().find(|known| known.id == organisation);
        let name = name.map_or("", |known| &known.name);
        let lease = self.take_lease(&format!("hours of {organisation}"), name).await?;
        let outcome = self.look_and_store(organisation, file, choice).await;
        lease.release().await?;
        outcome
    }

    async fn look_and_store(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        choice: ImportChoice,
    ) -> Result<(ImportReport, Option<Refusal>), HubError> {
        let Looked {
            mut report,
            refusal,
            change,
        } = self.look_at(organisation, file, choice).await?;
        if refusal.is_none() {
            let detail = serde_json::json!({ "added": report.added, "changed": report.changed.len(), "removed": report.removed.len() });
            let entry = self.audit_entry(Some(organisation), "hours.imported", &file.name, &detail.to_string());
            self.store.apply_import(&change, &[entry]).await?;
            let mapping = serde_json::to_string(&file.mapping).unwrap_or_default();
            self.store.put_column_mapping(organisation, MAPPING, &mapping).await?;
            report.stored = true;
        }
        Ok((report, refusal))
    }

    /// Finds the people, and compares with what is stored.
    async fn look_at(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        choice: ImportChoice,
    ) -> Result<Looked, HubError> {
        let before = self.store.import_with_hash(organisation, &file.hash).await?;
        let import = self.import_of(organisation, file, before.as_ref());
        let people = self.store.people(organisation).await?;
        let directory = Directory::new(&people);
        let days = choice.days.or_else(|| days_of_lines(&file.lines));
        let beside = self.stored_beside(organisation, file, days).await?;
        let found = Finder::new(&self.surroundings, &directory, import.id, choice, &beside).find(file);
        let mut report = report(file, &found, choice.language);
        let stored = self.stored_in(organisation, file, days).await?;
        let change = compare_with_stored(import, found, stored, &directory, choice, &mut report);
        let refusal = match before {
            Some(before) if changes_nothing(&report) => {
                let day = dutch_date(self.surroundings.date_of(before.imported_at));
                Some(Refusal::SameFile(day))
            }
            _ => refusal(&report, choice),
        };
        Ok(Looked {
            report,
            refusal,
            change,
        })
    }

    /// The import of a file; the one that it had before when it comes again.
    fn import_of(&self, organisation: OrganisationId, file: &HoursFile, before: Option<&Import>) -> Import {
        Import {
            id: before.map_or_else(|| ImportId(self.surroundings.identity()), |before| before.id),
            organisation,
            file_name: file.name.clone(),
            file_hash: file.hash,
            imported_at: self.surroundings.now(),
            imported_by: self.actor.clone(),
        }
    }

    /// The stored shifts of the day before the file and of the day after it: they stay, and a night reaches into the
    /// next day.
    async fn stored_beside(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        days: Option<DateRange>,
    ) -> Result<Vec<StoredShift>, HubError> {
        let mut beside = Vec::new();
        let Some(days) = days.filter(|_| file.layout.lines == LineLayout::Shifts) else {
            return Ok(beside);
        };
        for day in [days.from.yesterday(), days.to.tomorrow()].into_iter().flatten() {
            let day = DateRange { from: day, to: day };
            beside.extend(self.store.shifts(organisation, day).await?);
        }
        Ok(beside)
    }

    /// The stored hours of the file's days: shifts for a file of shifts, hour lines for one of hours.
    async fn stored_in(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        days: Option<DateRange>,
    ) -> Result<(Vec<StoredShift>, Vec<StoredHourLine>), HubError> {
        Ok(match (days, file.layout.lines) {
            (None, _) => (Vec::new(), Vec::new()),
            (Some(days), LineLayout::Shifts) => (self.store.shifts(organisation, days).await?, Vec::new()),
            (Some(days), LineLayout::HoursLong | LineLayout::HoursWide) => {
                (Vec::new(), self.store.hour_lines(organisation, days).await?)
            }
        })
    }
}

/// Compares with the stored hours of the people in the file; with those of everybody when the file is the whole truth.
fn compare_with_stored(
    import: Import,
    found: Found,
    (mut shifts, mut lines): (Vec<StoredShift>, Vec<StoredHourLine>),
    directory: &Directory,
    choice: ImportChoice,
    report: &mut ImportReport,
) -> ImportChange {
    if !choice.complete {
        let of_shifts = found.shifts.iter().map(|shift| shift.person);
        let people: BTreeSet<PersonId> = of_shifts.chain(found.lines.iter().map(|line| line.person)).collect();
        let stored = shifts.iter().map(|shift| shift.person);
        let others: BTreeSet<PersonId> = stored
            .chain(lines.iter().map(|line| line.person))
            .filter(|person| !people.contains(person))
            .collect();
        shifts.retain(|shift| people.contains(&shift.person));
        lines.retain(|line| people.contains(&line.person));
        report.not_in_file = others.iter().map(|person| directory.name(*person).to_owned()).collect();
    }
    let shifts = compare(shifts, found.shifts);
    let lines = compare(lines, found.lines);
    describe(&shifts, directory, report);
    describe(&lines, directory, report);
    let (add_shifts, gone_shifts) = moves(shifts);
    let (add_hour_lines, gone_lines) = moves(lines);
    ImportChange {
        import,
        add_shifts,
        add_hour_lines,
        supersede_shifts: gone_shifts.iter().map(|shift| shift.id).collect(),
        supersede_hour_lines: gone_lines.iter().map(|line| line.id).collect(),
    }
}

/// What the file and its people say; not yet what it changes.
fn report(file: &HoursFile, found: &Found, language: Language) -> ImportReport {
    let unreadable = file.faults.iter().map(|fault| LineReport {
        line: fault.line,
        column: fault.column.clone(),
        value: fault.value.clone(),
        text: format!("{}. {}", fault.reason.text(language), fault.reason.remedy(language)),
    });
    let mut faults: Vec<LineReport> = unreadable.chain(found.faults.iter().cloned()).collect();
    faults.sort_by_key(|fault| fault.line);
    let refused: BTreeSet<usize> = faults.iter().map(|fault| fault.line).collect();
    // What is refused does not count, so that a warning which says that both lines do would be untrue.
    let holds =
        |warning: &&Warning| !matches!(warning, Warning::SamePersonTwice { line, .. } if refused.contains(line));
    let of_lines = file.warnings.iter().filter(holds).map(|warning| warning.text(language));
    let ignored = |column: &&Column| matches!(column.usage, ColumnUse::Ignored);
    ImportReport {
        file: file.name.clone(),
        read_lines: file.read_lines,
        good_lines: found.good_lines,
        warnings: of_lines.chain(found.warnings.iter().cloned()).collect(),
        ignored_columns: file
            .columns
            .iter()
            .filter(ignored)
            .map(|column| column.header.clone())
            .collect(),
        faults,
        ..ImportReport::default()
    }
}

fn refusal(report: &ImportReport, choice: ImportChoice) -> Option<Refusal> {
    if !report.faults.is_empty() && !choice.accept_good {
        return Some(Refusal::LinesRefused(report.faults.len()));
    }
    let (changed, removed) = (report.changed.len(), report.removed.len());
    (changed + removed > 0 && !choice.replace).then_some(Refusal::WouldReplace { changed, removed })
}

fn changes_nothing(report: &ImportReport) -> bool {
    report.added == 0 && report.changed.is_empty() && report.removed.is_empty()
}

fn describe<T: Comparable>(difference: &FileDifference<T>, directory: &Directory, report: &mut ImportReport) {
    let words = |one: &T| format!("{} {}", directory.name(one.place().0), one.words());
    report.added += difference.added.len();
    report.unchanged += difference.unchanged;
    report
        .changed
        .extend(difference.changed.iter().map(|(before, after)| Replacement {
            from: words(before),
            to: words(after),
        }));
    report.removed.extend(difference.removed.iter().map(words));
}

/// What comes and what goes.
fn moves<T>(difference: FileDifference<T>) -> (Vec<T>, Vec<T>) {
    let (mut add, mut gone) = (difference.added, difference.removed);
    for (before, after) in difference.changed {
        gone.push(before);
        add.push(after);
    }
    (add, gone)
}
