use super::group;
use super::{groups, month, person, set, setting, somebody};
use crate::profile::Field::{PageLanguage, SurchargeHours, TimeTracking, WaitingDays};
use crate::profile::{Owner, ProfileEntry, Profiles, Setting, SettingChange, changes};

fn template() -> [Setting; 3] {
    [
        setting(SurchargeHours, "plus-minus-hours"),
        setting(WaitingDays, "1"),
        setting(TimeTracking, "yes"),
    ]
}

fn changed(entries: &[ProfileEntry]) -> Vec<SettingChange> {
    let profiles = Profiles::new(entries.to_vec());
    changes(&profiles, somebody(), &groups(&["Partimers"]), &template(), month(4))
}

fn told(changes: &[SettingChange]) -> Vec<String> {
    let told = changes.iter().map(|change| {
        let from = change.from.as_ref().map_or("nobody".to_owned(), |from| {
            format!(
                "{} of {}",
                from.setting.written(),
                from.owner.to_string().split(' ').next().unwrap()
            )
        });
        let until = change.until.map_or(String::new(), |day| format!(" until {day}"));
        format!("{} {from} -> {}{until}", change.field, change.to.written())
    });
    told.collect()
}

#[test]
fn a_template_says_what_it_changes_from_and_to() {
    let entries = [
        set(Owner::Organisation, month(1), SurchargeHours, "worked-hours"),
        set(group("Partimers"), month(1), TimeTracking, "yes"),
        set(person(), month(1), WaitingDays, "1"),
        set(person(), month(1), PageLanguage, "en"),
    ];
    assert_eq!(
        told(&changed(&entries)),
        [
            "surcharge-hours worked-hours of organisation -> plus-minus-hours",
            "time-tracking yes of group -> yes",
        ],
        "what is the person's own already stays, what a group says becomes the person's own"
    );
}

#[test]
fn a_later_entry_of_the_person_takes_over_again() {
    let later = set(person(), month(9), WaitingDays, "2");
    assert_eq!(told(&changed(&[later]))[1], "waiting-days nobody -> 1 until 2023-09-01");
}

#[test]
fn groups_that_disagree_are_told_and_settled() {
    let entries = [
        set(group("Partimers"), month(1), WaitingDays, "0"),
        set(group("Op locatie"), month(1), WaitingDays, "2"),
    ];
    let profiles = Profiles::new(entries);
    let both = groups(&["Partimers", "Op locatie"]);
    let changes = changes(&profiles, somebody(), &both, &template(), month(4));
    assert!(
        changes[1]
            .disagreement
            .as_ref()
            .is_some_and(|text| text.contains("Op locatie"))
    );
}

#[test]
fn applying_it_twice_changes_nothing() {
    let first = changed(&[]);
    assert_eq!(first.len(), 3);
    let applied: Vec<_> = first
        .into_iter()
        .map(|change| ProfileEntry::set(person(), change.valid_from, change.to))
        .collect();
    assert_eq!(changed(&applied), []);
}
