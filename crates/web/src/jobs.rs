//! Work that takes longer than a page: it goes on when the page is closed, and tells how far it is.

use crate::words::Words;
use futures::FutureExt as _;
use jiff::Timestamp;
use loonbrug_hub::{Hub, HubError, Progress, Watcher};
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Work under way or just ended, by what it is about: asking for the same work twice gives the same job.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    by_subject: Arc<Mutex<HashMap<String, Arc<Job>>>>,
}

/// One piece of work.
#[derive(Debug)]
pub struct Job {
    /// When it began.
    pub began_at: Timestamp,
    step: Mutex<String>,
    total: AtomicUsize,
    done: AtomicUsize,
    end: Mutex<Option<End>>,
}

/// How it ended.
#[derive(Clone, Debug)]
pub enum End {
    /// Well; where the result is shown.
    At(String),
    /// With an error.
    Failed(Arc<HubError>),
    /// By a fault of ours; the log says which.
    BrokeOff,
}

/// How far it is.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The step under way.
    pub step: String,
    /// Items done.
    pub done: usize,
    /// Items in all; 0 where it is not known.
    pub total: usize,
}

impl Jobs {
    /// Begins the work, unless the same is under way: then that goes on.
    pub fn begin<F>(&self, subject: &str, hub: &Hub, work: impl FnOnce(Hub) -> F)
    where
        F: Future<Output = Result<String, HubError>> + Send + 'static,
    {
        let mut jobs = self.by_subject.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.get(subject).is_some_and(|job| job.end().is_none()) {
            return;
        }
        let job = Arc::new(Job::new(hub.surroundings.now()));
        jobs.insert(subject.to_owned(), Arc::clone(&job));
        let watched = hub.watched(Progress::to(Arc::<Job>::clone(&job)));
        let work = AssertUnwindSafe(work(watched)).catch_unwind();
        tokio::spawn(async move {
            let end = match work.await {
                Ok(Ok(address)) => End::At(address),
                Ok(Err(error)) => End::Failed(Arc::new(error)),
                Err(_) => End::BrokeOff,
            };
            *job.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        });
    }

    /// The job about this subject, if there is one.
    pub fn about(&self, subject: &str) -> Option<Arc<Job>> {
        let jobs = self.by_subject.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(subject).cloned()
    }

    /// Forgets a job that has ended: its end was seen.
    pub fn seen(&self, subject: &str) {
        let mut jobs = self.by_subject.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.get(subject).is_some_and(|job| job.end().is_some()) {
            jobs.remove(subject);
        }
    }
}

impl Job {
    fn new(began_at: Timestamp) -> Self {
        Self {
            began_at,
            step: Mutex::default(),
            total: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            end: Mutex::default(),
        }
    }

    /// How it ended; nothing while it goes on.
    pub fn end(&self) -> Option<End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far it is.
    pub fn stand(&self) -> Stand {
        Stand {
            step: self.step.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        }
    }
}

impl Stand {
    /// The step as a person reads it.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand on what they show by reference"
    )]
    pub fn words(&self, w: &Words) -> String {
        let language = w.language;
        let step = match self.step.as_str() {
            "read" => language.pick("Nmbrs lezen", "Reading Nmbrs"),
            "send" => language.pick("Opslaan in Nmbrs", "Saving in Nmbrs"),
            "rights" => language.pick("Rechten controleren", "Checking rights"),
            _ => language.pick("Bezig", "Working"),
        };
        match self.total {
            0 => format!("{step} …"),
            total => format!("{step}: {} {} {total}", self.done, language.pick("van", "of")),
        }
    }
}

impl Watcher for Job {
    fn begin(&self, step: &str, items: usize) {
        step.clone_into(&mut self.step.lock().unwrap_or_else(PoisonError::into_inner));
        self.done.store(0, Ordering::Relaxed);
        self.total.store(items, Ordering::Relaxed);
    }

    fn advance(&self, items: usize) {
        self.done.fetch_add(items, Ordering::Relaxed);
    }
}
