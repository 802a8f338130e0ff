//! What a file cannot hold together, and the days that it is about.

use crate::stage::{APRIL, HEADER, Stage, everywhere, range};
use loonbrug_domain::Language;
use loonbrug_hub::Refusal;
use loonbrug_hub::import::{ImportChoice, ImportReport};

const HOURS: &str = "personeelsnummer;periode_van;periode_tot;soort;factor;aantal;groep";

const ACCEPT: ImportChoice = ImportChoice {
    accept_good: true,
    replace: false,
    complete: false,
    days: None,
    look_only: false,
    language: Language::English,
};

fn about(days: &str) -> ImportChoice {
    ImportChoice {
        accept_good: false,
        days: Some(range(days)),
        ..ACCEPT
    }
}

fn file(header: &str, lines: &[&str]) -> String {
    format!("{header}\n{}\n", lines.join("\n"))
}

fn numbers(report: &ImportReport) -> Vec<usize> {
    report.faults.iter().map(|fault| fault.line).collect()
}

/// Stored shifts or hour lines, in words.
async fn stored(stage: &Stage) -> Vec<String> {
    let organisation = stage.coupling().await.organisation();
    let spring = range("2023-03-01/2023-05-31");
    let shifts = stage.hub.store.shifts(organisation, spring).await.unwrap();
    let lines = stage.hub.store.hour_lines(organisation, spring).await.unwrap();
    let shifts = shifts
        .iter()
        .map(|shift| format!("{} {}-{}", shift.date, shift.start_minute, shift.end_minute));
    let lines = lines
        .iter()
        .map(|line| format!("{} {} {}", line.range.from, line.factor, line.hundredths));
    shifts.chain(lines).collect()
}

#[tokio::test]
async fn two_lines_of_25_hours_a_day_are_refused_together() {
    everywhere(async |stage| {
        stage.with_people().await;
        let text = file(
            HOURS,
            &[
                "1001;03-04-2023;03-04-2023;uren;;13,00;Kassa",
                "1002;03-04-2023;03-04-2023;uren;;13,00;Kassa",
                "1001;03-04-2023;03-04-2023;uren;;12,00;Magazijn",
                "1001;03-04-2023;03-04-2023;factor;150;12,00;Magazijn",
                "1001;04-04-2023;05-04-2023;uren;;30,00;Kassa",
                "1001;04-04-2023;05-04-2023;uren;;18,00;Magazijn",
                "1001;04-04-2023;05-04-2023;uren;;0,01;Magazijn",
            ],
        );
        let (report, refusal) = stage.import(&text, ImportChoice { accept_good: false, ..ACCEPT }).await;
        assert_eq!(refusal, Some(Refusal::LinesRefused(2)));
        assert_eq!(numbers(&report), [4, 8]);
        let fault = &report.faults[0];
        assert_eq!((fault.column.as_str(), fault.value.as_str()), ("hours", "12,00"));
        assert_eq!(
            fault.text,
            "together with line 2 this is 25,00 hours at 100 % for 03-04-2023: more than 24 hours a day; mend the hours \
             or the days, or remove one of the lines"
        );
        assert!(report.faults[1].text.contains("lines 6, 7 this is 48,01 hours"), "{:?}", report.faults[1]);
        let dutch = ImportChoice { language: Language::Dutch, look_only: true, ..ACCEPT };
        let (report, _) = stage.import(&text, dutch).await;
        assert_eq!(
            report.faults[0].text,
            "samen met regel 2 is dit 25,00 uur op 100 % voor 03-04-2023: meer dan 24 uur per dag; verbeter de uren of \
             de dagen, of verwijder een van de regels"
        );
        assert_eq!((report.read_lines, report.good_lines), (7, 5));
        assert_eq!(stored(stage).await, [] as [&str; 0]);
        let (report, refusal) = stage.import(&text, ACCEPT).await;
        assert_eq!((report.stored, report.added, refusal), (true, 5, None));
    })
    .await;
}

/// A line that takes hours back counts with those that it takes back.
#[tokio::test]
async fn a_correction_makes_room() {
    everywhere(async |stage| {
        stage.with_people().await;
        let lines = ["20,00", "20,00", "-20,00"].map(|hours| format!("1001;03-04-2023;03-04-2023;uren;;{hours};"));
        let text = file(HOURS, &lines.each_ref().map(String::as_str));
        let (report, refusal) = stage
            .import(
                &text,
                ImportChoice {
                    accept_good: false,
                    ..ACCEPT
                },
            )
            .await;
        assert_eq!((numbers(&report), refusal), (vec![], None));
    })
    .await;
}

/// A column for each factor: the line goes whole or not at all, and is named once.
#[tokio::test]
async fn a_line_with_several_factors_is_refused_whole() {
    everywhere(async |stage| {
        stage.with_people().await;
        let header = "personeelsnummer;periode_van;periode_tot;groep;uren_normaal;uren_150;uren_200";
        let text = file(
            header,
            &[
                "1001;03-04-2023;03-04-2023;Kassa;10,00;13,00;13,00",
                "1001;03-04-2023;03-04-2023;Magazijn;10,00;12,00;12,00",
                "4711;03-04-2023;03-04-2023;Kassa;1,00;1,00;1,00",
            ],
        );
        let (report, refusal) = stage.import(&text, ACCEPT).await;
        assert_eq!((numbers(&report), report.good_lines, refusal), (vec![3, 4], 1, None));
        assert_eq!(report.warnings, [] as [&str; 0]);
        assert_eq!(
            stored(stage).await,
            [
                "2023-04-03 100 % 1000",
                "2023-04-03 150 % 1300",
                "2023-04-03 200 % 1300"
            ]
        );
    })
    .await;
}

