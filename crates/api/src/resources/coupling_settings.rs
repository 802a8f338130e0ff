//! Settings of a coupling: its rules and its codes, and the codes that the company has.

use super::sickness_terms::SicknessCode;
use crate::asked::Body;
use crate::bounds::{LONGEST_NAME, at_most, between};
use crate::failure::Failure;
use crate::guard::Guarded;
use axum::Json;
use loonbrug_domain::Factor;
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::settings::{self as hub, CodeMapping, OpenPeriod, PlusHours, WageCodeMapping};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LARGEST_CODE: i64 = 999_999_999;
/// Factors above 1000 % are a slip of the pen.
const LARGEST_FACTOR: i64 = 100_000;

/// What can be set about a coupling; its log-in is given by a person.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "version": 3, "takes_over_contract_hours": true, "rule_set": "retail-non-food", "surcharge_method": "surcharge-only",
    "corrections": "difference",
    "hour_codes": [{ "factor_hundredths_of_a_percent": 10000, "code": 2100 }, { "factor_hundredths_of_a_percent": 15000, "code": 6050 }],
    "surcharge_codes": [], "sickness_codes": [{ "pay": "salaried", "percent": 70, "code": 3070 }], "call_top_up_code": null, "plus_hours_code": 2190, "meal_allowance": { "code": 4100, "label": "Maaltijd" },
    "travel_allowance": null, "open_period": null,
}))]
pub struct CouplingSettings {
    /// Raised at each change. A change of an older version is refused: somebody else was first.
    version: i64,
    /// Whether contract hours are taken over from Nmbrs each night.
    takes_over_contract_hours: bool,
    /// Name of the rule set that turns shifts into hours per factor.
    #[schema(min_length = 1, max_length = 200)]
    rule_set: String,
    /// How a surcharge is paid.
    surcharge_method: SurchargeMethod,
    /// How a change goes that belongs to a closed pay period.
    corrections: Corrections,
    /// The hour code of each factor.
    #[schema(max_items = 200)]
    hour_codes: Vec<FactorCode>,
    /// The hour code of each factor for surcharges of people with contract hours.
    #[schema(max_items = 200)]
    surcharge_codes: Vec<FactorCode>,
    /// The hour codes of sick hours; what is left out is as the settings of the ledgers say.
    #[schema(max_items = 100)]
    sickness_codes: Vec<SicknessCode>,
    /// The hour code for what calls pay above what was worked.
    #[schema(minimum = 1, maximum = 999_999_999)]
    call_top_up_code: Option<i64>,
    /// The hour code of + hours.
    #[schema(minimum = 1, maximum = 999_999_999)]
    plus_hours_code: Option<i64>,
    /// The wage code of meal allowances; without it they do not go.
    meal_allowance: Option<AllowanceCode>,
    /// The wage code of travel allowances; without it they do not go.
    travel_allowance: Option<AllowanceCode>,
    /// The open pay period, where Nmbrs does not tell (REST).
    open_period: Option<Period>,
}

/// How a surcharge is paid: one of two, never both.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "surcharge-only")]
pub enum SurchargeMethod {
    /// The 100 % line counts all worked hours; the other lines are the surcharge only.
    SurchargeOnly,
    /// A line with a factor pays the whole hour.
    WholeHour,
}

/// How a change goes that belongs to a closed pay period.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "difference")]
pub enum Corrections {
    /// As a difference in the open period.
    Difference,
    /// In the closed period itself.
    Retroactive,
}

/// The hour code of one factor.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "factor_hundredths_of_a_percent": 15000, "code": 6050 }))]
pub struct FactorCode {
    /// Factor: 15000 is 150 %.
    #[schema(minimum = 1, maximum = 100_000)]
    factor_hundredths_of_a_percent: u32,
    /// Hour code of the company.
    #[schema(minimum = 1, maximum = 999_999_999)]
    code: i64,
}

/// The wage code of an allowance.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "code": 4100, "label": "Maaltijd" }))]
pub struct AllowanceCode {
    /// Wage code of the company.
    #[schema(minimum = 1, maximum = 999_999_999)]
    code: i64,
    /// What the company calls it, where Nmbrs does not tell (REST).
    #[serde(default)]
    #[schema(max_length = 200)]
    label: String,
}

