//! Second factors of users, and the recovery codes beside them.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::schema::RECOVERY_CODE;
use crate::value::{Value, hexadecimal, values};
use crate::{AuditEntry, Result, Store};
use loonbrug_domain::ids::UserId;
use serde_json::json;

const OFFER: Statement = Statement::new(
    "offering a second factor",
    "UPDATE hub_user SET offered_factor = $2 WHERE id = $1",
);
const CONFIRM: Statement = Statement::new(
    "confirming a second factor",
    "UPDATE hub_user SET second_factor = offered_factor, offered_factor = NULL, last_step = $2
     WHERE id = $1 AND offered_factor = $3",
);
const REMOVE: Statement = Statement::new(
    "removing a second factor",
    "UPDATE hub_user SET second_factor = NULL, offered_factor = NULL WHERE id = $1",
);
const TAKE_STEP: Statement = Statement::new(
    "using a code",
    "UPDATE hub_user SET last_step = $2 WHERE id = $1 AND last_step < $2",
);
const REMOVE_CODES: Statement = Statement::new(
    "removing recovery codes",
    "DELETE FROM recovery_code WHERE hub_user = $1",
);
const PUT_CODES: Statement = bulk!(
    "storing recovery codes",
    "INSERT INTO recovery_code (hub_user, hash) SELECT $2, item.value ->> 'hash' FROM",
    ""
);
const TAKE_CODE: Statement = Statement::new(
    "using a recovery code",
    "DELETE FROM recovery_code WHERE hub_user = $1 AND hash = $2",
);
const CODES_LEFT: Statement = Statement::new(
    "counting recovery codes",
    "SELECT hub_user, hash FROM recovery_code WHERE hub_user = $1",
);

impl Store {
    /// Keeps a second factor that was shown and must be confirmed; it is encrypted already.
    pub async fn offer_second_factor(&self, id: UserId, sealed: &[u8]) -> Result<()> {
        self.write(OFFER, values![id, hexadecimal(sealed)]).await?;
        Ok(())
    }

    /// Takes the offered second factor into use, with new recovery codes; the code of this step counts as used. `false`
    /// if another one was offered meanwhile.
    pub async fn confirm_second_factor(
        &self,
        id: UserId,
        (sealed, step): (&[u8], i64),
        recovery: &[[u8; 32]],
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let values = values![id, step, hexadecimal(sealed)];
        if transaction.write(CONFIRM, values).await? == 0 {
            return Ok(false);
        }
        transaction.write(REMOVE_CODES, values![id]).await?;
        transaction
            .write_all(PUT_CODES, recovery.iter().map(code), values![id])
            .await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(CONFIRM.doing).await?;
        Ok(true)
    }

    /// Takes second factor and recovery codes away.
    pub async fn remove_second_factor(&self, id: UserId, entries: &[AuditEntry]) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(REMOVE, values![id]).await?;
        transaction.write(REMOVE_CODES, values![id]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(REMOVE.doing).await
    }

    /// Uses the code of a step up; `false` if that or a later one was used before.
    pub async fn take_step(&self, id: UserId, step: i64) -> Result<bool> {
        Ok(self.write(TAKE_STEP, values![id, step]).await? > 0)
    }

    /// Puts other recovery codes in the place of those that are left.
    pub async fn put_recovery_codes(&self, id: UserId, codes: &[[u8; 32]], entries: &[AuditEntry]) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(REMOVE_CODES, values![id]).await?;
        transaction
            .write_all(PUT_CODES, codes.iter().map(code), values![id])
            .await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(PUT_CODES.doing).await
    }

    /// Uses a recovery code up; `false` if the user has no such code.
    pub async fn take_recovery_code(&self, id: UserId, hash: &[u8; 32]) -> Result<bool> {
        let values: Vec<Value> = values![id, hexadecimal(hash)];
        Ok(self.write(TAKE_CODE, values).await? > 0)
    }

    /// How many recovery codes are left.
    pub async fn recovery_codes_left(&self, id: UserId) -> Result<usize> {
        let left = self
            .read(&RECOVERY_CODE, CODES_LEFT, values![id], |row| row.text("hash"))
            .await?;
        Ok(left.len())
    }
}

fn code(hash: &[u8; 32]) -> serde_json::Value {
    json!({ "hash": hexadecimal(hash) })
}
