//! The flow of people: imported, linked, kept up to date, and never taken for gone by mistake.

use crate::stage::{COUPLING, Stage, everywhere};
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::people::{CandidateState, MatchReason, NewPerson, PeopleChoice, PeoplePlan, display_name};
use loonbrug_nmbrs::{RecordContent, RecordKind};
use loonbrug_store::Person;
use serde_json::{Value, json};

async fn people(stage: &Stage) -> Vec<Person> {
    let mut people = stage
        .hub
        .store
        .people(stage.coupling().await.organisation())
        .await
        .unwrap();
    people.sort_by_key(|person| person.number);
    people
}

async fn names(stage: &Stage) -> Vec<(Option<i64>, String)> {
    people(stage)
        .await
        .iter()
        .map(|person| (person.number, display_name(person)))
        .collect()
}

/// Who is not linked, and what could be done, without our own ids.
fn candidates(plan: &PeoplePlan) -> Vec<(i64, String, String)> {
    let state = |state: &CandidateState| match state {
        CandidateState::Link(proposal) => format!("link {} {:?}", proposal.name, proposal.reason),
        other => format!("{other:?}"),
    };
    plan.candidates
        .iter()
        .map(|known| (known.number, known.name.clone(), state(&known.state)))
        .collect()
}

#[tokio::test]
async fn everyone_with_an_active_contract_is_imported_once() {
    everywhere(async |stage| {
        let coupling = stage.couple(COUPLING).await;
        let looked = stage.hub.plan_people(&coupling).await.unwrap();
        assert_eq!(names(stage).await, [], "a look stores nobody");
        let not_new: Vec<_> = candidates(&looked)
            .into_iter()
            .filter(|(.., state)| state != "New")
            .collect();
        let not_new: Vec<_> = not_new
            .iter()
            .map(|(number, _, state)| (*number, state.as_str()))
            .collect();
        assert_eq!(not_new, [(1026, "NotInPayroll"), (1027, "NoActiveContract")]);
        let choice = PeopleChoice {
            import_new: true,
            ..PeopleChoice::default()
        };
        let run = stage.hub.apply_people(&coupling, &choice).await.unwrap();
        assert_eq!((run.imported.len(), run.linked.len(), run.written), (25, 0, 50));
        let imported = names(stage).await;
        assert_eq!(imported[0], (Some(1001), "Thomas Lakeman".to_owned()));
        assert_eq!(imported[9], (Some(1010), "Martijn van Herwijnen".to_owned()));
        let again = stage.hub.apply_people(&coupling, &choice).await.unwrap();
        assert_eq!((again.plan.linked, again.imported, again.written), (25, vec![], 0));
        (candidates(&looked), imported)
    })
    .await;
}

#[tokio::test]
async fn only_those_who_were_ticked_are_imported() {
    everywhere(async |stage| {
        let coupling = stage.couple(COUPLING).await;
        let choice = PeopleChoice {
            import_new: true,
            only: [1002, 1010, 1027].into(),
            ..PeopleChoice::default()
        };
        let run = stage.hub.apply_people(&coupling, &choice).await.unwrap();
        assert_eq!(run.imported, ["Joeri Kreuk", "Martijn van Herwijnen"]);
        names(stage).await
    })
    .await;
}

#[tokio::test]
async fn a_second_night_writes_nothing() {
    everywhere(async |stage| {
        stage.with_people().await;
        let before = stage.kept().await;
        stage.clock.advance(24 * 3600);
        let night = stage.hub.night().await.unwrap();
        assert_eq!(
            (night.updated.as_slice(), night.changes),
            ([COUPLING.to_owned()].as_slice(), 0)
        );
        assert_eq!((night.paused.len(), night.failed.len()), (0, 0));
        // The access token of the log-in ran out meanwhile; over SOAP there is none.
        let mut changed = stage.kept().await.changed_since(&before);
        changed.retain(|table| table != "secret");
        assert_eq!(changed, [] as [&str; 0]);
    })
    .await;
}

