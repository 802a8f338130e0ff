//! The one check: roles, strangers, groups, oneself.

use super::{
    EMAIL, OFFICE, PASSWORD, address, audited, grant, hub, organisation, refusal, secret, sign_in, user, visitor,
};
use crate::stage::{ORGANISATION, Stage, over};
use loonbrug_domain::access::{Grant, GrantFault, Reach, Right, Role};
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_hub::Hub;
use loonbrug_hub::access::{AccessRefusal, AccessSettings, Allowed, Proof};
use loonbrug_nmbrs::capability::Interface;
use uuid::Uuid;

async fn person(stage: &Stage, called: &str) -> PersonId {
    let organisation = stage.coupling().await.organisation();
    stage.hub.person_called(organisation, called).await.unwrap().id
}

async fn names(hub: &Hub, allowed: &Allowed) -> Vec<String> {
    let people = hub.people_within(allowed).await.unwrap();
    people.into_iter().map(|person| person.first_name).collect()
}

async fn partimers(stage: &Stage, people: &[PersonId]) -> OrganisationId {
    let organisation = stage.coupling().await.organisation();
    let group = Group {
        name: "Partimers".to_owned(),
        kind: GroupKind::HoursClass,
        number: None,
        archived: false,
    };
    stage.hub.add_group(organisation, &group).await.unwrap();
    let groups = ["Partimers".to_owned()];
    stage
        .hub
        .join_groups(organisation, people, &groups, false)
        .await
        .unwrap();
    organisation
}

#[tokio::test]
async fn a_role_gives_what_the_table_says_and_refusals_are_written_down() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let own = organisation(&hub, ORGANISATION).await;
        grant(&hub, &user, own, Role::Bookkeeper).await;
        let known = visitor(&hub, &sign_in(&hub).await).await;
        let allowed = hub.allowed(&known, Right::SeeHistory, own).await.unwrap();
        assert_eq!((allowed.organisation(), allowed.reach()), (own, &Reach::Everyone));
        let refused = hub.allowed(&known, Right::SendLines, own).await;
        assert_eq!(refusal(refused), AccessRefusal::MayNot(Right::SendLines));
        assert!(known.has(Right::Export, own) && !known.has(Right::SeeHours, own));
        let written = hub.store.audit(Some(own), 1).await.unwrap();
        assert_eq!(
            (
                written[0].actor.as_str(),
                written[0].action.as_str(),
                written[0].subject.as_str()
            ),
            (EMAIL, "access.refused", "send-lines")
        );
    })
    .await;
}

#[tokio::test]
async fn a_strangers_organisation_is_not_there() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let own = organisation(&hub, ORGANISATION).await;
        let theirs = organisation(&hub, "Bakkerij Smit").await;
        grant(&hub, &user, own, Role::Owner).await;
        let known = visitor(&hub, &sign_in(&hub).await).await;
        let nowhere = OrganisationId(Uuid::from_u128(4_711));
        for right in Right::ALL {
            for organisation in [theirs, nowhere] {
                let refused = hub.allowed(&known, *right, organisation).await;
                assert_eq!(refusal(refused), AccessRefusal::NoOrganisation, "{right}");
            }
        }
        assert!(
            hub.store
                .audit(Some(theirs), 100)
                .await
                .unwrap()
                .iter()
                .all(|entry| entry.actor != EMAIL)
        );
        let last = audited(&hub).await.pop().unwrap();
        assert!(last.starts_with("fleur@voorbeeld-retail.nl: access.refused"), "{last}");
    })
    .await;
}

