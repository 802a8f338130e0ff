//! Couplings, companies, rights, configuration.

use super::table;
use super::time::moment;
use loonbrug_domain::{Date, Language};
use loonbrug_hub::settings::END_OF_SOAP;
use loonbrug_hub::{ConfigurationChange, CouplingOverview, LastRun, RightChecked};
use loonbrug_nmbrs::Company;
use loonbrug_nmbrs::capability::{Interface, Need, Proof};

/// All couplings: how they are, what they did last, how far the pay period is, what is open.
pub fn couplings(couplings: &[CouplingOverview], today: Date, language: Language) -> String {
    let headers = language.pick(
        [
            "Koppeling",
            "Bedrijf",
            "Ingang",
            "Hoe",
            "Laatste run",
            "Periode",
            "Verstuurd",
            "Open",
        ],
        [
            "Coupling",
            "Company",
            "Interface",
            "State",
            "Last run",
            "Period",
            "Sent",
            "Open",
        ],
    );
    let mut table = table(&headers, &[6, 7]);
    for coupling in couplings {
        let (number, name) = &coupling.company;
        let period = coupling.period.period;
        table.add_row([
            coupling.name.clone(),
            format!("{number} {name}"),
            interface(coupling.interface, today, language),
            coupling.paused.as_ref().map_or_else(
                || language.pick("werkt", "works").to_owned(),
                |reason| reason.text(language).to_owned(),
            ),
            coupling.last_run.as_ref().map(last_run).unwrap_or_default(),
            format!("{} · {}", period.number, period.year),
            coupling
                .period
                .percent()
                .map(|percent| format!("{percent} %"))
                .unwrap_or_default(),
            coupling.open.len().to_string(),
        ]);
    }
    table.to_string()
}

fn last_run(run: &LastRun) -> String {
    format!("{} {}: {}", moment(run.started_at), run.flow, run.state)
}

/// The interface; a token with the countdown to the end of SOAP (N8).
fn interface(interface: Interface, today: Date, language: Language) -> String {
    match interface {
        Interface::Rest => language.pick("inloggen (REST)", "log-in (REST)").to_owned(),
        Interface::Soap => {
            let days = (END_OF_SOAP - today).get_days();
            language.pick(
                format!("token (SOAP), nog {days} dagen: `loonbrug coupling move`"),
                format!("token (SOAP), {days} days left: `loonbrug coupling move`"),
            )
        }
    }
}

/// The companies that an account sees.
pub fn companies(companies: &[Company], language: Language) -> String {
    let mut table = table(&language.pick(["Nummer", "Naam"], ["Number", "Name"]), &[0]);
    for company in companies {
        table.add_row([company.number.clone(), company.name.clone()]);
    }
    table.to_string()
}

/// The rights of one coupling, and what to switch on.
pub fn rights(
    coupling: &str,
    paused: Option<&str>,
    rights: &[RightChecked],
    trouble: Option<&str>,
    language: Language,
) -> String {
    let mut text = vec![format!("{} {coupling}", language.pick("koppeling", "coupling"))];
    text.extend(paused.map(|reason| format!("  {}: {reason}", language.pick("staat stil", "paused"))));
    text.extend(trouble.map(|trouble| format!("  {trouble}")));
    if !rights.is_empty() {
        let headers = language.pick(["", "Recht", "Nodig", "Zonder"], ["", "Right", "Needed", "Without it"]);
        let mut table = table(&headers, &[]);
        for right in rights {
            table.add_row([
                sign(right.proof).to_owned(),
                right.calls.join(", "),
                need(right.need, language).to_owned(),
                lost(right, language),
            ]);
        }
        text.push(table.to_string());
    }
    text.join("\n")
}

fn sign(proof: Proof) -> &'static str {
    match proof {
        Proof::Present => "✓",
        Proof::Missing => "✗",
        Proof::Unproven => "?",
    }
}

fn need(need: Need, language: Language) -> &'static str {
    match need {
        Need::Required => language.pick("ja", "yes"),
        Need::Degrades => language.pick("liever wel", "better so"),
    }
}

fn lost(right: &RightChecked, language: Language) -> String {
    match right.proof {
        Proof::Present => String::new(),
        Proof::Missing => language.pick(
            format!("{}. Zet aan: {}", right.lost_nl, right.where_nl),
            format!("{}. Switch on: {}", right.lost_en, right.where_en),
        ),
        Proof::Unproven => language
            .pick(
                "niet te bewijzen zonder iets te wijzigen",
                "cannot be proven without a change",
            )
            .to_owned(),
    }
}

/// The differences between a file and what is stored.
pub fn configuration(changes: &[ConfigurationChange], language: Language) -> String {
    if changes.is_empty() {
        return language.pick("geen verschil", "no difference").to_owned();
    }
    let mut table = table(&language.pick(["Wat", "Nu", "Bestand"], ["What", "Now", "File"]), &[]);
    for change in changes {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".into());
        table.add_row([change.subject.clone(), shown(&change.from), shown(&change.to)]);
    }
    table.to_string()
}
