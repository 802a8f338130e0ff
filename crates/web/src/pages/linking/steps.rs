//! What each step does.

use super::draft::frequency_of;
use super::make::make;
use super::view::linking_page;
use super::{LinkDraft, factors_of, page_address};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::coupling_settings::code_of;
use crate::pages::rights_check;
use crate::site::Site;
use axum::extract::State;
use axum::http::StatusCode;
use loonbrug_domain::Factor;
use loonbrug_domain::identifier::{EmailAddress, NmbrsDomain};
use loonbrug_domain::ids::{OrganisationId, UserId};
use loonbrug_hub::settings::{CodeMapping, CompanyChoice, CouplingSettings, SurchargeMethod};
use loonbrug_hub::{Access, HubError};
use loonbrug_nmbrs::RemoteId;
use loonbrug_nmbrs::capability::Interface;
use secrecy::SecretString;
use std::collections::BTreeSet;
use std::sync::Arc;

fn key(guarded: &Guarded) -> (UserId, OrganisationId) {
    (guarded.signed.user, guarded.id())
}

fn draft_of(site: &Site, guarded: &Guarded) -> Result<Arc<LinkDraft>, Failure> {
    site.links.get(key(guarded)).ok_or(Failure::Wrong(
        "Deze koppeling in wording is niet meer open. Er is niets gekoppeld; begin opnieuw bij stap 1.",
        "This link in the making is not open any more. Nothing was linked; begin again at step 1.",
    ))
}

/// `GET …/couplings/new`.
pub async fn show(State(site): State<Site>, guarded: Guarded) -> Answer {
    let draft = site.links.get(key(&guarded));
    let user = guarded.signed.user;
    let failed = site.log_in_failures.get(user);
    site.log_in_failures.forget(|of| of == user);
    let mut shown = linking_page(&site, &guarded, draft.as_deref()).await?;
    shown.failed = failed.map(|text| text.as_str().to_owned());
    page(&shown)
}

