//! The hours of a range under other rules, figure beside figure.

use super::{factor_text, table};
use loonbrug_domain::Language;
use loonbrug_domain::rules::Destination;
use loonbrug_domain::what_if::Figure;
use loonbrug_hub::hours::WhatIf;

/// Who gets more or fewer hours, and how many figures stay as they are.
pub fn what_if(what_if: &WhatIf, language: Language) -> String {
    let headers = language.pick(
        [
            "Personeelslid",
            "Wat",
            what_if.rules.as_str(),
            what_if.others.as_str(),
            "Verschil",
        ],
        [
            "Person",
            "What",
            what_if.rules.as_str(),
            what_if.others.as_str(),
            "Difference",
        ],
    );
    let mut table = table(&headers, &[2, 3, 4]);
    let mut same = 0;
    for person in &what_if.people {
        for change in &person.figures {
            let difference = change.difference();
            if difference.0 == 0 {
                same += 1;
                continue;
            }
            let sign = if difference.0 > 0 { "+" } else { "" };
            table.add_row([
                person.person.clone(),
                figure(change.figure, language),
                change.now.to_string(),
                change.then.to_string(),
                format!("{sign}{difference}"),
            ]);
        }
    }
    let mut text = language.pick(
        format!(
            "{}: {same} cijfers blijven gelijk; er is niets verzonden of bewaard",
            what_if.range
        ),
        format!(
            "{}: {same} figures stay the same; nothing was sent or stored",
            what_if.range
        ),
    );
    if !table.is_empty() {
        text = format!("{table}\n{text}");
    }
    if !what_if.left_out.is_empty() {
        let why = language.pick(
            "niet door te rekenen, bekijk de diensten",
            "cannot be reckoned, look at the shifts",
        );
        text = format!("{text}\n{why}: {}", what_if.left_out.join(", "));
    }
    text
}

fn figure(figure: Figure, language: Language) -> String {
    match figure {
        Figure::Paid(factor) => factor_text(factor),
        Figure::CallTopUp => language.pick("aanvulling oproep", "call top-up").to_owned(),
        Figure::Credited(destination) => credited(destination, language).to_owned(),
    }
}

fn credited(destination: Destination, language: Language) -> &'static str {
    match destination {
        Destination::Pay => language.pick("betaald", "paid"),
        Destination::PlusMinusHours => language.pick("toeslag naar +/- uren", "surcharge to +/- hours"),
        Destination::Leave => language.pick("toeslag naar verlof", "surcharge to leave"),
        Destination::TimeForTime { .. } => language.pick("tijd voor tijd", "time for time"),
        Destination::Nothing => language.pick("toeslag zonder verwerking", "surcharge without processing"),
    }
}
