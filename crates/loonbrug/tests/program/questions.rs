//! Questions that cannot be answered as they are asked.

use crate::stage::{APPLY, Over, PLAN, Stage};

#[tokio::test]
async fn days_and_periods() {
    let stage = Stage::ready(Over::Soap).await;
    let plan = "hours plan --coupling modehuis";
    for (days, dutch, english) in [
        (
            "--from 30-04-2023 --to 01-04-2023",
            "--from ligt na --to; draai de datums om.",
            "--from lies after --to; swap the dates.",
        ),
        (
            "--from 15-04-2023 --to 15-05-2023",
            "15-04-2023 t/m 15-05-2023 valt niet binnen één loonperiode. Zeg erbij in welke: --year en --period.",
            "does not fall in one pay period. Say in which: --year and --period.",
        ),
        (
            "--year 2023 --period 13",
            "2023 heeft geen periode 13. Kies er een van 1 t/m 12",
            "2023 has no period 13: give a number from 1 to 12",
        ),
        (
            "--year 1023 --period 4",
            "in een jaar van 1900 t/m 2199",
            "give one from 1900 to 2199",
        ),
        (
            "--year 2023 --period 4 --leave-out 99",
            "Er is geen regel 99 in dit plan. `loonbrug hours plan` toont de nummers.",
            "There is no line 99 in this plan.",
        ),
    ] {
        stage.refuses(&format!("{plan} {days}"), dutch, english).await;
    }
    stage.run(APPLY).await.done();
    let half = format!("{plan} --from 01-04-2023 --to 15-04-2023");
    let dutch = "01-04-2023 t/m 15-04-2023 overlapt 01-04-2023 t/m 30-04-2023, en dat is al doorgegeven.";
    stage
        .refuses(&half, dutch, "which was sent before. Take exactly that range")
        .await;
    stage
        .refuses(&half.replace("plan", "apply"), dutch, "which was sent before")
        .await;
}

#[tokio::test]
async fn names_of_what_is_not_there() {
    let stage = Stage::ready(Over::Soap).await;
    let (dutch, english) = ("Er is geen koppeling \"elders\".", "There is no coupling \"elders\".");
    for words in [
        &PLAN.replace("modehuis", "elders"),
        &APPLY.replace("modehuis", "elders"),
        &PLAN.replace("modehuis", "elders").replace("plan", "verify"),
        "people plan --coupling elders",
        "people apply --coupling elders",
        "history --coupling elders",
        "check --coupling elders",
        "coupling unlink elders",
        "coupling move elders",
        "coupling login elders --login",
    ] {
        stage.refuses(words, dutch, english).await;
    }
    for (words, dutch, english) in [
        (
            "people list --organisation Elders",
            "Er is geen organisatie \"Elders\".",
            "There is no organisation \"Elders\".",
        ),
        (
            "people contract-type --organisation Retail 4242 zero-hours",
            "Er is geen medewerker 4242.",
            "There is no person 4242.",
        ),
        (
            "people apply --coupling modehuis --link 4242=01882882-2df2-7563-b39c-74677c72bee4",
            "Er is geen medewerker 4242.",
            "There is no person 4242.",
        ),
        (
            "people add --organisation Retail --first-name Piet --last-name Jansen --number 1001",
            "Nummer 1001 is van Thomas Lakeman. Neem een ander nummer.",
            "Number 1001 is Thomas Lakeman's.",
        ),
        (
            "history --run 01882882-2df2-7563-b39c-74677c72bee4",
            "Er is geen run 01882882-2df2-7563-b39c-74677c72bee4. `loonbrug history` toont ze.",
            "There is no run 01882882-2df2-7563-b39c-74677c72bee4.",
        ),
    ] {
        stage.refuses(words, dutch, english).await;
    }
    let before = stage.picture().await;
    let taken = stage.add(Over::Soap);
    stage
        .run(&taken)
        .await
        .ended(1)
        .because("Er is al een koppeling \"modehuis\". Kies een andere naam.");
    stage.unchanged_since(&before).await;
}

#[tokio::test]
async fn days_of_which_nothing_was_sent() {
    let stage = Stage::ready(Over::Soap).await;
    let may = "--coupling modehuis --from 01-05-2023 --to 31-05-2023";
    stage
        .run(&format!("hours plan {may}"))
        .await
        .done()
        .says("0 regels te versturen");
    stage
        .run(&format!("hours verify {may}"))
        .await
        .done()
        .says("Van deze dagen is niets verstuurd.");
    stage
        .run(&format!("hours verify {may} --language en"))
        .await
        .done()
        .says("Nothing of these days was sent.");
}

/// What is typed, and what the answer names.
const WRONG_USE: &[(&str, &str)] = &[
    ("", "Usage: loonbrug"),
    ("hours", "Usage: loonbrug hours"),
    ("uren plan", "unrecognized subcommand 'uren'"),
    ("hours plan --coupling a", "--from <FROM>"),
    ("hours plan --coupling a --from 01-04-2023", "--to <TO>"),
    ("hours plan --coupling a --year 2023", "--period <PERIOD>"),
    (
        "hours plan --coupling a --from 32-04-2023 --to 01-05-2023",
        "32-04-2023 is not a date: write 01-04-2023",
    ),
    (
        "hours plan --coupling a --year 2023 --period 4 --quantity 1=x",
        "`x` is not a number: give it as 7,50",
    ),
    (
        "hours plan --coupling a --year 2023 --period 4 --code 1=x",
        "x is not an hour code",
    ),
    ("hours import", "<FILE>"),
    ("hours import a.csv --from 01-04-2023", "--to <DATE>"),
    ("coupling add a --organisation b", "--email <EMAIL>"),
    ("coupling add a --organisation b --email c", "--token-file <FILE>"),
    (
        "coupling add a --organisation b --login --token-file c",
        "cannot be used with",
    ),
    (
        "coupling add a --organisation b --login --hour-code 150",
        "150 has no =",
    ),
    (
        "coupling add a --organisation b --login --hour-code 9=1",
        "is not a factor",
    ),
    (
        "coupling add a --organisation b --login --hour-code honderd=1",
        "`honderd` is not a factor: give the percentage that is paid, such as 100, 133,33 or 150 %",
    ),
    (
        "coupling add a --organisation b --login --frequency daily",
        "daily is not monthly, four-weekly or weekly",
    ),
    (
        "coupling add a --organisation b --login --at hier",
        "relative URL without a base",
    ),
    ("people apply --coupling a --link 1=x", "x is not the id of a person"),
    (
        "people add --organisation a --first-name b --last-name c --email d",
        "invalid value 'd' for '--email",
    ),
    (
        "coupling add a --organisation b --login --calls-per-second 151",
        "151 is not in 1..=150",
    ),
    ("check --resume", "--coupling <NAME>"),
    ("history --run x", "invalid value 'x' for '--run <RUN>'"),
    ("--language fr history", "[possible values: nl, en]"),
];

/// Ends with 2 and says how it is used, before anything is opened.
#[tokio::test]
async fn wrong_use() {
    let stage = Stage::set().await;
    for (words, reason) in WRONG_USE {
        let ran = stage.run(words).await.ended(2).because(reason);
        assert_eq!(ran.stdout, "", "{ran}");
    }
    assert_eq!(std::fs::read_dir(stage.folder()).unwrap().count(), 0);
    stage
        .run("--help")
        .await
        .done()
        .says("Exit codes: 0 done, 1 refused or failed with a reason, 2 wrong use");
}
