//! Figures that no surcharge rules made explain themselves too: plus hours, meals, payouts, ledgers, clock times.

use crate::stage::{APRIL, ORGANISATION, Stage, over, range};
use loonbrug_domain::approval::ShiftStep;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use loonbrug_domain::{Date, HundredthHours, Language};
use loonbrug_hub::hours::Flow;
use loonbrug_hub::ledgers::{ByHandEntry, NewPayout};
use loonbrug_hub::settings::{PlusHours, WageCodeMapping};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::PayoutSource;

const MARTIJN: &str = "Martijn van Herwijnen";

async fn organisation(stage: &Stage) -> OrganisationId {
    stage.hub.organisation(ORGANISATION).await.unwrap().id
}

async fn person(stage: &Stage, name: &str) -> loonbrug_store::Person {
    stage.hub.person_called(organisation(stage).await, name).await.unwrap()
}

/// The line of a person in a plan, explained.
async fn explained(stage: &Stage, flow: Flow, name: &str, language: Language) -> String {
    let plan = stage.plan_of(flow, APRIL).await;
    let number = plan.lines.iter().find(|line| line.person == name).unwrap().number;
    let (coupling, span) = (stage.coupling().await, stage.span(APRIL).await.of(flow));
    let explanation = stage.hub.explain_line(&coupling, span, number).await.unwrap();
    explanation.tree(language)
}

/// What a tree must say, in this order.
#[track_caller]
fn says(tree: &str, lines: &[&str]) {
    let mut rest = tree;
    for line in lines {
        let Some((_, after)) = rest.split_once(line) else {
            panic!("`{line}` is not there, or not after the others:\n{tree}");
        };
        rest = after;
    }
}

/// The ledger's week leads to the same shifts.
async fn the_week_explains_itself(stage: &Stage) {
    let settings = LedgerSettings::of_the_law(Date::constant(2023, 4, 3));
    let organisation = organisation(stage).await;
    stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
    stage.hub.keep_ledgers(organisation, None).await.unwrap();
    let (martijn, sunday) = (person(stage, MARTIJN).await, Date::constant(2023, 4, 9));
    let entries = stage
        .hub
        .explain_entries(organisation, &martijn, LedgerKind::PlusMinus, sunday);
    let entries = entries.await.unwrap();
    assert_eq!(entries.len(), 1);
    says(
        &entries[0].tree(Language::Dutch),
        &[
            "Martijn van Herwijnen, 09-04-2023 Week 14: 22,00",
            "09-04-2023: 22,00 uur, saldo 0,00 → 22,00",
            "geboekt op 17-05-2023 door tester",
            "56:00 gewerkt + 0,00 uur betaald afwezig − 34,00 uur contract = 22,00 uur",
            "dienst 03-04-2023 07:00–15:00",
        ],
    );
}

/// Manual viqz: 0,29 hours, from 146 hours worked against 34 a week.
#[tokio::test]
async fn plus_hours_name_their_weeks_days_and_shifts() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage
            .settings(|settings| {
                settings.plus_hours = PlusHours {
                    code: Some(2100),
                    ..settings.plus_hours
                }
            })
            .await;
        let mut shifts: Vec<String> = (1..=18)
            .map(|day| format!("1010;{day:02}-04-2023;07:00;15:00;0"))
            .collect();
        shifts.push("1010;19-04-2023;07:00;09:00;0".to_owned());
        let shifts: Vec<&str> = shifts.iter().map(String::as_str).collect();
        stage.bring(&shifts).await;
        let tree = explained(stage, Flow::PlusHours, MARTIJN, Language::Dutch).await;
        says(
            &tree,
            &[
                "Martijn van Herwijnen, 01-04-2023 t/m 30-04-2023: 0,29 uur Gewerkte uren",
                "146:00 gewerkt + 0,00 uur betaald afwezig − 145,71 uur contract = 0,29 uur, één keer afgerond",
                "contract 01-04-2023 t/m 30-04-2023: 34 uur per week, dat is 145,71 uur",
                "week 13: 16:00 gewerkt",
                "01-04-2023: 8:00 gewerkt",
                "dienst 01-04-2023 07:00–15:00, 0 min pauze",
                "ingelezen uit uren.csv op 17-05-2023 door tester",
                "week 16: 18:00 gewerkt",
            ],
        );
        // Once sent, its posting and run are there, and the mark explains as much.
        stage.apply_of(Flow::PlusHours, APRIL).await;
        let tree = explained(stage, Flow::PlusHours, MARTIJN, Language::English).await;
        says(
            &tree,
            &[
                "= 0,29 hours, rounded once",
                "0,29 hours, confirmed on 17-05-2023",
                "run ",
            ],
        );
        let mark = stage.postings().await[0].mark.clone();
        let tree = stage.hub.explain_mark(&mark).await.unwrap().tree(Language::English);
        says(
            &tree,
            &[
                "posting LB-",
                "145,71 contract hours = 0,29 hours",
                "shift 19-04-2023 07:00–09:00",
            ],
        );
        the_week_explains_itself(stage).await;
    })
    .await;
}

