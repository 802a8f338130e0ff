//! Hours that come in from files: every line is used or named, and nothing is replaced without being asked.

use crate::stage::{HEADER, Stage, everywhere, range, read_file};
use loonbrug_domain::Language;
use loonbrug_hub::import::{ImportChoice, ImportReport};
use loonbrug_hub::{HubError, Refusal};

const PLAIN: ImportChoice = ImportChoice {
    accept_good: false,
    replace: false,
    complete: false,
    days: None,
    look_only: false,
    language: Language::English,
};

fn file(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

/// Stored shifts of April as `1001 2023-04-03 540-1020`.
async fn stored(stage: &Stage) -> Vec<String> {
    let organisation = stage.coupling().await.organisation();
    let people = stage.hub.store.people(organisation).await.unwrap();
    let number = |id| {
        people
            .iter()
            .find(|person| person.id == id)
            .and_then(|person| person.number)
            .unwrap()
    };
    let shifts = stage
        .hub
        .store
        .shifts(organisation, range(crate::stage::APRIL))
        .await
        .unwrap();
    let mut shifts: Vec<String> = shifts
        .iter()
        .map(|shift| {
            format!(
                "{} {} {}-{}",
                number(shift.person),
                shift.date,
                shift.start_minute,
                shift.end_minute
            )
        })
        .collect();
    shifts.sort();
    shifts
}

fn counts(report: &ImportReport) -> [usize; 4] {
    [
        report.added,
        report.unchanged,
        report.changed.len(),
        report.removed.len(),
    ]
}

#[tokio::test]
async fn the_same_file_is_refused() {
    everywhere(async |stage| {
        stage.with_people().await;
        let text = file(&["1001;03-04-2023;09:00;17:00;0"]);
        let (report, refusal) = stage.import(&text, PLAIN).await;
        assert_eq!((counts(&report), report.stored, refusal), ([1, 0, 0, 0], true, None));
        let before = stage.kept().await;
        let (again, refusal) = stage.import(&text, ImportChoice { replace: true, ..PLAIN }).await;
        assert_eq!(
            (again.stored, refusal),
            (false, Some(Refusal::SameFile("17-05-2023".into())))
        );
        assert_eq!(stage.kept().await.changed_since(&before), [] as [&str; 0]);
    })
    .await;
}

/// What took the place of a file can be replaced by it again.
#[tokio::test]
async fn a_file_that_is_not_what_is_stored_now_may_come_again() {
    everywhere(async |stage| {
        stage.with_people().await;
        let replace = ImportChoice { replace: true, ..PLAIN };
        let first = file(&["1001;03-04-2023;09:00;17:00;0", "1001;05-04-2023;09:00;17:00;0"]);
        let second = file(&["1001;03-04-2023;09:00;18:00;0", "1001;05-04-2023;09:00;17:00;0"]);
        stage.import(&first, PLAIN).await;
        stage.import(&second, replace).await;
        let before = stored(stage).await;
        let (report, refusal) = stage.import(&first, PLAIN).await;
        assert_eq!(
            (counts(&report), refusal),
            ([0, 1, 1, 0], Some(Refusal::WouldReplace { changed: 1, removed: 0 }))
        );
        assert_eq!(stored(stage).await, before);
        let (report, refusal) = stage.import(&first, replace).await;
        assert_eq!((report.stored, refusal), (true, None));
        assert_eq!(
            stored(stage).await,
            ["1001 2023-04-03 540-1020", "1001 2023-04-05 540-1020"]
        );
        let (_, refusal) = stage.import(&first, replace).await;
        assert_eq!(refusal, Some(Refusal::SameFile("17-05-2023".into())));
        let (report, refusal) = stage.import(&second, replace).await;
        assert_eq!((report.stored, refusal), (true, None));
        assert_eq!(stored(stage).await, before);
    })
    .await;
}

/// Of two files at once none is compared with what the other is about to change: one waits for another moment.
#[tokio::test]
async fn hours_in_two_files_at_once_come_once() {
    everywhere(async |stage| {
        stage.with_people().await;
        let text = file(&["1001;03-04-2023;09:00;17:00;0"]);
        let (first, second) = (read_file(&text), read_file(&format!("{text}\n")));
        let organisation = stage.coupling().await.organisation();
        let (one, other) = tokio::join!(
            stage.hub.import_hours(organisation, &first, PLAIN),
            stage.hub.import_hours(organisation, &second, PLAIN)
        );
        for outcome in [one, other] {
            assert!(
                matches!(&outcome, Ok((_, None)) | Err(HubError::Refused(Refusal::Busy(_)))),
                "{outcome:?}"
            );
        }
        assert_eq!(stored(stage).await, ["1001 2023-04-03 540-1020"]);
    })
    .await;
}

#[tokio::test]
async fn a_changed_file_shows_its_difference_and_waits_for_a_word() {
    everywhere(async |stage| {
        stage.with_people().await;
        let stays = "1002;11-04-2023;10:00;14:00;0";
        let first = [
            "1001;03-04-2023;09:00;17:00;0",
            "1001;04-04-2023;09:00;17:00;0",
            "1001;12-04-2023;09:00;10:00;0",
            stays,
        ];
        stage.import(&file(&first), PLAIN).await;
        let before = (stored(stage).await, stage.kept().await);
        let second = file(&[
            "1001;03-04-2023;09:00;18:00;0",
            "1001;12-04-2023;09:00;10:00;0",
            "1001;13-04-2023;09:00;10:00;0",
            stays,
        ]);
        let (report, refusal) = stage.import(&second, PLAIN).await;
        assert_eq!(refusal, Some(Refusal::WouldReplace { changed: 1, removed: 1 }));
        assert_eq!(counts(&report), [1, 2, 1, 1]);
        assert_eq!(report.changed[0].from, "Thomas Lakeman 03-04-2023 09:00–17:00");
        assert_eq!(report.changed[0].to, "Thomas Lakeman 03-04-2023 09:00–18:00");
        assert_eq!(report.removed, ["Thomas Lakeman 04-04-2023 09:00–17:00"]);
        assert_eq!(stored(stage).await, before.0);
        assert_eq!(stage.kept().await.changed_since(&before.1), [] as [&str; 0]);
        // A look with the word given stores nothing either.
        let look = ImportChoice {
            replace: true,
            look_only: true,
            ..PLAIN
        };
        let (looked, refusal) = stage.import(&second, look).await;
        assert_eq!((looked.stored, refusal), (false, None));
        assert_eq!(stage.kept().await.changed_since(&before.1), [] as [&str; 0]);
        let (report, refusal) = stage.import(&second, ImportChoice { replace: true, ..PLAIN }).await;
        assert_eq!((report.stored, refusal), (true, None));
        assert_eq!(
            stored(stage).await,
            [
                "1001 2023-04-03 540-1080",
                "1001 2023-04-12 540-600",
                "1001 2023-04-13 540-600",
                "1002 2023-04-11 600-840"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn lines_that_cannot_be_used_are_named_and_the_good_ones_wait() {
    everywhere(async |stage| {
        stage.with_people().await;
        let text = file(&[
            "1001;03-04-2023;09:00;17:00;0",
            "4711;03-04-2023;09:00;17:00;0",
            "1001;03-04-2023;16:00;18:00;0",
            "1002;31-04-2023;09:00;17:00;0",
            "1002;04-04-2023;09:00;17:00;0",
        ]);
        let (report, refusal) = stage.import(&text, PLAIN).await;
        assert_eq!(refusal, Some(Refusal::LinesRefused(3)));
        let faults: Vec<_> = report
            .faults
            .iter()
            .map(|fault| (fault.line, fault.value.as_str()))
            .collect();
        assert_eq!(faults, [(3, "4711"), (4, "03-04-2023"), (5, "31-04-2023")]);
        for (fault, words) in report.faults.iter().zip(["people apply", "overlaps line 2", "31"]) {
            assert!(format!("{} {}", fault.text, fault.value).contains(words), "{fault:?}");
        }
        assert_eq!(stored(stage).await, [] as [&str; 0]);
        let (report, refusal) = stage
            .import(
                &text,
                ImportChoice {
                    accept_good: true,
                    ..PLAIN
                },
            )
            .await;
        assert_eq!((report.stored, report.faults.len(), refusal), (true, 3, None));
        assert_eq!(
            stored(stage).await,
            ["1001 2023-04-03 540-1020", "1002 2023-04-04 540-1020"]
        );
    })
    .await;
}

/// An hour in two files would be paid twice as well: the shift of the second file takes the place of the first one's.
#[tokio::test]
async fn shifts_that_overlap_those_of_an_earlier_file_do_not_add_up() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.import(&file(&["1001;03-04-2023;09:00;17:00;0"]), PLAIN).await;
        let (report, refusal) = stage.import(&file(&["1001;03-04-2023;12:00;18:00;0"]), PLAIN).await;
        assert_eq!(
            (report.stored, refusal),
            (false, Some(Refusal::WouldReplace { changed: 1, removed: 0 }))
        );
    })
    .await;
}

/// A night shift and one of the next day in another file: the hours that they share would be paid twice.
#[tokio::test]
async fn a_shift_that_begins_before_an_earlier_one_has_ended_is_refused() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.import(&file(&["1002;03-04-2023;22:00;03:00;0"]), PLAIN).await;
        let second = file(&["1002;04-04-2023;01:00;05:00;0", "1001;04-04-2023;09:00;10:00;0"]);
        let (report, refusal) = stage.import(&second, PLAIN).await;
        assert_eq!((report.stored, refusal), (false, Some(Refusal::LinesRefused(1))));
        assert!(report.faults[0].text.contains("03-04-2023"), "{:?}", report.faults);
        assert_eq!(stored(stage).await, ["1002 2023-04-03 1320-1620"]);
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_name_however_it_is_written() {
    everywhere(async |stage| {
        stage.with_people().await;
        let names = [
            "Robin de Boer",
            "boer, Robin de",
            "de Boer, Robin",
            "ROBIN DE BOER",
            "Inge van der Hust",
            "Oude Arenhuis, Donny",
        ];
        let mut text = "naam;datum;begin;einde;pauze\n".to_owned();
        for (day, name) in (3..).zip(names) {
            let shift = format!("{name};{day:02}-04-2023;09:00;17:00;0\n");
            text.push_str(&shift);
        }
        text.push_str("robin.deboer@example.nl;20-04-2023;09:00;17:00;0\n");
        let (report, _) = stage
            .import(
                &text,
                ImportChoice {
                    accept_good: true,
                    ..PLAIN
                },
            )
            .await;
        assert_eq!((report.good_lines, report.faults.len()), (6, 1), "{:?}", report.faults);
        let mixed = "personeelsnummer;naam;datum;begin;einde;pauze\n1001;Inge Hust;21-04-2023;09:00;17:00;0\n";
        let (report, refusal) = stage.import(mixed, PLAIN).await;
        assert_eq!(
            (report.warnings.len(), refusal),
            (1, None),
            "the number leads, the other name is told"
        );
        assert!(report.warnings[0].contains("Thomas Lakeman"), "{:?}", report.warnings);
        stored(stage).await
    })
    .await;
}

/// A file says nothing of people who are not in it, unless it is the whole truth.
#[tokio::test]
async fn only_a_complete_file_takes_the_hours_of_others_away() {
    everywhere(async |stage| {
        stage.with_people().await;
        let both = ["1001;03-04-2023;09:00;17:00;0", "1002;03-04-2023;09:00;17:00;0"];
        stage.import(&file(&both), PLAIN).await;
        let longer = file(&["1001;03-04-2023;09:00;18:00;0"]);
        let (report, _) = stage.import(&longer, ImportChoice { replace: true, ..PLAIN }).await;
        assert_eq!(
            (report.not_in_file.as_slice(), counts(&report)),
            (["Joeri Kreuk".to_owned()].as_slice(), [0, 0, 1, 0])
        );
        assert_eq!(stored(stage).await.len(), 2);
        let complete = ImportChoice {
            complete: true,
            ..PLAIN
        };
        let shorter = file(&["1001;03-04-2023;09:00;16:00;0"]);
        let (report, refusal) = stage.import(&shorter, complete).await;
        assert_eq!(refusal, Some(Refusal::WouldReplace { changed: 1, removed: 1 }));
        assert_eq!(report.removed, ["Joeri Kreuk 03-04-2023 09:00–17:00"]);
        stage
            .import(
                &shorter,
                ImportChoice {
                    replace: true,
                    ..complete
                },
            )
            .await;
        assert_eq!(stored(stage).await, ["1001 2023-04-03 540-960"]);
    })
    .await;
}

/// The columns of a file are remembered for the organisation.
#[tokio::test]
async fn the_columns_of_a_file_are_kept() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        assert_eq!(stage.hub.column_mapping(coupling.organisation()).await.unwrap(), None);
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let kept = stage.hub.column_mapping(coupling.organisation()).await.unwrap();
        assert!(kept.is_some());
    })
    .await;
}
