//! Settings of a coupling: its log-in with the countdown of SOAP, its rights, its codes, and "Autorisatie verwijderen".

mod act;
mod codes;

pub use act::{resume, save, token, unlink};
pub use codes::{CodeModel, code_of};

use super::asked::{coupling_address, coupling_of};
use super::linking::{factors_of, move_subject};
use super::rights_check::{self, RightsView};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::jobs::{End, Stand};
use crate::refusals::error_text;
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use codes::{CodeField, model_of};
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::settings::{Corrections, CouplingSettings, END_OF_SOAP, SurchargeMethod};
use loonbrug_nmbrs::capability::Interface;

#[expect(clippy::struct_excessive_bools, reason = "what a form ticks")]
#[derive(Template)]
#[template(path = "coupling_settings.html")]
struct SettingsPage {
    shell: Shell,
    w: Words,
    name: String,
    company: String,
    address: String,
    paused: Option<String>,
    failed: Option<String>,
    said: Option<String>,
    moving: Option<Stand>,
    days_left: Option<i32>,
    email: String,
    domain: String,
    may_log_in: bool,
    shares: bool,
    version: i64,
    contract_hours: bool,
    whole_hour: bool,
    retroactive: bool,
    rule_set: String,
    rule_sets: Vec<String>,
    hour_fields: Vec<CodeField>,
    surcharge_fields: Vec<CodeField>,
    wage_fields: Vec<(CodeField, String)>,
    open_period: Option<String>,
    codes_known: bool,
    rights: RightsView,
}

/// `GET …/couplings/{coupling}/settings`.
pub async fn show(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    if fields.text("read") == "codes" {
        site.models.forget(|of| of == coupling.id());
    }
    let mut shown = settings_page(&site, &guarded, &coupling, &coupling.settings).await?;
    shown.said = said(&fields, shown.w);
    let user = guarded.signed.user;
    shown.failed = site.log_in_failures.get(user).map(|text| text.as_str().to_owned());
    site.log_in_failures.forget(|of| of == user);
    if let Some(address) = follow_move(&site, &coupling, &mut shown) {
        return Ok(go_to(&address));
    }
    page(&shown)
}

/// How far a move is; where to go when it has just ended.
fn follow_move(site: &Site, coupling: &OpenCoupling, shown: &mut SettingsPage) -> Option<String> {
    let subject = move_subject(coupling);
    let job = site.jobs.about(&subject)?;
    let Some(end) = job.end() else {
        shown.moving = Some(job.stand());
        return None;
    };
    site.jobs.seen(&subject);
    match end {
        End::At(address) => return Some(address),
        End::Failed(error) => shown.failed = Some(error_text(&error, shown.w.language)),
        End::BrokeOff => {
            let text = shown.w.t(
                "De overstap is afgebroken. De koppeling staat zoals zij stond; probeer het opnieuw.",
                "The move broke off. The coupling is as it was; try again.",
            );
            shown.failed = Some(text.to_owned());
        }
    }
    None
}

fn said(fields: &Fields, w: Words) -> Option<String> {
    if let Some(people) = fields.filled("moved") {
        let (rows, unknown) = (fields.text("rows"), fields.text("unknown"));
        return Some(w.language.pick(
            format!("Overgestapt: {people} medewerkers en {rows} regels meegenomen, {unknown} niet herkend."),
            format!("Moved: {people} people and {rows} rows taken along, {unknown} not recognised."),
        ));
    }
    let text = match fields.text("done") {
        "saved" => w.t("Bewaard.", "Saved."),
        "linked" => w.t("Weer gekoppeld.", "Linked again."),
        "resumed" => w.t("De koppeling werkt weer.", "The coupling works again."),
        "unlinked" => w.t(
            "De autorisatie is verwijderd. Gegevens en geschiedenis zijn gebleven.",
            "The authorisation was removed. Data and history have stayed.",
        ),
        _ => return None,
    };
    Some(text.to_owned())
}

async fn settings_page(
    site: &Site,
    guarded: &Guarded,
    coupling: &OpenCoupling,
    settings: &CouplingSettings,
) -> Result<SettingsPage, Failure> {
    let (w, hub) = (guarded.w(), guarded.hub());
    let model = model_of(site, guarded, coupling).await;
    let rules = hub.rule_sets(guarded.id(), &settings.rule_set).await?;
    let factors = factors_of(&rules);
    let today = hub.surroundings.today();
    let is_soap = settings.interface == Interface::Soap;
    Ok(SettingsPage {
        shell: Shell::at(
            guarded,
            Section::Couplings,
            "Instellingen van de koppeling",
            "Settings of the coupling",
        ),
        w,
        name: coupling.row.name.clone(),
        company: format!("{} ({})", settings.company.name, settings.company.number),
        address: coupling_address(guarded, &coupling.row.name, ""),
        paused: coupling.paused().map(|reason| reason.text(w.language).to_owned()),
        failed: None,
        said: None,
        moving: None,
        days_left: is_soap.then(|| (END_OF_SOAP - today).get_days()),
        email: settings.email.clone().unwrap_or_default(),
        domain: settings.domain.clone().unwrap_or_default(),
        may_log_in: site.options.registration.is_some(),
        shares: settings.shares_login_of.is_some(),
        version: coupling.row.version,
        contract_hours: settings.contract_hours,
        whole_hour: settings.surcharge_method == SurchargeMethod::WholeHour,
        retroactive: settings.corrections == Corrections::Retroactive,
        rule_set: settings.rule_set.clone(),
        rule_sets: super::linking::rule_set_names(guarded).await?,
        hour_fields: codes::hour_fields(settings, &factors, &model, w),
        surcharge_fields: codes::surcharge_fields(settings, &factors, &model, w),
        wage_fields: codes::wage_fields(settings, &model, w),
        open_period: (!is_soap).then(|| codes::period_text(settings.open_period)),
        codes_known: !model.hours.is_empty(),
        rights: rights_check::view(site, guarded, coupling),
    })
}

/// The page once more, with what was typed and why it was refused.
async fn refused(
    site: &Site,
    guarded: &Guarded,
    coupling: &OpenCoupling,
    settings: &CouplingSettings,
    failure: &Failure,
) -> Answer {
    let mut shown = settings_page(site, guarded, coupling, settings).await?;
    shown.failed = Some(failure.text(shown.w.language));
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}
