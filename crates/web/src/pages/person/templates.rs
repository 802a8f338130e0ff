//! `…/people/templates`: settings for many people at once, first looked at, then applied.

use super::fields::{FieldView, Section, sections};
use super::settings::{from, wanted};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::reach::meant;
use crate::pages::typed::Typed;
use crate::shell::{self, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::Date;
use loonbrug_domain::profile::{ContractKind, SettingChange, SettingValue as _};
use loonbrug_hub::profiles::{Selection, TemplateLine, Wanted};

/// As many people are shown of a preview; all of them are changed.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "templates.html")]
struct TemplatesPage {
    shell: Shell,
    w: Words,
    address: String,
    today: Date,
    templates: Vec<TemplateView>,
    groups: Vec<String>,
    kinds: Vec<(String, String)>,
    sections: Vec<Section>,
    may_change: bool,
    typed: Typed,
}

struct TemplateView {
    name: String,
    settings: Vec<String>,
}

impl TemplatesPage {
    fn value<'a>(&'a self, form: &str, field: &'a FieldView) -> &'a str {
        if self.typed.is(form) {
            self.typed.typed(&format!("value-{}", field.word))
        } else {
            ""
        }
    }
}

#[derive(Template)]
#[template(path = "template_preview.html")]
struct PreviewPage {
    shell: Shell,
    w: Words,
    address: String,
    name: String,
    from: Date,
    people: String,
    changes: usize,
    lines: Vec<ChangeView>,
    more: bool,
    asked: Vec<(&'static str, String)>,
}

struct ChangeView {
    name: String,
    setting: &'static str,
    was: String,
    becomes: String,
}

/// `GET …/people/templates`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    shown(&guarded, fields.text("done"), Typed::default()).await
}

async fn shown(guarded: &Guarded, done: &str, typed: Typed) -> Answer {
    let (hub, w) = (guarded.hub(), guarded.w());
    let groups = hub.store.groups(guarded.id()).await?;
    let templates = hub.templates(guarded.id()).await?;
    let status = typed.status();
    let view = |template: loonbrug_hub::profiles::Template| TemplateView {
        settings: template
            .settings
            .iter()
            .map(|(field, setting)| format!("{}: {}", field.label(w.language), setting.shown(w.language)))
            .collect(),
        name: template.name,
    };
    let shell = Shell::at(
        guarded,
        shell::Section::People,
        "Templates voor velen",
        "Templates for many",
    );
    let shown = TemplatesPage {
        shell: shell.after(done),
        w,
        address: guarded.address("people/templates"),
        today: hub.surroundings.today(),
        templates: templates.into_iter().map(view).collect(),
        sections: sections(&[], &groups, None, w),
        groups: groups
            .into_iter()
            .filter(|group| !group.archived)
            .map(|group| group.name)
            .collect(),
        kinds: [ContractKind::ZeroHours, ContractKind::ContractHours]
            .iter()
            .map(|kind| (kind.written(), kind.shown(w.language)))
            .collect(),
        may_change: true,
        typed,
    };
    page_as(status, &shown)
}

/// `POST …/people/templates`: stores a template.
pub async fn save(guarded: Guarded, Posted(fields): Posted) -> Answer {
    match saved(&guarded, &fields).await {
        Ok(()) => Ok(go_to(&guarded.address("people/templates?done=saved"))),
        Err(failure) => {
            let typed = Typed::refused("template", fields, failure, guarded.w().language)?;
            shown(&guarded, "", typed).await
        }
    }
}

async fn saved(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let name = fields.filled("name").ok_or(Failure::Wrong(
        "Er is niets bewaard: geef de template een naam.",
        "Nothing was saved: give the template a name.",
    ))?;
    let all: Result<Vec<Option<Wanted>>, Failure> = fields.all("field").map(|word| wanted(fields, word)).collect();
    let all: Vec<Wanted> = all?.into_iter().flatten().collect();
    if all.is_empty() {
        return Err(Failure::Wrong(
            "Er is niets bewaard: kies ten minste één instelling.",
            "Nothing was saved: choose at least one setting.",
        ));
    }
    guarded.hub().save_template(guarded.id(), name, &all).await?;
    Ok(())
}

/// `POST …/people/templates/remove`: what it set stays.
pub async fn remove(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let hub = guarded.hub();
    hub.remove_template(guarded.id(), fields.text("name")).await?;
    Ok(go_to(&guarded.address("people/templates?done=saved")))
}

/// Who is chosen on a form.
async fn selection(guarded: &Guarded, fields: &Fields) -> Result<Selection, Failure> {
    let mut selection = Selection {
        everyone: fields.filled("everyone").is_some(),
        groups: fields.all("group").map(str::to_owned).collect(),
        contract_types: fields.all("contract-type").filter_map(ContractKind::parse).collect(),
        people: Vec::new(),
    };
    if let Some(typed) = fields.filled("person") {
        selection.people.push(meant(guarded, typed).await?.id);
    }
    if selection == Selection::default() {
        return Err(Failure::Wrong(
            "Er is niets veranderd: kies voor wie de template geldt, of kies iedereen.",
            "Nothing was changed: choose for whom the template holds, or choose everyone.",
        ));
    }
    Ok(selection)
}

/// `GET …/people/templates/preview?name=…`: what it would change for each.
pub async fn preview(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, w) = (guarded.hub(), guarded.w());
    let day = from(&fields)?;
    let selection = selection(&guarded, &fields).await?;
    let name = fields.text("name").to_owned();
    let lines = hub.preview_template(guarded.id(), &name, &selection, day).await?;
    let changes = lines.iter().map(|line| line.changes.len()).sum();
    let view = |line: &TemplateLine| -> Vec<ChangeView> {
        let of_line = line.changes.iter().map(|change| ChangeView {
            name: line.name.clone(),
            setting: change.field.label(w.language),
            was: was(change, w),
            becomes: becomes(change, w),
        });
        of_line.collect()
    };
    page(&PreviewPage {
        shell: Shell::at(&guarded, shell::Section::People, "Template toepassen", "Apply template"),
        w,
        address: guarded.address("people/templates"),
        from: day,
        people: w.count(lines.len(), ("medewerker", "medewerkers"), ("person", "people")),
        changes,
        lines: lines.iter().flat_map(view).take(SHOWN).collect(),
        more: changes > SHOWN,
        asked: asked(&fields),
        name,
    })
}

