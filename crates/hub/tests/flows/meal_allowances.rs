//! Days with a meal allowance (V11): the manual's eleven people, by the same planner and sender as hours.

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere};
use loonbrug_domain::Date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use loonbrug_hub::hours::{Flow, PlanLine, RefusedReason};
use loonbrug_hub::settings::WageCodeMapping;

/// The manual's table, in its order: person, days, allowance per day and in all, code.
const MANUAL: [(&str, i64, &str, &str); 11] = [
    ("Iona Roosenbaal", 1, "€ 4,50", "€ 4,50"),
    ("Inge van der Huut", 1, "€ 4,50", "€ 4,50"),
    ("Cara Dekker", 3, "€ 4,50", "€ 13,50"),
    ("Bianca Cordes", 4, "€ 4,50", "€ 18,00"),
    ("Donny Oude Arenhuis", 4, "€ 4,50", "€ 18,00"),
    ("Jacco Wiering", 4, "€ 4,50", "€ 18,00"),
    ("Michel du Pree", 4, "€ 4,50", "€ 18,00"),
    ("Mycka Bogert", 4, "€ 4,50", "€ 18,00"),
    ("Sandra Van der Kolk", 4, "€ 4,50", "€ 18,00"),
    ("Stef Jacques", 4, "€ 4,50", "€ 18,00"),
    ("Martijn van Herwijnen", 5, "€ 4,50", "€ 22,50"),
];

/// Iona is 1016 and the others follow her; Martijn is 1010.
fn number(index: usize) -> usize {
    if index == 10 { 1010 } else { 1016 + index }
}

/// Evenings that earn the allowance, from the third of April on, and one shift each that ends too early.
fn shifts() -> Vec<String> {
    let of_person = |(index, line): (usize, &(&str, i64, &str, &str))| {
        let number = number(index);
        let evenings = (0..line.1).map(move |day| format!("{number};{:02}-04-2023;14:00;20:00;0", 3 + day));
        evenings.chain([format!("{number};20-04-2023;14:00;19:45;0")])
    };
    MANUAL.iter().enumerate().flat_map(of_person).collect()
}

/// "Bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50".
async fn ready(stage: &Stage) {
    stage.with_people().await;
    stage
        .settings(|settings| {
            settings.meal_allowance = Some(WageCodeMapping {
                code: 5090,
                label: "Variabel".into(),
            });
        })
        .await;
    set_rule(stage, "2023-01-01", "14:00 20:00 4,50").await;
    let shifts = shifts();
    let shifts: Vec<&str> = shifts.iter().map(String::as_str).collect();
    stage.bring(&shifts).await;
}

async fn set_rule(stage: &Stage, from: &str, rule: &str) {
    set(stage, from, Field::Meal, rule).await;
}

async fn set(stage: &Stage, from: &str, field: Field, value: &str) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap();
    let from: Date = from.parse().unwrap();
    let setting = Setting::parse(field, value).unwrap();
    let entry = ProfileEntry::set(Owner::Organisation, from, setting);
    stage
        .hub
        .store
        .put_profile_entries(organisation.id, &[entry], &[])
        .await
        .unwrap();
}

fn row(line: &PlanLine) -> (String, i64, String, String, String) {
    (
        line.person.clone(),
        line.days,
        line.per_day.unwrap().to_string(),
        loonbrug_domain::Cents(line.change.to()).to_string(),
        format!("{} ({})", line.code_label, line.key.code),
    )
}

