//! A link that somebody is making: what Nmbrs was found to hold, and what was chosen of it.

use crate::words::Words;
use futures::future::try_join_all;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{Factor, Frequency, RuleSet};
use loonbrug_hub::settings::{CompanyChoice, CouplingSettings};
use loonbrug_hub::{Access, Hub, HubError, OpenCoupling};
use loonbrug_nmbrs::{Company, Debtor, FaultClass, HourCode, RemoteId};
use std::collections::BTreeSet;

/// Debtors of which the companies are asked one by one, where the list of companies does not name the debtor (SOAP).
const ASKED_BY_DEBTOR: usize = 40;

/// A link that somebody is making. It holds the log-in, so it stays in memory until the link is made.
#[derive(Clone, Debug)]
pub struct LinkDraft {
    /// How Nmbrs is reached.
    pub access: Access,
    /// The settings so far.
    pub settings: CouplingSettings,
    /// Employers' accounts that the log-in reaches.
    pub debtors: Vec<Debtor>,
    /// Companies that it reaches.
    pub companies: Vec<Company>,
    /// Those that take part.
    pub chosen: Vec<CompanyChoice>,
    /// Whether each of them but the first becomes an employer of its own.
    pub apart: bool,
    /// The hour model of the first of them.
    pub hour_codes: Vec<HourCode>,
    /// The couplings that were made: employer and name.
    pub linked: Vec<(OrganisationId, String)>,
}

impl LinkDraft {
    /// What this log-in reaches at Nmbrs: proves the log-in as well.
    pub async fn read(hub: &Hub, settings: CouplingSettings, access: Access) -> Result<Self, HubError> {
        let reader = hub.trial_connection(&settings, &access).reader();
        let mut companies = reader.companies(None).await?;
        // Without the right to list debtors all companies are one list.
        let debtors = match reader.debtors().await {
            Err(fault) if fault.class == FaultClass::Rejected => Vec::new(),
            answer => answer?,
        };
        if companies.iter().all(|company| company.debtor.is_none()) && debtors.len() <= ASKED_BY_DEBTOR {
            let lists = debtors.iter().map(|debtor| reader.companies(Some(&debtor.id)));
            let lists = try_join_all(lists).await?;
            for (debtor, of_debtor) in debtors.iter().zip(lists) {
                let ids: Vec<RemoteId> = of_debtor.iter().map(|company| company.id).collect();
                let of_this = companies.iter_mut().filter(|company| ids.contains(&company.id));
                of_this.for_each(|company| company.debtor = Some(debtor.id));
            }
        }
        Ok(Self {
            access,
            settings,
            debtors,
            companies,
            chosen: Vec::new(),
            apart: true,
            hour_codes: Vec::new(),
            linked: Vec::new(),
        })
    }

    /// The companies to choose from, by debtor; companies of no debtor that is known come last.
    pub fn by_debtor(&self) -> Vec<(String, Vec<&Company>)> {
        let of = |id: Option<RemoteId>| -> Vec<&Company> {
            let same = self.companies.iter().filter(|company| company.debtor == id);
            same.collect()
        };
        let known: BTreeSet<RemoteId> = self.debtors.iter().map(|debtor| debtor.id).collect();
        let mut lists: Vec<(String, Vec<&Company>)> = self
            .debtors
            .iter()
            .map(|debtor| (format!("{} {}", debtor.number, debtor.name), of(Some(debtor.id))))
            .collect();
        let rest = self
            .companies
            .iter()
            .filter(|company| company.debtor.is_none_or(|id| !known.contains(&id)));
        lists.push((String::new(), rest.collect()));
        lists.retain(|(_, companies)| !companies.is_empty());
        lists
    }

    /// The coupling that a company has already, among these.
    pub fn coupled<'a>(&self, company: &Company, couplings: &'a [OpenCoupling]) -> Option<&'a OpenCoupling> {
        let settings = CouplingSettings {
            company: CompanyChoice::of(company, company.frequency.unwrap_or(Frequency::Monthly)),
            ..self.settings.clone()
        };
        couplings
            .iter()
            .find(|coupling| coupling.settings.same_company_as(&settings))
    }
}

