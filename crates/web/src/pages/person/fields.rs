//! Settings as fields of a form: what can be chosen, what holds, and whose word it is.

use crate::words::Words;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::processing::{SurchargeProcessing, WaitingDayProcessing};
use loonbrug_domain::profile::{ContractKind, Field, Owner, Setting, SettingValue};
use loonbrug_domain::{Language, group::Group};
use loonbrug_hub::profiles::ProfileLine;

/// A part of the page, with its fields.
pub struct Section {
    /// Its id on the page.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// One setting of somebody.
pub struct FieldView {
    /// The word of the field.
    pub word: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What can be chosen: value and text; empty where it is typed.
    pub choices: Vec<(String, String)>,
    /// What can be typed.
    pub expected: String,
    /// The person's own value, as it reads back; empty where there is none.
    pub own: String,
    /// What holds.
    pub holds: String,
    /// Whose word that is, and since when.
    pub origin: String,
    /// Whether groups disagree.
    pub unclear: bool,
    /// What "no own value" is called.
    pub standard: &'static str,
}

/// The parts of the page, in the order of the manual.
const SECTIONS: [(&str, &str, &str, &[Field]); 5] = [
    (
        "hours",
        "Instellingen urenverwerking",
        "Hour processing",
        &[
            Field::SurchargeHours,
            Field::PlusMinus,
            Field::WaitingDays,
            Field::WaitingDaysAs,
            Field::LeaveAccrual,
        ],
    ),
    (
        "clock",
        "Klokinstellingen",
        "Clock settings",
        &[Field::ClockGroup, Field::Overnights],
    ),
    (
        "page",
        "Taal & Timetracker",
        "Language & time tracker",
        &[Field::TimeTracking, Field::PageLanguage],
    ),
    (
        "planning",
        "Planning en rechten",
        "Planning and rights",
        &[
            Field::PlanningGroup,
            Field::PreferredGroup,
            Field::ProjectPlanning,
            Field::GroupChats,
        ],
    ),
    (
        "allowances",
        "Vergoedingen en opvallende cijfers",
        "Allowances and odd figures",
        &[
            Field::Meal,
            Field::Travel,
            Field::ExpenseAllowance,
            Field::OddUsual,
            Field::OddShift,
            Field::OddLeave,
            Field::OddBreak,
        ],
    ),
];

/// The parts of the page of a person; of a template, with nothing that holds.
pub fn sections(lines: &[ProfileLine], groups: &[Group], person: Option<PersonId>, w: Words) -> Vec<Section> {
    let section = |(id, dutch, english, fields): (_, _, _, &[Field])| Section {
        id,
        title: w.t(dutch, english),
        fields: fields
            .iter()
            .map(|field| FieldView::of(*field, lines, groups, person, w))
            .collect(),
    };
    SECTIONS.into_iter().map(section).collect()
}

impl Section {
    /// The word of its form.
    pub fn form(&self) -> String {
        format!("settings {}", self.id)
    }
}

impl FieldView {
    /// One field.
    pub fn of(field: Field, lines: &[ProfileLine], groups: &[Group], person: Option<PersonId>, w: Words) -> Self {
        let line = lines.iter().find(|line| line.field == field);
        let effective = line.and_then(|line| line.effective.as_ref());
        let is_own = |owner: &Owner| person.is_some_and(|person| *owner == Owner::Person(person));
        let own = effective.filter(|effective| is_own(&effective.owner));
        Self {
            word: field.word(),
            label: field.label(w.language),
            choices: choices(field, groups, w),
            expected: field.expected(w.language),
            own: own.map(|effective| effective.setting.written()).unwrap_or_default(),
            holds: line.map(|line| line.shown(w.language)).unwrap_or_default(),
            origin: effective.map_or_else(String::new, |effective| {
                let since = dutch_date(effective.since);
                format!(
                    "{}, {} {since}",
                    effective.owner.text(w.language),
                    w.t("sinds", "since")
                )
            }),
            unclear: line.is_some_and(|line| line.ambiguity.is_some()),
            standard: match (person, field) {
                (None, _) => w.t("niet in deze template", "not in this template"),
                (_, Field::PlanningGroup | Field::PreferredGroup) => w.t("Geen voorkeur", "No preference"),
                (_, Field::ContractType) => w.t("zoals Nmbrs het zegt", "as Nmbrs says"),
                _ => w.t("Standaardinstelling profiel", "The profile's default"),
            },
        }
    }
}

/// What can be chosen for a field; nothing where it is typed.
fn choices(field: Field, groups: &[Group], w: Words) -> Vec<(String, String)> {
    let written: Vec<String> = match field {
        Field::SurchargeHours | Field::PlusMinus => {
            SurchargeProcessing::ALL.iter().map(SettingValue::written).collect()
        }
        Field::WaitingDaysAs => WaitingDayProcessing::ALL.iter().map(SettingValue::written).collect(),
        Field::WaitingDays => ["0", "1", "2"].map(str::to_owned).into(),
        Field::ContractType => [ContractKind::ZeroHours, ContractKind::ContractHours]
            .iter()
            .map(SettingValue::written)
            .collect(),
        Field::PageLanguage => [Language::Dutch, Language::English]
            .iter()
            .map(SettingValue::written)
            .collect(),
        Field::Overnights | Field::TimeTracking | Field::ProjectPlanning | Field::GroupChats => {
            [true, false].iter().map(SettingValue::written).collect()
        }
        Field::ClockGroup | Field::PlanningGroup | Field::PreferredGroup => groups
            .iter()
            .filter(|group| !group.archived)
            .map(|group| group.name.clone())
            .collect(),
        _ => Vec::new(),
    };
    let text = |written: String| {
        let setting = Setting::parse(field, &written).ok()?;
        let shown = match &setting {
            Setting::Overnights(may) | Setting::TimeTracking(may) if *may => w.t("Toestaan", "Allow").to_owned(),
            Setting::Overnights(_) | Setting::TimeTracking(_) => w.t("Niet toestaan", "Do not allow").to_owned(),
            setting => setting.shown(w.language),
        };
        Some((written, shown))
    };
    written.into_iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(field: Field) -> String {
        let view = FieldView::of(field, &[], &[], None, Words::new(Language::Dutch));
        let texts: Vec<_> = view.choices.into_iter().map(|(_, text)| text).collect();
        format!("{}: {}", view.label, texts.join(", "))
    }

    #[test]
    fn choices_are_those_of_the_manual() {
        assert_eq!(
            shown(Field::SurchargeHours),
            "Toeslaguren worden verwerkt als: geen verwerking, +/- uren, verlofuren, gewerkte uren, geen keuze"
        );
        assert_eq!(
            shown(Field::WaitingDaysAs),
            "Wachtdagen worden verwerkt als: geen verwerking, +/- uren, verlofuren, boven-wettelijke verlofuren, inhouden van salaris, geen keuze"
        );
        assert_eq!(
            shown(Field::Overnights),
            "Overnights clock in/out: Toestaan, Niet toestaan"
        );
    }

    #[test]
    fn every_field_stands_on_the_page_once() {
        let on_page = SECTIONS.iter().flat_map(|(_, _, _, fields)| fields.iter());
        let mut on_page: Vec<Field> = on_page.copied().chain([Field::ContractType]).collect();
        on_page.sort();
        assert_eq!(on_page, Field::ALL);
    }
}
