//! Toeslagregels: which there are, as a file; a file of them looked at, and taken over.

use crate::asked::{Body, In, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::problem::Kind;
use axum::Json;
use loonbrug_domain::rules::{RuleFileFault, read_rule_file, write_rule_file};
use loonbrug_domain::{Date, RuleSet};
use loonbrug_hub::{ConfigurationChange, RuleInWords, rule_version, rule_words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A rule set, as a list shows it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "retail-non-food", "own": false, "valid_from": "2022-01-01", "valid_until": null, "version": "9c1185a5",
    "used_by": ["Voorbeeld Retail"],
}))]
pub struct ListedRuleSet {
    /// Name.
    name: String,
    /// Whether the employer made it its own; else it comes with Loonbrug.
    own: bool,
    /// First day.
    valid_from: Date,
    /// Last day, where it has one.
    valid_until: Option<Date>,
    /// Another one as soon as a letter of it changes.
    version: String,
    /// Names of the couplings that go by it.
    used_by: Vec<String>,
}

/// The rules of one name: in words, and as the file that can be changed and taken over.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "retail-non-food", "file": "format = 1\n\n[[rules]]\nname = \"retail-non-food\"\n",
    "sets": [{ "valid_from": "2022-01-01", "valid_until": null, "version": "9c1185a5",
        "rules": [{ "name": "zondag", "when": "zondag 00:00–24:00", "pays": "150%", "terms": "" }] }],
}))]
pub struct RuleSets {
    /// Name.
    name: String,
    /// The file (TOML), with all of them.
    file: String,
    /// One for each day from which other rules hold.
    sets: Vec<RuleSetView>,
}

/// The rules from a day on.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "valid_from": "2022-01-01", "valid_until": null, "version": "9c1185a5",
    "rules": [{ "name": "zondag", "when": "zondag 00:00–24:00", "pays": "150%", "terms": "" }],
}))]
pub struct RuleSetView {
    /// First day.
    valid_from: Date,
    /// Last day, where it has one.
    valid_until: Option<Date>,
    /// Its version.
    version: String,
    /// The rules, in words.
    rules: Vec<Rule>,
}

/// One rule in words.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "name": "zondag", "when": "zondag 00:00–24:00", "pays": "150%", "terms": "" }))]
pub struct Rule {
    /// Its name.
    name: String,
    /// On which days and times, or above how much.
    when: String,
    /// The factor, or the least that a call pays.
    pays: String,
    /// Conditions, and what becomes of the surcharge; empty where it is paid to everybody.
    terms: String,
}

/// A file of rules.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "file": "format = 1\n\n[[rules]]\nname = \"eigen\"\nvalid-from = \"2023-07-01\"\n" }))]
pub struct RuleFile {
    /// The text of the file (TOML). Each set in it says from which day on it holds.
    #[schema(min_length = 1)]
    file: String,
}

/// What a file of rules changes.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "changes": [{ "subject": "rules eigen 2023-07-01", "from": null, "to": "new" }] }))]
pub struct RuleChanges {
    /// The differences with what is stored; empty where it says the same.
    changes: Vec<RuleChange>,
}

/// One difference.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "subject": "rules eigen 2023-07-01", "from": null, "to": "new" }))]
pub struct RuleChange {
    /// What it is about.
    subject: String,
    /// What is stored; `null` where it is new.
    from: Option<String>,
    /// What the file says; `null` where it leaves it out.
    to: Option<String>,
}

/// A holiday.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "date": "2023-04-27", "name": "Koningsdag" }))]
pub struct Holiday {
    /// The day.
    date: Date,
    /// Its name.
    name: String,
}

/// In which year.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InYear {
    /// The year; this one where it is left out.
    #[param(minimum = 1900, maximum = 2200, example = 2023)]
    year: Option<i16>,
}

impl ParameterNames for InYear {
    const NAMES: &'static [&'static str] = &["year"];
}

impl RuleChanges {
    fn of(changes: Vec<ConfigurationChange>) -> Self {
        let change = |change: ConfigurationChange| RuleChange {
            subject: change.subject,
            from: change.from,
            to: change.to,
        };
        Self {
            changes: changes.into_iter().map(change).collect(),
        }
    }
}

impl From<RuleInWords> for Rule {
    fn from(rule: RuleInWords) -> Self {
        Self {
            name: rule.name,
            when: rule.when,
            pays: rule.pays,
            terms: rule.terms,
        }
    }
}

/// Reads a file of rules; every fault is told with its line.
pub fn read(text: &str) -> Result<Vec<RuleSet>, Failure> {
    read_rule_file(text).map_err(|faults| {
        let line = |fault: RuleFileFault| Wrong::line(fault.line, None, (fault.dutch, fault.english));
        let why = (
            "Dit bestand past niet; er is niets overgenomen. Verbeter de regels onder `errors`.".to_owned(),
            "This file does not fit; nothing was taken over. Mend the lines under `errors`.".to_owned(),
        );
        Failure::File(Kind::Unreadable, why, faults.into_iter().map(line).collect())
    })
}

