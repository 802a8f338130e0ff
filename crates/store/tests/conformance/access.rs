//! Users, sessions, attempts to sign in, tokens and approvals.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry, id};
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Right, Role};
use loonbrug_domain::ids::{SessionId, TokenId, UserId};
use loonbrug_store::{
    AcceptedBy, ApiToken, AttemptCounts, PlanApproval, Session, Store, StoreError, Telling, Theme, User,
};

pub const SECRET: [u8; 32] = [1; 32];
const OTHER: [u8; 32] = [2; 32];

/// A user without password and second factor.
pub fn user(number: u128, email: &str) -> User {
    User {
        id: UserId(id(number)),
        email: email.parse().unwrap(),
        name: "Thomas Lakeman".to_owned(),
        language: Language::Dutch,
        theme: Theme::System,
        password: None,
        second_factor: None,
        offered_factor: None,
        disabled_at: None,
        created_at: at(0),
    }
}

fn grant(world: &World, role: Role) -> Grant {
    Grant {
        organisation: world.organisation,
        role,
        groups: ["Bar", "Keuken"].map(str::to_owned).into(),
        person: Some(world.person(1)),
    }
}

/// A session of a user.
pub fn session(number: u128, user: UserId) -> Session {
    Session {
        id: SessionId(id(number)),
        user,
        device: "Firefox".to_owned(),
        created_at: at(0),
        seen_at: at(0),
        ends_at: at(1_000),
        proven_at: Some(at(0)),
        provider_factor: true,
    }
}

/// A token of the organisation.
pub fn token(world: &World) -> ApiToken {
    ApiToken {
        id: TokenId(world.id(900)),
        organisation: world.organisation,
        name: "rooster".to_owned(),
        prefix: "lb_abcd".to_owned(),
        scopes: [Right::SeeHours, Right::SendLines].into(),
        created_by: "thomas".to_owned(),
        created_at: at(0),
        ends_at: at(1_000),
        used_at: None,
        revoked_at: None,
    }
}

fn approval(by: &str, second: i64) -> PlanApproval {
    PlanApproval {
        fingerprint: "abc".to_owned(),
        approved_by: by.to_owned(),
        approved_at: at(second),
    }
}

/// Adds a user.
pub async fn added(store: &Store) -> User {
    let user = user(50, "Thomas@voorbeeld-retail.nl");
    store.insert_user(&user, &[]).await.unwrap();
    user
}

/// A row in every table of this family.
pub async fn fill(store: &Store, world: &World) {
    let user = added(store).await;
    store.set_password(user.id, "$argon2id$", &[]).await.unwrap();
    store.offer_second_factor(user.id, &[7, 0, 255]).await.unwrap();
    let confirmed = store.confirm_second_factor(user.id, (&[7, 0, 255], 3), &[SECRET], &[]);
    assert!(confirmed.await.unwrap());
    store
        .invite(user.id, (&SECRET, at(9)), &Telling::default(), &[])
        .await
        .unwrap();
    store
        .put_grant(user.id, &grant(world, Role::Planner), &[])
        .await
        .unwrap();
    store
        .begin_session(&session(51, user.id), &SECRET, (at(0), at(-60)))
        .await
        .unwrap();
    let times = (at(-900), at(-9_000));
    store
        .begin_attempt((id(52), at(0)), &SECRET, &OTHER, times)
        .await
        .unwrap();
    store.insert_token(&token(world), &SECRET, &[]).await.unwrap();
    store.put_access_settings(world.organisation, "{}", &[]).await.unwrap();
    let of = (world.organisation, world.coupling);
    store.approve_plan(of, &approval("thomas", 1), &[]).await.unwrap();
}

