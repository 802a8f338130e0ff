//! Why a line or a person cannot be sent, and what to do.

use super::factor_text;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::{Cents, HundredthHours, Language};
use loonbrug_hub::hours::{RefusedLine, RefusedReason};

/// What cannot be sent, in one line.
pub fn line(line: &RefusedLine, language: Language) -> String {
    let factor = line
        .factor
        .map(|factor| format!(" {}", factor_text(factor)))
        .unwrap_or_default();
    let hours = line
        .hundredths
        .map(|hundredths| format!(" {} u", HundredthHours(hundredths)))
        .or_else(|| Some(format!(" {}", Cents(line.cents?))))
        .unwrap_or_default();
    let why = match &line.reason {
        RefusedReason::NoCode => no_code(line, language).to_owned(),
        other => reason(other, language),
    };
    format!("  {}{factor}{hours}: {why}", line.person)
}

fn no_code(line: &RefusedLine, language: Language) -> &'static str {
    match (line.factor, line.cents) {
        (Some(_), _) => language.pick(
            "geen uurcode voor deze factor; voeg haar toe met `loonbrug coupling export` en `import`",
            "no hour code for this factor; add it with `loonbrug coupling export` and `import`",
        ),
        (None, Some(_)) => language.pick(
            "geen looncode voor deze vergoeding; zet [meal-allowance] of [travel-allowance] met `loonbrug coupling export` en `import`",
            "no wage code for this allowance; set [meal-allowance] or [travel-allowance] with `loonbrug coupling export` and `import`",
        ),
        (None, None) => language.pick(
            "geen uurcode voor meeruren; zet [plus-hours] met `loonbrug coupling export` en `import`",
            "no hour code for hours above the contract; set [plus-hours] with `loonbrug coupling export` and `import`",
        ),
    }
}

fn reason(reason: &RefusedReason, language: Language) -> String {
    match fixed(reason) {
        Some((dutch, english)) => language.pick(dutch, english).to_owned(),
        None => with_figures(reason, language),
    }
}

/// Reasons that need no figure, in Dutch and English.
const fn fixed(reason: &RefusedReason) -> Option<(&'static str, &'static str)> {
    Some(match reason {
        RefusedReason::NotLinked => (
            "niet gekoppeld met Nmbrs; koppel met `loonbrug people apply`",
            "not linked with Nmbrs; link with `loonbrug people apply`",
        ),
        RefusedReason::UnknownInNmbrs => (
            "Nmbrs kent deze medewerker niet meer; kijk in Nmbrs, en koppel opnieuw met `loonbrug people apply`",
            "Nmbrs does not know this employee any more; look in Nmbrs, and link again with `loonbrug people apply`",
        ),
        RefusedReason::NoContract => (
            "geen contract in deze dagen; controleer het contract in Nmbrs",
            "no contract in these days; check the contract in Nmbrs",
        ),
        RefusedReason::ContractTypeUnknown => (
            "type contract onbekend; zet het met `loonbrug people contract-type`",
            "type of contract unknown; set it with `loonbrug people contract-type`",
        ),
        RefusedReason::TwoContractTypes => (
            "berekende uren over dagen met een 0-urencontract én dagen met contracturen; lever ze apart aan",
            "computed hours over days of a zero-hours contract and days with contract hours; bring them in apart",
        ),
        RefusedReason::SickHoursUnknown => (
            "ziek, maar rooster noch contract zegt hoeveel uren een dag zou hebben; geef in Nmbrs een rooster op",
            "sick, but neither schedule nor contract says how many hours a day would have; enter a schedule in Nmbrs",
        ),
        RefusedReason::SurchargesNotByDay => (
            "toeslaguren kwamen als totaal en kunnen niet naar een saldo; lever diensten aan, of laat ze uitbetalen met `loonbrug profile set surcharge-hours=worked-hours`",
            "surcharge hours came as a total and cannot go to a ledger; bring shifts in, or have them paid with `loonbrug profile set surcharge-hours=worked-hours`",
        ),
        RefusedReason::NoCode => ("geen code", "no code"),
        RefusedReason::ShiftsAndLines => (
            "er zijn diensten én berekende uren; beide versturen zou dubbel betalen, verwijder er een",
            "there are shifts and computed hours; sending both would pay twice, remove one",
        ),
        RefusedReason::RecodedInClosedPeriod => (
            "een regel in een gesloten loonperiode kreeg in Nmbrs een andere uurcode; herstel haar in Nmbrs, of kies --take-over",
            "a row in a closed pay period was given another hour code in Nmbrs; restore it in Nmbrs, or choose --take-over",
        ),
        _ => return None,
    })
}

