//! What can be wrong at Nmbrs: each time a reason that says what to do, and nothing stored, sent or lost.

use crate::stage::{APPLY, Over, PLAN, Stage, free_port};
use loonbrug_sandbox::FaultKind;
use loonbrug_sandbox::data::log_in;

const UNKNOWN_USER: (&str, &str) = (
    "Nmbrs kent dit e-mailadres, dit token of dit domein niet. Controleer ze in Nmbrs",
    "Nmbrs does not know this e-mail address, token or domain. Check them in Nmbrs",
);
const NOT_ALLOWED: (&str, &str) = (
    "Dit account mag deze aanroep niet doen. Zet hem aan in Nmbrs",
    "This account may not make this call. Switch it on in Nmbrs",
);
const NO_CONSENT: (&str, &str) = (
    "De toestemming in Nmbrs is ingetrokken of verlopen. Log opnieuw in bij Nmbrs; er is niets verloren.",
    "The consent in Nmbrs was revoked or has run out. Log in at Nmbrs again; nothing is lost.",
);
const LATER: (&str, &str) = (
    "Nmbrs is nu niet bereikbaar of heeft het druk. Er is niets gebeurd; probeer het later opnieuw.",
    "Nmbrs cannot be reached now or is busy. Nothing happened; try again later.",
);

#[tokio::test]
async fn a_link_that_cannot_work_is_not_made() {
    let stage = Stage::set().await;
    let add = stage.add(Over::Soap);
    stage.file("wrong", "fout\n");
    stage.file("nothing", "\n");
    let (dutch, english) = UNKNOWN_USER;
    stage
        .refuses(&add.replace("file token", "file wrong"), dutch, english)
        .await;
    let domain = format!("domain {}", log_in::DOMAIN);
    stage
        .refuses(&add.replace(&domain, "domain elders"), dutch, english)
        .await;
    stage
        .refuses(&add.replace(log_in::EMAIL, "iemand@example.nl"), dutch, english)
        .await;
    stage
        .refuses(
            &add.replace("file token", "file nothing"),
            "nothing is leeg",
            "nothing is empty",
        )
        .await;
    stage
        .refuses(
            &add.replace("file token", "file away"),
            "away is niet te lezen",
            "away cannot be read",
        )
        .await;
    let seen = "1 Modehuis Voorbeeld B.V., 2 Eetcafé De Proef B.V.";
    stage
        .refuses(
            &add.replace("--company 1", "--company 77"),
            &format!("Het bedrijf \"77\" is voor dit account niet te zien. Wel te zien: {seen}"),
            &format!("Company \"77\" is not visible to this account. Visible are: {seen}"),
        )
        .await;
    let one_of_two = add.replace("--company 1", "--company 1 --company 77");
    stage.refuses(&one_of_two, "niet te zien", "not visible").await;
    let rules = format!("{add} --rules onbekend");
    stage
        .refuses(
            &rules,
            "Er is geen regelset \"onbekend\"",
            "There is no rule set \"onbekend\"",
        )
        .await;
    let codes = format!("{add} --hour-code 150=6050 --hour-code 150=6080");
    stage
        .refuses(
            &codes,
            "Factor 150 % heeft twee uurcodes",
            "Factor 150 % has two hour codes",
        )
        .await;
    assert_eq!(stage.picture().await.stored("organisation"), 0);
}

#[tokio::test]
async fn nobody_answers() {
    let stage = Stage::ready(Over::Soap).await;
    let before = stage.picture().await;
    let nobody = format!("http://127.0.0.1:{}/", free_port().await);
    let add = stage
        .add(Over::Soap)
        .replace(stage.at(), &nobody)
        .replace("modehuis", "elders");

    // The same of a coupling that worked: it stays as it is, and goes on later.
    stage.run("coupling export c.toml").await.done();
    let here = stage.text("c.toml");
    stage.file("c.toml", here.replace(stage.at(), &nobody));
    stage.run("coupling import c.toml --yes").await.done();
    tokio::join!(in_both_languages(&stage, &add, LATER), gives_up(&stage));
    stage.run("check").await.ended(1).says(LATER.0);
    stage.unchanged_since(&before).await;
    stage.file("c.toml", here);
    stage.run("coupling import c.toml --yes").await.done();
    stage.sends_all_once().await;
}

