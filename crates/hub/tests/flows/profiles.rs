//! Groups, settings with their origin, and templates with what they change.

use crate::stage::{APRIL, SHIFTS_OF_APRIL, Stage, over};
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::profile::{ContractKind, Owner};
use loonbrug_domain::{Date, Language};
use loonbrug_hub::profiles::{ProfileRefusal, Selection, TemplateLine, Wanted};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn wanted(texts: &[&str]) -> Vec<Wanted> {
    texts.iter().map(|text| Wanted::parse(text).unwrap()).collect()
}

fn refusal(result: Result<(), HubError>) -> ProfileRefusal {
    match result.unwrap_err() {
        HubError::Refused(Refusal::Profile(refusal)) => refusal,
        other => panic!("{other}"),
    }
}

async fn organisation(stage: &Stage) -> OrganisationId {
    stage.coupling().await.organisation()
}

async fn person(stage: &Stage, called: &str) -> PersonId {
    let organisation = organisation(stage).await;
    stage.hub.person_called(organisation, called).await.unwrap().id
}

async fn add_groups(stage: &Stage, groups: &[(&str, GroupKind)]) {
    let organisation = organisation(stage).await;
    for (name, kind) in groups {
        let group = Group {
            name: (*name).to_owned(),
            kind: *kind,
            number: None,
            archived: false,
        };
        stage.hub.add_group(organisation, &group).await.unwrap();
    }
}

async fn set(stage: &Stage, owner: Owner, from: &str, texts: &[&str]) {
    let organisation = organisation(stage).await;
    stage
        .hub
        .set_profile(organisation, &owner, day(from), &wanted(texts))
        .await
        .unwrap();
}

/// What somebody set holds for a person on a day: field, value, whose it is.
async fn held(stage: &Stage, person: PersonId, on: &str) -> Vec<String> {
    let organisation = organisation(stage).await;
    let lines = stage
        .hub
        .profile(organisation, &Owner::Person(person), day(on))
        .await
        .unwrap();
    let set = lines.iter().filter_map(|line| {
        let owner = line.effective.as_ref()?.owner.text(Language::Dutch);
        Some(format!("{} {} ({owner})", line.field, line.shown(Language::Dutch)))
    });
    set.collect()
}

async fn members(stage: &Stage, group: &str) -> Vec<String> {
    let organisation = organisation(stage).await;
    let members = stage.hub.members(organisation, group).await.unwrap().members;
    let named = members
        .iter()
        .map(|member| format!("{}{}", member.name, if member.hidden { " (hidden)" } else { "" }));
    named.collect()
}

#[tokio::test]
async fn people_join_leave_and_are_hidden_in_groups() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        add_groups(
            stage,
            &[("ViQZ HQ", GroupKind::HeadOffice), ("Partimers", GroupKind::HoursClass)],
        )
        .await;
        let (thomas, joeri) = (person(stage, "1001").await, person(stage, "Joeri Kreuk").await);
        let partimers = ["Partimers".to_owned()];
        let hub = &stage.hub;
        hub.join_groups(organisation, &[thomas, joeri], &partimers, false)
            .await
            .unwrap();
        hub.join_groups(organisation, &[joeri], &partimers, true).await.unwrap();
        assert_eq!(
            members(stage, "Partimers").await,
            ["Thomas Lakeman", "Joeri Kreuk (hidden)"]
        );
        hub.select_all_groups(organisation, joeri, true).await.unwrap();
        assert_eq!(members(stage, "ViQZ HQ").await, ["Joeri Kreuk"]);
        assert_eq!(
            members(stage, "Partimers").await,
            ["Thomas Lakeman", "Joeri Kreuk (hidden)"],
            "who was hidden stays so"
        );
        hub.select_all_groups(organisation, joeri, false).await.unwrap();
        hub.leave_groups(organisation, &[joeri], &partimers).await.unwrap();
        assert_eq!(members(stage, "Partimers").await, ["Thomas Lakeman"]);
        let again = Group {
            name: "Partimers".to_owned(),
            kind: GroupKind::Job,
            number: None,
            archived: false,
        };
        assert_eq!(
            refusal(hub.add_group(organisation, &again).await),
            ProfileRefusal::GroupExists("Partimers".to_owned())
        );
        hub.archive_group(organisation, "Partimers", true).await.unwrap();
        let archived = hub.join_groups(organisation, &[joeri], &partimers, false).await;
        assert_eq!(refusal(archived), ProfileRefusal::GroupArchived("Partimers".to_owned()));
        assert_eq!(
            members(stage, "Partimers").await,
            ["Thomas Lakeman"],
            "archiving takes nobody out"
        );
    })
    .await;
}

