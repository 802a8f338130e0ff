//! Logging in at Nmbrs in the browser, and what can go wrong there.

use crate::stage::{APPLY, Over, PLAN, Stage, free_redirect, registered, run_and_log_in};
use loonbrug_sandbox::browser::LogIn;
use loonbrug_sandbox::data::log_in;

/// The registration in loonbrug.toml, with its secrets in files.
#[tokio::test]
async fn the_registration_may_stand_in_the_configuration_file() {
    let stage = Stage::set().await;
    let redirect = free_redirect().await;
    stage.file("secret", format!("{}\n", log_in::CLIENT_SECRET));
    stage.file("subscription", format!("{}\n", log_in::SUBSCRIPTION_KEY));
    let client = log_in::CLIENT;
    stage.file(
        "loonbrug.toml",
        format!(
            "[nmbrs]\nclient-id = \"{client}\"\nclient-secret-file = \"secret\"\n\
             subscription-key-file = \"subscription\"\nredirect = \"{redirect}\"\n"
        ),
    );
    let add = stage.add(Over::Rest);
    let added = run_and_log_in(&stage.program(), &add, LogIn::default()).await.done();
    added
        .says("Log in bij Nmbrs op:")
        .says("modehuis: Modehuis Voorbeeld B.V. (1)");
    stage.file("secret", "");
    let again = "coupling login modehuis --login";
    stage
        .refuses(
            again,
            "secret is leeg: zet het geheim op de eerste regel.",
            "secret is empty",
        )
        .await;
}

#[tokio::test]
async fn moving_from_token_to_log_in_keeps_what_was_sent() {
    let stage = Stage::ready(Over::Soap).await;
    stage.run(APPLY).await.done();
    let before = stage.picture().await;
    let moved = stage.run_and_log_in("coupling move modehuis").await.done();
    moved.says("modehuis: 25 medewerkers, 18 regels in Nmbrs opnieuw herkend");
    assert!(stage.picture().await.same_in_nmbrs(&before));
    stage.run("coupling list").await.done().says("inloggen (REST)");
    stage
        .run(PLAN)
        .await
        .done()
        .says("27 ongewijzigd")
        .says("0 regels te versturen");
    stage.run(APPLY).await.done().says("0 regels te versturen");
    assert!(stage.picture().await.same_in_nmbrs(&before));
    stage.run("history").await.done().says("01-04-2023 t/m 30-04-2023");
    stage.run_and_log_in("coupling login modehuis --login").await.done();
    stage
        .run(&format!(
            "coupling login modehuis --email {} --token-file token",
            log_in::EMAIL
        ))
        .await
        .ended(1)
        .because("Deze koppeling gaat over de andere ingang");
}

#[tokio::test]
async fn without_a_registration_it_says_what_is_needed() {
    let stage = Stage::set().await;
    let add = stage.add(Over::Rest);
    let dutch = "Om in te loggen bij Nmbrs: zet [nmbrs] met client-id, client-secret-file, subscription-key-file en redirect in loonbrug.toml";
    stage
        .refuses(&add, dutch, "To log in at Nmbrs: put [nmbrs] with client-id")
        .await;
}

#[tokio::test]
async fn a_redirect_elsewhere_or_taken_is_refused_before_the_browser_goes_anywhere() {
    let stage = Stage::set().await;
    let add = stage.add(Over::Rest);
    let elsewhere = registered(
        stage.program(),
        &"https://loonbrug.example.nl/callback".parse().unwrap(),
    );
    let taken = registered(stage.program(), stage.sandbox.base_url());
    let nowhere = stage.program().with("LOONBRUG_NMBRS_CLIENT_ID", "x");
    let nowhere = nowhere
        .with("LOONBRUG_NMBRS_CLIENT_SECRET", "x")
        .with("LOONBRUG_NMBRS_SUBSCRIPTION_KEY", "x");
    let nowhere = nowhere.with("LOONBRUG_NMBRS_REDIRECT", "hier");
    let before = stage.picture().await;
    for (program, reason) in [
        (
            elsewhere,
            "Hier inloggen kan alleen met een redirect naar deze machine, niet naar https://loonbrug.example.nl",
        ),
        (taken, "is bezet. Maak haar vrij en probeer het opnieuw."),
        (
            nowhere,
            "LOONBRUG_NMBRS_REDIRECT is geen adres, zoals http://localhost:8765/callback.",
        ),
    ] {
        program.run(&add).await.ended(1).because(reason);
    }
    stage.unchanged_since(&before).await;
}

/// The identity service itself refuses a client secret that is wrong.
#[tokio::test]
async fn a_wrong_client_secret_is_refused() {
    let stage = Stage::set().await;
    let before = stage.picture().await;
    let program = registered(stage.program(), &free_redirect().await);
    let program = program.with("LOONBRUG_NMBRS_CLIENT_SECRET", "fout");
    let ran = run_and_log_in(&program, &stage.add(Over::Rest), LogIn::default())
        .await
        .ended(1);
    ran.because("client");
    stage.unchanged_since(&before).await;
}

/// Before anybody logs in for nothing.
#[tokio::test]
async fn rest_does_not_tell_how_often_a_company_pays() {
    let stage = Stage::set().await;
    let add = stage.add(Over::Rest).replace(" --frequency monthly", "");
    let dutch = "Deze ingang vertelt niet hoe vaak het bedrijf verloont: zeg het met --frequency.";
    stage
        .refuses(&add, dutch, "This interface does not tell how often the company pays")
        .await;
}
