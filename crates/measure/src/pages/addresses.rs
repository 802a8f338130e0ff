//! The addresses of all pages, from the table of routes, with something real in the place of their parameters.

use super::fill::Filled;
use super::site::{Site, Visitor};
use crate::stage::COUPLING;
use loonbrug_web::routes;
use reqwest::Method;

/// A page that is asked for.
#[derive(Clone, Debug)]
pub struct Page {
    /// As the table of routes has it, with what was asked beside it.
    pub name: String,
    /// Its address.
    pub path: String,
    /// Who asks.
    pub visitor: Visitor,
    /// Whether it goes through everybody each time, because it shows what would change: asked for by itself only.
    pub is_preview: bool,
}

/// Routes that are no pages of somebody who is signed in, lead elsewhere, or are files.
const LEFT_OUT: [&str; 26] = [
    "/",
    "/assets/{version}/{name}",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/with/{provider}",
    "/sign-in/back",
    "/invitation/{secret}",
    "/invitation/{secret}/with/{provider}",
    "/prove/with/{provider}",
    "/account/accounts/{provider}",
    "/welcome",
    "/kiosk/worker.js",
    "/nmbrs/callback",
    "/today/done",
    // Only where a demonstration has a tour.
    "/tour",
    "/e/{organisation}/couplings/new/log-in",
    "/e/{organisation}/couplings/{coupling}/log-in",
    "/e/{organisation}/hours/import/template",
    "/e/{organisation}/ledgers/export",
    "/e/{organisation}/ledgers/{person}/export",
    "/e/{organisation}/why/{mark}",
    // There is no form that waits, and no webhook.
    "/unsent/{form}",
    "/e/{organisation}/settings/webhooks/{webhook}",
    // Asks Nmbrs while it is shown, at the pace that Nmbrs allows.
    "/e/{organisation}/ledgers/{person}/payout",
    // Shown with what was asked, below.
    "/e/{organisation}/planning/fill",
    "/e/{organisation}/people/templates/preview",
];

/// What is asked of a page beside its address: another month, another filter, a page further on.
const ASKED: [(&str, &str); 15] = [
    ("/e/{organisation}/hours", "show=grid"),
    ("/e/{organisation}/hours", "state=waiting&page=120"),
    ("/e/{organisation}/hours", "at=2023-04-12"),
    ("/e/{organisation}/hours", "group=Filiaal+07"),
    ("/e/{organisation}/hours", "name=jan"),
    ("/e/{organisation}/people", "page=90"),
    ("/e/{organisation}/people", "name=jan"),
    ("/e/{organisation}/planning", "group=Filiaal+07"),
    ("/e/{organisation}/planning", "page=150"),
    ("/e/{organisation}/planning/year", "group=Filiaal+07"),
    ("/e/{organisation}/ledgers", "page=90"),
    ("/e/{organisation}/ledgers", "name=jan"),
    ("/e/{organisation}/planning/fill", "week=2023-05-08&at=2023-05-22"),
    (
        "/e/{organisation}/people/templates/preview",
        "name=Oproepkrachten&from=2023-06-01&everyone=on",
    ),
    ("/today", "page=3"),
];

/// Pages that show what would change for everybody.
const PREVIEWS: [&str; 2] = [
    "/e/{organisation}/planning/fill",
    "/e/{organisation}/people/templates/preview",
];

/// Pages of a plan.
const OF_A_PLAN: [(&str, &str); 5] = [
    ("plan", ""),
    ("plan", "&page=50"),
    ("plan", "&filter=wait"),
    ("send", ""),
    ("what-if", ""),
];

/// All pages.
pub fn pages(site: &Site, filled: &Filled, why: Option<&str>) -> Vec<Page> {
    let page = |name: &str, path: String| Page {
        visitor: if name.contains("/me") {
            &site.employee
        } else {
            &site.owner
        }
        .clone(),
        name: name.to_owned(),
        path,
        is_preview: PREVIEWS.iter().any(|preview| name.starts_with(preview)),
    };
    let rows = routes().into_iter().map(|(row, _)| row);
    let shown = rows.filter(|row| row.method == Method::GET && !LEFT_OUT.contains(&row.path));
    let without_plan = shown.filter(|row| !is_of_a_plan(row.path));
    let mut pages: Vec<Page> = without_plan
        .map(|row| page(row.path, filled_in(row.path, site, filled)))
        .collect();
    let asked = ASKED.iter().map(|(path, query)| {
        let address = filled_in(path, site, filled);
        page(&format!("{path}?{query}"), format!("{address}?{query}"))
    });
    pages.extend(asked);
    let of_plan = OF_A_PLAN.iter().map(|(what, query)| {
        let name = format!("/e/{{organisation}}/couplings/{{coupling}}/{what}{query}");
        page(&name, format!("{}{query}", plan_address(filled, what)))
    });
    pages.extend(of_plan);
    pages.extend(why.map(|why| page("/e/{organisation}/couplings/{coupling}/why", why.to_owned())));
    pages
}

fn is_of_a_plan(path: &str) -> bool {
    let last = path.rsplit('/').next();
    path.contains("{coupling}") && matches!(last, Some("plan" | "send" | "why" | "what-if"))
}

/// The address of a page about the plan of the month that is open.
pub fn plan_address(filled: &Filled, what: &str) -> String {
    let month = filled.month;
    let query = format!("flow=hours&from={}&to={}", month.from, month.to);
    format!("/e/{}/couplings/{COUPLING}/{what}?{query}", filled.organisation)
}

fn filled_in(path: &str, site: &Site, filled: &Filled) -> String {
    let person = filled.people.get(filled.people.len() / 2).map(|person| person.id);
    let parts = path.split('/').map(|part| match part {
        "{organisation}" => filled.organisation.to_string(),
        "{coupling}" => COUPLING.to_owned(),
        "{person}" => person.map(|id| id.to_string()).unwrap_or_default(),
        "{entry}" | "{shift}" => filled.shift.to_string(),
        "{run}" => filled.run.to_string(),
        "{name}" => filled.rule_set.clone(),
        "{user}" => site.owner.user.to_string(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}