#[tokio::test]
async fn a_planner_reaches_the_own_groups_and_an_employee_oneself() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let (thomas, joeri) = (
            person(stage, "Thomas Lakeman").await,
            person(stage, "Joeri Kreuk").await,
        );
        let organisation = partimers(stage, &[joeri]).await;
        let planner = Grant {
            organisation,
            role: Role::Planner,
            groups: ["Partimers".to_owned()].into(),
            person: None,
        };
        hub.put_grant(&user, &planner).await.unwrap();
        let session = sign_in(&hub).await;
        let known = visitor(&hub, &session).await;
        let allowed = hub.allowed(&known, Right::ApproveHours, organisation).await.unwrap();
        assert_eq!(names(&hub, &allowed).await, ["Joeri"]);
        hub.person_within(&allowed, joeri).await.unwrap();
        for out_of_reach in [thomas, PersonId(Uuid::from_u128(1))] {
            let refused = hub.person_within(&allowed, out_of_reach).await;
            assert_eq!(refusal(refused), AccessRefusal::NoPerson);
        }
        let employee = Grant {
            organisation,
            role: Role::Employee,
            groups: std::collections::BTreeSet::new(),
            person: Some(thomas),
        };
        hub.put_grant(&user, &employee).await.unwrap();
        let known = visitor(&hub, &session).await;
        let allowed = hub.allowed(&known, Right::SeeLedgers, organisation).await.unwrap();
        assert_eq!(
            names(&hub, &allowed).await,
            ["Thomas"],
            "a change of role holds at once"
        );
    })
    .await;
}

#[tokio::test]
async fn a_grant_that_makes_no_sense_is_refused() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let organisation = organisation(&hub, ORGANISATION).await;
        let of = |role, groups: &[&str]| Grant {
            organisation,
            role,
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
            person: None,
        };
        let refused = hub.put_grant(&user, &of(Role::Employee, &[])).await;
        assert_eq!(
            refusal(refused),
            AccessRefusal::Grant(GrantFault::EmployeeWithoutPerson)
        );
        let unknown = hub
            .put_grant(&user, &of(Role::Planner, &["Partimers"]))
            .await
            .unwrap_err();
        assert_eq!(unknown.to_string(), "there is no group Partimers");
        grant(&hub, &user, organisation, Role::Owner).await;
        let refused = hub.put_grant(&user, &of(Role::Payroll, &[])).await;
        assert_eq!(refusal(refused), AccessRefusal::LastOwner);
        assert_eq!(
            refusal(hub.remove_grant(&user, organisation).await),
            AccessRefusal::LastOwner
        );
        let second = super::user(&hub, "joeri@voorbeeld-retail.nl").await;
        grant(&hub, &second, organisation, Role::Owner).await;
        hub.remove_grant(&user, organisation).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn proof_and_second_factor_are_asked_where_the_organisation_says_so() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let user = user(&hub, EMAIL).await;
        let own = organisation(&hub, ORGANISATION).await;
        grant(&hub, &user, own, Role::Owner).await;
        let session = sign_in(&hub).await;
        stage.advance(10 * 60).await;
        let known = visitor(&hub, &session).await;
        let ask = async |right| hub.allowed(&known, right, own).await;
        ask(Right::SendLines).await.unwrap();
        assert_eq!(refusal(ask(Right::SeeBsn).await), AccessRefusal::ProofNeeded);
        let fresh = hub.allowed_if_proven(&known, Right::ChangeTokens, own).await;
        assert_eq!(refusal(fresh), AccessRefusal::ProofNeeded);
        let settings = AccessSettings {
            proof_before_sending: true,
            ..AccessSettings::default()
        };
        hub.set_access_settings(own, settings).await.unwrap();
        assert_eq!(refusal(ask(Right::SendLines).await), AccessRefusal::ProofNeeded);
        let proven = hub
            .prove(&known, Proof::Password(&secret(PASSWORD)), address(OFFICE))
            .await
            .unwrap();
        let proven = visitor(&hub, &proven).await;
        hub.allowed(&proven, Right::SendLines, own).await.unwrap();
        hub.allowed_if_proven(&proven, Right::ChangeTokens, own).await.unwrap();
        let settings = AccessSettings {
            second_factor: true,
            ..settings
        };
        hub.set_access_settings(own, settings).await.unwrap();
        let refused = hub.allowed(&proven, Right::SeePeople, own).await;
        assert_eq!(refusal(refused), AccessRefusal::SecondFactorNeeded);
    })
    .await;
}
