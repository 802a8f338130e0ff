//! Users of an organisation, and what is asked of them.

use super::{Part, parts, proven, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::reach::{meant, proposal, proposals, proposed};
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Right, Role};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::access::{AccessRefusal, AccessSettings, Invited, NewUser};
use loonbrug_hub::{HubError, Refusal};
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "settings_users.html")]
struct UsersPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    failed: Option<String>,
    invitation: Option<Invitation>,
    users: Vec<UserRow>,
    asked: AccessSettings,
    name: String,
    email: String,
    grant: GrantForm,
}

/// A link to give to somebody; shown once.
pub struct Invitation {
    /// For whom.
    pub name: String,
    /// The link.
    pub address: String,
    /// Until when it works.
    pub until: String,
    /// Whether it is on its way by mail too.
    pub is_written: bool,
}

struct UserRow {
    address: String,
    name: String,
    email: String,
    role: String,
    state: (&'static str, &'static str, &'static str),
    second_factor: bool,
}

/// The choice of a role, with the groups of a planner and the person of an employee.
pub struct GrantForm {
    /// Roles: word, name, what it does, whether it is chosen.
    pub roles: Vec<(&'static str, &'static str, &'static str, bool)>,
    /// Groups: name, whether it is chosen.
    pub groups: Vec<(String, bool)>,
    /// The person who was chosen, as the field shows one.
    pub person: String,
    /// People who are proposed.
    pub people: Vec<String>,
}

/// What a role does, in a few words.
fn role_text(role: Role, language: Language) -> &'static str {
    match role {
        Role::Owner => language.pick(
            "alles, ook gebruikers en koppelingen",
            "everything, users and couplings too",
        ),
        Role::Payroll => language.pick("alles wat tot loon leidt", "everything that leads to pay"),
        Role::Planner => language.pick(
            "uren, rooster en verlof van de eigen groepen",
            "hours, rosters and leave of the own groups",
        ),
        Role::Bookkeeper => language.pick(
            "wat verstuurd is, en de bestanden ervan",
            "what was sent, and the files of it",
        ),
        Role::Employee => language.pick("wat van de eigen persoon is", "what is of the own person"),
        Role::Auditor => language.pick("ziet alles, verandert niets", "sees everything, changes nothing"),
    }
}

impl GrantForm {
    /// The choice, with what somebody has or typed.
    pub async fn of(
        guarded: &Guarded,
        role: Option<Role>,
        groups: &BTreeSet<String>,
        person: Option<PersonId>,
    ) -> Result<Self, Failure> {
        let (store, language) = (&guarded.hub().store, guarded.w().language);
        let known = store
            .groups(guarded.id())
            .await?
            .into_iter()
            .filter(|group| !group.archived);
        let chosen: Vec<PersonId> = person.into_iter().collect();
        let chosen = store.people_with_ids(guarded.id(), &chosen).await?;
        let view = |one: Role| {
            (
                one.word(),
                one.label(language),
                role_text(one, language),
                Some(one) == role,
            )
        };
        Ok(Self {
            roles: Role::ALL.into_iter().map(view).collect(),
            groups: known
                .map(|group| (group.name.clone(), groups.contains(&group.name)))
                .collect(),
            person: chosen.first().map(proposal).unwrap_or_default(),
            people: proposals(&proposed(guarded, &guarded.allowed).await?),
        })
    }

    /// What was chosen.
    pub async fn read(guarded: &Guarded, fields: &Fields) -> Result<Grant, Failure> {
        let role: Role = fields
            .text("role")
            .parse()
            .map_err(|()| Failure::Wrong("Kies een rol.", "Choose a role."))?;
        let groups = match role {
            Role::Planner => fields.all("group").map(str::to_owned).collect(),
            _ => BTreeSet::new(),
        };
        Ok(Grant {
            organisation: guarded.id(),
            role,
            groups,
            person: match fields.filled("person") {
                Some(typed) => Some(meant(guarded, typed).await?.id),
                None => None,
            },
        })
    }
}

async fn users_page(guarded: &Guarded, fields: &Fields) -> Result<UsersPage, Failure> {
    let hub = guarded.hub();
    let grant = GrantForm::read(guarded, fields).await.ok();
    let none = BTreeSet::new();
    let (role, groups, person) = match &grant {
        Some(grant) => (Some(grant.role), &grant.groups, grant.person),
        None => (None, &none, None),
    };
    let mut users = hub.users(guarded.id()).await?;
    users.sort_by(|one, other| one.name.cmp(&other.name));
    let w = guarded.w();
    let row = |user: loonbrug_hub::access::ListedUser| UserRow {
        address: guarded.address(&format!("settings/users/{}", user.id)),
        role: user
            .grants
            .first()
            .map(|grant| grant_text(grant, w.language))
            .unwrap_or_default(),
        state: match (user.disabled, user.has_password || user.has_account) {
            (true, _) => ("bad", "⏸", w.t("mag niet inloggen", "may not sign in")),
            (false, false) => ("wait", "○", w.t("uitgenodigd", "invited")),
            (false, true) => ("good", "●", w.t("actief", "active")),
        },
        second_factor: user.has_second_factor,
        name: user.name,
        email: user.email.to_string(),
    };
    Ok(UsersPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/users"),
        address: guarded.address("settings/users"),
        failed: None,
        invitation: None,
        users: users.into_iter().map(row).collect(),
        asked: hub.access_settings(guarded.id()).await?,
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        grant: GrantForm::of(guarded, role, groups, person).await?,
    })
}

