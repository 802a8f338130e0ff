//! Settings of the organisation, of groups and of people, in layers: what holds on a day, and whose word it is.

use crate::asked::{Body, In, ParameterNames, Query};
use crate::bounds::{LONGEST_TEXT, at_most};
use crate::failure::{Failure, Place, Wrong};
use crate::guard::Guarded;
use crate::resources::groups::group_of;
use axum::Json;
use loonbrug_domain::profile::{Field, Owner, Setting, SettingError};
use loonbrug_domain::{Date, Language};
use loonbrug_hub::profiles as hub;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// What holds about one setting, and whose word it is.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "field": "waiting-days", "label": "Waiting days of a sickness", "value": "1", "text": "1", "whose": "group",
    "group": "Partimers", "since": "2023-01-01", "disagreement": null,
}))]
pub struct ProfileLine {
    /// Its word.
    field: &'static str,
    /// What it is called.
    label: &'static str,
    /// The value, as it is set; `null` where nobody set it.
    value: Option<String>,
    /// The value, for a person who reads it.
    text: String,
    /// Whose word it is: `person`, `group` or `organisation`.
    whose: Option<&'static str>,
    /// The group whose word it is.
    group: Option<String>,
    /// Since when.
    since: Option<Date>,
    /// What groups disagree about, where they do: nothing is guessed then.
    disagreement: Option<String>,
}

/// What is set from a day on. What is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-06-01", "values": { "waiting-days": "1", "meal": null } }))]
pub struct NewSettings {
    /// From this day on.
    from: Date,
    /// By word of the setting its value; `null` gives it back to the level above.
    #[schema(value_type = BTreeMap<String, Option<String>>)]
    values: BTreeMap<String, Option<String>>,
}

/// On which day.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// The day; today where it is left out.
    #[param(example = "2023-05-17")]
    date: Option<Date>,
}

impl ParameterNames for OnDay {
    const NAMES: &'static [&'static str] = &["date"];
}

impl ProfileLine {
    fn of(line: &hub::ProfileLine, language: Language) -> Self {
        let effective = line.effective.as_ref();
        let (whose, group) = match effective.map(|effective| &effective.owner) {
            None => (None, None),
            Some(Owner::Organisation) => (Some("organisation"), None),
            Some(Owner::Group(name)) => (Some("group"), Some(name.clone())),
            Some(Owner::Person(_)) => (Some("person"), None),
        };
        Self {
            field: line.field.word(),
            label: line.field.label(language),
            value: effective.map(|effective| effective.setting.written()),
            text: effective
                .map(|effective| effective.setting.shown(language))
                .unwrap_or_default(),
            whose,
            group,
            since: effective.map(|effective| effective.since),
            disagreement: line.ambiguity.as_ref().map(|ambiguity| ambiguity.text(language)),
        }
    }
}

/// The setting of this word, and what a text says of it; a refusal names it.
pub fn wanted(values: &BTreeMap<String, Option<String>>) -> Result<Vec<hub::Wanted>, Failure> {
    if values.is_empty() {
        return Err(Wrong::body(
            "/values",
            "Noem ten minste één instelling.",
            "Name at least one setting.",
        ));
    }
    let of_field = |(word, value): (&String, &Option<String>)| {
        let pointer = format!("/values/{}", word.replace('~', "~0").replace('/', "~1"));
        let field: Field = word.parse().map_err(|()| {
            Wrong::body(
                &pointer,
                "Deze instelling is er niet. Het profiel noemt ze alle.",
                "There is no such setting. The profile names them all.",
            )
        })?;
        let setting = match value {
            None => None,
            Some(text) => {
                at_most(&pointer, text, LONGEST_TEXT)?;
                Some(Setting::parse(field, text).map_err(|error| not_possible(pointer, &error))?)
            }
        };
        Ok(hub::Wanted { field, setting })
    };
    values.iter().map(of_field).collect()
}

fn not_possible(pointer: String, error: &SettingError) -> Failure {
    Failure::Fields(vec![Wrong {
        place: Place::Body(pointer),
        why: (error.text(Language::Dutch), error.text(Language::English)),
    }])
}

