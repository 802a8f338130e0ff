//! Configuration: the file of the program, the key, the database, and couplings with rules as a file.

use crate::stage::{Over, PLAN, Stage};

#[tokio::test]
async fn the_configuration_file() {
    let stage = Stage::linked(Over::Soap).await;
    let says = (
        "Het configuratiebestand loonbrug.toml klopt niet",
        "The configuration file loonbrug.toml is wrong",
    );
    for (content, line) in [
        ("database = [\n", "unclosed array"),
        ("databse = \"sqlite:a.db\"\n", "unknown field `databse`"),
        ("[nmbrs]\nclient-id = \"a\"\n", "missing field `client-secret-file`"),
        ("key-file = 7\n", "invalid type: integer `7`"),
    ] {
        stage.file("loonbrug.toml", content);
        stage.refuses("coupling list", says.0, says.1).await;
        stage.run("coupling list").await.ended(1).because(line);
    }
    stage.file(
        "loonbrug.toml",
        "database = \"sqlite:other.db\"\nkey-file = \"other.key\"\n",
    );
    let other = stage.run("coupling list").await.done();
    assert!(!other.stdout.contains("modehuis"), "{other}");
    assert!(stage.path("other.key").exists() && stage.path("other.db").exists());
    stage
        .run("coupling list --database sqlite:loonbrug.db")
        .await
        .done()
        .says("modehuis");
    stage
        .refuses("coupling list --config .", ". is niet te lezen.", ". cannot be read.")
        .await;
}

#[tokio::test]
async fn the_key() {
    let stage = Stage::linked(Over::Soap).await;
    stage.file("none.key", "geen sleutel\n");
    stage.file("other.key", format!("{}\n", "0f".repeat(32)));
    let not_a_key = (
        "Het sleutelbestand bevat geen sleutel: één regel van 64 hexadecimale tekens.",
        "does not hold a key",
    );
    stage
        .refuses("coupling list --key-file none.key", not_a_key.0, not_a_key.1)
        .await;
    let no_folder = (
        "ontbreekt, en deze database heeft geheimen. Zet het terug, of noem het met --key-file.",
        "is missing, and this database has secrets",
    );
    stage
        .refuses("coupling list --key-file away/x.key", no_folder.0, no_folder.1)
        .await;
    let another = (
        "Dit geheim is met een andere sleutel versleuteld. Zet het sleutelbestand terug dat bij deze database hoort.",
        "this secret was encrypted with another key: bring back the key file that belongs to this database",
    );
    for words in [
        PLAN,
        "people apply --coupling modehuis",
        "hours apply --coupling modehuis --year 2023 --period 4",
    ] {
        stage
            .refuses(&format!("{words} --key-file other.key"), another.0, another.1)
            .await;
    }
    stage.run("check --key-file other.key").await.ended(1).says(another.0);
    stage.run("check").await.done();
}

#[tokio::test]
async fn the_database() {
    let stage = Stage::set().await;
    stage.file(
        "letter.db",
        "Geachte heer, mevrouw, dit is een brief en geen database, hoe lang hij ook is.",
    );
    let key = "--key-file loonbrug.key";
    for (database, dutch, english) in [
        (
            "sqlite:away/x.db",
            "Het adres van de database is niet bruikbaar. Schrijf sqlite:BESTAND of postgres://gebruiker@server/naam.",
            "away/x.db cannot be opened for writing",
        ),
        (
            "mysql://localhost/loonbrug",
            "Het adres van de database is niet bruikbaar.",
            "the database address is not usable",
        ),
        (
            "sqlite:letter.db",
            "De database weigert dit. Controleer of het een database van Loonbrug is.",
            "file is not a database",
        ),
        (
            "postgres://127.0.0.1:1/loonbrug",
            "De database is niet bereikbaar. Controleer of zij draait, en probeer het opnieuw.",
            "the database is not available",
        ),
    ] {
        stage
            .refuses(&format!("coupling list {key} --database {database}"), dutch, english)
            .await;
    }
    stage
        .refuses(
            "coupling list --database postgres://127.0.0.1:1/loonbrug",
            "Zeg waar het sleutelbestand staat, met --key-file, LOONBRUG_KEY_FILE of key-file in loonbrug.toml",
            "Say where the key file is",
        )
        .await;
}

