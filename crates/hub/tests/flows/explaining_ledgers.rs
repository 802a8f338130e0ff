//! Why every entry of a ledger is what it is: the manual's two ledgers, as text and as JSON.

use crate::stage::{Desk, Stage, leave_of_the_manual, over};
use jiff::civil::date;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::processing::SurchargeProcessing;
use loonbrug_domain::profile::Setting;
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Language, RuleSet};
use loonbrug_hub::ledgers::{Paid, PaidFor};
use loonbrug_nmbrs::capability::Interface;
use serde_json::{Value, json};

/// The days of the manual's ledger of leave.
const LEAVE: [Date; 8] = [
    date(2022, 8, 1),
    date(2022, 9, 5),
    date(2022, 11, 3),
    date(2022, 12, 20),
    date(2022, 12, 26),
    date(2023, 1, 1),
    date(2023, 1, 18),
    date(2023, 9, 5),
];

/// The entries of a ledger on these days, explained.
async fn explained(desk: &Desk<'_>, ledger: LedgerKind, days: &[Date], language: Language) -> String {
    let hub = &desk.stage.hub;
    let mut trees = Vec::new();
    for day in days {
        let entries = hub.explain_entries(desk.organisation, &desk.person, ledger, *day).await;
        trees.extend(entries.unwrap().iter().map(|entry| entry.tree(language)));
    }
    trees.join("\n")
}

/// Hours and balances of the entries on these days, out of the JSON.
async fn figures(desk: &Desk<'_>, ledger: LedgerKind, days: &[Date]) -> Vec<Value> {
    let hub = &desk.stage.hub;
    let mut figures = Vec::new();
    for day in days {
        let entries = hub.explain_entries(desk.organisation, &desk.person, ledger, *day).await;
        for entry in serde_json::to_value(entries.unwrap()).unwrap().as_array().unwrap() {
            let fact = &entry["because"][0]["fact"];
            assert_eq!(
                (&fact["fact"], &fact["figure"]),
                (&json!("reckoned"), &json!("entry")),
                "{entry}"
            );
            figures.push(json!([fact["date"], fact["hours"], fact["balance"]]));
        }
    }
    figures
}

/// Manual viqz: 75,00 … 135,00, and 62,50 on 05-09-2023.
#[tokio::test]
async fn the_leave_of_the_manual_explains_itself() {
    over(Interface::Soap, async |stage| {
        let alex = leave_of_the_manual(stage).await;
        let tree = explained(&alex, LedgerKind::Leave, &LEAVE, Language::Dutch).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(tree, @r#"
            Alex van Beuzekom, 01-08-2022 nulmeting: 75,00
            └─ 01-08-2022: 75,00 uur, saldo 0,00 → 75,00
               └─ geboekt op 17-05-2023 door tester
            Alex van Beuzekom, 05-09-2022 Zomervakantie: -67,50
            ├─ 05-09-2022: -67,50 uur, saldo 75,00 → 7,50
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 67,50 uur verlof 22-08-2022 t/m 05-09-2022, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            Alex van Beuzekom, 03-11-2022 Zomervakantie: -7,50
            ├─ 03-11-2022: -7,50 uur, saldo 7,50 → 0,00
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 7,50 uur verlof 03-11-2022 t/m 03-11-2022, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            Alex van Beuzekom, 20-12-2022 Zomervakantie: -7,50
            ├─ 20-12-2022: -7,50 uur, saldo 0,00 → -7,50
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 7,50 uur verlof 20-12-2022 t/m 20-12-2022, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            Alex van Beuzekom, 26-12-2022 Zomervakantie: 0,00
            ├─ 26-12-2022: 0,00 uur, saldo -7,50 → -7,50
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 7,50 uur verlof 26-12-2022 t/m 26-12-2022, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            Alex van Beuzekom, 01-01-2023 Jaarlijkse bijboeking verlofuren: 150,00
            ├─ 01-01-2023: 150,00 uur, saldo -7,50 → 142,50
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 4 weken wettelijk per jaar, naar de dagen van elk contract
            └─ contract vanaf 01-03-2020: 37,5 uur per week
            Alex van Beuzekom, 18-01-2023 Zomervakantie: -7,50
            ├─ 18-01-2023: -7,50 uur, saldo 142,50 → 135,00
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 7,50 uur verlof 18-01-2023 t/m 18-01-2023, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            Alex van Beuzekom, 05-09-2023 Zomervakantie: -72,50
            ├─ 05-09-2023: -72,50 uur, saldo 135,00 → 62,50
            │  └─ geboekt op 17-05-2023 door tester
            ├─ 72,50 uur verlof 21-08-2023 t/m 05-09-2023, aangevraagd op 17-05-2023 door tester
            └─ goedgekeurd op 17-05-2023 door tester
            "#);
        }
    })
    .await;
}