async fn lines(
    guarded: &Guarded,
    whose: &Owner,
    date: Option<Date>,
    language: Language,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let hub = guarded.hub();
    let date = date.unwrap_or_else(|| hub.surroundings.today());
    let lines = hub.profile(guarded.id(), whose, date).await?;
    Ok(Json(lines.iter().map(|line| ProfileLine::of(line, language)).collect()))
}

async fn set(
    guarded: &Guarded,
    whose: &Owner,
    new: &NewSettings,
    language: Language,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let wanted = wanted(&new.values)?;
    guarded
        .hub()
        .set_profile(guarded.id(), whose, new.from, &wanted)
        .await?;
    lines(guarded, whose, Some(new.from), language).await
}

/// What holds for everybody whose group or own profile says nothing else.
#[utoipa::path(
    get, path = "/organisations/{organisation}/profile", operation_id = "getProfile", tag = "settings",
    summary = "The settings of the employer",
    params(OnDay),
    responses((status = 200, description = "Every setting.", body = Vec<ProfileLine>)),
)]
pub async fn show(
    guarded: Guarded,
    In(language): In,
    Query(on): Query<OnDay>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    lines(&guarded, &Owner::Organisation, on.date, language).await
}

/// Sets what holds for everybody from a day on, all of it or nothing.
#[utoipa::path(
    post, path = "/organisations/{organisation}/profile", operation_id = "changeProfile", tag = "settings",
    summary = "Change the settings of the employer",
    request_body = NewSettings,
    responses((status = 200, description = "Every setting as it is on that day.", body = Vec<ProfileLine>)),
)]
pub async fn change(
    guarded: Guarded,
    In(language): In,
    Body(new): Body<NewSettings>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    set(&guarded, &Owner::Organisation, &new, language).await
}

/// What holds on a day for whoever is in this group and in no other, setting by setting, each with whose word it is. A group
/// that is no longer used says nothing.
#[utoipa::path(
    get, path = "/organisations/{organisation}/groups/{group}/profile", operation_id = "getGroupProfile", tag = "people",
    summary = "The settings of a group",
    params(OnDay),
    responses((status = 200, description = "Every setting.", body = Vec<ProfileLine>)),
)]
pub async fn of_group(
    guarded: Guarded,
    In(language): In,
    Query(on): Query<OnDay>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let group = Owner::Group(group_of(&guarded).await?.name);
    lines(&guarded, &group, on.date, language).await
}

/// Sets what a group says from a day on, all of it or nothing. It holds for its people, but for who has a setting of their own.
#[utoipa::path(
    post, path = "/organisations/{organisation}/groups/{group}/profile", operation_id = "changeGroupProfile",
    tag = "people",
    summary = "Change the settings of a group",
    request_body = NewSettings,
    responses((status = 200, description = "Every setting as it is on that day.", body = Vec<ProfileLine>)),
)]
pub async fn change_group(
    guarded: Guarded,
    In(language): In,
    Body(new): Body<NewSettings>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let group = Owner::Group(group_of(&guarded).await?.name);
    set(&guarded, &group, &new, language).await
}

/// What holds for a person on a day, setting by setting, each with whose word it is.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/profile", operation_id = "getPersonProfile", tag = "people",
    summary = "The settings of a person",
    params(OnDay),
    responses((status = 200, description = "Every setting.", body = Vec<ProfileLine>)),
)]
pub async fn of_person(
    guarded: Guarded,
    In(language): In,
    Query(on): Query<OnDay>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let person = Owner::Person(guarded.person().await?.id);
    lines(&guarded, &person, on.date, language).await
}

/// Sets what is a person's own from a day on, all of it or nothing.
#[utoipa::path(
    post, path = "/organisations/{organisation}/people/{person}/profile", operation_id = "changePersonProfile",
    tag = "people",
    summary = "Change the settings of a person",
    request_body = NewSettings,
    responses((status = 200, description = "Every setting as it is on that day.", body = Vec<ProfileLine>)),
)]
pub async fn change_person(
    guarded: Guarded,
    In(language): In,
    Body(new): Body<NewSettings>,
) -> Result<Json<Vec<ProfileLine>>, Failure> {
    let person = Owner::Person(guarded.person().await?.id);
    set(&guarded, &person, &new, language).await
}
