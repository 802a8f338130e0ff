//! Backup and restore: on the same kind of database, and on the other.

use crate::stage::{APPLY, Over, PLAN, Program, Stage, on_a_server};

/// Everything sent, and a correction that is not.
async fn lived_in() -> Stage {
    let stage = Stage::ready(Over::Soap).await;
    stage.run(APPLY).await.done();
    let line = "1001;Thomas Lakeman;23-04-2023;12:00;17:00;";
    let text = stage.text("april.csv").replace(line, &line.replace("17:00", "18:00"));
    stage.file("april.csv", text);
    stage.run("hours import april.csv --replace").await.done();
    stage
}

/// Restores into this database, and looks at everything that can be asked.
async fn goes_on_from_a_backup(stage: &Stage, restored: &Program) {
    stage
        .run("backup all.backup")
        .await
        .done()
        .says("Bewaar ook de sleutel");
    restored.run("restore all.backup").await.done().says("rijen teruggezet");
    for words in [
        PLAN,
        &PLAN.replace("plan", "verify"),
        "history",
        "coupling list",
        "coupling export",
        "people list --organisation Retail",
    ] {
        let (before, after) = tokio::join!(stage.run(words), restored.run(words));
        assert_eq!(after.done().stdout, before.done().stdout, "{words}");
    }
    restored
        .run("check")
        .await
        .done()
        .says("geschiedenis van Retail in orde: ")
        .says("koppeling modehuis");
    restored.run(PLAN).await.done().says("2 regels te versturen");
    restored
        .run("hours import april.csv")
        .await
        .ended(1)
        .because("Ditzelfde bestand is al ingelezen");
    restored.run(APPLY).await.done().says("2 regels in Nmbrs, teruggelezen");
    assert_eq!(stage.picture().await.in_nmbrs(), (18, 9));
    restored
        .run("restore all.backup")
        .await
        .ended(1)
        .because("De database is niet leeg. Zet de back-up terug in een nieuwe database.");
}

#[tokio::test]
async fn on_another_file() {
    let stage = lived_in().await;
    let restored = stage.program().with("LOONBRUG_DATABASE", "sqlite:restored.db");
    let restored = restored.with("LOONBRUG_KEY_FILE", "loonbrug.db.key");
    goes_on_from_a_backup(&stage, &restored).await;
}

#[tokio::test]
async fn on_postgresql() {
    on_a_server(async |address| {
        let stage = lived_in().await;
        let restored = stage.program().with("LOONBRUG_DATABASE", &address);
        let restored = restored.with("LOONBRUG_KEY_FILE", "loonbrug.db.key");
        goes_on_from_a_backup(&stage, &restored).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_backup() {
    let stage = lived_in().await;
    stage.run("backup all.backup").await.done();
    let good = stage.text("all.backup");
    stage.file("letter.backup", "Geachte heer, mevrouw,");
    stage.file("cut.backup", &good[..good.len() / 2]);
    stage.file("changed.backup", good.replace("Thomas", "Tomas"));
    let unusable = (
        "Deze back-up is niet bruikbaar; er is niets teruggezet. Neem een andere.",
        "take another one",
    );
    let unreadable = (
        "De back-up is niet te lezen of te schrijven. Controleer de naam, de map en de rechten.",
        "cannot be read",
    );
    let elsewhere = "--database sqlite:empty.db --key-file loonbrug.db.key";
    for (file, (dutch, english)) in [
        ("letter.backup", unusable),
        ("cut.backup", unusable),
        ("changed.backup", unusable),
        ("away.backup", unreadable),
    ] {
        stage
            .refuses(&format!("restore {file} {elsewhere}"), dutch, english)
            .await;
        let list = stage.run(&format!("coupling list {elsewhere}")).await.done();
        assert!(!list.stdout.contains("modehuis"), "{list}");
    }
    stage
        .refuses("backup away/all.backup", unreadable.0, unreadable.1)
        .await;
    stage.run(&format!("restore all.backup {elsewhere}")).await.done();
}
