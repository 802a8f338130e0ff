//! Couplings of an employer, and the page of one: "Nmbrs koppeling".

use super::asked::{coupling_address, coupling_of};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use loonbrug_domain::access::Right;
use loonbrug_domain::{DateRange, PayPeriod};
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::hours::Flow;
use loonbrug_nmbrs::capability::Interface;

/// A list of couplings.
#[derive(Template)]
#[template(path = "couplings.html")]
struct CouplingsPage {
    shell: Shell,
    w: Words,
    couplings: Vec<CouplingView>,
    link_address: Option<String>,
}

/// A coupling in a list.
pub struct CouplingView {
    /// Address of its page.
    pub address: String,
    /// Name.
    pub name: String,
    /// The company in Nmbrs.
    pub company: String,
    /// Over which interface.
    pub interface: &'static str,
    /// Why it stands still.
    pub paused: Option<String>,
}

/// One coupling.
#[derive(Template)]
#[template(path = "coupling.html")]
struct CouplingPage {
    shell: Shell,
    w: Words,
    coupling: CouplingView,
    flows: Vec<FlowView>,
    read_action: String,
    people_address: String,
    export_address: Option<String>,
    exports: [(&'static str, &'static str); 2],
    may_change_people: bool,
    may_change: bool,
    from: String,
    to: String,
    codes: Vec<(String, i64)>,
    updates_contract_hours: bool,
}

struct FlowView {
    flow: Flow,
    label: &'static str,
    history: &'static str,
    history_address: String,
}

/// A coupling as lists show it.
pub fn view(guarded: &Guarded, coupling: &OpenCoupling) -> CouplingView {
    let company = &coupling.settings.company;
    CouplingView {
        address: coupling_address(guarded, &coupling.row.name, ""),
        name: coupling.row.name.clone(),
        company: format!("{} ({})", company.name, company.number),
        interface: match coupling.settings.interface {
            Interface::Rest => "REST",
            Interface::Soap => "SOAP",
        },
        paused: coupling
            .paused()
            .map(|reason| reason.text(guarded.w().language).to_owned()),
    }
}

/// `GET …/couplings`.
pub async fn list(guarded: Guarded) -> Answer {
    let couplings = guarded.hub().couplings_of(guarded.id()).await?;
    let own = couplings.iter();
    page(&CouplingsPage {
        shell: Shell::at(&guarded, Section::Couplings, "Koppelingen", "Couplings"),
        w: guarded.w(),
        couplings: own.map(|coupling| view(&guarded, coupling)).collect(),
        link_address: guarded
            .may(Right::ChangeCouplings)
            .then(|| guarded.address("couplings/new")),
    })
}

/// `GET …/couplings/{coupling}`.
pub async fn one(guarded: Guarded, Path((_, name)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let days = match (fields.date("from"), fields.date("to")) {
        (Some(from), Some(to)) => DateRange::new(from, to),
        _ => None,
    };
    let days = days.unwrap_or_else(|| last_period(&guarded, &coupling));
    let mut shell = Shell::at(&guarded, Section::Couplings, "Nmbrs koppeling", "Nmbrs coupling");
    shell = shell.after(fields.text("done"));
    let w = guarded.w();
    page(&CouplingPage {
        shell,
        w,
        flows: flows(&guarded, &coupling),
        read_action: coupling_address(&guarded, &name, "/read"),
        people_address: coupling_address(&guarded, &name, "/people"),
        export_address: guarded.may(Right::Export).then(|| guarded.address("ledgers/export")),
        exports: [
            ("leave", w.t("Verlofmutaties exporteren", "Export leave changes")),
            ("plus-minus", w.t("+/- uren exporteren", "Export +/- hours")),
        ],
        may_change_people: guarded.may(Right::ChangePeople),
        may_change: guarded.may(Right::ChangeCouplings),
        from: w.iso(&days.from),
        to: w.iso(&days.to),
        codes: coupling
            .settings
            .hour_codes
            .iter()
            .map(|code| (w.factor(&code.factor), code.code))
            .collect(),
        updates_contract_hours: coupling.settings.contract_hours,
        coupling: view(&guarded, &coupling),
    })
}

/// The pay period that ended last: what is usually sent now.
pub fn last_period(guarded: &Guarded, coupling: &OpenCoupling) -> DateRange {
    let today = guarded.hub().surroundings.today();
    let now = PayPeriod::containing(coupling.settings.company.frequency, today);
    now.previous().wage_range()
}

/// The rows of the manual's page, in its words.
fn flows(guarded: &Guarded, coupling: &OpenCoupling) -> Vec<FlowView> {
    let w = guarded.w();
    let row = |flow: Flow, label, history| FlowView {
        flow,
        label,
        history,
        history_address: format!(
            "{}?coupling={}&flow={}",
            guarded.address("history"),
            coupling.row.name,
            flow.as_str()
        ),
    };
    vec![
        row(
            Flow::Hours,
            w.t(
                "Personeel met 0-uren-contracten: Uren en gewerkte dagen doorgeven aan Nmbrs",
                "People on zero-hours contracts: hours and days worked to Nmbrs",
            ),
            w.t("Geschiedenis 0-uren-contracten", "History of zero-hours contracts"),
        ),
        row(
            Flow::PlusHours,
            w.t(
                "Personeel met vast contract: +-uren doorgeven aan Nmbrs",
                "People with contract hours: + hours to Nmbrs",
            ),
            w.t("Geschiedenis +-uren", "History of + hours"),
        ),
        row(
            Flow::Surcharges,
            w.t(
                "Personeel met vast contract: toeslagen doorgeven aan Nmbrs",
                "People with contract hours: surcharges to Nmbrs",
            ),
            w.t("Geschiedenis toeslagen", "History of surcharges"),
        ),
        row(
            Flow::MealAllowances,
            w.t(
                "Dagen met maaltijdvergoeding doorgeven aan Nmbrs",
                "Days with a meal allowance to Nmbrs",
            ),
            w.t("Geschiedenis maaltijdvergoedingen", "History of meal allowances"),
        ),
        row(
            Flow::TravelAllowances,
            w.t(
                "Dagen met reiskostenvergoeding doorgeven aan Nmbrs",
                "Days with a travel allowance to Nmbrs",
            ),
            w.t("Geschiedenis reiskostenvergoedingen", "History of travel allowances"),
        ),
        row(
            Flow::Payouts,
            w.t(
                "Uitbetalingen per medewerker doorgeven aan Nmbrs",
                "Payouts per person to Nmbrs",
            ),
            w.t("Geschiedenis uitbetalingen", "History of payouts"),
        ),
    ]
}
