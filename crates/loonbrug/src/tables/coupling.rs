//! Couplings, companies, rights, configuration.

use super::table;
use loonbrug_domain::{Date, Language};
use loonbrug_hub::{ConfigurationChange, OpenCoupling, RightChecked};
use loonbrug_nmbrs::Company;
use loonbrug_nmbrs::capability::{Interface, Need, Proof};

/// SOAP ends on this day (Nmbrs; support article).
const END_OF_SOAP: Date = Date::constant(2027, 3, 1);

/// All couplings and how they are.
pub fn couplings(couplings: &[OpenCoupling], today: Date, language: Language) -> String {
    let headers = language.pick(
        ["Koppeling", "Bedrijf", "Ingang", "Hoe"],
        ["Coupling", "Company", "Interface", "State"],
    );
    let mut table = table(&headers, &[]);
    for coupling in couplings {
        let company = &coupling.settings.company;
        table.add_row([
            coupling.row.name.clone(),
            format!("{} {}", company.number, company.name),
            interface(coupling.settings.interface, today, language),
            coupling.paused().map_or_else(
                || language.pick("werkt", "works").to_owned(),
                |reason| reason.text(language).to_owned(),
            ),
        ]);
    }
    table.to_string()
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