fn grant_text(grant: &Grant, language: Language) -> String {
    let role = grant.role.label(language);
    if grant.groups.is_empty() {
        return role.to_owned();
    }
    let groups: Vec<&str> = grant.groups.iter().map(String::as_str).collect();
    format!("{role}: {}", groups.join(", "))
}

/// `GET …/settings/users`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    proven(&guarded, Right::ChangeUsers).await?;
    let mut shown = users_page(&guarded, &Fields::default()).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/users`: adds somebody. Who is known already gets the role at this organisation and needs no link.
pub async fn add(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    proven(&guarded, Right::ChangeUsers).await?;
    match added(&guarded, &fields).await {
        Ok(None) => Ok(go_to(&guarded.address("settings/users?done=saved"))),
        Ok(Some(invited)) => {
            let mut shown = users_page(&guarded, &Fields::default()).await?;
            shown.invitation = Some(Invitation::of(&site, &guarded, fields.text("name"), &invited)?);
            page(&shown)
        }
        Err(failure) => {
            let mut shown = users_page(&guarded, &fields).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn added(guarded: &Guarded, fields: &Fields) -> Result<Option<Invited>, Failure> {
    let email = EmailAddress::parse(fields.text("email")).map_err(|_| {
        Failure::Wrong(
            "Dit e-mailadres klopt niet. Schrijf het zoals naam@bedrijf.nl.",
            "This e-mail address is not right. Write it such as name@company.nl.",
        )
    })?;
    let name = fields
        .filled("name")
        .ok_or(Failure::Wrong("Vul een naam in.", "Fill in a name."))?;
    let grant = GrantForm::read(guarded, fields).await?;
    let new = NewUser {
        email: email.clone(),
        name: name.to_owned(),
        language: if fields.text("language") == "en" {
            Language::English
        } else {
            Language::Dutch
        },
    };
    match guarded.hub().add_user_as(&new, Some(&grant)).await {
        Ok(invited) => Ok(Some(invited)),
        Err(HubError::Refused(Refusal::Access(AccessRefusal::EmailTaken(_)))) => {
            let user = guarded.hub().user_of_email(&email).await?;
            let here = guarded.hub().users(guarded.id()).await?;
            if here.iter().any(|known| known.id == user.id) {
                return Err(Failure::Wrong(
                    "Deze gebruiker staat er al. Open de naam in de lijst om de rol te wijzigen.",
                    "This user is there already. Open the name in the list to change the role.",
                ));
            }
            guarded.hub().put_grant(&user, &grant).await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

impl Invitation {
    /// The link for whoever was invited.
    pub fn of(site: &Site, guarded: &Guarded, name: &str, invited: &Invited) -> Result<Self, Failure> {
        let path = format!("invitation/{}", invited.secret.expose_secret());
        let address = site.options.public_address.join(&path).map_err(|_| Failure::NotFound)?;
        Ok(Self {
            name: name.to_owned(),
            address: address.into(),
            until: guarded.w().moment(&invited.until),
            is_written: invited.is_written,
        })
    }
}

/// `POST …/settings/users/asked`: what is asked of users.
pub async fn ask(guarded: Guarded, Posted(fields): Posted) -> Answer {
    proven(&guarded, Right::ChangeUsers).await?;
    let settings = AccessSettings {
        proof_before_sending: fields.text("proof") == "yes",
        four_eyes: fields.text("four-eyes") == "yes",
        second_factor: fields.text("second-factor") == "yes",
    };
    if settings.second_factor && !guarded.signed.visitor.has_second_factor {
        let mut shown = users_page(&guarded, &Fields::default()).await?;
        let text = shown.w.t(
            "Zet eerst zelf een tweede factor aan bij Mijn account: anders sluit je jezelf buiten.",
            "First switch on a second factor yourself under My account: else you lock yourself out.",
        );
        shown.failed = Some(text.to_owned());
        return page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    guarded.hub().set_access_settings(guarded.id(), settings).await?;
    Ok(go_to(&guarded.address("settings/users?done=saved")))
}
