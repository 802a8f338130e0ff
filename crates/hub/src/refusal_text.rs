//! Refusals in the words that a person reads: what happened, and what to do next.

use crate::error::Refusal;
use crate::settings::SHORTEST_SETTLING_SECONDS;
use loonbrug_domain::Language;

impl Refusal {
    /// What happened and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Profile(refusal) => refusal.text(language),
            Self::Time(refusal) => refusal.text(language),
            Self::Ledger(refusal) => refusal.text(language),
            Self::Access(refusal) => refusal.text(language),
            Self::Notice(refusal) => refusal.text(language),
            _ => language.pick(self.dutch(), self.english()),
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NoCoupling(name) => format!("Er is geen koppeling \"{name}\". `loonbrug coupling list` toont ze."),
            Self::CouplingExists(name) => format!("Er is al een koppeling \"{name}\". Kies een andere naam."),
            Self::CompanyCoupled { company, coupling } => format!(
                "Het bedrijf {company} heeft al de koppeling \"{coupling}\"; met een tweede zouden uren dubbel gaan. Gebruik die, of geef haar een nieuwe log-in met `loonbrug coupling login {coupling}`."
            ),
            Self::NoOrganisation(name) => {
                format!("Er is geen organisatie \"{name}\". Maak haar met `loonbrug coupling add`.")
            }
            Self::NoCompany { wanted, seen } => {
                format!("Het bedrijf \"{wanted}\" is voor dit account niet te zien. Wel te zien: {seen}")
            }
            Self::Paused { coupling, reason } => {
                format!(
                    "De koppeling \"{coupling}\" staat stil: {} Daarna: `loonbrug check --resume --coupling {coupling}`.",
                    reason.nl
                )
            }
            Self::NoAuthorisation(name) => {
                format!(
                    "De koppeling \"{name}\" heeft geen autorisatie. Koppel haar opnieuw met `loonbrug coupling login`."
                )
            }
            Self::CompanyIdUnknown => {
                "Het bedrijf is over deze ingang nog niet bekend. Kies het opnieuw met `loonbrug coupling move`.".into()
            }
            Self::Busy(name) => format!("Een andere run is nu bezig met {name}. Wacht tot die klaar is."),
            Self::RangeNotInPeriod { range } => {
                format!("{range} valt niet binnen één loonperiode. Zeg erbij in welke: --year en --period.")
            }
            Self::RangeOverlaps { range, sent } => format!(
                "{range} overlapt {sent}, en dat is al doorgegeven. Neem precies die periode, of een die er niet in valt: anders zou iemand dubbel betaald worden."
            ),
            Self::PlanChanged => "Het plan is veranderd sinds je het bekeek. Bekijk het opnieuw.".into(),
            Self::NoRuleSet(name) => format!(
                "Er is geen regelset \"{name}\" die op deze dagen geldt. Voeg er een toe met `loonbrug coupling import`."
            ),
            Self::TwoCodes(what) => format!("{what} heeft twee uurcodes. Houd er een."),
            Self::ChangedMeanwhile(name) => {
                format!("De koppeling \"{name}\" is intussen door een ander gewijzigd. Kijk opnieuw.")
            }
            Self::NeedsLogin => "Verhuizen gaat met inloggen bij Nmbrs, niet met een token.".into(),
            Self::RealData(name) => format!(
                "Deze database bevat gegevens van {name}. Een demonstratie hoort daar niet: neem een andere met --database."
            ),
            Self::NoPerson(person) => format!("Er is geen medewerker {person}."),
            Self::NumberTaken { number, person } => format!("Nummer {number} is van {person}. Neem een ander nummer."),
            Self::NoRun(run) => format!("Er is geen run {run}. `loonbrug history` toont ze."),
            _ => self.dutch_of_lines(),
        }
    }

    /// What is about single lines, of a plan or of a file, or about settings.
    fn dutch_of_lines(&self) -> String {
        match self {
            Self::NoConflict(mark) => format!("{mark} wacht niet op iemand. Kijk met `loonbrug hours doubts`."),
            Self::NotThatRow { mark, candidates } => format!(
                "Die regel kan niet van {mark} zijn. Kies uit: {}.",
                if candidates.is_empty() { "geen" } else { candidates }
            ),
            Self::NotDrifted(line) => {
                format!("Regel {line} is in Nmbrs niet met de hand gewijzigd. Kijk opnieuw naar het plan.")
            }
            Self::SameFile(when) => format!("Ditzelfde bestand is al ingelezen op {when}. Er is niets veranderd."),
            Self::LinesRefused(count) => format!(
                "Niet bruikbaar: {count} {}; er is niets opgeslagen. Verbeter het bestand, of laat de goede regels doorgaan met --accept-good.",
                if *count == 1 { "regel" } else { "regels" }
            ),
            Self::WouldReplace { changed, removed } => format!(
                "Het bestand wijzigt {changed} en verwijdert {removed} van de opgeslagen uren; er is niets opgeslagen. Neem het verschil over met --replace."
            ),
            Self::NoLine(line) => {
                format!("Er is geen regel {line} in dit plan. `loonbrug hours plan` toont de nummers.")
            }
            Self::QuantityNotPositive(line) => format!(
                "Regel {line}: een aantal is meer dan nul. Laat de regel weg met --leave-out als er niets door moet."
            ),
            Self::SettlesTooSoon(seconds) => format!(
                "settling-seconds = {seconds} is te kort: tot {SHORTEST_SETTLING_SECONDS} seconden na het verzenden kan een aanroep nog onderweg zijn."
            ),
            Self::NoYearNorm { rules, year } => format!(
                "De regelset \"{rules}\" heeft eind {year} geen jaarurennorm. Zet `year-norm` in de regels, zoals \"1976:00\"."
            ),
            Self::Rules(fault) => format!(
                "Deze regels passen niet; er is niets overgenomen. {}",
                fault.text(Language::Dutch)
            ),
            Self::RuleFile(faults) => {
                let lines = faults
                    .iter()
                    .map(|fault| format!("\nregel {}: {}", fault.line, fault.dutch));
                format!(
                    "Dit bestand past niet; er is niets overgenomen.{}",
                    lines.collect::<String>()
                )
            }
            Self::CouplingElsewhere(name) => {
                format!(
                    "De koppeling \"{name}\" hoort bij een andere werkgever. Geef haar in het bestand een andere naam."
                )
            }
            Self::Configuration(text) => format!("Dit bestand past niet; er is niets overgenomen. {text}"),
            _ => String::new(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoCoupling(name) => format!("There is no coupling \"{name}\". `loonbrug coupling list` shows them."),
            Self::CouplingExists(name) => format!("There is already a coupling \"{name}\". Choose another name."),
            Self::CompanyCoupled { company, coupling } => format!(
                "Company {company} has coupling \"{coupling}\" already; with a second one hours would go twice. Use that one, or give it a new log-in with `loonbrug coupling login {coupling}`."
            ),
            Self::NoOrganisation(name) => {
                format!("There is no organisation \"{name}\". Make it with `loonbrug coupling add`.")
            }
            Self::NoCompany { wanted, seen } => {
                format!("Company \"{wanted}\" is not visible to this account. Visible are: {seen}")
            }
            Self::Paused { coupling, reason } => {
                format!(
                    "Coupling \"{coupling}\" stands still: {} Then: `loonbrug check --resume --coupling {coupling}`.",
                    reason.en
                )
            }
            Self::NoAuthorisation(name) => {
                format!("Coupling \"{name}\" has no authorisation. Link it again with `loonbrug coupling login`.")
            }
            Self::CompanyIdUnknown => {
                "The company is not known over this interface yet. Choose it again with `loonbrug coupling move`."
                    .into()
            }
            Self::Busy(name) => format!("Another run is at work on {name}. Wait until it is done."),
            Self::RangeNotInPeriod { range } => {
                format!("{range} does not fall in one pay period. Say in which: --year and --period.")
            }
            Self::RangeOverlaps { range, sent } => format!(
                "{range} overlaps {sent}, which was sent before. Take exactly that range, or one outside it: else somebody would be paid twice."
            ),
            Self::PlanChanged => "The plan changed since you looked at it. Look again.".into(),
            Self::NoRuleSet(name) => {
                format!("There is no rule set \"{name}\" for these days. Add one with `loonbrug coupling import`.")
            }
            Self::TwoCodes(what) => format!("{what} has two hour codes. Keep one."),
            Self::ChangedMeanwhile(name) => {
                format!("Coupling \"{name}\" was changed by somebody else meanwhile. Look again.")
            }
            Self::NeedsLogin => "Moving needs a log-in at Nmbrs, not a token.".into(),
            Self::RealData(name) => format!(
                "This database holds the data of {name}. A demonstration does not belong there: take another with --database."
            ),
            Self::NoPerson(person) => format!("There is no person {person}."),
            Self::NumberTaken { number, person } => format!("Number {number} is {person}'s. Take another number."),
            Self::NoRun(run) => format!("There is no run {run}. `loonbrug history` shows them."),
            _ => self.english_of_lines(),
        }
    }

    /// What is about single lines, of a plan or of a file, or about settings.
    fn english_of_lines(&self) -> String {
        match self {
            Self::NoConflict(mark) => format!("{mark} waits for nobody. Look with `loonbrug hours doubts`."),
            Self::NotThatRow { mark, candidates } => format!(
                "That row cannot be {mark}'s. Choose from: {}.",
                if candidates.is_empty() { "none" } else { candidates }
            ),
            Self::NotDrifted(line) => format!("Line {line} was not changed by hand in Nmbrs. Look at the plan again."),
            Self::SameFile(when) => format!("This same file was imported on {when}. Nothing changed."),
            Self::LinesRefused(count) => format!(
                "Not usable: {count} {}; nothing was stored. Mend the file, or let the good lines go on with --accept-good.",
                if *count == 1 { "line" } else { "lines" }
            ),
            Self::WouldReplace { changed, removed } => format!(
                "The file changes {changed} and removes {removed} of the stored hours; nothing was stored. Take the difference over with --replace."
            ),
            Self::NoLine(line) => {
                format!("There is no line {line} in this plan. `loonbrug hours plan` shows the numbers.")
            }
            Self::QuantityNotPositive(line) => {
                format!(
                    "Line {line}: a quantity is above zero. Leave the line out with --leave-out if nothing should go."
                )
            }
            Self::SettlesTooSoon(seconds) => format!(
                "settling-seconds = {seconds} is too short: until {SHORTEST_SETTLING_SECONDS} seconds after sending a call can still be under way."
            ),
            Self::NoYearNorm { rules, year } => format!(
                "The rule set \"{rules}\" has no norm of the year at the end of {year}. Put `year-norm` in the rules, such as \"1976:00\"."
            ),
            Self::Rules(fault) => format!(
                "These rules do not fit; nothing was taken over. {}",
                fault.text(Language::English)
            ),
            Self::RuleFile(faults) => {
                let lines = faults
                    .iter()
                    .map(|fault| format!("\nline {}: {}", fault.line, fault.english));
                format!(
                    "This file does not fit; nothing was taken over.{}",
                    lines.collect::<String>()
                )
            }
            Self::CouplingElsewhere(name) => {
                format!("Coupling \"{name}\" belongs to another employer. Give it another name in the file.")
            }
            Self::Configuration(text) => format!("This file does not fit; nothing was taken over. {text}"),
            _ => String::new(),
        }
    }
}