/// Manual viqz: 150,00 credited on 01-01-2024.
#[tokio::test]
async fn the_leave_of_the_manual_is_data_as_well_and_goes_on_next_year() {
    over(Interface::Soap, async |stage| {
        let alex = leave_of_the_manual(stage).await;
        assert_eq!(
            figures(&alex, LedgerKind::Leave, &LEAVE).await,
            [
                json!(["2022-08-01", 7500, [0, 7500]]),
                json!(["2022-09-05", -6750, [7500, 750]]),
                json!(["2022-11-03", -750, [750, 0]]),
                json!(["2022-12-20", -750, [0, -750]]),
                json!(["2022-12-26", 0, [-750, -750]]),
                json!(["2023-01-01", 15_000, [-750, 14_250]]),
                json!(["2023-01-18", -750, [14_250, 13_500]]),
                json!(["2023-09-05", -7250, [13_500, 6250]]),
            ]
        );
        // A year later, with 62,50 hours that lapse on 1 July.
        stage.clock.advance(365 * 24 * 3600);
        alex.keep().await;
        let tree = explained(&alex, LedgerKind::Leave, &[date(2024, 1, 1)], Language::English).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(tree, @r#"
            Alex van Beuzekom, 01-01-2024 Yearly credit of leave hours: 150,00
            ├─ 01-01-2024: 150,00 hours, balance 62,50 → 212,50
            │  └─ booked on 16-05-2024 by tester
            ├─ 4 weeks statutory a year, by the days of each contract
            └─ contract from 01-03-2020: 37,5 hours a week
            "#);
        }
    })
    .await;
}

/// Sundays at 200 %.
fn rules() -> RuleSet {
    let mut rules = RuleSet::retail_non_food();
    for window in &mut rules.windows {
        window.factor = Factor::percent(200);
    }
    rules
}

/// Manual viqz: weeks 9 to 11 of 2023, −5 each, with five hours at 200 % in the first two, and one hour paid on 16 March.
async fn plus_minus_of_the_manual(stage: &Stage) -> Desk<'_> {
    let robin = Desk::new(stage, "1012", date(2023, 2, 27)).await;
    stage.hub.put_rule_sets(robin.organisation, &[rules()]).await.unwrap();
    robin
        .set(Setting::SurchargeHours(SurchargeProcessing::PlusMinusHours))
        .await;
    // Twenty-four contract hours a week; nineteen are worked.
    stage
        .bring(&[
            "1012;28-02-2023;08:00;17:00;0",
            "1012;02-03-2023;09:00;14:00;0",
            "1012;05-03-2023;12:00;17:00;0",
            "1012;07-03-2023;08:00;17:00;0",
            "1012;09-03-2023;09:00;14:00;0",
            "1012;12-03-2023;12:00;17:00;0",
            "1012;14-03-2023;08:00;17:00;0",
            "1012;16-03-2023;08:00;18:00;0",
        ])
        .await;
    stage.clock.advance(-58 * 24 * 3600);
    robin.keep().await;
    let paid = Paid {
        person: robin.person.id,
        paid_for: PaidFor::PlusHours(DateRange::new(date(2023, 2, 27), date(2023, 3, 12)).unwrap()),
        confirmed: HundredthHours(100),
        on: date(2023, 3, 16),
    };
    stage.hub.book_paid(robin.organisation, &[paid]).await.unwrap();
    robin
}

