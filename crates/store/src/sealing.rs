//! Everything that is encrypted, so that it can be encrypted anew under another key.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::{HUB_USER, NOTICE, PROVIDER, REMOTE_RECORD, REMOTE_RECORD_HISTORY, SECRET, Table, WEBHOOK};
use crate::value::values;
use crate::{Result, Store};
use serde_json::json;
use uuid::Uuid;

/// Where something encrypted stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealedIn {
    /// A secret of a coupling.
    Secret,
    /// A record of Nmbrs, as it is now.
    Record,
    /// A record of Nmbrs, as it was.
    FormerRecord,
    /// The second factor of a user.
    SecondFactor,
    /// A second factor that a user has not confirmed yet.
    OfferedFactor,
    /// The end of a link that a notice carries.
    Link,
    /// What signs what a webhook gets.
    Webhook,
    /// What signed it before, and does a while longer.
    FormerWebhook,
    /// What proves to a provider of identities that it is us.
    Provider,
}

/// Something encrypted, with the row where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// The coupling, the user, the notice, the webhook or the provider.
    pub owner: Uuid,
    /// The name of a secret, the kind of a record; empty for others.
    pub name: String,
    /// The employee of a record; else 0.
    pub employee_number: i64,
    /// The version of a former record; else 0.
    pub version: i64,
    /// As it is stored: hexadecimal, or for a record its JSON.
    pub stored: String,
}

/// How one place is read and written. `$1` of a read of records is the kind that is encrypted.
struct Place {
    table: &'static Table,
    read: Statement,
    write: Statement,
}

const SECRET_PLACE: Place = Place {
    table: &SECRET,
    read: Statement::new(
        "reading secrets",
        "SELECT coupling AS owner, name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                ciphertext AS stored
         FROM secret WHERE ciphertext IS NOT NULL ORDER BY coupling, name",
    ),
    write: bulk!(
        "encrypting secrets anew",
        "UPDATE secret SET ciphertext = item.value ->> 'anew' FROM",
        "WHERE secret.coupling = item.value ->> 'owner' AND secret.name = item.value ->> 'name'
           AND secret.ciphertext = item.value ->> 'stored'"
    ),
};
const RECORD_PLACE: Place = Place {
    table: &REMOTE_RECORD,
    read: Statement::new(
        "reading encrypted records",
        "SELECT coupling AS owner, kind AS name, employee_number, CAST(0 AS BIGINT) AS version, content AS stored
         FROM remote_record WHERE kind = $1 ORDER BY coupling, employee_number",
    ),
    write: bulk!(
        "encrypting records anew",
        "UPDATE remote_record SET content = item.value ->> 'anew' FROM",
        "WHERE remote_record.coupling = item.value ->> 'owner' AND remote_record.kind = item.value ->> 'name'
           AND remote_record.employee_number = CAST(item.value ->> 'employee_number' AS BIGINT)
           AND remote_record.content = item.value ->> 'stored'"
    ),
};
const FORMER_PLACE: Place = Place {
    table: &REMOTE_RECORD_HISTORY,
    read: Statement::new(
        "reading former encrypted records",
        "SELECT coupling AS owner, kind AS name, employee_number, version, content AS stored
         FROM remote_record_history WHERE kind = $1 ORDER BY coupling, employee_number, version",
    ),
    write: bulk!(
        "encrypting former records anew",
        "UPDATE remote_record_history SET content = item.value ->> 'anew' FROM",
        "WHERE remote_record_history.coupling = item.value ->> 'owner'
           AND remote_record_history.kind = item.value ->> 'name'
           AND remote_record_history.employee_number = CAST(item.value ->> 'employee_number' AS BIGINT)
           AND remote_record_history.version = CAST(item.value ->> 'version' AS BIGINT)
           AND remote_record_history.content = item.value ->> 'stored'"
    ),
};
const FACTOR_PLACE: Place = Place {
    table: &HUB_USER,
    read: Statement::new(
        "reading second factors",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                second_factor AS stored
         FROM hub_user WHERE second_factor IS NOT NULL ORDER BY id",
    ),
    write: bulk!(
        "encrypting second factors anew",
        "UPDATE hub_user SET second_factor = item.value ->> 'anew' FROM",
        "WHERE hub_user.id = item.value ->> 'owner' AND hub_user.second_factor = item.value ->> 'stored'"
    ),
};
const OFFERED_PLACE: Place = Place {
    table: &HUB_USER,
    read: Statement::new(
        "reading offered second factors",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                offered_factor AS stored
         FROM hub_user WHERE offered_factor IS NOT NULL ORDER BY id",
    ),
    write: bulk!(
        "encrypting offered second factors anew",
        "UPDATE hub_user SET offered_factor = item.value ->> 'anew' FROM",
        "WHERE hub_user.id = item.value ->> 'owner' AND hub_user.offered_factor = item.value ->> 'stored'"
    ),
};
const LINK_PLACE: Place = Place {
    table: &NOTICE,
    read: Statement::new(
        "reading links of notices",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                sealed AS stored
         FROM notice WHERE sealed IS NOT NULL ORDER BY id",
    ),
    write: bulk!(
        "encrypting links of notices anew",
        "UPDATE notice SET sealed = item.value ->> 'anew' FROM",
        "WHERE notice.id = item.value ->> 'owner' AND notice.sealed = item.value ->> 'stored'"
    ),
};
const WEBHOOK_PLACE: Place = Place {
    table: &WEBHOOK,
    read: Statement::new(
        "reading secrets of webhooks",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                secret AS stored
         FROM webhook ORDER BY id",
    ),
    write: bulk!(
        "encrypting secrets of webhooks anew",
        "UPDATE webhook SET secret = item.value ->> 'anew' FROM",
        "WHERE webhook.id = item.value ->> 'owner' AND webhook.secret = item.value ->> 'stored'"
    ),
};
const FORMER_WEBHOOK_PLACE: Place = Place {
    table: &WEBHOOK,
    read: Statement::new(
        "reading former secrets of webhooks",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                former_secret AS stored
         FROM webhook WHERE former_secret IS NOT NULL ORDER BY id",
    ),
    write: bulk!(
        "encrypting former secrets of webhooks anew",
        "UPDATE webhook SET former_secret = item.value ->> 'anew' FROM",
        "WHERE webhook.id = item.value ->> 'owner' AND webhook.former_secret = item.value ->> 'stored'"
    ),
};
const PROVIDER_PLACE: Place = Place {
    table: &PROVIDER,
    read: Statement::new(
        "reading secrets of providers",
        "SELECT id AS owner, '' AS name, CAST(0 AS BIGINT) AS employee_number, CAST(0 AS BIGINT) AS version,
                client_secret AS stored
         FROM provider ORDER BY id",
    ),
    write: bulk!(
        "encrypting secrets of providers anew",
        "UPDATE provider SET client_secret = item.value ->> 'anew' FROM",
        "WHERE provider.id = item.value ->> 'owner' AND provider.client_secret = item.value ->> 'stored'"
    ),
};

