//! Whoever or whatever cannot be sent stands in the plan with the reason, and everyone else goes.

use crate::stage::{APRIL, COUPLING, HEADER, Stage, everywhere, held};
use loonbrug_domain::Factor;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::hours::{ContractType, HoursPlan, RefusedLine, RefusedReason};
use loonbrug_hub::people::{NewPerson, PeopleChoice};
use loonbrug_hub::settings::CodeMapping;
use loonbrug_store::PostingState;
use serde_json::json;

/// Somebody whom we know by this number.
async fn add(stage: &Stage, coupling: &OpenCoupling, number: i64, last_name: &str) -> PersonId {
    let new = NewPerson {
        last_name: last_name.into(),
        number: Some(number),
        ..NewPerson::default()
    };
    stage.hub.add_person(coupling.organisation(), &new).await.unwrap()
}

type Refused = (Option<i64>, Option<Factor>, Option<i64>, RefusedReason);

fn reasons(plan: &HoursPlan) -> Vec<Refused> {
    let line = |line: &RefusedLine| (line.employee_number, line.factor, line.hundredths, line.reason.clone());
    let mut reasons: Vec<_> = plan.refused.iter().map(line).collect();
    reasons.sort_by_key(|(number, ..)| *number);
    reasons
}

#[tokio::test]
async fn people_who_cannot_be_paid_are_named_and_the_others_go() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let (left, without) = (
            add(stage, &coupling, 1026, "Terpstra").await,
            add(stage, &coupling, 1027, "Blauw").await,
        );
        add(stage, &coupling, 2001, "Zonder Koppeling").await;
        let links = vec![(1026, left), (1027, without)];
        let choice = PeopleChoice {
            links,
            ..PeopleChoice::default()
        };
        stage.hub.apply_people(&coupling, &choice).await.unwrap();
        let shifts = [1001, 1010, 1026, 1027, 2001].map(|number| format!("{number};03-04-2023;09:00;17:00;0"));
        stage.bring(&shifts.each_ref().map(String::as_str)).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            reasons(&plan),
            [
                (Some(1026), None, None, RefusedReason::NoContract),
                (Some(1027), None, None, RefusedReason::NoContract),
                (Some(2001), None, None, RefusedReason::NotLinked),
            ]
        );
        assert_eq!(plan.contract_hours, ["Martijn van Herwijnen"]);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("days", 1), ("insert", 1)]);
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        let history = stage.hub.store.run_lines(run.run.id).await.unwrap();
        let outcomes: Vec<_> = history.iter().map(|line| line.outcome.as_str()).collect();
        assert_eq!(outcomes, ["confirmed", "confirmed", "refused", "refused", "refused"]);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_type_of_contract_that_nmbrs_does_not_give_is_set_by_hand() {
    everywhere(async |stage| {
        stage.couple(COUPLING).await;
        let coupling = stage.settings(|settings| settings.contract_hours = false).await;
        stage.import_people(&coupling).await;
        stage
            .bring(&["1001;03-04-2023;09:00;17:00;0", "1002;03-04-2023;09:00;13:00;0"])
            .await;
        let unknown = |number| (Some(number), None, None, RefusedReason::ContractTypeUnknown);
        assert_eq!(reasons(&stage.plan(APRIL).await), [unknown(1001), unknown(1002)]);
        let by_hand = |number, kind| stage.hub.set_contract_type(coupling.organisation(), number, Some(kind));
        by_hand(1001, ContractType::ZeroHours).await.unwrap();
        by_hand(1002, ContractType::ContractHours).await.unwrap();
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            (reasons(&plan), plan.contract_hours),
            (vec![], vec!["Joeri Kreuk".to_owned()])
        );
        // The night leaves alone what was set by hand.
        stage.import_people(&coupling).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn hours_without_a_usable_code_are_named_and_the_others_go() {
    everywhere(async |stage| {
        stage.with_people().await;
        let mapping = |percent, code| CodeMapping {
            factor: Factor::percent(percent),
            code,
        };
        stage
            .settings(|settings| settings.hour_codes = vec![mapping(100, 2100), mapping(150, 9999)])
            .await;
        let file = format!(
            "{HEADER};min_133,33;min_150\n\
             1001;03-04-2023;09:00;17:00;0;60;0\n\
             1002;03-04-2023;09:00;13:00;0;0;90\n"
        );
        stage.bring_file(&file).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            reasons(&plan),
            [
                (Some(1001), Some(Factor(13_333)), Some(100), RefusedReason::NoCode),
                (
                    Some(1002),
                    Some(Factor::percent(150)),
                    Some(150),
                    RefusedReason::CodeNotInModel { code: 9999 }
                ),
            ]
        );
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        // With a code for each the rest follows.
        let codes = vec![
            mapping(100, 2100),
            mapping(150, 6050),
            CodeMapping {
                factor: Factor(13_333),
                code: 2190,
            },
        ];
        stage.settings(|settings| settings.hour_codes = codes).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("insert", 2)]);
        let hours = ["1001 2100 8,00", "1001 2190 1,00", "1002 2100 4,00", "1002 6050 1,50"];
        assert_eq!(stage.held().await, held(&hours, &["1001 1", "1002 1"]));
        stage.picture(&run).await
    })
    .await;
}