pub async fn users_are_kept_by_address(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let found = store
        .user_of_email(&"thomas@VOORBEELD-retail.nl".parse().unwrap())
        .await;
    assert_eq!(found.unwrap(), Some(user.clone()));
    let again = self::user(51, "THOMAS@voorbeeld-retail.nl");
    let error = store.insert_user(&again, &[audit_entry(None, "a")]).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    assert!(store.audit(None, 10).await.unwrap().is_empty(), "nothing of it is kept");
    store
        .set_preferences(user.id, "Thomas L.", Language::English, Theme::Dark)
        .await
        .unwrap();
    store
        .set_password(user.id, "$argon2id$", &[audit_entry(None, "b")])
        .await
        .unwrap();
    let changed = User {
        name: "Thomas L.".to_owned(),
        language: Language::English,
        theme: Theme::Dark,
        password: Some("$argon2id$".to_owned()),
        ..user
    };
    assert_eq!(store.users().await.unwrap(), std::slice::from_ref(&changed));
    assert_eq!(store.user(changed.id).await.unwrap(), Some(changed));
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 1);
}

pub async fn an_invitation_works_once_and_ends_sessions(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    store
        .begin_session(&session(51, user.id), &OTHER, (at(0), at(-60)))
        .await
        .unwrap();
    store
        .invite(user.id, (&OTHER, at(10)), &Telling::default(), &[])
        .await
        .unwrap();
    store
        .invite(user.id, (&SECRET, at(10)), &Telling::default(), &[])
        .await
        .unwrap();
    assert_eq!(
        store.invited(&OTHER, at(1)).await.unwrap(),
        None,
        "a new one takes its place"
    );
    assert_eq!(store.invited(&SECRET, at(10)).await.unwrap(), None, "too late");
    assert_eq!(store.invited(&SECRET, at(9)).await.unwrap(), Some(user.clone()));
    assert!(
        !store
            .redeem_invitation(&SECRET, at(10), AcceptedBy::Password("late"), &[])
            .await
            .unwrap()
    );
    assert!(
        store
            .redeem_invitation(&SECRET, at(9), AcceptedBy::Password("first"), &[])
            .await
            .unwrap()
    );
    assert!(
        !store
            .redeem_invitation(&SECRET, at(9), AcceptedBy::Password("second"), &[])
            .await
            .unwrap()
    );
    let password = store.user(user.id).await.unwrap().unwrap().password;
    assert_eq!(password.as_deref(), Some("first"));
    assert!(store.sessions(user.id).await.unwrap().is_empty());
}

pub async fn a_second_factor_is_confirmed_as_it_was_offered(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    store.offer_second_factor(user.id, &[1]).await.unwrap();
    store.offer_second_factor(user.id, &[2]).await.unwrap();
    let confirm = async |sealed: &[u8], codes: &[[u8; 32]]| {
        store
            .confirm_second_factor(user.id, (sealed, 5), codes, &[])
            .await
            .unwrap()
    };
    assert!(!confirm(&[1], &[SECRET]).await);
    assert!(confirm(&[2], &[SECRET, OTHER]).await);
    assert!(!confirm(&[2], &[]).await, "only once");
    let kept = store.user(user.id).await.unwrap().unwrap();
    assert_eq!((kept.second_factor, kept.offered_factor), (Some(vec![2]), None));
    assert_eq!(store.recovery_codes_left(user.id).await.unwrap(), 2);
    assert!(
        !store.take_step(user.id, 5).await.unwrap(),
        "the code that confirmed is used"
    );
    store.remove_second_factor(user.id, &[]).await.unwrap();
    assert_eq!(store.user(user.id).await.unwrap().unwrap().second_factor, None);
    assert_eq!(store.recovery_codes_left(user.id).await.unwrap(), 0);
}

pub async fn a_code_is_used_once(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let (one, other) = tokio::join!(store.take_step(user.id, 7), store.take_step(user.id, 7));
    assert!(one.unwrap() ^ other.unwrap());
    assert!(!store.take_step(user.id, 6).await.unwrap(), "nor an earlier one");
    assert!(store.take_step(user.id, 8).await.unwrap());
    store.put_recovery_codes(user.id, &[SECRET], &[]).await.unwrap();
    assert!(!store.take_recovery_code(user.id, &OTHER).await.unwrap());
    assert!(store.take_recovery_code(user.id, &SECRET).await.unwrap());
    assert!(!store.take_recovery_code(user.id, &SECRET).await.unwrap());
}

