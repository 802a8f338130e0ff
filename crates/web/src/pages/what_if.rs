//! `GET …/what-if`: the hours of some days under another rule set, figure beside figure. Nothing is sent or stored.

use super::asked::{Asked, coupling_address, coupling_of};
use super::settings::figure_text;
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use loonbrug_hub::hours::WhatIf;
use loonbrug_hub::presets;
use url::form_urlencoded::byte_serialize;

#[derive(Template)]
#[template(path = "what_if.html")]
struct WhatIfPage {
    shell: Shell,
    w: Words,
    asked: Asked,
    back: String,
    /// The rules that hold.
    rules: String,
    /// The rule sets that may be tried.
    sets: Vec<String>,
    /// The one that is tried; empty before one is chosen.
    chosen: String,
    /// The one person that it is about; empty for everybody.
    person: String,
    tried: Option<TriedView>,
}

struct TriedView {
    rows: Vec<RowView>,
    left_out: Vec<String>,
}

struct RowView {
    person: String,
    figure: String,
    now: i64,
    then: i64,
    difference: i64,
}

/// The address of the page for what was asked: of everybody, or of one person.
pub fn address(guarded: &Guarded, coupling: &str, asked: &Asked, person: &str) -> String {
    let person: String = byte_serialize(person.as_bytes()).collect();
    let query = asked.filtered(super::asked::Filter::All).query();
    coupling_address(guarded, coupling, &format!("/what-if?{query}&person={person}"))
}

/// `GET …/what-if?flow=…&from=…&to=…&rules=…&person=…`.
pub async fn show(guarded: Guarded, Path((_, name)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let coupling = coupling_of(&guarded, &name).await?;
    let asked = Asked::of(&fields)?;
    let span = asked.span(&guarded, &coupling)?;
    let (hub, w) = (guarded.hub(), guarded.w());
    let rules = coupling.settings.rule_set.clone();
    let own = hub.all_rule_sets(guarded.id()).await?.into_iter();
    let mut sets: Vec<String> = own.chain(presets()).map(|set| set.name).collect();
    sets.sort();
    sets.dedup();
    sets.retain(|set| *set != rules);
    let chosen = fields.text("rules").to_owned();
    let person = fields.text("person").to_owned();
    let tried = if sets.contains(&chosen) {
        let others = hub.rule_sets(guarded.id(), &chosen).await?;
        Some(tried(hub.what_if(&coupling, span, &others).await?, &person, w))
    } else {
        None
    };
    page(&WhatIfPage {
        shell: Shell::at(&guarded, Section::Couplings, "Met andere regels", "Under other rules"),
        w,
        back: coupling_address(&guarded, &name, &format!("/plan?{}", asked.query())),
        asked,
        rules,
        sets,
        chosen,
        person,
        tried,
    })
}

fn tried(tried: WhatIf, person: &str, w: Words) -> TriedView {
    let people = tried
        .people
        .into_iter()
        .filter(|of_person| person.is_empty() || of_person.person == person);
    let rows = people.flat_map(|of_person| {
        let name = of_person.person;
        of_person.figures.into_iter().map(move |change| RowView {
            person: name.clone(),
            figure: figure_text(change.figure, w),
            now: change.now.0,
            then: change.then.0,
            difference: change.difference().0,
        })
    });
    TriedView {
        rows: rows.collect(),
        left_out: if person.is_empty() { tried.left_out } else { Vec::new() },
    }
}
