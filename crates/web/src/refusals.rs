//! Why something was refused, in the words of pages: the hub's own name commands, and here stands where to click.

use loonbrug_domain::Language;
use loonbrug_hub::Refusal;
use loonbrug_hub::time::TimeRefusal;

/// A refusal in the words of pages.
pub fn refusal_text(refusal: &Refusal, language: Language) -> String {
    let (dutch, english) = match refusal {
        Refusal::LinesRefused(_) => (
            "Niet alle regels zijn bruikbaar. Verbeter het bestand, of vink aan dat de goede regels doorgaan.",
            "Not all lines are usable. Mend the file, or tick that the good lines go on.",
        ),
        Refusal::WouldReplace { .. } => (
            "Dit bestand wijzigt uren die er al staan. Kijk wat verandert, en vink aan dat het mag.",
            "This file changes hours that are there already. Look at what changes, and tick that it may.",
        ),
        Refusal::Time(TimeRefusal::NoReason) => ("Zeg waarom; er is niets opgeslagen.", "Say why; nothing was stored."),
        Refusal::Time(TimeRefusal::ChangedMeanwhile(_)) => (
            "Iemand anders was je voor: dit is intussen gewijzigd. Er is niets opgeslagen; kijk naar wat er nu staat.",
            "Somebody else was first: this was changed meanwhile. Nothing was stored; look at what is there now.",
        ),
        Refusal::RangeNotInPeriod { .. } => (
            "Deze dagen vallen niet binnen één loonperiode. Er is niets gedaan; kies dagen van één periode.",
            "These days are not within one pay period. Nothing was done; choose days of one period.",
        ),
        Refusal::QuantityNotPositive(_) => (
            "Een aantal is meer dan nul. Vink de regel uit als er niets door moet.",
            "A quantity is more than zero. Untick the line if nothing should go.",
        ),
        Refusal::NoAuthorisation(_) => (
            "Deze koppeling heeft geen autorisatie bij Nmbrs. Koppel haar opnieuw: Koppelingen, deze koppeling, Instellingen.",
            "This coupling has no authorisation at Nmbrs. Link it again: Couplings, this coupling, Settings.",
        ),
        Refusal::NoRuleSet(_) => (
            "Er is geen regelset die op deze dagen geldt. Kies er een bij de koppeling, of voeg er een toe bij Instellingen, Toeslagregels.",
            "There is no rule set for these days. Choose one at the coupling, or add one under Settings, Surcharge rules.",
        ),
        Refusal::Paused { reason, .. } => {
            return language.pick(
                format!(
                    "Deze koppeling staat stil: {} Laat haar daarna verdergaan bij Koppelingen.",
                    reason.nl
                ),
                format!(
                    "This coupling stands still: {} Let it go on afterwards, under Couplings.",
                    reason.en
                ),
            );
        }
        other => return without_commands(&other.text(language)),
    };
    language.pick(dutch, english).to_owned()
}

/// The sentences of a text that name no command and no option of one; all of it where nothing would be left.
fn without_commands(text: &str) -> String {
    let names_a_command = |sentence: &str| sentence.contains("`loonbrug ") || sentence.contains(" --");
    let line = |line: &str| {
        let kept: Vec<&str> = line
            .split_inclusive(". ")
            .filter(|sentence| !names_a_command(sentence))
            .collect();
        kept.concat().trim_end().to_owned()
    };
    let kept = text.lines().map(line).collect::<Vec<_>>().join("\n");
    if kept.trim().is_empty() { text.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_no_commands() {
        let refusals = [
            Refusal::Time(TimeRefusal::NoTerminal("Kassa".to_owned())),
            Refusal::NoCoupling("modehuis".to_owned()),
            Refusal::LinesRefused(2),
            Refusal::QuantityNotPositive(3),
            Refusal::Time(TimeRefusal::NoReason),
        ];
        for refusal in refusals {
            for language in [Language::Dutch, Language::English] {
                let text = refusal_text(&refusal, language);
                assert!(
                    !text.is_empty() && !text.contains("loonbrug") && !text.contains("--"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn only_the_sentence_with_the_command_goes() {
        let text = "Er is geen groep \"Bar\". `loonbrug group list` toont ze.";
        assert_eq!(without_commands(text), "Er is geen groep \"Bar\".");
        assert_eq!(
            without_commands("Regel 1: a. b.\n  Regel 2: c"),
            "Regel 1: a. b.\n  Regel 2: c"
        );
    }
}
