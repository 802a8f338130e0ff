//! Tasks of people, in a real browser, on the program as it runs.
//!
//! Needs `chromium` and `chromedriver`; `./test` installs them. `LOONBRUG_TEST_SKIP_BROWSER` leaves all of it out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is test"
)]

mod browser;
mod driver;
mod employee;
mod employers;
mod entry;
mod every_page;
mod keyboard;
mod kiosk;
mod main_job;
mod mistakes;
mod providers;
mod stage;
mod tour;
