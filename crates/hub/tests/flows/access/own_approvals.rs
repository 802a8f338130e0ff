//! Whoever approves for their groups approves nothing of their own.

use super::{EMAIL, PASSWORD, sign_in_from, user, visitor};
use crate::stage::{Stage, over, range};
use loonbrug_domain::HundredthHours;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::approval::ShiftStep;
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::ids::{LeaveRequestId, OrganisationId, PersonId, ShiftId};
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_hub::access::AccessRefusal;
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_hub::time::{ShiftInput, TimeRefusal};
use loonbrug_hub::{Hub, HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;

const GROUP: &str = "Partimers";

/// The hub as somebody with a role who is this person, and plans the group.
async fn as_person(hub: &Hub, email: &str, organisation: OrganisationId, role: Role, person: PersonId) -> Hub {
    let somebody = user(hub, email).await;
    let groups = (role == Role::Planner).then(|| GROUP.to_owned());
    let grant = Grant {
        organisation,
        role,
        groups: groups.into_iter().collect(),
        person: Some(person),
    };
    hub.put_grant(&somebody, &grant).await.unwrap();
    let signed = sign_in_from(hub, "192.0.2.1", email, PASSWORD).await.unwrap();
    hub.acting_as(&visitor(hub, &signed).await.actor)
}

async fn asked(hub: &Hub, organisation: OrganisationId, person: PersonId) -> LeaveRequestId {
    let new = NewLeaveRequest {
        person,
        days: range("2023-08-21/2023-08-21"),
        hours: HundredthHours(750),
        on_employer: false,
        leave_type: "Verlof".to_owned(),
        description: String::new(),
    };
    hub.request_leave(organisation, new).await.unwrap().id
}

async fn handed_in(hub: &Hub, organisation: OrganisationId, person: PersonId) -> ShiftId {
    let input = ShiftInput {
        person,
        date: "2023-04-03".parse().unwrap(),
        start_minute: 540,
        end_minute: 1_020,
        second_pass: None,
        break_minutes: 0,
        group: None,
    };
    let shift = hub.enter_shift(organisation, &input, "").await.unwrap();
    hub.step_shifts(organisation, &[shift], ShiftStep::Submit, "")
        .await
        .unwrap();
    shift
}

async fn organisation_with_group(stage: &Stage, hub: &Hub) -> (OrganisationId, PersonId, PersonId) {
    let organisation = stage.with_people().await.organisation();
    hub.put_ledger_settings(organisation, &LedgerSettings::of_the_law("2023-01-01".parse().unwrap()))
        .await
        .unwrap();
    let group = Group {
        name: GROUP.to_owned(),
        kind: GroupKind::Branch,
        number: None,
        archived: false,
    };
    hub.add_group(organisation, &group).await.unwrap();
    let mut both = Vec::new();
    for number in ["1001", "1002"] {
        both.push(hub.person_called(organisation, number).await.unwrap().id);
    }
    hub.join_groups(organisation, &both, &[GROUP.to_owned()], false)
        .await
        .unwrap();
    (organisation, both[0], both[1])
}

#[tokio::test]
async fn a_planner_approves_nothing_of_their_own_and_an_owner_may() {
    over(Interface::Rest, async |stage| {
        let hub = super::hub(stage);
        let (organisation, own, other) = organisation_with_group(stage, &hub).await;
        let planner = as_person(&hub, EMAIL, organisation, Role::Planner, own).await;
        let leave = (
            asked(&hub, organisation, own).await,
            asked(&hub, organisation, other).await,
        );
        let decide = async |hub: &Hub, id| hub.decide_leave(organisation, id, RequestState::Approved, "").await;
        let refused = decide(&planner, leave.0).await.unwrap_err();
        assert!(
            matches!(refused, HubError::Refused(Refusal::Access(AccessRefusal::OwnApproval))),
            "{refused:?}"
        );
        decide(&planner, leave.1).await.unwrap();
        let shifts = [
            handed_in(&hub, organisation, own).await,
            handed_in(&hub, organisation, other).await,
        ];
        let approve =
            async |hub: &Hub, shifts: &[ShiftId]| hub.step_shifts(organisation, shifts, ShiftStep::Approve, "").await;
        match approve(&planner, &shifts).await.unwrap_err() {
            HubError::Refused(Refusal::Time(TimeRefusal::Steps(refused))) => {
                assert_eq!(refused.len(), 1, "{refused:?}");
                assert!(refused[0].why.0.contains("van jezelf"), "{refused:?}");
            }
            other => panic!("{other}"),
        }
        approve(&planner, &shifts[1..]).await.unwrap();
        let owner = as_person(&hub, "joeri@voorbeeld-retail.nl", organisation, Role::Owner, own).await;
        decide(&owner, leave.0).await.unwrap();
        approve(&owner, &shifts[..1]).await.unwrap();
    })
    .await;
}