impl SealedIn {
    /// Every place.
    pub const ALL: [Self; 9] = [
        Self::Secret,
        Self::Record,
        Self::FormerRecord,
        Self::SecondFactor,
        Self::OfferedFactor,
        Self::Link,
        Self::Webhook,
        Self::FormerWebhook,
        Self::Provider,
    ];

    const fn place(self) -> Place {
        match self {
            Self::Secret => SECRET_PLACE,
            Self::Record => RECORD_PLACE,
            Self::FormerRecord => FORMER_PLACE,
            Self::SecondFactor => FACTOR_PLACE,
            Self::OfferedFactor => OFFERED_PLACE,
            Self::Link => LINK_PLACE,
            Self::Webhook => WEBHOOK_PLACE,
            Self::FormerWebhook => FORMER_WEBHOOK_PLACE,
            Self::Provider => PROVIDER_PLACE,
        }
    }
}

impl Store {
    /// Everything that is encrypted in one place; of records those of this kind.
    pub async fn sealed(&self, place: SealedIn, kind: &str) -> Result<Vec<Sealed>> {
        let Place { table, read, .. } = place.place();
        let values = match place {
            SealedIn::Record | SealedIn::FormerRecord => values![kind],
            _ => values![],
        };
        self.read(table, read, values, sealed).await
    }

    /// Puts what was encrypted anew in the place of what was read; what was changed meanwhile is left alone. Gives the
    /// number of rows that were written.
    pub async fn seal_anew(&self, place: SealedIn, sealed: &[(Sealed, String)]) -> Result<u64> {
        let items = sealed.iter().map(|(sealed, anew)| {
            json!({
                "owner": sealed.owner,
                "name": sealed.name,
                "employee_number": sealed.employee_number,
                "version": sealed.version,
                "stored": sealed.stored,
                "anew": anew,
            })
        });
        self.write_all(place.place().write, items, values![]).await
    }
}

fn sealed(row: &Row<'_>) -> Result<Sealed> {
    Ok(Sealed {
        owner: row.parsed("owner")?,
        name: row.text("name")?,
        employee_number: row.integer("employee_number")?,
        version: row.integer("version")?,
        stored: row.text("stored")?,
    })
}
