//! Why something was refused, in the words of pages: the hub's own name commands, and here stands where to click.

use loonbrug_domain::Language;
use loonbrug_hub::{HubError, Refusal};

/// What a sentence of the hub names, and what pages say in its place, in Dutch and English. The first that fits counts.
const CLICKS: [(&str, &str, &str); 31] = [
    // Couplings.
    (
        "`loonbrug coupling list`",
        "Ze staan bij Koppelingen.",
        "They are under Couplings.",
    ),
    (
        "`loonbrug coupling login",
        "Geef haar een nieuwe log-in: Koppelingen, deze koppeling, Instellingen.",
        "Give it a new log-in: Couplings, this coupling, Settings.",
    ),
    (
        "`loonbrug coupling add`",
        "Voeg haar toe bij Alle werkgevers.",
        "Add it under All employers.",
    ),
    (
        "`loonbrug coupling move`",
        "Log opnieuw in bij Nmbrs: Koppelingen, deze koppeling, Instellingen.",
        "Log in at Nmbrs again: Couplings, this coupling, Settings.",
    ),
    (
        "`loonbrug coupling import`",
        "Kies er een bij de koppeling, of voeg er een toe bij Instellingen, Toeslagregels.",
        "Choose one at the coupling, or add one under Settings, Surcharge rules.",
    ),
    (
        "`loonbrug check --resume",
        "Laat haar daarna verdergaan: Koppelingen, deze koppeling, Instellingen.",
        "Let it go on afterwards: Couplings, this coupling, Settings.",
    ),
    // Plans and what was sent.
    (
        "`loonbrug history`",
        "Ze staan bij Geschiedenis.",
        "They are under History.",
    ),
    (
        "`loonbrug hours doubts`",
        "Wat wacht, staat bij Vandaag.",
        "What waits is under Today.",
    ),
    (
        "`loonbrug hours plan`",
        "Selecteer het personeel opnieuw.",
        "Select the people again.",
    ),
    (
        "`loonbrug oddities list`",
        "Selecteer het personeel opnieuw: het plan laat zien wat er nu opvalt.",
        "Select the people again: the plan shows what is odd now.",
    ),
    (
        " --year",
        "Er is niets gedaan; kies dagen van één periode.",
        "Nothing was done; choose days of one period.",
    ),
    (
        " --leave-out",
        "Vink de regel uit als er niets door moet.",
        "Untick the line if nothing should go.",
    ),
    // Files.
    (
        " --accept-good",
        "Verbeter het bestand, of vink aan dat de goede regels doorgaan.",
        "Mend the file, or tick that the good lines go on.",
    ),
    (
        " --replace",
        "Kijk wat verandert, en vink aan dat het mag.",
        "Look at what changes, and tick that it may.",
    ),
    (
        " --from",
        "valt buiten de dagen die je koos",
        "lies outside the days that you chose",
    ),
    (
        "`loonbrug people apply`",
        "haal de medewerker eerst op bij Personeel, Personeel importeren / koppelen, of verbeter de regel",
        "bring the person in first under People, Import / link people, or mend the line",
    ),
    // People.
    (
        "`loonbrug group ",
        "Kies een groep uit de lijst.",
        "Choose a group from the list.",
    ),
    (
        "`loonbrug template list`",
        "Ze staan bij Personeel, Templates.",
        "They are under People, Templates.",
    ),
    (
        " --everyone",
        "Kies een groep, een type contract of mensen, of neem iedereen.",
        "Choose a group, a type of contract or people, or take everybody.",
    ),
    (
        " --person",
        "Ga naar die persoon bij Personeel.",
        "Go to that person under People.",
    ),
    (
        " --reason",
        "Zeg waarom; er is niets opgeslagen.",
        "Say why; nothing was stored.",
    ),
    // Hours, clock and planning.
    (
        "`loonbrug shifts list`",
        "Er is niets opgeslagen; kijk naar wat er nu staat.",
        "Nothing was stored; look at what is there now.",
    ),
    (
        "`loonbrug rosters export`",
        "Ze staan bij Planning.",
        "They are under Planning.",
    ),
    (
        "`loonbrug clock terminal list`",
        "Ze staan bij Vandaag, Klokterminals.",
        "They are under Today, Clock terminals.",
    ),
    (
        "`loonbrug clock terminal add`",
        "voeg haar toe bij Vandaag, Klokterminals",
        "add it under Today, Clock terminals",
    ),
    // Access and notices.
    (
        "`loonbrug user ",
        "Kijk bij Instellingen, Gebruikers.",
        "Look under Settings, Users.",
    ),
    (
        "`loonbrug token list`",
        "Ze staan bij Instellingen, Tokens.",
        "They are under Settings, Tokens.",
    ),
    (
        "`loonbrug provider ",
        "De knoppen op de pagina om in te loggen zeggen welke er zijn.",
        "The buttons on the page to sign in say which there are.",
    ),
    (
        "`loonbrug serve ",
        "Vraag wie Loonbrug beheert om dat te doen.",
        "Ask whoever runs Loonbrug to do so.",
    ),
    (
        "`loonbrug notices webhook list`",
        "Ze staan bij Instellingen, Webhooks.",
        "They are under Settings, Webhooks.",
    ),
    (" --database", "Neem een andere database.", "Take another database."),
];

