//! Codes of a company's own models: what can be chosen, and what was chosen.

use crate::answer::Failure;
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::linking::{code_choices, codes_of};
use crate::site::Site;
use crate::words::Words;
use loonbrug_domain::Factor;
use loonbrug_hub::settings::{CouplingSettings, OpenPeriod, PlusHours, WageCodeMapping};
use loonbrug_hub::{HubError, OpenCoupling};
use loonbrug_nmbrs::{HourCode, WageCode};
use std::sync::Arc;

/// The codes that a company has; none where Nmbrs could not be read.
#[derive(Clone, Debug, Default)]
pub struct CodeModel {
    /// The hour model (urenmodel).
    pub hours: Vec<HourCode>,
    /// The wage model (loonmodel), where the interface tells.
    pub wages: Vec<WageCode>,
}

/// A field for a code: a choice where the model is known, else a number.
pub struct CodeField {
    /// Name in the form.
    pub name: String,
    /// What it is for.
    pub label: String,
    /// What can be chosen; whether it is chosen.
    pub codes: Vec<(i64, String, bool)>,
    /// The code; empty for none.
    pub value: String,
}

impl CodeField {
    fn new(name: &str, label: String, code: Option<i64>, model: &[(i64, &str)]) -> Self {
        Self {
            name: name.to_owned(),
            label,
            codes: code_choices(model, code),
            value: code.map(|code| code.to_string()).unwrap_or_default(),
        }
    }
}

/// The company's codes, read once. A coupling that stands still shows numbers.
pub async fn model_of(site: &Site, guarded: &Guarded, coupling: &OpenCoupling) -> Arc<CodeModel> {
    if let Some(known) = site.models.get(coupling.id()) {
        return known;
    }
    match read(guarded, coupling).await {
        Ok(model) => {
            site.models.put(coupling.id(), model.clone());
            Arc::new(model)
        }
        Err(error) => {
            tracing::info!(coupling = coupling.row.name, %error, "the codes of a company could not be read");
            Arc::default()
        }
    }
}

async fn read(guarded: &Guarded, coupling: &OpenCoupling) -> Result<CodeModel, HubError> {
    coupling.must_work()?;
    let (reader, company) = (guarded.hub().reader(coupling).await?, coupling.company()?);
    Ok(CodeModel {
        hours: reader.hour_codes(company).await?,
        wages: reader.wage_codes(company).await?.unwrap_or_default(),
    })
}

fn hours(model: &CodeModel) -> Vec<(i64, &str)> {
    let hours = model.hours.iter();
    hours.map(|code| (code.code, code.description.as_str())).collect()
}

/// The code of each factor, of + hours, and of what calls pay besides.
pub fn hour_fields(settings: &CouplingSettings, factors: &[Factor], model: &CodeModel, w: Words) -> Vec<CodeField> {
    let choices = hours(model);
    let of_factor = |factor: &Factor| {
        let name = format!("code-{}", factor.0);
        CodeField::new(&name, w.factor(factor), settings.code_for(*factor), &choices)
    };
    let mut fields: Vec<CodeField> = factors.iter().map(of_factor).collect();
    let plus = w.t(
        "+ uren van personeel met vast contract",
        "+ hours of people with contract hours",
    );
    fields.push(CodeField::new(
        "plus-code",
        plus.to_owned(),
        settings.plus_hours.code,
        &choices,
    ));
    let calls = w.t("Wat een oproep minstens betaalt", "What a call pays at least");
    fields.push(CodeField::new(
        "call-code",
        calls.to_owned(),
        settings.call_top_up_code,
        &choices,
    ));
    fields
}

/// The codes of surcharges alone, for people with contract hours.
pub fn surcharge_fields(
    settings: &CouplingSettings,
    factors: &[Factor],
    model: &CodeModel,
    w: Words,
) -> Vec<CodeField> {
    let choices = hours(model);
    let above = factors.iter().filter(|factor| **factor != Factor::WORKED);
    above
        .map(|factor| {
            let own = settings
                .surcharge_codes
                .iter()
                .find(|mapping| mapping.factor == *factor);
            let name = format!("surcharge-{}", factor.0);
            CodeField::new(&name, w.factor(factor), own.map(|mapping| mapping.code), &choices)
        })
        .collect()
}

