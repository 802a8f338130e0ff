//! Log-ins: how a coupling reaches Nmbrs, with its secrets encrypted in the store.

use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::pause_reason::PauseReason;
use crate::settings::{Addresses, CouplingSettings};
use crate::tokens::{StoredTokens, TOKENS};
use loonbrug_domain::Language;
use loonbrug_domain::ids::CouplingId;
use loonbrug_nmbrs::capability::{Interface, scopes};
use loonbrug_nmbrs::identity::{Authorization, Identity, Tokens};
use loonbrug_nmbrs::{Connection, RestAccess, SoapAccess};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use url::Url;

/// The secret under which the access of a coupling is stored.
const ACCESS: &str = "access";

/// Our registration at Nmbrs (partner portal and developer portal): needed to log in over REST.
#[derive(Clone)]
pub struct Registration {
    /// The client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// The subscription key of the API.
    pub subscription_key: SecretString,
    /// Where the browser comes back, exactly as registered.
    pub redirect: Url,
}

/// How a coupling proves who it is.
#[derive(Clone)]
pub enum Access {
    /// An API token, over SOAP.
    Token {
        /// The token.
        token: SecretString,
    },
    /// A log-in, over REST.
    Login {
        /// Our registration.
        registration: Registration,
        /// What the log-in gave.
        tokens: Tokens,
    },
}

/// The stored form of [`Access`], without the tokens that change at each refresh.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
enum StoredAccess {
    Token {
        token: String,
    },
    Login {
        client_id: String,
        client_secret: String,
        subscription_key: String,
        redirect: Url,
    },
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token { .. } => "Token",
            Self::Login { .. } => "Login",
        })
    }
}

impl Registration {
    /// The identity service at this address, for our registration.
    #[must_use]
    pub fn identity(&self, addresses: &Addresses) -> Identity {
        Identity {
            base: addresses.identity.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            redirect: self.redirect.clone(),
            scopes: scopes().into_iter().map(str::to_owned).collect(),
        }
    }
}

impl Hub {
    /// Begins a log-in at Nmbrs: where to send the browser.
    pub fn begin_login(&self, registration: &Registration, addresses: &Addresses) -> Result<Authorization, HubError> {
        Ok(registration.identity(addresses).authorize_url(&mut rand::rng())?)
    }

    /// Finishes a log-in with the code that came back.
    pub async fn finish_login(
        &self,
        registration: &Registration,
        addresses: &Addresses,
        code: &str,
        verifier: &SecretString,
    ) -> Result<Access, HubError> {
        let tokens = registration
            .identity(addresses)
            .exchange(&self.http, code, verifier)
            .await?;
        Ok(Access::Login {
            registration: registration.clone(),
            tokens,
        })
    }

    /// Stores how a coupling proves who it is.
    pub async fn store_access(&self, coupling: &OpenCoupling, access: &Access) -> Result<(), HubError> {
        let stored = match access {
            Access::Token { token } => StoredAccess::Token {
                token: token.expose_secret().to_owned(),
            },
            Access::Login { registration, tokens } => {
                self.stored_tokens(coupling, registration).store(tokens, None).await?;
                StoredAccess::Login {
                    client_id: registration.client_id.clone(),
                    client_secret: registration.client_secret.expose_secret().to_owned(),
                    subscription_key: registration.subscription_key.expose_secret().to_owned(),
                    redirect: registration.redirect.clone(),
                }
            }
        };
        let text = serde_json::to_vec(&stored).map_err(|source| HubError::Settings {
            coupling: coupling.row.name.clone(),
            source,
        })?;
        let encrypted = self.vault.encrypt(&purpose(coupling.login(), ACCESS), &text)?;
        self.store
            .put_secret(coupling.login(), ACCESS, &encrypted, None)
            .await?;
        self.audit(
            Some(coupling.organisation()),
            "coupling.authorised",
            &coupling.row.name,
            "{}",
        )
        .await
    }

    /// The connection of a coupling: both halves, for the sender and for whoever only reads.
    pub(crate) async fn connection(&self, coupling: &OpenCoupling) -> Result<Connection, HubError> {
        let pace = self.pace(coupling);
        let settings = &coupling.settings;
        match (self.stored_access(coupling).await?, settings.interface) {
            (StoredAccess::Token { token }, Interface::Soap) => Ok(Connection::soap(
                soap_access(settings, token.into()),
                self.http.clone(),
                pace,
            )),
            (
                StoredAccess::Login {
                    client_id,
                    client_secret,
                    subscription_key,
                    redirect,
                },
                Interface::Rest,
            ) => {
                let registration = Registration {
                    client_id,
                    client_secret: client_secret.into(),
                    subscription_key: subscription_key.into(),
                    redirect,
                };
                let access = RestAccess {
                    base: settings.addresses.rest.clone(),
                    subscription_key: registration.subscription_key.clone(),
                    tokens: Arc::new(self.stored_tokens(coupling, &registration)),
                };
                Ok(Connection::rest(access, self.http.clone(), pace))
            }
            _ => Err(Refusal::NoAuthorisation(coupling.row.name.clone()).into()),
        }
    }

