//! Going to Nmbrs to log in, and coming back: for a new link, for a link that is renewed, for the move off SOAP.

use super::{LinkDraft, page_address};
use crate::answer::{Answer, Failure, go_to};
use crate::form::Fields;
use crate::guard::{Guarded, Signed};
use crate::pages::asked::coupling_of;
use crate::refusals::error_text;
use crate::site::Site;
use axum::extract::{Path, RawQuery, State};
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::settings::{Addresses, CouplingSettings};
use loonbrug_hub::{Access, Hub, HubError, OpenCoupling, Registration};
use loonbrug_nmbrs::capability::Interface;
use secrecy::SecretString;

/// A log-in that somebody went to Nmbrs for.
#[derive(Clone, Debug)]
pub struct LogInBegun {
    /// What must come back.
    state: String,
    /// Proves that we began it.
    verifier: SecretString,
    organisation: OrganisationId,
    /// The coupling that it is for; none for a new one.
    coupling: Option<OpenCoupling>,
}

/// The subject under which a move to a log-in runs.
pub fn move_subject(coupling: &OpenCoupling) -> String {
    format!("move {}", coupling.id())
}

fn registration(site: &Site) -> Result<&Registration, Failure> {
    site.options.registration.as_ref().ok_or(Failure::Wrong(
        "Inloggen bij Nmbrs kan hier nog niet: de registratie bij Nmbrs ontbreekt. Zet [nmbrs] in loonbrug.toml, of koppel met een API-token.",
        "Logging in at Nmbrs is not possible here yet: the registration at Nmbrs is missing. Put [nmbrs] in loonbrug.toml, or link with an API token.",
    ))
}

/// `GET …/couplings/new/log-in`: to Nmbrs, and back to a new link. A link and no form, because forms stay on this site.
pub async fn begin_new(State(site): State<Site>, guarded: Guarded) -> Answer {
    let addresses = site.options.nmbrs.clone();
    begin(&site, &guarded, &addresses, None)
}

/// `GET …/couplings/{coupling}/log-in`: to Nmbrs, and back to this coupling.
pub async fn begin_again(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let addresses = coupling.settings.addresses.clone();
    begin(&site, &guarded, &addresses, Some(coupling))
}

fn begin(site: &Site, guarded: &Guarded, addresses: &Addresses, coupling: Option<OpenCoupling>) -> Answer {
    let begun = guarded.hub().begin_login(registration(site)?, addresses)?;
    let log_in = LogInBegun {
        state: begun.state,
        verifier: begun.verifier,
        organisation: guarded.id(),
        coupling,
    };
    site.log_ins.put(guarded.signed.user, log_in);
    Ok(go_to(begun.url.as_str()))
}

/// `GET /nmbrs/callback`: the browser comes back from Nmbrs. Only the log-in that this user began is taken.
pub async fn back(State(site): State<Site>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let user = signed.user;
    let begun = site
        .log_ins
        .get(user)
        .filter(|begun| begun.state == fields.text("state"));
    let begun = begun.ok_or(Failure::Wrong(
        "Dit is niet het antwoord op jouw log-in bij Nmbrs. Er is niets gekoppeld; begin opnieuw bij Koppelingen.",
        "This is not the answer to your log-in at Nmbrs. Nothing was linked; begin again under Couplings.",
    ))?;
    site.log_ins.forget(|of| of == user);
    let right = Right::ChangeCouplings;
    signed.hub.allowed(&signed.visitor, right, begun.organisation).await?;
    let address = landing(&begun);
    let done = match fields.filled("code") {
        Some(code) => finish(&site, &signed, &begun, code).await,
        None => Err(refused(&signed, &fields)),
    };
    if let Err(text) = done {
        site.log_in_failures.put(user, text);
    }
    Ok(go_to(&address))
}

fn refused(signed: &Signed, fields: &Fields) -> String {
    let why = [fields.text("error"), fields.text("error_description")].join(" ");
    signed.w.language.pick(
        format!(
            "Nmbrs gaf geen toestemming ({}). Log opnieuw in en kies toestaan.",
            why.trim()
        ),
        format!(
            "Nmbrs did not give its consent ({}). Log in again and choose to allow.",
            why.trim()
        ),
    )
}

/// Where one comes out.
fn landing(begun: &LogInBegun) -> String {
    match &begun.coupling {
        None => page_address(begun.organisation),
        Some(coupling) => {
            let name: String = url::form_urlencoded::byte_serialize(coupling.row.name.as_bytes()).collect();
            let name = name.replace('+', "%20");
            format!("/e/{}/couplings/{name}/settings", begun.organisation)
        }
    }
}

async fn finish(site: &Site, signed: &Signed, begun: &LogInBegun, code: &str) -> Result<(), String> {
    let text = |error: HubError| error_text(&error, signed.w.language);
    let registration = site.options.registration.clone().ok_or_else(String::new)?;
    let of_coupling = begun.coupling.as_ref().map(|coupling| &coupling.settings.addresses);
    let addresses = of_coupling.unwrap_or(&site.options.nmbrs);
    let hub = &signed.hub;
    let access = hub.finish_login(&registration, addresses, code, &begun.verifier).await;
    let access = access.map_err(text)?;
    match begun.coupling.clone() {
        None => {
            let settings = CouplingSettings::draft(Interface::Rest, addresses.clone());
            let draft = LinkDraft::read(hub, settings, access).await.map_err(text)?;
            site.links.put((signed.user, begun.organisation), draft);
            Ok(())
        }
        Some(coupling) if coupling.settings.interface == Interface::Soap => {
            begin_move(site, hub, coupling, access, landing(begun));
            Ok(())
        }
        Some(coupling) => renew(hub, &coupling, &coupling.settings, &access).await.map_err(text),
    }
}

/// Moves on: rows of former periods are read, which takes a while.
fn begin_move(site: &Site, hub: &Hub, coupling: OpenCoupling, access: Access, after: String) {
    let subject = move_subject(&coupling);
    site.rights.forget(|of| of == coupling.id());
    let work = async move |hub: Hub| {
        let moved = hub.move_to_login(&coupling, &access).await?;
        let unknown = moved.not_recognised.len();
        Ok(format!(
            "{after}?moved={}&rows={}&unknown={unknown}",
            moved.people, moved.rows
        ))
    };
    site.jobs.begin(&subject, hub, work);
}

/// A log-in or token in the place of one that no longer works: it must reach the company before it counts.
pub async fn renew(
    hub: &Hub,
    coupling: &OpenCoupling,
    settings: &CouplingSettings,
    access: &Access,
) -> Result<(), HubError> {
    let reader = hub.trial_connection(settings, access).reader();
    let companies = reader.companies(None).await?;
    let wanted = &settings.company.number;
    if !companies.iter().any(|company| company.number == *wanted) {
        let seen: Vec<&str> = companies.iter().map(|company| company.name.as_str()).collect();
        return Err(HubError::from(loonbrug_hub::Refusal::NoCompany {
            wanted: settings.company.name.clone(),
            seen: seen.join(", "),
        }));
    }
    hub.store_access(coupling, access).await?;
    let coupling = hub.save_settings(coupling, settings).await?;
    hub.resume(&coupling).await.map(drop)
}
