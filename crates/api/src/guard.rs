//! Who is asking, and whether they may: checked once, before a handler runs.

use crate::failure::Failure;
use crate::operation::Needs;
use crate::server::Api;
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use loonbrug_hub::access::{Allowed, Program, Visitor};
use loonbrug_hub::{Hub, OpenCoupling};
use loonbrug_store::Person;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

/// A program with a token.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub visitor: Arc<Visitor>,
    /// As which token, of which organisation.
    pub program: Program,
    /// The hub in that name.
    pub hub: Hub,
    named: Arc<HashMap<String, String>>,
}

/// A program that may do this at this organisation.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// Who.
    pub caller: Caller,
    /// What, where, and over whom it reaches.
    pub allowed: Allowed,
}

impl Caller {
    /// A parameter of the path; what cannot be one is nowhere.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub fn named<T: FromStr>(&self, name: &str) -> Result<T, Failure> {
        let text = self.named.get(name).ok_or(Failure::NotFound)?;
        if text.contains('\0') {
            return Err(Failure::NotFound);
        }
        text.parse().map_err(|_| Failure::NotFound)
    }
}

impl Guarded {
    /// Identity of the organisation.
    pub const fn id(&self) -> OrganisationId {
        self.allowed.organisation()
    }

    /// The hub in the name of the token.
    pub const fn hub(&self) -> &Hub {
        &self.caller.hub
    }

    /// A parameter of the path.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub fn named<T: FromStr>(&self, name: &str) -> Result<T, Failure> {
        self.caller.named(name)
    }

    /// The coupling of the path, if it is this organisation's.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn coupling(&self) -> Result<OpenCoupling, Failure> {
        let id: CouplingId = self.named("coupling")?;
        let found = self.couplings().await?.into_iter().find(|coupling| coupling.id() == id);
        found.ok_or(Failure::NotFound)
    }

    /// The couplings of the organisation.
    ///
    /// # Errors
    /// What the database fails with.
    pub async fn couplings(&self) -> Result<Vec<OpenCoupling>, Failure> {
        let mut couplings = self.hub().couplings().await?;
        couplings.retain(|coupling| coupling.organisation() == self.id());
        Ok(couplings)
    }

    /// The person of the path, within reach.
    ///
    /// # Errors
    /// [`Failure::NotFound`], and a person out of reach, which looks the same.
    pub async fn person(&self) -> Result<Person, Failure> {
        let id: PersonId = self.named("person")?;
        Ok(self.hub().person_within(&self.allowed, id).await?)
    }
}

/// The middleware of every operation.
pub async fn check(
    State((api, needs)): State<(Api, Needs)>,
    parameters: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    match admitted(&api, needs, &parameters, &mut request).await {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

async fn admitted(api: &Api, needs: Needs, parameters: &RawPathParams, request: &mut Request) -> Result<(), Failure> {
    if needs == Needs::Nothing {
        return Ok(());
    }
    let named = parameters.iter();
    let named: HashMap<String, String> = named.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let secret = token_of(request.headers()).ok_or(Failure::NoToken)?;
    let visitor = api.hub.visitor_of_token_from(secret, address(request)).await?;
    let caller = Caller {
        program: visitor.program().cloned()?,
        hub: api.hub.acting_as(&visitor.actor),
        visitor: Arc::new(visitor),
        named: Arc::new(named),
    };
    if let Needs::At(right) = needs {
        let organisation: OrganisationId = caller.named("organisation")?;
        let allowed = caller.hub.allowed(&caller.visitor, right, organisation).await?;
        let caller = caller.clone();
        request.extensions_mut().insert(Guarded { caller, allowed });
    }
    request.extensions_mut().insert(caller);
    Ok(())
}

/// The token that was sent, in the one place where it may be.
fn token_of(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn address(request: &Request) -> IpAddr {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    from.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |from| from.0.ip())
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get().cloned().ok_or(Failure::NoToken)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Guarded {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get().cloned().ok_or(Failure::NoToken)
    }
}