#[tokio::test]
async fn what_holds_for_somebody_says_whose_word_it_is() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        add_groups(
            stage,
            &[("Partimers", GroupKind::HoursClass), ("Op locatie", GroupKind::Department)],
        )
        .await;
        let thomas = person(stage, "1001").await;
        let groups = ["Partimers".to_owned(), "Op locatie".to_owned()];
        stage
            .hub
            .join_groups(organisation, &[thomas], &groups, false)
            .await
            .unwrap();
        set(
            stage,
            Owner::Organisation,
            "2023-01-01",
            &["waiting-days=2", "meal=14:00 20:00 4,50", "surcharge-hours=worked-hours"],
        )
        .await;
        set(
            stage,
            Owner::Group("Partimers".to_owned()),
            "2023-01-01",
            &["surcharge-hours=plus-minus-hours"],
        )
        .await;
        set(stage, Owner::Person(thomas), "2023-05-01", &["waiting-days=0"]).await;
        let april = held(stage, thomas, "2023-04-30").await;
        assert_eq!(
            april,
            [
                "surcharge-hours +/- uren (groep Partimers)",
                "waiting-days 2 (organisatie)",
                "meal bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50 (organisatie)",
            ]
        );
        assert_eq!(held(stage, thomas, "2023-05-01").await[1], "waiting-days 0 (medewerker)");
        set(stage, Owner::Person(thomas), "2023-06-01", &["waiting-days="]).await;
        assert_eq!(held(stage, thomas, "2023-06-01").await[1], "waiting-days 2 (organisatie)");
        set(
            stage,
            Owner::Group("Op locatie".to_owned()),
            "2023-07-01",
            &["surcharge-hours=leave"],
        )
        .await;
        let july = stage.hub.profile(organisation, &Owner::Person(thomas), day("2023-07-01")).await.unwrap();
        let ambiguity = july[0].ambiguity.as_ref().unwrap();
        assert_eq!((ambiguity.group.as_str(), ambiguity.other_group.as_str()), ("Op locatie", "Partimers"));
        stage.hub.archive_group(organisation, "Op locatie", true).await.unwrap();
        assert_eq!(
            held(stage, thomas, "2023-07-01").await[0],
            "surcharge-hours +/- uren (groep Partimers)",
            "an archived group says nothing"
        );
    })
    .await;
}

#[tokio::test]
async fn a_setting_that_cannot_be_is_refused_whole() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let owner = Owner::Organisation;
        let two = wanted(&["overnights=yes", "clock-group=Partimers"]);
        let refused = stage
            .hub
            .set_profile(organisation, &owner, day("2023-01-01"), &two)
            .await;
        assert_eq!(refusal(refused), ProfileRefusal::NoGroup("Partimers".to_owned()));
        assert_eq!(stage.hub.store.profile_entries(organisation).await.unwrap(), []);
        for (text, dutch) in [
            ("waiting-days=3", "waiting-days kan niet \"3\" zijn. Wel: 0, 1, 2."),
            (
                "waiting-days",
                "Er is niets om in te stellen. Geef het als instelling=waarde.",
            ),
        ] {
            assert_eq!(Wanted::parse(text).unwrap_err().text(Language::Dutch), dutch);
        }
        let unknown = Wanted::parse("colour=red").unwrap_err().text(Language::English);
        assert!(unknown.starts_with("There is no setting \"colour\". There are: surcharge-hours, "));
    })
    .await;
}

