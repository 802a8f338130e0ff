//! Vandaag: what needs a person, at one employer or at all of them (X6).

mod act;
mod employers;
mod item;

pub use act::{Acted, act, acted};
pub use employers::all;

use crate::answer::{Answer, Failure, go_to, page};
use crate::form::Fields;
use crate::guard::{Guarded, Signed};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use employers::RowView;
use item::{ItemView, may_see};
use loonbrug_domain::Date;
use loonbrug_domain::access::{Right, Role};
use loonbrug_hub::{CouplingOverview, HubError, Open};
use std::sync::Arc;

/// What waits, and how every coupling is.
#[derive(Debug)]
pub struct Day {
    /// What waits for a person.
    pub open: Vec<Open>,
    /// How every coupling is, by name.
    pub overview: Vec<CouplingOverview>,
}

async fn now(signed: &Signed) -> Result<Arc<Day>, Failure> {
    let hub = &signed.hub;
    let day = async {
        let (open, overview) = hub.day().await?;
        Ok::<_, HubError>(Day { open, overview })
    };
    Ok(signed.reckonings.day.now(hub, None, (), day).await?)
}

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    shell: Shell,
    w: Words,
    today: Date,
    items: Vec<ItemView>,
    rows: Vec<RowView>,
    link: Option<String>,
    terminals: Option<String>,
}

/// `GET /`: where somebody begins: the own page, the only employer, or all of them.
pub async fn home(signed: Signed) -> Answer {
    let grants = signed.visitor.grants();
    let begins = match grants {
        [first, ..] if grants.iter().all(|grant| grant.role == Role::Employee) => {
            format!("/e/{}/me", first.organisation)
        }
        [only] if only.role == Role::Planner => format!("/e/{}/hours", only.organisation),
        [only] => format!("/e/{}/today", only.organisation),
        _ => "/today".to_owned(),
    };
    Ok(go_to(&begins))
}

/// `GET /e/{organisation}/today`.
pub async fn one(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, id, w) = (guarded.hub(), guarded.id(), guarded.w());
    let day = now(&guarded.signed).await?;
    let is_seen =
        |item: &&Open| item.organisation == guarded.organisation.name && may_see(&guarded.signed, id, &item.what);
    let open = day.open.iter().filter(is_seen);
    let mut items: Vec<ItemView> = open.map(|item| ItemView::of(item, id, w)).collect();
    items.sort_by_key(|item| item.grade);
    let overview = day.overview.iter().filter(|coupling| coupling.organisation_id == id);
    let rows: Vec<RowView> = overview.map(|coupling| RowView::of(coupling, w)).collect();
    let address = |right: Right, rest: &str| guarded.may(right).then(|| guarded.address(rest));
    page(&TodayPage {
        shell: Shell::at(&guarded, Section::Today, "Vandaag", "Today").after(fields.text("done")),
        w,
        today: hub.surroundings.today(),
        items,
        link: address(Right::ChangeCouplings, "couplings/new").filter(|_| rows.is_empty()),
        rows,
        terminals: address(Right::ChangeSettings, "terminals"),
    })
}