/// Two shifts that start on one day may be 26 hours by their label; by the clock they are two days.
#[tokio::test]
async fn a_night_counts_for_when_it_is() {
    everywhere(async |stage| {
        stage.with_people().await;
        let lines = [
            "1001;03-04-2023;00:00;22:00;0",
            "1001;03-04-2023;22:00;02:00;0",
            "1001;04-04-2023;02:00;23:00;0",
            "1001;04-04-2023;01:59;02:00;0",
        ];
        let (report, _) = stage.import(&file(HEADER, &lines), ACCEPT).await;
        assert_eq!((numbers(&report), report.added), (vec![5], 3));
        assert!(report.faults[0].text.contains("overlaps line 3"), "{:?}", report.faults);
    })
    .await;
}

/// In the night in which summer time begins 02:30 is 03:30: the half hour after 03:00 would be paid twice.
#[tokio::test]
async fn shifts_overlap_in_real_time() {
    everywhere(async |stage| {
        stage.with_people().await;
        let lines = [
            "1001;25-03-2023;22:00;02:30;0",
            "1001;26-03-2023;03:00;08:00;0",
            "1002;25-03-2023;22:00;02:00;0",
            "1002;26-03-2023;03:00;08:00;0",
        ];
        let (report, _) = stage.import(&file(HEADER, &lines), ACCEPT).await;
        assert_eq!((numbers(&report), report.added), (vec![3], 3));
    })
    .await;
}

/// The first and the last day of a file are those that it names, unless it is said what it is about.
#[tokio::test]
async fn what_left_the_first_or_last_day_is_seen_when_the_days_are_said() {
    everywhere(async |stage| {
        stage.with_people().await;
        let april = about(APRIL);
        let all = [
            "1001;03-04-2023;09:00;17:00;0",
            "1001;11-04-2023;09:00;17:00;0",
            "1001;30-04-2023;22:00;06:00;0",
            "1002;01-04-2023;09:00;17:00;0",
        ];
        stage.import(&file(HEADER, &all), april).await;
        let middle = file(HEADER, &all[1..2]);
        let look = ImportChoice {
            look_only: true,
            ..ACCEPT
        };
        let (report, refusal) = stage.import(&middle, look).await;
        assert_eq!((report.removed.len(), report.not_in_file.len(), refusal), (0, 0, None));

        let (report, refusal) = stage.import(&middle, april).await;
        assert_eq!(refusal, Some(Refusal::WouldReplace { changed: 0, removed: 2 }));
        assert_eq!(
            report.removed,
            [
                "Thomas Lakeman 03-04-2023 09:00–17:00",
                "Thomas Lakeman 30-04-2023 22:00–06:00"
            ]
        );
        assert_eq!(
            report.not_in_file,
            ["Joeri Kreuk"],
            "a file says nothing of people who are not in it"
        );
        assert_eq!(stored(stage).await.len(), 4);
        let complete = ImportChoice {
            complete: true,
            replace: true,
            ..april
        };
        let (report, refusal) = stage.import(&middle, complete).await;
        assert_eq!((report.removed.len(), refusal), (3, None));
        assert_eq!(stored(stage).await, ["2023-04-11 540-1020"]);
    })
    .await;
}

#[tokio::test]
async fn a_line_outside_the_days_is_refused() {
    everywhere(async |stage| {
        stage.with_people().await;
        let april = about(APRIL);
        let shifts = [
            "1001;31-03-2023;22:00;06:00;0",
            "1001;01-04-2023;09:00;17:00;0",
            "1001;30-04-2023;22:00;06:00;0",
            "1001;01-05-2023;09:00;17:00;0",
        ];
        let (report, refusal) = stage.import(&file(HEADER, &shifts), april).await;
        assert_eq!(
            (numbers(&report), refusal),
            (vec![2, 5], Some(Refusal::LinesRefused(2)))
        );
        let fault = &report.faults[0];
        assert_eq!((fault.column.as_str(), fault.value.as_str()), ("date", "31-03-2023"));
        assert_eq!(
            fault.text,
            "lies outside 01-04-2023 t/m 30-04-2023, the days of --from and --to; mend the date, or give the days that \
             the file is about"
        );
        let hours = [
            "1001;27-03-2023;23-04-2023;uren;;20,00;",
            "1001;01-04-2023;30-04-2023;uren;;20,00;",
        ];
        let (report, _) = stage.import(&file(HOURS, &hours), april).await;
        assert_eq!(numbers(&report), [2]);
        assert_eq!(report.faults[0].value, "27-03-2023 t/m 23-04-2023");
        assert_eq!(stored(stage).await, [] as [&str; 0]);
    })
    .await;
}