#[tokio::test]
async fn a_file_that_did_not_change_changes_nothing() {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("coupling export c.toml").await.done();
    let exported = stage.text("c.toml");
    assert_eq!(stage.run("coupling export").await.done().stdout, exported);
    assert!(!exported.contains(loonbrug_sandbox::data::log_in::TOKEN), "{exported}");
    stage.run("coupling import c.toml").await.done().says("geen verschil");
    stage
        .run("coupling import c.toml --yes")
        .await
        .done()
        .says("geen verschil");

    stage.file("c.toml", exported.replace("code = 6080", "code = 2190"));
    let shown = stage
        .run("coupling import c.toml")
        .await
        .ended(3)
        .says("coupling modehuis · settings · hour-codes");
    shown.says("6080").says("2190");
    assert_eq!(stage.run("coupling export").await.done().stdout, exported);
    stage.run("coupling import c.toml --yes").await.done().says("2190");
    stage.run("coupling import c.toml").await.done().says("geen verschil");
}

#[tokio::test]
async fn a_file_of_couplings_that_does_not_fit() {
    let stage = Stage::linked(Over::Soap).await;
    let before = stage.run("coupling export").await.done().stdout;
    let exported = before[..before.find("[[rules]]").unwrap()].to_owned();
    let coupling = &exported[exported.find("[[coupling]]").unwrap()..];
    let twice = format!("{exported}\n{coupling}");
    for (content, reason) in [
        ("format = [\n", "unclosed array"),
        ("format = 2\n", "this file has form 2, this version reads form 1"),
        (
            &exported.replace("contract-hours = true", "contract-hours = true\nonzin = 1"),
            "unknown field `onzin`",
        ),
        (&exported.replace("\"monthly\"", "\"daily\""), "unknown variant `daily`"),
        (&exported.replace("\"100 %\"", "\"10 %\""), "`10 %` is not a factor"),
        (
            &exported.replace("rule-set = \"retail-non-food\"", "rule-set = \"elders\""),
            "rule set `elders` is not there: add it to the file",
        ),
        (&twice, "coupling modehuis is in the file twice: leave one out"),
        (
            &exported.replace("name = \"modehuis\"", "name = \" \""),
            "a coupling of Retail has no name: give it one",
        ),
        (
            &exported.replace("\"Retail\"", "\"\""),
            "an organisation has no name: give it one",
        ),
        (
            &exported.replace("\"100 %\"", "\"honderd\""),
            "such as 100, 133,33 or 150 %",
        ),
    ] {
        stage.file("c.toml", content);
        for yes in ["", " --yes"] {
            let words = format!("coupling import c.toml{yes}");
            stage
                .refuses(
                    &words,
                    "Dit bestand past niet; er is niets overgenomen.",
                    "nothing was taken over",
                )
                .await;
            stage.run(&words).await.ended(1).because(reason);
        }
    }
    refused_whole(&stage, &exported).await;
    assert_eq!(stage.run("coupling export").await.done().stdout, before);
}

/// Files that can be read, and files that are not there.
async fn refused_whole(stage: &Stage, exported: &str) {
    stage.file("c.toml", exported.replace("\"150 %\"", "\"100 %\""));
    stage
        .refuses(
            "coupling import c.toml --yes",
            "Factor 100 % heeft twee uurcodes.",
            "has two hour codes",
        )
        .await;
    stage.file("c.toml", exported.replace("\"Retail\"", "\"Horeca\""));
    stage
        .refuses(
            "coupling import c.toml --yes",
            "De koppeling \"modehuis\" hoort bij een andere werkgever.",
            "Coupling \"modehuis\" belongs to another employer.",
        )
        .await;
    stage
        .refuses(
            "coupling import away.toml",
            "away.toml is niet te lezen.",
            "away.toml cannot be read.",
        )
        .await;
    stage
        .refuses(
            "coupling export away/c.toml",
            "away/c.toml is niet te schrijven.",
            "cannot be written.",
        )
        .await;
}

