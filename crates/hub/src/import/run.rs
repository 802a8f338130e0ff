//! From a file that was read to hours that are stored.

use super::difference::{Comparable, FileDifference, compare};
use super::report::{ImportReport, LineReport, LineTrouble, Replacement};
use super::resolve::Directory;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::{HourLineId, ImportId, OrganisationId, PersonId, ShiftId};
use loonbrug_domain::{DateRange, Language};
use loonbrug_files::{ColumnMapping, ColumnUse, HoursFile, Line, Warning};
use loonbrug_store::{Import, ImportChange, StoredHourLine, StoredShift};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Only look.
    pub look_only: bool,
    /// The language of the report.
    pub language: Language,
}

/// The hours of a file, with the people found.
#[derive(Default)]
struct Found {
    shifts: Vec<StoredShift>,
    lines: Vec<StoredHourLine>,
    faults: Vec<LineReport>,
    warnings: Vec<String>,
}

impl Hub {
    /// The column mapping that an organisation used before.
    pub async fn column_mapping(&self, organisation: OrganisationId) -> Result<Option<ColumnMapping>, HubError> {
        let kept = self.store.column_mapping(organisation, MAPPING).await?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Stores the hours of a file, or says why not. Either all that was chosen is stored, or nothing.
    pub async fn import_hours(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
        choice: ImportChoice,
    ) -> Result<(ImportReport, Option<Refusal>), HubError> {
        let mut report = first_report(file, choice.language);
        if let Some(before) = self.store.import_with_hash(organisation, &file.hash).await? {
            let day = dutch_date(self.surroundings.date_of(before.imported_at));
            return Ok((report, Some(Refusal::SameFile(day))));
        }
        let import = self.new_import(organisation, file);
        let people = self.store.people(organisation).await?;
        let directory = Directory::new(&people);
        let beside = self.stored_beside(organisation, file).await?;
        let found = self.found(file, &import, &directory, beside, choice.language);
        report.faults.extend(found.faults.iter().cloned());
        report.faults.sort_by_key(|fault| fault.line);
        report.warnings.extend(found.warnings.iter().cloned());
        report.good_lines = found.shifts.len() + found.lines.len();
        let change = self
            .compare_with_stored(organisation, import, found, &directory, choice, &mut report)
            .await?;
        let refusal = refusal(&report, choice);
        if refusal.is_none() && !choice.look_only {
            self.store.apply_import(&change).await?;
            let mapping = serde_json::to_string(&file.mapping).unwrap_or_default();
            self.store.put_column_mapping(organisation, MAPPING, &mapping).await?;
            let detail = serde_json::json!({ "added": report.added, "changed": report.changed.len(), "removed": report.removed.len() });
            self.audit(Some(organisation), "hours.imported", &file.name, &detail.to_string())
                .await?;
            report.stored = true;
        }
        Ok((report, refusal))
    }

    fn new_import(&self, organisation: OrganisationId, file: &HoursFile) -> Import {
        Import {
            id: ImportId(self.surroundings.identity()),
            organisation,
            file_name: file.name.clone(),
            file_hash: file.hash,
            imported_at: self.surroundings.now(),
            imported_by: self.actor.clone(),
        }
    }

    /// The stored shifts of the day before the file and of the day after it: they stay, and a night reaches into the next
    /// day.
    async fn stored_beside(
        &self,
        organisation: OrganisationId,
        file: &HoursFile,
    ) -> Result<Vec<StoredShift>, HubError> {
        let dates = file.lines.iter().filter_map(|line| match line {
            Line::Shift(shift) => Some((shift.date, shift.date)),
            Line::Hours(_) => None,
        });
        let mut beside = Vec::new();
        if let Some(days) = span(dates) {
            for day in [days.from.yesterday(), days.to.tomorrow()].into_iter().flatten() {
                beside.extend(
                    self.store
                        .shifts(organisation, DateRange { from: day, to: day })
                        .await?,
                );
            }
        }
        Ok(beside)
    }

    /// Finds the people of the lines, and refuses shifts that overlap within the file or with a stored one beside it.
    fn found(
        &self,
        file: &HoursFile,
        import: &Import,
        directory: &Directory,
        beside: Vec<StoredShift>,
        language: Language,
    ) -> Found {
        let mut found = Found::default();
        let mut taken: BTreeMap<PersonId, Vec<(StoredShift, Option<usize>)>> = BTreeMap::new();
        for shift in beside {
            taken.entry(shift.person).or_default().push((shift, None));
        }
        for line in &file.lines {
            let reference = line.person();
            let person = match directory.find(reference) {
                Ok(known) => {
                    if let Some(ours) = &known.other_name {
                        let said = reference.name.as_deref().unwrap_or_default();
                        found.warnings.push(other_name(line.line(), said, ours, language));
                    }
                    known.person
                }
                Err(trouble) => {
                    found.faults.push(line_report(line, &trouble, language));
                    continue;
                }
            };
            match line {
                Line::Shift(_) => {
                    let Some(shift) = self.shift(line, person, import.id) else {
                        continue;
                    };
                    let others = taken.entry(person).or_default();
                    if let Some((other, line_of_other)) = others.iter().find(|(other, _)| overlap(other, &shift)) {
                        let trouble = LineTrouble::Overlaps {
                            other: other_shift(other, *line_of_other, language),
                        };
                        found.faults.push(line_report(line, &trouble, language));
                        continue;
                    }
                    others.push((shift.clone(), Some(line.line())));
                    found.shifts.push(shift);
                }
                Line::Hours(hours) => found.lines.push(StoredHourLine {
                    id: HourLineId(self.surroundings.identity()),
                    person,
                    range: hours.range,
                    factor: hours.factor,
                    hundredths: hours.hours.0,
                    days: hours.days,
                    group: hours.group.clone(),
                    import: import.id,
                }),
            }
        }
        found
    }

    fn shift(&self, line: &Line, person: PersonId, import: ImportId) -> Option<StoredShift> {
        let Line::Shift(shift) = line else { return None };
        Some(StoredShift {
            id: ShiftId(self.surroundings.identity()),
            person,
            date: shift.date,
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
            break_minutes: shift.break_minutes,
            group: shift.group.clone(),
            factor_minutes: shift.factor_minutes.clone(),
            import,
        })
    }

    /// Compares with the stored hours of the people in the file on the days of the file; with those of everybody when the
    /// file is the whole truth.
    async fn compare_with_stored(
        &self,
        organisation: OrganisationId,
        import: Import,
        found: Found,
        directory: &Directory,
        choice: ImportChoice,
        report: &mut ImportReport,
    ) -> Result<ImportChange, HubError> {
        let people: BTreeSet<PersonId> = found
            .shifts
            .iter()
            .map(|shift| shift.person)
            .chain(found.lines.iter().map(|line| line.person))
            .collect();
        let mut stored_shifts = match span(found.shifts.iter().map(|shift| (shift.date, shift.date))) {
            Some(days) => self.store.shifts(organisation, days).await?,
            None => Vec::new(),
        };
        let mut stored_lines = match span(found.lines.iter().map(|line| (line.range.from, line.range.to))) {
            Some(days) => self.store.hour_lines(organisation, days).await?,
            None => Vec::new(),
        };
        let others: BTreeSet<PersonId> = stored_shifts
            .iter()
            .map(|shift| shift.person)
            .chain(stored_lines.iter().map(|line| line.person))
            .filter(|person| !people.contains(person))
            .collect();
        if !choice.complete {
            stored_shifts.retain(|shift| people.contains(&shift.person));
            stored_lines.retain(|line| people.contains(&line.person));
            report.not_in_file = others.iter().map(|person| directory.name(*person).to_owned()).collect();
        }
        let shifts = compare(stored_shifts, found.shifts);
        let lines = compare(stored_lines, found.lines);
        describe(&shifts, directory, report);
        describe(&lines, directory, report);
        let (add_shifts, gone_shifts) = moves(shifts);
        let (add_hour_lines, gone_lines) = moves(lines);
        Ok(ImportChange {
            import,
            add_shifts,
            add_hour_lines,
            supersede_shifts: gone_shifts.iter().map(|shift| shift.id).collect(),
            supersede_hour_lines: gone_lines.iter().map(|line| line.id).collect(),
        })
    }
}

fn first_report(file: &HoursFile, language: Language) -> ImportReport {
    ImportReport {
        file: file.name.clone(),
        read_lines: file.read_lines,
        good_lines: file.lines.len(),
        faults: file
            .faults
            .iter()
            .map(|fault| LineReport {
                line: fault.line,
                column: fault.column.clone(),
                value: fault.value.clone(),
                text: format!("{}. {}", fault.reason.text(language), fault.reason.remedy(language)),
            })
            .collect(),
        // Shifts that share time are refused here, so that a warning which says that both count would be untrue.
        warnings: file
            .warnings
            .iter()
            .filter(|warning| !matches!(warning, Warning::OverlappingShifts { .. }))
            .map(|warning| warning.text(language))
            .collect(),
        ignored_columns: file
            .columns
            .iter()
            .filter(|column| matches!(column.usage, ColumnUse::Ignored))
            .map(|column| column.header.clone())
            .collect(),
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

fn line_report(line: &Line, trouble: &LineTrouble, language: Language) -> LineReport {
    let person = line.person();
    let number = person.number.map(|number| number.to_string());
    let value = number
        .or_else(|| person.email.clone())
        .or_else(|| person.name.clone())
        .unwrap_or_default();
    let (column, value) = match (trouble, line) {
        (LineTrouble::Overlaps { .. }, Line::Shift(shift)) => (language.pick("datum", "date"), dutch_date(shift.date)),
        _ => (language.pick("medewerker", "employee"), value),
    };
    LineReport {
        line: line.line(),
        column: column.to_owned(),
        value,
        text: trouble.text(language),
    }
}

/// The shift that another one overlaps: by its line, or as it is stored.
fn other_shift(shift: &StoredShift, line: Option<usize>, language: Language) -> String {
    let words = shift.words();
    match line {
        Some(line) => language.pick(format!("regel {line}"), format!("line {line}")),
        None => language.pick(
            format!("de opgeslagen dienst {words}"),
            format!("the stored shift {words}"),
        ),
    }
}

fn other_name(line: usize, said: &str, ours: &str, language: Language) -> String {
    language.pick(
        format!("regel {line}: het bestand noemt \"{said}\", dit nummer is van {ours}"),
        format!("line {line}: the file says \"{said}\", this number is {ours}'s"),
    )
}

fn overlap(one: &StoredShift, other: &StoredShift) -> bool {
    let moment = |shift: &StoredShift| {
        let day = i64::from((shift.date - jiff::civil::date(2000, 1, 1)).get_days()) * 1440;
        (day + shift.start_minute, day + shift.end_minute)
    };
    let ((start, end), (other_start, other_end)) = (moment(one), moment(other));
    start < other_end && other_start < end
}

fn span(days: impl Iterator<Item = (loonbrug_domain::Date, loonbrug_domain::Date)>) -> Option<DateRange> {
    days.map(|(from, to)| DateRange { from, to })
        .reduce(|all, one| DateRange {
            from: all.from.min(one.from),
            to: all.to.max(one.to),
        })
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
