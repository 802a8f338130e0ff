//! Asking at a steady rate. The loop is open: a request leaves at its moment whether or not the one before it came back,
//! and its time counts from that moment, so that waiting in line is counted.

use super::addresses::Page;
use super::site::{Came, Site, get};
use crate::stopwatch::now;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

/// How often a page is asked for by itself.
const ALONE: usize = 3;

/// What one request took, and what came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Which of the pages.
    pub page: usize,
    /// From the moment at which it was due until all of the answer was there.
    pub time: Duration,
    /// What came; nothing when the connection failed.
    pub came: Option<Came>,
}

/// What a page takes with nothing else going on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alone {
    /// The first time, when nothing of it is kept.
    pub first: Duration,
    /// The quickest of a few times.
    pub quickest: Duration,
}

/// The times of each page by itself. This also warms what is kept.
pub async fn alone(site: &Site, pages: &[Page]) -> anyhow::Result<Vec<Alone>> {
    let mut all = Vec::new();
    for page in pages {
        let mut times = Vec::new();
        for _ in 0..ALONE {
            let begin = now();
            get(&site.client, &format!("{}{}", site.base, page.path), &page.visitor).await?;
            times.push(begin.elapsed());
        }
        all.push(Alone {
            first: times.first().copied().unwrap_or_default(),
            quickest: times.iter().min().copied().unwrap_or_default(),
        });
    }
    Ok(all)
}

/// Asks for the pages in turn, so many a second.
pub async fn steady(site: &Site, pages: &[Page], rate: u32, lasting: Duration) -> anyhow::Result<Vec<Taken>> {
    let turns: Vec<usize> = (0..pages.len())
        .filter(|place| pages.get(*place).is_some_and(|page| !page.is_preview))
        .collect();
    anyhow::ensure!(!turns.is_empty(), "there is no page of that name");
    let requests = u32::try_from(lasting.as_secs())?.saturating_mul(rate);
    let (mut asked, begin) = (JoinSet::new(), now());
    for number in 0..requests {
        let due = begin + Duration::from_secs(1) * number / rate;
        sleep_until(due.into()).await;
        let turn = usize::try_from(number)? % turns.len();
        let Some((place, page)) = turns.get(turn).and_then(|place| Some((*place, pages.get(*place)?))) else {
            continue;
        };
        let address = format!("{}{}", site.base, page.path);
        let (client, visitor) = (site.client.clone(), page.visitor.clone());
        asked.spawn(async move {
            let came = get(&client, &address, &visitor).await.ok();
            Taken {
                page: place,
                time: now().duration_since(due),
                came,
            }
        });
    }
    Ok(asked.join_all().await)
}
