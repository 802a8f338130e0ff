//! Hour codes and wage codes. The descriptions of the hour codes are those of the manual; in a real environment they
//! are the customer's.

use crate::world::Code;

const HOUR_MODEL: [(i32, &str); 14] = [
    (2100, "Gewerkte uren"),
    (2190, "Extra uren (parttimers)"),
    (3070, "Ziekte uren 70% (verlaagd salaris)"),
    (3095, "Ziekte uren 95% (verlaagd salaris)"),
    (3100, "Ziekte uren 100% (verlaagd salaris)"),
    (3170, "Ziekteuren Uurloner 70%"),
    (3195, "Ziekteuren Uurloner 95%"),
    (3200, "Ziekteuren Uurloner 100%"),
    (3754, "Inhouding betaald ouderschapsverlof (pensioengevend)"),
    (3755, "Betaald ouderschapsverlof (pensioengevend)"),
    (3756, "Inhouding betaald ouderschapsverlof"),
    (3757, "Betaald ouderschapsverlof"),
    (4100, "Uitbetalen Vakantieuren (BT)"),
    (7010, "Uren generatiepact"),
];

/// Hour model 2: 2100 is in both, so that a client has to join them.
const HOUR_MODEL_2: [(i32, &str); 3] = [
    (2100, "Gewerkte uren"),
    (6050, "Toeslaguren 50%"),
    (6080, "Toeslaguren 100%"),
];

const WAGE_MODEL: [(i32, &str); 2] = [(5090, "Variabel"), (5131, "Reiskosten per dag (onbelast)")];

const WAGE_MODEL_2: [(i32, &str); 1] = [(5100, "Vergoeding (onbelast)")];

fn list(codes: &[(i32, &str)]) -> Vec<Code> {
    codes
        .iter()
        .map(|(code, description)| Code {
            code: *code,
            description: (*description).to_owned(),
        })
        .collect()
}

/// Hour models 1 and 2.
pub fn hours() -> (Vec<Code>, Vec<Code>) {
    (list(&HOUR_MODEL), list(&HOUR_MODEL_2))
}

/// Wage models 1 and 2.
pub fn wages() -> (Vec<Code>, Vec<Code>) {
    (list(&WAGE_MODEL), list(&WAGE_MODEL_2))
}
