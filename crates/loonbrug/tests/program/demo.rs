//! The demonstration: the main job on the figures of the manual.

use crate::stage::{Program, Stage, masked, on_a_server};
use insta::assert_snapshot;

async fn demo(words: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let ran = Program::in_folder(folder.path())
        .run(&format!("demo --once {words}"))
        .await
        .done();
    assert_eq!(ran.stderr, "");
    ran.stdout
}

/// A chapter of the story, without its heading.
fn chapter(text: &str, number: usize) -> String {
    let start = text.find(&format!("\n{number}. ")).expect("the chapter begins");
    let text = &text[start..];
    let end = text.find(&format!("\n{}. ", number + 1)).unwrap_or(text.len());
    masked(text[..end].trim_start().split_once('\n').unwrap().1.trim())
}

#[tokio::test]
async fn the_table_of_the_manual_goes_to_nmbrs() {
    let story = demo("").await;
    assert_snapshot!(chapter(&story, 1), @r"
    27 gelezen · 25 nieuw · 0 gekoppeld · 0 wijzigingen
    geschiedenis: run …
    ");
    assert_snapshot!(chapter(&story, 2), @r"
    uren-april-2023.csv: 46 regels · 46 bruikbaar · 0 niet bruikbaar
    46 nieuw · 0 gewijzigd · 0 vervallen · 0 ongewijzigd
    opgeslagen

    Nmbrs vooraf: 0 regels · 0,00 u · 0 dagen
    ");
    assert_snapshot!(chapter(&story, 3), @r"
    Uren doorgeven aan Nmbrs
    Periode: 01-04-2023 - 30-04-2023 · periode 4 · 2023 · 0-urencontract

          Nr  Personeelslid    Dagen  Uren  Factor  Uurcode in Nmbrs         Verandering
     [x]   1  Thomas Lakeman       3    15    100%  Gewerkte uren (2100)     nieuw
     [x]   2  Joeri Kreuk          4    20    100%  Gewerkte uren (2100)     nieuw
     [x]   3  Laura Zuidhof        4    20    100%  Gewerkte uren (2100)     nieuw
     [x]   4  Jay Onrust           5    25    100%  Gewerkte uren (2100)     nieuw
     [x]   5  Lars Simic           4    28    100%  Gewerkte uren (2100)     nieuw
     [x]   6  Mark Imming          5    33    100%  Gewerkte uren (2100)     nieuw
     [x]   7  Kjeld Hoekema        6    39    100%  Gewerkte uren (2100)     nieuw
     [x]   8  Kara Zwagemaker      7    40    100%  Gewerkte uren (2100)     nieuw
     [x]   9  Fleur Zeinstra       8    44    100%  Gewerkte uren (2100)     nieuw
     [x]  10  Thomas Lakeman       3    15    150%  Toeslaguren 50% (6050)   nieuw
     [x]  11  Joeri Kreuk          4    15    150%  Toeslaguren 50% (6050)   nieuw
     [x]  12  Fleur Zeinstra       8    15    150%  Toeslaguren 50% (6050)   nieuw
     [x]  13  Laura Zuidhof        4    20    150%  Toeslaguren 50% (6050)   nieuw
     [x]  14  Jay Onrust           5    20    150%  Toeslaguren 50% (6050)   nieuw
     [x]  15  Joeri Kreuk          4     5    200%  Toeslaguren 100% (6080)  nieuw
     [x]  16  Jay Onrust           5     5    200%  Toeslaguren 100% (6080)  nieuw
     [x]  17  Mark Imming          5     5    200%  Toeslaguren 100% (6080)  nieuw
     [x]  18  Fleur Zeinstra       8     5    200%  Toeslaguren 100% (6080)  nieuw

    Omschrijving:
    Uren 01-04-2023 t/m 30-04-2023

          Nr  Personeelslid    Gewerkte dagen  Verandering
     [x]  19  Thomas Lakeman                3  nieuw
     [x]  20  Joeri Kreuk                   4  nieuw
     [x]  21  Lars Simic                    4  nieuw
     [x]  22  Laura Zuidhof                 4  nieuw
     [x]  23  Jay Onrust                    5  nieuw
     [x]  24  Mark Imming                   5  nieuw
     [x]  25  Kjeld Hoekema                 6  nieuw
     [x]  26  Kara Zwagemaker               7  nieuw
     [x]  27  Fleur Zeinstra                8  nieuw

    27 regels: 27 nieuw · 0 gewijzigd · 0 vervalt · 0 ongewijzigd · 0 voor jou
    totaal 264,00 u · 46 dagen
    27 regels te versturen (plan …)
    ");
    let sent = chapter(&story, 4);
    assert!(sent.starts_with("27 regels in Nmbrs, teruggelezen\n"), "{sent}");
    assert_eq!(sent.matches(" ✓ ").count(), 27, "{sent}");
    assert!(
        sent.contains("Nmbrs daarna: 18 regels · 369,00 u · 46 dagen\n"),
        "{sent}"
    );
}

/// Every line of the README's samples is said by the demonstration, in that order; dots stand for what is left out.
#[tokio::test]
async fn the_readme_shows_what_the_demonstration_says() {
    let story = demo("").await;
    let readme = include_str!("../../../../README.md");
    let samples: Vec<&str> = readme.split("\n```text\n").skip(1).collect();
    assert_eq!(samples.len(), 3);
    let mut said = story.lines();
    for line in samples
        .iter()
        .flat_map(|sample| sample.split("\n```").next().unwrap().lines())
    {
        let is_said = line.trim() == "…" || said.any(|told| told.trim_end() == line);
        assert!(
            is_said,
            "the README shows a line that the demonstration does not say there: {line}"
        );
    }
}

#[tokio::test]
async fn a_second_run_sends_nothing_and_a_change_sends_itself() {
    let story = demo("").await;
    let again = chapter(&story, 5);
    assert_eq!(again.matches(" ongewijzigd").count(), 27 + 1, "{again}");
    assert!(again.contains("\n0 regels te versturen (plan …)\n"), "{again}");
    assert!(chapter(&story, 6).starts_with("0 regels te versturen\n"));

    let change = chapter(&story, 7);
    let told = |line: &&str| line.starts_with(" [x]") || line.contains("→") || line.contains("te versturen");
    let sent: Vec<&str> = change.lines().filter(told).collect();
    let sent = sent.join("\n");
    assert_snapshot!(sent, @r"
      Thomas Lakeman 23-04-2023 12:00–17:00 → Thomas Lakeman 23-04-2023 12:00–18:00
     [x]   1  Thomas Lakeman       3    16    100%  Gewerkte uren (2100)     15,00 → 16,00
     [x]  12  Thomas Lakeman       3    16    150%  Toeslaguren 50% (6050)   15,00 → 16,00
    2 regels te versturen (plan …)
    ");
    assert_snapshot!(chapter(&story, 8), @r"
    2 regels in Nmbrs, teruggelezen

        Personeelslid   Factor  Uurcode  Verstuurd  In Nmbrs
     ✓  Thomas Lakeman    100%     2100      16,00     16,00
     ✓  Thomas Lakeman    150%     6050      16,00     16,00
     ✓  Thomas Lakeman   dagen                 3 d       3 d

    geschiedenis: run …

    Nmbrs ten slotte: 18 regels · 371,00 u · 46 dagen
    ");
}

#[tokio::test]
async fn rest_and_soap_tell_the_same_story() {
    let (rest, soap) = tokio::join!(demo("--interface rest"), demo("--interface soap"));
    let (rest, soap) = (masked(&rest), masked(&soap));
    assert_eq!(rest, soap);
}

#[tokio::test]
async fn on_postgresql_the_story_is_the_same() {
    on_a_server(async |address| {
        let story = demo(&format!("--database {address} --key-file demo.key")).await;
        assert_eq!(masked(&story), masked(&demo("").await));
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_kept_has_nothing_left_to_send() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::in_folder(folder.path());
    let words = "demo --once --database sqlite:kept.db";
    program.run(words).await.done();
    let second = program.run(words).await.done().stdout;
    for number in [3, 5, 7] {
        let plan = chapter(&second, number);
        assert!(plan.contains("\n0 regels te versturen (plan …)\n"), "{plan}");
    }
    assert!(
        second.contains("Nmbrs vooraf: 18 regels · 371,00 u · 46 dagen\n"),
        "{second}"
    );
    assert!(
        second.contains("Nmbrs ten slotte: 18 regels · 371,00 u · 46 dagen\n"),
        "{second}"
    );
    program
        .run(&format!("{words} --interface soap"))
        .await
        .ended(1)
        .because(
            "Deze database is over de andere ingang gemaakt. Neem een andere --interface of een andere --database.",
        );
}

#[tokio::test]
async fn in_english_no_dutch_is_left_but_names_and_what_goes_to_nmbrs() {
    let story = demo("--language en").await;
    assert_snapshot!(chapter(&story, 7), @r"
    uren-april-2023.csv: 46 lines · 46 usable · 0 not usable
    0 new · 1 changed · 0 removed · 45 unchanged
      Thomas Lakeman 23-04-2023 12:00–17:00 → Thomas Lakeman 23-04-2023 12:00–18:00
    stored
    Hours to Nmbrs
    Period: 01-04-2023 - 30-04-2023 · period 4 · 2023 · zero-hours contract

          No  Person           Days  Hours  Factor  Hour code in Nmbrs       Change
     [x]   1  Thomas Lakeman      3     16    100%  Gewerkte uren (2100)     15,00 → 16,00
     [ ]   2  Joeri Kreuk         4     20    100%  Gewerkte uren (2100)     unchanged
     [ ]   3  Laura Zuidhof       4     20    100%  Gewerkte uren (2100)     unchanged
     [ ]   4  Jay Onrust          5     25    100%  Gewerkte uren (2100)     unchanged
     [ ]   5  Lars Simic          4     28    100%  Gewerkte uren (2100)     unchanged
     [ ]   6  Mark Imming         5     33    100%  Gewerkte uren (2100)     unchanged
     [ ]   7  Kjeld Hoekema       6     39    100%  Gewerkte uren (2100)     unchanged
     [ ]   8  Kara Zwagemaker     7     40    100%  Gewerkte uren (2100)     unchanged
     [ ]   9  Fleur Zeinstra      8     44    100%  Gewerkte uren (2100)     unchanged
     [ ]  10  Joeri Kreuk         4     15    150%  Toeslaguren 50% (6050)   unchanged
     [ ]  11  Fleur Zeinstra      8     15    150%  Toeslaguren 50% (6050)   unchanged
     [x]  12  Thomas Lakeman      3     16    150%  Toeslaguren 50% (6050)   15,00 → 16,00
     [ ]  13  Laura Zuidhof       4     20    150%  Toeslaguren 50% (6050)   unchanged
     [ ]  14  Jay Onrust          5     20    150%  Toeslaguren 50% (6050)   unchanged
     [ ]  15  Joeri Kreuk         4      5    200%  Toeslaguren 100% (6080)  unchanged
     [ ]  16  Jay Onrust          5      5    200%  Toeslaguren 100% (6080)  unchanged
     [ ]  17  Mark Imming         5      5    200%  Toeslaguren 100% (6080)  unchanged
     [ ]  18  Fleur Zeinstra      8      5    200%  Toeslaguren 100% (6080)  unchanged

    Description:
    Uren 01-04-2023 t/m 30-04-2023

          No  Person           Days worked  Change
     [ ]  19  Thomas Lakeman             3  unchanged
     [ ]  20  Joeri Kreuk                4  unchanged
     [ ]  21  Lars Simic                 4  unchanged
     [ ]  22  Laura Zuidhof              4  unchanged
     [ ]  23  Jay Onrust                 5  unchanged
     [ ]  24  Mark Imming                5  unchanged
     [ ]  25  Kjeld Hoekema              6  unchanged
     [ ]  26  Kara Zwagemaker            7  unchanged
     [ ]  27  Fleur Zeinstra             8  unchanged

    27 lines: 0 new · 2 changed · 0 go · 25 unchanged · 0 for you
    total 265,00 h · 46 days
    2 lines to send (plan …)
    ");
    for word in [
        "regels",
        "dagen",
        "Personeelslid",
        "ongewijzigd",
        "gelezen",
        " u ",
        "Nmbrs vooraf",
    ] {
        assert!(!story.contains(word), "{word}: {story}");
    }
}

#[tokio::test]
async fn as_json_it_is_one_document() {
    let folder = tempfile::tempdir().unwrap();
    let ran = Program::in_folder(folder.path()).run("demo --once --json").await.done();
    let story = ran.json();
    assert_eq!(story["nmbrs_before"]["hours"], serde_json::json!([]));
    assert_eq!(story["nmbrs_afterwards"]["hours"].as_array().unwrap().len(), 18);
    assert_eq!(story["first_plan"]["lines"].as_array().unwrap().len(), 27);
    assert_eq!(story["first_plan"]["description"], "Uren 01-04-2023 t/m 30-04-2023");
    assert_eq!(story["second_run"]["postings"], serde_json::json!({}));
    assert_eq!(story["third_run"]["state"], "done");
    assert_eq!(ran.stderr, "");
}

/// Without `--once` it listens at a fixed address, which somebody may have taken.
#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let stage = Stage::set().await;
    let taken = stage
        .at()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let reason = format!("Op {taken} kan niet geluisterd worden. Kies een ander adres met --listen.");
    stage
        .run(&format!("demo --listen {taken}"))
        .await
        .ended(1)
        .because(&reason);
    stage
        .run(&format!("sandbox --listen {taken}"))
        .await
        .ended(1)
        .because(&reason);
}