/// The hours of a company go through one coupling: through two they would go twice.
#[tokio::test]
async fn a_company_has_one_coupling() {
    let stage = Stage::linked(Over::Soap).await;
    let dutch = "heeft al de koppeling \"modehuis\"; met een tweede zouden uren dubbel gaan.";
    let english = "has coupling \"modehuis\" already; with a second one hours would go twice.";
    let second = stage
        .add(Over::Soap)
        .replace("coupling add modehuis", "coupling add tweede");
    stage.refuses(&second, dutch, english).await;
    let exported = stage.run("coupling export").await.done().stdout;
    let renamed = exported.replace("name = \"modehuis\"", "name = \"tweede\"");
    assert_ne!(renamed, exported);
    stage.file("c.toml", &renamed);
    stage.refuses("coupling import c.toml --yes", dutch, english).await;
    // Another organisation may be its bookkeeper's.
    let elsewhere = second.replace("Retail", "Administratiekantoor");
    stage.run(&elsewhere).await.done();
}

/// A rule set with one window.
fn rules(valid_from: &str, window: &str) -> String {
    format!(
        "format = 1\n\n[[rules]]\norganisation = \"Retail\"\n\n[rules.set]\nname = \"eigen\"\nvalid-from = \"{valid_from}\"\n\n\
         [[rules.set.windows]]\nname = \"Avond\"\n{window}\n"
    )
}

const EVENING: &str = "days = [\"monday\"]\nfrom = \"20:00\"\nto = \"22:00\"\nfactor = \"150 %\"";

#[tokio::test]
async fn rules_that_cannot_be_used() {
    let stage = Stage::linked(Over::Soap).await;
    for (window, reason) in [
        (
            EVENING.replace("monday", "maandag"),
            "unknown variant `maandag`, expected one of `monday`",
        ),
        (
            EVENING.replace("\"monday\"", ""),
            "`Avond`: heeft geen dagen: noem er minstens een",
        ),
        (
            EVENING.replace("22:00", "18:00"),
            "geef tijden van 0:00 tot 24:00, en twee regels waar het over middernacht gaat",
        ),
        (EVENING.replace("22:00", "29:00"), "`29:00` is not a time of day"),
        (EVENING.replace("150 %", "50 %"), "`50 %` is not a factor"),
        (EVENING.replace("factor", "toeslag"), "unknown field `toeslag`"),
        (
            format!("{EVENING}\n\n[[rules.set.windows]]\nname = \"Laat\"\n{EVENING}"),
            "heeft dezelfde dagen als",
        ),
    ] {
        stage.file("r.toml", rules("2023-01-01", &window));
        let words = "coupling import r.toml --yes";
        stage
            .refuses(words, "er is niets overgenomen.", "nothing was taken over")
            .await;
        stage.run(words).await.ended(1).because(reason);
    }
}

/// A month of which the first days have no rules: nobody's hours of those days go, and nothing goes of whom they are.
#[tokio::test]
async fn rules_with_a_gap() {
    let stage = Stage::ready(Over::Soap).await;
    let exported = stage.run("coupling export").await.done().stdout;
    let with_rules = rules("2023-04-10", EVENING).replace("format = 1\n", "");
    let own = exported.replace("rule-set = \"retail-non-food\"", "rule-set = \"eigen\"");
    stage.file("c.toml", own + &with_rules);
    stage
        .run("coupling import c.toml")
        .await
        .ended(3)
        .says("rules eigen 2023-04-10");
    stage.run("coupling import c.toml --yes").await.done();
    stage.run("coupling import c.toml").await.done().says("geen verschil");
    let plan = stage.run(PLAN).await.ended(3).says("Niet doorgegeven:");
    let plan = plan.says("Kjeld Hoekema: geen regels die gelden op 01-04-2023");
    let lines = plan.stdout.lines().filter(|line| line.contains("Kjeld Hoekema"));
    assert_eq!(lines.count(), 1, "{plan}");
    stage
        .run(&format!("{PLAN} --language en"))
        .await
        .ended(3)
        .says("no rules that hold on 01-04-2023");
}
