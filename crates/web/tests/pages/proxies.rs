//! Behind a proxy guesses are counted by who guesses, and not by the proxy.

use crate::stage::Stage;
use loonbrug_domain::access::Role;
use reqwest::StatusCode;

#[tokio::test]
async fn who_guesses_behind_a_proxy_waits_and_others_behind_it_do_not() {
    let stage = Stage::set().await;
    stage.user(Role::Owner, stage.organisation).await;
    let sign_in = async |address, is_right| stage.sign_in_from(address, Role::Owner, is_right).await.status();
    for _ in 0..5 {
        assert_eq!(sign_in("203.0.113.7", false).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(
        sign_in("203.0.113.7", true).await,
        StatusCode::UNAUTHORIZED,
        "guessed too often"
    );
    // What stands before the proxy's own word anybody can write.
    assert_eq!(
        sign_in("198.51.100.9, 203.0.113.7", true).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(sign_in("198.51.100.9", true).await, StatusCode::SEE_OTHER);
}
