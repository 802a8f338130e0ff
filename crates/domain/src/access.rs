//! Who may do what (toegang): roles, rights, and how far each right reaches.
//!
//! A **user** signs in to the installation. A **grant** makes a user something at one organisation: a role, with groups
//! for a planner and a person for an employee. The [table](table.rs) says how far each role's rights reach.

mod grant;
mod password;
mod right;
mod role;
mod table;
mod throttle;

pub use grant::{Grant, GrantFault, Reach};
pub use password::{LONGEST_PASSWORD, PasswordFault, SHORTEST_PASSWORD, check_password};
pub use right::Right;
pub use role::Role;
pub use table::{Extent, extent};
pub use throttle::{Failures, Throttle, Waits};

#[cfg(test)]
mod tests;
