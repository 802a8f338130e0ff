//! Why a line or a person cannot be sent, and what to do on which page.

use crate::words::Words;
use loonbrug_hub::hours::{RefusedLine, RefusedReason};

/// What happened and what to do.
pub fn reason(line: &RefusedLine, w: Words) -> String {
    let said = match &line.reason {
        RefusedReason::NoCode => Some(no_code(line)),
        reason => fixed(reason),
    };
    if let Some((dutch, english)) = said {
        return w.t(dutch, english).to_owned();
    }
    let (dutch, english) = of_a_day(&line.reason, w).unwrap_or_else(|| with_figures(&line.reason, w));
    w.language.pick(dutch, english)
}

/// Reasons that need no figure.
const fn fixed(reason: &RefusedReason) -> Option<(&'static str, &'static str)> {
    Some(match reason {
        RefusedReason::NotLinked => (
            "niet gekoppeld met Nmbrs. Koppel bij Personeel importeren / koppelen.",
            "not linked with Nmbrs. Link under Import / link people.",
        ),
        RefusedReason::UnknownInNmbrs => (
            "Nmbrs kent deze medewerker niet meer. Kijk in Nmbrs, en koppel opnieuw.",
            "Nmbrs does not know this employee any more. Look in Nmbrs, and link again.",
        ),
        RefusedReason::NoContract => (
            "geen contract in deze dagen. Controleer het contract in Nmbrs.",
            "no contract in these days. Check the contract in Nmbrs.",
        ),
        RefusedReason::ContractTypeUnknown => (
            "type contract onbekend. Zet het bij de persoon, onder Arbeidsgegevens.",
            "type of contract unknown. Set it at the person, under Employment.",
        ),
        RefusedReason::TwoContractTypes => (
            "berekende uren over dagen met een 0-urencontract én dagen met contracturen. Lever ze apart aan.",
            "computed hours over days of a zero-hours contract and days with contract hours. Bring them in apart.",
        ),
        RefusedReason::SickHoursUnknown => (
            "ziek, maar rooster noch contract zegt hoeveel uren een dag zou hebben. Geef in Nmbrs een rooster op.",
            "sick, but neither schedule nor contract says how many hours a day would have. Enter a schedule in Nmbrs.",
        ),
        RefusedReason::SurchargesNotByDay => (
            "toeslaguren kwamen als totaal en kunnen niet naar een saldo. Lever diensten aan, of laat ze uitbetalen bij Urenverwerking.",
            "surcharge hours came as a total and cannot go to a ledger. Bring shifts in, or have them paid under Hour processing.",
        ),
        RefusedReason::CodeNotSet { .. } => (
            "geen uurcode voor deze uren. Zet haar bij de koppeling.",
            "no hour code for these hours. Set it at the coupling.",
        ),
        RefusedReason::ShiftsAndLines => (
            "er zijn diensten én berekende uren. Beide versturen zou dubbel betalen; verwijder er een.",
            "there are shifts and computed hours. Sending both would pay twice; remove one.",
        ),
        RefusedReason::RecodedInClosedPeriod => (
            "een regel in een gesloten loonperiode kreeg in Nmbrs een andere uurcode. Herstel haar in Nmbrs, of neem haar over.",
            "a row in a closed pay period was given another hour code in Nmbrs. Restore it in Nmbrs, or take it over.",
        ),
        _ => return None,
    })
}

