//! What must not be done twice by one page: a double click, or a form sent again after going back.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// How many are remembered; the oldest goes first.
const AT_MOST: usize = 20_000;

/// Name of the field with the mark of a form that was shown.
pub const MARK: &str = "once";

/// Marks of forms that were carried out.
#[derive(Clone, Debug, Default)]
pub struct Once {
    done: Arc<Mutex<VecDeque<Uuid>>>,
}

/// The first use of a mark. Unless it is kept, the form can be sent again: nothing came of it.
#[derive(Debug)]
pub struct FirstUse {
    once: Once,
    mark: Uuid,
    kept: bool,
}

impl Once {
    /// Takes a mark; nothing where the form was sent before, or has no mark at all.
    pub fn take(&self, mark: &str) -> Option<FirstUse> {
        let mark: Uuid = mark.parse().ok()?;
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.contains(&mark) {
            return None;
        }
        if done.len() >= AT_MOST {
            done.pop_front();
        }
        done.push_back(mark);
        let once = self.clone();
        Some(FirstUse {
            once,
            mark,
            kept: false,
        })
    }
}

impl FirstUse {
    /// Says that it was done.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for FirstUse {
    fn drop(&mut self) {
        if !self.kept {
            let mut done = self.once.done.lock().unwrap_or_else(PoisonError::into_inner);
            done.retain(|mark| *mark != self.mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "018e2f3c-0000-7000-8000-000000000001";

    #[test]
    fn what_was_done_is_not_done_again() {
        let once = Once::default();
        once.take(MARK).unwrap().keep();
        assert!(once.take(MARK).is_none());
    }

    #[test]
    fn what_was_refused_may_be_sent_again_but_not_while_it_is_at_work() {
        let once = Once::default();
        let first = once.take(MARK).unwrap();
        assert!(once.take(MARK).is_none());
        drop(first);
        assert!(once.take(MARK).is_some());
    }

    #[test]
    fn a_form_without_a_mark_is_not_ours() {
        assert!(Once::default().take("").is_none());
    }
}
