//! What is done at many employers at once: each by itself, so that one that fails stops no other.

use super::employers::Asked;
use super::item::{coupling as address_of, plan as plan_of};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::Posted;
use crate::guard::Signed;
use crate::jobs::{End, Stand};
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::State;
use futures::StreamExt as _;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{DateRange, PayPeriod};
use loonbrug_hub::hours::Flow;
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::{Hub, HubError, OpenCoupling};
use std::collections::BTreeSet;

/// So many employers are worked on at the same time.
const AT_ONCE: usize = 4;
const DONE: &str = "/today/done";

/// What was done at many employers, kept until something else is.
#[derive(Clone, Debug)]
pub struct Acted {
    what: What,
    lines: Vec<Line>,
}

/// What came of it at one of them.
#[derive(Clone, Debug)]
struct Line {
    employer: String,
    coupling: String,
    address: String,
    class: &'static str,
    text: String,
}

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// Bring people up to date.
    People,
    /// Make the plan of hours of the pay period that ended last.
    Plans,
}

#[derive(Template)]
#[template(path = "today_done.html")]
struct DonePage {
    shell: Shell,
    w: Words,
    working: Option<Stand>,
    failed: Option<String>,
    acted: Option<Acted>,
}

impl What {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "people" => Some(Self::People),
            "plans" => Some(Self::Plans),
            _ => None,
        }
    }

    const fn right(self) -> Right {
        match self {
            Self::People => Right::ChangePeople,
            Self::Plans => Right::SeePlans,
        }
    }
}

impl Acted {
    /// Whether it was about people.
    fn is_about_people(&self) -> bool {
        self.what == What::People
    }
}

fn subject(signed: &Signed) -> String {
    format!("today {}", signed.user)
}

/// `POST /today/act`: on those that were ticked, or on all that the list shows.
pub async fn act(State(site): State<Site>, signed: Signed, Posted(fields): Posted) -> Answer {
    let what = What::parse(fields.text("do")).ok_or(Failure::NotFound)?;
    let asked = Asked::of(&fields);
    let ticked: BTreeSet<&str> = fields.all("coupling").collect();
    let everything = fields.filled("all").is_some();
    let overview = signed.hub.overview().await?;
    let wanted = overview.iter().filter(|one| {
        if everything {
            asked.shows(one)
        } else {
            ticked.contains(one.id.to_string().as_str())
        }
    });
    let wanted: BTreeSet<_> = wanted.map(|one| one.id).collect();
    let mut chosen = Vec::new();
    for coupling in signed.hub.couplings().await? {
        let organisation = coupling.organisation();
        if wanted.contains(&coupling.id()) && signed.visitor.has(what.right(), organisation) {
            signed.hub.allowed(&signed.visitor, what.right(), organisation).await?;
            chosen.push(coupling);
        }
    }
    if chosen.is_empty() {
        return Ok(go_to("/today"));
    }
    begin(&site, &signed, what, chosen).await?;
    Ok(go_to(DONE))
}

async fn begin(site: &Site, signed: &Signed, what: What, chosen: Vec<OpenCoupling>) -> Result<(), Failure> {
    let organisations = signed.hub.store.organisations().await?;
    let name = move |id: OrganisationId| {
        let found = organisations.iter().find(|one| one.id == id);
        found.map(|one| one.name.clone()).unwrap_or_default()
    };
    let (site, unwatched, user, w) = (site.clone(), signed.hub.clone(), signed.user, signed.w);
    let jobs = site.jobs.clone();
    let work = async move |_: Hub| {
        let (site, unwatched) = (&site, &unwatched);
        let lines: Vec<Line> = futures::stream::iter(chosen)
            .map(|coupling| {
                let employer = name(coupling.organisation());
                async move { line(site, unwatched, what, &coupling, employer, w).await }
            })
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut lines = lines;
        lines.sort_by(|one, other| (&one.employer, &one.coupling).cmp(&(&other.employer, &other.coupling)));
        site.acted.put(user, Acted { what, lines });
        Ok(DONE.to_owned())
    };
    jobs.begin(&subject(signed), &signed.hub, work);
    Ok(())
}

async fn line(site: &Site, hub: &Hub, what: What, coupling: &OpenCoupling, employer: String, w: Words) -> Line {
    let days = last_period(hub, coupling);
    let done = match what {
        What::People => people(hub, coupling, w).await,
        What::Plans => plan(site, hub, coupling, days, w).await,
    };
    let (class, text) = match done {
        Ok(done) => done,
        Err(error) => ("bad", format!("× {}", error_text(&error, w.language))),
    };
    let address = address_of(coupling.organisation(), &coupling.row.name);
    let rest = match what {
        What::People => "/people".to_owned(),
        What::Plans => plan_of(Flow::Hours, days),
    };
    Line {
        employer,
        coupling: coupling.row.name.clone(),
        address: format!("{address}{rest}"),
        class,
        text,
    }
}

fn last_period(hub: &Hub, coupling: &OpenCoupling) -> DateRange {
    let now = PayPeriod::containing(coupling.settings.company.frequency, hub.surroundings.today());
    now.previous().wage_range()
}

async fn people(hub: &Hub, coupling: &OpenCoupling, w: Words) -> Result<(&'static str, String), HubError> {
    let run = hub.apply_people(coupling, &PeopleChoice::default()).await?;
    let changes = w.count(
        run.plan.changes.len(),
        ("wijziging", "wijzigingen"),
        ("change", "changes"),
    );
    Ok((
        "good",
        format!("✓ {}: {changes}", w.t("bijgewerkt", "brought up to date")),
    ))
}

async fn plan(
    site: &Site,
    hub: &Hub,
    coupling: &OpenCoupling,
    days: DateRange,
    w: Words,
) -> Result<(&'static str, String), HubError> {
    let span = hub.span(coupling, days, None)?;
    let open = hub.open_plan(coupling, span).await?;
    let (send, refused) = (open.plan().to_send().count(), open.plan().refused.len());
    site.plans.put((coupling.id(), span), open);
    let lines = w.lines(send);
    Ok(if refused > 0 {
        let waiting = w.t("wachten op jou", "wait for you");
        ("wait", format!("⚠ {lines} · {refused} {waiting}"))
    } else if send == 0 {
        ("same", format!("= {}", w.t("niets te versturen", "nothing to send")))
    } else {
        (
            "good",
            format!("● {lines} {}", w.t("klaar om te versturen", "ready to send")),
        )
    })
}

/// `GET /today/done`: how far it is, then what came of it.
pub async fn acted(State(site): State<Site>, signed: Signed) -> Answer {
    let w = signed.w;
    let mut shown = DonePage {
        shell: Shell::signed(&signed, "Alle werkgevers", "All employers"),
        w,
        working: None,
        failed: None,
        acted: None,
    };
    if let Some(job) = site.jobs.about(&subject(&signed)) {
        match job.end() {
            None => shown.working = Some(job.stand()),
            Some(End::At(_)) => {}
            Some(End::Failed(error)) => shown.failed = Some(error_text(&error, w.language)),
            Some(End::BrokeOff) => {
                let text = w.t(
                    "Dit werk is afgebroken door een fout van ons. Begin het opnieuw.",
                    "This work broke off by a fault of ours. Begin it again.",
                );
                shown.failed = Some(text.to_owned());
            }
        }
    }
    if shown.working.is_none() {
        shown.acted = site.acted.get(signed.user).map(|acted| Acted::clone(&acted));
    }
    page(&shown)
}