fn with_figures(reason: &RefusedReason, w: Words) -> (String, String) {
    match reason {
        RefusedReason::SentOtherwise { flow, range } => (
            format!(
                "de uren van {range} gingen al langs “{}”, en het type contract is daarna gewijzigd. Doe die eerst opnieuw.",
                w.flow_title(flow)
            ),
            format!(
                "the hours of {range} went by “{}”, and the type of contract was changed since. Do that one again first.",
                w.flow_title(flow)
            ),
        ),
        RefusedReason::CodeNotInModel { code } => (
            format!("uurcode {code} staat niet in het urenmodel van het bedrijf. Kies een andere code."),
            format!("hour code {code} is not in the company's hour model. Choose another code."),
        ),
        RefusedReason::UnclearSetting { nl, en } => (nl.clone(), en.clone()),
        RefusedReason::LinkedTwice { coupling } => (
            format!(
                "ook gekoppeld via {coupling}: de uren zouden naar twee bedrijven gaan. Geef elk bedrijf een eigen werkgever."
            ),
            format!(
                "linked through {coupling} too: the hours would go to two companies. Give each company an employer of its own."
            ),
        ),
        RefusedReason::LineCrossesRange { line } => (
            format!("berekende uren over {line} vallen deels buiten deze dagen. Kies dagen die ze omvatten."),
            format!("computed hours over {line} lie partly outside these days. Choose days that hold them."),
        ),
        RefusedReason::DaysOfClosedPeriod { from, to } => (
            format!("dagen {from} → {to} horen bij een gesloten loonperiode. Pas ze aan in Nmbrs."),
            format!("days {from} → {to} belong to a closed pay period. Change them in Nmbrs."),
        ),
        RefusedReason::NegativeDifference { hundredths } => {
            let hours = w.hours(hundredths);
            (
                format!(
                    "{hours} uur minder in een gesloten loonperiode, en Nmbrs neemt hier geen negatieve regel aan. Verlaag een regel in Nmbrs."
                ),
                format!(
                    "{hours} hours less in a closed pay period, and Nmbrs takes no negative row here. Lower a row in Nmbrs."
                ),
            )
        }
        // All others are fixed; a new one is shown as it is called.
        other => (format!("{other:?}"), format!("{other:?}")),
    }
}

/// Reasons that name a day.
fn of_a_day(reason: &RefusedReason, w: Words) -> Option<(String, String)> {
    Some(match reason {
        RefusedReason::ContractHoursUnknown { start } => (
            format!(
                "het contract vanaf {} noemt geen uren per week. Vul ze in in Nmbrs.",
                w.date(start)
            ),
            format!(
                "the contract from {} does not say its hours per week. Enter them in Nmbrs.",
                w.date(start)
            ),
        ),
        RefusedReason::NoTravelRate { date } => (
            format!(
                "geen kilometervergoeding bekend op {}. Geef een bedrag per dag.",
                w.date(date)
            ),
            format!(
                "no rate per kilometre known on {}. Give an amount per day.",
                w.date(date)
            ),
        ),
        RefusedReason::NoRulesOn { date } => (
            format!(
                "geen regels die gelden op {}. Kies een regelset die dan geldt.",
                w.date(date)
            ),
            format!(
                "no rules that hold on {}. Choose a rule set that holds then.",
                w.date(date)
            ),
        ),
        RefusedReason::BadShift { date, text } => {
            let text = format!("{}: {text}", w.date(date));
            (text.clone(), text)
        }
        RefusedReason::WaitingDayUndecided { date } => (
            format!("wachtdag {}: kies bij Instellingen waarvoor hij telt.", w.date(date)),
            format!("waiting day {}: choose under Settings what it counts as.", w.date(date)),
        ),
        _ => return None,
    })
}

const fn no_code(line: &RefusedLine) -> (&'static str, &'static str) {
    match (line.factor, line.cents) {
        (Some(_), _) => (
            "geen uurcode voor deze factor. Voeg haar toe bij de koppeling.",
            "no hour code for this factor. Add it at the coupling.",
        ),
        (None, Some(_)) => (
            "geen looncode voor deze vergoeding. Zet haar bij de koppeling.",
            "no wage code for this allowance. Set it at the coupling.",
        ),
        (None, None) => (
            "geen uurcode voor meeruren. Zet haar bij de koppeling.",
            "no hour code for hours above the contract. Set it at the coupling.",
        ),
    }
}
