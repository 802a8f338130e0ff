//! Who keeps whom, and what is written down.

use super::{EMAIL, OFFICE, PASSWORD, grant, hub, organisation, refusal, sign_in, sign_in_from, user, visitor};
use crate::stage::{ORGANISATION, over};
use loonbrug_domain::access::Role;
use loonbrug_hub::access::AccessRefusal;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::AuditFilter;

const JOERI: &str = "joeri@voorbeeld-retail.nl";

#[tokio::test]
async fn an_owner_keeps_users_who_are_nothing_elsewhere() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let (own, theirs) = (
            organisation(&hub, ORGANISATION).await,
            organisation(&hub, "Bakkerij Smit").await,
        );
        let (fleur, joeri) = (user(&hub, EMAIL).await, user(&hub, JOERI).await);
        grant(&hub, &fleur, own, Role::Owner).await;
        let owner = visitor(&hub, &sign_in(&hub).await).await;
        let kept = async || hub.user_kept_by(&owner, joeri.id).await;
        assert_eq!(
            refusal(kept().await),
            AccessRefusal::NoUser(joeri.id.to_string()),
            "a stranger"
        );
        grant(&hub, &joeri, own, Role::Payroll).await;
        assert_eq!(kept().await.unwrap().id, joeri.id);
        grant(&hub, &joeri, theirs, Role::Bookkeeper).await;
        assert_eq!(refusal(kept().await), AccessRefusal::NotYours);
        let listed = hub.users(own).await.unwrap();
        let listed: Vec<_> = listed
            .iter()
            .map(|user| (user.email.as_str(), user.grants.len()))
            .collect();
        assert_eq!(listed, [(EMAIL, 1), (JOERI, 1)], "and nothing of elsewhere");
    })
    .await;
}

#[tokio::test]
async fn the_first_user_founds_an_organisation_and_owners_found_more() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        assert!(!hub.has_users().await.unwrap());
        user(&hub, EMAIL).await;
        user(&hub, JOERI).await;
        let session = sign_in(&hub).await;
        let first = visitor(&hub, &session).await;
        let own = hub.found_organisation(&first, ORGANISATION).await.unwrap();
        let owner = visitor(&hub, &session).await;
        assert_eq!(owner.grant(own.id).unwrap().role, Role::Owner);
        let taken = hub.found_organisation(&owner, ORGANISATION).await;
        assert_eq!(
            refusal(taken),
            AccessRefusal::OrganisationExists(ORGANISATION.to_owned())
        );
        let second = sign_in_from(&hub, "192.0.2.2", JOERI, PASSWORD).await.unwrap();
        let stranger = visitor(&hub, &second).await;
        let refused = hub.found_organisation(&stranger, "Bakkerij Smit").await;
        assert_eq!(refusal(refused), AccessRefusal::NotAnOwner);
        hub.found_organisation(&owner, "Bakkerij Smit").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_organisation_reads_what_was_done_there_and_how_its_users_signed_in() {
    over(Interface::Rest, async |stage| {
        let hub = hub(stage);
        let (own, theirs) = (
            organisation(&hub, ORGANISATION).await,
            organisation(&hub, "Bakkerij Smit").await,
        );
        let (fleur, joeri) = (user(&hub, EMAIL).await, user(&hub, JOERI).await);
        grant(&hub, &fleur, own, Role::Owner).await;
        grant(&hub, &joeri, theirs, Role::Owner).await;
        stage.advance(60).await;
        sign_in(&hub).await;
        sign_in_from(&hub, OFFICE, JOERI, "niet dit").await.unwrap_err();
        let read = async |organisation, filter: AuditFilter| {
            let entries = hub.audit_log(organisation, &filter).await.unwrap();
            let shown = entries
                .iter()
                .map(|entry| format!("{} {}", entry.action, entry.subject));
            shown.collect::<Vec<_>>()
        };
        assert_eq!(
            read(Some(own), AuditFilter::default()).await,
            [
                "sign-in.new-place fleur@voorbeeld-retail.nl",
                "user.role fleur@voorbeeld-retail.nl",
                "password.set fleur@voorbeeld-retail.nl",
                "user.invited fleur@voorbeeld-retail.nl",
                "user.added fleur@voorbeeld-retail.nl",
                "organisation.added Voorbeeld Retail",
            ]
        );
        let signing_in = AuditFilter {
            action: Some("sign-in".to_owned()),
            ..AuditFilter::default()
        };
        assert_eq!(
            read(Some(theirs), signing_in.clone()).await,
            ["sign-in.failed joeri@voorbeeld-retail.nl"]
        );
        assert_eq!(read(None, signing_in).await.len(), 2);
        let by_fleur = AuditFilter {
            actor: Some(EMAIL.to_owned()),
            before: stage.clock_now(),
            ..AuditFilter::default()
        };
        assert_eq!(
            read(Some(own), by_fleur).await,
            ["password.set fleur@voorbeeld-retail.nl"]
        );
    })
    .await;
}