/// Reads are tried again and then given up, all at once because each takes its time; the coupling is not paused.
async fn gives_up(stage: &Stage) {
    tokio::join!(
        in_both_languages(stage, PLAN, LATER),
        in_both_languages(stage, "people plan --coupling modehuis", LATER),
        async { stage.run(APPLY).await.ended(1).because(LATER.0) },
        async {
            stage
                .run("people apply --coupling modehuis")
                .await
                .ended(1)
                .because(LATER.0)
        },
    );
    stage.run("coupling list").await.done().says("werkt");
}

async fn in_both_languages(stage: &Stage, words: &str, (dutch, english): (&str, &str)) {
    let in_english = format!("{words} --language en");
    let (ran, ran_in_english) = tokio::join!(stage.run(words), stage.run(&in_english));
    ran.ended(1).because(dutch);
    ran_in_english.ended(1).because(english);
}

/// A fault that a person must mend pauses the coupling; after that it goes on where it was.
async fn pauses(over: Over, (dutch, english): (&str, &str), spoil: impl Fn(&Stage), mend: impl AsyncFn(&Stage)) {
    let stage = Stage::ready(over).await;
    let before = stage.picture().await;
    for (command, language, reason) in [(PLAN, "nl", dutch), (APPLY, "en", english)] {
        spoil(&stage);
        stage
            .run(&format!("{command} --language {language}"))
            .await
            .ended(1)
            .because(reason);
        stage.run("coupling list").await.ended(3).says(dutch);
        stage
            .run(command)
            .await
            .ended(1)
            .because("De koppeling \"modehuis\" staat stil: ");
        stage
            .run("people apply --coupling modehuis")
            .await
            .ended(1)
            .because("staat stil: ");
        stage.run("check").await.ended(1).says(dutch);
        stage.run("check --coupling modehuis --resume").await.ended(1);
        stage.unchanged_since(&before).await;
        mend(&stage).await;
        stage.run("coupling list").await.done().says("werkt");
    }
    stage.sends_all_once().await;
}

#[tokio::test]
async fn the_token_is_withdrawn() {
    let withdraw = |stage: &Stage| stage.let_the_token_work(false);
    pauses(Over::Soap, UNKNOWN_USER, withdraw, async |stage| {
        stage.let_the_token_work(true);
        stage.run("check --coupling modehuis --resume").await.done();
    })
    .await;
}

/// A new token that is wrong does not take the place of the one that works.
#[tokio::test]
async fn a_wrong_new_token_is_not_taken() {
    let stage = Stage::ready(Over::Soap).await;
    stage.file("wrong", "fout\n");
    let new = format!("coupling login modehuis --email {} --token-file wrong", log_in::EMAIL);
    stage.refuses(&new, UNKNOWN_USER.0, UNKNOWN_USER.1).await;
    stage.run(APPLY).await.done().says("27 regels in Nmbrs, teruggelezen");
}

#[tokio::test]
async fn the_consent_is_taken_back() {
    pauses(Over::Rest, NO_CONSENT, Stage::revoke_consent, log_in_again).await;
}

#[tokio::test]
async fn the_consent_has_run_out() {
    pauses(Over::Rest, NO_CONSENT, Stage::years_later, log_in_again).await;
}

async fn log_in_again(stage: &Stage) {
    stage.sandbox.play().world_mut().clock = None;
    stage.run_and_log_in("coupling login modehuis --login").await.done();
}

#[tokio::test]
async fn a_right_to_read_is_missing() {
    let spoil = |stage: &Stage| stage.forbid("EmployeeService.HourComponentVar_Get");
    pauses(Over::Soap, NOT_ALLOWED, spoil, async |stage| {
        stage.allow_everything();
        stage.run("check --coupling modehuis --resume").await.done();
    })
    .await;
}

