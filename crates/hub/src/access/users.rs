//! Users: added, listed, given a role, let in no longer.

use super::invitation::Invited;
use super::refusal::AccessRefusal;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use crate::profiles::ProfileRefusal;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Right, Role};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{OrganisationId, UserId};
use loonbrug_store::{Organisation, StoreError, Theme, User};
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};

/// Somebody who is to sign in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewUser {
    /// Where mail reaches them.
    pub email: EmailAddress,
    /// What people call them.
    pub name: String,
    /// In which language pages speak.
    pub language: Language,
}

/// A user as an organisation sees them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and a member of the JSON"
)]
pub struct ListedUser {
    /// Identity.
    pub id: UserId,
    /// E-mail address.
    pub email: EmailAddress,
    /// Name.
    pub name: String,
    /// Whether the user chose a password.
    pub has_password: bool,
    /// Whether the user signs in with an account at a provider.
    pub has_account: bool,
    /// Whether the user has a second factor.
    pub has_second_factor: bool,
    /// Whether the user may not sign in.
    pub disabled: bool,
    /// What the user is, at the organisation that was asked about or at all.
    pub grants: Vec<Grant>,
}

impl Hub {
    /// Adds a user with what they are, and invites them. A grant that makes no sense adds nobody.
    pub async fn add_user_as(&self, new: &NewUser, grant: Option<&Grant>) -> Result<Invited, HubError> {
        if let Some(grant) = grant {
            self.makes_sense(grant).await?;
        }
        let invited = self.add_user(new).await?;
        if let Some(grant) = grant {
            let user = self.user_of_email(&new.email).await?;
            self.put_grant(&user, grant).await?;
        }
        Ok(invited)
    }

    /// Adds a user and invites them; the secret of the invitation is given this once.
    pub async fn add_user(&self, new: &NewUser) -> Result<Invited, HubError> {
        let user = User {
            id: UserId(self.surroundings.identity()),
            email: new.email.clone(),
            name: new.name.clone(),
            language: new.language,
            theme: Theme::default(),
            password: None,
            second_factor: None,
            offered_factor: None,
            disabled_at: None,
            created_at: self.surroundings.now(),
        };
        let entry = self.audit_entry(None, "user.added", new.email.as_str(), "{}");
        match self.store.insert_user(&user, &[entry]).await {
            Err(StoreError::AlreadyThere { .. }) => Err(AccessRefusal::EmailTaken(new.email.to_string()).into()),
            Err(error) => Err(error.into()),
            Ok(()) => self.invite(&user).await,
        }
    }

    /// The user of this address.
    pub async fn user_of_email(&self, email: &EmailAddress) -> Result<User, HubError> {
        let found = self.store.user_of_email(email).await?;
        found.ok_or_else(|| AccessRefusal::NoUser(email.to_string()).into())
    }

    /// The users of an organisation with what they are there.
    pub async fn users(&self, organisation: OrganisationId) -> Result<Vec<ListedUser>, HubError> {
        let grants = self.store.grants_of_organisation(organisation).await?;
        let users = self.store.users().await?;
        let linked = self.users_with_accounts().await?;
        let listed = users.into_iter().filter_map(|user| {
            let (_, grant) = grants.iter().find(|(id, _)| *id == user.id)?;
            Some(listed(user, &linked, vec![grant.clone()]))
        });
        Ok(listed.collect())
    }

    /// All users of the installation with what they are: for the command line.
    pub async fn all_users(&self) -> Result<Vec<ListedUser>, HubError> {
        let mut all = Vec::new();
        let linked = self.users_with_accounts().await?;
        for user in self.store.users().await? {
            let grants = self.store.grants(user.id).await?;
            all.push(listed(user, &linked, grants));
        }
        Ok(all)
    }

    /// Who signs in with an account at a provider.
    pub(crate) async fn users_with_accounts(&self) -> Result<HashSet<UserId>, HubError> {
        let linked = self.store.linked_users().await?;
        Ok(linked.into_iter().map(|link| link.user).collect())
    }

    /// A user whom a visitor may change as a whole, such as disable or invite anew: somebody who is something only where
    /// the visitor keeps the users. Anybody else answers like nobody, or is said to be somebody elsewhere too.
    pub async fn user_kept_by(&self, visitor: &Visitor, user: UserId) -> Result<User, HubError> {
        let grants = self.store.grants(user).await?;
        let kept = |grant: &Grant| visitor.has(Right::ChangeUsers, grant.organisation);
        let nobody = || AccessRefusal::NoUser(user.to_string());
        if !grants.iter().any(kept) {
            return Err(nobody().into());
        }
        let found = self.store.user(user).await?.ok_or_else(nobody)?;
        if grants.iter().all(kept) {
            return Ok(found);
        }
        Err(AccessRefusal::NotYours.into())
    }

