//! Figures that are drawn: worked beside contract hours, and what surcharges cost.

use crate::access::visitor_as;
use crate::stage::{SHIFTS_OF_APRIL, Stage, over, range};
use loonbrug_domain::access::{Right, Role};
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::{DateRange, Factor, HundredthHours};
use loonbrug_hub::access::Allowed;
use loonbrug_hub::hours::{CostsByFactor, SurchargeCosts};
use loonbrug_hub::ledgers::{AgainstContract, Whose};
use loonbrug_nmbrs::capability::Interface;

/// Inger Steeneken of the manual worked 106 hours in April 2023, of 24 a week; Thomas Lakeman has no contract hours.
const MONTH: [&str; 16] = [
    "1011;03-04-2023;09:00;17:00;0",
    "1011;04-04-2023;09:00;17:00;0",
    "1011;05-04-2023;09:00;17:00;0",
    "1011;11-04-2023;09:00;17:00;0",
    "1011;12-04-2023;09:00;17:00;0",
    "1011;13-04-2023;09:00;17:00;0",
    "1011;14-04-2023;09:00;17:00;0",
    "1011;17-04-2023;09:00;17:00;0",
    "1011;18-04-2023;09:00;17:00;0",
    "1011;19-04-2023;09:00;17:00;0",
    "1011;20-04-2023;09:00;17:00;0",
    "1011;24-04-2023;09:00;17:00;0",
    "1011;25-04-2023;09:00;17:00;0",
    "1011;26-04-2023;09:00;11:00;0",
    "1001;25-03-2023;22:00;06:00;0",
    "1001;02-04-2023;12:00;17:00;0",
];

async fn allowed(stage: &Stage, role: Role, right: Right) -> Allowed {
    let (hub, visitor, organisation) = visitor_as(stage, role).await;
    hub.allowed(&visitor, right, organisation).await.unwrap()
}

/// Name, then worked, absence, contract hours and hours without them, for each stretch.
fn shown(found: &AgainstContract) -> Vec<(&str, Vec<[i64; 4]>)> {
    let people = found.people.iter();
    people
        .map(|person| {
            let figures = person.figures.iter().map(|figure| {
                [figure.worked, figure.absence, figure.contract, figure.without_contract]
                    .map(|HundredthHours(hours)| hours)
            });
            (person.name.as_str(), figures.collect())
        })
        .collect()
}

#[tokio::test]
async fn worked_hours_stand_beside_contract_hours() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.bring(&MONTH).await;
        let allowed = allowed(stage, Role::Payroll, Right::SeeLedgers).await;
        let months = ["2023-03-01/2023-03-31", "2023-04-01/2023-04-30"].map(range);
        let of = async |whose: Whose, stretches: &[DateRange]| {
            stage
                .hub
                .worked_against_contract(&allowed, &whose, stretches)
                .await
                .unwrap()
        };
        let found = of(Whose::default(), &months).await;
        let expected = [
            ("Inger Steeneken", vec![[0, 0, 0, 0], [10_600, 0, 10_286, 0]]),
            // The night in which the clock skips an hour was one of seven.
            ("Thomas Lakeman", vec![[0, 0, 0, 700], [0, 0, 0, 500]]),
        ];
        assert_eq!(shown(&found), expected);
        assert_eq!(found.together(1).difference().to_string(), "3,14");
        assert_eq!(found.left_out, [""; 0]);
        let thomas = Whose {
            person: Some(found.people[1].person),
            group: None,
        };
        let week = range("2023-03-27/2023-04-02");
        assert_eq!(
            shown(&of(thomas, &[week]).await),
            [("Thomas Lakeman", vec![[0, 0, 0, 500]])]
        );
        let nobody = Whose {
            person: None,
            group: Some("Partimers".to_owned()),
        };
        assert_eq!(of(nobody, &months).await.people, []);
    })
    .await;
}

