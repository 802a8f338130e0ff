//! Profile of the organisation: what holds for everybody whose group or own profile says nothing else.

use super::{Part, parts, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::person::fields::{FieldView, Section, sections};
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::Language;
use loonbrug_domain::allowance::MealRule;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_hub::HubError;
use loonbrug_hub::profiles::Wanted;

#[derive(Template)]
#[template(path = "settings_profile.html")]
struct ProfilePage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    failed: Option<String>,
    from: String,
    sections: Vec<Section>,
    meal: Option<MealReadings>,
}

/// What the words of the meal rule mean, in both readings.
struct MealReadings {
    text: String,
    holds: String,
    other: String,
    other_written: String,
}

const AT_OR_BEFORE: &str = " at-or-before";

/// Both readings of a meal rule as it is written.
fn readings(written: &str, language: Language) -> Option<MealReadings> {
    let rule: MealRule = written.parse().ok()?;
    let written = rule.to_string();
    let other_written = match written.strip_suffix(AT_OR_BEFORE) {
        Some(plain) => plain.to_owned(),
        None => format!("{written}{AT_OR_BEFORE}"),
    };
    let other: MealRule = other_written.parse().ok()?;
    Some(MealReadings {
        text: rule.text(language),
        holds: rule.example(language),
        other: other.example(language),
        other_written,
    })
}

async fn profile_page(guarded: &Guarded, typed: &Fields) -> Result<ProfilePage, Failure> {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let lines = hub.profile(guarded.id(), &Owner::Organisation, today).await?;
    let groups = hub.store.groups(guarded.id()).await?;
    let mut sections = sections(&lines, &groups, None, w);
    for field in sections.iter_mut().flat_map(|section| &mut section.fields) {
        let line = lines.iter().find(|line| line.field.word() == field.word);
        let effective = line.and_then(|line| line.effective.as_ref());
        let own = effective.filter(|effective| effective.owner == Owner::Organisation);
        field.own = own.map(|effective| effective.setting.written()).unwrap_or_default();
        field.standard = w.t("niet ingesteld", "not set");
    }
    let meal = sections.iter().flat_map(|section| &section.fields);
    let meal = meal.filter(|field| field.word == Field::Meal.word()).find_map(|field| {
        let written = typed.filled("value-meal").unwrap_or(&field.own);
        readings(written, w.language)
    });
    for field in sections.iter_mut().flat_map(|section| &mut section.fields) {
        retype(field, typed);
    }
    Ok(ProfilePage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings"),
        address: guarded.address("settings/profile"),
        failed: None,
        from: typed.filled("from").map_or_else(|| w.iso(&today), str::to_owned),
        sections,
        meal,
    })
}

/// What was typed stays in the form that was refused.
fn retype(field: &mut FieldView, typed: &Fields) {
    let name = format!("value-{}", field.word);
    if typed.all("field").any(|word| word == field.word) {
        typed.text(&name).clone_into(&mut field.own);
    }
}

/// `GET …/settings`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let mut shown = profile_page(&guarded, &Fields::default()).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/profile`: what changed, all of it or nothing.
pub async fn save(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let outcome = match wanted(&fields) {
        Ok((_, wanted)) if wanted.is_empty() => return Ok(go_to(&guarded.address("settings?done=nothing"))),
        Ok((from, wanted)) => {
            let set = guarded
                .hub()
                .set_profile(guarded.id(), &Owner::Organisation, from, &wanted);
            set.await.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(go_to(&guarded.address("settings?done=saved"))),
        Err(failure) => {
            let mut shown = profile_page(&guarded, &fields).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

fn wanted(fields: &Fields) -> Result<(loonbrug_domain::Date, Vec<Wanted>), Failure> {
    let from = fields.date("from").ok_or(Failure::Wrong(
        "Vul in vanaf welke dag dit geldt. Er is niets bewaard.",
        "Fill in from which day this holds. Nothing was saved.",
    ))?;
    let mut wanted = Vec::new();
    for word in fields.all("field") {
        let (was, value) = (format!("was-{word}"), format!("value-{word}"));
        if fields.text(&was) == fields.text(&value) {
            continue;
        }
        let field: Field = word.parse().map_err(|()| Failure::NotFound)?;
        let setting = match fields.filled(&value) {
            None => None,
            Some(text) => {
                let parsed = Setting::parse(field, text).map_err(loonbrug_hub::profiles::ProfileRefusal::from);
                Some(parsed.map_err(HubError::from)?)
            }
        };
        wanted.push(Wanted { field, setting });
    }
    Ok((from, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_set() {
        let fields = Fields::parse(
            b"from=2023-05-17&field=waiting-days&was-waiting-days=1&value-waiting-days=2&field=meal&was-meal=&value-meal=",
        );
        let (_, wanted) = wanted(&fields).unwrap();
        assert_eq!(wanted.len(), 1);
        assert_eq!(wanted[0].field, Field::WaitingDays);
        assert!(wanted[0].setting.is_some());
    }

    #[test]
    fn the_meal_rule_of_the_manual_is_shown_in_both_readings() {
        let readings = readings("14:00 20:00 4,50", Language::Dutch).unwrap();
        assert_eq!(readings.other_written, "14:00 20:00 4,50 at-or-before");
        assert_ne!(readings.holds, readings.other);
    }
}
