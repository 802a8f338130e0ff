//! The application: flows, plan → apply → verify, and everything that they share.
//!
//! A flow says what a target should hold and who it is about. The difference, the preview, the sending, the doubt, the
//! read-back and the history are written once, for all flows.

pub mod access;
mod application;
mod chain;
mod company_codes;
mod configuration;
mod coupling;
mod crash_point;
mod error;
mod export;
mod export_history;
pub mod history;
pub mod hours;
pub mod import;
mod inbox;
mod keeping_text;
mod key_file;
mod key_rotation;
mod lease;
pub mod ledgers;
mod login;
mod moving;
pub mod notices;
mod pause_reason;
pub mod people;
pub mod profiles;
mod progress;
mod records;
mod refusal_text;
mod rights;
mod rule_sets;
mod rule_words;
mod run_search;
mod sabotage;
mod schedule;
mod sender;
pub mod settings;
mod surroundings;
pub mod time;
mod tokens;
mod vault;

pub use application::Hub;
pub use chain::HistoryChecked;
pub use company_codes::CompanyCodes;
pub use configuration::{ConfigurationChange, ConfigurationFile};
pub use coupling::OpenCoupling;
pub use crash_point::{CrashPoint, Interruption};
pub use error::{HubError, Refusal, fault_text};
pub use inbox::{CouplingOverview, LastRun, Open, OpenItem, PeriodProgress};
pub use keeping_text::{store_text, vault_text};
pub use lease::HeldLease;
pub use login::{Access, Registration};
pub use moving::Moved;
pub use pause_reason::PauseReason;
pub use progress::{Progress, Watcher};
pub use rights::RightChecked;
pub use rule_sets::{ListedRules, preset, presets, rule_version};
pub use rule_words::{RuleInWords, rule_words};
pub use sabotage::Sabotage;
pub use schedule::{Night, next_night};
pub use sender::{SendReport, Stopped, state_word};
pub use surroundings::{Clock, Identities, Surroundings};
pub use vault::{Vault, VaultError, hexadecimal};
