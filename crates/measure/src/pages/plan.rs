//! The page of a plan with the lines of everybody: read, leaf through, tick all, totals.

use super::addresses::plan_address;
use super::figures::PlanFigures;
use super::fill::Filled;
use super::site::Site;
use crate::stopwatch::{now, timed};
use anyhow::Context as _;
use std::time::Duration;

/// How long reading a plan may take at the most.
const READING: Duration = Duration::from_mins(15);
/// How long to wait before looking again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The figures, and the address that explains one of its lines.
pub struct Measured {
    /// What was measured.
    pub figures: PlanFigures,
    /// `waarom?` of a line.
    pub why: Option<String>,
}

/// Makes the plan of the month that Nmbrs has open, and measures what somebody does with all of its lines.
pub async fn measure(site: &Site, filled: &Filled) -> anyhow::Result<Measured> {
    let (plan, month) = (plan_address(filled, "plan"), filled.month);
    let (from, to) = (month.from.to_string(), month.to.to_string());
    let of_plan = [("flow", "hours"), ("from", &from), ("to", &to)];
    let ((), read) = timed(read(site, &plan_address(filled, "read"), &plan, &of_plan)).await?;
    let press = async |word: &str| -> anyhow::Result<(String, Duration)> {
        let form: Vec<(&str, &str)> = of_plan.iter().copied().chain([("do", word)]).collect();
        timed(async {
            let to = site.post(&plan, &form).await?;
            site.text(&to).await
        })
        .await
    };
    let (_, untick_all) = press("none").await?;
    let (page, tick_all) = press("all").await?;
    let lines = count_beside(&page, "filters").context("the page says how many lines the plan has")?;
    let (_, totals) = timed(site.text(&plan)).await?;
    let why = page.split('"').find(|text| text.contains("/why?"));
    Ok(Measured {
        figures: PlanFigures {
            lines,
            read,
            untick_all,
            tick_all,
            totals,
        },
        why: why.map(|address| address.replace("&#38;", "&").replace("&amp;", "&")),
    })
}

async fn read(site: &Site, read: &str, plan: &str, form: &[(&str, &str)]) -> anyhow::Result<()> {
    site.post(read, form).await?;
    let begin = now();
    while !site.text(plan).await?.contains("class=\"lines\"") {
        anyhow::ensure!(
            begin.elapsed() < READING,
            "the plan was not made: {}",
            site.text(plan).await?
        );
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}

/// The first count after a class: `<span class="count">10000</span>`.
fn count_beside(page: &str, class: &str) -> Option<usize> {
    let (_, after) = page.split_once(&format!("class=\"{class}\""))?;
    let (_, count) = after.split_once("class=\"count\">")?;
    let digits = count.split('<').next()?;
    digits.replace('.', "").parse().ok()
}
