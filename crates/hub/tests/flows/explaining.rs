//! Why a figure is what it is, and what other rules would make of it.

use crate::stage::{APRIL, SHIFTS_OF_APRIL, Stage, everywhere, held};
use jiff::civil::date;
use loonbrug_domain::rules::{Overtime, Per};
use loonbrug_domain::{Factor, Language, Minutes, RuleSet};
use loonbrug_hub::hours::{LineDecision, WhatIf};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;

async fn explained(stage: &Stage, person: &str, factor: u32, language: Language) -> String {
    let coupling = stage.coupling().await;
    let plan = stage.plan(APRIL).await;
    let factor = Some(Factor::percent(factor));
    let found = plan
        .lines
        .iter()
        .find(|line| line.person == person && line.factor == factor);
    let number = found.expect("the line").number;
    let span = stage.span(APRIL).await;
    let explanation = stage
        .hub
        .explain_line(&coupling, span, number)
        .await
        .expect("it explains itself");
    explanation.tree(language)
}

/// Manual viqz: Thomas Lakeman, 3 days, 15 hours at 150 %.
#[tokio::test]
async fn thomas_lakemans_fifteen_hours_at_150_percent_explain_themselves() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let tree = explained(stage, "Thomas Lakeman", 150, Language::Dutch).await;
        let starts: Vec<&str> = tree
            .lines()
            .map(|line| line.split(" van regelset").next().unwrap())
            .collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(starts.join("\n"), @r#"
            Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 15,00 uur tegen 150 % (6050)
            ├─ 15:00 (uren:minuten) is 15,00 uur, één keer afgerond
            ├─ dienst 02-04-2023 12:00–17:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
            │  ├─ 12:00–17:00: 5:00 tegen 150 %
            │  │  └─ regel "Zondag"
            │  └─ ingelezen uit uren.csv op 17-05-2023 door tester
            ├─ dienst 16-04-2023 12:00–17:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
            │  ├─ 12:00–17:00: 5:00 tegen 150 %
            │  │  └─ regel "Zondag"
            │  └─ ingelezen uit uren.csv op 17-05-2023 door tester
            └─ dienst 23-04-2023 12:00–17:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
               ├─ 12:00–17:00: 5:00 tegen 150 %
               │  └─ regel "Zondag"
               └─ ingelezen uit uren.csv op 17-05-2023 door tester
            "#);
        }
        assert!(
            tree.contains("van regelset retail-non-food, geldig vanaf 01-01-2000, versie "),
            "{tree}"
        );
        explained(stage, "Thomas Lakeman", 150, Language::English).await
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_explains_itself_by_its_mark_and_says_when_it_would_be_another_now() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&["1001;16-04-2023;12:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        let postings = stage.postings().await;
        let sent = postings
            .iter()
            .find(|posting| posting.code == 6050)
            .expect("a surcharge");
        let tree = stage
            .hub
            .explain_mark(&sent.mark)
            .await
            .unwrap()
            .tree(Language::English);
        assert!(
            tree.starts_with(&format!("posting {}: 5,00 hours, confirmed on 17-05-2023", sent.mark)),
            "{tree}"
        );
        assert!(
            tree.contains("shift 16-04-2023 12:00–17:00") && !tree.contains("changed since"),
            "{tree}"
        );
        stage.bring(&["1001;16-04-2023;12:00;18:00;0"]).await;
        let tree = stage
            .hub
            .explain_mark(&sent.mark)
            .await
            .unwrap()
            .tree(Language::English);
        assert!(tree.contains("changed since: sent 5,00, computed now 6,00"), "{tree}");
        let unknown = stage.hub.explain_mark("LB-0000000000").await;
        assert!(
            matches!(unknown, Err(HubError::Refused(Refusal::NoLine(_)))),
            "{unknown:?}"
        );
        tree.lines().count()
    })
    .await;
}

#[tokio::test]
async fn a_quantity_that_somebody_typed_is_by_hand_until_the_hours_behind_it_change() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&["1001;16-04-2023;12:00;17:00;0"]).await;
        let plan = stage.plan(APRIL).await;
        let line = plan.lines.iter().find(|line| line.key.code == 6050).unwrap();
        let decision = LineDecision {
            quantity: Some(450),
            ..line.decision
        };
        let coupling = stage.coupling().await;
        let decided = stage.hub.decide(&coupling, &plan, line.number, decision);
        decided.await.unwrap();
        stage.apply(APRIL).await;
        let postings = stage.postings().await;
        let sent = postings.iter().find(|posting| posting.code == 6050).unwrap();
        let why = async || stage.hub.explain_mark(&sent.mark).await.unwrap().tree(Language::Dutch);
        let tree = why().await;
        assert!(tree.contains("met de hand 4,50 in plaats van berekend 5,00"), "{tree}");
        assert!(!tree.contains("sindsdien"), "{tree}");
        stage.bring(&["1001;16-04-2023;12:00;18:00;0"]).await;
        let tree = why().await;
        assert!(
            tree.contains("sindsdien gewijzigd: verzonden 4,50, nu berekend 6,00"),
            "{tree}"
        );
        tree.lines().count()
    })
    .await;
}

