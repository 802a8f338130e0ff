//! Whether the history of an employer is still what was written, in the words that a person reads.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::Language;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_store::{ChainFault, ChainReport, ChainSubject};
use serde::Serialize;

/// How much of a hash is shown: enough that no other history has the same.
const SHOWN: usize = 16;

/// What was found of the history of one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HistoryChecked {
    /// Name of the organisation.
    pub organisation: String,
    /// What was found.
    pub report: ChainReport,
}

impl Hub {
    /// Verifies the history (geschiedenis) of one organisation, or of all, by name.
    pub async fn check_histories(&self, only: Option<OrganisationId>) -> Result<Vec<HistoryChecked>, HubError> {
        let mut checked = Vec::new();
        for organisation in self.store.organisations().await? {
            if only.is_none_or(|only| only == organisation.id) {
                checked.push(HistoryChecked {
                    report: self.store.verify_chain(organisation.id).await?,
                    organisation: organisation.name,
                });
            }
        }
        Ok(checked)
    }
}

impl HistoryChecked {
    /// Whether the history holds.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.report.fault.is_none()
    }

    /// One line: how far the history holds, or what is wrong with it and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let Self { organisation, report } = self;
        let entries = report.entries;
        let Some(fault) = report.fault else {
            let hash = report.hash.get(..SHOWN).unwrap_or(&report.hash);
            return language.pick(
                format!("geschiedenis van {organisation} in orde: {entries} regels, tot en met {hash}"),
                format!("history of {organisation} in order: {entries} entries, up to {hash}"),
            );
        };
        let (dutch, english) = words(fault);
        language.pick(
            format!(
                "✗ geschiedenis van {organisation} klopt niet: {dutch}; {entries} regels kloppen. Zet een back-up terug \
                 in een nieuwe database, en bewaar deze apart."
            ),
            format!(
                "✗ history of {organisation} does not hold: {english}; {entries} entries hold. Restore a backup \
                 into a new database, and keep this one apart."
            ),
        )
    }
}

/// What is wrong, in Dutch and in English.
fn words(fault: ChainFault) -> (String, String) {
    match fault {
        ChainFault::Missing { sequence, subject } => {
            let (dutch, english) = subject.map(of).unwrap_or_default();
            (
                format!("regel {sequence}{dutch} is weggehaald"),
                format!("entry {sequence}{english} was taken away"),
            )
        }
        ChainFault::Changed { sequence, subject } => {
            let (dutch, english) = of(subject);
            (
                format!("regel {sequence}{dutch} is gewijzigd"),
                format!("entry {sequence}{english} was changed"),
            )
        }
        ChainFault::Extra { subject, .. } => {
            let (dutch, english) = name(subject);
            (
                format!("bij {dutch} is iets bijgeschreven buiten Loonbrug om"),
                format!("something was added to {english} past Loonbrug"),
            )
        }
        ChainFault::Replay { posting } => (
            format!("boeking {posting} staat er anders bij dan haar laatste regel zegt"),
            format!("posting {posting} is not as its last entry says"),
        ),
        ChainFault::End => (
            "het vastgelegde einde is een ander".to_owned(),
            "the end that was stored is another".to_owned(),
        ),
    }
}

fn name(subject: ChainSubject) -> (String, String) {
    match subject {
        ChainSubject::Posting(posting) => (format!("boeking {posting}"), format!("posting {posting}")),
        ChainSubject::LedgerEntry(entry) => (format!("urensaldoregel {entry}"), format!("ledger entry {entry}")),
    }
}

fn of(subject: ChainSubject) -> (String, String) {
    let (dutch, english) = name(subject);
    (format!(" ({dutch})"), format!(" ({english})"))
}

#[cfg(test)]
mod tests {
    use super::HistoryChecked;
    use loonbrug_domain::Language;
    use loonbrug_domain::ids::{LedgerEntryId, OrganisationId, PostingId};
    use loonbrug_store::{ChainFault, ChainReport, ChainSubject};
    use uuid::Uuid;

    fn text(fault: Option<ChainFault>, language: Language) -> String {
        let checked = HistoryChecked {
            organisation: "Retail".into(),
            report: ChainReport {
                organisation: OrganisationId(Uuid::nil()),
                entries: 16,
                hash: "985ae15f6343a8555aa5f00521fd2d70".repeat(2),
                fault,
            },
        };
        assert_eq!(checked.holds(), fault.is_none());
        checked.text(language)
    }

    #[test]
    fn every_finding_has_its_words_in_both_languages() {
        let posting = PostingId(Uuid::from_u128(7));
        let faults = [
            None,
            Some(ChainFault::Missing {
                sequence: 17,
                subject: None,
            }),
            Some(ChainFault::Missing {
                sequence: 17,
                subject: Some(ChainSubject::Posting(posting)),
            }),
            Some(ChainFault::Changed {
                sequence: 17,
                subject: ChainSubject::Posting(posting),
            }),
            Some(ChainFault::Changed {
                sequence: 17,
                subject: ChainSubject::LedgerEntry(LedgerEntryId(Uuid::from_u128(8))),
            }),
            Some(ChainFault::Extra {
                sequence: None,
                subject: ChainSubject::Posting(posting),
            }),
            Some(ChainFault::Replay { posting }),
            Some(ChainFault::End),
        ];
        let lines = faults.map(|fault| {
            let (dutch, english) = (text(fault, Language::Dutch), text(fault, Language::English));
            format!("{dutch}\n{english}")
        });
        insta::assert_snapshot!(lines.join("\n"), @"
        geschiedenis van Retail in orde: 16 regels, tot en met 985ae15f6343a855
        history of Retail in order: 16 entries, up to 985ae15f6343a855
        ✗ geschiedenis van Retail klopt niet: regel 17 is weggehaald; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: entry 17 was taken away; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: regel 17 (boeking 00000000-0000-0000-0000-000000000007) is weggehaald; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: entry 17 (posting 00000000-0000-0000-0000-000000000007) was taken away; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: regel 17 (boeking 00000000-0000-0000-0000-000000000007) is gewijzigd; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: entry 17 (posting 00000000-0000-0000-0000-000000000007) was changed; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: regel 17 (urensaldoregel 00000000-0000-0000-0000-000000000008) is gewijzigd; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: entry 17 (ledger entry 00000000-0000-0000-0000-000000000008) was changed; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: bij boeking 00000000-0000-0000-0000-000000000007 is iets bijgeschreven buiten Loonbrug om; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: something was added to posting 00000000-0000-0000-0000-000000000007 past Loonbrug; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: boeking 00000000-0000-0000-0000-000000000007 staat er anders bij dan haar laatste regel zegt; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: posting 00000000-0000-0000-0000-000000000007 is not as its last entry says; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ✗ geschiedenis van Retail klopt niet: het vastgelegde einde is een ander; 16 regels kloppen. Zet een back-up terug in een nieuwe database, en bewaar deze apart.
        ✗ history of Retail does not hold: the end that was stored is another; 16 entries hold. Restore a backup into a new database, and keep this one apart.
        ");
    }
}