fn with_figures(reason: &RefusedReason, language: Language) -> String {
    match reason {
        RefusedReason::ContractHoursUnknown { start } => language.pick(
            format!("het contract vanaf {} noemt geen uren per week; vul ze in in Nmbrs", dutch_date(*start)),
            format!("the contract from {} does not say its hours per week; enter them in Nmbrs", dutch_date(*start)),
        ),
        RefusedReason::CodeNotInModel { code } => language.pick(
            format!("uurcode {code} staat niet in het urenmodel van het bedrijf"),
            format!("hour code {code} is not in the company's hour model"),
        ),
        RefusedReason::WaitingDayUndecided { date } => language.pick(
            format!("wachtdag {}: kies waarvoor hij telt met `loonbrug profile set waiting-days-as=…`", dutch_date(*date)),
            format!("waiting day {}: choose what it counts as with `loonbrug profile set waiting-days-as=…`", dutch_date(*date)),
        ),
        RefusedReason::CodeNotSet { setting } => language.pick(
            format!("geen uurcode; zet `{setting}` met `loonbrug coupling export` en `import`"),
            format!("no hour code; set `{setting}` with `loonbrug coupling export` and `import`"),
        ),
        RefusedReason::SentOtherwise { flow, range } => language.pick(
            format!("de uren van {range} gingen al langs `{0}`, en het type contract is daarna gewijzigd; voer eerst `loonbrug hours apply --flow {0}` uit voor die dagen", flow.as_str()),
            format!("the hours of {range} went by `{0}`, and the type of contract was changed since; run `loonbrug hours apply --flow {0}` for those days first", flow.as_str()),
        ),
        RefusedReason::UnclearSetting { nl, en } => language.pick(nl, en).clone(),
        RefusedReason::NoTravelRate { date } => language.pick(
            format!("geen kilometervergoeding bekend op {}; geef een bedrag per dag", dutch_date(*date)),
            format!("no rate per kilometre known on {}; give an amount per day", dutch_date(*date)),
        ),
        RefusedReason::NoRulesOn { date } => language.pick(
            format!("geen regels die gelden op {}", dutch_date(*date)),
            format!("no rules that hold on {}", dutch_date(*date)),
        ),
        RefusedReason::LinkedTwice { coupling } => language.pick(
            format!("ook gekoppeld via {coupling}: de uren zouden naar twee bedrijven gaan; geef elk bedrijf een eigen werkgever (--organisation)"),
            format!("linked through {coupling} too: the hours would go to two companies; give each company an employer of its own (--organisation)"),
        ),
        RefusedReason::LineCrossesRange { line } => language.pick(
            format!("berekende uren over {line} vallen deels buiten deze dagen"),
            format!("computed hours over {line} lie partly outside these days"),
        ),
        RefusedReason::DaysOfClosedPeriod { from, to } => language.pick(
            format!("dagen {from} → {to} horen bij een gesloten loonperiode; pas ze aan in Nmbrs, of zet corrections = \"retroactive\""),
            format!("days {from} → {to} belong to a closed pay period; change them in Nmbrs, or set corrections = \"retroactive\""),
        ),
        RefusedReason::NegativeDifference { hundredths } => {
            let hours = HundredthHours(*hundredths);
            language.pick(
                format!("{hours} uur minder in een gesloten loonperiode, en Nmbrs neemt hier geen negatieve regel aan; verlaag een regel in Nmbrs, of zet corrections = \"retroactive\""),
                format!("{hours} hours less in a closed pay period, and Nmbrs takes no negative row here; lower a row in Nmbrs, or set corrections = \"retroactive\""),
            )
        }
        RefusedReason::BadShift { date, text } => format!("{}: {text}", dutch_date(*date)),
        other => format!("{other:?}"),
    }
}