fn differences(what_if: &WhatIf) -> Vec<String> {
    let of_person = |person: &loonbrug_hub::hours::PersonUnderRules| {
        let changed = person.figures.iter().filter(|change| change.difference().0 != 0);
        let shown = changed.map(|change| format!("{} {:?} {}", person.person, change.figure, change.difference()));
        shown.collect::<Vec<_>>()
    };
    what_if.people.iter().flat_map(of_person).collect()
}

#[tokio::test]
async fn other_rules_are_reckoned_beside_those_that_hold_and_nothing_changes() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let before = stage.kept().await;
        let span = stage.span(APRIL).await;
        stage.writes();
        let what_if = stage.hub.what_if(&coupling, span, &[RuleSet::none()]).await.unwrap();
        assert_eq!((stage.kept().await, stage.writes()), (before, vec![]));
        assert_eq!(what_if.people.len(), 9);
        let shown = differences(&what_if);
        assert_eq!(shown.len(), 9, "{shown:?}");
        assert_eq!(shown.last().unwrap(), "Thomas Lakeman Paid(Factor(15000)) -15,00");
        let same = stage
            .hub
            .what_if(&coupling, span, &[RuleSet::retail_non_food()])
            .await
            .unwrap();
        assert_eq!(differences(&same), [] as [&str; 0]);
        shown
    })
    .await;
}

fn more_than_forty_hours(factor: u32) -> RuleSet {
    let overtime = Overtime {
        name: "Overwerk per week".to_owned(),
        per: Per::Week,
        more_than: Minutes(40 * 60),
        incidental: Minutes::ZERO,
        factor: Factor::percent(factor),
        terms: loonbrug_domain::rules::Terms::default(),
    };
    RuleSet {
        overtime: vec![overtime],
        ..RuleSet::retail_non_food()
    }
}

/// Five days of nine hours from Monday 27 March: five hours too many, booked in April, in which nothing was worked.
#[tokio::test]
async fn overtime_of_a_week_that_ends_in_the_range_is_sent_though_it_was_worked_before() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let rules = [more_than_forty_hours(150)];
        stage.hub.put_rule_sets(coupling.organisation(), &rules).await.unwrap();
        stage
            .bring(&[
                "1001;27-03-2023;09:00;18:00;0",
                "1001;28-03-2023;09:00;18:00;0",
                "1001;29-03-2023;09:00;18:00;0",
                "1001;30-03-2023;09:00;18:00;0",
                "1001;31-03-2023;09:00;18:00;0",
            ])
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await.hours, held(&["1001 6050 5,00"], &[]).hours);
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
        run.run.state
    })
    .await;
}

#[tokio::test]
async fn rules_of_a_file_are_compared_and_taken_over_whole_or_not_at_all() {
    let case = async |stage: &Stage| {
        let organisation = stage.with_people().await.organisation();
        let hub = &stage.hub;
        let winkel = |from, until| RuleSet {
            name: "winkel".to_owned(),
            valid_from: from,
            valid_until: until,
            ..RuleSet::retail_non_food()
        };
        let first = winkel(date(2023, 1, 1), Some(date(2023, 12, 31)));
        let changes = hub
            .import_rules(organisation, std::slice::from_ref(&first))
            .await
            .unwrap();
        assert_eq!(changes.len(), 1);
        let stored = hub.rule_sets(organisation, "winkel").await.unwrap();
        assert_eq!(stored, std::slice::from_ref(&first));
        let before = stage.kept().await;
        let gap = hub.import_rules(organisation, &[winkel(date(2024, 2, 1), None)]).await;
        assert!(matches!(gap, Err(HubError::Refused(Refusal::Rules(_)))), "{gap:?}");
        assert!(
            hub.import_rules(organisation, std::slice::from_ref(&first))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(stage.kept().await, before);
        hub.import_rules(organisation, &[winkel(date(2024, 1, 1), None)])
            .await
            .unwrap();
        let listed = hub.list_rules(None).await.unwrap();
        let names: Vec<_> = listed
            .iter()
            .map(|one| (one.name.clone(), one.organisation.is_some()))
            .collect();
        assert_eq!(names.iter().filter(|(name, own)| name == "winkel" && *own).count(), 2);
        let used: Vec<_> = listed
            .iter()
            .filter(|one| !one.used_by.is_empty())
            .map(|one| &one.name)
            .collect();
        assert_eq!(used, ["retail-non-food"]);
        names
    };
    crate::stage::over(Interface::Rest, case).await;
}
