//! Which hours are ready to be sent: of whom, on which days, by shifts and by lines that came as totals.

use crate::stage::{APRIL, Stage, over};
use loonbrug_domain::Language;
use loonbrug_domain::profile::{ContractKind, Owner, ProfileEntry, Setting};
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::OpenItem;
use loonbrug_hub::hours::Flow;
use loonbrug_nmbrs::capability::Interface;

const HOURS: &str = "personeelsnummer;periode_van;periode_tot;soort;factor;aantal;groep";

async fn ready(stage: &Stage) -> Vec<String> {
    let open = stage.hub.inbox().await.unwrap().into_iter();
    let ready = open.filter(|open| matches!(open.what, OpenItem::ToSend { .. }));
    let told = ready.map(|open| format!("{}, {}", open.text(Language::Dutch), open.oldest.unwrap()));
    told.collect()
}

async fn set(stage: &Stage, called: &str, from: Date, kind: ContractKind) {
    let organisation = stage.coupling().await.organisation();
    let person = stage.hub.person_called(organisation, called).await.unwrap();
    let entry = ProfileEntry::set(Owner::Person(person.id), from, Setting::ContractType(kind));
    stage
        .hub
        .store
        .put_profile_entries(organisation, &[entry], &[])
        .await
        .unwrap();
}

async fn bring_hours(stage: &Stage, lines: &[&str]) {
    stage.bring_file(&format!("{HOURS}\n{}", lines.join("\n"))).await;
}

/// Thomas Lakeman is paid by the hour until the 15th: his hours of those days go by this flow, whatever he is afterwards.
#[tokio::test]
async fn who_gets_contract_hours_midway_is_ready_until_that_day() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let change = Date::constant(2023, 4, 16);
        set(stage, "1001", change, ContractKind::ContractHours).await;
        stage
            .bring(&[
                "1001;03-04-2023;09:00;17:00;0",
                "1001;04-04-2023;09:00;17:00;0",
                "1001;17-04-2023;09:00;17:00;0",
            ])
            .await;
        assert_eq!(
            ready(stage).await,
            ["april 2023 klaar om te versturen: 2 diensten van 1 persoon, 2023-04-03"]
        );
        assert_eq!(stage.plan(APRIL).await.lines[0].change.to(), 1600, "as the plan has it");
        stage.apply(APRIL).await;
        assert_eq!(ready(stage).await, [] as [&str; 0], "what is left goes by other flows");
    })
    .await;
}

#[tokio::test]
async fn hours_that_came_as_totals_are_ready_as_shifts_are() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        bring_hours(
            stage,
            &[
                "1001;03-04-2023;09-04-2023;uren;;30,00;Kassa",
                "1001;03-04-2023;09-04-2023;factor;150;5,00;Kassa",
                "1011;03-04-2023;09-04-2023;uren;;20,00;Kassa",
            ],
        )
        .await;
        stage.bring(&["1002;04-04-2023;09:00;17:00;0"]).await;
        let both = "april 2023 klaar om te versturen: 1 dienst en 2 urenregels van 2 mensen, 2023-04-03";
        assert_eq!(ready(stage).await, [both], "contract hours go by another flow");
        stage.clock.advance(60);
        // A run of another flow, or of other days, takes up nothing.
        stage.apply_of(Flow::Surcharges, APRIL).await;
        stage.apply("2023-04-10/2023-04-16").await;
        assert_eq!(ready(stage).await, [both]);
        stage.apply("2023-04-03/2023-04-09").await;
        assert_eq!(ready(stage).await, [] as [&str; 0]);
        // What comes in later is not forgotten.
        stage.clock.advance(60);
        bring_hours(stage, &["1001;17-04-2023;23-04-2023;uren;;10,00;Kassa"]).await;
        assert_eq!(
            ready(stage).await,
            ["april 2023 klaar om te versturen: 1 urenregel van 1 persoon, 2023-04-17"]
        );
    })
    .await;
}

#[tokio::test]
async fn totals_count_in_how_far_a_period_is() {
    over(Interface::Rest, async |stage| {
        // Back to April, which is open in Nmbrs.
        stage.clock.advance(-20 * 24 * 3_600);
        stage.with_people().await;
        bring_hours(stage, &["1001;03-04-2023;09-04-2023;uren;;30,00;Kassa"]).await;
        stage.clock.advance(60);
        stage.apply("2023-04-03/2023-04-09").await;
        stage.clock.advance(60);
        stage.bring(&["1002;12-04-2023;09:00;19:00;0"]).await;
        let overview = stage.hub.overview().await.unwrap();
        let period = overview[0].period;
        assert_eq!(
            (period.approved, period.sent, period.percent()),
            (Minutes(40 * 60), Minutes(30 * 60), Some(75))
        );
    })
    .await;
}