/// Why the hub refused or failed, in the words of pages; of a fault of ours, only that there was one.
pub fn error_text(error: &HubError, language: Language) -> String {
    on_pages(&error.text_for_visitors(language), language)
}

/// A refusal in the words of pages.
pub fn refusal_text(refusal: &Refusal, language: Language) -> String {
    on_pages(&refusal.text(language), language)
}

/// A text of the hub with where to click, in the place of each sentence that names a command or an option of one.
pub fn on_pages(text: &str, language: Language) -> String {
    let lines = text.lines().map(|line| of_line(line, language));
    lines.collect::<Vec<_>>().join("\n")
}

fn of_line(line: &str, language: Language) -> String {
    let mut said = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = ENDS.iter().filter_map(|end| rest.find(end)).min();
        let (sentence, after) = end.map_or((rest, ""), |end| rest.split_at(end + 1));
        match instead(sentence, language) {
            None => said.push_str(sentence),
            Some(click) => {
                let before = if sentence.starts_with(' ') { " " } else { "" };
                let after = if sentence.ends_with(';') { ";" } else { "" };
                said.extend([before, click, after]);
            }
        }
        rest = after;
    }
    said
}

/// Where one sentence, or part of one, ends and another begins.
const ENDS: [&str; 2] = [". ", "; "];

fn instead(sentence: &str, language: Language) -> Option<&'static str> {
    let (_, dutch, english) = CLICKS.iter().find(|(named, ..)| sentence.contains(named))?;
    Some(language.pick(dutch, english))
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_hub::time::TimeRefusal;
    use std::fs;
    use std::path::Path;

    fn names_a_command(text: &str) -> bool {
        text.contains("`loonbrug ") || text.contains(" --")
    }

    /// The texts of a file of the hub: what stands between the first and the last quote of a line of code.
    fn texts(file: &Path) -> Vec<String> {
        let code = fs::read_to_string(file).unwrap();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let quoted = |line: &str| Some(line.split_once('"')?.1.rsplit_once('"')?.0.to_owned());
        code.filter_map(quoted).collect()
    }

    fn of_the_hub(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let of = |path: std::path::PathBuf| if path.is_dir() { of_the_hub(&path) } else { texts(&path) };
        entries.flat_map(of).collect()
    }

    #[test]
    fn every_text_of_the_hub_that_names_a_command_has_its_words_for_pages() {
        let hub = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hub/src");
        let naming: Vec<String> = of_the_hub(&hub)
            .into_iter()
            .filter(|text| names_a_command(text))
            .collect();
        assert!(naming.len() > 40, "{}", naming.len());
        for text in naming {
            for language in [Language::Dutch, Language::English] {
                let shown = on_pages(&text, language);
                assert!(!names_a_command(&shown), "{text}: {shown}");
            }
        }
    }

    #[test]
    fn every_click_is_in_the_place_of_a_text_of_the_hub() {
        let hub = of_the_hub(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../hub/src"));
        for (named, dutch, _) in CLICKS {
            let is_used = |text: &String| on_pages(text, Language::Dutch).contains(dutch);
            assert!(hub.iter().any(is_used), "{named}");
        }
    }

    #[test]
    fn only_the_sentence_with_the_command_is_said_otherwise() {
        for (refusal, shown) in [
            (
                Refusal::QuantityNotPositive(3),
                "Regel 3: een aantal is meer dan nul. Vink de regel uit als er niets door moet.",
            ),
            (
                Refusal::NoCoupling("modehuis".to_owned()),
                "Er is geen koppeling \"modehuis\". Ze staan bij Koppelingen.",
            ),
            (
                Refusal::LinesRefused(2),
                "Niet bruikbaar: 2 regels; er is niets opgeslagen. Verbeter het bestand, of vink aan dat de goede regels doorgaan.",
            ),
            (
                Refusal::Time(TimeRefusal::NoReason),
                "Zeg waarom; er is niets opgeslagen.",
            ),
        ] {
            assert_eq!(refusal_text(&refusal, Language::Dutch), shown);
        }
        let lines = "Dit past niet:\n  regel 1: er is geen klokterminal \"x\"; voeg haar toe met `loonbrug clock terminal add`\n  regel 2: b. c.";
        assert_eq!(
            on_pages(lines, Language::English),
            "Dit past niet:\n  regel 1: er is geen klokterminal \"x\"; add it under Today, Clock terminals\n  regel 2: b. c."
        );
    }
}
