//! Planning, standard rosters, attendance.

use super::{FLEUR, THOMAS, approve, day, deliver, organisation, person, refusal, told, with_terminal};
use crate::stage::{APRIL, Stage, over, range};
use loonbrug_domain::planning::{Finding, LeftReason, PlannedShift, StandardRoster};
use loonbrug_domain::{Factor, Minutes, RuleSet, Shift};
use loonbrug_hub::time::{FillFrom, FillOrder, PlanInput, TimeRefusal};
use loonbrug_nmbrs::capability::Interface;

const WEEK: &str = "2023-04-03/2023-04-09";

fn planned(date: &str, from: i64, to: i64) -> PlannedShift {
    PlannedShift {
        shift: Shift::new(day(date), from * 60, to * 60, 0).unwrap(),
        group: Some("Filiaal".to_owned()),
    }
}

async fn plan(stage: &Stage, called: &str, planned: PlannedShift) -> Result<(), loonbrug_hub::HubError> {
    let input = PlanInput {
        person: person(stage, called).await,
        planned,
        surcharges: vec![],
    };
    stage.hub.plan_shift(organisation(stage).await, input).await.map(drop)
}

/// The planning of April as `Thomas 03 9:00–17:00`.
async fn in_planning(stage: &Stage) -> Vec<String> {
    let organisation = organisation(stage).await;
    let people = stage.hub.store.people(organisation).await.unwrap();
    let planned = stage.hub.planned_shifts(organisation, range(APRIL)).await.unwrap();
    let tell = |one: &loonbrug_store::StoredPlannedShift| {
        let who = people.iter().find(|person| person.id == one.person).unwrap();
        let (start, end) = (Minutes(one.start_minute), Minutes(one.end_minute));
        format!("{} {:02} {start}–{end}", who.first_name, one.date.day())
    };
    let mut told: Vec<String> = planned.iter().map(tell).collect();
    told.sort();
    told
}

/// Thomas on Monday and Tuesday.
async fn roster(stage: &Stage) -> StandardRoster {
    let people = stage.hub.store.people(organisation(stage).await).await.unwrap();
    let thomas = people.iter().find(|person| person.first_name == "Thomas").unwrap();
    let number = thomas.number.unwrap();
    let slot = |day| format!("[[slot]]\nemployee = {number}\nday = \"{day}\"\nfrom = \"09:00\"\nto = \"17:00\"\n");
    let text = format!(
        "name = \"Filiaal\"\nfirst-monday = \"2023-04-03\"\n{}{}",
        slot("monday"),
        slot("tuesday")
    );
    toml_of(&text)
}

fn toml_of(text: &str) -> StandardRoster {
    toml::from_str(text).unwrap()
}

