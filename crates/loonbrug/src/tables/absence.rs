//! Requests for leave, sickness and payouts.

use super::table;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::sickness::Paid;
use loonbrug_domain::{Date, Language};
use loonbrug_hub::ledgers::SicknessLine;
use loonbrug_hub::people::display_name;
use loonbrug_store::{Payout, PayoutSource, PayoutState, Person, StoredLeaveRequest, StoredSicknessCase};

fn name(people: &[Person], person: PersonId) -> String {
    let found = people.iter().find(|known| known.id == person);
    found.map(display_name).unwrap_or_default()
}

fn shown(date: Option<Date>) -> String {
    date.map(dutch_date).unwrap_or_default()
}

/// Requests for leave.
pub fn leave_requests(requests: &[StoredLeaveRequest], people: &[Person], language: Language) -> String {
    let headers = language.pick(
        [
            "Aanvraag",
            "Medewerker",
            "Aangevraagd op",
            "Van",
            "Tot en met",
            "Omschrijving",
            "Type",
            "Uren",
            "Conto",
            "Status",
        ],
        [
            "Request",
            "Person",
            "Requested on",
            "From",
            "To",
            "Description",
            "Type",
            "Hours",
            "On employer",
            "State",
        ],
    );
    let mut table = table(&headers, &[7]);
    for stored in requests {
        let request = &stored.request;
        table.add_row([
            request.id.to_string(),
            name(people, request.person),
            dutch_date(request.requested_on),
            dutch_date(request.days.from),
            dutch_date(request.days.to),
            request.description.clone(),
            request.leave_type.clone(),
            request.hours.to_string(),
            if request.on_employer {
                "✓".to_owned()
            } else {
                String::new()
            },
            request.state.word(language).to_owned(),
        ]);
    }
    table.to_string()
}

/// Cases of sickness.
pub fn sickness_cases(cases: &[StoredSicknessCase], people: &[Person], language: Language) -> String {
    let headers = language.pick(
        [
            "Ziekmelding",
            "Medewerker",
            "Eerste dag",
            "Percentage",
            "Verwacht tot en met",
            "Hersteld per",
        ],
        [
            "Case",
            "Person",
            "First day",
            "Percentage",
            "Expected until",
            "Recovered on",
        ],
    );
    let mut table = table(&headers, &[]);
    for stored in cases {
        let case = &stored.case;
        let stage = |stage: &loonbrug_domain::sickness::Stage| {
            let from = (stage.from != case.first_day).then(|| format!(" ({})", dutch_date(stage.from)));
            format!("{} %{}", stage.percent, from.unwrap_or_default())
        };
        table.add_row([
            case.id.to_string(),
            name(people, case.person),
            dutch_date(case.first_day),
            case.stages.iter().map(stage).collect::<Vec<_>>().join(", "),
            shown(case.expected_until),
            shown(case.recovered_on),
        ]);
    }
    table.to_string()
}

/// Sick hours by what is paid.
pub fn sickness_hours(lines: &[SicknessLine], people: &[Person], language: Language) -> String {
    let headers = language.pick(["Medewerker", "Doorbetaald", "Uren"], ["Person", "Paid", "Hours"]);
    let mut table = table(&headers, &[2]);
    for line in lines {
        let paid = match line.paid {
            Paid::WaitingDay => language.pick("wachtdag", "waiting day").to_owned(),
            Paid::Percent(percent) => format!("{percent} %"),
        };
        table.add_row([name(people, line.person), paid, line.hours.to_string()]);
    }
    table.to_string()
}

/// Payouts.
pub fn payouts(payouts: &[Payout], people: &[Person], language: Language) -> String {
    let headers = language.pick(
        [
            "Uitbetaling",
            "Personeelslid",
            "Van",
            "Uren",
            "Uurcode in Nmbrs",
            "Status",
        ],
        ["Payout", "Person", "Of", "Hours", "Hour code in Nmbrs", "State"],
    );
    let mut table = table(&headers, &[3]);
    for payout in payouts {
        table.add_row([
            payout.id.to_string(),
            name(people, payout.person),
            source(payout.source, language).to_owned(),
            payout.hours.to_string(),
            payout.code.to_string(),
            payout_state(payout.state, language).to_owned(),
        ]);
    }
    table.to_string()
}

fn source(source: PayoutSource, language: Language) -> &'static str {
    match source {
        PayoutSource::Leave => language.pick("verlofuren", "leave hours"),
        PayoutSource::PlusMinus => language.pick("+/- uren", "+/- hours"),
        PayoutSource::Worked => language.pick("gewerkte uren", "worked hours"),
    }
}

fn payout_state(state: PayoutState, language: Language) -> &'static str {
    match state {
        PayoutState::Requested => language.pick("aangevraagd", "requested"),
        PayoutState::Approved => language.pick("goedgekeurd", "approved"),
        PayoutState::Posted => language.pick("doorgegeven", "posted"),
        PayoutState::Void => language.pick("vervallen", "void"),
    }
}
