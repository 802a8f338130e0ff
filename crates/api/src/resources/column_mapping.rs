//! Which column of an employer's files holds what.

use crate::asked::Body;
use crate::bounds::{LONGEST_NAME, at_most};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use axum::Json;
use loonbrug_files::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// More columns a file does not have.
const MOST: usize = 200;

/// Which header holds what, in the files of an employer. A header that is not named is recognised by itself.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "fields": { "employee_number": "Pers.nr", "hours_150": "Zondag" }, "ignored": ["Opmerking"] }))]
pub struct ColumnMapping {
    /// By field its header: `employee_number`, `name`, `email`, `group`, `date`, `start`, `end`, `break`, `minutes_150`,
    /// `period_from`, `period_to`, `kind`, `factor`, `hours`, `hours_150`, `days` or `surcharge_hours`.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// Headers that are never read.
    #[serde(default)]
    ignored: Vec<String>,
}

impl ColumnMapping {
    fn of(mapping: loonbrug_files::ColumnMapping) -> Self {
        let fields = mapping.fields.into_iter();
        Self {
            fields: fields.map(|(field, header)| (field.to_string(), header)).collect(),
            ignored: mapping.ignored.into_iter().collect(),
        }
    }

    fn checked(self) -> Result<loonbrug_files::ColumnMapping, Failure> {
        if self.fields.len() > MOST || self.ignored.len() > MOST {
            return Err(Wrong::body(
                "/fields",
                "Ten hoogste 200 kolommen.",
                "At most 200 columns.",
            ));
        }
        let mut fields = BTreeMap::new();
        for (name, header) in self.fields {
            let pointer = format!("/fields/{}", name.replace('~', "~0").replace('/', "~1"));
            let field: Field = name.parse().map_err(|_| {
                Wrong::body(
                    &pointer,
                    "Dit veld is er niet. Kies er een zoals employee_number of hours_150.",
                    "There is no such field. Choose one such as employee_number or hours_150.",
                )
            })?;
            at_most(&pointer, &header, LONGEST_NAME)?;
            fields.insert(field, header);
        }
        for header in &self.ignored {
            at_most("/ignored", header, LONGEST_NAME)?;
        }
        Ok(loonbrug_files::ColumnMapping {
            fields,
            ignored: self.ignored.into_iter().collect(),
        })
    }
}

/// Which column holds what, as it was decided or recognised last.
#[utoipa::path(
    get, path = "/organisations/{organisation}/hour-file-columns", operation_id = "getColumnMapping", tag = "hours",
    summary = "Which column holds what",
    responses((status = 200, description = "The mapping; empty before the first file.", body = ColumnMapping)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<ColumnMapping>, Failure> {
    let mapping = guarded.hub().column_mapping(guarded.id()).await?;
    Ok(Json(ColumnMapping::of(mapping.unwrap_or_default())))
}

/// Says which column holds what, for the next file.
#[utoipa::path(
    put, path = "/organisations/{organisation}/hour-file-columns", operation_id = "setColumnMapping", tag = "hours",
    summary = "Say which column holds what",
    request_body = ColumnMapping,
    responses((status = 200, description = "The mapping as it is now.", body = ColumnMapping)),
)]
pub async fn set(guarded: Guarded, Body(mapping): Body<ColumnMapping>) -> Result<Json<ColumnMapping>, Failure> {
    let mapping = mapping.checked()?;
    guarded.hub().keep_column_mapping(guarded.id(), &mapping).await?;
    Ok(Json(ColumnMapping::of(mapping)))
}
