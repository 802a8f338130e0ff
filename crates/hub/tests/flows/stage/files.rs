//! Hours that come in from files.

use super::Stage;
use loonbrug_files::HoursFile;
use loonbrug_hub::Refusal;
use loonbrug_hub::import::{ImportChoice, ImportReport};
use std::sync::atomic::Ordering;

/// The shifts of the manual's nine people in April 2023.
pub const SHIFTS_OF_APRIL: &str = include_str!("../../../../loonbrug/src/demo/uren-april-2023.csv");
/// The columns of the short files of tests.
pub const HEADER: &str = "personeelsnummer;datum;begin;einde;pauze";

impl Stage {
    /// Brings a file in with these choices.
    pub async fn import(&self, text: &str, choice: ImportChoice) -> (ImportReport, Option<Refusal>) {
        let file = read_file(text);
        let organisation = self.coupling().await.organisation();
        self.hub
            .import_hours(organisation, &file, choice)
            .await
            .expect("the file is looked at")
    }

    /// Brings shifts in, one a line; stored shifts of these people between its days that it does not hold go.
    pub async fn bring(&self, shifts: &[&str]) {
        self.bring_file(&self.file(shifts)).await;
    }

    /// A file of these lines; of no two of them the bytes are the same, for the same file is refused.
    fn file(&self, shifts: &[&str]) -> String {
        let number = self.files.fetch_add(1, Ordering::Relaxed);
        format!("{HEADER}\n{}\n{}", shifts.join("\n"), "\n".repeat(number))
    }

    /// Brings a whole file in: what it changes is taken over.
    pub async fn bring_file(&self, text: &str) {
        let choice = ImportChoice {
            replace: true,
            ..ImportChoice::default()
        };
        let (report, refusal) = self.import(text, choice).await;
        assert_eq!(refusal, None, "{report:?}");
    }

    /// Brings shifts in that are the whole truth about their days.
    pub async fn bring_all(&self, shifts: &[&str]) {
        let text = self.file(shifts);
        let choice = ImportChoice {
            replace: true,
            complete: true,
            ..ImportChoice::default()
        };
        let (report, refusal) = self.import(&text, choice).await;
        assert_eq!(refusal, None, "{report:?}");
    }
}

/// Reads a text as a file.
pub fn read_file(text: &str) -> HoursFile {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("uren.csv");
    std::fs::write(&path, text).expect("the file is written");
    loonbrug_files::read(&path, None).expect("the file can be read")
}
