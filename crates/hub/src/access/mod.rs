//! Access (toegang): users, signing in, sessions, and the one check of what somebody may.
//!
//! Whoever comes in is a [`Visitor`]. [`Hub::allowed`](crate::Hub::allowed) is the only way from a visitor to an
//! [`Allowed`], which says where, and over whom it reaches. The command line acts as the owner of the machine and asks
//! for none.

mod api_tokens;
mod audit_log;
mod audit_words;
mod check;
mod four_eyes;
mod invitation;
mod one_time_code;
mod own_approvals;
mod password;
mod provider_accounts;
mod provider_refusal;
mod provider_visits;
mod providers;
mod refusal;
mod requests;
mod second_factor;
mod secret;
mod session;
mod settings;
mod sign_in;
mod terms;
mod users;
mod visitor;

pub use audit_words::action_words;
pub use check::Allowed;
pub use invitation::Invited;
pub use provider_accounts::WayIn;
pub use provider_refusal::ProviderRefusal;
pub use provider_visits::{CameBack, ComingBack, Errand, KeptErrand, WayOut};
pub use providers::{ListedProvider, NewProvider, ProviderChange};
pub use refusal::AccessRefusal;
pub use requests::RequestKey;
pub use second_factor::OfferedFactor;
pub use session::ListedSession;
pub use settings::AccessSettings;
pub use sign_in::{Proof, SignIn, SignedIn};
pub use terms::{AccessTerms, PasswordCost};
pub use users::{ListedUser, NewUser};
pub use visitor::{Program, Visitor, Who};

pub use loonbrug_openid::OpenIdClient;

pub(crate) use password::Hasher;
pub(crate) use providers::provider_purpose;
pub(crate) use second_factor::second_factor_purpose;