#[tokio::test]
async fn the_manuals_eleven_go_once() {
    everywhere(async |stage| {
        ready(stage).await;
        let plan = stage.plan_of(Flow::MealAllowances, APRIL).await;
        let manual = MANUAL.map(|(person, days, each, all)| {
            let code = "Variabel (5090)".to_owned();
            (person.to_owned(), days, each.to_owned(), all.to_owned(), code)
        });
        assert_eq!(plan.lines.iter().map(row).collect::<Vec<_>>(), manual);
        let totals = plan.totals();
        assert_eq!((totals.days, totals.cents), (38, 17_100));
        assert_eq!(plan.description, "Maaltijdvergoedingen 01-04-2023 t/m 30-04-2023");
        let run = stage.apply_of(Flow::MealAllowances, APRIL).await;
        assert_eq!((run.run.state.as_str(), run.proof.lines.len()), ("done", 11));
        assert!(run.proof.holds());
        let held = stage.wages().await;
        let mut rows: Vec<String> = MANUAL
            .iter()
            .enumerate()
            .map(|(index, line)| {
                format!(
                    "{} 5090 {}",
                    number(index),
                    line.3.trim_start_matches("€ ").replace(',', ".")
                )
            })
            .collect();
        rows.sort();
        assert_eq!(held, rows, "to the cent, € 171,00 in all");
        assert_eq!(stage.wage_writes(), [("insert wage", 11)]);
        stage.apply_of(Flow::MealAllowances, APRIL).await;
        assert_eq!(stage.wage_writes(), []);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn one_evening_more_changes_one_amount_and_none_left_removes_it() {
    everywhere(async |stage| {
        ready(stage).await;
        stage.apply_of(Flow::MealAllowances, APRIL).await;
        stage.wage_writes();
        stage.bring(&["1016;21-04-2023;15:00;21:00;0"]).await;
        stage.bring(&["1017;03-04-2023;14:00;19:00;0"]).await;
        let run = stage.apply_of(Flow::MealAllowances, APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(stage.wage_writes(), [("remove wage", 1), ("update wage", 1)]);
        let held = stage.wages().await;
        assert_eq!(held.len(), 10);
        assert_eq!(held[1], "1016 5090 9.00");
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn another_amount_from_a_day_on_counts_from_that_day() {
    everywhere(async |stage| {
        ready(stage).await;
        set_rule(stage, "2023-04-05", "14:00 20:00 5,00").await;
        let plan = stage.plan_of(Flow::MealAllowances, APRIL).await;
        // Martijn: two evenings of € 4,50 and three of € 5,00, which no single amount per day describes.
        let martijn = plan.lines.iter().find(|line| line.employee_number == 1010).unwrap();
        assert_eq!((martijn.days, martijn.change.to(), martijn.per_day), (5, 2400, None));
        plan.totals()
    })
    .await;
}

/// Whose meals were sent has not had hours sent: those shifts still wait for the push of plus hours.
#[tokio::test]
async fn meals_mark_no_shift_as_exported() {
    everywhere(async |stage| {
        ready(stage).await;
        stage.apply_of(Flow::MealAllowances, APRIL).await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
        let range = stage.span(APRIL).await.range;
        let shifts = stage.hub.store.standing_shifts(organisation, range).await.unwrap();
        let exported = shifts.iter().filter(|shift| shift.state == ShiftState::Exported);
        assert_eq!((exported.count(), shifts.len()), (1, 50));
    })
    .await;
}

/// Five euros for each day worked, as the profile of the manual has it, and kilometres for one person.
#[tokio::test]
async fn travel_goes_per_day_worked() {
    everywhere(async |stage| {
        ready(stage).await;
        stage
            .settings(|settings| {
                settings.travel_allowance = Some(WageCodeMapping {
                    code: 5131,
                    label: "Reiskosten per dag (onbelast)".into(),
                });
            })
            .await;
        set(stage, "2023-01-01", Field::Travel, "5,00").await;
        let run = stage.apply_of(Flow::TravelAllowances, APRIL).await;
        assert_eq!((run.run.state.as_str(), run.plan.lines.len()), ("done", 11));
        // The evenings that earn a meal, and the one that ended too early.
        let totals = run.plan.totals();
        assert_eq!((totals.days, totals.cents), (38 + 11, 49 * 500));
        assert_eq!(stage.wages().await[0], "1010 5131 30.00");
        assert_eq!(stage.wage_writes(), [("insert wage", 11)]);
        // Meals are another flow: neither takes the other's rows along.
        stage.apply_of(Flow::MealAllowances, APRIL).await;
        assert_eq!(stage.wages().await.len(), 22);
        stage.apply_of(Flow::TravelAllowances, APRIL).await;
        assert_eq!(stage.wages().await.len(), 22);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn without_a_wage_code_every_amount_waits_with_its_reason() {
    everywhere(async |stage| {
        ready(stage).await;
        stage.settings(|settings| settings.meal_allowance = None).await;
        let plan = stage.plan_of(Flow::MealAllowances, APRIL).await;
        assert_eq!((plan.lines.len(), plan.refused.len()), (0, 11));
        assert!(plan.refused.iter().all(|line| line.reason == RefusedReason::NoCode));
        assert_eq!(plan.refused.iter().filter_map(|line| line.cents).sum::<i64>(), 17_100);
        plan.refused
    })
    .await;
}
