//! Ledgers as files for a spreadsheet.

use crate::stage::{Over, Stage};

#[tokio::test]
async fn a_ledger_becomes_a_file() {
    let stage = Stage::ready(Over::Soap).await;
    let book = async |words: &str| {
        stage.run(&format!("ledger {words}")).await.done();
    };
    book("opening 1001 75 --ledger leave --on 08-12-2022 --reason Startsaldo").await;
    book("debit 1001 67,50 --ledger leave --on 05-03-2023 --reason =1+1").await;
    book("credit 1002 5 --ledger leave --on 06-03-2023 --reason Correctie").await;
    book("credit 1001 5 --ledger plus-minus --on 05-03-2023 --reason +extra").await;
    let march = "--from 01-03-2023 --to 31-03-2023";
    let leave = format!("export leave {march} verlof.csv");
    stage.run(&leave).await.done().says("2 regels in verlof.csv");
    let text = stage.text("verlof.csv");
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    assert!(
        lines[0].starts_with("Personeelsnummer;Naam;Datum;Aangevraagd op;"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("1001;Thomas Lakeman;05-03-2023;"), "{lines:?}");
    assert!(lines[1].contains(";'=1+1;"), "no formula: {lines:?}");
    assert!(
        lines[1].ends_with(";-67,50;7,50;"),
        "the balance begins before the range: {lines:?}"
    );
    assert!(
        lines[2].ends_with(";5,00;5,00;"),
        "everybody has a balance of their own: {lines:?}"
    );
    let plus_minus = format!("export plus-minus {march} plusmin.xlsx --json");
    let told = stage.run(&plus_minus).await.done().json();
    assert_eq!((&told["rows"], &told["file"]), (&1.into(), &"plusmin.xlsx".into()));
    let workbook = std::fs::read(stage.path("plusmin.xlsx")).unwrap();
    assert!(workbook.starts_with(b"PK"), "a workbook by its name");
    stage
        .refuses(
            &format!("export leave {march} weg/verlof.csv"),
            "Het bestand is niet te schrijven",
            "The file cannot be written",
        )
        .await;
}