pub async fn grants_are_kept_by_organisation(database: Database) {
    let store = database.open().await;
    let (mine, theirs) = (World::new(&store).await, World::numbered(&store, 2).await);
    let user = added(&store).await;
    let planner = grant(&mine, Role::Planner);
    store.put_grant(user.id, &grant(&mine, Role::Owner), &[]).await.unwrap();
    store.put_grant(user.id, &planner, &[]).await.unwrap();
    assert_eq!(store.grants(user.id).await.unwrap(), std::slice::from_ref(&planner));
    let elsewhere = Grant {
        organisation: theirs.organisation,
        ..planner.clone()
    };
    let error = store.put_grant(user.id, &elsewhere, &[]).await.unwrap_err();
    assert!(
        matches!(error, StoreError::NotFound { .. }),
        "their organisation has no such person: {error:?}"
    );
    let of = async |world: &World| store.grants_of_organisation(world.organisation).await.unwrap();
    assert_eq!(of(&mine).await, [(user.id, planner)]);
    assert_eq!(of(&theirs).await, []);
    store.remove_grant(user.id, mine.organisation, &[]).await.unwrap();
    assert_eq!(store.grants(user.id).await.unwrap(), []);
}

pub async fn sessions_are_found_by_their_secret_and_end(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    let (first, second) = (session(51, user.id), session(52, user.id));
    store.begin_session(&first, &SECRET, (at(0), at(-60))).await.unwrap();
    store.begin_session(&second, &OTHER, (at(0), at(-60))).await.unwrap();
    assert_eq!(store.session(&SECRET).await.unwrap(), Some(first.clone()));
    store.session_seen(first.id, at(70)).await.unwrap();
    store
        .prove_session(first.id, &[3; 32], (at(80), at(2_000)))
        .await
        .unwrap();
    assert_eq!(store.session(&SECRET).await.unwrap(), None, "under a new secret");
    let proven = Session {
        seen_at: at(80),
        ends_at: at(2_000),
        proven_at: Some(at(80)),
        ..first.clone()
    };
    assert_eq!(store.session(&[3; 32]).await.unwrap(), Some(proven));
    let waiting = Session {
        created_at: at(90),
        seen_at: at(90),
        proven_at: None,
        ..session(53, user.id)
    };
    store.begin_session(&waiting, &[4; 32], (at(60), at(60))).await.unwrap();
    assert_eq!(store.session(&OTHER).await.unwrap(), None, "forgotten: idle");
    store.end_session(UserId(id(99)), first.id).await.unwrap();
    assert_eq!(
        store.sessions(user.id).await.unwrap().len(),
        2,
        "somebody else ends nothing"
    );
    store.end_other_sessions(user.id, waiting.id).await.unwrap();
    assert_eq!(store.sessions(user.id).await.unwrap(), std::slice::from_ref(&waiting));
    store.end_session(user.id, waiting.id).await.unwrap();
    assert_eq!(store.sessions(user.id).await.unwrap(), []);
}

pub async fn a_disabled_user_has_no_session(database: Database) {
    let store = database.open().await;
    let user = added(&store).await;
    store
        .invite(user.id, (&SECRET, at(10)), &Telling::default(), &[])
        .await
        .unwrap();
    store
        .begin_session(&session(51, user.id), &SECRET, (at(0), at(-60)))
        .await
        .unwrap();
    store.disable_user(user.id, Some(at(5)), &[]).await.unwrap();
    assert_eq!(store.session(&SECRET).await.unwrap(), None);
    assert_eq!(store.invited(&SECRET, at(6)).await.unwrap(), None);
    assert_eq!(store.user(user.id).await.unwrap().unwrap().disabled_at, Some(at(5)));
    store.disable_user(user.id, None, &[]).await.unwrap();
    assert_eq!(store.user(user.id).await.unwrap(), Some(user));
}