fn told(lines: &[TemplateLine]) -> Vec<String> {
    let changes = lines.iter().flat_map(|line| {
        line.changes.iter().map(|change| {
            let from = change
                .from
                .as_ref()
                .map_or("-".to_owned(), |from| from.setting.written());
            format!("{} {}: {from} -> {}", line.name, change.field, change.to.written())
        })
    });
    changes.collect()
}

#[tokio::test]
async fn a_template_is_looked_at_and_then_set_for_many() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let hub = &stage.hub;
        hub.save_template(
            organisation,
            "oproep",
            &wanted(&["waiting-days=1", "time-tracking=yes"]),
        )
        .await
        .unwrap();
        set(stage, Owner::Organisation, "2023-01-01", &["waiting-days=2"]).await;
        let thomas = person(stage, "1001").await;
        set(stage, Owner::Person(thomas), "2023-01-01", &["time-tracking=yes"]).await;
        let may = day("2023-05-01");
        let nobody = hub
            .preview_template(organisation, "oproep", &Selection::default(), may)
            .await;
        assert_eq!(refusal(nobody.map(drop)), ProfileRefusal::NobodySelected);
        let on_call = Selection {
            contract_types: vec![ContractKind::ZeroHours],
            ..Selection::default()
        };
        let preview = hub
            .preview_template(organisation, "oproep", &on_call, may)
            .await
            .unwrap();
        assert_eq!(preview.len(), 9, "the nine of the manual with a zero-hours contract");
        assert_eq!(
            told(&preview)[..3],
            [
                "Thomas Lakeman waiting-days: 2 -> 1",
                "Joeri Kreuk waiting-days: 2 -> 1",
                "Joeri Kreuk time-tracking: - -> yes",
            ]
        );
        assert_eq!(
            held(stage, thomas, "2023-05-01").await[0],
            "waiting-days 2 (organisatie)"
        );
        let applied = hub.apply_template(organisation, "oproep", &on_call, may).await.unwrap();
        assert_eq!(told(&applied), told(&preview), "what was shown is what is done");
        assert_eq!(
            held(stage, thomas, "2023-05-01").await[0],
            "waiting-days 1 (medewerker)"
        );
        assert_eq!(
            held(stage, thomas, "2023-04-30").await[0],
            "waiting-days 2 (organisatie)"
        );
        let again = hub.apply_template(organisation, "oproep", &on_call, may).await.unwrap();
        assert_eq!(told(&again), Vec::<String>::new());
        let log = hub.store.audit(Some(organisation), 100).await.unwrap();
        let of_template = log.iter().filter(|entry| entry.action == "template.applied oproep");
        assert_eq!(of_template.count(), 17, "one for each change");
        hub.remove_template(organisation, "oproep").await.unwrap();
        let gone = hub.apply_template(organisation, "oproep", &on_call, may).await;
        assert_eq!(refusal(gone.map(drop)), ProfileRefusal::NoTemplate("oproep".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_type_of_contract_holds_from_its_day() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        let kara = person(stage, "Kara Zwagemaker").await;
        set(
            stage,
            Owner::Person(kara),
            "2023-05-01",
            &["contract-type=contract-hours"],
        )
        .await;
        for (on, expected) in [("2023-04-30", None), ("2023-05-01", Some("contract-hours"))] {
            let people = stage.hub.people_on(organisation, day(on)).await.unwrap();
            let found = people.iter().find(|person| person.id == kara).unwrap();
            assert_eq!(found.contract_type.as_deref(), expected, "{on}");
        }
        let of_all = wanted(&["contract-type=zero-hours"]);
        let refused = stage
            .hub
            .set_profile(organisation, &Owner::Organisation, day("2023-01-01"), &of_all)
            .await;
        assert!(matches!(refusal(refused), ProfileRefusal::OfAPerson(_)));
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let names = async || {
            let plan = stage.plan(APRIL).await;
            plan.lines
                .iter()
                .filter(|line| line.person == "Kara Zwagemaker")
                .count()
        };
        assert_eq!(names().await, 2, "hours and days in April, before her day");
        set(
            stage,
            Owner::Person(kara),
            "2023-04-01",
            &["contract-type=contract-hours"],
        )
        .await;
        assert_eq!(names().await, 0, "hours of a contract go by another flow");
    })
    .await;
}
