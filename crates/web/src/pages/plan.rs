//! The plan: read, look, decide, send; afterwards the proof is in the history.

use super::asked::{Asked, coupling_address, coupling_of};
use super::plan_confirm::{Approval, ConfirmPage};
use super::plan_decisions::{Wrong, read_decisions};
use super::plan_view::{PlanPage, ProgressPage, UnreadPage};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::jobs::End;
use crate::refusals::error_text;
use crate::shell::{Section, Shell};
use crate::site::Site;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::hours::{Choice, OpenPlan, Span};
use loonbrug_hub::{Hub, HubError, OpenCoupling, Refusal};
use std::sync::Arc;

/// A plan that somebody asks for.
pub struct Looking {
    /// Who asks, and where.
    pub guarded: Guarded,
    /// The coupling.
    pub coupling: OpenCoupling,
    /// What was asked.
    pub asked: Asked,
    /// The flow, the days and the pay period.
    pub span: Span,
}

impl Looking {
    async fn at(guarded: Guarded, coupling: &str, fields: &Fields) -> Result<Self, Failure> {
        let coupling = coupling_of(&guarded, coupling).await?;
        let asked = Asked::of(fields)?;
        let span = asked.span(&guarded, &coupling)?;
        Ok(Self {
            guarded,
            coupling,
            asked,
            span,
        })
    }

    /// The address of a page about it.
    pub fn address(&self, page: &str) -> String {
        self.address_of(page, &self.asked)
    }

    /// The address of a page about something that was asked.
    pub fn address_of(&self, page: &str, asked: &Asked) -> String {
        let query = asked.query();
        coupling_address(&self.guarded, &self.coupling.row.name, &format!("/{page}?{query}"))
    }

    /// What stands around its pages.
    pub fn shell(&self) -> Shell {
        let flow = self.span.flow;
        let title = |language| flow.title(language);
        let (dutch, english) = (
            title(loonbrug_domain::Language::Dutch),
            title(loonbrug_domain::Language::English),
        );
        Shell::at(&self.guarded, Section::Couplings, dutch, english)
    }

    fn subject(&self, what: &str) -> String {
        let Span { flow, range, .. } = self.span;
        format!("{what} {} {} {range}", self.coupling.id(), flow.as_str())
    }

    fn plan(&self, site: &Site) -> Option<Arc<OpenPlan>> {
        site.plans.get((self.coupling.id(), self.span))
    }
}

/// `POST …/read`: "Selecteer personeel": reads what Nmbrs holds and makes the plan.
pub async fn read(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let looking = Looking::at(guarded, &name, &fields).await?;
    begin_reading(&site, &looking);
    Ok(go_to(&looking.address("plan")))
}

fn begin_reading(site: &Site, looking: &Looking) {
    let (plans, coupling, span) = (site.plans.clone(), looking.coupling.clone(), looking.span);
    let address = looking.address("plan");
    let work = async move |hub: Hub| {
        let open = hub.open_plan(&coupling, span).await?;
        plans.put((coupling.id(), span), open);
        Ok(address)
    };
    site.jobs.begin(&looking.subject("read"), looking.guarded.hub(), work);
}

/// `GET …/plan`: the plan, or how far reading or sending is.
pub async fn show(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let looking = Looking::at(guarded, &name, &fields).await?;
    for what in ["send", "read"] {
        if let Some(shown) = under_way(&site, &looking, what) {
            return shown;
        }
    }
    match looking.plan(&site) {
        Some(open) => page(&PlanPage::of(&looking, &open, &[])),
        None => page(&UnreadPage::of(&looking, None)),
    }
}

/// What is shown of reading or sending, unless it has ended well and was seen.
fn under_way(site: &Site, looking: &Looking, what: &str) -> Option<Answer> {
    let subject = looking.subject(what);
    let job = site.jobs.about(&subject)?;
    let Some(end) = job.end() else {
        return Some(page(&ProgressPage::of(looking, what, &job.stand(), job.began_at)));
    };
    site.jobs.seen(&subject);
    match end {
        End::At(address) => (what == "send").then(|| Ok(go_to(&address))),
        End::Failed(error) => Some(failed(site, looking, &error)),
        End::BrokeOff => Some(Err(Failure::Wrong(
            "Dit werk is afgebroken door een fout van ons. Maak het plan opnieuw: dat laat zien wat er gedaan is.",
            "This work broke off by a fault of ours. Make the plan again: it shows what was done.",
        ))),
    }
}

