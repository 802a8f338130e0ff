//! Koppelen: four steps on one page that fill in from above. Nothing is stored before the third.

mod draft;
mod log_in;
mod make;
mod steps;
mod view;

pub use draft::{LinkDraft, factors_of};
pub use log_in::{LogInBegun, back, begin_again, begin_new, move_subject, renew};
pub use steps::{again, choose, codes_of, link, method_of, show, token, token_of};
pub use view::{code_choices, rule_set_names};

use crate::pages::rights_check::RightsView;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use loonbrug_domain::ids::OrganisationId;

/// The address of the page.
pub fn page_address(organisation: OrganisationId) -> String {
    format!("/e/{organisation}/couplings/new")
}

/// Four steps.
#[derive(Template)]
#[template(path = "linking.html")]
pub(super) struct LinkingPage {
    shell: Shell,
    w: Words,
    action: String,
    failed: Option<String>,
    may_log_in: bool,
    email: String,
    domain: String,
    reached: Option<Reached>,
    codes: Option<CodesStep>,
    linked: Option<LinkedStep>,
}

/// What the log-in reaches: the second step.
struct Reached {
    by_log_in: bool,
    debtors: Vec<(String, Vec<CompanyView>)>,
    companies: usize,
    chosen: usize,
    asks_frequency: bool,
    /// Whether each company becomes an employer of its own; not asked of whoever may not found employers.
    apart: Option<bool>,
    /// The employer of the page.
    employer: String,
}

struct CompanyView {
    id: String,
    number: String,
    name: String,
    frequency: &'static str,
    chosen: bool,
    coupling: Option<String>,
}

/// The third step: codes, and what is synchronised.
struct CodesStep {
    company: String,
    more: usize,
    rule_set: String,
    rule_sets: Vec<String>,
    factors: Vec<FactorView>,
    contract_hours: bool,
    whole_hour: bool,
}

/// A factor with the codes that it can have.
pub struct FactorView {
    /// The factor as it is written in forms.
    pub word: String,
    /// As people read it.
    pub label: String,
    /// The codes of the hour model; whether it is the chosen one.
    pub codes: Vec<(i64, String, bool)>,
}

/// The fourth step: the link is there.
struct LinkedStep {
    couplings: Vec<(String, String)>,
    read_people: String,
    rights: RightsView,
}
