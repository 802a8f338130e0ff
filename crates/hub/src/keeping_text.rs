//! What can go wrong with the database, a backup or a key, in the words that a person reads.

use crate::vault::VaultError;
use loonbrug_domain::Language;
use loonbrug_store::{BackupError, StoreError};

/// What is wrong with the database or a backup, and what to do.
#[must_use]
pub fn store_text(error: &StoreError, language: Language) -> String {
    if let StoreError::Backup(error) = error {
        return backup_text(error, language);
    }
    let dutch = match error {
        StoreError::Address { .. } => {
            "Het adres van de database is niet bruikbaar. Schrijf sqlite:BESTAND of postgres://gebruiker@server/naam."
        }
        StoreError::SchemaTooNew { .. } => {
            "De database is van een nieuwere versie dan dit programma. Start het nieuwere programma."
        }
        StoreError::Migration(_) => "De database kon niet worden bijgewerkt; zij is zoals zij was.",
        StoreError::Unavailable { .. } => {
            "De database is niet bereikbaar. Controleer of zij draait, en probeer het opnieuw."
        }
        StoreError::Refused { .. } => "De database weigert dit. Controleer of het een database van Loonbrug is.",
        StoreError::CorruptRow { .. } => "De database is beschadigd. Zet een back-up terug.",
        _ => "Dit is niet opgeslagen. Kijk hoe het nu staat, en probeer het opnieuw.",
    };
    with_detail(dutch, error, language)
}

fn backup_text(error: &BackupError, language: Language) -> String {
    let dutch = match error {
        BackupError::File { .. } => {
            "De back-up is niet te lezen of te schrijven. Controleer de naam, de map en de rechten."
        }
        BackupError::Version { .. } => {
            "De back-up is van een andere versie. Zet haar terug met het programma dat haar maakte, en werk dan bij."
        }
        BackupError::NotEmpty { .. } => "De database is niet leeg. Zet de back-up terug in een nieuwe database.",
        _ => "Deze back-up is niet bruikbaar; er is niets teruggezet. Neem een andere.",
    };
    with_detail(dutch, error, language)
}

/// What is wrong with a key or a secret, and what to do.
#[must_use]
pub fn vault_text(error: &VaultError, language: Language) -> String {
    let dutch = match error {
        VaultError::KeyFile { .. } => {
            "Het sleutelbestand is niet te lezen of te maken. Controleer de map en de rechten."
        }
        VaultError::NotAKey { .. } => {
            "Het sleutelbestand bevat geen sleutel: één regel van 64 hexadecimale tekens. Zet het goede bestand terug."
        }
        VaultError::AnotherKey => {
            "Dit geheim is met een andere sleutel versleuteld. Zet het sleutelbestand terug dat bij deze database hoort."
        }
        VaultError::Tampered => "Dit geheim is gewijzigd sinds het is opgeslagen. Voer het opnieuw in.",
    };
    with_detail(dutch, error, language)
}

/// The English text names path, version and cause; the Dutch one gives it as the detail.
fn with_detail(dutch: &str, error: &dyn std::error::Error, language: Language) -> String {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let detail = format!("{error}{cause}");
    language.pick(format!("{dutch} ({detail})"), detail)
}