    /// A connection that is not a coupling yet: to choose the company with.
    pub fn trial_connection(&self, settings: &CouplingSettings, access: &Access) -> Connection {
        let sending = settings.sending;
        let pace = loonbrug_nmbrs::Pace::new(sending.calls_per_second, sending.in_flight)
            .waiting_by(self.http.waiting().clone());
        match access {
            Access::Token { token } => Connection::soap(soap_access(settings, token.clone()), self.http.clone(), pace),
            Access::Login { registration, tokens } => {
                let access = RestAccess {
                    base: settings.addresses.rest.clone(),
                    subscription_key: registration.subscription_key.clone(),
                    tokens: Arc::new(crate::tokens::FreshToken(tokens.access.clone())),
                };
                Connection::rest(access, self.http.clone(), pace)
            }
        }
    }

    /// "Autorisatie verwijderen": revokes the log-in at Nmbrs and forgets the secrets. Data and history stay.
    pub async fn unlink(&self, coupling: &OpenCoupling) -> Result<OpenCoupling, HubError> {
        let shared = self.couplings().await?.iter().any(|other| {
            other.id() != coupling.id() && other.login() == coupling.login() && other.row.paused.is_none()
        });
        if !shared {
            if let Ok(StoredAccess::Login {
                client_id,
                client_secret,
                subscription_key,
                redirect,
            }) = self.stored_access(coupling).await
            {
                let (client_secret, subscription_key) = (client_secret.into(), subscription_key.into());
                let registration = Registration {
                    client_id,
                    client_secret,
                    subscription_key,
                    redirect,
                };
                self.stored_tokens(coupling, &registration).revoke().await?;
            }
            self.store.delete_secrets(coupling.login()).await?;
        }
        let paused = self
            .pause(coupling, &PauseReason::of(|language| unlinked(language).to_owned()))
            .await?;
        self.audit(
            Some(coupling.organisation()),
            "coupling.unlinked",
            &coupling.row.name,
            "{}",
        )
        .await?;
        Ok(paused)
    }

    /// Before a coupling gets a log-in of its own: those that shared its former one keep that, under the first of them.
    pub(crate) async fn hand_over_login(&self, coupling: &OpenCoupling) -> Result<(), HubError> {
        let sharing = |other: &OpenCoupling| other.settings.shares_login_of == Some(coupling.id());
        let others: Vec<OpenCoupling> = self.couplings().await?.into_iter().filter(sharing).collect();
        let Some(first) = others.first() else { return Ok(()) };
        for name in [ACCESS, TOKENS] {
            if let Some(secret) = self.store.secret(coupling.id(), name).await? {
                let text = self.vault.decrypt(&purpose(coupling.id(), name), &secret.ciphertext)?;
                let encrypted = self.vault.encrypt(&purpose(first.id(), name), &text)?;
                self.store.put_secret(first.id(), name, &encrypted, None).await?;
            }
        }
        for other in &others {
            let shares_login_of = (other.id() != first.id()).then_some(first.id());
            let settings = CouplingSettings {
                shares_login_of,
                ..other.settings.clone()
            };
            self.save_settings(other, &settings).await?;
        }
        Ok(())
    }

    async fn stored_access(&self, coupling: &OpenCoupling) -> Result<StoredAccess, HubError> {
        let secret = self.store.secret(coupling.login(), ACCESS).await?;
        let secret = secret.ok_or_else(|| Refusal::NoAuthorisation(coupling.row.name.clone()))?;
        let text = self
            .vault
            .decrypt(&purpose(coupling.login(), ACCESS), &secret.ciphertext)?;
        serde_json::from_slice(&text).map_err(|source| HubError::Settings {
            coupling: coupling.row.name.clone(),
            source,
        })
    }

    fn stored_tokens(&self, coupling: &OpenCoupling, registration: &Registration) -> StoredTokens {
        StoredTokens::new(
            self,
            coupling.login(),
            registration.identity(&coupling.settings.addresses),
        )
    }
}

fn soap_access(settings: &CouplingSettings, token: SecretString) -> SoapAccess {
    SoapAccess {
        base: settings.addresses.soap.clone(),
        email: settings.email.clone().unwrap_or_default(),
        token,
        domain: settings.domain.clone(),
    }
}

/// What a secret is encrypted for: it can be read back for nothing else.
pub(crate) fn purpose(login: CouplingId, name: &str) -> String {
    format!("login {login} {name}")
}

const fn unlinked(language: Language) -> &'static str {
    match language {
        Language::Dutch => "de autorisatie is verwijderd; koppel opnieuw.",
        Language::English => "the authorisation was removed; link again.",
    }
}
