//! Templates: settings for many people at once, first looked at, then applied.

use super::profile::wanted;
use crate::asked::{Body, In, Query};
use crate::bounds::LONGEST_NAME;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use axum::http::StatusCode;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::{ContractKind, SettingChange};
use loonbrug_domain::{Date, Language};
use loonbrug_hub::profiles::{self as hub, Selection};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// More people are selected by group or contract.
const MOST: usize = 10_000;

/// A named part of a profile.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "name": "oproep", "values": { "waiting-days": "1", "surcharge-hours": "worked-hours" } }))]
pub struct Template {
    /// Name, unique at the employer.
    name: String,
    /// By word of the setting its value.
    values: BTreeMap<&'static str, String>,
}

/// What a template sets.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "values": { "waiting-days": "1" } }))]
pub struct NewTemplate {
    /// By word of the setting its value.
    values: BTreeMap<String, String>,
}

/// Who gets a template from a day on: active people who fit everything that is said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-06-01", "groups": ["Partimers"], "contract_types": ["zero-hours"] }))]
pub struct Application {
    /// From this day on.
    from: Date,
    /// Everyone, as far as the rest does not say otherwise.
    #[serde(default)]
    everyone: bool,
    /// In one of these groups.
    #[serde(default)]
    groups: Vec<String>,
    /// With one of these types of contract on the first day.
    #[serde(default)]
    contract_types: Vec<ContractType>,
    /// These people.
    #[serde(default)]
    #[schema(max_items = 10_000)]
    people: Vec<Uuid>,
}

/// A type of contract.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "zero-hours")]
pub enum ContractType {
    /// 0-uren contract.
    ZeroHours,
    /// With contract hours.
    ContractHours,
}

/// What a template changes for one person.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "employee_number": 1001, "name": "Thomas Lakeman",
    "changes": [{ "field": "waiting-days", "from": null, "to": "1", "until": null }],
}))]
pub struct TemplateLine {
    /// Number at the employer.
    employee_number: Option<i64>,
    /// Name.
    name: String,
    /// The changes; empty where everything is so already.
    changes: Vec<Change>,
}

/// What changes about one setting.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "field": "waiting-days", "from": null, "to": "1", "until": null }))]
pub struct Change {
    /// Its word.
    field: &'static str,
    /// What holds now, with whose word it is, for a person who reads it; `null` where nothing does.
    from: Option<String>,
    /// The person's own from then on.
    to: String,
    /// The day on which an entry that the person has already takes over again.
    until: Option<Date>,
}

impl Template {
    fn of(template: hub::Template) -> Self {
        let settings = template.settings.iter();
        Self {
            values: settings
                .map(|(field, setting)| (field.word(), setting.written()))
                .collect(),
            name: template.name,
        }
    }
}

impl TemplateLine {
    fn of(line: hub::TemplateLine, language: Language) -> Self {
        let change = |change: &SettingChange| Change {
            field: change.field.word(),
            from: change.from.as_ref().map(|from| {
                let (shown, whose) = (from.setting.shown(language), from.owner.text(language));
                format!("{shown} ({whose})")
            }),
            to: change.to.written(),
            until: change.until,
        };
        Self {
            employee_number: line.number,
            changes: line.changes.iter().map(change).collect(),
            name: line.name,
        }
    }
}

impl Application {
    async fn selection(&self, guarded: &Guarded) -> Result<Selection, Failure> {
        if self.people.len() > MOST {
            return Err(Wrong::body("/people", "Ten hoogste 10.000.", "At most 10,000."));
        }
        for (place, group) in self.groups.iter().enumerate() {
            super::groups::in_use(guarded, &format!("/groups/{place}"), Some(group)).await?;
        }
        let asked: Vec<PersonId> = self.people.iter().map(|person| PersonId(*person)).collect();
        let known = guarded.hub().people_among(&guarded.allowed, &asked).await?;
        if let Some(place) = asked.iter().position(|id| !known.iter().any(|person| person.id == *id)) {
            return Err(Wrong::body(
                &format!("/people/{place}"),
                "Deze medewerker is er niet.",
                "There is no such person.",
            ));
        }
        Ok(Selection {
            everyone: self.everyone,
            groups: self.groups.clone(),
            contract_types: self
                .contract_types
                .iter()
                .map(|kind| match kind {
                    ContractType::ZeroHours => ContractKind::ZeroHours,
                    ContractType::ContractHours => ContractKind::ContractHours,
                })
                .collect(),
            people: asked,
        })
    }
}

