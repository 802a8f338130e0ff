//! Hour ledgers, leave, sickness and payouts, as a person types them.

use crate::stage::{Over, Ran, Stage};

/// People, and ledgers that are kept by the law.
async fn begun() -> Stage {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("people apply --coupling modehuis --import-new").await.done();
    stage.run("ledger begin --from 01-01-2023 --book").await.done();
    stage
}

/// The identity that a command prints.
fn identity(ran: &Ran) -> String {
    ran.stdout.trim().to_owned()
}

#[tokio::test]
async fn leave_is_asked_approved_and_shown() {
    let stage = begun().await;
    stage
        .run("ledger opening 1015 135 --ledger leave --on 31-12-2022 --reason nulmeting")
        .await
        .done()
        .says("31-12-2022 Startsaldo verlofuren: 135,00");
    let asked =
        "leave request 1015 --from 21-08-2023 --to 05-09-2023 --hours 72,50 --type Vakantie --description Zomer";
    let request = identity(&stage.run(asked).await.done());
    stage
        .run("leave list --waiting")
        .await
        .done()
        .says("Alex van Beuzekom")
        .says("aangevraagd");
    stage
        .run(&format!("leave approve {request}"))
        .await
        .done()
        .says("saldo verlofuren: 62,50");
    let shown = stage.run("ledger show 1015 --to 31-12-2023").await.done();
    for words in [
        "Actueel saldo (verlof, +/- uren): 62,50",
        "Aangevraagd op",
        "Conto werkgever",
        "Startsaldo verlofuren",
        "Zomer",
        "-72,50",
        "Huidig saldo:",
        "62,50 boven-wettelijk 2022, vervalt op 01-01-2028",
    ] {
        assert!(shown.stdout.contains(words), "{words}: {shown}");
    }
    let json = stage.run("ledger show 1015 --json").await.done().json();
    assert_eq!(json["combined"], 6250);
    assert_eq!(json["leave"]["entries"][1]["origin"], format!("request {request}"));
    stage
        .run(&format!("leave withdraw {request}"))
        .await
        .done()
        .says("135,00");
    let again = format!("leave approve {request}");
    stage
        .refuses(&again, "is al ingetrokken.", "is withdrawn already.")
        .await;
    stage.run("check").await.says("in orde");
}

#[tokio::test]
async fn what_is_due_is_booked_once() {
    let stage = begun().await;
    let seen = stage.run("ledger run --look-only").await.done();
    assert!(seen.stdout.contains("Nog niet geboekt: "), "{seen}");
    let shown = stage.run("ledger show 1015 --json").await.done().json();
    assert_eq!(shown["leave"]["entries"], serde_json::json!([]), "nothing was booked");
    let first = stage.run("ledger run").await.done();
    let lines = |ran: &Ran| {
        let mut lines: Vec<String> = ran.stdout.lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&seen), lines(&first), "what was shown is what is booked");
    assert!(first.stdout.contains("Alex van Beuzekom: 01-01-"), "{first}");
    assert!(
        first.stdout.contains("Jaarlijkse bijboeking verlofuren: 150,00"),
        "{first}"
    );
    stage.run("ledger run").await.done().says("0 boekingen");
    stage.run("ledger run --language en").await.done().says("0 entries");
    stage
        .run("ledger compare 1015 --from 01-04-2023 --to 30-04-2023")
        .await
        .done()
        .says("Uren over de periode")
        .says("-160,71")
        .says("Weken in het urensaldo");
}

#[tokio::test]
async fn what_cannot_be_booked_is_refused() {
    let stage = begun().await;
    let cases = [
        (
            "ledger credit 1015 0 --ledger leave --reason x",
            "0,00 uur kan niet geboekt worden.",
            "0,00 hours cannot be booked.",
        ),
        (
            "ledger convert 1015 8 --reason x",
            "8,00 uur is meer dan de 0,00",
            "8,00 hours are more than the 0,00",
        ),
        (
            "ledger show 9999",
            "Er is geen medewerker 9999.",
            "There is no person 9999.",
        ),
        (
            "leave request 1015 --from 01-05-2023 --to 01-05-2023 --hours 25",
            "25,00 uur past niet in 1 dagen.",
            "25,00 hours do not fit in 1 days",
        ),
        (
            "sickness report 1015 --from 01-05-2023 --percent 101",
            "101 % kan niet: geef 1 tot en met 100.",
            "101 % is not a part of the hours",
        ),
        (
            "payout request 1015 62,5 --coupling modehuis --of leave --code 4100",
            "62,50 uur is meer dan de 0,00",
            "62,50 hours are more than the 0,00",
        ),
    ];
    for (words, dutch, english) in cases {
        stage.refuses(words, dutch, english).await;
    }
    stage
        .run("ledger credit 1015 acht --ledger leave --reason x")
        .await
        .ended(2);
    stage.file("terms.toml", "kept-from = \"2023-01-01\"\nnorm = 3\n");
    stage
        .refuses(
            "ledger settings terms.toml",
            "terms.toml past niet",
            "terms.toml does not fit",
        )
        .await;
}

