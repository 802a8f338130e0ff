use super::{group, groups, month, person, reset, set, somebody, told};
use crate::calendar::DateRange;
use crate::language::Language;
use crate::processing::SurchargeProcessing;
use crate::profile::Field::{self, Meal, PreferredGroup, SurchargeHours, Travel, WaitingDays};
use crate::profile::Owner::Organisation;
use crate::profile::{ProfileEntry, Profiles};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn the_person_leads_over_the_group_and_the_group_over_the_organisation() {
    let organisation = set(Organisation, month(1), SurchargeHours, "worked-hours");
    let of_group = set(group("Partimers"), month(1), SurchargeHours, "plus-minus-hours");
    let own = set(person(), month(1), SurchargeHours, "leave");
    let holds = |entries: &[ProfileEntry]| {
        told(
            &Profiles::new(entries.to_vec()),
            &["Partimers"],
            month(3),
            SurchargeHours,
        )
    };
    assert_eq!(holds(&[]), "nobody");
    assert_eq!(
        holds(std::slice::from_ref(&organisation)),
        "worked-hours by organisation since 2023-01-01"
    );
    assert_eq!(
        holds(&[organisation.clone(), of_group.clone()]),
        "plus-minus-hours by group Partimers since 2023-01-01"
    );
    assert_eq!(
        holds(&[organisation, of_group, own]),
        "leave by person somebody since 2023-01-01"
    );
}

#[test]
fn a_setting_holds_from_its_day_until_the_next_and_can_be_given_back() {
    let profiles = Profiles::new([
        set(Organisation, month(1), WaitingDays, "2"),
        set(person(), month(3), WaitingDays, "0"),
        set(person(), month(5), WaitingDays, "1"),
        reset(person(), month(7), WaitingDays),
    ]);
    let on = |day| told(&profiles, &[], day, WaitingDays);
    assert_eq!(on(date(2022, 12, 31)), "nobody");
    assert_eq!(on(date(2023, 2, 28)), "2 by organisation since 2023-01-01");
    assert_eq!(on(month(3)), "0 by person somebody since 2023-03-01");
    assert_eq!(on(date(2023, 6, 30)), "1 by person somebody since 2023-05-01");
    assert_eq!(on(month(7)), "2 by organisation since 2023-01-01");
}

#[test]
fn groups_that_disagree_are_never_guessed_between() {
    let disagreeing = [
        set(Organisation, month(1), WaitingDays, "0"),
        set(group("Op locatie"), month(1), WaitingDays, "1"),
        set(group("Partimers"), month(1), WaitingDays, "2"),
        set(group("ViQZ HQ"), month(1), Field::Overnights, "yes"),
    ];
    let told = |extra: &[ProfileEntry], names: &[&str]| {
        told(
            &Profiles::new(disagreeing.iter().chain(extra).cloned()),
            names,
            month(2),
            WaitingDays,
        )
    };
    let both = ["Partimers", "Op locatie", "ViQZ HQ"];
    assert_eq!(
        told(&[], &both),
        "waiting-days is 1 in group Op locatie and 2 in group Partimers: set it for the person, or name a preferred group"
    );
    assert_eq!(
        told(&[], &["Partimers", "ViQZ HQ"]),
        "2 by group Partimers since 2023-01-01",
        "a group that says nothing disagrees with nobody"
    );
    let preferred = |name| set(person(), month(1), PreferredGroup, name);
    assert_eq!(
        told(&[preferred("Partimers")], &both),
        "2 by group Partimers since 2023-01-01"
    );
    assert!(
        told(&[preferred("ViQZ HQ")], &both).starts_with("waiting-days is 1"),
        "a preferred group without a word of its own decides nothing"
    );
    assert_eq!(
        told(&[set(person(), month(1), WaitingDays, "0")], &both),
        "0 by person somebody since 2023-01-01"
    );
    let agreeing = set(group("Op locatie"), month(2), WaitingDays, "2");
    assert_eq!(told(&[agreeing], &both), "2 by group Op locatie since 2023-02-01");
}

#[test]
fn an_ambiguity_says_what_to_do_in_dutch() {
    let profiles = Profiles::new([
        set(group("A"), month(1), SurchargeHours, "leave"),
        set(group("B"), month(1), SurchargeHours, "nothing"),
    ]);
    let ambiguity = profiles
        .on(somebody(), &groups(&["A", "B"]), month(1))
        .surcharge_hours()
        .unwrap_err();
    assert_eq!(
        ambiguity.text(Language::Dutch),
        "Toeslaguren worden verwerkt als: verlofuren in groep A, maar geen verwerking in groep B. Stel het bij de medewerker in, of kies een voorkeursgroep."
    );
}