/// Joeri by his address, Laura by name and birth date, Thomas by his number.
async fn known_before(stage: &Stage, coupling: &OpenCoupling) -> [PersonId; 3] {
    let birth = stage.control.state("employees?company=1&employee=1003").await[0]["birth_date"].clone();
    let person = |first: &str, last: &str| NewPerson {
        first_name: first.into(),
        last_name: last.into(),
        ..NewPerson::default()
    };
    let known = [
        NewPerson {
            number: Some(1001),
            ..person("Tom", "Lakeman")
        },
        NewPerson {
            work_email: Some("Joeri.Kreuk@example.nl".into()),
            ..person("J.", "Kreuk")
        },
        NewPerson {
            birth_date: Some(birth.as_str().unwrap().parse().unwrap()),
            ..person("Laura", "Zuidhof")
        },
    ];
    let mut ids = Vec::new();
    for new in &known {
        ids.push(stage.hub.add_person(coupling.organisation(), new).await.unwrap());
    }
    ids.try_into().unwrap()
}

#[tokio::test]
async fn people_whom_we_know_are_linked_and_not_doubled() {
    everywhere(async |stage| {
        let coupling = stage.couple(COUPLING).await;
        let [thomas, joeri, laura] = known_before(stage, &coupling).await;
        let looked = stage.hub.plan_people(&coupling).await.unwrap();
        let proposed = looked.candidates.iter().filter_map(|candidate| match &candidate.state {
            CandidateState::Link(proposal) => Some((candidate.number, proposal.person, proposal.reason)),
            _ => None,
        });
        let proposed: Vec<_> = proposed.collect();
        assert_eq!(
            proposed,
            [
                (1001, thomas, MatchReason::Number),
                (1002, joeri, MatchReason::WorkEmail),
                (1003, laura, MatchReason::NameAndBirthDate)
            ]
        );
        let both = PeopleChoice {
            import_new: true,
            link_proposals: true,
            ..PeopleChoice::default()
        };
        let run = stage.hub.apply_people(&coupling, &both).await.unwrap();
        assert_eq!(
            (run.linked.as_slice(), run.imported.len()),
            (["Thomas Lakeman", "Joeri Kreuk"].map(String::from).as_slice(), 22)
        );
        // Name and birth date are a proposal: only a person takes it over.
        let by_hand = PeopleChoice {
            links: vec![(1003, laura)],
            ..PeopleChoice::default()
        };
        let run = stage.hub.apply_people(&coupling, &by_hand).await.unwrap();
        assert_eq!(run.linked, ["Laura Zuidhof"]);
        let known = people(stage).await;
        let of_three: Vec<_> = known
            .iter()
            .filter(|person| [thomas, joeri, laura].contains(&person.id))
            .collect();
        let of_three: Vec<_> = of_three
            .iter()
            .map(|person| (person.number, display_name(person)))
            .collect();
        let name = |number, name: &str| (Some(number), name.to_owned());
        assert_eq!(
            of_three,
            [
                name(1001, "Thomas Lakeman"),
                name(1002, "Joeri Kreuk"),
                name(1003, "Laura Zuidhof")
            ]
        );
        assert_eq!(known.len(), 25);
        names(stage).await
    })
    .await;
}

#[tokio::test]
async fn what_changes_in_nmbrs_is_taken_over_at_night() {
    everywhere(async |stage| {
        stage.with_people().await;
        let married = json!({ "company": 1, "employee": 1003, "from": "2023-05-01", "last_name": "Jansen" });
        stage.control.order("edit-person", married).await;
        let moved = json!({ "company": 1, "employee": 1004, "from": "2023-05-01", "work_email": "jay@example.nl" });
        stage.control.order("edit-person", moved).await;
        let hired = json!({ "company": 1, "employee": 1030, "from": "2023-05-01", "first_name": "Nina", "last_name": "Nieuw", "hours_per_week": 0 });
        stage.control.order("edit-person", hired).await;
        let night = stage.hub.night().await.unwrap();
        assert!(night.changes > 0, "{night:?}");
        let known = people(stage).await;
        assert_eq!(display_name(&known[2]), "Laura Jansen");
        assert_eq!(known[3].work_email.as_deref(), Some("jay@example.nl"));
        assert_eq!(known.len(), 25, "nobody is imported without being asked");
        let runs = stage.hub.store.runs(Some(stage.coupling().await.id()), 1).await.unwrap();
        let told: Vec<Value> = stage.hub.store.run_lines(runs[0].id).await.unwrap().iter()
            .map(|line| serde_json::from_str(&line.content).unwrap()).collect();
        assert!(told.iter().any(|line| line["number"] == 1003 && line["kind"] == "personal"), "{told:?}");
        let candidates = candidates(&stage.hub.plan_people(&stage.coupling().await).await.unwrap());
        assert!(candidates.contains(&(1030, "Nina Nieuw".into(), "New".into())), "{candidates:?}");
        names(stage).await
    })
    .await;
}