/// Leave lapses on the 1 January after its year: whatever day it is, that of last year has lapsed.
const LAPSES_AT_ONCE: &str = r#"
kept-from = "2023-01-01"
sickness = []
sickness-codes = []

[[leave]]
valid-from = "2020-01-01"
statutory-accrual-millionths = 83333
warn-days = 92

[[leave.grants]]
kind = "statutory"
weeks-thousandths = 4000

[leave.lapses-after-months]
statutory = 0
"#;

#[tokio::test]
async fn what_lapses_by_a_first_day_long_ago_is_said_before_it_does() {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("people apply --coupling modehuis --import-new").await.done();
    stage
        .run("ledger begin --from 01-01-2023 --look-only")
        .await
        .done()
        .says("Nog niet geboekt: ");
    stage.file("terms.toml", LAPSES_AT_ONCE);
    stage
        .refuses(
            "ledger settings terms.toml",
            "Er is niets veranderd.",
            "Nothing was changed.",
        )
        .await;
    stage
        .refuses(
            "ledger settings",
            "houdt nog geen urensaldi bij",
            "keeps no ledgers yet",
        )
        .await;
    stage.run("ledger settings terms.toml --book").await.done();
    stage.run("ledger settings").await.done().says("statutory = 0");
}

#[tokio::test]
async fn settings_are_a_file() {
    let stage = Stage::linked(Over::Soap).await;
    stage
        .refuses(
            "ledger settings",
            "houdt nog geen urensaldi bij",
            "keeps no ledgers yet",
        )
        .await;
    stage.run("ledger begin --from 01-01-2023").await.done();
    let settings = stage.run("ledger settings").await.done().stdout;
    let own = format!("{settings}\n[[sickness-codes]]\npay = \"salaried\"\npercent = 70\ncode = 3070\n");
    stage.file("terms.toml", own.replace("sickness-codes = []\n", ""));
    stage.run("ledger settings terms.toml").await.done();
    stage.run("ledger settings").await.done().says("code = 3070");
}

#[tokio::test]
async fn sickness_and_payouts_go_their_way() {
    let stage = begun().await;
    let case = identity(
        &stage
            .run("sickness report 1015 --from 08-05-2023 --expected 12-05-2023")
            .await
            .done(),
    );
    stage
        .run(&format!("sickness change {case} --from 10-05-2023 --percent 50"))
        .await
        .done();
    stage
        .run(&format!("sickness recover {case} --on 11-05-2023"))
        .await
        .done();
    stage
        .run("sickness list")
        .await
        .done()
        .says("100 %, 50 % (10-05-2023)")
        .says("11-05-2023");
    let hours = stage
        .run("sickness list --from 01-05-2023 --to 31-05-2023 --json")
        .await
        .done()
        .json();
    assert_eq!(hours[0]["paid"]["percent"], 70);
    stage
        .run("ledger credit 1015 100 --ledger leave --on 01-01-2023 --kind statutory --reason nulmeting")
        .await
        .done();
    let words = "payout request 1015 62,5 --coupling modehuis --of leave --code 4100";
    let payout = identity(&stage.run(words).await.done());
    stage.run(&format!("payout approve {payout}")).await.done();
    stage
        .run("payout list")
        .await
        .done()
        .says("Alex van Beuzekom")
        .says("goedgekeurd")
        .says("4100");
    stage
        .run("ledger show 1015")
        .await
        .done()
        .says("waarvan in behandeling om uit te betalen: 62,50");
    stage
        .run(&format!("payout cancel {payout} --reason vergissing"))
        .await
        .done();
    let again = format!("payout approve {payout}");
    stage.refuses(&again, "is al vervallen.", "is void already.").await;
}
