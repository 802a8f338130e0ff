//! Pages: a request in, one call to the hub, HTML out. No rule lives here.
//!
//! A route stands in [`routes`] with what it needs ([`Needs`]); the guard checks that before a handler runs, so that no
//! page can forget it. Pages work without JavaScript; the one script makes them quicker.

mod answer;
mod assets;
mod client_address;
mod deriving;
mod device;
mod form;
mod guard;
mod headers;
mod jobs;
mod kept;
mod once;
mod pages;
mod paging;
mod reckoned;
mod refusals;
mod routes;
mod server;
mod shell;
mod site;
mod spreadsheet;
mod tour;
mod unsent;
mod upload;
mod words;

pub use guard::Needs;
pub use pages::welcome::first_secret;
pub use routes::{RouteRow, routes};
pub use server::{serve, serve_beside};
pub use site::{DemonstrationLogin, Site, SiteOptions};
pub use tour::Tour;
