//! Sending only what somebody else approved.

use super::{EMAIL, PASSWORD, grant, hub, refusal, sign_in, sign_in_from, user, visitor};
use crate::stage::{APRIL, SHIFTS_OF_APRIL, Stage, over};
use loonbrug_domain::access::Role;
use loonbrug_hub::access::{AccessRefusal, AccessSettings, Visitor};
use loonbrug_hub::hours::{Choice, HoursRun};
use loonbrug_hub::{Hub, HubError};
use loonbrug_nmbrs::capability::Interface;

const JOERI: &str = "joeri@voorbeeld-retail.nl";

/// Fleur and Joeri of an organisation that asks for four eyes, with the hours of April.
async fn two_officers(stage: &Stage, hub: &Hub) -> (Visitor, Visitor) {
    stage.with_people().await;
    stage.bring_file(SHIFTS_OF_APRIL).await;
    let organisation = stage.coupling().await.organisation();
    for email in [EMAIL, JOERI] {
        let user = user(hub, email).await;
        grant(hub, &user, organisation, Role::Payroll).await;
    }
    let settings = AccessSettings {
        four_eyes: true,
        ..AccessSettings::default()
    };
    hub.set_access_settings(organisation, settings).await.unwrap();
    let joeri = sign_in_from(hub, "192.0.2.2", JOERI, PASSWORD).await.unwrap();
    (visitor(hub, &sign_in(hub).await).await, visitor(hub, &joeri).await)
}

async fn send(stage: &Stage, hub: &Hub, fingerprint: Option<&str>) -> Result<HoursRun, HubError> {
    let choice = Choice {
        fingerprint: fingerprint.map(str::to_owned),
    };
    let span = stage.span(APRIL).await;
    hub.apply_hours(&stage.coupling().await, span, &choice).await
}

#[tokio::test]
async fn a_plan_goes_when_another_approved_it() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let (fleur, joeri) = two_officers(stage, &hub).await;
        let coupling = stage.coupling().await;
        let plan = stage.plan(APRIL).await;
        let by_fleur = hub.acting_as(&fleur.actor);
        let refused = async |fingerprint: Option<&str>| refusal(send(stage, &by_fleur, fingerprint).await);
        assert_eq!(refused(Some(&plan.fingerprint)).await, AccessRefusal::NotApproved);
        hub.approve_plan(&fleur, &coupling, &plan.fingerprint).await.unwrap();
        assert_eq!(
            refused(Some(&plan.fingerprint)).await,
            AccessRefusal::NotApproved,
            "not by oneself"
        );
        hub.approve_plan(&joeri, &coupling, &plan.fingerprint).await.unwrap();
        assert_eq!(refused(None).await, AccessRefusal::NotApproved, "which plan is said");
        assert_eq!(refused(Some("another")).await, AccessRefusal::NotApproved);
        assert_eq!(stage.writes(), []);
        let run = send(stage, &by_fleur, Some(&plan.fingerprint)).await.unwrap();
        assert_eq!(run.run.started_by, EMAIL);
        let approvals = hub.plan_approvals(&coupling, &plan.fingerprint).await.unwrap();
        assert_eq!(approvals, [], "an approval is of one time");
    })
    .await;
}

#[tokio::test]
async fn the_owner_of_the_machine_sends_without() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        two_officers(stage, &hub).await;
        send(stage, &hub, None).await.unwrap();
    })
    .await;
}
