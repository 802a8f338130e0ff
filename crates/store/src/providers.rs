//! Providers of identities, whom they know, and browsers that went to one.

use crate::audit::append;
use crate::database::Transaction;
use crate::dialect::Statement;
use crate::row::Row;
use crate::schema::{HUB_USER, PROVIDER, PROVIDER_LINK, PROVIDER_VISIT};
use crate::sessions::END_OTHERS;
use crate::users::user;
use crate::value::{from_hexadecimal, hexadecimal, values};
use crate::{AuditEntry, LinkedUser, ProviderLink, ProviderVisit, Result, SignInProvider, Store, User};
use jiff::Timestamp;
use loonbrug_domain::ids::{ProviderId, SessionId, UserId};
use std::collections::HashSet;

const INSERT: Statement = Statement::new(
    "adding a provider",
    "INSERT INTO provider (id, name, name_key, issuer, client_id, client_secret, second_factor, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
const CHANGE: Statement = Statement::new(
    "changing a provider",
    "UPDATE provider SET client_secret = $2, second_factor = $3 WHERE id = $1",
);
const ALL: Statement = Statement::new(
    "reading the providers",
    "SELECT id, name, issuer, client_id, client_secret, second_factor, created_at FROM provider ORDER BY name_key",
);
const FORGET_VISITS_OF: Statement = Statement::new(
    "forgetting who went to a provider",
    "DELETE FROM provider_visit WHERE provider = $1",
);
const END_SESSIONS_OF: Statement = Statement::new(
    "ending the sessions of who is known to a provider",
    "DELETE FROM user_session WHERE hub_user IN (SELECT hub_user FROM provider_link WHERE provider = $1)",
);
const UNLINK_ALL: Statement = Statement::new(
    "forgetting whom a provider knows",
    "DELETE FROM provider_link WHERE provider = $1",
);
const REMOVE: Statement = Statement::new("removing a provider", "DELETE FROM provider WHERE id = $1");
const LINK: Statement = Statement::new(
    "linking a user with a provider",
    "INSERT INTO provider_link (provider, subject, hub_user, account, linked_at) VALUES ($1, $2, $3, $4, $5)",
);
const UNLINK_FORMER: Statement = Statement::new(
    "forgetting the former account of a user",
    "DELETE FROM provider_link WHERE provider = $1 AND hub_user = $2",
);
const LOCK_USER: Statement = Statement::new("taking hold of a user", "UPDATE hub_user SET name = name WHERE id = $1");
/// Whoever has no password keeps an account at some provider.
const UNLINK: Statement = Statement::new(
    "unlinking a user from a provider",
    "DELETE FROM provider_link WHERE hub_user = $1 AND provider = $2
       AND (EXISTS (SELECT 1 FROM hub_user WHERE id = $1 AND password IS NOT NULL)
            OR EXISTS (SELECT 1 FROM provider_link AS other WHERE other.hub_user = $1 AND other.provider <> $2))",
);
const LINKS: Statement = Statement::new(
    "reading the accounts of a user",
    "SELECT provider, subject, account, linked_at FROM provider_link WHERE hub_user = $1 ORDER BY provider",
);
const LINKED: Statement = Statement::new(
    "reading who is linked with a provider",
    "SELECT provider, hub_user FROM provider_link ORDER BY provider, hub_user",
);
const USER_OF: Statement = Statement::new(
    "reading whom a provider knows",
    "SELECT id, email, name, language, theme, password, second_factor, offered_factor, disabled_at, created_at
     FROM hub_user JOIN provider_link ON provider_link.hub_user = hub_user.id
     WHERE provider_link.provider = $1 AND provider_link.subject = $2",
);
const FORGET_VISITS: Statement = Statement::new(
    "forgetting who never came back from a provider",
    "DELETE FROM provider_visit WHERE begun_at < $1",
);
const BEGIN_VISIT: Statement = Statement::new(
    "writing down who goes to a provider",
    "INSERT INTO provider_visit (state, browser, provider, errand, address, begun_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
const END_VISIT: Statement = Statement::new(
    "taking up who came back from a provider",
    "DELETE FROM provider_visit WHERE state = $1 AND browser = $2 AND begun_at >= $3
     RETURNING provider, errand, address, begun_at",
);

impl Store {
    /// Adds a provider; a name or an issuer that is taken is [`crate::StoreError::AlreadyThere`].
    pub async fn insert_provider(&self, provider: &SignInProvider, entries: &[AuditEntry]) -> Result<()> {
        let values = values![
            provider.id,
            provider.name.as_str(),
            provider.name.to_lowercase(),
            provider.issuer.as_str(),
            provider.client_id.as_str(),
            hexadecimal(&provider.client_secret),
            provider.second_factor.clone(),
            provider.created_at,
        ];
        self.change_with(INSERT, values, entries).await
    }

    /// Changes the secret of a provider, and what counts as a second factor there.
    pub async fn change_provider(
        &self,
        id: ProviderId,
        client_secret: &[u8],
        second_factor: Option<&str>,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let second_factor = second_factor.map(str::to_owned);
        let values = values![id, hexadecimal(client_secret), second_factor];
        self.change_with(CHANGE, values, entries).await
    }

    /// All providers, by name.
    pub async fn providers(&self) -> Result<Vec<SignInProvider>> {
        self.read(&PROVIDER, ALL, values![], provider).await
    }

    /// Removes a provider with the links to it; whoever was linked is signed out everywhere.
    pub async fn remove_provider(&self, id: ProviderId, entries: &[AuditEntry]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for statement in [FORGET_VISITS_OF, END_SESSIONS_OF, UNLINK_ALL, REMOVE] {
            transaction.write(statement, values![id]).await?;
        }
        append(&mut transaction, entries).await?;
        transaction.commit(REMOVE.doing).await
    }

    /// Links a user with an account, in the place of a former one at that provider; all sessions but one end. An account
    /// that is somebody else's is [`crate::StoreError::AlreadyThere`].
    pub async fn link_provider(
        &self,
        user: UserId,
        link: &ProviderLink,
        but: SessionId,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        put_link(&mut transaction, user, link).await?;
        transaction.write(END_OTHERS, values![user, but]).await?;
        append(&mut transaction, entries).await?;
        transaction.commit(LINK.doing).await
    }

    /// Takes a link of a user away; all sessions but one end. `false`: there is none, or it is the only way in.
    pub async fn unlink_provider(
        &self,
        user: UserId,
        provider: ProviderId,
        but: SessionId,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        // Two that are taken away at the same time would each leave the other.
        transaction.write(LOCK_USER, values![user]).await?;
        if transaction.write(UNLINK, values![user, provider]).await? == 0 {
            return Ok(false);
        }
        transaction.write(END_OTHERS, values![user, but]).await?;
        append(&mut transaction, entries).await?;
        transaction.commit(UNLINK.doing).await?;
        Ok(true)
    }

    /// The accounts of a user.
    pub async fn provider_links(&self, user: UserId) -> Result<Vec<ProviderLink>> {
        self.read(&PROVIDER_LINK, LINKS, values![user], link).await
    }

    /// Who is linked with which provider.
    pub async fn linked_users(&self) -> Result<HashSet<LinkedUser>> {
        let linked = self.read(&PROVIDER_LINK, LINKED, values![], |row| {
            Ok(LinkedUser {
                provider: row.parsed("provider")?,
                user: row.parsed("hub_user")?,
            })
        });
        Ok(linked.await?.into_iter().collect())
    }

    /// The user whom a provider knows by a subject.
    pub async fn user_of_subject(&self, provider: ProviderId, subject: &str) -> Result<Option<User>> {
        self.read_one(&HUB_USER, USER_OF, values![provider, subject], user)
            .await
    }

    /// Writes down that a browser goes to a provider, by the hashes of the state and of what the browser keeps. Who went
    /// before a moment and did not come back is forgotten.
    pub async fn begin_visit(
        &self,
        (state, browser): (&[u8; 32], &[u8; 32]),
        visit: &ProviderVisit,
        forgotten: Timestamp,
    ) -> Result<()> {
        let values = values![
            hexadecimal(state),
            hexadecimal(browser),
            visit.provider,
            visit.errand.as_str(),
            visit.address.as_str(),
            visit.begun_at,
        ];
        let mut transaction = self.begin().await?;
        transaction.write(FORGET_VISITS, values![forgotten]).await?;
        transaction.write(BEGIN_VISIT, values).await?;
        transaction.commit(BEGIN_VISIT.doing).await
    }

    /// Takes up a visit of this browser that began since a moment; it is found once.
    pub async fn end_visit(
        &self,
        (state, browser): (&[u8; 32], &[u8; 32]),
        since: Timestamp,
    ) -> Result<Option<ProviderVisit>> {
        let values = values![hexadecimal(state), hexadecimal(browser), since];
        self.write_returning(&PROVIDER_VISIT, END_VISIT, values, visit).await
    }
}

/// Links a user with an account, in the place of a former one at that provider.
pub(crate) async fn put_link(transaction: &mut Transaction, user: UserId, link: &ProviderLink) -> Result<()> {
    transaction.write(UNLINK_FORMER, values![link.provider, user]).await?;
    let (subject, account) = (link.subject.as_str(), link.account.as_str());
    let values = values![link.provider, subject, user, account, link.linked_at];
    transaction.write(LINK, values).await?;
    Ok(())
}

fn provider(row: &Row<'_>) -> Result<SignInProvider> {
    let sealed = row.text("client_secret")?;
    Ok(SignInProvider {
        id: row.parsed("id")?,
        name: row.text("name")?,
        issuer: row.text("issuer")?,
        client_id: row.text("client_id")?,
        client_secret: row.checked("client_secret", "is not hexadecimal", from_hexadecimal(&sealed))?,
        second_factor: row.optional_text("second_factor")?,
        created_at: row.time("created_at")?,
    })
}

fn link(row: &Row<'_>) -> Result<ProviderLink> {
    Ok(ProviderLink {
        provider: row.parsed("provider")?,
        subject: row.text("subject")?,
        account: row.text("account")?,
        linked_at: row.time("linked_at")?,
    })
}

fn visit(row: &Row<'_>) -> Result<ProviderVisit> {
    Ok(ProviderVisit {
        provider: row.parsed("provider")?,
        errand: row.text("errand")?,
        address: row.text("address")?,
        begun_at: row.time("begun_at")?,
    })
}
