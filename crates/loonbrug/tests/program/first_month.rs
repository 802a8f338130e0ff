//! The steps of somebody new, one by one: link, import people, bring hours in, look, send, prove, look back.

use crate::stage::{APPLY, HOUR_CODES, Over, PLAN, SHIFTS_OF_APRIL, Stage, masked};
use insta::assert_snapshot;
use loonbrug_sandbox::data::log_in;

#[tokio::test]
async fn by_token() {
    let stage = Stage::set().await;
    stage.run("coupling list").await.done();
    let add = stage.add(Over::Soap);
    let choose = stage.run(&add.replace(" --company 1", "")).await.ended(3);
    assert_snapshot!(masked(&choose.stdout), @r"
    Nummer  Naam
         1  Modehuis Voorbeeld B.V.
         2  Eetcafé De Proef B.V.
    ");
    assert_eq!(choose.stderr, "Kies met --company.\n");
    let added = stage.run(&format!("{add} {HOUR_CODES}")).await.done();
    assert_eq!(
        (added.stdout.as_str(), added.stderr.as_str()),
        ("", "modehuis: Modehuis Voorbeeld B.V. (1)\n")
    );
    the_rest(&stage).await;
}

#[tokio::test]
async fn by_log_in() {
    let stage = Stage::linked(Over::Rest).await;
    the_rest(&stage).await;
}

/// Everything after the link, the same over both interfaces.
async fn the_rest(stage: &Stage) {
    stage
        .run("coupling list")
        .await
        .done()
        .says("1 Modehuis Voorbeeld B.V.")
        .says("werkt");
    stage
        .run("check")
        .await
        .done()
        .says("database in orde: SQLite")
        .says("geschiedenis van Retail in orde: 0 regels")
        .says("koppeling modehuis");

    let plan = stage.run("people plan --coupling modehuis").await.ended(3);
    let plan = plan.says("27 medewerkers gelezen · 0 gekoppeld");
    assert_eq!(plan.stdout.matches("importeren als nieuwe medewerker").count(), 25);
    let people = "people apply --coupling modehuis --import-new";
    stage
        .run(people)
        .await
        .done()
        .says("27 gelezen · 25 nieuw · 0 gekoppeld · 0 wijzigingen");
    stage
        .run(people)
        .await
        .done()
        .says("· 0 nieuw · 0 gekoppeld · 0 wijzigingen");
    stage.run("people plan --coupling modehuis").await.done();
    let list = stage.run("people list --organisation Retail").await.done();
    assert_eq!(list.stdout.lines().count(), 1 + 25, "{list}");

    stage.file("april.csv", SHIFTS_OF_APRIL);
    stage
        .run("hours import april.csv")
        .await
        .done()
        .says("april.csv: 46 regels · 46 bruikbaar · 0 niet bruikbaar")
        .says("46 nieuw · 0 gewijzigd · 0 vervallen · 0 ongewijzigd\nopgeslagen");

    let looked = stage.run(&format!("{PLAN} --json")).await.done().json();
    let fingerprint = looked["fingerprint"].as_str().unwrap();
    stage
        .run(PLAN)
        .await
        .done()
        .says(&format!("27 regels te versturen (plan {fingerprint})"));
    assert_eq!(stage.picture().await.in_nmbrs(), (0, 0));
    let sent = stage.run(&format!("{APPLY} --plan {fingerprint}")).await.done();
    let sent = sent.says("27 regels in Nmbrs, teruggelezen");
    assert_eq!(stage.picture().await.in_nmbrs(), (18, 9));
    assert_eq!(stage.picture().await.stored("posting"), 27);
    stage
        .run(&format!("{APPLY} --plan {fingerprint}"))
        .await
        .ended(1)
        .because("Het plan is veranderd sinds je het bekeek. Bekijk het opnieuw.");
    stage.run(APPLY).await.done().says("0 regels te versturen");
    assert_eq!(stage.picture().await.in_nmbrs(), (18, 9));

    let proof = stage.run(&PLAN.replace("plan", "verify")).await.done();
    assert_eq!(proof.stdout.matches(" ✓ ").count(), 27, "{proof}");
    looking_back(stage, &sent.stdout).await;
}

async fn looking_back(stage: &Stage, sent: &str) {
    let run = sent.trim().rsplit_once("geschiedenis: run ").unwrap().1;
    let history = stage.run("history --coupling modehuis").await.done();
    let line = history.stdout.lines().find(|line| line.contains(run)).unwrap();
    for word in ["modehuis", "hours", "01-04-2023 t/m 30-04-2023", "command line"] {
        assert!(line.contains(word), "{word}: {history}");
    }
    let lines = stage.run(&format!("history --run {run}")).await.done();
    assert_eq!(lines.stdout.lines().count(), 1 + 27, "{lines}");
    lines.says("Thomas Lakeman 100% 2100: 15,00, in Nmbrs 15,00");
}

#[tokio::test]
async fn nothing_is_lost_when_a_link_ends_and_begins_again() {
    let stage = Stage::ready(Over::Soap).await;
    stage.run(APPLY).await.done();
    let before = stage.run(PLAN).await.done();
    let ended = stage.run("coupling unlink modehuis").await.done();
    assert_eq!(
        ended.stderr,
        "modehuis: de autorisatie is verwijderd; gegevens en geschiedenis blijven\n"
    );
    stage
        .run("coupling list")
        .await
        .ended(3)
        .says("de autorisatie is verwijderd");
    stage
        .run(PLAN)
        .await
        .ended(1)
        .because("staat stil: de autorisatie is verwijderd; koppel opnieuw.");
    stage.run("history").await.done().says("01-04-2023 t/m 30-04-2023");

    let again = format!("coupling login modehuis --email {} --token-file token", log_in::EMAIL);
    stage
        .run(&again)
        .await
        .done()
        .says("modehuis: Modehuis Voorbeeld B.V. is weer gekoppeld");
    assert_eq!(stage.run(PLAN).await.done().stdout, before.stdout);
    stage.run("check --coupling modehuis").await.done();
}

#[tokio::test]
async fn a_decision_is_kept_and_a_correction_goes_alone() {
    let stage = Stage::ready(Over::Soap).await;
    let decided = stage
        .run(&format!("{PLAN} --leave-out 1 --quantity 2=19,50"))
        .await
        .done();
    decided.says("weggelaten").says("26 regels te versturen");
    stage.run(APPLY).await.done().says("26 regels in Nmbrs, teruggelezen");
    let held = stage.picture().await.hours_in_nmbrs();
    assert!(!held.iter().any(|row| row.starts_with("1001 2100 ")), "{held:?}");
    assert!(held.contains(&"1002 2100 19.50".to_owned()), "{held:?}");
    stage
        .run(PLAN)
        .await
        .done()
        .says("weggelaten")
        .says("0 regels te versturen");
    stage
        .run(&format!("{PLAN} --take-in 1"))
        .await
        .done()
        .says("1 regels te versturen");
}

#[tokio::test]
async fn several_companies_share_one_log_in() {
    let stage = Stage::set().await;
    let add = stage
        .add(Over::Soap)
        .replace("--company 1", "--company 1 --company 2 --company 1");
    stage.run(&add).await.done();
    let list = stage.run("coupling list").await.done();
    assert_eq!(list.stdout.matches(" modehuis-").count(), 2, "{list}");
    stage
        .run("check")
        .await
        .done()
        .says("koppeling modehuis-1")
        .says("koppeling modehuis-2");
    stage.run("coupling unlink modehuis-1").await.done();
    stage.run("check --coupling modehuis-2").await.done();
    let login = format!("coupling login modehuis-1 --email {} --token-file token", log_in::EMAIL);
    stage.run(&login).await.done().says("Modehuis Voorbeeld B.V.");
    stage.run("check").await.done();
}