#[test]
fn values_are_asked_for_by_their_type() {
    let profiles = Profiles::new([
        set(Organisation, month(1), SurchargeHours, "plus-minus-hours"),
        set(Organisation, month(1), Field::GroupChats, "no"),
    ]);
    let profile = profiles.on(somebody(), &[], month(1));
    assert_eq!(
        profile.surcharge_hours(),
        Ok(Some(&SurchargeProcessing::PlusMinusHours))
    );
    assert_eq!(profile.group_chats(), Ok(Some(&false)));
    assert_eq!(profile.project_planning(), Ok(None));
}

#[test]
fn allowances_of_a_range_start_where_they_change() {
    let profiles = Profiles::new([
        set(Organisation, month(1), Meal, "14:00 20:00 4,50"),
        set(group("Partimers"), date(2023, 4, 10), Meal, "14:00 20:00 5,00"),
        reset(group("Partimers"), date(2023, 4, 20), Meal),
        reset(Organisation, date(2023, 4, 25), Meal),
        set(person(), month(5), Meal, "12:00 20:00 9,00"),
    ]);
    let april = DateRange::new(month(4), date(2023, 4, 30)).unwrap();
    let rules = profiles.meal_rules(somebody(), &groups(&["Partimers"]), april).unwrap();
    let rules: Vec<_> = rules
        .iter()
        .map(|dated| (dated.valid_from.day(), dated.value.amount().0))
        .collect();
    assert_eq!(rules, [(1, 450), (10, 500), (20, 450), (25, 0)]);
    let travel = profiles.travel_agreements(somebody(), &[], april).unwrap();
    assert_eq!(travel.len(), 1, "none is told from the first day");
}

#[test]
fn a_preferred_group_that_starts_midway_ends_a_disagreement_there() {
    let entries = [
        set(group("A"), month(1), Travel, "5,00"),
        set(group("B"), month(1), Travel, "10 km"),
        set(person(), date(2023, 4, 15), PreferredGroup, "B"),
    ];
    let profiles = Profiles::new(entries);
    let over = |from| {
        let range = DateRange::new(from, date(2023, 4, 30)).unwrap();
        profiles.travel_agreements(somebody(), &groups(&["A", "B"]), range)
    };
    assert!(over(month(4)).is_err());
    assert_eq!(over(date(2023, 4, 15)).unwrap()[0].value.to_string(), "10,00 km");
}

#[test]
fn thresholds_of_odd_figures_are_settings() {
    let profiles = Profiles::new([
        set(Organisation, month(1), Field::OddShift, "12:00"),
        set(person(), month(1), Field::OddUsual, "500 %"),
        set(person(), month(1), Field::OddLeave, "4:00"),
        set(group("A"), month(1), Field::OddBreak, "60 %"),
        set(group("B"), month(1), Field::OddBreak, "70 %"),
    ]);
    let thresholds = profiles.on(somebody(), &groups(&["A", "B"]), month(2)).odd_thresholds();
    assert_eq!((thresholds.longest_shift.0, thresholds.usual_percent), (720, 500));
    assert_eq!(thresholds.day_of_leave.0, 240);
    assert_eq!(thresholds.break_percent, 50, "the default where groups disagree");
}

fn entries() -> impl Strategy<Value = Vec<ProfileEntry>> {
    let owners = prop::sample::select(vec![Organisation, group("A"), group("B"), person()]);
    let value = prop::option::of(prop::sample::select(vec!["0", "1", "2"]));
    let one = (owners, 1_i8..=12, value).prop_map(|(owner, from, value)| match value {
        Some(value) => set(owner, month(from), WaitingDays, value),
        None => reset(owner, month(from), WaitingDays),
    });
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn the_order_of_groups_does_not_matter(entries in entries(), on in 1_i8..=12) {
        let profiles = Profiles::new(entries);
        let day = month(on);
        prop_assert_eq!(
            told(&profiles, &["A", "B"], day, WaitingDays),
            told(&profiles, &["B", "A"], day, WaitingDays)
        );
    }

    #[test]
    fn what_starts_later_changes_nothing_before(entries in entries(), on in 1_i8..=12) {
        let day = month(on);
        let known: Vec<_> = entries.iter().filter(|entry| entry.valid_from <= day).cloned().collect();
        prop_assert_eq!(
            told(&Profiles::new(entries), &["A", "B"], day, WaitingDays),
            told(&Profiles::new(known), &["A", "B"], day, WaitingDays)
        );
    }
}