/// A read that breaks off tells nothing about those whom it did not reach.
#[tokio::test]
async fn a_list_that_breaks_off_changes_nothing_and_nobody_is_gone() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let before = stage.kept().await;
        // More often than a read is made again.
        let lists = [
            "EmployeeService.List_GetByCompany",
            "GET /api/companies/{companyId}/employees",
        ];
        let faults: Vec<Value> = lists
            .iter()
            .map(|list| json!({ "operation": list, "kind": "truncated", "count": 4 }))
            .collect();
        stage.control.faults(json!(faults)).await;
        let broken = stage.hub.apply_people(&coupling, &PeopleChoice::default()).await;
        assert!(broken.is_err(), "{broken:?}");
        stage.control.faults(json!([])).await;
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
        let run = &stage.hub.store.runs(Some(coupling.id()), 1).await.unwrap()[0];
        assert_eq!((run.flow.as_str(), run.state.as_str()), ("people", "failed"));
        // It goes on the next time, and the coupling was never stopped.
        let run = stage
            .hub
            .apply_people(&stage.coupling().await, &PeopleChoice::default())
            .await
            .unwrap();
        assert_eq!((run.plan.gone, run.written), (vec![], 0));
    })
    .await;
}

#[tokio::test]
async fn who_is_gone_is_listed_and_who_left_is_not_active() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let left = json!({ "company": 1, "employee": 1002, "from": "2023-05-01", "left": "2023-04-30" });
        stage.control.order("edit-person", left).await;
        stage.erase_employee(1005);
        let run = stage
            .hub
            .apply_people(&coupling, &PeopleChoice::default())
            .await
            .unwrap();
        assert_eq!(run.plan.gone, [1005]);
        let known = people(stage).await;
        assert_eq!(known.len(), 25, "nobody is thrown away");
        let not_active: Vec<_> = known
            .iter()
            .filter(|person| !person.active)
            .map(|person| person.number)
            .collect();
        assert_eq!(not_active, [Some(1002)]);
        // Told once: the next read knows that he is gone.
        let run = stage
            .hub
            .apply_people(&coupling, &PeopleChoice::default())
            .await
            .unwrap();
        assert_eq!(run.plan.gone, [] as [i64; 0]);
        names(stage).await
    })
    .await;
}

async fn weekly_hours(stage: &Stage, number: i64) -> Vec<Option<i64>> {
    let records = stage
        .hub
        .store
        .remote_records(stage.coupling().await.id(), "contract")
        .await
        .unwrap();
    let record = records.iter().find(|record| record.employee_number == number).unwrap();
    match stage.hub.open_record(&stage.coupling().await, record).unwrap() {
        RecordContent::Contract(contracts) => contracts
            .iter()
            .map(|contract| contract.weekly_hours_thousandths)
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn contract_hours_come_along_only_where_the_setting_says_so() {
    everywhere(async |stage| {
        stage.couple(COUPLING).await;
        let without = stage.settings(|settings| settings.contract_hours = false).await;
        stage.import_people(&without).await;
        assert_eq!(weekly_hours(stage, 1010).await, [None, None]);
        let with = stage.settings(|settings| settings.contract_hours = true).await;
        let run = stage.hub.apply_people(&with, &PeopleChoice::default()).await.unwrap();
        assert!(
            run.plan
                .changes
                .iter()
                .all(|change| change.kind == RecordKind::Contract),
            "{:?}",
            run.plan.changes
        );
        weekly_hours(stage, 1010).await
    })
    .await;
}

/// What somebody earns is nobody's business who has the database alone.
#[tokio::test]
async fn salaries_and_secrets_are_kept_unreadable() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let records = stage.hub.store.remote_records(coupling.id(), "salary").await.unwrap();
        let record = records.iter().find(|record| record.employee_number == 1001).unwrap();
        let RecordContent::Salary(salaries) = stage.hub.open_record(&coupling, record).unwrap() else {
            panic!()
        };
        let readable = serde_json::to_string(&salaries).unwrap();
        assert!(readable.contains("gross-hourly"), "{readable}");
        let kept = stage.kept().await;
        for secret in [
            "gross-hourly",
            "nmbrs-sandbox-token",
            "loonbrug-secret",
            "nmbrs-subscription-key",
        ] {
            assert!(!kept.holds(secret), "{secret}");
        }
        salaries
    })
    .await;
}
