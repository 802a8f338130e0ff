//! Requests of other programs that must not be carried out twice, by the key that came with them.

use crate::dialect::Statement;
use crate::row::Row;
use crate::schema::API_REQUEST;
use crate::value::{hexadecimal, values};
use crate::{ApiRequest, KnownRequest, Result, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::TokenId;

const FORGET_OLD: Statement = Statement::new("forgetting old requests", "DELETE FROM api_request WHERE begun_at < $1");
const BEGIN: Statement = Statement::new(
    "beginning a request",
    "INSERT INTO api_request (token, key, organisation, hash, begun_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (token, key) DO NOTHING",
);
const READ: Statement = Statement::new(
    "reading a request",
    "SELECT hash, status, body FROM api_request WHERE token = $1 AND key = $2",
);
const ANSWER: Statement = Statement::new(
    "keeping the answer of a request",
    "UPDATE api_request SET status = $3, body = $4 WHERE token = $1 AND key = $2 AND status IS NULL",
);
const FORGET: Statement = Statement::new(
    "forgetting a request",
    "DELETE FROM api_request WHERE token = $1 AND key = $2 AND status IS NULL",
);

impl Store {
    /// Begins a request, unless there is one of this token and key: then gives that. What began before `kept_since` is
    /// forgotten first. Of many that begin at once, one does.
    pub async fn begin_request(&self, request: &ApiRequest<'_>, kept_since: Timestamp) -> Result<Option<KnownRequest>> {
        let ApiRequest { token, key, .. } = *request;
        let mut transaction = self.begin().await?;
        transaction.write(FORGET_OLD, values![kept_since]).await?;
        let row = values![token, key, request.organisation, hexadecimal(request.hash), request.at];
        if transaction.write(BEGIN, row).await? == 1 {
            transaction.commit(BEGIN.doing).await?;
            return Ok(None);
        }
        let known = transaction.read(&API_REQUEST, READ, values![token, key], known).await?;
        transaction.commit(BEGIN.doing).await?;
        Ok(known.into_iter().next())
    }

    /// Keeps the answer of a request that is under way.
    pub async fn answer_request(&self, token: TokenId, key: &str, status: u16, body: &str) -> Result<()> {
        self.write(ANSWER, values![token, key, i64::from(status), body]).await?;
        Ok(())
    }

    /// Forgets a request that was refused before anything was done: its key may be used again.
    pub async fn forget_request(&self, token: TokenId, key: &str) -> Result<()> {
        self.write(FORGET, values![token, key]).await?;
        Ok(())
    }
}

fn known(row: &Row<'_>) -> Result<KnownRequest> {
    let status = match row.optional_integer("status")? {
        Some(_) => Some(row.number("status")?),
        None => None,
    };
    Ok(KnownRequest {
        hash: row.hash("hash")?,
        answer: status.zip(row.optional_text("body")?),
    })
}
