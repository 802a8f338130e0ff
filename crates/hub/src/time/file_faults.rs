//! What is wrong with a file of standard rosters or of clock policies, in the words that a person reads.

use super::TimeRefusal;
use super::refusal::dutch;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::clock::PolicyError;
use loonbrug_domain::planning::RosterError;

impl TimeRefusal {
    /// Everything that is wrong with rosters; nothing where nothing is.
    pub(super) fn of_rosters(errors: &[RosterError]) -> Option<Self> {
        Self::of_file(errors, roster)
    }

    /// Everything that is wrong with clock policies; nothing where nothing is.
    pub(super) fn of_policies(errors: &[PolicyError]) -> Option<Self> {
        Self::of_file(errors, policy)
    }

    fn of_file<E: ToString>(errors: &[E], dutch: fn(&E) -> String) -> Option<Self> {
        let lines = |text: &dyn Fn(&E) -> String| errors.iter().map(text).collect::<Vec<_>>().join("\n");
        (!errors.is_empty()).then(|| Self::File {
            nl: lines(&dutch),
            en: lines(&ToString::to_string),
        })
    }
}

fn roster(error: &RosterError) -> String {
    match error {
        RosterError::Nameless => "een rooster heeft geen naam: geef het er een".to_owned(),
        RosterError::Cycle { roster, weeks } => {
            format!("rooster `{roster}`: een cyclus van {weeks} weken kan niet: geef 1 tot en met 52")
        }
        RosterError::NotAMonday { roster, date } => {
            format!("rooster `{roster}`: {} is geen maandag", dutch_date(*date))
        }
        RosterError::Week {
            roster,
            slot,
            week,
            weeks,
        } => format!("rooster `{roster}`, dienst {slot}: week {week} zit niet in een cyclus van {weeks}"),
        RosterError::Holiday { roster, slot } => {
            format!("rooster `{roster}`, dienst {slot}: een rooster gaat naar weekdagen, niet naar feestdagen")
        }
        RosterError::Shift { roster, slot, reason } => {
            format!("rooster `{roster}`, dienst {slot}: {}", dutch(*reason))
        }
        RosterError::Overlap {
            roster,
            one,
            other,
            employee,
        } => format!("rooster `{roster}`: diensten {one} en {other} van medewerker {employee} overlappen"),
    }
}

fn policy(error: &PolicyError) -> String {
    match error {
        PolicyError::SameStart { valid_from } => {
            let from = dutch_date(*valid_from);
            format!("twee klokregelingen beginnen op {from}: maar één kan gelden")
        }
        PolicyError::OutOfRange {
            valid_from,
            field,
            value,
            least,
            most,
        } => {
            let from = dutch_date(*valid_from);
            format!("klokregeling van {from}: {field} is {value}; geef {least} tot en met {most}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::{Date, Language};

    #[test]
    fn what_is_wrong_is_said_line_by_line_in_both_languages() {
        let roster = "winkel".to_owned();
        let date = Date::constant(2023, 4, 4);
        let faults = [
            RosterError::Holiday {
                roster: roster.clone(),
                slot: 2,
            },
            RosterError::NotAMonday { roster, date },
        ];
        let refusal = TimeRefusal::of_rosters(&faults).unwrap();
        let dutch = refusal.text(Language::Dutch);
        let lines: Vec<&str> = dutch.lines().skip(1).collect();
        let expected = [
            "rooster `winkel`, dienst 2: een rooster gaat naar weekdagen, niet naar feestdagen",
            "rooster `winkel`: 04-04-2023 is geen maandag",
        ];
        assert_eq!(lines, expected);
        assert!(refusal.text(Language::English).contains("is no Monday"));
        assert_eq!(TimeRefusal::of_policies(&[]), None);
    }
}
