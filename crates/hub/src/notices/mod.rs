//! Notices (meldingen): somebody hears of what they must, by mail or as a program by webhook, without looking at the pages.
//!
//! Whatever is to be told is derived from what is stored anyway (audit log, runs, requests, settings) or written with it in
//! one transaction, so that none is lost; each has a cause that is told once, so that none comes twice. With the notice
//! stands who is to hear of it; a delivery keeps its id however often it is tried, and the nodes share the work.

mod choices;
mod finding;
mod letter;
mod link;
mod post;
mod receivers;
mod refusal;
mod telling;
mod trial;
mod webhooks;
mod words;

pub use post::Post;
pub use refusal::NoticeRefusal;
pub use telling::Told;

pub(crate) use link::link_purpose;
pub(crate) use webhooks::webhook_purpose;
