//! People: plans, runs, lists.

use super::table;
use loonbrug_domain::Language;
use loonbrug_hub::people::{CandidateState, MatchReason, PeoplePlan, PeopleRun, display_name};
use loonbrug_nmbrs::RecordKind;
use loonbrug_store::Person;

/// What a read of Nmbrs says.
pub fn people_plan(plan: &PeoplePlan, language: Language) -> String {
    let headers = language.pick(
        ["Nr", "Naam in Nmbrs", "Wat kan"],
        ["No", "Name in Nmbrs", "What can be done"],
    );
    let mut table = table(&headers, &[0]);
    for candidate in &plan.candidates {
        table.add_row([
            candidate.number.to_string(),
            candidate.name.clone(),
            state(&candidate.state, language),
        ]);
    }
    let mut text = vec![format!(
        "{} {} · {} {}",
        plan.employees,
        language.pick("medewerkers gelezen", "employees read"),
        plan.linked,
        language.pick("gekoppeld", "linked"),
    )];
    if !plan.candidates.is_empty() {
        text.push(table.to_string());
    }
    text.extend(changes(plan, language));
    text.join("\n")
}

fn state(state: &CandidateState, language: Language) -> String {
    match state {
        CandidateState::New => language
            .pick("importeren als nieuwe medewerker", "import as a new person")
            .to_owned(),
        CandidateState::Link(proposal) => {
            let why = match proposal.reason {
                MatchReason::Number => language.pick("zelfde nummer", "same number"),
                MatchReason::WorkEmail => language.pick("zelfde werk-e-mail", "same work e-mail"),
                MatchReason::NameAndBirthDate => language.pick(
                    "zelfde naam en geboortedatum: bevestig met --link",
                    "same name and birth date: confirm with --link",
                ),
            };
            format!(
                "{} {} ({why}, {})",
                language.pick("koppelen aan", "link with"),
                proposal.name,
                proposal.person
            )
        }
        CandidateState::NoActiveContract => language
            .pick("niets: geen actief contract", "nothing: no active contract")
            .to_owned(),
        CandidateState::NotInPayroll => language
            .pick("niets: niet in de verloning", "nothing: not in the payroll")
            .to_owned(),
    }
}

fn changes(plan: &PeoplePlan, language: Language) -> Vec<String> {
    let mut text: Vec<String> = plan
        .changes
        .iter()
        .map(|change| format!("{} {}: {}", change.number, change.name, kind(change.kind, language)))
        .collect();
    if !plan.left_out.is_empty() {
        let kinds: Vec<&str> = plan.left_out.iter().map(|kind| kind_name(*kind, language)).collect();
        let what = language.pick(
            "niet gelezen, het account mag het niet",
            "not read, the account may not",
        );
        text.push(format!("{what}: {}", kinds.join(", ")));
    }
    text.extend(plan.gone.iter().map(|number| {
        format!(
            "{number}: {}",
            language.pick(
                "staat niet meer in de lijst van Nmbrs",
                "no longer in the list of Nmbrs"
            )
        )
    }));
    text
}

fn kind(kind: RecordKind, language: Language) -> &'static str {
    match kind {
        RecordKind::Identity => language.pick("naam of nummer gewijzigd", "name or number changed"),
        RecordKind::Personal => language.pick("persoonsgegevens gewijzigd", "personal details changed"),
        RecordKind::Employment => language.pick("dienstverband gewijzigd", "employment changed"),
        RecordKind::Contract => language.pick("contract gewijzigd", "contract changed"),
        RecordKind::Schedule => language.pick("rooster gewijzigd", "schedule changed"),
        RecordKind::Salary => language.pick("salaris gewijzigd", "salary changed"),
    }
}

fn kind_name(kind: RecordKind, language: Language) -> &'static str {
    match kind {
        RecordKind::Schedule => language.pick("roosters", "schedules"),
        RecordKind::Salary => language.pick("salarissen", "salaries"),
        _ => language.pick("gegevens", "records"),
    }
}

/// What a run did.
pub fn people_run(run: &PeopleRun, language: Language) -> String {
    let mut text = vec![language.pick(
        format!(
            "{} gelezen · {} nieuw · {} gekoppeld · {} wijzigingen",
            run.plan.employees,
            run.imported.len(),
            run.linked.len(),
            run.plan.changes.len()
        ),
        format!(
            "{} read · {} new · {} linked · {} changes",
            run.plan.employees,
            run.imported.len(),
            run.linked.len(),
            run.plan.changes.len()
        ),
    )];
    text.extend(changes(&run.plan, language));
    text.push(format!(
        "{} {}",
        language.pick("geschiedenis: run", "history: run"),
        run.run
    ));
    text.join("\n")
}

/// Everyone we know.
pub fn people(people: &[Person], language: Language) -> String {
    let headers = language.pick(
        ["Nr", "Naam", "Werk-e-mail", "Type contract"],
        ["No", "Name", "Work e-mail", "Type of contract"],
    );
    let mut table = table(&headers, &[0]);
    for person in people {
        table.add_row([
            person.number.map(|number| number.to_string()).unwrap_or_default(),
            display_name(person),
            person.work_email.clone().unwrap_or_default(),
            person
                .contract_type
                .clone()
                .unwrap_or_else(|| language.pick("volgens Nmbrs", "as Nmbrs says").to_owned()),
        ]);
    }
    table.to_string()
}