fn failed(site: &Site, looking: &Looking, error: &HubError) -> Answer {
    let text = error_text(error, looking.guarded.w().language);
    if matches!(error, HubError::Refused(Refusal::PlanChanged)) {
        site.plans.forget(|(of, _)| of == looking.coupling.id());
    }
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &UnreadPage::of(looking, Some(text)))
}

/// `POST …/plan`: stores what was decided; then on to wherever the button said.
pub async fn decide(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let looking = Looking::at(guarded, &name, &fields).await?;
    let _one_by_one = site.deciding.lock().await;
    let Some(open) = looking.plan(&site) else {
        return page(&UnreadPage::of(&looking, None));
    };
    let decided = match read_decisions(&open, &looking.asked, &fields) {
        Ok(decided) => decided,
        Err(wrong) => return refused(&looking, &open, &wrong),
    };
    let (hub, coupling) = (looking.guarded.hub(), &looking.coupling);
    let accepted = accept(&looking, &fields).await?;
    let after = if decided.is_empty() && !accepted {
        None
    } else {
        Some(hub.decide_lines(coupling, &open, &decided).await?)
    };
    if let Some(after) = after {
        site.plans.put((coupling.id(), looking.span), after);
    }
    let next = if fields.text("do") == "send" { "send" } else { "plan" };
    Ok(go_to(&looking.address(next)))
}

fn refused(looking: &Looking, open: &OpenPlan, wrong: &[Wrong]) -> Answer {
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &PlanPage::of(looking, open, wrong))
}

/// Accepts an odd figure, where the button says so: `accept PERSON KEY`, with the reason beside it.
async fn accept(looking: &Looking, fields: &Fields) -> Result<bool, Failure> {
    let Some((person, key)) = fields
        .text("do")
        .strip_prefix("accept ")
        .and_then(|rest| rest.split_once(' '))
    else {
        return Ok(false);
    };
    let who: PersonId = person.parse().map_err(|_| Failure::NotFound)?;
    let reason = fields.text(&format!("reason-{person}"));
    let (hub, organisation) = (looking.guarded.hub(), looking.guarded.id());
    hub.accept_odd_figure(organisation, looking.span.range, who, key, reason)
        .await?;
    Ok(true)
}

/// `GET …/send`: what would be sent, in words, to be confirmed.
pub async fn confirm(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let looking = Looking::at(guarded, &name, &fields).await?;
    let Some(open) = looking.plan(&site) else {
        return Ok(go_to(&looking.address("plan")));
    };
    let approval = Approval::of(&looking, &open).await?;
    page(&ConfirmPage::of(&looking, &open, approval))
}

/// `POST …/approve`: four eyes: somebody else may send this very plan.
pub async fn approve(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let looking = Looking::at(guarded, &name, &fields).await?;
    let seen = fields.filled("fingerprint").ok_or(Failure::StaleForm)?;
    let open = looking.plan(&site).filter(|open| open.plan().fingerprint == seen);
    if open.is_none() {
        return Err(HubError::from(Refusal::PlanChanged).into());
    }
    let signed = &looking.guarded.signed;
    signed
        .hub
        .approve_plan(&signed.visitor, &looking.coupling, seen)
        .await?;
    Ok(go_to(&looking.address("send")))
}

/// `POST …/send`: "Opslaan in Nmbrs". A second click finds the first at work, or a plan that has changed.
pub async fn send(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let looking = Looking::at(guarded, &name, &fields).await?;
    let fingerprint = fields.filled("fingerprint").ok_or(Failure::StaleForm)?.to_owned();
    begin_sending(&site, &looking, fingerprint);
    Ok(on_the_way(&looking))
}

fn begin_sending(site: &Site, looking: &Looking, fingerprint: String) {
    let (plans, coupling, span) = (site.plans.clone(), looking.coupling.clone(), looking.span);
    let history = looking.guarded.address("history");
    let work = async move |hub: Hub| {
        let choice = Choice {
            fingerprint: Some(fingerprint),
        };
        let outcome = hub.apply_hours(&coupling, span, &choice).await;
        plans.forget(|(of, _)| of == coupling.id());
        Ok(format!("{history}/{}", outcome?.run.id))
    };
    site.jobs.begin(&looking.subject("send"), looking.guarded.hub(), work);
}

fn on_the_way(looking: &Looking) -> Response {
    go_to(&looking.address("plan"))
}