/// The rule sets of this name that hold here.
async fn sets_of_path(guarded: &Guarded) -> Result<(String, Vec<RuleSet>), Failure> {
    let name: String = guarded.named("rule_set")?;
    if !guarded
        .hub()
        .list_rules(Some(guarded.id()))
        .await?
        .iter()
        .any(|set| set.name == name)
    {
        return Err(Failure::NotFound);
    }
    let sets = guarded.hub().rule_sets(guarded.id(), &name).await?;
    Ok((name, sets))
}

/// The rule sets that an employer can go by.
#[utoipa::path(
    get, path = "/organisations/{organisation}/rule-sets", operation_id = "listRuleSets", tag = "rules",
    summary = "Rule sets",
    responses((status = 200, description = "The employer's own, then those that come with Loonbrug.", body = Vec<ListedRuleSet>)),
)]
pub async fn list(guarded: Guarded) -> Result<Json<Vec<ListedRuleSet>>, Failure> {
    let sets = guarded
        .hub()
        .list_rules(Some(guarded.id()))
        .await?
        .into_iter()
        .map(|set| ListedRuleSet {
            own: set.organisation.is_some(),
            name: set.name,
            valid_from: set.valid_from,
            valid_until: set.valid_until,
            version: set.version,
            used_by: set.used_by,
        });
    Ok(Json(sets.collect()))
}

/// The rules of one name.
#[utoipa::path(
    get, path = "/organisations/{organisation}/rule-sets/{rule_set}", operation_id = "getRuleSet", tag = "rules",
    summary = "A rule set, in words and as a file",
    responses((status = 200, description = "The rules.", body = RuleSets)),
)]
pub async fn show(guarded: Guarded, In(language): In) -> Result<Json<RuleSets>, Failure> {
    let (name, sets) = sets_of_path(&guarded).await?;
    let view = |set: &RuleSet| RuleSetView {
        valid_from: set.valid_from,
        valid_until: set.valid_until,
        version: rule_version(set),
        rules: rule_words(set, language).into_iter().map(Rule::from).collect(),
    };
    Ok(Json(RuleSets {
        name,
        file: write_rule_file(&sets).unwrap_or_default(),
        sets: sets.iter().map(view).collect(),
    }))
}

/// The holidays that rules know in a year. The list is changed in the file of the rules.
#[utoipa::path(
    get, path = "/organisations/{organisation}/rule-sets/{rule_set}/holidays", operation_id = "listHolidays", tag = "rules",
    summary = "The holidays of a year",
    params(InYear),
    responses((status = 200, description = "The holidays, by day.", body = Vec<Holiday>)),
)]
pub async fn holidays(guarded: Guarded, Query(asked): Query<InYear>) -> Result<Json<Vec<Holiday>>, Failure> {
    let (_, sets) = sets_of_path(&guarded).await?;
    let today = guarded.hub().surroundings.today();
    let year = asked.year.unwrap_or_else(|| today.year());
    if !(1900..=2200).contains(&year) {
        return Err(Wrong::parameter(
            "year",
            "Een jaar van 1900 tot en met 2200.",
            "A year from 1900 to 2200.",
        ));
    }
    // The rules of the end of the year, or those that hold last before it.
    let in_force = sets.iter().filter(|set| set.valid_from.year() <= year);
    let set = in_force.max_by_key(|set| set.valid_from).or(sets.first());
    let days = set.map(|set| set.holidays.of_year(year)).unwrap_or_default();
    let days = days.into_iter().map(|(date, name)| Holiday {
        date,
        name: name.to_owned(),
    });
    Ok(Json(days.collect()))
}

/// Looks at a file of rules: every fault with its line, or what it would change. Nothing is stored.
#[utoipa::path(
    post, path = "/organisations/{organisation}/rule-set-looks", operation_id = "lookAtRules", tag = "rules",
    summary = "Look at a file of rules",
    request_body = RuleFile,
    responses((status = 200, description = "What it would change.", body = RuleChanges)),
)]
pub async fn look(guarded: Guarded, Body(asked): Body<RuleFile>) -> Result<Json<RuleChanges>, Failure> {
    let rules = read(&asked.file)?;
    let changes = guarded.hub().compare_rules(guarded.id(), &rules).await?;
    Ok(Json(RuleChanges::of(changes)))
}

/// Takes a file of rules over; sets that it does not name are left alone. One with a fault is refused whole.
#[utoipa::path(
    post, path = "/organisations/{organisation}/rule-sets", operation_id = "takeOverRules", tag = "rules",
    summary = "Take a file of rules over",
    params(OnceHeader), request_body = RuleFile,
    responses((status = 201, description = "What was changed.", body = RuleChanges)),
)]
pub async fn take_over(guarded: Guarded, once: Once<RuleFile>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |asked| {
        let rules = read(&asked.file)?;
        let changes = asking.hub().import_rules(asking.id(), &rules).await?;
        Ok(RuleChanges::of(changes))
    })
    .await
}
