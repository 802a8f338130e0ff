//! Files that come again: the same one, a changed one, and one about days that are said.

use crate::stage::{Over, PLAN, SHIFTS_OF_APRIL, Stage};

#[tokio::test]
async fn the_same_file_and_a_changed_one() {
    let stage = Stage::ready(Over::Soap).await;
    stage
        .refuses(
            "hours import april.csv",
            "Ditzelfde bestand is al ingelezen op ",
            "This same file was imported on ",
        )
        .await;
    stage.file("mei.csv", SHIFTS_OF_APRIL);
    stage
        .refuses(
            "hours import mei.csv",
            "Ditzelfde bestand is al ingelezen op ",
            "This same file was imported on ",
        )
        .await;
    let line = "1001;Thomas Lakeman;23-04-2023;12:00;17:00;";
    let changed = SHIFTS_OF_APRIL.replace(line, &line.replace("17:00", "18:00"));
    assert_ne!(changed, SHIFTS_OF_APRIL);
    stage.file("april.csv", changed);
    stage
        .refuses(
            "hours import april.csv",
            "Het bestand wijzigt 1 en verwijdert 0 van de opgeslagen uren; er is niets opgeslagen. Neem het verschil over met --replace.",
            "The file changes 1 and removes 0 of the stored hours; nothing was stored.",
        )
        .await;
    let difference = "Thomas Lakeman 23-04-2023 12:00–17:00 → Thomas Lakeman 23-04-2023 12:00–18:00";
    stage.run("hours import april.csv").await.ended(1).says(difference);
    stage
        .run("hours import april.csv --replace")
        .await
        .done()
        .says(difference)
        .says("\nopgeslagen");
    stage.run(PLAN).await.done().says("totaal 265,00 u");
}

#[tokio::test]
async fn a_file_about_days_that_are_said() {
    let stage = Stage::ready(Over::Soap).await;
    let april = "--from 01-04-2023 --to 30-04-2023";
    stage
        .refuses(
            &format!("hours import april.csv {april}"),
            "Ditzelfde bestand is al ingelezen op ",
            "This same file was imported on ",
        )
        .await;
    let header = SHIFTS_OF_APRIL.lines().next().unwrap();
    let one = format!("{header}\n1001;Thomas Lakeman;23-04-2023;12:00;17:00;0;ViQZ filiaal\n");
    stage.file("april.csv", format!("{one}1001;;01-05-2023;9:00;17:00;0;\n"));
    stage
        .run(&format!("hours import april.csv {april}"))
        .await
        .ended(1)
        .says("valt buiten 01-04-2023 t/m 30-04-2023, de dagen van --from en --to");
    stage.file("april.csv", one);
    let look = stage.run("hours import april.csv --look-only").await;
    look.says("0 nieuw · 0 gewijzigd · 0 vervallen");
    let import = format!("hours import april.csv {april}");
    stage
        .refuses(
            &import,
            "Het bestand wijzigt 0 en verwijdert 2 van de opgeslagen uren; er is niets opgeslagen.",
            "The file changes 0 and removes 2 of the stored hours; nothing was stored.",
        )
        .await;
    stage
        .run(&format!("{import} --replace"))
        .await
        .ended(3)
        .says("vervalt: Thomas Lakeman 02-04-2023");
    stage
        .refuses(
            "hours import april.csv --from 30-04-2023 --to 01-04-2023",
            "--from ligt na --to; draai de datums om.",
            "--from lies after --to; swap the dates.",
        )
        .await;
}
