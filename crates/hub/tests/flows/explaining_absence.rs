//! Why top-ups of calls, sick hours and time for time are what they are, down to what somebody wrote down.

use crate::stage::{APRIL, ORGANISATION, Stage, over};
use jiff::civil::date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::rules::Condition;
use loonbrug_domain::sickness::{PayBasis, SicknessCode};
use loonbrug_domain::{Date, HundredthHours, Language, RuleSet};
use loonbrug_hub::hours::Flow;
use loonbrug_hub::ledgers::{ByHandEntry, SicknessReport};
use loonbrug_nmbrs::capability::Interface;

/// Why the line of this code in the plan of April is what it is; versions of rules left out.
async fn why(stage: &Stage, flow: Flow, code: i64, language: Language) -> String {
    let (coupling, plan) = (stage.coupling().await, stage.plan_of(flow, APRIL).await);
    let line = plan.lines.iter().find(|line| line.key.code == code).expect("the line");
    let explained = stage.hub.explain_line(&coupling, plan.span, line.number).await.unwrap();
    let tree = explained.tree(language);
    let of_rule = language.pick(" van regelset", " of rule set");
    let lines = tree.lines().map(|line| line.split(of_rule).next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

async fn person(stage: &Stage, called: &str) -> PersonId {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    stage.hub.person_called(organisation, called).await.unwrap().id
}

/// Two calls that are too short, of which one has two shifts with a break between them, and one that is long enough.
#[tokio::test]
async fn a_top_up_explains_itself_by_its_calls() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.call_top_up_code = Some(2190)).await;
        stage
            .bring(&[
                "1001;03-04-2023;09:00;10:45;0",
                "1001;04-04-2023;09:00;10:00;0",
                "1001;04-04-2023;10:30;11:30;0",
                "1001;05-04-2023;09:00;17:00;0",
            ])
            .await;
        let tree = why(stage, Flow::Hours, 2190, Language::Dutch).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(tree, @r#"
            Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 2,25 uur Extra uren (parttimers)
            ├─ 2:15 (uren:minuten) is 2,25 uur, één keer afgerond
            ├─ oproep 03-04-2023 09:00–10:45: 1:45 gewerkt, 1:15 erbij tot 3:00
            │  ├─ regel "Minimumloon per oproep (BW 7:628a)"
            │  └─ dienst 03-04-2023 09:00–10:45, 0 min pauze: 1:45 gewerkt, 1:45 telt hier
            │     └─ ingelezen uit uren.csv op 17-05-2023 door tester
            └─ oproep 04-04-2023 09:00–11:30: 2:00 gewerkt, 1:00 erbij tot 3:00
               ├─ regel "Minimumloon per oproep (BW 7:628a)"
               ├─ dienst 04-04-2023 09:00–10:00, 0 min pauze: 1:00 gewerkt, 1:00 telt hier
               │  └─ ingelezen uit uren.csv op 17-05-2023 door tester
               └─ dienst 04-04-2023 10:30–11:30, 0 min pauze: 1:00 gewerkt, 1:00 telt hier
                  └─ ingelezen uit uren.csv op 17-05-2023 door tester
            "#);
        }
        why(stage, Flow::Hours, 2190, Language::English).await
    })
    .await;
}

/// Alex van Beuzekom is sick from Monday 3 to Wednesday 5 April, the last day for half.
#[tokio::test]
async fn sick_hours_explain_themselves_by_case_and_day() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage
            .settings(|settings| {
                settings.sickness_codes = vec![SicknessCode {
                    pay: PayBasis::Salaried,
                    percent: 70,
                    code: 3070,
                }];
            })
            .await;
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
        let report = SicknessReport {
            person: person(stage, "Alex van Beuzekom").await,
            first_day: date(2023, 4, 3),
            percent: 100,
            expected_until: None,
        };
        let hub = &stage.hub;
        let case = hub.report_sick(organisation, report).await.unwrap().id;
        let half = loonbrug_domain::sickness::Stage {
            from: date(2023, 4, 5),
            percent: 50,
        };
        hub.change_sickness(organisation, case, half).await.unwrap();
        hub.report_recovered(organisation, case, date(2023, 4, 6))
            .await
            .unwrap();
        let tree = why(stage, Flow::SickHours, 3070, Language::Dutch).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(tree, @r#"
            Alex van Beuzekom, 01-04-2023 t/m 30-04-2023: 19,00 uur Ziekte uren 70% (verlaagd salaris)
            └─ 3 dagen, samen 19,00 uur, één keer afgerond
               └─ ziek vanaf 03-04-2023, hersteld op 06-04-2023
                  ├─ 03-04-2023: 7,60 uur die dag, 100 % ziek: 7,60 uur tegen 70 % (week 1)
                  │  └─ volgens het rooster vanaf 01-03-2020
                  ├─ 04-04-2023: 7,60 uur die dag, 100 % ziek: 7,60 uur tegen 70 % (week 1)
                  │  └─ volgens het rooster vanaf 01-03-2020
                  └─ 05-04-2023: 7,60 uur die dag, 50 % ziek: 3,80 uur tegen 70 % (week 1)
                     └─ volgens het rooster vanaf 01-03-2020
            "#);
        }
        why(stage, Flow::SickHours, 3070, Language::English).await
    })
    .await;
}

