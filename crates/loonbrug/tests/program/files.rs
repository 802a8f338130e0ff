//! Files that cannot be used: what is wrong, on which line, what to do, and nothing stored.

use crate::stage::{Over, SHIFTS_OF_APRIL, Stage};
use rust_xlsxwriter::{Formula, Workbook};
use std::fs::File;
use std::path::Path;

const SHIFTS: &str = "personeelsnummer;datum;begin;einde;pauze\n";
const HOURS: &str = "personeelsnummer;factor;uren;van;tot\n";

/// A stage with people, and April in the store.
async fn stage() -> Stage {
    Stage::ready(Over::Soap).await
}

#[tokio::test]
async fn a_file_that_is_none() {
    let stage = stage().await;
    File::create(stage.path("huge.csv")).unwrap().set_len(1 << 30).unwrap();
    File::create(stage.path("huge.xlsx")).unwrap().set_len(1 << 30).unwrap();
    bomb(&stage.path("bomb.xlsx"));
    stage.file("broken.xlsx", b"PK\x03\x04 and nothing more");
    stage.file("letter.xlsx", "Geachte heer, mevrouw,");
    stage.file("empty.csv", "");
    stage.file("binary.csv", b"personeelsnummer;datum\n\0\x01\x02\n");
    stage.file("strange.csv", "a;b;c\n1;2;3\n");
    stage.file("page.csv", "<!DOCTYPE html><html><body>503</body></html>");
    let too_large = (
        "Het bestand is 1024 MiB; meer dan 256 MiB wordt niet gelezen.",
        "1024 MiB",
    );
    let no_header = ("Er is geen kop gevonden", "header");
    for (file, (dutch, english)) in [
        ("huge.csv", too_large),
        ("huge.xlsx", too_large),
        (
            "bomb.xlsx",
            (
                "Het bestand pakt uit tot veel meer dan een werkmap met uren ooit is",
                "unpacks to",
            ),
        ),
        ("broken.xlsx", ("Het bestand is niet te lezen", "cannot be read")),
        ("letter.xlsx", no_header),
        (
            "empty.csv",
            ("Het bestand is leeg. Exporteer de uren opnieuw.", "empty"),
        ),
        ("binary.csv", ("bevat tekens die geen leesbare tekst zijn", "UTF-8")),
        ("strange.csv", no_header),
        ("page.csv", no_header),
        ("away.csv", ("Het bestand is niet te openen", "cannot be opened")),
        (".", ("Het bestand is niet te lezen", "cannot be read")),
    ] {
        stage.refuses(&format!("hours import {file}"), dutch, english).await;
    }
}

/// Thirty megabytes of one letter, packed to a thousandth.
fn bomb(path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().unwrap();
    let text = "A".repeat(32_000);
    for row in 0..1_000 {
        sheet.write(row, 0, &text).unwrap();
    }
    workbook.save(path).unwrap();
    assert!(path.metadata().unwrap().len() < 200_000);
}

/// Brings a file in that must be refused, and gives the lines of the report about its lines.
async fn faults(stage: &Stage, file: &str, language: &str) -> Vec<String> {
    let before = stage.picture().await;
    let ran = stage
        .run(&format!("hours import {file} --language {language}"))
        .await
        .ended(1);
    stage.unchanged_since(&before).await;
    let is_line = |line: &&str| line.trim_start().starts_with(|first: char| first.is_ascii_digit());
    let lines = ran.stdout.lines().skip(2).filter(is_line);
    let squeezed = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let faults: Vec<String> = squeezed.take_while(|line| !line.contains(" · ")).collect();
    let (dutch, english) = match faults.len() {
        1 => ("Niet bruikbaar: 1 regel;".to_owned(), "Not usable: 1 line;".to_owned()),
        many => (
            format!("Niet bruikbaar: {many} regels;"),
            format!("Not usable: {many} lines;"),
        ),
    };
    ran.because(if language == "nl" { &dutch } else { &english });
    faults
}

/// Each line that cannot be used: number, column, value, why and what to do.
async fn refuses_each(content: &str, expected: &[(&str, &str)]) {
    let stage = stage().await;
    stage.file("uren.csv", content);
    for (place, language) in ["nl", "en"].into_iter().enumerate() {
        let found = faults(&stage, "uren.csv", language).await;
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (fault, texts) in found.iter().zip(expected) {
            let text = [texts.0, texts.1][place];
            assert!(fault.starts_with(text), "{text:?} is not how {found:#?} goes on");
        }
    }
}