pub async fn attempts_are_counted_by_account_and_address(database: Database) {
    let store = database.open().await;
    let (mine, theirs, here, there) = ([1; 32], [2; 32], [3; 32], [4; 32]);
    let begin = async |number, second, account: &[u8; 32], address: &[u8; 32]| {
        let times = (at(second - 900), at(second - 9_000));
        store
            .begin_attempt((id(number), at(second)), account, address, times)
            .await
            .unwrap()
    };
    let counts = |both, of_address, of_account, succeeded| AttemptCounts {
        of_account_from_address: both,
        from_address: of_address,
        of_account,
        succeeded,
    };
    assert_eq!(begin(1, 0, &mine, &here).await, counts(0, 0, 0, 0));
    assert_eq!(begin(2, 1, &mine, &there).await, counts(0, 0, 1, 0));
    assert_eq!(begin(3, 2, &theirs, &here).await, counts(0, 1, 0, 0));
    assert_eq!(begin(4, 3, &mine, &here).await, counts(1, 2, 2, 0));
    store.attempt_succeeded(id(4)).await.unwrap();
    store.forget_attempt(id(3)).await.unwrap();
    assert_eq!(begin(5, 4, &mine, &here).await, counts(1, 1, 2, 1));
    assert_eq!(
        begin(6, 2_000, &mine, &here).await,
        counts(0, 0, 0, 1),
        "failures are forgotten"
    );
    assert_eq!(
        begin(7, 20_000, &mine, &here).await,
        counts(0, 0, 0, 0),
        "and successes later"
    );
}

pub async fn tokens_are_kept_and_revoked_once(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let token = token(&world);
    store.insert_token(&token, &SECRET, &[]).await.unwrap();
    store.token_used(token.id, at(4)).await.unwrap();
    let used = ApiToken {
        used_at: Some(at(4)),
        ..token
    };
    assert_eq!(store.token(&SECRET).await.unwrap(), Some(used.clone()));
    assert_eq!(store.token(&OTHER).await.unwrap(), None);
    let revoke = async |world: &World| {
        store
            .revoke_token(world.organisation, used.id, at(5), &[audit_entry(None, "revoked")])
            .await
            .unwrap()
    };
    assert!(!revoke(&other).await, "another organisation revokes nothing");
    assert!(revoke(&world).await);
    assert!(!revoke(&world).await);
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 1);
    assert_eq!(store.tokens(other.organisation).await.unwrap(), []);
    let revoked = ApiToken {
        revoked_at: Some(at(5)),
        ..used
    };
    assert_eq!(store.tokens(world.organisation).await.unwrap(), [revoked]);
}

pub async fn the_first_approval_of_somebody_counts(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let of = (world.organisation, world.coupling);
    for approval in [approval("thomas", 1), approval("fleur", 2), approval("thomas", 3)] {
        store.approve_plan(of, &approval, &[]).await.unwrap();
    }
    let found = store.plan_approvals(world.coupling, "abc").await.unwrap();
    assert_eq!(found, [approval("thomas", 1), approval("fleur", 2)]);
    assert_eq!(store.plan_approvals(world.coupling, "abd").await.unwrap(), []);
    for sql in [
        "UPDATE plan_approval SET approved_by = 'joeri'",
        "DELETE FROM plan_approval",
    ] {
        let error = database.raw(sql).await.unwrap_err();
        assert!(error.to_string().contains("plan_approval only grows"), "{error}");
    }
}

pub async fn what_is_asked_of_users_is_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    assert_eq!(store.access_settings(world.organisation).await.unwrap(), None);
    for content in ["{}", r#"{"four-eyes":true}"#] {
        store
            .put_access_settings(world.organisation, content, &[])
            .await
            .unwrap();
    }
    let kept = store.access_settings(world.organisation).await.unwrap();
    assert_eq!(kept.as_deref(), Some(r#"{"four-eyes":true}"#));
}