/// A pay period.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "year": 2023, "number": 4 }))]
pub struct Period {
    /// Payroll year.
    #[schema(minimum = 2000, maximum = 2100)]
    year: i16,
    /// Number in that year.
    #[schema(minimum = 1, maximum = 53)]
    number: u8,
}

/// The codes of a company, as Nmbrs holds them now.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "hours": [{ "code": 2100, "description": "Uren 100 %" }], "wages": [{ "code": 4100, "description": "Maaltijd" }],
}))]
pub struct Codes {
    /// The hour model (urenmodel).
    hours: Vec<NamedCode>,
    /// The wage model (loonmodel); `null` where Nmbrs does not tell (REST).
    wages: Option<Vec<NamedCode>>,
}

/// A code and what the company calls it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "code": 2100, "description": "Uren 100 %" }))]
pub struct NamedCode {
    /// Code.
    code: i64,
    /// What the company calls it.
    description: String,
}

impl FactorCode {
    fn of(mapping: &CodeMapping) -> Self {
        Self {
            factor_hundredths_of_a_percent: mapping.factor.0,
            code: mapping.code,
        }
    }

    fn checked(self, pointer: &str) -> Result<CodeMapping, Failure> {
        let factor = i64::from(self.factor_hundredths_of_a_percent);
        between(
            &format!("{pointer}/factor_hundredths_of_a_percent"),
            factor,
            1..=LARGEST_FACTOR,
        )?;
        between(&format!("{pointer}/code"), self.code, 1..=LARGEST_CODE)?;
        Ok(CodeMapping {
            factor: Factor(self.factor_hundredths_of_a_percent),
            code: self.code,
        })
    }
}

fn mappings(pointer: &str, codes: &[FactorCode]) -> Result<Vec<CodeMapping>, Failure> {
    let codes = codes.iter().enumerate();
    codes
        .map(|(place, code)| code.checked(&format!("{pointer}/{place}")))
        .collect()
}

impl AllowanceCode {
    fn of(mapping: &WageCodeMapping) -> Self {
        Self {
            code: mapping.code,
            label: mapping.label.clone(),
        }
    }

    fn checked(&self, pointer: &str) -> Result<WageCodeMapping, Failure> {
        between(&format!("{pointer}/code"), self.code, 1..=LARGEST_CODE)?;
        at_most(&format!("{pointer}/label"), &self.label, LONGEST_NAME)?;
        Ok(WageCodeMapping {
            code: self.code,
            label: self.label.clone(),
        })
    }
}

impl CouplingSettings {
    fn of(coupling: &OpenCoupling) -> Self {
        let settings = &coupling.settings;
        let codes = |codes: &[CodeMapping]| codes.iter().map(FactorCode::of).collect();
        Self {
            version: coupling.row.version,
            takes_over_contract_hours: settings.contract_hours,
            rule_set: settings.rule_set.clone(),
            surcharge_method: match settings.surcharge_method {
                hub::SurchargeMethod::SurchargeOnly => SurchargeMethod::SurchargeOnly,
                hub::SurchargeMethod::WholeHour => SurchargeMethod::WholeHour,
            },
            corrections: match settings.corrections {
                hub::Corrections::Difference => Corrections::Difference,
                hub::Corrections::Retroactive => Corrections::Retroactive,
            },
            hour_codes: codes(&settings.hour_codes),
            surcharge_codes: codes(&settings.surcharge_codes),
            sickness_codes: settings.sickness_codes.iter().copied().map(SicknessCode::of).collect(),
            call_top_up_code: settings.call_top_up_code,
            plus_hours_code: settings.plus_hours.code,
            meal_allowance: settings.meal_allowance.as_ref().map(AllowanceCode::of),
            travel_allowance: settings.travel_allowance.as_ref().map(AllowanceCode::of),
            open_period: settings.open_period.map(|period| Period {
                year: period.year,
                number: period.number,
            }),
        }
    }