#[tokio::test]
async fn formulas() {
    let lines = "=1+1;01-05-2023;9:00;17:00;30\n1001;=NU();9:00;17:00;30\n1002;01-05-2023;9:00;17:00;=2\n";
    refuses_each(
        &format!("{SHIFTS}{lines}"),
        &[
            (
                "2 personeelsnummer =1+1 hier staat een formule als tekst.",
                "2 personeelsnummer =1+1 ",
            ),
            ("3 datum =NU() hier staat een formule als tekst.", "3 datum =NU() "),
            (
                "4 pauze =2 hier staat een formule als tekst. Vervang de formule door haar uitkomst",
                "4 pauze =2 ",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_formula_in_a_workbook_counts_as_its_outcome_or_is_refused() {
    let stage = stage().await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in (0..).zip(SHIFTS.trim().split(';')) {
        sheet.write(0, column, header).unwrap();
    }
    for (column, text) in (0..).zip(["1001", "01-05-2023", "9:00", "17:00"]) {
        sheet.write(1, column, text).unwrap();
    }
    sheet.write(1, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    workbook.save(stage.path("formule.xlsx")).unwrap();
    let found = faults(&stage, "formule.xlsx", "nl").await;
    assert!(found[0].starts_with("2 pauze "), "{found:?}");
}

#[tokio::test]
async fn dates() {
    let lines = "1001;32-05-2023;9:00;17:00;0\n1001;01-05-1823;9:00;17:00;0\n1001;01-05-2223;9:00;17:00;0\n\
                 1001;;9:00;17:00;0\n1001;mei;9:00;17:00;0\n";
    refuses_each(
        &format!("{SHIFTS}{lines}"),
        &[
            (
                "2 datum 32-05-2023 dit is geen bestaande datum. Schrijf de datum als",
                "2 datum 32-05-2023 ",
            ),
            (
                "3 datum 01-05-1823 het jaar ligt niet tussen 2000 en 2100.",
                "3 datum 01-05-1823 the year",
            ),
            (
                "4 datum 01-05-2223 het jaar ligt niet tussen 2000 en 2100.",
                "4 datum 01-05-2223 the year",
            ),
            ("5 datum ", "5 datum "),
            ("6 datum mei ", "6 datum mei "),
        ],
    )
    .await;
}

#[tokio::test]
async fn times() {
    let lines = "1001;01-05-2023;0:00;25:00;0\n1002;01-05-2023;9:00;09:00;0\n1004;01-05-2023;9:00;17:00;600\n\
                 1005;01-05-2023;9:00;17:00;-30\n";
    refuses_each(
        &format!("{SHIFTS}{lines}"),
        &[
            (
                "2 einde 25:00 de tijd ligt niet tussen 00:00 en 24:00.",
                "2 einde 25:00 the time",
            ),
            (
                "3 einde 09:00 de dienst eindigt op het moment dat hij begint.",
                "3 einde 09:00 the shift ends",
            ),
            (
                "4 pauze 600 de pauze duurt niet korter dan de dienst (8:00).",
                "4 pauze 600 the break",
            ),
            ("5 pauze -30 dit is minder dan nul minuten.", "5 pauze -30 this is less"),
        ],
    )
    .await;
}

#[tokio::test]
async fn hours_that_do_not_fit_in_their_days() {
    let lines = "1001;100;25;01-05-2023;01-05-2023\n1002;100;800;01-05-2023;31-05-2023\n\
                 1003;100;5;31-05-2023;01-05-2023\n";
    refuses_each(
        &format!("{HOURS}{lines}"),
        &[
            (
                "2 uren 25 dit is meer dan 24 uur per dag (1 dag).",
                "2 uren 25 this is more than 24 hours",
            ),
            (
                "3 uren 800 dit is meer dan 24 uur per dag (31 dagen).",
                "3 uren 800 this is more than 24 hours",
            ),
            (
                "4 tot 01-05-2023 de periode eindigt voor ze begint. Verwissel",
                "4 tot 01-05-2023 the period ends",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn hours_that_do_not_fit_in_their_days_together() {
    let lines = "1001;100;13;01-05-2023;01-05-2023\n1001;100;12;01-05-2023;01-05-2023\n";
    refuses_each(
        &format!("{HOURS}{lines}"),
        &[(
            "3 uren 12,00 samen met regel 2 is dit 25,00 uur op 100 % voor 01-05-2023: meer dan 24 uur per dag; verbeter",
            "3 hours 12,00 together with line 2 this is 25,00 hours at 100 % for 01-05-2023: more than 24 hours a day; mend",
        )],
    )
    .await;
}

#[tokio::test]
async fn people_who_are_not_known_and_shifts_that_overlap() {
    let lines = "9999;01-05-2023;9:00;17:00;30\n1001;01-05-2023;9:00;17:00;30\n1001;01-05-2023;16:00;18:00;0\n";
    refuses_each(
        &format!("{SHIFTS}{lines}"),
        &[
            (
                "2 medewerker 9999 niemand hier heeft dit nummer, e-mailadres of deze naam; haal de medewerker eerst op",
                "2 employee 9999 nobody here has this number",
            ),
            (
                "4 datum 01-05-2023 overlapt regel 3; dezelfde uren zouden dubbel betaald worden, verwijder er een",
                "4 date 01-05-2023 overlaps line 3; the same hours would be paid twice",
            ),
        ],
    )
    .await;
}

/// What is refused is not said to count as well.
#[tokio::test]
async fn shifts_that_overlap_are_not_warned_about_too() {
    let stage = stage().await;
    stage.file(
        "uren.csv",
        format!("{SHIFTS}1001;01-05-2023;9:00;17:00;30\n1001;01-05-2023;16:00;18:00;0\n"),
    );
    let ran = stage.run("hours import uren.csv --json").await.ended(1);
    assert_eq!(ran.json()["warnings"], serde_json::json!([]));
}

#[tokio::test]
async fn good_lines_go_on_only_when_that_is_asked() {
    let stage = stage().await;
    let before = stage.picture().await;
    stage.file(
        "uren.csv",
        format!("{SHIFTS}9999;01-05-2023;9:00;17:00;30\n1001;01-05-2023;9:00;17:00;30\n"),
    );
    let look = stage
        .run("hours import uren.csv --accept-good --look-only")
        .await
        .ended(3);
    look.says("1 nieuw").says("niets opgeslagen");
    stage.unchanged_since(&before).await;
    let taken = stage.run("hours import uren.csv --accept-good").await.ended(3);
    taken
        .says("niemand hier heeft dit nummer")
        .says("1 nieuw")
        .says("\nopgeslagen");
    assert_eq!(stage.picture().await.stored("shift"), before.stored("shift") + 1);
}

#[tokio::test]
async fn columns_that_are_named_by_hand() {
    let stage = stage().await;
    stage.file("rooster.csv", "nr;werkdag;van;tot\n1001;01-05-2023;9:00;17:00\n");
    for column in ["onzin=werkdag", "werkdag"] {
        stage
            .refuses(
                &format!("hours import rooster.csv --column {column}"),
                &format!("--column {column} is geen veld met een kop. Schrijf bijvoorbeeld date=Werkdag"),
                &format!("--column {column} is not a field with a header. Write for example date=Day"),
            )
            .await;
    }
    let nowhere = "hours import rooster.csv --column date=nergens";
    stage
        .refuses(
            nowhere,
            "mist datum. Er staat: nr, werkdag, van, tot.",
            "nr, werkdag, van, tot",
        )
        .await;
    let columns = "--column employee_number=nr --column date=werkdag --column start=van --column end=tot";
    stage
        .run(&format!("hours import rooster.csv {columns}"))
        .await
        .done()
        .says("1 nieuw");
    stage.file("rooster.csv", "nr;werkdag;van;tot\n1001;02-05-2023;9:00;17:00\n");
    stage.run("hours import rooster.csv").await.done().says("1 nieuw");
}

#[tokio::test]
async fn hours_of_whom() {
    let stage = Stage::set().await;
    stage.file("april.csv", SHIFTS_OF_APRIL);
    let import = "hours import april.csv";
    stage
        .refuses(
            import,
            "Er is nog geen werkgever. Koppel eerst een bedrijf met `loonbrug coupling add`.",
            "There is no employer yet. Link a company first",
        )
        .await;
    for organisation in ["Retail", "Horeca"] {
        let person =
            format!("people add --organisation {organisation} --first-name Thomas --last-name Lakeman --number 1001");
        stage.run(&person).await.done();
    }
    stage
        .refuses(
            import,
            "Zeg van welke werkgever: --organisation.",
            "Say which employer's: --organisation.",
        )
        .await;
    let elsewhere = format!("{import} --organisation Elders");
    stage
        .refuses(
            &elsewhere,
            "Er is geen organisatie \"Elders\".",
            "There is no organisation \"Elders\".",
        )
        .await;
}

/// What the program prints to fill in is what it reads.
#[tokio::test]
async fn templates() {
    let stage = stage().await;
    for kind in ["shifts", "hour-lines", "hour-lines-wide"] {
        let template = stage.run(&format!("hours template {kind}")).await.done();
        assert_eq!(template.stderr, "");
        stage.file("leeg.csv", &template.stdout);
        let ran = stage.run("hours import leeg.csv --look-only").await;
        assert!(!ran.stderr.contains("geen kop"), "{ran}");
    }
}
