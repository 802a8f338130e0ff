//! Making the couplings of the companies that were chosen: all of them or none.

use super::LinkDraft;
use super::draft::free_name;
use crate::answer::Failure;
use crate::guard::Guarded;
use loonbrug_domain::RuleSet;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::access::AccessRefusal;
use loonbrug_hub::settings::CouplingSettings;
use loonbrug_hub::{Hub, HubError, OpenCoupling, Refusal};
use std::collections::BTreeSet;

/// A coupling that is to be made.
struct Wanted {
    name: String,
    settings: CouplingSettings,
    /// The name of the employer that it founds; the one of the page where there is none.
    founds: Option<String>,
}

/// Makes them; what could not be stored whole is refused before anything is stored. They share one log-in.
pub async fn make(guarded: &Guarded, draft: &LinkDraft) -> Result<Vec<OpenCoupling>, Failure> {
    let hub = guarded.hub();
    let wanted = wanted(guarded, draft).await?;
    let rules = hub.all_rule_sets(guarded.id()).await?;
    let mut made: Vec<OpenCoupling> = Vec::new();
    for wanted in wanted {
        let settings = CouplingSettings {
            shares_login_of: made.first().map(OpenCoupling::id),
            ..wanted.settings
        };
        let organisation = match &wanted.founds {
            Some(name) => found(guarded, name, &rules).await?,
            None => guarded.id(),
        };
        let coupling = hub.add_coupling(organisation, &wanted.name, &settings).await?;
        if made.is_empty() {
            hub.store_access(&coupling, &draft.access).await?;
        }
        made.push(coupling);
    }
    Ok(made)
}

async fn wanted(guarded: &Guarded, draft: &LinkDraft) -> Result<Vec<Wanted>, Failure> {
    let hub = guarded.hub();
    if !draft.linked.is_empty() {
        return Err(Failure::Wrong(
            "Deze bedrijven zijn al gekoppeld.",
            "These companies are linked already.",
        ));
    }
    let couplings = hub.couplings().await?;
    let mut taken: BTreeSet<String> = couplings.iter().map(|known| known.row.name.clone()).collect();
    let known = within_reach(guarded, couplings);
    let mut founded = BTreeSet::new();
    let mut all = Vec::new();
    for (place, company) in draft.chosen.iter().enumerate() {
        let founds = (draft.apart && place > 0).then(|| company.name.clone());
        if let Some(name) = &founds {
            is_new(hub, name, &mut founded).await?;
        }
        let name = free_name(&company.name, &taken);
        let settings = CouplingSettings {
            company: company.clone(),
            ..draft.settings.clone()
        };
        settings.check().map_err(HubError::from)?;
        if let Some(coupling) = known.iter().find(|known| known.settings.same_company_as(&settings)) {
            let (company, coupling) = (company.name.clone(), coupling.row.name.clone());
            return Err(HubError::from(Refusal::CompanyCoupled { company, coupling }).into());
        }
        let employer = founds.is_none().then(|| guarded.id());
        hub.may_be_added(employer, &name, &settings).await?;
        taken.insert(name.clone());
        all.push(Wanted { name, settings, founds });
    }
    Ok(all)
}

/// The couplings of the employers where the visitor is something: a company that one of them has is not linked again.
pub fn within_reach(guarded: &Guarded, mut couplings: Vec<OpenCoupling>) -> Vec<OpenCoupling> {
    let visitor = &guarded.signed.visitor;
    couplings.retain(|coupling| visitor.grant(coupling.organisation()).is_some());
    couplings
}

/// Refuses the name of an employer that is there, or is founded beside it.
async fn is_new(hub: &Hub, name: &str, founded: &mut BTreeSet<String>) -> Result<(), Failure> {
    let is_there = hub.store.organisation_named(name).await?.is_some();
    if is_there || !founded.insert(name.to_owned()) {
        return Err(HubError::from(AccessRefusal::OrganisationExists(name.to_owned())).into());
    }
    Ok(())
}

/// An employer of which the visitor is the owner, with the same rules.
async fn found(guarded: &Guarded, name: &str, rules: &[RuleSet]) -> Result<OrganisationId, Failure> {
    let hub = guarded.hub();
    let organisation = hub.found_organisation(&guarded.signed.visitor, name).await?;
    if !rules.is_empty() {
        hub.put_rule_sets(organisation.id, rules).await?;
    }
    Ok(organisation.id)
}
