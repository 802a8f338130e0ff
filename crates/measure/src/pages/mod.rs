//! Every page under load: an employer with many people and months of hours, a user with many employers, and a plan of
//! everybody, asked at a steady rate.

mod addresses;
mod figures;
mod fill;
mod load;
mod plan;
mod site;

pub use self::figures::{Figures, PlanFigures, Row};

use crate::arguments::{Connecting, InterfaceName, Pages};
use crate::stage::Stage;
use anyhow::Context as _;
use std::time::Duration;
use url::Url;

/// How the company is reached: as fast as may be, since only our own pages are measured.
#[must_use]
pub const fn connecting() -> Connecting {
    Connecting {
        interface: InterfaceName::Rest,
        latency: 0,
        calls_per_second: 150,
        in_flight: 64,
        database: None,
    }
}

/// Measures with the company of the sandbox at this address.
pub async fn measure(sandbox: &Url, options: &Pages) -> anyhow::Result<Figures> {
    let stage = Stage::set(sandbox, &connecting(), false).await?;
    let filled = fill::fill(&stage, options).await?;
    let site = site::Site::open(&stage, &filled).await?;
    let plan = plan::measure(&site, &filled).await?;
    let mut pages = addresses::pages(&site, &filled, plan.why.as_deref());
    if let Some(text) = &options.only {
        pages.retain(|page| page.name.contains(text.as_str()));
    }
    let alone = load::alone(&site, &pages).await?;
    let seconds = Duration::from_secs(options.seconds.into());
    let answers = load::steady(&site, &pages, options.rate, seconds).await?;
    let assets = site.first_load().await.context("the assets of a page")?;
    Ok(Figures {
        people: filled.people.len(),
        shifts: filled.shifts,
        rate: options.rate,
        rows: figures::rows(&pages, &alone, &answers),
        assets,
        plan: plan.figures,
    })
}
