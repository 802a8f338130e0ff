//! Attempts to sign in. An attempt counts as failed from before it is judged, so that many at once cannot pass together.

use crate::dialect::Statement;
use crate::schema::SIGN_IN_ATTEMPT;
use crate::value::{hexadecimal, values};
use crate::{AttemptCounts, Result, Store};
use jiff::Timestamp;
use uuid::Uuid;

const FORGET: Statement = Statement::new(
    "forgetting old attempts to sign in",
    "DELETE FROM sign_in_attempt WHERE (succeeded = 0 AND at < $1) OR at < $2",
);
const INSERT: Statement = Statement::new(
    "writing down an attempt to sign in",
    "INSERT INTO sign_in_attempt (id, at, account, address, succeeded) VALUES ($1, $2, $3, $4, 0)",
);
const COUNT: Statement = Statement::new(
    "counting attempts to sign in",
    "SELECT
         COUNT(CASE WHEN succeeded = 0 AND at >= $4 AND account = $2 AND address = $3 THEN 1 END) AS of_both,
         COUNT(CASE WHEN succeeded = 0 AND at >= $4 AND address = $3 THEN 1 END) AS of_address,
         COUNT(CASE WHEN succeeded = 0 AND at >= $4 AND account = $2 THEN 1 END) AS of_account,
         COUNT(CASE WHEN succeeded = 1 AND account = $2 AND address = $3 THEN 1 END) AS succeeded
     FROM sign_in_attempt WHERE (account = $2 OR address = $3) AND id <> $1",
);
const SUCCEED: Statement = Statement::new(
    "writing down who signed in",
    "UPDATE sign_in_attempt SET succeeded = 1 WHERE id = $1",
);
const FORGET_ONE: Statement = Statement::new(
    "forgetting an attempt to sign in",
    "DELETE FROM sign_in_attempt WHERE id = $1",
);

impl Store {
    /// Writes an attempt down as failed, and counts those before it that failed since a moment. Failures of before then,
    /// and successes of before `familiar_since`, are forgotten.
    pub async fn begin_attempt(
        &self,
        (id, at): (Uuid, Timestamp),
        account: &[u8; 32],
        address: &[u8; 32],
        (since, familiar_since): (Timestamp, Timestamp),
    ) -> Result<AttemptCounts> {
        let (id, account, address) = (id.to_string(), hexadecimal(account), hexadecimal(address));
        let mut transaction = self.begin().await?;
        transaction.write(FORGET, values![since, familiar_since]).await?;
        transaction
            .write(INSERT, values![id.as_str(), at, account.as_str(), address.as_str()])
            .await?;
        transaction.commit(INSERT.doing).await?;
        let counted = self
            .read_one(&SIGN_IN_ATTEMPT, COUNT, values![id, account, address, since], |row| {
                Ok(AttemptCounts {
                    of_account_from_address: row.integer("of_both")?,
                    from_address: row.integer("of_address")?,
                    of_account: row.integer("of_account")?,
                    succeeded: row.integer("succeeded")?,
                })
            })
            .await?;
        Ok(counted.unwrap_or_default())
    }

    /// The attempt succeeded.
    pub async fn attempt_succeeded(&self, id: Uuid) -> Result<()> {
        self.write(SUCCEED, values![id.to_string()]).await?;
        Ok(())
    }

    /// The attempt was not judged, and does not count.
    pub async fn forget_attempt(&self, id: Uuid) -> Result<()> {
        self.write(FORGET_ONE, values![id.to_string()]).await?;
        Ok(())
    }
}
