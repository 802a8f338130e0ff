//! The planning held against the clock: late, absent, not planned; each with a sign and a word.

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::words::Words;
use jiff::Timestamp;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::planning::Finding;
use loonbrug_domain::{Date, DateRange, Shift};
use loonbrug_hub::time::AttendanceLine;
use loonbrug_store::{Person, StoredPlannedShift};

/// What is said about a planned shift, or about work that was not planned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The class, that gives the colour.
    pub class: &'static str,
    /// The sign.
    pub sign: &'static str,
    /// The words.
    pub text: String,
}

/// What was worked on these days, beside what was planned.
pub struct Held {
    lines: Vec<AttendanceLine>,
    w: Words,
}

impl Held {
    /// Of these people and days; of days to come there is nothing to hold against.
    pub async fn of(guarded: &Guarded, people: &[Person], range: DateRange) -> Result<Self, Failure> {
        let hub = guarded.hub();
        let lines = if range.from <= hub.surroundings.today() {
            hub.attendance_of(guarded.id(), people, range).await?
        } else {
            Vec::new()
        };
        let w = guarded.w();
        Ok(Self { lines, w })
    }

    /// How many lines differ from the planning.
    pub fn count(&self) -> usize {
        self.lines.iter().filter(|line| !line.findings.is_empty()).count()
    }

    /// What became of a planned shift.
    pub fn of_planned(&self, planned: &StoredPlannedShift) -> Vec<Remark> {
        let shift = Shift::new(
            planned.date,
            planned.start_minute,
            planned.end_minute,
            planned.break_minutes,
        );
        let start = shift.ok().and_then(|shift| Some(shift.ends()?.0));
        let is_of = |line: &&AttendanceLine| {
            line.person == planned.person && start.is_some() && line.planned.map(|(from, _)| from) == start
        };
        let found = self.lines.iter().find(is_of);
        found.map(|line| remarks(line, self.w)).unwrap_or_default()
    }

    /// What somebody worked on a day without being planned.
    pub fn unplanned(&self, person: PersonId, date: Date) -> Vec<Remark> {
        let is_of = |line: &&AttendanceLine| line.person == person && line.date == date && line.planned.is_none();
        let found = self.lines.iter().filter(is_of);
        found.flat_map(|line| remarks(line, self.w)).collect()
    }
}

fn remarks(line: &AttendanceLine, w: Words) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = line.findings.iter().map(|finding| remark(*finding, w)).collect();
    if let Some((from, to)) = line.worked {
        let until = if line.present {
            w.t("nu", "now").to_owned()
        } else {
            minute(&to, w)
        };
        let (class, sign) = if remarks.is_empty() {
            ("good", "✓")
        } else {
            ("out", "●")
        };
        let text = format!("{}–{until}", minute(&from, w));
        remarks.push(Remark { class, sign, text });
    }
    remarks
}

fn remark(finding: Finding, w: Words) -> Remark {
    let (class, sign, text) = match finding {
        Finding::CameEarly { minutes } => ("out", "↤", format!("{minutes} min {}", w.t("te vroeg", "early"))),
        Finding::Late { minutes } => ("wait", "!", format!("{minutes} min {}", w.t("te laat", "late"))),
        Finding::WentEarly { minutes } => (
            "wait",
            "!",
            format!("{minutes} min {}", w.t("eerder weg", "gone early")),
        ),
        Finding::StayedLonger { minutes } => (
            "out",
            "↦",
            format!("{minutes} min {}", w.t("langer gebleven", "stayed longer")),
        ),
        Finding::Absent => ("bad", "✗", w.t("afwezig", "absent").to_owned()),
        Finding::Unplanned => ("busy", "?", w.t("niet ingeroosterd", "not planned").to_owned()),
    };
    Remark { class, sign, text }
}

/// `14:03`.
fn minute(at: &Timestamp, w: Words) -> String {
    let mut time = w.time(at);
    time.truncate(5);
    time
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    #[test]
    fn what_differs_has_a_word_and_a_sign() {
        let w = Words::new(Language::Dutch);
        let late = remark(Finding::Late { minutes: 12 }, w);
        assert_eq!((late.sign, late.text.as_str()), ("!", "12 min te laat"));
        let absent = remark(Finding::Absent, w);
        assert_eq!((absent.class, absent.text.as_str()), ("bad", "afwezig"));
    }
}