#[tokio::test]
async fn a_right_to_write_is_missing() {
    let stage = Stage::ready(Over::Soap).await;
    stage.forbid("EmployeeService.HourComponentVar_Insert*");
    let checked = stage.run("check").await.ended(1).says("✗");
    checked
        .says("EmployeeService.HourComponentVar_Insert")
        .says("Zet aan: Nmbrs: Instellingen");
    stage
        .run("check --language en")
        .await
        .ended(1)
        .says("Switch on: Nmbrs: Instellingen (Settings)");
    let ran = stage.run(APPLY).await;
    assert_eq!(stage.picture().await.in_nmbrs().0, 0, "{ran}");
    ran.ended(3).says("gestopt: Dit account mag deze aanroep niet doen");
    stage.allow_everything();
    stage.run("check --coupling modehuis --resume").await.done();
    stage.sends_all_once().await;
}

#[tokio::test]
async fn a_scope_is_missing() {
    let stage = Stage::ready(Over::Rest).await;
    stage.forbid("employee.payment");
    let checked = stage
        .run("check")
        .await
        .ended(1)
        .says("✗")
        .says("zonder het toevoegen van uren");
    checked.says("Log opnieuw in bij Nmbrs en geef toestemming voor deze scope");
    let ran = stage.run(APPLY).await;
    assert_eq!(stage.picture().await.in_nmbrs(), (0, 0), "{ran}");
    ran.ended(3).says("gestopt: Dit account mag deze aanroep niet doen");
    stage.allow_everything();
    stage.run("check --coupling modehuis --resume").await.done();
    stage.sends_all_once().await;
}

/// Answers that are none: nothing is taken for gone, and later all goes on.
async fn goes_on_after(over: Over, kind: FaultKind) {
    let stage = Stage::ready(over).await;
    let before = stage.picture().await;
    stage.break_calls("*", kind);
    gives_up(&stage).await;
    stage.mend_calls();
    stage.unchanged_since(&before).await;
    stage.run("people plan --coupling modehuis").await.done();
    stage.sends_all_once().await;
}

const HTML: FaultKind = FaultKind::Html { after_effect: false };
const DOWN: FaultKind = FaultKind::Status {
    status: 503,
    after_effect: false,
};

#[tokio::test]
async fn answers_that_are_no_xml() {
    tokio::join!(
        goes_on_after(Over::Soap, FaultKind::Malformed),
        goes_on_after(Over::Soap, FaultKind::Truncated),
        goes_on_after(Over::Soap, FaultKind::BrokenOff),
        goes_on_after(Over::Soap, HTML),
        goes_on_after(Over::Soap, DOWN),
    );
}

#[tokio::test]
async fn answers_that_are_no_json() {
    tokio::join!(
        goes_on_after(Over::Rest, FaultKind::Malformed),
        goes_on_after(Over::Rest, FaultKind::Truncated),
        goes_on_after(Over::Rest, FaultKind::BrokenOff),
        goes_on_after(Over::Rest, HTML),
        goes_on_after(Over::Rest, DOWN),
    );
}

/// Answers to writes that are none: what arrived is found by reading back, and nothing goes twice.
async fn never_twice(over: Over, operation: &str, kind: FaultKind) {
    let stage = Stage::ready(over).await;
    stage.break_some_calls(operation, 3, kind);
    stage.run(APPLY).await;
    stage.mend_calls();
    stage.sends_all_once().await;
}

#[tokio::test]
async fn unreadable_answers_to_writes_over_soap() {
    let insert = "EmployeeService.HourComponentVar_Insert";
    tokio::join!(
        never_twice(Over::Soap, insert, FaultKind::Malformed),
        never_twice(Over::Soap, insert, FaultKind::Truncated),
        never_twice(Over::Soap, insert, FaultKind::Html { after_effect: true }),
        never_twice(Over::Soap, insert, FaultKind::AnswerLost),
    );
}

#[tokio::test]
async fn unreadable_answers_to_writes_over_rest() {
    let insert = "POST */variablehours";
    tokio::join!(
        never_twice(Over::Rest, insert, FaultKind::Malformed),
        never_twice(Over::Rest, insert, FaultKind::Truncated),
        never_twice(Over::Rest, insert, FaultKind::Html { after_effect: true }),
        never_twice(Over::Rest, insert, FaultKind::AnswerLost),
    );
}