/// Six hours on the second day of Christmas, of which two were taken in time: four are paid.
#[tokio::test]
async fn time_for_time_explains_itself_by_its_credit_and_what_was_taken() {
    const DECEMBER: Date = Date::constant(2022, 12, 1);
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
        stage.settings(|settings| settings.rule_set = "horeca".into()).await;
        let mut rules = RuleSet::horeca();
        for window in &mut rules.windows {
            window.terms.when = Condition::default();
        }
        let hub = &stage.hub;
        hub.put_rule_sets(organisation, &[rules]).await.unwrap();
        hub.put_ledger_settings(organisation, &LedgerSettings::of_the_law(DECEMBER))
            .await
            .unwrap();
        stage.bring(&["1015;26-12-2022;12:00;18:00;0"]).await;
        hub.keep_ledgers(organisation, Some(DECEMBER)).await.unwrap();
        let alex = person(stage, "Alex van Beuzekom").await;
        let taken = ByHandEntry {
            ledger: LedgerKind::Leave,
            hours: HundredthHours(-200),
            date: date(2023, 2, 1),
            reason: "Opgenomen".into(),
            opening: false,
            of: None,
        };
        hub.book_by_hand(organisation, alex, &taken).await.unwrap();
        let tree = why(stage, Flow::TimeForTime, 6050, Language::Dutch).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(tree, @r#"
            Alex van Beuzekom, 01-04-2023 t/m 30-04-2023: 4,00 uur Toeslaguren 50%
            ├─ 4,00 uur vrije tijd staat voor 4,00 uur tegen 150 %
            └─ over op 02-04-2023: 6,00 uur bijgeschreven − 2,00 uur opgenomen = 4,00 uur
               └─ toeslag 200 % van week 52 als vrije tijd, op te nemen t/m 02-04-2023, anders 150 %
                  ├─ 6:00 (uren:minuten) is 6,00 uur, één keer afgerond
                  └─ dienst 26-12-2022 12:00–18:00, 0 min pauze: 6:00 gewerkt, 6:00 telt hier
                     ├─ 12:00–18:00: 6:00 tegen 200 %
                     │  └─ regel "Feestdag" (Tweede Kerstdag 26-12-2022)
                     └─ ingelezen uit uren.csv op 17-05-2023 door tester
            "#);
        }
        stage.apply_of(Flow::TimeForTime, APRIL).await;
        // In the ledger: the credit of its week, and what was paid of it.
        let person = hub.person_called(organisation, "Alex van Beuzekom").await.unwrap();
        let mut ledger = Vec::new();
        for day in [date(2023, 1, 1), hub.surroundings.today()] {
            let entries = hub.explain_entries(organisation, &person, LedgerKind::Leave, day).await;
            for entry in entries.unwrap() {
                let tree = entry.tree(Language::English);
                if tree.contains("time for time") || tree.contains("Time for time") {
                    ledger.push(tree);
                }
            }
        }
        assert_eq!(ledger.len(), 2, "{ledger:?}");
        for tree in &ledger {
            assert!(tree.contains("surcharge 200 % of week 52 as time off"), "{tree}");
            assert!(tree.contains("shift 26-12-2022 12:00–18:00"), "{tree}");
        }
        assert!(ledger[1].contains("4,00 hours, confirmed"), "{}", ledger[1]);
    })
    .await;
}