    /// Adds an organisation, of which the visitor is an owner. Whoever is an owner somewhere may, and anybody while there
    /// is no organisation at all.
    pub async fn found_organisation(&self, visitor: &Visitor, name: &str) -> Result<Organisation, HubError> {
        let (user, _) = visitor.signed_in()?;
        let is_owner = visitor.grants().iter().any(|grant| grant.role == Role::Owner);
        if !is_owner && !self.store.organisations().await?.is_empty() {
            return Err(AccessRefusal::NotAnOwner.into());
        }
        let organisation = Organisation {
            id: OrganisationId(self.surroundings.identity()),
            name: name.to_owned(),
            created_at: self.surroundings.now(),
        };
        match self.store.insert_organisation(&organisation).await {
            Err(StoreError::AlreadyThere { .. }) => {
                return Err(AccessRefusal::OrganisationExists(name.to_owned()).into());
            }
            outcome => outcome?,
        }
        let grant = Grant {
            organisation: organisation.id,
            role: Role::Owner,
            groups: BTreeSet::new(),
            person: None,
        };
        let hub = self.acting_as(&visitor.actor);
        let entry = hub.audit_entry(Some(organisation.id), "organisation.added", name, "{}");
        self.store.put_grant(user, &grant, &[entry]).await?;
        Ok(organisation)
    }

    /// Whether anybody can sign in yet.
    pub async fn has_users(&self) -> Result<bool, HubError> {
        Ok(!self.store.users().await?.is_empty())
    }

    /// Makes a user something at an organisation, in the place of what they were there.
    pub async fn put_grant(&self, user: &User, grant: &Grant) -> Result<(), HubError> {
        self.makes_sense(grant).await?;
        if grant.role != Role::Owner {
            self.keeps_an_owner(grant.organisation, user.id).await?;
        }
        let detail = serde_json::json!({ "role": grant.role, "groups": grant.groups, "person": grant.person });
        let entry = self.audit_entry(
            Some(grant.organisation),
            "user.role",
            user.email.as_str(),
            &detail.to_string(),
        );
        Ok(self.store.put_grant(user.id, grant, &[entry]).await?)
    }

    async fn makes_sense(&self, grant: &Grant) -> Result<(), HubError> {
        grant.check().map_err(AccessRefusal::from)?;
        let known = self.store.groups(grant.organisation).await?;
        let is_known = |name: &String| known.iter().any(|group| group.name == *name);
        match grant.groups.iter().find(|name| !is_known(name)) {
            Some(name) => Err(ProfileRefusal::NoGroup(name.clone()).into()),
            None => Ok(()),
        }
    }

    /// Makes a user nothing at an organisation.
    pub async fn remove_grant(&self, user: &User, organisation: OrganisationId) -> Result<(), HubError> {
        self.keeps_an_owner(organisation, user.id).await?;
        let entry = self.audit_entry(Some(organisation), "user.removed", user.email.as_str(), "{}");
        Ok(self.store.remove_grant(user.id, organisation, &[entry]).await?)
    }

    /// Lets a user in no longer, or again. All of their sessions end, and an open invitation with them.
    pub async fn disable_user(&self, user: &User, disabled: bool) -> Result<(), HubError> {
        let action = if disabled { "user.disabled" } else { "user.enabled" };
        let entry = self.audit_entry(None, action, user.email.as_str(), "{}");
        let at = disabled.then(|| self.surroundings.now());
        Ok(self.store.disable_user(user.id, at, &[entry]).await?)
    }

    /// Changes name, language and look of the pages.
    pub async fn set_preferences(
        &self,
        user: UserId,
        name: &str,
        language: Language,
        theme: Theme,
    ) -> Result<(), HubError> {
        Ok(self.store.set_preferences(user, name, language, theme).await?)
    }

    /// Refuses what would leave an organisation without an owner, were this user none.
    async fn keeps_an_owner(&self, organisation: OrganisationId, user: UserId) -> Result<(), HubError> {
        let grants = self.store.grants_of_organisation(organisation).await?;
        let is_owner = |id: &UserId, grant: &Grant| grant.role == Role::Owner && *id == user;
        let owners = grants.iter().filter(|(_, grant)| grant.role == Role::Owner).count();
        if owners == 1 && grants.iter().any(|(id, grant)| is_owner(id, grant)) {
            return Err(AccessRefusal::LastOwner.into());
        }
        Ok(())
    }
}

fn listed(user: User, linked: &HashSet<UserId>, grants: Vec<Grant>) -> ListedUser {
    ListedUser {
        id: user.id,
        has_password: user.password.is_some(),
        has_account: linked.contains(&user.id),
        has_second_factor: user.second_factor.is_some(),
        disabled: user.disabled_at.is_some(),
        email: user.email,
        name: user.name,
        grants,
    }
}
