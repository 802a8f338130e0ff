//! Surcharge rules: which there are, in words, and a file of them: looked at with its effect, then taken over.

use super::{Part, parts, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::Posted;
use crate::guard::Guarded;
use crate::pages::couplings::last_period;
use crate::shell::Shell;
use crate::upload::uploaded;
use crate::words::Words;
use askama::Template;
use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use loonbrug_domain::rules::{read_rule_file, write_rule_file};
use loonbrug_domain::{DateRange, RuleSet};
use loonbrug_hub::hours::WhatIf;
use loonbrug_hub::{ConfigurationChange, OpenCoupling, RuleInWords, rule_words};

#[derive(Template)]
#[template(path = "settings_rules.html")]
struct RulesPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    file_address: String,
    sets: Vec<SetRow>,
    text: String,
    faults: Vec<(usize, String)>,
    failed: Option<String>,
    look: Option<Look>,
}

struct SetRow {
    address: String,
    name: String,
    own: bool,
    from: String,
    until: String,
    version: String,
    used_by: String,
}

/// What a file would change.
struct Look {
    changes: Vec<ConfigurationChange>,
    effect: Option<Effect>,
}

/// The hours of a pay period under the rules of the file.
struct Effect {
    coupling: String,
    days: String,
    rows: Vec<(String, String, String, String, String)>,
}

#[derive(Template)]
#[template(path = "settings_rule_set.html")]
struct RuleSetPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    list: String,
    name: String,
    sets: Vec<SetView>,
    text: String,
}

struct SetView {
    from: String,
    note: String,
    rules: Vec<RuleInWords>,
    holidays: Vec<(String, String)>,
}

async fn rules_page(guarded: &Guarded, text: &str) -> Result<RulesPage, Failure> {
    let w = guarded.w();
    let sets = guarded.hub().list_rules(Some(guarded.id())).await?.into_iter();
    Ok(RulesPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/rules"),
        address: guarded.address("settings/rules"),
        file_address: guarded.address("settings/rule-file"),
        sets: sets
            .map(|set| SetRow {
                address: guarded.address(&format!("settings/rules/{}", encoded(&set.name))),
                own: set.organisation.is_some(),
                from: w.date(&set.valid_from),
                until: set.valid_until.map_or_else(String::new, |day| w.date(&day)),
                used_by: set.used_by.join(", "),
                version: set.version,
                name: set.name,
            })
            .collect(),
        text: text.to_owned(),
        faults: Vec::new(),
        failed: None,
        look: None,
    })
}

fn encoded(name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    name.replace('+', "%20")
}

async fn couplings_of(guarded: &Guarded) -> Result<Vec<OpenCoupling>, Failure> {
    Ok(guarded.hub().couplings_of(guarded.id()).await?)
}

/// `GET …/settings/rules`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let mut shown = rules_page(&guarded, "").await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `GET …/settings/rules/{name}`: in words, and as the file that can be changed and taken over.
pub async fn one(guarded: Guarded, Path((_, name)): Path<(String, String)>) -> Answer {
    let sets = guarded.hub().rule_sets(guarded.id(), &name).await?;
    let w = guarded.w();
    let year = guarded.hub().surroundings.today().year();
    let view = |set: &RuleSet| SetView {
        from: w.date(&set.valid_from),
        note: set.note.clone().unwrap_or_default(),
        rules: rule_words(set, w.language),
        holidays: super::holidays(set, year, w),
    };
    page(&RuleSetPage {
        shell: shell(&guarded, None),
        w,
        parts: parts(&guarded, "settings/rules"),
        list: guarded.address("settings/rules"),
        sets: sets.iter().map(view).collect(),
        text: write_rule_file(&sets).unwrap_or_default(),
        name,
    })
}

/// `POST …/settings/rules`: looks at a file, or takes it over; one with a fault is refused whole.
pub async fn act(guarded: Guarded, Posted(fields): Posted) -> Answer {
    judged(&guarded, fields.raw("rules"), fields.text("do") == "take").await
}

/// `POST …/settings/rule-file`: looks at a file that was sent.
pub async fn sent(guarded: Guarded, upload: Multipart) -> Answer {
    let (_, bytes) = uploaded(&guarded.signed, upload).await?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::Wrong(
            "Dit is geen tekstbestand. Er is niets veranderd; kies een regelbestand (TOML).",
            "This is no file of text. Nothing was changed; choose a rule file (TOML).",
        )
    });
    match text {
        Ok(text) => judged(&guarded, text.trim_start_matches('\u{feff}'), false).await,
        Err(failure) => {
            let mut shown = rules_page(&guarded, "").await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn judged(guarded: &Guarded, text: &str, is_final: bool) -> Answer {
    let rules = match read_rule_file(text) {
        Ok(rules) => rules,
        Err(faults) => {
            let mut shown = rules_page(guarded, text).await?;
            let language = shown.w.language;
            let said = faults.iter().map(|fault| (fault.line, fault.text(language).to_owned()));
            shown.faults = said.collect();
            return page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let outcome = if is_final {
        let taken = guarded.hub().import_rules(guarded.id(), &rules).await;
        taken.map(|_| None).map_err(Failure::from)
    } else {
        look(guarded, &rules).await.map(Some)
    };
    match outcome {
        Ok(None) => Ok(go_to(&guarded.address("settings/rules?done=saved"))),
        Ok(Some(look)) => {
            let mut shown = rules_page(guarded, text).await?;
            shown.look = Some(look);
            page(&shown)
        }
        Err(failure) => {
            let mut shown = rules_page(guarded, text).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn look(guarded: &Guarded, rules: &[RuleSet]) -> Result<Look, Failure> {
    let hub = guarded.hub();
    let changes = hub.compare_rules(guarded.id(), rules).await?;
    let couplings = couplings_of(guarded).await?;
    let of_file = |coupling: &&OpenCoupling| rules.iter().any(|set| set.name == coupling.settings.rule_set);
    // The effect on whom the rules are for; a new set is tried on the first coupling.
    let coupling = couplings.iter().find(of_file).or(couplings.first());
    let effect = match (coupling, rules.first()) {
        (Some(coupling), Some(first)) => {
            let same: Vec<RuleSet> = rules.iter().filter(|set| set.name == first.name).cloned().collect();
            let days: DateRange = last_period(guarded, coupling);
            let span = hub.span(coupling, days, None)?;
            let tried = hub.what_if(coupling, span, &same).await?;
            Some(effect(&tried, coupling, guarded.w()))
        }
        _ => None,
    };
    Ok(Look { changes, effect })
}

fn effect(tried: &WhatIf, coupling: &OpenCoupling, w: Words) -> Effect {
    let mut rows = Vec::new();
    for person in &tried.people {
        for change in person.figures.iter().filter(|change| change.difference().0 != 0) {
            rows.push((
                person.person.clone(),
                super::figure_text(change.figure, w),
                w.hours(&change.now.0),
                w.hours(&change.then.0),
                w.hours(&change.difference().0),
            ));
        }
    }
    Effect {
        coupling: coupling.row.name.clone(),
        days: w.days(&tried.range),
        rows,
    }
}