/// What was asked, to be sent along.
fn asked(fields: &Fields) -> Vec<(&'static str, String)> {
    let names = ["name", "from", "everyone", "group", "contract-type", "person"];
    let values = names
        .iter()
        .flat_map(|name| fields.all(name).map(|value| (*name, value.to_owned())));
    values.filter(|(_, value)| !value.is_empty()).collect()
}

fn was(change: &SettingChange, w: Words) -> String {
    match (&change.from, &change.disagreement) {
        (Some(from), _) => format!("{} ({})", from.setting.shown(w.language), from.owner.text(w.language)),
        (None, Some(_)) => w.t("groepen spreken elkaar tegen", "groups disagree").to_owned(),
        (None, None) => w.t("niet ingesteld", "not set").to_owned(),
    }
}

fn becomes(change: &SettingChange, w: Words) -> String {
    let to = change.to.shown(w.language);
    match change.until {
        None => to,
        Some(day) => format!("{to} {} {}", w.t("tot", "until"), w.date(&day)),
    }
}

/// `POST …/people/templates/apply`: all of it, or nothing. Doing it again changes nothing.
pub async fn apply(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let day = from(&fields)?;
    let selection = selection(&guarded, &fields).await?;
    let hub = guarded.hub();
    hub.apply_template(guarded.id(), fields.text("name"), &selection, day)
        .await?;
    Ok(go_to(&guarded.address("people/templates?done=saved")))
}
