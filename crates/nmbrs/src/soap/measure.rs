//! A way in for benchmarks: the reading of an answer without a network around it.

use super::operation::HOURS;
use super::stream::Items;
use super::wire::hour_row;
use crate::fault::Fault;

/// Reads these bytes as an answer of `HourComponentVar_Get` and returns the number of rows.
pub async fn hour_rows(answer: &[u8]) -> Result<usize, Fault> {
    let mut rows = 0;
    let mut items = Items::open(answer, &HOURS, usize::MAX)
        .await
        .map_err(|broken| broken.into_fault(&HOURS))?;
    while let Some(item) = items.next().await.map_err(|broken| broken.into_fault(&HOURS))? {
        hour_row(&item).map_err(|unreadable| unreadable.into_fault(&HOURS))?;
        rows += 1;
    }
    Ok(rows)
}
