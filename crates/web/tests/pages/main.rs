//! The pages over real HTTP, on a database of their own.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of this is test")]

mod audit;
mod files;
mod headers;
mod kiosk;
mod many;
mod notices;
mod own;
mod providers;
mod proxies;
mod rosters;
mod stage;
mod unsent;
mod walk;
mod year;