#[tokio::test]
async fn hours_of_a_total_count_in_the_stretch_that_holds_them() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let total =
            "personeelsnummer;periode_van;periode_tot;factor;uren;dagen\n1011;01-04-2023;30-04-2023;100;106;14\n";
        stage.bring_file(total).await;
        let allowed = allowed(stage, Role::Payroll, Right::SeeLedgers).await;
        let whose = Whose::default();
        let april = range("2023-04-01/2023-04-30");
        let found = stage
            .hub
            .worked_against_contract(&allowed, &whose, &[april])
            .await
            .unwrap();
        assert_eq!(shown(&found), [("Inger Steeneken", vec![[10_600, 0, 10_286, 0]])]);
        let weeks: Vec<DateRange> = april.weeks().collect();
        let found = stage
            .hub
            .worked_against_contract(&allowed, &whose, &weeks)
            .await
            .unwrap();
        assert_eq!(
            (found.people.len(), found.left_out),
            (0, vec!["Inger Steeneken".to_owned()])
        );
    })
    .await;
}

/// Percent, hours, euros in cents.
fn lines(costs: &CostsByFactor) -> Vec<(u32, i64, i64)> {
    let lines = costs.iter();
    lines
        .map(|(Factor(factor), cost)| (factor / 100, cost.minutes.0 / 60, cost.amount.0))
        .collect()
}

async fn costs(stage: &Stage, role: Role) -> SurchargeCosts {
    let (hub, visitor, organisation) = visitor_as(stage, role).await;
    let allowed = hub.allowed(&visitor, Right::SeeHours, organisation).await.unwrap();
    let salaries = hub.allowed(&visitor, Right::SeeSalaries, organisation).await.ok();
    let april = range("2023-04-01/2023-04-30");
    hub.surcharge_costs(&allowed, salaries.as_ref(), april).await.unwrap()
}

#[tokio::test]
async fn surcharges_cost_the_group_for_which_was_worked() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let costs = costs(stage, Role::Payroll).await;
        let groups: Vec<_> = costs
            .by_group()
            .into_iter()
            .map(|(group, costs)| (group.unwrap_or_default().to_owned(), lines(&costs)))
            .collect();
        // The manual's 85 hours at 150 % and 20 at 200 %, at € 12,05.
        let expected = [
            ("Op locatie".to_owned(), vec![(150, 20, 12_050), (200, 10, 12_050)]),
            ("ViQZ filiaal".to_owned(), vec![(150, 65, 39_164), (200, 10, 12_050)]),
        ];
        assert_eq!(groups, expected);
        let people = costs.by_person(Some("Op locatie"));
        let people: Vec<_> = people.iter().map(|((name, _), costs)| (*name, lines(costs))).collect();
        let expected = [
            ("Jay Onrust", vec![(150, 20, 12_050), (200, 5, 6_025)]),
            ("Mark Imming", vec![(200, 5, 6_025)]),
        ];
        assert_eq!(people, expected);
    })
    .await;
}

#[tokio::test]
async fn a_planner_sees_hours_of_the_own_people_and_no_wages() {
    over(Interface::Rest, async |stage| {
        let coupling = stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let organisation = coupling.organisation();
        let group = Group {
            name: "Partimers".to_owned(),
            kind: GroupKind::HoursClass,
            number: None,
            archived: false,
        };
        stage.hub.add_group(organisation, &group).await.unwrap();
        let jay = stage.hub.person_called(organisation, "1004").await.unwrap().id;
        let groups = ["Partimers".to_owned()];
        stage
            .hub
            .join_groups(organisation, &[jay], &groups, false)
            .await
            .unwrap();
        let costs = costs(stage, Role::Planner).await;
        let names: Vec<_> = costs.lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["Jay Onrust", "Jay Onrust"]);
        for line in &costs.lines {
            assert_eq!((line.cost.without_wage, line.cost.amount.0), (line.cost.minutes, 0));
        }
    })
    .await;
}