/// `POST …/couplings/new/token`: the first step, by e-mail, API token and domain.
pub async fn token(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    match read_by_token(&site, &guarded, &fields).await {
        Ok(draft) => {
            site.links.put(key(&guarded), draft);
            Ok(go_to(&format!("{}#companies", page_address(guarded.id()))))
        }
        Err(failure) => {
            let mut shown = linking_page(&site, &guarded, None).await?;
            shown.failed = Some(failure.text(guarded.w().language));
            fields.text("email").clone_into(&mut shown.email);
            fields.text("domain").clone_into(&mut shown.domain);
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn read_by_token(site: &Site, guarded: &Guarded, fields: &Fields) -> Result<LinkDraft, Failure> {
    let (email, domain, token) = token_of(fields)?;
    let settings = CouplingSettings {
        email: Some(email),
        domain: Some(domain),
        ..CouplingSettings::draft(Interface::Soap, site.options.nmbrs.clone())
    };
    Ok(LinkDraft::read(guarded.hub(), settings, Access::Token { token }).await?)
}

/// E-mail address, domain and token, as they were typed or pasted.
pub fn token_of(fields: &Fields) -> Result<(String, String, SecretString), Failure> {
    let email = EmailAddress::parse(fields.text("email")).map_err(|_| {
        Failure::Wrong(
            "Dit e-mailadres klopt niet. Neem het adres waarmee je bij Nmbrs inlogt.",
            "This e-mail address is not right. Take the address with which you log in at Nmbrs.",
        )
    })?;
    let domain = NmbrsDomain::parse(fields.text("domain")).map_err(|_| {
        Failure::Wrong(
            "Dit is geen domein van Nmbrs. Neem het deel vóór .nmbrs.nl in de adresbalk, of plak het hele adres.",
            "This is not a domain of Nmbrs. Take the part before .nmbrs.nl in the address bar, or paste the whole address.",
        )
    })?;
    let token = fields.filled("secret").ok_or(Failure::Wrong(
        "Vul het API-token in. Je vindt het in Nmbrs bij je gebruikersprofiel, onder API.",
        "Fill in the API token. You find it in Nmbrs in your user profile, under API.",
    ))?;
    Ok((email.to_string(), domain.to_string(), SecretString::from(token)))
}

/// `POST …/couplings/new/companies`: the second step; reads the hour model of the first company.
pub async fn choose(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let draft = draft_of(&site, &guarded)?;
    match with_companies(&guarded, &draft, &fields).await {
        Ok(draft) => {
            site.links.put(key(&guarded), draft);
            Ok(go_to(&format!("{}#codes", page_address(guarded.id()))))
        }
        Err(failure) => again_with(&site, &guarded, &draft, &failure).await,
    }
}

async fn with_companies(guarded: &Guarded, draft: &LinkDraft, fields: &Fields) -> Result<LinkDraft, Failure> {
    let wanted: BTreeSet<&str> = fields.all("company").collect();
    let chosen: Vec<CompanyChoice> = draft
        .companies
        .iter()
        .filter(|company| wanted.contains(company.id.to_string().as_str()))
        .map(|company| {
            let said = frequency_of(fields.text(&format!("frequency-{}", company.id)));
            let frequency = company
                .frequency
                .or(said)
                .unwrap_or(loonbrug_domain::Frequency::Monthly);
            CompanyChoice::of(company, frequency)
        })
        .collect();
    let first = chosen.first().ok_or(Failure::Wrong(
        "Kies minstens één bedrijf.",
        "Choose at least one company.",
    ))?;
    let id: Option<RemoteId> = first.remote_id(draft.settings.interface);
    let reader = guarded.hub().trial_connection(&draft.settings, &draft.access).reader();
    let hour_codes = match id {
        Some(id) => reader.hour_codes(id).await.map_err(HubError::from)?,
        None => Vec::new(),
    };
    Ok(LinkDraft {
        apart: fields.text("employers") == "apart" && chosen.len() > 1,
        chosen,
        hour_codes,
        ..draft.clone()
    })
}

async fn again_with(site: &Site, guarded: &Guarded, draft: &LinkDraft, failure: &Failure) -> Answer {
    let mut shown = linking_page(site, guarded, Some(draft)).await?;
    shown.failed = Some(failure.text(guarded.w().language));
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// `POST …/couplings/new/link`: the third step. The couplings are made, and their rights are checked.
pub async fn link(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let draft = draft_of(&site, &guarded)?;
    let settings = match with_codes(&guarded, &draft, &fields).await {
        Ok(settings) => settings,
        Err(failure) => return again_with(&site, &guarded, &draft, &failure).await,
    };
    let draft = LinkDraft {
        settings,
        ..(*draft).clone()
    };
    // Kept before the link is made, so that a refusal shows what was filled in.
    site.links.put(key(&guarded), draft.clone());
    if fields.text("do") == "rules" {
        return Ok(go_to(&format!("{}#codes", page_address(guarded.id()))));
    }
    match make(&guarded, &draft).await {
        Ok(couplings) => {
            let linked = couplings.iter();
            let linked = linked.map(|coupling| (coupling.organisation(), coupling.row.name.clone()));
            let linked = linked.collect();
            site.links.put(key(&guarded), LinkDraft { linked, ..draft });
            rights_check::begin(&site, guarded.hub(), couplings);
            Ok(go_to(&format!("{}#rights", page_address(guarded.id()))))
        }
        Err(failure) => again_with(&site, &guarded, &draft, &failure).await,
    }
}

async fn with_codes(guarded: &Guarded, draft: &LinkDraft, fields: &Fields) -> Result<CouplingSettings, Failure> {
    let rule_set = fields.filled("rules").unwrap_or(&draft.settings.rule_set).to_owned();
    let rules = guarded.hub().rule_sets(guarded.id(), &rule_set).await?;
    Ok(CouplingSettings {
        hour_codes: codes_of(fields, "code", &factors_of(&rules))?,
        contract_hours: fields.text("contract-hours") != "no",
        surcharge_method: method_of(fields),
        rule_set,
        ..draft.settings.clone()
    })
}

/// The way in which surcharges are paid.
pub fn method_of(fields: &Fields) -> SurchargeMethod {
    if fields.text("method") == "whole-hour" {
        SurchargeMethod::WholeHour
    } else {
        SurchargeMethod::SurchargeOnly
    }
}

/// The codes that were chosen for these factors, in fields that begin with this word.
pub fn codes_of(fields: &Fields, word: &str, factors: &[Factor]) -> Result<Vec<CodeMapping>, Failure> {
    let mut codes = Vec::new();
    for factor in factors {
        let code = code_of(fields, &format!("{word}-{}", factor.0))?;
        codes.extend(code.map(|code| CodeMapping { factor: *factor, code }));
    }
    Ok(codes)
}

/// `POST …/couplings/new/again`: forgets what was filled in, or that it is done.
pub async fn again(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    let mine = key(&guarded);
    match site.links.get(mine) {
        Some(draft) if fields.text("from") == "companies" && draft.linked.is_empty() => {
            let draft = LinkDraft {
                chosen: Vec::new(),
                ..(*draft).clone()
            };
            site.links.put(mine, draft);
        }
        _ => site.links.forget(|of| of == mine),
    }
    Ok(go_to(&page_address(guarded.id())))
}
