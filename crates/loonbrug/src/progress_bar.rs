//! Progress bars, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use loonbrug_hub::Watcher;
use std::sync::{Mutex, PoisonError};

/// One bar for the step at hand, on standard error.
#[derive(Default)]
pub struct ProgressBars {
    bar: Mutex<Option<ProgressBar>>,
}

impl Watcher for ProgressBars {
    fn begin(&self, step: &str, items: usize) {
        let bar = ProgressBar::with_draw_target(
            Some(u64::try_from(items).unwrap_or(u64::MAX)),
            // Draws nothing where standard error is no terminal.
            ProgressDrawTarget::stderr(),
        );
        if let Ok(style) = ProgressStyle::with_template("{msg:<10} {bar:30} {pos}/{len} {per_sec} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(step.to_owned());
        let before = self.bar.lock().unwrap_or_else(PoisonError::into_inner).replace(bar);
        if let Some(before) = before {
            before.finish_and_clear();
        }
    }

    fn advance(&self, items: usize) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            bar.inc(u64::try_from(items).unwrap_or(0));
        }
    }
}

impl Drop for ProgressBars {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}