/// What was sent of a factor stays as it is while its code cannot be used.
#[tokio::test]
async fn a_code_that_goes_from_the_mapping_takes_no_row_along() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&["1001;16-04-2023;12:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        let before = stage.held().await;
        assert_eq!(before, held(&["1001 2100 5,00", "1001 6050 5,00"], &["1001 1"]));
        stage
            .settings(|settings| settings.hour_codes.retain(|mapping| mapping.code != 6050))
            .await;
        let plan = stage.plan(APRIL).await;
        let expected = (Some(1001), Some(Factor::percent(150)), Some(500), RefusedReason::NoCode);
        assert_eq!((reasons(&plan), plan.to_send().count()), (vec![expected], 0));
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(stage.held().await, before);
        stage.picture(&run).await
    })
    .await;
}

/// Somebody whose contract ends or is refused keeps what was sent: nothing is taken away without a word.
#[tokio::test]
async fn whoever_is_refused_later_keeps_what_was_sent() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        let person = stage.hub.store.people(coupling.organisation()).await.unwrap();
        let person = person.iter().find(|person| person.number == Some(1001)).unwrap();
        stage.hub.store.delete_link(coupling.id(), person.id).await.unwrap();
        let plan = stage.plan(APRIL).await;
        assert_eq!(reasons(&plan), [(Some(1001), None, None, RefusedReason::NotLinked)]);
        stage.writes();
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

/// An employee whom Nmbrs no longer knows keeps nobody else from being paid.
#[tokio::test]
async fn whoever_is_gone_from_nmbrs_is_named_and_the_others_go() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage
            .bring(&["1001;03-04-2023;09:00;17:00;0", "1002;03-04-2023;09:00;13:00;0"])
            .await;
        stage.erase_employee(1002);
        assert_eq!(
            reasons(&stage.plan(APRIL).await),
            [(Some(1002), None, None, RefusedReason::UnknownInNmbrs)]
        );
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

/// Of somebody who cannot be read nothing is concluded: what was in doubt stays in doubt.
#[tokio::test]
async fn a_doubt_about_somebody_who_is_not_linked_any_more_stays() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "request-lost" });
        stage.control.faults(lost).await;
        stage.apply(APRIL).await;
        let links = stage.hub.store.links(coupling.id()).await.unwrap();
        let link = links.iter().find(|link| link.employee_number == 1001).unwrap();
        stage.hub.store.delete_link(coupling.id(), link.person).await.unwrap();
        stage.clock.advance(3600);
        stage.apply(APRIL).await;
        let states: Vec<PostingState> = stage.postings().await.iter().map(|posting| posting.state).collect();
        assert!(states.contains(&PostingState::Unknown), "{states:?}");
        // Linked again, it is settled by reading.
        stage.hub.store.put_links(std::slice::from_ref(link)).await.unwrap();
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("insert", 1)]));
        stage.picture(&run).await
    })
    .await;
}