#[tokio::test]
async fn the_plus_minus_hours_of_the_manual_explain_themselves() {
    over(Interface::Soap, async |stage| {
        let robin = plus_minus_of_the_manual(stage).await;
        let days = [
            date(2023, 3, 5),
            date(2023, 3, 12),
            date(2023, 3, 16),
            date(2023, 3, 19),
        ];
        let mut table = Vec::new();
        for day in &days {
            let hub = &stage.hub;
            let entries = hub
                .explain_entries(robin.organisation, &robin.person, LedgerKind::PlusMinus, *day)
                .await;
            table.extend(entries.unwrap().iter().map(|entry| entry.fact.text(Language::Dutch)));
        }
        table.sort();
        assert_eq!(
            table,
            [
                "Robin de Boer, 05-03-2023 Week 9: -5,00",
                "Robin de Boer, 05-03-2023 toeslaguren 200%: 5,00",
                "Robin de Boer, 12-03-2023 Week 10: -5,00",
                "Robin de Boer, 12-03-2023 toeslaguren 200%: 5,00",
                "Robin de Boer, 16-03-2023 +/- uren uitbetaald via Nmbrs: -1,00",
                "Robin de Boer, 19-03-2023 Week 11: -5,00",
            ]
        );
        let figures = figures(&robin, LedgerKind::PlusMinus, &days).await;
        let hours: i64 = figures.iter().map(|figure| figure[1].as_i64().unwrap()).sum();
        assert_eq!((hours, &figures[5][2][1]), (-600, &json!(-600)), "{figures:?}");
        let tree = explained(&robin, LedgerKind::PlusMinus, &days[..1], Language::Dutch).await;
        let without_version: Vec<&str> = tree
            .lines()
            .map(|line| line.split(" van regelset").next().unwrap())
            .collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(without_version.join("\n"), @r#"
            Robin de Boer, 05-03-2023 Week 9: -5,00
            ├─ 05-03-2023: -5,00 uur, saldo 0,00 → -5,00
            │  └─ geboekt op 20-03-2023 door tester
            ├─ 27-02-2023 t/m 05-03-2023: 19:00 gewerkt + 0,00 uur betaald afwezig − 24,00 uur contract = -5,00 uur, één keer afgerond
            │  └─ contract 27-02-2023 t/m 05-03-2023: 24 uur per week, dat is 24,00 uur
            └─ week 9: 19:00 gewerkt
               ├─ 28-02-2023: 9:00 gewerkt
               │  └─ dienst 28-02-2023 08:00–17:00, 0 min pauze: 9:00 gewerkt, 9:00 telt hier
               │     └─ ingelezen uit uren.csv op 17-05-2023 door tester
               ├─ 02-03-2023: 5:00 gewerkt
               │  └─ dienst 02-03-2023 09:00–14:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
               │     └─ ingelezen uit uren.csv op 17-05-2023 door tester
               └─ 05-03-2023: 5:00 gewerkt
                  └─ dienst 05-03-2023 12:00–17:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
                     └─ ingelezen uit uren.csv op 17-05-2023 door tester
            Robin de Boer, 05-03-2023 toeslaguren 200%: 5,00
            ├─ 05-03-2023: 5,00 uur, saldo -5,00 → 0,00
            │  └─ geboekt op 20-03-2023 door tester
            ├─ 5:00 (uren:minuten) is 5,00 uur, één keer afgerond
            └─ dienst 05-03-2023 12:00–17:00, 0 min pauze: 5:00 gewerkt, 5:00 telt hier
               ├─ 12:00–17:00: 5:00 tegen 200 %
               │  └─ regel "Zondag"
               └─ ingelezen uit uren.csv op 17-05-2023 door tester
            "#);
        }
    })
    .await;
}