    /// The settings with these in the place of the stored ones; what is not among them stays.
    fn put_in(&self, stored: &hub::CouplingSettings) -> Result<hub::CouplingSettings, Failure> {
        let code =
            |pointer: &str, code: Option<i64>| code.map_or(Ok(()), |code| between(pointer, code, 1..=LARGEST_CODE));
        code("/call_top_up_code", self.call_top_up_code)?;
        code("/plus_hours_code", self.plus_hours_code)?;
        at_most("/rule_set", &self.rule_set, LONGEST_NAME)?;
        if let Some(period) = self.open_period {
            between("/open_period/year", period.year.into(), 2000..=2100)?;
            between("/open_period/number", period.number.into(), 1..=53)?;
        }
        let allowance = |pointer: &str, code: &Option<AllowanceCode>| match code {
            Some(code) => code.checked(pointer).map(Some),
            None => Ok(None),
        };
        Ok(hub::CouplingSettings {
            contract_hours: self.takes_over_contract_hours,
            rule_set: self.rule_set.clone(),
            surcharge_method: match self.surcharge_method {
                SurchargeMethod::SurchargeOnly => hub::SurchargeMethod::SurchargeOnly,
                SurchargeMethod::WholeHour => hub::SurchargeMethod::WholeHour,
            },
            corrections: match self.corrections {
                Corrections::Difference => hub::Corrections::Difference,
                Corrections::Retroactive => hub::Corrections::Retroactive,
            },
            hour_codes: mappings("/hour_codes", &self.hour_codes)?,
            surcharge_codes: mappings("/surcharge_codes", &self.surcharge_codes)?,
            sickness_codes: SicknessCode::all_checked("/sickness_codes", &self.sickness_codes)?,
            call_top_up_code: self.call_top_up_code,
            plus_hours: PlusHours {
                code: self.plus_hours_code,
                ..stored.plus_hours
            },
            meal_allowance: allowance("/meal_allowance", &self.meal_allowance)?,
            travel_allowance: allowance("/travel_allowance", &self.travel_allowance)?,
            open_period: self.open_period.map(|period| OpenPeriod {
                year: period.year,
                number: period.number,
            }),
            ..stored.clone()
        })
    }
}

/// The settings of a coupling.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/settings", operation_id = "getCouplingSettings",
    tag = "couplings",
    summary = "The settings of a coupling",
    responses((status = 200, description = "The settings.", body = CouplingSettings)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<CouplingSettings>, Failure> {
    Ok(Json(CouplingSettings::of(&guarded.coupling().await?)))
}

/// Changes the settings of a coupling, all of them or none, if `version` is still the stored one.
#[utoipa::path(
    put, path = "/organisations/{organisation}/couplings/{coupling}/settings", operation_id = "changeCouplingSettings",
    tag = "couplings",
    summary = "Change the settings of a coupling",
    request_body = CouplingSettings,
    responses((status = 200, description = "The settings as they are now.", body = CouplingSettings)),
)]
pub async fn change(guarded: Guarded, Body(wanted): Body<CouplingSettings>) -> Result<Json<CouplingSettings>, Failure> {
    let mut coupling = guarded.coupling().await?;
    let settings = wanted.put_in(&coupling.settings)?;
    let hub = guarded.hub();
    hub.rule_sets(guarded.id(), &settings.rule_set).await?;
    coupling.row.version = wanted.version;
    let changed = hub.save_settings(&coupling, &settings).await?;
    Ok(Json(CouplingSettings::of(&changed)))
}

/// The codes that the company has in Nmbrs, as they are now.
#[utoipa::path(
    get, path = "/organisations/{organisation}/couplings/{coupling}/codes", operation_id = "listCodes", tag = "couplings",
    summary = "The codes of the company",
    responses((status = 200, description = "The hour model and the wage model.", body = Codes)),
)]
pub async fn codes(guarded: Guarded) -> Result<Json<Codes>, Failure> {
    let coupling = guarded.coupling().await?;
    let codes = guarded.hub().company_codes(&coupling).await?;
    let hours = codes.hours.into_iter().map(|code| NamedCode {
        code: code.code,
        description: code.description,
    });
    let wages = codes.wages.map(|wages| {
        let wages = wages.into_iter().map(|code| NamedCode {
            code: code.code,
            description: code.description,
        });
        wages.collect()
    });
    Ok(Json(Codes {
        hours: hours.collect(),
        wages,
    }))
}
