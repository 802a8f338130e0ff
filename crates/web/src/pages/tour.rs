//! `/tour`: on to a step of the guided tour, or away from it.

use super::sign_in::own_path;
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Signed;
use crate::site::Site;
use crate::tour::{CLOSED, COOKIE, Step, Tour};
use axum::extract::{RawQuery, State};
use axum::http::header::{HeaderValue, SET_COOKIE};
use loonbrug_domain::ids::RunId;
use loonbrug_hub::hours::Flow;
use loonbrug_store::Part;
use serde_json::Value;
use std::sync::Arc;
use url::form_urlencoded::byte_serialize;

/// Runs among which the newest of hours is looked for.
const LOOKED_AT: i64 = 50;

/// `GET /tour?step=…`: the page of a step.
pub async fn show(State(site): State<Site>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let tour = tour(&site)?;
    let step = Step::parse(fields.text("step")).ok_or(Failure::NotFound)?;
    Ok(go_to(&address(&tour, &signed, step).await?))
}

/// `POST /tour`: the next step, or no more of it.
pub async fn go(State(site): State<Site>, signed: Signed, Posted(fields): Posted) -> Answer {
    let tour = tour(&site)?;
    let next = Step::parse(fields.text("step")).and_then(Step::next);
    let (kept, to) = match (fields.text("do"), next) {
        ("next", Some(next)) => (next.word(), address(&tour, &signed, next).await?),
        ("close", _) => (CLOSED, own_path(fields.text("page")).to_owned()),
        _ => return Err(Failure::NotFound),
    };
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={kept}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}");
    let mut response = go_to(&to);
    let cookie = HeaderValue::from_str(&cookie).map_err(|_| Failure::NotFound)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

fn tour(site: &Site) -> Result<Arc<Tour>, Failure> {
    site.tour.clone().ok_or(Failure::NotFound)
}

/// The page of a step, as far as things have come.
async fn address(tour: &Tour, signed: &Signed, step: Step) -> Result<String, Failure> {
    let employer = format!("/e/{}", tour.organisation);
    let name: String = byte_serialize(tour.coupling.as_bytes()).collect();
    let coupling = format!("{employer}/couplings/{}", name.replace('+', "%20"));
    let flow = Flow::Hours.as_str();
    let plan = format!(
        "{coupling}/plan?flow={flow}&from={}&to={}",
        tour.days.from, tour.days.to
    );
    Ok(match step {
        Step::Today => format!("{employer}/today"),
        Step::Coupling => coupling,
        Step::Plan => plan,
        Step::Proof => match sent(tour, signed).await? {
            Some(run) => format!("{employer}/history/{run}"),
            None => format!("{employer}/history"),
        },
        Step::Why => match mark(tour, signed).await? {
            Some(mark) => format!("{employer}/why/{mark}"),
            None => plan,
        },
        Step::Phone => {
            let grant = signed.visitor.grant(tour.organisation);
            match grant.and_then(|grant| grant.person) {
                Some(_) => format!("{employer}/me"),
                None => format!("{employer}/people/{}", tour.person),
            }
        }
    })
}

/// The newest run that sent hours.
async fn sent(tour: &Tour, signed: &Signed) -> Result<Option<RunId>, Failure> {
    let coupling = signed.hub.coupling(&tour.coupling).await?;
    let runs = signed.hub.store.runs(Some(coupling.id()), LOOKED_AT).await?;
    let of_hours = |run: &&loonbrug_store::Run| run.flow == Flow::Hours.as_str();
    Ok(runs.iter().find(of_hours).map(|run| run.id))
}

/// The mark of the first line of that run.
async fn mark(tour: &Tour, signed: &Signed) -> Result<Option<String>, Failure> {
    let Some(run) = sent(tour, signed).await? else {
        return Ok(None);
    };
    let first = Part { skip: 0, most: 1 };
    let lines = signed.hub.store.run_lines_part(run, first).await?;
    let content = lines.first().map(|line| serde_json::from_str::<Value>(&line.content));
    Ok(content.and_then(|content| content.ok()?["mark"].as_str().map(str::to_owned)))
}
