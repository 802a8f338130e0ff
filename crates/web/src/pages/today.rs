//! Vandaag: what needs a person, at one employer or at all of them (X6).

mod act;
mod employers;
mod item;

pub use act::{Acted, act, acted};
pub use employers::all;

use crate::answer::{Answer, go_to, page};
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
    let mut open = hub.inbox().await?;
    open.retain(|item| item.organisation == guarded.organisation.name && may_see(&guarded.signed, id, &item.what));
    let mut items: Vec<ItemView> = open.iter().map(|item| ItemView::of(item, id, w)).collect();
    items.sort_by_key(|item| item.grade);
    let mut overview = hub.overview().await?;
    overview.retain(|coupling| coupling.organisation_id == id);
    let address = |right: Right, rest: &str| guarded.may(right).then(|| guarded.address(rest));
    page(&TodayPage {
        shell: Shell::at(&guarded, Section::Today, "Vandaag", "Today").after(fields.text("done")),
        w,
        today: hub.surroundings.today(),
        items,
        rows: overview.iter().map(|coupling| RowView::of(coupling, w)).collect(),
        link: address(Right::ChangeCouplings, "couplings/new").filter(|_| overview.is_empty()),
        terminals: address(Right::ChangeSettings, "terminals"),
    })
}
