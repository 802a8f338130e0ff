//! What every page works with.

use crate::deriving::Deriving;
use crate::jobs::Jobs;
use crate::kept::Kept;
use crate::once::Once;
use crate::pages::coupling_settings::CodeModel;
use crate::pages::hours::columns::SentFile;
use crate::pages::linking::{LinkDraft, LogInBegun};
use crate::pages::today::Acted;
use crate::reckoned::Reckonings;
use crate::tour::Tour;
use crate::unsent::UnsentForm;
use loonbrug_domain::ids::{CouplingId, OrganisationId, UserId};
use loonbrug_domain::planning::StandardRoster;
use loonbrug_files::HoursFile;
use loonbrug_hub::hours::{OpenPlan, Span};
use loonbrug_hub::people::PeoplePlan;
use loonbrug_hub::settings::Addresses;
use loonbrug_hub::{Hub, Registration, RightChecked};
use secrecy::SecretString;
use std::net::IpAddr;
use std::sync::Arc;
use url::Url;
use uuid::Uuid;

/// How the site is run.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// The address under which browsers reach it. With `https`, cookies are for `https` only.
    pub public_address: Url,
    /// Proxies whose word about who asks is taken; none where browsers come by themselves.
    pub proxies: Vec<IpAddr>,
    /// Log-ins of a demonstration, shown on the page to sign in; none in real use.
    pub demonstration: Vec<DemonstrationLogin>,
    /// Where Nmbrs is, for new couplings.
    pub nmbrs: Addresses,
    /// Our registration at Nmbrs, which comes back to `nmbrs/callback` of this site; without it linking takes a token.
    pub registration: Option<Registration>,
    /// What whoever makes the first user must show; only the one who started the program knows it.
    pub first_secret: Option<SecretString>,
}

/// A log-in that anybody may use, of a demonstration.
#[derive(Clone, Debug)]
pub struct DemonstrationLogin {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// What this user is.
    pub role: String,
}

/// What every page works with.
#[derive(Clone, Debug)]
pub struct Site {
    /// The hub; a page takes it in the name of its visitor.
    pub(crate) hub: Hub,
    pub(crate) options: SiteOptions,
    /// What the guided tour of a demonstration goes along.
    pub(crate) tour: Option<Arc<Tour>>,
    pub(crate) jobs: Jobs,
    /// Plans that somebody decides about.
    pub(crate) plans: Kept<(CouplingId, Span), OpenPlan>,
    /// Decisions are taken one after the other, so that none is put in a plan that lacks another.
    pub(crate) deciding: Arc<tokio::sync::Mutex<()>>,
    /// Shifts that are made of clock events, behind the answer.
    pub(crate) deriving: Deriving,
    /// What pages add up over everybody.
    pub(crate) reckonings: Reckonings,
    /// What users did at many employers at once.
    pub(crate) acted: Kept<UserId, Acted>,
    /// Proposals for people to import and link.
    pub(crate) people: Kept<CouplingId, PeoplePlan>,
    /// Files with hours that somebody looks at, by employer and hash.
    pub(crate) files: Kept<(OrganisationId, [u8; 32]), HoursFile>,
    /// Those files as they were sent, to be read again with other columns.
    pub(crate) sent_files: Kept<(OrganisationId, [u8; 32]), SentFile>,
    /// Forms that were carried out.
    pub(crate) once: Once,
    /// Standard rosters that each user took away last, to be put back.
    pub(crate) removed_rosters: Kept<(UserId, OrganisationId), StandardRoster>,
    /// Forms that came when the session was over.
    pub(crate) unsent: Kept<Uuid, UnsentForm>,
    /// Links that somebody is making, each user's own.
    pub(crate) links: Kept<(UserId, OrganisationId), LinkDraft>,
    /// Log-ins at Nmbrs that somebody went away for.
    pub(crate) log_ins: Kept<UserId, LogInBegun>,
    /// What went wrong with the last of them, shown once.
    pub(crate) log_in_failures: Kept<UserId, String>,
    /// Rights as they were found last.
    pub(crate) rights: Kept<CouplingId, Vec<RightChecked>>,
    /// Hour and wage codes of companies.
    pub(crate) models: Kept<CouplingId, CodeModel>,
}

impl Site {
    /// A site on this hub.
    #[must_use]
    pub fn new(hub: Hub, options: SiteOptions) -> Self {
        Self {
            hub,
            options,
            tour: None,
            jobs: Jobs::default(),
            plans: Kept::default(),
            deciding: Arc::default(),
            deriving: Deriving::default(),
            reckonings: Reckonings::default(),
            acted: Kept::default(),
            people: Kept::default(),
            files: Kept::default(),
            sent_files: Kept::default(),
            once: Once::default(),
            removed_rosters: Kept::default(),
            unsent: Kept::default(),
            links: Kept::default(),
            log_ins: Kept::default(),
            log_in_failures: Kept::default(),
            rights: Kept::default(),
            models: Kept::default(),
        }
    }

    /// With a guided tour, for a demonstration.
    #[must_use]
    pub fn with_tour(mut self, tour: Option<Tour>) -> Self {
        self.tour = tour.map(Arc::new);
        self
    }

    /// Where browsers come back from providers of identities, exactly as it is registered there.
    pub(crate) fn back_from_provider(&self) -> Result<Url, url::ParseError> {
        self.options.public_address.join("sign-in/back")
    }

    /// Whether browsers come over `https`.
    pub(crate) fn is_secure(&self) -> bool {
        self.options.public_address.scheme() == "https"
    }
}
