//! What a letter holds, and who gets one.

use super::{header, organisation, pause, subjects, tell, user, writing};
use crate::access::sign_in_from;
use crate::stage::{COUPLING, Mailbox, ORGANISATION, over};
use loonbrug_domain::access::Role;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::notice::{NoticeKind, Timing};
use loonbrug_domain::{DateRange, HundredthHours};
use loonbrug_hub::ledgers::NewLeaveRequest;
use loonbrug_nmbrs::capability::Interface;
use secrecy::ExposeSecret as _;
use std::collections::BTreeMap;

#[tokio::test]
async fn a_coupling_that_stands_still_is_told_to_whoever_can_mend_it() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        stage.couple(COUPLING).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        user(&hub, "boekhouder@voorbeeld.nl", Role::Bookkeeper, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        pause(stage).await;
        tell(&hub).await;
        tell(&hub).await;
        let letters = mailbox.letters().split_off(before);
        assert_eq!(subjects(&letters), ["Voorbeeld Retail: Een koppeling staat stil"]);
        let letter = &letters[0];
        assert_eq!(header(letter, "To"), "eigenaar@voorbeeld.nl");
        assert_eq!(header(letter, "From"), "Loonbrug <loonbrug@voorbeeld.nl>");
        assert_eq!(header(letter, "Auto-Submitted"), "auto-generated");
        assert_eq!(header(letter, "Date"), "Wed, 17 May 2023 07:00:00 +0000");
        assert!(header(letter, "Message-ID").ends_with("@voorbeeld.nl>"), "{letter}");
        let organisation = organisation(&hub).await;
        let link = format!("https://loonbrug.voorbeeld.nl/e/{organisation}/couplings/modehuis");
        let unfolded = letter.replace("=\n", "");
        assert_eq!(unfolded.matches(&link).count(), 2, "{letter}");
        for part in ["text/plain", "text/html", "staat stil"] {
            assert!(letter.contains(part), "{part}: {letter}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_comes_with_its_link_and_is_forgotten_then() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let new = loonbrug_hub::access::NewUser {
            email: "fleur@voorbeeld.nl".parse().unwrap(),
            name: "Fleur".to_owned(),
            language: loonbrug_domain::Language::English,
        };
        let first = hub.add_user(&new).await.unwrap();
        assert!(first.is_written);
        // A second invitation takes the first back, also the letter that did not leave yet.
        let user = hub.user_of_email(&new.email).await.unwrap();
        let second = hub.invite(&user).await.unwrap();
        tell(&hub).await;
        let letters = mailbox.letters();
        assert_eq!(subjects(&letters), ["Choose your password for Loonbrug"]);
        let letter = letters[0].replace("=\n", "");
        assert!(
            letter.contains(&format!("/invitation/{}", second.secret.expose_secret())),
            "{letter}"
        );
        assert!(!letter.contains(first.secret.expose_secret()), "{letter}");
        let sealed = hub.store.sealed(loonbrug_store::SealedIn::Link, "").await.unwrap();
        assert_eq!(sealed, []);
    })
    .await;
}

#[tokio::test]
async fn a_new_place_and_a_new_password_are_told_to_whose_they_are() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        user(&hub, "fleur@voorbeeld.nl", Role::Owner, None).await;
        for from in ["192.0.2.1", "192.0.2.1", "198.51.100.7"] {
            sign_in_from(&hub, from, "fleur@voorbeeld.nl", super::PASSWORD)
                .await
                .unwrap();
        }
        tell(&hub).await;
        let mut told = subjects(&mailbox.letters());
        told.sort();
        let place = "Ingelogd vanaf een nieuwe plek";
        assert_eq!(told, [place, place, "Je wachtwoord is gewijzigd"]);
    })
    .await;
}