/// Manual viqz: Martijn van Herwijnen, 5 days of € 4,50.
#[tokio::test]
async fn meals_name_each_day_with_its_shift_and_the_rule_as_it_is_read() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage
            .settings(|settings| {
                settings.meal_allowance = Some(WageCodeMapping {
                    code: 5090,
                    label: "Variabel".into(),
                });
            })
            .await;
        let setting = Setting::parse(Field::Meal, "14:00 20:00 4,50").unwrap();
        let entry = ProfileEntry::set(Owner::Organisation, Date::constant(2023, 1, 1), setting);
        let organisation = organisation(stage).await;
        stage.hub.store.put_profile_entries(organisation, &[entry], &[]).await.unwrap();
        let shifts: Vec<String> = (3..=7).map(|day| format!("1010;{day:02}-04-2023;14:00;20:00;0")).collect();
        let shifts: Vec<&str> = shifts.iter().map(String::as_str).collect();
        stage.bring(&shifts).await;
        let tree = explained(stage, Flow::MealAllowances, MARTIJN, Language::Dutch).await;
        says(
            &tree,
            &[
                "5 dagen Variabel",
                "5 dagen, samen € 22,50",
                "03-04-2023 14:00–20:00: € 4,50",
                "bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50",
                "dienst 03-04-2023 14:00–20:00",
                "07-04-2023 14:00–20:00: € 4,50",
            ],
        );
        stage.apply_of(Flow::MealAllowances, APRIL).await;
        let mark = stage.postings().await[0].mark.clone();
        let tree = stage.hub.explain_mark(&mark).await.unwrap().tree(Language::English);
        says(&tree, &["€ 22,50, confirmed on 17-05-2023", "5 days, together € 22,50"]);
    })
    .await;
}

async fn credit(stage: &Stage, person: PersonId) {
    let entry = ByHandEntry {
        ledger: LedgerKind::Leave,
        hours: HundredthHours(13_500),
        date: Date::constant(2023, 1, 9),
        reason: "Jaarlijkse bijboeking verlofuren".into(),
        opening: false,
        of: None,
    };
    stage
        .hub
        .book_by_hand(organisation(stage).await, person, &entry)
        .await
        .unwrap();
}

/// Manual viqz: Alex van Beuzekom, 62,5 hours of leave under code 4100.
#[tokio::test]
async fn a_payout_names_who_asked_who_approved_and_its_ledger() {
    over(Interface::Rest, async |stage| {
        let coupling = stage.with_people().await;
        let organisation = organisation(stage).await;
        let settings = LedgerSettings::of_the_law(Date::constant(2022, 1, 1));
        stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
        let alex = person(stage, "Alex van Beuzekom").await;
        credit(stage, alex.id).await;
        let new = NewPayout {
            person: alex.id,
            source: PayoutSource::Leave,
            hours: HundredthHours(6_250),
            code: 4100,
        };
        let payout = stage.hub.request_payout(&coupling, new).await.unwrap();
        stage.hub.approve_payout(organisation, payout.id).await.unwrap();
        stage.apply_of(Flow::Payouts, APRIL).await;
        let tree = explained(stage, Flow::Payouts, "Alex van Beuzekom", Language::Dutch).await;
        says(
            &tree,
            &[
                "62,50 uur, aangevraagd op 17-05-2023 door tester",
                "-62,50 uur, saldo 135,00 → 72,50",
                "62,50 uur, bevestigd door Nmbrs op 17-05-2023",
            ],
        );
        let entries = stage
            .hub
            .store
            .ledgers_of(organisation, LedgerKind::Leave, &[alex.id])
            .await
            .unwrap();
        let date = entries.last().unwrap().entry.booking.date;
        let paid = stage
            .hub
            .explain_entries(organisation, &alex, LedgerKind::Leave, date)
            .await
            .unwrap();
        let tree = paid.last().unwrap().tree(Language::English);
        says(
            &tree,
            &[
                "Leave hours paid through Nmbrs: -62,50",
                "balance 135,00 → 72,50",
                "posting LB-",
                "62,50 hours, asked for on 17-05-2023 by tester",
            ],
        );
    })
    .await;
}

#[tokio::test]
async fn a_shift_of_the_clock_names_its_events_their_rounding_and_who_approved() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        stage.hub.add_terminal(organisation, "Kassa").await.unwrap();
        let thomas = person(stage, "Thomas Lakeman").await;
        let badge = BadgeNumber::parse("000000123456789").unwrap();
        let from = Date::constant(2023, 4, 1);
        stage.hub.assign_badge(organisation, &badge, from, Some(thomas.id)).await.unwrap();
        let event = |sequence: i64, direction: &str, at: &str| {
            format!(
                r#"{{"terminal":"Kassa","sequence":{sequence},"at":"2023-04-03T{at}+02:00","badge":"000000123456789","direction":"{direction}"}}"#
            )
        };
        let delivered = format!("{}\n{}", event(1, "in", "09:00:20"), event(2, "out", "17:00:00"));
        stage.hub.accept_events(organisation, &delivered).await.unwrap();
        stage.hub.derive_shifts(organisation, range(APRIL)).await.unwrap();
        let shifts = stage.hub.shifts(organisation, range(APRIL)).await.unwrap();
        let ids: Vec<_> = shifts.iter().map(|shift| shift.shift.id).collect();
        for step in [ShiftStep::Submit, ShiftStep::Approve] {
            stage.hub.step_shifts(organisation, &ids, step, "").await.unwrap();
        }
        let tree = explained(stage, Flow::Hours, "Thomas Lakeman", Language::Dutch).await;
        says(
            &tree,
            &[
                "dienst 03-04-2023 09:00–17:00",
                "van de klokterminal",
                "in 03-04-2023 09:00:20 → 09:00 (afgerond op 1 min, dichtstbijzijnde), Kassa 1, badge 000000123456789, laat binnengekomen op 17-05-2023 09:00",
                "uit 03-04-2023 17:00:00 → 17:00",
                "revisie 1: goedgekeurd op 17-05-2023 door tester",
            ],
        );
    })
    .await;
}
