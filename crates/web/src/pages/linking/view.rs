//! What the page of the four steps shows.

use super::draft::{frequency_text, proposed};
use super::make::within_reach;
use super::{
    CodesStep, CompanyView, FactorView, LinkDraft, LinkedStep, LinkingPage, Reached, factors_of, page_address,
};
use crate::answer::Failure;
use crate::guard::Guarded;
use crate::pages::asked::{coupling_address, coupling_at, coupling_of};
use crate::pages::rights_check;
use crate::shell::{Section, Shell};
use crate::site::Site;
use loonbrug_domain::Factor;
use loonbrug_domain::access::Role;
use loonbrug_hub::settings::SurchargeMethod;
use loonbrug_hub::{Access, OpenCoupling};
use loonbrug_nmbrs::HourCode;
use std::collections::BTreeSet;

/// The page, as far as one has come.
pub async fn linking_page(site: &Site, guarded: &Guarded, draft: Option<&LinkDraft>) -> Result<LinkingPage, Failure> {
    let mut page = LinkingPage {
        shell: Shell::at(guarded, Section::Couplings, "Koppelen met Nmbrs", "Link with Nmbrs"),
        w: guarded.w(),
        action: page_address(guarded.id()),
        failed: None,
        may_log_in: site.options.registration.is_some(),
        email: String::new(),
        domain: String::new(),
        reached: None,
        codes: None,
        linked: None,
    };
    let Some(draft) = draft else { return Ok(page) };
    let known = within_reach(guarded, guarded.hub().couplings().await?);
    page.reached = Some(reached(guarded, draft, &known));
    if !draft.chosen.is_empty() {
        page.codes = Some(codes(guarded, draft).await?);
    }
    if let Some((_, first)) = draft.linked.first() {
        page.linked = Some(linked(site, guarded, draft, first).await?);
    }
    Ok(page)
}

fn reached(guarded: &Guarded, draft: &LinkDraft, known: &[OpenCoupling]) -> Reached {
    let numbers: BTreeSet<&str> = draft.chosen.iter().map(|choice| choice.number.as_str()).collect();
    let view = |company: &loonbrug_nmbrs::Company| CompanyView {
        id: company.id.to_string(),
        number: company.number.clone(),
        name: company.name.clone(),
        frequency: company
            .frequency
            .map_or("", |frequency| frequency_text(frequency, guarded.w())),
        chosen: numbers.contains(company.number.as_str()) || draft.companies.len() == 1,
        coupling: draft.coupled(company, known).map(|coupling| coupling.row.name.clone()),
    };
    let lists = draft.by_debtor().into_iter();
    let mut grants = guarded.signed.visitor.grants().iter();
    let may_found = grants.any(|grant| grant.role == Role::Owner);
    Reached {
        by_log_in: matches!(draft.access, Access::Login { .. }),
        debtors: lists
            .map(|(debtor, companies)| (debtor, companies.into_iter().map(view).collect()))
            .collect(),
        companies: draft.companies.len(),
        chosen: draft.chosen.len(),
        asks_frequency: draft.companies.iter().any(|company| company.frequency.is_none()),
        apart: may_found.then_some(draft.apart),
        employer: guarded.organisation.name.clone(),
    }
}

async fn codes(guarded: &Guarded, draft: &LinkDraft) -> Result<CodesStep, Failure> {
    let settings = &draft.settings;
    let rules = guarded.hub().rule_sets(guarded.id(), &settings.rule_set).await?;
    let chosen = |factor: Factor| match settings.code_for(factor) {
        Some(code) => Some(code),
        None if settings.hour_codes.is_empty() => proposed(&draft.hour_codes, factor),
        None => None,
    };
    let factors = factors_of(&rules).into_iter();
    Ok(CodesStep {
        company: draft
            .chosen
            .first()
            .map(|company| company.name.clone())
            .unwrap_or_default(),
        more: draft.chosen.len().saturating_sub(1),
        rule_set: settings.rule_set.clone(),
        rule_sets: rule_set_names(guarded).await?,
        factors: factors
            .map(|factor| factor_view(guarded, factor, &draft.hour_codes, chosen(factor)))
            .collect(),
        contract_hours: settings.contract_hours,
        whole_hour: settings.surcharge_method == SurchargeMethod::WholeHour,
    })
}

fn factor_view(guarded: &Guarded, factor: Factor, codes: &[HourCode], chosen: Option<i64>) -> FactorView {
    let model: Vec<(i64, &str)> = codes
        .iter()
        .map(|code| (code.code, code.description.as_str()))
        .collect();
    FactorView {
        word: factor.0.to_string(),
        label: guarded.w().factor(&factor),
        codes: code_choices(&model, chosen),
    }
}

/// What can be chosen of a model, and whether it is. A code that the model does not have is shown all the same where it
/// is what is set.
pub fn code_choices(model: &[(i64, &str)], chosen: Option<i64>) -> Vec<(i64, String, bool)> {
    let option = |(code, called): &(i64, &str)| (*code, (*called).to_owned(), Some(*code) == chosen);
    let mut choices: Vec<(i64, String, bool)> = model.iter().map(option).collect();
    let unknown = chosen.filter(|code| !choices.is_empty() && model.iter().all(|(known, _)| known != code));
    if let Some(code) = unknown {
        choices.insert(0, (code, String::new(), true));
    }
    choices
}

/// Names of the rule sets that the organisation can go by.
pub async fn rule_set_names(guarded: &Guarded) -> Result<Vec<String>, Failure> {
    let own = guarded.hub().all_rule_sets(guarded.id()).await?;
    let presets = loonbrug_hub::presets();
    let names: BTreeSet<String> = own.into_iter().chain(presets).map(|rules| rules.name).collect();
    Ok(names.into_iter().collect())
}

async fn linked(site: &Site, guarded: &Guarded, draft: &LinkDraft, first: &str) -> Result<LinkedStep, Failure> {
    let coupling = coupling_of(guarded, first).await?;
    let couplings = draft.linked.iter();
    Ok(LinkedStep {
        couplings: couplings
            .map(|(employer, name)| (name.clone(), coupling_at(*employer, name, "")))
            .collect(),
        read_people: coupling_address(guarded, first, "/people/read"),
        rights: rights_check::view(site, guarded, &coupling),
    })
}