/// The wage codes of meals and travel, each with what the company calls it.
pub fn wage_fields(settings: &CouplingSettings, model: &CodeModel, w: Words) -> Vec<(CodeField, String)> {
    let choices: Vec<(i64, &str)> = model
        .wages
        .iter()
        .map(|code| (code.code, code.description.as_str()))
        .collect();
    let field = |name, label: &str, mapping: Option<&WageCodeMapping>| {
        let code = mapping.map(|mapping| mapping.code);
        let called = mapping.map(|mapping| mapping.label.clone()).unwrap_or_default();
        (CodeField::new(name, label.to_owned(), code, &choices), called)
    };
    vec![
        field(
            "meal",
            w.t("Maaltijdvergoeding", "Meal allowance"),
            settings.meal_allowance.as_ref(),
        ),
        field(
            "travel",
            w.t("Reiskostenvergoeding", "Travel allowance"),
            settings.travel_allowance.as_ref(),
        ),
    ]
}

/// `2023-4`: the open pay period.
pub fn period_text(period: Option<OpenPeriod>) -> String {
    period.map_or_else(String::new, |period| format!("{}-{}", period.year, period.number))
}

/// Puts the codes that were chosen into settings.
pub fn read_codes(
    fields: &Fields,
    factors: &[Factor],
    settings: CouplingSettings,
) -> Result<CouplingSettings, Failure> {
    let open_period = match (fields.filled("open-period"), settings.open_period) {
        (Some(text), _) => Some(period_of(text)?),
        (None, _) => None,
    };
    Ok(CouplingSettings {
        hour_codes: codes_of(fields, "code", factors)?,
        surcharge_codes: codes_of(fields, "surcharge", factors)?,
        plus_hours: PlusHours {
            code: code_of(fields, "plus-code")?,
            ..settings.plus_hours
        },
        call_top_up_code: code_of(fields, "call-code")?,
        meal_allowance: wage_code_of(fields, "meal")?,
        travel_allowance: wage_code_of(fields, "travel")?,
        open_period,
        ..settings
    })
}

/// A code, or none where nothing was filled in.
pub fn code_of(fields: &Fields, name: &str) -> Result<Option<i64>, Failure> {
    let Some(text) = fields.filled(name) else {
        return Ok(None);
    };
    let code = text.parse().ok().filter(|code: &i64| *code > 0);
    code.map(Some).ok_or(Failure::Wrong(
        "Een code is een getal, zoals 2100. Er is niets bewaard.",
        "A code is a number, such as 2100. Nothing was saved.",
    ))
}

fn wage_code_of(fields: &Fields, name: &str) -> Result<Option<WageCodeMapping>, Failure> {
    let code = code_of(fields, name)?;
    Ok(code.map(|code| WageCodeMapping {
        code,
        label: fields.text(&format!("{name}-label")).to_owned(),
    }))
}

fn period_of(text: &str) -> Result<OpenPeriod, Failure> {
    let parts = text.split_once(['-', '/', ' ']);
    let parsed = parts.and_then(|(year, number)| {
        let (year, number) = (year.trim().parse().ok()?, number.trim().parse().ok()?);
        let is_real = (2000..=2100).contains(&year) && (1..=53).contains(&number);
        is_real.then_some(OpenPeriod { year, number })
    });
    parsed.ok_or(Failure::Wrong(
        "Schrijf de open periode als jaar en nummer, zoals 2023-4. Er is niets bewaard.",
        "Write the open period as year and number, such as 2023-4. Nothing was saved.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_period_is_a_year_and_a_number() {
        let period = period_of("2023-4").unwrap();
        assert_eq!((period.year, period.number), (2023, 4));
        assert_eq!(period_text(Some(period)), "2023-4");
        for text in ["2023", "4-2023", "2023-0", "2023-54", "april"] {
            assert!(period_of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_code_is_a_number_or_nothing() {
        let fields = Fields::parse(b"plus-code=2190&call-code=&meal=vijf");
        assert_eq!(code_of(&fields, "plus-code").unwrap(), Some(2190));
        assert_eq!(code_of(&fields, "call-code").unwrap(), None);
        assert!(code_of(&fields, "meal").is_err());
    }
}