/// The factors that rules can give, lowest first; all worked hours are always among them.
pub fn factors_of(rules: &[RuleSet]) -> Vec<Factor> {
    let mut factors = BTreeSet::from([Factor::WORKED.0]);
    for set in rules {
        factors.extend(set.windows.iter().map(|window| window.factor.0));
        factors.extend(set.whole_shifts.iter().map(|rule| rule.factor.0));
        factors.extend(set.overtime.iter().map(|rule| rule.factor.0));
    }
    factors.into_iter().map(Factor).collect()
}

/// The code that a company seems to use for a factor, by what it calls it; a person looks at it before it counts.
pub fn proposed(codes: &[HourCode], factor: Factor) -> Option<i64> {
    let surcharge = Factor(factor.0 - Factor::WORKED.0.min(factor.0))
        .to_string()
        .replace(' ', "");
    let fits = |code: &&HourCode| {
        let name = code.description.to_lowercase().replace(' ', "");
        if factor == Factor::WORKED {
            name.contains("gewerkteuren")
        } else {
            let before = name.find(&surcharge).and_then(|at| name.get(..at));
            name.contains("toeslag") && before.is_some_and(|text| !text.ends_with(|last: char| last.is_ascii_digit()))
        }
    };
    codes.iter().find(fits).map(|code| code.code)
}

/// A name for a coupling, made of the company's: `modehuis-vermeer`, with a number where it is taken.
pub fn free_name(company: &str, taken: &BTreeSet<String>) -> String {
    let words = company.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric());
    let name = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let name = if name.is_empty() { "nmbrs".to_owned() } else { name };
    let is_free = |name: &String| !taken.contains(name) && name != "new";
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone())
        .chain(numbered)
        .find(is_free)
        .unwrap_or(name)
}

/// How often a company pays, in words.
pub fn frequency_text(frequency: Frequency, w: Words) -> &'static str {
    match frequency {
        Frequency::Monthly => w.t("per maand", "monthly"),
        Frequency::FourWeekly => w.t("per vier weken", "four-weekly"),
        Frequency::Weekly => w.t("per week", "weekly"),
    }
}

/// The frequency of a word in a form.
pub fn frequency_of(word: &str) -> Option<Frequency> {
    match word {
        "monthly" => Some(Frequency::Monthly),
        "four-weekly" => Some(Frequency::FourWeekly),
        "weekly" => Some(Frequency::Weekly),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: i64, description: &str) -> HourCode {
        HourCode {
            code,
            description: description.to_owned(),
        }
    }

    #[test]
    fn the_codes_of_the_manual_are_proposed_for_their_factors() {
        let codes = [
            code(2190, "Extra uren (parttimers)"),
            code(6090, "Toeslaguren 150%"),
            code(2100, "Gewerkte uren"),
            code(6050, "Toeslaguren 50%"),
            code(6080, "Toeslaguren 100%"),
        ];
        let proposals = [100, 150, 200, 250].map(|percent| proposed(&codes, Factor::percent(percent)));
        assert_eq!(proposals, [Some(2100), Some(6050), Some(6080), Some(6090)]);
        assert_eq!(proposed(&codes, Factor::percent(125)), None);
    }

    #[test]
    fn a_name_is_made_of_the_company_and_free() {
        let taken = BTreeSet::from(["bakkerij-smit".to_owned(), "new".to_owned()]);
        assert_eq!(free_name("Fietshuis B.V.", &taken), "fietshuis-b-v");
        assert_eq!(free_name("Bakkerij Smit", &taken), "bakkerij-smit-2");
        assert_eq!(free_name("New", &taken), "new-2");
        assert_eq!(free_name("…", &taken), "nmbrs");
    }
}