#[tokio::test]
async fn a_roster_fills_a_week_without_touching_what_a_person_did() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let fill = || stage.hub.fill_planning(organisation, "Filiaal", range(WEEK), &[]);
        assert_eq!(refusal(fill().await), TimeRefusal::NoRoster("Filiaal".into()));
        let mut unknown = roster(stage).await;
        unknown.slots[0].employee = 999_999;
        let put = stage.hub.put_standard_rosters(organisation, &[unknown]).await;
        assert_eq!(refusal(put), TimeRefusal::RosterEmployee(999_999));
        let roster = roster(stage).await;
        stage
            .hub
            .put_standard_rosters(organisation, std::slice::from_ref(&roster))
            .await
            .unwrap();
        assert_eq!(stage.hub.standard_rosters(organisation).await.unwrap(), [roster]);
        plan(stage, THOMAS, planned("2023-04-04", 12, 20)).await.unwrap();
        let report = fill().await.unwrap();
        assert_eq!((report.placed, report.left[0].reason), (1, LeftReason::ChangedByPerson));
        assert_eq!(
            in_planning(stage).await,
            ["Thomas 03 9:00–17:00", "Thomas 04 12:00–20:00"]
        );
        let again = fill().await.unwrap();
        assert_eq!((again.placed, again.taken_away, again.unchanged), (0, 0, 1));
        let monday = stage
            .hub
            .planned_shifts(organisation, range("2023-04-03/2023-04-03"))
            .await
            .unwrap()[0]
            .id;
        stage.hub.unplan_shift(organisation, range(WEEK), monday).await.unwrap();
        assert_eq!(
            fill().await.unwrap().placed,
            0,
            "no roster brings back what a person took away"
        );
        let overlap = plan(stage, THOMAS, planned("2023-04-04", 19, 22)).await;
        assert!(matches!(refusal(overlap), TimeRefusal::Overlaps { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_week_is_copied_and_its_surcharges_applied_anew() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let sunday = PlanInput {
            person: person(stage, THOMAS).await,
            planned: planned("2023-04-02", 12, 17),
            surcharges: vec![RuleSet::retail_non_food()],
        };
        stage.hub.plan_shift(organisation, sunday).await.unwrap();
        plan(stage, FLEUR, planned("2023-03-27", 9, 17)).await.unwrap();
        let from = range("2023-03-27/2023-04-02");
        let rules = [RuleSet::retail_non_food()];
        let copy = |to, rules| stage.hub.copy_planning(organisation, from, day(to), rules);
        for to in ["2023-04-10", "2023-04-03"] {
            assert_eq!(copy(to, &rules).await.unwrap().placed, 2, "{to}");
        }
        let expected = [
            "Fleur 03 9:00–17:00",
            "Fleur 10 9:00–17:00",
            "Thomas 02 12:00–17:00",
            "Thomas 09 12:00–17:00",
            "Thomas 16 12:00–17:00",
        ];
        assert_eq!(in_planning(stage).await, expected);
        let factors = async |date: &str| {
            let day = range(&format!("{date}/{date}"));
            let planned = stage.hub.planned_shifts(organisation, day).await.unwrap();
            planned[0].factor_minutes.clone()
        };
        assert_eq!(factors("2023-04-02").await, [(Factor::percent(150), 300)]);
        assert_eq!(factors("2023-04-09").await, [(Factor::percent(200), 300)], "Easter");
        let plain = copy("2023-04-17", &[]).await.unwrap();
        assert_eq!(
            (plain.placed, factors("2023-04-23").await),
            (2, vec![]),
            "left to payroll"
        );
        // Taken over as worked, the factors of the planning lead.
        assert_eq!(stage.hub.take_planning(organisation, range(APRIL)).await.unwrap(), 7);
        assert_eq!(stage.hub.take_planning(organisation, range(APRIL)).await.unwrap(), 0);
        approve(stage).await;
        let easter = range("2023-04-09/2023-04-09");
        let counts = stage.hub.store.shifts(organisation, easter).await.unwrap();
        assert_eq!(counts[0].factor_minutes, [(Factor::percent(200), 300)]);
        assert_eq!(told(stage).await.len(), 7);
    })
    .await;
}

#[tokio::test]
async fn the_planning_is_held_against_the_clock() {
    over(Interface::Rest, async |stage| {
        with_terminal(stage).await;
        let organisation = organisation(stage).await;
        for (who, date) in [(THOMAS, "2023-04-03"), (FLEUR, "2023-04-03"), (THOMAS, "2023-05-17")] {
            plan(stage, who, planned(date, 8, 17)).await.unwrap();
        }
        deliver(
            stage,
            &[
                "1 in 2023-04-03T08:20:00",
                "2 out 2023-04-03T16:57:00",
                "3 in 2023-04-05T09:00:00",
                "4 out 2023-04-05T10:00:00",
                "5 in 2023-05-17T08:02:00",
            ],
        )
        .await;
        super::derive(stage).await;
        let lines = stage
            .hub
            .attendance(organisation, range("2023-04-01/2023-05-31"))
            .await
            .unwrap();
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.name.as_str(), line.date.day(), line.findings.clone(), line.present))
            .collect();
        assert_eq!(
            told,
            [
                (FLEUR, 3, vec![Finding::Absent], false),
                (THOMAS, 3, vec![Finding::Late { minutes: 20 }], false),
                (THOMAS, 5, vec![Finding::Unplanned], false),
                (THOMAS, 17, vec![], true),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_filling_is_looked_at_first_and_is_for_the_people_it_names() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        plan(stage, THOMAS, planned("2023-03-27", 9, 17)).await.unwrap();
        plan(stage, FLEUR, planned("2023-03-27", 9, 17)).await.unwrap();
        let before = in_planning(stage).await;
        let thomas = stage
            .hub
            .planned_shifts(organisation, range("2023-03-27/2023-03-27"))
            .await
            .unwrap();
        let mut order = FillOrder {
            from: FillFrom::Days(day("2023-03-27")),
            days: range(WEEK),
            surcharges: Vec::new(),
            only: None,
        };
        let all = stage.hub.preview_filling(organisation, &order).await.unwrap();
        assert_eq!((all.report.placed, all.place.len(), all.take_away.len()), (2, 2, 0));
        assert_eq!(in_planning(stage).await, before, "looking stores nothing");
        order.only = Some([thomas[0].person].into());
        assert_eq!(stage.hub.fill(organisation, &order).await.unwrap().placed, 1);
        let filled = stage.hub.planned_shifts(organisation, range(WEEK)).await.unwrap();
        assert_eq!(filled.len(), 1);
        assert_eq!(filled[0].person, thomas[0].person);
    })
    .await;
}