/// The template of the path.
async fn name_of(guarded: &Guarded) -> Result<String, Failure> {
    let name: String = guarded.named("template")?;
    let known = guarded.hub().templates(guarded.id()).await?;
    let found = known.into_iter().find(|template| template.name == name);
    Ok(found.ok_or(Failure::NotFound)?.name)
}

/// The templates of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/templates", operation_id = "listTemplates", tag = "people",
    summary = "Templates",
    params(Paging),
    responses((status = 200, description = "A page of templates, by name.", body = Page<Template>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Template>>, Failure> {
    let templates = guarded.hub().templates(guarded.id()).await?;
    let name = |template: &hub::Template| template.name.clone();
    Ok(Json(paging.page(templates, name, Template::of)?))
}

/// Stores a template, in the place of a former one of this name. What a former one set stays.
#[utoipa::path(
    put, path = "/organisations/{organisation}/templates/{template}", operation_id = "setTemplate", tag = "people",
    summary = "Make or change a template",
    request_body = NewTemplate,
    responses((status = 200, description = "The template as it is now.", body = Template)),
)]
pub async fn set(guarded: Guarded, Body(new): Body<NewTemplate>) -> Result<Json<Template>, Failure> {
    let name: String = guarded.named("template")?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Failure::NotFound);
    }
    let values = new.values.into_iter().map(|(word, value)| (word, Some(value)));
    let wanted = wanted(&values.collect())?;
    let template = guarded.hub().save_template(guarded.id(), &name, &wanted).await?;
    Ok(Json(Template::of(template)))
}

/// Removes a template; what it set stays.
#[utoipa::path(
    delete, path = "/organisations/{organisation}/templates/{template}", operation_id = "removeTemplate", tag = "people",
    summary = "Remove a template",
    responses((status = 204, description = "It is gone.")),
)]
pub async fn remove(guarded: Guarded) -> Result<StatusCode, Failure> {
    let name = name_of(&guarded).await?;
    guarded.hub().remove_template(guarded.id(), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a template would change, person by person; nothing is stored.
#[utoipa::path(
    post, path = "/organisations/{organisation}/templates/{template}/looks", operation_id = "lookAtTemplate",
    tag = "people",
    summary = "Look at what a template would change",
    request_body = Application,
    responses((status = 200, description = "Everybody who is selected.", body = Vec<TemplateLine>)),
)]
pub async fn look(
    guarded: Guarded,
    In(language): In,
    Body(asked): Body<Application>,
) -> Result<Json<Vec<TemplateLine>>, Failure> {
    let name = name_of(&guarded).await?;
    let selection = asked.selection(&guarded).await?;
    let hub = guarded.hub();
    let lines = hub
        .preview_template(guarded.id(), &name, &selection, asked.from)
        .await?;
    let shown = lines.into_iter().map(|line| TemplateLine::of(line, language));
    Ok(Json(shown.collect()))
}

/// Applies a template: all of it, or nothing. The second time it changes nothing.
#[utoipa::path(
    post, path = "/organisations/{organisation}/templates/{template}/applications", operation_id = "applyTemplate",
    tag = "people",
    summary = "Apply a template",
    params(OnceHeader), request_body = Application,
    responses((status = 201, description = "What was changed.", body = Vec<TemplateLine>)),
)]
pub async fn apply(guarded: Guarded, In(language): In, once: Once<Application>) -> Answer {
    let name = name_of(&guarded).await?;
    let asking = guarded.clone();
    once.make(&guarded, async move |asked| {
        let selection = asked.selection(&asking).await?;
        let hub = asking.hub();
        let lines = hub.apply_template(asking.id(), &name, &selection, asked.from).await?;
        let shown = lines.into_iter().map(|line| TemplateLine::of(line, language));
        Ok(shown.collect::<Vec<_>>())
    })
    .await
}
