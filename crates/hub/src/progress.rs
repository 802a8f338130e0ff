//! Progress of long work, for whoever looks on.

use std::fmt;
use std::sync::Arc;

/// Tells how far the work is. The default tells nobody.
#[derive(Clone, Default)]
pub struct Progress {
    watcher: Option<Arc<dyn Watcher>>,
}

/// Somebody who looks on.
pub trait Watcher: Send + Sync {
    /// A step begins, with this many items where that is known (0 where it is not).
    fn begin(&self, step: &str, items: usize);
    /// This many items more are done.
    fn advance(&self, items: usize);
}

impl Progress {
    /// Tells this watcher.
    #[must_use]
    pub fn to(watcher: Arc<dyn Watcher>) -> Self {
        Self { watcher: Some(watcher) }
    }

    pub(crate) fn begin(&self, step: &str, items: usize) {
        if let Some(watcher) = &self.watcher {
            watcher.begin(step, items);
        }
    }

    pub(crate) fn advance(&self, items: usize) {
        if let Some(watcher) = &self.watcher {
            watcher.advance(items);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}
