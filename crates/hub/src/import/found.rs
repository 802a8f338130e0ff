//! Whose hours the lines of a file are, and which of them cannot have been worked.

use super::report::{LineReport, LineTrouble};
use super::resolve::Directory;
use super::run::ImportChoice;
use super::taken::{TakenTime, Taker, beyond_their_days};
use crate::surroundings::Surroundings;
use loonbrug_domain::DateRange;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::{HourLineId, ImportId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_files::{HoursFile, HoursLine, Line, ShiftLine};
use loonbrug_store::{ShiftSource, StoredHourLine, StoredShift};

/// The hours of a file, with the people found.
#[derive(Default)]
pub struct Found {
    /// Shifts.
    pub shifts: Vec<StoredShift>,
    /// Hour lines.
    pub lines: Vec<StoredHourLine>,
    /// Lines of the file that cannot be used here.
    pub faults: Vec<LineReport>,
    /// What is worth a look.
    pub warnings: Vec<String>,
    /// How many lines of the file are used.
    pub good_lines: usize,
}

/// Looks through the lines of one file.
pub struct Finder<'a> {
    surroundings: &'a Surroundings,
    directory: &'a Directory,
    import: ImportId,
    choice: ImportChoice,
    taken: TakenTime,
    hours: Vec<(&'a Line, StoredHourLine)>,
    found: Found,
}

impl<'a> Finder<'a> {
    /// A finder for a file that comes beside stored shifts which stay.
    pub fn new(
        surroundings: &'a Surroundings,
        directory: &'a Directory,
        import: ImportId,
        choice: ImportChoice,
        beside: &[StoredShift],
    ) -> Self {
        Self {
            surroundings,
            directory,
            import,
            choice,
            taken: TakenTime::with(beside),
            hours: Vec::new(),
            found: Found::default(),
        }
    }

    /// Finds the people of all lines, and refuses what cannot have been worked, alone or together with other lines. A
    /// line of the wide layout is used with all its factors, or not at all.
    pub fn find(mut self, file: &'a HoursFile) -> Found {
        for line in file.lines.chunk_by(|one, next| one.line() == next.line()) {
            match (self.line(line), line.first()) {
                (Err(trouble), Some(first)) => self.refuse(first, &trouble),
                _ => self.found.good_lines += 1,
            }
        }
        self.keep_hours();
        self.found
    }

    /// One line of the file, with all its factors.
    fn line(&mut self, line: &'a [Line]) -> Result<(), LineTrouble> {
        let Some(first) = line.first() else { return Ok(()) };
        let person = self.person(first)?;
        let range = days_of(first);
        if let Some(days) = self.choice.days.filter(|days| !holds(*days, range)) {
            return Err(LineTrouble::OutsideDays { days });
        }
        for part in line {
            match part {
                Line::Shift(shift) => self.shift(shift, person)?,
                Line::Hours(hours) => {
                    let stored = self.hour_line(hours, person);
                    self.hours.push((part, stored));
                }
            }
        }
        Ok(())
    }

    fn person(&mut self, line: &Line) -> Result<PersonId, LineTrouble> {
        let known = self.directory.find(line.person())?;
        if let Some(ours) = &known.other_name {
            let said = line.person().name.as_deref().unwrap_or_default();
            let line = line.line();
            self.found.warnings.push(self.choice.language.pick(
                format!("regel {line}: het bestand noemt \"{said}\", dit nummer is van {ours}"),
                format!("line {line}: the file says \"{said}\", this number is {ours}'s"),
            ));
        }
        Ok(known.person)
    }

    fn shift(&mut self, shift: &ShiftLine, person: PersonId) -> Result<(), LineTrouble> {
        let id = self.surroundings.identity();
        let stored = StoredShift {
            id: ShiftId(id),
            entry: ShiftEntryId(id),
            revision: 1,
            person,
            date: shift.date,
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
            second_pass: None,
            break_minutes: shift.break_minutes,
            group: shift.group.clone(),
            factor_minutes: shift.factor_minutes.clone(),
            source: ShiftSource::Import,
            import: Some(self.import),
        };
        self.taken
            .take(&stored, Taker::Line(shift.line))
            .map_err(|other| LineTrouble::Overlaps { other })?;
        self.found.shifts.push(stored);
        Ok(())
    }

    fn hour_line(&self, hours: &HoursLine, person: PersonId) -> StoredHourLine {
        StoredHourLine {
            id: HourLineId(self.surroundings.identity()),
            person,
            range: hours.range,
            factor: hours.factor,
            hundredths: hours.hours.0,
            days: hours.days,
            group: hours.group.clone(),
            import: self.import,
        }
    }

    /// Keeps the hours that fit in their days together.
    fn keep_hours(&mut self) {
        let hours = std::mem::take(&mut self.hours);
        let beyond = beyond_their_days(hours.iter().map(|(line, stored)| (line.line(), stored)));
        let (mut refused, kept): (Vec<_>, Vec<_>) = hours
            .into_iter()
            .partition(|(line, _)| beyond.contains_key(&line.line()));
        self.found.lines = kept.into_iter().map(|(_, stored)| stored).collect();
        refused.dedup_by_key(|(line, _)| line.line());
        self.found.good_lines -= refused.len();
        for (line, _) in refused {
            if let Some(trouble) = beyond.get(&line.line()) {
                self.refuse(line, trouble);
            }
        }
    }

    fn refuse(&mut self, line: &Line, trouble: &LineTrouble) {
        let language = self.choice.language;
        let (column, value) = match (trouble, line) {
            (LineTrouble::BeyondDays { hours, .. }, _) => (language.pick("uren", "hours"), hours.to_string()),
            (LineTrouble::UnknownPerson | LineTrouble::SeveralPeople, _) => {
                (language.pick("medewerker", "employee"), called(line))
            }
            (_, Line::Shift(shift)) => (language.pick("datum", "date"), dutch_date(shift.date)),
            (_, Line::Hours(hours)) => (language.pick("periode", "period"), hours.range.to_string()),
        };
        self.found.faults.push(LineReport {
            line: line.line(),
            column: column.to_owned(),
            value,
            text: trouble.text(language),
        });
    }
}

/// The days that the lines of a file are about, from the first to the last, whether or not they can be used.
pub fn days_of_lines(lines: &[Line]) -> Option<DateRange> {
    lines.iter().map(days_of).reduce(|all, one| DateRange {
        from: all.from.min(one.from),
        to: all.to.max(one.to),
    })
}

fn days_of(line: &Line) -> DateRange {
    match line {
        Line::Shift(shift) => DateRange {
            from: shift.date,
            to: shift.date,
        },
        Line::Hours(hours) => hours.range,
    }
}

fn holds(days: DateRange, range: DateRange) -> bool {
    days.contains(range.from) && days.contains(range.to)
}

/// What the line calls its person.
fn called(line: &Line) -> String {
    let person = line.person();
    let number = person.number.map(|number| number.to_string());
    number
        .or_else(|| person.email.clone())
        .or_else(|| person.name.clone())
        .unwrap_or_default()
}