#[tokio::test]
async fn leave_is_told_to_who_decides_and_then_to_who_asked() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let coupling = stage.couple(COUPLING).await;
        stage.import_people(&coupling).await;
        let organisation = organisation(&hub).await;
        hub.put_ledger_settings(organisation, &LedgerSettings::of_the_law("2023-01-01".parse().unwrap()))
            .await
            .unwrap();
        let person = hub.person_called(organisation, "Thomas Lakeman").await.unwrap().id;
        user(&hub, "salaris@voorbeeld.nl", Role::Payroll, None).await;
        user(&hub, "thomas@voorbeeld.nl", Role::Employee, Some(person)).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        let asked = NewLeaveRequest {
            person,
            days: DateRange::new("2023-06-05".parse().unwrap(), "2023-06-05".parse().unwrap()).unwrap(),
            hours: HundredthHours(800),
            on_employer: false,
            leave_type: "Vakantie".to_owned(),
            description: "bruiloft".to_owned(),
        };
        let request = hub.request_leave(organisation, asked).await.unwrap();
        tell(&hub).await;
        hub.decide_leave(organisation, request.id, RequestState::Approved, "")
            .await
            .unwrap();
        tell(&hub).await;
        tell(&hub).await;
        let letters = mailbox.letters().split_off(before);
        let told: Vec<_> = letters.iter().map(|letter| header(letter, "To")).collect();
        assert_eq!(told, ["salaris@voorbeeld.nl", "thomas@voorbeeld.nl"]);
        assert!(
            letters
                .iter()
                .all(|letter| !letter.contains("bruiloft") && !letter.contains("Lakeman"))
        );
    })
    .await;
}

#[tokio::test]
async fn who_wants_one_letter_a_day_gets_one_and_who_wants_none_gets_none() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        let coupling = stage.couple(COUPLING).await;
        let organisation = organisation(&hub).await;
        for (email, timing) in [
            ("eigenaar@voorbeeld.nl", Timing::Daily),
            ("salaris@voorbeeld.nl", Timing::Never),
        ] {
            user(&hub, email, Role::Owner, None).await;
            let signed = sign_in_from(&hub, "192.0.2.1", email, super::PASSWORD).await.unwrap();
            let visitor = hub.visitor(signed.secret.expose_secret()).await.unwrap();
            let kinds = [
                NoticeKind::CouplingPaused,
                NoticeKind::CouplingResumed,
                NoticeKind::Invited,
            ];
            let wanted: BTreeMap<_, _> = kinds.map(|kind| (kind, timing)).into();
            hub.choose_notices(&visitor, Some(organisation), &wanted).await.unwrap();
            let chosen = hub.notice_timings(&visitor).await.unwrap();
            let chosen = chosen.get(&organisation).unwrap();
            assert_eq!(chosen.get(&NoticeKind::CouplingPaused), Some(&timing));
            assert_eq!(chosen.get(&NoticeKind::Invited), None, "nobody chooses that");
        }
        tell(&hub).await;
        let before = mailbox.letters().len();
        pause(stage).await;
        hub.resume(&stage.coupling().await).await.unwrap();
        assert_eq!(coupling.row.paused, None);
        tell(&hub).await;
        assert_eq!(mailbox.letters().len(), before, "not before the morning");
        stage.clock.advance(24 * 3_600);
        tell(&hub).await;
        let letters = mailbox.letters().split_off(before);
        assert_eq!(subjects(&letters), ["Loonbrug: 2 meldingen"]);
        assert_eq!(header(&letters[0], "To"), "eigenaar@voorbeeld.nl");
        assert!(letters[0].contains(ORGANISATION));
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_written_and_later_nothing_old_comes() {
    over(Interface::Rest, async |stage| {
        let mailbox = Mailbox::open().await;
        let hub = writing(&stage.hub, &mailbox);
        stage.couple(COUPLING).await;
        user(&hub, "eigenaar@voorbeeld.nl", Role::Owner, None).await;
        tell(&hub).await;
        let before = mailbox.letters().len();
        pause(stage).await;
        assert_eq!(stage.hub.find_notices().await.unwrap(), 1);
        tell(&hub).await;
        assert_eq!(mailbox.letters().len(), before);
    })
    .await;
}
