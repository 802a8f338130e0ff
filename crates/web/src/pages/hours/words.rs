//! Why something was refused, in the words of pages: the hub's own tell of commands where the command line needs them.

use crate::answer::Failure;
use crate::words::Words;
use loonbrug_hub::time::TimeRefusal;
use loonbrug_hub::{HubError, Refusal};

/// What to say above the page that is shown again; what is no refusal stays a failure.
pub fn said(failure: Failure, w: Words) -> Result<String, Failure> {
    let refusal = match &failure {
        Failure::Wrong(dutch, english) => return Ok(w.t(dutch, english).to_owned()),
        Failure::Hub(error) => match &**error {
            HubError::Refused(refusal) => refusal,
            _ => return Err(failure),
        },
        _ => return Err(failure),
    };
    Ok(refusal_text(refusal, w))
}

/// A refusal in the words of pages.
pub fn refusal_text(refusal: &Refusal, w: Words) -> String {
    match refusal {
        Refusal::LinesRefused(_) => w
            .t(
                "Niet alle regels zijn bruikbaar. Verbeter het bestand, of vink aan dat de goede regels doorgaan.",
                "Not all lines are usable. Mend the file, or tick that the good lines go on.",
            )
            .to_owned(),
        Refusal::WouldReplace { .. } => w
            .t(
                "Dit bestand wijzigt uren die er al staan. Kijk wat verandert, en vink aan dat het mag.",
                "This file changes hours that are there already. Look at what changes, and tick that it may.",
            )
            .to_owned(),
        Refusal::Time(TimeRefusal::NoReason) => w
            .t(
                "Zeg waarom; er is niets opgeslagen.",
                "Say why; nothing was stored.",
            )
            .to_owned(),
        Refusal::Time(TimeRefusal::ChangedMeanwhile(_)) => w
            .t(
                "Iemand anders was je voor: dit is intussen gewijzigd. Er is niets opgeslagen; kijk naar wat er nu staat.",
                "Somebody else was first: this was changed meanwhile. Nothing was stored; look at what is there now.",
            )
            .to_owned(),
        other => other.text(w.language),
    }
}
